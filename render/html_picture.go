package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// The picture shows the incident over time, as inline SVG: a lane per component
// with spans in the colour and the height of its status, a row with the updates,
// a row with the milestones, and one time axis. It loads nothing and needs no
// style sheet: colours are attributes, which that of the page overrides.
//
// It is bounded: twelve lanes, a few hundred marks.
const (
	lanesMost = 12
	// Components that are asked about, so that cost stays linear.
	searchedLanes = 64
	laneHeight    = 36
	markHeight    = 16
	levelsMost    = 4 // of marks that stand above one another
	markRoom      = 500
	endRoom       = 600 // half of a label
	dayRow        = 15
	dayRoom       = 1500 // from the label of one day to the next
)

// A picture is what is placed on the axis.
type picture struct {
	axis
	lanes      [lanesMost]int // places in the printer's list
	n, more    int            // lanes, and components that have none
	known      axis           // what has happened, without promises and room
	milestones [10]*incident.Event
	reached    int
	title      int // ids
}

// plan decides what the picture shows. It reports whether there is anything.
func (p *htmlPrinter) plan(pic *picture) bool {
	pic.loc = p.zone(0)
	var status incident.Status
	for i := range p.inc.Updates {
		u := &p.inc.Updates[i]
		if status = p.statusAt(status, i); !p.announces(status) && !u.Retracted() {
			pic.see(u.At)
		}
	}
	pic.see(p.inc.Window.Start)
	pic.see(p.inc.Window.End)
	p.findMilestones(pic)
	for i := range pic.reached {
		pic.see(pic.milestones[i].At)
	}
	if !pic.any {
		return false
	}
	pic.known = pic.axis
	if due, _ := p.promise(); !due.IsZero() {
		pic.see(due)
	}
	pic.widen(len(p.inc.Updates) > 0 && !p.inc.Status().IsFinal())
	list := p.list()
	for i := range list {
		switch {
		case list[i].Worst == "":
		case pic.n == lanesMost:
			pic.more++
		case i < searchedLanes && p.changes(&list[i]):
			pic.lanes[pic.n] = i
			pic.n++
		}
	}
	return true
}

// announces reports whether updates with a status come before the thing itself:
// a maintenance is announced days ahead, and those days are not part of it.
func (p *htmlPrinter) announces(s incident.Status) bool {
	return s == incident.StatusScheduled && !p.inc.Window.Start.IsZero()
}

// changes reports whether the course of a component is known.
func (p *htmlPrinter) changes(c *incident.Affected) bool {
	for i := range p.inc.Updates {
		u := &p.inc.Updates[i]
		for j := range u.Changes {
			if isOf(&u.Changes[j], c) && !u.Retracted() {
				return true
			}
		}
	}
	return false
}

// isOf reports whether a change is one of the component: by ID where both have
// one, else by group and name.
func isOf(change *incident.Change, c *incident.Affected) bool {
	if change.ID != "" && c.ID != "" {
		return change.ID == c.ID
	}
	return change.Name == c.Name && change.Group == c.Group
}

// findMilestones collects the first event of each milestone in the timelines that
// readers see, in order of time.
func (p *htmlPrinter) findMilestones(pic *picture) {
	if !p.shows() {
		return
	}
	for i := range p.inc.Postmortem.Sections {
		s := &p.inc.Postmortem.Sections[i]
		if s.Timeline == nil || s.Internal && !p.Internal {
			continue
		}
		for j := range s.Timeline.Events {
			e := &s.Timeline.Events[j]
			if e.Milestone == "" || !e.Milestone.Valid() || e.At.IsZero() || !isInstant(e.At) || pic.reached == len(pic.milestones) {
				continue
			}
			known := false
			at := pic.reached
			for k := range pic.reached {
				known = known || pic.milestones[k].Milestone == e.Milestone
			}
			if known {
				continue
			}
			for at > 0 && pic.milestones[at-1].At.After(e.At) {
				pic.milestones[at] = pic.milestones[at-1]
				at--
			}
			pic.milestones[at] = e
			pic.reached++
		}
	}
}

