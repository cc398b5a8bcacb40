package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

func TestNewLists(t *testing.T) {
	got := runWith(t, "", "new", "-list")
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	templates := incident.Templates()
	if got.code != exitDone || len(lines) != len(templates) {
		t.Fatalf("%+v", got)
	}
	for i, tpl := range templates {
		if !strings.HasPrefix(lines[i], tpl.Name+" ") || !strings.HasSuffix(lines[i], tpl.Title) {
			t.Errorf("line %d is %q, want %s", i, lines[i], tpl.Name)
		}
	}
}

// ongoing returns an incident early on, and over the same incident at its end.
func ongoing() *incident.Incident {
	at := func(minute int) time.Time { return time.Date(2025, time.May, 6, 8, minute, 0, 0, time.UTC) }
	return &incident.Incident{
		ID: "c7", Title: "Checkout fails", Severity: "SEV-2",
		Page:       incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Name: "Checkout"}},
		Updates:    []incident.Update{{ID: "u1", At: at(12), Status: incident.StatusInvestigating, Body: "Checkouts fail."}},
		Events:     []incident.Event{{At: at(5), Milestone: incident.MilestoneImpactStarted, Text: "A release goes out."}},
	}
}

func over() *incident.Incident {
	inc := ongoing()
	at := time.Date(2025, time.May, 6, 8, 50, 0, 0, time.UTC)
	inc.Updates = append(inc.Updates, incident.Update{ID: "u2", At: at, Status: incident.StatusResolved, Body: "All is well."})
	inc.Events = append(inc.Events, incident.Event{At: at.Add(-5 * time.Minute), Milestone: incident.MilestoneImpactEnded, Text: "The release is back."})
	return inc
}

