package parse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// TestCorpusComesBack reads every real page and writes it again, in its layout.
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
