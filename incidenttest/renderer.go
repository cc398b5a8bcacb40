package incidenttest

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// Renderer is a writer of reports, such as those of package render. It is to be
// set up for readers: without drafts and internal parts.
type Renderer interface {
	// Append appends the report of an incident to dst and returns it.
	Append(dst []byte, inc *incident.Incident) []byte
}

// TestRenderer holds a writer of reports to what the writers of package render
// promise, and returns nil or [Faults], one for each [Check] that failed. It
// takes less than a second for a fast one, and tries fewer random incidents
// under "go test -short".
//
//	func TestSlack(t *testing.T) {
//		if err := incidenttest.TestRenderer(slack.Message{}); err != nil {
//			t.Error(err)
//		}
//	}
//
// The limits of the checks:
//
//   - [CheckPrivate] plants a marker in every string that [incident.Incident.Public]
//     removes: a draft, the internal parts of a postmortem, Events, Labels, front
//     matter. It does not look for times, nor for markers that are written encoded.
//   - [CheckComplete] looks for plain words in the title, the names of components,
//     the bodies of updates and the parts of a postmortem. What markup, links and
//     tables turn into is not looked at. A writer that leaves parts out by design
//     fails it; go through the Faults for those that matter to it.
//   - [CheckConcurrent] finds more where the test runs with -race.
//   - [CheckClean] lets tabs and line ends pass, and bidirectional isolates that are
//     closed on their line. A format that is not text fails it.
func TestRenderer(r Renderer) error {
	var f Faults
	inputs := renderInputs()
	if len(render(&f, r, "nil", nil)) > 0 {
		f.add(CheckNil, "nil", "it writes something")
	}
	outputs := make([][]byte, len(inputs))
	for i, in := range inputs {
		outputs[i] = testOne(&f, r, in)
	}
	testConcurrent(&f, r, inputs, outputs)
	testPrivate(&f, r)
	testComplete(&f, r)
	return f.orNil()
}

// input is an incident with a name for it.
type input struct {
	name string
	inc  *incident.Incident
}

// renderInputs are the incidents that each check runs over.
func renderInputs() []input {
	list := []input{{"empty", &incident.Incident{}}, {"outage", Outage()}, {"maintenance", Maintenance()}}
	for seed := range seeds(25) {
		list = append(list, input{fmt.Sprint("random ", seed), Random(seed)}, input{fmt.Sprint("hostile ", seed), Hostile(seed)})
	}
	return append(list, impossible()...)
}

// seeds returns the number of seeds to try: n, or a third of them under
// "go test -short".
func seeds(n uint64) uint64 {
	if testing.Testing() && testing.Short() {
		return n / 3
	}
	return n
}

// render returns what the writer writes, nil where it panics.
func render(f *Faults, r Renderer, name string, inc *incident.Incident) (out []byte) {
	f.try(name, func() { out = r.Append(nil, inc) })
	return out
}

// testOne runs the checks of a single incident and returns the report.
func testOne(f *Faults, r Renderer, in input) []byte {
	before := in.inc.Clone()
	var out []byte
	if !f.try(in.name, func() { out = r.Append(nil, in.inc) }) {
		return nil
	}
	if !reflect.DeepEqual(before, in.inc) {
		f.add(CheckUnchanged, in.name, "the incident is another one afterwards:\n%s", Diff(before, in.inc))
		in.inc = before.Clone()
	}

	const prefix = "what was there before"
	for _, spare := range []int{0, len(out) + 100} {
		dst := append(make([]byte, 0, len(prefix)+spare), prefix...)
		var appended []byte
		if !f.try(in.name, func() { appended = r.Append(dst, in.inc) }) {
			return out
		}
		switch {
		case !bytes.HasPrefix(appended, []byte(prefix)) || string(dst) != prefix:
			f.add(CheckAppend, in.name, "what stood in dst is gone")
		case !bytes.Equal(appended[len(prefix):], out):
			f.add(CheckAppend, in.name, "another report follows on what stood in dst than on nil: %s", apart(out, appended[len(prefix):]))
		}
	}

	again := before.Clone()
	elsewhere(again)
	for range 2 {
		if other := render(f, r, in.name, before); !bytes.Equal(other, out) {
			f.add(CheckDeterministic, in.name, "a copy of the incident gives another report: %s", apart(out, other))
		}
	}
	if other := render(f, r, in.name, again); !bytes.Equal(other, out) {
		f.add(CheckDeterministic, in.name, "the same instants in another Location give another report: %s", apart(out, other))
	}

	if !utf8.Valid(out) {
		f.add(CheckClean, in.name, "the report is not UTF-8")
	}
	if c, ok := unclean(out); ok {
		f.add(CheckClean, in.name, "%U is in the report", c)
	}
	if line, ok := unclosed(out); ok {
		f.add(CheckClean, in.name, "a bidirectional isolate is open at the end of line %d", line)
	}
	return out
}

