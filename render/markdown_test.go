package render_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/render"
)

// TestPrettier checks that prettier would not change the golden files, apart
// from list markers. PRETTIER is the command: "npx prettier@3".
func TestPrettier(t *testing.T) {
	command := strings.Fields(os.Getenv("PRETTIER"))
	if len(command) == 0 {
		t.Skip("PRETTIER is not set: prettier is not asked about the Markdown")
	}
	for _, g := range goldens(t) {
		if !strings.HasPrefix(g.name, "markdown") && !strings.HasSuffix(g.name, ".md") {
			continue
		}
		cmd := exec.Command(command[0], append(command[1:], "--parser", "markdown")...)
		cmd.Stdin = strings.NewReader(g.got)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		mark := regexp.MustCompile(`(?m)^( *)[*+-] `)
		want, got := mark.ReplaceAllString(g.got, "$1- "), mark.ReplaceAllString(string(out), "$1- ")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s, %s (-ours +prettier):\n%s", g.archive, g.name, diff)
		}
	}
}

// blocksOf counts the top-level blocks of a document, and its annotations.
func blocksOf(t *testing.T, report []byte) map[string]int {
	t.Helper()
	src := string(report)
	if strings.HasPrefix(src, "---\n") {
		_, src, _ = strings.Cut(src[4:], "\n---\n")
	}
	blocks, err := markdown.Blocks(src)
	if err != nil {
		t.Fatalf("%v in\n%s", err, report)
	}
	count := make(map[string]int)
	for _, b := range blocks {
		name := fmt.Sprintf("kind %d", b.Kind)
		switch b.Kind {
		case markdown.BlockHeading:
			name = fmt.Sprintf("heading %d", b.Level)
		case markdown.BlockHTML:
			name = strings.TrimSpace(src[b.Start:b.End])
		}
		count[name]++
	}
	return count
}

// onlyPlain puts a string in every plain-text field, and a word in every
// Markdown field, in which the string could have a meaning.
func onlyPlain(inc *incident.Incident, s string) *incident.Incident {
	c := everywhere(inc, s)
	c.Events, c.Labels = nil, nil
	for i := range c.Updates {
		c.Updates[i].Body = "word"
	}
	c.Postmortem.FrontMatter = ""
	for i := range c.Postmortem.Sections {
		sec := &c.Postmortem.Sections[i]
		sec.Body, sec.After = "word", "word"
		for j := range sec.Fields {
			sec.Fields[j].Value = "word"
		}
		for j := range sec.Actions {
			sec.Actions[j].Text = "word"
		}
		if tl := sec.Timeline; tl != nil {
			tl.Zone = "CET"
			for j := range tl.Events {
				tl.Events[j].Text, tl.Events[j].By = "word", "word "+s // an invisible name makes no column
			}
		}
	}
	return c
}

// TestHostileMarkdown puts strings that try to break a report in every field.
// No heading, list, table or HTML may appear that was not there before.
func TestHostileMarkdown(t *testing.T) {
	m := render.Markdown{Drafts: true, Internal: true}
	for _, f := range fixture.All() {
		if f.Incident.Postmortem == nil {
			f.Incident.Postmortem = &incident.Postmortem{}
		}
		for _, write := range []func(*incident.Incident) []byte{
			func(inc *incident.Incident) []byte { return m.Append(nil, inc) },
			func(inc *incident.Incident) []byte { return m.AppendPostmortem(nil, inc) },
		} {
			want := blocksOf(t, write(onlyPlain(f.Incident, "word")))
			for _, s := range hostile {
				all := write(everywhere(f.Incident, s))
				checkReport(t, all)
				body := all
				if bytes.HasPrefix(all, []byte("---\n")) { // front matter is its author's
					_, body, _ = bytes.Cut(all, []byte("\n---\n"))
				}
				for line := range bytes.Lines(body) {
					if text := bytes.TrimSpace(line); bytes.HasPrefix(text, []byte("<")) && !bytes.HasPrefix(text, []byte("<!--")) {
						t.Errorf("%s, %q: HTML in\n%s", f.Name, s, all)
					}
				}
				plain := write(onlyPlain(f.Incident, s))
				for kind, n := range blocksOf(t, plain) {
					if strings.HasPrefix(kind, "<!--") || kind == "kind 0" && strings.HasPrefix(f.Name, "login") {
						continue // annotations state unusual facts
					}
					if n > want[kind] {
						t.Errorf("%s, %q: %d of %s, want %d:\n%s", f.Name, s, n, kind, want[kind], plain)
					}
				}
			}
		}
	}
}

