package render

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// The picture shows the incident over time. It consists of rows of HTML, each
// with its name and an inline SVG below, so that the names wrap on narrow
// screens. There is a lane for the stated impact, one for each component, whose
// spans show the status by colour and height, a row for the updates, a row for
// the events of timelines, and one time axis. The picture loads nothing and
// needs no style sheet: colours are attributes, which the style sheet of the
// page overrides.
//
// Its size is bounded: it shows twelve components and a few hundred marks at
// most.
const (
	lanesMost     = 12
	searchedLanes = 64 // number of components considered for a lane, so that the cost stays linear
	laneHeight    = 20
	markHeight    = 16
	dayRow        = 15
)

// A picture is everything that is shown on the axis. Its memory is reused from
// report to report.
type picture struct {
	plan    *plan.Report
	metrics *incident.Metrics
	axis    axis
	// known is the axis without promises and margins. happened is the part
	// of it that had passed when the report was written.
	known, happened axis

	lanes   []lane
	more    int    // number of components without a lane
	spans   []span // of all lanes
	updates []mark
	// The events of the timelines in order of time: all of them at first,
	// later those that reach a milestone, which are numbered, and the others.
	milestones, events []mark
}

// lane is the row of a component, or of the incident as a whole.
type lane struct {
	component   *incident.Affected // nil for the incident as a whole
	name        words.Word         // name of a lane without a component
	first, last int                // its spans, as indexes
}

// span is a period in which a component, or the incident as a whole, has one
// status.
type span struct {
	from, to   int                      // places on the axis
	start, end time.Time                // zero if not known
	status     incident.ComponentStatus // "" if not stated
	impact     incident.Impact          // of the incident as a whole
	open       bool                     // not ended when the report was written
}

// class returns the word that decides the colour of the span.
func (s *span) class() string {
	if s.impact != "" {
		return htmlbuffer.ValidWord(s.impact)
	}
	return htmlbuffer.ValidWord(s.status)
}

// mark is the mark of an update or an event.
type mark struct {
	at     int // place on the axis
	level  int // how far the mark is raised so that it covers no other
	t      time.Time
	status incident.Status // in force after the update
	event  *incident.Event
}

// reset forgets the incident that the picture was made from.
func (p *picture) reset() {
	clear(p.lanes)
	clear(p.spans)
	clear(p.updates)
	clear(p.milestones)
	clear(p.events)
	*p = picture{lanes: p.lanes[:0], spans: p.spans[:0], updates: p.updates[:0], milestones: p.milestones[:0], events: p.events[:0]}
}

// show decides what the picture of a report shows. It reports whether the
// picture is worth showing: a single mark says no more than its stamp.
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

// findEvents collects the events of the visible timelines.
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
			if e := &s.Timeline.Events[i]; plan.IsInstant(e.At) && e.Precision != incident.PrecisionDay {
				p.events = append(p.events, mark{t: e.At, event: e})
			}
		}
	}
	slices.SortStableFunc(p.events, func(a, b mark) int { return a.t.Compare(b.t) })
}

// isMilestone reports whether m is a milestone that readers know. Custom
// milestones are not shown.
func isMilestone(m incident.Milestone) bool { return m != "" && m.Valid() }

// placeEvents places the events on the axis, and separates those that reach a
// milestone. An event without one is left out if it would cover another one.
func (p *picture) placeEvents() {
	const touch = 60
	var s stack
	last := -axisEnd
	events := p.events
	p.events = p.events[:0]
	for _, m := range events {
		m.at = p.axis.place(m.t)
		if isMilestone(m.event.Milestone) && len(p.milestones) < milestonesMost {
			m.level, _ = s.put(m.at, milestonesMost)
			p.milestones = append(p.milestones, m)
		} else if m.at-last >= touch && p.axis.beyond(m.t) == 0 {
			last = m.at
			p.events = append(p.events, m)
		}
	}
}

// setAxis finds the ends of the axis. It reports whether there is anything to
// show. The axis covers the impact if it is known, and the posts if not. Other
// times widen it only while this core keeps a reasonable share of the width.
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
	if !core.any {
		p.seeEvents(core.see)
	}
	if !core.any {
		return false
	}
	p.axis = core
	see := core.near(&p.axis)
	p.posts(see)
	p.seeEvents(see)
	p.known = p.axis
	p.setHappened()
	if u := promising(inc); u != nil {
		p.known.near(&p.axis)(u.NextUpdate)
	}
	p.axis.widen(len(inc.Updates) > 0 && !over)
	return true
}

// setHappened finds the part of the axis that had passed: up to the last time
// of an update or an event. Planned times may lie ahead of it.
func (p *picture) setHappened() {
	h := &p.happened
	for _, iv := range p.metrics.ImpactIntervals {
		h.see(iv.End)
	}
	p.posts(h.see)
	p.seeEvents(h.see)
	if !h.any {
		*h = p.known
	}
	h.end = min(h.end, p.known.end)
}

// seeEvents calls see with the time of each event.
func (p *picture) seeEvents(see func(time.Time)) {
	for i := range p.events {
		see(p.events[i].t)
	}
}

