package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/row"
)

// Clock resolves the times of one timeline, from its first row to its last. Its
// exported fields are set before the first row.
type Clock struct {
	Page *time.Location // zone of the page; nil: UTC
	Zone string         // that the document names for all rows; "": none
	Day  civil.Date     // of rows above the first one with a date; zero: not known
	Last time.Time      // behind it, no row is of another day than Near for being nearer; zero: not known
	Near time.Time      // an instant that rows without a day are near to; zero: none

	// TwelveHour says that the hours go to twelve, although rows may lack am or
	// pm. A row that has one sets it for the rows below.
	TwelveHour bool

	last     civil.DateTime // of the row above, in its zone
	lastAt   time.Time      // its instant
	lastZone string         // as it is written in a row above
	yearOnly bool           // Near tells the year and no day
}

// Instant is what the time of a row came to.
type Instant struct {
	At, Until time.Time  // zero: no instant, no span
	Kind      civil.Kind // how At was found
	DateFrom  Source     // of the date, or its year
	ZoneFrom  Source     // of the zone
	Ordered   bool       // clocks show the time twice, and the row above decided which
	Meridiem  bool       // the row above decided between am and pm
}

// Source is where a part of the time of a row was taken from.
type Source uint8

const (
	FromRow   Source = iota // the row says it
	FromAbove               // the row above
	FromDay                 // the day or the zone of the document
	FromPage                // an instant of the page, or its zone
)

// Resolve finds the instants of a row. What is not written is taken from the
// row above, from the document, or from the page, in this order.
func (c *Clock) Resolve(t row.Time) (in Instant) {
	w := t.From
	in.Meridiem = c.meridiem(&w)
	switch {
	case w.Zone != "":
		c.lastZone = w.Zone
	case c.Zone != "":
		w.Zone, in.ZoneFrom = c.Zone, FromDay
	case c.lastZone != "":
		w.Zone, in.ZoneFrom = c.lastZone, FromAbove
	default:
		in.ZoneFrom = FromPage
	}
	near := c.Near
	switch noDate := w.Date.IsZero() && !w.HasWeekday; {
	case noDate && !c.last.Date.IsZero():
		w.Date, in.DateFrom = c.last.Date, FromAbove
		switch behind := seconds(c.last.Time) - seconds(w.Time); {
		case behind > 12*3600:
			w.Date = w.Date.AddDays(1)
		case behind > 0 && c.Day.Compare(c.last.Date) > 0:
			w.Date, in.DateFrom = c.Day, FromDay // the rows above led up to the incident
		}
	case noDate:
		w.Date, in.DateFrom = c.Day, FromDay
		if w.Date.IsZero() {
			in.DateFrom = FromPage
		}
	case w.Date.Year == 0:
		in.DateFrom = FromPage
		switch {
		case !c.last.Date.IsZero():
			near, in.DateFrom = noon(c.last.Date), FromDay
		case c.Day.Year != 0:
			near, in.DateFrom = noon(c.Day), FromDay
		}
	}
	if w.Date.Year == 0 && (near.IsZero() || c.yearOnly && w.Date.IsZero()) {
		in.Kind = civil.Invalid // no day, or no year, is known
		return in
	}
	res := w.Resolve(near, c.Page)
	in.Kind, in.At = res.Kind, res.Time
	if res.Kind == civil.Overlap && !c.lastAt.IsZero() {
		for _, one := range res.Candidates {
			if !one.Time.Before(c.lastAt) {
				in.At, in.Ordered = one.Time, true
				break
			}
		}
	}
	if in.At.IsZero() {
		return in
	}
	if day := civil.DateOf(near, in.At.Location()); w.Date.IsZero() && !w.HasWeekday && !c.Last.IsZero() && in.At.After(c.Last) && civil.DateOf(in.At, in.At.Location()) != day {
		w.Date = day // the night behind the last update is no better than the day of the first
		if before := w.Resolve(near, c.Page); !before.Time.IsZero() {
			in.Kind, in.At = before.Kind, before.Time
		}
	}
	c.last, c.lastAt = civil.DateTimeOf(in.At, in.At.Location()), in.At
	if !t.To.IsZero() {
		to := t.To
		if to.Zone == "" {
			to.Zone = w.Zone
		}
		in.Until = to.ResolveAfter(in.At, c.Page).Time
	}
	return in
}

// zoneOf returns the label of the zone that a row was read in, "" for that of
// the page.
func (c *Clock) zoneOf(t row.Time, in Instant) string {
	switch in.ZoneFrom {
	case FromRow:
		return t.From.Zone
	case FromDay:
		return c.Zone
	case FromAbove:
		return c.lastZone
	}
	return ""
}

// meridiem completes a clock of twelve hours that has no am or pm: "1:05" below
// "12:20 PM" is 13:05, the first such time after the row above. It reports
// whether that is another time than the one written.
func (c *Clock) meridiem(w *civil.Written) bool {
	if w.Twelve {
		c.TwelveHour = true
		return false
	}
	if !c.TwelveHour || c.last.Date.IsZero() || !w.HasTime || w.Time.Hour == 0 || w.Time.Hour > 12 || !w.Date.IsZero() {
		return false
	}
	am := w.Time
	am.Hour %= 12
	if seconds(am) < seconds(c.last.Time) && seconds(am)+12*3600 >= seconds(c.last.Time) {
		am.Hour += 12
	}
	changed := am != w.Time
	w.Time = am
	return changed
}

// TwelveHour reports whether rows are written on a clock of twelve hours
// although none has am or pm, as in "11:50", "12:05", "1:10": no hour is beyond
// twelve or has a leading zero, and each time that is before that of the row
// above is nearer to it twelve hours later. At least one has to be.
func TwelveHour(rows []Row) bool {
	found, above := false, -1
	for i := range rows {
		w := &rows[i].Read.From
		if !w.HasTime {
			continue
		}
		digits, _, colon := strings.Cut(rows[i].Time, ":")
		padded := len(digits) > 1 && digits[len(digits)-2] == '0'
		if w.Twelve || w.Time.Hour == 0 || w.Time.Hour > 12 || !colon || padded {
			return false
		}
		now := seconds(w.Time)
		if w.Date.IsZero() && !w.HasWeekday && now < above {
			if above-now <= 6*3600 {
				return false
			}
			found = true
		}
		above = now
	}
	return found
}

func noon(d civil.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

// Set tells the clock the instant of a row that it need not resolve.
func (c *Clock) Set(at time.Time) {
	loc, err := civil.Zone(c.Zone)
	if err != nil {
		loc = c.Page
	}
	c.last, c.lastAt = civil.DateTimeOf(at, loc), at
}

func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }
