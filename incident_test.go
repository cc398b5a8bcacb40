package incident_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

// at is an instant of one invented day.
func at(hour, minute int) time.Time {
	return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC)
}

func TestCanFollow(t *testing.T) {
	// The rows are the status before, the columns the one posted.
	order := []incident.Status{"", "investigating", "identified", "monitoring", "resolved", "scheduled", "in_progress", "verifying", "completed", "unheard_of"}
	table := map[incident.Status]string{
		"":              "yyyyyyyyy-",
		"investigating": "yyyyy-----",
		"identified":    "yyyyy-----",
		"monitoring":    "yyyyy-----",
		"resolved":      "yyyyy-----",
		"scheduled":     "y----yyyy-",
		"in_progress":   "y-----yyy-",
		"verifying":     "y-----yyy-",
		"completed":     "y-----y-y-",
		"unheard_of":    "----------",
	}
	for _, before := range order {
		for i, after := range order {
			want := table[before][i] == 'y'
			if got := after.CanFollow(before); got != want {
				t.Errorf("%q.CanFollow(%q) = %v, want %v", after, before, got, want)
			}
			if before == "unheard_of" {
				continue // cannot be posted in the first place
			}
			inc := &incident.Incident{Updates: []incident.Update{{Status: before, At: at(9, 0)}}}
			offered := slices.Contains(inc.NextStatuses(), after)
			// No status is not offered, and before the first one neither is a maintenance.
			if exception := after == "" || before == "" && after.IsMaintenance(); offered != (want && !exception) {
				t.Errorf("after %q %q is offered: %v", before, after, offered)
			}
			err := inc.Post(incident.Update{Status: after, At: at(9, 1)})
			var field *incident.FieldError
			switch {
			case want && (err != nil || len(inc.Updates) != 2):
				t.Errorf("Post(%q) after %q: %v, %d updates", after, before, err, len(inc.Updates))
			case !want && (!errors.As(err, &field) || field.Path != "updates[1].status" || len(inc.Updates) != 1):
				t.Errorf("Post(%q) after %q: %v, %d updates; want an error at updates[1].status", after, before, err, len(inc.Updates))
			}
		}
	}
}

func TestNextStatuses(t *testing.T) {
	outage, maintenance := incident.Statuses()[:4], incident.Statuses()[4:]
	for _, test := range []struct {
		name string
		inc  incident.Incident
		want []incident.Status
	}{
		{"nothing yet", incident.Incident{}, outage},
		{"a window", incident.Incident{Window: incident.Window{Start: at(9, 0)}}, maintenance},
		{"an impact", incident.Incident{Impact: incident.ImpactMaintenance}, maintenance},
		{"begun", incident.Incident{Updates: []incident.Update{{Status: "in_progress"}}}, maintenance[1:]},
		{"over", incident.Incident{Updates: []incident.Update{{Status: "completed"}}}, []incident.Status{"in_progress", "completed"}},
		{"begun, and that retracted", incident.Incident{Updates: []incident.Update{{Status: "scheduled"}, {Status: "completed", RetractedAt: at(9, 0)}}}, maintenance},
		{"an outage with a window", incident.Incident{Window: incident.Window{Start: at(9, 0)}, Updates: []incident.Update{{Status: "resolved"}}}, nil},
		{"an unknown word", incident.Incident{Updates: []incident.Update{{Status: "on_fire"}}}, nil},
	} {
		got := test.inc.NextStatuses()
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		for _, s := range incident.Statuses() {
			if test.inc.Status() == "" && s.IsMaintenance() != test.inc.IsMaintenance() {
				continue // Post takes either family
			}
			if err := test.inc.Clone().Post(incident.Update{Status: s, At: at(10, 0)}); (err == nil) != slices.Contains(got, s) {
				t.Errorf("%s: Post(%s): %v, offered %v", test.name, s, err, got)
			}
		}
	}
}

