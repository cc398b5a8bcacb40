package parse

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// dated tries the style that writers use where a timeline has no TimeFormat: a
// clock, dated where the day changes. It is taken where it leaves fewer rows that
// are written in a way of their own.
func (r *partReader) dated(tl *incident.Timeline, list []pageRow) {
	own, err := tl.Location(r.loc)
	if err != nil {
		own = time.UTC
	}
	odd, table := 0, r.s.Form == incident.FormTable
	written := make([]string, len(list))
	var above time.Time
	var buf [64]byte
	for i := range list {
		e, l := &tl.Events[i], &list[i]
		if e.Written != "" && !e.At.IsZero() {
			odd++
		}
		if e.At.IsZero() {
			written[i] = e.Written
			continue
		}
		got := r.appendDated(buf[:0], e, above, own)
		above = e.At.In(own)
		if string(got) != l.prefix || !table && l.mark != tl.Mark {
			written[i] = l.prefix + l.mark
			odd--
		}
	}
	if odd <= 0 || !datesRows(tl.Events, own, r.oldest()) {
		return
	}
	tl.TimeFormat = ""
	for i := range written {
		tl.Events[i].Written = written[i]
	}
}

// appendDated appends the time of a row as writers do, below one at the time above.
func (r *partReader) appendDated(dst []byte, e *incident.Event, above time.Time, own *time.Location) []byte {
	at := e.At.In(own)
	if e.Precision == incident.PrecisionDay {
		return r.phrases.AppendDate(dst, at)
	}
	if e.Precision == incident.PrecisionAbout {
		dst = append(dst, '~')
	}
	switch {
	case above.IsZero() || at.Year() != above.Year():
		dst = append(r.phrases.AppendDate(dst, at), ", "...)
	case at.YearDay() != above.YearDay():
		dst = append(r.phrases.AppendDay(dst, at), ", "...)
	}
	dst = r.phrases.AppendClock(dst, at)
	if e.Until.IsZero() {
		return dst
	}
	until := e.Until.In(own)
	dst = append(dst, "–"...)
	if civil.DateOf(at, own) != civil.DateOf(until, own) {
		dst = append(r.phrases.AppendDay(dst, until), ", "...)
	}
	return r.phrases.AppendClock(dst, until)
}
