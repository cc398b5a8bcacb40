package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Basis says what a status rests on.
type Basis string

const (
	BasisStated  Basis = "stated"   // changes state when it began and, unless it goes on, when it ended
	BasisAssumed Basis = "assumed"  // its start or its end is that of the incident
	BasisLeftOut Basis = "left_out" // an incident names the component without a known status
	BasisLeft    Basis = "left"     // the incident was over, and nothing took the status back
)

// Span is a time in which an incident gave a component a status other than
// operational. A span that goes on ends at the instant for which the record is
// made.
type Span struct {
	incident.Interval
	Status   incident.ComponentStatus // "": not stated
	Basis    Basis
	Incident *incident.Incident
}

// State is the state of a component at an instant.
type State struct {
	Component Component
	Status    incident.ComponentStatus // "": not known
	Basis     Basis                    // "": nothing is known
	Incidents []*incident.Incident     // that give it this status; nil: none
}

// Day is a calendar day of a component in the zone of the page.
type Day struct {
	Date              civil.Date
	incident.Interval // 23 or 25 hours if clocks change; today ends now
	// Status is the worst status of the day that is known. It is "" if the
	// component or its record did not exist, and where no status other than
	// operational is known but a part of the day is left out. A status that
	// an incident has left behind counts only if there is no other.
	Status    incident.ComponentStatus
	Basis     Basis   // of Status; "": it is operational, or there is no record
	Known     bool    // the component existed and the record had begun, at least for a part
	Lengths   Lengths // without the time of statuses left behind
	Incidents []*incident.Incident
}

// Lengths are how long a component had each status other than operational.
// Overlaps count once, for the worse status. The status of a component that an
// incident names without a known status may be any, so that time is left out,
// unless another incident gives the component a major outage.
type Lengths struct {
	Degraded, Partial, Major, Maintenance time.Duration
	LeftOut                               time.Duration // not known
}

// Record returns the times until now in which incidents gave the component a
// status other than operational, sorted by their start. They lie in the time in
// which the component was in use and incidents were recorded, and those of
// different incidents may overlap:
//
//   - A change gives its status until the next change of the component in the
//     same incident, and a change to the same status goes on with the span. If
//     no change follows, the status goes on until now, or it is assumed to end
//     with the incident.
//   - A status that the last change of an incident leaves behind when the
//     incident is over lasts until the next change of the component by any
//     incident, but is not downtime ([BasisLeft]).
//   - A change from a status that no change led to, as the first one of an
//     incident may be, gives that status since the first post of the incident or
//     the change of the component before, whichever is later. That is assumed.
//   - The status that Components states for a component without changes is
//     assumed for the whole incident, except operational after its end. If it
//     is worse than the last change of an incident that goes on, it is assumed
//     since the last update.
//   - If an incident names a component without a status, or with an unknown one,
//     its time is left out.
//   - A maintenance counts from its first post that does more than announce it.
//     Within its window, or in all of it if it has none, every status counts as
//     under maintenance, and so does no status at all.
//   - Retracted updates, changes without a time, and everything after now do not
//     count.
func (s *Service) Record(c Component, now time.Time) []Span {
	r, index := s.recordsWith(now, c)
	spans := slices.Clone(r.list[index[0]].spans)
	for i := range spans {
		spans[i].End = earlier(spans[i].End, now)
	}
	return slices.DeleteFunc(spans, func(span Span) bool { return span.Empty() })
}
