package report

import (
	"time"

	"github.com/incidentkit/incident/civil"
)

// figures is how the dates of a list are written that are in figures: with the day
// first, 27/03/2024, or the month. The dates that can be read in one way only tell
// it for the others. The zero value has seen none.
type figures struct{ dayFirst, monthFirst bool }

// Look takes a date of the list into account, which a text begins with.
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
		f.monthFirst = f.monthFirst || (n == 1 || n == 2) && n < len(text) && text[n] == '/'
	}
}

// Settle brings a date into the order of the list. It reports false where nothing
// tells that: then the day stays first, as package civil has it.
func (f *figures) settle(w *civil.Written) bool {
	if !w.NumericAmbiguous {
		return true
	}
	if f.monthFirst && !f.dayFirst {
		w.Date.Day, w.Date.Month = int(w.Date.Month), time.Month(w.Date.Day)
		w.DayFirst, w.NumericAmbiguous = false, false
		return true
	}
	return f.dayFirst && !f.monthFirst
}
