package main

import (
	"bytes"
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
	args:  "[-template NAME] [-from INCIDENT] [-into FILE] [-attach] [-strict] | -list",
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
	run: runNew,
}

// defaultTemplate is the template of a document that names none.
const defaultTemplate = "minimal"

func runNew(env environment, cmd *command, args []string) int {
	var name, from, into string
	list, strict, insist := false, false, false
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.StringVar(&name, "template", "", "`name` of a template, or a JSON file with one (default: the one that the document names, or minimal)")
	flags.StringVar(&from, "from", "", "`file` of the incident, in any format that convert reads")
	flags.StringVar(&into, "into", "", "`file` of Markdown to fill in, or to create (default: standard output)")
	flags.BoolVar(&insist, "attach", false, "fill in the document even if its id and title are another incident's")
	flags.BoolVar(&strict, "strict", false, "leave a published document unchanged if parts of it are still open or contradict the incident")
	flags.BoolVar(&list, "list", false, "list the templates")
	files, code, ok := cmd.parse(env, flags, args)
	if !ok {
		return code
	}
	if len(files) > 0 {
		return failUsage(env, "incident new", fmt.Errorf("%q: files are named by -from and -into", files[0]))
	}
	if list {
		return listTemplates(env)
	}
	if into == "-" {
		return failUsage(env, "incident new", errors.New("-into needs a file; without -into, the draft is written to standard output"))
	}
	inc := &incident.Incident{}
	if from != "" {
		src := loader{env: env, from: "auto"}
		var err error
		if inc, err = src.one(from); err != nil {
			return env.exit(err)
		}
		src.sayConcluded()
	}
	var doc *draft
	var old []byte
	if into != "" {
		var err error
		old, err = readFile(into)
		switch {
		case err == nil && len(bytes.TrimSpace(old)) == 0: // treat it as missing
		case err == nil:
			if doc, err = readDraft(into, string(source.Decode(old))); err != nil {
				return env.exit(err)
			}
			doc.insist = insist
			if name == "" {
				name = doc.template()
			}
		case !errors.Is(err, fs.ErrNotExist):
			return env.exit(err)
		}
	}
	save := func(data []byte) error {
		if into == "" {
			return env.write("", data)
		}
		return env.replace(into, old, data)
	}
	if name == "" {
		name = defaultTemplate
	}
	template, err := findTemplate(name)
	if err != nil {
		return env.exit(err)
	}
	if doc == nil {
		inc.Postmortem = template.Skeleton(inc)
		inc.Postmortem.FrontMatter = "template: " + template.Name + "\n"
		return env.exit(save(render.Markdown{}.AppendPostmortem(nil, inc)))
	}
	begun := doc.begin(inc)
	if begun != nil {
		doc = begun
	}
	f, err := doc.fill(template, inc)
	if err != nil {
		return env.exit(err)
	}
	for _, c := range f.left {
		line := min(f.draft.first(c.at)+1, len(f.draft.src.starts))
		err := fmt.Errorf("%s was left alone, because new lines would change the meaning of something else; fill it in by hand", c.name)
		fmt.Fprintln(env.stderr, oneLine((&incident.SourceError{File: into, Line: line, Column: 1, Err: err}).Error()))
	}
	found, err := f.draft.findings(template, inc)
	if err != nil {
		return env.exit(err)
	}
	for _, e := range found {
		fmt.Fprintln(env.stderr, oneLine(origin{name: into, doc: f.draft.doc}.at(e).Error()))
	}
	if strict && len(found) > 0 {
		return env.exit(aboutFile(into, "postmortem", fmt.Errorf("left as it was by -strict, because of %s", count(len(found), "finding"))))
	}
	fmt.Fprintf(env.stderr, "%s: %d filled, %d open\n", oneLine(into), f.places, f.draft.open(template))
	if begun == nil && f.places == 0 {
		return exitDone
	}
	return env.exit(save([]byte(f.draft.src.text)))
}

func listTemplates(env environment) int {
	var b []byte
	for _, t := range incident.Templates() {
		b = fmt.Appendf(b, "%-18s %2d sections  %s\n", t.Name, len(t.Sections), t.Title)
	}
	return env.exit(env.write("", b))
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
		var known []string
		for _, t := range incident.Templates() {
			known = append(known, t.Name)
		}
		return t, fmt.Errorf("-template: unknown template %q; use %s, or a JSON file", name, strings.Join(known, ", "))
	}
	return t, nil
}
