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

// UptimeReport returns the uptime of the listed components, of each group and of
// the page: in the last days, and in each of the last twelve months of which
// there is a record. Without components it has no rows.
func (s *Service) UptimeReport(o Options) *UptimeReport {
	o = o.withDefaults()
	r := s.records(o.Now)
	u := &UptimeReport{Location: r.loc, Policy: s.policy(), Since: r.since}
	u.Periods = u.periods(o, words.For(s.Page.Lang))
	var all []int
	var names []string
	groups := make(map[string][]int)
	for i := range r.list {
		c := &r.list[i].component
		all = append(all, i)
		if len(groups[c.Group]) == 0 {
			names = append(names, c.Group)
		}
		groups[c.Group] = append(groups[c.Group], i)
	}
	row := func(name string, c *Component, indices []int) {
		row := UptimeRow{Name: name, Component: c}
		for _, p := range u.Periods {
			row.Uptimes = append(row.Uptimes, r.uptime(indices, p.Interval, u.Policy))
		}
		u.Rows = append(u.Rows, row)
	}
	if len(all) > 1 {
		row(pageName(s.Page, words.For(s.Page.Lang)), nil, all)
	}
	for _, name := range names {
		if group := groups[name]; name != "" && len(group) > 1 {
			row(name, nil, group)
		}
		for _, i := range groups[name] {
			c := &r.list[i].component
			row(c.fullName(), c, []int{i})
		}
	}
	return u
}

// Of returns the rows of one component.
func (u *UptimeReport) Of(c Component) *UptimeReport {
	one := *u
	one.Rows = nil
	for _, row := range u.Rows {
		if row.Component != nil && *row.Component == c {
			one.Rows = append(one.Rows, row)
		}
	}
	return &one
}

// periods returns the last days, and the months from the present one back to the
// beginning of the record.
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
