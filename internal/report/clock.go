package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/row"
)

// Clock resolves the times of one timeline, from the first row to the last. Its
// exported fields must be set before the first row.
type Clock struct {
	Page *time.Location // zone of the page; nil: UTC
	Zone string         // zone that the document names for all rows; "" if none
	Day  civil.Date     // day of the rows before the first one with a date; zero if not known
	Last time.Time      // instant after which an undated row is read on the day of Near, even if another day is closer; zero if not known
	Near time.Time      // instant close to which rows without a day are; zero if not known

	// TwelveHour says that rows may be on a 12-hour clock without am or pm.
	// A row with am or pm sets it for the rows below.
	TwelveHour bool

	last     civil.DateTime // local time of the row above, in its zone
	lastAt   time.Time      // instant of the row above
	lastZone string         // last zone that a row above has
	base     civil.Date     // day to which "next day" refers; zero: Day
	yearOnly bool           // only the year of Near is known
}

// Instant is the resolved time of a row.
type Instant struct {
	At, Until time.Time  // zero: no instant, no end
	Kind      civil.Kind // how At was resolved
	DateFrom  Source     // source of the date, or of its year
	ZoneFrom  Source     // source of the zone
	Ordered   bool       // the time exists twice, and the row above decided between the instants
	Meridiem  bool       // the row above decided between am and pm
	NextDay   bool       // the day after that of the row above is a conclusion, because the time is less than 12 hours earlier
}

// Source is the source of a part of a time.
type Source uint8

const (
	FromRow   Source = iota // the row itself
	FromAbove               // the row above
	FromDay                 // the day or the zone of the document
	FromPage                // an instant of the page, or its zone
)

// Resolve returns the instants of a row. Missing parts are taken from the row
// above, the document, or the page, in this order.
func (c *Clock) Resolve(t row.Time) (in Instant) {
	w := t.From
	in.Meridiem = c.meridiem(&w)

	// The zone: of the row, of the document, or of the last row with one.
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

	// The date: of the row above, or of the next day if the time is much
	// earlier than that of the row above; otherwise the day of the document
	// or the day close to Near. A date without a year is close to one of
	// these.
	near := c.Near
	switch noDate := w.Date.IsZero() && !w.HasWeekday; {
	case noDate && t.Days != 0:
		w.Date, in.DateFrom = c.relative(w, t.Days), FromAbove
		if w.Date.IsZero() {
			in.Kind = civil.Invalid
			return in
		}
	case noDate && !c.last.Date.IsZero():
		w.Date, in.DateFrom = c.last.Date, FromAbove
		switch earlier := seconds(c.last.Time) - seconds(w.Time); {
		case earlier > 12*3600:
			w.Date = w.Date.AddDays(1)
		case earlier > 0 && c.Day.Compare(c.last.Date) > 0:
			w.Date, in.DateFrom = c.Day, FromDay // the rows above are about the time before the incident
		case earlier > 8*3600 && c.last.Time.Hour > 12: // the evening and the next morning, on a 24-hour clock
			w.Date, in.NextDay = w.Date.AddDays(1), true
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
		in.Kind = civil.Invalid // the day or the year is not known
		return in
	}

	// The instant. If the time exists twice, it is the first one not before
	// the row above.
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
		w.Date = day // a time after the last update is not better than one on the day of the first
		if before := w.Resolve(near, c.Page); !before.Time.IsZero() {
			in.Kind, in.At = before.Kind, before.Time
		}
	}
	c.last, c.lastAt = civil.DateTimeOf(in.At, in.At.Location()), in.At
	if t.Days == 0 && (c.Day.IsZero() || in.DateFrom == FromRow) {
		c.base = c.last.Date
	}
	if !t.To.IsZero() {
		to := t.To
		if to.Zone == "" {
			to.Zone = w.Zone
		}
		in.Until = to.ResolveAfter(in.At, c.Page).Time
	}
	return in
}

// relative returns the day of a time that is a number of days after the day of
// the report or of the last row with a date: "10:05 (next day)". If the time
// would then be before the row above, it is after the day of that row. The day
// is zero if none is known.
func (c *Clock) relative(w civil.Written, days int) civil.Date {
	base := c.base
	if base.IsZero() {
		base = c.Day
	}
	if base.Year == 0 {
		return civil.Date{}
	}
	day := base.AddDays(days)
	if order := day.Compare(c.last.Date); days > 0 && (order < 0 || order == 0 && w.Time.Compare(c.last.Time) < 0) {
		day = c.last.Date.AddDays(days)
	}
	return day
}

// zoneOf returns the label of the zone in which a row was read, or "" if it is
// that of the page.
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

// meridiem adds the missing am or pm to a time on a 12-hour clock: "1:05" below
// "12:20 PM" is 13:05, the first such time after the row above. It reports
// whether that changes the time.
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

// TwelveHour reports whether rows are on a 12-hour clock although none has am
// or pm, as in "11:50", "12:05", "1:10". No hour may be greater than twelve or
// have a leading zero, and each time before that of the row above, of which
// there must be one, must be closer to it twelve hours later.
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

// Set sets the instant of a row that the clock need not resolve.
func (c *Clock) Set(at time.Time) {
	loc, err := civil.Zone(c.Zone)
	if err != nil {
		loc = c.Page
	}
	c.last, c.lastAt = civil.DateTimeOf(at, loc), at
}

// begin begins a day, which a line above the next row states.
func (c *Clock) begin(day civil.Date) {
	c.Day, c.base, c.last, c.lastAt = day, day, civil.DateTime{}, time.Time{}
}

func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }
