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
	"github.com/incidentkit/incident/render"
)

var convertCommand = &command{
	name:  "convert",
	args:  "[flags] [FILE|DIR...]",
	short: "convert reports from one format to another",
	long: `Convert reads incident reports and writes them in another format. Without a
FILE, or for "-", it reads standard input; a folder is its files, sorted.

A postmortem that is a Markdown document of its own becomes that of the incident
beside it, by its id or else its title, in whatever order they are named. That of
another incident is refused; -attach insists. In a folder only ids join them.

Of a published postmortem, standard error has a line for each part that is still
open, such as TODO or a heading with nothing below it, and for each time or
duration that the incident contradicts. With -strict such a report is refused.

Example: a report, with times in two zones

  incident convert -show Europe/Copenhagen,America/New_York incident.json`,
	run: runConvert,
}

// converter is one run of convert.
type converter struct {
	loader
	to         *format
	show       []*time.Location
	layout     render.Layout
	postmortem bool
	drafts     bool
	strict     bool
	id         string
	out        string

	several bool // files are read
	many    bool // the output holds any number of incidents: an array in JSON
	read    int
	written int
	losses  int
	sink    sink
}

func runConvert(env environment, cmd *command, args []string) int {
	c := &converter{loader: loader{env: env}}
	var to, show, layout string
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&c.from, "from", "auto", "`format` of the input: auto, "+names((*format).isRead))
	fs.StringVar(&to, "to", "", "`format` of the output: "+names((*format).isWritten)+" (default text, or what the ending of -o says)")
	fs.StringVar(&c.zone, "zone", "", "`zone` of what is read, where it names none")
	fs.StringVar(&show, "show", "", "`zones` to show times in, separated by commas (default: the page's)")
	fs.StringVar(&layout, "layout", "", "`layout` of text: labels-spaced (default), labels, plain")
	fs.BoolVar(&c.postmortem, "postmortem", false, "write the postmortem alone")
	fs.BoolVar(&c.drafts, "drafts", false, "show a postmortem that is not published")
	fs.BoolVar(&c.lax, "lax", false, "go on after faults, list them, and write what could be read")
	fs.BoolVar(&c.strict, "strict", false, "refuse a published postmortem that is open in parts, or that the incident contradicts")
	fs.BoolVar(&c.docs.insist, "attach", false, "join one incident and one postmortem, even if their ids and titles differ")
	fs.StringVar(&c.id, "id", "", "convert only the incident with this `id`")
	fs.StringVar(&c.out, "o", "", "write to a `file`, or to a folder (one file for each incident); - is standard output")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	if err := c.configure(to, show, layout); err != nil {
		return failUsage(env, "incident convert", err)
	}
	return c.run(files)
}

func (c *converter) configure(to, show, layout string) error {
	if c.from != "auto" && lookup(c.from, (*format).isRead) == nil {
		return fmt.Errorf("-from %q is none of auto, %s", c.from, names((*format).isRead))
	}
	if c.out == "-" {
		c.out = "" // standard output
	}
	if to == "" {
		to = "text"
		ending := strings.ToLower(filepath.Ext(c.out))
		for _, f := range formats {
			if f.isWritten() && slices.Contains(f.endings, ending) {
				to = f.name
			}
		}
	}
	if c.to = lookup(to, (*format).isWritten); c.to == nil {
		return fmt.Errorf("-to %q is none of %s", to, names((*format).isWritten))
	}
	if err := c.checkZone(); err != nil {
		return err
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
	if err := c.each(inputs.files, c.file); err != nil {
		c.sink.abort(c)
		code := c.fail(err)
		if c.many || c.several {
			fmt.Fprintf(c.env.stderr, "%d written before that\n", c.written)
		}
		return code
	}
	if c.read == 0 && c.id != "" {
		c.sink.abort(c)
		where := "-"
		if len(files) > 0 {
			where = files[0]
		}
		return c.fail(atStart(where, "id", fmt.Errorf("no incident has the id %q", c.id)))
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

// loss reports a fault that -lax goes on after.
func (c *converter) loss(err error) {
	c.losses++
	c.say(err)
}

// file converts one file.
func (c *converter) file(name string) error {
	data, err := c.input(name)
	if err != nil {
		if c.lax && (c.many || c.several) {
			c.loss(err)
			return nil
		}
		return err
	}
	_, list, many, faults := c.incidents(name, data)
	for _, f := range faults {
		if !c.lax {
			return f
		}
		c.loss(f)
	}
	if c.lax && len(list) == 0 && len(faults) > 0 && !c.many && !c.several {
		return fmt.Errorf("%s: nothing could be read", name)
	}
	c.many = c.many || many
	if len(list) == 0 && len(faults) == 0 && c.to.report {
		c.say(atStart(name, "", errors.New("no incident in it")))
	}
	for _, inc := range list {
		if c.id != "" && inc.ID != c.id {
			continue
		}
		c.read++
		err := c.join(inc)
		if err == nil {
			err = c.incident(name, inc)
			if err != nil && c.lax && (c.many || c.several) {
				c.loss(err)
				continue
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// incident writes one incident, unless nothing of it is for readers.
func (c *converter) incident(name string, inc *incident.Incident) error {
	if inc.Page.TimeZone == "" {
		inc.Page.TimeZone = c.zone
	}
	pm := inc.Postmortem
	switch {
	case !c.to.report:
	case c.postmortem && pm == nil:
		return atStart(name, "postmortem", errors.New("the incident has none"))
	case c.postmortem, pm == nil, pm.Published(), c.drafts:
	case len(inc.Updates) == 0:
		return atStart(name, "postmortem", errors.New("there is only a draft, which -drafts shows"))
	default:
		c.say(atStart(name, "postmortem", errors.New("a draft was left out; -drafts shows it")))
	}
	origin := c.origins[inc]
	delete(c.origins, inc)
	if c.to.report && pm != nil {
		if origin.name == "" {
			origin.name = name
		}
		found := findings(inc, templateOf(pm))
		for _, e := range found {
			c.say(origin.at(e))
		}
		if c.strict && len(found) > 0 {
			return atStart(origin.name, "postmortem", fmt.Errorf("refused by -strict, because of %d findings", len(found)))
		}
	}
	if c.postmortem && !c.to.report {
		if pm == nil {
			return atStart(name, "postmortem", errors.New("the incident has none"))
		}
		inc = &incident.Incident{ID: inc.ID, Title: inc.Title, URL: inc.URL, Page: inc.Page, Postmortem: pm}
	}
	return c.sink.put(c, name, inc)
}
