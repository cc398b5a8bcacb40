package render

import (
	"cmp"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/plan"
)

// The picture shows the incident over time, as inline SVG: a lane per component
// with spans in the colour and the height of its status, a row with the
// updates, a row with the milestones, and one time axis. It loads nothing and
// needs no style sheet: colours are attributes, which the style sheet of the
// page overrides.
//
// It is bounded: twelve lanes, a few hundred marks.
const (
	lanesMost     = 12
	searchedLanes = 64 // components that may have a lane, so that the cost stays linear
	laneHeight    = 36
	markHeight    = 16
	dayRow        = 15
)

// A picture is what is shown on the axis. Its memory serves one report after
// another.
type picture struct {
	plan *plan.Report
	axis axis
	// known is the axis without promises and room: what has happened.
	known      axis
	lanes      []lane // at least one
	more       int    // components that have no lane
	spans      []span // of all lanes
	updates    []mark
	milestones []mark
}

// lane is a lane with the spans of a component, or of the whole incident.
type lane struct {
	component   *incident.Affected // nil: the whole
	first, last int                // its spans
}

// span is a time in which a component, or the whole, has one status.
type span struct {
	from, to   int // places
	start, end time.Time
	status     incident.ComponentStatus // "": not stated
	impact     incident.Impact          // of the whole; else ""
	open       bool                     // it had not ended when the report was written
}

// class returns the word that the span is coloured by.
func (s *span) class() string {
	if s.impact != "" {
		return validWord(s.impact)
	}
	return validWord(s.status)
}

// mark is a mark of an update or a milestone.
type mark struct {
	at        int // place
	level     int // above the row, where marks would cover one another
	t         time.Time
	status    incident.Status // in force after the update
	milestone incident.Milestone
}

// reset drops what the picture was made of.
func (p *picture) reset() {
	clear(p.lanes)
	clear(p.spans)
	clear(p.updates)
	clear(p.milestones)
	*p = picture{lanes: p.lanes[:0], spans: p.spans[:0], updates: p.updates[:0], milestones: p.milestones[:0]}
}

// show decides what the picture of a report shows. It reports whether there is
// anything.
func (p *picture) show(r *plan.Report, internal bool) bool {
	p.plan = r
	if r.ShowsPostmortem() {
		p.findMilestones(r.Incident.Postmortem, internal)
	}
	if !p.setAxis() {
		return false
	}
	p.findLanes()
	p.findUpdates()
	var s stack
	for i := range p.milestones {
		m := &p.milestones[i]
		m.at = p.axis.place(m.t)
		m.level, _ = s.put(m.at)
	}
	return true
}

// findMilestones collects the first event of each milestone in the timelines
// that readers see, in order of time.
func (p *picture) findMilestones(pm *incident.Postmortem, internal bool) {
	const most = 10
	for i := range pm.Sections {
		s := &pm.Sections[i]
		if s.Timeline == nil || s.Internal && !internal {
			continue
		}
		for j := range s.Timeline.Events {
			e := &s.Timeline.Events[j]
			if e.Milestone != "" && !e.Inferred && e.Milestone.Valid() && isInstant(e.At) && len(p.milestones) < most && p.milestone(e.Milestone).IsZero() {
				p.milestones = append(p.milestones, mark{t: e.At, milestone: e.Milestone})
			}
		}
	}
	slices.SortStableFunc(p.milestones, func(a, b mark) int { return a.t.Compare(b.t) })
}

// milestone returns when a milestone was reached, or the zero time.
func (p *picture) milestone(m incident.Milestone) time.Time {
	for i := range p.milestones {
		if p.milestones[i].milestone == m {
			return p.milestones[i].t
		}
	}
	return time.Time{}
}

// setAxis finds the ends of the axis. It reports whether there is anything to
// show.
func (p *picture) setAxis() bool {
	inc := p.plan.Incident
	p.axis.loc = p.plan.Clock.Zones[0]
	var status incident.Status
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		if status = cmp.Or(u.Status, status); !announces(inc, status) {
			p.axis.see(u.At)
		}
	}
	p.axis.see(inc.Window.Start)
	p.axis.see(inc.Window.End)
	for i := range p.milestones {
		p.axis.see(p.milestones[i].t)
	}
	if !p.axis.any {
		return false
	}
	p.known = p.axis
	if u := promising(inc); u != nil {
		p.axis.see(u.NextUpdate)
	}
	p.axis.widen(len(inc.Updates) > 0 && !inc.Status().IsFinal())
	return true
}

// announces reports whether updates with a status come before the thing itself:
// a maintenance is announced days ahead, and those days are not part of it.
func announces(inc *incident.Incident, s incident.Status) bool {
	return s == incident.StatusScheduled && !inc.Window.Start.IsZero()
}

// findUpdates places the marks of updates. A mark that would stand right on
// another one is left out, unless the status changes with it.
func (p *picture) findUpdates() {
	inc := p.plan.Incident
	var s stack
	var status incident.Status
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		before := status
		status = cmp.Or(u.Status, status)
		if !isInstant(u.At) || announces(inc, status) {
			continue
		}
		at := p.axis.place(u.At)
		if level, ok := s.put(at); ok || status != before && len(inc.Updates) < 200 {
			p.updates = append(p.updates, mark{at: at, level: level, t: u.At, status: status})
		}
	}
}

