package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/lint"
)

var lintCommand = &command{
	name:  "lint",
	args:  "[flags] [FILE|DIR...] | -draft BODY FILE | -list | -explain RULE",
	short: "find contradictions and other faults in reports",
	long: `Lint finds contradictions between the parts of a report, promises that were not
kept, zones that were not in force, and other faults that confuse readers. Each
line of standard output is a finding, FILE:LINE:COL: severity: message (rule),
with the path of the value if the line is not known. The other sides of a
contradiction are indented below it. -format writes JSON, or SARIF 2.1.0 for code
hosts and editors.

Lint reads all formats that convert reads, and joins a postmortem with its
incident. -profile states the purpose of the report: live (the updates of an
incident that goes on), public (a page with its postmortem) or internal (a
postmortem for the team). Without -now, what has not come yet never counts as
missed. The postmortem has to follow the template that it names, if any, or the
one of -template.

With -draft, lint reports the faults that an update not posted yet would add. BODY
is a file with its Markdown, or - for standard input. The update is judged as if
it were posted at -now, by default the present time.

A comment silences a rule in its update or section, and has to give a reason:
<!-- lint:ignore update-missed: the page itself was down -->

Lint exits with 1 if a finding is an error, and with 2 if a file could not be read
in full or the arguments were wrong.

Example:

  incident lint -format sarif postmortems/ > lint.sarif`,
	start: startLint,
}

// linting is one run of lint.
type linting struct {
	loader
	format      string
	now         nowFlag
	options     lint.Options
	template    *incident.Template // nil for the template that each document names
	draftStatus incident.Status    // "" for the status in force
	draft       *draftUpdate       // nil to judge the reports as they are
	piped       bytes.Buffer       // what was read from standard input

	faulty  bool // something could not be read
	reports int
	found   []lintFinding
}

// lintFlags are the flags of lint before they are checked.
type lintFlags struct {
	profile, rules, disable, status, explain string
	obligations, template, draft             string
	list                                     bool
}

func startLint(env environment, flags *flag.FlagSet) func([]string) error {
	l := &linting{loader: loader{env: env, lax: true}, found: []lintFinding{}}
	l.env.stdin = io.TeeReader(env.stdin, &l.piped)
	var f lintFlags
	flags.StringVar(&l.format, "format", "text", "`format` of the output: text, json, sarif")
	flags.StringVar(&f.profile, "profile", "", "`profile` of the report: live, public (default), internal; with -draft, live is the default")
	flags.StringVar(&f.rules, "rules", "", "`rules` to judge by, separated by commas (default: those of the profile)")
	flags.StringVar(&f.disable, "disable", "", "`rules` to leave out, separated by commas")
	flags.BoolVar(&f.list, "list", false, "list the rules: of -profile or -rules, if given")
	flags.StringVar(&f.explain, "explain", "", "explain a `rule`")
	flags.StringVar(&f.draft, "draft", "", "`file` with the body of an update that is not posted yet; - is standard input")
	flags.StringVar(&f.status, "status", "", "`status` of the -draft (default: the one in force)")
	flags.StringVar((*string)(&l.now), "now", "", "`time` at which the report is judged: RFC 3339, or 10:45 in the page's zone, nearest to the last update; \"now\" is the clock's (default: nothing is overdue)")
	flags.StringVar(&f.obligations, "obligations", "", "JSON `file` with notices owed to others; see \"incident help stats\"")
	flags.StringVar(&f.template, "template", "", "`name` of a template, or a JSON file with one (default: the one that the document names)")
	l.inputFlags(flags)
	return func(files []string) error {
		about, err := l.configure(&f, files)
		switch {
		case err != nil:
			return usageError{err}
		case about != nil:
			return env.write("", about)
		}
		if err := l.prepare(&f); err != nil {
			return err
		}
		return l.run(files)
	}
}

// configure checks the flags. If they ask about rules, it returns the text to
// be printed.
func (l *linting) configure(f *lintFlags, files []string) (about []byte, err error) {
	if !slices.Contains([]string{"text", "json", "sarif"}, l.format) {
		return nil, fmt.Errorf("-format %q is unknown; the formats are text, json and sarif", l.format)
	}
	l.options.Profile = lint.Profile(f.profile)
	if f.profile == "" && f.draft != "" {
		l.options.Profile = lint.Live
	}
	if !l.options.Profile.Valid() {
		return nil, fmt.Errorf("-profile: unknown profile %q; the profiles are live, public and internal", f.profile)
	}
	if l.options.Only, err = ruleNames(f.rules); err != nil {
		return nil, fmt.Errorf("-rules: %w", err)
	}
	if l.options.Disable, err = ruleNames(f.disable); err != nil {
		return nil, fmt.Errorf("-disable: %w", err)
	}
	if err := l.now.check(); err != nil {
		return nil, err
	}
	switch {
	case (f.list || f.explain != "") && len(files) > 0:
		return nil, fmt.Errorf("-list and -explain read no file, such as %s", files[0])
	case f.explain != "":
		rule, err := findRule(f.explain)
		if err != nil {
			return nil, fmt.Errorf("-explain: %w", err)
		}
		return appendExplained(nil, rule), nil
	case f.list && f.profile == "" && f.rules == "":
		return appendRules(nil, lint.Rules()), nil
	case f.list:
		return appendRules(nil, l.options.Judging()), nil
	case f.status != "" && f.draft == "":
		return nil, errors.New("-status is for a draft; add -draft BODY")
	case f.draft != "" && (len(files) == 0 || f.draft == "-" && slices.Contains(files, "-")):
		return nil, errors.New("-draft: add the FILE of the incident that the draft is for")
	}
	if l.draftStatus, err = parseWord[incident.Status](f.status); err != nil {
		return nil, fmt.Errorf("-status: %w", err)
	}
	if f.draft != "" && l.now == "" {
		l.now = "now"
	}
	return nil, l.check()
}

