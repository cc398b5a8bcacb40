package claim_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/fixture"
)

// wanted is a claim that the body of a case states.
type wanted struct {
	Optional      bool // may be found or not
	Kind          string
	Of            string // the subject of a promise
	Vague         bool   // a promise without a time
	Due, At       string // to the minute; of an optional promise, "" is any
	Start, End    string
	Date          string
	Length, Count string
	Name          string
}

// bodyCase is a body with the time and page of its post, and the claims in it.
type bodyCase struct {
	Body, Zone string
	Posted     time.Time
	Want       []wanted
}

func readBodyCases(t *testing.T) []bodyCase {
	t.Helper()
	data, err := os.ReadFile(fixture.Corpus(t, "cases", "claims.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []bodyCase }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file.Cases
}

// states reports whether a claim is the wanted one.
func (w wanted) states(c claim.Claim, loc *time.Location) bool {
	if c.Kind.String() != w.Kind {
		return false
	}
	switch c.Kind {
	case claim.Time:
		return minute(c.At.Time) == w.At
	case claim.Range:
		return minute(c.At.Time) == w.Start && minute(c.Until.Time) == w.End
	case claim.Date:
		return c.At.Time.In(loc).Format(time.DateOnly) == w.Date
	case claim.Duration:
		s := length(c.Length)
		if !c.Least.IsZero() {
			s = length(c.Least) + "-" + s
		}
		return s == w.Length
	case claim.Count:
		s := fmt.Sprint(c.Number.Value)
		if c.Number.Percent {
			s += "%"
		}
		return s == w.Count
	case claim.Denial:
		return strings.Join(c.Names, ", ") == w.Name
	}
	due := minute(c.At.Time)
	return c.Subject.String() == w.Of && (due == w.Due || w.Optional && w.Due == "" && !w.Vague)
}

func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04Z")
}

// score counts the claims of one sort that were found and wanted.
type score struct{ found, right, wanted, missed int }

func (s score) precision() float64 { return 1 - float64(s.found-s.right)/float64(max(1, s.found)) }
func (s score) recall() float64    { return 1 - float64(s.missed)/float64(max(1, s.wanted)) }

// sortOf returns the sort under which a claim is counted: a promise with or
// without a time, a moment (a time, a date or a range), or its own kind.
func sortOf(kind string, timed bool) string {
	switch {
	case kind == "promise" && timed:
		return "timed promise"
	case kind == "time", kind == "date", kind == "range":
		return "moment"
	}
	return kind
}

// TestCases reads bodies whose claims are known.
func TestCases(t *testing.T) {
	scores := make(map[string]*score)
	at := func(sort string) *score {
		if scores[sort] == nil {
			scores[sort] = new(score)
		}
		return scores[sort]
	}
	for _, c := range readBodyCases(t) {
		loc := location(t, c.Zone)
		met := make([]bool, len(c.Want))
		timedEnd := 0
		for _, got := range claim.Read(c.Body, c.Posted, loc) {
			timed := got.Kind == claim.Pledge && !got.At.Time.IsZero()
			if timed {
				timedEnd = got.End
			}
			inside := got.Kind != claim.Pledge && got.End <= timedEnd // the time of a promise
			hit := false
			for i, w := range c.Want {
				if !met[i] && w.states(got, loc) {
					met[i], hit = true, true
					break
				}
			}
			if inside && !hit {
				continue
			}
			s := at(sortOf(got.Kind.String(), timed))
			s.found++
			if hit {
				s.right++
			} else {
				t.Logf("%q: %s %q is not stated (%s)", c.Body, got.Kind, got.Text, said([]claim.Claim{got}))
			}
		}
		for i, w := range c.Want {
			if w.Optional {
				continue
			}
			s := at(sortOf(w.Kind, w.Due != ""))
			s.wanted++
			if !met[i] {
				s.missed++
				t.Logf("%q: %+v is missed", c.Body, w)
			}
		}
	}
	for sort, s := range scores {
		t.Logf("%s: %d of %d right, %d of %d missed", sort, s.right, s.found, s.missed, s.wanted)
	}
	if s := at("timed promise"); s.wanted == 0 || s.precision() < 1 || s.recall() < 0.95 {
		t.Errorf("timed promises: %+v, want all right and 95 of 100 found", *s)
	}
	if s := at("moment"); s.wanted == 0 || s.precision() < 0.98 {
		t.Errorf("times: %+v, want 98 of 100 right", *s)
	}
}

// TestLibraryCases judges the promises of two incidents. One names its time
// with a word for a day, the other is superseded by later updates.
func TestLibraryCases(t *testing.T) {
	var superseded struct {
		Inc *incident.Incident
		Now time.Time
	}
	var tonight incident.Incident
	for name, into := range map[string]any{"superseded.json": &superseded, "promise-tonight.json": &tonight} {
		data, err := os.ReadFile(fixture.Corpus(t, "cases", "library", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	got := ledger(claim.Promises(superseded.Inc, claim.Options{Now: superseded.Now}))
	if want := "update superseded by 2 stated; update superseded by 2 stated; update pending stated"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := ledger(claim.Promises(&tonight, claim.Options{})); got != "update kept -5m0s by 1" {
		t.Errorf("tonight: %s", got)
	}
}
