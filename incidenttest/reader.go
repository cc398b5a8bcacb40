package incidenttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
)

// Reader is a reader of reports, such as those of package parse.
type Reader interface {
	// Parse reads a report. Errors contain the name.
	Parse(name string, data []byte) (*parse.Document, error)
}

// TestReader checks a reader of reports for the properties of those in package
// parse. It returns nil or [Faults], with one fault for each [Check] that
// failed. The reader is given reports that w writes. For a fast reader
// TestReader takes less than a second; with go test -short it tries fewer
// random incidents.
//
// [CheckRoundTrip] reads reports of [Random] incidents. Each must give one
// incident, for which w writes the same report; blank lines and lines of
// zero-width characters are ignored, and a run of spaces counts as one. If your
// writer adds derived text that your reader skips, let w be a wrapper of the
// writer that leaves it out. [CheckForged] reads reports of [Hostile] incidents
// and compares only their updates.
//
// A [*civil.ZoneError] is not a fault if the reader has no information on the
// zone, because an abbreviation may have several meanings. It is a fault if it
// occurs in more than half of the reports.
//
// The other checks also read truncated and damaged reports, empty input, and
// other texts. The result must be a document, an error, or both, and w must be
// able to write the document.
func TestReader(r Reader, w Renderer) error {
	var f Faults
	inputs := readInputs()
	reports := make([][]byte, 0, len(inputs))
	refused := 0
	for _, in := range inputs {
		report, panicked := written(w, in.inc)
		reports = append(reports, report)
		if panicked != nil {
			f.add(CheckPanic, in.name, "the writer panics: %w", panicked)
			continue
		}
		var zone *civil.ZoneError
		hostile := strings.HasPrefix(in.name, "hostile")
		switch doc, err := testParse(&f, r, w, in.name, report); {
		case errors.As(err, &zone):
			refused++
		case hostile:
			testForged(&f, in, doc, err)
		case err != nil:
			f.add(CheckRoundTrip, in.name, "%w", err)
		default:
			testRoundTrip(&f, w, in.name, report, doc)
		}
	}
	if refused > len(inputs)/2 {
		f.add(CheckRoundTrip, "all", "%d of %d reports are refused for their zones", refused, len(inputs))
	}
	testReadConcurrent(&f, r, inputs, reports)
	testDamaged(&f, r, w, inputs, reports)
	return f.orNil()
}

// written returns the output of w, or its panic as an error.
func written(w Renderer, inc *incident.Incident) (report []byte, err error) {
	err = recovered(func() { report = w.Append(nil, inc) })
	return report, err
}

func readInputs() []input {
	list := []input{{"outage", Outage()}, {"maintenance", Maintenance()}}
	for seed := range seeds(40) {
		list = append(list, input{fmt.Sprint("random ", seed), Random(seed)}, input{fmt.Sprint("hostile ", seed), Hostile(seed)})
	}
	return list
}

// testParse reads a report and checks properties that hold for any input. The
// error is that of the reader, or describes its failure.
func testParse(f *Faults, r Reader, w Renderer, name string, data []byte) (doc *parse.Document, err error) {
	given := bytes.Clone(data)
	if !f.try(name, func() { doc, err = r.Parse(name, given) }) {
		return nil, errors.New("it panicked")
	}
	if !bytes.Equal(given, data) {
		f.add(CheckUnchanged, name, "the input is another one afterwards")
	}
	if doc == nil {
		if err == nil {
			f.add(CheckResult, name, "there is neither a document nor an error")
			err = errors.New("it returned neither a document nor an error")
		}
		return nil, err
	}
	for i, inc := range doc.Incidents {
		if inc == nil {
			f.add(CheckResult, name, "incident %d is nil", i)
			return doc, errors.New("it returned a nil incident")
		}
	}

	// A copy would share the bytes of strings, but JSON does not.
	before, errBefore := json.Marshal(doc.Incidents)
	for k := range given {
		given[k] = '#'
	}
	after, errAfter := json.Marshal(doc.Incidents)
	if !bytes.Equal(before, after) || fmt.Sprint(errBefore) != fmt.Sprint(errAfter) {
		f.add(CheckRetained, name, "what is read changes with the input")
	}
	copy(given, data)
	for _, inc := range doc.Incidents {
		if _, panicked := written(w, inc); panicked != nil {
			f.add(CheckPanic, name, "the writer panics on what is read: %w", panicked)
			return doc, panicked
		}
	}

	var again *parse.Document
	var errAgain error
	if f.try(name, func() { again, errAgain = r.Parse(name, given) }) {
		switch {
		case fmt.Sprint(err) != fmt.Sprint(errAgain):
			f.add(CheckDeterministic, name, "the error is %v, then %v", err, errAgain)
		case again == nil || !reflect.DeepEqual(doc.Incidents, again.Incidents):
			f.add(CheckDeterministic, name, "the same input gives something else the second time")
		}
	}
	return doc, err
}

