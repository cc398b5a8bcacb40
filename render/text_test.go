package render_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func location(t testing.TB, name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// goldenCases is how many golden files there are. -update refuses to write when
// the count differs, so that none is lost unseen.
const goldenCases = 14

// golden is one file below testdata, with what writes it.
type golden struct {
	name string
	text string
}

func goldens(t *testing.T) []golden {
	three := []*time.Location{location(t, "Europe/Copenhagen"), location(t, "America/New_York"), location(t, "Asia/Kolkata")}
	var list []golden
	for _, f := range fixture.All() {
		text := render.Text{Layout: render.Layout(f.Layout)}
		list = append(list, golden{f.Name, string(text.Append(nil, f.Incident))})
		text.Zones = three
		list = append(list, golden{f.Name + "-3zones", string(text.Append(nil, f.Incident))})
	}
	return append(list,
		golden{"checkout-postmortem", string(render.Text{}.AppendPostmortem(nil, fixture.Checkout()))},
		golden{"checkout-internal", string(render.Text{Internal: true}.AppendPostmortem(nil, fixture.Checkout()))},
	)
}

func TestGolden(t *testing.T) {
	list := goldens(t)
	if *update && len(list) != goldenCases {
		t.Fatalf("cannot update: got %d files, want %d", len(list), goldenCases)
	}
	for _, g := range list {
		file := filepath.Join("testdata", g.name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(g.text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), g.text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
	if files, _ := filepath.Glob("testdata/*.txt"); len(files) != goldenCases {
		t.Errorf("%d golden files, want %d", len(files), goldenCases)
	}
}

func TestFixturesAreValid(t *testing.T) {
	for _, f := range fixture.All() {
		if err := f.Incident.Validate(); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestJSONTrip checks that a report is the same after encoding/json, which loses
// the Location of times.
func TestJSONTrip(t *testing.T) {
	for _, f := range fixture.All() {
		var back incident.Incident
		roundTrip(t, f.Incident, &back)
		text := render.Text{Layout: render.Layout(f.Layout)}
		if diff := cmp.Diff(string(text.Append(nil, f.Incident)), string(text.Append(nil, &back))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

func TestAppendAppends(t *testing.T) {
	inc := fixture.Checkout()
	want := string(render.Text{}.Append(nil, inc))
	if got := string(render.Text{}.Append([]byte("before\n\n"), inc)); got != "before\n\n"+want {
		t.Errorf("got %q", got[:40])
	}
	if got := (render.Text{}).Append([]byte("x"), nil); string(got) != "x" {
		t.Errorf("nil incident: %q", got)
	}
	if got := (render.Text{}).AppendPostmortem([]byte("x"), &incident.Incident{}); string(got) != "x" {
		t.Errorf("no postmortem: %q", got)
	}
	var b strings.Builder
	if err := (render.Text{}).Write(&b, inc); err != nil || b.String() != want {
		t.Errorf("Write: %v, %d bytes of %d", err, b.Len(), len(want))
	}
}

func TestZeroIncident(t *testing.T) {
	for _, layout := range render.Layouts() {
		if got := string(render.Text{Layout: layout}.Append(nil, &incident.Incident{})); got != "Incident Report\n" {
			t.Errorf("%s: %q", layout, got)
		}
	}
}

func TestDrafts(t *testing.T) {
	inc := fixture.Checkout()
	inc.Postmortem.PublishedAt = time.Time{}
	public := string(render.Text{}.Append(nil, inc))
	if strings.Contains(public, "Postmortem") || strings.Contains(public, "every fourth checkout") {
		t.Errorf("a draft shows:\n%s", public)
	}
	for _, got := range []string{
		string(render.Text{Drafts: true}.Append(nil, inc)),
		string(render.Text{}.AppendPostmortem(nil, inc)),
	} {
		if !strings.Contains(got, "\nPostmortem (draft)\n") || !strings.Contains(got, "every fourth checkout") {
			t.Errorf("a draft that was asked for does not show, or is not marked:\n%s", got)
		}
	}
}
