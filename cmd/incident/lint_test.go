package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/lint"
)

// lintPage has two errors: a missed update, and a component that is listed and
// denied.
const lintPage = `Labels are not printed
Incident Report for Example Freight
Resolved
All labels are printed again.
Posted Mar 04, 2024 - 18:20 CET
Investigating
Scans work. Printers are not affected. Next update at 13:30 CET.
Posted Mar 04, 2024 - 13:12 CET
This incident affected: Printers.
`

func TestLintText(t *testing.T) {
	name := file(t, "page.txt", lintPage)
	got := runWith(t, "", "lint", "-rules", "update-missed,component-denied", name)
	want := strings.ReplaceAll(`NAME:7:13: error: the text says “Printers are not affected”, but Printers is listed as affected (component-denied)
    NAME:9:1: lists Printers
NAME:7:40: error: an update was promised for Mar 4, 2024, 13:30 CET (12:30 UTC) and came 4 h 50 min late, at Mar 4, 2024, 18:20 CET (17:20 UTC) (update-missed)
    NAME:5:1: came Mar 4, 2024, 18:20 CET (17:20 UTC)
`, "NAME", name)
	if diff := cmp.Diff(want, got.stdout); diff != "" || got.code != exitFound {
		t.Errorf("exit %d (-want +got):\n%s", got.code, diff)
	}
	if !strings.HasSuffix(got.stderr, "\n1 report: 2 errors\n") || strings.Count(got.stderr, "\n") != 2 {
		t.Errorf("standard error: %q", got.stderr)
	}
	// Standard input has a name, too.
	if got := runWith(t, lintPage, "lint", "-rules", "update-missed"); got.code != exitFound || !strings.HasPrefix(got.stdout, "<stdin>:7:40: error: ") {
		t.Errorf("%+v", got)
	}
	// Findings below an error do not fail.
	got = runWith(t, "", "lint", "-rules", "update-gap", name)
	if got.code != exitDone || !strings.Contains(got.stdout, ":8:1: warning: ") || !strings.HasSuffix(got.stderr, "1 report: 1 warning\n") {
		t.Errorf("%+v", got)
	}
	got = runWith(t, "", "lint", "-disable", "update-missed, component-denied", "-profile", "live", name)
	if got.code != exitDone || strings.Contains(got.stdout, "error") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "lint", "-rules", "zone-season", name, name); got.code != exitDone || got.stdout != "" || !strings.HasSuffix(got.stderr, "2 reports: no findings\n") {
		t.Errorf("%+v", got)
	}
}

// TestLintPlaces checks the places in several files, and in a file with several
// reports.
func TestLintPlaces(t *testing.T) {
	const inc = `{"id": "p7", "title": "Parcels wait", "page": {"time_zone": "Europe/Copenhagen"}, "updates": [
  {"status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "They wait.\nNext update at 10:30 CET."},
  {"status": "resolved", "at": "2024-03-05T12:00:00Z", "body": "They move."}]}`
	name := file(t, "in.json", inc)
	pm := file(t, "PM.md", "---\nincident: p7\nstate: draft\nzone: Europe/Copenhagen\n---\n\n# Parcels wait\n\n## Impact\n\nFor 3 hours, between 10:00 and 12:00 CET on March 5, 2024, they waited.\n")
	got := runWith(t, "", "lint", "-rules", "update-missed,duration-arithmetic", pm, name)
	for _, want := range []string{name + ":2:82: error: an update was promised", "    " + name + ":3:32: came ", pm + ":11:5: error: “3 hours” is not the time"} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("%+v\nwant %s", got, want)
		}
	}
	many := file(t, "many.json", "["+inc+",\n"+inc+"]")
	got = runWith(t, "", "lint", "-rules", "update-missed", "-format", "json", many)
	var list []struct {
		File, Path   string
		Line, Column int
		Rule         string
	}
	if err := json.Unmarshal([]byte(got.stdout), &list); err != nil || len(list) != 2 {
		t.Fatalf("%v: %+v", err, got)
	}
	if l := list[1]; l.Path != "[1].updates[0].body" || l.Line != 5 || l.Column != 82 || l.File != many || l.Rule != "update-missed" {
		t.Errorf("%+v", l)
	}
	// A reader without positions has paths.
	page := file(t, "two.txt", lintPage+"\n"+lintPage)
	got = runWith(t, "", "lint", "-rules", "update-missed", page)
	if want := page + ":[1].updates[0].body: error: "; !strings.Contains(got.stdout, want) {
		t.Errorf("%+v\nwant %s", got, want)
	}
}

