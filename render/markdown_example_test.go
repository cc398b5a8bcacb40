package render_test

import (
	"os"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

func resolved() *incident.Incident {
	return &incident.Incident{
		Title: "Checkout is slow",
		Page:  incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{{
			At: time.Date(2024, time.March, 5, 10, 10, 0, 0, time.UTC), Status: incident.StatusResolved,
			Body: "Payments are **fast** again.",
		}},
	}
}

func ExampleMarkdown_Append() {
	os.Stdout.Write(render.Markdown{Level: 2}.Append(nil, resolved()))
	// Output:
	// ## Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// ### Resolved
	//
	// Payments are **fast** again.
	//
	// Posted Mar 05, 2024 - 11:10 CET
}

func ExampleMarkdown_Write() {
	if err := (render.Markdown{}).Write(os.Stdout, resolved()); err != nil {
		panic(err)
	}
	// Output:
	// # Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// ## Resolved
	//
	// Payments are **fast** again.
	//
	// Posted Mar 05, 2024 - 11:10 CET
}

func ExampleMarkdown_AppendHistory() {
	os.Stdout.Write(render.Markdown{}.AppendHistory(nil, resolved(), incident.View{}))
	// Output:
	// # Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// ## Mar 5, 2024
	//
	// <!-- timeline, day: 2024-03-05 -->
	//
	// | Time (CET) | Event                                      |
	// | ---------- | ------------------------------------------ |
	// | 11:10      | **Resolved**: Payments are **fast** again. |
}

func ExampleHTML_AppendHistory() {
	os.Stdout.Write(render.HTML{HeadingLevel: 2}.AppendHistory(nil, resolved(), incident.View{}))
	// Output:
	// <article class="incident history" lang="en">
	// <header>
	// <h2>Checkout is slow</h2>
	// <p class="report">Incident Report for Example Shop</p>
	// </header>
	// <section class="part timeline">
	// <h3 id="incident-mar-5-2024">Mar 5, 2024 (CET) <a class="permalink" href="#incident-mar-5-2024" aria-label="Link to Mar 5, 2024 (CET)" data-extra>#</a></h3>
	// <ul class="timeline bullets">
	// <li><time datetime="2024-03-05T10:10:00Z">11:10</time> <strong>Resolved</strong>: Payments are <strong>fast</strong> again.</li>
	// </ul>
	// </section>
	// </article>
}

func ExampleLayouts() {
	for _, l := range render.Layouts() {
		os.Stdout.WriteString(string(l) + "\n")
	}
	// Output:
	// labels-spaced
	// labels
	// plain
}
