package main

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/site"
	"github.com/incidentkit/incident/statuspage"
)

// loader reads incidents from files of any format. Every command that takes
// FILE or DIR uses it.
type loader struct {
	env    environment
	from   string // a format, or auto
	zone   string // zone of inputs that name none
	lax    bool
	folder bool            // a folder was named
	strays map[string]bool // files in that folder without the extension of a format that is read
	docs   attachments
	faults incident.SourceErrors // faults that were ignored, if lax is set
	losses int                   // number of faults that a run went on after

	everyNote bool // print all conclusions

	progress *progress // of a long run; nil if it is not shown

	answer  *statuspage.Answer // of the last file; nil if it has none
	listing listing            // of that file
	notes   []incident.Note    // notes about that file

	concluded []conclusion
	origins   map[*incident.Incident]origin // documents of postmortems; only those with a single incident
}

// inputFlags declares the flags that all subcommands share which read reports.
func (l *loader) inputFlags(flags *flag.FlagSet) {
	l.from = "auto"
	flags.StringVar(&l.zone, "zone", "", "`zone` of inputs that name none")
	flags.BoolVar(&l.docs.insist, "attach", false, "join one incident and one postmortem, even if their ids and titles differ")
	flags.BoolVar(&l.everyNote, "notes", false, "list every conclusion of the readers, not only the first of each kind")
}

// laxFlags declares the flags of subcommands that can go on after faults.
func (l *loader) laxFlags(flags *flag.FlagSet) {
	flags.StringVar(&l.from, "from", "auto", "`format` of the input: auto, "+names((*format).isRead))
	flags.BoolVar(&l.lax, "lax", false, "go on after faults, list them, and use what could be read")
}

// check reports a flag of the loader with a wrong value.
func (l *loader) check() error {
	if l.from != "auto" && lookup(l.from, (*format).isRead) == nil {
		return usageErrorf("-from %q is unknown; the formats are auto, %s", l.from, names((*format).isRead))
	}
	if l.zone == "" {
		return nil
	}
	if _, err := loadZone(l.zone); err != nil {
		return usageError{err}
	}
	return nil
}

// loadZone returns the location for the value of -zone.
func loadZone(name string) (*time.Location, error) {
	loc, err := civil.LoadLocation(name)
	var zone *civil.ZoneError
	switch {
	case err == nil:
		return loc, nil
	case errors.As(err, &zone) && zone.Nearest != "":
		return nil, fmt.Errorf("-zone: %w", err)
	}
	return nil, fmt.Errorf("-zone: %w; write a name such as Europe/Copenhagen", err)
}

// incidents reads one file. many is set if its kind may hold any number of
// incidents.
func (l *loader) incidents(name string, data []byte) (from string, list []*incident.Incident, many bool, faults incident.SourceErrors) {
	if l.from == "auto" && filepath.Base(name) == serviceName {
		_, faults = l.service(name, data)
		return "json", nil, true, faults
	}
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

// service reads the file that describes a service.
func (l *loader) service(name string, data []byte) (*site.Service, incident.SourceErrors) {
	s := new(site.Service)
	return s, faultsOf(parse.JSON{Lax: l.lax}.Decode(shownName(name), data, s))
}

// vendorFault returns an error that names the vendor, if data is from a vendor
// whose format is not supported, and nil otherwise.
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
	for _, fault := range list {
		if text := fault.Err.Error(); inFlags(text) != text {
			fault.Err = errors.New(inFlags(text))
		}
	}
	return list
}

// inFlags returns a text of a reader in which the flag -zone stands for the
// field Zone of the reader.
func inFlags(text string) string { return strings.ReplaceAll(text, "with Zone", "with -zone") }

// one reads a file that has to hold exactly one incident.
func (l *loader) one(name string) (*incident.Incident, error) {
	data, err := l.input(name)
	if err != nil {
		return nil, err
	}
	_, list, _, faults := l.incidents(name, data)
	switch {
	case len(faults) > 0:
		return nil, faults[0]
	case len(list) != 1:
		return nil, fileError(name, fmt.Errorf("want one incident, not %d", len(list)))
	}
	n, err := l.locate(name, list[0])
	return n.inc, err
}

