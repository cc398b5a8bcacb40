package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// result is the result of one run of the command.
type result struct {
	code           int
	stdout, stderr string
}

func runWith(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	var out, msg bytes.Buffer
	env := environment{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &msg, patience: time.Minute,
		now: func() time.Time { return time.Date(2024, time.March, 5, 9, 17, 42, 0, time.UTC) },
	}
	code := run(env, args)
	return result{code, out.String(), msg.String()}
}

// file writes a file for the test and returns its name.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func incidentIn(t *testing.T, name string) *incident.Incident {
	t.Helper()
	doc, err := parse.JSON{}.Parse(name, []byte(content(t, name)))
	if err != nil || len(doc.Incidents) != 1 {
		t.Fatalf("%v, %s", err, content(t, name))
	}
	return doc.Incidents[0]
}

func newDocument(t *testing.T, inc *incident.Incident) string {
	t.Helper()
	b, err := marshal(inc, true)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestConvertJSON(t *testing.T) {
	for _, f := range fixture.All() {
		doc := newDocument(t, f.Incident)
		if !strings.HasPrefix(doc, "{\n  \"schema\": 1,\n") {
			t.Errorf("%s: a document begins with %.20q", f.Name, doc)
		}
		want := string(render.Text{Layout: render.Layout(f.Layout)}.Append(nil, f.Incident))
		got := runWith(t, doc, "convert", "-layout", f.Layout)
		if got.code != 0 || got.stdout != want || got.stderr != "" {
			t.Errorf("%s: exit %d, %q\n%s", f.Name, got.code, got.stderr, cmp.Diff(want, got.stdout))
		}
		if again := runWith(t, doc, "convert", "-to", "json"); again.stdout != doc {
			t.Errorf("%s: JSON changes\n%s", f.Name, cmp.Diff(doc, again.stdout))
		}
	}
}

func TestConvertMany(t *testing.T) {
	dir := t.TempDir()
	for _, f := range fixture.All() {
		if err := os.WriteFile(filepath.Join(dir, f.Name+".json"), []byte(newDocument(t, f.Incident)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	array := runWith(t, "", "convert", "-to", "json", dir)
	var list []incident.Incident
	if err := json.Unmarshal([]byte(array.stdout), &list); err != nil || len(list) != len(fixture.All()) || array.code != 0 {
		t.Fatalf("exit %d, %v, %d incidents", array.code, err, len(list))
	}
	if again := runWith(t, array.stdout, "convert", "-to", "json"); again.stdout != array.stdout {
		t.Errorf("an array changes\n%s", cmp.Diff(array.stdout, again.stdout))
	}
	if again := runWith(t, array.stdout, "convert", "-to", "json", "-o", "-"); again.stdout != array.stdout {
		t.Errorf("-o - is not standard output\n%s", cmp.Diff(array.stdout, again.stdout))
	}
	lines := runWith(t, array.stdout, "convert", "-to", "jsonl")
	if n := strings.Count(lines.stdout, "\n"); n != len(list) {
		t.Errorf("%d lines for %d incidents", n, len(list))
	}
	if again := runWith(t, lines.stdout, "convert", "-to", "json"); again.stdout != array.stdout {
		t.Errorf("lines change\n%s", cmp.Diff(array.stdout, again.stdout))
	}
	one := runWith(t, "["+newDocument(t, fixture.Login())+"]", "convert", "-to", "json")
	if !strings.HasPrefix(one.stdout, "[") {
		t.Error("an array of one is no array any more")
	}
	if empty := runWith(t, "[]", "convert", "-to", "json"); empty.stdout != "[]\n" || empty.code != 0 {
		t.Errorf("an empty array: %+v", empty)
	}

	// In a folder, each incident gets a file.
	out := filepath.Join(t.TempDir(), "out") + "/"
	if got := runWith(t, "", "convert", "-o", out, dir); got.code != 0 || got.stdout != "" {
		t.Fatalf("%+v", got)
	}
	for _, f := range fixture.All() {
		data, err := os.ReadFile(filepath.Join(out, f.Name+".txt"))
		if want := string(render.Text{}.Append(nil, f.Incident)); err != nil || string(data) != want {
			t.Errorf("%s: %v\n%s", f.Name, err, cmp.Diff(want, string(data)))
		}
	}
	// The extension of the output decides the format.
	name := filepath.Join(t.TempDir(), "all.jsonl")
	if got := runWith(t, "", "convert", "-o", name, dir); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if data, _ := os.ReadFile(name); string(data) != lines.stdout {
		t.Error("-o all.jsonl differs from -to jsonl")
	}
	if got := runWith(t, array.stdout, "convert", "-id", "nobody"); got.code != 2 || got.stdout != "" || !strings.HasPrefix(got.stderr, "<stdin>: id: ") {
		t.Errorf("-id nobody: %+v", got)
	}
}

func TestConvertBadInput(t *testing.T) {
	good := newDocument(t, fixture.Checkout())
	for _, test := range []struct {
		name, input string
		want        string // beginning of the message, after the name of the file
		lax         int    // exit code with -lax
	}{
		{"empty", "", ": ", 2},
		{"cut short", good[:len(good)/2], ":", 1},
		{"cut in a string", `{"title": "Half`, ":1:16: ", 2},
		{"no JSON", "{\n  title: 1\n}", ":2:3: ", 2},
		{"two commas", `{"title": "a",, "id": "b"}`, ":1:15: ", 1},
		{"a string", `["word"]`, ":1:2: [0]: want an incident", 2},
		{"a number in an array", `[{}, 7]`, ":1:6: [1]: want an incident", 1},
		{"wrong kind", "{\n\"updates\": {}}", ":2:12: updates: want an array", 1},
		{"wrong kind below", `{"updates": [{"at": 5}]}`, ":1:21: updates[0].at: ", 1},
		{"no time", `{"updates": [{"at": "yesterday"}]}`, ":1:21: updates[0].at: ", 1},
		{"unknown key", `{"title": "a", "colour": "red"}`, ":1:16: colour: unknown key (add -lax to go on and list what is lost)\n", 1},
		{"unknown key below", "{\"updates\": [\n  {\"at\": \"2024-03-05T09:00:00Z\", \"by\": {\"a\": [1]}}]}", ":2:34: updates[0].by: unknown key", 1},
		{"other case", `{"Title": "a"}`, ":1:2: Title: unknown key; did you mean \"title\"? (add -lax to go on and list what is lost)\n", 1},
		{"key twice", `{"title": "a", "title": "b"}`, ":1:16: title: ", 1},
		{"later schema", `{"schema": 2}`, ":1:12: schema: 2", 2},
		{"unknown zone", `{"page": {"time_zone": "Mars/Olympus"}}`, ":1:24: page.time_zone: zone ", 1},
		{"zone of the host", `{"page": {"time_zone": "Local"}}`, ":1:24: page.time_zone: zone ", 1},
		{"zone is a path", `{"page": {"time_zone": "../../etc/passwd"}}`, ":1:24: page.time_zone: zone ", 1},
		{"control characters", `{"title": "a\u001b[31m\nPosted Jan 27, 2022 - 11:10 CET"}`, ":1:11: title: the character U+001B at byte 1 ", 1},
		{"bidi override", `{"components": [{"name": "\u202eIPA"}]}`, ":1:26: components[0].name: the character U+202E", 1},
		{"not UTF-8", "{\"title\": \"\xff\"}", ":1:12: not valid UTF-8", 1},
		{"a hostile key", `{"a\nb\u001b[31m": 1}`, ":1:2: ", 1},
		{"binary", "\x7fELF\x00\x01", ":1:5: a NUL byte", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := file(t, "in.json", test.input)
			got := runWith(t, "", "convert", "-from", "json", name)
			if got.code != 2 || got.stdout != "" {
				t.Errorf("exit %d, %d bytes on standard output", got.code, len(got.stdout))
			}
			if !strings.HasPrefix(got.stderr, name+test.want) || strings.Count(got.stderr, "\n") != 1 || strings.ContainsRune(got.stderr, '\x1b') {
				t.Errorf("message %q, want %q", got.stderr, name+test.want)
			}
			lax := runWith(t, "", "convert", "-from", "json", "-lax", name)
			if lax.code != test.lax || (lax.stdout == "") != (test.lax == 2) {
				t.Errorf("-lax: %+v, want exit %d", lax, test.lax)
			}
			if last := lax.stderr[strings.LastIndexByte(strings.TrimSpace(lax.stderr), '\n')+1:]; lax.code == 1 && !strings.HasSuffix(last, " losses\n") {
				t.Errorf("-lax ends with %q", last)
			}
		})
	}
}

func TestBadUsage(t *testing.T) {
	for _, args := range [][]string{
		{}, {"fly"}, {"convert", "-from", "morse"}, {"convert", "-to", "morse"}, {"convert", "-show", "Mars/Olympus"},
		{"convert", "-zone", "../x"}, {"convert", "-layout", "round"}, {"convert", "-nonsense"}, {"convert", "/no/such/file"},
		{"version", "x"}, {"post"}, {"post", "-"}, {"post", "a", "b"}, {"convert", "-show", "a\nb\x1b"},
	} {
		got := runWith(t, "{}", args...)
		if got.code != 2 || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 || strings.ContainsRune(got.stderr, '\x1b') {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

func TestHelp(t *testing.T) {
	if got := runWith(t, "", "help"); got.code != 0 || !strings.Contains(got.stdout, "convert") {
		t.Errorf("%+v", got)
	}
	for _, c := range commands() {
		for _, args := range [][]string{{"help", c.name}, {c.name, "-h"}} {
			got := runWith(t, "", args...)
			if got.code != 0 || !strings.HasPrefix(got.stdout, "Usage: incident "+c.name) || !strings.Contains(got.stdout, "Example") {
				t.Errorf("%q: %+v", args, got)
			}
		}
	}
	if got := runWith(t, "", "version"); got.code != 0 || !strings.HasPrefix(got.stdout, "incident ") {
		t.Errorf("%+v", got)
	}
}

func TestConvertDrafts(t *testing.T) {
	inc := fixture.Checkout()
	inc.Postmortem.PublishedAt = time.Time{}
	name := file(t, "in.json", newDocument(t, inc))
	got := runWith(t, "", "convert", name)
	if got.code != 0 || strings.Contains(got.stdout, "Postmortem") || !strings.HasPrefix(got.stderr, name+": ") || !strings.Contains(got.stderr, "-drafts") {
		t.Errorf("%+v", got)
	}
	for _, flag := range []string{"-drafts", "-postmortem"} {
		if got := runWith(t, "", "convert", flag, name); got.code != 0 || !strings.Contains(got.stdout, "Postmortem (draft)") || got.stderr != "" {
			t.Errorf("%s: %+v", flag, got)
		}
	}
	inc.Updates = nil
	if got := runWith(t, newDocument(t, inc), "convert"); got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, "-drafts") {
		t.Errorf("nothing but a draft: %+v", got)
	}
	inc.Postmortem = nil
	if got := runWith(t, newDocument(t, inc), "convert", "-postmortem"); got.code != 2 || got.stdout != "" {
		t.Errorf("-postmortem without one: %+v", got)
	}
}

func TestConvertZones(t *testing.T) {
	got := runWith(t, `{"updates": [{"at": "2024-03-05T09:00:00Z", "status": "resolved"}]}`, "convert", "-zone", "Asia/Tokyo", "-show", "Asia/Tokyo, UTC")
	if !strings.Contains(got.stdout, "Posted Mar 05, 2024 - 18:00 JST · 09:00 UTC\n") {
		t.Errorf("%+v", got)
	}
}

func TestPost(t *testing.T) {
	start := newDocument(t, &incident.Incident{
		Title: "Slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Web", Name: "Shop", Status: "operational"}, {Group: "Web", Name: "API"}, {Group: "Apps", Name: "API"}},
	})
	name := file(t, "in.json", start)
	body := "It is slow.\nWe look into it.\n"
	got := runWith(t, body, "post", "-next", "30m", "-component", "Shop=degraded performance", name)
	if want := "Investigating\nIt is slow.\nWe look into it.\n\nNext update by 10:47 CET\nPosted Mar 05, 2024 - 10:17 CET\n" +
		"  status: investigating\n  impact from none to minor\n  component \"Web - Shop\" from operational to degraded_performance\n" +
		name + ": not written; -w writes it\n"; got.code != 0 || got.stderr != want {
		t.Errorf("exit %d, %q, want %q", got.code, got.stderr, want)
	}
	if data, _ := os.ReadFile(name); string(data) != start {
		t.Error("without -w the file changed")
	}
	written := runWith(t, body, "post", "-w", "-next", "30m", "-component", "Web - Shop=degraded_performance", name)
	data, _ := os.ReadFile(name)
	if written.code != 0 || written.stdout != "" || string(data) != got.stdout {
		t.Errorf("-w: %+v\n%s", written, cmp.Diff(got.stdout, string(data)))
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o600 {
		t.Errorf("-w changed the mode to %v", info.Mode())
	}
	var inc incident.Incident
	if err := json.Unmarshal(data, &inc); err != nil {
		t.Fatal(err)
	}
	want := []incident.Update{{
		ID: "u1", Status: "investigating", At: time.Date(2024, 3, 5, 9, 17, 42, 0, time.UTC), NextUpdate: time.Date(2024, 3, 5, 9, 47, 42, 0, time.UTC),
		Body:    "It is slow.\nWe look into it.",
		Changes: []incident.Change{{Group: "Web", Name: "Shop", From: "operational", To: "degraded_performance"}},
	}}
	if diff := cmp.Diff(want, inc.Updates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	if clock := runWith(t, body, "post", "-next", "11:15", "-at", "10:45", "-w", file(t, "in.json", start)); clock.code != 0 ||
		!strings.HasPrefix(clock.stderr, "Investigating\nIt is slow.\nWe look into it.\n\nNext update by 11:15 CET\nPosted Mar 05, 2024 - 10:45 CET\n") {
		t.Errorf("written times: %+v", clock)
	}

	for _, test := range []struct {
		args []string
		body string
		want string
	}{
		{[]string{"-status", "completed"}, "x", "updates[1].status: transition: "},
		{[]string{"-status", "fixed"}, "x", `-status: "fixed" is not one of `},
		{[]string{"-at", "2024-03-05T09:00:00Z"}, "x", "updates[1].at: order: "},
		{[]string{"-at", "soon"}, "x", `-at: "soon"`},
		{[]string{"-at", "2024-03-31 02:30"}, "x", `-at: "2024-03-31 02:30" does not exist: clocks are put forward over it; write it with its offset`},
		{[]string{"-next", "-5m"}, "x", "-next: "},
		{[]string{"-next", "later"}, "x", "-next: "},
		{[]string{"-next", "2024-03-05 10:17"}, "x", "-next: 2024-03-05 10:17 is not after the update"},
		{[]string{"-component", "Shop"}, "x", "-component: "},
		{[]string{"-component", "Shop=burning"}, "x", "-component: "},
		{[]string{"-component", "API=major_outage"}, "x", "-component: \"API\" is the name of 2"},
		{nil, " \n", "standard input is empty"},
	} {
		got := runWith(t, test.body, append(append([]string{"post", "-w"}, test.args...), name)...)
		if got.code != 2 || !strings.Contains(got.stderr, test.want) || strings.Count(got.stderr, "\n") != 1 || got.stdout != "" {
			t.Errorf("%q: %+v, want %q", test.args, got, test.want)
		}
	}
	if after, _ := os.ReadFile(name); !bytes.Equal(after, data) {
		t.Error("a refused update changed the file")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(name), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestPostFiles posts to files that are not incident files.
func TestPostFiles(t *testing.T) {
	planned := newDocument(t, &incident.Incident{Title: "Move", Impact: incident.ImpactMaintenance})
	got := runWith(t, "We will move.", "post", file(t, "planned.json", planned))
	if want := "Scheduled\nWe will move.\nPosted Mar 05, 2024 - 09:17 UTC\n"; got.code != 0 || !strings.HasPrefix(got.stderr, want) {
		t.Errorf("a maintenance: exit %d, %q, want %q", got.code, got.stderr, want)
	}
	for _, test := range []struct{ name, text, want string }{
		{"an array", "[" + planned + "]", ": want a file with one incident; "},
		{"an empty array", "[]", ": want a file with one incident; "},
		{"a slip", `{"titel": "x"}`, ":1:2: titel: unknown key"},
	} {
		name := file(t, "in.json", test.text)
		if got := runWith(t, "x", "post", "-w", name); got.code != 2 || got.stdout != "" || !strings.HasPrefix(got.stderr, name+test.want) {
			t.Errorf("%s: %+v", test.name, got)
		}
		if data, _ := os.ReadFile(name); string(data) != test.text {
			t.Errorf("%s: the file changed to %s", test.name, data)
		}
	}
	if got := runWith(t, "x", "post", "-w", "/no/such/file"); got.code != 2 || !strings.HasPrefix(got.stderr, "/no/such/file: no such file") {
		t.Errorf("no file: %+v", got)
	}
}

// TestFormats converts a report through every format and back to text.
func TestFormats(t *testing.T) {
	dir := t.TempDir()
	for _, f := range fixture.All() {
		want := runWith(t, newDocument(t, f.Incident), "convert").stdout
		for _, ending := range []string{".txt", ".md", ".html", ".json"} {
			name := filepath.Join(dir, f.Name+ending)
			if got := runWith(t, newDocument(t, f.Incident), "convert", "-o", name); got.code != 0 || got.stdout != "" {
				t.Fatalf("%s: %+v", name, got)
			}
			got := runWith(t, "", "convert", "-zone", f.Incident.Page.TimeZone, name)
			if a, b := fixture.Lines(want), fixture.Lines(got.stdout); got.code != 0 || !cmp.Equal(a, b) {
				t.Errorf("%s: exit %d, %s\n%s", name, got.code, got.stderr, cmp.Diff(a, b))
			}
		}
	}
}

// TestPostNamesComponents checks that a name without a group means the
// component without a group, which has no longer name.
func TestPostNamesComponents(t *testing.T) {
	name := file(t, "in.json", newDocument(t, &incident.Incident{
		Title: "Slow", Components: []incident.Component{{Group: "Web", Name: "API"}, {Name: "API"}, {Group: "Web", Name: "Shop"}},
	}))
	for _, test := range []struct {
		arg  string
		want incident.Change
	}{
		{"API=operational", incident.Change{Name: "API", To: "operational"}},
		{"Web - API=operational", incident.Change{Group: "Web", Name: "API", To: "operational"}},
		{"Shop=operational", incident.Change{Group: "Web", Name: "Shop", To: "operational"}},
		{"Search=operational", incident.Change{Name: "Search", To: "operational"}},
	} {
		got := runWith(t, "x", "post", "-component", test.arg, name)
		var inc incident.Incident
		if err := json.Unmarshal([]byte(got.stdout), &inc); err != nil {
			t.Fatalf("%v: %+v", err, got)
		}
		if diff := cmp.Diff([]incident.Change{test.want}, inc.Updates[0].Changes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.arg, diff)
		}
	}
}

// TestPostmortemThroughGit writes a postmortem as a document, edits it, and joins
// it with its incident again.
func TestPostmortemThroughGit(t *testing.T) {
	inc := fixture.Checkout()
	inc.ID = "inc-7"
	name := file(t, "incident.json", newDocument(t, inc))
	doc := runWith(t, "", "convert", "-postmortem", "-to", "markdown", name)
	if doc.code != 0 || !strings.HasPrefix(doc.stdout, "---\nincident: inc-7\n") {
		t.Fatalf("%+v", doc)
	}
	if doc.stdout == strings.Replace(doc.stdout, "every fourth checkout", "every third checkout", 1) {
		t.Fatal("nothing to edit")
	}
	edited := file(t, "PM.md", strings.Replace(doc.stdout, "every fourth checkout", "every third checkout", 1))
	page := runWith(t, "", "convert", "-to", "html", name, edited)
	if page.code != 0 || !strings.Contains(page.stdout, "every third checkout") || !strings.Contains(page.stdout, "We have undone") || strings.Count(page.stdout, "<html") != 1 {
		t.Errorf("exit %d, %s\n%.300s", page.code, page.stderr, page.stdout)
	}
	other := file(t, "other.md", strings.Replace(doc.stdout, "inc-7", "inc-8", 1))
	if got := runWith(t, "", "convert", name, other); got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, "inc-8") {
		t.Errorf("another incident's postmortem: %+v", got)
	}
}

func TestSeveralPages(t *testing.T) {
	two := "[" + newDocument(t, fixture.Login()) + "," + newDocument(t, fixture.Search()) + "]"
	if got := runWith(t, two, "convert", "-to", "html"); got.code != 2 || !strings.Contains(got.stderr, "-o FOLDER/") {
		t.Errorf("%+v", got)
	}
}

// TestUnknownCommand names the command that was probably meant.
func TestUnknownCommand(t *testing.T) {
	for name, want := range map[string]string{
		"bgin":    `incident: unknown command "bgin"; did you mean begin?; see "incident help"`,
		"Lint":    `incident: unknown command "Lint"; did you mean lint?; see "incident help"`,
		"resolve": `incident: unknown command "resolve"; "incident post -status resolved" does that; see "incident help"`,
		"qqqqqqq": `incident: unknown command "qqqqqqq"; see "incident help"`,
	} {
		if got := runWith(t, "", name); got.code != exitFailed || got.stderr != want+"\n" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestTextOfNoReport checks that the message for a postmortem in plain text
// points to Markdown.
func TestTextOfNoReport(t *testing.T) {
	const text = "Slots cannot be booked\nSummary\nNobody could book from 14:05 to 16:40.\n"
	if got := runWith(t, "", "convert", file(t, "in.txt", text)); got.code != exitFailed || !strings.Contains(got.stderr, "a postmortem alone is read as Markdown, from a file named .md") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "convert", "-drafts", file(t, "in.md", text)); got.code != exitDone || !strings.Contains(got.stdout, "Nobody could book") {
		t.Errorf("%+v", got)
	}
}

// TestZoneFlag holds that errors and notes of readers, which name a field, name
// the flag -zone.
func TestZoneFlag(t *testing.T) {
	for input, code := range map[string]int{
		"Parcels wait\nIncident Report for Example Post\n\nResolved\nThey move.\nPosted Mar 04, 2024 - 18:20 IST\n": exitFailed,
		"# Parcels wait\n\n## Timeline\n\n- 2024-03-05 22:00: Alert\n- 2024-03-05 23:50: Page\n":                    exitDone,
	} {
		got := runWith(t, input, "convert", "-drafts")
		if got.code != code || !strings.Contains(got.stderr, "set the zone of the page with -zone") {
			t.Errorf("%q: %+v", input, got)
		}
	}
}

// TestNotes lists every conclusion of a reader, and only the first of each kind
// without -notes.
func TestNotes(t *testing.T) {
	const answer = `{"incident": {"id": "i1", "name": "Slow", "status": "resolved", "reminder_intervals": "[3, 6]", "incident_updates": [
		{"id": "u1", "status": "resolved", "body": "Done.", "created_at": "2024-03-05T09:00:00Z", "wants_twitter_update": true, "custom_tweet": "Slow!"}]}, "meta": {"unsubscribe": "a", "documentation": "b"}}`
	all := runWith(t, answer, "convert", "-from", "statuspage", "-notes")
	first := runWith(t, answer, "convert", "-from", "statuspage")
	n := strings.Count(all.stderr, "\n")
	if all.code != exitDone || n < 2 || strings.Contains(all.stderr, "more like it") {
		t.Errorf("%+v", all)
	}
	if first.code != exitDone || !strings.Contains(first.stderr, "more like it; -notes lists all)\n") || strings.Count(first.stderr, "\n") >= n {
		t.Errorf("%+v", first)
	}
}

// TestAttachEverywhere holds that each subcommand has the flag that the message
// about a foreign postmortem advises.
func TestAttachEverywhere(t *testing.T) {
	inc := file(t, "in.json", newDocument(t, slow()))
	pm := file(t, "PM.md", "# Parcels wait\n\n## Summary\n\nThey wait.\n")
	for _, args := range [][]string{{"show"}, {"check"}, {"convert"}, {"lint"}, {"stats"}, {"site", "-o", t.TempDir()}} {
		args = append(args, inc, pm)
		if got := runWith(t, "", args...); got.code != exitFailed || !strings.HasSuffix(got.stderr, ", or add -attach\n") {
			t.Errorf("%q: %+v", args, got)
		}
		if got := runWith(t, "", append(args, "-attach")...); got.code == exitFailed {
			t.Errorf("%q -attach: %+v", args, got)
		}
	}
}
