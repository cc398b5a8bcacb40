package statuspage

import (
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/pagezone"
)

// years finds the years of an incident's times, which a home page shows without
// them. Going from the newest time to the oldest, each gets the latest possible
// year.
type years struct {
	page   *savedPage
	day    civil.Date     // of the heading, the day of the newest time; zero if there is no heading
	latest civil.DateTime // upper bound of the times left; zero if not known
	issued bool           // latest is only the time at which the page was made
	anchor time.Time      // a time near the newest one; zero if not known
	noted  bool
	begun  bool
}

// next sets the year of the next older time: the latest year in which it is not
// after the time before it.
func (y *years) next(t *pagezone.Time) {
	written := &t.Stamp.Written
	if written.IsZero() {
		return
	}
	if exact := t.Stamp.Exact; !exact.IsZero() && written.Date.Year == 0 {
		// Near the end of a year, the zone of the page may be in
		// another year than UTC.
		written.Date.Year = yearNear(written.Date, exact)
	}
	if written.Date.Year == 0 && !y.assume(t) {
		return
	}
	y.check(t)
	y.begun, y.latest = true, *written
}

// latestIn returns the latest local time at an instant: no zone is more than 14
// hours ahead of UTC.
func latestIn(t time.Time) civil.DateTime {
	return civil.DateTimeOf(t.Add(14*time.Hour), time.UTC)
}

// yearNear returns the year in which a date without a year is nearest to t.
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

// assume sets the year of a time from its surroundings. It reports whether it
// could.
func (y *years) assume(t *pagezone.Time) bool {
	written, latest := &t.Stamp.Written, y.latest
	if !y.begun && !y.anchor.IsZero() {
		written.Date.Year = yearNear(written.Date, y.anchor)
		if !latest.IsZero() && written.Compare(latest) > 0 { // the incident was edited much later
			written.Date.Year--
		}
		return true
	}
	if !y.begun && !y.day.IsZero() {
		latest = civil.DateTime{Date: y.day, Time: civil.Time{Hour: 23, Minute: 59, Second: 59}}
	}
	if latest.IsZero() {
		y.page.fail(t.Stamp.At, incident.CodeRange, errors.New("the page does not show the year of this time"))
		return false
	}
	written.Date.Year = latest.Date.Year
	for range 8 { // 29 February recurs after at most eight years
		if written.Valid() && written.Compare(latest) <= 0 {
			break
		}
		written.Date.Year--
	}
	if y.issued && !y.noted {
		y.noted = true
		y.page.note(t.Stamp.At, CodeYear, t.Path, fmt.Sprintf("the page does not show the year of an open incident; %d was assumed, the latest year before the page was made", written.Date.Year))
	}
	return true
}

// published sets the year of the publication of a postmortem. Below the heading
// of a day, that is the day on which the incident ended, and the postmortem was
// published on it or later.
func (y *years) published(t *pagezone.Time) {
	written := &t.Stamp.Written
	switch {
	case written.IsZero() || written.Date.Year != 0:
	case y.day.IsZero():
		first := *y // publication says nothing about the times of updates
		first.next(t)
	default:
		written.Date.Year = y.day.Year
		if written.Date.Compare(y.day) < 0 {
			written.Date.Year++
		}
		y.check(t)
	}
}

// check fails if a time does not exist in its year.
func (y *years) check(t *pagezone.Time) {
	if !t.Stamp.Written.Valid() {
		y.page.fail(t.Stamp.At, incident.CodeRange, fmt.Errorf("%s is not a valid date and time", t.Stamp.Written))
	}
}
