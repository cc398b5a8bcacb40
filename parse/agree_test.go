package parse_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// outlineOf describes the sections of a postmortem and their content, as far as
// all formats can express it.
func outlineOf(inc *incident.Incident) string {
	var b strings.Builder
	for _, s := range inc.Postmortem.Sections {
		if s.Heading != "" {
			fmt.Fprintf(&b, "# %s\n", strings.TrimSuffix(s.Heading, ":"))
		}
		if s.Timeline != nil {
			for _, e := range s.Timeline.Events {
				at := "-"
				if !e.At.IsZero() {
					at = e.At.UTC().Format("2006-01-02T15:04")
				}
				fmt.Fprintf(&b, "%s %s %s\n", at, e.Precision, shown(e.Text))
			}
		}
		for _, a := range s.Actions {
			fmt.Fprintf(&b, "%s %s\n", a.State, shown(a.Text))
		}
	}
	return b.String()
}

// shown returns Markdown on one line, without the escapes that only some
// formats need.
func shown(md string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(md, `\`, "")), " ")
}

// gfm converts Markdown to HTML as other tools do.
var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(htmlrenderer.WithHardWraps()))

// TestFormatsAgree reads the same postmortems as Markdown and as HTML of
// another tool. Sections, rows and instants must be equal.
func TestFormatsAgree(t *testing.T) {
	cases := readRowsCases(t)
	files, err := filepath.Glob(filepath.Join(os.Getenv("INCIDENT_CORPUS"), "cases", "documents", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, rowsCase{Name: filepath.Base(name), Document: string(data)})
	}
	for _, c := range cases {
		if strings.HasPrefix(c.Document, "---") || strings.HasPrefix(c.Document, "+++") {
			continue // only Markdown has front matter
		}
		md, err := only(parse.Markdown{Lax: true}.Parse(c.Name, []byte(c.Document)))
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		var page bytes.Buffer
		if err := gfm.Convert([]byte(c.Document), &page); err != nil {
			t.Fatal(err)
		}
		html, err := only(parse.HTML{Lax: true}.Parse(c.Name, page.Bytes()))
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		if diff := cmp.Diff(outlineOf(md), outlineOf(html)); diff != "" {
			t.Errorf("%s, Markdown and HTML (-markdown +html):\n%s\n%s", c.Name, diff, page.Bytes())
		}
	}
}

// TestWrittenFormatsAgree writes random postmortems in three formats and reads
// them back. Sections, rows and instants must be equal.
func TestWrittenFormatsAgree(t *testing.T) {
	for seed := range uint64(300) {
		inc := incidenttest.Random(seed)
		if inc.Postmortem == nil {
			continue
		}
		tellable(inc.Postmortem)
		zone, err := inc.Page.Location()
		if err != nil {
			t.Fatal(err)
		}
		inc.Postmortem.PublishedAt = inc.Updates[len(inc.Updates)-1].At.Add(24 * time.Hour)
		want := ""
		for _, format := range []struct {
			name  string
			write func() []byte
			read  func([]byte) (*parse.Document, error)
		}{
			{"text", func() []byte { return render.Text{}.Append(nil, inc) }, func(b []byte) (*parse.Document, error) { return parse.Text{Zone: zone}.Parse("x", b) }},
			{"markdown", func() []byte { return render.Markdown{}.Append(nil, inc) }, func(b []byte) (*parse.Document, error) { return parse.Markdown{Zone: zone}.Parse("x", b) }},
			{"html", func() []byte { return render.HTML{}.Append(nil, inc) }, func(b []byte) (*parse.Document, error) { return parse.HTML{Zone: zone}.Parse("x", b) }},
		} {
			back, err := only(format.read(format.write()))
			if err != nil || back.Postmortem == nil {
				t.Errorf("seed %d, %s: %v", seed, format.name, err)
				break
			}
			got := outlineOf(back)
			if want == "" {
				want = got
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("seed %d, text and %s (-text +%s):\n%s", seed, format.name, format.name, diff)
				break
			}
		}
	}
}

// tellable reduces a postmortem to the parts that plain text can express: no
// title, no section without a heading, no row without an instant, no single
// row, and only the text of actions.
func tellable(pm *incident.Postmortem) {
	pm.Title = ""
	pm.Sections = slices.DeleteFunc(pm.Sections, func(s incident.Section) bool { return s.Heading == "" })
	for i := range pm.Sections {
		sec := &pm.Sections[i]
		sec.Internal, sec.Level = false, 0
		if sec.Timeline != nil {
			sec.Timeline.Events = slices.DeleteFunc(sec.Timeline.Events, func(e incident.Event) bool { return e.At.IsZero() })
			if len(sec.Timeline.Events) < 2 {
				sec.Timeline, sec.Form, sec.Columns = nil, "", nil
			}
			sec.After = "" // a list in it would continue the rows
			if tl := sec.Timeline; tl != nil && !slices.Contains([]string{"", ":", " -", "."}, tl.Mark) {
				tl.Mark = " -"
			}
		}
		if sec.Actions != nil {
			sec.Heading, sec.Kind, sec.Body, sec.After = "Action items", incident.SectionActions, "", ""
			sec.Form, sec.Columns = incident.FormBullets, nil
		}
		if sec.Body == "" && sec.Timeline == nil && sec.Actions == nil {
			sec.Body = "Nothing to tell." // a heading without text at the top is the title of a text
		}
		for j := range sec.Actions {
			sec.Actions[j] = incident.Action{Text: sec.Actions[j].Text}
		}
	}
}