// reading is the result of reading a file.
type reading struct {
	name   string
	from   string // its format
	err    error  // set if the file could not be read at all
	list   []*incident.Incident
	many   bool // its kind may hold any number of incidents
	faults incident.SourceErrors
	loader loader // conclusions of the reader, and the documents of postmortems
}

// fault returns the first fault of a file, including that it has no incident
// although its kind requires one, or nil.
func (r *reading) fault() error {
	switch {
	case r.err != nil:
		return r.err
	case len(r.faults) > 0:
		return r.faults[0]
	case len(r.list) == 0 && !r.many:
		return fileError(r.name, errors.New("the file has no incident"))
	}
	return nil
}

// read reads a file. It may be called by several goroutines at once.
func (l *loader) read(name string) *reading {
	r := &reading{name: name, loader: loader{env: l.env, from: l.from, zone: l.zone, lax: l.lax, folder: l.folder, everyNote: l.everyNote}}
	var data []byte
	if data, r.err = l.input(name); r.err == nil {
		r.from, r.list, r.many, r.faults = r.loader.incidents(name, data)
	}
	return r
}

// readAll reads files, several at a time, and calls take for each in order.
func (l *loader) readAll(files []string, take func(*reading) error) error {
	work := ordered[*reading]{use: func(r *reading) error {
		l.progress.step(countFiles)
		if l.isStray(r) {
			stray := fileError(r.name, errors.New("the file is no report, and was left out; if it is one, name the file itself to see what is wrong"))
			l.conclude(conclusion{code: "stray", first: stray, count: 1})
			return nil
		}
		l.adopt(&r.loader)
		return take(r)
	}}
	defer work.stop()
	for _, name := range files {
		if err := work.add(func() *reading { return l.read(name) }); err != nil {
			return err
		}
	}
	return work.finish()
}

// isStray reports whether a file cannot be read that does not look like a
// report and was not named, such as a picture or a licence in a folder of
// reports.
func (l *loader) isStray(r *reading) bool {
	isReport := func(inc *incident.Incident) bool { return !inc.Metrics().FirstPost.From.At.IsZero() }
	return l.from == "auto" && l.strays[r.name] && len(r.faults) > 0 && !(l.lax && slices.ContainsFunc(r.list, isReport))
}

// adopt takes over the conclusions of another loader.
func (l *loader) adopt(other *loader) {
	for _, c := range other.concluded {
		l.conclude(c)
	}
	for inc, o := range other.origins {
		l.keep(inc, o)
	}
}

// parsed reads a file with a reader of package parse.
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

// keep records the document that the postmortem of an incident was read from.
func (l *loader) keep(inc *incident.Incident, o origin) {
	if l.origins == nil {
		l.origins = make(map[*incident.Incident]origin)
	}
	l.origins[inc] = o
}

// conclusion counts conclusions of one kind.
type conclusion struct {
	code  incident.Code
	first error
	count int
}

// note records a conclusion of a reader, to be printed at the end.
func (l *loader) note(file string, n incident.Note) {
	l.notes = append(l.notes, n)
	first := &incident.SourceError{File: file, Line: n.Line, Column: n.Column, Path: n.Path, Code: n.Code, Err: errors.New(inFlags(n.Text))}
	l.conclude(conclusion{code: n.Code, first: first, count: 1})
}

func (l *loader) conclude(c conclusion) {
	i := slices.IndexFunc(l.concluded, func(known conclusion) bool { return known.code == c.code })
	if i < 0 || l.everyNote {
		l.concluded = append(l.concluded, c)
		return
	}
	l.concluded[i].count += c.count
}

// sayConcluded prints a line for each kind of conclusion, or for each
// conclusion with -notes.
func (l *loader) sayConcluded() {
	for _, known := range l.concluded {
		if known.count > 1 {
			known.first = fmt.Errorf("%w (and %d more like it; -notes lists all)", known.first, known.count-1)
		}
		l.say(known.first)
	}
}

// lose lists faults that a run goes on after.
func (l *loader) lose(faults incident.SourceErrors) {
	l.losses += len(faults)
	for _, f := range faults {
		l.say(f)
	}
}

// say prints an error on one line of standard error.
func (l *loader) say(err error) {
	l.progress.clear()
	l.env.say(err)
}
