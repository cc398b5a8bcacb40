package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// ClockLayout is the layout of times in timelines without one.
const ClockLayout = "15:04"

// RowTimes writes the times of rows. All writers share it.
type RowTimes struct {
	Phrases  *words.Language
	Layout   string         // of package time
	Parts    civil.Layout   // of Layout
	Own      *time.Location // zone of the timeline, in which the date of a row of [incident.PrecisionDay] is written
	Zone     *time.Location // zone in which times are shown
	Dated    bool           // a row is dated if its day differs from that of the row above
	Labelled bool           // each row carries the label of its zone
}

// Append appends the time of a row. The argument above is the time of the row
// above, in Zone.
func (w *RowTimes) Append(dst []byte, e *incident.Event, above time.Time) []byte {
	if e.At.IsZero() {
		return dst
	}
	if e.Precision == incident.PrecisionDay {
		return w.Phrases.Dates.AppendDate(dst, e.At.In(w.Own))
	}
	if e.Precision == incident.PrecisionAbout {
		dst = append(dst, '~')
	}
	at := e.At.In(w.Zone)
	if w.Dated && (above.IsZero() || !sameDay(at, above)) {
		if above.IsZero() || at.Year() != above.Year() {
			dst = w.Phrases.Dates.AppendDate(dst, at)
		} else {
			dst = w.Phrases.Dates.AppendDay(dst, at)
		}
		dst = append(dst, ", "...)
	}
	return w.appendSpan(dst, e, w.Zone, w.Layout)
}

// AppendOther appends the time of a row in an additional zone: the time of day,
// and the day if it differs from that in Zone.
func (w *RowTimes) AppendOther(dst []byte, e *incident.Event, zone *time.Location) []byte {
	if at := e.At.In(zone); !sameDay(at, e.At.In(w.Zone)) {
		dst = append(w.Phrases.Dates.AppendDay(dst, at), ", "...)
	}
	return w.appendSpan(dst, e, zone, w.clock())
}

// clock returns the part of the layout with the time of day.
func (w *RowTimes) clock() string { return w.Layout[w.Parts.Start:w.Parts.End] }

// appendSpan appends the time of e in a zone, and its end if it has one. The
// layout is that of the timeline, or the part of it with the time of day.
func (w *RowTimes) appendSpan(dst []byte, e *incident.Event, zone *time.Location, layout string) []byte {
	start := e.At.In(zone)
	if e.Until.IsZero() {
		return w.appendLabel(w.appendFormat(dst, start, layout), start)
	}
	end := e.Until.In(zone)
	short := layout
	if sameDay(start, end) {
		short = w.clock()
	}
	if words.ZoneLabel(start) == words.ZoneLabel(end) {
		dst = w.appendFormat(dst, start, withoutZone(layout))
	} else {
		dst = w.appendLabel(w.appendFormat(dst, start, layout), start)
	}
	if short == layout && w.Parts.Date {
		dst = append(dst, " – "...)
	} else {
		dst = append(dst, "–"...)
		if !sameDay(start, end) {
			dst = append(w.Phrases.Dates.AppendDay(dst, end), ", "...)
		}
	}
	return w.appendLabel(w.appendFormat(dst, end, short), end)
}

func (w *RowTimes) appendFormat(dst []byte, at time.Time, layout string) []byte {
	if layout == ClockLayout {
		return w.Phrases.Dates.AppendClock(dst, at)
	}
	return at.AppendFormat(dst, layout)
}

func (w *RowTimes) appendLabel(dst []byte, at time.Time) []byte {
	if !w.Labelled {
		return dst
	}
	return words.AppendZone(append(dst, ' '), at)
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// withoutZone cuts the zone off the end of a layout.
func withoutZone(layout string) string {
	for _, zone := range [...]string{"MST", "-07:00", "-0700", "-07", "Z07:00", "Z0700", "Z07"} {
		if s, ok := strings.CutSuffix(layout, zone); ok {
			return strings.TrimRight(s, " ")
		}
	}
	return layout
}
