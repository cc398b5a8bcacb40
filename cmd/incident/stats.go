package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

var statsCommand = &command{
	name:  "stats",
	args:  "[flags] [FILE|DIR...]",
	short: "measure incidents, and say what became of their promises",
	long: `Stats reads incidents in any format that convert reads. Of one incident it
prints what is known: the milestones, each metric with its two ends and what they
rest on, how often the page was updated, and every promise with what became of
it. One line names what is missing, and what would make it known. Of several
incidents it prints a line for each, and quantiles over all; with their number,
for those of three incidents say little.

An end is stated (a milestone, a text or a field says so), concluded (a reader
took a row for a milestone by its words), or taken from changes of components or
from posts.

There are no means. Times of incidents are few and spread wide, so that a mean
follows the worst of them and not what was done about the rest (Davidovic,
"Incident Metrics in SRE", 2021).

A metric is missing where one of its ends is, and is never 0 for that. Most ends
are milestones, which JSON, HTML and the postmortem in Markdown keep; of a report
in plain text they are concluded. Private parts are measured, too. While an
incident is not over, it is open until its last post at least. A maintenance has
the planned time beside it.

Promises are judged at -now, and what was posted later keeps none of them; else
at the last update or the postmortem of each incident, whichever is later. A
promised update has to change the status or to say more than a default text, and
may be 5 minutes late; deadlines in days leave out the day they are counted from.

Durations in JSON are in seconds, with decimals where they are not whole; they
are left out where a metric is missing or reversed.

Example:

  incident stats -now 2024-03-05T10:45:00Z incident.json`,
	run: runStats,
}

// statistics is one run of stats.
type statistics struct {
	loader
	now  string
	many bool // several incidents, or a form that holds any number
	list []*measured
}

// measured is an incident with what is derived from it.
type measured struct {
	file     string
	inc      *incident.Incident
	loc      *time.Location
	stated   []claim.Statement
	metrics  incident.Metrics
	promises []claim.Promise
	judged   time.Time // when promises are judged; zero: the incident has no instant
}

func runStats(env environment, cmd *command, args []string) int {
	s := &statistics{loader: loader{env: env, from: "auto"}}
	asJSON := false
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.BoolVar(&asJSON, "json", false, "write JSON")
	fs.StringVar(&s.zone, "zone", "", "`zone` of what is read, where it names none")
	fs.BoolVar(&s.docs.insist, "attach", false, "join one incident and one postmortem, even if their ids and titles differ")
	fs.StringVar(&s.now, "now", "", "`time` that promises are judged at: RFC 3339, or 10:45 in the page's zone, nearest to the last update; \"now\" is the clock's")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	if err := s.configure(); err != nil {
		return failUsage(env, "incident stats", err)
	}
	if err := s.read(files); err != nil {
		s.say(err)
		return exitFailed
	}
	s.sayConcluded()
	var out []byte
	var err error
	switch {
	case asJSON:
		out, err = s.appendJSON(nil)
	case s.many:
		out = s.appendSeveral(nil)
	default:
		out = s.list[0].appendText(nil, s.now != "")
	}
	if err == nil {
		err = env.write("", out)
	}
	if err != nil {
		s.say(err)
		return exitFailed
	}
	return exitDone
}

func (s *statistics) configure() error {
	if s.now != "" && s.now != "now" {
		if _, err := readTime(s.now); err != nil {
			return fmt.Errorf("-now: %w", err)
		}
	}
	return s.checkZone()
}

// read reads the files and measures what is in them.
func (s *statistics) read(names []string) error {
	inputs, err := expand(names)
	if err != nil {
		return err
	}
	s.folder, s.many = inputs.folder, inputs.folder
	if err := s.each(inputs.files, s.file); err != nil {
		return err
	}
	s.many = s.many || len(s.list) > 1
	for _, m := range s.list {
		if err := s.measure(m); err != nil {
			return atStart(m.file, "", err)
		}
	}
	return nil
}

// file reads one file.
func (s *statistics) file(name string) error {
	data, err := s.input(name)
	if err != nil {
		return err
	}
	_, list, many, faults := s.incidents(name, data)
	if len(faults) > 0 {
		return faults[0]
	}
	if len(list) == 0 && !many {
		return atStart(name, "", errors.New("no incident in it"))
	}
	s.many = s.many || many
	for _, inc := range list {
		if err := s.join(inc); err != nil {
			return err
		}
		s.list = append(s.list, &measured{file: name, inc: inc})
	}
	return nil
}

func (s *statistics) measure(m *measured) error {
	if m.inc.Page.TimeZone == "" {
		m.inc.Page.TimeZone = s.zone
	}
	var err error
	if m.loc, err = m.inc.Page.Location(); err != nil {
		m.loc = time.UTC
	}
	m.judged = last(m.inc)
	var options claim.Options
	switch s.now {
	case "":
	case "now":
		options.Now = s.env.now()
	default:
		near := m.judged
		if options.Now, err = resolve(s.now, func(w civil.Written) civil.Resolution { return w.Resolve(near, m.loc) }); err != nil {
			return fmt.Errorf("-now: %w", err)
		}
	}
	if !options.Now.IsZero() {
		m.judged = options.Now
	}
	m.stated = claim.Stated(m.inc)
	m.metrics = m.inc.Metrics(claim.StatedImpact(m.inc)...)
	m.promises = claim.Promises(m.inc, options)
	return nil
}

