package render

import (
	"cmp"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// The picture shows the incident over time: rows of HTML with their names, so
// that these wrap, and an inline SVG below each. There is a lane for the impact
// as it is told, one per component, with spans in the colour and the height of
// their status, a row with the updates, a row with what the timelines tell, and
// one time axis. It loads nothing and needs no style sheet: colours are
// attributes, which the style sheet of the page overrides.
//
// It is bounded: twelve components, a few hundred marks.
const (
	lanesMost     = 12
	searchedLanes = 64 // components that may have a lane, so that the cost stays linear
	laneHeight    = 20
	markHeight    = 16
	dayRow        = 15
)

// A picture is what is shown on the axis. Its memory serves one report after
// another.
type picture struct {
	plan    *plan.Report
	metrics *incident.Metrics
	axis    axis
	// known is the axis without promises and room, and happened that part of it
	// which had passed when the report was written.
	known, happened axis

	lanes   []lane
	more    int    // components that have no lane
	spans   []span // of all lanes
	updates []mark
	// The rows of the timelines: those that reach a milestone, which have
	// numbers, and the others. Both are in order of time.
	milestones, events []mark
}

// lane is a lane with the spans of a component, or of the whole incident.
type lane struct {
	component   *incident.Affected // nil: the whole
	name        words.Word         // of the whole
	first, last int                // its spans
}

// span is a time in which a component, or the whole, has one status.
type span struct {
	from, to   int                      // places
	start, end time.Time                // zero: not known
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

// mark is a mark of an update or an event.
type mark struct {
	at     int // place
	level  int // above the row, where marks would cover one another
	t      time.Time
	status incident.Status // in force after the update
	event  *incident.Event
}

// reset drops what the picture was made of.
func (p *picture) reset() {
	clear(p.lanes)
	clear(p.spans)
	clear(p.updates)
	clear(p.milestones)
	clear(p.events)
	*p = picture{lanes: p.lanes[:0], spans: p.spans[:0], updates: p.updates[:0], milestones: p.milestones[:0], events: p.events[:0]}
}

// show decides what the picture of a report shows. It reports whether there is
// anything: one mark alone shows nothing that its stamp does not say.
func (p *picture) show(r *plan.Report, m *incident.Metrics) bool {
	p.plan, p.metrics = r, m
	p.findEvents()
	if !p.setAxis() {
		return false
	}
	p.findLanes()
	p.findUpdates()
	p.placeEvents()
	return len(p.lanes) > 0 || len(p.updates)+len(p.milestones)+len(p.events) > 1
}

// findEvents collects the rows of the timelines that readers see, and sets apart
// those that reach a milestone.
func (p *picture) findEvents() {
	d, ok := p.plan.Document()
	if !ok {
		return
	}
	for s := d.NextSource(); s != nil; s = d.NextSource() {
		if s.Timeline == nil {
			continue
		}
		for i := range s.Timeline.Events {
			if e := &s.Timeline.Events[i]; isInstant(e.At) && e.Precision != incident.PrecisionDay {
				p.events = append(p.events, mark{t: e.At, event: e})
			}
		}
	}
	slices.SortStableFunc(p.events, func(a, b mark) int { return a.t.Compare(b.t) })
	n := 0
	for _, m := range p.events {
		if isMilestone(m.event.Milestone) && len(p.milestones) < milestonesMost {
			p.milestones = append(p.milestones, m)
		} else {
			p.events[n] = m
			n++
		}
	}
	p.events = p.events[:n]
}

// isMilestone reports whether m is a milestone that readers know. Those of
// somebody's own are for their own eyes.
func isMilestone(m incident.Milestone) bool { return m != "" && m.Valid() }

// placeEvents places the rows of the timelines. One that reaches no milestone
// is left out where it would stand right on another one.
func (p *picture) placeEvents() {
	var s stack
	for i := range p.milestones {
		m := &p.milestones[i]
		m.at = p.axis.place(m.t)
		m.level, _ = s.put(m.at, milestonesMost)
	}
	const touch = 60
	last, n := -axisEnd, 0
	for _, m := range p.events {
		if m.at = p.axis.place(m.t); m.at-last >= touch && p.axis.beyond(m.t) == 0 {
			last = m.at
			p.events[n] = m
			n++
		}
	}
	p.events = p.events[:n]
}

// setAxis finds the ends of the axis. It reports whether there is anything to
// show. What matters is the impact, where that is known, and else the posts;
// the rest widens the axis only so far that what matters keeps its share of it.
func (p *picture) setAxis() bool {
	inc := p.plan.Incident
	p.axis.loc = p.plan.Clock.Zones[0]
	over := inc.Status().IsFinal()
	core := p.axis
	for _, iv := range p.metrics.ImpactIntervals {
		core.see(iv.Start)
		core.see(iv.End)
	}
	core.see(inc.Window.Start)
	core.see(inc.Window.End)
	if !core.any || !over {
		p.posts(core.see)
		core.see(impactBegan(p.metrics).At)
	}
	events := [...][]mark{p.milestones, p.events}
	if !core.any {
		for _, list := range events {
			for i := range list {
				core.see(list[i].t)
			}
		}
	}
	if !core.any {
		return false
	}
	p.axis = core
	see := core.near(&p.axis)
	p.posts(see)
	for _, list := range events {
		for i := range list {
			see(list[i].t)
		}
	}
	p.known = p.axis
	p.setHappened()
	if u := promising(inc); u != nil {
		p.known.near(&p.axis)(u.NextUpdate)
	}
	p.axis.widen(len(inc.Updates) > 0 && !over)
	return true
}

// setHappened finds the part of the axis that had passed: to the last time that
// an update or a timeline has. A planned time may lie ahead.
func (p *picture) setHappened() {
	h := &p.happened
	for _, iv := range p.metrics.ImpactIntervals {
		h.see(iv.End)
	}
	p.posts(h.see)
	for _, list := range [...][]mark{p.milestones, p.events} {
		for i := range list {
			h.see(list[i].t)
		}
	}
	if !h.any {
		*h = p.known
	}
	h.end = min(h.end, p.known.end)
}

// posts calls see with the time of each update that belongs to the incident
// itself.
func (p *picture) posts(see func(time.Time)) {
	inc := p.plan.Incident
	var status incident.Status
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		if status = cmp.Or(u.Status, status); !announces(inc, status) {
			see(u.At)
		}
	}
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
		if level, ok := s.put(at, levelsMost); ok || status != before && len(inc.Updates) < 200 {
			p.updates = append(p.updates, mark{at: at, level: level, t: u.At, status: status})
		}
	}
}

