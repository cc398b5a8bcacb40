package statuspage_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/statuspage"
)

// slow returns an incident with the ids of Statuspage.
func slow() *incident.Incident {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	return &incident.Incident{
		ID: "k3v9", Title: "Checkout is slow", Page: incident.Page{ID: "p1", Name: "Example Shop"},
		Components: []incident.Component{{ID: "c1", Name: "Checkout", Status: incident.ComponentPartialOutage}},
		Updates: []incident.Update{
			{ID: "u1", Status: incident.StatusInvestigating, At: at, Body: "Payments take <long>.", Changes: []incident.Change{{ID: "c1", Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentPartialOutage}}},
		},
	}
}

func ExampleWriter_Create() {
	r, err := statuspage.Writer{Notify: true}.Create(slow())
	if err != nil {
		panic(err)
	}
	fmt.Println(r)
	fmt.Printf("%s\n", r.Body)
	// Output:
	// POST /v1/pages/p1/incidents
	// {"incident":{"name":"Checkout is slow","status":"investigating","deliver_notifications":true,"body":"Payments take <long>.","components":{"c1":"partial_outage"},"component_ids":["c1"]}}
}

func ExampleRequest_String() {
	r, err := statuspage.Writer{}.Component(incident.Page{ID: "p1"}, incident.Component{ID: "c1", Status: incident.ComponentOperational})
	if err != nil {
		panic(err)
	}
	fmt.Println(r)
	fmt.Printf("%s\n", r.Body)
	// Output:
	// PATCH /v1/pages/p1/components/c1
	// {"component":{"status":"operational"}}
}

func ExampleWriter_Plan() {
	before, after := slow(), slow()
	after.Updates = append(after.Updates, incident.Update{Status: incident.StatusResolved, At: after.Updates[0].At.Add(time.Hour), Body: "All is well.",
		Changes: []incident.Change{{ID: "c1", Name: "Checkout", To: incident.ComponentOperational}}})
	after.Components[0].Status = incident.ComponentOperational
	requests, err := statuspage.Writer{}.Plan(before, after)
	if err != nil {
		panic(err)
	}
	for _, r := range requests {
		fmt.Printf("%s %s\n", r, r.Body)
	}
	// Output:
	// PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"status":"resolved","deliver_notifications":false,"body":"All is well.","components":{"c1":"operational"},"component_ids":["c1"]}}
}

func TestPlan(t *testing.T) {
	at := time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)
	document := func(inc *incident.Incident) string { return "# " + inc.Title }
	for name, c := range map[string]struct {
		change func(*incident.Incident)
		want   string
		path   string // of the error
	}{
		"nothing":   {func(*incident.Incident) {}, "", ""},
		"title":     {func(inc *incident.Incident) { inc.Title = "Shop is slow" }, `PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"name":"Shop is slow","deliver_notifications":false}}`, ""},
		"edit":      {func(inc *incident.Incident) { inc.Updates[0].Body, inc.Updates[0].EditedAt = "Other words.", at }, `PATCH /v1/pages/p1/incidents/k3v9/incident_updates/u1 {"incident_update":{"body":"Other words.","display_at":"2024-03-05T09:17:00Z","deliver_notifications":false}}`, ""},
		"backdated": {func(inc *incident.Incident) { inc.Updates[0].At = at.Add(-2 * time.Hour) }, `PATCH /v1/pages/p1/incidents/k3v9/incident_updates/u1 {"incident_update":{"body":"Payments take <long>.","display_at":"2024-03-05T08:00:00Z","deliver_notifications":false}}`, ""},
		"two updates": {func(inc *incident.Incident) {
			inc.Updates = append(inc.Updates, incident.Update{Status: incident.StatusIdentified, At: at, Body: "Found."}, incident.Update{At: at.Add(time.Minute), Body: "Wait."})
		}, `PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"status":"identified","deliver_notifications":false,"body":"Found."}}
PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"deliver_notifications":false,"body":"Wait."}}`, ""},
		"component": {func(inc *incident.Incident) { inc.Components[0].Status = incident.ComponentOperational }, `PATCH /v1/pages/p1/components/c1 {"component":{"status":"operational"}}`, ""},
		"component added": {func(inc *incident.Incident) {
			inc.Components = append(inc.Components, incident.Component{ID: "c2", Name: "Search", Status: incident.ComponentMajorOutage}, incident.Component{ID: "c3", Name: "Mail"})
		}, `PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"deliver_notifications":false,"component_ids":["c1","c2","c3"]}}
PATCH /v1/pages/p1/components/c2 {"component":{"status":"major_outage"}}`, ""},
		"component removed": {func(inc *incident.Incident) { inc.Components, inc.Updates[0].Changes = nil, nil }, `PATCH /v1/pages/p1/incidents/k3v9/incident_updates/u1 {"incident_update":{"body":"Payments take <long>.","display_at":"2024-03-05T09:17:00Z","deliver_notifications":false}}
PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"deliver_notifications":false,"component_ids":[]}}`, ""},
		"component added by an update": {func(inc *incident.Incident) {
			inc.Components = append(inc.Components, incident.Component{ID: "c2", Name: "Search", Status: incident.ComponentMajorOutage})
			inc.Updates = append(inc.Updates, incident.Update{At: at, Body: "Search, too.", Changes: []incident.Change{{ID: "c2", Name: "Search", To: incident.ComponentMajorOutage}}})
		}, `PATCH /v1/pages/p1/incidents/k3v9 {"incident":{"deliver_notifications":false,"body":"Search, too.","components":{"c2":"major_outage"},"component_ids":["c1","c2"]}}`, ""},
		"unknown component": {func(inc *incident.Incident) {
			inc.Components = append(inc.Components, incident.Component{Name: "Serach", Status: incident.ComponentMajorOutage})
		}, "", "components[1].id"},
		"unknown component in an update": {func(inc *incident.Incident) {
			inc.Updates = append(inc.Updates, incident.Update{At: at, Body: "Search, too.", Changes: []incident.Change{{Name: "Serach", To: incident.ComponentMajorOutage}}})
		}, "", "updates[1].changes[0].id"},
		"unknown component beside an update": {func(inc *incident.Incident) {
			inc.Components = append(inc.Components, incident.Component{Name: "Serach"})
			inc.Updates = append(inc.Updates, incident.Update{At: at, Body: "Over.", Changes: []incident.Change{{ID: "c1", Name: "Checkout", To: incident.ComponentOperational}}})
			inc.Components[0].Status = incident.ComponentOperational
		}, "", "components[1].id"},
		"postmortem": {func(inc *incident.Incident) {
			inc.Postmortem = &incident.Postmortem{PublishedAt: at, Sections: []incident.Section{{Body: "A disk."}}}
		}, `PUT /v1/pages/p1/incidents/k3v9/postmortem {"postmortem":{"body_draft":"# Checkout is slow"}}
PUT /v1/pages/p1/incidents/k3v9/postmortem/publish {"postmortem":{"notify_subscribers":false}}`, ""},
		"draft": {func(inc *incident.Incident) {
			inc.Postmortem = &incident.Postmortem{Sections: []incident.Section{{Body: "A disk."}}}
		}, "", ""},
		"private":   {func(inc *incident.Incident) { inc.Events = []incident.Event{{At: at, Text: "secret"}} }, "", ""},
		"retracted": {func(inc *incident.Incident) { inc.Updates[0].RetractedAt = at }, "", "updates[0]"},
		"too long":  {func(inc *incident.Incident) { inc.Title = strings.Repeat("é", 256) }, "", "title"},
		"long body": {func(inc *incident.Incident) {
			inc.Updates = append(inc.Updates, incident.Update{At: at, Body: strings.Repeat("é", 25_001)})
		}, "", "updates[1].body"},
		"late": {func(inc *incident.Incident) {
			inc.Updates = append([]incident.Update{{At: at.Add(-3 * time.Hour), Body: "Early."}}, inc.Updates...)
		}, "", "updates[0]"},
	} {
		after := slow()
		c.change(after)
		list, err := statuspage.Writer{Document: document}.Plan(slow(), after)
		var got []string
		for _, r := range list {
			got = append(got, r.String()+" "+string(r.Body))
			if !json.Valid(r.Body) {
				t.Errorf("%s: no JSON: %s", name, r.Body)
			}
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		var field *incident.FieldError
		if errors.As(err, &field); (c.path == "") != (err == nil) || field != nil && field.Path != c.path {
			t.Errorf("%s: error %v, want one at %q", name, err, c.path)
		}
	}
}

