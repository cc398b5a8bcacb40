package parse_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// A rowsCase is a document with a timeline and the instants of its rows.
type rowsCase struct {
	Name, Document string
	Instants       []string // to the minute, or a date
	Open           string   // the document leaves it open
}

func readRowsCases(t *testing.T) []rowsCase {
	t.Helper()
	data, err := os.ReadFile(fixture.Corpus(t, "cases", "rows.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []rowsCase }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file.Cases
}

// TestRowsCases reads documents whose correct instants are known. No other
// instant may be read, and no instant that the document leaves open may be read
// without a note.
func TestRowsCases(t *testing.T) {
	right, all := 0, 0
	for _, c := range readRowsCases(t) {
		all++
		doc, err := parse.Markdown{Lax: true}.Parse(c.Name, []byte(c.Document))
		if doc == nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		var got []incident.Event
		if pm := doc.Incidents[0].Postmortem; pm != nil {
			for _, s := range pm.Sections {
				if s.Timeline != nil {
					got = append(got, s.Timeline.Events...)
				}
			}
		}
		ok := true
		if c.Open != "" {
			noted := len(doc.Notes) > 0
			for _, e := range got {
				if !e.At.IsZero() && !noted {
					t.Errorf("%s: %s without a note", c.Name, e.At.UTC().Format(time.RFC3339))
					ok = false
				}
			}
		} else {
			if len(got) != len(c.Instants) {
				t.Logf("%s: %d rows, want %d", c.Name, len(got), len(c.Instants))
				ok = false
			}
			for i := range min(len(got), len(c.Instants)) {
				at, want := got[i].At, c.Instants[i]
				switch {
				case at.IsZero():
					t.Logf("%s: row %d has no instant, want %s", c.Name, i, want)
					ok = false
				case len(want) == len("2006-01-02"):
					if got := at.Format("2006-01-02"); got != want {
						t.Errorf("%s: row %d is %s, want %s", c.Name, i, at, want)
						ok = false
					}
				case at.UTC().Format("2006-01-02T15:04:00Z") != want:
					t.Errorf("%s: row %d is %s, want %s", c.Name, i, at.UTC().Format(time.RFC3339), want)
					ok = false
				}
			}
		}
		if ok {
			right++
		}
	}
	t.Logf("%d of %d right", right, all)
}
