package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
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
	long: `Convert reads incident reports and writes them in another format. Without a FILE,
or for "-", it reads standard input. A folder stands for the files in it and in
its subfolders, in sorted order, except those whose name begins with a dot. A file
in it that cannot be read and whose extension is not that of a format, such as a
picture or a LICENSE, is left out with a message. With -o FOLDER/, it writes a
file for each incident, in the same subfolders as the input; it does not wait
until these files are on the disk, because they can be made again. The extension
of -o FILE decides the format.

The formats slack, teams, discord and email are a message about the newest update
of an incident, ready to be sent. atom, rss and jsonfeed are a feed of all
incidents, ics is a calendar of their maintenances, and statuspage is the
incidents.json of Statuspage's public API.

If a file cannot be read, convert reports the place, converts the other files, and
exits with 2; with -o FILE, which would have to hold all of them, FILE is left
unchanged. With -lax, it lists the faults, writes everything that could be read,
and exits with 1.

A postmortem in a Markdown document of its own is joined with its incident by its
id or else its title, in whatever order the files are named. If it belongs to
another incident, it is refused unless -attach is given. In a folder, only ids
join them.

For a published postmortem, standard error has a line for each part that is still
open, such as TODO or a heading with nothing below it, and for each time or
duration that contradicts the incident. With -strict, such a report is refused.

Example: a report, with times in two zones

  incident convert -show Europe/Copenhagen,America/New_York incident.json`,
	start: startConvert,
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

	inputs  inputs
	many    bool // the output may hold any number of incidents: in JSON, an array
	read    int
	written int
	failed  int // number of failed files in a run over several
	sink    sink
	work    ordered[piece]
}

// piece is an incident in the format of the output. If the output is a folder,
// its file has been written.
type piece struct {
	bytes    []byte
	err      error
	findings []error // of its postmortem
	refused  error   // set if -strict refuses the findings
}

func startConvert(env environment, flags *flag.FlagSet) func([]string) error {
	c := &converter{loader: loader{env: env}}
	var to, show, layout string
	c.inputFlags(flags)
	c.laxFlags(flags)
	flags.StringVar(&to, "to", "", "`format` of the output: "+names((*format).isWritten)+" (default: the extension of -o, or text)")
	flags.StringVar(&show, "show", "", "`zones` to show times in, separated by commas (default: the page's)")
	flags.StringVar(&layout, "layout", "", "`layout` of text: labels-spaced (default), labels, plain")
	flags.BoolVar(&c.postmortem, "postmortem", false, "write the postmortem alone")
	flags.BoolVar(&c.drafts, "drafts", false, "show a postmortem that is not published")
	flags.BoolVar(&c.strict, "strict", false, "refuse a published postmortem with parts that are still open or contradict the incident")
	flags.StringVar(&c.id, "id", "", "convert only the incident with this `id`")
	flags.StringVar(&c.out, "o", "", "write to a `file`, or to a folder (one file for each incident); - is standard output")
	return func(files []string) error {
		if err := c.configure(to, show, layout); err != nil {
			return usageError{err}
		}
		return c.run(files)
	}
}

