package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// figures is how the dates in figures of a document are written: with the day first,
// 27/03/2024, or the month. Dates that can be read in one way only prove it for the
// others. The zero value has seen none.
type figures struct {
	dayFirst, monthFirst bool // proven by a date in figures
	why                  string
}

// decided reports whether the order is proven.
func (f *figures) decided() bool { return f.dayFirst != f.monthFirst }

// look takes a date into account, which a text begins with.
func (f *figures) look(text string, w civil.Written) {
	switch {
	case w.Date.IsZero() || w.NumericAmbiguous:
	case w.DayFirst:
		f.dayFirst = true
	default:
		n := 0
		for n < len(text) && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		f.monthFirst = f.monthFirst || (n == 1 || n == 2) && n < len(text) && (text[n] == '/' || text[n] == '-' || text[n] == '.') &&
			n+1 < len(text) && '0' <= text[n+1] && text[n+1] <= '9'
	}
}

// settle brings a date into the order of the document. It reports false where
// nothing proves that: then the day stays first, as package civil has it.
func (f *figures) settle(w *civil.Written) bool {
	if !w.NumericAmbiguous {
		return true
	}
	if f.monthFirst && !f.dayFirst {
		w.Date = swapped(w.Date)
		w.DayFirst, w.NumericAmbiguous = false, false
		return f.why == ""
	}
	return f.dayFirst && !f.monthFirst && f.why == ""
}

// swapped returns a date with day and month exchanged.
func swapped(d civil.Date) civil.Date {
	return civil.Date{Year: d.Year, Month: time.Month(d.Day), Day: int(d.Month)}
}

// lookForOrder looks for what else in the document decides the order of day and
// month: other dates in figures, the same day in words, the page's own times, the
// order of the rows, or a zone of the United States.
func (ev *evidence) lookForOrder() {
	f := &ev.order
	var named []civil.Date // days in words
	look := func(text string) {
		eachDate(text, func(w civil.Written) bool { return true })
		for i := 0; i < len(text); i++ {
			if i > 0 && isWordByte(text[i-1]) || !isWordByte(text[i]) {
				continue
			}
			w, n := civil.ReadDate(text[i:])
			if n == 0 {
				continue
			}
			f.look(text[i:], w)
			if !w.NumericAmbiguous && w.Date.Year != 0 {
				named = append(named, w.Date)
			}
			i += n - 1
		}
	}
	look(ev.ctx.Title)
	look(ev.ctx.Date)
	for i := range ev.sections {
		sec := &ev.sections[i]
		look(sec.Heading)
		look(sec.Body)
		look(sec.After)
		for _, field := range sec.Fields {
			look(field.Value)
		}
	}
	if f.decided() {
		return
	}
	*f = figures{}
	if !ev.ctx.Anchor.IsZero() {
		named = append(named, civil.DateOf(ev.ctx.Anchor, ev.ctx.Page))
	}
	if !ev.last.IsZero() {
		named = append(named, civil.DateOf(ev.last, ev.ctx.Page))
	}
	var day, month int // rows for which each order is likely
	american := false
	for i := range ev.timelines {
		t := &ev.timelines[i]
		var rows []civil.Date
		for k := range t.Rows {
			w := t.Rows[k].Read.From
			american = american || isAmerican(w.Zone)
			if !w.NumericAmbiguous {
				continue
			}
			rows = append(rows, w.Date)
			for _, d := range named {
				if w.Date == d {
					day++
				}
				if swapped(w.Date) == d {
					month++
				}
			}
		}
		american = american || isAmerican(ZoneNamed(t.Section.Heading, t.Section.Columns, t.Section.Body, ev.ctx.Phrases))
		if day == 0 && month == 0 {
			switch a, b := ascending(rows, false), ascending(rows, true); {
			case a && !b:
				day++
			case b && !a:
				month++
			}
		}
	}
	switch {
	case month > 0 && day == 0:
		f.monthFirst, f.why = true, "with the month first, as other dates of the document ask for"
	case day > 0 && month == 0:
		f.dayFirst, f.why = true, "with the day first, as other dates of the document ask for"
	case day == 0 && (american || isAmerican(ev.documentZone())):
		f.monthFirst, f.why = true, "with the month first, as in the zone of the times"
	}
}

// ascending reports whether each date is not before the one above it, nor more than
// a month behind it.
func ascending(dates []civil.Date, swap bool) bool {
	var above civil.Date
	for _, d := range dates {
		if swap {
			d = swapped(d)
		}
		if !above.IsZero() && (d.Compare(above) < 0 || d.Sub(above) > 31) {
			return false
		}
		above = d
	}
	return true
}

// isAmerican reports whether a label is that of a zone of the United States.
func isAmerican(zone string) bool {
	for _, name := range names {
		if strings.HasPrefix(name.Zone, "America/") && (zone == name.Short || zone == name.Standard || zone == name.Daylight || zone != "" && strings.HasPrefix(zone, name.Long)) {
			return true
		}
	}
	return strings.HasPrefix(zone, "US/")
}
