package main

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// keptLines reports whether all lines of a document are in another one, in
// order; otherwise it returns the first one that is not. A placeholder at the
// end of a line may have become a value, and a heading may have got a zone.
func keptLines(before, after string) (string, bool) {
	rest := strings.Split(strings.TrimPrefix(after, bom), "\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(before, bom), "\n"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		i := slices.IndexFunc(rest, func(other string) bool { return becomes(line, strings.TrimSuffix(other, "\r")) })
		if i < 0 {
			return line, false
		}
		rest = rest[i+1:]
	}
	return "", true
}

// becomes reports whether a line may have become another one.
func becomes(line, other string) bool {
	if line == other {
		return true
	}
	if zone, ok := strings.CutPrefix(other, strings.TrimRight(line, " ")); ok && strings.HasPrefix(zone, " (") && strings.HasSuffix(strings.TrimRight(zone, " "), ")") {
		return true
	}
	text := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(line, " "), "|"), " ")
	value := text[strings.LastIndexAny(text, ":|")+1:]
	return incident.IsPlaceholder(value) && strings.HasPrefix(other, text[:len(text)-len(strings.TrimLeft(value, "* "))])
}

// TestNewNextToWrittenLines adds rows to timelines next to lines that a person wrote.
func TestNewNextToWrittenLines(t *testing.T) {
	const head = "---\nincident: c7\nzone: Europe/Copenhagen\n---\n\n# Checkout fails\n\n"
	const list = head + "## Timeline (CEST)\n\n- **May 6, 2025, 10:05** A release.\n- **10:12** Calls.\n"
	rows := func(bullet string) string {
		return bullet + "**10:45** The release is back. <!-- milestone: impact_ended -->\n" + bullet + "**10:50** Resolved: All is well.\n"
	}
	const table = head + "## Timeline\n\n| Time (CEST) | Event |\n|---|---|\n| May 6, 2025, 10:05 | A release. |\n| 10:12 | Calls. |\n"
	const cells = "| 10:45              | The release is back. <!-- milestone: impact_ended --> |\n" +
		"| 10:50              | Resolved: All is well.                                |\n"
	for _, test := range []struct{ name, before, want string }{
		{"an undated item at the end", list + "- The cache was cold.\n", list + "- The cache was cold.\n" + rows("- ")},
		{"a bold item apart from the rows", list + "\n- **Note:** the cache was cold.\n", list + "\n- **Note:** the cache was cold.\n" + rows("- ")},
		{"a bold item among the rows", strings.Replace(list, "- **10:12**", "- **Note:** cold cache.\n- **10:12**", 1), strings.Replace(list, "- **10:12**", "- **Note:** cold cache.\n- **10:12**", 1) + rows("- ")},
		{"text below the list", list + "\nAll times are from the log.\n", list + rows("- ") + "\nAll times are from the log.\n"},
		{"a nested list", list + "  - from one shop\n  - from another\n\n    and its customers\n", list + "  - from one shop\n  - from another\n\n    and its customers\n" + strings.Replace(rows("- "), "\n", "\n\n", 1)},
		{"times that are not bold", strings.ReplaceAll(list, "**", ""), strings.ReplaceAll(list+rows("- "), "**", "")},
		{"another bullet", strings.ReplaceAll(list, "- **", "* **"), strings.ReplaceAll(list, "- **", "* **") + rows("* ")},
		{"a heading right below", list + "## Notes\nx\n", list + rows("- ") + "\n## Notes\nx\n"},
		{"no newline at the end", strings.TrimSuffix(list, "\n"), strings.TrimSuffix(list+rows("- "), "\n")},
		{"a row of a table without a time", table + "| | The cache was cold. |\n\nx\n", table + "| | The cache was cold. |\n" + cells + "\nx\n"},
		{"front matter only", "---\nteam: web\n---\n", "---\nteam: web\n---\n\n## Timeline (CEST)\n\n<!-- timeline, zone: Europe/Copenhagen -->\n\n" +
			"- **May 6, 2025, 10:05** A release goes out. <!-- milestone: impact_started -->\n- **10:12** Investigating: Checkouts fail.\n" + rows("- ")},
		{"no section for the rows", head + "It broke.\n", head + "It broke.\n\n## Timeline (CEST)\n\n" +
			"- **May 6, 2025, 10:05** A release goes out. <!-- milestone: impact_started -->\n- **10:12** Investigating: Checkouts fail.\n" + rows("- ")},
	} {
		template := file(t, "t.json", `{"name": "t", "sections": [{"heading": "Timeline", "kind": "timeline", "form": "bullets", "required": true}]}`)
		late := file(t, "late.json", newDocument(t, over()))
		for _, eol := range []string{"\n", "\r\n"} {
			pm := file(t, "PM.md", strings.ReplaceAll(test.before, "\n", eol))
			got := runWith(t, "", "new", "-template", template, "-from", late, "-into", pm)
			if got.code != exitDone || !strings.HasSuffix(got.stderr, ": 1 filled, 0 open\n") {
				t.Errorf("%s: %+v", test.name, got)
			}
			if diff := cmp.Diff(strings.ReplaceAll(test.want, "\n", eol), content(t, pm)); diff != "" {
				t.Errorf("%s with %q (-want +got):\n%s", test.name, eol, diff)
			}
		}
	}
}

