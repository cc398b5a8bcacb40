package parse_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// readMarkdown reads a document, and checks that it is stable when written.
func readMarkdown(t *testing.T, src string) (*incident.Incident, *parse.Document) {
	t.Helper()
	doc, err := parse.Markdown{}.Parse("pm.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	inc := doc.Incidents[0]
	if inc.Postmortem != nil && len(inc.Updates) == 0 {
		settled(t, inc, markdownDocument)
	}
	return inc, doc
}

// wordsOf returns the words that Markdown shows, in lower case.
func wordsOf(md string) []string {
	if rest, ok := strings.CutPrefix(md, "---\n"); ok {
		if _, body, ok := strings.Cut(rest, "\n---\n"); ok {
			md = body
		}
	}
	text := string(markdown.Text{}.Append(nil, md))
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// missing returns the first word of want that does not follow the words before
// it in got.
func missing(want, got []string) (string, bool) {
	i := 0
	for _, w := range want {
		for i < len(got) && got[i] != w {
			i++
		}
		if i == len(got) {
			return w, true
		}
		i++
	}
	return "", false
}

// TestMarkdownCorpus reads real postmortems and templates. Counts and instants
// were read from the sources by hand.
func TestMarkdownCorpus(t *testing.T) {
	type expect struct {
		sections, unkinded int // sections with a heading; those of them without a kind
		events, timed      int
		first, last        string // UTC
		fields, actions    int
	}
	want := map[string]expect{
		"dfds-pm2019-009": {5, 0, 14, 13, "2019-11-29 11:00", "2019-12-05 11:00", 0, 4},
		"dfds-pm2020-003": {6, 0, 5, 0, "", "", 3, 4},
		"dfds-pm2020-008": {6, 0, 6, 6, "2020-11-04 12:00", "2020-11-04 14:39", 3, 2},
		"dfds-pm2021-004": {7, 1, 8, 8, "2021-03-31 12:06", "2021-03-31 13:30", 3, 3},
		"dfds-pm2021-009": {7, 0, 13, 13, "2021-09-01 11:34", "2021-09-06 09:20", 3, 6},
		"dfds-pm2022-003": {7, 0, 12, 12, "2022-02-08 12:05", "2022-02-08 12:48", 3, 2},
		"dfds-pm2022-008": {7, 0, 7, 6, "2022-08-03 11:38", "2022-08-03 13:25", 3, 4},
		"dfds-pm2024-002": {7, 0, 7, 7, "2024-04-09 08:40", "2024-04-09 09:20", 3, 2},

		"dastergon-postmortem-template-azure":            {6, 1, 0, 0, "", "", 0, 0},
		"dastergon-postmortem-template-elastic":          {7, 0, 0, 0, "", "", 0, 0},
		"dastergon-postmortem-template-google-api-infra": {5, 0, 0, 0, "", "", 0, 0},
		"dastergon-postmortem-template-michael.kehoe":    {20, 3, 3, 0, "", "", 0, 3},
		"dastergon-postmortem-template-real-world-sre":   {6, 0, 0, 0, "", "", 2, 0},
		"dastergon-postmortem-template-srebook":          {16, 2, 0, 0, "", "", 0, 0},
		"dastergon-postmortem-template-thecloudbook":     {13, 5, 0, 0, "", "", 0, 0},
		"pagerduty-post-mortem-template":                 {0, 0, 0, 0, "", "", 0, 0},
	}
	files := fixture.Files(t, "corpus/markdown", ".md")
	if len(files) != len(want) {
		t.Errorf("%d files, want %d", len(files), len(want))
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".md")
		if strings.HasPrefix(name, "dfds-") {
			name = name[:len("dfds-pm2019-009")]
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		inc, doc := readMarkdown(t, string(data))
		var got expect
		for i, s := range inc.Postmortem.Sections {
			got.fields += len(s.Fields)
			got.actions += len(s.Actions)
			if s.Heading != "" {
				got.sections++
				if s.Kind == "" {
					got.unkinded++
				}
			}
			if s.Timeline == nil {
				continue
			}
			for _, e := range s.Timeline.Events {
				got.events++
				if e.At.IsZero() {
					continue
				}
				got.timed++
				got.last = e.At.UTC().Format("2006-01-02 15:04")
				if got.first == "" {
					got.first = got.last
				}
			}
			if _, _, ok := doc.Position(fmt.Sprintf("postmortem.sections[%d].timeline.events[0].text", i), 0); !ok {
				t.Errorf("%s: the first event has no place", name)
			}
		}
		if diff := cmp.Diff(want[name], got, cmp.AllowUnexported(expect{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		out := markdownDocument(inc)
		source := string(data)
		if inc.Title != "" {
			source = strings.Replace(source, "# "+inc.Title+"\n", "\n", 1) // it moves to the top
		}
		if w, lost := missing(wordsOf(source), wordsOf(out)); lost {
			t.Errorf("%s: the word %q is lost in\n%s", name, w, out)
		}
	}
}

// TestMarkdownKeepsWords reads unusual documents. Every visible word must come
// back, in order.
func TestMarkdownKeepsWords(t *testing.T) {
	for seed := range uint64(fixture.Rounds(750)) {
		r := rand.New(rand.NewPCG(seed, 9))
		src := "# Queue down\n\n"
		headings := []string{"Timeline", "Action Items", "Stats", "Impact", "Lessons"}
		for range 1 + r.IntN(4) {
			src += "## " + headings[r.IntN(len(headings))] + "\n\n"
			for range r.IntN(4) {
				src += incidenttest.HostileBody(r.Uint64()) + "\n\n"
			}
		}
		src = strings.ToValidUTF8(src, "?")
		doc, err := parse.Markdown{}.Parse("words.md", []byte(src))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		out := markdownDocument(doc.Incidents[0])
		if w, lost := missing(wordsOf(src), wordsOf(out)); lost {
			t.Fatalf("seed %d: the word %q is lost:\n%s\n\n%s", seed, w, src, out)
		}
	}
}

// rowsOf describes the events of the first timeline.
func rowsOf(inc *incident.Incident) string {
	var b strings.Builder
	for _, s := range inc.Postmortem.Sections {
		if s.Timeline == nil {
			continue
		}
		fmt.Fprintf(&b, "%s %q %q %q\n", s.Form, s.Timeline.Zone, s.Timeline.TimeFormat, s.Timeline.Mark)
		for _, e := range s.Timeline.Events {
			at := "-"
			if !e.At.IsZero() {
				at = e.At.UTC().Format("2006-01-02 15:04")
			}
			fmt.Fprintf(&b, "%s|%s|%s\n", at, e.Written, e.Text)
		}
	}
	return b.String()
}

// TestMarkdownTimelines reads timelines in the forms that teams use.
func TestMarkdownTimelines(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"a table, the zone in a sentence", "# A\n\n## Timeline\n\nAll times in UTC.\n\n| Time | Event |\n| :--- | --- |\n| 2021-03-31 12:06 | one |\n| 2021-03-31 9:05 | `a \\| b` |\n| 2021-03-?? 10:00 | three |\n",
			"table \"UTC\" \"2006-01-02 15:04\" \"\"\n2021-03-31 12:06||one\n2021-03-31 09:05|2021-03-31 9:05|`a | b`\n-|2021-03-?? 10:00|three\n"},
		{"rows without an end, a zone in the column", "# A\n\n## Timeline\n\n| Time (CET) | Event |\n|--|--|\n| 2021-01-31 12:06 | one\n| 2021-01-31 12:08 | two\n",
			"table \"CET\" \"2006-01-02 15:04\" \"\"\n2021-01-31 11:06||one\n2021-01-31 11:08||two\n"},
		{"CET in June is to the letter", "# A\n\n## Timeline\n\nAll times in CET.\n\n| Time | Event |\n|--|--|\n| 2021-06-30 12:06 | one |\n",
			"table \"CET\" \"2006-01-02 15:04\" \"\"\n2021-06-30 11:06||one\n"},
		{"a list with clocks in bold, the day in the heading", "# Down\n\n### October 21, 2025 - the queue\n\n#### Timeline\n\n- **16:58 UTC** - one\n- **17:02 UTC** - two\n- **00:10 UTC** - three\n",
			"bullets \"\" \"15:04 MST\" \" -\"\n2025-10-21 16:58||one\n2025-10-21 17:02||two\n2025-10-22 00:10||three\n"},
		{"a list with the day in the title", "# Queue down - September 29, 2025\n\n## Timeline (UTC)\n\n* 09:15: one\n* 09:20: two\n",
			"bullets \"UTC\" \"15:04\" \":\"\n2025-09-29 09:15||one\n2025-09-29 09:20||two\n"},
		{"a date field", "# Down\n\n**Date:** 2024-05-06\n**Status:** done\n\n## Timeline\n\n- 10:05 - one\n- 10:15 - two\n",
			"bullets \"\" \"15:04\" \" -\"\n2024-05-06 10:05||one\n2024-05-06 10:15||two\n"},
		{"lines below a date", "# Down\n\n## Timeline\n\n2015-10-21 (all times UTC)\n\n14:51 one\n14:53 two, which\ngoes on\n14:54 three\n",
			"paragraphs \"UTC\" \"15:04\" \"\"\n2015-10-21 14:51||one\n2015-10-21 14:53||two, which\ngoes on\n2015-10-21 14:54||three\n"},
		{"days as headings", "# Down\n\n## Timeline\n\nAll times are in UTC.\n\n### 2024-05-06\n\n- 10:05 one\n- 10:06 two\n\n### 2024-05-07\n\n- 08:05 three\n",
			"bullets \"\" \"15:04\" \"\"\n2024-05-06 10:05||one\n2024-05-06 10:06||two\nbullets \"\" \"15:04\" \"\"\n2024-05-07 08:05||three\n"},
		{"days below a heading with the zone", "# Down\n\n## Timeline (CET)\n\n### 2024-01-06\n\n- 10:05 one\n- 10:06 two\n\n### 2024-01-07\n\n- 08:05 three\n",
			"bullets \"CET\" \"15:04\" \"\"\n2024-01-06 09:05||one\n2024-01-06 09:06||two\nbullets \"CET\" \"15:04\" \"\"\n2024-01-07 07:05||three\n"},
		{"the zone above all", "# Down\n\nAll times are in Pacific Time.\n\n## Timeline\n\n- 2024-01-06 10:05 one\n- 10:06 two\n\n## Timeline of the team (UTC)\n\n- 2024-01-06 10:05 one\n",
			"bullets \"Pacific Time\" \"2006-01-02 15:04\" \"\"\n2024-01-06 18:05||one\n2024-01-06 18:06|10:06|two\nbullets \"UTC\" \"2006-01-02 15:04\" \"\"\n2024-01-06 10:05||one\n"},
		{"spans with a date", "# Down\n\n## Timeline (UTC)\n\n- 2025-12-31 23:50-23:58 one\n- 2026-01-01 00:05 one\n",
			"bullets \"UTC\" \"2006-01-02 15:04\" \"\"\n2025-12-31 23:50|2025-12-31 23:50-23:58|one\n2026-01-01 00:05||one\n"},
		{"spans with two dates", "# Down\n\n## Timeline (UTC)\n\n- 2025-12-31 23:50 - 2026-01-01 00:10: one\n",
			"bullets \"UTC\" \"2006-01-02 15:04\" \":\"\n2025-12-31 23:50|2025-12-31 23:50 - 2026-01-01 00:10:|one\n"},
		{"spans with a meridiem at their end", "# Down\n\n## Timeline (UTC)\n\n- Jan 2, 2026 09:50-10:05 AM: one\n",
			"bullets \"UTC\" \"Jan 2, 2006 3:04 PM\" \":\"\n2026-01-02 09:50|Jan 2, 2026 09:50-10:05 AM:|one\n"},
		{"a day that stands alone", "# Down\n\n**Date:** 2024-05-06\n\n## Timeline\n\n- 10:05 - one\n- 10:15 - two\n",
			"bullets \"\" \"15:04\" \" -\"\n2024-05-06 10:05||one\n2024-05-06 10:15||two\n"},
		{"each row its zone", "# Down\n\n## Timeline\n\n* 2024-05-06 18:46 UTC: one\n* 2024-05-06 19:00 UTC: two\n",
			"bullets \"\" \"2006-01-02 15:04 MST\" \":\"\n2024-05-06 18:46||one\n2024-05-06 19:00||two\n"},
		{"a year that is a slip", "# Down\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| 20202-01-16 12:00 | one |\n",
			"table \"\" \"15:04\" \"\"\n-|20202-01-16 12:00|one\n"},
		{"years left out", "# Down\n\nDate: 2023-01-14\nOwner: me\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| Jan 14, 10:18 AM | one |\n| Jan 15, 9:00 AM | two |\n",
			"table \"\" \"Jan 2, 3:04 PM\" \"\"\n2023-01-14 10:18||one\n2023-01-15 09:00||two\n"},
		{"about", "# Down\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| ~2024-05-06 10:05 | one |\n| 2024-05-06 | two |\n",
			"table \"\" \"2006-01-02 15:04\" \"\"\n2024-05-06 10:05||one\n2024-05-06 00:00|2024-05-06|two\n"},
		{"a quoted sentence", "# Down\n\n## Timeline\n\n> (all times in Pacific Time)\n\n- 2024-05-06 10:05 one\n- 2024-05-06 10:06 two\n",
			"bullets \"Pacific Time\" \"2006-01-02 15:04\" \"\"\n2024-05-06 17:05||one\n2024-05-06 17:06||two\n"},
		{"no timeline at all", "# Down\n\n## Impact\n\n- 10 users\n- 12 shops\n\n10:05 was early.\n", ""},
		{"links by a label", "# Down\n\n## Timeline\n\n- 2024-05-06 10:05 see [it][a]\n- 2024-05-06 10:06 two\n\n[a]: http://example.com/x\n",
			"bullets \"\" \"2006-01-02 15:04\" \"\"\n2024-05-06 10:05||see [it](http://example.com/x)\n2024-05-06 10:06||two\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			inc, doc := readMarkdown(t, test.src)
			if diff := cmp.Diff(test.want, rowsOf(inc)); diff != "" {
				t.Errorf("(-want +got):\n%s\nnotes %v", diff, doc.Notes)
			}
			if w, lost := missing(wordsOf(test.src), wordsOf(markdownDocument(inc))); lost {
				t.Errorf("the word %q is lost in\n%s", w, markdownDocument(inc))
			}
		})
	}
}

func TestMarkdownActions(t *testing.T) {
	for _, test := range []struct {
		name, list string
		form       incident.Form
		want       []incident.Action
	}{
		{"a list", "- one\n- two\n  over lines\n", "bullets", []incident.Action{{Text: "one"}, {Text: "two\nover lines"}}},
		{"tasks", "- [ ] one (Owner: Ann; Due: 2024-06-01)\n- [x] two\n", "tasks", []incident.Action{
			{Text: "one", Owner: "Ann", Due: dueOn(2024, 6, 1), State: "open"}, {Text: "two", State: "done"}}},
		{"numbers", "1. one\n2. two (see above)\n", "numbered", []incident.Action{{Text: "one"}, {Text: "two (see above)"}}},
		{"a table", "| Action item | Owner | Bug # | Due date | Link to it |\n|--|--|--|--|--|\n| one | Ann | [T-1](http://example.com) | 2024-06-01 | x |\n| two | | | | |\n", "table", []incident.Action{
			{Text: "one", Owner: "Ann", Ticket: "T-1", TicketURL: "http://example.com", Due: dueOn(2024, 6, 1), Extra: []string{"x"}}, {Text: "two"}}},
		{"a word for a date", "| Action | Due |\n|--|--|\n| one | soon |\n", "table", []incident.Action{{Text: "one", DueWritten: "soon"}}},
		{"prose", "We do nothing.\n", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := "# Down\n\n## Action Items\n\nSo:\n\n" + test.list + "\nThat is all.\n"
			inc, _ := readMarkdown(t, src)
			s := inc.Postmortem.Sections[0]
			if diff := cmp.Diff(test.want, s.Actions); diff != "" || s.Form != test.form {
				t.Errorf("form %q (-want +got):\n%s", s.Form, diff)
			}
			if test.want != nil && (s.Body != "So:" || s.After != "That is all.") {
				t.Errorf("%q, %q", s.Body, s.After)
			}
			if w, lost := missing(wordsOf(src), wordsOf(markdownDocument(inc))); lost {
				t.Errorf("the word %q is lost in\n%s", w, markdownDocument(inc))
			}
		})
	}
}

func dueOn(year int, month time.Month, d int) civil.Date {
	return civil.Date{Year: year, Month: month, Day: d}
}

// TestMarkdownOutline reads titles, headings and front matter in the forms that
// teams use.
func TestMarkdownOutline(t *testing.T) {
	for _, test := range []struct{ name, src, title, want string }{
		{"a title and sections", "# Queue *down*\n\nIntro.\n\n## Summary\n\na\n\n### What went well\n\nb\n\n# Stats\n\n- Users: 12\n- Cost: none\n", "Queue down",
			"0  ''\n0 summary 'Summary'\n1 went_well 'What went well'\n0 metrics 'Stats' 2 fields\n"},
		{"underlined headings", "Queue down\n==========\n\nSummary\n-------\n\na\n", "Queue down", "0 summary 'Summary'\n"},
		{"no title", "## Summary\n\na\n\n## Impact\n\nb\n", "", "0 summary 'Summary'\n0 impact 'Impact'\n"},
		{"sections on top", "# Summary\n\na\n\n# Impact\n\nb\n", "", "0 summary 'Summary'\n0 impact 'Impact'\n"},
		{"a title in front", "---\ntitle: Queue down\n---\n\n## Summary\n\na\n", "Queue down", "0 summary 'Summary'\n"},
		{"no heading at all", "---\ntitle: Queue down\nurl: x\n---\n\nIt was down.\n", "Queue down", "0  ''\n"},
		{"no headings inside", "# Down\n\n```\n# code\n```\n\n<div>\n# html\n</div>\n\n    # indented\n\n> # quoted\n", "Down", "0  ''\n"},
		{"headings in bold", "**Queue down**\n\n**Summary:**\nIt was down.\n\n**Why?**\n\nA disk.\n\n**note**\nno heading\n", "Queue down", "0 summary 'Summary:'\n0  'Why?'\n"},
		{"headings in bold below a title", "# Queue down\n\n**Summary**\n\nIt was down.\n\n__Impact__\n\nAll.\n", "Queue down", "0 summary 'Summary'\n0 impact 'Impact'\n"},
		{"bold below other headings", "# Queue down\n\n**Summary**\n\nIt was down.\n\n## Impact\n\nAll.\n", "Queue down", "0  ''\n0 impact 'Impact'\n"},
		{"bold without a known section", "# Queue down\n\n**Note**\n\nIt was down.\n", "Queue down", "0  ''\n"},
		{"text above the title", "> a note\n\n# Down\n\nText.\n", "Down", "0  ''\n0  ''\n"},
		{"a rule is no front matter", "---\n\n# Down\n\ntext\n", "Down", "0  ''\n0  ''\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			inc, _ := readMarkdown(t, test.src)
			var b strings.Builder
			for _, s := range inc.Postmortem.Sections {
				fmt.Fprintf(&b, "%d %s '%s'", s.Level, s.Kind, s.Heading)
				if len(s.Fields) > 0 {
					fmt.Fprintf(&b, " %d fields", len(s.Fields))
				}
				b.WriteByte('\n')
			}
			if diff := cmp.Diff(test.want, b.String()); diff != "" || inc.Title != test.title {
				t.Errorf("title %q, want %q (-want +got):\n%s", inc.Title, test.title, diff)
			}
		})
	}
}

