package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/statuspage"
)

// loader reads incidents from files of any format, for every command that takes
// FILE and DIR.
type loader struct {
	env    environment
	from   string // a format, or auto
	zone   string // of what is read, where it names none
	lax    bool
	folder bool // a folder was named
	docs   attachments
	faults incident.SourceErrors // that all went on after, if lax

	concluded []conclusion
	origins   map[*incident.Incident]origin // of their postmortems; documents of one incident only
}

func (l *loader) checkZone() error {
	if l.zone == "" {
		return nil
	}
	if _, err := civil.LoadLocation(l.zone); err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	return nil
}

// incidents reads one file. many says that its form holds any number of them.
func (l *loader) incidents(name string, data []byte) (from string, list []*incident.Incident, many bool, faults incident.SourceErrors) {
	if from = l.from; from == "auto" {
		from = detect(name, data)
	}
	list, many, err := lookup(from, (*format).isRead).read(l, shownName(name), data)
	if err != nil && l.from == "auto" && from == "json" {
		if vendor := vendorFault(shownName(name), data); vendor != nil {
			return from, nil, false, incident.SourceErrors{vendor}
		}
	}
	return from, list, many, faultsOf(err)
}

// vendorFault returns the error that says whose JSON it is, where that is a
// vendor that no format is for; else nil.
func vendorFault(name string, data []byte) *incident.SourceError {
	_, err := statuspage.Reader{}.Read(name, data)
	var vendor *statuspage.VendorError
	var fault *incident.SourceError
	if errors.As(err, &vendor) && vendor.Vendor != statuspage.VendorIncident && errors.As(err, &fault) {
		return fault
	}
	return nil
}

// faultsOf returns the errors of a reader, strict or lax.
func faultsOf(err error) incident.SourceErrors {
	var list incident.SourceErrors
	var one *incident.SourceError
	if !errors.As(err, &list) && errors.As(err, &one) {
		list = incident.SourceErrors{one}
	}
	return list
}

// one reads a file that has to hold one incident.
func (l *loader) one(name string) (*incident.Incident, error) {
	data, err := readInput(l.env.stdin, name)
	if err != nil {
		return nil, err
	}
	_, list, _, faults := l.incidents(name, data)
	switch {
	case len(faults) > 0:
		return nil, faults[0]
	case len(list) != 1:
		return nil, atStart(name, "", fmt.Errorf("want one incident, not %d", len(list)))
	}
	return list[0], nil
}

// parsed reads with a reader of package parse.
func (l *loader) parsed(name string, read func(*time.Location) (*parse.Document, error)) ([]*incident.Incident, bool, error) {
	var loc *time.Location
	if l.zone != "" {
		loc, _ = civil.LoadLocation(l.zone) // checked with the flags
	}
	doc, err := read(loc)
	if doc == nil {
		return nil, false, err
	}
	for _, n := range doc.Notes {
		l.note(name, n)
	}
	for _, inc := range doc.Incidents {
		o := origin{name: name}
		if len(doc.Incidents) == 1 {
			o.doc = doc
		}
		l.keep(inc, o)
	}
	return doc.Incidents, doc.Many, err
}

// keep remembers which document the postmortem of an incident was read from.
func (l *loader) keep(inc *incident.Incident, o origin) {
	if l.origins == nil {
		l.origins = make(map[*incident.Incident]origin)
	}
	l.origins[inc] = o
}

// conclusion is what readers concluded of one kind.
type conclusion struct {
	code  incident.Code
	first error
	count int
}

// note keeps what a reader concluded, to be said at the end.
func (l *loader) note(file string, n incident.Note) {
	i := slices.IndexFunc(l.concluded, func(known conclusion) bool { return known.code == n.Code })
	if i < 0 {
		i = len(l.concluded)
		first := &incident.SourceError{File: file, Line: n.Line, Column: n.Column, Path: n.Path, Code: n.Code, Err: errors.New(n.Text)}
		l.concluded = append(l.concluded, conclusion{code: n.Code, first: first})
	}
	l.concluded[i].count++
}

// sayConcluded says a line for each kind of conclusion.
func (l *loader) sayConcluded() {
	for _, known := range l.concluded {
		if known.count > 1 {
			known.first = fmt.Errorf("%w (and %d more of the kind)", known.first, known.count-1)
		}
		l.say(known.first)
	}
}

// say writes one line on standard error.
func (l *loader) say(err error) { fmt.Fprintln(l.env.stderr, oneLine(err.Error())) }

// atStart returns an error about a file as a whole, or about the value at path
// in it, at its beginning.
func atStart(name, path string, err error) error {
	return &incident.SourceError{File: shownName(name), Line: 1, Column: 1, Path: path, Err: err}
}

// shownName returns how messages name a file.
func shownName(name string) string {
	if name == "-" {
		return "<stdin>"
	}
	return name
}
