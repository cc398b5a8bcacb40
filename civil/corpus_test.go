package civil_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
)

// TestTimesCorpus reads times as people write them. Each case names the page's
// zone and an instant near by, and says how firmly its instant has to be found:
// "must" to be read to it, "nice" not to be read to another one without doubt,
// "nothing" not to be read at all.
func TestTimesCorpus(t *testing.T) {
	data, err := os.ReadFile(fixture.Corpus(t, "cases", "times.json"))
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		Cases []struct {
			Text    string
			Zone    string
			Near    time.Time
			Instant time.Time
			Kind    string
		}
	}
	if err := json.Unmarshal(data, &corpus); err != nil {
		t.Fatal(err)
	}
	read, nice := 0, 0
	for _, c := range corpus.Cases {
		w, n := civil.Read(c.Text)
		r := w.Resolve(c.Near, mustLoad(t, c.Zone))
		found := n > 0 && w.HasTime && !r.Time.IsZero()
		right := found && r.Time.Truncate(time.Second).Equal(c.Instant)
		// A text after the part that was read is for the caller to
		// judge, as in "14:05 UTC tomorrow". The zone of the page is
		// not.
		definite := found && (r.Kind == civil.OK || r.Kind == civil.Foreign && n == len(c.Text))
		switch c.Kind {
		case "must":
			if !right {
				t.Errorf("%q: read %q, %v %v, want %v", c.Text, c.Text[:n], r.Kind, show(r.Time), c.Instant)
			}
		case "nice":
			nice++
			if right {
				read++
			}
			if definite && !right {
				t.Errorf("%q: read %q, %v %v, want %v or nothing", c.Text, c.Text[:n], r.Kind, show(r.Time), c.Instant)
			}
		case "nothing":
			if n > 0 {
				t.Errorf("%q: read %q, %v %v, want nothing", c.Text, c.Text[:n], r.Kind, show(r.Time))
			}
		default:
			t.Errorf("%q: no kind %q", c.Text, c.Kind)
		}
	}
	if len(corpus.Cases) == 0 {
		t.Error("there are no cases")
	}
	t.Logf("%d of %d nice ones read", read, nice)
}
