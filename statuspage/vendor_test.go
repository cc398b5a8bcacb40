package statuspage_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

// refusal checks that data is refused, and returns the vendor that the error
// names, or "".
func refusal(t *testing.T, data string) string {
	t.Helper()
	for _, r := range []statuspage.Reader{{}, {Lax: true}} {
		answer, err := r.Read("x.json", []byte(data))
		var fault *incident.SourceError
		if answer != nil || !errors.As(err, &fault) {
			t.Errorf("%s: read as %+v, %v", data, answer, err)
			return ""
		}
		var vendor *statuspage.VendorError
		if !errors.As(err, &vendor) {
			continue
		}
		if fault.Code != statuspage.CodeVendor || !strings.Contains(fault.Error(), vendor.Vendor) || !strings.Contains(fault.Error(), vendor.Key) {
			t.Errorf("%s: %v (%s)", data, fault, fault.Code)
		}
		if k := statuspage.Detect([]byte(data)); k != "" {
			t.Errorf("%s is %q", data, k)
		}
		return vendor.Vendor
	}
	return ""
}

// TestVendors checks that responses of other vendors are refused, even if they
// report no incident: such a response is the easiest to mistake for "all is
// well".
func TestVendors(t *testing.T) {
	for _, test := range []struct{ data, want string }{
		{`{"page":{"name":"Shop","url":"https://status.example.com","status":"UP"}}`, "Instatus"},
		{`{"page":{"name":"Shop","status":"HASISSUES"},"activeIncidents":[{"name":"Slow","started":"2024-03-05T09:00:00Z","status":"IDENTIFIED"}]}`, "Instatus"},
		{`{"page":{"id":"p","status_indicator":"UNDERMAINTENANCE"},"maintenance":{"name":"Disks","maintenance_updates":[]}}`, "Instatus"},
		{`{"meta":{},"page":{"id":"p"},"incident":{"name":"Slow","incident_updates":[{"markdown":"*Slow*"}]}}`, "Instatus"},
		{`{"meta":{},"page":{"id":"p","status_indicator":"UP"},"component_update":{"new_status":"OPERATIONAL"},"component":{"name":"API"}}`, "Instatus"},
		{`{"components":[{"id":"c","name":"API","status":"OPERATIONAL","isParent":false}]}`, "Instatus"},
		{`[{"id":"i","name":"Slow","status":"RESOLVED","updates":[{"message":"Well.","messageHtml":"<p>Well.</p>"}]}]`, "Instatus"},

		{`{"page_title":"Shop","ongoing_incidents":[],"in_progress_maintenances":[],"scheduled_maintenances":[]}`, "incident.io"},
		{`{"summary":{"name":"Shop","components":[],"ongoing_incidents":[]}}`, "incident.io"},
		{`{"incidents":[{"id":"01","name":"Slow","incident_status":{"name":"Closed"}}]}`, "incident.io"},
		{`{"status_page_incidents":[]}`, "incident.io"},

		{`{"page":{"id":1,"name":"Shop","state":"operational"},"notices":[]}`, "Sorry"},
		{`{"page":{"id":1,"name":"Shop","state":"operational"}}`, "Sorry"},
		{`{"notice":{"subject":"Slow","began_at":"2024-03-05T09:00:00Z"}}`, "Sorry"},

		{`{"incidents":[{"id":"a","name":"Slow","lastUpdateStatus":"MONITORING","incidentUpdates":[]}]}`, "Checkly"},
		{`{"id":"a","name":"Slow","impact":"x","incidentUpdates":[]}`, "Checkly"},

		{`{"data":{"id":"1","type":"status_page","attributes":{"aggregate_state":"operational"}},"included":[]}`, "Better Stack"},
		{`{"data":[{"id":"1","type":"status_report","attributes":{"title":"Slow"}}]}`, "Better Stack"},
		{`{"meta":{},"page":{"id":"1","status_indicator":"operational"},"component_update":{},"component":{"name":"API"}}`, "Better Stack"},
		{`{"meta":{},"page":{"id":"1"},"incident":{"name":"Slow","organization_id":"1","incident_updates":[]}}`, "Better Stack"},

		{`[{"id":"x","number":"7","begin":"2024-03-05T09:00:00Z","external_desc":"Slow","updates":[],"service_name":"Disks"}]`, "Google Cloud"},
		{`[{"service":"disks","service_name":"Disks","summary":"Slow","date":"1709629200","status":"1","event_log":[]}]`, "AWS"},
		{`{"archive":[{"service_name":"Disks","summary":"Slow"}],"current":[]}`, "AWS"},

		{`{"status":[{"system":"Apps","status":"green"}],"incidents":[],"scheduled":[]}`, "Heroku"},
		{`{"status":{"Production":"green","Development":"green"},"issues":[]}`, "Heroku"},
		{`{"incidents":[{"id":1,"title":"Slow","state":"resolved","updates":[{"contents":"Well.","update_type":"resolved"}]}]}`, "Heroku"},

		{`{"config":{"title":"Shop"},"incident":null,"publicGroupList":[],"maintenanceList":[]}`, "Uptime Kuma"},
		{`{"stat":"ok","monitors":[{"friendly_name":"API","status":2}]}`, "UptimeRobot"},
		{`[{"name":"API","url":"https://example.com","status":"up","uptime":"100%","uptimeDay":"100%"}]`, "Upptime"},
		{`[{"name":"API","group":"Shop","results":[{"status":200,"conditionResults":[]}]}]`, "Gatus"},
		{`{"incidents":[{"id":"a","state":"UP","openedAt":"2024-03-05T09:00:00Z"}]}`, "an uptime monitor"},

		{`{"id":7,"title":"Slow","status":"resolved","status_report_updates":[]}`, "OpenStatus"},
		{`{"meta":{"pagination":{}},"data":[{"id":1,"name":"Slow","human_status":"Fixed"}]}`, "Cachet"},
		{`{"status":"active","active_incidents":[{"id":1,"title":"Slow","notes":[]}]}`, "Slack"},
		{`{"result":{"status_overall":{"status":"Operational"},"incidents":[]}}`, "Status.io"},
		{`{"incidents":[{"id":"P1","incident_number":7,"title":"Slow","status":"triggered"}]}`, "PagerDuty"},

		{`{"title":"Slow","updates":[{"at":"2024-03-05T09:00:00Z"}],"components":[{"name":"API","status":"operational"}]}`, statuspage.VendorIncident},
		{`[{"title":"Slow","updates":[{"status":"resolved","at":"2024-03-05T09:00:00Z"}]}]`, statuspage.VendorIncident},
	} {
		if got := refusal(t, test.data); got != test.want {
			t.Errorf("%s: %q, want %q", test.data, got, test.want)
		}
	}
}

