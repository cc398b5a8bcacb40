package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// Policy says how much of a status counts as downtime, in percent, and how the
// figure of a group or a page is made from those of its components.
type Policy struct {
	Name                                  string
	Degraded, Partial, Major, Maintenance int  // percent
	Worst                                 bool // at each moment, the worst component counts; else the mean of all
}

// Uptime is the uptime of a component, a group or a page in a period.
type Uptime struct {
	Period  incident.Interval
	Known   time.Duration // how long the status is known or assumed
	Down    time.Duration // of it, weighted by the policy
	Assumed time.Duration // of the outages in it, how long their end is assumed
	Lengths Lengths
	Notes   []incident.Note
}