func TestMarkdownFrontMatter(t *testing.T) {
	raw := "# ours\nincident: inc-7\ntitle: 'Queue: down'\nauthors: [a, b]\nstate: in review\npublished_at: 2024-03-07 10:00\nedited_at: 2024-03-08T09:00:00Z\nzone: Europe/Rome\nlang: en\nseverity: SEV-1\nx:\n  zone: no"
	inc, doc := readMarkdown(t, "---\n"+raw+"\n---\n\n# What happened\n\ntext\n")
	pm := inc.Postmortem
	got := fmt.Sprint(inc.ID, "|", inc.Title, "|", pm.Title, "|", pm.State, "|", pm.PublishedAt.UTC().Format(time.RFC3339), "|", pm.EditedAt.UTC().Format(time.RFC3339), "|", inc.Page.TimeZone, "|", inc.Page.Lang, "|", inc.Severity)
	if want := "inc-7|Queue: down|What happened|in_review|2024-03-07T09:00:00Z|2024-03-08T09:00:00Z|Europe/Rome|en|SEV-1"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if pm.FrontMatter != raw {
		t.Errorf("front matter %q", pm.FrontMatter)
	}
	if line, col, ok := doc.Position("postmortem.published_at", 0); !ok || line != 7 || col != 15 {
		t.Errorf("published_at is at %d:%d %v", line, col, ok)
	}
	// Invalid YAML is kept, with a note.
	inc, doc = readMarkdown(t, "---\nincident: inc-7\na: [\n---\ntext\n")
	if inc.ID != "inc-7" || inc.Postmortem.FrontMatter != "incident: inc-7\na: [" || len(doc.Notes) != 1 || doc.Notes[0].Code != parse.NoteFrontMatter {
		t.Errorf("%+v %v", inc, doc.Notes)
	}
}