// TestMarkdownEscapes puts random strings, five at a time, in every plain-text
// place. goldmark must show them unchanged.
func TestMarkdownEscapes(t *testing.T) {
	const alphabet = "ab1 *_`#->+=|[]()!<&;\\~:.{}@/\"'$%^,\n\t"
	r := rand.New(rand.NewPCG(1, 2))
	random := func() string {
		b := []byte{}
		for range 1 + r.IntN(12) {
			b = append(b, alphabet[r.IntN(len(alphabet))])
		}
		return string(markdown.AppendLine(nil, "a"[:r.IntN(2)]+string(b)))
	}
	for range fixture.Rounds(1000) {
		var s [5]string
		for i := range s {
			for s[i] == "" {
				s[i] = random()
			}
		}
		doc := render.Markdown{}.AppendPostmortem(nil, &incident.Incident{Title: s[0], Postmortem: &incident.Postmortem{Sections: []incident.Section{
			{Kind: incident.SectionImpact, Heading: s[1], Fields: []incident.Field{{Name: s[2], Value: "v"}, {Name: "n", Value: "v"}}},
			{Kind: incident.SectionActions, Heading: "Actions", Form: incident.FormTable, Columns: []string{"Action", "Owner", s[3]}, Actions: []incident.Action{{Text: "t", Owner: s[4], Extra: []string{s[2]}}}},
			{Kind: incident.SectionActions, Heading: "Actions", Form: incident.FormBullets, Actions: []incident.Action{{Text: "t", Owner: s[4]}}},
			{Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormBullets, Timeline: &incident.Timeline{Events: []incident.Event{{Written: s[3], Text: "t"}, {Written: s[4], Text: "t"}}}},
		}}})
		want := fmt.Sprintf("%s\n\n%s\n\n  • %s: v\n  • n: v\n\nActions\n\nAction | Owner | %s\nt | %s | %s\n\nActions\n\n  • t (Owner: %s)\n\nTimeline\n\n  • %s t\n  • %s t",
			s[0], s[1], s[2], s[3], s[4], s[2], s[4], s[3], s[4])
		if got := string(markdown.Text{}.Append(nil, string(doc))); got != want {
			t.Fatalf("%q shows as\n%s\nwant\n%s\nby\n%s", s, got, want, doc)
		}
	}
}

// TestMarkdownShowsNothingPrivate is [TestNothingPrivateShows] for the page,
// including its comments.
func TestMarkdownShowsNothingPrivate(t *testing.T) {
	inc, _ := marked()
	got := strings.ToLower(string(render.Markdown{}.Append(nil, inc)))
	for path, shown := range public {
		if strings.HasPrefix(path, "Postmortem.Sections.Timeline.") {
			continue // annotations have the zone, format and sign of an unusual timeline
		}
		if has := strings.Contains(got, marker(path)); has && !shown {
			t.Errorf("%s shows", path)
		} else if !has && shown {
			t.Errorf("%s does not show", path)
		}
	}
	for _, path := range []string{"Postmortem.Sections.Timeline.Events.Milestone", "Postmortem.Sections.Kind"} {
		if strings.Contains(got, marker(path)) {
			t.Errorf("%s shows", path)
		}
	}
	inc.Updates[0].RetractedAt = inc.Updates[0].At
	got = strings.ToLower(string(render.Markdown{}.Append(nil, inc)))
	for _, path := range []string{"Updates.Body", "Updates.Changes.Group", "Updates.Changes.Name"} {
		if strings.Contains(got, marker(path)) {
			t.Errorf("%s of a retracted update shows", path)
		}
	}
	inc.Postmortem.PublishedAt = time.Time{}
	if got := strings.ToLower(string(render.Markdown{}.Append(nil, inc))); strings.Contains(got, marker("Postmortem.Title")) {
		t.Error("a draft shows")
	}
}

// TestMarkdownHasTextWords checks that the page has the same words as the
// page in plain text, in order.
func TestMarkdownHasTextWords(t *testing.T) {
	for _, f := range fixture.All() {
		want := strings.Fields(string(render.Text{}.Append(nil, f.Incident)))
		page := string(render.Markdown{}.Append(nil, f.Incident))
		got := strings.Fields(string(markdown.Text{}.Append(nil, page)))
		bullets := func(s string) bool { return s == "•" }
		want, got = slices.DeleteFunc(want, bullets), slices.DeleteFunc(got, bullets)
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], "|") // between cells
		}
		got = slices.DeleteFunc(got, func(s string) bool { return s == "" })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-text +Markdown):\n%s", f.Name, diff)
		}
	}
}

