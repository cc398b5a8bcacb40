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

func ExampleIncident_NextStatuses() {
	inc := &incident.Incident{Updates: []incident.Update{{Status: incident.StatusCompleted}}}
	fmt.Println(inc.NextStatuses())
	// Output: [in_progress completed]
}

func ExampleIncident_Insert() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{Updates: []incident.Update{
		{ID: "1", At: at(0), Status: incident.StatusInvestigating}, {ID: "3", At: at(40), Status: incident.StatusResolved},
	}}
	err := inc.Insert(incident.Update{ID: "2", At: at(20), Status: incident.StatusIdentified, Body: "Said by phone, and forgotten here."})
	for _, u := range inc.Updates {
		fmt.Println(u.At.Format("15:04"), u.Status)
	}
	fmt.Println(err)
	// Output:
	// 09:00 investigating
	// 09:20 identified
	// 09:40 resolved
	// <nil>
}

func ExampleIncident_Amend() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{Updates: []incident.Update{{ID: "1", At: at(0), Body: "The chache is full."}}}
	correct := func(u *incident.Update) { u.Body = "The cache is full." }
	fmt.Println(inc.Amend("1", at(5), correct), inc.Amend("1", at(5), correct)) // delivered twice
	fmt.Println(inc.Updates[0].Body, inc.Updates[0].EditedAt.Format("15:04"))
	fmt.Println(inc.Amend("2", at(5), correct))
	// Output:
	// <nil> <nil>
	// The cache is full. 09:05
	// updates: unknown: no update has the id "2"
}

func ExampleIncident_Retract() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{}
	post := func(id string, minute int, status incident.Status, body string) {
		if err := inc.Post(incident.Update{ID: id, At: at(minute), Status: status, Body: body}); err != nil {
			fmt.Println(err)
		}
	}
	post("1", 0, incident.StatusInvestigating, "Logins fail.")
	post("2", 10, incident.StatusResolved, "Meant for another incident.")
	err := inc.Retract("2", at(12))
	fmt.Println(err, inc.Status(), len(inc.Updates))
	fmt.Printf("%q %q\n", inc.Updates[1].Body, inc.Public().Updates[1].Body)
	// Output:
	// <nil> investigating 2
	// "Meant for another incident." ""
}

func ExampleDiff() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	before := &incident.Incident{}
	err := before.Post(incident.Update{
		ID: "1", At: at(0), Status: incident.StatusIdentified, Body: "A queue is full.",
		Changes: []incident.Change{{Name: "Login", To: incident.ComponentMajorOutage}},
	})
	after := before.Clone()
	err = errors.Join(err,
		after.Amend("1", at(20), func(u *incident.Update) { u.Body = "The queue of logins is full." }),
		after.Post(incident.Update{ID: "2", At: at(30), Status: incident.StatusResolved, Changes: []incident.Change{{Name: "Login", To: incident.ComponentOperational}}}),
	)
	fmt.Println(err)
	for _, d := range incident.Diff(before.Public(), after.Public()) {
		switch d.Kind {
		case incident.DeltaUpdatePosted:
			fmt.Println("tell the channel:", d.New.Status)
		default:
			fmt.Println(d)
		}
	}
	// Output:
	// <nil>
	// status from identified to resolved
	// updates[0] amended at 2024-03-05T09:20:00Z: body
	// tell the channel: resolved
	// component "Login" from major_outage to operational
}

func ExampleDelta_Append() {
	d := incident.Delta{Kind: incident.DeltaPostmortemPublished, Path: "postmortem", At: time.Date(2024, time.March, 7, 15, 0, 0, 0, time.UTC)}
	berlin, _ := incident.Page{TimeZone: "Europe/Berlin"}.Location()
	fmt.Println(d)
	fmt.Println(string(d.Append(nil, berlin)))
	// Output:
	// postmortem published at 2024-03-07T15:00:00Z
	// postmortem published at 2024-03-07T16:00:00+01:00
}
