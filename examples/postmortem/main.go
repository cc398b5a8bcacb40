// Command postmortem begins the postmortem of one incident in three templates.
package main

import (
	"fmt"
	"log"
	"os"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

func main() {
	inc := outage()
	for _, name := range []string{"minimal", "statuspage", "azure-preliminary"} {
		template, ok := incident.LookupTemplate(name)
		if !ok {
			log.Fatalf("no template %q", name)
		}
		draft := *inc
		draft.Postmortem = template.Skeleton(inc)
		fmt.Printf("== %s\n\n", template.Title)
		os.Stdout.Write(render.Markdown{}.AppendPostmortem(nil, &draft))
		fmt.Println()
	}
}

func outage() *incident.Incident {
	at := func(hour, minute int) time.Time {
		return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC)
	}
	return &incident.Incident{
		ID: "k3v9", Title: "Checkout is slow", Severity: "SEV-2",
		Page:       incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Name: "Checkout"}},
		Updates: []incident.Update{
			{At: at(9, 17), Status: incident.StatusInvestigating, Body: "Payments take longer than usual."},
			{At: at(9, 40), Status: incident.StatusIdentified, Body: "A link to our payment provider drops packets."},
			{At: at(10, 10), Status: incident.StatusResolved, Body: "Payments are fast again.\n\nWe will publish a report within 5 business days."},
		},
		// The responders' log is not public. A draft contains it, so that its
		// author can decide what to publish.
		Events: []incident.Event{
			{At: at(9, 5), Milestone: incident.MilestoneImpactStarted, Text: "The link begins to drop packets."},
			{At: at(9, 11), Milestone: incident.MilestoneDetected, Text: "Alarm: payments take 9 s."},
			{At: at(9, 52), Milestone: incident.MilestoneMitigated, Text: "The link is taken out."},
			{At: at(10, 2), Milestone: incident.MilestoneImpactEnded, Text: "The queue of payments is empty."},
		},
	}
}
