package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// Basis says what a span of a record rests on.
type Basis string

const (
	BasisStated  Basis = "stated"   // changes of the component state its start and end
	BasisAssumed Basis = "assumed"  // an end is that of the incident, or now
	BasisLeftOut Basis = "left_out" // an incident names the component and not its status
	BasisLeft    Basis = "left"     // after the incident was over, nothing took the status back
)

// Span is a time in which an incident gave a component a status other than
// operational.
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
	Basis     Basis
	Incidents []*incident.Incident // that give it this status; nil: none
}

// Day is a calendar day of a component in the zone of the page.
type Day struct {
	incident.Interval // may be 23 or 25 hours, and ends now if it is today
	// Status is the worst status of the day, or "" if that is not known.
	Status    incident.ComponentStatus
	Known     bool // the component existed and the record had begun, at least for a part
	Lengths   Lengths
	Incidents []*incident.Incident
}

// Lengths are how long a component had each status other than operational.
// Overlaps count once, for the worse status.
type Lengths struct {
	Degraded, Partial, Major, Maintenance time.Duration
	LeftOut                               time.Duration // not known
}
