package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// answer is a response of the API of Statuspage about one incident.
const answer = `{"id":"a1","name":"Mail is late","status":"resolved","created_at":"2024-03-05T09:00:00.000Z","impact":"minor","shortlink":"https://stspg.io/x",
"incident_updates":[{"id":"u1","status":"resolved","body":"Over.","created_at":"2024-03-05T09:00:00.000Z","display_at":"2024-03-05T09:00:00.000Z","affected_components":null}],"components":[]}`

const pageData = `"page":{"id":"p","name":"Example Mail","url":"https://status.example.com","time_zone":"Etc/UTC","updated_at":"2024-03-05T09:00:00.000Z"}`

// TestConvertStatuspage reads responses of Statuspage without -from. A list
// remains a list, even with a single incident, and a message about one incident
// is an object.
func TestConvertStatuspage(t *testing.T) {
	for _, test := range []struct {
		name, input string
		want        string // beginning of the JSON
	}{
		{"a list", `{` + pageData + `,"incidents":[` + answer + `]}`, "[\n"},
		{"an empty list", `{` + pageData + `,"incidents":[]}`, "[]\n"},
		{"one", `{` + pageData + `,"incident":` + answer + `}`, "{\n"},
		{"a webhook", `{"meta":{"generated_at":"2024-03-05T09:00:01.000Z"},"page":{"id":"p","status_indicator":"none","status_description":"All Systems Operational"},"incident":` + answer + `}`, "{\n"},
		{"incidents without a page", `[` + answer + `]`, "[\n"},
		{"components", `{"components":[{"id":"c","name":"API","status":"operational","created_at":"2024-03-05T09:00:00.000Z"}]}`, "[]\n"},
	} {
		got := runWith(t, test.input, "convert", "-to", "json")
		if got.code != 0 || !strings.HasPrefix(got.stdout, test.want) || strings.Contains(test.input, "Mail is late") != strings.Contains(got.stdout, `"title": "Mail is late"`) {
			t.Errorf("%s: %+v", test.name, got)
		}
		if told := runWith(t, test.input, "convert", "-from", "statuspage", "-to", "json"); told != got {
			t.Errorf("%s: told what it is: %+v", test.name, told)
		}
	}
	broken := `{` + pageData + `,` + "\n" + `"incidents":[` + strings.Replace(answer, "2024-03-05T09:00:00.000Z", "soon", 4) + `,` + answer + `]}`
	got := runWith(t, broken, "convert", "-to", "jsonl")
	if got.code != 2 || got.stdout != "" || !strings.HasPrefix(got.stderr, "<stdin>:3:80: incidents[0].") {
		t.Errorf("broken: %+v", got)
	}
	lax := runWith(t, broken, "convert", "-lax", "-to", "jsonl")
	if lax.code != 1 || !strings.Contains(lax.stdout, "Mail is late") || !strings.HasSuffix(lax.stderr, " losses\n") {
		t.Errorf("broken, -lax: %+v", lax)
	}
	if got := runWith(t, `{"incidents": 7}`, "convert"); got.code != 2 || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("no list: %+v", got)
	}
}

// TestDetect compares detect with the packages that read each format.
func TestDetect(t *testing.T) {
	for input, want := range map[string]string{
		"":                                 "text",
		"# Slow\n":                         "markdown",
		"<article class=incident>":         "html",
		`<html><p class="update-row">`:     "statuspage",
		"# Slow\n<p class=\"update-row\">": "markdown",
		`{"id": "x", "title": "y"}`:        "json",
		`{"id": "x", "name": "y"}`:         "json",
		`[{"id": "x", "impact": "minor", "name": "y"}]`: "statuspage",
		"[Resolved] Slow\n\nIncident Report for Shop\n": "text",
	} {
		if got := detect("-", []byte(input)); got != want {
			t.Errorf("%q is %s, want %s", input, got, want)
		}
	}
}

// TestConvertSavedPage reads a saved page of Statuspage, with -from html and
// -from statuspage.
func TestConvertSavedPage(t *testing.T) {
	page := `<html><h1 class="incident-name impact-minor">Search is slow</h1>
<div class="update-row"><h2 class="update-title">Resolved</h2><div class="update-body">Over.</div><div class="update-timestamp">Posted Mar 05, 2024 - 11:10 CET</div></div>`
	want := runWith(t, page, "convert", "-layout", "labels")
	if want.code != exitDone || !strings.Contains(want.stdout, "Search is slow\n") || !strings.Contains(want.stdout, "Resolved\nOver.\nPosted Mar 05, 2024 - 11:10 CET\n") {
		t.Fatalf("%+v", want)
	}
	for _, from := range []string{"html", "statuspage"} {
		if got := runWith(t, page, "convert", "-layout", "labels", "-from", from); got != want {
			t.Errorf("-from %s: %+v, want %+v", from, got, want)
		}
	}
	if got := runWith(t, page, "convert", "-to", "json"); !strings.HasPrefix(got.stdout, "{") {
		t.Errorf("%s", got.stdout)
	}
}