// TestNewDatesRows fills in the date that the rows of a timeline lack, and then
// the entries later than these rows.
func TestNewDatesRows(t *testing.T) {
	late := file(t, "late.json", newDocument(t, over()))
	const rows = "\n## Timeline (CEST)\n\n- 10:05 A release.\n- 10:12 Calls.\n"
	pm := file(t, "PM.md", "# Checkout fails\n\n- **Date:** TODO\n- **Authors:** web\n- **Status:** over\n"+rows)
	if got := runWith(t, "", "new", "-template", "sre", "-from", late, "-into", pm); got.code != exitDone || strings.Contains(got.stderr, "left alone") {
		t.Fatalf("%+v", got)
	}
	after := content(t, pm)
	for _, want := range []string{"- **Date:** 2025-05-06\n", rows + "- 10:45 The release is back. <!-- milestone: impact_ended -->\n- 10:50 Resolved: All is well.\n"} {
		if !strings.Contains(after, want) {
			t.Errorf("no %q in\n%s", want, after)
		}
	}
}

// TestNewNeverMisreads fills in documents in which a new line would change the
// place or the time of an old one. These documents must stay unchanged.
func TestNewNeverMisreads(t *testing.T) {
	template := file(t, "t.json", `{"name": "t", "sections": [
		{"kind": "summary", "required": true, "fields": [{"name": "Date", "fact": "date", "required": true}]},
		{"heading": "Timeline", "kind": "timeline", "form": "bullets"}]}`)
	late := file(t, "late.json", newDocument(t, over()))
	for _, test := range []struct{ name, before, left string }{
		{"a date that is another than that of the rows", "---\ndate: 2025-03-12\n---\n\n# Checkout fails\n\n## Timeline\n\n- 10:05 A release.\n- 10:12 Calls.\n", "what stands above the headings"},
		{"numbers that are no list to a reader", "# Checkout fails\n\n- **Date:** 2025-05-06\n- **Team:** web\n\n## Timeline\n\n2) 10:05 A release.\n3) 10:12 Calls.\n", ""},
		{"a list in a quotation", "# Checkout fails\n\n- **Date:** 2025-05-06\n- **Team:** web\n\n## Timeline\n\n> - 10:05 A release.\n> - 10:12 Calls.\n", ""},
	} {
		pm := file(t, "PM.md", test.before)
		got := runWith(t, "", "new", "-template", template, "-from", late, "-into", pm)
		if got.code != exitDone || strings.Contains(got.stderr, "left alone") != (test.left != "") || !strings.Contains(got.stderr, test.left) {
			t.Errorf("%s: %+v", test.name, got)
		}
		if after := content(t, pm); test.left != "" && strings.Contains(after, "**Date:**") {
			t.Errorf("%s:\n%s", test.name, after)
		} else if line, ok := keptLines(test.before, after); !ok {
			t.Errorf("%s: %q is gone:\n%s", test.name, line, after)
		}
	}
}

// scraps are lines that people leave in documents.
var scraps = []string{
	"", "", "  ", "It was slow.", "- a bullet", "* another bullet", "  - nested", "    code", "1. first", "3) third", "- [ ] a task",
	"| a | b |", "|---|---|", "| 10:20 | A row. |", "|  | No time. |", "- 10:20 A row.", "- **10:25** A bold row.", "10:30 A line.",
	"- **Note:** cold.", "> quoted", "```", "~~~", "<!-- a note -->", "<!-- timeline -->", "<!-- after -->", "<!-- section -->", "<details>",
	"## Notes", "### Details", "# Title", "Notes", "---", "===", "**Owner:** web", "Owner: TODO", "- **Owner:** TODO", "[x]: https://example.com",
	"All times are UTC.", "2025-05-06", "a\u2028b", "\ttab", "Date: TBD",
}

