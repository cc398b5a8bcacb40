package render

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// banner appends the facts that readers look for first: the status and since
// when it holds, the impact and its duration, and the time of the next update.
type banner struct {
	w       *htmlbuffer.Buffer
	plan    *plan.Report
	metrics *incident.Metrics
	facts   int       // number appended so far
	told    time.Time // last time appended
}

func (b *banner) append() {
	inc, w := b.plan.Incident, b.w
	const open = `<div class="now`
	before := len(w.Dst)
	w.Text(open)
	status := inc.Status()
	w.Class(htmlbuffer.ValidWord(status))
	w.Text("\" data-extra>\n")
	empty := len(w.Dst)
	if status != "" {
		b.state(status)
	}
	if inc.IsMaintenance() {
		b.maintenance()
	} else {
		b.outage()
	}
	if b.facts > 0 {
		w.Text("</dl>\n")
	}
	if u := promising(inc); u != nil {
		w.Text(`<p class="promise">`)
		w.Dst = b.plan.AppendLine(w.Dst, plan.Line{Word: words.NextUpdate, At: u.NextUpdate, Day: u.At})
		w.Text("</p>\n")
	}
	if len(w.Dst) == empty {
		w.Dst = w.Dst[:before]
		return
	}
	w.Text("</div>\n")
}

// state appends the status, when it was announced, and the impact. For a
// maintenance that is only scheduled, the time of the announcement is left out.
func (b *banner) state(status incident.Status) {
	w := b.w
	w.Text(`<p class="state"><strong>`)
	w.Escaped(b.plan.AppendStatus(w.Dst, status))
	w.Text("</strong>")
	if at := statusSince(b.plan.Incident); plan.IsInstant(at) && status != incident.StatusScheduled {
		w.Text(" ")
		if !status.IsFinal() {
			w.Texts(w.Lang.Word(words.Since), " ")
		}
		b.moment(at)
	}
	b.impact()
	w.Text("</p>\n")
}

// moment appends a time, with its date if that differs from the date of the
// time before.
func (b *banner) moment(t time.Time) {
	b.w.Dst = b.plan.Clock.AppendMoment(b.w.Dst, t, b.told)
	b.told = t
}

// impact appends the impact of an outage, if it is known. Unknown is not the
// same as none, and neither are components that all work again. An impact that
// the report does not state gets the class "derived".
func (b *banner) impact() {
	w := b.w
	impact, reason := b.plan.Incident.EffectiveImpact()
	if impact == "" || impact == incident.ImpactMaintenance || impact == incident.ImpactNone && !reason.Stated {
		return
	}
	w.Text(` <span class="impact`)
	if !reason.Stated {
		w.Class("derived")
	}
	w.Class(htmlbuffer.ValidWord(impact))
	w.Text(`">`)
	if impact == incident.ImpactNone {
		w.Text(w.Lang.Word(words.NoImpact))
	} else {
		w.Word(string(impact), impact.Valid())
		w.Texts(" ", w.Lang.Word(words.ImpactOf))
	}
	w.Text("</span>")
}

// outage appends the start, end and duration of an outage: as its users felt
// it, where that is known, and as the page showed it. An impact that may go on
// gets no end, even if an end is stated for some part of it.
func (b *banner) outage() {
	began := impactBegan(b.metrics)
	lasted, known := b.metrics.Impact.Get()
	switch impact, _ := b.plan.Incident.EffectiveImpact(); {
	case impact == incident.ImpactNone && began.Basis() == incident.BasisChanges:
		began, known = incident.Anchor{}, false // the report states that there was no impact
	case b.impactGoesOn():
		known = false
	}
	b.time(words.ImpactBegan, began.At)
	if known {
		b.time(words.ImpactEnded, b.metrics.Impact.To.At)
		b.length(words.ImpactLasted, lasted, false)
	}
	if first := b.metrics.Open.From.At; began.At.IsZero() && !first.Equal(b.told) {
		b.time(words.FirstPost, first)
	}
	if open, ok := b.open(); ok && !(known && open == lasted) {
		b.length(words.OpenFor, open, !b.plan.Incident.Status().IsFinal())
	}
}

// impactGoesOn reports whether the incident is not over, and either its cause
// has not been removed or a component is down.
func (b *banner) impactGoesOn() bool {
	switch status := b.plan.Incident.Status(); {
	case status == incident.StatusInvestigating, status == incident.StatusIdentified:
		return true
	case !goesOn(b.plan.Incident):
		return false
	}
	return slices.ContainsFunc(b.plan.Affected, func(c incident.Affected) bool {
		return c.Status.Compare(incident.ComponentOperational) > 0
	})
}

// maintenance appends the planned and the actual duration of a maintenance.
func (b *banner) maintenance() {
	if planned, ok := b.metrics.Planned.Get(); ok {
		b.length(words.Planned, planned, false)
	}
	if took, ok := b.open(); ok {
		b.length(words.Took, took, !b.plan.Incident.Status().IsFinal())
	}
}

// open returns how long the page showed the incident as open. It is not known
// from a single post.
func (b *banner) open() (time.Duration, bool) {
	m := &b.metrics.Open
	d, ok := m.Get()
	return d, ok && m.From.Path != m.To.Path && (d > 0 || b.plan.Incident.Status().IsFinal())
}

// time appends an instant as a fact, if it is known.
func (b *banner) time(name words.Word, t time.Time) {
	if !plan.IsInstant(t) {
		return
	}
	b.fact(name)
	b.moment(t)
	b.w.Text("</dd>\n")
}

// length appends a duration as a fact. If atLeast is set, it has not ended.
func (b *banner) length(name words.Word, d time.Duration, atLeast bool) {
	b.fact(name)
	if atLeast {
		b.w.Texts(b.w.Lang.Word(words.AtLeast), " ")
	}
	b.w.Texts(incident.FormatDuration(d), "</dd>\n")
}

// fact begins a fact.
func (b *banner) fact(name words.Word) {
	if b.facts == 0 {
		b.w.Text("<dl class=\"facts\">\n")
	}
	b.facts++
	b.w.Texts("<dt>", b.w.Lang.Word(name), "</dt> <dd>")
}

// impactBegan returns the start of the impact, whether its end is known or not.
func impactBegan(m *incident.Metrics) incident.Anchor {
	if m.Impact.From.At.IsZero() {
		return m.FirstPost.From
	}
	return m.Impact.From
}

// statusSince returns when the present status was first announced.
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

// promising returns the update whose promise of a next update is still open, or
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
