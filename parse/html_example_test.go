package parse_test

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident/parse"
)

func ExampleHTML() {
	// The form in which render.HTML writes it, without derived parts.
	page := `<article class="incident">
<header><h1>Checkout is slow</h1><p class="report">Incident Report for Example Shop</p></header>
<section class="updates">
<section class="update resolved"><h2>Resolved</h2>
<div class="body"><p>Over.</p><p>Thank you for <em>waiting</em>.</p></div>
<p class="stamp">Posted <time datetime="2024-03-05T10:10:10Z">Mar 05, 2024 - 11:10 CET</time></p></section>
<section class="update investigating"><h2>Investigating</h2>
<div class="body"><p>Payments take longer than usual.</p></div>
<p class="stamp">Posted <time datetime="2024-03-05T09:17:00Z">Mar 05, 2024 - 10:17 CET</time></p></section>
</section>
<p class="affected">This incident affected: Shop (Checkout, Search).</p>
</article>`
	doc, err := parse.HTML{}.Parse("page.html", []byte(page))
	if err != nil {
		fmt.Println(err)
		return
	}
	inc := doc.Incidents[0]
	fmt.Println(inc.Title, "/", inc.Page.Name)
	for _, u := range inc.Updates {
		fmt.Printf("%s %s %q\n", u.At.UTC().Format(time.RFC3339), u.Status, u.Body)
	}
	fmt.Println(inc.Components)
	fmt.Println(doc.Notes[0])
	// Output:
	// Checkout is slow / Example Shop
	// 2024-03-05T09:17:00Z investigating "Payments take longer than usual."
	// 2024-03-05T10:10:10Z resolved "Over.\n\nThank you for *waiting*."
	// [{ Shop Checkout } { Shop Search }]
	// 6:1: page.time_zone: Europe/Brussels was concluded from the labels of the times
}

func ExampleDetect() {
	fmt.Println(parse.Detect("a.txt", []byte("Checkout is slow\nIncident Report for Example Shop\n")))
	fmt.Println(parse.Detect("b.txt", []byte("# Checkout was slow\n")))
	fmt.Println(parse.Detect("c.txt", []byte(`{"title": "Checkout is slow"}`)))
	// Output:
	// text
	// markdown
	// json
}