// prepare reads the obligations, the template and the draft.
func (l *linting) prepare(f *lintFlags) error {
	var err error
	if l.options.Obligations, err = readObligations(f.obligations); err != nil {
		return err
	}
	if l.template, err = namedTemplate(f.template); err != nil {
		return err
	}
	if f.draft != "" {
		if l.draft, err = l.readDraftUpdate(f.draft, l.draftStatus); err != nil {
			return err
		}
	}
	return nil
}

// run judges the reports of all files and writes the findings.
func (l *linting) run(files []string) error {
	err := l.read(files)
	if err != nil {
		return err
	}
	l.sayConcluded()
	var out []byte
	switch l.format {
	case "json":
		out, err = indented(l.found, "")
	case "sarif":
		out, err = indented(l.sarif(), "")
	default:
		out = appendLintText(nil, l.found)
	}
	if err == nil {
		err = l.env.write("", out)
	}
	if err == nil && l.reports > 0 {
		l.say(errors.New(l.summary()))
	}
	switch {
	case err != nil:
		return err
	case l.faulty:
		return errFailed
	case l.count(lint.Error) > 0:
		return errFound
	}
	return nil
}

// read reads the files and judges their reports.
func (l *linting) read(names []string) error {
	in := l.expand(names, "")
	if len(in.files) == 0 {
		l.fault(fileError(names[0], errors.New("the folder has no files")))
	}
	if in.several() {
		l.progress = l.env.newProgress(len(in.files), countFiles)
	}
	err := l.each(in.files, l.file)
	l.progress.clear()
	if err == nil && l.draft != nil && l.reports == 0 && !l.faulty {
		err = errNotOne
	}
	return err
}

var errNotOne = errors.New("-draft: want a file with one incident; \"incident convert -id ID\" extracts one of several")

// fault reports a file that could not be read. The run goes on with the others.
func (l *linting) fault(err error) {
	l.faulty = true
	l.say(err)
}

// file judges the reports of one file.
func (l *linting) file(r *reading) error {
	if fault := r.fault(); fault != nil && len(r.faults) == 0 {
		l.fault(fault)
	}
	for _, fault := range r.faults {
		l.fault(fault)
	}
	for i, inc := range r.list {
		n, err := l.locate(r.name, inc)
		if err != nil {
			return err
		}
		places := lintPlaces{located: n}
		if len(r.list) > 1 && n.own.prefix == "" {
			places.index = fmt.Sprintf("[%d].", i)
		}
		if l.reports++; l.draft != nil && l.reports > 1 {
			return errNotOne
		}
		if err := l.judge(&places); err != nil {
			return fileError(r.name, err)
		}
	}
	return nil
}

// judge adds the findings about one report.
func (l *linting) judge(places *lintPlaces) error {
	inc, o := places.inc, l.options
	o.Notes = places.notes()
	if l.template != nil {
		o.Template = *l.template
	} else if inc.Postmortem != nil {
		o.Template = templateOf(inc.Postmortem)
	}
	var err error
	if o.Now, err = l.now.of(inc, l.env.now()); err != nil {
		return err
	}
	var list []lint.Finding
	if l.draft != nil {
		list, err = l.draft.adds(inc, o, places)
	} else {
		o.Position = places.position
		list = lint.Check(inc, o)
	}
	for _, f := range list {
		l.found = append(l.found, places.finding(f))
	}
	return err
}

// count formats a number of things. The plural of their name must end in s.
func count(n int, one string) string {
	if n != 1 {
		one += "s"
	}
	return fmt.Sprintf("%d %s", n, one)
}

// count returns the number of findings of a severity.
func (l *linting) count(s lint.Severity) (n int) {
	for i := range l.found {
		if l.found[i].Severity == s {
			n++
		}
	}
	return n
}

// summary returns the number of findings as a sentence.
func (l *linting) summary() string {
	var parts []string
	for _, s := range [...]lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := l.count(s); n > 0 {
			parts = append(parts, count(n, string(s)))
		}
	}
	if parts == nil {
		parts = []string{"no findings"}
	}
	text := count(l.reports, "report") + ": " + strings.Join(parts, ", ")
	if l.faulty {
		text += "; not all could be read"
	}
	return text
}
