package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// conclude marks the rows whose words reach a milestone that the document does
// not state. At most one row of the document reaches each: the first one for
// what happens once, and the last one that held for the end of the impact and
// of the incident. It returns one note for all milestones.
func (r *reader) conclude() []Note {
	var rows []milestoneRow
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
					rows = append(rows, milestoneRow{e, t.Index, j, t.Rows[j].Start, reached, relapse})
				}
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b milestoneRow) int { return a.event.At.Compare(b.event.At) })

	found := milestoneRows{rows: rows}
	for _, row := range rows {
		if row.relapse {
			found.relapse = row.event.At
		}
	}
	first := -1 // index of the first such row in the document
	var named []string
	for _, m := range incident.Words[incident.Milestone]() {
		if stated[string(m)] {
			continue
		}
		i := found.find(m)
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

// milestoneRow is a row whose words reach milestones or report a relapse.
type milestoneRow struct {
	event                 *incident.Event
	section, index, start int
	reached               []string
	relapse               bool
}

// milestoneRows are the milestone rows of a document, in chronological order.
type milestoneRows struct {
	rows    []milestoneRow
	relapse time.Time // instant of the last relapse; zero if there is none
}

// find returns the index of the row that reaches m, or -1.
func (s *milestoneRows) find(m incident.Milestone) int {
	switch m {
	case incident.MilestoneMitigated:
		return s.last(m, s.end(incident.MilestoneImpactEnded, incident.MilestoneResolved))
	case incident.MilestoneImpactEnded:
		return s.last(m, s.end(incident.MilestoneResolved))
	case incident.MilestoneResolved, incident.MilestoneClosed:
		return s.last(m, time.Time{})
	}
	return slices.IndexFunc(s.rows, func(row milestoneRow) bool { return row.reaches(m) })
}

// end returns the instant of the last row that reaches the first of the
// milestones that any row reaches, or the zero time.
func (s *milestoneRows) end(milestones ...incident.Milestone) time.Time {
	for _, m := range milestones {
		if i := s.last(m, time.Time{}); i >= 0 {
			return s.rows[i].event.At
		}
	}
	return time.Time{}
}

// last returns the index of the last row that reaches m and is not after limit,
// unless that is zero. It returns -1 if there is none or if a relapse follows
// it.
func (s *milestoneRows) last(m incident.Milestone, limit time.Time) int {
	for i, row := range slices.Backward(s.rows) {
		if row.reaches(m) && (limit.IsZero() || !row.event.At.After(limit)) {
			if row.event.At.Before(s.relapse) {
				return -1
			}
			return i
		}
	}
	return -1
}

// reaches reports whether the words of a row reach m. A row whose words reach
// several milestones is used for the first of them that no other row has.
func (row *milestoneRow) reaches(m incident.Milestone) bool {
	return slices.Contains(row.reached, string(m)) && (row.event.Milestone == "" || row.event.Milestone == m)
}
