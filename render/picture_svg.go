package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// picturePrinter prints a picture as a figure element.
type picturePrinter struct {
	w     *htmlbuffer.Buffer
	plan  *plan.Report
	pic   *picture
	ticks []tick
	told  time.Time // last time appended to the description
}

// figure appends the figure: the period it covers, the rows, the legend.
func (p *picturePrinter) figure(ids *ids) {
	p.w.Text("<figure class=\"picture\" data-extra>\n<p class=\"span\" dir=\"ltr\">")
	known := incident.Window{Start: time.Unix(p.pic.known.start, 0)}
	if p.pic.known.end-p.pic.known.start >= secsMinute {
		known.End = time.Unix(p.pic.known.end, 0)
	}
	p.w.Dst = p.plan.Clock.AppendWindow(p.w.Dst, known)
	p.w.Text("</p>\n")

	var buf [2*ticksMost + 2]tick
	p.ticks = p.pic.axis.ticks(buf[:0])
	text := ids.addHeading("picture-text")
	p.w.Texts(`<div class="rows" role="img" dir="ltr" aria-label="`, p.w.Lang.Word(words.Picture), `" aria-describedby="`)
	p.w.Dst = append(p.w.Dst, ids.at(text)...)
	p.w.Text("\">\n")
	for i := range p.pic.lanes {
		p.lane(&p.pic.lanes[i])
	}
	if p.pic.more > 0 {
		p.w.Text(`<p class="row">`)
		p.w.More("+ ", p.pic.more)
		p.w.Text("</p>\n")
	}
	p.updateMarks()
	p.events()
	p.axis()
	p.w.Text("</div>\n<p hidden")
	p.w.Text(` id="`)
	p.w.Dst = append(p.w.Dst, ids.at(text)...)
	p.w.Text(`">`)
	p.describe()
	p.w.Text("</p>\n")
	p.legend()
	p.w.Text("</figure>\n")
}

// openRow begins a row: its name, and its SVG with the lines of the axis.
func (p *picturePrinter) openRow(name func(), height int) {
	if name != nil {
		p.w.Text(`<p class="row">`)
		name()
		p.w.Text("</p>\n")
	}
	p.w.SVG(`<svg width="100%" height="$" font-size="12" fill="currentColor" overflow="visible"><g class="grid" stroke="currentColor" stroke-opacity=".15">`, height)
	for i := range p.ticks {
		p.w.SVG(`<line x1="@" x2="@" y2="$"/>`, p.ticks[i].at, p.ticks[i].at, height)
	}
	p.w.Text("</g>\n")
}

// axis appends the time axis.
func (p *picturePrinter) axis() {
	rows := 1 // rows of labels below the ticks: days, and zones if they change
	if mixed(p.ticks) {
		rows = 2
	}
	const line = 6
	p.openRow(nil, line)
	p.w.SVG(`<line class="grid" x2="100%" y1="$" y2="$" stroke="currentColor" stroke-opacity=".15"/>`+"\n</svg>\n", line, line)
	p.w.SVG(`<svg width="100%" height="$" fill="currentColor" overflow="visible">`, 20+dayRow*rows)
	p.labels(14)
	p.w.Text("</svg>\n")
}

// labels appends the labels of the time axis: clock times, or days if the steps
// are days; below them days or years, and the zone.
func (p *picturePrinter) labels(y int) {
	const (
		dayRoom = 1500 // minimum distance between the labels of days
		endRoom = 600  // half the width of a label
	)
	p.w.Text(`<g class="ticks" font-size="11">`)
	room, days, mixed := -axisEnd, p.pic.axis.step() >= 1440, mixed(p.ticks)
	open := func(at, y int, free bool) {
		p.w.SVG(`<text x="@" y="$"`, at, y)
		switch {
		case free || at >= endRoom && at <= axisEnd-endRoom:
			p.w.Text(` text-anchor="middle"`)
		case at > axisEnd-endRoom:
			p.w.Text(` text-anchor="end"`)
		}
		p.w.Text(">")
	}
	for i := range p.ticks {
		t := &p.ticks[i]
		open(t.at, y, true) // labels at both ends use the margin of the picture
		if days {
			p.w.Dst = p.w.Lang.Dates.AppendDay(p.w.Dst, t.t)
		} else {
			p.w.Dst = p.w.Lang.Dates.AppendClock(p.w.Dst, t.t)
		}
		p.w.Text("</text>")
		zoned := i == 0 || t.shift
		if zoned && mixed {
			open(t.at, y+2*dayRow, false)
			p.w.Dst = words.AppendZone(p.w.Dst, t.t)
			p.w.Text("</text>")
		}
		if days && i > 0 || !t.day || t.at-room < dayRoom {
			continue
		}
		room = t.at
		open(t.at, y+dayRow, false)
		if days {
			p.w.Number(t.t.Year())
		} else {
			p.w.Dst = p.w.Lang.Dates.AppendDay(p.w.Dst, t.t)
		}
		if zoned && !mixed {
			p.w.Text(", ")
			p.w.Dst = words.AppendZone(p.w.Dst, t.t)
			room += dayRoom / 2
		}
		p.w.Text("</text>")
	}
	p.w.Text("</g>\n")
}

