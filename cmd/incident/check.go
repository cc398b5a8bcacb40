package main

import (
	"errors"
	"flag"
	"fmt"

	"github.com/incidentkit/incident"
)

var checkCommand = &command{
	name:  "check",
	args:  "[flags] FILE...",
	short: "check incidents against the rules, and postmortems against their template",
	long: `Check lists faults of incidents, one on each line with its place: broken rules of
the model and, in a postmortem, missing parts that its template requires, headings
with nothing below them, and times and durations that contradict the incident. The
template is the one that the document names, unless -template names another one or
a JSON file with one. Check reads all formats that convert reads, and joins a
postmortem with its incident. It exits with 1 if it finds a fault.

Example:

  incident check incident.json PM.md`,
	start: startCheck,
}

func startCheck(env environment, flags *flag.FlagSet) func([]string) error {
	l := &loader{env: env, lax: true}
	var name string
	flags.StringVar(&name, "template", "", "`name` of a template, or a JSON file with one (default: the one that the document names)")
	l.inputFlags(flags)
	return func(files []string) error {
		if err := l.check(); err != nil {
			return err
		}
		template, err := namedTemplate(name)
		if err != nil {
			return err
		}
		list, _, err := l.all(files)
		if err != nil {
			return err
		}
		l.sayConcluded()
		var faults []string
		for _, fault := range l.faults {
			faults = append(faults, oneLine(fault.Error()))
		}
		for _, n := range list {
			for _, e := range n.check(template) {
				faults = append(faults, oneLine(n.origin(e.Path).at(e).Error()))
			}
		}
		var out []byte
		said := make(map[string]bool) // a reader and a rule may report the same fault
		for _, fault := range faults {
			if !said[fault] {
				said[fault] = true
				out = append(append(out, fault...), '\n')
			}
		}
		if err := env.write("", out); err != nil {
			return err
		}
		if faults != nil {
			return errFound
		}
		return nil
	}
}

// check returns the faults of an incident. If template is nil, the template is
// the one that the postmortem names.
func (n located) check(template *incident.Template) []*incident.FieldError {
	var broken incident.Errors
	errors.As(n.inc.Validate(), &broken)
	list := []*incident.FieldError(broken)
	pm := n.inc.Postmortem
	switch {
	case template != nil && pm == nil:
		err := fmt.Errorf("the incident has none to check against the template %s; \"incident new\" begins one", template.Name)
		return append(list, &incident.FieldError{Path: "postmortem", Code: incident.CodeRequired, Err: err})
	case pm == nil:
		return list
	case template == nil:
		t := templateOf(pm)
		if name := templateName(pm.FrontMatter); t.Name == "" && name != "" {
			err := fmt.Errorf("the document names the template %q, which is not built in; give its file with -template", name)
			list = append(list, &incident.FieldError{Path: "postmortem", Code: incident.CodeUnknown, Err: err})
		}
		template = &t
	}
	return append(list, openParts(n.inc, *template)...)
}