func (p *htmlPrinter) milestone(pic *picture, m incident.Milestone) time.Time {
	for i := range pic.reached {
		if pic.milestones[i].Milestone == m {
			return pic.milestones[i].At
		}
	}
	return time.Time{}
}

// picture appends the figure with the SVG and its legend.
func (p *htmlPrinter) picture() {
	var pic picture
	if !p.plan(&pic) {
		return
	}
	p.text("<figure class=\"picture\" data-extra>\n<p class=\"span\">")
	span := incident.Window{Start: time.Unix(pic.known.start, 0)}
	if pic.known.end-pic.known.start >= secsMinute {
		span.End = time.Unix(pic.known.end, 0)
	}
	p.spans(span)
	p.text("</p>\n")

	pic.title = p.ids.addHeading(p.opts.IDPrefix, "picture")
	desc := p.ids.addHeading(p.opts.IDPrefix, "picture-text")
	lanes := max(pic.n, 1)
	levels := p.levels(&pic)
	below := laneHeight*lanes + 4
	if pic.more > 0 {
		below += 20
	}
	updates := below + 14 + markHeight*levels
	axisY := updates + 8
	if pic.reached > 0 {
		axisY += 18 + markHeight*p.milestoneLevels(&pic)
	}

	p.text(`<svg role="img" aria-labelledby="`)
	p.dst = append(p.dst, p.ids.at(pic.title)...)
	p.text(" ")
	p.dst = append(p.dst, p.ids.at(desc)...)
	p.text(`" width="100%" height="`)
	p.number(axisY + 20 + dayRow*p.axisRows(&pic))
	p.text(`" font-size="12" fill="currentColor" overflow="visible">` + "\n<title")
	p.id(pic.title)
	p.text(">")
	p.extra(words.Picture)
	p.text("</title>\n<desc")
	p.id(desc)
	p.text(">")
	p.tell(&pic)
	p.text("</desc>\n")

	p.axis(&pic, axisY)
	for i := range lanes {
		p.lane(&pic, i)
	}
	if pic.more > 0 {
		p.label(laneHeight*lanes+14, func() {
			p.text("+ ")
			p.number(pic.more)
			p.text(" ")
			p.extra(words.More)
		})
	}
	p.label(below+11, func() { p.extra(words.UpdatesRow) })
	p.updateMarks(&pic, below+22)
	if pic.reached > 0 {
		p.label(updates+17, func() { p.extra(words.MilestonesRow) })
		p.milestoneMarks(&pic, updates+28)
	}
	p.text("</svg>\n")
	p.legend(&pic)
	p.text("</figure>\n")
}

// axis appends the lines and labels of the time axis.
func (p *htmlPrinter) axis(pic *picture, y int) {
	var buf [2*ticksMost + 2]tick
	ticks := pic.ticks(buf[:0])
	p.text(`<g class="grid" stroke="currentColor" stroke-opacity=".15">`)
	for i := range ticks {
		p.text(`<line x1="`)
		p.dst = appendPlace(p.dst, ticks[i].at)
		p.text(`" x2="`)
		p.dst = appendPlace(p.dst, ticks[i].at)
		p.text(`" y2="`)
		p.number(y)
		p.text(`"/>`)
	}
	p.text(`<line x2="100%" y1="`)
	p.number(y)
	p.text(`" y2="`)
	p.number(y)
	p.text("\"/></g>\n<g class=\"ticks\" font-size=\"11\">")
	room, days, mixed := -whole, pic.step() >= 1440, pic.mixed(ticks)
	for i := range ticks {
		t := &ticks[i]
		p.centred(t.at, y+14)
		p.dst = pic.appendTick(p.dst, *t, p.phrases)
		p.text("</text>")
		zoned := i == 0 || t.shift
		if zoned && mixed {
			p.anchored(t.at, y+14+2*dayRow)
			p.dst = words.AppendZone(p.dst, t.t)
			p.text("</text>")
		}
		if days && i > 0 || !t.day || t.at-room < dayRoom {
			continue
		}
		room = t.at
		p.anchored(t.at, y+14+dayRow)
		if days {
			p.number(t.t.Year())
		} else {
			p.dst = p.phrases.AppendDay(p.dst, t.t)
		}
		if zoned && !mixed {
			p.text(", ")
			p.dst = words.AppendZone(p.dst, t.t)
			room += dayRoom / 2
		}
		p.text("</text>")
	}
	p.text("</g>\n")
}

