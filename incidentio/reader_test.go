package incidentio_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidentio"
	"github.com/incidentkit/incident/internal/fixture"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

const widget = `{"page_title":"Shop","page_url":"https://status.example.com/",
"ongoing_incidents":[
 {"id":"01A","name":"Checkout is slow","status":"identified","url":"https://status.example.com/incidents/01A","last_update_at":"2026-03-05T09:30:00Z","last_update_message":"It is **a disk**.","current_worst_impact":"full_outage",
  "affected_components":[{"id":"c1","name":"Checkout","group_name":"Shop","current_status":"full_outage"},{"id":"c2","name":"Search","group_name":"","current_status":"wobbly"}]},
 {"id":"01B","name":"Mail is late","status":"watching","current_worst_impact":"partial_outage","affected_components":[]},
 {"id":"01C","name":"Odd","status":"monitoring","current_worst_impact":"purple","affected_components":[]}],
"in_progress_maintenances":[{"id":"01M","name":"Cables","status":"maintenance_in_progress","last_update_at":"2026-03-05T08:00:00Z","last_update_message":"Begun.","affected_components":[{"id":"c1","name":"Checkout"}],"started_at":"2026-03-05T08:00:00Z","scheduled_end_at":"2026-03-05T10:00:00Z"}],
"scheduled_maintenances":[{"id":"01N","name":"Disks","status":"maintenance_scheduled","last_update_at":"2026-03-01T08:00:00Z","last_update_message":"Soon.","affected_components":[],"starts_at":"2026-03-09T20:00:00Z","ends_at":"2026-03-09T21:00:00Z"}]}`

const listed = `{"status_page_incidents":[{"id":"01A","status_page_id":"p1","name":"Checkout is slow","published_at":"2026-03-05T09:00:00Z","incident_status":"resolved",
"component_impacts":[{"component_id":"c1","component_status":"full_outage","start_at":"2026-03-05T09:00:00Z","end_at":"2026-03-05T10:00:00Z"}],
"updates":[
 {"id":"u2","status_page_incident_id":"01A","incident_status":"resolved","message":"Fast again.","published_at":"2026-03-05T10:00:00Z","component_statuses":[{"component_id":"c1","component_status":"operational"}]},
 {"id":"u1","status_page_incident_id":"01A","incident_status":"investigating","message":"We are *looking*.","published_at":"2026-03-05T09:00:00Z","component_statuses":[{"component_id":"c1","component_status":"full_outage"}]}]}],
"pagination_meta":{"page_size":25,"after":"01B"}}`

