package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// The types of this file are the JSON that stats writes. Times are in RFC 3339
// and UTC, and durations in seconds. A value that is missing is left out, and
// is never 0.

type statsOne struct {
	Schema int `json:"schema"`
	statsIncident
	Rules statsRules `json:"rules"`
}

// statsSeveral is the part of the document after the incidents.
type statsSeveral struct {
	Quantiles map[string]statsQuantiles `json:"quantiles"`
	Tallies   []tally                   `json:"tallies"`
	Rules     statsRules                `json:"rules"`
}

// statsRules are the rules by which promises are judged.
type statsRules struct {
	Mode         string  `json:"mode"`
	GraceSeconds float64 `json:"grace_seconds"`
	JudgedBy     string  `json:"judged_by"` // "now" for -now, "last" for the last update or the postmortem
}

type statsIncident struct {
	File       string                 `json:"file"`
	ID         string                 `json:"id,omitempty"`
	Title      string                 `json:"title,omitempty"`
	URL        string                 `json:"url,omitempty"`
	Page       incident.Page          `json:"page,omitzero"`
	Status     incident.Status        `json:"status,omitempty"`
	Impact     incident.Impact        `json:"impact,omitempty"` // omitted if it is neither stated nor derived
	Stated     bool                   `json:"impact_stated"`
	Components []statsComponent       `json:"components,omitempty"`
	Updates    int                    `json:"updates"`
	Milestones map[string]statsAnchor `json:"milestones"`
	Statements []statsStatement       `json:"stated,omitempty"`
	Metrics    map[string]statsMetric `json:"metrics"`
	Intervals  []statsInterval        `json:"impact_intervals,omitempty"`
	Cadence    statsCadence           `json:"cadence"`
	Judged     *time.Time             `json:"judged_at,omitempty"`
	Tallies    []tally                `json:"tallies"`
	Promises   []statsPromise         `json:"promises"`
}

type statsComponent struct {
	incident.Component
	Worst incident.ComponentStatus `json:"worst,omitempty"`
}

type statsMetric struct {
	State   string       `json:"state"` // missing, measured, inferred or reversed
	Seconds *float64     `json:"seconds,omitempty"`
	From    *statsAnchor `json:"from,omitempty"`
	To      *statsAnchor `json:"to,omitempty"`
	Missing []string     `json:"missing,omitempty"` // from, to
	Error   string       `json:"error,omitempty"`
}

type statsAnchor struct {
	At       *time.Time      `json:"at,omitempty"` // omitted if only the day is known
	Source   incident.Source `json:"source,omitempty"`
	Path     string          `json:"path,omitempty"`
	Basis    incident.Basis  `json:"basis,omitempty"`
	Inferred bool            `json:"inferred,omitempty"`
}

// statsStatement is a statement of a text or a field about the impact.
type statsStatement struct {
	Aspect  string     `json:"aspect"` // see package claim
	From    *time.Time `json:"from,omitempty"`
	To      *time.Time `json:"to,omitempty"`
	Seconds *float64   `json:"seconds,omitempty"`
	Value   string     `json:"value,omitempty"`
	Path    string     `json:"path"`
	Text    string     `json:"text"`
}

type statsInterval struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

type statsCadence struct {
	State         string   `json:"state"`
	Posts         int      `json:"posts"`
	MedianSeconds *float64 `json:"median_seconds,omitempty"`
	MaxSeconds    *float64 `json:"max_seconds,omitempty"`
}

type statsPromise struct {
	Subject     string     `json:"subject"`
	State       string     `json:"state"` // see package claim; or vague
	Path        string     `json:"path"`
	Text        string     `json:"text,omitempty"`
	Made        *time.Time `json:"made,omitempty"`
	Due         *time.Time `json:"due,omitempty"`
	Met         *time.Time `json:"met,omitempty"`
	By          *int       `json:"by,omitempty"`           // index of the update
	LateSeconds *float64   `json:"late_seconds,omitempty"` // negative if early
	LateDays    int        `json:"late_business_days,omitempty"`
}

type statsQuantiles struct {
	N        int      `json:"n"`
	Missing  int      `json:"missing"`
	Reversed int      `json:"reversed"`
	Min      *float64 `json:"min_seconds,omitempty"`
	P50      *float64 `json:"p50_seconds,omitempty"`
	P90      *float64 `json:"p90_seconds,omitempty"`
	Max      *float64 `json:"max_seconds,omitempty"`
}

func (s *statistics) rules() statsRules {
	rules := statsRules{claim.Substantive.String(), claim.DefaultGrace.Seconds(), "last"}
	if s.now != "" {
		rules.JudgedBy = "now"
	}
	return rules
}

// writeIncident writes one of several incidents once it is measured.
func (s *statistics) writeIncident(m *measured) error {
	between := ",\n    "
	if s.out == nil {
		s.out = bufio.NewWriter(s.env.stdout)
		between = fmt.Sprintf("{\n  \"schema\": %d,\n  \"incidents\": [\n    ", schema)
	}
	s.progress.clear()
	s.out.WriteString(between)
	if _, err := s.out.Write(m.encoded); err != nil {
		return writeError("<stdout>", err)
	}
	return nil
}