// axisRows returns how many rows of labels stand below the ticks: the days, and
// the zones where they change.
func (p *htmlPrinter) axisRows(pic *picture) int {
	var buf [2*ticksMost + 2]tick
	if pic.mixed(pic.ticks(buf[:0])) {
		return 2
	}
	return 1
}

// centred begins a text that stands around its place. At both ends it needs the
// margin of the picture.
func (p *htmlPrinter) centred(at, y int) {
	p.text(`<text x="`)
	p.dst = appendPlace(p.dst, at)
	p.text(`" y="`)
	p.number(y)
	p.text(`" text-anchor="middle">`)
}

// anchored begins a text that stands around its place, but not beyond the ends.
func (p *htmlPrinter) anchored(at, y int) {
	p.text(`<text x="`)
	p.dst = appendPlace(p.dst, at)
	p.text(`" y="`)
	p.number(y)
	switch {
	case at > whole-endRoom:
		p.text(`" text-anchor="end">`)
	case at >= endRoom:
		p.text(`" text-anchor="middle">`)
	default:
		p.text(`">`)
	}
}

// label appends the name of a row.
func (p *htmlPrinter) label(y int, content func()) {
	p.text(`<text class="row" y="`)
	p.number(y)
	p.text(`">`)
	content()
	p.text("</text>\n")
}

// lane appends lane i: a name, a track, and the spans on it. Where no changes are
// known, the only lane shows the impact of the whole.
func (p *htmlPrinter) lane(pic *picture, i int) {
	y := i * laneHeight
	p.label(y+12, func() {
		p.laneName(pic, i)
	})
	p.text(`<line class="track" x2="100%" y1="`)
	p.number(y + 25)
	p.text(`" y2="`)
	p.number(y + 25)
	p.text(`" stroke="currentColor" stroke-opacity=".25"/>`)
	p.eachSpan(pic, i, func(s span) {
		shape := shapeOf(s.status)
		to := s.to
		if s.open {
			// Nothing is known beyond the last thing that has happened.
			to = min(to, max(s.from, pic.place(time.Unix(pic.known.end, 0))))
		}
		if to > s.from || !s.open {
			p.bar(shape, s.class(), false, s.from, to, y)
		}
		if s.open && s.to > to {
			p.bar(shape, s.class(), true, to, s.to, y)
		}
	})
	p.line()
}

// laneName appends what lane i shows.
func (p *htmlPrinter) laneName(pic *picture, i int) {
	switch {
	case pic.n > 0:
		c := &p.list()[pic.lanes[i]]
		if c.Group != "" {
			p.plain(c.Group)
			p.text(" › ")
		}
		p.plain(c.Name)
	case p.inc.IsMaintenance():
		p.dst = p.phrases.AppendReadable(p.dst, string(incident.ImpactMaintenance))
	default:
		p.extra(words.ImpactRow)
	}
}

// bar appends a span, or, paler, what follows where it has not ended.
func (p *htmlPrinter) bar(shape shape, class string, open bool, from, to, y int) {
	p.text(`<rect class="bar`)
	p.class(class, true)
	p.class("open", open)
	p.text(`" x="`)
	p.dst = appendPlace(p.dst, from)
	p.text(`" width="`)
	p.dst = appendPlace(p.dst, min(max(to-from, 30), whole-from))
	p.text(`" y="`)
	p.number(y + 25 - shape.height/2)
	p.text(`" height="`)
	p.number(shape.height)
	p.text(`" fill="`)
	p.text(shape.fill)
	if open {
		p.text(`" fill-opacity=".4`)
	}
	p.text(`"/>`)
}

