package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// judgedBy names the rules by which promises are judged. The help text explains
// them.
var judgedBy = fmt.Sprintf("mode %s, grace %s", claim.Substantive, incident.FormatDuration(claim.DefaultGrace))

// text returns the report about one incident. asked is set if -now was given.
func (m *measured) text(asked bool) []byte {
	var p printout
	p.line("%s", m.name())
	p.line("Page: %s, times in %s", cmp.Or(m.inc.Page.Name, "no name"), cmp.Or(m.inc.Page.TimeZone, "UTC"))
	p.line("Status: %s", cmp.Or(string(m.inc.Status()), "not stated"))
	p.line("Impact: %s", m.impact())
	if affected := m.inc.Affected(); len(affected) > 0 {
		names := namesOf(affected, func(c incident.Affected) string {
			if c.Worst == "" {
				return fullName(c.Component)
			}
			return fmt.Sprintf("%s (%s)", fullName(c.Component), c.Worst)
		})
		p.line("Components: %s", strings.Join(names, ", "))
	}
	p.line("Updates: %s", m.cadence())
	for _, rows := range [][][]string{m.milestones(), m.statements(), m.metricRows()} {
		if len(rows) > 1 {
			p.table(rows)
		}
	}
	if s := m.missing(); s != "" {
		p.line("")
		p.line("%s", s)
	}
	p.line("")
	if len(m.promises) == 0 {
		p.line("Promises: none")
		return p
	}
	judged := "the last update or the postmortem; -now sets it"
	if asked {
		judged = "-now"
	}
	p.line("Promises as of %s (%s); %s", m.moment(m.judged), judged, judgedBy)
	p.line("%s", sayTallies(talliesOf(m)))
	rows := [][]string{{"promise", "state", "late", "due", "made", "text"}}
	for _, pr := range m.promises {
		rows = append(rows, []string{
			pr.Subject.String(), cmp.Or(string(pr.State), "vague"), late(pr), m.due(pr), m.moment(pr.Made), cmp.Or(pr.Text, pr.Path),
		})
	}
	p.table(rows)
	return p
}

func (m *measured) impact() string {
	impact, reason := m.inc.EffectiveImpact()
	switch {
	case reason.Stated:
		return string(impact) + " (stated)"
	case reason.Maintenance:
		return string(impact) + " (a scheduled maintenance)"
	case impact == "" && reason.Component.Status != "" && !reason.Component.Status.Valid():
		return fmt.Sprintf("not stated (%s: %q is not a known status)", fullName(reason.Component), reason.Component.Status)
	case impact == "":
		return "not stated"
	case reason.Update < 0:
		return fmt.Sprintf("%s (%s: %s)", impact, fullName(reason.Component), reason.Component.Status)
	}
	return fmt.Sprintf("%s (%s: %s in updates[%d])", impact, fullName(reason.Component), reason.Component.Status, reason.Update)
}

func fullName(c incident.Component) string {
	return cmp.Or(c.FullName(), "a component without a name")
}

func (m *measured) cadence() string {
	c := m.metrics.Cadence
	s := fmt.Sprintf("%d, %d of them while it lasted", len(m.inc.Updates), c.Posts)
	retracted := 0
	for i := range m.inc.Updates {
		if m.inc.Updates[i].Retracted() {
			retracted++
		}
	}
	if retracted > 0 {
		s += fmt.Sprintf(", %d retracted", retracted)
	}
	switch c.State {
	case incident.MetricMissing:
		return s
	case incident.MetricReversed:
		return s + ", not in the order of their times"
	}
	s += fmt.Sprintf("; gaps: median %s, longest %s", incident.FormatDuration(c.Median), incident.FormatDuration(c.Max))
	if c.State == incident.MetricInferred {
		s += " (inferred)"
	}
	return s
}

// metricRows returns the table of the metrics that are not missing.
func (m *measured) metricRows() [][]string {
	rows := [][]string{{"metric", "value", "from", "to", "rests on"}}
	for name, v := range m.metrics.All() {
		if v.State == incident.MetricMissing {
			continue
		}
		value := "reversed"
		if v.State != incident.MetricReversed {
			value = incident.FormatDuration(v.Value)
		}
		rows = append(rows, []string{name, value, m.moment(v.From.At), m.moment(v.To.At), note(v)})
	}
	return rows
}

// note describes the evidence for the ends of a metric, or the reason why it
// has no value.
func note(v incident.Metric) string {
	if v.State == incident.MetricReversed {
		return v.Err().Error()
	}
	from, to := basis(v.From), basis(v.To)
	if from == to {
		return from
	}
	return from + " to " + to
}

// basis describes the evidence for an anchor.
func basis(a incident.Anchor) string {
	if a.Inferred && !a.Concluded {
		return string(a.Basis()) + " (inferred)"
	}
	return string(a.Basis())
}

// milestones returns the table of the milestones that were reached.
func (m *measured) milestones() [][]string {
	rows := [][]string{{"milestone", "at", "rests on"}}
	for _, word := range incident.Words[incident.Milestone]() {
		a := m.inc.Anchor(word)
		switch {
		case a.Path == "":
		case a.At.IsZero():
			rows = append(rows, []string{string(word), "known to the day only", basis(a) + ": " + a.Path})
		default:
			rows = append(rows, []string{string(word), m.moment(a.At), basis(a) + ": " + a.Path})
		}
	}
	return rows
}