// scribble returns a text with lines added, deleted and changed at random.
func scribble(text string, r *rand.Rand) string {
	lines := strings.Split(text, "\n")
	for range r.IntN(6) {
		at := r.IntN(len(lines) + 1)
		switch r.IntN(5) {
		case 0:
			lines = slices.Delete(lines, min(at, len(lines)), min(at+1, len(lines)))
		case 1:
			if at < len(lines) {
				lines[at] = strings.Replace(lines[at], "- ", "* ", 1)
			}
		default:
			lines = slices.Insert(lines, at, scraps[r.IntN(len(scraps))])
		}
	}
	text = strings.Join(lines, "\n")
	if r.IntN(4) == 0 {
		text = strings.TrimRight(text, "\n")
	}
	if r.IntN(4) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if r.IntN(8) == 0 {
		text = bom + text
	}
	return text
}

// outgrows returns an error unless a postmortem has everything that another one
// had, in order.
func outgrows(after, before *incident.Postmortem) error {
	rest := after.Sections
	for _, b := range before.Sections {
		i := slices.IndexFunc(rest, func(a incident.Section) bool { return a.Heading == b.Heading && a.Level == b.Level })
		if i < 0 { // a zone in brackets belongs to the timeline that was filled in
			i = slices.IndexFunc(rest, func(a incident.Section) bool {
				return a.Timeline != nil && a.Level == b.Level && strings.HasPrefix(b.Heading, a.Heading+" (")
			})
		}
		if i < 0 {
			return fmt.Errorf("section %q is gone", b.Heading)
		}
		a := rest[i]
		rest = rest[i+1:]
		if a.Body != b.Body && b.Body != "" || a.After != b.After || !reflect.DeepEqual(a.Actions, b.Actions) {
			return fmt.Errorf("section %q: %s", b.Heading, cmp.Diff(b, a))
		}
		fields := a.Fields
		for _, f := range b.Fields {
			k := slices.IndexFunc(fields, func(g incident.Field) bool {
				return g.Name == f.Name && (g.Value == f.Value || incident.IsPlaceholder(f.Value))
			})
			if k < 0 {
				return fmt.Errorf("section %q: field %q: %s", b.Heading, f.Name, cmp.Diff(b.Fields, a.Fields))
			}
			fields = fields[k+1:]
		}
		if b.Timeline == nil {
			continue
		}
		if a.Timeline == nil || len(a.Timeline.Events) < len(b.Timeline.Events) {
			return fmt.Errorf("section %q: rows are gone", b.Heading)
		}
		for k, e := range b.Timeline.Events {
			if g := a.Timeline.Events[k]; g.Text != e.Text || !g.At.Equal(e.At) && !e.At.IsZero() {
				return fmt.Errorf("section %q: row %d: %s", b.Heading, k, cmp.Diff(e, g))
			}
		}
	}
	return nil
}

// checkFill fills in a document and returns the number of places filled in.
func checkFill(t *testing.T, text string, tpl incident.Template, inc *incident.Incident) int {
	t.Helper()
	d, err := readDraft("PM.md", text)
	if err != nil {
		return 0 // not a document that can be filled in
	}
	d.insist = true
	f, err := d.fill(tpl, inc)
	if err != nil {
		t.Fatal(err)
	}
	after := f.draft.src.text
	if f.places == 0 && after != text {
		t.Errorf("nothing was filled in, but the document changed:\n%q\n%q", text, after)
	}
	if line, ok := keptLines(text, after); !ok {
		t.Errorf("%s: the line %q is gone, or in another place:\n%s", tpl.Name, line, cmp.Diff(text, after))
	}
	if strings.HasPrefix(text, bom) != strings.HasPrefix(after, bom) || strings.HasSuffix(text, "\n") != strings.HasSuffix(after, "\n") {
		t.Errorf("%s: another beginning or end:\n%q\n%q", tpl.Name, text, after)
	}
	if strings.Count(text, "\n") == strings.Count(text, "\r\n") && strings.Contains(text, "\r\n") && strings.Count(after, "\n") != strings.Count(after, "\r\n") {
		t.Errorf("%s: lines end in another way: %q", tpl.Name, after)
	}
	if err := outgrows(f.draft.inc.Postmortem, d.inc.Postmortem); err != nil {
		t.Errorf("%s: %v\n%s", tpl.Name, err, cmp.Diff(text, after))
	}
	again, err := f.draft.fill(tpl, inc)
	if err != nil || again.places > 0 || len(again.left) != len(f.left) {
		t.Errorf("%s: filling again fills %d places, %v:\n%s", tpl.Name, again.places, err, cmp.Diff(after, again.draft.src.text))
	}
	return f.places
}

