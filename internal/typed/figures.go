package typed

import (
	"github.com/incidentkit/incident/civil"
)

// Figures is how the dates of a list are written that are in figures: with the day
// first, 27/03/2024, or the month. The dates that can be read in one way only tell
// it for the others. The zero value has seen none.
type Figures struct{ dayFirst, monthFirst bool }

// Look takes a date of the list into account.
func (f *Figures) Look(w civil.Written) {
	if !w.NumericAmbiguous {
		f.dayFirst = f.dayFirst || w.DayFirst
		f.monthFirst = f.monthFirst || w.MonthFirst
	}
}

// Settle brings a date into the order of the list. It reports false where nothing
// tells that: then the day stays first, as package civil has it. Either way the
// order is no longer open.
func (f *Figures) Settle(w *civil.Written) bool {
	if !w.NumericAmbiguous {
		return true
	}
	known := f.dayFirst != f.monthFirst
	if f.monthFirst && known {
		*w = w.Swap()
	}
	w.NumericAmbiguous = false
	return known
}
