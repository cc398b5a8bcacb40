package instatus_test

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
	"github.com/incidentkit/incident/instatus"
	"github.com/incidentkit/incident/internal/fixture"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

const webhook = `{"meta":{"unsubscribe":"https://x"},"page":{"id":"p1","status_indicator":"HASISSUES","status_description":"","url":"https://shop.example.com"},
"incident":{"backfilled":false,"created_at":"2026-03-05T09:00:00Z","name":"Checkout is slow","resolved_at":null,"status":"Identified","id":"i1","url":"https://shop.example.com/i1",
"incident_updates":[
{"id":"u1","incident_id":"i1","markdown":"We are **looking**.","status":"Investigating","created_at":"2026-03-05T09:00:00Z","updated_at":"2026-03-05T09:20:00.1Z"},
{"id":"u2","incident_id":"i1","markdown":"It is a disk.","status":"Identified","created_at":"2026-03-05T09:20:00Z","updated_at":"2026-03-05T09:40:00Z"}],
"affected_components":[{"id":"c1","name":"Checkout","status":"Major outage"},{"id":"c2","name":"Search","status":"Wobbly"}]}}`

func TestRead(t *testing.T) {
	shop := incident.Page{Name: "Shop", URL: "https://shop.example.com"}
	for name, test := range map[string]struct {
		data  string
		want  instatus.Answer
		notes string // parts of the notes, joined
	}{
		"a webhook": {webhook, instatus.Answer{
			Kind: instatus.KindIncidentWebhook, Page: incident.Page{ID: "p1", URL: "https://shop.example.com"}, State: "HASISSUES",
			Incidents: []*incident.Incident{{
				ID: "i1", Title: "Checkout is slow", URL: "https://shop.example.com/i1", Page: incident.Page{ID: "p1", URL: "https://shop.example.com"},
				Components: []incident.Component{{ID: "c1", Name: "Checkout", Status: incident.ComponentMajorOutage}, {ID: "c2", Name: "Search", Status: "Wobbly"}},
				Updates: []incident.Update{
					{ID: "u1", Status: incident.StatusInvestigating, At: at("2026-03-05T09:00:00Z"), Body: "We are **looking**."},
					{ID: "u2", Status: incident.StatusIdentified, At: at("2026-03-05T09:20:00Z"), EditedAt: at("2026-03-05T09:40:00Z"), Body: "It is a disk."},
				},
			}},
		}, `"Wobbly" is not a known status`},
		"nothing is going on": {`{"page":{"name":"Shop","url":"https://shop.example.com","status":"UP"}}`,
			instatus.Answer{Kind: instatus.KindSummary, Page: shop, State: "UP"}, ""},
		"a summary": {`{"page":{"name":"Shop","url":"https://shop.example.com","status":"ONEMAJOROUTAGE"},
			"activeIncidents":[
				{"id":"i1","name":"Slow","started":"2026-03-05T09:00:00Z","status":"MONITORING","impact":"MAJOROUTAGE","url":"https://shop.example.com/i1","updatedAt":"2026-03-05T09:30:00Z"},
				{"name":"Late","started":"2026-03-05T09:10:00Z","status":"INVESTIGATING","impact":"MINOROUTAGE"}],
			"activeMaintenances":[{"name":"Disks","start":"2026-03-09T20:00:00Z","status":"NOTSTARTEDYET","duration":"90"},
				{"name":"Cables","start":"2026-03-05T08:00:00Z","status":"INPROGRESS","duration":"long"}]}`,
			instatus.Answer{Kind: instatus.KindSummary, Page: shop, State: "ONEMAJOROUTAGE", Incidents: []*incident.Incident{
				{ID: "i1", Title: "Slow", URL: "https://shop.example.com/i1", Page: shop, Impact: incident.ImpactCritical,
					Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}, {Status: incident.StatusMonitoring, At: at("2026-03-05T09:30:00Z")}}},
				{Title: "Late", Page: shop, Impact: incident.ImpactMinor,
					Updates: []incident.Update{{Status: incident.StatusInvestigating, At: at("2026-03-05T09:10:00Z")}}},
				{Title: "Disks", Page: shop, Impact: incident.ImpactMaintenance,
					Window:  incident.Window{Start: at("2026-03-09T20:00:00Z"), End: at("2026-03-09T21:30:00Z")},
					Updates: []incident.Update{{Status: incident.StatusScheduled}}},
				{Title: "Cables", Page: shop, Impact: incident.ImpactMaintenance, Window: incident.Window{Start: at("2026-03-05T08:00:00Z")},
					Updates: []incident.Update{{Status: incident.StatusInProgress, At: at("2026-03-05T08:00:00Z")}}},
			}}, `became the impact critical|updates without a body|without a start: "long"`},
		"a component": {`{"page":{"id":"p","status_indicator":"HASISSUES"},"component_update":{"created_at":"2026-03-05T09:00:00Z","new_status":"PARTIALOUTAGE","component_id":"c1"},
			"component":{"id":"c1","name":"API","status":"PARTIALOUTAGE"}}`, instatus.Answer{
			Kind: instatus.KindComponentWebhook, Page: incident.Page{ID: "p"}, State: "HASISSUES",
			Components: []incident.Component{{ID: "c1", Name: "API", Status: incident.ComponentPartialOutage}},
			Change:     incident.Change{ID: "c1", Name: "API", To: incident.ComponentPartialOutage}, ChangedAt: at("2026-03-05T09:00:00Z"),
		}, ""},
		"components": {`{"components":[{"id":"g","name":"Europe","isParent":true,"children":[{"id":"c1","name":"API","status":"OPERATIONAL","isParent":false}]},
			{"id":"c2","name":"Mail","description":"Post","status":"","isParent":false,"group":{"name":"World"}}]}`, instatus.Answer{
			Kind:       instatus.KindComponents,
			Components: []incident.Component{{ID: "c1", Group: "Europe", Name: "API", Status: incident.ComponentOperational}, {ID: "c2", Group: "World", Name: "Mail"}},
		}, "no field for description"},
		"groups in a group": {`{"components":[{"id":"g","name":"Europe","isParent":true,"children":[
			{"id":"h","name":"North","isParent":true,"children":[{"id":"c1","name":"API","status":"MAJOROUTAGE"}]},{"id":"c2","name":"Mail","status":"OPERATIONAL"}]}]}`, instatus.Answer{
			Kind:       instatus.KindComponents,
			Components: []incident.Component{{ID: "c1", Group: "North", Name: "API", Status: incident.ComponentMajorOutage}, {ID: "c2", Group: "Europe", Name: "Mail", Status: incident.ComponentOperational}},
		}, ""},
		"a list of components": {`[{"id":"c1","name":"API","status":"OPERATIONAL","isParent":false}]`, instatus.Answer{
			Kind: instatus.KindComponents, Components: []incident.Component{{ID: "c1", Name: "API", Status: incident.ComponentOperational}},
		}, ""},
		"resolved at an unknown time": {`{"page":{"status":"UP"},"activeIncidents":[{"id":"i","name":"Slow","started":"2026-03-05T09:00:00Z","status":"RESOLVED","updatedAt":"2026-03-07T09:00:00Z"}]}`,
			instatus.Answer{Kind: instatus.KindSummary, State: "UP", Incidents: []*incident.Incident{{ID: "i", Title: "Slow",
				Updates: []incident.Update{{At: at("2026-03-05T09:00:00Z")}, {Status: incident.StatusResolved}}}}}, "without a body"},
		"a webhook in the documented form": {`{"incident":{"incident_updates":[{"body":"We look.","status":"INVESTIGATING","created_at":"2026-03-05T09:00:00Z","id":"u"}],"name":"Slow","id":"i",
			"impact":"PARTIALOUTAGE","status":"INVESTIGATING","resolved_at":null},"page":{"status_indicator":"HASISSUES","id":"p"},"meta":{}}`,
			instatus.Answer{Kind: instatus.KindIncidentWebhook, State: "HASISSUES", Page: incident.Page{ID: "p"}, Incidents: []*incident.Incident{{ID: "i", Title: "Slow", Page: incident.Page{ID: "p"},
				Impact: incident.ImpactMajor, Updates: []incident.Update{{ID: "u", Status: incident.StatusInvestigating, At: at("2026-03-05T09:00:00Z"), Body: "We look."}}}}}, "became the impact major"},
		"a list of the API": {`[{"id":"i","name":"Slow","started":"2026-03-05T08:00:00Z","status":"RESOLVED","updates":[
			{"id":"u2","message":"Well.","messageHtml":"<p>Well.</p>","status":"RESOLVED","started":"2026-03-05T09:30:00Z","createdAt":"2026-03-05T09:31:00Z"},
			{"id":"u1","message":"<p>Slow.</p>","messageHtml":"<p>Slow.</p>","status":"INVESTIGATING","started":"2026-03-05T09:00:00Z"}],"components":["c1"]}]`,
			instatus.Answer{Kind: instatus.KindIncidents, Incidents: []*incident.Incident{{ID: "i", Title: "Slow",
				Components: []incident.Component{{ID: "c1"}}, Updates: []incident.Update{
					{ID: "u1", Status: incident.StatusInvestigating, At: at("2026-03-05T09:00:00Z"), Body: "Slow."},
					{ID: "u2", Status: incident.StatusResolved, At: at("2026-03-05T09:30:00Z"), CreatedAt: at("2026-03-05T09:31:00Z"), Body: "Well."},
				}}}}, "a start that differs"},
	} {
		t.Run(name, func(t *testing.T) {
			if kind := instatus.Detect([]byte(test.data)); kind != test.want.Kind {
				t.Errorf("detected %q, want %q", kind, test.want.Kind)
			}
			got, err := instatus.Reader{}.Read("x.json", []byte(test.data))
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

// TestManaged reads responses of the management API: an incident, a list of
// them, an object with both lists, and components with their groups.
func TestManaged(t *testing.T) {
	const slow = `{"id":"i1","name":"Slow","status":"RESOLVED","impact":"operational","updates":[
		{"id":"u1","message":"We look.","messageHtml":"<p>We look.</p>","status":"INVESTIGATING","started":"2026-03-05T09:00:00Z"},
		{"id":"u2","message":"Over.","messageHtml":"<p>Over.</p>","status":"RESOLVED","started":"2026-03-05T10:00:00Z"}]}`
	for data, want := range map[string]int{slow: 1, "[" + slow + "," + slow + "]": 2, `{"page":{"status":"UP"},"incidents":[` + slow + `],"maintenances":[` + slow + `]}`: 2} {
		got, err := instatus.Reader{}.Read("x.json", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		if got.Kind != instatus.KindIncidents || len(got.Incidents) != want {
			t.Fatalf("%+v, want %d incidents", got, want)
		}
		for _, inc := range got.Incidents {
			if inc.Title != "Slow" || inc.Status() != incident.StatusResolved || len(inc.Updates) != 2 || inc.Updates[0].Body != "We look." {
				t.Errorf("%+v", inc)
			}
		}
	}
	got, err := instatus.Reader{}.Read("x.json", []byte(`{"page":{"name":"Shop","status":"UP"},"components":[
		{"id":"g","name":"API","isParent":true,"children":[{"id":"c1","name":"Orders","status":"OPERATIONAL"}]},
		{"id":"c2","name":"Search","status":"MAJOROUTAGE","group":{"name":"Shop"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []incident.Component{
		{ID: "c1", Group: "API", Name: "Orders", Status: incident.ComponentOperational},
		{ID: "c2", Group: "Shop", Name: "Search", Status: incident.ComponentMajorOutage},
	}
	if diff := cmp.Diff(want, got.Components); got.Kind != instatus.KindComponents || diff != "" {
		t.Errorf("%s: %s", got.Kind, diff)
	}
}

// TestRefused checks the place and the text of errors, with and without Lax.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		data string
		code incident.Code
		want string
	}{
		{`{"page":{"id":"p"},"incidents":[{"name":"Slow","incident_updates":[]}]}`, instatus.CodeVendor, `"incidents.incident_updates" belongs to Statuspage`},
		{`{"ongoing_incidents":[]}`, instatus.CodeVendor, "incident.io"},
		{`{"data":{"type":"status_page"}}`, instatus.CodeVendor, "Better Stack"},
		{`{"title":"Slow","updates":[{"at":"2026-03-05T09:00:00Z"}]}`, instatus.CodeVendor, "package incident"},
		{`{"error":"Too many requests"}`, incident.CodeUnknown, `it says "Too many requests"`},
		{`{"a":1}`, incident.CodeUnknown, `its keys are "a"`},
		{`[]`, incident.CodeUnknown, "a list"},
		{`7`, incident.CodeUnknown, "a number"},
		{``, incident.CodeSyntax, "cut off"},
		{`{"activeIncidents":[{"name":["x"],"started":"2026-03-05T09:00:00Z"}]}`, instatus.CodeType, "x.json:1:29: activeIncidents[0].name: a list"},
		{`{"activeIncidents":[{"name":"x","started":"soon"}]}`, instatus.CodeType, "not a time"},
		{`{"activeIncidents":[{"id":"x"}]}`, incident.CodeRequired, "neither a name"},
		{`{"page":{"status_indicator":"UP"},"incident":null}`, incident.CodeRequired, "the response has no incident"},
		{`{"activeIncidents":[}`, incident.CodeSyntax, "x.json:1:21"},
	} {
		_, err := instatus.Reader{}.Read("x.json", []byte(test.data))
		var fault *incident.SourceError
		if !errors.As(err, &fault) || fault.Code != test.code || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v (%+v), want %s: %s", test.data, err, fault, test.code, test.want)
		}
		_, err = instatus.Reader{Lax: true}.Read("x.json", []byte(test.data))
		var list incident.SourceErrors
		if !errors.As(err, &list) {
			t.Errorf("lax: %s: %v", test.data, err)
		}
	}
	if _, err := (instatus.Reader{Zone: "Nowhere"}).Read("x", []byte(webhook)); err == nil || !strings.Contains(err.Error(), "Nowhere") {
		t.Error(err)
	}
	if _, err := (instatus.Reader{MaxBytes: 9}).Read("x", []byte(webhook)); err == nil || !strings.Contains(err.Error(), "limit") {
		t.Error(err)
	}
	answer, err := instatus.Reader{Zone: "Europe/Copenhagen"}.Read("x", []byte(webhook))
	if err != nil || answer.Incidents[0].Page.TimeZone != "Europe/Copenhagen" {
		t.Errorf("%+v, %v", answer, err)
	}
}

// TestCorpus compares the reading of real responses with a plain decoding of
// their JSON.
func TestCorpus(t *testing.T) {
	type active struct{ ID, Name, Status, Started, Impact, URL string }
	type plain struct {
		Page            struct{ Name, URL, Status string }
		ActiveIncidents []active
		Incident        *struct {
			ID, Name, Status, URL string
			Updates               []struct {
				ID, Status, Markdown, Body string
				At                         time.Time `json:"created_at"`
			} `json:"incident_updates"`
			Affected []struct{ ID, Name, Status string } `json:"affected_components"`
		}
	}
	word := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }
	read, incidents := 0, 0
	for _, dir := range []string{"corpus/vendors", "cases/vendors"} {
		for _, file := range fixture.Files(t, dir, ".json") {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(file)
			ours := strings.HasPrefix(name, "instatus") || strings.HasPrefix(name, "perplexity")
			answer, err := instatus.Reader{}.Read(name, data)
			if (err == nil) != ours || (instatus.Detect(data) != "") != ours {
				t.Errorf("%s: read %v, detected %q", name, err, instatus.Detect(data))
			}
			if err != nil {
				continue
			}
			read++
			incidents += len(answer.Incidents)
			var want plain
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			for i, w := range want.ActiveIncidents {
				inc := answer.Incidents[i]
				if inc.ID != w.ID || inc.Title != w.Name || inc.URL != w.URL || word(string(inc.Status())) != word(w.Status) || !inc.Updates[0].At.Equal(at(w.Started)) || inc.Status().IsFinal() {
					t.Errorf("%s: %+v, want %+v", name, inc, w)
				}
			}
			if w := want.Incident; w != nil {
				inc := answer.Incidents[0]
				if inc.ID != w.ID || inc.Title != w.Name || inc.URL != w.URL || word(string(inc.Status())) != word(w.Status) || len(inc.Updates) != len(w.Updates) || len(inc.Components) != len(w.Affected) {
					t.Fatalf("%s: %+v, want %+v", name, inc, w)
				}
				for i, u := range inc.Updates {
					if x := w.Updates[i]; u.ID != x.ID || u.Body != x.Markdown+x.Body || !u.At.Equal(x.At) || word(string(u.Status)) != word(x.Status) || !u.EditedAt.IsZero() {
						t.Errorf("%s: %+v, want %+v", name, u, x)
					}
				}
				for i, c := range inc.Components {
					if x := w.Affected[i]; c.ID != x.ID || c.Name != x.Name || word(string(c.Status)) != strings.ToLower(strings.ReplaceAll(x.Status, " ", "")) {
						t.Errorf("%s: %+v, want %+v", name, c, x)
					}
				}
			}
		}
	}
	if read < 7 || incidents < 7 {
		t.Errorf("%d answers with %d incidents were read", read, incidents)
	}
}

// FuzzRead checks that no input panics, that a strict reader returns either an
// answer or an error, and that a lax reader returns at least as much.
func FuzzRead(f *testing.F) {
	f.Add([]byte(webhook))
	f.Add([]byte(`{"page":{"status":"UP"},"activeIncidents":[{"started":1e9,"status":[]},{}],"activeMaintenances":[{"duration":"99999999999","start":"2026-03-05"}]}`))
	f.Add([]byte(`[{"updates":[{"messageHtml":"<p>","markdown":"<li>x"}],"components":[null,"c",{"isParent":true,"children":[]}]}]`))
	f.Add([]byte(`{"page":{"status_indicator":"UP"},"component_update":[],"component":{"group":{"name":{"\u0000":`))
	f.Fuzz(func(t *testing.T, data []byte) {
		answer, err := instatus.Reader{}.Read("f", data)
		if answer == nil == (err == nil) {
			t.Fatalf("answer %v, error %v", answer, err)
		}
		lax, laxErr := instatus.Reader{Lax: true}.Read("f", data)
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
