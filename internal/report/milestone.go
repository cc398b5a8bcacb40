package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// conclude marks the rows that reach a milestone by their words, where the
// document states none of that name. At most one row of the document reaches
// each: the first for what is done once, and for the end of the impact and of
// the incident the last one that held. It returns one note for all.
func (r *reader) conclude() []Note {
	var rows []toldRow
	stated := make(map[string]bool)
	for i := range r.timelines {
		t := &r.timelines[i]
		for j := range t.Section.Timeline.Events {
			e := &t.Section.Timeline.Events[j]
			if e.Milestone != "" {
				stated[string(e.Milestone)] = true
			} else if !e.At.IsZero() && e.Precision != incident.PrecisionDay {
				reached, relapse := r.ctx.Phrases.Milestones.Reached(e.Text)
				if reached != nil || relapse {
					rows = append(rows, toldRow{e, t.Index, j, t.Rows[j].Start, reached, relapse})
				}
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b toldRow) int { return a.event.At.Compare(b.event.At) })

	story := toldStory{rows: rows}
	for _, row := range rows {
		if row.relapse {
			story.relapse = row.event.At
		}
	}
	first := -1 // in the document
	var named []string
	for _, m := range incident.Words[incident.Milestone]() {
		if stated[string(m)] {
			continue
		}
		i := story.find(m)
		if i < 0 || rows[i].event.Milestone != "" {
			continue
		}
		rows[i].event.Milestone, rows[i].event.Inferred = m, true
		named = append(named, string(m))
		if first < 0 || rows[i].start < rows[first].start {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	path := fmt.Sprintf("postmortem.sections[%d].timeline.events[%d].milestone", rows[first].section, rows[first].index)
	return []Note{{path, NoteMilestone, rows[first].start, "milestones were concluded from the words of rows: " + strings.Join(named, ", ")}}
}

// toldRow is a row whose words tell something.
type toldRow struct {
	event                 *incident.Event
	section, index, start int
	reached               []string
	relapse               bool
}

// toldStory is what the rows of a document tell, in chronological order.
type toldStory struct {
	rows    []toldRow
	relapse time.Time // of the last relapse; zero: none
}

// find returns the index of the row that reaches m, or -1.
func (s *toldStory) find(m incident.Milestone) int {
	switch m {
	case incident.MilestoneMitigated:
		end := s.last(incident.MilestoneImpactEnded, time.Time{})
		if end < 0 {
			end = s.last(incident.MilestoneResolved, time.Time{})
		}
		if end >= 0 {
			return s.last(m, s.rows[end].event.At)
		}
		return s.last(m, time.Time{})
	case incident.MilestoneImpactEnded:
		if end := s.last(incident.MilestoneResolved, time.Time{}); end >= 0 {
			return s.last(m, s.rows[end].event.At)
		}
		return s.last(m, time.Time{})
	case incident.MilestoneResolved, incident.MilestoneClosed:
		return s.last(m, time.Time{})
	}
	return slices.IndexFunc(s.rows, func(row toldRow) bool { return row.tells(m) })
}

// last returns the index of the last row that tells m and is behind every
// relapse, but not behind limit, unless that is zero. It is -1 if there is
// none.
func (s *toldStory) last(m incident.Milestone, limit time.Time) int {
	for i, row := range slices.Backward(s.rows) {
		if row.tells(m) && (limit.IsZero() || !row.event.At.After(limit)) {
			if row.event.At.Before(s.relapse) {
				return -1
			}
			return i
		}
	}
	return -1
}

// tells reports whether the words of a row reach m. If they reach several
// milestones, the row is for the first of them that is not taken.
func (row *toldRow) tells(m incident.Milestone) bool {
	return slices.Contains(row.reached, string(m)) && (row.event.Milestone == "" || row.event.Milestone == m)
}
