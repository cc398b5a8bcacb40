package main

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

var statsCommand = &command{
	name:  "stats",
	args:  "[flags] [FILE|DIR...]",
	short: "measure incidents, and judge their promises",
	long: `Stats reads incidents in any format that convert reads. For a single incident it
prints its milestones, each metric with its two ends and the evidence for them,
how often the page was updated, and every promise with its outcome. One line names
the metrics that are missing and the milestones that they need. For several
incidents it prints a line for each, and quantiles over all of them with the
number of values, since quantiles of three incidents say little. If a file cannot
be read, stats reports it, measures the others, and exits with 2.

An end is stated (by a milestone, a text or a field), concluded (a reader took a
row for a milestone because of its words), or taken from component changes or
posts.

Stats prints no means. The times of incidents are few and widely spread, so a mean
reflects the worst of them and not the work on the others (Davidovic, "Incident
Metrics in SRE", 2021).

A metric is missing, and not 0, if one of its ends is missing. Most ends are
milestones, which JSON, HTML and the postmortem in Markdown keep; in a plain-text
report they are concluded. Internal parts are measured, too. The duration of an
incident that is not over counts up to its last post, as a minimum. A maintenance
is compared with its planned time.

Promises are judged at -now, and updates posted later do not count. Without -now,
they are judged at the last update or the postmortem of each incident, whichever
is later. A promised update has to change the status or say more than a default
text, and may be 5 minutes late. Deadlines in days do not count the day from which
they run.

Durations in JSON are in seconds, with decimals if they are not whole. They are
left out if a metric is missing or reversed.

Example:

  incident stats -now 2024-03-05T10:45:00Z incident.json`,
	start: startStats,
}

// statistics is one run of stats. Of several incidents it keeps only what the
// tables need.
type statistics struct {
	loader
	now     nowFlag
	started time.Time // the time of the clock
	json    bool
	many    bool // several incidents, or a kind of file that may hold any number

	obligations []claim.Obligation

	several bool // more than one file is read
	count   int
	failed  int       // number of files and incidents that failed
	first   *measured // held back until it is known whether it is the only one
	work    ordered[*measured]
	rows    [][]string // of the table
	all     []*spread
	tallies tallies
	out     *bufio.Writer // for JSON of several incidents; nil until it begins
}

// measured is an incident with its metrics.
type measured struct {
	file     string
	err      error // set if it could not be measured
	inc      *incident.Incident
	loc      *time.Location
	stated   []claim.Statement
	metrics  incident.Metrics
	promises []claim.Promise
	judged   time.Time // when promises are judged; zero if the incident has no instant
	encoded  []byte    // as one of several in JSON
}

func startStats(env environment, flags *flag.FlagSet) func([]string) error {
	s := &statistics{loader: loader{env: env}, all: newSpreads(), started: env.now()}
	s.work.use = s.add
	var obligations string
	flags.BoolVar(&s.json, "json", false, "write JSON")
	flags.StringVar(&obligations, "obligations", "", "JSON `file` with notices owed to others: [{\"name\": \"notice\", \"from\": \"detected\", \"within\": \"24 hours\", \"until\": \"notified\"}]")
	flags.StringVar((*string)(&s.now), "now", "", "`time` at which promises are judged: RFC 3339, or 10:45 in the page's zone, nearest to the last update; \"now\" is the clock's")
	s.inputFlags(flags)
	return func(files []string) error {
		err := cmp.Or(s.check(), s.now.check())
		if err != nil {
			return err
		}
		if s.obligations, err = readObligations(obligations); err != nil {
			return err
		}
		return s.run(files)
	}
}

// run measures the incidents of all files and writes the results.
func (s *statistics) run(files []string) error {
	err := s.read(files)
	if err == nil {
		s.sayConcluded()
	}
	err = cmp.Or(err, s.write(err == nil))
	if err == nil && s.failed > 0 {
		err = fmt.Errorf("%d measured, %d failed", s.count, s.failed)
	}
	return err
}

// read reads and measures all files.
func (s *statistics) read(names []string) error {
	inputs := s.expand(names, "")
	s.many, s.several = inputs.folder, inputs.several()
	if len(inputs.files) == 0 {
		s.say(fileError(names[0], errors.New("the folder has no files")))
	}
	s.progress = s.env.newProgress(len(inputs.files), countFiles)
	err := s.each(inputs.files, s.file)
	if err == nil {
		err = s.work.finish()
	}
	s.work.stop()
	s.progress.clear()
	return err
}

