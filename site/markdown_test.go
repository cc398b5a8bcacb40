package site_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/site"
)

// The labels of links hold for a whole document in Markdown, so two incidents
// on one page must not share them.
func TestMarkdownLinksLeadWhereTheyDid(t *testing.T) {
	s := exampleService()
	one := s.Incidents[0]
	one.Updates[0].Body = "See [the guide][1] and `[1]`.\n\n[1]: https://example.com/guide"
	two := &incident.Incident{Title: "Search is slow", Page: s.Page, Updates: []incident.Update{
		{At: one.Updates[0].At.Add(time.Hour), Body: "See [the list][1] and [2].\n\n[1]: https://example.com/list"},
		{At: one.Updates[0].At.Add(2 * time.Hour), Body: "As [above][1]. [x]"},
	}}
	s.Incidents = append(s.Incidents, two)
	page := markdown.HTML{}.Append(nil, string(site.Markdown{}.AppendHistory(nil, s.Page, s.Months())))
	for _, want := range []string{
		`<a href="https://example.com/guide" rel="nofollow noopener">the guide</a> and <code>[1]</code>`,
		`<a href="https://example.com/list" rel="nofollow noopener">the list</a> and [2]`,
		`As <a href="https://example.com/list" rel="nofollow noopener">above</a>. [x]`,
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

func ExampleMarkdown_AppendHistory() {
	service := exampleService()
	os.Stdout.Write(site.Markdown{}.AppendHistory(nil, service.Page, service.Months()))
	// Output:
	// # Incident history: Example Shop
	//
	// <!-- report: none -->
	//
	// Incidents: 1
	//
	// ## March 2024
	//
	// <!-- report -->
	//
	// ### Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// #### Investigating
	//
	// Payments take **long**.
	//
	// Posted Mar 05, 2024 - 10:17 CET
	//
	// This incident affects: Checkout.
}
