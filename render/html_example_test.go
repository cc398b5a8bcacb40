package render_test

import (
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// outage is a small incident for the examples.
func outage() *incident.Incident {
	return &incident.Incident{
		Title: "Search is slow",
		Page:  incident.Page{Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{ID: "a7", Status: incident.StatusInvestigating, At: time.Date(2025, 3, 5, 9, 17, 0, 0, time.UTC), Body: "Search takes *ten seconds*."},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: time.Date(2025, 3, 7, 12, 0, 0, 0, time.UTC),
			Sections:    []incident.Section{{Heading: "Summary", Body: "An index was missing."}},
		},
	}
}

func ExampleHTML_Append() {
	inc := outage()
	inc.Postmortem = nil
	h := render.HTML{HeadingLevel: 2, NoPicture: true} // for a page that has an h1
	fmt.Printf("%s", h.Append(nil, inc))
	// Output:
	// <article class="incident" lang="en">
	// <header>
	// <h2>Search is slow</h2>
	// <p class="report">Incident Report for <a href="https://status.example.com">Example Shop</a></p>
	// </header>
	// <div class="now investigating" data-extra>
	// <p class="state"><strong>Investigating</strong> since <time datetime="2025-03-05T09:17:00Z">Mar 5, 2025, 10:17 CET</time></p>
	// </div>
	// <div class="updates">
	// <section class="update investigating" id="incident-u-a7">
	// <h3>Investigating</h3>
	// <div class="body">
	// <p>Search takes <em>ten seconds</em>.</p>
	// </div>
	// <p class="stamp">Posted <time datetime="2025-03-05T09:17:00Z">Mar 05, 2025 - 10:17 CET</time> <a class="permalink" href="#incident-u-a7" aria-label="Link to Investigating, Mar 05, 2025 - 10:17 CET" data-extra>#</a></p>
	// </section>
	// </div>
	// </article>
}

func ExampleHTML_AppendPostmortem() {
	fmt.Printf("%s", render.HTML{}.AppendPostmortem(nil, outage()))
	// Output:
	// <article class="incident document" lang="en">
	// <header>
	// <h1>Search is slow</h1>
	// <p class="report">Incident Report for <a href="https://status.example.com">Example Shop</a></p>
	// </header>
	// <section class="postmortem" id="incident-postmortem">
	// <h2 class="label">Postmortem</h2>
	// <section class="part">
	// <h3 id="incident-summary">Summary <a class="permalink" href="#incident-summary" aria-label="Link to Summary" data-extra>#</a></h3>
	// <div class="body">
	// <p>An index was missing.</p>
	// </div>
	// </section>
	// <p class="stamp">Posted <time datetime="2025-03-07T12:00:00Z">Mar 07, 2025 - 13:00 CET</time> <a class="permalink" href="#incident-postmortem" aria-label="Link to Postmortem, Mar 07, 2025 - 13:00 CET" data-extra>#</a></p>
	// </section>
	// </article>
}

func ExampleHTML_AppendPage() {
	page := string(render.HTML{}.AppendPage(nil, outage()))
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "<title>") || strings.HasPrefix(line, "<h1>") {
			fmt.Print(line)
		}
	}
	// Output:
	// <title>Search is slow – Example Shop</title>
	// <h1>Search is slow</h1>
}

func ExampleHTML_AppendPostmortemPage() {
	page := string(render.HTML{}.AppendPostmortemPage(nil, outage()))
	fmt.Println(strings.Contains(page, "An index was missing."), strings.Contains(page, "ten seconds"))
	// Output: true false
}

func ExampleHTML_Write() {
	file, err := os.CreateTemp("", "*.html")
	if err != nil {
		log.Fatal(err)
	}
	defer os.Remove(file.Name())
	if err := (render.HTML{}).Write(file, outage()); err != nil {
		log.Fatal(err)
	}
	fmt.Println(file.Close())
	// Output: <nil>
}

// A page of your own has the style sheet for fragments in its head, and the
// fragments in its body.
func ExampleHTML_AppendStyle() {
	page := []byte("<!DOCTYPE html>\n<title>Our service</title>\n<style>\n")
	page = render.HTML{}.AppendStyle(page)
	page = append(page, "</style>\n<h1>Our service</h1>\n<div class=\"incident\">\n"...)
	page = render.HTML{HeadingLevel: 2}.AppendUpdate(page, outage(), 0)
	page = append(page, "</div>\n"...)

	head, rest, _ := strings.Cut(string(page), "&{")
	_, body, _ := strings.Cut(rest, "</style>\n")
	fmt.Print(head, "...\n", body)
	// Output:
	// <!DOCTYPE html>
	// <title>Our service</title>
	// <style>
	// .incident{
	// ...
	// <h1>Our service</h1>
	// <div class="incident">
	// <section class="update investigating" id="incident-u-a7">
	// <h3>Investigating</h3>
	// <div class="body">
	// <p>Search takes <em>ten seconds</em>.</p>
	// </div>
	// <p class="stamp">Posted <time datetime="2025-03-05T09:17:00Z">Mar 05, 2025 - 10:17 CET</time> <a class="permalink" href="#incident-u-a7" aria-label="Link to Investigating, Mar 05, 2025 - 10:17 CET" data-extra>#</a></p>
	// </section>
	// </div>
}
