package betterstack_test

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
	"github.com/incidentkit/incident/betterstack"
	"github.com/incidentkit/incident/internal/fixture"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

const index = `{"data":{"id":"1","type":"status_page","attributes":{"company_name":"Shop","timezone":"Prague","custom_domain":"status.example.com","announcement":"We move.","aggregate_state":"downtime"}},
"included":[
{"id":"5","type":"status_page_section","attributes":{"name":"Europe"}},
{"id":"11","type":"status_page_resource","attributes":{"public_name":"API","status":"downtime","status_page_section_id":5,"status_history":[{"day":"2026-03-05"}]}},
{"id":"12","type":"status_page_resource","attributes":{"public_name":"Mail","status":"not_monitored"}},
{"id":"32","type":"status_update","attributes":{"message":"Well again.","published_at":"2026-03-04T10:00:00Z","affected_resources":[{"status_page_resource_id":"11","status":"resolved"}]}},
{"id":"31","type":"status_update","attributes":{"message":"It is **down**.","published_at":"2026-03-04T09:00:00Z","affected_resources":[{"status_page_resource_id":"11","status":"downtime"}]}},
{"id":"33","type":"status_update","attributes":{"message":"More to come.","published_at":"2026-03-04T11:00:00Z"}},
{"id":"21","type":"status_report","attributes":{"title":"API down","report_type":"manual","starts_at":"2026-03-04T08:00:00Z","ends_at":null,"aggregate_state":"resolved","affected_resources":[{"status_page_resource_id":"11","status":"resolved"}]},
 "relationships":{"status_updates":{"data":[{"id":"32","type":"status_update"},{"id":"31","type":"status_update"},{"id":"33","type":"status_update"},{"id":"99","type":"status_update"}]}}},
{"id":"34","type":"status_update","attributes":{"message":"Slow.","published_at":"2026-03-05T09:00:00Z","status_report_id":22,"affected_resources":[{"status_page_resource_id":"12","status":"wobbly"}]}},
{"id":"22","type":"status_report","attributes":{"title":"Mail slow","report_type":"automatic","starts_at":"2026-03-05T09:00:00Z","aggregate_state":"degraded","affected_resources":[{"status_page_resource_id":"12","status":"degraded"}]}},
{"id":"23","type":"status_report","attributes":{"title":"Disks","report_type":"maintenance","starts_at":"2026-03-09T20:00:00Z","ends_at":"2026-03-09T21:00:00Z","aggregate_state":"maintenance","affected_resources":[{"status_page_resource_id":"11","status":"maintenance"}]}}]}`