// TestNoAnswer checks that responses of unknown vendors are refused, with an
// error that lists their keys.
func TestNoAnswer(t *testing.T) {
	for _, test := range []struct{ data, path, want string }{
		{`{"error":"Too many requests"}`, "", `it says "Too many requests"`},
		{`{"page":{"id":"p"},"message":"try later"}`, "", `it says "try later"`},
		{`{"page":{"id":"p"},"outages":[{"title":"Slow"}]}`, "", `its keys are "page", "outages"`},
		{`{"status":{"overall":"up"}}`, "", `its keys are "status"`},
		{`{"incidents":[],"outages":[{"title":"Slow"}]}`, "", `its keys are "incidents", "outages"`},
		{`{}`, "", "it is empty"},
		{`[{"title":"Slow","when":"now"}]`, "[0]", `its keys are "title", "when"`},
		{`{"id":"i","title":"Slow","status":"resolved","components":["API"],"updates":[{"body":"Well."}]}`, "", `its keys are "id", "title"`},
		{`{"schema":1,"title":"Slow","components":[{"name":"API","status":"operational"}]}`, "", `its keys are "schema", "title", "components"`},
		{`{"incident":null}`, "", "the response has no incident"},
		{`{"meta":{},"page":{"id":"p"},"incident":{}}`, "", "the response has no incident"},
		{`{"incidents":[{"id":"a","status":"resolved"}]}`, "incidents[0]", "neither a name nor updates"},
		{`{"incidents":[{"id":"a","name":"Slow"},{"id":"b","incident_updates":[]}]}`, "incidents[1]", "neither a name nor updates"},
		{`{"incidents":[{"id":"a","name":"Slow","timeline":[{"text":"Well."}]}]}`, "incidents[0].timeline", `a list "timeline"`},
		{"<?xml version=\"1.0\"?><feed><entry/></feed>", "", "this is a feed"},
	} {
		answer, err := statuspage.Reader{}.Read("", []byte(test.data))
		var fault *incident.SourceError
		if !errors.As(err, &fault) {
			t.Errorf("%s: read as %+v", test.data, answer)
			continue
		}
		if fault.Path != test.path || !strings.Contains(fault.Error(), test.want) {
			t.Errorf("%s: %v, want %q at %q", test.data, fault, test.want, test.path)
		}
	}
}