// findLanes makes the lanes: of a maintenance as it was planned, of the impact
// as it is told, and of the components whose course is known. Nothing has a
// lane of which no time is known.
func (p *picture) findLanes() {
	inc := p.plan.Incident
	if w := inc.Window; inc.IsMaintenance() && isInstant(w.Start) && isInstant(w.End) && w.Start.Before(w.End) {
		p.addLane(words.Planned, span{start: w.Start, end: w.End, status: incident.ComponentUnderMaintenance})
	}
	p.findImpact()
	for i := range p.plan.Affected {
		c := &p.plan.Affected[i]
		switch {
		case c.Worst == "":
		case len(p.lanes) == lanesMost:
			p.more++
		case i < searchedLanes:
			first := len(p.spans)
			if p.addSpans(c) {
				p.lanes = append(p.lanes, lane{c, words.NoWord, first, len(p.spans)})
			}
		}
	}
}

// findImpact makes the lane of the impact, unless it is known from the
// components only.
func (p *picture) findImpact() {
	began := impactBegan(p.metrics)
	if !isInstant(began.At) || began.Basis() == incident.BasisChanges {
		return
	}
	impact, _ := p.plan.Incident.EffectiveImpact()
	s := span{impact: impact, status: impactStatus[impact]}
	var list []span
	for _, iv := range p.metrics.ImpactIntervals {
		s.start, s.end = iv.Start, iv.End
		list = append(list, s)
	}
	if list == nil && goesOn(p.plan.Incident) {
		s.start, s.end, s.open = began.At, time.Unix(p.axis.end, 0), true
		list = append(list, s)
	}
	if list != nil {
		p.addLane(words.ImpactRow, list...)
	}
}

