package incident_test

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
)

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
