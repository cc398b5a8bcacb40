package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/fixture"
)

var update = flag.Bool("update", false, "rewrite the files of testdata/stats")

// golden compares the output with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", "stats", name)
	if *update {
		// Another number of lines is another number of metrics or promises:
		// remove the file to say that this is meant.
		if old, err := os.ReadFile(name); err == nil && strings.Count(string(old), "\n") != strings.Count(got, "\n") {
			t.Fatalf("cannot update %s: it has %d lines, and the output %d", name, strings.Count(string(old), "\n"), strings.Count(got, "\n"))
		}
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// changed is a fixture with all that a metric can rest on: component changes,
// the responders' log, promises of each kind.
func changed() *incident.Incident {
	inc := fixture.Checkout()
	at := func(minute int) time.Time { return time.Date(2025, time.May, 6, 8, minute, 0, 0, time.UTC) }
	inc.Updates[0].Changes = []incident.Change{{Group: "Shop", Name: "Checkout", To: incident.ComponentPartialOutage}}
	inc.Updates[0].NextUpdate = at(17)
	inc.Updates[1].Changes = []incident.Change{{Group: "Shop", Name: "Checkout", To: incident.ComponentOperational}}
	inc.Updates[2].Body += " We will publish a postmortem within 5 business days."
	inc.Events = []incident.Event{
		{At: at(6), Milestone: incident.MilestoneImpactStarted, Precision: incident.PrecisionAbout, Text: "Checkouts fail."},
		{At: at(9).Add(30 * time.Second), Milestone: incident.MilestoneDetected},
		{At: at(7), Milestone: incident.MilestoneAcknowledged},
		{At: at(0), Milestone: incident.MilestoneDeclared, Precision: incident.PrecisionDay},
	}
	return inc
}

func TestStatsOfOne(t *testing.T) {
	all := append(fixture.All(), fixture.Fixture{Name: "changed", Incident: changed()})
	for _, f := range all {
		doc := newDocument(t, f.Incident)
		got := runWith(t, doc, "stats")
		if got.code != 0 || got.stderr != "" {
			t.Fatalf("%s: %+v", f.Name, got)
		}
		golden(t, f.Name+".txt", got.stdout)
	}
	got := runWith(t, newDocument(t, changed()), "stats", "-json")
	if got.code != 0 || got.stderr != "" {
		t.Fatalf("%+v", got)
	}
	golden(t, "changed.json", got.stdout)
}

// several is the fixtures as one array.
func several(t *testing.T) string {
	var docs []string
	for _, f := range fixture.All() {
		docs = append(docs, newDocument(t, f.Incident))
	}
	return "[" + strings.Join(append(docs, newDocument(t, changed())), ",") + "]"
}

func TestStatsOfSeveral(t *testing.T) {
	array := several(t)
	text := runWith(t, array, "stats")
	if text.code != 0 || text.stderr != "" {
		t.Fatalf("%+v", text)
	}
	golden(t, "several.txt", text.stdout)
	asJSON := runWith(t, array, "stats", "-json")
	golden(t, "several.json", asJSON.stdout)

	// A folder, and the files by name, are the same incidents.
	dir := t.TempDir()
	var names []string
	for i, f := range append(fixture.All(), fixture.Fixture{Name: "z", Incident: changed()}) {
		name := filepath.Join(dir, string(rune('a'+i))+".json")
		if err := os.WriteFile(name, []byte(newDocument(t, f.Incident)), 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, args := range [][]string{{dir}, names} {
		if got := runWith(t, "", append([]string{"stats"}, args...)...); got.stdout != text.stdout {
			t.Errorf("%q (-want +got):\n%s", args, cmp.Diff(text.stdout, got.stdout))
		}
	}
	// An array of one is several, and so is none.
	one := runWith(t, "["+newDocument(t, fixture.Login())+"]", "stats", "-json")
	if !strings.Contains(one.stdout, `"incidents": [`) {
		t.Errorf("an array of one gives %s", one.stdout)
	}
	if text := runWith(t, "["+newDocument(t, fixture.Login())+"]", "stats"); !strings.HasPrefix(text.stdout, "1 incident; ") {
		t.Errorf("an array of one gives %s", text.stdout)
	}
	none := runWith(t, "[]", "stats")
	if none.code != 0 || !strings.HasPrefix(none.stdout, "0 incidents; ") {
		t.Errorf("an empty array: %+v", none)
	}
	none = runWith(t, "[]", "stats", "-json")
	if none.code != 0 || !strings.Contains(none.stdout, `"incidents": [],`) || !strings.Contains(none.stdout, `"tallies": [],`) {
		t.Errorf("an empty array: %+v", none)
	}
}

// read is what a program reads of the JSON.
type read struct {
	Schema    int    `json:"schema"`
	Title     string `json:"title"`
	Incidents []read
	Metrics   map[string]struct {
		State    string
		Seconds  *float64
		From, To struct {
			At           time.Time
			Source, Path string
		}
		Missing []string
	}
	Promises []struct {
		Subject, State, Text string
		Due                  time.Time
		LateSeconds          *float64 `json:"late_seconds"`
		LateDays             int      `json:"late_business_days"`
	}
	Quantiles map[string]struct {
		N, Missing int
		P50        float64 `json:"p50_seconds"`
	}
	Tallies []tally
}

func statsJSON(t *testing.T, stdin string, args ...string) read {
	t.Helper()
	got := runWith(t, stdin, append([]string{"stats", "-json"}, args...)...)
	var doc read
	if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil || got.code != 0 || doc.Schema != 1 {
		t.Fatalf("%q: exit %d, %v\n%s%s", args, got.code, err, got.stderr, got.stdout)
	}
	return doc
}

// The numbers of the JSON are those of the library.
func TestStatsJSONNumbers(t *testing.T) {
	doc := statsJSON(t, several(t))
	for i, f := range append(fixture.All(), fixture.Fixture{Incident: changed()}) {
		m := f.Incident.Metrics(claim.StatedImpact(f.Incident)...)
		for name, want := range m.All() {
			got := doc.Incidents[i].Metrics[name]
			value, ok := want.Get()
			if ok != (got.Seconds != nil) || ok && *got.Seconds != value.Seconds() {
				t.Errorf("%s: %s is %v, want %v", f.Name, name, got.Seconds, value)
			}
			if !got.From.At.Equal(want.From.At) || !got.To.At.Equal(want.To.At) || got.From.Path != want.From.Path || got.To.Path != want.To.Path {
				t.Errorf("%s: %s is from %+v to %+v", f.Name, name, got.From, got.To)
			}
			if want.State == "" && got.State != "missing" || want.State != "" && got.State != string(want.State) {
				t.Errorf("%s: %s is %q, want %q", f.Name, name, got.State, want.State)
			}
			if want.State == "" && want.From.At.IsZero() != (len(got.Missing) > 0 && got.Missing[0] == "from") {
				t.Errorf("%s: %s lacks %q of %+v", f.Name, name, got.Missing, want)
			}
		}
	}
	if q := doc.Quantiles["detect"]; q.N != 4 || q.Missing != 3 || q.P50 != 285 {
		t.Errorf("detect: %+v", q)
	}
}

func TestStatsJudgesAtNow(t *testing.T) {
	inc := &incident.Incident{
		Title: "Slow", Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{{Status: "investigating", At: time.Date(2024, 3, 5, 8, 50, 0, 0, time.UTC), Body: "It is slow.\n\nNext update: 10:15 CET"}},
	}
	doc := newDocument(t, inc)
	for _, test := range []struct {
		now, state string
		late       float64
		line       string
	}{
		{"", "pending", -1, "Promises as of 2024-03-05 09:50 CET (the last update or the postmortem; -now sets it); mode substantive, grace 5 min\nupdate: 1 made, 1 pending\n"},
		{"2024-03-05T10:14:00+01:00", "pending", -1, "Promises as of 2024-03-05 10:14 CET (-now); mode substantive, grace 5 min\nupdate: 1 made, 1 pending\n"},
		{"10:20", "pending", -1, "Promises as of 2024-03-05 10:20 CET (-now); "}, // within the grace
		{"10:21", "overdue", 360, "Promises as of 2024-03-05 10:21 CET (-now); mode substantive, grace 5 min\nupdate: 1 made, 1 overdue\n"},
		{"Mar 6, 10:15", "overdue", 24 * 3600, "Promises as of 2024-03-06 10:15 CET (-now); "},
		{"now", "pending", -1, "Promises as of 2024-03-05 10:17:42 CET (-now); "}, // the clock of runWith
	} {
		args := []string{"-now", test.now}
		got := statsJSON(t, doc, args...)
		if len(got.Promises) != 1 || got.Promises[0].State != test.state || (got.Promises[0].LateSeconds == nil) != (test.late < 0) ||
			test.late > 0 && *got.Promises[0].LateSeconds != test.late {
			t.Errorf("-now %q: %+v", test.now, got.Promises)
		}
		if text := runWith(t, doc, append([]string{"stats"}, args...)...); !strings.Contains(text.stdout, "\n"+test.line) {
			t.Errorf("-now %q gives\n%s", test.now, text.stdout)
		}
	}
}

func TestStatsRefuses(t *testing.T) {
	good := newDocument(t, fixture.Login())
	for _, test := range []struct {
		name, stdin string
		args        []string
		want        string
	}{
		{"a broken file", "{\n  title: 1\n}", nil, "<stdin>:2:3: "},
		{"no file", "", []string{"/no/such/file"}, "/no/such/file: no such file"},
		{"an empty file", "", nil, "<stdin>: the file is empty"},
		{"no time", good, []string{"-now", "soon"}, "incident stats: -now: "},
		{"a time that is none in the page's zone", good, []string{"-now", "2023-03-26 02:30"}, "<stdin>: -now: "},
		{"no zone", good, []string{"-zone", "Mars/Olympus"}, "incident stats: -zone: "},
		{"an unknown flag", good, []string{"-mean"}, "incident stats: "},
	} {
		got := runWith(t, test.stdin, append([]string{"stats"}, test.args...)...)
		if got.code != 2 || got.stdout != "" || !strings.HasPrefix(got.stderr, test.want) || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%s: %+v, want %q", test.name, got, test.want)
		}
	}
}

// What stands in the input does not reach the terminal as more than text.
func TestStatsIsGuarded(t *testing.T) {
	inc := fixture.Checkout()
	inc.Updates[0].Body = "Next update: 10:\u202e30\x1b[31m\u009b. We will post an update\u2066 \x1b at 10:40."
	inc.Updates[0].ID = "x"
	for _, args := range [][]string{{"stats"}, {"stats", "-json"}} {
		got := runWith(t, newDocument(t, inc), args...)
		if got.code != 0 || strings.ContainsAny(got.stdout, "\x1b\u009b\u202e\u2066") {
			t.Errorf("%q: exit %d, %q", args, got.code, got.stdout)
		}
	}
	if got, want := string(escaped([]byte("é\u202e漢\U0001f600\u009b"))), "é\\u202e漢\U0001f600\\u009b"; got != want {
		t.Errorf("%q is escaped as %q", want, got)
	}
}

// A postmortem beside its incident is measured with it.
func TestStatsJoinsThePostmortem(t *testing.T) {
	inc := fixture.Login()
	inc.ID = "inc-7"
	name := file(t, "incident.json", newDocument(t, inc))
	pm := file(t, "PM.md", runWith(t, "", "convert", "-postmortem", "-to", "markdown", name).stdout)
	inc.Postmortem = nil
	alone := file(t, "alone.json", newDocument(t, inc))
	if got := statsJSON(t, "", alone, pm).Metrics["detect"]; got.Seconds == nil || *got.Seconds != 120 {
		t.Errorf("with its postmortem: %+v", got)
	}
	if got := statsJSON(t, "", alone).Metrics["detect"]; got.State != "missing" {
		t.Errorf("without: %+v", got)
	}
}

// The table of the reference, templates-and-metrics.md 2.2, as far as the
// updates tell it: minutes from the start of the impact that the report states.
// The post 59 minutes in names cause and fix at once: it is read as
// the fix.
func TestStatsOfSeeds(t *testing.T) {
	cet := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	want := []struct {
		start time.Time
		posts map[string]time.Duration
	}{
		{cet("2022-01-27T10:05:00+01:00"), map[string]time.Duration{"first_post": 12, "identify_post": 23, "mitigate_post": 34, "resolve_post": 65}},
		{cet("2023-08-25T10:52:00+02:00"), map[string]time.Duration{"first_post": 34, "mitigate_post": 59, "resolve_post": 197}},
		{cet("2024-10-01T13:07:00+02:00"), map[string]time.Duration{"first_post": 65, "identify_post": 65, "resolve_post": 31*60 + 13}},
		{cet("2022-03-24T06:54:00+01:00"), map[string]time.Duration{"first_post": 62, "identify_post": 106, "resolve_post": 158}},
		{cet("2025-07-01T10:49:00+02:00"), map[string]time.Duration{"first_post": 12, "resolve_post": 26}},
	}
	doc := statsJSON(t, "", "-zone", "Europe/Copenhagen", fixture.Corpus(t, "seeds"))
	if len(doc.Incidents) != len(want) {
		t.Fatalf("%d incidents", len(doc.Incidents))
	}
	for i, w := range want {
		got := doc.Incidents[i]
		for name, minutes := range w.posts {
			if v := got.Metrics[name]; !v.To.At.Equal(w.start.Add(minutes * time.Minute)) {
				t.Errorf("seed %d: %s is %+v, want %v min after the start", i, name, v, minutes)
			}
		}
	}
	tallied := []tally{
		{Subject: "update", Made: 17, Kept: 9, Missed: 2, Vague: 6}, // lint.md 3.6: two missed of eleven with a time
		{Subject: "postmortem", Made: 3, Kept: 1, Missed: 2},        // templates-and-metrics.md 2.6
	}
	if diff := cmp.Diff(tallied, doc.Tallies); diff != "" {
		t.Errorf("promises (-want +got):\n%s", diff)
	}
	var missed []string
	for _, inc := range doc.Incidents {
		for _, p := range inc.Promises {
			if p.State == "missed" && p.Subject == "update" {
				missed = append(missed, time.Duration(*p.LateSeconds*float64(time.Second)).String())
			} else if p.State == "missed" {
				missed = append(missed, fmt.Sprint(p.LateDays, " days"))
			}
		}
	}
	if diff := cmp.Diff([]string{"1 days", "29m0s", "7h20m0s", "2 days"}, missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
}

func TestStatsCountsRetractedUpdates(t *testing.T) {
	inc := fixture.Checkout()
	inc.Updates[1].RetractedAt = inc.Updates[1].At.Add(time.Minute)
	if got := runWith(t, newDocument(t, inc), "stats"); got.code != exitDone || !strings.Contains(got.stdout, ", 1 retracted") {
		t.Errorf("%+v", got)
	}
}

// TestStatsImpactEvidence holds apart an impact that nothing tells
// and one that is none.
func TestStatsImpactEvidence(t *testing.T) {
	changed := func(to incident.ComponentStatus) []incident.Update {
		return []incident.Update{{Status: incident.StatusInvestigating, At: time.Unix(1e9, 0), Changes: []incident.Change{{Name: "API", To: to}}}}
	}
	for _, test := range []struct {
		inc        incident.Incident
		text, json string
	}{
		{incident.Incident{Updates: changed("")}, "Impact: not stated\n", ""},
		{incident.Incident{Impact: "none", Updates: changed("")}, "Impact: none (stated)\n", `"impact": "none"`},
		{incident.Incident{Updates: changed("operational")}, "Impact: none (API: operational in updates[0])\n", `"impact": "none"`},
		{incident.Incident{Updates: changed("partial_outage")}, "Impact: major (API: partial_outage in updates[0])\n", `"impact": "major"`},
		{incident.Incident{Updates: changed("full_outage")}, "Impact: not stated (API: \"full_outage\" is not a known status)\n", ""},
		{incident.Incident{Window: incident.Window{Start: time.Unix(1e9, 0)}}, "Impact: maintenance (a scheduled maintenance)\n", `"impact": "maintenance"`},
	} {
		test.inc.Title = "API is down"
		got := runWith(t, newDocument(t, &test.inc), "stats")
		if !strings.Contains(got.stdout, test.text) {
			t.Errorf("want %q in\n%s%s", test.text, got.stdout, got.stderr)
		}
		got = runWith(t, newDocument(t, &test.inc), "stats", "-json")
		if strings.Contains(got.stdout, `"impact": "`) != (test.json != "") || !strings.Contains(got.stdout, test.json) {
			t.Errorf("want %q in\n%s%s", test.json, got.stdout, got.stderr)
		}
	}
}