// proper returns the updates that belong to the incident proper, each with the
// status in force after it.
func (p *picture) proper() iter.Seq2[*incident.Update, incident.Status] {
	inc := p.plan.Incident
	return func(yield func(*incident.Update, incident.Status) bool) {
		var status incident.Status
		for i := range inc.Updates {
			u := &inc.Updates[i]
			if u.Retracted() {
				continue
			}
			if status = cmp.Or(u.Status, status); !announces(inc, status) && !yield(u, status) {
				return
			}
		}
	}
}

// posts calls see with the time of each update that belongs to the incident
// proper.
func (p *picture) posts(see func(time.Time)) {
	for u := range p.proper() {
		see(u.At)
	}
}

// announces reports whether updates with status s only announce the incident. A
// maintenance is announced days ahead, and those days are not part of it.
func announces(inc *incident.Incident, s incident.Status) bool {
	return s == incident.StatusScheduled && !inc.Window.Start.IsZero()
}

// findUpdates places the marks of the updates. A mark that would cover another
// one is left out unless the status changes there.
func (p *picture) findUpdates() {
	var s stack
	var before incident.Status
	few := len(p.plan.Incident.Updates) < 200
	for u, status := range p.proper() {
		changes := status != before
		before = status
		if !plan.IsInstant(u.At) {
			continue
		}
		at := p.axis.place(u.At)
		if level, ok := s.put(at, levelsMost); ok || changes && few {
			p.updates = append(p.updates, mark{at: at, level: level, t: u.At, status: status})
		}
	}
}

// findLanes makes the lanes: the planned window of a maintenance, the stated
// impact, and each component whose course is known. A lane has at least one
// known time.
func (p *picture) findLanes() {
	inc := p.plan.Incident
	if w := inc.Window; inc.IsMaintenance() && plan.IsInstant(w.Start) && plan.IsInstant(w.End) && w.Start.Before(w.End) {
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

// findImpact makes the lane of the impact, unless the impact is known from the
// components only.
func (p *picture) findImpact() {
	began := impactBegan(p.metrics)
	if !plan.IsInstant(began.At) || began.Basis() == incident.BasisChanges {
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

// goesOn reports whether the status says that the incident is not over. An
// unknown status does not say so.
func goesOn(inc *incident.Incident) bool {
	s := inc.Status()
	return s != "" && s.Valid() && !s.IsFinal()
}

// addLane adds a lane for the incident as a whole.
func (p *picture) addLane(name words.Word, spans ...span) {
	first := len(p.spans)
	for _, s := range spans {
		s.from, s.to = p.axis.place(s.start), p.axis.place(s.end)
		p.spans = append(p.spans, s)
	}
	p.lanes = append(p.lanes, lane{nil, name, first, len(p.spans)})
}

// isOf reports whether a change is a change of component c: by ID if both have
// one, else by group and name.
func isOf(change *incident.Change, c *incident.Affected) bool {
	if change.ID != "" && c.ID != "" {
		return change.ID == c.ID
	}
	return change.Name == c.Name && change.Group == c.Group
}

// addSpans adds the spans of a component in order. It reports whether its
// course is known, that is, no change lacks a time or precedes the one before
// it. The status before the first change has no start, and the status after the
// last one has no end.
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
			if !plan.IsInstant(u.At) || u.At.Before(last) {
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
	// If the present status differs from the last change, nobody knows when
	// it began.
	if s.status != "" && s.status == c.Status {
		s.to = axisEnd
		s.open = s.status != incident.ComponentOperational && goesOn(inc)
		p.spans = append(p.spans, s)
	}
	if list := p.spans[first:]; len(list) == 1 && list[0].start.IsZero() && list[0].end.IsZero() {
		p.spans = p.spans[:first] // the component never changed
	}
	return len(p.spans) > first
}

// impactStatus maps an impact to the component status with the same look.
var impactStatus = map[incident.Impact]incident.ComponentStatus{
	incident.ImpactMaintenance: incident.ComponentUnderMaintenance,
	incident.ImpactMinor:       incident.ComponentDegradedPerformance,
	incident.ImpactMajor:       incident.ComponentPartialOutage,
	incident.ImpactCritical:    incident.ComponentMajorOutage,
	incident.ImpactNone:        incident.ComponentOperational,
}

const (
	// milestonesMost is the number of milestones that get a number. Numbers
	// have to be readable, so each may need a level of its own.
	milestonesMost = 10
	// levelsMost is the number of levels for the marks of updates.
	levelsMost = 4
)

// A stack assigns levels to marks so that none covers another. Marks may come
// in any order.
type stack struct {
	last [milestonesMost]int
	used [milestonesMost]bool
}

// put returns the level of a mark, below most. It returns false if the mark
// would cover one that is there.
func (s *stack) put(at, most int) (level int, ok bool) {
	const room, touch = 500, 40
	for i := range most {
		level = i
		distance := max(at-s.last[i], s.last[i]-at)
		if ok = !s.used[i] || distance >= room; ok {
			break
		}
		ok = distance >= touch // to the mark on the highest level
	}
	s.last[level], s.used[level] = at, true
	return level, ok
}

// levels returns the number of levels that marks use.
func levels(marks []mark) int {
	n := 0
	for i := range marks {
		n = max(n, marks[i].level)
	}
	return n + 1
}
