package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// picturePrinter spells a picture as a figure.
type picturePrinter struct {
	w    *htmlBuffer
	plan *plan.Report
	pic  *picture
	told time.Time // the last time in the description
}

// figure appends the figure: the span of time, the SVG and its legend.
func (p *picturePrinter) figure(ids *ids) {
	p.w.text("<figure class=\"picture\" data-extra>\n<p class=\"span\">")
	known := incident.Window{Start: time.Unix(p.pic.known.start, 0)}
	if p.pic.known.end-p.pic.known.start >= secsMinute {
		known.End = time.Unix(p.pic.known.end, 0)
	}
	p.w.dst = p.plan.Clock.AppendWindow(p.w.dst, known)
	p.w.text("</p>\n")

	below := laneHeight*len(p.pic.lanes) + 4
	if p.pic.more > 0 {
		below += 20
	}
	updates := below + 14 + markHeight*levels(p.pic.updates)
	axisY := updates + 8
	if len(p.pic.milestones) > 0 {
		axisY += 18 + markHeight*levels(p.pic.milestones)
	}
	var buf [2*ticksMost + 2]tick
	ticks := p.pic.axis.ticks(buf[:0])
	rows := 1 // of labels below the ticks: the days, and the zones if they change
	if mixed(ticks) {
		rows = 2
	}

	title, desc := ids.addHeading("picture"), ids.addHeading("picture-text")
	p.w.text(`<svg role="img" aria-labelledby="`)
	p.w.dst = append(p.w.dst, ids.at(title)...)
	p.w.text(" ")
	p.w.dst = append(p.w.dst, ids.at(desc)...)
	p.w.text(`" width="100%"`)
	p.w.svg(` height="$" font-size="12" fill="currentColor" overflow="visible">`+"\n<title id=\"", axisY+20+dayRow*rows)
	p.w.dst = append(p.w.dst, ids.at(title)...)
	p.w.texts(`">`, p.w.lang.Word(words.Picture), "</title>\n<desc id=\"")
	p.w.dst = append(p.w.dst, ids.at(desc)...)
	p.w.text(`">`)
	p.describe()
	p.w.text("</desc>\n")

	p.grid(ticks, axisY)
	p.ticks(ticks, axisY+14)
	for i := range p.pic.lanes {
		p.lane(&p.pic.lanes[i], i*laneHeight)
	}
	if p.pic.more > 0 {
		p.openLabel(laneHeight*len(p.pic.lanes) + 14)
		p.w.more("+ ", p.pic.more)
		p.w.text("</text>\n")
	}
	p.openLabel(below + 11)
	p.w.texts(p.w.lang.Word(words.UpdatesRow), "</text>\n")
	p.updateMarks(below + 22)
	if len(p.pic.milestones) > 0 {
		p.openLabel(updates + 17)
		p.w.texts(p.w.lang.Word(words.MilestonesRow), "</text>\n")
		p.milestoneMarks(updates + 28)
	}
	p.w.text("</svg>\n")
	p.legend()
	p.w.text("</figure>\n")
}

// grid appends the lines of the time axis.
func (p *picturePrinter) grid(ticks []tick, y int) {
	p.w.text(`<g class="grid" stroke="currentColor" stroke-opacity=".15">`)
	for i := range ticks {
		p.w.svg(`<line x1="@" x2="@" y2="$"/>`, ticks[i].at, ticks[i].at, y)
	}
	p.w.svg(`<line x2="100%" y1="$" y2="$"/></g>`+"\n", y, y)
}

