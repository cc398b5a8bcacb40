package parse_test

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident/parse"
)

func ExampleHTML() {
	page := `<!DOCTYPE html>
<h1 class="incident-name impact-minor">Checkout is slow</h1>
<div class="subheader">Incident Report for <a href="/">Example Shop</a></div>
<div class="row update-row">
<h2 class="update-title">Resolved</h2>
<div class="update-body">Over.<br><br>Thank you for <em>waiting</em>.</div>
<div class="update-timestamp">Posted <span class="ago" data-datetime-unix="1709633410000"></span>Mar <var>05</var>, <var>2024</var> - <var>11:10</var> CET</div>
</div>
<div class="row update-row">
<h2 class="update-title">Investigating</h2>
<div class="update-body">Payments take longer than usual.</div>
<div class="update-timestamp">Posted <span class="ago" data-datetime-unix="1709630220000"></span>Mar <var>05</var>, <var>2024</var> - <var>10:17</var> CET</div>
</div>
<div class="components-affected">This incident affected: Shop (Checkout, Search).</div>
`
	doc, err := parse.HTML{}.Parse("page.html", []byte(page))
	if err != nil {
		fmt.Println(err)
		return
	}
	inc := doc.Incidents[0]
	fmt.Println(inc.Title, "/", inc.Page.Name, "/", inc.Impact)
	for _, u := range inc.Updates {
		fmt.Printf("%s %s %q\n", u.At.UTC().Format(time.RFC3339), u.Status, u.Body)
	}
	fmt.Println(inc.Components)
	fmt.Println(doc.Notes[0])
	// Output:
	// Checkout is slow / Example Shop / minor
	// 2024-03-05T09:17:00Z investigating "Payments take longer than usual."
	// 2024-03-05T10:10:10Z resolved "Over.\n\nThank you for *waiting*."
	// [{ Shop Checkout } { Shop Search }]
	// 7:1: page.time_zone: Europe/Brussels was concluded from the labels of the times
}
