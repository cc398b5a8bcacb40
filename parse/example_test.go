package parse_test

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident/parse"
)

const page = `Checkout is slow
Incident Report for Example Shop
Resolved
Payments are fast again.
Posted Mar 05, 2024 - 11:10 CET
Investigating
Payments take long.
Posted Mar 05, 2024 - 10:17 CET
This incident affected: Checkout.
`

func ExampleText_Parse() {
	doc, err := parse.Text{}.Parse("checkout.txt", []byte(page))
	if err != nil {
		panic(err)
	}
	inc := doc.Incidents[0]
	fmt.Println(inc.Title, inc.Status(), len(inc.Updates), inc.Page.TimeZone)
	// Output: Checkout is slow resolved 2 Europe/Brussels
}

func ExampleDocument_Position() {
	doc, err := parse.Text{}.Parse("checkout.txt", []byte(page))
	if err != nil {
		panic(err)
	}
	// Updates are oldest first in the model, and last on the page.
	line, column, ok := doc.Position("updates[0].at", 0)
	fmt.Println(line, column, ok)
	// Output: 8 1 true
}

func ExampleNote() {
	doc, err := parse.Text{}.Parse("checkout.txt", []byte(page))
	if err != nil {
		panic(err)
	}
	for _, n := range doc.Notes {
		fmt.Println(n.Code, n.Path)
	}
	// Output: zone page.time_zone
}

func ExampleError() {
	_, err := parse.Text{}.Parse("broken.txt", []byte("Checkout is slow\nIncident Report for Example Shop\nResolved\nAll is well.\nPosted Mar 35, 2024 - 11:10 CET\n"))
	var fault *parse.Error
	if errors.As(err, &fault) {
		fmt.Println(fault.File, fault.Line, fault.Column, fault.Code)
	}
	// Output: broken.txt 5 1 range
}

func ExampleErrors() {
	text := "Checkout is slow\nIncident Report for Example Shop\nResolved\nAll is well.\nPosted Mar 35, 2024 - 11:10 CET\nIdentified\nWe know.\nPosted Mar 05, 2024 - 25:00 CET\n"
	doc, err := parse.Text{Lax: true}.Parse("broken.txt", []byte(text))
	var faults parse.Errors
	fmt.Println(errors.As(err, &faults), len(faults), len(doc.Incidents[0].Updates))
	// Output: true 2 2
}

func ExampleLimitError() {
	_, err := parse.Text{MaxBytes: 100}.Parse("large.txt", []byte(page))
	var limit *parse.LimitError
	fmt.Println(errors.As(err, &limit))
	// Output: true
}