// TestUnknownKeys reads small responses with keys that Statuspage does not
// have. Each key with a value must be noted once.
func TestUnknownKeys(t *testing.T) {
	for _, test := range []struct {
		data  string
		notes []string // their paths
	}{
		{`{"incidents":[{"id":"a","name":"Slow"}],"version":2,"next":null,"warnings":[]}`, []string{"version"}},
		{`{"page":{"id":"p","status":"fine","theme":""},"incidents":[{"name":"Slow","incident_updates":[{"status":"resolved","body":"Well."}]}]}`, []string{"page.status"}},
		{`{"incidents":[{"name":"Slow","tags":["a"],"incident_updates":[{"body":"One.","author":"Ops","mood":""},{"body":"Two.","author":"Ops"}]},{"name":"Down","tags":["b"]}]}`,
			[]string{"incidents[0].incident_updates[0].author", "incidents[0].tags"}},
		{`{"incidents":[{"name":"Slow","incident_updates":[],"notes":[{"text":"Well."}]}]}`, []string{"incidents[0].notes"}},
		{`{"incidents":[{"name":"Slow","incident_updates":[{"body":"x","affected_components":[{"code":"c","name":"API","new_status":"operational","since":"now"}]}]}]}`,
			[]string{"incidents[0].incident_updates[0].affected_components[0].since"}},
		{`{"components":[{"id":"c","name":"API","status":"operational","uptime":99.5},{"id":"d","name":"Web","status":"operational","uptime":99}]}`, []string{"components[0].uptime"}},
		{`{"page":{"id":"p"},"current":[{"name":"Slow","incident_updates":[{"body":"x"}]}]}`, []string{"current"}},
		// Keys of other vendors next to Statuspage's own: an imitation
		// that adds them.
		{`{"page":{"id":"p","state":"ok"},"notices":["x"],"incidents":[{"name":"Slow","monitor":"m1","closedAt":"2024-03-05T09:00:00Z","incident_updates":[{"body":"x"}]}]}`,
			[]string{"page.state", "incidents[0].monitor", "incidents[0].closedAt", "notices"}},
		{`{"page":{"id":"p","status_indicator":"MINOR"},"meta":{},"incident":{"name":"Slow","incident_updates":[{"body":"x"}]}}`, nil},
		{`{"schema":1,"title":"Status","incidents":[{"name":"Slow"}]}`, []string{"schema", "title"}},
		{`{"page":{"id":"p"}}`, nil},
		{`[{"id":"a","name":"Slow"}]`, nil},
	} {
		answer := read(t, test.data)
		var paths []string
		for _, n := range answer.Notes {
			paths = append(paths, n.Path)
		}
		if !slices.Equal(paths, test.notes) {
			t.Errorf("%s: notes %v, want at %q", test.data, answer.Notes, test.notes)
		}
		if strings.Contains(test.data, "Slow") != (len(answer.Incidents) > 0) {
			t.Errorf("%s: %d incidents", test.data, len(answer.Incidents))
		}
	}
}