// TestRequestsNeedIDs checks that errors name missing ids, and that no id of an
// incident can change the path.
func TestRequestsNeedIDs(t *testing.T) {
	var field *incident.FieldError
	pageless, nameless, silent, listed, changed := slow(), slow(), slow(), slow(), slow()
	pageless.Page.ID, nameless.Title, silent.Updates = "", "", nil
	listed.Components = append(listed.Components, incident.Component{Name: "Serach"})
	changed.Updates[0].Changes[0].ID = ""
	for path, inc := range map[string]*incident.Incident{
		"page.id": pageless, "title": nameless, "updates": silent, "components[1].id": listed, "updates[0].changes[0].id": changed,
	} {
		if _, err := (statuspage.Writer{}).Create(inc); !errors.As(err, &field) || field.Path != path || field.Code != incident.CodeRequired {
			t.Errorf("%s: %v", path, err)
		}
	}
	odd := slow()
	odd.ID, odd.Updates[0].ID = "a/../b?c", "d#e"
	r, err := statuspage.Writer{PageID: "x/y"}.Edit(odd, 0)
	if err != nil || r.Path != "/v1/pages/x%2Fy/incidents/a%2F..%2Fb%3Fc/incident_updates/d%23e" {
		t.Errorf("%s, %v", r.Path, err)
	}
	if _, err := (statuspage.Writer{}).Update(&incident.Incident{Page: incident.Page{ID: "p"}, Updates: []incident.Update{{Status: "found"}}, ID: "i"}, 0); !errors.As(err, &field) || field.Code != incident.CodeUnknown {
		t.Errorf("an unknown status: %v", err)
	}
}

// TestRetractedIsNotSent creates an incident whose first update was retracted.
func TestRetractedIsNotSent(t *testing.T) {
	inc := slow()
	inc.Updates = append([]incident.Update{{Status: incident.StatusInvestigating, At: inc.Updates[0].At, Body: "Withdrawn.", RetractedAt: inc.Updates[0].At}}, inc.Updates...)
	r, err := statuspage.Writer{}.Create(inc)
	if err != nil || strings.Contains(string(r.Body), "Withdrawn") || !strings.Contains(string(r.Body), `"body":"`) {
		t.Errorf("%s, %v", r.Body, err)
	}
	var field *incident.FieldError
	if _, err := (statuspage.Writer{}).Update(inc, 0); !errors.As(err, &field) || field.Code != incident.CodeUnsupported || field.Path != "updates[0]" {
		t.Error(err)
	}
	inc.Updates = inc.Updates[:1]
	if _, err := (statuspage.Writer{}).Create(inc); !errors.As(err, &field) || field.Code != incident.CodeRequired {
		t.Error(err)
	}
}
