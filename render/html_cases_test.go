package render_test

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
)

// Incidents that the fixtures have no example of: component changes, promises,
// days on end, a clock change, more components than the picture has lanes.

// storm is an outage that goes on, with a promise.
func storm() *incident.Incident {
	at := func(hour, minute int) time.Time {
		return time.Date(2025, time.October, 14, hour-2, minute, 0, 0, time.UTC)
	} // CEST
	change := func(group, name string, from, to incident.ComponentStatus) incident.Change {
		return incident.Change{Group: group, Name: name, From: from, To: to}
	}
	return &incident.Incident{
		Title: "Payments fail and tickets are slow to arrive",
		URL:   "https://status.example.com/incidents/4711",
		Page:  incident.Page{Name: "Example Tickets", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen", Lang: "en"},
		Components: []incident.Component{
			{Group: "Shop", Name: "Payments", Status: incident.ComponentPartialOutage},
			{Group: "Shop", Name: "Seat Map", Status: incident.ComponentOperational},
			{Name: "Ticket delivery", Status: incident.ComponentDegradedPerformance},
		},
		Updates: []incident.Update{
			{ID: "k3v9", Status: incident.StatusInvestigating, At: at(18, 4), NextUpdate: at(18, 30), Body: "Many payments by card fail. If yours failed, you have not been charged. We are looking for the cause.",
				Changes: []incident.Change{change("Shop", "Payments", incident.ComponentOperational, incident.ComponentMajorOutage)}},
			{ID: "k3w2", Status: incident.StatusInvestigating, At: at(18, 29), NextUpdate: at(19, 0), Body: "The seat map loads slowly, too.\n\n- Payments by card fail.\n- Payments by invoice work.",
				Changes: []incident.Change{change("Shop", "Seat Map", incident.ComponentOperational, incident.ComponentDegradedPerformance), change("", "Ticket delivery", "", incident.ComponentDegradedPerformance)}},
			{ID: "k3x0", Status: incident.StatusIdentified, At: at(18, 58), NextUpdate: at(19, 45), Body: "A switch between two of our halls loses packets. We are moving traffic away from it.",
				Changes: []incident.Change{change("Shop", "Payments", incident.ComponentMajorOutage, incident.ComponentPartialOutage), change("Shop", "Seat Map", incident.ComponentDegradedPerformance, incident.ComponentOperational)}},
		},
	}
}

// flood lasts over a clock change and several days, with more components than
// there are lanes, milestones, and every kind of content in its postmortem.
func flood() *incident.Incident {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2025, time.March, day, hour, minute, 0, 0, time.UTC)
	}
	inc := &incident.Incident{
		Title: "Archive in hall 2 is out of reach",
		Page:  incident.Page{Name: "Example Archive", TimeZone: "Europe/Berlin"},
		Postmortem: &incident.Postmortem{
			Title: "The pipe above hall 2", PublishedAt: time.Date(2025, time.April, 9, 9, 0, 0, 0, time.UTC), EditedAt: time.Date(2025, time.April, 10, 7, 30, 0, 0, time.UTC),
			Sections: []incident.Section{
				{Kind: incident.SectionSummary, Heading: "Summary", Body: "Water from a pipe reached the racks of hall 2. **No file was lost.**\n\n> We had moved the pumps a week before.\n\nSee [the plan](https://example.com/plan?a=1&b=2)."},
				{Kind: incident.SectionMetrics, Heading: "Key figures", Form: incident.FormTable, Fields: []incident.Field{{Name: "Severity", Value: "1"}, {Name: "Files out of reach", Value: "*1.2 million*"}}},
				{Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormTable, Columns: []string{"Time", "What happened", "Who"},
					Timeline: &incident.Timeline{Events: []incident.Event{
						{At: at(28, 20, 10), Milestone: incident.MilestoneTrigger, Text: "The pipe leaks."},
						{At: at(28, 21, 5), Milestone: incident.MilestoneDetected, Text: "A sensor rings.", Extra: []string{"Guard"}},
						{At: at(28, 21, 20), Until: at(28, 23, 40), Milestone: incident.MilestoneAcknowledged, Text: "Racks are shut down in order.", Extra: []string{"Hall team"}},
						{At: at(30, 5, 0), Precision: incident.PrecisionAbout, Milestone: incident.MilestoneMitigated, Text: "The first racks are dry and up."},
						{At: at(31, 0, 0), Precision: incident.PrecisionDay, Text: "Copies are compared."},
						{At: at(31, 16, 0), Milestone: incident.MilestoneImpactEnded, Text: "All files can be read again."},
					}}},
				{Kind: incident.SectionRootCause, Level: 1, Heading: "Root cause & more", Body: "A valve was left open."},
				{Kind: incident.SectionActions, Heading: "Follow-ups", Form: incident.FormTable, Actions: []incident.Action{
					{Text: "Move the pipe", Type: incident.ActionPrevent, Owner: "Building", Due: civil.Date{Year: 2025, Month: time.June, Day: 1}, Ticket: "https://tickets.example.com/7", State: incident.ActionInProgress},
					{Text: "Sensors under every rack", Type: incident.ActionDetect, Owner: "Hall team", Ticket: "HALL-12", State: incident.ActionDone},
				}},
				{Kind: incident.SectionLessons, Heading: "To do", Form: incident.FormTasks, Actions: []incident.Action{{Text: "Drill", State: incident.ActionDone}, {Text: "Second drill"}}},
			},
		},
	}
	names := []string{"Reading", "Writing", "Search", "Thumbnails", "Sharing", "Export", "Import", "Mail-in", "Scanner", "Audit log", "Sign-in", "Billing", "Statistics", "Help desk"}
	first := incident.Update{Status: incident.StatusInvestigating, At: at(28, 21, 12), Body: "Files in hall 2 cannot be read."}
	second := incident.Update{Status: incident.StatusIdentified, At: at(29, 8, 0), Body: "Hall 2 is being dried."}
	third := incident.Update{Status: incident.StatusMonitoring, At: at(30, 6, 0), Body: "Most files can be read again."}
	last := incident.Update{Status: incident.StatusResolved, At: at(31, 17, 0), EditedAt: at(31, 17, 20), Body: "Everything is in place."}
	for i, name := range names {
		worst := incident.ComponentStatuses()[1+i%4]
		first.Changes = append(first.Changes, incident.Change{Name: name, From: incident.ComponentOperational, To: worst})
		if i%3 == 0 {
			second.Changes = append(second.Changes, incident.Change{Name: name, To: incident.ComponentMajorOutage})
		}
		third.Changes = append(third.Changes, incident.Change{Name: name, To: incident.ComponentDegradedPerformance})
		last.Changes = append(last.Changes, incident.Change{Name: name, To: incident.ComponentOperational})
	}
	inc.Updates = []incident.Update{first, second, third, last}
	return inc
}

// htmlCases are the fixtures and the incidents above.
func htmlCases() []fixture.Fixture {
	return append(fixture.All(),
		fixture.Fixture{Name: "storm", Incident: storm()},
		fixture.Fixture{Name: "flood", Incident: flood()},
	)
}