func TestLintJSON(t *testing.T) {
	name := file(t, "page.txt", lintPage)
	got := runWith(t, "", "lint", "-rules", "update-missed,zone-missing", "-format", "json", name)
	want := strings.ReplaceAll(`[
  {
    "rule": "update-missed",
    "severity": "error",
    "file": "NAME",
    "path": "updates[0].body",
    "span": {
      "start": 39,
      "end": 63
    },
    "line": 7,
    "column": 40,
    "message": "an update was promised for Mar 4, 2024, 13:30 CET (12:30 UTC) and came 4 h 50 min late, at Mar 4, 2024, 18:20 CET (17:20 UTC)",
    "related": [
      {
        "file": "NAME",
        "path": "updates[1].at",
        "line": 5,
        "column": 1,
        "message": "came Mar 4, 2024, 18:20 CET (17:20 UTC)"
      }
    ]
  }
]
`, "NAME", name)
	if diff := cmp.Diff(want, got.stdout); diff != "" || got.code != exitFound {
		t.Errorf("exit %d (-want +got):\n%s", got.code, diff)
	}
	if got := runWith(t, lintPage, "lint", "-rules", "zone-season", "-format", "json"); got.stdout != "[]\n" || got.code != exitDone {
		t.Errorf("no findings: %+v", got)
	}
}

func TestLintSARIF(t *testing.T) {
	// SARIF counts characters, places count bytes.
	name := file(t, "a b.txt", strings.Replace(lintPage, "Scans work.", "Das Prüfen läuft.", 1))
	got := runWith(t, "", "lint", "-rules", "update-missed,component-denied,update-boilerplate", "-format", "sarif", name)
	var log sarifLog
	if err := json.Unmarshal([]byte(got.stdout), &log); err != nil || got.code != exitFound {
		t.Fatalf("%v: %+v", err, got)
	}
	run := log.Runs[0]
	var rules []string
	for _, r := range run.Tool.Driver.Rules {
		rules = append(rules, r.ID+" "+r.Default.Level)
	}
	if diff := cmp.Diff([]string{"update-missed error", "update-boilerplate note", "component-denied error"}, rules); diff != "" {
		t.Error(diff)
	}
	if len(run.Results) != 2 {
		t.Fatalf("%d results", len(run.Results))
	}
	missed := run.Results[1]
	want := sarifLocation{
		Physical: sarifPhysical{
			Artifact: sarifArtifact{"file://" + filepath.ToSlash(filepath.Dir(name)) + "/a%20b.txt"},
			Region:   &sarifRegion{StartLine: 7, StartColumn: 46, EndLine: 7, EndColumn: 70},
		},
		Logical: []sarifLogical{{"updates[0].body"}},
	}
	if diff := cmp.Diff([]sarifLocation{want}, missed.Locations); diff != "" || missed.RuleID != "update-missed" || missed.RuleIndex != 0 || missed.Level != "error" {
		t.Errorf("%+v\n%s", missed, diff)
	}
	if r := missed.Related; len(r) != 1 || r[0].ID != 1 || r[0].Physical.Region.StartLine != 5 || r[0].Message == nil {
		t.Errorf("related: %+v", r)
	}
	// Standard input, and findings without a line.
	got = runWith(t, lintPage, "lint", "-rules", "update-missed", "-format", "sarif")
	if err := json.Unmarshal([]byte(got.stdout), &log); err != nil {
		t.Fatal(err)
	}
	if at := log.Runs[0].Results[0].Locations[0]; at.Physical.Artifact.URI != "%3Cstdin%3E" || at.Physical.Region.StartColumn != 40 {
		t.Errorf("%+v", at)
	}
	log = sarifLog{}
	got = runWith(t, lintPage+"\n"+lintPage, "lint", "-rules", "update-missed", "-format", "sarif")
	if err := json.Unmarshal([]byte(got.stdout), &log); err != nil {
		t.Fatal(err)
	}
	if at := log.Runs[0].Results[1].Locations[0]; at.Physical.Region != nil || at.Logical[0].Name != "[1].updates[0].body" {
		t.Errorf("%+v", at)
	}
}