// TestMarkdownFrontMatterShapes reads blocks at the top that are not quite
// front matter, or from which no key can be read.
func TestMarkdownFrontMatterShapes(t *testing.T) {
	for _, test := range []struct {
		name, src string
		want      string // ID, front matter and bodies
		notes     string
	}{
		{"dots at its end", "---\nincident: inc-7\n...\ntext\n", `"inc-7" "incident: inc-7" "text"`, ""},
		{"a byte order mark", "\ufeff---\nincident: inc-7\n---\ntext\n", `"inc-7" "incident: inc-7" "text"`, ""},
		{"the end of the file", "---\nincident: inc-7\n---", `"inc-7" "incident: inc-7"`, ""},
		{"no end", "---\nincident: inc-7\ntext", `"" "" "---\nincident: inc-7\ntext"`, ""},
		{"nothing in it", "---\n---\ntext\n", `"" "" "text"`, ""},
		{"a list", "---\n- incident\n---\ntext\n", `"" "- incident" "text"`, ""},
		{"a comment", "---\n# incident: inc-7\n---\ntext\n", `"" "# incident: inc-7" "text"`, ""},
		{"a value that is none", "---\nincident: ~\n---\ntext\n", `"" "incident: ~" "text"`, ""},
		{"a time that is none", "---\npublished_at: soon\n---\ntext\n", `"" "published_at: soon" "text"`, "unresolved"},
		{"a time without a year", "---\nedited_at: Mar 7, 10:00\n---\ntext\n", `"" "edited_at: Mar 7, 10:00" "text"`, "unresolved"},
		{"a key twice", "---\nincident: inc-7\nincident: inc-8\n---\ntext\n", `"inc-7" "incident: inc-7\nincident: inc-8" "text"`, ""},
		{"lines of no YAML", "---\nincident: inc-7\nincident: inc-8\na: [\n---\ntext\n", `"inc-7" "incident: inc-7\nincident: inc-8\na: [" "text"`, "front-matter"},
		{"too much", "---\nincident: inc-7\nx: " + strings.Repeat("y", 64<<10) + "\n---\ntext\n", "", "front-matter"},
	} {
		inc, doc := readMarkdown(t, test.src)
		got := fmt.Sprintf("%q %q", inc.ID, inc.Postmortem.FrontMatter)
		for _, s := range inc.Postmortem.Sections {
			got += fmt.Sprintf(" %q", s.Body)
		}
		if got != test.want && test.want != "" || test.want == "" && inc.ID != "" {
			t.Errorf("%s: %.200s, want %s", test.name, got, test.want)
		}
		if notes := strings.Join(noteCodes(doc), ","); notes != test.notes {
			t.Errorf("%s: notes %s, want %s", test.name, notes, test.notes)
		}
	}
}

