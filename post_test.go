package incident_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
)

func TestNextStatuses(t *testing.T) {
	outage, maintenance := incident.Words[incident.Status]()[:4], incident.Words[incident.Status]()[4:]
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
		for _, s := range incident.Words[incident.Status]() {
			if test.inc.Status() == "" && s.IsMaintenance() != test.inc.IsMaintenance() {
				continue // Post accepts either family
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
	// Deliver everything again, late and in another Location.
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

// moved returns an incident with three updates that change two components.
func moved() *incident.Incident {
	return &incident.Incident{
		Components: []incident.Component{{Name: "Mail", Status: "operational"}, {Name: "API", Status: "degraded_performance"}, {Name: "Web", Status: "partial_outage"}},
		Updates: []incident.Update{
			{ID: "1", Status: "investigating", At: at(9, 0), Body: "We look.", Changes: []incident.Change{{Name: "API", To: "major_outage"}}},
			{ID: "2", Status: "identified", At: at(9, 20), Body: "It is the cache.", Changes: []incident.Change{{Name: "Web", To: "partial_outage"}}},
			{ID: "3", Status: "monitoring", At: at(9, 40), Body: "We watch.", Changes: []incident.Change{{Name: "API", To: "degraded_performance"}}},
		},
	}
}

// maintenance returns a completed maintenance.
func maintenance() *incident.Incident {
	return &incident.Incident{Updates: []incident.Update{
		{ID: "1", Status: "scheduled", At: at(8, 0)}, {ID: "2", Status: "in_progress", At: at(9, 0)}, {ID: "3", Status: "completed", At: at(10, 0)},
	}}
}

func names(list []incident.Component) (names []string) {
	for _, c := range list {
		names = append(names, c.Name+" "+string(c.Status))
	}
	return names
}

func ids(inc *incident.Incident) (ids []string) {
	for _, u := range inc.Updates {
		ids = append(ids, u.ID)
	}
	return ids
}

func TestInsert(t *testing.T) {
	for _, test := range []struct {
		name       string
		u          incident.Update
		ids        []string
		components []string
	}{
		{"between", incident.Update{ID: "x", At: at(9, 10), Changes: []incident.Change{{Name: "Search", To: "major_outage"}, {Name: "API", To: "operational"}}},
			[]string{"1", "x", "2", "3"}, []string{"Mail operational", "API degraded_performance", "Search major_outage", "Web partial_outage"}},
		{"behind an equal instant", incident.Update{ID: "x", At: at(9, 20), Changes: []incident.Change{{Name: "Web", To: "operational"}}},
			[]string{"1", "2", "x", "3"}, []string{"Mail operational", "API degraded_performance", "Web operational"}},
		{"first", incident.Update{ID: "x", Status: "resolved", At: at(8, 0), Changes: []incident.Change{{Name: "Web", To: "operational"}, {Name: "Mail", To: "major_outage"}}},
			[]string{"x", "1", "2", "3"}, []string{"Mail major_outage", "Web partial_outage", "API degraded_performance"}},
		{"newest", incident.Update{ID: "x", Status: "resolved", At: at(9, 40), Changes: []incident.Change{{Name: "API", To: "operational"}}},
			[]string{"1", "2", "3", "x"}, []string{"Mail operational", "API operational", "Web partial_outage"}},
		{"retracted", incident.Update{ID: "x", Status: "completed", At: at(9, 10), RetractedAt: at(9, 11), Changes: []incident.Change{{Name: "API", To: "operational"}}},
			[]string{"1", "x", "2", "3"}, []string{"Mail operational", "API degraded_performance", "Web partial_outage"}},
	} {
		inc := moved()
		for range 2 {
			if err := inc.Insert(test.u); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
		}
		if diff := cmp.Diff(test.ids, ids(inc)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if diff := cmp.Diff(test.components, names(inc.Components)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		posted := moved()
		if test.name == "newest" {
			if err := posted.Post(test.u); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(posted, inc); diff != "" {
				t.Errorf("Insert of the newest is not Post (-want +got):\n%s", diff)
			}
		}
	}
}

func TestAmend(t *testing.T) {
	inc := moved()
	amend := func(id string, when time.Time, edit func(*incident.Update)) {
		t.Helper()
		if err := inc.Amend(id, when, edit); err != nil {
			t.Fatal(err)
		}
	}
	edit := func(u *incident.Update) {
		u.Body, u.ID, u.RetractedAt, u.EditedAt = "It is the queue.", "mine", at(1, 0), at(1, 0)
		u.Changes[0].To = "major_outage"
	}
	amend("2", at(10, 0), edit)
	want := moved()
	want.Updates[1].Body, want.Updates[1].EditedAt, want.Updates[1].CreatedAt = "It is the queue.", at(10, 0), at(9, 20)
	want.Updates[1].Changes[0].To, want.Components[2].Status = "major_outage", "major_outage"
	if diff := cmp.Diff(want, inc); diff != "" {
		t.Fatalf("amended (-want +got):\n%s", diff)
	}
	amend("2", at(10, 0), edit)                                                // twice
	amend("2", at(10, 5), edit)                                                // again, with a later clock
	amend("2", at(9, 59), func(u *incident.Update) { u.Body = "It is late." }) // an older edit that arrives late
	if err := inc.Post(moved().Updates[1]); err != nil {                       // the original again
		t.Errorf("the original is refused: %v", err)
	}
	if err := inc.Insert(moved().Updates[1]); err != nil {
		t.Errorf("the original is refused: %v", err)
	}
	if diff := cmp.Diff(want, inc); diff != "" {
		t.Fatalf("delivered again (-want +got):\n%s", diff)
	}

	amend("2", at(10, 10), func(u *incident.Update) { u.At = at(9, 50) })
	amend("1", at(10, 11), func(u *incident.Update) { u.Changes = nil })
	want.Updates[1].At, want.Updates[1].EditedAt = at(9, 50), at(10, 10)
	want.Updates[1], want.Updates[2] = want.Updates[2], want.Updates[1]
	want.Updates[0].Changes, want.Updates[0].EditedAt, want.Updates[0].CreatedAt = nil, at(10, 11), at(9, 0)
	if diff := cmp.Diff(want, inc); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	if err := inc.Post(moved().Updates[1]); err != nil {
		t.Errorf("the original of what moved is refused: %v", err)
	}
	late := moved().Updates[1]
	late.EditedAt, late.Body = at(10, 30), "A newer one."
	if err := inc.Post(late); err == nil {
		t.Error("an edit that is not known was taken for the original")
	}
	if err := inc.Validate(); err != nil {
		t.Error(err)
	}
}

func TestRetract(t *testing.T) {
	inc := moved()
	inc.Updates[1].NextUpdate = at(9, 50)
	original := inc.Updates[1]
	for _, when := range []time.Time{at(10, 0), at(10, 5)} {
		if err := inc.Retract("2", when); err != nil {
			t.Fatal(err)
		}
	}
	want := moved()
	want.Updates[1].NextUpdate, want.Updates[1].RetractedAt = at(9, 50), at(10, 0)
	want.Components = want.Components[:2] // Web was added by the retracted update
	for _, again := range []func(incident.Update) error{inc.Post, inc.Insert} {
		if err := again(original); err != nil {
			t.Errorf("the original is refused: %v", err)
		}
	}
	if diff := cmp.Diff(want, inc); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	other := original
	other.Body = "Something else."
	if err := inc.Post(other); err == nil {
		t.Error("another update with that ID was taken for the original")
	}
	if err := inc.Amend("2", at(10, 10), func(u *incident.Update) { u.Body = "It was not the cache." }); err != nil {
		t.Errorf("a retracted update cannot be amended: %v", err)
	}
	if u := &inc.Updates[1]; !u.Retracted() || u.Body != "It was not the cache." || !u.EditedAt.Equal(at(10, 10)) {
		t.Errorf("amended: %+v", u)
	}
}

// TestDerivedValuesIgnoreRetracted checks that derived values are the same as
// without the retracted updates.
func TestDerivedValuesIgnoreRetracted(t *testing.T) {
	all := map[string]*incident.Incident{"by changes": {Updates: []incident.Update{
		{Status: "investigating", At: at(9, 0), Changes: []incident.Change{{Name: "API", From: "operational", To: "partial_outage"}}},
		{Status: "identified", At: at(9, 10), Changes: []incident.Change{{Name: "API", To: "major_outage"}, {Name: "Web", To: "degraded_performance"}}},
		{Status: "monitoring", At: at(9, 30), Changes: []incident.Change{{Name: "Web", To: "operational"}, {Name: "API", To: "degraded_performance"}}},
		{Status: "resolved", At: at(9, 50), Changes: []incident.Change{{Name: "API", To: "operational"}}},
	}}}
	for _, f := range fixture.All() {
		all[f.Name] = f.Incident
	}
	for name, original := range all {
		for i := range original.Updates {
			inc, without := original.Clone(), original.Clone()
			inc.Updates[i].RetractedAt = inc.Updates[i].At
			without.Updates = slices.Delete(without.Updates, i, i+1)
			// Paths still count the retracted update.
			for j := i; j < len(without.Updates); j++ {
				if inc.Repeats(j+1) != without.Repeats(j) {
					t.Errorf("%s without %d: Repeats(%d)", name, i, j)
				}
			}
			type derived struct {
				Status      incident.Status
				Maintenance bool
				Impact      incident.Impact
				Component   incident.Component
				Affected    []incident.Affected
				Resolved    time.Time
				Identified  time.Time
				Values      map[string]time.Duration
				Cadence     incident.Cadence
				Next        []incident.Status
			}
			derive := func(inc *incident.Incident) derived {
				d := derived{Status: inc.Status(), Maintenance: inc.IsMaintenance(), Affected: inc.Affected(), Next: inc.NextStatuses(), Values: make(map[string]time.Duration)}
				impact, reason := inc.EffectiveImpact()
				d.Impact, d.Component = impact, reason.Component
				d.Resolved, _ = inc.Milestone(incident.MilestoneResolved)
				d.Identified, _ = inc.Milestone(incident.MilestoneIdentified)
				m := inc.Metrics()
				for name, metric := range m.All() {
					d.Values[name+" "+string(metric.State)] = metric.Value
				}
				d.Cadence = m.Cadence
				return d
			}
			if diff := cmp.Diff(derive(without), derive(inc)); diff != "" {
				t.Errorf("%s without %d (-want +got):\n%s", name, i, diff)
			}
			if got, want := len(inc.History()), len(original.History()); got != want {
				t.Errorf("%s: %d entries in the history, want %d", name, got, want)
			}
		}
	}
}

func TestInsertAmendRetractErrors(t *testing.T) {
	body := func(u *incident.Update) { u.Body = "Another." }
	for _, test := range []struct {
		name string
		inc  *incident.Incident
		do   func(*incident.Incident) error
		path string
		code incident.Code
	}{
		{"insert without a time", moved(), func(inc *incident.Incident) error { return inc.Insert(incident.Update{ID: "x"}) }, "updates[0].at", incident.CodeRequired},
		{"insert an unknown word", moved(), func(inc *incident.Incident) error {
			return inc.Insert(incident.Update{Status: "fixed", At: at(9, 10)})
		}, "updates[1].status", incident.CodeUnknown},
		{"insert a known id", moved(), func(inc *incident.Incident) error {
			return inc.Insert(incident.Update{ID: "2", At: at(9, 10)})
		}, "updates[1].id", incident.CodeDuplicate},
		{"insert what cannot follow", maintenance(), func(inc *incident.Incident) error {
			return inc.Insert(incident.Update{Status: "scheduled", At: at(9, 30)})
		}, "updates[2].status", incident.CodeTransition},
		{"insert what cannot be followed", maintenance(), func(inc *incident.Incident) error {
			return inc.Insert(incident.Update{Status: "in_progress", At: at(7, 0)})
		}, "updates[1].status", incident.CodeTransition},
		{"insert words of an outage", &incident.Incident{Window: incident.Window{Start: at(9, 0)}, Updates: []incident.Update{{At: at(9, 0)}}}, func(inc *incident.Incident) error {
			return inc.Insert(incident.Update{Status: "resolved", At: at(8, 0)})
		}, "updates[0].status", incident.CodeConflict},
		{"amend nothing known", moved(), func(inc *incident.Incident) error { return inc.Amend("x", at(10, 0), body) }, "updates", incident.CodeUnknown},
		{"amend without an id", &incident.Incident{Updates: []incident.Update{{At: at(9, 0)}}}, func(inc *incident.Incident) error { return inc.Amend("", at(10, 0), body) }, "updates", incident.CodeUnknown},
		{"amend at no time", moved(), func(inc *incident.Incident) error { return inc.Amend("2", time.Time{}, body) }, "updates[1].edited_at", incident.CodeRequired},
		{"amend in no year", moved(), func(inc *incident.Incident) error {
			return inc.Amend("2", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), body)
		}, "updates[1].edited_at", incident.CodeRange},
		{"amend too early", moved(), func(inc *incident.Incident) error { return inc.Amend("2", at(9, 19), body) }, "updates[1].edited_at", incident.CodeOrder},
		{"amend to later than the edit", moved(), func(inc *incident.Incident) error {
			return inc.Amend("2", at(9, 30), func(u *incident.Update) { u.At = at(9, 31) })
		}, "updates[1].edited_at", incident.CodeOrder},
		{"amend to later than retracted", func() *incident.Incident {
			inc := moved()
			inc.Updates[1].RetractedAt = at(9, 25)
			return inc
		}(), func(inc *incident.Incident) error {
			return inc.Amend("2", at(9, 50), func(u *incident.Update) { u.At = at(9, 45) })
		}, "updates[2].retracted_at", incident.CodeOrder},
		{"amend to nothing", moved(), func(inc *incident.Incident) error {
			return inc.Amend("2", at(9, 50), func(u *incident.Update) { u.Changes[0].To = "" })
		}, "updates[1].changes[0].to", incident.CodeRequired},
		{"amend to what cannot follow", maintenance(), func(inc *incident.Incident) error {
			return inc.Amend("2", at(10, 0), func(u *incident.Update) { u.Status = "resolved" })
		}, "updates[1].status", incident.CodeTransition},
		{"amend to what cannot be followed", maintenance(), func(inc *incident.Incident) error {
			return inc.Amend("1", at(10, 0), func(u *incident.Update) { u.Status = "investigating" })
		}, "updates[1].status", incident.CodeTransition},
		{"amend away what is followed", &incident.Incident{Updates: []incident.Update{
			{ID: "1", Status: "completed", At: at(9, 0)}, {ID: "2", Status: "in_progress", At: at(9, 10)}, {ID: "3", Status: "verifying", At: at(9, 20)},
		}}, func(inc *incident.Incident) error {
			return inc.Amend("2", at(10, 0), func(u *incident.Update) { u.Status = "" })
		}, "updates[2].status", incident.CodeTransition},
		{"move away what is followed", &incident.Incident{Updates: []incident.Update{
			{ID: "1", Status: "completed", At: at(9, 0)}, {ID: "2", Status: "in_progress", At: at(9, 10)}, {ID: "3", Status: "verifying", At: at(9, 20)},
		}}, func(inc *incident.Incident) error {
			return inc.Amend("2", at(10, 0), func(u *incident.Update) { u.At = at(9, 30) })
		}, "updates[1].status", incident.CodeTransition},
		{"move to where it cannot be", maintenance(), func(inc *incident.Incident) error {
			return inc.Amend("1", at(11, 0), func(u *incident.Update) { u.At = at(9, 30) })
		}, "updates[1].status", incident.CodeTransition},
		{"retract nothing known", moved(), func(inc *incident.Incident) error { return inc.Retract("x", at(10, 0)) }, "updates", incident.CodeUnknown},
		{"retract at no time", moved(), func(inc *incident.Incident) error { return inc.Retract("2", time.Time{}) }, "updates[1].retracted_at", incident.CodeRequired},
		{"retract too early", moved(), func(inc *incident.Incident) error { return inc.Retract("2", at(9, 19)) }, "updates[1].retracted_at", incident.CodeOrder},
		{"retract what is followed", &incident.Incident{Updates: []incident.Update{
			{ID: "1", Status: "completed", At: at(9, 0)}, {ID: "2", Status: "in_progress", At: at(9, 10)}, {At: at(9, 15)}, {ID: "3", Status: "verifying", At: at(9, 20)},
		}}, func(inc *incident.Incident) error { return inc.Retract("2", at(10, 0)) }, "updates[3].status", incident.CodeTransition},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := test.inc.Clone()
			err := test.do(test.inc)
			var field *incident.FieldError
			if !errors.As(err, &field) || field.Path != test.path || field.Code != test.code {
				t.Errorf("%v, want %s at %s", err, test.code, test.path)
			}
			if diff := cmp.Diff(before, test.inc); diff != "" {
				t.Errorf("a refused move changed the incident (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAmendOddHistories checks that existing faults do not prevent an
// edit that does not concern them.
func TestAmendOddHistories(t *testing.T) {
	odd := func() *incident.Incident {
		return &incident.Incident{Updates: []incident.Update{{ID: "1", Status: "completed", At: at(9, 0)}, {ID: "2", Status: "investigating", At: at(9, 10)}, {ID: "3", At: at(9, 20)}}}
	}
	for name, do := range map[string]func(*incident.Incident) error{
		"a word": func(inc *incident.Incident) error {
			return inc.Amend("2", at(10, 0), func(u *incident.Update) { u.Body = "x" })
		},
		"a note": func(inc *incident.Incident) error { return inc.Insert(incident.Update{At: at(9, 5), Body: "x"}) },
		"a place": func(inc *incident.Incident) error {
			return inc.Amend("3", at(10, 0), func(u *incident.Update) { u.At = at(9, 5) })
		},
		"none": func(inc *incident.Incident) error { return inc.Retract("3", at(10, 0)) },
	} {
		if err := do(odd()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// delivery is a message of a platform about an incident.
type delivery struct {
	id   string
	name string
	do   func(*incident.Incident) error
}

// FuzzDeliveries generates updates, amendments and retractions. It delivers
// them once in order, and then twice and in another order, in which each update
// precedes its amendments. If all of them are accepted, the incidents are
// equal. Whatever is accepted leaves a valid incident.
func FuzzDeliveries(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := rand.New(rand.NewPCG(seed, 6))
		statuses := incident.Words[incident.Status]()[:4]
		if g.IntN(4) == 0 {
			statuses = incident.Words[incident.Status]()[4:]
		}
		changes := func() (list []incident.Change) {
			for _, name := range []string{"API", "Web", "Mail"} {
				if g.IntN(3) == 0 {
					list = append(list, incident.Change{Name: name, To: incident.Words[incident.ComponentStatus]()[g.IntN(5)]})
				}
			}
			return list
		}
		var seconds []int // all different, because updates of the same instant keep the order of delivery
		second := func() time.Time {
			for {
				if s := g.IntN(10000); !slices.Contains(seconds, s) {
					seconds = append(seconds, s)
					return at(9, 0).Add(time.Duration(s) * time.Second)
				}
			}
		}
		var list []delivery
		for n := range 1 + g.IntN(5) {
			id := fmt.Sprint(n)
			u := incident.Update{ID: id, Status: statuses[g.IntN(4)], At: second(), Body: "as posted", Changes: changes()}
			if g.IntN(4) == 0 {
				u.Status = ""
			}
			list = append(list, delivery{id, "insert " + id, func(inc *incident.Incident) error { return inc.Insert(u) }})
			for k := range g.IntN(3) {
				edited := u
				edited.Body, edited.Changes, edited.Status = fmt.Sprint("edit ", k), changes(), statuses[g.IntN(4)]
				if g.IntN(3) == 0 {
					edited.At = second()
				}
				when := at(12, 10*n+k)
				list = append(list, delivery{id, fmt.Sprint("amend ", id, " ", k), func(inc *incident.Incident) error {
					return inc.Amend(id, when, func(u *incident.Update) { *u = edited })
				}})
			}
			if g.IntN(3) == 0 {
				list = append(list, delivery{id, "retract " + id, func(inc *incident.Incident) error { return inc.Retract(id, at(13, 0)) }})
			}
		}
		start := &incident.Incident{}
		if g.IntN(2) == 0 {
			start.Components = []incident.Component{{Name: "API", Status: "operational"}, {Name: "Billing", Status: "operational"}}
		}
		deliver := func(list []delivery) (inc *incident.Incident, all bool) {
			inc, all = start.Clone(), true
			taken := make(map[string]bool)
			for _, d := range list {
				before := inc.Clone()
				err := d.do(inc)
				if diff := cmp.Diff(before, inc); diff != "" && (err != nil || taken[d.name]) {
					t.Fatalf("%s, refused (%v) or taken before, changed the incident (-want +got):\n%s", d.name, err, diff)
				}
				if err != nil && taken[d.name] {
					t.Fatalf("%s was taken, and is refused now: %v", d.name, err)
				}
				if err := inc.Validate(); err != nil {
					t.Fatalf("after %s: %v", d.name, err)
				}
				taken[d.name] = taken[d.name] || err == nil
				all = all && err == nil
			}
			return inc, all
		}
		once, all := deliver(list)
		if !all {
			return
		}
		var mixed []delivery
		rest := slices.Concat(list, list)
		for len(rest) > 0 {
			i := g.IntN(len(rest))
			of := func(d delivery) bool { return d.id == rest[i].id }
			if !slices.ContainsFunc(mixed, of) {
				i = slices.IndexFunc(rest, of) // an update precedes its amendments
			}
			mixed = append(mixed, rest[i])
			rest = slices.Delete(rest, i, i+1)
		}
		again, all := deliver(mixed)
		if !all {
			return // no page can pass through this order
		}
		if diff := cmp.Diff(once, again); diff != "" {
			var order []string
			for _, d := range mixed {
				order = append(order, d.name)
			}
			t.Errorf("seed %d, delivered as %v (-want +got):\n%s", seed, order, diff)
		}
	})
}

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