// findLanes gives lanes to the components whose course is known. If there are
// none, the only lane shows the impact of the whole.
func (p *picture) findLanes() {
	for i := range p.plan.Affected {
		c := &p.plan.Affected[i]
		switch {
		case c.Worst == "":
		case len(p.lanes) == lanesMost:
			p.more++
		case i < searchedLanes:
			first := len(p.spans)
			if p.addSpans(c) {
				p.lanes = append(p.lanes, lane{c, first, len(p.spans)})
			}
		}
	}
	if len(p.lanes) == 0 {
		p.spans = append(p.spans[:0], p.whole())
		p.lanes = append(p.lanes, lane{nil, 0, 1})
	}
}

// isOf reports whether a change is one of the component: by ID where both have
// one, else by group and name.
func isOf(change *incident.Change, c *incident.Affected) bool {
	if change.ID != "" && c.ID != "" {
		return change.ID == c.ID
	}
	return change.Name == c.Name && change.Group == c.Group
}

// addSpans adds the spans of a component, in order. Spans that are too short to
// be seen become one with the worse status. It reports whether any update
// changes the component.
func (p *picture) addSpans(c *incident.Affected) (changed bool) {
	inc := p.plan.Incident
	s := span{start: time.Unix(p.axis.start, 0)}
	for k := range inc.Updates {
		u := &inc.Updates[k]
		if u.Retracted() {
			continue
		}
		for j := range u.Changes {
			change := &u.Changes[j]
			if !isOf(change, c) {
				continue
			}
			changed = true
			if !isInstant(u.At) {
				continue
			}
			at := p.axis.place(u.At)
			if s.status == "" && change.From != "" && s.from == 0 {
				s.status = change.From
			}
			switch {
			case change.To == s.status:
			case at-s.from < 20 && s.status != "":
				if change.To.Compare(s.status) > 0 {
					s.status = change.To
				}
			default:
				s.to, s.end = at, u.At
				if s.status != "" && s.to > s.from {
					p.spans = append(p.spans, s)
				}
				s = span{from: at, start: u.At, status: change.To}
			}
		}
	}
	if s.status != "" {
		s.to, s.end = axisEnd, time.Unix(p.axis.end, 0)
		s.open = s.status != incident.ComponentOperational && !inc.Status().IsFinal()
		p.spans = append(p.spans, s)
	}
	return changed
}

// whole returns the span of the whole incident: from the start of the impact,
// or the first update, to its end, or the last update.
func (p *picture) whole() (s span) {
	inc := p.plan.Incident
	s.impact, _ = inc.EffectiveImpact()
	s.status = impactStatus[s.impact]
	if inc.IsMaintenance() {
		s.start, s.end = inc.Window.Start, inc.Window.End
		s.status = incident.ComponentUnderMaintenance
	}
	if s.start.IsZero() {
		s.start = p.milestone(incident.MilestoneImpactStarted)
	}
	if s.end.IsZero() {
		s.end = p.milestone(incident.MilestoneImpactEnded)
	}
	var last *incident.Update
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		last = u
		if s.start.IsZero() && isInstant(u.At) {
			s.start = u.At
		}
	}
	if s.end.IsZero() && last != nil {
		if inc.Status().IsFinal() {
			s.end = last.At
		} else {
			s.open = true
		}
	}
	if !isInstant(s.start) {
		s.start = time.Unix(p.axis.start, 0)
	}
	if !isInstant(s.end) {
		s.end = time.Unix(p.axis.end, 0)
	}
	s.from, s.to = p.axis.place(s.start), p.axis.place(s.end)
	return s
}

// impactStatus are the component statuses that look like the impacts.
var impactStatus = map[incident.Impact]incident.ComponentStatus{
	incident.ImpactMaintenance: incident.ComponentUnderMaintenance,
	incident.ImpactMinor:       incident.ComponentDegradedPerformance,
	incident.ImpactMajor:       incident.ComponentPartialOutage,
	incident.ImpactCritical:    incident.ComponentMajorOutage,
	incident.ImpactNone:        incident.ComponentOperational,
}

// levelsMost is how many levels of marks stand above one another.
const levelsMost = 4

// A stack puts marks that would cover one another on levels. Marks come in any
// order.
type stack struct {
	last [levelsMost]int
	used [levelsMost]bool
}

// put returns the level of a mark, and false if it would stand right on one
// that is there.
func (s *stack) put(at int) (level int, ok bool) {
	const room, touch = 500, 40
	for i := range s.last {
		level = i
		distance := max(at-s.last[i], s.last[i]-at)
		if ok = !s.used[i] || distance >= room; ok {
			break
		}
		ok = distance >= touch // of the highest level
	}
	s.last[level], s.used[level] = at, true
	return level, ok
}

// levels returns how many levels marks take.
func levels(marks []mark) int {
	n := 0
	for i := range marks {
		n = max(n, marks[i].level)
	}
	return n + 1
}
