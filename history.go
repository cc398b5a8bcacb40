package incident

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Source says which part of an incident an [Entry] of its history comes from.
type Source string

const (
	SourceTimeline Source = "timeline" // a timeline of the postmortem
	SourceEvent    Source = "event"    // Events, the responders' log
	SourceUpdate   Source = "update"
	SourceChange   Source = "change" // a change of a component in an update
)

// Entry is one line of a history. Update, Change and Event are set according to
// Source; the entry of a change has both its Update and its Change. They point
// into the incident.
type Entry struct {
	At     time.Time // zero: not resolved
	Source Source
	Path   string // the place in the incident: "updates[2].changes[0]"
	// Milestone is the milestone of the event. An update may reach
	// [MilestoneIdentified] or [MilestoneResolved], see
	// [Incident.Milestone].
	Milestone Milestone
	Update    *Update
	Change    *Change
	Event     *Event
}

// History returns everything that happened in chronological order: the events
// of the postmortem's timelines, the responders' Events, the updates and their
// component changes. Entries of the same instant are in that order of sources,
// each change after its update. An entry without an instant follows the entry
// before it in its list. Equal incidents have equal histories.
//
// The history includes private parts and retracted updates. For readers use the
// history of [Incident.Public].
func (inc *Incident) History() []Entry {
	inc = inc.orEmpty()
	log, timelines := inc.eventEntries(func(*Event) bool { return true })
	list := append(timelines, log...)
	identified, resolved := inc.updateReaching(MilestoneIdentified), inc.updateReaching(MilestoneResolved)
	for i := range inc.Updates {
		u := &inc.Updates[i]
		at := fmt.Sprintf("updates[%d]", i)
		e := Entry{At: u.At, Source: SourceUpdate, Path: at, Update: u}
		switch i {
		case identified:
			e.Milestone = MilestoneIdentified
		case resolved:
			e.Milestone = MilestoneResolved
		}
		list = append(list, e)
		for j := range u.Changes {
			list = append(list, Entry{At: u.At, Source: SourceChange, Path: fmt.Sprintf("%s.changes[%d]", at, j), Update: u, Change: &u.Changes[j]})
		}
	}
	// An entry without an instant is sorted by the instant of the entry
	// before it in its list.
	type keyed struct {
		key time.Time
		Entry
	}
	sorted := make([]keyed, len(list))
	for i, e := range list {
		sorted[i] = keyed{e.At, e}
		if e.At.IsZero() && i > 0 && list[i-1].Source == e.Source {
			sorted[i].key = sorted[i-1].key
		}
	}
	slices.SortStableFunc(sorted, func(a, b keyed) int { return a.key.Compare(b.key) })
	for i, k := range sorted {
		list[i] = k.Entry
	}
	return list
}

// eventEntries returns the selected events of Events and of the postmortem's
// timelines as entries in document order.
func (inc *Incident) eventEntries(selected func(*Event) bool) (log, timelines []Entry) {
	log = appendEvents(nil, -1, inc.Events, selected)
	if inc.Postmortem != nil {
		for i := range inc.Postmortem.Sections {
			if tl := inc.Postmortem.Sections[i].Timeline; tl != nil {
				timelines = appendEvents(timelines, i, tl.Events, selected)
			}
		}
	}
	return log, timelines
}

// appendEvents appends the entries of the selected events of the timeline of a
// section, or of Events if section is -1.
func appendEvents(list []Entry, section int, events []Event, selected func(*Event) bool) []Entry {
	for i := range events {
		e := &events[i]
		if !selected(e) {
			continue
		}
		entry := Entry{At: e.At, Source: SourceEvent, Milestone: e.Milestone, Event: e}
		if section < 0 {
			entry.Path = "events[" + strconv.Itoa(i) + "]"
		} else {
			entry.Source = SourceTimeline
			entry.Path = "postmortem.sections[" + strconv.Itoa(section) + "].timeline.events[" + strconv.Itoa(i) + "]"
		}
		list = append(list, entry)
	}
	return list
}

// View selects entries of a history. The zero value selects all.
type View struct {
	Sources    []Source    // nil: every source
	Milestones []Milestone // nil: every entry, even without a milestone
	From, To   time.Time   // To is excluded; zero: no limit
}

// Filter returns the entries of list that the view selects, in their order. If
// From or To is set, entries without an instant are left out.
func (v View) Filter(list []Entry) []Entry {
	var kept []Entry
	for _, e := range list {
		switch {
		case v.Sources != nil && !slices.Contains(v.Sources, e.Source):
		case v.Milestones != nil && !slices.Contains(v.Milestones, e.Milestone):
		case !v.From.IsZero() && e.At.Before(v.From):
		case !v.To.IsZero() && (e.At.IsZero() || !e.At.Before(v.To)):
		default:
			kept = append(kept, e)
		}
	}
	return kept
}

// Days splits a history into days. Which day an instant belongs to depends on
// loc; nil means UTC. An entry without an instant belongs to the day of the
// entry before it. If there is none, its date is zero.
func Days(history []Entry, loc *time.Location) iter.Seq2[civil.Date, []Entry] {
	if loc == nil {
		loc = time.UTC
	}
	return func(yield func(civil.Date, []Entry) bool) {
		var day civil.Date
		start := 0
		for i, e := range history {
			if e.At.IsZero() {
				continue
			}
			d := civil.DateOf(e.At, loc)
			if d == day {
				continue
			}
			if i > start && !yield(day, history[start:i:i]) {
				return
			}
			day, start = d, i
		}
		if start < len(history) {
			yield(day, history[start:])
		}
	}
}