func TestMarkdownErrors(t *testing.T) {
	for _, test := range []struct {
		name, src string
		m         parse.Markdown
		code      incident.Code
		at        string
	}{
		{"nothing", "", parse.Markdown{}, incident.CodeRequired, "x.md"},
		{"blank", " \n\n\t\n", parse.Markdown{}, incident.CodeRequired, "x.md"},
		{"no text", "# a\n\nb\xff", parse.Markdown{}, incident.CodeControl, "x.md:3:2"},
		{"a NUL", "# a\n\x00", parse.Markdown{}, incident.CodeControl, "x.md:2:1"},
		{"too long", "# abc", parse.Markdown{MaxBytes: 4}, incident.CodeLimit, "x.md"},
		{"a zone that is none", "---\na: 1\nzone: Nowhere/City\n---\n# a\n", parse.Markdown{}, incident.CodeZone, "x.md:3:7"},
		{"text above the updates", "# a\n\nIncident Report for B\n\ntext\n", parse.Markdown{}, incident.CodeSyntax, "x.md:5:1"},
		{"a second postmortem", "# a\n\nIncident Report\n\n## Postmortem\n\nx\n\n## Postmortem\n\ny\n", parse.Markdown{}, incident.CodeDuplicate, "x.md:9:1"},
		{"a time that is none", "# a\n\nIncident Report\n\n## Resolved\n\nPosted Feb 30, 2024 - 10:00 UTC\n", parse.Markdown{}, incident.CodeRange, "x.md:7:1"},
		{"a zone with several meanings", "# a\n\nIncident Report\n\n## Resolved\n\nPosted Feb 3, 2024 - 10:00 IST\n", parse.Markdown{}, incident.CodeZone, "x.md:7:28"},
	} {
		doc, err := test.m.Parse("x.md", []byte(test.src))
		var e *incident.SourceError
		if doc != nil || !errors.As(err, &e) || e.Code != test.code || !strings.HasPrefix(err.Error(), test.at+": ") {
			t.Errorf("%s: %v, want %s with %s", test.name, err, test.at, test.code)
		}
		test.m.Lax = true
		if _, err := test.m.Parse("x.md", []byte(test.src)); err == nil {
			t.Errorf("%s: lax, and no error", test.name)
		}
	}
}

