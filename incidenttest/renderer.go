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

// Renderer is a writer of reports, such as those of package render. It must be
// configured for readers, that is, without drafts and internal parts.
type Renderer interface {
	// Append appends the report of an incident to dst and returns it.
	Append(dst []byte, inc *incident.Incident) []byte
}

// TestRenderer checks a writer of reports for the properties of those in
// package render. It returns nil or [Faults], with one fault for each [Check]
// that failed. For a fast writer it takes less than a second.
//
//	func TestSlack(t *testing.T) {
//		if err := incidenttest.TestRenderer(slack.Message{}); err != nil {
//			t.Error(err)
//		}
//	}
//
// The checks have limits:
//
//   - [CheckPrivate] puts a marker into every string that
//     [incident.Incident.Public] removes: a draft, the internal parts of a
//     postmortem, Events, Labels, front matter. It does not look for times or
//     for markers that are written in an encoded form.
//   - [CheckComplete] looks for plain words in the title, the names of
//     components, the bodies of updates and the parts of a postmortem. It does
//     not check how markup, links and tables are written. A writer that leaves
//     out parts by design fails it; look at the Faults that matter for it.
//   - [CheckConcurrent] finds more with go test -race.
//   - [CheckClean] permits tabs, line endings, and bidirectional isolates that
//     are closed on their line. A format that is not text fails it.
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

// input is an incident with its name in faults.
type input struct {
	name string
	inc  *incident.Incident
}

// renderInputs returns the incidents on which each check runs.
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

// render returns the output of the writer, or nil if it panics.
func render(f *Faults, r Renderer, name string, inc *incident.Incident) (out []byte) {
	f.try(name, func() { out = r.Append(nil, inc) })
	return out
}

// testOne runs the checks for a single incident and returns its report.
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
			f.add(CheckAppend, in.name, "another report follows on what stood in dst than on nil: %s", firstDifference(out, appended[len(prefix):]))
		}
	}

	again := before.Clone()
	relocate(again)
	for range 2 {
		if other := render(f, r, in.name, before); !bytes.Equal(other, out) {
			f.add(CheckDeterministic, in.name, "a copy of the incident gives another report: %s", firstDifference(out, other))
		}
	}
	if other := render(f, r, in.name, again); !bytes.Equal(other, out) {
		f.add(CheckDeterministic, in.name, "the same instants in another Location give another report: %s", firstDifference(out, other))
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

// firstDifference quotes the first lines in which two reports differ.
func firstDifference(a, b []byte) string {
	x, y := lines(a), lines(b)
	i := 0
	for i < min(len(x), len(y))-1 && x[i] == y[i] {
		i++
	}
	return fmt.Sprintf("line %d is %.100q, then %.100q", i+1, x[i], y[i])
}

// unclean returns the first control character, line separator or bidirectional
// override in a report.
func unclean(report []byte) (rune, bool) {
	for _, c := range string(report) {
		if unicode.IsControl(c) && !strings.ContainsRune("\n\r\t", c) || '\u2028' <= c && c <= '\u202e' {
			return c, true
		}
	}
	return 0, false
}

// unclosed returns the number of the first line with an isolate that is not
// closed, which may reorder the text after it. Lines are counted from 1.
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

// relocate gives another Location to every time of the incident.
func relocate(inc *incident.Incident) {
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
						f.add(CheckConcurrent, inputs[k].name, "the report is another one than from one goroutine: %s", firstDifference(want[k], got))
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

// testPrivate looks for markers that readers must not see.
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

// testComplete looks for markers that readers must see.
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
