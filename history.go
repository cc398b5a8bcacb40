package incident

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Source says where an [Entry] of a history comes from.
type Source string

const (
	SourceTimeline Source = "timeline" // a timeline of the postmortem
	SourceEvent    Source = "event"    // Events, the responders' log
	SourceUpdate   Source = "update"
	SourceChange   Source = "change" // a component's move in an update
)

// Entry is one line of a history. Of Update, Change and Event those are set that
// Source calls for; a change has its update too. They point into the incident.
type Entry struct {
	At     time.Time // zero: the time could not be resolved
	Source Source
	Path   string // the place in the incident: "updates[2].changes[0]"
	// Milestone is that of the event. An update reaches the two that follow from
	// updates, see [Incident.Milestone].
	Milestone Milestone
	Update    *Update
	Change    *Change
	Event     *Event
}

// History returns the updates, their component changes, the responders' Events
// and the timelines of the postmortem in one order: by instant; at equal
// instants timelines, Events, then updates with their changes; then as told. An
// entry without an instant stays behind the one it was told after. The order
// depends on nothing else, so equal incidents have equal histories.
//
// It is the whole history, private parts and retracted updates included: use the
// history of [Incident.Public] for readers.
func (inc *Incident) History() []Entry {
	var list []Entry
	if pm := inc.Postmortem; pm != nil {
		for i := range pm.Sections {
			if tl := pm.Sections[i].Timeline; tl != nil {
				list = appendEvents(list, SourceTimeline, fmt.Sprintf("postmortem.sections[%d].timeline.events", i), tl.Events)
			}
		}
	}
	list = appendEvents(list, SourceEvent, "events", inc.Events)
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
	// An entry without an instant is sorted by the one before it of its list.
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

func appendEvents(list []Entry, source Source, at string, events []Event) []Entry {
	for i := range events {
		list = append(list, Entry{At: events[i].At, Source: source, Path: fmt.Sprintf("%s[%d]", at, i), Milestone: events[i].Milestone, Event: &events[i]})
	}
	return list
}

// View says which entries of a history are wanted. The zero value wants all.
type View struct {
	Sources    []Source    // nil: every source
	Milestones []Milestone // nil: every entry, with a milestone or without
	From, To   time.Time   // of the instants, To excluded; zero: open
}

// Filter returns the entries of the list that the view wants, in their order.
// From and To leave entries without an instant out.
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

// Days yields the entries of a history day by day: the days are those of loc
// (nil is UTC), where an entry just before midnight and one just after may stand
// in one day of another zone. An entry without an instant is on the day of the
// one before it; where none is before it, its date is zero.
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