// TestMarkdownLimits checks that a document beyond the limits is kept as a
// single text, with a note.
func TestMarkdownLimits(t *testing.T) {
	deep := "# Title\n\ntext\n\n" + strings.Repeat("- ", 5000) + "x\n"
	doc, err := parse.Markdown{}.Parse("deep.md", []byte(deep))
	if err != nil {
		t.Fatal(err)
	}
	if s := doc.Incidents[0].Postmortem.Sections; len(s) != 1 || s[0].Body != strings.TrimSpace(deep) {
		t.Errorf("%d sections", len(s))
	}
	if len(doc.Notes) != 1 || doc.Notes[0].Code != parse.NoteLimit || doc.Notes[0].Line != 5 {
		t.Errorf("notes %v", doc.Notes)
	}
}

// long has documents that would expose a reader or writer that does not take
// linear time.
var long = map[string]string{
	"headings": "## Timeline\n\nText.\n\n", "rows": "| 10:05 | text with *a_ and [a]( |\n", "items": "- 10:05 - text\n", "paragraphs": "10:05 text\n\n",
	"quotes": "> > > a\n\n", "definitions": "[a]: http://example.com\n\n", "uses": "[a][b] [c]\n\n", "marks": "<!-- section -->\n\n", "emphasis": "*a_ ",
	"stars": "**a ", "fences": "```\na\n```\n\n", "nested": "- a\n  - b\n    - c\n", "lines": "10:05 text\n",
}