// span is a time in which a component, or the whole, has one status.
type span struct {
	from, to   int // places
	start, end time.Time
	status     incident.ComponentStatus // "": not stated
	impact     incident.Impact          // of the only lane; else ""
	open       bool                     // it had not ended when the report was written
}

// class returns the word that the span is coloured by. A word that is not known
// is somebody's text and no class.
func (s *span) class() string {
	switch {
	case s.impact != "" && s.impact.Valid():
		return string(s.impact)
	case s.impact == "" && s.status.Valid():
		return string(s.status)
	}
	return ""
}

// eachSpan gives the spans of lane i in order. Spans that are too short to be
// seen become one with the worse status.
func (p *htmlPrinter) eachSpan(pic *picture, i int, yield func(span)) {
	end := time.Unix(pic.end, 0)
	if pic.n == 0 {
		s := p.wholeSpan(pic)
		s.from, s.to = pic.place(s.start), pic.place(s.end)
		yield(s)
		return
	}
	c := &p.list()[pic.lanes[i]]
	s := span{start: time.Unix(pic.start, 0)}
	for k := range p.inc.Updates {
		u := &p.inc.Updates[k]
		if u.Retracted() {
			continue
		}
		for j := range u.Changes {
			change := &u.Changes[j]
			if !isOf(change, c) || u.At.IsZero() || !isInstant(u.At) {
				continue
			}
			at := pic.place(u.At)
			if s.status == "" && change.From != "" && s.from == 0 {
				s.status = change.From
			}
			switch {
			case change.To == s.status:
				continue
			case at-s.from < 20 && s.status != "":
				if change.To.Compare(s.status) > 0 {
					s.status = change.To
				}
				continue
			}
			s.to, s.end = at, u.At
			if s.status != "" && s.to > s.from {
				yield(s)
			}
			s = span{from: at, start: u.At, status: change.To}
		}
	}
	if s.status == "" {
		return
	}
	s.to, s.end = whole, end
	s.open = s.status != incident.ComponentOperational && !p.inc.Status().IsFinal()
	yield(s)
}

// wholeSpan is the span of the only lane: from the start of the impact, or the
// first update, to its end, or the last one.
func (p *htmlPrinter) wholeSpan(pic *picture) (s span) {
	impact, reason := p.inc.EffectiveImpact()
	s.impact, s.status = impact, impactStatus(impact)
	if impact == incident.ImpactNone && !reason.Stated && reason.Component.Status == "" {
		s.impact, s.status = "", ""
	}
	if p.inc.IsMaintenance() {
		s.start, s.end = p.inc.Window.Start, p.inc.Window.End
		s.status = incident.ComponentUnderMaintenance
	}
	if s.start.IsZero() {
		s.start = p.milestone(pic, incident.MilestoneImpactStarted)
	}
	if s.end.IsZero() {
		s.end = p.milestone(pic, incident.MilestoneImpactEnded)
	}
	var last *incident.Update
	for i := range p.inc.Updates {
		u := &p.inc.Updates[i]
		if u.Retracted() {
			continue
		}
		last = u
		if s.start.IsZero() && !u.At.IsZero() && isInstant(u.At) {
			s.start = u.At
		}
	}
	if s.end.IsZero() && last != nil {
		if p.inc.Status().IsFinal() {
			s.end = last.At
		} else {
			s.open = true
		}
	}
	if s.start.IsZero() || !isInstant(s.start) {
		s.start = time.Unix(pic.start, 0)
	}
	if s.end.IsZero() || !isInstant(s.end) {
		s.end = time.Unix(pic.end, 0)
	}
	return s
}

// impactStatus is the component status that looks like an impact.
func impactStatus(i incident.Impact) incident.ComponentStatus {
	switch i {
	case incident.ImpactMaintenance:
		return incident.ComponentUnderMaintenance
	case incident.ImpactMinor:
		return incident.ComponentDegradedPerformance
	case incident.ImpactMajor:
		return incident.ComponentPartialOutage
	case incident.ImpactCritical:
		return incident.ComponentMajorOutage
	case incident.ImpactNone:
		return incident.ComponentOperational
	}
	return ""
}
