package incident_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
)

func ExampleIncident_Post() {
	inc := &incident.Incident{Title: "Checkout is slow"}
	start := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	err := inc.Post(incident.Update{
		ID: "1", Status: incident.StatusInvestigating, At: start, Body: "We are looking into it.",
		Changes: []incident.Change{{Name: "Checkout", To: incident.ComponentDegradedPerformance}},
	})
	fmt.Println(err, inc.Status(), inc.Components)

	err = inc.Post(incident.Update{ID: "2", Status: incident.StatusCompleted, At: start.Add(time.Hour)})
	fmt.Println(err)

	var field *incident.FieldError
	fmt.Println(errors.As(err, &field), field.Path, field.Code)
	// Output:
	// <nil> investigating [{  Checkout degraded_performance}]
	// updates[1].status: transition: completed cannot follow investigating
	// true updates[1].status transition
}

func ExampleIncident_Validate() {
	inc := &incident.Incident{
		Page:    incident.Page{TimeZone: "Europe/Kopenhagen"},
		Updates: []incident.Update{{Status: "fixed"}},
	}
	var broken incident.Errors
	if errors.As(inc.Validate(), &broken) {
		for _, e := range broken {
			fmt.Println(e.Path, e.Code)
		}
	}
	// Output:
	// page.time_zone zone
	// updates[0].status unknown
	// updates[0].at required
}

func ExampleIncident_EffectiveImpact() {
	inc := &incident.Incident{
		Components: []incident.Component{{Name: "API", Status: incident.ComponentOperational}},
		Updates:    []incident.Update{{Changes: []incident.Change{{Name: "API", To: incident.ComponentPartialOutage}}}},
	}
	impact, reason := inc.EffectiveImpact()
	fmt.Println(impact, reason.Component.Name, reason.Update)
	// Output: major API 0
}

func ExampleIncident_Affected() {
	inc := &incident.Incident{
		Components: []incident.Component{{Name: "API", Status: incident.ComponentOperational}},
		Updates:    []incident.Update{{Changes: []incident.Change{{Name: "API", To: incident.ComponentMajorOutage}, {Name: "Web", To: incident.ComponentPartialOutage}}}},
	}
	for _, a := range inc.Affected() {
		fmt.Println(a.Name, a.Worst)
	}
	// Output:
	// API major_outage
	// Web partial_outage
}

func ExampleIncident_Public() {
	inc := &incident.Incident{
		Title:      "Checkout is slow",
		Events:     []incident.Event{{Text: "paged the database team"}},
		Labels:     map[string]string{"channel": "#inc-42"},
		Postmortem: &incident.Postmortem{Title: "a draft"},
	}
	public := inc.Public()
	fmt.Println(public.Title, public.Events == nil, public.Labels == nil, public.Postmortem == nil)
	// Output: Checkout is slow true true true
}

func ExampleIncident_History() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Events:  []incident.Event{{At: at(11), Text: "alarm"}, {At: at(30), Text: "link taken out"}},
		Updates: []incident.Update{{At: at(17), Body: "We are looking into it."}},
	}
	for _, e := range inc.History() {
		fmt.Println(e.At.Format("15:04"), e.Source, e.Path)
	}
	// Output:
	// 09:11 event events[0]
	// 09:17 update updates[0]
	// 09:30 event events[1]
}

func ExampleIncident_Milestone() {
	inc := &incident.Incident{
		Events:  []incident.Event{{At: time.Date(2024, time.March, 5, 9, 5, 0, 0, time.UTC), Milestone: incident.MilestoneImpactStarted}},
		Updates: []incident.Update{{At: time.Date(2024, time.March, 5, 10, 10, 0, 0, time.UTC), Status: incident.StatusResolved}},
	}
	start, _ := inc.Milestone(incident.MilestoneImpactStarted)
	end, _ := inc.Milestone(incident.MilestoneResolved)
	_, detected := inc.Milestone(incident.MilestoneDetected)
	fmt.Println(end.Sub(start), detected)
	// Output: 1h5m0s false
}

func ExampleIncident_Normalize() {
	inc := &incident.Incident{
		Page: incident.Page{TimeZone: "Asia/Tokyo"},
		Updates: []incident.Update{
			{Body: "second", At: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)},
			{Body: "first", At: time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)},
		},
	}
	inc.Normalize()
	fmt.Println(inc.Updates[0].Body, inc.Updates[0].At)
	// Output: first 2024-03-05 18:00:00 +0900 JST
}

func ExampleIncident_Repeats() {
	inc := &incident.Incident{Updates: []incident.Update{{Status: "investigating"}, {Status: "investigating"}, {Status: "resolved"}}}
	fmt.Println(inc.Repeats(0), inc.Repeats(1), inc.Repeats(2))
	// Output: false true false
}

func ExampleIncident_Clone() {
	inc := &incident.Incident{Updates: []incident.Update{{Body: "as posted"}}}
	c := inc.Clone()
	c.Updates[0].Body = "changed"
	fmt.Println(inc.Updates[0].Body)
	// Output: as posted
}

func ExampleParseStatus() {
	s, err := incident.ParseStatus("In progress")
	fmt.Println(s, err)
	_, err = incident.ParseStatus("fixed")
	fmt.Println(err)
	// Output:
	// in_progress <nil>
	// status: unknown: "fixed" is none of investigating, identified, monitoring, resolved, scheduled, in_progress, verifying, completed
}

func ExampleStatus_CanFollow() {
	fmt.Println(incident.StatusInvestigating.CanFollow(incident.StatusResolved)) // reopened
	fmt.Println(incident.StatusScheduled.CanFollow(incident.StatusInProgress))
	// Output:
	// true
	// false
}

func ExampleImpact_Compare() {
	fmt.Println(incident.ImpactMajor.Compare(incident.ImpactMinor) > 0)
	// Output: true
}

func ExamplePostmortem_Field() {
	pm := &incident.Postmortem{Sections: []incident.Section{{Fields: []incident.Field{{Name: "Severity", Value: "Major"}}}}}
	fmt.Println(pm.Field("severity"))
	// Output: Major true
}

func ExamplePostmortem_Events() {
	pm := &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{{Text: "alarm"}, {Text: "fix"}}}}}}
	for e := range pm.Events() {
		fmt.Println(e.Text)
	}
	// Output:
	// alarm
	// fix
}

func ExamplePostmortem_Actions() {
	pm := &incident.Postmortem{Sections: []incident.Section{{Actions: []incident.Action{{Text: "Watch the disk.", State: incident.ActionDone}}}}}
	for a := range pm.Actions() {
		fmt.Println(a.Text, a.State)
	}
	// Output: Watch the disk. done
}

func ExampleTimeline_Location() {
	berlin, _ := incident.Page{TimeZone: "Europe/Berlin"}.Location()
	winter := time.Date(2024, time.January, 5, 9, 0, 0, 0, time.UTC)
	summer := time.Date(2024, time.July, 5, 9, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{winter, summer} {
		tl := &incident.Timeline{Zone: "CET", Events: []incident.Event{{At: at}}}
		loc, err := tl.Location(berlin)
		fmt.Println(loc, at.In(loc).Format("15:04 MST"), err)
	}
	// Output:
	// Europe/Berlin 10:00 CET <nil>
	// CET 10:00 CET <nil>
}
