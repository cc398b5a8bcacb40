package incident_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

func TestViewFilter(t *testing.T) {
	inc := &incident.Incident{
		Events: []incident.Event{
			{At: at(9, 0), Milestone: incident.MilestoneDetected},
			{Milestone: incident.MilestoneMitigated, Written: "some time later"},
			{At: at(9, 5)},
		},
		Updates: []incident.Update{
			{At: at(9, 2), Status: incident.StatusIdentified, Changes: []incident.Change{{Name: "API", To: "major_outage"}}},
			{At: at(9, 3), Status: incident.StatusIdentified},
			{At: at(9, 4), Status: incident.StatusResolved},
			{At: at(9, 6), Status: incident.StatusInvestigating},
			{At: at(9, 8), Status: incident.StatusResolved},
			{At: at(9, 9), Status: incident.StatusResolved},
		},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{{At: at(9, 4)}}}}}},
	}
	const told = "postmortem.sections[0].timeline.events[0]"
	for _, test := range []struct {
		name string
		view incident.View
		want []string
	}{
		{"one source", incident.View{Sources: []incident.Source{incident.SourceTimeline}}, []string{told}},
		{"no source", incident.View{Sources: []incident.Source{}}, nil},
		{"changes and log", incident.View{Sources: []incident.Source{incident.SourceChange, incident.SourceEvent}}, []string{"events[0]", "events[1]", "updates[0].changes[0]", "events[2]"}},
		{"milestones of events and updates", incident.View{Milestones: incident.Words[incident.Milestone]()}, []string{"events[0]", "events[1]", "updates[0]", "updates[4]"}},
		{"one milestone", incident.View{Milestones: []incident.Milestone{incident.MilestoneResolved}}, []string{"updates[4]"}},
		{"from is included", incident.View{From: at(9, 6)}, []string{"updates[3]", "updates[4]", "updates[5]"}},
		{"to is excluded", incident.View{To: at(9, 3)}, []string{"events[0]", "updates[0]", "updates[0].changes[0]"}},
		{"all at once", incident.View{Sources: []incident.Source{incident.SourceUpdate}, Milestones: []incident.Milestone{incident.MilestoneIdentified}, From: at(9, 0), To: at(9, 9)}, []string{"updates[0]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, e := range test.view.Filter(inc.History()) {
				got = append(got, e.Path)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff(inc.History(), (incident.View{}).Filter(inc.History())); diff != "" {
		t.Errorf("the zero view (-want +got):\n%s", diff)
	}
}

// TestDays covers the night in which clocks in Denmark go forward, and entries
// without an instant.
func TestDays(t *testing.T) {
	copenhagen, err := civil.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	utc := func(day, hour, minute int) time.Time {
		return time.Date(2024, time.March, day, hour, minute, 0, 0, time.UTC)
	}
	events := []incident.Event{
		{Written: "at first"},
		{At: utc(30, 22, 59)}, // 23:59 CET
		{At: utc(30, 23, 0)},  // 00:00 CET
		{Written: "then"},
		{At: utc(31, 21, 59)}, // 23:59 CEST
		{At: utc(31, 22, 0)},  // 00:00 CEST
	}
	history := (&incident.Incident{Events: events}).History()
	for _, test := range []struct {
		loc  *time.Location
		want []string
	}{
		{copenhagen, []string{"0000-00-00 1", "2024-03-30 1", "2024-03-31 3", "2024-04-01 1"}},
		{nil, []string{"0000-00-00 1", "2024-03-30 3", "2024-03-31 2"}},
	} {
		var got []string
		for day, entries := range incident.Days(history, test.loc) {
			got = append(got, fmt.Sprintf("%04d-%02d-%02d %d", day.Year, day.Month, day.Day, len(entries)))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("in %v (-want +got):\n%s", test.loc, diff)
		}
	}
	for range incident.Days(history, nil) {
		break // the iterator must stop then; it panics otherwise
	}
	for range incident.Days(nil, nil) {
		t.Error("an empty history has a day")
	}
}

func TestHistory(t *testing.T) {
	inc := &incident.Incident{
		Events: []incident.Event{{At: at(9, 0), Text: "alert"}, {Text: "somebody calls"}, {At: at(9, 2), Text: "deploy"}},
		Updates: []incident.Update{
			{At: at(9, 2), Body: "first", Changes: []incident.Change{{Name: "API", To: "major_outage"}}},
			{At: at(9, 2), Body: "second"},
			{At: at(9, 1), Body: "out of order"},
		},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{}, {Timeline: &incident.Timeline{Events: []incident.Event{
			{Written: "about nine", Text: "unknown"}, {At: at(9, 2), Text: "told"},
		}}}}},
	}
	var got []string
	for _, e := range inc.History() {
		got = append(got, string(e.Source)+" "+e.Path)
	}
	want := []string{
		"timeline postmortem.sections[1].timeline.events[0]",
		"event events[0]", "event events[1]",
		"update updates[2]",
		"timeline postmortem.sections[1].timeline.events[1]",
		"event events[2]",
		"update updates[0]", "change updates[0].changes[0]", "update updates[1]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
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

func ExampleView() {
	inc := &incident.Incident{
		Events: []incident.Event{
			{At: at(9, 5), Milestone: incident.MilestoneImpactStarted, Text: "Payments fail."},
			{At: at(9, 9), Text: "The link is taken out."},
		},
		Updates: []incident.Update{
			{At: at(9, 12), Status: incident.StatusInvestigating},
			{At: at(10, 10), Status: incident.StatusResolved},
		},
	}
	turns := incident.View{Milestones: incident.Words[incident.Milestone]()}
	for _, e := range turns.Filter(inc.History()) {
		fmt.Println(e.At.Format("15:04"), e.Milestone, e.Path)
	}
	// Output:
	// 09:05 impact_started events[0]
	// 10:10 resolved updates[1]
}

func ExampleDays() {
	inc := &incident.Incident{Updates: []incident.Update{{At: at(3, 30)}, {At: at(4, 30)}, {At: at(6, 0)}}}
	newYork, err := civil.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	for day, entries := range incident.Days(inc.History(), newYork) {
		fmt.Println(day, len(entries))
	}
	// Output:
	// 2024-03-04 2
	// 2024-03-05 1
}
