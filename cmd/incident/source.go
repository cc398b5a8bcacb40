package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
)

// source reads incidents from files of any format, for every command that takes
// FILE and DIR.
type source struct {
	env    environment
	from   string // a format, or auto
	zone   string // of what is read, where it names none
	lax    bool
	folder bool // a folder was named

	concluded []conclusion
}

func (s *source) checkZone() error {
	if s.zone == "" {
		return nil
	}
	if _, err := civil.LoadLocation(s.zone); err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	return nil
}

// incidents reads one file. many says that its form holds any number of them.
func (s *source) incidents(name string, data []byte) (format string, list []*incident.Incident, many bool, faults []*fault) {
	if format = s.from; format == "auto" {
		format = detectFile(name, data)
	}
	list, many, faults = readers[format](s, name, data)
	return format, list, many, faults
}

// one reads a file that has to hold one incident.
func (s *source) one(name string) (*incident.Incident, error) {
	data, err := readInput(s.env.stdin, name)
	if err != nil {
		return nil, err
	}
	_, list, _, faults := s.incidents(name, data)
	switch {
	case len(faults) > 0:
		return nil, place(name, faults[0])
	case len(list) != 1:
		return nil, place(name, &fault{1, 1, "", fmt.Errorf("want one incident, not %d", len(list))})
	}
	return list[0], nil
}

// parsed reads with a reader of package parse.
func (s *source) parsed(name string, data []byte, read func(*time.Location) (*parse.Document, error)) ([]*incident.Incident, bool, []*fault) {
	var loc *time.Location
	if s.zone != "" {
		loc, _ = civil.LoadLocation(s.zone) // checked with the flags
	}
	doc, err := read(loc)
	if doc == nil {
		return nil, false, parseFaults(err)
	}
	for _, n := range doc.Notes {
		s.note(name, string(n.Code), n.Line, n.Column, n.Path, n.Text)
	}
	return doc.Incidents, doc.Many, parseFaults(err)
}

// attach joins a postmortem that was kept as a Markdown document with the
// incident of the file before it: "convert incident.json PM.md". Of files that
// are named, one that belongs to another incident is refused; of those in a
// folder it is a report of its own.
func (s *source) attach(name, format string, before, doc *incident.Incident) (joined bool, err error) {
	if format != "markdown" || doc.Postmortem == nil || len(doc.Updates) > 0 || len(before.Updates) == 0 {
		return false, nil
	}
	if s.folder && (doc.ID == "" || doc.ID != before.ID) {
		return false, nil
	}
	if err := before.Attach(doc); err != nil {
		return false, place(name, &fault{1, 1, "", err})
	}
	return true, nil
}

// conclusion is what readers concluded of one kind.
type conclusion struct {
	code  string
	first error
	count int
}

// note keeps what a reader concluded, to be said at the end.
func (s *source) note(file, code string, line, column int, path, text string) {
	i := slices.IndexFunc(s.concluded, func(known conclusion) bool { return known.code == code })
	if i < 0 {
		i = len(s.concluded)
		s.concluded = append(s.concluded, conclusion{code: code, first: place(file, &fault{line, column, path, errors.New(text)})})
	}
	s.concluded[i].count++
}

// sayConcluded says a line for each kind of conclusion.
func (s *source) sayConcluded() {
	for _, known := range s.concluded {
		if known.count > 1 {
			known.first = fmt.Errorf("%w (and %d more of the kind)", known.first, known.count-1)
		}
		s.say(known.first)
	}
}

// say writes one line on standard error.
func (s *source) say(err error) { fmt.Fprintln(s.env.stderr, oneLine(err.Error())) }

// place is a fault in a file, as it is printed.
func place(file string, f *fault) error {
	if file == "-" {
		file = "<stdin>"
	}
	return fmt.Errorf("%s:%d:%d: %w", file, f.line, f.column, f)
}

// maxInput limits one file, so that a wrong name does not fill the memory.
const maxInput = 256 << 20

func readInput(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return readAll(stdin, "<stdin>")
	}
	return readFile(name)
}