// longDocument repeats a unit up to a document of n bytes.
func longDocument(name string, n int) string {
	head := "# Down\n\n## Timeline\n\n"
	if name == "rows" {
		head += "| Time | Event |\n|--|--|\n"
	}
	return head + strings.Repeat(long[name], n/len(long[name]))
}

func TestMarkdownLong(t *testing.T) {
	for name := range long {
		doc, err := parse.Markdown{}.Parse(name, []byte(longDocument(name, 30_000)))
		if err != nil {
			t.Fatal(err)
		}
		settled(t, doc.Incidents[0], markdownDocument)
	}
}

// BenchmarkMarkdownLong reads and writes one, two and four parts. The time per
// byte should stay the same.
func BenchmarkMarkdownLong(b *testing.B) {
	for name := range long {
		for _, n := range []int{100_000, 200_000, 400_000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				src := []byte(longDocument(name, n))
				b.SetBytes(int64(n))
				for b.Loop() {
					doc, err := parse.Markdown{}.Parse(name, src)
					if err != nil {
						b.Fatal(err)
					}
					markdownDocument(doc.Incidents[0])
				}
			})
		}
	}
}

// FuzzMarkdown checks that no input makes the reader panic, and that the result
// is stable when written.
func FuzzMarkdown(f *testing.F) {
	for _, fix := range fixture.All() {
		f.Add(markdownPage(fix.Incident))
		f.Add(markdownDocument(fix.Incident))
	}
	f.Add(servicePages[parse.FormatMarkdown])
	for seed := range uint64(80) {
		p := incidenttest.HostileBody(seed)
		f.Add("# a\n\n## Timeline\n\n" + p + "\n\n" + p)
	}
	for _, src := range []string{
		"+++\ntitle = 'a'\nzone = \"Europe/Oslo\"\n[b]\n+++\n\n## Timeline\n\n| Time | Who | Event | Link |\n|--|--|--|--|\n| 2024-05-06 10:05 | Ops | a | b |\n| later | | c | |\n",
		"# a\n\n## Action items\n\n### b\n\n| Action | Status | Ticket | Due |\n|--|--|--|--|\n| a | [#1](https://example.com/1) WIP | | June 28 |\n| b | closed | [A-1](https://example.com/2) | TBD |\n",
		"# a\n\n## To do\n\n- [ ] a (Owner: b, c, due 4 March 2026; Ticket: [A-1](https://example.com/1))\n- [x] b (Due: soon)\n",
		"# a\n\n- b\n  - 2024-05-06 10:05 c\n  - 2024-05-06 10:06 d\n\n  e\n- f\n\n## Timeline\n\n1. May 6, 2024\n   - 10:05 g\n   - 10:06 h\n2. May 7, 2024\n   * 10:05 i\n   * 10:06 j\n\nk\n",
		"---\ntitle: a\nlink: https://example.com/1\n---\n\n## Resolved\n\nb\n\nPosted Mar 05, 2024 - 11:10 UTC\n\n## Update\n\nc\n\nPosted Mar 05, 2024 - 10:17 UTC\n\nThis incident affected: d (e).\n",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := parse.Markdown{}.Parse("fuzz", []byte(src))
		if err != nil {
			doc, _ = parse.Markdown{Lax: true}.Parse("fuzz", []byte(src))
			if doc == nil {
				return
			}
		}
		for _, n := range doc.Notes {
			if n.Line < 1 || n.Column < 1 || n.Code == "" || n.Text == "" {
				t.Errorf("%+v", n)
			}
		}
		for _, inc := range doc.Incidents {
			switch {
			case err != nil:
				render.Markdown{Drafts: true}.Append(nil, inc)
				continue
			case inc.Postmortem != nil:
				settled(t, inc, markdownDocument)
			}
			settled(t, inc, markdownPage)
		}
	})
}

