// Command review checks a pull request with a postmortem: it writes a comment
// for each line that is still to be written, and renders the page when there is
// none.
package main

import (
	_ "embed"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// The document is the one that its authors have pushed. It was begun with
//
//	incident new -template minimal -from incident.json -into PM.md
//
// or with Template.Skeleton and render.Markdown.
//
//go:embed PM.md
var pushed []byte

func main() {
	inc := outage()
	comments, err := review(inc, "PM.md", pushed)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(comments, "\n"))

	// The authors follow the comments.
	done := strings.NewReplacer("<!-- Who was affected, and how. -->", "One payment in five took longer than 9 seconds.",
		"**Duration:** TODO", "**Duration:** 57 min",
		"- TODO", "- Watch the packet loss of the link (Owner: network team)").Replace(string(pushed))
	if comments, err = review(inc, "PM.md", []byte(done)); err != nil || len(comments) > 0 {
		log.Fatal(comments, err)
	}
	inc.Postmortem.PublishedAt = time.Date(2024, time.March, 8, 9, 0, 0, 0, time.UTC) // when it is merged
	fmt.Println()
	os.Stdout.Write(render.Text{}.AppendPostmortem(nil, inc))
}

// review joins the document with its incident, and returns a comment for each
// part that is still to be written.
func review(inc *incident.Incident, name string, data []byte) ([]string, error) {
	doc, err := parse.Markdown{}.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if err := inc.Attach(doc.Incidents[0]); err != nil { // the document may belong to another incident
		return nil, err
	}
	template, _ := incident.LookupTemplate("minimal")
	var gaps incident.Errors
	errors.As(template.Check(inc.Postmortem), &gaps)
	var comments []string
	for _, gap := range gaps {
		line, _, ok := doc.Position(gap.Path, 0)
		if !ok {
			line = 1 // the part is missing
		}
		comments = append(comments, fmt.Sprintf("%s:%d: %v", name, line, gap.Err))
	}
	return comments, nil
}

func outage() *incident.Incident {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	return &incident.Incident{
		ID: "k3v9", Title: "Checkout is slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{At: at, Status: incident.StatusInvestigating, Body: "Payments take longer than usual."},
			{At: at.Add(53 * time.Minute), Status: incident.StatusResolved, Body: "Payments are fast again."},
		},
	}
}
