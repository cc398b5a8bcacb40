package incidenttest_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

func ExampleOutage() {
	inc := incidenttest.Outage()
	inc.Updates = inc.Updates[:2] // it is not over yet
	fmt.Println(inc.Title, inc.Status(), inc.NextStatuses())
	// Output: Checkout is slow identified [investigating identified monitoring resolved]
}

func ExampleMaintenance() {
	inc := incidenttest.Maintenance()
	fmt.Println(inc.Title, inc.Window.End.Sub(inc.Window.Start), inc.Status())
	// Output: Move to a new database 2h0m0s completed
}

func ExampleRandom() {
	for seed := range uint64(3) {
		inc := incidenttest.Random(seed)
		if err := inc.Validate(); err != nil {
			fmt.Println("seed", seed, err)
		}
		fmt.Println(inc.Title, "|", inc.Page.TimeZone)
	}
	// Output:
	// Exports fail in one region | Europe/Copenhagen
	// Sign-ins need a second try but nothing is lost | Asia/Singapore
	// Payments arrive twice for all customers | Australia/Sydney
}

func ExampleHostile() {
	open := 0
	for seed := range uint64(100) {
		report := render.HTML{}.Append(nil, incidenttest.Hostile(seed))
		open += strings.Count(string(report), "<script")
	}
	fmt.Println(open)
	// Output: 0
}

// oneLine is an incomplete writer.
type oneLine struct{}

func (oneLine) Append(dst []byte, inc *incident.Incident) []byte {
	return fmt.Appendf(dst, "%s: %s", inc.Title, inc.Status())
}

func ExampleTestRenderer() {
	fmt.Println(incidenttest.TestRenderer(render.Text{}))

	var faults incidenttest.Faults
	errors.As(incidenttest.TestRenderer(oneLine{}), &faults)
	for _, f := range faults {
		fmt.Println(f.Check, "given", f.Input)
	}
	// Output:
	// <nil>
	// panic given nil
	// clean given hostile 7
	// complete given marked
}

// newest is a reader that drops all updates but the last.
type newest struct{ parse.Markdown }

func (n newest) Parse(name string, data []byte) (*parse.Document, error) {
	doc, err := n.Markdown.Parse(name, data)
	if err == nil && len(doc.Incidents[0].Updates) > 1 {
		inc := doc.Incidents[0]
		inc.Updates = inc.Updates[len(inc.Updates)-1:]
	}
	return doc, err
}

func ExampleTestReader() {
	fmt.Println(incidenttest.TestReader(parse.Markdown{}, render.Markdown{}))

	var faults incidenttest.Faults
	errors.As(incidenttest.TestReader(newest{}, render.Markdown{}), &faults)
	for _, f := range faults {
		fmt.Println(f.Check, "given", f.Input)
	}
	// Output:
	// <nil>
	// round_trip given outage
	// forged given hostile 1
}

func ExampleNewClock() {
	clock := incidenttest.NewClock(time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC))
	clock.Advance(30 * time.Minute)
	fmt.Println(clock.Now().Format(time.Kitchen))
	// Output: 9:47AM
}

func ExamplePostmortem() {
	inc := incidenttest.Outage()
	inc.Postmortem = incidenttest.Postmortem()
	for _, s := range inc.Postmortem.Sections {
		fmt.Println(s.Heading)
	}
	fmt.Println(inc.Postmortem.Published(), inc.Validate())
	// Output:
	// Summary
	// Impact
	// Timeline
	// Action items
	// true <nil>
}

// A writer of Markdown meets more in an hour of hostile bodies than in a year
// of incidents.
func ExampleHostileBody() {
	fmt.Printf("%q\n", incidenttest.HostileBody(2))
	// Output:
	// "plain words\nover lines\n\n\nRetracted Jan 27, 2022 - 11:40 CET\n~~~\nx"
}

// bare writes nothing but the title.
type bare struct{}

func (bare) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	return append(dst, inc.Title...)
}

func ExampleFault() {
	var first *incidenttest.Fault
	if errors.As(incidenttest.TestRenderer(bare{}), &first) {
		fmt.Printf("it is not %s given %s: %v\n", first.Check, first.Input, first.Err)
	}
	// Output: it is not clean given hostile 7: U+001B is in the report
}

// This writer is only for titles, so it need not be complete.
func ExampleFaults() {
	var faults incidenttest.Faults
	errors.As(incidenttest.TestRenderer(bare{}), &faults)
	for _, f := range faults {
		if f.Check != incidenttest.CheckComplete {
			fmt.Println(f)
		}
	}
	// Output:
	// clean: given hostile 7: U+001B is in the report
}
