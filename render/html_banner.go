package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// banner appends what a reader wants to know first: the status and since when
// it holds, the impact, when to look again, and what is affected.
type banner struct {
	w    *htmlBuffer
	plan *plan.Report
}

func (b banner) append() {
	inc, w := b.plan.Incident, b.w
	status := inc.Status()
	if status == "" && len(b.plan.Affected) == 0 {
		return
	}
	w.text(`<div class="now`)
	w.class(validWord(status))
	w.text("\" data-extra>\n")
	if status != "" {
		w.text(`<p class="state"><strong>`)
		w.escaped(b.plan.AppendStatus(w.dst, status))
		w.text("</strong>")
		if at := statusSince(inc); isInstant(at) {
			w.texts(" ", w.lang.Word(words.Since), " ")
			w.dst = b.plan.Clock.AppendMoment(w.dst, at, time.Time{})
		}
		b.impact()
		w.text("</p>\n")
	}
	if u := promising(inc); u != nil {
		w.text(`<p class="promise">`)
		w.dst = b.plan.AppendLine(w.dst, plan.Line{Word: words.NextUpdate, At: u.NextUpdate, Day: u.At})
		w.text("</p>\n")
	}
	b.chips(status.IsFinal())
	w.text("</div>\n")
}

// impact appends the impact of an outage, if it is known: nothing is not the
// same as no impact. One that the report does not state has the class
// "derived", by which readers know it.
func (b banner) impact() {
	w := b.w
	impact, reason := b.plan.Incident.EffectiveImpact()
	if impact == "" || impact == incident.ImpactMaintenance {
		return
	}
	w.text(` <span class="impact`)
	if !reason.Stated {
		w.class("derived")
	}
	w.class(validWord(impact))
	w.text(`">`)
	if impact == incident.ImpactNone {
		w.text(w.lang.Word(words.NoImpact))
	} else {
		w.word(string(impact), impact.Valid())
		w.texts(" ", w.lang.Word(words.ImpactOf))
	}
	w.text("</span>")
}

// statusSince returns when the status in force was first announced.
func statusSince(inc *incident.Incident) (at time.Time) {
	status := inc.Status()
	for i := len(inc.Updates) - 1; i >= 0; i-- {
		switch u := &inc.Updates[i]; {
		case u.Status == "" || u.Retracted():
		case u.Status == status:
			at = u.At
		default:
			return at
		}
	}
	return at
}

// promising returns the update whose promise of a next one readers wait for, or
// nil.
func promising(inc *incident.Incident) *incident.Update {
	if inc.Status().IsFinal() {
		return nil
	}
	for i := len(inc.Updates) - 1; i >= 0; i-- {
		if u := &inc.Updates[i]; !u.Retracted() {
			if u.NextUpdate.IsZero() {
				return nil
			}
			return u
		}
	}
	return nil
}

// chips appends the components in the order of the affected sentence, each with
// its status: the present one, or the worst there was once the incident is
// over. The sentence has those that are too many here.
func (b banner) chips(over bool) {
	const most = 24
	list, w := b.plan.Affected, b.w
	if len(list) == 0 {
		return
	}
	w.text("<ul class=\"chips\">\n")
	for i := range list[:min(len(list), most)] {
		c := &list[i]
		status := c.Status
		if over {
			status = c.Worst
		}
		w.text(`<li class="chip`)
		w.class(validWord(status))
		w.text(`">`)
		if c.Group != "" {
			w.text(`<span class="group">`)
			w.insert(c.Group)
			w.text("</span> ")
		}
		w.insert(c.Name)
		if status != "" {
			w.text(` <span class="is">`)
			w.word(string(status), status.Valid())
			w.text("</span>")
		}
		w.text("</li>\n")
	}
	if n := len(list) - most; n > 0 {
		w.more("<li class=\"chip\">+ ", n)
		w.text("</li>\n")
	}
	w.text("</ul>\n")
}