func (c *converter) configure(to, show, layout string) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.out == "-" {
		c.out = "" // standard output
	}
	if to == "" {
		var err error
		if to, err = formatOf(c.out); err != nil {
			return err
		}
	}
	if c.to = lookup(to, (*format).isWritten); c.to == nil {
		return fmt.Errorf("-to %q is unknown; the formats are %s", to, names((*format).isWritten))
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

// formatOf returns the format for the extension of a file name. It is text for
// a folder and for a name without an extension. An unknown extension is an
// error.
func formatOf(name string) (string, error) {
	base := filepath.Base(name)
	ending := strings.ToLower(filepath.Ext(strings.TrimLeft(base, ".")))
	if ending == "" || isFolder(name) {
		return "text", nil
	}
	var known []string
	meant, longest := "", 0 // ".slack.json" is an extension, and so is ".json"
	for i := range formats {
		f := &formats[i]
		if !f.isWritten() {
			continue
		}
		for _, e := range f.endings {
			if len(e) > longest && strings.HasSuffix(strings.ToLower(base), e) {
				meant, longest = f.name, len(e)
			}
		}
		known = append(known, f.endings...)
	}
	if meant != "" {
		return meant, nil
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return "text", nil // a device or the like
	}
	return "", fmt.Errorf("-o %s: the extension %s is not of a format; add -to FORMAT, or use one of %s", name, ending, strings.Join(known, ", "))
}

func (c *converter) run(files []string) error {
	c.inputs = c.expand(files, c.out)
	c.many = c.inputs.folder
	c.work.use = c.put
	if len(c.inputs.files) == 0 {
		c.say(fileError(files[0], errors.New("the folder has no files")))
	}
	if err := c.open(); err != nil {
		return err
	}
	c.progress = c.env.newProgress(len(c.inputs.files), countFiles)
	err := c.each(c.inputs.files, c.file)
	if err == nil {
		err = c.work.finish()
	}
	c.work.stop()
	c.progress.clear()
	switch {
	case err != nil:
		c.sink.abort(c)
		c.say(err)
		if c.written > 0 && (c.many || c.inputs.several()) {
			c.say(fmt.Errorf("%d written before the error", c.written))
		}
		return errFailed
	case c.read == 0 && c.id != "" && c.failed == 0:
		c.sink.abort(c)
		return aboutFile(append(files, "-")[0], "id", fmt.Errorf("no incident has the id %q", c.id))
	case c.failed > 0:
		return c.incomplete()
	}
	if err := c.sink.close(c); err != nil {
		return err
	}
	c.sayConcluded()
	if c.losses > 0 {
		c.say(fmt.Errorf("%d read, %d written, %d losses", c.read, c.written, c.losses))
		return errFound
	}
	return nil
}

// incomplete ends a run over several files in which some failed. If a single
// file was to hold all of them, it is left unchanged.
func (c *converter) incomplete() error {
	left := ""
	if s, ok := c.sink.(*stream); ok && s.out.temp != "" {
		left = fmt.Sprintf("; %s was left as it was", c.out)
		c.sink.abort(c)
	} else if err := c.sink.close(c); err != nil {
		return err
	}
	c.sayConcluded()
	return fmt.Errorf("%d read, %d written, %d failed%s; -lax writes what can be read of all", c.read, c.written, c.failed, left)
}

// fault reports an error in one of several files or incidents, and returns nil
// so that the run goes on. If there is only one, it returns the error.
func (c *converter) fault(err error) error {
	switch {
	case c.lax && (c.many || c.inputs.several()):
		c.losses++
	case c.inputs.several():
		c.failed++
	default:
		return err
	}
	c.say(err)
	return nil
}

// file converts one file.
func (c *converter) file(r *reading) error {
	if r.err != nil {
		return c.fault(r.err)
	}
	if len(r.faults) > 0 && !c.lax {
		return c.fault(c.hint(r))
	}
	c.lose(r.faults)
	if len(r.list) == 0 && len(r.faults) > 0 && !c.many && !c.inputs.several() {
		return fileError(r.name, errors.New("nothing could be read"))
	}
	c.many = c.many || r.many
	if c.progress == nil {
		c.progress = c.env.newProgress(len(r.list), countIncidents)
	}
	if len(r.list) == 0 && len(r.faults) == 0 && c.to.report && filepath.Base(r.name) != serviceName {
		c.say(fileError(r.name, errors.New("the file has no incident")))
	}
	for _, inc := range r.list {
		if c.id != "" && inc.ID != c.id {
			continue
		}
		c.read++
		n, err := c.locate(r.name, inc)
		if err != nil {
			return err
		}
		c.lose(c.faults) // of the postmortem
		c.faults = nil
		if err := c.incident(r.name, n); err != nil {
			return err
		}
	}
	return nil
}

// hint returns the first fault of a file, with a hint at -lax if that would
// help. For invalid characters and unknown zones the fault names a better
// remedy.
func (c *converter) hint(r *reading) error {
	lax := loader{env: c.env, from: c.from, zone: c.zone, lax: true, docs: attachments{inputs: c.docs.inputs}}
	if r.name == "-" || r.faults[0].Code == incident.CodeControl || r.faults[0].Code == incident.CodeZone || len(lax.read(r.name).list) == 0 {
		return r.faults[0]
	}
	return fmt.Errorf("%w (add -lax to go on and list what is lost)", r.faults[0])
}

// put adds the finished output of an incident.
func (c *converter) put(p piece) error {
	for _, err := range p.findings {
		c.say(err)
	}
	switch {
	case p.refused != nil:
		return c.fault(p.refused)
	case p.err == nil:
		c.progress.step(countIncidents)
		return c.sink.put(c, p.bytes)
	case c.lax && (c.many || c.inputs.several()):
		return c.fault(p.err)
	}
	return p.err
}

// incident converts one incident, unless nothing of it is public.
func (c *converter) incident(name string, n located) error {
	inc, pm := n.inc, n.inc.Postmortem
	switch {
	case c.postmortem && pm == nil:
		return c.fault(aboutFile(name, "postmortem", errors.New("the incident has none")))
	case !c.to.report, c.postmortem, pm == nil, pm.Published(), c.drafts:
	case len(inc.Updates) == 0:
		return c.fault(aboutFile(name, "postmortem", errors.New("the only one is a draft; add -drafts to show it")))
	default:
		c.say(aboutFile(name, "postmortem", errors.New("a draft was left out; add -drafts to show it")))
	}
	page := inc
	if c.postmortem && !c.to.report {
		page = &incident.Incident{ID: inc.ID, Title: inc.Title, URL: inc.URL, Page: inc.Page, Postmortem: pm}
	}
	work := c.sink.work(c, name, page)
	return c.work.add(func() (p piece) {
		if c.to.report && pm != nil {
			for _, e := range findings(inc, templateOf(pm)) {
				p.findings = append(p.findings, n.postmortem.at(e))
			}
			if c.strict && len(p.findings) > 0 {
				p.refused = aboutFile(n.postmortem.name, "postmortem", fmt.Errorf("refused by -strict, because of %s", count(len(p.findings), "finding")))
				return p
			}
		}
		if p.bytes, p.err = work(); errors.Is(p.err, errUntold) {
			p.err = aboutFile(n.own.name, "updates", p.err)
		}
		return p
	})
}
