package incidenttest_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// paged returns the incident without a postmortem in the style of a team's
// document. Package parse does not read all of its timelines back from text and
// HTML: rows without an instant between rows with one, and a mark without a
// space before it.
func paged(inc *incident.Incident) *incident.Incident {
	if inc == nil || inc.Postmortem == nil {
		return inc
	}
	c := *inc
	if pm := inc.Postmortem; len(pm.Sections) == 0 || pm.Sections[len(pm.Sections)-1].Heading != "Action items" {
		c.Postmortem = nil
	}
	return &c
}

type text struct{ render.Text }

func (t text) Append(dst []byte, inc *incident.Incident) []byte {
	return t.Text.Append(dst, paged(inc))
}

// html writes HTML without derived elements and without paragraphs in loose
// list items.
type html struct{ render.HTML }

var (
	extras = regexp.MustCompile(`(?s)<div class="(?:now|components).*?</div>\n|<ul class="changes" data-extra>.*?</ul>\n|<figure class="picture" data-extra>.*?</figure>\n`)
	loose  = strings.NewReplacer("<li><p>", "<li>", "</p></li>", "</li>")
)

func (h html) Append(dst []byte, inc *incident.Incident) []byte {
	page := string(h.HTML.Append(nil, paged(inc)))
	return append(dst, loose.Replace(extras.ReplaceAllString(page, ""))...)
}