func TestMarkdownNothing(t *testing.T) {
	m := render.Markdown{}
	if got := m.Append([]byte("x"), nil); string(got) != "x" {
		t.Errorf("a nil incident gives %q", got)
	}
	if got := m.AppendPostmortem([]byte("x"), &incident.Incident{Title: "t"}); string(got) != "x" {
		t.Errorf("no postmortem gives %q", got)
	}
	if got := m.AppendPostmortem(nil, &incident.Incident{Postmortem: &incident.Postmortem{}}); len(got) != 0 {
		t.Errorf("an empty document is %q", got)
	}
	w := failing{errors.New("full")}
	if err := m.Write(w, fixture.Checkout()); !errors.Is(err, w.err) {
		t.Errorf("Write: %v", err)
	}
}

type failing struct{ err error }

func (w failing) Write([]byte) (int, error) { return 0, w.err }

// TestFrontMatter checks that existing front matter is kept byte for byte, and
// that a key changes only if its value does.
func TestFrontMatter(t *testing.T) {
	published := time.Date(2024, 3, 7, 9, 0, 0, 0, time.UTC)
	for _, test := range []struct{ name, before, want string }{
		{"none", "", "incident: inc-7\npublished_at: 2024-03-07T10:00:00+01:00\nzone: Europe/Rome"},
		{"others stay", "# by hand\ncover:   a.png # x\ntags:\n  - a\n  - b", "# by hand\ncover:   a.png # x\ntags:\n  - a\n  - b\nincident: inc-7\npublished_at: 2024-03-07T10:00:00+01:00\nzone: Europe/Rome"},
		{"equal values stay", "zone: 'Europe/Rome' # ours\nincident: \"inc-7\"\npublished_at: 2024-03-07T09:00:00Z", "zone: 'Europe/Rome' # ours\nincident: \"inc-7\"\npublished_at: 2024-03-07T09:00:00Z"},
		{"others change", "incident: inc-6 # old\nzone: >\n  a\n  b\nx: 1\npublished_at: yesterday", "incident: inc-7\nzone: Europe/Rome\nx: 1\npublished_at: 2024-03-07T10:00:00+01:00"},
		{"an end inside", "a: 1\n---\nb: 2", "a: 1\n#---\nb: 2\nincident: inc-7\npublished_at: 2024-03-07T10:00:00+01:00\nzone: Europe/Rome"},
		{"below is no key", "x:\n  zone: a", "x:\n  zone: a\nincident: inc-7\npublished_at: 2024-03-07T10:00:00+01:00\nzone: Europe/Rome"},
	} {
		inc := &incident.Incident{ID: "inc-7", Page: incident.Page{TimeZone: "Europe/Rome"}, Postmortem: &incident.Postmortem{FrontMatter: test.before, PublishedAt: published}}
		got := string(render.Markdown{}.AppendPostmortem(nil, inc))
		if diff := cmp.Diff("---\n"+test.want+"\n---\n", got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func ExampleMarkdown_AppendPostmortem() {
	inc := &incident.Incident{
		ID: "inc-7", Title: "Checkout is slow", Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{
			{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{
				{At: time.Date(2024, 3, 5, 9, 17, 0, 0, time.UTC), Text: "Alarm: queue is long.", Milestone: incident.MilestoneDetected},
				{At: time.Date(2024, 3, 5, 10, 10, 0, 0, time.UTC), Text: "Queue is empty."},
			}}},
			{Kind: incident.SectionActions, Heading: "Action Items", Form: incident.FormTasks, Actions: []incident.Action{
				{Text: "Ring earlier.", Owner: "Shop team"},
			}},
		}},
	}
	os.Stdout.Write(render.Markdown{}.AppendPostmortem(nil, inc))
	// Output:
	// ---
	// incident: inc-7
	// zone: Europe/Copenhagen
	// ---
	//
	// # Checkout is slow
	//
	// ## Timeline
	//
	// | Time (CET)         | Event                                              |
	// | ------------------ | -------------------------------------------------- |
	// | Mar 5, 2024, 10:17 | Alarm: queue is long. <!-- milestone: detected --> |
	// | 11:10              | Queue is empty.                                    |
	//
	// ## Action Items
	//
	// - [ ] Ring earlier. (Owner: Shop team)
}
