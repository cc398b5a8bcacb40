package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// timeWriter writes the times of rows as writers do, in their own zone.
type timeWriter struct {
	tl      *incident.Timeline
	layout  string // of package time; "": a clock, with the date where the day changes
	own     *time.Location
	phrases *words.Language
	above   time.Time
}

// row returns the time of an event, and the same with the label of its zone.
func (w *timeWriter) row(e *incident.Event) (plain, labelled string) {
	if e.At.IsZero() {
		return "", ""
	}
	at := e.At.In(w.own)
	defer func() { w.above = at }()
	if e.Precision == incident.PrecisionDay {
		s := string(w.phrases.AppendDate(nil, at))
		return s, s
	}
	b := make([]byte, 0, 64)
	if e.Precision == incident.PrecisionAbout {
		b = append(b, '~')
	}
	layout := w.layout
	if layout == "" {
		layout = "15:04"
		switch {
		case w.above.IsZero() || at.Year() != w.above.Year():
			b = append(w.phrases.AppendDate(b, at), ", "...)
		case at.YearDay() != w.above.YearDay():
			b = append(w.phrases.AppendDay(b, at), ", "...)
		}
	}
	both := func(end time.Time) (string, string) {
		return string(b), string(words.AppendZone(append(b[:len(b):len(b)], ' '), end))
	}
	if e.Until.IsZero() {
		b = at.AppendFormat(b, layout)
		return both(at)
	}
	end := e.Until.In(w.own)
	parts := civil.ParseLayout(layout)
	sameDay := at.Year() == end.Year() && at.YearDay() == end.YearDay()
	short := layout
	if sameDay {
		short = layout[parts.Start:parts.End]
	}
	if words.ZoneLabel(at) == words.ZoneLabel(end) {
		b = at.AppendFormat(b, withoutZone(layout))
	} else {
		b = at.AppendFormat(b, layout)
	}
	if short == layout && parts.Date {
		b = append(b, " – "...)
	} else {
		b = append(b, "–"...)
		if !sameDay {
			b = append(w.phrases.AppendDay(b, end), ", "...)
		}
	}
	b = end.AppendFormat(b, short)
	return both(end)
}

// withoutZone cuts the zone off the end of a layout.
func withoutZone(layout string) string {
	for _, zone := range [...]string{"MST", "-07:00", "-0700", "-07", "Z07:00", "Z0700", "Z07"} {
		if s, ok := strings.CutSuffix(layout, zone); ok {
			return strings.TrimRight(s, " ")
		}
	}
	return layout
}