func TestReadersOfThisModule(t *testing.T) {
	for _, test := range []struct {
		name    string
		r       incidenttest.Reader
		w       incidenttest.Renderer
		variant bool // of an earlier one
	}{
		{"text", parse.Text{}, text{}, false},
		{"labels", parse.Text{}, text{render.Text{Layout: render.LayoutLabels}}, true},
		{"lax text", parse.Text{Lax: true}, text{}, true},
		{"HTML", parse.HTML{}, html{}, false},
		{"Markdown", parse.Markdown{}, render.Markdown{}, true}, // ExampleTestReader always reads Markdown
	} {
		if test.variant && !fixture.Thorough() {
			continue
		}
		if err := incidenttest.TestReader(test.r, test.w); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// reader is a function as an incidenttest.Reader.
type reader func(name string, data []byte) (*parse.Document, error)

func (r reader) Parse(name string, data []byte) (*parse.Document, error) { return r(name, data) }

// TestBrokenReadersAreFound breaks a correct reader in one way at a time.
func TestBrokenReadersAreFound(t *testing.T) {
	good := parse.Text{}.Parse
	var calls, busy atomic.Int32
	crowded := func() bool {
		busy.Add(1)
		defer busy.Add(-1)
		for range 200 {
			runtime.Gosched()
		}
		return busy.Load() > 1
	}
	// edit returns a reader that changes the incident read by the correct
	// one.
	edit := func(change func(inc *incident.Incident, data []byte)) reader {
		return func(name string, data []byte) (*parse.Document, error) {
			doc, err := good(name, data)
			if err == nil {
				change(doc.Incidents[0], data)
			}
			return doc, err
		}
	}
	type checks = []incidenttest.Check
	for _, test := range []struct {
		name string
		want checks
		r    reader
	}{
		{"panics on nothing", checks{incidenttest.CheckPanic}, func(name string, data []byte) (*parse.Document, error) {
			_ = data[0]
			return good(name, data)
		}},
		{"panics on a report", checks{incidenttest.CheckPanic, incidenttest.CheckRoundTrip}, func(name string, data []byte) (*parse.Document, error) {
			if name == "outage" {
				panic("no")
			}
			return good(name, data)
		}},
		{"counts", checks{incidenttest.CheckConcurrent, incidenttest.CheckDeterministic}, edit(func(inc *incident.Incident, _ []byte) { inc.ID = fmt.Sprint(calls.Add(1)) })},
		{"counts errors", checks{incidenttest.CheckDeterministic}, func(name string, data []byte) (*parse.Document, error) {
			doc, err := good(name, data)
			if err != nil && len(data) == 0 {
				err = fmt.Errorf("error %d", calls.Add(1))
				return &parse.Document{Incidents: []*incident.Incident{{}}}, err
			}
			return doc, err
		}},
		{"writes into the input", checks{incidenttest.CheckUnchanged}, edit(func(_ *incident.Incident, data []byte) { data[len(data)-1] = ' ' })},
		{"shares the input", checks{incidenttest.CheckRetained}, edit(func(inc *incident.Incident, data []byte) {
			inc.ID = unsafe.String(&data[0], 1)
		})},
		{"has a shared buffer", checks{incidenttest.CheckConcurrent}, func(name string, data []byte) (*parse.Document, error) {
			if crowded() {
				return &parse.Document{}, nil
			}
			return good(name, data)
		}},
		{"panics when crowded", checks{incidenttest.CheckConcurrent}, func(name string, data []byte) (*parse.Document, error) {
			if crowded() {
				panic("crowd")
			}
			return good(name, data)
		}},
		{"returns nothing", checks{incidenttest.CheckResult}, func(name string, data []byte) (*parse.Document, error) {
			if len(data) == 0 {
				return nil, nil
			}
			return good(name, data)
		}},
		{"returns a nil incident", checks{incidenttest.CheckResult}, func(name string, data []byte) (*parse.Document, error) {
			if len(data) == 0 {
				return &parse.Document{Incidents: make([]*incident.Incident, 1)}, nil
			}
			return good(name, data)
		}},
		{"drops the postmortem", checks{incidenttest.CheckRoundTrip}, edit(func(inc *incident.Incident, _ []byte) { inc.Postmortem = nil })},
		{"drops an update", checks{incidenttest.CheckForged, incidenttest.CheckRoundTrip}, edit(func(inc *incident.Incident, _ []byte) { inc.Updates = inc.Updates[min(1, len(inc.Updates)):] })},
		{"is misled by a forgery", checks{incidenttest.CheckForged}, edit(func(inc *incident.Incident, data []byte) {
			if bytes.Contains(data, []byte("\u200c")) && len(inc.Updates) > 0 { // only if a text resembles structure
				inc.Updates[0].At = inc.Updates[0].At.Add(time.Hour)
			}
		})},
		{"reads two", checks{incidenttest.CheckForged, incidenttest.CheckRoundTrip}, func(name string, data []byte) (*parse.Document, error) {
			doc, err := good(name, data)
			if err == nil {
				doc.Incidents = append(doc.Incidents, &incident.Incident{})
			}
			return doc, err
		}},
		{"refuses", checks{incidenttest.CheckForged, incidenttest.CheckRoundTrip}, func(string, []byte) (*parse.Document, error) { return nil, errors.New("no") }},
		{"refuses every zone", checks{incidenttest.CheckRoundTrip}, func(string, []byte) (*parse.Document, error) { return nil, &civil.ZoneError{Name: "?"} }},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := incidenttest.TestReader(test.r, text{})
			if diff := cmp.Diff(test.want, checksOf(t, err)); diff != "" {
				t.Errorf("checks that fail (-want +got):\n%s\n%.2000v", diff, err)
			}
		})
	}
	t.Run("a writer that panics", func(t *testing.T) {
		fragile := writer(func(dst []byte, inc *incident.Incident) []byte {
			if len(inc.Updates) > 4 {
				panic("too many updates")
			}
			return text{}.Append(dst, inc)
		})
		err := incidenttest.TestReader(parse.Text{}, fragile)
		if diff := cmp.Diff(checks{incidenttest.CheckPanic}, checksOf(t, err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("a writer that panics on what is read", func(t *testing.T) {
		fragile := writer(func(dst []byte, inc *incident.Incident) []byte {
			if len(inc.Updates) == 0 {
				panic("no updates")
			}
			return text{}.Append(dst, inc)
		})
		lax := reader(func(name string, data []byte) (*parse.Document, error) {
			if len(data) == 0 {
				return &parse.Document{Incidents: []*incident.Incident{{}}}, errors.New("nothing there")
			}
			return good(name, data)
		})
		if diff := cmp.Diff(checks{incidenttest.CheckPanic}, checksOf(t, incidenttest.TestReader(lax, fragile))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