func ExampleMarkdown() {
	pm := `---
incident: inc-7
zone: Europe/Copenhagen
---

# Checkout is slow

## Timeline

All times are in CET.

| Time             | Event       |
| ---------------- | ----------- |
| 2024-03-05 10:17 | Alarm rings |
| 2024-03-05 11:?? | Queue empty |

## Action Items

- [ ] Ring earlier (Owner: Shop team)
`
	doc, err := parse.Markdown{}.Parse("pm.md", []byte(pm))
	if err != nil {
		fmt.Println(err)
		return
	}
	inc := doc.Incidents[0]
	fmt.Println(inc.ID, inc.Title)
	for e := range inc.Postmortem.Events() {
		fmt.Println(e.At.UTC().Format(time.RFC3339), e.Written, e.Text)
	}
	for a := range inc.Postmortem.Actions() {
		fmt.Println(a.State, a.Text, "-", a.Owner)
	}
	fmt.Println(doc.Notes[0])
	// Output:
	// inc-7 Checkout is slow
	// 2024-03-05T09:17:00Z  Alarm rings
	// 0001-01-01T00:00:00Z 2024-03-05 11:?? Queue empty
	// open Ring earlier - Shop team
	// 15:3: postmortem.sections[0].timeline.events[1]: "2024-03-05 11:??" has no instant; it was kept as written
}

