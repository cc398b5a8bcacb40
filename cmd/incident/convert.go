package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/render"
)

var convertCommand = &command{
	name:  "convert",
	args:  "[flags] [FILE|DIR...]",
	short: "convert reports from one format to another",
	long: `Convert reads incident reports and writes them in another format. Without a
FILE, or for "-", it reads standard input; a folder is its files, sorted.

Example: a report, with times in two zones

  incident convert -show Europe/Copenhagen,America/New_York incident.json`,
	run: runConvert,
}

// converter is one run of convert.
type converter struct {
	env        environment
	from, to   string
	zone       string
	show       []*time.Location
	layout     render.Layout
	postmortem bool
	drafts     bool
	lax        bool
	id         string
	out        string

	several bool // files are read
	folder  bool // one of them was a folder
	many    bool // the output holds any number of incidents: an array in JSON
	held    *held
	read    int
	written int
	losses  int
	sink    sink

	concluded []conclusion
}

// held is an incident that waits for its postmortem, which may be in the next
// file.
type held struct {
	name string
	inc  *incident.Incident
}

// conclusion is what readers concluded of one kind.
type conclusion struct {
	code  string
	first error
	count int
}

// note keeps what a reader concluded, to be said at the end.
func (c *converter) note(file, code string, line, column int, path, text string) {
	i := slices.IndexFunc(c.concluded, func(known conclusion) bool { return known.code == code })
	if i < 0 {
		i = len(c.concluded)
		c.concluded = append(c.concluded, conclusion{code: code, first: place(file, &fault{line, column, path, errors.New(text)})})
	}
	c.concluded[i].count++
}

// sayConcluded says a line for each kind of conclusion.
func (c *converter) sayConcluded() {
	for _, known := range c.concluded {
		if known.count > 1 {
			known.first = fmt.Errorf("%w (and %d more of the kind)", known.first, known.count-1)
		}
		c.say(known.first)
	}
}

// say writes one line on standard error.
func (c *converter) say(err error) { fmt.Fprintln(c.env.stderr, oneLine(err.Error())) }

func runConvert(env environment, cmd *command, args []string) int {
	c := &converter{env: env}
	var show, layout string
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&c.from, "from", "auto", "`format` of the input: auto, "+names(readers, formats...))
	fs.StringVar(&c.to, "to", "", "`format` of the output: "+names(writers, formats...)+" (default text, or what the ending of -o says)")
	fs.StringVar(&c.zone, "zone", "", "`zone` of what is read, where it names none")
	fs.StringVar(&show, "show", "", "`zones` to show times in, separated by commas (default: the page's)")
	fs.StringVar(&layout, "layout", "", "`layout` of text: labels-spaced (default), labels, plain")
	fs.BoolVar(&c.postmortem, "postmortem", false, "write the postmortem alone")
	fs.BoolVar(&c.drafts, "drafts", false, "show a postmortem that is not published")
	fs.BoolVar(&c.lax, "lax", false, "go on after faults, list them, and write what could be read")
	fs.StringVar(&c.id, "id", "", "convert only the incident with this `id`")
	fs.StringVar(&c.out, "o", "", "write to a `file`, or to a folder (one file for each incident)")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	if err := c.configure(show, layout); err != nil {
		return failUsage(env, "incident convert", err)
	}
	return c.run(files)
}

func (c *converter) configure(show, layout string) error {
	if _, ok := readers[c.from]; !ok && c.from != "auto" {
		return fmt.Errorf("-from %q is none of auto, %s", c.from, names(readers, formats...))
	}
	if c.to == "" {
		c.to = "text"
		for name, w := range writers {
			if c.out != "" && filepath.Ext(c.out) == w.ending {
				c.to = name
			}
		}
	}
	if _, ok := writers[c.to]; !ok {
		return fmt.Errorf("-to %q is none of %s", c.to, names(writers, formats...))
	}
	if c.zone != "" {
		if _, err := civil.LoadLocation(c.zone); err != nil {
			return fmt.Errorf("-zone: %w", err)
		}
	}
	for name := range strings.SplitSeq(show, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		loc, err := civil.Zone(name)
		if err != nil {
			return fmt.Errorf("-show: %w", err)
		}
		c.show = append(c.show, loc)
	}
	var err error
	if c.layout, err = render.ParseLayout(layout); err != nil {
		return fmt.Errorf("-layout: %w", errors.Unwrap(err))
	}
	return nil
}