func TestRead(t *testing.T) {
	page := incident.Page{ID: "1", Name: "Shop", URL: "https://status.example.com", TimeZone: "Europe/Prague"}
	api := incident.Component{ID: "11", Group: "Europe", Name: "API", Status: incident.ComponentMajorOutage}
	apiIs := func(s incident.ComponentStatus) incident.Component {
		return incident.Component{ID: "11", Group: "Europe", Name: "API", Status: s}
	}
	apiTo := func(s incident.ComponentStatus) []incident.Change {
		return []incident.Change{{ID: "11", Group: "Europe", Name: "API", To: s}}
	}
	for name, test := range map[string]struct {
		data  string
		want  betterstack.Answer
		notes string // parts of the notes, joined
	}{
		"an index": {index, betterstack.Answer{
			Kind: betterstack.KindIndex, Page: page, State: "downtime",
			Components: []incident.Component{api, {ID: "12", Name: "Mail", Status: "not_monitored"}},
			Incidents: []*incident.Incident{
				{ID: "21", Title: "API down", Page: page, Components: []incident.Component{apiIs(incident.ComponentOperational)}, Updates: []incident.Update{
					{ID: "31", At: at("2026-03-04T09:00:00Z"), Body: "It is **down**.", Changes: apiTo(incident.ComponentMajorOutage)},
					{ID: "32", Status: incident.StatusResolved, Inferred: true, At: at("2026-03-04T10:00:00Z"), Body: "Well again.", Changes: apiTo(incident.ComponentOperational)},
					{ID: "33", Status: incident.StatusResolved, Inferred: true, At: at("2026-03-04T11:00:00Z"), Body: "More to come."},
				}},
				{ID: "22", Title: "Mail slow", Page: page, Components: []incident.Component{{ID: "12", Name: "Mail", Status: incident.ComponentDegradedPerformance}},
					Updates: []incident.Update{{ID: "34", At: at("2026-03-05T09:00:00Z"), Body: "Slow.", Changes: []incident.Change{{ID: "12", Name: "Mail", To: "wobbly"}}}}},
				{ID: "23", Title: "Disks", Page: page, Impact: incident.ImpactMaintenance, Components: []incident.Component{apiIs(incident.ComponentUnderMaintenance)},
					Window: incident.Window{Start: at("2026-03-09T20:00:00Z"), End: at("2026-03-09T21:00:00Z")}},
			},
		}, `announcement|status_history|"not_monitored" is not a known|"wobbly"|taken to be resolved|a start that differs`},
		"reports without updates": {`{"data":[
			{"id":"7","type":"status_report","attributes":{"title":"Slow","starts_at":"2026-03-05T09:00:00Z","ends_at":null,"aggregate_state":"degraded"}},
			{"id":"8","type":"status_report","attributes":{"title":"Down","starts_at":"2026-03-04T09:00:00Z","ends_at":"2026-03-04T10:00:00Z","aggregate_state":"resolved"}},
			{"id":"9","type":"status_report","attributes":{"title":"Odd","aggregate_state":"purple"}},
			{"id":"10","type":"banner","attributes":{}}],"pagination":{"prev":null,"next":"https://example.com/2"}}`, betterstack.Answer{Kind: betterstack.KindReports, Incidents: []*incident.Incident{
			{ID: "7", Title: "Slow", Impact: incident.ImpactMinor, Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}}},
			{ID: "8", Title: "Down", Updates: []incident.Update{{At: at("2026-03-04T09:00:00Z")}, {Status: incident.StatusResolved, Inferred: true, At: at("2026-03-04T10:00:00Z")}}},
			{ID: "9", Title: "Odd", Impact: "purple"},
		}}, `became its impact, minor|updates without a body|"purple"|type "banner"|goes on in another`},
		"a maintenance that is over": {`{"included":[
			{"id":"11","type":"status_page_resource","attributes":{"public_name":"API","status":"operational"}},
			{"id":"9","type":"status_update","attributes":{"message":"Done.","published_at":"2026-03-09T21:00:00Z","status_report_id":8}}],"data":[
			{"id":"8","type":"status_report","attributes":{"title":"Disks","report_type":"maintenance","starts_at":"2026-03-09T20:00:00Z","ends_at":"2026-03-09T21:00:00Z","aggregate_state":"resolved","affected_resources":[{"status_page_resource_id":"11","status":"maintenance"}]}}]}`,
			betterstack.Answer{Kind: betterstack.KindReports, Components: []incident.Component{{ID: "11", Name: "API", Status: incident.ComponentOperational}}, Incidents: []*incident.Incident{{
				ID: "8", Title: "Disks", Impact: incident.ImpactMaintenance, Components: []incident.Component{{ID: "11", Name: "API"}},
				Window:  incident.Window{Start: at("2026-03-09T20:00:00Z"), End: at("2026-03-09T21:00:00Z")},
				Updates: []incident.Update{{ID: "9", Status: incident.StatusCompleted, Inferred: true, At: at("2026-03-09T21:00:00Z"), Body: "Done."}},
			}}}, `taken to be completed`},
		"an update alone": {`{"data":{"id":"1","type":"status_update","attributes":{"message":"x"}}}`,
			betterstack.Answer{Kind: betterstack.KindReports}, "that belong to no report"},
		"a webhook": {`{"event_type":"incident","page":{"id":"1","status_indicator":"downtime","status_description":"Some services are down"},
			"incident":{"id":"9","name":"Slow","created_at":"2026-03-05T09:00:00Z","shortlink":"https://status.example.com/incidents/9","organization_id":"1","incident_updates":[
			{"id":"u2","status_report_id":"9","body":"Found.","created_at":"2026-03-05T09:30:00Z","updated_at":"2026-03-05T09:40:00Z"},
			{"id":"u1","status_report_id":"9","body":"Looking.","created_at":"2026-03-05T09:00:00Z","updated_at":"2026-03-05T09:00:00Z"}]}}`,
			betterstack.Answer{Kind: betterstack.KindIncidentWebhook, Page: incident.Page{ID: "1"}, State: "downtime", Incidents: []*incident.Incident{{
				ID: "9", Title: "Slow", URL: "https://status.example.com/incidents/9", Page: incident.Page{ID: "1"}, Updates: []incident.Update{
					{ID: "u1", At: at("2026-03-05T09:00:00Z"), Body: "Looking."},
					{ID: "u2", At: at("2026-03-05T09:30:00Z"), EditedAt: at("2026-03-05T09:40:00Z"), Body: "Found."},
				}}}}, "status_description"},
		"a webhook without updates": {`{"page":{},"incident":{"name":"Slow","created_at":"2026-03-05T09:00:00Z","organization_id":"1"}}`,
			betterstack.Answer{Kind: betterstack.KindIncidentWebhook, Incidents: []*incident.Incident{{Title: "Slow", Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}}}}}, "without a body"},
		"a webhook with its beginning and end": {`{"event_type":"incident","page":{},"incident":{"name":"Slow","starts_at":"2026-03-05T09:00:00Z","ends_at":"2026-03-05T11:00:00Z","organization_id":"1",
			"incident_updates":[{"id":"u1","body":"Looking.","created_at":"2026-03-05T09:00:30Z"}]}}`,
			betterstack.Answer{Kind: betterstack.KindIncidentWebhook, Incidents: []*incident.Incident{{Title: "Slow", Updates: []incident.Update{{ID: "u1", At: at("2026-03-05T09:00:30Z"), Body: "Looking."}}}}},
			"an end that differs"},
		"an open report with an end": {`{"data":{"id":"7","type":"status_report","attributes":{"title":"Slow","starts_at":"2026-03-05T09:00:00Z","ends_at":"2026-03-05T10:00:00Z","aggregate_state":"degraded"}}}`,
			betterstack.Answer{Kind: betterstack.KindReports, Incidents: []*incident.Incident{{ID: "7", Title: "Slow", Impact: incident.ImpactMinor, Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}}}}},
			"an end that differs|without a body"},
		"updates without reports, and reports without updates": {`{"data":[{"id":"7","type":"status_report","attributes":{"title":"Slow","starts_at":"2026-03-05T09:00:00Z"},
			"relationships":{"status_updates":{"data":[{"id":"1","type":"status_update"}]}}}],"included":[{"id":"2","type":"status_update","attributes":{"message":"x","status_report_id":"9"}}]}`,
			betterstack.Answer{Kind: betterstack.KindReports, Incidents: []*incident.Incident{{ID: "7", Title: "Slow", Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}}}}},
			"that belong to no report|does not contain"},
		"a maintenance": {`{"event_type":"maintenance","page":{"status_indicator":"maintenance"},"maintenance":{"id":"8","name":"Disks","starts_at":"2026-03-09T20:00:00Z","ends_at":"2026-03-09T21:00:00Z",
			"organization_id":"1","maintenance_updates":[{"id":"u1","status_report_id":"8","body":"Tonight.","created_at":"2026-03-08T09:00:00Z"}]}}`,
			betterstack.Answer{Kind: betterstack.KindMaintenanceWebhook, State: "maintenance", Incidents: []*incident.Incident{{
				ID: "8", Title: "Disks", Impact: incident.ImpactMaintenance, Window: incident.Window{Start: at("2026-03-09T20:00:00Z"), End: at("2026-03-09T21:00:00Z")},
				Updates: []incident.Update{{ID: "u1", At: at("2026-03-08T09:00:00Z"), Body: "Tonight."}}}}}, ""},
		"a component": {`{"event_type":"component_update","page":{"status_indicator":"degraded"},"component_update":{"created_at":"2026-03-05T09:00:00Z","old_status":"operational","new_status":"degraded"},
			"component":{"id":"c1","name":"API","status":"degraded"}}`, betterstack.Answer{
			Kind: betterstack.KindComponentWebhook, State: "degraded",
			Components: []incident.Component{{ID: "c1", Name: "API", Status: incident.ComponentDegradedPerformance}},
			Change:     incident.Change{ID: "c1", Name: "API", From: incident.ComponentOperational, To: incident.ComponentDegradedPerformance}, ChangedAt: at("2026-03-05T09:00:00Z"),
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if kind := betterstack.Detect([]byte(test.data)); kind != test.want.Kind {
				t.Errorf("detected %q, want %q", kind, test.want.Kind)
			}
			got, err := betterstack.Reader{}.Read("x.json", []byte(test.data))
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
		{`{"page":{"id":"p"},"incidents":[{"name":"Slow","incident_updates":[]}]}`, betterstack.CodeVendor, "belongs to Statuspage"},
		{`{"page":{"status":"UP"}}`, betterstack.CodeVendor, "Instatus"},
		{`{"data":[{"type":"monitor"}]}`, incident.CodeUnknown, "not about a status page"},
		{`{"a":1}`, incident.CodeUnknown, `its keys are "a"`},
		{`{"data":{"type":"status_page","attributes":{"company_name":["x"]}}}`, betterstack.CodeType, "x.json:1:60: data.attributes.company_name: a list"},
		{`{"data":[{"type":"status_report","attributes":{}}]}`, incident.CodeRequired, "neither a name nor updates"},
		{`{"page":{"status_indicator":"degraded"},"incident":null}`, incident.CodeRequired, "the webhook has no incident"},
		{`{"data":[{"type":"status_page","attributes":{}},{"type":"status_page","attributes":{}}]}`, incident.CodeDuplicate, "data[1]: the response is about several pages"},
		{`{"data":[{"type":"status_report"`, incident.CodeSyntax, "cut off"},
	} {
		_, err := betterstack.Reader{}.Read("x.json", []byte(test.data))
		var fault *incident.SourceError
		if !errors.As(err, &fault) || fault.Code != test.code || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v (%+v), want %s: %s", test.data, err, fault, test.code, test.want)
		}
	}
	answer, err := betterstack.Reader{Lax: true}.Read("x.json", []byte(`{"data":[{"type":"status_report","attributes":{"title":"Slow","starts_at":"soon"}}]}`))
	if answer == nil || err == nil || len(answer.Incidents) != 1 {
		t.Errorf("lax: %+v, %v", answer, err)
	}
}