func TestPostRefuses(t *testing.T) {
	base := func() *incident.Incident {
		return &incident.Incident{
			Components: []incident.Component{{Name: "API", Status: "operational"}},
			Updates:    []incident.Update{{ID: "a", Status: "investigating", At: at(9, 30), Body: "We are looking."}},
		}
	}
	for _, test := range []struct {
		name string
		edit func(*incident.Incident)
		u    incident.Update
		path string
		code incident.Code
	}{
		{name: "no time", u: incident.Update{Status: "resolved"}, path: "updates[1].at", code: incident.CodeRequired},
		{name: "before the last", u: incident.Update{Status: "resolved", At: at(9, 29)}, path: "updates[1].at", code: incident.CodeOrder},
		{name: "no instant", u: incident.Update{At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, path: "updates[1].at", code: incident.CodeRange},
		{name: "unknown word", u: incident.Update{Status: "fixed", At: at(9, 40)}, path: "updates[1].status", code: incident.CodeUnknown},
		{name: "other family", u: incident.Update{Status: "completed", At: at(9, 40)}, path: "updates[1].status", code: incident.CodeTransition},
		{name: "same id, other body", u: incident.Update{ID: "a", Status: "investigating", At: at(9, 30), Body: "We look."}, path: "updates[1].id", code: incident.CodeDuplicate},
		{name: "change without a name", u: incident.Update{At: at(9, 40), Changes: []incident.Change{{To: "operational"}}}, path: "updates[1].changes[0].name", code: incident.CodeRequired},
		{name: "change to nothing", u: incident.Update{At: at(9, 40), Changes: []incident.Change{{Name: "API"}}}, path: "updates[1].changes[0].to", code: incident.CodeRequired},
		{name: "change to an unknown word", u: incident.Update{At: at(9, 40), Changes: []incident.Change{{Name: "API", To: "broken"}}}, path: "updates[1].changes[0].to", code: incident.CodeUnknown},
		{name: "outage in a maintenance", edit: func(inc *incident.Incident) { inc.Updates = nil; inc.Impact = incident.ImpactMaintenance },
			u: incident.Update{Status: "investigating", At: at(9, 40)}, path: "updates[0].status", code: incident.CodeConflict},
		{name: "retracted before it was posted", u: incident.Update{At: at(9, 40), RetractedAt: at(9, 39)}, path: "updates[1].retracted_at", code: incident.CodeOrder},
		{name: "control character", u: incident.Update{ID: "a\x1b", At: at(9, 40)}, path: "updates[1].id", code: incident.CodeControl},
	} {
		t.Run(test.name, func(t *testing.T) {
			inc := base()
			if test.edit != nil {
				test.edit(inc)
			}
			before := inc.Clone()
			err := inc.Post(test.u)
			var field *incident.FieldError
			if !errors.As(err, &field) || field.Path != test.path || field.Code != test.code {
				t.Errorf("Post = %v, want %s at %s", err, test.code, test.path)
			}
			if diff := cmp.Diff(before, inc); diff != "" {
				t.Errorf("a refused update changed the incident (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPostTwice(t *testing.T) {
	script := []incident.Update{
		{ID: "1", Status: "investigating", At: at(9, 0), Body: "We are looking.", Changes: []incident.Change{{Name: "API", To: "major_outage"}}},
		{ID: "2", Status: "identified", At: at(9, 10), Body: "Found it."},
		{ID: "3", Status: "identified", At: at(9, 10), Body: "Found it.", Changes: []incident.Change{{Group: "Web", Name: "Login", To: "partial_outage"}}},
		{ID: "4", Status: "resolved", At: at(9, 40), Body: "Over.", Changes: []incident.Change{{Name: "API", From: "major_outage", To: "operational"}}},
	}
	once, twice := &incident.Incident{}, &incident.Incident{}
	for _, u := range script {
		for range 2 {
			if err := twice.Post(u); err != nil {
				t.Fatal(err)
			}
		}
		if err := once.Post(u); err != nil {
			t.Fatal(err)
		}
	}
	// All of it once more, late, and in a zone of the platform's choice.
	for _, u := range script {
		u.At = u.At.In(time.FixedZone("", 7200))
		if err := twice.Post(u); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(once, twice); diff != "" {
		t.Errorf("delivered twice (-want +got):\n%s", diff)
	}
	want := []incident.Component{{Name: "API", Status: "operational"}, {Group: "Web", Name: "Login", Status: "partial_outage"}}
	if diff := cmp.Diff(want, once.Components); diff != "" {
		t.Errorf("components (-want +got):\n%s", diff)
	}
}

func TestPostDoesNotAlias(t *testing.T) {
	changes := []incident.Change{{Name: "API", To: "major_outage"}}
	var inc incident.Incident
	if err := inc.Post(incident.Update{At: at(9, 0), Changes: changes}); err != nil {
		t.Fatal(err)
	}
	changes[0].Name = "Web"
	if got := inc.Updates[0].Changes[0].Name; got != "API" {
		t.Errorf("the caller's slice is shared: %q", got)
	}
}

func TestStatusAndRepeats(t *testing.T) {
	for _, test := range []struct {
		statuses string
		status   incident.Status
		repeats  string
	}{
		{"", "", ""},
		{"investigating", "investigating", "-"},
		{"investigating investigating resolved", "resolved", "-r-"},
		{"identified monitoring identified", "identified", "---"},
		{"? investigating ? investigating", "investigating", "---r"},
		{"resolved resolved", "resolved", "-r"},
		{"? ?", "", "--"},
	} {
		var inc incident.Incident
		var s string
		for rest := test.statuses; rest != ""; {
			n, _ := fmt.Sscan(rest, &s)
			if n == 0 {
				break
			}
			rest = rest[min(len(rest), len(s)+1):]
			if s == "?" {
				s = ""
			}
			inc.Updates = append(inc.Updates, incident.Update{Status: incident.Status(s), At: at(9, 0)})
			s = ""
		}
		if got := inc.Status(); got != test.status {
			t.Errorf("%q: Status = %q, want %q", test.statuses, got, test.status)
		}
		got := ""
		for i := range inc.Updates {
			if inc.Repeats(i) {
				got += "r"
			} else {
				got += "-"
			}
		}
		if got != test.repeats {
			t.Errorf("%q: Repeats = %q, want %q", test.statuses, got, test.repeats)
		}
	}
}

func TestIsMaintenance(t *testing.T) {
	for _, test := range []struct {
		name string
		inc  incident.Incident
		want bool
	}{
		{"zero", incident.Incident{}, false},
		{"outage", incident.Incident{Updates: []incident.Update{{Status: "resolved"}}}, false},
		{"window", incident.Incident{Window: incident.Window{End: at(1, 0)}}, true},
		{"impact", incident.Incident{Impact: incident.ImpactMaintenance}, true},
		{"status", incident.Incident{Updates: []incident.Update{{Status: "scheduled"}}}, true},
	} {
		if got := test.inc.IsMaintenance(); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestEffectiveImpact(t *testing.T) {
	change := func(name string, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{Name: name, To: to}}
	}
	for _, test := range []struct {
		name   string
		inc    incident.Incident
		impact incident.Impact
		reason incident.ImpactReason
	}{
		{"nothing", incident.Incident{}, "none", incident.ImpactReason{Update: -1}},
		{"stated", incident.Incident{Impact: "minor", Components: []incident.Component{{Name: "API", Status: "major_outage"}}},
			"minor", incident.ImpactReason{Stated: true}},
		{"snapshot", incident.Incident{Components: []incident.Component{{Name: "API", Status: "degraded_performance"}}},
			"minor", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "degraded_performance"}, Update: -1}},
		{"worst ever, first shown", incident.Incident{
			Components: []incident.Component{{Name: "API", Status: "operational"}},
			Updates: []incident.Update{
				{Changes: change("API", "partial_outage")}, {Changes: change("Web", "partial_outage")}, {Changes: change("API", "operational")},
			}}, "major", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "partial_outage"}, Update: 0}},
		{"unknown word", incident.Incident{Components: []incident.Component{{Name: "API", Status: "on_fire"}}}, "none", incident.ImpactReason{Update: -1}},
		{"maintenance", incident.Incident{Components: []incident.Component{{Name: "API", Status: "under_maintenance"}}},
			"maintenance", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "under_maintenance"}, Update: -1}},
		{"critical", incident.Incident{Updates: []incident.Update{{Changes: change("API", "major_outage")}}},
			"critical", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "major_outage"}, Update: 0}},
	} {
		impact, reason := test.inc.EffectiveImpact()
		if impact != test.impact || reason != test.reason {
			t.Errorf("%s: %q, %+v; want %q, %+v", test.name, impact, reason, test.impact, test.reason)
		}
	}
}

