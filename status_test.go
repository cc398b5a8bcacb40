package incident_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
)

func TestCanFollow(t *testing.T) {
	// A row is the status before, a column the status of the next update.
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
				continue // it cannot be posted in the first place
			}
			inc := &incident.Incident{Updates: []incident.Update{{Status: before, At: at(9, 0)}}}
			offered := slices.Contains(inc.NextStatuses(), after)
			// NextStatuses never offers "", and before the first
			// status no maintenance.
			if exception := after == "" || before == "" && after.IsMaintenance(); offered != (want && !exception) {
				t.Errorf("after %q %q is offered: %v", before, after, offered)
			}
			err := inc.Post(incident.Update{Status: after, At: at(9, 1), Body: "x"})
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

// testWords checks a type of words: that parsing ignores case and separators
// and rejects unknown words with a code, that Valid agrees, and that Compare,
// if there is one, follows the order of the list.
func testWords[T ~string](t *testing.T, known []T, parse func(string) (T, error), valid func(T) bool, compare func(T, T) int) {
	t.Helper()
	if len(known) == 0 {
		t.Fatal("no words")
	}
	for _, w := range known {
		for _, s := range []string{
			string(w), strings.ToUpper(string(w)), strings.ReplaceAll(string(w), "_", " "),
			strings.ReplaceAll(string(w), "_", "-"), strings.ReplaceAll(string(w), "_", ""), " " + string(w) + " ",
		} {
			if got, err := parse(s); got != w || err != nil {
				t.Errorf("parse(%q) = %q, %v; want %q", s, got, err, w)
			}
		}
		if !valid(w) {
			t.Errorf("%q is not valid", w)
		}
	}
	if got, err := parse(""); got != "" || err != nil || !valid("") {
		t.Errorf(`parse("") = %q, %v; valid %v`, got, err, valid(""))
	}
	for _, s := range []string{"unheard_of", string(known[0]) + "s", "\x00"} {
		_, err := parse(s)
		var field *incident.FieldError
		if !errors.As(err, &field) || field.Code != incident.CodeUnknown || field.Path == "" || valid(T(s)) {
			t.Errorf("parse(%q): %v; valid %v", s, err, valid(T(s)))
		}
	}
	if compare == nil {
		return
	}
	for i, a := range known {
		for j, b := range known {
			if got := compare(a, b); cmp.Compare(got, 0) != cmp.Compare(i, j) {
				t.Errorf("compare(%q, %q) = %d", a, b, got)
			}
		}
	}
}

// TestCompareUnknown holds where the words that are not known stand: of how bad
// something is just before the worst, of all else first.
func TestCompareUnknown(t *testing.T) {
	testUnknown(t, incident.Words[incident.Status](), incident.Status.Compare, 0)
	testUnknown(t, incident.Words[incident.Milestone](), incident.Milestone.Compare, 0)
	testUnknown(t, incident.Words[incident.ActionState](), incident.ActionState.Compare, 0)
	testUnknown(t, incident.Words[incident.ReviewState](), incident.ReviewState.Compare, 0)
	testUnknown(t, incident.Words[incident.Impact](), incident.Impact.Compare, len(incident.Words[incident.Impact]())-1)
	testUnknown(t, incident.Words[incident.ComponentStatus](), incident.ComponentStatus.Compare, len(incident.Words[incident.ComponentStatus]())-1)
	if incident.ComponentStatus("").Compare(incident.ComponentOperational) >= 0 || incident.Impact("").Compare(incident.ImpactNone) >= 0 {
		t.Error("nothing is not before the best word")
	}
	if incident.ComponentStatus("a").Compare("b") != 0 || incident.Impact("a").Compare("b") != 0 {
		t.Error("unknown words are not alike")
	}
}

// testUnknown checks that an unknown word ranks just before known[place].
func testUnknown[T ~string](t *testing.T, known []T, compare func(T, T) int, place int) {
	t.Helper()
	for i, w := range known {
		if got := compare("unheard_of", w); (got < 0) != (i >= place) || got == 0 {
			t.Errorf("compare(unheard_of, %q) = %d", w, got)
		}
	}
}

