package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// groups returns the groups of a home page, and the uptime of the page. Retired
// components are not shown.
func (s *Service) groups(o Options) ([]Group, Uptime) {
	r := s.records(o.Now)
	policy := s.policy()
	period := incident.Interval{Start: o.Now, End: o.Now}
	var groups []Group
	var indices [][]int // of the components by group
	var all []int
	index := make(map[string]int)
	for i := range r.list {
		rec := &r.list[i]
		if rec.component.isRetired(o.Now) {
			continue
		}
		line := Line{State: rec.state(o.Now), Days: r.days(rec, o.Days)}
		if len(line.Days) > 0 {
			period.Start = line.Days[0].Start
		}
		line.Uptime = r.uptime([]int{i}, period, policy)
		g, ok := index[rec.component.Group]
		if !ok {
			g = len(groups)
			index[rec.component.Group] = g
			groups = append(groups, Group{Name: rec.component.Group})
			indices = append(indices, nil)
		}
		groups[g].Components = append(groups[g].Components, line)
		indices[g], all = append(indices[g], i), append(all, i)
	}
	for g := range groups {
		groups[g].Status = worstStatus(groups[g].Components)
		groups[g].Uptime = r.uptime(indices[g], period, policy)
	}
	return groups, r.uptime(all, period, policy)
}

// worstStatus returns the worst status of the components. It is "" if the
// status of one of them is not known and no other is worse than operational.
func worstStatus(lines []Line) incident.ComponentStatus {
	worst, unknown := incident.ComponentOperational, len(lines) == 0
	for i := range lines {
		status := lines[i].Status
		unknown = unknown || status == ""
		if status.Compare(worst) > 0 {
			worst = status
		}
	}
	if unknown && worst == incident.ComponentOperational {
		return ""
	}
	return worst
}

// policy returns the policy of the page. One with an unknown name counts
// nothing.
func (s *Service) policy() Policy {
	p, ok := LookupPolicy(s.Policy)
	if !ok {
		p.Name = s.Policy
	}
	return p
}

// since returns " since Mar 8, 2024" if there is a record of the components only
// for a part of the last days, so that nobody takes the figure for that of all
// of them; else "".
func since(lang *words.Language, lines ...Line) string {
	var first civil.Date
	for i := range lines {
		days := lines[i].Days
		k := slices.IndexFunc(days, func(d Day) bool { return d.Known })
		switch {
		case k == 0:
			return ""
		case k > 0 && (first.IsZero() || days[k].Date.Compare(first) < 0):
			first = days[k].Date
		}
	}
	if first.IsZero() {
		return ""
	}
	day := time.Date(first.Year, first.Month, first.Day, 0, 0, 0, 0, time.UTC)
	return " " + lang.Word(words.Since) + " " + string(lang.Dates.AppendDate(nil, day))
}