func TestRead(t *testing.T) {
	page := incident.Page{Name: "Shop", URL: "https://status.example.com/"}
	checkout := incident.Component{ID: "c1", Group: "Shop", Name: "Checkout", Status: incident.ComponentMajorOutage}
	search := incident.Component{ID: "c2", Name: "Search", Status: "wobbly"}
	for name, test := range map[string]struct {
		data  string
		want  incidentio.Answer
		notes string // parts of the notes, joined
	}{
		"a widget": {widget, incidentio.Answer{Kind: incidentio.KindWidget, Page: page, Components: []incident.Component{checkout, search}, Incidents: []*incident.Incident{
			{ID: "01A", Title: "Checkout is slow", URL: "https://status.example.com/incidents/01A", Page: page, Components: []incident.Component{checkout, search},
				Updates: []incident.Update{{Status: incident.StatusIdentified, At: at("2026-03-05T09:30:00Z"), Body: "It is **a disk**."}}},
			{ID: "01B", Title: "Mail is late", Page: page, Impact: incident.ImpactMajor, Updates: []incident.Update{{Status: "watching"}}},
			{ID: "01C", Title: "Odd", Page: page, Impact: "purple", Updates: []incident.Update{{Status: incident.StatusMonitoring}}},
			{ID: "01M", Title: "Cables", Page: page, Impact: incident.ImpactMaintenance, Components: []incident.Component{{ID: "c1", Name: "Checkout"}},
				Window:  incident.Window{Start: at("2026-03-05T08:00:00Z"), End: at("2026-03-05T10:00:00Z")},
				Updates: []incident.Update{{Status: incident.StatusInProgress, At: at("2026-03-05T08:00:00Z"), Body: "Begun."}}},
			{ID: "01N", Title: "Disks", Page: page, Impact: incident.ImpactMaintenance,
				Window:  incident.Window{Start: at("2026-03-09T20:00:00Z"), End: at("2026-03-09T21:00:00Z")},
				Updates: []incident.Update{{Status: incident.StatusScheduled, At: at("2026-03-01T08:00:00Z"), Body: "Soon."}}},
		}}, `"wobbly" is not a known|"watching" is not a known|"purple" is not a known|became the impact major|only the last update`},
		"nothing is going on": {`{"page_title":"Shop","page_url":"https://status.example.com/","ongoing_incidents":[],"in_progress_maintenances":[],"scheduled_maintenances":[]}`,
			incidentio.Answer{Kind: incidentio.KindWidget, Page: page}, ""},
		"a proxy": {`{"summary":{"name":"Shop","public_url":"https://status.example.com/","ongoing_incidents":[],"components":[{"id":"c1"}]}}`,
			incidentio.Answer{Kind: incidentio.KindWidget, Page: page}, "no field for components"},
		"incidents of the API": {listed, incidentio.Answer{Kind: incidentio.KindIncidents, Incidents: []*incident.Incident{{
			ID: "01A", Title: "Checkout is slow", Page: incident.Page{ID: "p1"}, Components: []incident.Component{{ID: "c1", Status: incident.ComponentOperational}},
			Updates: []incident.Update{
				{ID: "u1", Status: incident.StatusInvestigating, At: at("2026-03-05T09:00:00Z"), Body: "We are *looking*.", Changes: []incident.Change{{ID: "c1", To: incident.ComponentMajorOutage}}},
				{ID: "u2", Status: incident.StatusResolved, At: at("2026-03-05T10:00:00Z"), Body: "Fast again.", Changes: []incident.Change{{ID: "c1", To: incident.ComponentOperational}}},
			}}}}, "but not their names|component_impacts|goes on in another"},
		"resolved without statuses": {`{"status_page_incident":{"id":"01A","name":"Slow","incident_status":"resolved","updates":[
			{"id":"u1","incident_status":"investigating","message":"x","published_at":"2026-03-05T09:00:00Z","component_statuses":[{"component_id":"c1","component_status":"full_outage"},{"component_id":"c2","component_status":"operational"}]},
			{"id":"u2","incident_status":"resolved","message":"y","published_at":"2026-03-05T10:00:00Z","component_statuses":[]}]}}`,
			incidentio.Answer{Kind: incidentio.KindIncidents, Incidents: []*incident.Incident{{ID: "01A", Title: "Slow",
				Components: []incident.Component{{ID: "c1", Status: incident.ComponentOperational}, {ID: "c2", Status: incident.ComponentOperational}},
				Updates: []incident.Update{
					{ID: "u1", Status: incident.StatusInvestigating, At: at("2026-03-05T09:00:00Z"), Body: "x", Changes: []incident.Change{{ID: "c1", To: incident.ComponentMajorOutage}, {ID: "c2", To: incident.ComponentOperational}}},
					{ID: "u2", Status: incident.StatusResolved, At: at("2026-03-05T10:00:00Z"), Body: "y", Changes: []incident.Change{{ID: "c1", To: incident.ComponentOperational}}},
				}}}}, "but not their names|as incident.io sets them"},
		"a bare incident without updates": {`{"id":"01A","name":"Slow","incident_status":"monitoring","published_at":"2026-03-05T09:00:00Z","component_impacts":[]}`,
			incidentio.Answer{Kind: incidentio.KindIncidents, Incidents: []*incident.Incident{{ID: "01A", Title: "Slow",
				Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}, {Status: incident.StatusMonitoring}}}}}, "without a body"},
		"a list of incidents without updates": {`[{"id":"01A","name":"Slow","incident_status":"investigating","published_at":"2026-03-05T09:00:00Z","component_impacts":[]}]`,
			incidentio.Answer{Kind: incidentio.KindIncidents, Incidents: []*incident.Incident{{ID: "01A", Title: "Slow",
				Updates: []incident.Update{{Status: incident.StatusInvestigating, At: at("2026-03-05T09:00:00Z")}}}}}, "without a body"},
		"a maintenance of the API": {`{"status_page_maintenance":{"id":"01M","name":"Disks","maintenance_status":"maintenance_complete","published_at":"2026-03-01T08:00:00Z",
			"component_maintenance_periods":[{"component_id":"c1","start_at":"2026-03-09T20:30:00Z","end_at":"2026-03-09T21:00:00Z"},{"component_id":"c2","start_at":"2026-03-09T20:00:00Z","end_at":"2026-03-09T20:30:00Z"}],
			"updates":[{"id":"u1","maintenance_status":"maintenance_scheduled","message":"Soon.","published_at":"2026-03-01T08:00:00Z","component_statuses":[]}]}}`,
			incidentio.Answer{Kind: incidentio.KindMaintenances, Incidents: []*incident.Incident{{ID: "01M", Title: "Disks", Impact: incident.ImpactMaintenance,
				Window:  incident.Window{Start: at("2026-03-09T20:00:00Z"), End: at("2026-03-09T21:00:00Z")},
				Updates: []incident.Update{{ID: "u1", Status: incident.StatusScheduled, At: at("2026-03-01T08:00:00Z"), Body: "Soon."}}}}}, "the status is completed"},
		"a maintenance without an end": {`{"status_page_maintenances":[{"id":"01M","name":"Disks","maintenance_status":"maintenance_in_progress",
			"component_maintenance_periods":[{"start_at":"2026-03-09T20:30:00Z","end_at":"2026-03-09T21:00:00Z"},{"start_at":"2026-03-09T20:30:00Z"}]}]}`,
			incidentio.Answer{Kind: incidentio.KindMaintenances, Incidents: []*incident.Incident{{ID: "01M", Title: "Disks", Impact: incident.ImpactMaintenance,
				Window: incident.Window{Start: at("2026-03-09T20:30:00Z")}, Updates: []incident.Update{{Status: incident.StatusInProgress}}}}}, "without a body"},
	} {
		t.Run(name, func(t *testing.T) {
			if kind := incidentio.Detect([]byte(test.data)); kind != test.want.Kind {
				t.Errorf("detected %q, want %q", kind, test.want.Kind)
			}
			got, err := incidentio.Reader{}.Read("x.json", []byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			fixture.CheckNotes(t, got.Notes, test.notes)
			got.Notes = nil
			if diff := cmp.Diff(&test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestRefused checks the place and the text of errors, with and without Lax.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		data string
		code incident.Code
		want string
	}{
		{`{"page":{"id":"p"},"incidents":[{"name":"Slow","incident_updates":[]}]}`, incidentio.CodeVendor, "belongs to Statuspage"},
		{`{"page":{"status":"UP"}}`, incidentio.CodeVendor, "Instatus"},
		{`{"incidents":[{"name":"Slow","updates":[{"to_status":"resolved"}]}]}`, incident.CodeUnknown, "neither of its widget"},
		{`{"incidents":[{"incident_status":{"name":"Closed"}}]}`, incident.CodeUnknown, "neither of its widget"},
		{`{"a":1}`, incident.CodeUnknown, `its keys are "a"`},
		{`{"ongoing_incidents":[{"name":["x"],"status":"identified"}]}`, incidentio.CodeType, "x.json:1:31: ongoing_incidents[0].name: a list"},
		{`{"ongoing_incidents":[{"id":"x"}]}`, incident.CodeRequired, "neither a name"},
		{`{"status_page_incident":{"id":"x"}}`, incident.CodeRequired, "neither a name"},
		{`{"ongoing_incidents":[`, incident.CodeSyntax, "cut off"},
	} {
		_, err := incidentio.Reader{}.Read("x.json", []byte(test.data))
		var fault *incident.SourceError
		if !errors.As(err, &fault) || fault.Code != test.code || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v (%+v), want %s: %s", test.data, err, fault, test.code, test.want)
		}
	}
	answer, err := incidentio.Reader{Lax: true}.Read("x.json", []byte(widget[:len(widget)-400]))
	if answer == nil || err == nil || len(answer.Incidents) < 3 {
		t.Errorf("lax: %+v, %v", answer, err)
	}
}

// TestCorpus compares the reading of real responses with a plain decoding of
// their JSON.
func TestCorpus(t *testing.T) {
	type event struct {
		ID, Name, Status, URL string
		At                    time.Time `json:"last_update_at"`
		Message               string    `json:"last_update_message"`
		Starts                time.Time `json:"starts_at"`
		Affected              []struct {
			ID, Name string
			Group    string `json:"group_name"`
			Status   string `json:"current_status"`
		} `json:"affected_components"`
	}
	type plain struct {
		Title       string  `json:"page_title"`
		Ongoing     []event `json:"ongoing_incidents"`
		InProgress  []event `json:"in_progress_maintenances"`
		Maintenance []event `json:"scheduled_maintenances"`
	}
	ours := map[string]int{"28b-ongoing.json": 1, "incidentio-widget.json": 1, "widget.json": 2}
	incidents := 0
	for _, dir := range []string{"corpus/vendors", "cases/vendors"} {
		for _, file := range fixture.Files(t, dir, ".json") {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(file)
			answer, err := incidentio.Reader{}.Read(name, data)
			if (err == nil) != (ours[name] > 0) || (incidentio.Detect(data) != "") != (ours[name] > 0) {
				t.Errorf("%s: read %v, detected %q", name, err, incidentio.Detect(data))
			}
			if err != nil {
				continue
			}
			var want plain
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			list := append(append(want.Ongoing, want.InProgress...), want.Maintenance...)
			if len(answer.Incidents) != len(list) || len(list) != ours[name] || answer.Page.Name != want.Title {
				t.Fatalf("%s: %+v", name, answer)
			}
			for i, w := range list {
				incidents++
				inc := answer.Incidents[i]
				if u := inc.Updates[0]; inc.ID != w.ID || inc.Title != w.Name || inc.URL != w.URL || u.Body != w.Message || !u.At.Equal(w.At) ||
					string(u.Status) != strings.TrimPrefix(w.Status, "maintenance_") || !inc.Window.Start.Equal(w.Starts) || len(inc.Components) != len(w.Affected) {
					t.Errorf("%s: %+v, want %+v", name, inc, w)
				}
				for k, c := range inc.Components {
					if x := w.Affected[k]; c.ID != x.ID || c.Name != x.Name || c.Group != x.Group || string(c.Status) != x.Status {
						t.Errorf("%s: %+v, want %+v", name, c, x)
					}
				}
			}
		}
	}
	if incidents < 4 {
		t.Errorf("%d incidents were read", incidents)
	}
}

// FuzzRead checks that no input panics, that a strict reader returns either an
// answer or an error, and that a lax reader returns at least as much.
func FuzzRead(f *testing.F) {
	f.Add([]byte(widget))
	f.Add([]byte(`[{"maintenance_status":"maintenance_x","updates":[{"component_statuses":[{},null]}],"component_maintenance_periods":[{"start_at":1},{"end_at":2}]}]`))
	f.Add([]byte(`{"status_page_incidents":{},"status_page_incident":{"updates":[{"message":"<li>x"}],"name":{"\u0000":`))
	f.Add([]byte(`{"summary":{"ongoing_incidents":[{"id":1,"current_worst_impact":"full_outage"}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		answer, err := incidentio.Reader{}.Read("f", data)
		if answer == nil == (err == nil) {
			t.Fatalf("answer %v, error %v", answer, err)
		}
		lax, laxErr := incidentio.Reader{Lax: true}.Read("f", data)
		if err == nil && (lax == nil || laxErr != nil) {
			t.Fatalf("strict reads it, lax does not: %v", laxErr)
		}
		if lax == nil {
			return
		}
		for _, inc := range lax.Incidents {
			_ = inc.Validate()
			if _, err := json.Marshal(inc); err != nil {
				t.Fatal(err)
			}
		}
		for _, n := range lax.Notes {
			if n.Line < 1 || n.Column < 1 || n.Text == "" || n.Code == "" {
				t.Fatalf("note %+v", n)
			}
		}
	})
}
