package incident_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

func TestMilestone(t *testing.T) {
	inc := incident.Incident{
		Events: []incident.Event{{Milestone: "detected"}, {At: at(9, 1), Milestone: "detected"}},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{}, {Timeline: &incident.Timeline{Events: []incident.Event{
			{At: at(9, 2), Milestone: "detected"}, {At: at(9, 5), Milestone: "mitigated"},
		}}}}},
		Updates: []incident.Update{
			{Status: "investigating", At: at(9, 3)}, {Status: "identified", At: at(9, 4)}, {Status: "identified", At: at(9, 6)},
			{Status: "resolved", At: at(9, 7)}, {Status: "investigating", At: at(9, 8)},
			{Status: "resolved", At: at(9, 9)}, {At: at(9, 10)}, {Status: "resolved", At: at(9, 11)},
		},
	}
	for _, test := range []struct {
		m    incident.Milestone
		want time.Time
	}{
		{"detected", at(9, 1)}, {"mitigated", at(9, 5)}, {"identified", at(9, 4)}, {"resolved", at(9, 9)},
		{"trigger", time.Time{}}, {"", time.Time{}},
	} {
		got, ok := inc.Milestone(test.m)
		if !got.Equal(test.want) || ok != !test.want.IsZero() {
			t.Errorf("Milestone(%q) = %v, %v; want %v", test.m, got, ok, test.want)
		}
	}
	inc.Updates = inc.Updates[:5]
	if got, ok := inc.Milestone("resolved"); ok {
		t.Errorf("a reopened incident is resolved at %v", got)
	}
}

// TestMilestoneResolved checks that Milestone, History and Metrics agree on the
// update since which an incident has stayed resolved.
func TestMilestoneResolved(t *testing.T) {
	update := func(minute int, s incident.Status) incident.Update {
		return incident.Update{At: at(9, minute), Status: s}
	}
	undated := incident.Update{Status: "resolved"}
	retracted := incident.Update{At: at(9, 30), Status: "investigating", RetractedAt: at(9, 31)}
	for _, test := range []struct {
		name    string
		updates []incident.Update
		want    int // index of the update; -1: not resolved, or at an unknown time
	}{
		{"nothing", nil, -1},
		{"open", []incident.Update{update(0, "investigating")}, -1},
		{"amended after the end", []incident.Update{update(0, "investigating"), update(10, "resolved"), update(20, ""), update(30, "resolved")}, 1},
		{"reopened", []incident.Update{update(0, "resolved"), update(10, "investigating")}, -1},
		{"reopened and resolved again", []incident.Update{update(0, "resolved"), update(10, "identified"), update(20, "resolved")}, 2},
		{"reopened by mistake", []incident.Update{update(0, "resolved"), retracted}, 0},
		{"a maintenance", []incident.Update{update(0, "in_progress"), update(10, "completed")}, 1},
		{"at an unknown time", []incident.Update{update(0, "investigating"), undated, update(20, "resolved")}, -1},
	} {
		inc := &incident.Incident{
			Events:  []incident.Event{{At: at(8, 0), Milestone: "impact_started"}},
			Updates: test.updates,
		}
		want := time.Time{}
		if test.want >= 0 {
			want = test.updates[test.want].At
		}
		if got, ok := inc.Milestone("resolved"); !got.Equal(want) || ok != (test.want >= 0) {
			t.Errorf("%s: Milestone = %v, %v, want %v", test.name, got, ok, want)
		}
		if got := inc.Metrics().ResolvePost.To.At; !got.Equal(want) {
			t.Errorf("%s: ResolvePost ends at %v, want %v", test.name, got, want)
		}
		for _, e := range inc.History() {
			if resolved := e.Milestone == "resolved"; resolved != (test.want >= 0 && e.Update == &inc.Updates[test.want]) {
				t.Errorf("%s: %s has the milestone %q", test.name, e.Path, e.Milestone)
			}
		}
	}
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
