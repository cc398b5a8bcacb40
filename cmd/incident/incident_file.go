package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// incidentFile is a file of JSON with one incident, which a command changes.
type incidentFile struct {
	env    environment
	name   string
	data   []byte             // as it was read
	before *incident.Incident // as it was read
	inc    *incident.Incident
	write  bool     // to the file, instead of to standard output
	notes  []string // to be said when it is saved
}

// openIncident reads the file of an incident.
func (env environment) openIncident(name string, write bool) (*incidentFile, error) {
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	doc, err := parse.JSON{}.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if doc.Many {
		return nil, fileError(name, errors.New("want a file with one incident; \"incident convert -id ID -o FILE\" takes one out of many"))
	}
	inc := doc.Incidents[0]
	return &incidentFile{env: env, name: name, data: data, before: inc.Clone(), inc: inc, write: write}, nil
}

// say writes a line about the file on standard error.
func (f *incidentFile) say(format string, args ...any) {
	fmt.Fprintln(f.env.stderr, oneLine(fileError(f.name, fmt.Errorf(format, args...)).Error()))
}

// note keeps a line about the file until it is saved.
func (f *incidentFile) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// fail says why the file stays as it is. Under a rule of the model it adds what
// to do about it, if the caller knows.
func (f *incidentFile) fail(err error, way string) int {
	if way != "" {
		err = fmt.Errorf("%w; %s", err, way)
	}
	return f.env.exit(fileError(f.name, err))
}

// save writes the changed incident. Standard error has the update at index i as
// readers see it now, and what else has changed for them.
func (f *incidentFile) save(i int) int {
	out, err := marshal(f.inc, true)
	switch {
	case err != nil:
	case f.write:
		err = f.env.replace(f.name, f.data, out)
	default:
		err = f.env.write("", out)
	}
	if err != nil {
		return f.env.exit(err)
	}
	text := render.Text{Layout: render.LayoutLabels}.AppendUpdate(nil, f.inc, i)
	for _, d := range incident.Diff(f.before.Public(), f.inc.Public()) {
		switch d.Kind {
		case incident.DeltaStatus, incident.DeltaImpact, incident.DeltaComponentStatus, incident.DeltaComponentAdded, incident.DeltaComponentRemoved:
			text = append(d.Append(append(text, "  "...), nil), '\n')
		}
	}
	f.env.stderr.Write(text)
	for _, note := range f.notes {
		f.say("%s", note)
	}
	f.sayDown()
	if !f.write {
		f.say("not written; -w writes it")
	}
	return exitDone
}

// sayDown names the components that are down although all is said to be over.
func (f *incidentFile) sayDown() {
	if !f.inc.Status().IsFinal() {
		return
	}
	var down, flags []string
	for _, c := range f.inc.Affected() {
		if c.Status != "" && c.Status != incident.ComponentOperational {
			down = append(down, fmt.Sprintf("%s is in %s", fullName(c.Component), strings.ReplaceAll(string(c.Status), "_", " ")))
			flags = append(flags, componentFlag(c.FullName()+"=operational"))
		}
	}
	if len(down) > 0 {
		f.say("%s, but %s; if they work, post again with %s", f.inc.Status(), strings.Join(down, ", "), strings.Join(flags, " "))
	}
}

// componentFlag returns a flag as the shell wants it.
func componentFlag(value string) string {
	if strings.ContainsAny(value, " ()>&;|'$") {
		return fmt.Sprintf("-component %q", value)
	}
	return "-component " + value
}

// readBody reads the Markdown of an update from standard input.
func (env environment) readBody() (string, error) {
	data, err := readInput(env.stdin, "-")
	if err != nil {
		return "", err
	}
	src := source.Source{File: shownName("-"), Text: strings.TrimPrefix(string(data), bom)}
	if wrong := src.CheckUTF8(); wrong != nil {
		return "", wrong
	}
	if wrong := src.CheckNUL(); wrong != nil {
		return "", wrong
	}
	return strings.TrimSpace(src.Text), nil
}
