package incident_test

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
)

func ExampleIncident_Metrics() {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Events: []incident.Event{
			{At: at(9, 5), Milestone: incident.MilestoneImpactStarted, Text: "Payments are refused."},
			{At: at(9, 5), Milestone: incident.MilestoneDetected, Text: "The alarm rings."},
			{At: at(9, 50), Milestone: incident.MilestoneImpactEnded, Text: "Payments go through."},
		},
		Updates: []incident.Update{
			{At: at(9, 17), Status: incident.StatusInvestigating, Body: "We are looking into it."},
			{At: at(10, 10), Status: incident.StatusResolved, Body: "All payments go through again."},
		},
	}
	m := inc.Metrics()
	for name, v := range m.All() {
		if value, ok := v.Get(); ok {
			fmt.Println(name, incident.FormatDuration(value), "from", v.From.Path, "to", v.To.Path)
		}
	}
	_, known := m.Mitigate.Get()
	fmt.Println("mitigated:", known)
	fmt.Println("longest silence:", incident.FormatDuration(m.Cadence.Max))
	// Output:
	// detect 0 s from events[0] to events[1]
	// first_post 12 min from events[0] to updates[0]
	// impact 45 min from events[0] to events[2]
	// recover 45 min from events[0] to events[2]
	// resolve_post 1 h 5 min from events[0] to updates[1]
	// mitigated: false
	// longest silence: 53 min
}

func ExampleMetric_Err() {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Events: []incident.Event{
			{At: at(9, 5), Milestone: incident.MilestoneImpactStarted},
			{At: at(8, 5), Milestone: incident.MilestoneDetected},
		},
	}
	m := inc.Metrics()
	_, known := m.Detect.Get()
	fmt.Println(known, m.Detect.Err())
	// Output: false events[1]: order: 2024-03-05T08:05:00Z is before events[0] at 2024-03-05T09:05:00Z
}