func TestWords(t *testing.T) {
	testWords(t, incident.Words[incident.Status](), incident.Parse[incident.Status], incident.Status.Valid, incident.Status.Compare)
	testWords(t, incident.Words[incident.Impact](), incident.Parse[incident.Impact], incident.Impact.Valid, incident.Impact.Compare)
	testWords(t, incident.Words[incident.ComponentStatus](), incident.Parse[incident.ComponentStatus], incident.ComponentStatus.Valid, incident.ComponentStatus.Compare)
	testWords(t, incident.Words[incident.Milestone](), incident.Parse[incident.Milestone], incident.Milestone.Valid, incident.Milestone.Compare)
	testWords(t, incident.Words[incident.Precision](), incident.Parse[incident.Precision], incident.Precision.Valid, nil)
	testWords(t, incident.Words[incident.SectionKind](), incident.Parse[incident.SectionKind], incident.SectionKind.Valid, nil)
	testWords(t, incident.Words[incident.Form](), incident.Parse[incident.Form], incident.Form.Valid, nil)
	testWords(t, incident.Words[incident.ActionType](), incident.Parse[incident.ActionType], incident.ActionType.Valid, nil)
	testWords(t, incident.Words[incident.ActionState](), incident.Parse[incident.ActionState], incident.ActionState.Valid, incident.ActionState.Compare)
	testWords(t, incident.Words[incident.Fact](), incident.Parse[incident.Fact], incident.Fact.Valid, nil)
	testWords(t, incident.Words[incident.ReviewState](), incident.Parse[incident.ReviewState], incident.ReviewState.Valid, incident.ReviewState.Compare)
	if incident.ReviewState("").Compare(incident.ReviewDraft) != 0 {
		t.Error(`"" is not a draft`)
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
		{"nothing", incident.Incident{}, "", incident.ImpactReason{Update: -1}},
		{"stated", incident.Incident{Impact: "minor", Components: []incident.Component{{Name: "API", Status: "major_outage"}}},
			"minor", incident.ImpactReason{Stated: true}},
		{"stated, and unknown", incident.Incident{Impact: "severe"}, "severe", incident.ImpactReason{Stated: true}},
		{"snapshot", incident.Incident{Components: []incident.Component{{Name: "API", Status: "degraded_performance"}}},
			"minor", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "degraded_performance"}, Update: -1}},
		{"worst ever, first shown", incident.Incident{
			Components: []incident.Component{{Name: "API", Status: "operational"}},
			Updates: []incident.Update{
				{Changes: change("API", "partial_outage")}, {Changes: change("Web", "partial_outage")}, {Changes: change("API", "operational")},
			}}, "major", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "partial_outage"}, Update: 0}},
		{"under maintenance", incident.Incident{Components: []incident.Component{{Name: "API", Status: "under_maintenance"}}},
			"maintenance", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "under_maintenance"}, Update: -1}},
		{"critical", incident.Incident{Updates: []incident.Update{{Changes: change("API", "major_outage")}}},
			"critical", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "major_outage"}, Update: 0}},

		{"unknown word", incident.Incident{Components: []incident.Component{{Name: "API", Status: "on_fire"}}},
			"", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "on_fire"}, Update: -1}},
		{"unknown word beside a known one", incident.Incident{Updates: []incident.Update{{Changes: []incident.Change{
			{Name: "API", To: "on_fire"}, {Name: "Web", To: "partial_outage"}}}}},
			"", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "on_fire"}}},
		{"unknown word beside the worst one", incident.Incident{Updates: []incident.Update{{Changes: []incident.Change{
			{Name: "API", To: "on_fire"}, {Name: "Web", To: "major_outage"}}}}},
			"critical", incident.ImpactReason{Component: incident.Component{Name: "Web", Status: "major_outage"}}},

		{"operational while it lasts", incident.Incident{Components: []incident.Component{{Name: "API", Status: "operational"}},
			Updates: []incident.Update{{Status: "investigating"}}},
			"none", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "operational"}, Update: -1}},
		{"operational after its end", incident.Incident{Components: []incident.Component{{Name: "API", Status: "operational"}},
			Updates: []incident.Update{{Status: "resolved"}}},
			"", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "operational"}, Update: -1}},
		{"operational again", incident.Incident{Updates: []incident.Update{{Changes: []incident.Change{
			{Name: "API", From: "partial_outage", To: "operational"}}}}},
			"", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "operational"}}},
		{"operational throughout", incident.Incident{Updates: []incident.Update{{Status: "resolved", Changes: []incident.Change{
			{Name: "API", From: "operational", To: "operational"}}}}},
			"none", incident.ImpactReason{Component: incident.Component{Name: "API", Status: "operational"}}},

		{"maintenance with a window", incident.Incident{Window: incident.Window{Start: at(9, 0)},
			Updates: []incident.Update{{Changes: change("API", "major_outage")}}}, "maintenance", incident.ImpactReason{Maintenance: true}},
		{"maintenance without a window", incident.Incident{Updates: []incident.Update{{Status: "in_progress"}}},
			"maintenance", incident.ImpactReason{Maintenance: true}},
		{"maintenance with another impact", incident.Incident{Impact: "minor", Window: incident.Window{Start: at(9, 0)}},
			"minor", incident.ImpactReason{Stated: true}},
	} {
		impact, reason := test.inc.EffectiveImpact()
		if impact != test.impact || reason != test.reason {
			t.Errorf("%s: %q, %+v; want %q, %+v", test.name, impact, reason, test.impact, test.reason)
		}
	}
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

func ExampleIncident_EffectiveImpact() {
	inc := &incident.Incident{
		Components: []incident.Component{{Name: "API", Status: incident.ComponentOperational}},
		Updates:    []incident.Update{{Changes: []incident.Change{{Name: "API", To: incident.ComponentPartialOutage}}}},
	}
	impact, reason := inc.EffectiveImpact()
	fmt.Println(impact, reason.Component.Name, reason.Update)
	// Output: major API 0
}
