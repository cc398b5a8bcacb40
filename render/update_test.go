package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// TestAppendUpdate checks that a single update is written as on the page, in
// all formats, including retracted and edited ones.
func TestAppendUpdate(t *testing.T) {
	type format interface {
		Append(dst []byte, inc *incident.Incident) []byte
		AppendUpdate(dst []byte, inc *incident.Incident, i int) []byte
	}
	for name, f := range map[string]format{
		"text": render.Text{}, "plain": render.Text{Layout: render.LayoutPlain}, "Markdown": render.Markdown{Level: 2}, "HTML": render.HTML{IDPrefix: "a-"},
	} {
		for _, fix := range fixture.All() {
			inc := fix.Incident
			last := len(inc.Updates) - 1
			inc.Updates[last].RetractedAt = inc.Updates[last].At.Add(time.Minute)
			inc.Updates[0].EditedAt = inc.Updates[0].At.Add(time.Minute)
			page := string(f.Append(nil, inc))
			for i := range inc.Updates {
				got := string(f.AppendUpdate([]byte("x"), inc, i))
				if len(got) < 20 || !strings.Contains(page, got[1:]) {
					t.Errorf("%s, %s: update %d is not on the page:\n%s", name, fix.Name, i, got)
				}
			}
		}
		if got := string(f.AppendUpdate([]byte("x"), nil, 0)); got != "x" {
			t.Errorf("%s: a nil incident gives %q", name, got)
		}
	}
}
