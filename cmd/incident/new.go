package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

var newCommand = &command{
	name:  "new",
	args:  "[flags] [-from INCIDENT] [-into FILE] | -list",
	short: "begin a postmortem from a template, or fill one in",
	long: `New writes a draft of a postmortem in Markdown: the sections of a template, each
with a comment that says what belongs there, filled in from the incident with
dates, durations, affected components, and a timeline of its updates and events.
The template is a built-in one or a JSON file.

With -into, an existing document keeps its lines. Only empty parts and
placeholders such as TODO are filled in, entries later than the last row of a
timeline are added, and so are required sections that are missing. The template is
then the one that the document was begun with. A document that belongs to another
incident, judging by its id or else its title, is refused unless -attach is given.

Standard error counts the parts that are still open. It names each section that
was left alone because new lines in it would change the meaning of something else.
For a published document it has a line for each part that is open or contradicts
the incident; with -strict, such a document is left unchanged.

Example:

  incident new -template sre -from incident.json -into PM.md`,
	start: startNew,
}

// defaultTemplate is the template of a document that names none.
const defaultTemplate = "minimal"

// creation is one run of new.
type creation struct {
	loader
	template, source, into string
	strict                 bool

	old []byte // contents of the file to fill in; nil if it does not exist
}

func startNew(env environment, flags *flag.FlagSet) func([]string) error {
	n := &creation{loader: loader{env: env}}
	list := false
	flags.StringVar(&n.template, "template", "", "`name` of a template, or a JSON file with one (default: the one that the document names, or minimal)")
	flags.StringVar(&n.source, "from", "", "`file` of the incident, in any format that convert reads")
	flags.StringVar(&n.into, "into", "", "`file` of Markdown to fill in, or to create (default: standard output)")
	flags.BoolVar(&n.strict, "strict", false, "leave a published document unchanged if parts of it are still open or contradict the incident")
	flags.BoolVar(&list, "list", false, "list the templates")
	n.inputFlags(flags)
	return func(files []string) error {
		switch {
		case len(files) > 0:
			return usageErrorf("%q: files are named by -from and -into", files[0])
		case list:
			return listTemplates(env)
		case n.into == "-":
			return usageErrorf("-into needs a file; without -into, the draft is written to standard output")
		}
		if err := n.check(); err != nil {
			return err
		}
		return n.run()
	}
}

// run begins the document, or fills it in if it exists.
func (n *creation) run() error {
	inc := &incident.Incident{}
	if n.source != "" {
		var err error
		if inc, err = n.one(n.source); err != nil {
			return err
		}
		n.sayConcluded()
	}
	doc, err := n.document()
	if err != nil {
		return err
	}
	name := n.template
	if doc != nil {
		name = cmp.Or(name, doc.template())
	}
	template, err := findTemplate(cmp.Or(name, defaultTemplate))
	if err != nil {
		return err
	}
	if doc != nil {
		return n.fill(doc, template, inc)
	}
	inc.Postmortem = template.Skeleton(inc)
	inc.Postmortem.FrontMatter = "template: " + template.Name + "\n"
	return n.save(render.Markdown{}.AppendPostmortem(nil, inc))
}

// document reads the document to fill in. It returns nil if the file is missing
// or empty.
func (n *creation) document() (*draft, error) {
	if n.into == "" {
		return nil, nil
	}
	var err error
	switch n.old, err = readFile(n.into); {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(bytes.TrimSpace(n.old)) == 0:
		return nil, nil
	case err != nil:
		return nil, err
	}
	if found := detect(n.into, n.old); found != "markdown" && found != "text" {
		return nil, fileError(n.into, fmt.Errorf("-into fills in a postmortem in Markdown, and this file is of the format %s; name another file", found))
	}
	doc, err := readDraft(n.into, string(source.Decode(n.old)))
	if err == nil {
		doc.insist = n.docs.insist
	}
	return doc, err
}

// save writes the document.
func (n *creation) save(data []byte) error {
	if n.into == "" {
		return n.env.write("", data)
	}
	return n.env.replace(n.into, n.old, data)
}

// fill fills in a document, and says what is still open.
func (n *creation) fill(doc *draft, template incident.Template, inc *incident.Incident) error {
	begun := doc.begin(inc)
	if begun != nil {
		doc = begun
	}
	f, err := doc.fill(template, inc)
	if err != nil {
		return err
	}
	for _, c := range f.left {
		line := min(f.draft.first(c.at)+1, len(f.draft.src.starts))
		err := fmt.Errorf("%s was left alone, because new lines would change the meaning of something else; fill it in by hand", c.name)
		n.say(&incident.SourceError{File: n.into, Line: line, Column: 1, Err: err})
	}
	found, err := f.draft.findings(template, inc)
	if err != nil {
		return err
	}
	for _, e := range found {
		n.say(origin{name: n.into, doc: f.draft.doc}.at(e))
	}
	if n.strict && len(found) > 0 {
		return aboutFile(n.into, "postmortem", fmt.Errorf("left as it was by -strict, because of %s", count(len(found), "finding")))
	}
	n.say(fmt.Errorf("%s: %d filled, %d open", n.into, f.places, f.draft.open(template)))
	if begun == nil && f.places == 0 {
		return nil
	}
	return n.save([]byte(f.draft.src.text))
}

func listTemplates(env environment) error {
	var b []byte
	for _, t := range incident.Templates() {
		b = fmt.Appendf(b, "%-18s %2d sections  %s\n", t.Name, len(t.Sections), t.Title)
	}
	return env.write("", b)
}

// namedTemplate returns the template for a value of -template, or nil if it is
// "".
func namedTemplate(name string) (*incident.Template, error) {
	if name == "" {
		return nil, nil
	}
	t, err := findTemplate(name)
	return &t, err
}

// findTemplate returns the template of the given name, or the one in a file.
func findTemplate(name string) (incident.Template, error) {
	if filepath.Ext(name) == ".json" || strings.ContainsRune(name, filepath.Separator) {
		data, err := readFile(name)
		if err != nil {
			return incident.Template{}, err
		}
		return parse.JSON{}.ParseTemplate(name, data)
	}
	t, ok := incident.LookupTemplate(name)
	if !ok {
		known := namesOf(incident.Templates(), func(t incident.Template) string { return t.Name })
		return t, fmt.Errorf("-template: unknown template %q; use %s, or a JSON file", name, strings.Join(known, ", "))
	}
	return t, nil
}