func TestCharacters(t *testing.T) {
	text := bom + strings.Repeat("aü€😀", 3000) + "\r\n" + strings.Repeat("ü", 5000)
	c := newCharacters(text)
	n := 0
	for i := range text {
		if got := c.until(i); got != n {
			t.Fatalf("%d characters before byte %d, want %d", got, i, n)
		}
		n++
	}
	if got := c.until(len(text)); got != n || n != 1+12000+2+5000 {
		t.Errorf("%d characters of %d", got, n)
	}
}

func TestSARIFURI(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a.txt", "./a/b c.txt": "a/b%20c.txt", "/a/ü.txt": "file:///a/%C3%BC.txt", "a:b": "./a:b", "<stdin>": "%3Cstdin%3E",
	} {
		if got := sarifURI(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestLintDraft(t *testing.T) {
	open, _, _ := strings.Cut(lintPage, "Resolved\n")
	_, rest, _ := strings.Cut(lintPage, "Posted Mar 04, 2024 - 18:20 CET\n")
	name := file(t, "page.txt", open+rest)
	const now = "2024-03-04T13:28:00+01:00"
	body := file(t, "body.md", "\n\nWe are still looking.\nPrinters are not affected. Next update at 14:00.\n")
	got := runWith(t, "", "lint", "-now", now, "-draft", body, name)
	if want := body + ":4:28: info: “Next update at 14:00” names no zone; write 14:00 CET (zone-missing)\n"; got.stdout != want || got.code != exitDone {
		t.Errorf("%+v\nwant %s", got, want)
	}
	// The same draft from standard input, at a time in the page's zone. An
	// overdue promise is not the draft's fault, nor is a finding that the
	// report has anyway.
	text := "Next update at 12:00 PM CET on March 5, 2024."
	got = runWith(t, text, "lint", "-now", "17:00", "-draft", "-", name)
	if !strings.HasPrefix(got.stdout, "<stdin>:1:") || strings.Count(got.stdout, "\n") != 1 || !strings.Contains(got.stdout, "noon-meridiem") {
		t.Errorf("%+v", got)
	}
	// An error in the draft fails.
	got = runWith(t, "Posted again on Monday, March 5, 2024. Next update at 17:30 CET.", "lint", "-now", "17:00", "-draft", "-", name)
	if got.code != exitFound || !strings.HasPrefix(got.stdout, "<stdin>:1:17: error: March 5, 2024 is a Tuesday, not a Monday") {
		t.Errorf("%+v", got)
	}
	// Other rules take part for another status.
	got = runWith(t, "All labels are printed again.", "lint", "-now", "17:00", "-status", "resolved", "-draft", "-", name)
	if got.code != exitDone || strings.Contains(got.stdout, "next-update-missing") {
		t.Errorf("%+v", got)
	}
	// A finding with several places is reported if the draft adds a place.
	one := file(t, "one.txt", strings.Replace(open+rest, "13:30 CET", "12:30 UTC", 1))
	got = runWith(t, "At 12:20 UTC we found the cause. Next update at 14:00 CET.", "lint", "-profile", "public", "-rules", "zone-mixed", "-now", now, "-draft", "-", one)
	if !strings.Contains(got.stdout, "    <stdin>:1:") {
		t.Errorf("%+v", got)
	}
	early := runWith(t, "", "lint", "-draft", body, "-now", "2024-03-04T11:00:00Z", name)
	if early.code != exitFailed || early.stdout != "" || !strings.Contains(early.stderr, "before the last update at 2024-03-04 13:12 CET; set -now") {
		t.Errorf("%+v", early)
	}
	for _, args := range [][]string{
		{"-draft", body}, {"-draft", "-", "-"}, {"-status", "resolved", name}, {"-draft", body, "-status", "fixed", name},
		{"-draft", "/no/such/file", name}, {"-draft", body, name, name},
		{"-draft", file(t, "b.md", "\xff"), name}, {"-draft", file(t, "b.md", "\x00"), name},
	} {
		if got := runWith(t, "", append([]string{"lint"}, args...)...); got.code != exitFailed || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

func TestLintNow(t *testing.T) {
	open, _, _ := strings.Cut(lintPage, "Resolved\n")
	_, rest, _ := strings.Cut(lintPage, "Posted Mar 04, 2024 - 18:20 CET\n")
	name := file(t, "page.txt", open+rest)
	for now, want := range map[string]string{"": "", "13:34": "", "13:36": "warning", "15:00": "error", "2024-03-04T14:00:00Z": "error", "now": "error"} {
		args := []string{"lint", "-rules", "update-missed", name}
		if now != "" {
			args = append(args, "-now", now)
		}
		got := runWith(t, "", args...)
		if strings.Contains(got.stdout, ": "+want+": ") != (want != "") || (got.code == exitFound) != (want == "error") || want == "" && got.stdout != "" {
			t.Errorf("-now %q: %+v, want %q", now, got, want)
		}
	}
}

func TestLintZone(t *testing.T) {
	name := file(t, "in.json", `{"updates": [{"at": "2024-03-04T12:00:00Z", "status": "investigating", "body": "Next update at 13:30."}]}`)
	if got := runWith(t, "", "lint", "-rules", "zone-missing", "-zone", "Europe/Copenhagen", name); !strings.Contains(got.stdout, "write 13:30 CET") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "lint", "-rules", "zone-missing", name); !strings.Contains(got.stdout, ": warning: ") {
		t.Errorf("%+v", got)
	}
}

func TestLintTemplate(t *testing.T) {
	doc := file(t, "PM.md", "---\ntemplate: minimal\n---\n\n# Parcels wait\n\n## Summary\n\nTODO\n\n## Actions\n\n- Alert.\n")
	got := runWith(t, "", "lint", "-rules", "placeholder", doc)
	if !strings.Contains(got.stdout, "\n"+doc+":9:1: warning: section \"Summary\" of template minimal is still to be written (placeholder)\n") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "lint", "-rules", "placeholder", "-template", "sre", doc); !strings.Contains(got.stdout, "of template sre is missing") {
		t.Errorf("%+v", got)
	}
}

func TestLintListAndExplain(t *testing.T) {
	got := runWith(t, "", "lint", "-list")
	if n := strings.Count(got.stdout, "\n"); n != len(lint.Rules()) || got.code != exitDone {
		t.Errorf("%d lines for %d rules", n, len(lint.Rules()))
	}
	if !strings.Contains(got.stdout, "\nzone-season ") || !strings.Contains(got.stdout, " error    live,public,internal  A time has ") {
		t.Error(got.stdout)
	}
	got = runWith(t, "", "lint", "-list", "-rules", "zone-season")
	if strings.Count(got.stdout, "\n") != 1 {
		t.Errorf("%+v", got)
	}
	internal := runWith(t, "", "lint", "-list", "-profile", "internal")
	if !strings.Contains(internal.stdout, "action-incomplete") || strings.Contains(internal.stdout, "update-gap") {
		t.Errorf("%+v", internal)
	}
	for _, r := range lint.Rules() {
		got := runWith(t, "", "lint", "-explain", r.Name)
		for _, want := range []string{r.Name + ": " + string(r.Severity), r.Doc, r.Source, r.Bad, r.Good} {
			if !strings.Contains(strings.Join(strings.Fields(got.stdout), " "), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%s: no %q in\n%s", r.Name, want, got.stdout)
			}
		}
		for line := range strings.Lines(got.stdout) {
			if len(line) > 81 {
				t.Errorf("%s: a line of %d bytes", r.Name, len(line))
			}
		}
	}
}

func TestLintUsage(t *testing.T) {
	name := file(t, "page.txt", lintPage)
	for _, test := range []struct {
		args string
		want string
	}{
		{"-rules update-mised", `unknown rule "update-mised"; did you mean update-missed?`},
		{"-disable missed", `unknown rule "missed"; did you mean update-missed?`},
		{"-explain UPDATE_GAP", "did you mean update-gap?"},
		{"-rules qqqqqq", `unknown rule "qqqqqq"; -list lists all rules`},
		{"-profile customers", `unknown profile "customers"; the profiles are live, public and internal`},
		{"-format xml", `"xml" is unknown; the formats are text, json and sarif`},
		{"-now yesterday", "-now: "},
		{"-zone Mars/Olympus", "-zone: "},
		{"-zone berlin", "incident lint: -zone: zone \"berlin\" is unknown; did you mean Europe/Berlin?; see"},
		{"-draft - -status resolvd", "incident lint: -status: \"resolvd\" is not one of "},
		{"-template nope", "-template: unknown template \"nope\""},
		{"-list", "read no file"},
	} {
		got := runWith(t, "", append(append([]string{"lint"}, strings.Fields(test.args)...), name)...)
		if test.args == "-explain UPDATE_GAP" {
			got = runWith(t, "", append([]string{"lint"}, strings.Fields(test.args)...)...)
		}
		if got.code != exitFailed || got.stdout != "" || !strings.Contains(got.stderr, test.want) || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%s: %+v, want %s", test.args, got, test.want)
		}
	}
	// The readable part of a file is judged nevertheless.
	broken := file(t, "in.json", `{"title": "Parcels wait", "colour": "red", "updates": [{"at": "2024-03-04T12:00:00Z", "status": "fixed"}]}`)
	got := runWith(t, "", "lint", "-rules", "status-order", broken)
	if got.code != exitFailed || !strings.Contains(got.stdout, "(status-order)") || !strings.Contains(got.stderr, "unknown key") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "lint", filepath.Join(os.TempDir(), "no", "such.txt")); got.code != exitFailed || got.stdout != "" {
		t.Errorf("%+v", got)
	}
}

