package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

func location(t testing.TB, name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestFixturesAreValid(t *testing.T) {
	for _, f := range fixture.All() {
		if err := f.Incident.Validate(); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// TestJSONTrip checks that a report is the same after encoding/json, which
// loses the Location of times.
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