// lane appends a lane: its name, its track, and its spans.
func (p *picturePrinter) lane(l *lane) {
	p.openRow(func() { p.laneName(l) }, laneHeight)
	const y = laneHeight / 2
	p.w.SVG(`<line class="track" x2="100%" y1="$" y2="$" stroke="currentColor" stroke-opacity=".25"/>`, y, y)
	const seen = 20 // in places; shorter spans would be invisible, so they are joined
	for list := p.pic.spans[l.first:l.last]; len(list) > 0; {
		s := list[0]
		list = list[1:]
		for ; len(list) > 0 && list[0].to-s.from < seen; list = list[1:] {
			if s.to = list[0].to; list[0].status.Compare(s.status) > 0 {
				s.status = list[0].status
			}
		}
		if s.from == axisEnd || !s.end.IsZero() && p.pic.axis.beyond(s.end) < 0 {
			continue // outside the axis
		}
		to := s.to
		if s.open || s.end.IsZero() {
			// Nothing is known after the last thing that happened.
			to = min(to, max(s.from, p.pic.axis.place(time.Unix(p.pic.happened.end, 0))))
		}
		if to > s.from || !s.open {
			p.spanBar(&s, false, s.from, to)
		}
		if s.open && s.to > to {
			p.spanBar(&s, true, to, s.to)
		}
	}
	p.w.Text("\n</svg>\n")
}

// laneName appends the name of a lane.
func (p *picturePrinter) laneName(l *lane) {
	if l.component == nil {
		p.w.Text(p.w.Lang.Word(l.name))
		return
	}
	if l.component.Group != "" {
		p.w.Insert(l.component.Group)
		p.w.Text(" › ")
	}
	p.w.Insert(l.component.Name)
}

// spanBar appends a span, or, paler, the time after the last known state of a
// span that has not ended.
func (p *picturePrinter) spanBar(s *span, open bool, from, to int) {
	p.bar(shapeOf(s.status), s.class(), open, laneHeight/2, `" x="@" width="@"`, from, min(max(to-from, 30), axisEnd-from))
}

// bar appends a bar whose vertical middle is y; template gives its horizontal
// places. It is paler if open is set, for the time after the last known state
// of a span that has not ended.
func (p *picturePrinter) bar(s shape, class string, open bool, y int, template string, numbers ...int) {
	p.w.Text(`<rect class="bar`)
	p.w.Class(class)
	opacity := ""
	if open {
		p.w.Class("open")
		opacity = ` fill-opacity=".4"`
	}
	p.w.SVG(template, numbers...)
	p.w.SVG(` y="$" height="$" fill="`, y-s.height/2, s.height)
	p.w.Texts(s.fill, `"`, opacity, `/>`)
}

// shape is the look of a span. Height repeats the meaning of the colour, so
// that the picture can be read without colours.
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

