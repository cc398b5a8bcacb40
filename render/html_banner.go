package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// banner appends what a reader wants to know first: the status and since when,
// how bad it is, when to look again, and what is affected.
func (p *htmlPrinter) banner() {
	status := p.inc.Status()
	if status == "" && p.n == 0 {
		return
	}
	p.text(`<div class="now`)
	p.class(string(status), status.Valid())
	p.text("\" data-extra>\n")
	if status != "" {
		p.text(`<p class="state"><strong>`)
		p.status(status)
		p.text("</strong>")
		if at := p.statusSince(); isInstant(at) && !at.IsZero() {
			p.text(" ")
			p.extra(words.Since)
			p.text(" ")
			p.moment(at, time.Time{})
		}
		if impact, _ := p.inc.EffectiveImpact(); impact.Compare(incident.ImpactNone) > 0 && impact != incident.ImpactMaintenance {
			p.text(` <span class="impact`)
			p.class(string(impact), true)
			p.text(`">`)
			p.dst = p.phrases.AppendReadable(p.dst, string(impact))
			p.text(" ")
			p.extra(words.ImpactOf)
			p.text("</span>")
		}
		p.text("</p>\n")
	}
	if due, at := p.promise(); !due.IsZero() {
		p.text(`<p class="promise">`)
		p.word(words.NextUpdate)
		p.text(" ")
		p.moment(due, at)
		p.text("</p>\n")
	}
	p.chips(status.IsFinal())
	p.text("</div>\n")
}

// statusSince returns when the status in force was first announced.
func (p *htmlPrinter) statusSince() (at time.Time) {
	status := p.inc.Status()
	for i := len(p.inc.Updates) - 1; i >= 0; i-- {
		switch u := &p.inc.Updates[i]; {
		case u.Status == "" || u.Retracted():
		case u.Status == status:
			at = u.At
		default:
			return at
		}
	}
	return at
}

// promise returns the next update that readers wait for, and when it was
// promised.
func (p *htmlPrinter) promise() (due, at time.Time) {
	if p.inc.Status().IsFinal() {
		return due, at
	}
	for i := len(p.inc.Updates) - 1; i >= 0; i-- {
		if u := &p.inc.Updates[i]; !u.Retracted() {
			return u.NextUpdate, u.At
		}
	}
	return due, at
}

// chipsMost is how many components the banner shows; the affected sentence has
// them all.
const chipsMost = 24

// chips appends the components with their status: the one at hand, or the worst
// there was once it is over.
func (p *htmlPrinter) chips(over bool) {
	if p.n == 0 {
		return
	}
	p.text("<ul class=\"chips\">\n")
	list := p.list()
	groups := groupsOf(list)
	for i, shown := 0, 0; shown < min(p.n, chipsMost); i++ {
		if !groups.first(i) {
			continue
		}
		// In the order of the affected sentence, which holds a group together.
		for j := i; j >= 0 && shown < chipsMost; j = groups.next(j) {
			p.chip(&list[j], over)
			if shown++; list[j].Group == "" {
				break
			}
		}
	}
	if n := p.n - chipsMost; n > 0 {
		p.text("<li class=\"chip\">+ ")
		p.number(n)
		p.text(" ")
		p.extra(words.More)
		p.text("</li>\n")
	}
	p.text("</ul>\n")
}

// chip appends one component.
func (p *htmlPrinter) chip(c *incident.Affected, over bool) {
	status := c.Status
	if over {
		status = c.Worst
	}
	p.text(`<li class="chip`)
	p.class(string(status), status.Valid())
	p.text(`">`)
	if c.Group != "" {
		p.text(`<span class="group">`)
		p.plain(c.Group)
		p.text("</span> ")
	}
	p.plain(c.Name)
	if status != "" && status.Valid() {
		p.text(` <span class="is">`)
		p.dst = p.phrases.AppendReadable(p.dst, string(status))
		p.text("</span>")
	}
	p.text("</li>\n")
}