func (c *converter) run(files []string) int {
	inputs, err := expand(files)
	if err != nil {
		return c.fail(err)
	}
	c.folder, c.several, c.many = inputs.folder, len(inputs.files) > 1, inputs.folder
	if err := c.open(); err != nil {
		return c.fail(err)
	}
	for _, name := range append(inputs.files, "") {
		var err error
		if name == "" {
			err = c.flush()
		} else {
			err = c.file(name)
		}
		if err != nil {
			c.sink.abort(c)
			code := c.fail(err)
			if c.many || c.several {
				fmt.Fprintf(c.env.stderr, "%d written before that\n", c.written)
			}
			return code
		}
	}
	if c.read == 0 && c.id != "" {
		c.sink.abort(c)
		return c.fail(fmt.Errorf("no incident has the id %q", c.id))
	}
	if err := c.sink.close(c); err != nil {
		return c.fail(err)
	}
	c.sayConcluded()
	if c.losses > 0 {
		fmt.Fprintf(c.env.stderr, "%d read, %d written, %d losses\n", c.read, c.written, c.losses)
		return exitFound
	}
	return exitDone
}

// fail says on one line what went wrong.
func (c *converter) fail(err error) int {
	c.say(err)
	return exitFailed
}

// place is a fault in a file, as it is printed.
func place(file string, f *fault) error {
	if file == "-" {
		file = "<stdin>"
	}
	return fmt.Errorf("%s:%d:%d: %w", file, f.line, f.column, f)
}

// loss reports a fault that -lax goes on after.
func (c *converter) loss(err error) {
	c.losses++
	c.say(err)
}

// file converts one file.
func (c *converter) file(name string) error {
	data, err := readInput(c.env.stdin, name)
	if err != nil {
		if c.lax && (c.many || c.several) {
			c.loss(err)
			return nil
		}
		return err
	}
	format := c.from
	if format == "auto" {
		if format = detect(data); readers[format] == nil {
			return place(name, &fault{1, 1, "", fmt.Errorf("this is not one of %s; -from names a format", names(readers, formats...))})
		}
	}
	list, many, faults := readers[format](c, name, data)
	for _, f := range faults {
		if !c.lax {
			return place(name, f)
		}
		c.loss(place(name, f))
	}
	if c.lax && len(list) == 0 && len(faults) > 0 && !c.many && !c.several {
		return fmt.Errorf("%s: nothing could be read", name)
	}
	c.many = c.many || many
	if len(list) == 0 && len(faults) == 0 && isReport(c.to) {
		c.say(place(name, &fault{1, 1, "", errors.New("no incident in it")}))
	}
	for _, inc := range list {
		if c.id != "" && inc.ID != c.id {
			continue
		}
		if joined, err := c.attach(name, format, inc); joined || err != nil {
			if err != nil {
				return err
			}
			continue
		}
		c.read++
		if err := c.flush(); err != nil {
			return err
		}
		c.held = &held{name, inc}
	}
	return nil
}

// attach joins a postmortem that was kept as a Markdown document with the
// incident of the file before it: "convert incident.json PM.md". Of files that
// are named, one that belongs to another incident is refused; of those in a
// folder it is a report of its own.
func (c *converter) attach(name, format string, doc *incident.Incident) (joined bool, err error) {
	if format != "markdown" || doc.Postmortem == nil || len(doc.Updates) > 0 || c.held == nil || len(c.held.inc.Updates) == 0 {
		return false, nil
	}
	if c.folder && (doc.ID == "" || doc.ID != c.held.inc.ID) {
		return false, nil
	}
	if err := c.held.inc.Attach(doc); err != nil {
		return false, place(name, &fault{1, 1, "", err})
	}
	return true, nil
}

// flush writes the incident that is held.
func (c *converter) flush() error {
	if c.held == nil {
		return nil
	}
	h := c.held
	c.held = nil
	err := c.incident(h.name, h.inc)
	if err != nil && c.lax && (c.many || c.several) {
		c.loss(err)
		return nil
	}
	return err
}

// incident writes one incident, unless nothing of it is for readers.
func (c *converter) incident(name string, inc *incident.Incident) error {
	if inc.Page.TimeZone == "" {
		inc.Page.TimeZone = c.zone
	}
	pm := inc.Postmortem
	switch {
	case !isReport(c.to):
	case c.postmortem && pm == nil:
		return place(name, &fault{1, 1, "postmortem", errors.New("the incident has none")})
	case c.postmortem, pm == nil, pm.Published(), c.drafts:
	case len(inc.Updates) == 0:
		return place(name, &fault{1, 1, "postmortem", errors.New("there is only a draft, which -drafts shows")})
	default:
		c.say(place(name, &fault{1, 1, "postmortem", errors.New("a draft was left out; -drafts shows it")}))
	}
	if c.postmortem && !isReport(c.to) {
		if pm == nil {
			return place(name, &fault{1, 1, "postmortem", errors.New("the incident has none")})
		}
		inc = &incident.Incident{ID: inc.ID, Title: inc.Title, URL: inc.URL, Page: inc.Page, Postmortem: pm}
	}
	return c.sink.put(c, name, inc)
}

// maxInput limits one file, so that a wrong name does not fill the memory.
const maxInput = 256 << 20

func readInput(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return readAll(stdin, "<stdin>")
	}
	return readFile(name)
}
