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
	long: `New writes a draft of a postmortem as Markdown: the sections of a template, each
with a comment that says what belongs there, filled with what the incident knows:
dates, durations, affected components, and the timeline of its updates and events.
The template is a built-in one or a file of JSON.

With -into, a document that is there keeps its lines as they are: only what is
still empty, or a placeholder such as TODO, is filled; a timeline gets the entries
that are later than its last row; a required section that is missing is added. The
template is then the one that the document was begun with. The document of
another incident, by its id or else its title, is refused; -attach insists.
Standard error counts what is still open, and names each section that was left
alone because something else would have read differently with new lines in it.
Of a published document it has a line for each part that is still open or that
the incident contradicts; with -strict such a document is left as it was.

Example:

  incident new -template sre -from incident.json -into PM.md`,
	run: runNew,
}

// defaultTemplate is that of a document that names none.
const defaultTemplate = "minimal"

func runNew(env environment, cmd *command, args []string) int {
	var name, from, into string
	list, strict, insist := false, false, false
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.StringVar(&name, "template", "", "`name` of a template, or a file of JSON that holds one (default: that of the document; minimal)")
	flags.StringVar(&from, "from", "", "`file` of the incident, in any format that convert reads")
	flags.StringVar(&into, "into", "", "`file` of Markdown to fill in, or to create (default: standard output)")
	flags.BoolVar(&insist, "attach", false, "fill in the document even if its id and title are not those of the incident")
	flags.BoolVar(&strict, "strict", false, "leave a published document as it is if it stays open in parts, or if the incident contradicts it")
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
		return failUsage(env, "incident new", errors.New("-into wants a file; without it the draft goes to standard output"))
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
		case err == nil && len(bytes.TrimSpace(old)) == 0: // as if it were not there
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
		err := fmt.Errorf("%s was left alone, because new lines would change how something else reads; fill it in by hand", c.name)
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

// findTemplate returns the template of that name, or the one in a file.
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
		return t, fmt.Errorf("-template: no template %q; there are %s, and files of JSON", name, strings.Join(known, ", "))
	}
	return t, nil
}