// ticks appends the labels of the time axis: the clock, or the day where steps
// are days; below it the day or the year, and the zone.
func (p *picturePrinter) ticks(ticks []tick, y int) {
	const (
		dayRoom = 1500 // from the label of one day to the next
		endRoom = 600  // half of a label
	)
	p.w.text(`<g class="ticks" font-size="11">`)
	room, days, mixed := -axisEnd, p.pic.axis.step() >= 1440, mixed(ticks)
	open := func(at, y int, free bool) {
		p.w.svg(`<text x="@" y="$"`, at, y)
		switch {
		case free || at >= endRoom && at <= axisEnd-endRoom:
			p.w.text(` text-anchor="middle"`)
		case at > axisEnd-endRoom:
			p.w.text(` text-anchor="end"`)
		}
		p.w.text(">")
	}
	for i := range ticks {
		t := &ticks[i]
		open(t.at, y, true) // at both ends it needs the margin of the picture
		if days {
			p.w.dst = p.w.lang.Dates.AppendDay(p.w.dst, t.t)
		} else {
			p.w.dst = p.w.lang.Dates.AppendClock(p.w.dst, t.t)
		}
		p.w.text("</text>")
		zoned := i == 0 || t.shift
		if zoned && mixed {
			open(t.at, y+2*dayRow, false)
			p.w.dst = words.AppendZone(p.w.dst, t.t)
			p.w.text("</text>")
		}
		if days && i > 0 || !t.day || t.at-room < dayRoom {
			continue
		}
		room = t.at
		open(t.at, y+dayRow, false)
		if days {
			p.w.number(t.t.Year())
		} else {
			p.w.dst = p.w.lang.Dates.AppendDay(p.w.dst, t.t)
		}
		if zoned && !mixed {
			p.w.text(", ")
			p.w.dst = words.AppendZone(p.w.dst, t.t)
			room += dayRoom / 2
		}
		p.w.text("</text>")
	}
	p.w.text("</g>\n")
}

// openLabel begins the label of a row.
func (p *picturePrinter) openLabel(y int) {
	p.w.svg(`<text class="row" y="$">`, y)
}

// lane appends a lane: a name, a track, and the spans on it.
func (p *picturePrinter) lane(l *lane, y int) {
	p.openLabel(y + 12)
	p.laneName(l)
	p.w.text("</text>\n")
	p.w.svg(`<line class="track" x2="100%" y1="$" y2="$" stroke="currentColor" stroke-opacity=".25"/>`, y+25, y+25)
	for i := range p.pic.spans[l.first:l.last] {
		s := &p.pic.spans[l.first+i]
		to := s.to
		if s.open {
			// Nothing is known beyond the last thing that has happened.
			to = min(to, max(s.from, p.pic.axis.place(time.Unix(p.pic.known.end, 0))))
		}
		if to > s.from || !s.open {
			p.bar(s, false, s.from, to, y)
		}
		if s.open && s.to > to {
			p.bar(s, true, to, s.to, y)
		}
	}
	p.w.text("\n")
}

// isolated appends a name. In a picture, characters isolate it.
func (p *picturePrinter) isolated(name string) {
	p.w.dst = markdown.EscapeHTML(markdown.AppendInsert(p.w.dst, name), len(p.w.dst))
}

// laneName appends what a lane shows.
func (p *picturePrinter) laneName(l *lane) {
	switch {
	case l.component != nil:
		if l.component.Group != "" {
			p.isolated(l.component.Group)
			p.w.text(" › ")
		}
		p.isolated(l.component.Name)
	case p.plan.Incident.IsMaintenance():
		p.w.readable(string(incident.ImpactMaintenance))
	default:
		p.w.text(p.w.lang.Word(words.ImpactRow))
	}
}

// bar appends a span, or, paler, what follows a span that has not ended.
func (p *picturePrinter) bar(s *span, open bool, from, to, y int) {
	p.w.bar(shapeOf(s.status), s.class(), open, y+25, `" x="@" width="@"`, from, min(max(to-from, 30), axisEnd-from))
}

// shape is how a span looks. Its height says what its colour says, so that the
// picture reads in grey too.
type shape struct {
	height int
	fill   string
}

var shapes = map[incident.ComponentStatus]shape{
	incident.ComponentOperational:         {4, "#067647"},
	incident.ComponentUnderMaintenance:    {8, "#175cd3"},
	incident.ComponentDegradedPerformance: {8, "#a16207"},
	incident.ComponentPartialOutage:       {12, "#c4320a"},
	incident.ComponentMajorOutage:         {16, "#b42318"},
}

