package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// UptimeReport is the plan of a table of uptimes: a component, a group or the
// page a row, a period a column.
type UptimeReport struct {
	Location *time.Location
	Policy   Policy
	Since    time.Time // when the record begins; zero: there is none
	Periods  []Period
	Rows     []UptimeRow
	unused   []UptimeRow // of components that are not in use
}

// Period is a period with its name: "90 days", "Mar 2024".
type Period struct {
	Name string
	incident.Interval
}

// UptimeRow has the figures of a component, or of several.
type UptimeRow struct {
	Name      string     // of the component, the group or the page
	Component *Component // nil: several
	Uptimes   []Uptime   // by period
}

// UptimeReport returns the uptime of the components that are in use, of each
// group and of the page: in the last days, and in each of the last twelve
// months of which there is a record. As on the home page, a component that is
// retired, or not yet in use, is neither shown nor counted. Without components
// it has no rows.
func (s *Service) UptimeReport(o Options) *UptimeReport {
	o = o.withDefaults()
	r := s.records(o.Now)
	u := &UptimeReport{Location: r.loc, Policy: s.policy(), Since: r.since}
	u.Periods = u.periods(o, words.For(s.Page.Lang))
	row := func(name string, c *Component, indices ...int) UptimeRow {
		row := UptimeRow{Name: name, Component: c}
		for _, p := range u.Periods {
			row.Uptimes = append(row.Uptimes, r.uptime(indices, p.Interval, u.Policy))
		}
		return row
	}
	one := func(i int) UptimeRow {
		c := &r.list[i].component
		return row(c.fullName(), c, i)
	}
	groups, all := r.inUse()
	if len(all) > 1 {
		u.Rows = append(u.Rows, row(pageName(s.Page, words.For(s.Page.Lang)), nil, all...))
	}
	for _, g := range groups {
		if g.name != "" && len(g.indices) > 1 {
			u.Rows = append(u.Rows, row(g.name, nil, g.indices...))
		}
		for _, i := range g.indices {
			u.Rows = append(u.Rows, one(i))
		}
	}
	for i := range r.list {
		if !r.list[i].component.isInUse(r.now) {
			u.unused = append(u.unused, one(i))
		}
	}
	return u
}

// Of returns the rows of one component, which may be one that is not in use.
func (u *UptimeReport) Of(c Component) *UptimeReport {
	one := *u
	one.Rows = nil
	for _, row := range slices.Concat(u.Rows, u.unused) {
		if row.Component != nil && *row.Component == c {
			one.Rows = append(one.Rows, row)
		}
	}
	return &one
}

// periods returns the last days, and the months from the present one back to
// the beginning of the record.
func (u *UptimeReport) periods(o Options, lang *words.Language) []Period {
	const months = 12
	year, month, day := o.Now.In(u.Location).Date()
	midnight := func(month time.Month, day int) time.Time { return time.Date(year, month, day, 0, 0, 0, 0, u.Location) }
	list := []Period{{
		strconv.Itoa(o.Days) + " " + lang.Word(words.DayCount),
		incident.Interval{Start: midnight(month, day-o.Days+1), End: o.Now},
	}}
	for end := o.Now; len(list) <= months && end.After(u.Since) && !u.Since.IsZero(); month-- {
		start := midnight(month, 1)
		name := lang.Dates.ShortMonths[start.Month()-1] + " " + strconv.Itoa(start.Year())
		list = append(list, Period{name, incident.Interval{Start: start, End: end}})
		end = start
	}
	return list
}

// basis returns what the figures rest on, as sentences: the rule, when the
// record begins, and what is assumed and left out in the first period.
func (u *UptimeReport) basis(lang *words.Language) []string {
	const most = 50 // notes
	if len(u.Rows) == 0 || !u.Policy.counts() {
		return nil
	}
	list := []string{u.Policy.describe(lang)}
	if len(u.Rows) > 1 {
		rule := words.MeanComponent
		if u.Policy.Worst {
			rule = words.WorstComponent
		}
		list = append(list, lang.Word(rule))
	}
	if !u.Since.IsZero() {
		list = append(list, lang.Word(words.RecordSince)+" "+string(lang.Dates.AppendDate(nil, u.Since.In(u.Location)))+".")
	}
	total := &u.Rows[0].Uptimes[0]
	if total.Assumed > 0 {
		list = append(list, lang.Word(words.AssumedEnd)+" "+incident.FormatDuration(total.Assumed)+".")
	}
	for i := range total.Notes[:min(len(total.Notes), most)] {
		list = append(list, total.Notes[i].Text+".")
	}
	if n := len(total.Notes) - most; n > 0 {
		list = append(list, "+ "+itoa(n)+" "+lang.Word(words.More))
	}
	return list
}

// describe returns the statuses that count as downtime: "Counted as downtime:
// Major outage 100%, Partial outage 30%."
func (p Policy) describe(lang *words.Language) string {
	var parts []string
	for _, s := range slices.Backward(incident.Words[incident.ComponentStatus]()) {
		if percent := p.percent(s); percent > 0 {
			parts = append(parts, statusName(s, lang)+" "+itoa(percent)+"%")
		}
	}
	return lang.Word(words.Downtime) + ": " + strings.Join(parts, ", ") + "."
}