func TestAffected(t *testing.T) {
	inc := incident.Incident{
		Components: []incident.Component{{ID: "1", Name: "API", Status: "operational"}, {Group: "Web", Name: "Login"}, {ID: "1", Name: "API (old name)"}},
		Updates: []incident.Update{
			{Changes: []incident.Change{{ID: "1", Name: "API", To: "major_outage"}, {Name: "Login", To: "partial_outage"}}},
			{Changes: []incident.Change{{Group: "Web", Name: "Login", To: "degraded_performance"}, {Name: "Login", To: "operational"}}},
		},
	}
	want := []incident.Affected{
		{Component: incident.Component{ID: "1", Name: "API", Status: "operational"}, Worst: "major_outage"},
		{Component: incident.Component{Group: "Web", Name: "Login"}, Worst: "degraded_performance"},
		{Component: incident.Component{Name: "Login", Status: "operational"}, Worst: "partial_outage"},
	}
	if diff := cmp.Diff(want, inc.Affected()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// Many components are found by an index; the answer is the same.
	var many incident.Incident
	var u incident.Update
	for i := range 100 {
		c := incident.Component{Group: fmt.Sprint(i % 7), Name: fmt.Sprint(i), Status: "operational"}
		if i%3 == 0 {
			c.ID = fmt.Sprint("id", i)
		}
		many.Components = append(many.Components, c)
		u.Changes = append(u.Changes, incident.Change{ID: c.ID, Group: c.Group, Name: c.Name, To: "major_outage"})
	}
	many.Updates = []incident.Update{u, u}
	got := many.Affected()
	if len(got) != 100 {
		t.Fatalf("%d affected, want 100", len(got))
	}
	for i, a := range got {
		if a.Component != many.Components[i] || a.Worst != "major_outage" {
			t.Errorf("component %d: %+v", i, a)
		}
	}
}

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
