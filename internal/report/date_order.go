package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// dateOrder is the order of day and month in the numeric dates of a document:
// 27/03/2024 or 03/27/2024. Dates that are valid in one order only prove it for
// the others. The zero value has seen no dates.
type dateOrder struct {
	dayFirst, monthFirst bool // whether a numeric date proves the order
	why                  string
}

// decided reports whether the order is proven.
func (o *dateOrder) decided() bool { return o.dayFirst != o.monthFirst }

// look takes a date into account.
func (o *dateOrder) look(w civil.Written) {
	if !w.NumericAmbiguous {
		o.dayFirst = o.dayFirst || w.DayFirst
		o.monthFirst = o.monthFirst || w.MonthFirst
	}
}

// settle applies the order to a date. It reports whether a numeric date proves
// the order; otherwise it applies the most likely order, or the day first.
func (o *dateOrder) settle(w *civil.Written) bool {
	if !w.NumericAmbiguous {
		return true
	}
	if o.monthFirst && !o.dayFirst {
		*w = w.Swap()
	}
	w.NumericAmbiguous = false
	return o.dayFirst != o.monthFirst && o.why == ""
}

// lookForOrder searches the whole document for evidence of the order of day and
// month: other numeric dates, the same day in words, the times of the page, the
// order of the rows, or a zone of the United States.
func (ev *evidence) lookForOrder() {
	ev.looked = true
	o := &ev.order
	var named []civil.Date // dates in words
	look := func(text string) {
		eachDate(text, func(w civil.Written, _ string) bool {
			o.look(w)
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
	if o.decided() {
		return
	}
	*o = dateOrder{}
	for _, at := range [...]time.Time{ev.ctx.Anchor, ev.ctx.Published} {
		if !at.IsZero() {
			named = append(named, civil.DateOf(at, ev.ctx.Page))
		}
	}
	var day, month int // number of rows for which each order is likely
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
		o.monthFirst, o.why = true, "with the month first, as other dates of the document ask for"
	case day > 0 && month == 0:
		o.dayFirst, o.why = true, "with the day first, as other dates of the document ask for"
	case day == 0 && (american || isAmerican(ev.documentZone())):
		o.monthFirst, o.why = true, "with the month first, as in the zone of the times"
	}
}

// ascending reports whether each date is not before the one above it, and at
// most a month after it.
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
