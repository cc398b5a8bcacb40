package incidenttest

import (
	"time"

	"github.com/incidentkit/incident"
)

// Outage returns an outage that is over: "Checkout is slow" at Example Shop, on
// 5 March 2024 from 10:17 to 11:10 in Copenhagen, with two components, four
// updates and IDs everywhere. It has no postmortem; [Postmortem] returns one
// for it. Each call returns a new value.
func Outage() *incident.Incident {
	at := func(hour, minute int) time.Time {
		return time.Date(2024, time.March, 5, hour-1, minute, 0, 0, time.UTC)
	} // CET
	checkout := func(from, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{ID: "checkout", Group: "Shop", Name: "Checkout", From: from, To: to}}
	}
	return &incident.Incident{
		ID: "outage-1", Title: "Checkout is slow", URL: "https://status.example.com/incidents/outage-1",
		Page:   incident.Page{ID: "shop", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen", Lang: "en"},
		Impact: incident.ImpactMajor,
		Components: []incident.Component{
			{ID: "checkout", Group: "Shop", Name: "Checkout", Status: incident.ComponentOperational},
			{ID: "api", Name: "Partner API", Status: incident.ComponentOperational},
		},
		Updates: []incident.Update{
			{ID: "1", Status: incident.StatusInvestigating, At: at(10, 17), NextUpdate: at(10, 45), Body: "Payments take longer than usual. We are looking into it.",
				Changes: checkout(incident.ComponentOperational, incident.ComponentDegradedPerformance)},
			{ID: "2", Status: incident.StatusIdentified, At: at(10, 28), NextUpdate: at(11, 0), Body: "A cache is full, so that each payment asks the database.\nSome payments fail.",
				Changes: checkout(incident.ComponentDegradedPerformance, incident.ComponentPartialOutage)},
			{ID: "3", Status: incident.StatusMonitoring, At: at(10, 52), Body: "The cache has more room. Payments work again, and we keep an eye on them."},
			{ID: "4", Status: incident.StatusResolved, At: at(11, 10), Body: "All is back to normal.",
				Changes: checkout(incident.ComponentPartialOutage, incident.ComponentOperational)},
		},
	}
}

// Maintenance returns a completed scheduled maintenance: "Move to a new
// database" at Example Shop, announced two days before its window on 9 March
// 2024 from 23:00 to 01:00 in Copenhagen. Each call returns a new value.
func Maintenance() *incident.Incident {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2024, time.March, day, hour-1, minute, 0, 0, time.UTC) // CET
	}
	orders := func(from, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{ID: "orders", Name: "Orders", From: from, To: to}}
	}
	return &incident.Incident{
		ID: "maintenance-1", Title: "Move to a new database", URL: "https://status.example.com/incidents/maintenance-1",
		Page:       incident.Page{ID: "shop", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen", Lang: "en"},
		Impact:     incident.ImpactMaintenance,
		Window:     incident.Window{Start: at(9, 23, 0), End: at(10, 1, 0)},
		Components: []incident.Component{{ID: "orders", Name: "Orders", Status: incident.ComponentOperational}},
		Updates: []incident.Update{
			{ID: "1", Status: incident.StatusScheduled, At: at(7, 9, 0), Body: "We move orders to a new database. Orders can be read but not changed meanwhile."},
			{ID: "2", Status: incident.StatusInProgress, At: at(9, 23, 0), Body: "The move has begun.", Changes: orders(incident.ComponentOperational, incident.ComponentUnderMaintenance)},
			{ID: "3", Status: incident.StatusVerifying, At: at(10, 0, 20), Body: "The move is done. We check every shop."},
			{ID: "4", Status: incident.StatusCompleted, At: at(10, 0, 45), Body: "Orders can be changed again.", Changes: orders(incident.ComponentUnderMaintenance, incident.ComponentOperational)},
		},
	}
}

// Postmortem returns the published postmortem of [Outage]: a summary, fields, a
// timeline with milestones, and actions, one of them internal. Each call
// returns a new value.
func Postmortem() *incident.Postmortem {
	at := func(hour, minute int) time.Time {
		return time.Date(2024, time.March, 5, hour-1, minute, 0, 0, time.UTC)
	} // CET
	return &incident.Postmortem{
		Title: "What slowed payments down", State: incident.ReviewApproved, PublishedAt: time.Date(2024, time.March, 8, 13, 0, 0, 0, time.UTC),
		Sections: []incident.Section{
			{Kind: incident.SectionSummary, Heading: "Summary", Body: "For 47 minutes payments were slow, and **some failed**. A cache had been made too small."},
			{Kind: incident.SectionImpact, Heading: "Impact", Fields: []incident.Field{{Name: "Severity", Value: "Major"}, {Name: "Failed payments", Value: "about 300"}}},
			{Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormBullets, Timeline: &incident.Timeline{Zone: "CET", TimeFormat: "15:04", Mark: " -", Events: []incident.Event{
				{At: at(10, 5), Milestone: incident.MilestoneImpactStarted, Text: "The cache is full."},
				{At: at(10, 12), Milestone: incident.MilestoneDetected, Text: "An alarm rings."},
				{At: at(10, 28), Milestone: incident.MilestoneIdentified, Text: "The cause is found."},
				{At: at(10, 52), Milestone: incident.MilestoneImpactEnded, Text: "The cache has more room."},
			}}},
			{Kind: incident.SectionActions, Heading: "Action items", Form: incident.FormTable, Actions: []incident.Action{
				{Text: "An alarm before the cache is full", Type: incident.ActionDetect, State: incident.ActionDone, Owner: "Storage team"},
				{Text: "Look at the other caches", Type: incident.ActionPrevent, State: incident.ActionOpen, Owner: "Storage team", Internal: true},
			}},
		},
	}
}
