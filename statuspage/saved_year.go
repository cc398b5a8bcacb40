package statuspage

import (
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/pagezone"
)

// years gives the times of an incident, which a home page shows without their
// years, the latest years that are possible, from the newest time to the
// oldest.
type years struct {
	page   *savedPage
	day    civil.Date     // of the heading, on which the newest time stands; zero: there is none
	latest civil.DateTime // no later time is left; zero: not known
	issued bool           // latest is when the page was made, which says little
	anchor time.Time      // the newest time is near it; zero: not known
	noted  bool
	begun  bool
}

// next gives the next older time its year: the last in which the time is not
// after the one before it.
func (y *years) next(t *pagezone.Time) {
	written := &t.Stamp.Written
	if written.IsZero() {
		return
	}
	if exact := t.Stamp.Exact; !exact.IsZero() && written.Date.Year == 0 {
		// Near the end of a year the zone of the page may be in the other one.
		written.Date.Year = yearNear(written.Date, exact)
	}
	if written.Date.Year == 0 && !y.assume(t) {
		return
	}
	y.check(t)
	y.begun, y.latest = true, *written
}

// yearNear returns the year in which a date without one is nearest to t.
func yearNear(d civil.Date, t time.Time) int {
	d.Year = t.Year()
	switch away := d.Sub(civil.DateOf(t, time.UTC)); {
	case away > 180:
		d.Year--
	case away < -180:
		d.Year++
	}
	return d.Year
}

// assume gives a time its year by what stands around it, and reports whether it
// could.
func (y *years) assume(t *pagezone.Time) bool {
	if !y.begun && !y.anchor.IsZero() {
		t.Stamp.Written.Date.Year = yearNear(t.Stamp.Written.Date, y.anchor)
		return true
	}
	latest := y.latest
	if !y.begun && !y.day.IsZero() {
		latest = civil.DateTime{Date: y.day, Time: civil.Time{Hour: 23, Minute: 59, Second: 59}}
	}
	if latest.IsZero() {
		y.page.fail(t.Stamp.At, incident.CodeRange, errors.New("the page does not tell the year of this time"))
		return false
	}
	written := &t.Stamp.Written
	written.Date.Year = latest.Date.Year
	for range 8 { // 29 February comes back after eight years at most
		if written.Valid() && written.Compare(latest) <= 0 {
			break
		}
		written.Date.Year--
	}
	if y.issued && !y.noted {
		y.noted = true
		y.page.note(t.Stamp.At, CodeYear, t.Path, fmt.Sprintf("the year of an open incident is not written; the last one before the page was made was assumed, %d", written.Date.Year))
	}
	return true
}

// published gives the time of a postmortem its year. Below the heading of a day
// it was published on that day, on which the incident ended, or later.
func (y *years) published(t *pagezone.Time) {
	written := &t.Stamp.Written
	switch {
	case written.IsZero() || written.Date.Year != 0:
	case y.day.IsZero():
		first := *y // the postmortem says nothing of the updates
		first.next(t)
	default:
		written.Date.Year = y.day.Year
		if written.Date.Compare(y.day) < 0 {
			written.Date.Year++
		}
		y.check(t)
	}
}

// check fails where a time, with its year, is none.
func (y *years) check(t *pagezone.Time) {
	if !t.Stamp.Written.Valid() {
		y.page.invalid(t.Stamp.At, t.Stamp.Written)
	}
}