// TestCorpus compares the reading of real responses with a plain decoding of
// their JSON.
func TestCorpus(t *testing.T) {
	type resource struct {
		ID     string `json:"status_page_resource_id"`
		Status string
	}
	type plain struct {
		Included []struct {
			ID, Type   string
			Attributes struct {
				Title, Message, Status string
				Name                   string     `json:"public_name"`
				State                  string     `json:"aggregate_state"`
				Starts                 time.Time  `json:"starts_at"`
				Published              time.Time  `json:"published_at"`
				Affected               []resource `json:"affected_resources"`
			}
		}
	}
	words := map[string]incident.ComponentStatus{
		"operational": incident.ComponentOperational, "resolved": incident.ComponentOperational, "downtime": incident.ComponentMajorOutage,
		"degraded": incident.ComponentDegradedPerformance, "maintenance": incident.ComponentUnderMaintenance,
	}
	read, incidents, updates := 0, 0, 0
	for _, dir := range []string{"corpus/vendors", "cases/vendors"} {
		for _, file := range fixture.Files(t, dir, ".json") {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(file)
			ours := strings.HasPrefix(name, "betterstack") || strings.HasPrefix(name, "huggingface")
			answer, err := betterstack.Reader{}.Read(name, data)
			if (err == nil) != ours || (betterstack.Detect(data) != "") != ours {
				t.Errorf("%s: read %v, detected %q", name, err, betterstack.Detect(data))
			}
			if err != nil {
				continue
			}
			read++
			var want plain
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			posts := make(map[string]incident.Update)
			byID := make(map[string]*incident.Incident)
			for _, inc := range answer.Incidents {
				byID[inc.ID] = inc
				for _, u := range inc.Updates {
					posts[u.ID] = u
				}
			}
			incidents += len(byID)
			components := 0
			for _, w := range want.Included {
				a := w.Attributes
				switch w.Type {
				case "status_page_resource":
					if c := answer.Components[components]; c.ID != w.ID || c.Name != a.Name || c.Status != words[a.Status] {
						t.Errorf("%s: %+v, want %+v", name, c, a)
					}
					components++
				case "status_report":
					inc := byID[w.ID]
					if inc.Title != a.Title || inc.Status().IsFinal() != (a.State == "resolved") || len(inc.Components) != len(a.Affected) ||
						!inc.Window.Start.Equal(a.Starts) && !inc.Updates[0].At.Equal(a.Starts) && name != "betterstack-index.json" {
						t.Errorf("%s: %+v, want %+v", name, inc, a)
					}
					for i, c := range inc.Components {
						status := words[a.Affected[i].Status]
						if inc.Status() == incident.StatusCompleted {
							status = "" // that of the maintenance, which is over
						}
						if c.ID != a.Affected[i].ID || c.Status != status {
							t.Errorf("%s: %+v, want %+v", name, c, a.Affected[i])
						}
					}
				case "status_update":
					updates++
					u := posts[w.ID]
					if u.Body != a.Message || !u.At.Equal(a.Published) || len(u.Changes) != len(a.Affected) {
						t.Errorf("%s: %+v, want %+v", name, u, a)
					}
				}
			}
		}
	}
	if read < 5 || incidents < 7 || updates < 10 {
		t.Errorf("%d answers with %d incidents and %d updates were read", read, incidents, updates)
	}
}

// FuzzRead checks that no input panics, that a strict reader returns either an
// answer or an error, and that a lax reader returns at least as much.
func FuzzRead(f *testing.F) {
	f.Add([]byte(index))
	f.Add([]byte(`{"data":[{"type":"status_report","attributes":[]},{"type":"status_update","attributes":{"status_report_id":1,"affected_resources":[{},null]}}],"included":{}}`))
	f.Add([]byte(`{"event_type":"component_update","page":{"status_indicator":"degraded"},"component_update":[],"component":{"name":{"\u0000":`))
	f.Add([]byte(`{"maintenance":{"organization_id":"1","starts_at":9,"maintenance_updates":[{"body":"<li>x"}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		answer, err := betterstack.Reader{}.Read("f", data)
		if answer == nil == (err == nil) {
			t.Fatalf("answer %v, error %v", answer, err)
		}
		lax, laxErr := betterstack.Reader{Lax: true}.Read("f", data)
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
