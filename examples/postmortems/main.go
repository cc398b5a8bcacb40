// Command postmortems keeps a folder of postmortems up to date. For each
// incident that is over, in a folder of JSON files, it begins a document in
// Markdown, or fills in what has become known, and lists what is still missing.
//
//	postmortems [-template NAME|FILE] INCIDENTS POSTMORTEMS
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

func main() {
	name := flag.String("template", "sre", "name of a template, or a file of JSON")
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("postmortems [-template NAME|FILE] INCIDENTS POSTMORTEMS")
	}
	if err := run(os.Stdout, *name, flag.Arg(0), flag.Arg(1)); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, templateName, from, to string) error {
	template, known := incident.LookupTemplate(templateName)
	if !known {
		data, err := os.ReadFile(templateName)
		if err != nil {
			return err
		}
		if template, err = (parse.JSON{}).ParseTemplate(templateName, data); err != nil {
			return err
		}
	}
	files, err := filepath.Glob(filepath.Join(from, "*.json"))
	for _, file := range files {
		name := filepath.Join(to, strings.TrimSuffix(filepath.Base(file), ".json")+".md")
		err = errors.Join(err, update(w, template, file, name))
	}
	return err
}

// update begins or fills in the document of one incident.
func update(w io.Writer, template incident.Template, file, name string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	read, err := parse.JSON{}.Parse(file, data)
	if err != nil {
		return err
	}
	inc := read.Incidents[0]
	if !inc.Status().IsFinal() {
		return nil
	}
	done := "begun"
	switch data, err := os.ReadFile(name); {
	case errors.Is(err, fs.ErrNotExist):
		inc.Postmortem = template.Skeleton(inc)
	case err != nil:
		return err
	default:
		doc, err := parse.Markdown{}.Parse(name, data)
		if err != nil {
			return err
		}
		if err := inc.Attach(doc.Incidents[0]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		done = fmt.Sprint(template.Fill(inc.Postmortem, inc), " filled in")
	}
	var gaps incident.Errors
	errors.As(template.Check(inc.Postmortem), &gaps)
	fmt.Fprintf(w, "%s: %s, %d open\n", filepath.Base(name), done, len(gaps))
	for _, gap := range gaps {
		fmt.Fprintf(w, "  %v\n", gap.Err)
	}
	return os.WriteFile(name, render.Markdown{}.AppendPostmortem(nil, inc), 0o666)
}
