package wire

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/markdown"
)

// Markdown returns the body at v as Markdown. It is Markdown already unless it
// begins with an HTML tag.
func (d *Input) Markdown(v Value, body string) string {
	if strings.HasPrefix(strings.TrimSpace(body), "<") && htmltext.IsHTML(body) {
		d.Beyond(v, htmltext.Markdown{PreWrap: true}.Check(body))
		return htmltext.Markdown{PreWrap: true}.Convert(body)
	}
	body = Lines(body)
	d.Beyond(v, markdown.Check(body))
	return body
}

// Lines returns a text with "\n" as its line breaks and without white space
// around it.
func Lines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Trim(strings.ReplaceAll(s, "\r", "\n"), "\n")
}

// Beyond adds a note for a body that exceeds the limits for Markdown.
func (d *Input) Beyond(v Value, limit error) {
	if limit != nil {
		d.Note(v, v.Path.String(), incident.CodeLimit, fmt.Sprintf("%v; some of it was kept as plain text", limit))
	}
}

// Edited returns the time at which an update was edited: updated, if it is more
// than a minute later than both created and at, and zero otherwise. Vendors
// change the time of the last change by seconds when they send notifications.
// For an update that was entered long after its time, such as an imported one,
// it is the time of entry.
func Edited(updated, created, at time.Time) time.Time {
	if updated.IsZero() || created.IsZero() || updated.Sub(created) <= time.Minute || updated.Sub(at) <= time.Minute {
		return time.Time{}
	}
	return updated
}

// IsNear reports whether two instants look the same to readers, who see
// minutes.
func IsNear(a, b time.Time) bool {
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() <= time.Minute
}

// Sort sorts updates by time, keeping the order of equal times.
func Sort(list []incident.Update) {
	slices.SortStableFunc(list, func(a, b incident.Update) int { return a.At.Compare(b.At) })
}

// CheckStatus adds a note if the status that an incident states at v differs
// from the status of its last update.
func (d *Input) CheckStatus(v Value, stated incident.Status, inc *incident.Incident) {
	if stated != "" && stated != inc.Status() {
		d.Note(v, "an incident.status", incident.CodeConflict, fmt.Sprintf("the status is %s, but the last update has %q", stated, inc.Status()))
	}
}
