// Command outage builds an incident by hand, from the first message to the
// postmortem, and prints its page.
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
	inc, err := build()
	if err != nil {
		log.Fatal(err)
	}
	if err := (render.Text{}).Write(os.Stdout, inc); err != nil {
		log.Fatal(err)
	}
}

func build() (*incident.Incident, error) {
	inc := &incident.Incident{
		Title: "Payments are declined",
		Page:  incident.Page{Name: "Example Pay", TimeZone: "Europe/Copenhagen"},
	}
	at := func(clock string) time.Time {
		t, err := time.Parse(time.RFC3339, "2024-03-05T"+clock+":00+01:00")
		if err != nil {
			panic(err)
		}
		return t
	}
	card := func(to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{Group: "Payments", Name: "Cards", To: to}}
	}
	for _, u := range []incident.Update{
		{ID: "1", Status: incident.StatusInvestigating, At: at("10:17"), NextUpdate: at("10:45"), Changes: card(incident.ComponentPartialOutage),
			Body: "About one card payment in five is declined. Payments by invoice work."},
		{ID: "2", Status: incident.StatusIdentified, At: at("10:28"),
			Body: "One of our two links to the card networks drops requests. We are taking it out."},
		{ID: "3", Status: incident.StatusMonitoring, At: at("10:39"), Changes: card(incident.ComponentOperational),
			Body: "All payments go over the other link and are accepted again."},
		{ID: "4", Status: incident.StatusResolved, At: at("11:10"),
			Body: "Payments have been normal for half an hour."},
	} {
		if err := inc.Post(u); err != nil {
			return nil, fmt.Errorf("update %s: %w", u.ID, err)
		}
	}
	inc.Postmortem = &incident.Postmortem{
		PublishedAt: at("16:30"),
		Sections: []incident.Section{
			{Kind: incident.SectionSummary, Heading: "Summary",
				Body: "From 10:05 to 10:36 CET one card payment in five was declined."},
			{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{
				{At: at("10:05"), Text: "A network change takes effect.", Milestone: incident.MilestoneImpactStarted},
				{At: at("10:11"), Text: "Alarm: declined payments.", Milestone: incident.MilestoneDetected},
				{At: at("10:36"), Text: "The faulty link is out of service.", Milestone: incident.MilestoneMitigated},
			}}},
			{Kind: incident.SectionActions, Heading: "What we change", Form: incident.FormBullets, Actions: []incident.Action{
				{Text: "Watch each link on its own.", Type: incident.ActionDetect},
				{Text: "Leave a link by itself when it drops requests.", Type: incident.ActionMitigate},
			}},
		},
	}
	return inc, inc.Validate()
}
