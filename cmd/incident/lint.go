package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/lint"
)

var lintCommand = &command{
	name:  "lint",
	args:  "[flags] [FILE|DIR...] | -draft BODY FILE | -list | -explain RULE",
	short: "find what a report gets wrong about itself",
	long: `Lint finds contradictions between the parts of a report, promises that were not
kept, zones that were not in force, and what else its readers stumble over. A
line of standard output is a finding, FILE:LINE:COL: severity: message (rule),
with the path of the value where it has no line; the other sides of a
contradiction stand indented below it. -format writes JSON, or SARIF 2.1.0 for
code hosts and editors.

It reads all formats that convert reads, and joins a postmortem with its
incident. -profile says what the report is for: live (the updates of an incident
that goes on), public (a page with its postmortem), internal (a postmortem for
the team). What is due and has not come is missed only at -now. Without -template
the postmortem has to follow the template that it names, if any.

With -draft it judges what an update that is not posted yet would add: BODY is a
file with its Markdown, or - for standard input. It would be posted at -now, by
default the clock's.

A comment silences a rule in its update or section, and says why:
<!-- lint:ignore update-missed: the page itself was down -->

It exits with 1 if a finding is an error, and with 2 if a file could not be read
in full, or the call was wrong.

Example:

  incident lint -format sarif postmortems/ > lint.sarif`,
	run: runLint,
}

// linting is one run of lint.
type linting struct {
	loader
	format, now string
	options     lint.Options
	template    *incident.Template // nil: that of each document
	draft       *draftUpdate       // nil: the reports are judged as they are
	piped       bytes.Buffer       // what was read of standard input

	reports, errors int
	found           []lintFinding
}

func runLint(env environment, cmd *command, args []string) int {
	l := &linting{loader: loader{env: env, from: "auto", lax: true}, found: []lintFinding{}}
	l.env.stdin = io.TeeReader(env.stdin, &l.piped)
	var profile, rules, disable, explain, template, body, status string
	var list bool
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&l.format, "format", "text", "`format` of the output: text, json, sarif")
	fs.StringVar(&profile, "profile", "", "`profile` of the report: live, public (default), internal; with -draft, live is the default")
	fs.StringVar(&rules, "rules", "", "`rules` to judge by, separated by commas (default: those of the profile)")
	fs.StringVar(&disable, "disable", "", "`rules` to leave out, separated by commas")
	fs.BoolVar(&list, "list", false, "list the rules: of -profile or -rules, if given")
	fs.StringVar(&explain, "explain", "", "explain a `rule`")
	fs.StringVar(&body, "draft", "", "`file` with the body of an update that is not posted yet; - is standard input")
	fs.StringVar(&status, "status", "", "`status` of the -draft (default: the one in force)")
	fs.StringVar(&l.now, "now", "", "`time` that the report is judged at: RFC 3339, or 10:45 in the page's zone, nearest to the last update; \"now\" is the clock's (default: nothing is overdue)")
	fs.StringVar(&l.zone, "zone", "", "`zone` of what is read, where it names none")
	fs.StringVar(&template, "template", "", "`name` of a template, or a file of JSON that holds one (default: that of the document)")
	fs.BoolVar(&l.docs.insist, "attach", false, "join one incident and one postmortem, even if their ids and titles differ")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	usage := func(err error) int { return failUsage(env, "incident lint", err) }
	if profile == "" && body != "" {
		profile = string(lint.Live)
	}
	if err := l.configure(profile, rules, disable); err != nil {
		return usage(err)
	}
	switch {
	case (list || explain != "") && len(files) > 0:
		return usage(fmt.Errorf("-list and -explain read no file, such as %s", files[0]))
	case explain != "":
		rule, err := findRule(explain)
		if err != nil {
			return usage(fmt.Errorf("-explain: %w", err))
		}
		return env.exit(env.write("", appendExplained(nil, rule)))
	case list:
		if profile != "" || rules != "" {
			return env.exit(env.write("", appendRules(nil, l.options.Judging())))
		}
		return env.exit(env.write("", appendRules(nil, lint.Rules())))
	case status != "" && body == "":
		return usage(errors.New("-status is that of a draft; add -draft BODY"))
	case body != "" && (len(files) == 0 || body == "-" && slices.Contains(files, "-")):
		return usage(errors.New("-draft: want the FILE of the incident that the draft is for"))
	}
	if template != "" {
		t, err := findTemplate(template)
		if err != nil {
			return env.exit(err)
		}
		l.template = &t
	}
	if body != "" {
		var err error
		if l.draft, err = l.readDraftUpdate(body, status); err != nil {
			return env.exit(err)
		}
	}
	return l.run(files)
}

