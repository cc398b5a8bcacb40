package incidenttest_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

func TestWritersOfThisModule(t *testing.T) {
	writers := map[string]incidenttest.Renderer{"text": render.Text{}, "Markdown": render.Markdown{}, "HTML": render.HTML{}}
	if fixture.Thorough() {
		writers["labels"] = render.Text{Layout: render.LayoutLabels}
		writers["plain"] = render.Text{Layout: render.LayoutPlain}
	}
	for name, r := range writers {
		if err := incidenttest.TestRenderer(r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// writer is a function as an incidenttest.Renderer.
type writer func(dst []byte, inc *incident.Incident) []byte

func (w writer) Append(dst []byte, inc *incident.Incident) []byte { return w(dst, inc) }

// checksOf returns the failed checks, sorted, and checks that each has a Fault
// with an input.
func checksOf(t *testing.T, err error) []incidenttest.Check {
	t.Helper()
	var faults incidenttest.Faults
	if err == nil {
		return nil
	}
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Fatalf("%#v is no Faults", err)
	}
	var checks []incidenttest.Check
	for _, f := range faults {
		if f.Input == "" || !errors.Is(err, f.Err) || !strings.HasPrefix(f.Error(), string(f.Check)) || !strings.Contains(err.Error(), f.Error()) {
			t.Errorf("not a whole fault: %#v", f)
			continue
		}
		checks = append(checks, f.Check)
	}
	slices.Sort(checks)
	return checks
}

// TestBrokenWritersAreFound breaks a correct writer in one way at a time.
func TestBrokenWritersAreFound(t *testing.T) {
	good := render.Text{}.Append
	var calls, busy atomic.Int32
	crowded := func() bool {
		busy.Add(1)
		defer busy.Add(-1)
		for range 100 {
			runtime.Gosched()
		}
		return busy.Load() > 1
	}
	for _, test := range []struct {
		name string
		want []incidenttest.Check
		w    writer
	}{
		{"panics on a year", []incidenttest.Check{incidenttest.CheckPanic}, func(dst []byte, inc *incident.Incident) []byte {
			if inc != nil && len(inc.Updates) > 0 && inc.Updates[0].At.Year() > 9999 {
				panic("year")
			}
			return good(dst, inc)
		}},
		{"panics on nil", []incidenttest.Check{incidenttest.CheckPanic}, func(dst []byte, inc *incident.Incident) []byte {
			_ = inc.Title
			return good(dst, inc)
		}},
		{"counts", []incidenttest.Check{incidenttest.CheckAppend, incidenttest.CheckConcurrent, incidenttest.CheckDeterministic}, func(dst []byte, inc *incident.Incident) []byte {
			if inc == nil {
				return dst
			}
			return fmt.Append(good(dst, inc), calls.Add(1))
		}},
		{"looks at the Location", []incidenttest.Check{incidenttest.CheckDeterministic}, func(dst []byte, inc *incident.Incident) []byte {
			if inc != nil && len(inc.Updates) > 0 {
				dst = inc.Updates[0].At.AppendFormat(dst, "MST")
			}
			return good(dst, inc)
		}},
		{"changes an ID", []incidenttest.Check{incidenttest.CheckUnchanged}, func(dst []byte, inc *incident.Incident) []byte {
			dst = good(dst, inc)
			if inc != nil && len(inc.Updates) == 4 && inc.Updates[0].ID == "1" {
				inc.Updates[0].ID = "one"
			}
			return dst
		}},
		{"forgets dst", []incidenttest.Check{incidenttest.CheckAppend}, func(_ []byte, inc *incident.Incident) []byte { return good(nil, inc) }},
		{"writes over dst", []incidenttest.Check{incidenttest.CheckAppend}, func(dst []byte, inc *incident.Incident) []byte {
			if len(dst) > 0 {
				dst[0] = '\n'
			}
			return good(dst, inc)
		}},
		{"looks at dst", []incidenttest.Check{incidenttest.CheckAppend}, func(dst []byte, inc *incident.Incident) []byte {
			if len(dst) > 0 {
				dst = append(dst, '\n')
			}
			return good(dst, inc)
		}},
		{"writes nil", []incidenttest.Check{incidenttest.CheckNil}, func(dst []byte, inc *incident.Incident) []byte {
			if inc == nil {
				return append(dst, "none"...)
			}
			return good(dst, inc)
		}},
		{"has a shared buffer", []incidenttest.Check{incidenttest.CheckConcurrent}, func(dst []byte, inc *incident.Incident) []byte {
			if crowded() {
				return append(dst, "mixed"...)
			}
			return good(dst, inc)
		}},
		{"panics when crowded", []incidenttest.Check{incidenttest.CheckConcurrent}, func(dst []byte, inc *incident.Incident) []byte {
			if crowded() {
				panic("crowd")
			}
			return good(dst, inc)
		}},
		{"shows drafts", []incidenttest.Check{incidenttest.CheckPrivate}, render.Text{Drafts: true}.Append},
		{"shows internal parts", []incidenttest.Check{incidenttest.CheckPrivate}, render.Text{Internal: true}.Append},
		{"shows the log", []incidenttest.Check{incidenttest.CheckPrivate}, func(dst []byte, inc *incident.Incident) []byte {
			dst = good(dst, inc)
			if inc != nil && len(inc.Events) > 0 && len(inc.Events[0].Text) < 30 {
				dst = append(dst, strings.ToUpper(strings.TrimSpace(inc.Events[0].Text))...)
			}
			return dst
		}},
		{"shows labels", []incidenttest.Check{incidenttest.CheckPrivate}, func(dst []byte, inc *incident.Incident) []byte {
			dst = good(dst, inc)
			if inc != nil && len(inc.Labels) == 1 {
				for key := range inc.Labels {
					if strings.HasPrefix(key, "zq") {
						dst = append(dst, key...)
					}
				}
			}
			return dst
		}},
		{"shows control characters", []incidenttest.Check{incidenttest.CheckClean}, func(dst []byte, inc *incident.Incident) []byte {
			dst = good(dst, inc)
			if inc != nil {
				dst = append(dst, strings.ToValidUTF8(inc.Title, "?")...)
			}
			return dst
		}},
		{"leaves isolates open", []incidenttest.Check{incidenttest.CheckClean}, func(dst []byte, inc *incident.Incident) []byte {
			dst = good(dst, inc)
			if inc != nil && strings.HasPrefix(inc.Title, "\u2067") {
				dst = append(dst, inc.Title...)
			}
			return dst
		}},
		{"is not UTF-8", []incidenttest.Check{incidenttest.CheckClean}, func(dst []byte, inc *incident.Incident) []byte {
			if inc == nil {
				return dst
			}
			return append(good(dst, inc), 0xff)
		}},
		{"drops bodies", []incidenttest.Check{incidenttest.CheckComplete}, func(dst []byte, inc *incident.Incident) []byte {
			c := inc.Clone()
			if c != nil {
				for i := range c.Updates {
					c.Updates[i].Body = ""
				}
			}
			return good(dst, c)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := incidenttest.TestRenderer(test.w)
			if diff := cmp.Diff(test.want, checksOf(t, err)); diff != "" {
				t.Errorf("checks that fail (-want +got):\n%s\n%.2000v", diff, err)
			}
		})
	}
}

// TestDifferencesAreQuoted checks that a fault quotes the first difference of
// two reports.
func TestDifferencesAreQuoted(t *testing.T) {
	err := incidenttest.TestRenderer(writer(func(dst []byte, inc *incident.Incident) []byte {
		dst = render.Text{}.Append(dst, inc)
		if inc != nil && inc.ID == "outage-1" {
			dst = inc.Updates[0].At.AppendFormat(append(dst, '\n'), "MST")
		}
		return dst
	}))
	want := `deterministic: given outage: the same instants in another Location give another report: line 31 is "UTC", then "ELSEWHERE"`
	if got := fmt.Sprint(err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestMissingTextsAreNamed checks that a fault names the missing parts.
func TestMissingTextsAreNamed(t *testing.T) {
	err := incidenttest.TestRenderer(writer(func(dst []byte, inc *incident.Incident) []byte {
		if inc == nil {
			return dst
		}
		return bytes.ToValidUTF8(render.Text{}.Append(dst, &incident.Incident{Title: inc.Title, Updates: inc.Updates}), nil)
	}))
	var f *incidenttest.Fault
	if !errors.As(err, &f) || f.Check != incidenttest.CheckComplete {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"components[0].name", "postmortem.sections[2].timeline.events[0].text"} {
		if !strings.Contains(f.Error(), want) {
			t.Errorf("%v does not name %s", f, want)
		}
	}
	if strings.Contains(f.Error(), "updates") {
		t.Errorf("%v names what is there", f)
	}
}
