package incident_test

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
)

// A rule that is broken has a path and a code to act on; the message is for
// people.
func ExampleFieldError() {
	inc := &incident.Incident{Updates: []incident.Update{{At: at(9, 0), Status: "paused"}}}
	var fault *incident.FieldError
	if errors.As(inc.Validate(), &fault) {
		fmt.Println(fault.Path, fault.Code)
	}
	// Output: updates[0].status unknown
}

func ExampleErrors() {
	inc := &incident.Incident{Page: incident.Page{TimeZone: "Local"}, Components: []incident.Component{{Group: "Web"}}}
	var faults incident.Errors
	if errors.As(inc.Validate(), &faults) {
		for _, f := range faults {
			fmt.Println(f.Path, f.Code)
		}
	}
	// Output:
	// page.time_zone zone
	// components[0].name required
}

const checkoutPage = `Checkout is slow
Incident Report for Example Shop
Resolved
Payments are fast again.
Posted Mar 05, 2024 - 11:10 CET
`

func ExampleNote() {
	doc, err := parse.Text{}.Parse("checkout.txt", []byte(checkoutPage))
	if err != nil {
		panic(err)
	}
	for _, n := range doc.Notes {
		fmt.Println(n.Code, n.Path)
	}
	// Output: zone page.time_zone
}

func ExampleSourceError() {
	_, err := parse.Text{}.Parse("broken.txt", []byte("Checkout is slow\nIncident Report for Example Shop\nResolved\nAll is well.\nPosted Mar 35, 2024 - 11:10 CET\n"))
	var fault *incident.SourceError
	if errors.As(err, &fault) {
		fmt.Println(fault.File, fault.Line, fault.Column, fault.Code)
	}
	// Output: broken.txt 5 1 range
}

func ExampleSourceErrors() {
	text := "Checkout is slow\nIncident Report for Example Shop\nResolved\nAll is well.\nPosted Mar 35, 2024 - 11:10 CET\nIdentified\nWe know.\nPosted Mar 05, 2024 - 25:00 CET\n"
	doc, err := parse.Text{Lax: true}.Parse("broken.txt", []byte(text))
	var faults incident.SourceErrors
	fmt.Println(errors.As(err, &faults), len(faults), len(doc.Incidents[0].Updates))
	// Output: true 2 2
}

func ExampleLimitError() {
	_, err := parse.Text{MaxBytes: 100}.Parse("large.txt", []byte(checkoutPage))
	var limit *incident.LimitError
	fmt.Println(errors.As(err, &limit))
	// Output: true
}

func ExamplePage_Location() {
	loc, err := incident.Page{TimeZone: "Europe/Copenhagen"}.Location()
	fmt.Println(at(9, 17).In(loc).Format("15:04"), err)
	_, err = incident.Page{TimeZone: "Europe/Kopenhagen"}.Location()
	var fault *civil.ZoneError
	fmt.Println(errors.As(err, &fault))
	// Output:
	// 10:17 <nil>
	// true
}

func ExampleWindow() {
	window := incident.Window{Start: at(22, 0)}
	fmt.Println(window.IsZero(), window.End.IsZero())
	// Output: false true
}

func ExampleInterval() {
	iv := incident.Interval{Start: at(9, 0), End: at(9, 50)}
	fmt.Println(iv.Duration(), iv.Empty())
	// Output: 50m0s false
}

func ExampleMetrics_All() {
	inc := &incident.Incident{Events: []incident.Event{
		{At: at(9, 0), Milestone: incident.MilestoneImpactStarted},
		{At: at(9, 4), Milestone: incident.MilestoneDetected},
	}}
	metrics := inc.Metrics()
	for name, m := range metrics.All() {
		if d, ok := m.Get(); ok {
			fmt.Println(name, incident.FormatDuration(d))
		}
	}
	// Output: detect 4 min
}

// What a postmortem lacks has the names of the template, for a comment on a pull
// request.
func ExampleSpecError() {
	template, _ := incident.LookupTemplate("minimal")
	draft := template.Skeleton(&incident.Incident{Title: "Checkout is slow"})
	var gaps incident.Errors
	errors.As(template.Check(draft), &gaps)
	for _, gap := range gaps[:2] {
		var spec *incident.SpecError
		if errors.As(gap, &spec) {
			fmt.Println(gap.Path, spec.Heading, spec.Field, spec.Gap)
		}
	}
	// Output:
	// postmortem.sections[0].body Summary  placeholder
	// postmortem.sections[1].body Impact  placeholder
}

func ExampleLookupMessage() {
	message, ok := incident.LookupMessage("Investigating")
	fmt.Println(ok, message.Status, message.Names())
	// Output:
	// true investigating [component next_update]
}

func ExampleUpdate_Retracted() {
	inc := &incident.Incident{Updates: []incident.Update{{ID: "u1", At: at(9, 17), Status: incident.StatusIdentified, Body: "It was the cache."}}}
	if err := inc.Retract("u1", at(9, 20)); err != nil {
		panic(err)
	}
	u := &inc.Updates[0]
	fmt.Printf("%v %q %q\n", u.Retracted(), u.Body, inc.Status())
	// Output: true "It was the cache." ""
}
