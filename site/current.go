package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// Current returns the states of components at an instant, in their order, by
// what incidents say until then. Components that are nil are those that the
// incidents name, see [Service.Listed].
//
// The worst status counts of those that incidents which go on give a component.
// If none does, the status counts that an incident which is over has left
// behind ([BasisLeft]), and else the component is operational, as far as
// incidents are recorded. A component that no incident names has the Status
// that its list states. It is not known what a component has that is not in
// use, and one that an incident names without a known status while no other
// incident gives it one.
func Current(components []Component, incidents []*incident.Incident, now time.Time) []State {
	s := &Service{Components: components, Incidents: incidents}
	r := s.records(now)
	states := make([]State, len(r.list))
	for i := range states {
		states[i] = r.list[i].state(now)
	}
	return states
}

// state returns the state at now, the instant for which the record is made.
func (rec *record) state(now time.Time) State {
	s := State{Component: rec.component}
	if !rec.component.isInUse(now) {
		return s
	}
	var in tally
	var spans []Span
	for _, span := range rec.spans {
		if !span.Start.After(now) && span.End.After(now) {
			part := span.part()
			in.count(&part, 1)
			spans = append(spans, span)
		}
	}
	at := in.segment()
	s.Status, s.Basis = at.status, at.basis
	switch {
	case at.unknown && (at.basis == "" || at.basis == BasisLeft):
		s.Status, s.Basis = "", BasisLeftOut
		for _, span := range spans {
			if span.Basis == BasisLeftOut && span.Status.Compare(s.Status) > 0 {
				s.Status = span.Status // an unknown word
			}
		}
	case at.basis != "":
	case len(rec.mentions) == 0 && rec.component.Status != "":
		s.Status, s.Basis = rec.component.Status, BasisStated
	case rec.exists.Empty():
		s.Status = ""
	case rec.isRestored():
		s.Basis = BasisStated
	default:
		s.Basis = BasisAssumed
	}
	for _, span := range spans {
		sameBasis := span.Basis == s.Basis || span.Basis.isCounted() && s.Basis.isCounted()
		if sameBasis && (span.Status == s.Status || s.Basis == BasisLeftOut) {
			s.Incidents = append(s.Incidents, span.Incident)
		}
	}
	return s
}

// isRestored reports whether the last thing that is said of the component is a
// change to operational.
func (rec *record) isRestored() bool {
	if len(rec.changes) == 0 {
		return false
	}
	last := rec.changes[len(rec.changes)-1]
	if last.to != incident.ComponentOperational || last.basis != BasisStated {
		return false
	}
	for _, span := range rec.spans {
		if span.End.After(last.at) {
			return false
		}
	}
	return true
}
