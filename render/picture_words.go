package render

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
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
			p.w.Text(" ")
		}
		p.laneName(l)
		p.sentence(l.last-l.first, func(j int) { p.describeSpan(&p.pic.spans[l.first+j]) })
	}
	if p.pic.more > 0 {
		p.w.More(" + ", p.pic.more)
		p.w.Text(".")
	}
	p.describeMarks(words.UpdatesRow, p.pic.updates)
	p.describeMarks(words.TimelineRow, p.pic.milestones)
}

// describeSpan appends the meaning of a span, and its start and end where they
// are known.
func (p *picturePrinter) describeSpan(s *span) {
	if s.impact != "" || s.status != "" { // else the name of the lane says it
		p.spanWord(s)
		p.w.Text(" ")
	}
	if !s.start.IsZero() {
		p.w.Texts(p.w.Lang.Word(words.From), " ")
		p.tell(s.start)
		if s.open || !s.end.IsZero() {
			p.w.Text(" ")
		}
	}
	switch {
	case s.open:
		p.w.Texts("(", p.w.Lang.Word(words.UntilNow), ")")
	case !s.end.IsZero():
		p.w.Texts(p.w.Lang.Word(words.To), " ")
		p.tell(s.end)
	}
}

// describeMarks appends a sentence about the marks of a row.
func (p *picturePrinter) describeMarks(row words.Word, marks []mark) {
	if len(marks) == 0 {
		return
	}
	p.w.Texts(" ", p.w.Lang.Word(row))
	p.sentence(len(marks), func(i int) {
		p.markWord(&marks[i])
		p.w.Text(" ")
		p.tell(marks[i].t)
	})
}

// sentence appends the rest of a sentence that lists n parts.
func (p *picturePrinter) sentence(n int, part func(i int)) {
	p.w.Text(": ")
	for i := range min(n, describedMost) {
		if i > 0 {
			p.w.Text("; ")
		}
		part(i)
	}
	p.w.More("; ", n-describedMost)
	p.w.Text(".")
}

// markWord appends the status of an update, the stated milestone of an event,
// or else the words of the event, which are better than a milestone that was
// concluded from them.
func (p *picturePrinter) markWord(m *mark) {
	switch e := m.event; {
	case e == nil:
		p.w.Escaped(p.plan.AppendStatus(p.w.Dst, m.status))
	case isMilestone(e.Milestone) && !e.Inferred:
		p.w.Word(string(e.Milestone), true)
	default:
		// Characters isolate the words, since SVG text has no element
		// for that.
		p.w.Dst = markdown.EscapeHTML(markdown.AppendInsert(p.w.Dst, firstWords(e.Text, 72)), len(p.w.Dst))
	}
}

// tell appends a time, with its date if that differs from the date of the time
// before.
func (p *picturePrinter) tell(t time.Time) {
	in := t.In(p.plan.Clock.Zones[0])
	p.w.Dst = p.plan.Clock.AppendDay(p.w.Dst, in, p.told)
	p.w.Dst = p.plan.Clock.AppendTime(p.w.Dst, t)
	p.told = in
}

// spanWord appends the meaning of a span. For an impact of unknown severity it
// says only that there was an impact, since a text may still state the
// severity.
func (p *picturePrinter) spanWord(s *span) {
	switch {
	case s.impact == incident.ImpactNone:
		p.w.Text(p.w.Lang.Word(words.NoImpact))
	case s.impact != "":
		p.w.Word(string(s.impact), s.impact.Valid())
	case s.status != "":
		p.w.Word(string(s.status), s.status.Valid())
	default:
		p.w.Text(p.w.Lang.Word(words.ImpactRow))
	}
}

// legend appends the meaning of the picture's colours and marks, and the
// milestones by their numbers.
func (p *picturePrinter) legend() {
	if len(p.pic.spans)+len(p.pic.updates)+len(p.pic.milestones) == 0 {
		return // ticks alone need no legend
	}
	p.w.Text("<figcaption>\n<ul class=\"legend\">")
	p.spanKeys()
	p.markKeys()
	p.w.Text("</ul>\n")
	if len(p.pic.milestones) > 0 {
		p.w.Text("<ol class=\"milestones\">")
		p.told = time.Time{}
		for i := range p.pic.milestones {
			m := &p.pic.milestones[i]
			p.w.Text("<li>")
			p.w.Dst = timeElement(p.w.Dst, m.t, false)
			p.tell(m.t)
			p.w.Dst = timeElement(p.w.Dst, m.t, true)
			p.w.Text(" ")
			p.markWord(m)
			p.w.Text("</li>")
		}
		p.w.Text("</ol>\n")
	}
	p.w.Text("</figcaption>\n")
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
			p.w.Texts(" ", p.w.Lang.Word(words.ImpactOf))
		}
		p.w.Text("</li>")
	}
	if open {
		p.key(shapeOf(""), "", true)
		p.w.Texts(p.w.Lang.Word(words.UntilNow), "</li>")
	}
}

// key begins an entry of the legend with a bar.
func (p *picturePrinter) key(s shape, class string, open bool) {
	p.w.Text(`<li><svg class="key" width="18" height="16" aria-hidden="true">`)
	p.bar(s, class, open, 8, `" width="18"`)
	p.w.Text(`</svg> `)
}

// markKeys appends an entry for each status that an update has.
func (p *picturePrinter) markKeys() {
	for i := range p.pic.updates {
		s := p.pic.updates[i].status
		if s == "" || !s.Valid() || slices.ContainsFunc(p.pic.updates[:i], func(m mark) bool { return m.status == s }) {
			continue
		}
		form, colour := markOf(s)
		p.w.Texts(`<li><svg class="key m `, string(s), `" width="16" height="16" aria-hidden="true" color="`, colour)
		p.w.Texts(`" fill="currentColor"><g transform="translate(8 8)">`, form, "</g></svg> ")
		p.w.Escaped(p.plan.AppendStatus(p.w.Dst, s))
		p.w.Text("</li>")
	}
}
