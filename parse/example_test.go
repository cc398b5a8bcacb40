package parse_test

import (
	"fmt"

	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/site"
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

func ExampleJSON_Decode() {
	var s site.Service
	err := parse.JSON{}.Decode("service.json", []byte(`{
	"schema": 1,
	"page": {"name": "Example Pay", "url": "https://status.example.com"},
	"components": [{"nmae": "Checkout"}]
}`), &s)
	fmt.Println(err)
	// Output:
	// service.json:4:18: components[0].nmae: unknown key; did you mean "name"?
}