func content(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestNewFills follows the life of a postmortem: begun while the incident goes
// on, edited, and filled in when it is over.
func TestNewFills(t *testing.T) {
	for _, tpl := range incident.Templates() {
		t.Run(tpl.Name, func(t *testing.T) {
			pm := filepath.Join(t.TempDir(), "PM.md")
			early := file(t, "early.json", newDocument(t, ongoing()))
			late := file(t, "late.json", newDocument(t, over()))
			if got := runWith(t, "", "new", "-template", tpl.Name, "-from", early, "-into", pm); got.code != exitDone || got.stdout != "" || got.stderr != "" {
				t.Fatalf("%+v", got)
			}
			begun := content(t, pm)
			if got := runWith(t, "", "new", "-template", tpl.Name, "-from", early); got.stdout != begun {
				t.Errorf("standard output gets another document:\n%s", cmp.Diff(begun, got.stdout))
			}

			// The words of a person, in a form that our writer
			// would not choose.
			const words = "Payments were   slow for   a while.\n\n* one\n* two  \n+ three\n\n\n~~~\ncode\n~~~\n"
			heading := strings.Index(begun, "\n## ") + 1
			comment := heading + strings.Index(begun[heading:], "<!-- ")
			end := comment + strings.Index(begun[comment:], "-->") + len("-->\n")
			edited := begun[:comment] + words + begun[end:]
			if err := os.WriteFile(pm, []byte(edited), 0o600); err != nil {
				t.Fatal(err)
			}
			// No -template is needed, because the document names
			// its own.
			got := runWith(t, "", "new", "-from", late, "-into", pm)
			if got.code != exitDone {
				t.Fatalf("%+v", got)
			}
			filled := content(t, pm)
			if !strings.Contains(filled, words) {
				t.Errorf("the words of a person changed:\n%s", cmp.Diff(edited, filled))
			}
			hasTimeline := strings.Contains(begun, "A release goes out.")
			if hasTimeline != strings.Contains(filled, "The release is back.") || hasTimeline != strings.Contains(filled, "All is well.") {
				t.Errorf("the new rows are not there:\n%s", filled)
			}
			if again := runWith(t, "", "new", "-from", late, "-into", pm); again.code != exitDone || content(t, pm) != filled {
				t.Errorf("filling again changes the document: %+v\n%s", again, cmp.Diff(filled, content(t, pm)))
			}
			doc, err := parse.Markdown{}.Parse(pm, []byte(filled))
			if err != nil || doc.Incidents[0].ID != "c7" {
				t.Errorf("%v, %+v", err, doc)
			}
		})
	}
}

// TestNewKeepsLines fills in documents that were begun by hand. Every line must
// be kept byte for byte, except placeholders.
func TestNewKeepsLines(t *testing.T) {
	late := file(t, "late.json", newDocument(t, over()))
	for _, test := range []struct {
		name, before string
		want         []string // new lines
	}{
		{"headings with lines under them, odd space", "Checkout fails\n===\nDate:  TODO\n\n\nSummary\n-------\n\nIt   broke.\n\n\n\nRoot Cause\n---\n* a disk\n\nTimeline\n--------\n",
			[]string{"| 10:45              | The release is back. <!-- milestone: impact_ended -->  |"}},
		{"a title of two lines", "Checkout\nfails\n===\n\nintro\n\n## Summary\n\nx\n", nil},
		{"a list right below the title", "# Checkout fails\n- one\n- two\n\n## Summary\n\nx\n", []string{"- **Date:** 2025-05-06"}},
		{"a rule right below the title", "# Checkout fails\n---\n\nIntro.\n", nil},
		{"no title", "## Summary\n\nIt   broke.\n\n## What went well ##\n\n+ all\n", nil},
		{"sections where titles are", "# Summary\n\nIt broke.\n\n## Details\n\n+ x\n\n# Impact\n", []string{"# Trigger", "## What went well"}},
		{"text above the title", "<!-- licence -->\n+++\nteam = 1\n+++\n\n# Checkout fails\n\n## Summary\nx\n", []string{"- **Date:** 2025-05-06"}},
		{"front matter of another tool", "---\nticket: OPS-1   # keep\ntags: [a,  b]\n---\n# Checkout fails\n\n## Summary\n\nTODO\n\n## Notes\n* x\n", nil},
		{"front matter with the title", "\ufeff---\ntitle: 'Checkout fails'\n...\n\n## Summary\n\n## Notes\n* x\n", nil},
		{"no newline at the end", "# Checkout fails\n\n## Summary\n\nIt broke.", nil},
		{"bullets of another mark", "# Checkout fails\n\n* Date: TODO\n* Owner:  the web team\n\n## Timeline\n\nAll times UTC.\n\n* 2025-05-06 08:05 - A   release.\n* 2025-05-06 08:12 - Calls.\n   * from two shops\n",
			[]string{"* Date: 2025-05-06", "* Authors: TODO", "* 2025-05-06 08:45 - The release is back. <!-- milestone: impact_ended -->"}},
		{"fields in lines", "# Checkout fails\n\n**Date:** TODO  \n**Owner**: the web team\n\n## Summary\nx\n", []string{"**Date:** 2025-05-06  ", "**Authors:** TODO"}},
		{"rows in lines", "# Checkout fails\n\n## Timeline\n\n2025-05-06 (all times UTC)\n\n08:05 A release. <b>OUTAGE BEGINS</b>\n08:12 **Calls**\n\n## Notes\nx\n",
			[]string{"**08:50** Resolved: All is well."}},
		{"a table with columns aligned", "# Checkout fails\n\nDate: 2025-05-06\n\n## Timeline\n\n| Time (CEST) | Event                        |\n|:-----------:|:-----------------------------|\n| 10:05       | A release.                   |\n| 10:12       | Somebody calls.              |\n\nText below it.\n",
			[]string{"| 10:50       | Resolved: All is well.                                |"}},
		{"a placeholder in a table", "# Checkout fails\n\n| Field    | Value         |\n|:---------|:--------------|\n| Date     | TODO          |\n| Status   |   gone        |\n\n## Summary\nx\n", []string{"| Date     | 2025-05-06    |"}},
		{"code, comments and HTML", "# Checkout fails\n\n<!-- a note\n## Impact\n-->\n\n## Summary\n\n```\n## Impact\n```\n\n\t## Trigger\n\n<details>\n\n## Notes\n</details>\n", nil},
		{"headings with links and entities", "# Checkout fails\n\n## [Impact](https://status.example)\n\n## Root&nbsp;Causes\n\n## **Summary**\n", nil},
		{"a comment in an empty timeline", "# Checkout fails\n\n## Timeline\n\n<!-- What happened when. -->\n", []string{"<!-- timeline, zone: Europe/Copenhagen -->"}},
		{"rare line ends", "# Checkout fails\n\n## Summary\n\na\u2028b\u0085c\vd\n\n## Notes\nx\n", nil},
		{"empty", "", nil},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			t.Run(fmt.Sprintf("%s %q", test.name, eol), func(t *testing.T) {
				before := strings.ReplaceAll(test.before, "\n", eol)
				pm := file(t, "PM.md", before)
				fill := func() result {
					t.Helper()
					got := runWith(t, "", "new", "-template", "sre", "-from", late, "-into", pm)
					if got.code != exitDone {
						t.Fatalf("%+v", got)
					}
					return got
				}
				if got := fill(); strings.Contains(got.stderr, "left alone") {
					t.Error(got.stderr)
				}
				after := content(t, pm)
				if line, ok := keptLines(before, after); !ok {
					t.Fatalf("the line %q is gone, or in another place:\n%s", line, after)
				}
				lines := strings.SplitAfter(after, "\n")
				for _, line := range test.want {
					if !slices.Contains(lines, line+eol) {
						t.Errorf("no line %q in\n%s", line, after)
					}
				}
				if eol == "\r\n" && before != "" && strings.Count(after, "\n") != strings.Count(after, "\r\n") {
					t.Errorf("new lines end in another way than the old ones: %q", after)
				}
				if test.name != "rows in lines" && !strings.Contains(after, "The release is back.") {
					t.Errorf("nothing was filled:\n%s", after)
				}
				if fill(); content(t, pm) != after {
					t.Errorf("filling again changes the document:\n%s", cmp.Diff(after, content(t, pm)))
				}
			})
		}
	}
}

