package incident_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

// checkout returns an incident in which one component is down.
func checkout() incident.Incident {
	return incident.Incident{
		Components: []incident.Component{{Name: "Checkout", Status: "major_outage"}, {Name: "API", Status: "operational"}},
		Updates: []incident.Update{{
			ID: "1", Status: "investigating", At: at(9, 0), Body: "Payments fail.",
			Changes: []incident.Change{{Name: "Checkout", From: "operational", To: "major_outage"}},
		}},
	}
}

// TestShallowCopiesKeepTheirContent changes shallow copies of an incident, and
// copies of those, and checks that the others keep their content.
func TestShallowCopiesKeepTheirContent(t *testing.T) {
	up := []incident.Change{{Name: "Checkout", To: "operational"}, {Name: "Search", To: "partial_outage"}}
	moves := map[string]func(*incident.Incident) error{
		"post": func(inc *incident.Incident) error {
			return inc.Post(incident.Update{ID: "2", At: at(9, 30), Body: "x", Changes: up})
		},
		"post another": func(inc *incident.Incident) error {
			return inc.Post(incident.Update{ID: "3", At: at(9, 40), Body: "y", Changes: up[:1]})
		},
		"insert": func(inc *incident.Incident) error {
			return inc.Insert(incident.Update{ID: "4", At: at(8, 0), Body: "z", Changes: up})
		},
		"amend": func(inc *incident.Incident) error {
			return inc.Amend("1", at(10, 0), func(u *incident.Update) { u.At, u.Changes[0].To = at(8, 30), "partial_outage" })
		},
		"retract": func(inc *incident.Incident) error { return inc.Retract("1", at(10, 0)) },
	}
	base := checkout()
	base.Updates = slices.Grow(base.Updates, 10) // room that copies share
	base.Components = slices.Grow(base.Components, 10)
	was := base.Clone()
	var copies, clones []*incident.Incident
	for name, move := range moves {
		cp := base
		if err := move(&cp); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		clone := cp.Clone()
		for next, move := range moves {
			again := cp
			if err := move(&again); err != nil && next != "retract" {
				continue // refused, such as a status that can no longer follow
			}
			copies, clones = append(copies, &again), append(clones, again.Clone())
			if diff := cmp.Diff(clone, &cp); diff != "" {
				t.Errorf("%s, then %s of a copy (-before +after):\n%s", name, next, diff)
			}
		}
	}
	if diff := cmp.Diff(was, &base); diff != "" {
		t.Errorf("the incident that was copied (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(clones, copies); diff != "" {
		t.Errorf("copies of copies (-before +after):\n%s", diff)
	}
}

// TestPostFillsFrom posts changes with and without a From.
func TestPostFillsFrom(t *testing.T) {
	literal := checkout()
	literal.Components = nil // the components are only in the changes
	for _, test := range []struct {
		name   string
		inc    incident.Incident
		change incident.Change
		want   incident.ComponentStatus
		code   incident.Code
	}{
		{"none", checkout(), incident.Change{Name: "Checkout", To: "operational"}, "major_outage", ""},
		{"the right one", checkout(), incident.Change{Name: "Checkout", From: "major_outage", To: "operational"}, "major_outage", ""},
		{"another one", checkout(), incident.Change{Name: "Checkout", From: "partial_outage", To: "operational"}, "", incident.CodeConflict},
		{"of a literal", literal, incident.Change{Name: "Checkout", To: "operational"}, "major_outage", ""},
		{"another one of a literal", literal, incident.Change{Name: "Checkout", From: "operational", To: "operational"}, "", incident.CodeConflict},
		{"of a new component", checkout(), incident.Change{Name: "Search", To: "major_outage"}, "", ""},
		{"stated of a new component", checkout(), incident.Change{Name: "Search", From: "operational", To: "major_outage"}, "operational", ""},
	} {
		inc := test.inc
		u := incident.Update{ID: "2", At: at(9, 10), Changes: []incident.Change{test.change}}
		err := inc.Post(u)
		var field *incident.FieldError
		switch {
		case test.code != "":
			if !errors.As(err, &field) || field.Code != test.code || field.Path != "updates[1].changes[0].from" || len(inc.Updates) != 1 {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		case err != nil || inc.Updates[1].Changes[0].From != test.want || u.Changes[0] != test.change:
			t.Errorf("%s: %v, %+v", test.name, err, inc.Updates)
		}
		if err := inc.Post(u); err != nil || len(inc.Updates) != 2 {
			t.Errorf("%s, delivered again: %v", test.name, err)
		}
	}
}

// TestChangesFollowOneAnother inserts, amends and retracts updates. The changes
// after them must begin with the statuses in which they end.
func TestChangesFollowOneAnother(t *testing.T) {
	change := func(to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{Name: "Checkout", To: to}}
	}
	inc := checkout()
	steps := []struct {
		do   func() error
		want string
	}{
		{func() error { return inc.Post(incident.Update{ID: "3", At: at(9, 30), Changes: change("operational")}) }, "operational-major_outage-operational"},
		{func() error {
			return inc.Insert(incident.Update{ID: "2", At: at(9, 20), Changes: change("partial_outage")})
		}, "operational-major_outage-partial_outage-operational"},
		{func() error {
			return inc.Insert(incident.Update{ID: "0", At: at(8, 50), Changes: change("degraded_performance")})
		}, "operational-degraded_performance-major_outage-partial_outage-operational"},
		{func() error { return inc.Retract("1", at(10, 0)) }, "operational-degraded_performance-partial_outage-operational"},
		{func() error {
			return inc.Amend("2", at(10, 1), func(u *incident.Update) { u.At = at(8, 40) })
		}, "operational-partial_outage-degraded_performance-operational"},
		{func() error {
			return inc.Amend("0", at(10, 2), func(u *incident.Update) { u.Body, u.Changes = "x", nil })
		}, "operational-partial_outage-operational"},
		{func() error { // a stated From is kept
			return inc.Insert(incident.Update{ID: "4", At: at(9, 40), Changes: []incident.Change{{Name: "Checkout", From: "major_outage", To: "operational"}}})
		}, "operational-partial_outage-operational/major_outage-operational"},
	}
	for i, step := range steps {
		if err := step.do(); err != nil {
			t.Fatal(i, err)
		}
		got, last := "", incident.ComponentStatus("")
		for _, u := range inc.Updates {
			for _, c := range u.Changes {
				switch {
				case u.Retracted():
					continue
				case got == "":
					got = string(c.From)
				case c.From != last:
					got += "/" + string(c.From)
				}
				got, last = got+"-"+string(c.To), c.To
			}
		}
		if got != step.want || inc.Components[0].Status != last {
			t.Errorf("%d: %s, now %s; want %s", i, got, inc.Components[0].Status, step.want)
		}
	}
}

func TestPostRefusesEmptyUpdates(t *testing.T) {
	for _, test := range []struct {
		u    incident.Update
		path string // of the error; "": it is accepted
		code incident.Code
	}{
		{incident.Update{}, "updates[1].body", incident.CodeRequired},
		{incident.Update{Body: " \n\t"}, "updates[1].body", incident.CodeRequired},
		{incident.Update{Body: "Still."}, "", ""},
		{incident.Update{Status: "identified"}, "", ""},
		{incident.Update{NextUpdate: at(9, 30)}, "", ""},
		{incident.Update{RetractedAt: at(9, 30)}, "", ""}, // the public copy of one
		{incident.Update{Changes: []incident.Change{{Name: "API", To: "major_outage"}}}, "", ""},
		{incident.Update{Body: "Still.", NextUpdate: at(9, 5)}, "updates[1].next_update", incident.CodeOrder},
		{incident.Update{Body: "Still.", NextUpdate: at(9, 10)}, "", ""},
		{incident.Update{Status: "Resolved"}, "updates[1].status", incident.CodeUnknown},
	} {
		inc := checkout()
		test.u.At = at(9, 10)
		err := inc.Post(test.u)
		var field *incident.FieldError
		if test.path == "" {
			if err != nil {
				t.Errorf("%+v: %v", test.u, err)
			}
		} else if !errors.As(err, &field) || field.Path != test.path || field.Code != test.code {
			t.Errorf("%+v: %v", test.u, err)
		}
	}
	inc := checkout()
	again := inc.Updates[0]
	again.Body, again.Status = "Payments work.", "resolved"
	if want := `updates[1].id: duplicate: updates[0] has the id "1" and another status, body`; fmt.Sprint(inc.Insert(again)) != want {
		t.Errorf("%v, want %s", inc.Insert(again), want)
	}
	err := inc.Post(incident.Update{Status: "In Progress", At: at(9, 10)})
	if want := `updates[1].status: unknown: "In Progress" must be written "in_progress"`; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestComponentsOfLiteralAndPosted compares a literal whose components are only
// in its changes with the same history posted. Both must have the same
// components.
func TestComponentsOfLiteralAndPosted(t *testing.T) {
	posted := incident.Incident{}
	for i, to := range []incident.ComponentStatus{"major_outage", "partial_outage"} {
		u := incident.Update{ID: fmt.Sprint(i), At: at(9, i), Changes: []incident.Change{{Name: "Checkout", To: to}, {Name: fmt.Sprint("Shop ", i), To: to}}}
		if err := posted.Post(u); err != nil {
			t.Fatal(err)
		}
	}
	literal := posted
	literal.Components = nil
	unstated := posted
	unstated.Components = slices.Clone(posted.Components)
	for i := range unstated.Components {
		unstated.Components[i].Status = ""
	}
	for name, inc := range map[string]incident.Incident{"no components": literal, "no statuses": unstated} {
		if diff := cmp.Diff(posted.Affected(), inc.Affected()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if deltas := incident.Diff(&posted, &inc); deltas != nil {
			t.Errorf("%s: %v", name, deltas)
		}
	}
}