// TestLintGoesOn lints a folder in which some files cannot be read. The others
// are judged, and the run fails.
func TestLintGoesOn(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.json": "{", "b.txt": lintPage, "c.txt": "no report\n", "d.md": "---\nstate: final\n---\n\n# Parcels wait\n\nOn Monday, March 5, 2024, they waited.\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := runWith(t, "", "lint", "-rules", "weekday-mismatch,update-missed", dir)
	if got.code != exitFailed || strings.Count(got.stdout, ": error: ") != 2 || !strings.Contains(got.stderr, "a.json:1:") || !strings.Contains(got.stderr, "c.txt") || !strings.HasSuffix(got.stderr, ": 2 errors; not all could be read\n") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "lint", t.TempDir()); got.code != exitFailed || got.stdout != "" || !strings.Contains(got.stderr, "the folder has no files") || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("%+v", got)
	}
}

// TestLintIsOneLine lints a component whose name has control characters and a
// line break.
func TestLintIsOneLine(t *testing.T) {
	name := file(t, "in.json", `{"components": [{"name": "API\u001b[2J\nfile.txt:1:1: error: forged\u202e", "status": "major_outage"}], "updates": [{"at": "2024-03-04T12:00:00Z", "status": "resolved", "body": "Done."}]}`)
	got := runWith(t, "", "lint", "-rules", "component-left-down", name)
	if strings.Count(got.stdout, "\n") != 1 || strings.ContainsAny(got.stdout, "\x1b\u202e") || !strings.HasPrefix(got.stdout, name+":1:") {
		t.Errorf("%+v", got)
	}
}

// TestSARIFVersion names the version of the module.
func TestSARIFVersion(t *testing.T) {
	var log sarifLog
	got := runWith(t, lintPage, "lint", "-format", "sarif")
	if err := json.Unmarshal([]byte(got.stdout), &log); err != nil || log.Runs[0].Tool.Driver.Version != version() || version() == "" {
		t.Errorf("%v: %+v", err, log.Runs)
	}
}
