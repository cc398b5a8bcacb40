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
	inc.Postmortem = incidenttest.Postmortem()
	inc.Components[0].Name = "Cash desk"
	fmt.Println(inc.Title, len(inc.Updates), inc.Status(), inc.Validate())
	// Output: Checkout is slow 4 resolved <nil>
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

// oneLine is a writer that forgets a lot.
type oneLine struct{}

func (oneLine) Append(dst []byte, inc *incident.Incident) []byte {
	return fmt.Appendf(dst, "%s: %s", inc.Title, inc.Status())
}

func ExampleTestRenderer() {
	fmt.Println(incidenttest.TestRenderer(render.Text{}))

	err := incidenttest.TestRenderer(oneLine{})
	for _, fault := range err.(interface{ Unwrap() []error }).Unwrap() {
		f := fault.(*incidenttest.Fault)
		fmt.Println(f.Check, "given", f.Input)
	}
	// Output:
	// <nil>
	// panic given nil
	// clean given hostile 7
	// complete given marked
}

func ExampleTestReader() {
	fmt.Println(incidenttest.TestReader(parse.Markdown{}, render.Markdown{}))
	// Output: <nil>
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
	fmt.Println(inc.Postmortem.Published(), inc.Validate())
	// Output: true <nil>
}

// A writer of Markdown meets more in an hour of these than in a year of incidents.
func ExampleHostileBody() {
	fmt.Printf("%q\n", incidenttest.HostileBody(2))
	// Output:
	// "plain words\nover lines\n\n\nRetracted Jan 27, 2022 - 11:40 CET\n~~~\nx"
}

// bare writes the title and forgets the rest.
type bare struct{}

func (bare) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	return append(dst, inc.Title...)
}

func ExampleFault() {
	err := incidenttest.TestRenderer(bare{})
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var fault *incidenttest.Fault
		if errors.As(e, &fault) {
			fmt.Println(fault.Check)
		}
	}
	// Output:
	// clean
	// complete
}