// TestNewLeavesAlone fills in a document in which new lines would change the
// meaning of old ones: a heading with spaces before it would become part of the
// list above it.
func TestNewLeavesAlone(t *testing.T) {
	late := file(t, "late.json", newDocument(t, over()))
	const before = "# Checkout fails\n\n   ## Summary\n\nIt broke.\n"
	pm := file(t, "PM.md", before)
	got := runWith(t, "", "new", "-template", "sre", "-from", late, "-into", pm)
	want := pm + ":3:1: what stands above the headings was left alone, "
	if got.code != exitDone || !strings.HasPrefix(got.stderr, want) || strings.Count(got.stderr, "\n") != 2 {
		t.Fatalf("%+v, want %q", got, want)
	}
	after := content(t, pm)
	if !strings.HasPrefix(after, before) || strings.Contains(after, "**Date:**") || !strings.Contains(after, "The release is back.") {
		t.Error(after)
	}
}

func TestNewFromATemplateOfOnesOwn(t *testing.T) {
	own := file(t, "ours.json", `{"name": "ours", "sections": [
		{"heading": "What broke", "kind": "summary", "required": true, "guidance": "One sentence."},
		{"heading": "Story", "kind": "timeline", "form": "bullets"}]}`)
	got := runWith(t, newDocument(t, over()), "new", "-template", own, "-from", "-")
	for _, want := range []string{"template: ours\n", "# Checkout fails\n", "## What broke\n", "<!-- One sentence. -->", "## Story (CEST)\n", "- **May 6, 2025, 10:05** A release goes out."} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("no %q in\n%s", want, got.stdout)
		}
	}
	if got.code != exitDone || got.stderr != "" {
		t.Errorf("%+v", got)
	}
}

func TestNewRefuses(t *testing.T) {
	one := file(t, "one.json", newDocument(t, over()))
	other := over()
	other.ID = "d8"
	two := file(t, "two.json", newDocument(t, other))
	pm := filepath.Join(t.TempDir(), "PM.md")
	if got := runWith(t, "", "new", "-from", one, "-into", pm); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	both := file(t, "both.json", newDocument(t, over())+newDocument(t, other))
	template := func(text string) string { return file(t, "t.json", text) }
	page := file(t, "page.md", runWith(t, newDocument(t, fixture.Webhooks()), "convert", "-to", "markdown").stdout)
	for _, test := range []struct {
		args []string
		want string // beginning of the message, after the name of the file
	}{
		{[]string{"-template", "nope"}, "-template: unknown template "},
		{[]string{"-template", template("{")}, ":1:2: "},
		{[]string{"-template", template(`{"name": "x", "sectionz": []}`)}, ":1:15: sectionz: "},
		{[]string{"-template", template("{\"name\": \"x\",\n \"sections\": [{\"heading\": \"a\", \"kind\": \"foo\"}]}")}, ":2:40: sections[0].kind: "},
		{[]string{"-template", template(`{"name": "x", "sections": [{"heading": "a"}]} {}`)}, ":1:47: "},
		{[]string{"-template", template("{\"name\": \"\xff\"}")}, ":1:11: "},
		{[]string{"-template", "missing.json"}, "missing.json: no such file"},
		{[]string{"-from", "missing.json"}, "missing.json: no such file"},
		{[]string{"-from", both}, ": "},
		{[]string{"-from", two, "-into", pm}, ": id: "},
		{[]string{"-into", page}, ": "},
		{[]string{"-into", t.TempDir()}, ": is a directory"},
		{[]string{"stray.md"}, "incident new: "},
		{[]string{"-into", "-"}, "incident new: "},
	} {
		before := content(t, pm)
		got := runWith(t, "", append([]string{"new"}, test.args...)...)
		message := got.stderr
		if i := strings.Index(message, ":"); strings.HasPrefix(test.want, ":") && i >= 0 {
			message = message[i:]
		}
		if got.code != exitFailed || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 || !strings.HasPrefix(message, test.want) {
			t.Errorf("%q: %+v, want %q", test.args, got, test.want)
		}
		if content(t, pm) != before {
			t.Errorf("%q: the document changed", test.args)
		}
	}
}

