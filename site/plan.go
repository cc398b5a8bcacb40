package site

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Options are the choices of the user of a [Service].
type Options struct {
	Now  time.Time // the instant that pages are written for; required
	Days int       // of the bars and the uptime; 0: 90
	Past int       // days of incidents on the home page; 0: 15
}

// Home is what a home page says.
type Home struct {
	Page        incident.Page
	Description string
	Location    *time.Location
	Now         time.Time
	Summary     string                   // the words of the banner
	Status      incident.ComponentStatus // the worst of the components and of maintenances that have begun; "": not known
	Policy      Policy
	Days        int
	Groups      []Group // in the order shown; components without a group are in one without a name
	Uptime      Uptime
	Open        []*incident.Incident // that go on, from the newest
	Planned     []*incident.Incident // maintenances that go on or lie ahead, from the next
	Past        []PastDay            // from today
}

// Group is a group of components on a home page.
type Group struct {
	Name       string                   // "": no group
	Status     incident.ComponentStatus // the worst; "": not known
	Components []Line
	Uptime     Uptime
}

// Line is a component on a home page.
type Line struct {
	State
	Days   []Day // from the oldest
	Uptime Uptime
}

// PastDay is a day of a home page with the incidents that began on it, from the
// newest.
type PastDay struct {
	Date      civil.Date
	Incidents []*incident.Incident
}

// Month is a month of a history with the incidents that began in it, from the
// newest.
type Month struct {
	Year      int // 0: incidents without a time
	Month     time.Month
	Incidents []*incident.Incident
}