// apart quotes the first lines that two reports do not share.
func apart(a, b []byte) string {
	x, y := lines(a), lines(b)
	i := 0
	for i < min(len(x), len(y))-1 && x[i] == y[i] {
		i++
	}
	return fmt.Sprintf("line %d is %.100q, then %.100q", i+1, x[i], y[i])
}

// unclean returns the first control character, separator of lines or
// bidirectional override.
func unclean(report []byte) (rune, bool) {
	for _, c := range string(report) {
		if unicode.IsControl(c) && !strings.ContainsRune("\n\r\t", c) || '\u2028' <= c && c <= '\u202e' {
			return c, true
		}
	}
	return 0, false
}

// unclosed returns the first line, from 1, with an isolate that is not closed
// and so may reorder what a writer puts behind it.
func unclosed(report []byte) (line int, ok bool) {
	for text := range strings.Lines(string(report)) {
		line++
		open := 0
		for _, c := range text {
			switch {
			case '\u2066' <= c && c <= '\u2068':
				open++
			case c == '\u2069':
				open = max(0, open-1)
			}
		}
		if open > 0 {
			return line, true
		}
	}
	return 0, false
}

// elsewhere gives every time of the incident another Location.
func elsewhere(inc *incident.Incident) {
	zone := time.FixedZone("ELSEWHERE", 5*3600+1800)
	eachValue(reflect.ValueOf(inc), "", func(v reflect.Value, _ string) {
		if t, ok := v.Interface().(time.Time); ok && !t.IsZero() {
			v.Set(reflect.ValueOf(t.In(zone)))
		}
	})
}

// testConcurrent writes all reports from several goroutines at once.
func testConcurrent(f *Faults, r Renderer, inputs []input, want [][]byte) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range inputs {
				k := (i + worker*len(inputs)/4) % len(inputs)
				var got []byte
				err := recovered(func() { got = r.Append(nil, inputs[k].inc) })
				if same := bytes.Equal(got, want[k]); err != nil || !same {
					mu.Lock()
					if err == nil {
						f.add(CheckConcurrent, inputs[k].name, "the report is another one than from one goroutine: %s", apart(want[k], got))
					} else if want[k] != nil {
						f.add(CheckConcurrent, inputs[k].name, "%w", err)
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
}

// testPrivate looks for markers in what readers must not see.
func testPrivate(f *Faults, r Renderer) {
	for _, in := range privateInputs() {
		public := make(map[string]bool)
		eachMarker(in.inc.Public(), func(marker, _ string) { public[marker] = true })
		out := bytes.ToLower(render(f, r, in.name, in.inc))
		eachMarker(in.inc, func(marker, path string) {
			if !public[marker] && bytes.Contains(out, []byte(marker)) {
				f.add(CheckPrivate, in.name, "%s is in the report", path)
			}
		})
	}
}

// testComplete looks for markers in what readers came for.
func testComplete(f *Faults, r Renderer) {
	in := privateInputs()[0]
	in.inc.Page.TimeZone = ""
	out := bytes.ToLower(render(f, r, "marked", in.inc))
	var missing []string
	eachMarker(in.inc.Public(), func(marker, path string) {
		if isText(path) && !bytes.Contains(out, []byte(marker)) {
			missing = append(missing, path)
		}
	})
	if missing != nil {
		f.add(CheckComplete, "marked", "not in the report: %s", strings.Join(missing, ", "))
	}
}