func TestPostReadyMessage(t *testing.T) {
	name := file(t, "inc.json", newDocument(t, ongoing()))
	got := runWith(t, "never read", "post", "-message", "Identified", "-next", "11:00", "-at", "2025-05-06T08:30:00Z", "-w", name)
	if got.code != exitDone || got.stdout != "" {
		t.Fatalf("%+v", got)
	}
	doc, err := parse.JSON{}.Parse(name, []byte(content(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	u := doc.Incidents[0].Updates[1]
	message, _ := incident.LookupMessage("identified")
	want, err := message.Expand(map[string]string{"component": "Checkout", "next_update": "11:00 CEST"})
	if err != nil || u.Body != want || u.Status != incident.StatusIdentified || strings.Contains(u.Body, "never read") {
		t.Errorf("%v\n%+v\nwant %s", err, u, want)
	}
	for _, args := range [][]string{
		{"-message", "identified", "-at", "2025-05-06T08:40:00Z", name}, // no next update
		{"-message", "nope", name},
		{"-message", "resolved", "-status", "paused", name},
	} {
		if got := runWith(t, "", append([]string{"post"}, args...)...); got.code != exitFailed || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v", args, got)
		}
	}
	if got := runWith(t, "", "post", "-message", "list"); got.code != exitDone {
		t.Errorf("%+v", got)
	} else {
		for _, m := range incident.Messages() { // with their whole text
			text := strings.ReplaceAll(m.Text, "\n", "\n    ")
			if !strings.Contains(got.stdout, "\n"+m.Name+" ("+string(m.Status)) || !strings.Contains(got.stdout, "\n    "+text+"\n") {
				t.Errorf("%s is not in\n%s", m.Name, got.stdout)
			}
		}
	}
}

// TestNewBegunWithoutAnIncident fills in a document that was begun without an
// incident.
func TestNewBegunWithoutAnIncident(t *testing.T) {
	late := file(t, "late.json", newDocument(t, over()))
	for _, tpl := range incident.Templates() {
		pm := filepath.Join(t.TempDir(), "PM.md")
		if got := runWith(t, "", "new", "-template", tpl.Name, "-into", pm); got.code != exitDone {
			t.Fatalf("%+v", got)
		}
		if got := runWith(t, "", "new", "-from", late, "-into", pm); got.code != exitDone {
			t.Fatalf("%+v", got)
		}
		unordered := func(s string) string { // a key of the front matter
			if strings.Count(s, "incident: c7\n") != 1 {
				t.Errorf("no id in\n%s", s)
			}
			return strings.Replace(s, "incident: c7\n", "", 1)
		}
		want := unordered(runWith(t, "", "new", "-template", tpl.Name, "-from", late).stdout)
		if diff := cmp.Diff(want, unordered(content(t, pm))); diff != "" {
			t.Errorf("%s: not the document that knew it from the start (-want +got):\n%s", tpl.Name, diff)
		}
	}
	named := file(t, "PM.md", "# What we think\n\n## Summary\n\nIt broke.\n")
	if got := runWith(t, "", "new", "-attach", "-from", late, "-into", named); got.code != exitDone || !strings.HasPrefix(content(t, named), "# What we think\n") {
		t.Errorf("a title of a person's own is gone: %+v\n%s", got, content(t, named))
	}
}

// TestNewZone begins a postmortem in the zone of the flag if the page of the
// incident has none.
func TestNewZone(t *testing.T) {
	name := file(t, "in.json", `{"title": "Slow", "updates": [{"status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "We look."}]}`)
	if got := runWith(t, "", "new", "-from", name, "-zone", "Europe/Copenhagen"); got.code != exitDone || !strings.Contains(got.stdout, "zone: Europe/Copenhagen\n") || !strings.Contains(got.stdout, "10:00") {
		t.Errorf("%+v", got)
	}
}