// last returns the instant that promises are judged at where none is given, as
// package claim has it: that of the last update, or of the postmortem.
func last(inc *incident.Incident) time.Time {
	var at time.Time
	if inc.Postmortem.Published() {
		at = inc.Postmortem.PublishedAt
	}
	for i := range inc.Updates {
		if t := inc.Updates[i].At; t.After(at) {
			at = t
		}
	}
	return at
}

// name is what people call the incident.
func (m *measured) name() string {
	for _, name := range [...]string{m.inc.Title, m.inc.ID, m.file} {
		if name != "" && name != "-" {
			return name
		}
	}
	return "an incident without a title"
}

// ends are the two ends of each metric in words, for what is missing.
var ends = map[string][2]string{
	"detect":        {milestone + "impact_started", milestone + "detected"},
	"acknowledge":   {milestone + "detected", milestone + "acknowledged"},
	"declare":       {milestone + "impact_started", milestone + "declared"},
	"first_post":    {milestone + "impact_started", "a post with its time"},
	"identify":      {milestone + "impact_started", milestone + "identified"},
	"identify_post": {milestone + "impact_started", "an identified post"},
	"mitigate":      {milestone + "impact_started", milestone + "mitigated"},
	"mitigate_post": {milestone + "impact_started", "a monitoring post"},
	"impact":        {milestone + "impact_started", milestone + "impact_ended"},
	"shown":         {"every change of the components", "every change of the components"},
	"recover":       {milestone + "impact_started", milestone + "impact_ended"},
	"resolve":       {milestone + "impact_started", milestone + "resolved"},
	"resolve_post":  {milestone + "impact_started", "a final post"},
	"open":          {"a post with its time", "a final post"},
	"planned":       {"a start of the window", "an end of the window"},
	"publish":       {"a final post", "a published postmortem"},
}

// milestone begins the end of a metric that is a milestone.
const milestone = "milestone "

// missing says which ends a metric lacks: from, to or both.
func missing(v incident.Metric) (from, to bool) {
	if v.State != incident.MetricMissing {
		return false, false
	}
	return v.From.At.IsZero(), v.To.At.IsZero()
}

// spread is one metric over all incidents.
type spread struct {
	name              string
	values            []time.Duration
	missing, reversed int
}

// quantile returns what is below the share q, and false where there is none.
func (s *spread) quantile(q float64) (time.Duration, bool) { return incident.Quantile(s.values, q) }

func (s *spread) add(value time.Duration, state incident.MetricState) {
	switch state {
	case incident.MetricMissing:
		s.missing++
	case incident.MetricReversed:
		s.reversed++
	default:
		s.values = append(s.values, value)
	}
}

// spreads returns the metrics over all incidents, in the order of
// [incident.Metrics], the gaps between updates last.
func (s *statistics) spreads() []*spread {
	var all []*spread
	var none incident.Metrics
	for name := range none.All() {
		all = append(all, &spread{name: name})
	}
	longest, median := &spread{name: "longest_gap"}, &spread{name: "median_gap"}
	for _, m := range s.list {
		i := 0
		for _, v := range m.metrics.All() {
			all[i].add(v.Value, v.State)
			i++
		}
		c := m.metrics.Cadence
		longest.add(c.Max, c.State)
		median.add(c.Median, c.State)
	}
	return append(all, longest, median)
}

// tally counts promises by what became of them.
type tally struct {
	Subject    string `json:"subject"`
	Made       int    `json:"made"`
	Kept       int    `json:"kept"`
	Missed     int    `json:"missed"`
	Overdue    int    `json:"overdue"`
	Pending    int    `json:"pending"`
	Superseded int    `json:"superseded"`
	Void       int    `json:"void"`
	Vague      int    `json:"vague"`
}

func (t *tally) add(state claim.State) {
	t.Made++
	switch state {
	case claim.Kept:
		t.Kept++
	case claim.Missed:
		t.Missed++
	case claim.Overdue:
		t.Overdue++
	case claim.Pending:
		t.Pending++
	case claim.Superseded:
		t.Superseded++
	case claim.Void:
		t.Void++
	default:
		t.Vague++
	}
}

// tallies counts the promises of each subject that has some.
func tallies(list ...*measured) []tally {
	all := make([]tally, 0, 3)
	for _, subject := range [...]claim.Subject{claim.Update, claim.Postmortem, claim.Action} {
		t := tally{Subject: subject.String()}
		for _, m := range list {
			for _, p := range m.promises {
				if p.Subject == subject {
					t.add(p.State)
				}
			}
		}
		all = append(all, t)
	}
	return slices.DeleteFunc(all, func(t tally) bool { return t.Made == 0 })
}