// configure checks the flags that need no file.
func (l *linting) configure(profile, rules, disable string) error {
	if !slices.Contains([]string{"text", "json", "sarif"}, l.format) {
		return fmt.Errorf("-format %q is none of text, json, sarif", l.format)
	}
	l.options.Profile = lint.Profile(profile)
	if !l.options.Profile.Valid() {
		return fmt.Errorf("-profile: no profile %q; there are live, public and internal", profile)
	}
	var err error
	if l.options.Only, err = ruleNames(rules); err != nil {
		return fmt.Errorf("-rules: %w", err)
	}
	if l.options.Disable, err = ruleNames(disable); err != nil {
		return fmt.Errorf("-disable: %w", err)
	}
	if l.now != "" && l.now != "now" {
		if _, err := readTime(l.now); err != nil {
			return fmt.Errorf("-now: %w", err)
		}
	}
	return l.checkZone()
}

// run judges the reports of all files and writes what was found.
func (l *linting) run(files []string) int {
	list, _, err := l.all(files)
	if err != nil {
		return l.env.exit(err)
	}
	if l.draft != nil && len(list) != 1 {
		return l.env.exit(fmt.Errorf("-draft: want one incident that the draft is for, not %d; \"incident convert -id ID\" takes one out of many", len(list)))
	}
	l.sayConcluded()
	for _, fault := range l.faults {
		l.say(fault)
	}
	inFile := make(map[string]int) // incidents
	for _, n := range list {
		inFile[n.own.name]++
	}
	index := make(map[string]int)
	for _, n := range list {
		places := lintPlaces{own: n.own, postmortem: n.postmortem}
		if inFile[n.own.name] > 1 && n.own.prefix == "" {
			places.index = fmt.Sprintf("[%d].", index[n.own.name])
		}
		index[n.own.name]++
		if err := l.judge(n, places); err != nil {
			return l.env.exit(fileError(shownName(n.own.name), err))
		}
	}
	var out []byte
	switch l.format {
	case "json":
		out, err = appendLintJSON(nil, l.found)
	case "sarif":
		out, err = l.appendSARIF(nil)
	default:
		out = appendLintText(nil, l.found)
	}
	if err == nil {
		err = l.env.write("", out)
	}
	if err != nil {
		return l.env.exit(err)
	}
	fmt.Fprintln(l.env.stderr, l.summary())
	switch {
	case len(l.faults) > 0:
		return exitFailed
	case l.errors > 0:
		return exitFound
	}
	return exitDone
}

// judge adds what is wrong with one report.
func (l *linting) judge(n located, places lintPlaces) error {
	if n.inc.Page.TimeZone == "" {
		n.inc.Page.TimeZone = l.zone
	}
	o := l.options
	o.Notes = places.notes()
	if pm := n.inc.Postmortem; l.template != nil {
		o.Template = *l.template
	} else if pm != nil {
		o.Template = templateOf(pm)
	}
	var err error
	if o.Now, err = l.instant(n.inc); err != nil {
		return err
	}
	l.reports++
	var list []lint.Finding
	if l.draft != nil {
		places.draft = l.draft
		if list, err = l.draft.adds(n.inc, o, &places); err != nil {
			return err
		}
	} else {
		o.Position = places.position
		list = lint.Check(n.inc, o)
	}
	for _, f := range list {
		if f.Severity == lint.Error {
			l.errors++
		}
		l.found = append(l.found, places.finding(f))
	}
	return nil
}

// instant returns when a report is judged.
func (l *linting) instant(inc *incident.Incident) (time.Time, error) {
	switch {
	case l.now == "now", l.now == "" && l.draft != nil:
		return l.env.now().UTC().Truncate(time.Second), nil
	case l.now == "":
		return time.Time{}, nil
	}
	loc, err := inc.Page.Location()
	if err != nil {
		loc = time.UTC
	}
	t, err := resolve(l.now, func(w civil.Written) civil.Resolution { return w.Resolve(last(inc), loc) })
	if err != nil {
		return t, fmt.Errorf("-now: %w", err)
	}
	return t, nil
}

// summary says how much was found.
func (l *linting) summary() string {
	count := func(n int, one string) string {
		if n != 1 {
			one += "s"
		}
		return fmt.Sprintf("%d %s", n, one)
	}
	var parts []string
	for _, s := range [...]lint.Severity{lint.Error, lint.Warning, lint.Info} {
		n := 0
		for i := range l.found {
			if l.found[i].Severity == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, count(n, string(s)))
		}
	}
	if parts == nil {
		parts = []string{"no findings"}
	}
	return count(l.reports, "report") + ": " + strings.Join(parts, ", ")
}
