package render

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// describedMost is the number of spans of a lane, and of marks of a row, that
// the description of the picture lists.
const describedMost = 24

// describe appends the description of the picture for screen readers: sentences
// about each lane, the updates and the milestones.
func (p *picturePrinter) describe() {
	for i := range p.pic.lanes {
		l := &p.pic.lanes[i]
		if i > 0 {
			p.w.text(" ")
		}
		p.laneName(l)
		p.w.text(": ")
		for j := range p.pic.spans[l.first:min(l.last, l.first+describedMost)] {
			if j > 0 {
				p.w.text("; ")
			}
			p.describeSpan(&p.pic.spans[l.first+j])
		}
		p.w.more("; ", l.last-l.first-describedMost)
		p.w.text(".")
	}
	if p.pic.more > 0 {
		p.w.more(" + ", p.pic.more)
		p.w.text(".")
	}
	p.describeMarks(words.UpdatesRow, p.pic.updates)
	p.describeMarks(words.TimelineRow, p.pic.milestones)
}

// describeSpan appends the meaning of a span, and its start and end where they
// are known.
func (p *picturePrinter) describeSpan(s *span) {
	if s.impact != "" || s.status != "" { // else the name of the lane says it
		p.spanWord(s)
		p.w.text(" ")
	}
	if !s.start.IsZero() {
		p.w.texts(p.w.lang.Word(words.From), " ")
		p.tell(s.start)
		if s.open || !s.end.IsZero() {
			p.w.text(" ")
		}
	}
	switch {
	case s.open:
		p.w.texts("(", p.w.lang.Word(words.UntilNow), ")")
	case !s.end.IsZero():
		p.w.texts(p.w.lang.Word(words.To), " ")
		p.tell(s.end)
	}
}

// describeMarks appends a sentence about the marks of a row.
func (p *picturePrinter) describeMarks(row words.Word, marks []mark) {
	if len(marks) == 0 {
		return
	}
	p.w.texts(" ", p.w.lang.Word(row), ": ")
	for i := range marks[:min(len(marks), describedMost)] {
		m := &marks[i]
		if i > 0 {
			p.w.text("; ")
		}
		p.markWord(m)
		p.w.text(" ")
		p.tell(m.t)
	}
	p.w.more("; ", len(marks)-describedMost)
	p.w.text(".")
}

// markWord appends the status of an update, the stated milestone of an event,
// or else the words of the event, which are better than a milestone that was
// concluded from them.
func (p *picturePrinter) markWord(m *mark) {
	switch e := m.event; {
	case e == nil:
		p.w.escaped(p.plan.AppendStatus(p.w.dst, m.status))
	case isMilestone(e.Milestone) && !e.Inferred:
		p.w.readable(string(e.Milestone))
	default:
		p.isolated(firstWords(e.Text, 72))
	}
}

// tell appends a time, with its date if that differs from the date of the time
// before.
func (p *picturePrinter) tell(t time.Time) {
	in := t.In(p.plan.Clock.Zones[0])
	p.w.dst = p.plan.Clock.AppendDay(p.w.dst, in, p.told)
	p.w.dst = p.plan.Clock.AppendTime(p.w.dst, t)
	p.told = in
}

// spanWord appends the meaning of a span. For an impact of unknown severity it
// says only that there was an impact, since a text may still state the
// severity.
func (p *picturePrinter) spanWord(s *span) {
	switch {
	case s.impact == incident.ImpactNone:
		p.w.text(p.w.lang.Word(words.NoImpact))
	case s.impact != "":
		p.w.word(string(s.impact), s.impact.Valid())
	case s.status != "":
		p.w.word(string(s.status), s.status.Valid())
	default:
		p.w.text(p.w.lang.Word(words.ImpactRow))
	}
}

// legend appends the meaning of the picture's colours and marks, and the
// milestones by their numbers.
func (p *picturePrinter) legend() {
	if len(p.pic.spans)+len(p.pic.updates)+len(p.pic.milestones) == 0 {
		return // ticks alone need no legend
	}
	p.w.text("<figcaption>\n<ul class=\"legend\">")
	p.spanKeys()
	p.markKeys()
	p.w.text("</ul>\n")
	if len(p.pic.milestones) > 0 {
		p.w.text("<ol class=\"milestones\">")
		p.told = time.Time{}
		for i := range p.pic.milestones {
			m := &p.pic.milestones[i]
			p.w.text("<li>")
			p.w.dst = timeElement(p.w.dst, m.t, false)
			p.tell(m.t)
			p.w.dst = timeElement(p.w.dst, m.t, true)
			p.w.text(" ")
			p.markWord(m)
			p.w.text("</li>")
		}
		p.w.text("</ol>\n")
	}
	p.w.text("</figcaption>\n")
}

// spanKeys appends an entry for each kind of span, from worst to best.
func (p *picturePrinter) spanKeys() {
	var buf [8]*span
	kinds, open := buf[:0], false
	for i := range p.pic.spans {
		s := &p.pic.spans[i]
		open = open || s.open
		same := func(kind *span) bool {
			return kind.class() == s.class() && (s.class() != "" || kind.impact == s.impact && kind.status == s.status)
		}
		if len(kinds) < cap(kinds) && !slices.ContainsFunc(kinds, same) {
			kinds = append(kinds, s)
		}
	}
	slices.SortStableFunc(kinds, func(a, b *span) int { return b.status.Compare(a.status) })
	for _, s := range kinds {
		p.key(shapeOf(s.status), s.class(), false)
		p.spanWord(s)
		if s.impact != "" && s.impact != incident.ImpactNone && s.impact != incident.ImpactMaintenance {
			p.w.texts(" ", p.w.lang.Word(words.ImpactOf))
		}
		p.w.text("</li>")
	}
	if open {
		p.key(shapeOf(""), "", true)
		p.w.texts(p.w.lang.Word(words.UntilNow), "</li>")
	}
}

// key begins an entry of the legend with a bar.
func (p *picturePrinter) key(s shape, class string, open bool) {
	p.w.text(`<li><svg class="key" width="18" height="16" aria-hidden="true">`)
	p.w.bar(s, class, open, 8, `" width="18"`)
	p.w.text(`</svg> `)
}

// markKeys appends an entry for each status that an update has.
func (p *picturePrinter) markKeys() {
	for i := range p.pic.updates {
		s := p.pic.updates[i].status
		if s == "" || !s.Valid() || slices.ContainsFunc(p.pic.updates[:i], func(m mark) bool { return m.status == s }) {
			continue
		}
		form, colour := markOf(s)
		p.w.texts(`<li><svg class="key m `, string(s), `" width="16" height="16" aria-hidden="true" color="`, colour)
		p.w.texts(`" fill="currentColor"><g transform="translate(8 8)">`, form, "</g></svg> ")
		p.w.escaped(p.plan.AppendStatus(p.w.dst, s))
		p.w.text("</li>")
	}
}