// TestConvertJSONValues reads values other than strings, and checks the
// messages about unexpected values.
func TestConvertJSONValues(t *testing.T) {
	got := runWith(t, `{"title": "x", "labels": {"team": "payments", "a": "b"}, "components": null, "postmortem": null, "window": null, "updates": [{"at": "2024-03-05T09:00:00Z", "body": null}]}`, "convert", "-to", "jsonl")
	var inc incident.Incident
	if err := json.Unmarshal([]byte(got.stdout), &inc); err != nil || got.code != 0 {
		t.Fatalf("%v, %+v", err, got)
	}
	if diff := cmp.Diff(map[string]string{"team": "payments", "a": "b"}, inc.Labels); diff != "" || inc.Components != nil || inc.Postmortem != nil || len(inc.Updates) != 1 {
		t.Errorf("%+v (-want +got):\n%s", inc, diff)
	}
	for input, want := range map[string]string{
		`{"labels": {"team": 7}}`:                                          "1:21: labels.team: want a string, not a number",
		`{"labels": ["team"]}`:                                             "1:12: labels: want an object, not an array",
		`{"labels": {"team": [1]}}`:                                        "1:21: labels.team: want a string, not an array",
		`{"page": true}`:                                                   "1:10: page: want an object, not a boolean",
		`{"title": false}`:                                                 "1:11: title: want a string, not a boolean",
		`{"updates": [null, "x"]}`:                                         "1:20: updates[1]: want an object, not a string",
		`{"postmortem": {"sections": [{"level": "x"}]}}`:                   "1:40: postmortem.sections[0].level: want a whole number, not a string",
		`{"postmortem": {"sections": [{"internal": 1, "level": 1}]}}`:      "1:43: postmortem.sections[0].internal: want a boolean, not a number",
		`{"postmortem": {"sections": [{"actions": [{"due": 20240401}]}]}}`: "1:51: postmortem.sections[0].actions[0].due: want a string, not a number",
		`{"schema": "1"}`:                                                  "1:12: schema: want a whole number, not a string",
		`null`:                                                             "1:1: want an incident, which is an object, not null",
		`true`:                                                             "1:1: want an incident, which is an object, not a boolean",
	} {
		got := runWith(t, input, "convert", "-from", "json")
		if got.code != 2 || got.stderr != "<stdin>:"+want+"\n" {
			t.Errorf("%s: exit %d, %q, want %q", input, got.code, got.stderr, want)
		}
	}
}

// TestConvertPostmortem writes only the postmortem, in each format.
func TestConvertPostmortem(t *testing.T) {
	inc := fixture.Checkout()
	inc.ID = "inc-7"
	doc := newDocument(t, inc)
	for _, format := range []string{"text", "markdown", "html", "json", "jsonl"} {
		got := runWith(t, doc, "convert", "-postmortem", "-to", format)
		if got.code != 0 || !strings.Contains(got.stdout, "every fourth checkout") || strings.Contains(got.stdout, "We have undone") {
			t.Errorf("%s: exit %d, %s\n%s", format, got.code, got.stderr, got.stdout)
		}
		none := fixture.Login()
		none.Postmortem = nil
		if got := runWith(t, newDocument(t, none), "convert", "-postmortem", "-to", format); got.code != 2 || got.stdout != "" || !strings.HasPrefix(got.stderr, "<stdin>: postmortem: ") {
			t.Errorf("%s without a postmortem: %+v", format, got)
		}
	}
}