// TestHistoryLook checks that there are no notes about the design of a history
// page.
func TestHistoryLook(t *testing.T) {
	answer := read(t, `{"page_status":{"page":{"id":"p","name":"Shop","css_light_font_color":"#fff"}},"show_uptime":true,
		"months":[{"name":"May","year":2024,"incidents":[{"code":"a","name":"Slow","message":"Over.","timestamp":"May 2, 22:00 - 23:00 UTC"}]}]}`)
	for _, n := range answer.Notes {
		if n.Code == statuspage.CodeUnmapped {
			t.Errorf("%v", n)
		}
	}
}

// TestMarkdownBodies checks that bodies are Markdown if the ids are those of
// incident.io, and text otherwise.
func TestMarkdownBodies(t *testing.T) {
	const ulid, other = "01J9ZQ4V7M8K2N5P3R6T0WXYAB", "k3v9x2m4q7p1"
	for _, test := range []struct{ page, id, body, want string }{
		{ulid, other, "See [the docs](https://example.com/a_b).\\r\\n\\r\\n- **one**\\r\\n", "See [the docs](https://example.com/a_b).\n\n- **one**"},
		{other, ulid, "It is *slow*.", "It is *slow*."},
		{other, other, "It is *slow*.", `It is \*slow\*.`},
		{strings.ToLower(ulid), ulid[1:], "It is *slow*.", `It is \*slow\*.`},
		{"8" + ulid[1:], ulid[:25] + "U", "It is *slow*.", `It is \*slow\*.`},
		{ulid, ulid, "<p>It is <b>slow</b>*.</p>", `It is **slow**\*.`},
		{ulid, ulid, "At a < b it is *slow*, R&amp;D too.", "At a < b it is *slow*, R&amp;D too."},
		{ulid, ulid, "", ""},
	} {
		answer := read(t, `{"page":{"id":"`+test.page+`"},"incidents":[{"id":"`+test.id+`","name":"Slow","incident_updates":[{"status":"resolved","body":"`+test.body+`"}]}]}`)
		if got := answer.Incidents[0].Updates[0].Body; got != test.want {
			t.Errorf("%s, %s, %q: %q, want %q", test.page, test.id, test.body, got, test.want)
		}
	}
	// The kind of one incident must not affect the next.
	answer := read(t, `[{"id":"`+ulid+`","incident_updates":[{"body":"*a*"}]},{"id":"`+other+`","incident_updates":[{"body":"*b*"}]}]`)
	if got := answer.Incidents[1].Updates[0].Body; got != `\*b\*` {
		t.Errorf("%q", got)
	}
}

// TestStruckBodies checks that struck text in a body stays struck.
func TestStruckBodies(t *testing.T) {
	u := read(t, `{"incident":{"name":"Slow","incident_updates":[{"body":"Fixed at <del>10:05</del> 10:10, ~5 min late."}]}}`).Incidents[0].Updates[0]
	if want := `Fixed at ~~10:05~~ 10:10, \~5 min late.`; u.Body != want {
		t.Errorf("%q, want %q", u.Body, want)
	}
	u = read(t, `{"incident":{"name":"Slow","incident_updates":[{"body":"Not ~~10:05~~ but 10:10."}]}}`).Incidents[0].Updates[0]
	if want := `Not \~\~10:05\~\~ but 10:10.`; u.Body != want {
		t.Errorf("%q, want %q", u.Body, want)
	}
}

// TestUnknownStatus checks that an unknown status is kept and leaves the impact
// open.
func TestUnknownStatus(t *testing.T) {
	inc := read(t, `{"incidents":[{"id":"a","name":"Down","status":"investigating","incident_updates":[{"status":"investigating","body":"Down.",
		"affected_components":[{"code":"c","name":"API","old_status":"operational","new_status":"full_outage"}]}]}]}`).Incidents[0]
	if worst := inc.Affected()[0].Worst; worst != "full_outage" {
		t.Errorf("the worst is %q", worst)
	}
	if impact, _ := inc.EffectiveImpact(); impact != "" {
		t.Errorf("impact %q", impact)
	}
}