// TestMarkdownWithoutTitleKeepsLevels reads a document whose sections have the
// level of titles. The levels below must be kept.
func TestMarkdownWithoutTitleKeepsLevels(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         []int
	}{
		{"at the level of titles", "# Summary\n\nx\n\n## Details\n\ny\n\n# Impact\n\nz\n", []int{0, 1, 0}},
		{"below it", "## Summary\n\nx\n\n### Details\n\ny\n\n## Impact\n\nz\n", []int{0, 1, 0}},
		{"below a title", "# Sign-in fails\n\n## Summary\n\nx\n\n### Details\n\ny\n", []int{0, 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := parse.Markdown{}.Parse("pm.md", []byte(test.source))
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, s := range doc.Incidents[0].Postmortem.Sections {
				got = append(got, s.Level)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFieldsOfImpact checks that a list in a section about the impact is fields
// if every item is one. In other sections such a list stays a list.
func TestFieldsOfImpact(t *testing.T) {
	const list = "- **Start:** 2024-03-05 10:05 CET\n- **Affected:** Checkout\n"
	for _, test := range []struct {
		document string
		fields   int
	}{
		{"# T\n\n## Impact\n\nOne payment in five.\n\n" + list, 2},
		{"# T\n\n## Impact\n\n" + list + "- and more\n", 0},
		{"# T\n\n## Impact\n\n- **Start:** 2024-03-05 10:05 CET\n", 0},
		{"# T\n\n## Lessons Learned\n\n" + list, 0},
	} {
		doc, err := parse.Markdown{}.Parse("PM.md", []byte(test.document))
		if err != nil {
			t.Fatal(err)
		}
		s := doc.Incidents[0].Postmortem.Sections[0]
		if len(s.Fields) != test.fields || test.fields == 0 && !strings.Contains(s.Body, "**Start:**") {
			t.Errorf("%q: %+v", test.document, s)
		}
	}
}
