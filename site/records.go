package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// records are the records of all components of a page at an instant. They are
// made in one pass over the incidents.
type records struct {
	now     time.Time
	loc     *time.Location
	since   time.Time // when the record begins; zero: there is none
	listing *listing
	list    []record // by component
	numbers map[*incident.Incident]int
}

// record is what the incidents say about a component.
type record struct {
	component Component
	exists    incident.Interval // while it was in use and incidents were recorded
	changes   []change          // by time
	mentions  []*mention        // by incident
	spans     []Span            // by start; those that go on end after now
	segments  []segment         // of exists until now
	untimed   []incident.Note   // changes without a time
}

// mention is what an incident says about a component.
type mention struct {
	course   *course
	snapshot incident.ComponentStatus // in Components
	last     *change                  // so far
	next     int                      // index of the change of the component that follows it, by any incident
	spans    int                      // number of spans up to its latest one; 0: it has none
}

// change is a status that an incident gives a component.
type change struct {
	at       time.Time
	from, to incident.ComponentStatus
	basis    Basis
	mention  *mention
}

// afterNow is how long after now a span ends that goes on, so that now is part
// of it.
const afterNow = time.Nanosecond

// records returns the records of the listed components as known at now.
func (s *Service) records(now time.Time) *records { return s.recordsOf(s.Listed(), now) }

// recordsWith returns the records of the listed components and those given, and
// the indices of those given. A component that is found in the list, as one
// that an incident names, is the one of the list.
func (s *Service) recordsWith(now time.Time, components ...Component) (*records, []int) {
	list := slices.Clone(s.Listed())
	listed := newListing(list)
	indices := make([]int, len(components))
	for i, c := range components {
		k := slices.Index(list, c)
		if k < 0 {
			k = listed.find(c.called(), now)
		}
		if k < 0 {
			k = len(list)
			list = append(list, c)
		}
		indices[i] = k
	}
	return s.recordsOf(list, now), indices
}

func (s *Service) recordsOf(list []Component, now time.Time) *records {
	r := &records{
		now: now, loc: s.location(), listing: newListing(list), list: make([]record, len(list)),
		numbers: make(map[*incident.Incident]int, len(s.Incidents)),
	}
	r.since, _ = s.extent(now)
	for i, c := range list {
		r.list[i] = record{component: c, exists: c.exists(r.since, now)}
	}
	for i, inc := range s.Incidents {
		if inc == nil {
			continue
		}
		r.numbers[inc] = i
		if c, ok := follow(inc, now); ok {
			r.gather(c)
		}
	}
	for i := range r.list {
		r.list[i].build(now)
	}
	return r
}

// extent returns when the record of the page begins, and the last time of an
// update until now. They are zero if nothing tells them.
func (s *Service) extent(now time.Time) (since, last time.Time) {
	oldest := time.Time{}
	for _, inc := range s.Incidents {
		if inc == nil {
			continue
		}
		for i := range inc.Updates {
			u := &inc.Updates[i]
			if u.At.After(now) || u.Retracted() {
				continue
			}
			oldest, last = earlierKnown(oldest, u.At), later(last, u.At)
		}
	}
	if since = s.Since; since.IsZero() {
		since = oldest
	}
	return since, later(last, since)
}

// exists returns when the component was in use on a page whose record begins at
// since. Zero means that the page has no record.
func (c *Component) exists(since, now time.Time) incident.Interval {
	if since.IsZero() {
		return incident.Interval{}
	}
	iv := incident.Interval{Start: later(since, c.Since), End: now.Add(afterNow)}
	if !c.Retired.IsZero() {
		iv.End = earlier(iv.End, c.Retired)
	}
	return iv
}

// isInUse reports whether the component is in use at an instant.
func (c *Component) isInUse(at time.Time) bool {
	return !c.Since.After(at) && (c.Retired.IsZero() || c.Retired.After(at))
}

// gather adds what an incident says about each component.
func (r *records) gather(c course) {
	began := beginning(c.inc)
	mentions := make(map[int]*mention)
	mentioned := func(of incident.Component) (int, *mention) {
		i := r.listing.find(of, began)
		if i >= 0 && mentions[i] == nil {
			mentions[i] = &mention{course: &c}
			r.list[i].mentions = append(r.list[i].mentions, mentions[i])
		}
		return i, mentions[i]
	}
	for _, of := range c.inc.Components {
		if _, m := mentioned(of); m != nil && of.Status.Compare(m.snapshot) > 0 {
			m.snapshot = of.Status
		}
	}
	changed := make(map[*mention]incident.ComponentStatus) // by the last change
	for _, u := range c.live {
		for _, ch := range u.Changes {
			i, m := mentioned(ch.Component())
			switch {
			case m == nil || ch.From == "" && ch.To == "":
			case u.At.IsZero():
				r.list[i].untimed = append(r.list[i].untimed, r.untimedNote(&r.list[i].component, c.inc, "a change of its status"))
			default:
				changed[m] = ch.To
				r.list[i].changes = append(r.list[i].changes, change{u.At, ch.From, ch.To, BasisStated, m})
			}
		}
	}
	for i, m := range mentions {
		if c.over && len(c.live) == 0 {
			r.list[i].untimed = append(r.list[i].untimed, r.untimedNote(&r.list[i].component, c.inc, "an incident without updates"))
		}
		// That a component is operational after the end does not tell how it
		// was before.
		to, isChanged := changed[m]
		if isChanged && c.isWorse(m.snapshot, to) {
			r.list[i].changes = append(r.list[i].changes, change{c.last(), "", m.snapshot, BasisAssumed, m})
		}
		if !isChanged && m.snapshot != "" && !c.first.IsZero() && !(c.over && m.snapshot == incident.ComponentOperational) {
			r.list[i].changes = append(r.list[i].changes, change{c.first, "", m.snapshot, BasisAssumed, m})
		}
	}
}
