package report

import (
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// figures is how the dates in figures of a document are written: with the day
// first, 27/03/2024, or the month. Dates that can be read in one way only prove
// it for the others. The zero value has seen none.
type figures struct {
	dayFirst, monthFirst bool // proven by a date in figures
	why                  string
}

// decided reports whether the order is proven.
func (f *figures) decided() bool { return f.dayFirst != f.monthFirst }

// look takes a date into account.
func (f *figures) look(w civil.Written) {
	if !w.NumericAmbiguous {
		f.dayFirst = f.dayFirst || w.DayFirst
		f.monthFirst = f.monthFirst || w.MonthFirst
	}
}

// settle brings a date into the order of the document. It reports false where
// nothing proves that: then the likeliest order is taken, or the day first.
func (f *figures) settle(w *civil.Written) bool {
	if !w.NumericAmbiguous {
		return true
	}
	if f.monthFirst && !f.dayFirst {
		*w = w.Swap()
	}
	w.NumericAmbiguous = false
	return f.dayFirst != f.monthFirst && f.why == ""
}

// lookForOrder looks for what else in the document decides the order of day and
// month: other dates in figures, the same day in words, the page's own times,
// the order of the rows, or a zone of the United States.
func (ev *evidence) lookForOrder() {
	ev.looked = true
	f := &ev.order
	var named []civil.Date // days in words
	look := func(text string) {
		eachDate(text, func(w civil.Written) bool {
			f.look(w)
			if !w.NumericAmbiguous && w.Date.Year != 0 {
				named = append(named, w.Date)
			}
			return true
		})
	}
	for _, title := range ev.ctx.Titles {
		look(title)
	}
	look(ev.ctx.Date)
	for i := range ev.sections {
		sec := &ev.sections[i]
		look(sec.Heading)
		look(sec.Body)
		look(sec.After)
		for _, field := range sec.Fields {
			look(field.Value)
		}
		for _, a := range sec.Actions {
			look(a.Text)
		}
		if sec.Timeline != nil {
			for _, e := range sec.Timeline.Events {
				look(e.Text)
			}
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
		var rows []civil.Written
		for k := range t.Rows {
			w := t.Rows[k].Read.From
			american = american || isAmerican(w.Zone)
			if !w.NumericAmbiguous {
				continue
			}
			rows = append(rows, w)
			for _, d := range named {
				if w.Date == d {
					day++
				}
				if w.Swap().Date == d {
					month++
				}
			}
		}
		american = american || isAmerican(t.named)
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

// ascending reports whether each date is not before the one above it, nor more
// than a month behind it.
func ascending(dates []civil.Written, swap bool) bool {
	var above civil.Date
	for _, w := range dates {
		if swap {
			w = w.Swap()
		}
		if !above.IsZero() && (w.Date.Compare(above) < 0 || w.Date.Sub(above) > 31) {
			return false
		}
		above = w.Date
	}
	return true
}

// isAmerican reports whether a label is that of a zone of the United States.
func isAmerican(zone string) bool {
	if strings.HasPrefix(zone, "US/") {
		return true
	}
	for _, name := range words.English().Times.Zones {
		if strings.HasPrefix(name.Zone, "America/") && zone != "" &&
			(zone == name.Short || zone == name.Standard || zone == name.Daylight || strings.HasPrefix(zone, name.Long)) {
			return true
		}
	}
	return false
}
