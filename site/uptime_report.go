package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// UptimeReport is the plan of a table of uptimes.
type UptimeReport struct {
	Location *time.Location
	Policy   Policy
	Periods  []Period
	Rows     []UptimeRow
	Basis    []string // what the figures rest on, as sentences of plain text
}

// Period is a period of a table.
type Period struct {
	Name string // "90 days", "Mar 2024"
	incident.Interval
}

// UptimeRow are the figures of a component, a group or the page.
type UptimeRow struct {
	Name    string
	Whole   bool // of a group or the page
	Uptimes []Uptime
}
