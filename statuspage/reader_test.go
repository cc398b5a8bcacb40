package statuspage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/statuspage"
)

func read(t *testing.T, data string) *statuspage.Answer {
	t.Helper()
	answer, err := statuspage.Reader{}.Read("test.json", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func utc(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

const summary = `{
	"page": {"id": "p1", "name": "Example Freight", "url": "https://status.example.com/", "time_zone": "Copenhagen"},
	"status": {"indicator": "minor", "description": "Partially Degraded Service"},
	"components": [
		{"id": "c1", "name": "Tracking", "status": "degraded_performance", "group_id": "g1", "group": false},
		{"id": "g1", "name": "Web - Public", "status": "degraded_performance", "group_id": null, "group": true},
		{"id": "c2", "name": "Partner API", "status": "operational", "group_id": null, "group": false}
	],
	"incidents": [{
		"id": "i1", "name": "Tracking is slow", "status": "identified", "impact": "minor", "impact_override": null,
		"created_at": "2024-03-05T09:00:00.120+01:00", "started_at": "2024-03-05T09:00:00.100+01:00",
		"shortlink": "https://stspg.example/x1",
		"components": [{"id": "c1", "name": "Tracking", "status": "degraded_performance", "group_id": "g1"}],
		"incident_updates": [
			{"id": "u2", "status": "identified", "body": "Found.\r\nMore at <a href=\"https://example.com/a\">the forum</a>.",
			 "created_at": "2024-03-05T09:20:00+01:00", "display_at": "2024-03-05T09:15:00+01:00", "updated_at": "2024-03-05T11:00:00+01:00",
			 "affected_components": [{"name": "No components were affected by this update."}]},
			{"id": "u1", "status": "investigating", "body": "We look at *it*.",
			 "created_at": "2024-03-05T09:00:00.120+01:00", "display_at": "2024-03-05T09:00:00.120+01:00", "updated_at": "2024-03-05T09:00:01+01:00",
			 "affected_components": [{"code": "c1", "name": "Web - Public - Tracking", "old_status": "operational", "new_status": "degraded_performance"}]}
		]
	}],
	"scheduled_maintenances": [{
		"id": "m1", "name": "Database work", "status": "scheduled", "impact": "maintenance",
		"scheduled_for": "2024-03-09T22:00:00Z", "scheduled_until": "2024-03-09T23:30:00Z",
		"incident_updates": [{"id": "u3", "status": "scheduled", "body": "", "display_at": "2024-03-04T10:00:00Z"}],
		"components": []
	}]
}`

func TestSummary(t *testing.T) {
	got := read(t, summary)
	page := incident.Page{ID: "p1", Name: "Example Freight", URL: "https://status.example.com/", TimeZone: "Europe/Copenhagen"}
	tracking := incident.Component{ID: "c1", Group: "Web - Public", Name: "Tracking", Status: incident.ComponentDegradedPerformance}
	want := &statuspage.Answer{
		Kind: statuspage.KindSummary, Page: page,
		Status:     statuspage.Status{Indicator: incident.ImpactMinor, Description: "Partially Degraded Service"},
		Components: []incident.Component{tracking, {ID: "c2", Name: "Partner API", Status: incident.ComponentOperational}},
		Incidents: []*incident.Incident{
			{
				ID: "i1", Title: "Tracking is slow", URL: "https://status.example.com/incidents/i1", Aliases: []string{"https://stspg.example/x1"},
				Page: page, Impact: incident.ImpactMinor, Components: []incident.Component{tracking},
				Updates: []incident.Update{
					{
						ID: "u1", Status: incident.StatusInvestigating, At: utc("2024-03-05T08:00:00.120Z"), Body: `We look at \*it\*.`,
						Changes: []incident.Change{{ID: "c1", Group: "Web - Public", Name: "Tracking", From: incident.ComponentOperational, To: incident.ComponentDegradedPerformance}},
					},
					{
						ID: "u2", Status: incident.StatusIdentified, At: utc("2024-03-05T08:15:00Z"), CreatedAt: utc("2024-03-05T08:20:00Z"),
						EditedAt: utc("2024-03-05T10:00:00Z"), Body: "Found.\nMore at [the forum](https://example.com/a).",
					},
				},
			},
			{
				ID: "m1", Title: "Database work", URL: "https://status.example.com/incidents/m1", Page: page, Impact: incident.ImpactMaintenance,
				Window:  incident.Window{Start: utc("2024-03-09T22:00:00Z"), End: utc("2024-03-09T23:30:00Z")},
				Updates: []incident.Update{{ID: "u3", Status: incident.StatusScheduled, At: utc("2024-03-04T10:00:00Z")}},
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, inc := range got.Incidents {
		if err := inc.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestKinds(t *testing.T) {
	tests := []struct {
		data string
		want statuspage.Kind
		n    int // incidents
	}{
		{`{"page":{},"status":{"indicator":"none"}}`, statuspage.KindStatus, 0},
		{`{"page":{"id":"p"}}`, statuspage.KindStatus, 0},
		{`{"page":{},"components":[]}`, statuspage.KindComponents, 0},
		{`{"page":{},"incidents":[{"id":"a","name":"b"}]}`, statuspage.KindIncidents, 1},
		{`{"page":{},"scheduled_maintenances":[{"name":"a"},{"name":"b"}]}`, statuspage.KindScheduledMaintenances, 2},
		{`{"page":{},"incidents":[],"scheduled_maintenances":[],"components":[],"status":{}}`, statuspage.KindSummary, 0},
		{`{"page":{},"incident":{"name":"a"}}`, statuspage.KindIncident, 1},
		{`{"id":"a","name":"b","status":"resolved","incident_updates":[]}`, statuspage.KindIncident, 1},
		{`{"id":"a","name":"b","impact":"none"}`, statuspage.KindIncident, 1},
		{`{"id":"a","name":"b","status":"operational","group_id":null}`, statuspage.KindComponents, 0},
		{`[{"id":"a","name":"b","incident_updates":[]},{"id":"c","name":"d","impact":"minor"}]`, statuspage.KindIncidents, 2},
		{`[{"id":"a","name":"b","status":"operational","position":1}]`, statuspage.KindComponents, 0},
		{`[]`, statuspage.KindIncidents, 0},
		{`{"meta":{},"page":{},"incident":{"name":"a"}}`, statuspage.KindIncidentWebhook, 1},
		{`{"meta":{},"page":{},"component_update":{},"component":{}}`, statuspage.KindComponentWebhook, 0},
		{`{"months":[{"name":"May","year":2024,"incidents":[{"code":"a"}]}]}`, statuspage.KindHistory, 1},
		{"\ufeff{\"incidents\":[]}", statuspage.KindIncidents, 0},
	}
	for _, tt := range tests {
		if got := read(t, tt.data); got.Kind != tt.want || len(got.Incidents) != tt.n {
			t.Errorf("%s: %s with %d incidents, want %s with %d", tt.data, got.Kind, len(got.Incidents), tt.want, tt.n)
		}
	}
}

// TestAddresses checks that the address of an incident is made only from what
// is an address of a page.
func TestAddresses(t *testing.T) {
	for _, test := range []struct{ page, id, short, want string }{
		{`"url":"https://status.example.com/"`, "a1", "", "https://status.example.com/incidents/a1"},
		{`"url":"https://status.example.com"`, "a/../b", "", "https://status.example.com/incidents/a%2F..%2Fb"},
		{`"url":"https://www.example.com","subdomain":"shop"`, "a1", "", "https://shop.statuspage.io/incidents/a1"},
		{`"url":"status.example.com"`, "a1", "https://short.example/a1", "https://short.example/a1"},
		{`"url":"javascript:alert(1)"`, "a1", "", ""},
		{`"url":null`, "a1", "https://short.example/a1", "https://short.example/a1"},
	} {
		got := read(t, `{"page":{`+test.page+`},"incidents":[{"id":"`+test.id+`","name":"Slow","shortlink":"`+test.short+`","incident_updates":[]}]}`).Incidents[0]
		if got.URL != test.want || len(got.Aliases) > 0 {
			t.Errorf("%s: %q, %q", test.page, got.URL, got.Aliases)
		}
	}
}

// TestMaintenances checks that an incident in a list of maintenances is one.
func TestMaintenances(t *testing.T) {
	for data, want := range map[string]incident.Impact{
		`"status":"completed"`:                      incident.ImpactMaintenance,
		`"impact":"none"`:                           incident.ImpactNone,
		`"scheduled_for":"2026-03-05T09:00:00Z"`:    "",
		`"impact_override":"minor","impact":"none"`: incident.ImpactMinor,
	} {
		if got := read(t, `{"scheduled_maintenances":[{"id":"a","name":"Disks",`+data+`}]}`).Incidents[0]; got.Impact != want {
			t.Errorf("%s: impact %q, want %q", data, got.Impact, want)
		}
	}
}

// TestDocumentedWebhook reads a webhook with the key of an organization, which
// Better Stack has, too.
func TestDocumentedWebhook(t *testing.T) {
	got := read(t, `{"meta":{"documentation":""},"page":{"id":"p1","status_indicator":"critical","status_description":"Major System Outage"},
		"incident":{"backfilled":false,"impact":"critical","name":"Down","status":"resolved","id":"i1","organization_id":"o1","incident_updates":[
			{"id":"u1","status":"resolved","body":"Over.","created_at":"2026-03-05T10:00:00Z","display_at":"2026-03-05T10:00:00Z"}]}}`)
	inc := got.Incidents[0]
	if got.Kind != statuspage.KindIncidentWebhook || inc.Status() != incident.StatusResolved || inc.Impact != incident.ImpactCritical || len(got.Notes) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestComponentWebhook(t *testing.T) {
	got := read(t, `{"meta":{"generated_at":"2024-03-05T08:00:01Z"},"page":{"id":"p1","status_indicator":"major","status_description":"Partial System Outage"},
		"component_update":{"id":"x","old_status":"operational","new_status":"major_outage","created_at":"2024-03-05T08:00:00Z","component_id":"c1"},
		"component":{"id":"c1","name":"Search","status":"major_outage"}}`)
	want := statuspage.ComponentChange{At: utc("2024-03-05T08:00:00Z"), Change: incident.Change{
		ID: "c1", Name: "Search", From: incident.ComponentOperational, To: incident.ComponentMajorOutage,
	}}
	if diff := cmp.Diff(want, got.Change); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got.Status != (statuspage.Status{Indicator: incident.ImpactMajor, Description: "Partial System Outage"}) {
		t.Errorf("status %v", got.Status)
	}
}

func TestTolerance(t *testing.T) {
	inc := read(t, `{"id":17,"name":"Mail is late","impact":"MAJOR","impact_override":"","status":"In Progress","metadata":{"tracker":{"key":"OPS-4"},"note":true},
		"reminder_intervals":"[]","components":"[]","scheduled_for":null,"scheduled_until":false,
		"incident_updates":[
			{"id":"b","status":"In Progress","body":"One &amp; two","display_at":1709625600,"affected_components":null},
			{"id":"a","status":"paused","body":"- one\r\n- two","display_at":"2024-03-05 07:00:00 UTC","affected_components":[{"name":"A - B","new_status":"slow"}]}]}`).Incidents[0]
	want := &incident.Incident{
		ID: "17", Title: "Mail is late", Impact: incident.ImpactMajor, Labels: map[string]string{"tracker.key": "OPS-4", "note": "true"},
		Updates: []incident.Update{
			{ID: "a", Status: "paused", At: utc("2024-03-05T07:00:00Z"), Body: "\\- one\n\\- two", Changes: []incident.Change{{Name: "A - B", To: "slow"}}},
			{ID: "b", Status: incident.StatusInProgress, At: utc("2024-03-05T08:00:00Z"), Body: "One & two"},
		},
	}
	if diff := cmp.Diff(want, inc); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOrder(t *testing.T) {
	update := func(id, at, created string) string {
		return `{"id":"` + id + `","display_at":"2024-03-05T0` + at + `:00:00Z","created_at":"2024-03-05T0` + created + `:00:00Z"}`
	}
	tests := []struct{ name, updates, want string }{
		{"newest first", update("c", "3", "3") + "," + update("b", "2", "2") + "," + update("a", "1", "1"), "abc"},
		{"oldest first", update("a", "1", "1") + "," + update("b", "2", "2"), "ab"},
		{"equal times keep the page's order", update("c", "3", "3") + "," + update("b", "3", "3") + "," + update("a", "3", "3"), "abc"},
		{"equal times, entered oldest first", update("a", "3", "1") + "," + update("b", "3", "2"), "ab"},
		{"never sorted", update("d", "4", "4") + "," + update("b", "2", "2") + "," + update("c", "3", "3") + "," + update("a", "1", "1"), "acbd"},
	}
	for _, tt := range tests {
		inc := read(t, `{"incident":{"incident_updates":[`+tt.updates+`]}}`).Incidents[0]
		got := ""
		for _, u := range inc.Updates {
			got += u.ID
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestEdited(t *testing.T) {
	tests := []struct{ name, created, shown, updated, want string }{
		{"never", "2024-03-05T08:00:00Z", "2024-03-05T08:00:00Z", "2024-03-05T08:00:00Z", ""},
		{"when it was sent", "2024-03-05T08:00:00Z", "2024-03-05T08:00:00Z", "2024-03-05T08:00:02Z", ""},
		{"later", "2024-03-05T08:00:00Z", "2024-03-05T08:00:00Z", "2024-03-05T09:00:00Z", "2024-03-05T09:00:00Z"},
		{"entered late, and sent", "2024-03-05T08:00:00Z", "2024-03-05T07:00:00Z", "2024-03-05T08:00:02Z", ""},
		{"imported years later", "2024-03-05T08:00:00Z", "2014-03-05T08:00:00Z", "2024-03-05T08:00:00Z", ""},
		{"not told when it was entered", "", "2014-03-05T08:00:00Z", "2024-03-05T08:00:00Z", ""},
	}
	for _, tt := range tests {
		u := read(t, `{"incident":{"incident_updates":[{"created_at":"`+tt.created+`","display_at":"`+tt.shown+`","updated_at":"`+tt.updated+`"}]}}`).Incidents[0].Updates[0]
		want := time.Time{}
		if tt.want != "" {
			want = utc(tt.want)
		}
		if !u.EditedAt.Equal(want) {
			t.Errorf("%s: %s, want %s", tt.name, u.EditedAt, want)
		}
	}
}

func TestPostmortem(t *testing.T) {
	const body = `"# Cause\r\n\r\nA *disk* was full."`
	section := []incident.Section{{Body: "# Cause\n\nA *disk* was full."}}
	tests := []struct {
		name, data string
		want       *incident.Postmortem
		updates    int
	}{
		{"none", `"postmortem_body":null,"postmortem_published_at":null`, nil, 0},
		{"none, as a truth value", `"postmortem_published_at":false`, nil, 0},
		{"update", `"incident_updates":[{"status":"postmortem","body":` + body + `,"display_at":"2024-03-07T08:00:00Z"},{"status":"resolved","display_at":"2024-03-05T08:00:00Z"}]`,
			&incident.Postmortem{PublishedAt: utc("2024-03-07T08:00:00Z"), Sections: section}, 1},
		{"update in HTML", `"incident_updates":[{"status":"postmortem","body":"<p>A <em>disk</em> was full.</p>","display_at":"2024-03-07T08:00:00Z"}]`,
			&incident.Postmortem{PublishedAt: utc("2024-03-07T08:00:00Z"), Sections: []incident.Section{{Body: "A *disk* was full."}}}, 0},
		{"body", `"postmortem_body":` + body + `,"postmortem_published_at":"2024-03-07T09:00:00+01:00","postmortem_body_last_updated_at":"2024-03-08T08:00:00Z"`,
			&incident.Postmortem{PublishedAt: utc("2024-03-07T08:00:00Z"), EditedAt: utc("2024-03-08T08:00:00Z"), Sections: section}, 0},
		{"draft", `"postmortem_body":` + body + `,"postmortem_published_at":null`, &incident.Postmortem{Sections: section}, 0},
		{"published, by the status", `"status":"postmortem","postmortem_body":` + body + `,"postmortem_published_at":null,"postmortem_body_last_updated_at":"2024-03-08T08:00:00Z"`,
			&incident.Postmortem{PublishedAt: utc("2024-03-08T08:00:00Z"), Sections: section}, 0},
		{"published, as a truth value", `"postmortem_body":` + body + `,"postmortem_published_at":true,"postmortem_body_last_updated_at":"2024-03-08T08:00:00Z"`,
			&incident.Postmortem{PublishedAt: utc("2024-03-08T08:00:00Z"), Sections: section}, 0},
	}
	for _, tt := range tests {
		inc := read(t, `{"incident":{"id":"a","name":"b",`+tt.data+`}}`).Incidents[0]
		if diff := cmp.Diff(tt.want, inc.Postmortem); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
		if len(inc.Updates) != tt.updates {
			t.Errorf("%s: %d updates, want %d", tt.name, len(inc.Updates), tt.updates)
		}
	}
}

func TestNames(t *testing.T) {
	const components = `"components":[{"id":"g","name":"EU - West","group":true},{"id":"h","name":"EU","group":true},{"id":"4","name":"In"},{"id":"1","name":"API","group_id":"g"},
		{"id":"2","name":"Mail - In"},{"id":"3","name":"Now renamed","group_id":"g"}],`
	tests := []struct{ name, id, full, own, group, want string }{
		{"whole", "2", "Mail - In", "", "", "Mail - In"},
		{"group and name", "1", "EU - West - API", "", "EU - West", "API"},
		{"bare", "1", "API", "", "EU - West", "API"},
		{"renamed since", "3", "EU - West - Then", "", "EU - West", "Then"},
		{"group renamed since", "1", "Europe - API", "", "Europe", "API"},
		{"no id, known group", "", "EU - Old - One", "", "EU", "Old - One"},
		{"no id, known name", "", "Other - API", "", "Other", "API"},
		{"no id, known whole", "", "Mail - In", "", "", "Mail - In"},
		{"unknown", "9", "Node - Seoul", "", "", "Node - Seoul"},
		{"component of the incident", "9", "Nodes - Seoul - 1", `{"id":"9","name":"Seoul - 1"}`, "Nodes", "Seoul - 1"},
		{"empty halves", "9", " - API", "", "", "- API"},
	}
	for _, tt := range tests {
		data := `{` + components + `"incident":{"components":[` + tt.own + `],"incident_updates":[{"display_at":"2024-03-05T08:00:00Z","affected_components":[
			{"code":"` + tt.id + `","name":"` + tt.full + `","new_status":"major_outage"}]}]}}`
		inc := read(t, data).Incidents[0]
		c := inc.Updates[0].Changes[0]
		if c.Group != tt.group || c.Name != tt.want {
			t.Errorf("%s: %q is %q and %q, want %q and %q", tt.name, tt.full, c.Group, c.Name, tt.group, tt.want)
		}
		if tt.own != "" && inc.Components[0].Group != tt.group {
			t.Errorf("%s: the component's group is %q, want %q", tt.name, inc.Components[0].Group, tt.group)
		}
	}
}

func TestHistory(t *testing.T) {
	got := read(t, `{"page_status":{"page":{"id":"p1","name":"Example Shop","url":"https://www.example.com","domain":"status.example.com","time_zone":"London"}},"components":[],
		"months":[{"name":"March","year":2024,"days":31,"incidents":[
			{"code":"a","name":"Search is slow","impact":"minor","message":"This incident has been resolved.","timestamp":"Mar <var data-var='date'>30</var>, <var data-var='time'>23:44</var> - Mar <var data-var='date'>31</var>, <var data-var='time'>02:10</var> BST"},
			{"code":"b","name":"Database work","impact":"maintenance","message":"Done.","timestamp":"Mar 2, 22:00 - 23:00 GMT"},
			{"code":"c","name":"Odd","impact":"none","message":"","timestamp":"some time in March"}]}]}`)
	page := incident.Page{ID: "p1", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/London"}
	want := []*incident.Incident{
		{
			ID: "a", Title: "Search is slow", URL: "https://status.example.com/incidents/a", Page: page, Impact: incident.ImpactMinor,
			Updates: []incident.Update{{At: utc("2024-03-31T01:10:00Z"), Body: "This incident has been resolved."}},
			Events:  []incident.Event{{At: utc("2024-03-30T22:44:00Z"), Until: utc("2024-03-31T01:10:00Z"), Written: "Mar 30, 23:44 - Mar 31, 02:10 BST"}},
		},
		{
			ID: "b", Title: "Database work", URL: "https://status.example.com/incidents/b", Page: page, Impact: incident.ImpactMaintenance,
			Window:  incident.Window{Start: utc("2024-03-02T22:00:00Z"), End: utc("2024-03-02T23:00:00Z")},
			Updates: []incident.Update{{At: utc("2024-03-02T23:00:00Z"), Body: "Done."}},
		},
		{ID: "c", Title: "Odd", URL: "https://status.example.com/incidents/c", Page: page, Impact: incident.ImpactNone},
	}
	if diff := cmp.Diff(want, got.Incidents); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(got.Notes) != 2 || got.Notes[1].Path != "months[0].incidents[2].timestamp" || got.Notes[1].Code != statuspage.CodeUnmapped {
		t.Errorf("notes %v", got.Notes)
	}
}

// TestHistoryZone concludes the zone of a history that names none. PST alone
// means Los Angeles, as elsewhere; CST alone may mean Shanghai and remains
// open.
func TestHistoryZone(t *testing.T) {
	for _, tt := range []struct{ stamp, zone, at string }{
		{"Dec 30, 22:53 - 23:53 PST", "America/Los_Angeles", "2023-12-31T07:53:00Z"},
		{"Dec 30, 22:53 - Jan 2, 01:00 PST", "America/Los_Angeles", "2024-01-02T09:00:00Z"},
		{"Dec 30, 22:53 - 23:53 UTC", "UTC", "2023-12-30T23:53:00Z"},
		{"Dec 30, 22:53 - 23:53 CST", "", ""},
		{"Dec 30, 22:53 - 23:53 CEST", "", "2023-12-30T21:53:00Z"},
		{"Dec 30, 22:53 - 23:53", "", ""},
	} {
		got := read(t, `{"months":[{"name":"December","year":2023,"incidents":[{"code":"a","name":"A","message":"Over.","timestamp":"`+tt.stamp+`"}]}]}`)
		var at time.Time
		if tt.at != "" {
			at = utc(tt.at)
		}
		if u := got.Incidents[0].Updates[0]; got.Page.TimeZone != tt.zone || got.Incidents[0].Page.TimeZone != tt.zone || !u.At.Equal(at) {
			t.Errorf("%s: zone %q, %s, want %q, %s", tt.stamp, got.Page.TimeZone, u.At, tt.zone, at)
		}
	}
}

func TestZone(t *testing.T) {
	const local = `"incidents":[{"incident_updates":[{"display_at":"2024-07-05T08:00:00"}]}]`
	const offset = `"incidents":[{"incident_updates":[{"display_at":"2024-07-05T08:00:00+02:00"}]}]`
	tests := []struct {
		name, data, reader, zone string
		at                       string
		notes                    string // codes
	}{
		{"IANA", `{"page":{"time_zone":"Etc/UTC"},` + offset + `}`, "", "Etc/UTC", "2024-07-05T06:00:00Z", ""},
		{"Rails", `{"page":{"time_zone":"Eastern Time (US & Canada)"},` + offset + `}`, "", "America/New_York", "2024-07-05T06:00:00Z", ""},
		{"local time", `{"page":{"time_zone":"Madrid"},` + local + `}`, "", "Europe/Madrid", "2024-07-05T06:00:00Z", "inferred"},
		{"unknown", `{"page":{"time_zone":"Atlantis"},"incidents":[]}`, "", "", "", "zone"},
		{"none", `{"page":{},` + offset + `}`, "", "", "2024-07-05T06:00:00Z", "zone"},
		{"given", `{"page":{},` + local + `}`, "Asia/Tokyo", "Asia/Tokyo", "2024-07-04T23:00:00Z", "inferred inferred"},
		{"given beside another", `{"page":{"time_zone":"London"},"incidents":[]}`, "Asia/Tokyo", "Europe/London", "", ""},
	}
	for _, tt := range tests {
		answer, err := statuspage.Reader{Zone: tt.reader}.Read("", []byte(tt.data))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var codes []string
		for _, n := range answer.Notes {
			codes = append(codes, string(n.Code))
		}
		if answer.Page.TimeZone != tt.zone || strings.Join(codes, " ") != tt.notes {
			t.Errorf("%s: %q %v, want %q %q", tt.name, answer.Page.TimeZone, answer.Notes, tt.zone, tt.notes)
		}
		if tt.at != "" && !answer.Incidents[0].Updates[0].At.Equal(utc(tt.at)) {
			t.Errorf("%s: %s, want %s", tt.name, answer.Incidents[0].Updates[0].At, tt.at)
		}
	}
}

// TestErrors checks the places of errors, which ¶ marks in the input.
func TestErrors(t *testing.T) {
	tests := []struct {
		name, data string
		path       string
		code       incident.Code
	}{
		{"cut off", "{\"incidents\":[\n{\"id\":\"a\"}¶", "", incident.CodeSyntax},
		{"broken", "{\n  \"a\" ¶1}", "", incident.CodeSyntax},
		{"two values", `{"incidents":[]} ¶{}`, "", incident.CodeSyntax},
		{"nothing", "¶", "", incident.CodeSyntax},
		{"no answer", `¶{"a":1}`, "", incident.CodeUnknown},
		{"a text", `¶"incidents"`, "", statuspage.CodeType},
		{"null", ` ¶null`, "", statuspage.CodeType},
		{"name", "{\"incident\":{\n\t\"name\": ¶[1]}}", "incident.name", statuspage.CodeType},
		{"time", "{\"incidents\":[{},\n{\"incident_updates\":[{\"display_at\": ¶\"soon\"}]}]}", "incidents[1].incident_updates[0].display_at", statuspage.CodeType},
		{"year", `{"incident":{"created_at":¶"0000-01-01T00:00:00Z"}}`, "incident.created_at", incident.CodeRange},
		{"year of a number", `{"incident":{"created_at":¶1e300}}`, "incident.created_at", incident.CodeRange},
		{"no such day", `{"incident":{"created_at":¶"2024-02-30T00:00:00Z"}}`, "incident.created_at", statuspage.CodeType},
		{"list", `{"incidents":¶{"a":1}}`, "incidents", statuspage.CodeType},
		{"element", `[{"incident_updates":[¶7]}]`, "[0].incident_updates[0]", statuspage.CodeType},
	}
	for _, tt := range tests {
		at := strings.Index(tt.data, "¶")
		line := 1 + strings.Count(tt.data[:at], "\n")
		column := at - strings.LastIndex(tt.data[:at], "\n")
		_, err := statuspage.Reader{}.Read("x.json", []byte(strings.Replace(tt.data, "¶", "", 1)))
		var e *incident.SourceError
		if !errors.As(err, &e) {
			t.Errorf("%s: error %v", tt.name, err)
			continue
		}
		if e.File != "x.json" || e.Path != tt.path || e.Code != tt.code || e.Line != line || e.Column != column {
			t.Errorf("%s: %v (%s), want %q at %d:%d (%s)", tt.name, e, e.Code, tt.path, line, column, tt.code)
		}
	}
}

func TestLax(t *testing.T) {
	tests := []struct {
		name, data string
		incidents  string // ids and their updates
		errs       int
	}{
		{"bad values", `{"incidents":[{"id":"a","name":{},"incident_updates":[{"id":"1","display_at":"?"}]},7,{"id":"b","name":"c"}]}`, "a(1) b()", 3},
		{"cut off in a string", `{"incidents":[{"id":"a","incident_updates":[{"id":"1"},{"id":"2`, "a(1)", 1},
		{"cut off in a key", `{"incidents":[{"id":"a","nam`, "a()", 1},
		{"cut off in a number", `{"incidents":[{"id":"a"},{"id":1`, "a()", 1},
		{"broken", `{"incidents":[{"id":"a"}, {"id":"b"} x {"id":"c"}]}`, "a() b()", 1},
	}
	for _, tt := range tests {
		answer, err := statuspage.Reader{Lax: true}.Read("", []byte(tt.data))
		var errs incident.SourceErrors
		if !errors.As(err, &errs) || len(errs) != tt.errs {
			t.Errorf("%s: errors %v, want %d", tt.name, err, tt.errs)
		}
		if answer == nil {
			t.Errorf("%s: no answer", tt.name)
			continue
		}
		var got []string
		for _, inc := range answer.Incidents {
			var ids []string
			for _, u := range inc.Updates {
				ids = append(ids, u.ID)
			}
			got = append(got, inc.ID+"("+strings.Join(ids, " ")+")")
		}
		if s := strings.Join(got, " "); s != tt.incidents {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.incidents)
		}
		if strict, err := (statuspage.Reader{}).Read("", []byte(tt.data)); strict != nil || err == nil {
			t.Errorf("%s: a strict reader gives %v, %v", tt.name, strict, err)
		}
	}
	if answer, err := (statuspage.Reader{Lax: true}).Read("", []byte(`"x"`)); answer != nil || err == nil {
		t.Errorf("a text gives %v, %v", answer, err)
	}
}

func TestLimits(t *testing.T) {
	var e *incident.SourceError
	if _, err := (statuspage.Reader{MaxBytes: 10}).Read("", []byte(`{"incidents":[]}`)); !errors.As(err, &e) || e.Code != incident.CodeLimit {
		t.Errorf("too large: %v", err)
	}
	deep := `{"incidents":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}"
	if _, err := (statuspage.Reader{}).Read("", []byte(deep)); !errors.As(err, &e) || e.Code != incident.CodeLimit {
		t.Errorf("too deep: %v", err)
	}
	if _, err := (statuspage.Reader{Zone: "Atlantis"}).Read("", []byte(`[]`)); !errors.As(err, &e) || e.Code != incident.CodeZone {
		t.Errorf("unknown zone: %v", err)
	}
}

func TestBodyLimits(t *testing.T) {
	got := read(t, `{"incident":{"postmortem_body":"`+strings.Repeat("*a* ", 3_000)+`","incident_updates":[
		{"body":"`+strings.Repeat("<ul><li>", 30)+`word"},{"body":"`+strings.Repeat("word ", 30_000)+`"}]}}`)
	if len(got.Notes) != 2 || got.Notes[0].Path != "incident.incident_updates[0].body" || got.Notes[0].Code != incident.CodeLimit || got.Notes[1].Code != incident.CodeLimit {
		t.Errorf("notes %v", got.Notes)
	}
}

// TestOtherSpellingsPublishNothing checks that only Statuspage's own spelling
// of the status publishes a postmortem.
func TestOtherSpellingsPublishNothing(t *testing.T) {
	for _, status := range []string{"Postmortem", "POSTMORTEM", "post-mortem", "Postmortem (draft)"} {
		answer := fmt.Sprintf(`{"incidents":[{"id":"a","name":"Slow","impact":"minor","incident_updates":[{"id":"b","status":%q,"body":"x","created_at":"2024-03-05T10:00:00Z"}]}]}`, status)
		inc := read(t, answer).Incidents[0]
		if inc.Postmortem != nil || len(inc.Updates) != 1 {
			t.Errorf("status %q: %d updates and the postmortem %v, want an update", status, len(inc.Updates), inc.Postmortem)
		}
	}
}

// TestTextIsUTF8 checks that an input that is not UTF-8 is an error with a
// place and the likely encoding. With Lax, it is read with U+FFFD in that
// place.
func TestTextIsUTF8(t *testing.T) {
	data := []byte("{\"page\": {\"id\": \"x\", \"name\": \"y\"},\n\"incidents\": [{\"id\": \"a\", \"name\": \"caf\xe9\", \"status\": \"resolved\", \"created_at\": \"2024-01-01T00:00:00Z\",\"incident_updates\": [{\"id\": \"u\", \"status\": \"resolved\", \"body\": \"Over.\", \"created_at\": \"2024-01-01T00:00:00Z\"}]}]}")
	_, err := statuspage.Reader{}.Read("x", data)
	if err == nil || !strings.HasPrefix(err.Error(), "x:2:39: not valid UTF-8") || !strings.Contains(err.Error(), "'é' in Latin-1") {
		t.Errorf("%v", err)
	}
	answer, err := statuspage.Reader{Lax: true}.Read("x", data)
	if err == nil || answer == nil || len(answer.Incidents) != 1 || answer.Incidents[0].Title != "caf\ufffd" {
		t.Errorf("%v, %v", answer, err)
	}
}

// TestHistoryAroundClockChange checks that a time that clocks showed twice is
// left open.
func TestHistoryAroundClockChange(t *testing.T) {
	for stamp, at := range map[string]string{
		"Oct 25, 02:10 - 02:40":     "",
		"Oct 25, 02:10 - 02:40 CET": "2026-10-25T01:40:00Z",
		"Oct 25, 00:10 - 04:40":     "2026-10-25T03:40:00Z",
	} {
		got := read(t, `{"page_status":{"page":{"time_zone":"Berlin"}},"months":[{"name":"October","year":2026,"incidents":[{"code":"a","name":"A","message":"Over.","timestamp":"`+stamp+`"}]}]}`)
		var want time.Time
		if at != "" {
			want = utc(at)
		}
		if u := got.Incidents[0].Updates[0]; !u.At.Equal(want) {
			t.Errorf("%s: %s, want %s", stamp, u.At, want)
		}
	}
}
