package plan

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/report"
)

// This file holds the questions of the plan to the grammar of readers.

// announces reports whether a reader takes the promise of an update from its
// body, so that a line of its own would repeat it.
func announces(u *incident.Update, page *time.Location) bool {
	return report.Announces(u.Body, u.At, u.NextUpdate, page)
}

// appendDue appends the due date of an action, as written if a reader takes it
// for the same.
func appendDue(dst []byte, a *incident.Action) []byte { return report.AppendDue(dst, a) }

// afterClock reports whether a text ends in a time of day. A zone behind it is
// that of this time alone: the "CET" of "at 10:11 CET".
func afterClock(text string) bool { return report.AfterClock(text) }

// dayOf returns the day of the rows of a section that have no date, so far as
// the document says it.
func (r *Report) dayOf(s *incident.Section, anchor time.Time) civil.Date {
	pm := r.Incident.Postmortem
	if pm == nil {
		return civil.Date{}
	}
	for i := range pm.Sections {
		if &pm.Sections[i] == s {
			ctx := report.Context{Phrases: r.Lang, Page: r.Clock.Page, Title: r.Incident.Title, Anchor: anchor, Published: pm.PublishedAt}
			return report.DayOf(ctx, pm.Sections, i)
		}
	}
	return civil.Date{}
}