// writeQuantiles writes the part of the document after the incidents.
func (s *statistics) writeQuantiles() error {
	rest := statsSeveral{make(map[string]statsQuantiles), s.tallies.made(), s.rules()}
	for _, sp := range s.all {
		q := statsQuantiles{N: len(sp.values), Missing: sp.missing, Reversed: sp.reversed}
		for share, to := range map[float64]**float64{0: &q.Min, 0.5: &q.P50, 0.9: &q.P90, 1: &q.Max} {
			if v, ok := sp.quantile(share); ok {
				*to = seconds(v)
			}
		}
		rest.Quantiles[sp.name] = q
	}
	doc, err := encodePart(rest, "")
	if err != nil {
		return err
	}
	if s.out == nil {
		s.out = bufio.NewWriter(s.env.stdout)
		fmt.Fprintf(s.out, "{\n  \"schema\": %d,\n  \"incidents\": []", schema)
	} else {
		s.out.WriteString("\n  ]")
	}
	fmt.Fprintf(s.out, ",%s\n", doc[1:]) // the bracket is open already
	if err := s.out.Flush(); err != nil {
		return writeError("<stdout>", err)
	}
	return nil
}

// encodePart returns JSON without a line break at its end. All lines except the
// first begin with prefix.
func encodePart(v any, prefix string) ([]byte, error) {
	b, err := indented(v, prefix)
	return bytes.TrimSuffix(escaped(b), []byte("\n")), err
}

func (m *measured) json() statsIncident {
	impact, reason := m.inc.EffectiveImpact()
	out := statsIncident{
		File: m.file, ID: m.inc.ID, Title: m.inc.Title, URL: m.inc.URL, Page: m.inc.Page, Status: m.inc.Status(),
		Impact: impact, Stated: reason.Stated, Updates: len(m.inc.Updates), Milestones: make(map[string]statsAnchor), Metrics: make(map[string]statsMetric),
		Judged: instant(m.judged), Tallies: talliesOf(m), Promises: []statsPromise{},
	}
	for _, c := range m.inc.Affected() {
		out.Components = append(out.Components, statsComponent{c.Component, c.Worst})
	}
	for _, s := range m.stated {
		out.Statements = append(out.Statements, statementJSON(s))
	}
	for _, word := range incident.Words[incident.Milestone]() {
		if a := anchorJSON(m.inc.Anchor(word)); a != nil {
			out.Milestones[string(word)] = *a
		}
	}
	for name, v := range m.metrics.All() {
		out.Metrics[name] = metricJSON(v)
	}
	for _, iv := range m.metrics.ImpactIntervals {
		out.Intervals = append(out.Intervals, statsInterval{iv.Start.UTC(), iv.End.UTC()})
	}
	c := m.metrics.Cadence
	out.Cadence = statsCadence{State: cmp.Or(string(c.State), "missing"), Posts: c.Posts}
	if c.State == incident.MetricMeasured || c.State == incident.MetricInferred {
		out.Cadence.MedianSeconds, out.Cadence.MaxSeconds = seconds(c.Median), seconds(c.Max)
	}
	for _, p := range m.promises {
		out.Promises = append(out.Promises, promiseJSON(p))
	}
	return out
}

func metricJSON(v incident.Metric) statsMetric {
	out := statsMetric{State: cmp.Or(string(v.State), "missing"), From: anchorJSON(v.From), To: anchorJSON(v.To)}
	if value, ok := v.Get(); ok {
		out.Seconds = seconds(value)
	}
	if err := v.Err(); err != nil {
		out.Error = err.Error()
	}
	from, to := missing(v)
	if from {
		out.Missing = append(out.Missing, "from")
	}
	if to {
		out.Missing = append(out.Missing, "to")
	}
	return out
}

func anchorJSON(a incident.Anchor) *statsAnchor {
	if a == (incident.Anchor{}) {
		return nil
	}
	return &statsAnchor{instant(a.At), a.Source, a.Path, a.Basis(), a.Inferred}
}

func statementJSON(s claim.Statement) statsStatement {
	out := statsStatement{Aspect: s.Aspect.String(), From: instant(s.From), To: instant(s.To), Value: s.Value, Path: s.Path, Text: s.Text}
	if d, ok := s.Length.Duration(); ok && d > 0 {
		out.Seconds = seconds(d)
	} else if !s.From.IsZero() && !s.To.IsZero() {
		out.Seconds = seconds(s.To.Sub(s.From))
	}
	return out
}

func promiseJSON(p claim.Promise) statsPromise {
	out := statsPromise{
		Subject: p.Subject.String(), State: string(p.State), Path: p.Path, Text: p.Text,
		Made: instant(p.Made), Due: instant(p.Due), Met: instant(p.Met), LateDays: p.LateDays,
	}
	if p.Vague() {
		out.State = "vague"
	}
	if p.By >= 0 {
		out.By = &p.By
	}
	if p.State == claim.Overdue || !p.Met.IsZero() {
		out.LateSeconds = seconds(p.Late)
	}
	return out
}

// instant returns t in UTC, or nil for the zero time.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func seconds(d time.Duration) *float64 {
	s := d.Seconds()
	return &s
}