// updateMarks appends the row of the updates, including the promised one.
func (p *picturePrinter) updateMarks() {
	u := promising(p.plan.Incident)
	if len(p.pic.updates) == 0 && u == nil {
		return
	}
	p.openRow(func() { p.w.Text(p.w.Lang.Word(words.UpdatesRow)) }, 4+markHeight*levels(p.pic.updates))
	for i := range p.pic.updates {
		m := &p.pic.updates[i]
		form, colour := markOf(m.status)
		p.mark(m, htmlbuffer.ValidWord(m.status), colour)
		p.w.Texts(form, "</svg>")
	}
	if u != nil && plan.IsInstant(u.NextUpdate) {
		p.openMark("promise", grey, p.pic.axis.place(u.NextUpdate), 0)
		p.w.Texts(p.w.Lang.Word(words.NextUpdate), " ")
		p.closeTitle(u.NextUpdate)
		p.w.Text(promiseMark)
		p.beyond(u.NextUpdate)
		p.w.Text("</svg>")
	}
	p.w.Text("\n</svg>\n")
}

// events appends the row of the events. Those that reach a milestone are
// numbered.
func (p *picturePrinter) events() {
	if len(p.pic.milestones)+len(p.pic.events) == 0 {
		return
	}
	p.openRow(func() { p.w.Text(p.w.Lang.Word(words.TimelineRow)) }, 4+markHeight*levels(p.pic.milestones))
	for i := range p.pic.events {
		p.mark(&p.pic.events[i], "event", grey)
		p.w.Text(eventMark + "</svg>")
	}
	for i := range p.pic.milestones {
		p.mark(&p.pic.milestones[i], "milestone", "#475467")
		p.w.Text(milestoneMark + `<text y="3.5" font-size="9" font-weight="700" text-anchor="middle" fill="#fff">`)
		p.w.Number(i + 1)
		p.w.Text("</text></svg>")
	}
	p.w.Text("\n</svg>\n")
}

// mark begins the mark of an update or an event.
func (p *picturePrinter) mark(m *mark, class, colour string) {
	p.openMark(class, colour, m.at, m.level)
	p.markWord(m)
	p.w.Text(", ")
	p.closeTitle(m.t)
	p.beyond(m.t)
}

// beyond appends an arrow to a mark whose time is outside the axis.
func (p *picturePrinter) beyond(t time.Time) {
	switch p.pic.axis.beyond(t) {
	case -1:
		p.w.Text(beforeMark)
	case 1:
		p.w.Text(behindMark)
	}
}

// openMark begins a mark and its title, at a place and on a level of its row.
func (p *picturePrinter) openMark(class, colour string, at, level int) {
	p.w.Text(`<svg class="m`)
	p.w.Class(class)
	p.w.SVG(`" x="@" y="$" overflow="visible" color="`, at, (2*level+1)*markHeight/2+2)
	p.w.Texts(colour, `" fill="currentColor"><title>`)
}

// closeTitle ends the title of a mark with its time.
func (p *picturePrinter) closeTitle(t time.Time) {
	start := time.Unix(p.pic.known.start, 0).In(p.plan.Clock.Zones[0])
	p.w.Dst = p.plan.Clock.AppendDay(p.w.Dst, t.In(p.plan.Clock.Zones[0]), start)
	p.w.Dst = p.plan.Clock.AppendTime(p.w.Dst, t)
	p.w.Text("</title>")
}

// The shapes of update marks, centred on their place. Statuses differ in shape
// as well as colour.
const (
	ring          = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"/>`
	square        = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-5-5h10v10h-10z"/>`
	dot           = `<path d="M-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z"/>`
	disc          = `<path fill-rule="evenodd" d="M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zm2.2.3l1.2-1.2 1.7 1.7L2.7-3l1.2 1.2-4.8 4.8z"/>`
	milestoneMark = `<path d="M0-7l7 7-7 7-7-7z"/>`
	cross         = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-4-4l8 8M4-4l-8 8"/>`
	eventMark     = `<path d="M-1-6h2v12h-2z"/>`
	beforeMark    = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-9-4l-4 4 4 4"/>`
	behindMark    = `<path fill="none" stroke="currentColor" stroke-width="2" d="M9-4l4 4-4 4"/>`
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
	incident.StatusCancelled:     {cross, grey},
	incident.StatusScheduled:     {square, blue},
	incident.StatusInProgress:    {square + `<path d="M0-5h5v10h-5z"/>`, blue},
	incident.StatusVerifying:     {square + dot, blue},
}

// markOf returns the shape of the mark for a status, and its colour without a
// style sheet.
func markOf(s incident.Status) (form, colour string) {
	if m, ok := marks[s]; ok {
		return m.form, m.colour
	}
	return `<path d="M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"/>`, grey
}
