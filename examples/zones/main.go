// Command zones prints one report with its times in three zones.
package main

import (
	"log"
	"os"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/render"
)

func main() {
	text := render.Text{Layout: render.LayoutLabels}
	for _, name := range []string{"Europe/Copenhagen", "America/New_York", "Asia/Kolkata"} {
		loc, err := civil.LoadLocation(name)
		if err != nil {
			log.Fatal(err)
		}
		text.Zones = append(text.Zones, loc)
	}
	if err := text.Write(os.Stdout, report()); err != nil {
		log.Fatal(err)
	}
}

// report returns an incident whose page is in Danish time. Its updates are on
// different days, depending on the zone.
func report() *incident.Incident {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2024, time.January, day, hour, minute, 0, 0, time.UTC)
	}
	return &incident.Incident{
		Title:      "Parcels are not tracked",
		Page:       incident.Page{Name: "Example Freight", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Name: "Tracking"}, {Name: "Partner API"}},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(18, 21, 40), NextUpdate: at(18, 23, 30), Body: "Parcels have not moved on the map since 21:10 UTC."},
			{Status: incident.StatusResolved, At: at(19, 4, 5), Body: "The map is complete again."},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: at(22, 9, 0),
			Sections: []incident.Section{{Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{
				{At: at(18, 21, 10), Text: "The queue of positions stops."},
				{At: at(18, 23, 20), Text: "The cause is found."},
				{At: at(19, 3, 50), Text: "The queue is empty."},
			}}}},
		},
	}
}