// goesOn reports whether the status says that the incident is not over. One
// that is not known says nothing.
func goesOn(inc *incident.Incident) bool {
	s := inc.Status()
	return s != "" && s.Valid() && !s.IsFinal()
}

// addLane adds a lane of the whole with its spans.
func (p *picture) addLane(name words.Word, spans ...span) {
	first := len(p.spans)
	for _, s := range spans {
		s.from, s.to = p.axis.place(s.start), p.axis.place(s.end)
		p.spans = append(p.spans, s)
	}
	p.lanes = append(p.lanes, lane{nil, name, first, len(p.spans)})
}

// isOf reports whether a change is one of the component: by ID where both have
// one, else by group and name.
func isOf(change *incident.Change, c *incident.Affected) bool {
	if change.ID != "" && c.ID != "" {
		return change.ID == c.ID
	}
	return change.Name == c.Name && change.Group == c.Group
}

// addSpans adds the spans of a component, in order. It reports whether its
// course is known: no change is without a time or before the one that it
// follows. What it had before its first change has no start, and what it has
// since its last one has no end.
func (p *picture) addSpans(c *incident.Affected) bool {
	inc := p.plan.Incident
	first := len(p.spans)
	var s span
	var last time.Time
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
			if !isInstant(u.At) || u.At.Before(last) {
				p.spans = p.spans[:first]
				return false
			}
			if last.IsZero() {
				s.status = change.From
			}
			last = u.At
			if change.To == s.status {
				continue
			}
			s.to, s.end = p.axis.place(u.At), u.At
			if s.status != "" && (s.to > s.from || !s.start.IsZero()) {
				p.spans = append(p.spans, s)
			}
			s = span{from: s.to, start: u.At, status: change.To}
		}
	}
	// Where the present status is another one, nobody knows since when.
	if s.status != "" && s.status == c.Status {
		s.to = axisEnd
		s.open = s.status != incident.ComponentOperational && goesOn(inc)
		p.spans = append(p.spans, s)
	}
	if list := p.spans[first:]; len(list) == 1 && list[0].start.IsZero() && list[0].end.IsZero() {
		p.spans = p.spans[:first] // it never moved
	}
	return len(p.spans) > first
}

// impactStatus are the component statuses that look like the impacts.
var impactStatus = map[incident.Impact]incident.ComponentStatus{
	incident.ImpactMaintenance: incident.ComponentUnderMaintenance,
	incident.ImpactMinor:       incident.ComponentDegradedPerformance,
	incident.ImpactMajor:       incident.ComponentPartialOutage,
	incident.ImpactCritical:    incident.ComponentMajorOutage,
	incident.ImpactNone:        incident.ComponentOperational,
}

const (
	// milestonesMost is how many milestones have numbers. Each has a level of
	// its own if need be, since their numbers have to be read.
	milestonesMost = 10
	// levelsMost is how many levels of updates stand above one another.
	levelsMost = 4
)

// A stack puts marks that would cover one another on levels. Marks come in any
// order.
type stack struct {
	last [milestonesMost]int
	used [milestonesMost]bool
}

// put returns the level of a mark, of the first most, and false if it would
// stand right on one that is there.
func (s *stack) put(at, most int) (level int, ok bool) {
	const room, touch = 500, 40
	for i := range most {
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
