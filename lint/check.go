package lint

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// Check returns the faults of a report, ordered by severity, errors first, and
// then by place. A nil incident has none. Check does not change inc.
func Check(inc *incident.Incident, o Options) []Finding {
	if inc == nil {
		return nil
	}
	o.Profile = cmp.Or(o.Profile, Public)
	p := newPass(inc, &o)
	for _, r := range o.Judging() {
		p.rule = &r
		r.Check(p)
	}
	all := p.applyIgnores(o.rules())
	for i := range all {
		all[i].locate(o.Position)
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(a.Severity.Compare(b.Severity), a.compare(b.Place), strings.Compare(a.Rule, b.Rule))
	})
	return all
}

// locate sets the lines and columns of a finding.
func (f *Finding) locate(position func(string, int) (int, int, bool)) {
	if position == nil {
		return
	}
	find := func(p *Place) {
		if line, column, ok := position(p.Path, p.Start); ok && p.Line == 0 {
			p.Line, p.Column = line, column
		}
	}
	find(&f.Place)
	for i := range f.Related {
		find(&f.Related[i].Place)
	}
}

// shown returns the incident as the readers of a profile see it. Parts that
// they do not see are emptied, not removed, so that paths remain valid.
func shown(inc *incident.Incident, profile Profile) *incident.Incident {
	c := inc.Clone()
	for i := range c.Updates {
		if u := &c.Updates[i]; u.Retracted() {
			u.Body, u.Changes, u.NextUpdate = "", nil, time.Time{}
		}
	}
	switch {
	case profile == Internal || c.Postmortem == nil:
		return c
	case profile == Live:
		c.Postmortem = &incident.Postmortem{PublishedAt: c.Postmortem.PublishedAt} // so that its promise counts as kept
	default:
		for i := range c.Postmortem.Sections {
			s := &c.Postmortem.Sections[i]
			if s.Internal {
				*s = incident.Section{Internal: true, Level: s.Level}
			}
			for j := range s.Actions {
				if s.Actions[j].Internal {
					s.Actions[j] = incident.Action{Internal: true}
				}
			}
		}
	}
	c.Events, c.Labels = nil, nil
	return c
}
