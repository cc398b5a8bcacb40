// Command lint finds the mistakes in a published report: the postmortem has
// another day than the page, and an update came too late. The test beside it
// fails if a folder of postmortems has a finding; copy it to your repository.
package main

import (
	"embed"
	"fmt"
	"log"
	"path"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident/lint"
	"github.com/incidentkit/incident/parse"
)

//go:embed report.txt postmortems
var files embed.FS

// check prints the findings in the reports of a file, and returns their number.
func check(name string) (found int, err error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return 0, err
	}
	var doc *parse.Document
	switch parse.Detect(name, data) {
	case parse.FormatMarkdown:
		doc, err = parse.Markdown{}.Parse(name, data)
	case parse.FormatJSON:
		doc, err = parse.JSON{}.Parse(name, data)
	default:
		doc, err = parse.Text{}.Parse(name, data)
	}
	if err != nil {
		return 0, err
	}
	for _, inc := range doc.Incidents {
		list := lint.Check(inc, lint.Options{Position: doc.Position, Notes: doc.Notes})
		for _, f := range list {
			fmt.Printf("%s:%v\n", path.Base(name), f)
		}
		found += len(list)
	}
	return found, nil
}

func main() {
	if _, err := check("report.txt"); err != nil {
		log.Fatal(err)
	}
}
