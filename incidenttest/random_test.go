package incidenttest_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
)

func TestRandomIncidentsAreValid(t *testing.T) {
	for seed := range uint64(3000) {
		if err := incidenttest.Random(seed).Validate(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestRandomCoversTheModel checks that a few hundred seeds cover every
// part of the model, including private ones.
func TestRandomCoversTheModel(t *testing.T) {
	seen := make(map[string]bool)
	note := func(what string, ok bool) { seen[what] = seen[what] || ok }
	for seed := range uint64(300) {
		inc := incidenttest.Random(seed)
		note("maintenance", inc.IsMaintenance())
		note("window", !inc.Window.IsZero())
		note("outage", !inc.IsMaintenance())
		note("open", !inc.Status().IsFinal())
		note("over", inc.Status().IsFinal())
		note("aliases", inc.Aliases != nil)
		note("labels", inc.Labels != nil)
		note("log", inc.Events != nil)
		note("stated impact", inc.Impact != "")
		note("no components", len(inc.Components) == 0)
		note("no postmortem", inc.Postmortem == nil)
		note("zone "+inc.Page.TimeZone, true)
		for _, c := range inc.Components {
			note("group", c.Group != "")
		}
		for _, u := range inc.Updates {
			note("change", len(u.Changes) > 0)
			note("promise", !u.NextUpdate.IsZero())
			note("edit", !u.EditedAt.IsZero())
			note("retracted", u.Retracted())
			note("late entry", !u.CreatedAt.IsZero())
			note("no body", u.Body == "")
		}
		if pm := inc.Postmortem; pm != nil {
			note("draft", !pm.Published())
			for _, s := range pm.Sections {
				note("internal section", s.Internal)
				note("fields", s.Fields != nil)
				note("after", s.After != "")
			}
			for e := range pm.Events() {
				note("milestone", e.Milestone != "")
				note("span", !e.Until.IsZero())
				note("row without an instant", e.At.IsZero())
			}
			for a := range pm.Actions() {
				note("internal action", a.Internal)
				note("due", !a.Due.IsZero())
			}
		}
	}
	zones := 0
	for what, ok := range seen {
		if !ok {
			t.Errorf("none of 300 has: %s", what)
		}
		if len(what) > 5 && what[:5] == "zone " {
			zones++
		}
	}
	if zones != 16 {
		t.Errorf("%d zones, want 16", zones)
	}
}

// TestHostileIsInvalid checks that many hostile incidents are invalid.
func TestHostileIsInvalid(t *testing.T) {
	invalid := 0
	codes := make(map[incident.Code]bool)
	for seed := range uint64(200) {
		if errs, ok := incidenttest.Hostile(seed).Validate().(incident.Errors); ok {
			invalid++
			for _, err := range errs {
				codes[err.Code] = true
			}
		}
	}
	if invalid < 50 || !codes[incident.CodeUnknown] || !codes[incident.CodeControl] || !codes[incident.CodeZone] {
		t.Errorf("%d of 200 are invalid, with %v", invalid, codes)
	}
}

// TestSeedsAreStable pins the incidents of some seeds. A change makes seeds
// that users have noted useless and must be listed in the changelog.
func TestSeedsAreStable(t *testing.T) {
	sum := func(make func(uint64) *incident.Incident) string {
		h := sha256.New()
		for seed := range uint64(50) {
			if diff := cmp.Diff(make(seed), make(seed)); diff != "" {
				t.Errorf("seed %d gives two values:\n%s", seed, diff)
			}
			if err := json.NewEncoder(h).Encode(make(seed)); err != nil {
				t.Fatal(err)
			}
		}
		return fmt.Sprintf("%x", h.Sum(nil))[:16]
	}
	for _, test := range []struct {
		name, want string
		make       func(uint64) *incident.Incident
	}{
		{"random", "f9df69c125c4d179", incidenttest.Random},
		{"hostile", "d277a522e0a84cb9", incidenttest.Hostile},
	} {
		if got := sum(test.make); got != test.want {
			t.Errorf("%s: the incidents of 50 seeds have the sum %s, want %s", test.name, got, test.want)
		}
	}
	if a, b := incidenttest.HostileBody(1), incidenttest.HostileBody(1); a != b || a == "" {
		t.Errorf("one seed, two bodies: %q and %q", a, b)
	}
}

func TestSampleIncidents(t *testing.T) {
	for name, make := range map[string]func() *incident.Incident{"outage": incidenttest.Outage, "maintenance": incidenttest.Maintenance} {
		inc := make()
		inc.Postmortem = incidenttest.Postmortem()
		if err := inc.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !inc.Status().IsFinal() || inc.IsMaintenance() != (name == "maintenance") {
			t.Errorf("%s: its status is %s", name, inc.Status())
		}
		// Posting the updates one by one leads to the same components.
		posted := *make()
		updates := posted.Updates
		posted.Updates = nil
		for _, u := range updates {
			if err := posted.Post(u); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if diff := incidenttest.Diff(make(), &posted); diff != "" {
			t.Errorf("%s, posted (-want +got):\n%s", name, diff)
		}
		// A test may change the incident it gets.
		inc.Components[0].Name = "x"
		if make().Components[0].Name == "x" {
			t.Errorf("%s: two calls share memory", name)
		}
	}
}
