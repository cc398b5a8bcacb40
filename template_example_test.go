package incident_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
)

// slowSearch is an incident that is not over yet.
func slowSearch() *incident.Incident {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	return &incident.Incident{
		Title: "Search is slow", Severity: "SEV-2", Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Search"}},
		Events:     []incident.Event{{At: at(12), Milestone: incident.MilestoneImpactStarted, Text: "Latency doubles."}},
		Updates:    []incident.Update{{Status: incident.StatusInvestigating, At: at(17), Body: "Search is slow. We look into it."}},
	}
}

func ExampleTemplates() {
	for _, t := range incident.Templates() {
		fmt.Printf("%-18s%2d  %s\n", t.Name, len(t.Sections), t.Title)
	}
	// Output:
	// sre               14  Site Reliability Engineering
	// pagerduty         15  PagerDuty
	// atlassian         14  Atlassian incident postmortem
	// statuspage         3  Public postmortem on Statuspage
	// azure-preliminary  4  Azure preliminary post incident review
	// azure-final        6  Azure final post incident review
	// aws-coe           11  AWS correction of error
	// incident-io        6  incident.io
	// dfds               7  DFDS
	// minimal            4  Minimal
	// story              2  A story and a timeline
	// sectioned          7  Sections with a sign-off
	// fields-first       7  Fields, then sections
}

func ExampleTemplate_Skeleton() {
	t, _ := incident.LookupTemplate("minimal")
	pm := t.Skeleton(slowSearch())
	for _, s := range pm.Sections {
		fmt.Println(s.Heading, "|", s.Body)
		for _, f := range s.Fields {
			fmt.Println("  ", f.Name, "=", f.Value)
		}
		if s.Timeline != nil {
			for _, e := range s.Timeline.Events {
				fmt.Println("  ", e.At.Format("15:04"), e.Text)
			}
		}
		for _, a := range s.Actions {
			fmt.Println("  ", a.Text)
		}
	}
	// Output:
	// Summary | <!-- What happened and why, in a few sentences. -->
	// Impact | <!-- Who was affected, and how. -->
	//    Start = 2024-03-05 10:12 CET
	//    End = TODO
	//    Duration = TODO
	//    Affected = Shop (Search)
	// Timeline | <!-- What happened when. -->
	//    09:12 Latency doubles.
	//    09:17 Investigating: Search is slow. We look into it.
	// Action Items | <!-- What we do so that it does not happen again. -->
	//    TODO
}

func ExampleTemplate_Fill() {
	t, _ := incident.LookupTemplate("minimal")
	inc := slowSearch()
	pm := t.Skeleton(inc)
	pm.Sections[0].Body = "An index was rebuilt in the middle of the day."

	// Later, it is over.
	inc.Events = append(inc.Events, incident.Event{
		At: time.Date(2024, time.March, 5, 9, 40, 0, 0, time.UTC), Milestone: incident.MilestoneImpactEnded, Text: "Latency is back to normal.",
	})
	fmt.Println(t.Fill(pm, inc), "places filled,", t.Fill(pm, inc), "the second time")
	fmt.Println(pm.Sections[0].Body)
	fmt.Println(pm.Field("Duration"))
	fmt.Println(len(pm.Sections[2].Timeline.Events), "rows")
	// Output:
	// 3 places filled, 0 the second time
	// An index was rebuilt in the middle of the day.
	// 28 min true
	// 3 rows
}

func ExampleTemplate_Check() {
	t, _ := incident.LookupTemplate("minimal")
	pm := t.Skeleton(slowSearch())
	pm.Sections[0].Body = "An index was rebuilt in the middle of the day."
	pm.Sections = pm.Sections[:3] // no actions

	var open incident.Errors
	if errors.As(t.Check(pm), &open) {
		for _, e := range open {
			var gap *incident.SpecError
			if errors.As(e, &gap) {
				fmt.Println(e.Path, gap.Heading, gap.Field, gap.Gap)
			}
		}
	}
	// Output:
	// postmortem.sections[1].body Impact  placeholder
	// postmortem.sections[1].fields[1].value Impact End placeholder
	// postmortem.sections[1].fields[2].value Impact Duration placeholder
	// postmortem.sections Action Items  missing
}

// A team's own template is a file.
func ExampleTemplate_Validate() {
	const file = `{
	  "name": "ours",
	  "sections": [
	    {"fields": [{"name": "Owner", "required": true}, {"name": "Length", "fact": "duration"}]},
	    {"heading": "What we saw", "kind": "summary", "required": true, "guidance": "Only what was seen."},
	    {"heading": "Causes", "kind": "root causes", "level": 2}
	  ]
	}`
	var t incident.Template
	if err := json.Unmarshal([]byte(file), &t); err != nil {
		fmt.Println(err)
	}
	var broken incident.Errors
	if errors.As(t.Validate(), &broken) {
		for _, e := range broken {
			fmt.Println(e.Path, e.Code)
		}
	}
	// Output:
	// sections[2].kind unknown
	// sections[2].level range
}

func ExampleLookupTemplate() {
	t, ok := incident.LookupTemplate("AWS CoE")
	fmt.Println(ok, t.Name, t.Sections[5].Heading, t.Sections[5].Level)
	// Output: true aws-coe Detection 1
}

func ExampleIncident_Fact() {
	inc := slowSearch()
	fmt.Println(inc.Fact(incident.FactStart))
	fmt.Println(inc.Fact(incident.FactEnd))
	// Output:
	// 2024-03-05 10:12 CET true
	//  false
}

func ExampleIsPlaceholder() {
	fmt.Println(incident.IsPlaceholder("<!-- Who was affected? -->"), incident.IsPlaceholder("- TODO"), incident.IsPlaceholder("TODO: ask the shop team"))
	// Output: true true false
}