// file measures the incidents of one file.
func (s *statistics) file(r *reading) error {
	if fault := r.fault(); fault != nil {
		return s.fault(fault)
	}
	s.many = s.many || r.many
	if s.progress == nil {
		s.progress = s.env.newProgress(len(r.list), countIncidents)
	}
	for _, inc := range r.list {
		if _, err := s.locate(r.name, inc); err != nil {
			return err
		}
		m := &measured{file: r.name, inc: inc}
		err := s.work.add(func() *measured {
			if err := s.measure(m); err != nil {
				m.err = fileError(m.file, err)
			} else if s.json {
				m.encoded, m.err = encodePart(m.json(), "    ")
			}
			return m
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fault reports an error in one of several files, and returns nil so that the
// run goes on. If there is only one, it returns the error.
func (s *statistics) fault(err error) error {
	if !s.several {
		return err
	}
	s.failed++
	s.say(err)
	return nil
}

// add adds an incident that was measured.
func (s *statistics) add(m *measured) error {
	s.progress.step(countIncidents)
	if m.err != nil {
		return s.fault(m.err)
	}
	if s.count++; s.count == 1 {
		s.first = m
		return nil
	}
	s.many = true
	return s.addSeveral(m)
}

// addSeveral adds one of several incidents, after the first one.
func (s *statistics) addSeveral(m *measured) error {
	if first := s.first; first != nil {
		if s.first = nil; first != m {
			if err := s.addSeveral(first); err != nil {
				return err
			}
		}
	}
	s.addSpreads(m)
	s.tallies.add(m.promises)
	if s.json {
		return s.writeIncident(m)
	}
	s.rows = append(s.rows, m.row())
	return nil
}

// write writes the results. If the run failed, it only ends an output that was
// begun.
func (s *statistics) write(good bool) error {
	if s.many && s.first != nil && good {
		if err := s.addSeveral(s.first); err != nil {
			return err
		}
	}
	switch {
	case s.out != nil, good && s.json && s.many && s.failed == 0:
		return s.writeQuantiles()
	case !good, s.count == 0 && s.failed > 0:
		return nil
	case s.json:
		doc, err := indented(statsOne{schema, s.first.json(), s.rules()}, "")
		if err != nil {
			return err
		}
		return s.env.write("", escaped(doc))
	case s.many:
		return s.env.write("", s.text())
	}
	return s.env.write("", s.first.text(s.now != ""))
}

func (s *statistics) measure(m *measured) error {
	m.loc = location(m.inc)
	m.judged = last(m.inc)
	options := claim.Options{Obligations: s.obligations}
	var err error
	if options.Now, err = s.now.of(m.inc, s.started); err != nil {
		return err
	}
	if !options.Now.IsZero() {
		m.judged = options.Now
	}
	bodies := claim.Of(m.inc)
	m.stated = bodies.Stated()
	m.metrics = m.inc.Metrics(bodies.StatedImpact()...)
	m.promises = bodies.Promises(options)
	return nil
}

// last returns the default time at which promises are judged, as in package
// claim: the time of the last update or of the postmortem.
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

// name returns the name of the incident for people.
func (m *measured) name() string {
	file := m.file
	if file == "-" {
		file = ""
	}
	return cmp.Or(m.inc.Title, m.inc.ID, file, "an incident without a title")
}

// ends has the two ends of each metric in words.
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

// milestone is the prefix of the end of a metric that is a milestone.
const milestone = "milestone "

// missing reports which ends a metric lacks.
func missing(v incident.Metric) (from, to bool) {
	if v.State != incident.MetricMissing {
		return false, false
	}
	return v.From.At.IsZero(), v.To.At.IsZero()
}

// spread has the values of one metric over all incidents.
type spread struct {
	name              string
	values            []time.Duration
	missing, reversed int
}

// quantile returns the quantile of the values for the share q. ok is false if
// there is none.
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

// newSpreads returns the metrics over all incidents, in the order of
// [incident.Metrics], followed by the gaps between updates.
func newSpreads() []*spread {
	var all []*spread
	var none incident.Metrics
	for name := range none.All() {
		all = append(all, &spread{name: name})
	}
	return append(all, &spread{name: "longest_gap"}, &spread{name: "median_gap"})
}

func (s *statistics) addSpreads(m *measured) {
	i := 0
	for _, v := range m.metrics.All() {
		s.all[i].add(v.Value, v.State)
		i++
	}
	c := m.metrics.Cadence
	s.all[i].add(c.Max, c.State)
	s.all[i+1].add(c.Median, c.State)
}

// tally counts promises by their outcome.
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

// of returns the number of promises of a state; "" is vague.
func (t *tally) of(state claim.State) *int {
	switch state {
	case claim.Kept:
		return &t.Kept
	case claim.Missed:
		return &t.Missed
	case claim.Overdue:
		return &t.Overdue
	case claim.Pending:
		return &t.Pending
	case claim.Superseded:
		return &t.Superseded
	case claim.Void:
		return &t.Void
	}
	return &t.Vague
}

// tallies counts the promises of each subject.
type tallies [len(subjects)]tally

var subjects = [...]claim.Subject{claim.Update, claim.Postmortem, claim.Action, claim.Notice}

func (t *tallies) add(promises []claim.Promise) {
	for _, p := range promises {
		if i := slices.Index(subjects[:], p.Subject); i >= 0 {
			t[i].Made++
			*t[i].of(p.State)++
		}
	}
}

// made returns the tallies of subjects with promises.
func (t *tallies) made() []tally {
	list := make([]tally, 0, len(t))
	for i := range t {
		if t[i].Subject = subjects[i].String(); t[i].Made > 0 {
			list = append(list, t[i])
		}
	}
	return list
}

// talliesOf returns the tallies of one incident.
func talliesOf(m *measured) []tally {
	var t tallies
	t.add(m.promises)
	return t.made()
}
