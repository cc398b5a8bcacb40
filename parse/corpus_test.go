package parse_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// TestCorpusComesBack reads every real page and writes it again in its layout.
func TestCorpusComesBack(t *testing.T) {
	files := append(fixture.Files(t, "seeds", ".txt"), fixture.Files(t, "corpus/text", ".txt")...)
	if len(files) != 47 {
		t.Errorf("%d files, want 47", len(files))
	}
	for _, file := range files {
		name := filepath.Base(file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parse.Text{}.Parse(name, data)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		var back fixtureIncident
		roundTrip(t, doc.Incidents[0], &back)
		got := render.Text{Layout: render.Layout(doc.Layout)}.Append(nil, &back)
		if diff := cmp.Diff(fixture.Lines(string(data)), fixture.Lines(string(got))); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", name, doc.Layout, diff)
		}
		for i, u := range doc.Incidents[0].Updates {
			if u.Status == "" || u.At.IsZero() || strings.TrimSpace(u.Body) == "" {
				t.Errorf("%s: updates[%d] is %+v", name, i, u)
			}
		}
	}
}

// TestCorpusInOtherLayouts removes the labels or the blank lines from real
// pages, or adds blank lines, as in other copies of pages.
func TestCorpusInOtherLayouts(t *testing.T) {
	label := regexp.MustCompile(`(?m)^(Investigating|Identified|Monitoring|Resolved|Update|Postmortem)\n`)
	for _, file := range append(fixture.Files(t, "seeds", ".txt"), fixture.Files(t, "corpus/text", ".txt")...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{
			"no labels":          label.ReplaceAllString(string(data), ""),
			"blank lines":        strings.ReplaceAll(string(data), "\n", "\n\n"),
			"no blank lines":     regexp.MustCompile(`\n\n+`).ReplaceAllString(string(data), "\n"),
			"blank round labels": label.ReplaceAllString(string(data), "\n$0\n"),
		} {
			doc, err := parse.Text{}.Parse(filepath.Base(file), []byte(text))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			got := render.Text{Layout: render.Layout(doc.Layout)}.Append(nil, doc.Incidents[0])
			if diff := cmp.Diff(fixture.Lines(text), fixture.Lines(string(got))); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", filepath.Base(file), name, diff)
			}
		}
	}
}