// TestNewKeepsAllLines fills in random documents that a person has edited.
func TestNewKeepsAllLines(t *testing.T) {
	templates := incident.Templates()
	places, rounds := 0, fixture.Rounds(200)
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 0))
		tpl := templates[r.IntN(len(templates))]
		early, late := ongoing(), over()
		if r.IntN(2) == 0 {
			early, late = incidenttest.Random(seed), incidenttest.Random(seed)
			if n := len(early.Updates); n > 1 {
				early.Updates = early.Updates[:1+r.IntN(n-1)]
			}
			late.Postmortem = nil
		}
		if early.Postmortem == nil || r.IntN(2) == 0 {
			early.Postmortem = tpl.Skeleton(early)
		}
		text := scribble(string(render.Markdown{}.AppendPostmortem(nil, early)), r)
		places += checkFill(t, text, tpl, late)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if places < rounds {
		t.Errorf("only %d places were filled in in %d documents", places, rounds)
	}
}

// TestNewCorpus fills in real documents with the end of an incident after
// theirs.
func TestNewCorpus(t *testing.T) {
	var files []string
	for _, folder := range []string{"corpus", "cases"} {
		err := filepath.WalkDir(fixture.Corpus(t, folder), func(name string, _ fs.DirEntry, err error) error {
			if filepath.Ext(name) == ".md" {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	late := over()
	for i := range late.Updates {
		late.Updates[i].At = late.Updates[i].At.AddDate(10, 0, 0)
	}
	for i := range late.Events {
		late.Events[i].At = late.Events[i].At.AddDate(10, 0, 0)
	}
	places := 0
	templates := incident.Templates()
	for i, name := range files {
		for _, tpl := range []incident.Template{templates[0], templates[1+i%(len(templates)-1)]} {
			places += checkFill(t, content(t, name), tpl, late)
		}
	}
	if places < len(files) {
		t.Errorf("only %d places of %d documents were filled in", places, len(files))
	}
}

// TestNewFaults fills in documents that an earlier merge of lines destroyed.
func TestNewFaults(t *testing.T) {
	folder := fixture.Corpus(t, "cases", "library", "new-into")
	template := file(t, "story.json", `{"name": "story", "sections": [{"heading": "Timeline", "kind": "timeline", "form": "bullets", "required": true}]}`)
	files, err := filepath.Glob(filepath.Join(folder, "*.before.md"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		before := content(t, name)
		pm := file(t, "PM.md", before)
		got := runWith(t, "", "new", "-template", template, "-from", filepath.Join(folder, "incident.json"), "-into", pm)
		if got.code != exitDone {
			t.Errorf("%s: %+v", name, got)
		}
		after := content(t, pm)
		if line, ok := keptLines(before, after); !ok {
			t.Errorf("%s: %q is gone:\n%s", name, line, after)
		}
		for _, row := range []string{"The release is back.", "All is well."} {
			if strings.Count(after, row) != 1 {
				t.Errorf("%s: %q is there %d times:\n%s", name, row, strings.Count(after, row), after)
			}
		}
	}
}

// TestNewIntoAPage checks that a page is not filled in as a postmortem.
func TestNewIntoAPage(t *testing.T) {
	from := file(t, "over.json", newDocument(t, over()))
	for name, page := range map[string]string{
		"a service without incidents": "# Status page\n\n<!-- report: none -->\n\nNo open incidents\n",
		"an incident":                 "# Slow\n\nIncident Report\n\n## Resolved\n\nOver.\n\nPosted Mar 05, 2024 - 11:10 UTC\n",
	} {
		pm := file(t, "PAGE.md", page)
		if got := runWith(t, "", "new", "-from", from, "-into", pm); got.code != exitFailed || !strings.Contains(got.stderr, "-into needs the document") || content(t, pm) != page {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
