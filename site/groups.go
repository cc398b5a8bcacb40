package site

import (
	"iter"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// groups returns the groups of a home page, and the uptime of the page.
func (s *Service) groups(o Options) ([]Group, Uptime) {
	r := s.records(o.Now)
	policy := s.policy()
	period := incident.Interval{Start: o.Now, End: o.Now}
	var groups []Group
	parts, all := r.inUse()
	for _, part := range parts {
		g := Group{Name: part.name}
		for _, i := range part.indices {
			line := Line{State: r.list[i].state(o.Now), Days: r.days(&r.list[i], o.Days)}
			if len(line.Days) > 0 {
				period.Start = line.Days[0].Start
			}
			line.Uptime = r.uptime([]int{i}, period, policy)
			g.Components = append(g.Components, line)
		}
		g.Status = worstStatus(g.lines())
		g.Uptime = r.uptime(part.indices, period, policy)
		groups = append(groups, g)
	}
	return groups, r.uptime(all, period, policy)
}

// recordGroup has the indices of the records of a group.
type recordGroup struct {
	name    string
	indices []int
}

// inUse returns the records of the components that are in use now, by group and
// all of them. Pages show no others, and count no others in a figure.
func (r *records) inUse() (groups []recordGroup, all []int) {
	index := make(map[string]int)
	for i := range r.list {
		c := &r.list[i].component
		if !c.isInUse(r.now) {
			continue
		}
		g, ok := index[c.Group]
		if !ok {
			g = len(groups)
			index[c.Group] = g
			groups = append(groups, recordGroup{name: c.Group})
		}
		groups[g].indices, all = append(groups[g].indices, i), append(all, i)
	}
	return groups, all
}

// worstStatus returns the worst status of components. It is "" if there is
// none, or if the status of one of them is not known and no other is worse than
// operational.
func worstStatus(lines iter.Seq[*Line]) (worst incident.ComponentStatus) {
	unknown := false
	for line := range lines {
		unknown = unknown || line.Status == ""
		if line.Status.Compare(worst) > 0 {
			worst = line.Status
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

// since returns " since Mar 8, 2024" if there is a record of the components
// only for a part of the last days, so that nobody takes the figure for that of
// all of them; else "".
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