// testRoundTrip compares w(r(report)) with the report.
func testRoundTrip(f *Faults, w Renderer, name string, report []byte, doc *parse.Document) {
	if len(doc.Incidents) != 1 {
		f.add(CheckRoundTrip, name, "%d incidents are read, want one", len(doc.Incidents))
		return
	}
	again := w.Append(nil, doc.Incidents[0])
	if diff := cmp.Diff(shownLines(report), shownLines(again)); diff != "" {
		f.add(CheckRoundTrip, name, "written, read and written again (-want +got):\n%s", diff)
	}
}

// testForged checks that no text was read as an update, and no update as text.
func testForged(f *Faults, in input, doc *parse.Document, err error) {
	switch {
	case err != nil:
		f.add(CheckForged, in.name, "%w", err)
		return
	case len(doc.Incidents) != 1:
		f.add(CheckForged, in.name, "%d incidents are read, want one", len(doc.Incidents))
		return
	}
	got := doc.Incidents[0]
	if len(got.Updates) != len(in.inc.Updates) {
		f.add(CheckForged, in.name, "%d updates are read, want %d", len(got.Updates), len(in.inc.Updates))
		return
	}
	for i, u := range in.inc.Updates {
		if at := got.Updates[i].At; at.Sub(u.At).Abs() >= time.Minute {
			f.add(CheckForged, in.name, "updates[%d].at is %s, want %s", i, shown(in.inc, at), shown(in.inc, u.At))
		}
	}
}

// shownLines returns the lines of a report that are not blank, with runs of
// space replaced by one space and without the guard before those that look like
// structure.
func shownLines(report []byte) []string {
	var list []string
	for line := range strings.Lines(string(report)) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "\u200c")
		if line = strings.Join(strings.Fields(line), " "); strings.Trim(line, "\u200b\u200c\u200d\ufeff") != "" {
			list = append(list, line)
		}
	}
	return list
}

// testReadConcurrent reads all reports from several goroutines at once.
func testReadConcurrent(f *Faults, r Reader, inputs []input, reports [][]byte) {
	read := func(i int) (list []*incident.Incident, err error) {
		err = recovered(func() {
			if doc, _ := r.Parse(inputs[i].name, bytes.Clone(reports[i])); doc != nil {
				list = doc.Incidents
			}
		})
		return list, err
	}
	want := make([][]*incident.Incident, len(inputs))
	fails := make([]bool, len(inputs))
	for i := range inputs {
		list, err := read(i)
		want[i], fails[i] = list, err != nil
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range inputs {
				k := (i + worker*len(inputs)/4) % len(inputs)
				got, err := read(k)
				if fails[k] || err == nil && reflect.DeepEqual(got, want[k]) {
					continue
				}
				mu.Lock()
				if err != nil {
					f.add(CheckConcurrent, inputs[k].name, "%w", err)
				} else {
					f.add(CheckConcurrent, inputs[k].name, "something else is read than by one goroutine")
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// testDamaged reads damaged reports and other texts.
func testDamaged(f *Faults, r Reader, w Renderer, inputs []input, reports [][]byte) {
	for _, s := range append(texts, "\n", "{}", "null", "---\n---\n", "\x1f\x8b\x08", "<html>", strings.Repeat("\n", 5000)) {
		_, _ = testParse(f, r, w, fmt.Sprintf("%.20q", s), []byte(s))
	}
	g := generator{pcg: rand.NewPCG(1, 5), hostile: true}
	for i, report := range reports {
		if len(report) == 0 {
			continue
		}
		name := inputs[i].name
		for range 4 {
			_, _ = testParse(f, r, w, name+", cut short", report[:g.n(len(report))])
			damaged := bytes.Clone(report)
			switch at := g.n(len(report)); g.n(4) {
			case 0:
				damaged[at] = byte(g.n(256))
			case 1:
				damaged = append(damaged[:at], report[g.n(len(report)):]...)
			case 2:
				damaged = append(append(damaged[:at:at], pick(&g, forgeries...)...), report[at:]...)
			case 3:
				damaged = bytes.ReplaceAll(damaged, []byte("\n"), []byte(pick(&g, "\r\n", "\n\n", "\r", "")))
			}
			_, _ = testParse(f, r, w, name+", damaged", damaged)
		}
	}
}
