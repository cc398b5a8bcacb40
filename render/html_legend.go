package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// toldMost bounds what the text of the picture tells of each kind.
const toldMost = 24

// tell appends the text of the picture: what each lane, the updates and the
// milestones show, in sentences.
func (p *htmlPrinter) tell(pic *picture) {
	var day time.Time // of the last time that was told
	for i := range max(pic.n, 1) {
		if i > 0 {
			p.text(" ")
		}
		p.laneName(pic, i)
		p.text(": ")
		n := 0
		p.eachSpan(pic, i, func(s span) {
			n++
			if n > toldMost {
				return
			}
			if n > 1 {
				p.text("; ")
			}
			p.spanWord(&s)
			p.text(" ")
			p.extra(words.From)
			p.text(" ")
			day = p.told(s.start, day)
			p.text(" ")
			if s.open {
				p.text("(")
				p.extra(words.UntilNow)
				p.text(")")
			} else {
				p.extra(words.To)
				p.text(" ")
				day = p.told(s.end, day)
			}
		})
		p.omitted(n)
		p.text(".")
	}
	if pic.more > 0 {
		p.text(" + ")
		p.number(pic.more)
		p.text(" ")
		p.extra(words.More)
		p.text(".")
	}
	n := 0
	p.eachUpdate(pic, func(u *incident.Update, status incident.Status, _, _ int) {
		if n++; n > toldMost {
			return
		}
		if n == 1 {
			p.text(" ")
			p.extra(words.UpdatesRow)
			p.text(": ")
		} else {
			p.text("; ")
		}
		if status == "" {
			p.word(words.Update)
		} else {
			p.status(status)
		}
		p.text(" ")
		day = p.told(u.At, day)
	})
	if n > 0 {
		p.omitted(n)
		p.text(".")
	}
	for i := range pic.reached {
		if i == 0 {
			p.text(" ")
			p.extra(words.MilestonesRow)
			p.text(": ")
		} else {
			p.text("; ")
		}
		p.dst = p.phrases.AppendReadable(p.dst, string(pic.milestones[i].Milestone))
		p.text(" ")
		day = p.told(pic.milestones[i].At, day)
	}
	if pic.reached > 0 {
		p.text(".")
	}
}

// told appends a time, dated where its day is not that of the one told before,
// which it replaces.
func (p *htmlPrinter) told(t, before time.Time) time.Time {
	in := t.In(p.zone(0))
	p.day(in, before)
	p.clock(t)
	return in
}

// omitted appends how many are not told.
func (p *htmlPrinter) omitted(n int) {
	if n > toldMost {
		p.text("; ")
		p.number(n - toldMost)
		p.text(" ")
		p.extra(words.More)
	}
}

// spanWord appends what a span says.
func (p *htmlPrinter) spanWord(s *span) {
	word := string(s.status)
	switch {
	case s.impact != "" && s.impact.Valid():
		word = string(s.impact)
	case s.status == "" || !s.status.Valid():
		p.extra(words.NotStated)
		return
	}
	p.dst = p.phrases.AppendReadable(p.dst, word)
}

// legend appends what the colours and marks of the picture mean, and the
// milestones by their numbers.
func (p *htmlPrinter) legend(pic *picture) {
	p.text("<figcaption>\n<ul class=\"legend\">")
	var shown [8]span // one of each kind, from bad to good
	n, open := 0, false
	for i := range max(pic.n, 1) {
		p.eachSpan(pic, i, func(s span) {
			open = open || s.open
			at := n
			for k := range n {
				if shown[k].class() == s.class() {
					return
				}
				if at == n && s.status.Compare(shown[k].status) > 0 {
					at = k
				}
			}
			if n < len(shown) {
				copy(shown[at+1:n+1], shown[at:n])
				shown[at] = s
				n++
			}
		})
	}
	for i := range n {
		s := &shown[i]
		p.key(shapeOf(s.status), s.class(), false)
		p.spanWord(s)
		if s.impact != "" && s.impact != incident.ImpactMaintenance {
			p.text(" ")
			p.extra(words.ImpactOf)
		}
		p.text("</li>")
	}
	if open {
		p.key(shapeOf(""), "", true)
		p.extra(words.UntilNow)
		p.text("</li>")
	}
	var keys [10]incident.Status
	n = 0
	p.eachUpdate(pic, func(_ *incident.Update, status incident.Status, _, _ int) {
		for _, k := range keys[:n] {
			if k == status {
				return
			}
		}
		if n == len(keys) || status == "" || !status.Valid() {
			return
		}
		keys[n] = status
		n++
		form, colour := markOf(status)
		p.text(`<li><svg class="key m `)
		p.text(string(status))
		p.text(`" width="16" height="16" aria-hidden="true" color="`)
		p.text(colour)
		p.text(`" fill="currentColor"><g transform="translate(8 8)">`)
		p.text(form)
		p.text("</g></svg> ")
		p.status(status)
		p.text("</li>")
	})
	p.text("</ul>\n")
	if pic.reached > 0 {
		p.text("<ol class=\"milestones\">")
		var day time.Time
		for i := range pic.reached {
			e := pic.milestones[i]
			p.text("<li>")
			p.dst = p.phrases.AppendReadable(p.dst, string(e.Milestone))
			p.text(" ")
			p.openTime(e.At)
			day = p.told(e.At, day)
			p.closeTime(e.At)
			p.text("</li>")
		}
		p.text("</ol>\n")
	}
	p.text("</figcaption>\n")
}

// key appends the mark of an entry of the legend.
func (p *htmlPrinter) key(shape shape, class string, open bool) {
	p.text(`<li><svg class="key" width="18" height="16" aria-hidden="true"><rect class="bar`)
	p.class(class, true)
	p.class("open", open)
	p.text(`" width="18" y="`)
	p.number(8 - shape.height/2)
	p.text(`" height="`)
	p.number(shape.height)
	p.text(`" fill="`)
	p.text(shape.fill)
	if open {
		p.text(`" fill-opacity=".4`)
	}
	p.text(`"/></svg> `)
}