// statements returns the table of the statements of texts and fields.
func (m *measured) statements() [][]string {
	rows := [][]string{{"stated", "value", "from", "to", "text"}}
	for _, s := range m.stated {
		length := ""
		if d, ok := s.Length.Duration(); ok && d > 0 {
			length = incident.FormatDuration(d)
		} else if !s.From.IsZero() && !s.To.IsZero() {
			length = incident.FormatDuration(s.To.Sub(s.From))
		}
		rows = append(rows, []string{s.Aspect.String(), length, m.moment(s.From), m.moment(s.To), s.Text})
	}
	return rows
}

// missing names the metrics without a value, and the milestones that would give
// them one.
func (m *measured) missing() string {
	var names, needs []string
	seen := make(map[string]bool)
	marked := "" // the milestones that are needed
	need := func(is bool, word string) {
		if !is || seen[word] {
			return
		}
		seen[word] = true
		if name, ok := strings.CutPrefix(word, milestone); ok {
			if marked == "" {
				marked = "events or rows marked as " + name
			} else {
				marked += ", " + name
			}
			return
		}
		needs = append(needs, word)
	}
	for name, v := range m.metrics.All() {
		if v.State != incident.MetricMissing || name == "planned" && !m.inc.IsMaintenance() {
			continue
		}
		names = append(names, name)
		from, to := missing(v)
		need(from, ends[name][0])
		need(to, ends[name][1])
	}
	if names == nil {
		return ""
	}
	if marked != "" {
		needs = append(needs, marked)
	}
	return "Missing: " + strings.Join(names, ", ") + "; they need " + strings.Join(needs, ", ")
}

// moment formats an instant in the page's zone.
func (m *measured) moment(t time.Time) string { return moment(t, m.loc) }

// due formats the time at which a promise is due. The end of a day is written
// as 24:00, which cannot be confused with 00:00 of the next day.
func (m *measured) due(p claim.Promise) string {
	end := p.Due.In(m.loc)
	inDays := p.Length.Days > 0 || p.Length.Months > 0 || p.Subject == claim.Action
	if p.Due.IsZero() || !inDays || end.Hour() != 0 || end.Minute() != 0 {
		return m.moment(p.Due)
	}
	day := end.Add(-time.Second)
	return day.Format("2006-01-02") + " 24:00" + day.Format(" MST")
}

// late describes how late a promise was kept or is overdue.
func late(p claim.Promise) string {
	switch {
	case p.Late <= 0:
		return ""
	case p.LateDays == 1:
		return "1 business day"
	case p.LateDays > 1:
		return fmt.Sprintf("%d business days", p.LateDays)
	}
	return incident.FormatDuration(p.Late)
}

func sayTallies(list []tally) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(namesOf(list, tally.String), "; ")
}

// String returns the numbers that are not 0.
func (t tally) String() string {
	s := fmt.Sprintf("%s: %d made", t.Subject, t.Made)
	for _, state := range []claim.State{claim.Kept, claim.Missed, claim.Overdue, claim.Pending, claim.Superseded, claim.Void, ""} {
		if n := *t.of(state); n > 0 {
			s += fmt.Sprintf(", %d %s", n, cmp.Or(string(state), "vague"))
		}
	}
	return s
}

// shortened lists the metrics in the line of one of several incidents.
var shortened = [...]string{"open", "detect", "first_post", "mitigate", "impact", "resolve_post", "publish"}

// row returns the line of one of several incidents.
func (m *measured) row() []string {
	row := []string{""}
	for i := range m.inc.Updates {
		if u := &m.inc.Updates[i]; !u.Retracted() {
			row[0] = m.moment(u.At)
			break
		}
	}
	byName := make(map[string]incident.Metric)
	for name, v := range m.metrics.All() {
		byName[name] = v
	}
	for _, name := range shortened {
		row = append(row, brief(byName[name].Value, byName[name].State))
	}
	c := m.metrics.Cadence
	return append(row, brief(c.Max, c.State), m.kept(), strings.Clone(m.name())) // a clone, since the name is a substring of the whole file
}

// text returns a line for each incident, and the quantiles.
func (s *statistics) text() []byte {
	var p printout
	p.line("%s; - is missing, ~ inferred, ! reversed; kept counts promises whose time has come", count(s.count, "incident"))
	head := append([]string{"first update"}, shortened[:]...)
	p.table(append([][]string{append(head, "longest_gap", "kept", "incident")}, s.rows...))
	rows := [][]string{{"metric", "n", "missing", "reversed", "min", "p50", "p90", "max"}}
	for _, sp := range s.all {
		row := []string{sp.name, fmt.Sprint(len(sp.values)), fmt.Sprint(sp.missing), fmt.Sprint(sp.reversed)}
		for _, q := range [...]float64{0, 0.5, 0.9, 1} {
			v, ok := sp.quantile(q)
			if !ok {
				break
			}
			row = append(row, incident.FormatDuration(v))
		}
		rows = append(rows, row)
	}
	p.table(rows)
	judged := "the last update or the postmortem of each; -now sets it"
	if s.now != "" {
		judged = "-now " + string(s.now)
	}
	p.line("")
	p.line("Promises as of %s; %s", judged, judgedBy)
	p.line("%s", sayTallies(s.tallies.made()))
	return p
}

// brief formats a value for a narrow column.
func brief(d time.Duration, state incident.MetricState) string {
	switch state {
	case incident.MetricMissing:
		return "-"
	case incident.MetricReversed:
		return "!"
	case incident.MetricInferred:
		return "~" + incident.FormatDuration(d)
	}
	return incident.FormatDuration(d)
}

// kept returns the number of promises kept and the number judged: "9/11".
func (m *measured) kept() string {
	kept, judged := 0, 0
	for _, t := range talliesOf(m) {
		kept, judged = kept+t.Kept, judged+t.Kept+t.Missed+t.Overdue
	}
	if judged == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", kept, judged)
}
