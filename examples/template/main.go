// Command template begins a postmortem from a template of its own, which is a
// JSON file, and lists what its author has to write.
package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

//go:embed template.json
var plan []byte

func main() {
	var template incident.Template
	if err := json.Unmarshal(plan, &template); err != nil {
		log.Fatal(err)
	}
	if err := template.Validate(); err != nil {
		log.Fatal(err)
	}
	inc := &incident.Incident{
		Title: "Labels are not printed",
		Page:  incident.Page{Name: "Example Freight", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{At: at(7, 30), Status: incident.StatusInvestigating, Body: "Depots cannot print labels."},
			{At: at(8, 5), Status: incident.StatusResolved, Body: "Labels are printed again."},
		},
		Events: []incident.Event{
			{At: at(7, 10), Milestone: incident.MilestoneImpactStarted, Text: "The first label is late."},
			{At: at(8, 0), Milestone: incident.MilestoneImpactEnded, Text: "All printers are back."},
		},
	}
	inc.Postmortem = template.Skeleton(inc)
	os.Stdout.Write(render.Markdown{}.AppendPostmortem(nil, inc))

	fmt.Println("\nStill to do:")
	var gaps incident.Errors
	errors.As(template.Check(inc.Postmortem), &gaps)
	for _, gap := range gaps {
		var spec *incident.SpecError
		if errors.As(gap, &spec) {
			fmt.Printf("- %s%s: %s\n", spec.Heading, field(spec), spec.Gap)
		}
	}
}

func field(spec *incident.SpecError) string {
	if spec.Field == "" {
		return ""
	}
	return ", " + spec.Field
}

func at(hour, minute int) time.Time {
	return time.Date(2024, time.January, 18, hour, minute, 0, 0, time.UTC)
}
