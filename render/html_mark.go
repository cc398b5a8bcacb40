package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// shape is how a span looks. Its height says what its colour says, so that the
// picture reads in grey too.
type shape struct {
	height int
	fill   string
}

func shapeOf(s incident.ComponentStatus) shape {
	switch s {
	case incident.ComponentOperational:
		return shape{4, "#067647"}
	case incident.ComponentUnderMaintenance:
		return shape{8, "#175cd3"}
	case incident.ComponentDegradedPerformance:
		return shape{8, "#a16207"}
	case incident.ComponentPartialOutage:
		return shape{12, "#c4320a"}
	case incident.ComponentMajorOutage:
		return shape{16, "#b42318"}
	}
	return shape{6, "#667085"}
}

// The marks of updates, around their place. Each status has a form of its own, not
// only a colour.
const (
	ring   = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"/>`
	square = `<path fill="none" stroke="currentColor" stroke-width="2" d="M-5-5h10v10h-10z"/>`
	dot    = `<path d="M-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z"/>`
	disc   = `<path fill-rule="evenodd" d="M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zm2.2.3l1.2-1.2 1.7 1.7L2.7-3l1.2 1.2-4.8 4.8z"/>`
)

// markOf returns the form of a status and its colour without a style sheet.
func markOf(s incident.Status) (form, colour string) {
	switch s {
	case incident.StatusInvestigating:
		return ring, "#b42318"
	case incident.StatusIdentified:
		return ring + `<path d="M0-5a5 5 0 0 1 0 10z"/>`, "#b54708"
	case incident.StatusMonitoring:
		return ring + dot, "#175cd3"
	case incident.StatusResolved, incident.StatusCompleted:
		return disc, "#067647"
	case incident.StatusScheduled:
		return square, "#175cd3"
	case incident.StatusInProgress:
		return square + `<path d="M0-5h5v10h-5z"/>`, "#175cd3"
	case incident.StatusVerifying:
		return square + dot, "#175cd3"
	}
	return `<path d="M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"/>`, "#667085"
}

const (
	milestoneMark = `<path d="M0-7l7 7-7 7-7-7z"/>`
	promiseMark   = `<path fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2" d="M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"/>`
)

// A stack puts marks that would cover one another on levels. Marks come in any
// order.
type stack struct{ last [levelsMost]int }

func newStack() (s stack) {
	for i := range s.last {
		s.last[i] = -whole
	}
	return s
}

// put returns the level of a mark, or false where it would stand right on one
// that is there.
func (s *stack) put(at int) (level int, ok bool) {
	for i, last := range s.last {
		if at-last >= markRoom || last-at >= markRoom {
			s.last[i] = at
			return i, true
		}
	}
	i := levelsMost - 1
	ok = at-s.last[i] >= 40 || s.last[i]-at >= 40
	s.last[i] = at
	return i, ok
}

// status is the one in force at update i.
func (p *htmlPrinter) statusAt(status incident.Status, i int) incident.Status {
	if u := &p.inc.Updates[i]; u.Status != "" && !u.Retracted() {
		return u.Status
	}
	return status
}

// eachUpdate gives the places and levels of the marks of updates.
func (p *htmlPrinter) eachUpdate(pic *picture, yield func(u *incident.Update, status incident.Status, at, level int)) {
	stack := newStack()
	var status incident.Status
	for i := range p.inc.Updates {
		u := &p.inc.Updates[i]
		before := status
		status = p.statusAt(status, i)
		if u.At.IsZero() || !isInstant(u.At) || u.Retracted() || p.announces(status) {
			continue
		}
		at := pic.place(u.At)
		if level, ok := stack.put(at); ok || status != before && len(p.inc.Updates) < 200 {
			yield(u, status, at, level)
		}
	}
}

// levels returns how many levels the marks of updates take.
func (p *htmlPrinter) levels(pic *picture) int {
	n := 0
	p.eachUpdate(pic, func(_ *incident.Update, _ incident.Status, _, level int) { n = max(n, level) })
	return n + 1
}

func (p *htmlPrinter) milestoneLevels(pic *picture) int {
	stack, n := newStack(), 0
	for i := range pic.reached {
		level, _ := stack.put(pic.place(pic.milestones[i].At))
		n = max(n, level)
	}
	return n + 1
}

// openMark begins a mark at a place.
func (p *htmlPrinter) openMark(class, colour string, at, y int) {
	p.text(`<svg class="m`)
	p.class(class, true)
	p.text(`" x="`)
	p.dst = appendPlace(p.dst, at)
	p.text(`" y="`)
	p.number(y)
	p.text(`" overflow="visible" color="`)
	p.text(colour)
	p.text(`" fill="currentColor"><title>`)
}

func (p *htmlPrinter) updateMarks(pic *picture, y int) {
	p.eachUpdate(pic, func(u *incident.Update, status incident.Status, at, level int) {
		form, colour := markOf(status)
		class := ""
		if status.Valid() {
			class = string(status)
		}
		p.openMark(class, colour, at, y+level*markHeight)
		if status == "" {
			p.word(words.Update)
		} else {
			p.status(status)
		}
		p.text(", ")
		p.clock(u.At)
		p.text("</title>")
		p.text(form)
		p.text("</svg>")
	})
	if due, _ := p.promise(); !due.IsZero() && isInstant(due) {
		p.openMark("promise", "#667085", pic.place(due), y)
		p.word(words.NextUpdate)
		p.text(" ")
		p.clock(due)
		p.text("</title>" + promiseMark + "</svg>")
	}
	p.line()
}

func (p *htmlPrinter) milestoneMarks(pic *picture, y int) {
	stack := newStack()
	for i := range pic.reached {
		e := pic.milestones[i]
		at := pic.place(e.At)
		level, _ := stack.put(at)
		p.openMark("milestone", "#475467", at, y+level*markHeight)
		p.dst = p.phrases.AppendReadable(p.dst, string(e.Milestone))
		p.text(", ")
		p.clock(e.At)
		p.text("</title>" + milestoneMark + `<text y="3.5" font-size="9" font-weight="700" text-anchor="middle" fill="#fff">`)
		p.number(i + 1)
		p.text("</text></svg>")
	}
	p.line()
}

// clock appends the time of day with its zone, without an element.
func (p *htmlPrinter) clock(t time.Time) {
	in := t.In(p.zone(0))
	p.dst = p.phrases.AppendClock(p.dst, in)
	p.text(" ")
	p.dst = words.AppendZone(p.dst, in)
}