// TestConvertOutputs writes several incidents to one file, to standard output
// and to a folder. Some inputs fail.
func TestConvertOutputs(t *testing.T) {
	login, search := newDocument(t, fixture.Login()), newDocument(t, fixture.Search())
	one, two := file(t, "one.json", login), file(t, "one.json", search)
	broken := file(t, "broken.json", `{"title": 7}`)

	// Reports of several files follow one another.
	want := string(render.Text{}.Append(nil, fixture.Login())) + "\n\n" + string(render.Text{}.Append(nil, fixture.Search()))
	if got := runWith(t, search, "convert", one, "-"); got.code != 0 || got.stdout != want {
		t.Errorf("a file and standard input: exit %d, %s\n%s", got.code, got.stderr, cmp.Diff(want, got.stdout))
	}
	if got := runWith(t, "", "convert", "--", one, two); got.stdout != want {
		t.Errorf("behind --: %+v", got)
	}
	// Two incidents with the same name in a folder.
	out := t.TempDir()
	if got := runWith(t, login, "convert", "-o", out, one, two, "-"); got.code != 0 || got.stdout != "" {
		t.Errorf("%+v", got)
	}
	var names []string
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{"incident.txt", "one-2.txt", "one.txt"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// If one file cannot be read, the others are converted, but an output
	// that should hold all is not written.
	got := runWith(t, "", "convert", "-to", "json", one, broken, two, "nope.json", one)
	var list []incident.Incident
	if err := json.Unmarshal([]byte(got.stdout), &list); err != nil || got.code != 2 || len(list) != 3 || !strings.HasPrefix(got.stderr, broken+":1:11: ") ||
		!strings.HasSuffix(got.stderr, "\nnope.json: no such file or directory\n3 read, 3 written, 2 failed; -lax writes what can be read of all\n") {
		t.Errorf("%v, %d incidents, %+v", err, len(list), got.stderr)
	}
	name := filepath.Join(out, "all.json")
	if got := runWith(t, "", "convert", "-o", name, one, broken, two); got.code != 2 || !strings.HasSuffix(got.stderr, "\n2 read, 0 written, 1 failed; "+name+" was left as it was; -lax writes what can be read of all\n") {
		t.Errorf("%+v", got)
	}
	if left, _ := filepath.Glob(filepath.Join(out, "*all.json*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	// With -lax, the others are written.
	missing := filepath.Join(out, "missing", "x.json")
	lax := runWith(t, "", "convert", "-lax", "-to", "jsonl", one, broken, two)
	if lax.code != 1 || strings.Count(lax.stdout, "\n") != 3 || !strings.HasSuffix(lax.stderr, "3 read, 3 written, 1 losses\n") {
		t.Errorf("-lax: %+v", lax)
	}
	// Outputs that cannot be written.
	for _, o := range []string{missing, filepath.Join(one, "x.json"), one + "/"} {
		if got := runWith(t, login, "convert", "-o", o); got.code != 2 || strings.Count(got.stderr, "\n") != 1 || !strings.HasPrefix(got.stderr, o) {
			t.Errorf("-o %s: %+v", o, got)
		}
	}
}

// TestNames checks that the name of a file decides its format if nothing else
// does.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const page = "Slow\nIncident Report for Shop\n\nResolved\nOver.\nPosted Mar 05, 2024 - 11:40 UTC\n"
	for _, in := range []string{file("pm.md", "It was slow.\n\nWhy: a full disk.\n"), file("page.md", page)} {
		if got := runWith(t, "", "convert", "-to", "json", in); got.code != 0 {
			t.Errorf("%s: %+v", in, got)
		}
	}
	in := file("page.txt", page)
	for name, begin := range map[string]string{
		"x.markdown": "# Slow\n", "x.htm": "<!DOCTYPE html>", "x.ndjson": `{"schema":1,`, "X.JSON": "{\n", "x.txt": "Slow\n", "x": "Slow\n",
	} {
		out := filepath.Join(dir, "out"+name)
		got := runWith(t, "", "convert", "-o", out, in)
		if b, err := os.ReadFile(out); got.code != 0 || err != nil || !strings.HasPrefix(string(b), begin) {
			t.Errorf("%s: %.20q, %v, %+v", name, b, err, got)
		}
	}
}

func TestConvertAnswerWithoutIncidents(t *testing.T) {
	webhook := `{"page":{"id":"p"},"component_update":{"created_at":"2024-03-05T09:17:00Z","new_status":"operational","old_status":"major_outage","id":"1","component_id":"c"},"component":{"id":"c","name":"API","status":"operational"}}`
	for _, answer := range []string{webhook, `{"page":{"id":"p"},"status":{"indicator":"none","description":"All is well"}}`} {
		got := runWith(t, answer, "convert", "-to", "json")
		if got.code != exitDone || got.stdout != "[]\n" || !strings.HasPrefix(got.stderr, "<stdin>: ") || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%+v", got)
		}
	}
}

// TestUntoldUpdates names the file of the incident, not that of its postmortem.
func TestUntoldUpdates(t *testing.T) {
	inc := file(t, "in.json", `{"id": "slow", "title": "Checkout is slow"}`)
	got := runWith(t, "", "convert", "-to", "slack", inc, file(t, "pm.md", slowReview))
	if !strings.Contains(got.stderr, inc+": updates: ") {
		t.Error(got.stderr)
	}
}
