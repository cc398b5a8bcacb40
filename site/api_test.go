package site_test

import (
	"encoding/json"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// TestStatusAnswer checks that status.json and summary.json do not tell programs
// that all is well where the home page does not say so.
func TestStatusAnswer(t *testing.T) {
	listed := []site.Component{{Name: "API"}}
	named := func(status incident.ComponentStatus) *incident.Incident {
		return &incident.Incident{Components: []incident.Component{{Name: "API", Status: status}}, Updates: []incident.Update{silent("10:00", "identified")}}
	}
	informal := outage("1", silent("10:00", "identified"))
	informal.Impact = incident.ImpactNone
	for _, test := range []struct {
		name                   string
		listed                 []site.Component
		incidents              []*incident.Incident
		indicator, description string
	}{
		{"nothing", nil, nil, "none", "All Systems Operational"},
		{"nothing is known", listed, nil, "minor", "Status not known"},
		{"over", listed, []*incident.Incident{outage("1", silent("10:00", "resolved"))}, "none", "All Systems Operational"},
		{"open, without an impact", listed, []*incident.Incident{outage("1", silent("10:00", "identified"))}, "minor", "1 open incident"},
		{"open, with the impact none", listed, []*incident.Incident{informal}, "none", "1 open incident"},
		{"a component whose status is not known", listed, []*incident.Incident{named("")}, "minor", "1 open incident"},
		{"a status that is an unknown word", listed, []*incident.Incident{named("on_fire")}, "minor", "on_fire: API"},
		{"open, of a component that is not listed", listed, []*incident.Incident{{Updates: []incident.Update{{
			At: at("10:00"), Status: "identified", Changes: []incident.Change{{Name: "Mail", To: down}}}}}}, "critical", "1 open incident"},
		{"an outage", listed, []*incident.Incident{outage("1", post("10:00", "identified", up, some))}, "major", "Partial System Outage"},
		{"a maintenance goes on", listed, []*incident.Incident{outage("1", silent("10:00", "in_progress"))}, "maintenance", "Service Under Maintenance"},
	} {
		s := &site.Service{Components: test.listed, Incidents: test.incidents}
		files, err := s.Files(site.Options{Now: at("12:00")})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if f.Name != "api/v2/status.json" && f.Name != "api/v2/summary.json" {
				continue
			}
			var answer struct {
				Status struct{ Indicator, Description string }
			}
			if err := json.Unmarshal(f.Append(nil), &answer); err != nil {
				t.Fatal(err)
			}
			if got := answer.Status; got.Indicator != test.indicator || got.Description != test.description {
				t.Errorf("%s: %s has %+v, want %q, %q", test.name, f.Name, got, test.indicator, test.description)
			}
		}
	}
}
