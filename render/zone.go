package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// alsoIn stands between the same time in several zones.
const alsoIn = " · "

// zone returns zone i of those that times are shown in; the first one leads.
func (p *textPrinter) zone(i int) *time.Location {
	if len(p.Zones) == 0 {
		return p.page
	}
	return p.Zones[i]
}

func (p *textPrinter) zoneCount() int { return max(1, len(p.Zones)) }

// stamp appends the time of an update in every zone shown:
// "Jan 27, 2022 - 22:10 CET · 16:10 EST · Jan 28, 02:40 IST".
func (p *textPrinter) stamp(t time.Time) {
	first := t.In(p.zone(0))
	p.openTime(t)
	p.dst = p.phrases.AppendStamp(p.dst, first)
	p.closeTime(t)
	p.also(t, first)
}

// moment appends an instant as one would say it on the day of ref: the time of
// day, and the date where it differs.
func (p *textPrinter) moment(t, ref time.Time) {
	first := t.In(p.zone(0))
	p.openTime(t)
	p.day(first, ref.In(p.zone(0)))
	p.dst = p.phrases.AppendClock(p.dst, first)
	p.text(" ")
	p.dst = words.AppendZone(p.dst, first)
	p.closeTime(t)
	p.also(t, first)
}

// day appends the date of t and a comma, unless ref is on the same day; with the
// year, unless ref is in the same one. Each counts in its Location.
func (p *textPrinter) day(t, ref time.Time) {
	switch {
	case t.Year() != ref.Year():
		p.dst = p.phrases.AppendDate(p.dst, t)
	case t.YearDay() != ref.YearDay():
		p.dst = p.phrases.AppendDay(p.dst, t)
	default:
		return
	}
	p.text(", ")
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// also appends the instant in the other zones shown: those with the clock of the
// first as "/GMT" behind its label, unless the label is the same too; the others
// with the day where it differs.
func (p *textPrinter) also(t, first time.Time) {
	if p.zoneCount() == 1 {
		return
	}
	p.sameClock(t, 0)
	for i := 1; i < p.zoneCount(); i++ {
		if !p.leads(t, i) {
			continue
		}
		p.text(alsoIn)
		in := t.In(p.zone(i))
		p.day(in, first)
		p.dst = p.phrases.AppendClock(p.dst, in)
		p.text(" ")
		p.dst = words.AppendZone(p.dst, in)
		p.sameClock(t, i)
	}
}

// leads reports whether no zone before i shows the same clock at t.
func (p *textPrinter) leads(t time.Time, i int) bool {
	for j := range i {
		if sameOffset(t, p.zone(i), p.zone(j)) {
			return false
		}
	}
	return true
}

// sameClock appends the labels of the zones behind i that show its clock at t
// under another name.
func (p *textPrinter) sameClock(t time.Time, i int) {
	for j := i + 1; j < p.zoneCount(); j++ {
		if !sameOffset(t, p.zone(i), p.zone(j)) {
			continue
		}
		label, known := words.ZoneLabel(t.In(p.zone(j))), false
		for k := i; k < j; k++ {
			known = known || sameOffset(t, p.zone(k), p.zone(j)) && words.ZoneLabel(t.In(p.zone(k))) == label
		}
		if !known {
			p.text("/")
			p.text(label)
		}
	}
}

func sameOffset(t time.Time, a, b *time.Location) bool {
	_, x := t.In(a).Zone()
	_, y := t.In(b).Zone()
	return x == y
}

// window appends the planned time of a maintenance:
// "Scheduled for Jan 24, 2022, 00:00-03:00 UTC".
func (p *textPrinter) window(w incident.Window) {
	if w.Start.IsZero() {
		p.word(words.ScheduledUntil)
		p.text(" ")
		p.moment(w.End, time.Time{})
		return
	}
	p.word(words.ScheduledFor)
	p.text(" ")
	p.spans(w)
}

// spans appends a window that has a start, in every zone shown.
func (p *textPrinter) spans(w incident.Window) {
	first := w.Start.In(p.zone(0))
	p.span(w, time.Time{}, p.zone(0))
	for i := 1; i < p.zoneCount(); i++ {
		if sameOffset(w.Start, p.zone(0), p.zone(i)) && sameOffset(w.End, p.zone(0), p.zone(i)) {
			continue
		}
		p.text(alsoIn)
		p.span(w, first, p.zone(i))
	}
}

// span appends a window in one zone, dated where it differs from ref, and its
// end where that differs from its start.
func (p *textPrinter) span(w incident.Window, ref time.Time, loc *time.Location) {
	start, end := w.Start.In(loc), w.End.In(loc)
	p.openTime(start)
	p.day(start, ref)
	p.dst = p.phrases.AppendClock(p.dst, start)
	if w.End.IsZero() {
		p.text(" ")
		p.dst = words.AppendZone(p.dst, start)
		p.closeTime(start)
		return
	}
	changes := words.ZoneLabel(start) != words.ZoneLabel(end)
	if changes {
		p.text(" ")
		p.dst = words.AppendZone(p.dst, start)
	}
	p.closeTime(start)
	if !changes && sameDay(start, end) {
		p.text("-")
	} else {
		p.text(" - ")
	}
	p.openTime(end)
	p.day(end, start)
	p.dst = p.phrases.AppendClock(p.dst, end)
	p.text(" ")
	p.dst = words.AppendZone(p.dst, end)
	p.closeTime(end)
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