func shapeOf(s incident.ComponentStatus) shape {
	if shape, ok := shapes[s]; ok {
		return shape
	}
	return shape{6, grey}
}

// updateMarks appends the marks of updates, and that of the promised one.
func (p *picturePrinter) updateMarks(y int) {
	for i := range p.pic.updates {
		m := &p.pic.updates[i]
		form, colour := markOf(m.status)
		p.mark(m, validWord(m.status), colour, y)
		p.w.texts(form, "</svg>")
	}
	if u := promising(p.plan.Incident); u != nil && isInstant(u.NextUpdate) {
		p.openMark("promise", grey, p.pic.axis.place(u.NextUpdate), y)
		p.w.texts(p.w.lang.Word(words.NextUpdate), " ")
		p.closeTitle(u.NextUpdate)
		p.w.text(promiseMark + "</svg>")
	}
	p.w.text("\n")
}

// milestoneMarks appends the marks of milestones, which have numbers.
func (p *picturePrinter) milestoneMarks(y int) {
	for i := range p.pic.milestones {
		m := &p.pic.milestones[i]
		p.mark(m, "milestone", "#475467", y)
		p.w.text(milestoneMark + `<text y="3.5" font-size="9" font-weight="700" text-anchor="middle" fill="#fff">`)
		p.w.number(i + 1)
		p.w.text("</text></svg>")
	}
	p.w.text("\n")
}

// mark begins the mark of an update or a milestone, on a row at y.
func (p *picturePrinter) mark(m *mark, class, colour string, y int) {
	p.openMark(class, colour, m.at, y+m.level*markHeight)
	p.markWord(m)
	p.w.text(", ")
	p.closeTitle(m.t)
}

// openMark begins a mark at a place, and its title.
func (p *picturePrinter) openMark(class, colour string, at, y int) {
	p.w.text(`<svg class="m`)
	p.w.class(class)
	p.w.svg(`" x="@" y="$" overflow="visible" color="`, at, y)
	p.w.texts(colour, `" fill="currentColor"><title>`)
}

// closeTitle ends the title of a mark with its time.
func (p *picturePrinter) closeTitle(t time.Time) {
	p.w.dst = p.plan.Clock.AppendTime(p.w.dst, t)
	p.w.text("</title>")
}

// The marks of updates, around their place. Each status has a form of its own,
// not only a colour.
const (
	ring          = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"/>`
	square        = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-5-5h10v10h-10z"/>`
	dot           = `<path d="M-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z"/>`
	disc          = `<path fill-rule="evenodd" d="M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zm2.2.3l1.2-1.2 1.7 1.7L2.7-3l1.2 1.2-4.8 4.8z"/>`
	milestoneMark = `<path d="M0-7l7 7-7 7-7-7z"/>`
	promiseMark   = `<path fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2" d="M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"/>`
	grey          = "#667085"
	blue          = "#175cd3"
)

var marks = map[incident.Status]struct{ form, colour string }{
	incident.StatusInvestigating: {ring, "#b42318"},
	incident.StatusIdentified:    {ring + `<path d="M0-5a5 5 0 0 1 0 10z"/>`, "#b54708"},
	incident.StatusMonitoring:    {ring + dot, blue},
	incident.StatusResolved:      {disc, "#067647"},
	incident.StatusCompleted:     {disc, "#067647"},
	incident.StatusScheduled:     {square, blue},
	incident.StatusInProgress:    {square + `<path d="M0-5h5v10h-5z"/>`, blue},
	incident.StatusVerifying:     {square + dot, blue},
}

// markOf returns the form of a status and its colour without a style sheet.
func markOf(s incident.Status) (form, colour string) {
	if m, ok := marks[s]; ok {
		return m.form, m.colour
	}
	return `<path d="M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"/>`, grey
}