// vendors maps the files of the corpus that must be refused to the vendors that
// the errors must name.
var vendors = map[string]string{
	"huggingface-20260719-104250-major.json": "Better Stack", "mistral-20260727-113302-major.json": "Checkly",
	"perplexity-20260723-145302-major.json": "Instatus",
	"28a-other-vendor.json":                 "Heroku", "28b-ongoing.json": "incident.io", "28c-monitor.json": "an uptime monitor",
	"alertmanager.json": "Prometheus Alertmanager", "betterstack-index.json": "Better Stack",
	"betterstack-maintenance-webhook.json": "Better Stack", "betterstack-webhook.json": "Better Stack", "betterstack.json": "Better Stack",
	"cachet.json": "Cachet", "incidentio-widget.json": "incident.io", "widget.json": "incident.io",
	"instatus-component-webhook.json": "Instatus", "instatus-maintenance-webhook.json": "Instatus", "instatus-real-2026-07.json": "Instatus",
	"instatus-summary.json": "Instatus", "instatus-webhook.json": "Instatus", "instatus.json": "Instatus",
	"openstatus.json": "OpenStatus", "sorry.json": "Sorry",
	// Not a response of a status page, or of an unknown vendor.
	"error.json": "", "page_only_error.json": "", "staatus.json": "",
	"beacon.yaml": "", "cstate.md": "", "okpage.md": "", "openstatus-postmortem.md": "",
}

// TestVendorsCorpus reads the responses of vendors in the corpus. Each is
// either refused with the name of the vendor or read completely.
func TestVendorsCorpus(t *testing.T) {
	for _, dir := range []string{"corpus/vendors", "cases/vendors"} {
		for _, file := range fixture.Files(t, dir, "") {
			if filepath.Ext(file) == ".atom" { // see TestFeedCorpus
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(file)
			if want, ok := vendors[name]; ok {
				if got := refusal(t, string(data)); got != want {
					t.Errorf("%s is of %q, want %q", name, got, want)
				}
				continue
			}
			answer, err := statuspage.Reader{}.Read(name, data)
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			checkSays(t, name, data, answer)
		}
	}
}

// checkSays compares an answer with the names, bodies and statuses in a plain
// decoding.
func checkSays(t *testing.T, name string, data []byte, answer *statuspage.Answer) {
	t.Helper()
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	var said any
	if err := json.Unmarshal(got, &said); err != nil {
		t.Fatal(err)
	}
	texts := func(doc any, keys ...string) string {
		var all []string
		var walk func(key string, v any)
		walk = func(key string, v any) {
			switch v := v.(type) {
			case map[string]any:
				for k, e := range v {
					walk(k, e)
				}
			case []any:
				for _, e := range v {
					walk(key, e)
				}
			case string:
				if len(keys) == 0 || slices.Contains(keys, key) {
					all = append(all, v)
				}
			}
		}
		walk("", doc)
		return strings.Join(all, "\n")
	}
	have := strings.ReplaceAll(strings.ToLower(texts(said)), "cancelled", "cancelled canceled")
	want := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(texts(doc, "name", "body", "status", "indicator", "new_status", "old_status", "impact", "postmortem_body"), " ")
	missing := make(map[string]bool)
	for _, word := range regexp.MustCompile(`[\pL\pN]{3,}`).FindAllString(want, -1) {
		if !strings.Contains(have, strings.ToLower(word)) {
			missing[word] = true
		}
	}
	// The status of an incident without updates has no field, and a note
	// says so.
	if slices.ContainsFunc(answer.Notes, func(n incident.Note) bool { return strings.Contains(n.Text, "status of an incident without updates") }) {
		delete(missing, "resolved")
	}
	if strings.Contains(have, "cancelled") {
		delete(missing, "canceled") // the model's spelling
	}
	if len(missing) > 0 {
		t.Errorf("%s: %v are missing", name, missing)
	}
	if len(answer.Incidents) == 0 {
		t.Errorf("%s: no incidents", name)
	}
	for _, inc := range answer.Incidents {
		if impact, reason := inc.EffectiveImpact(); impact == incident.ImpactNone && !reason.Stated {
			t.Errorf("%s: an impact of none was concluded", name)
		}
	}
}
