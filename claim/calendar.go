package claim

import (
	"slices"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Convention determines how the days of a deadline are counted.
type Convention uint8

const (
	// ExcludeEventDay counts from the day after the event, and the deadline
	// is the end of the nth day. It is the default, and the rule of
	// contracts and of EU Regulation 1182/71, article 3.
	ExcludeEventDay Convention = iota
	// IncludeEventDay counts the day of the event as the first one, unless
	// it is not a business day and only those count.
	IncludeEventDay
	// SameClockTime counts like ExcludeEventDay, but the deadline is at the
	// time of day of the event.
	SameClockTime
)

// Calendar determines which days are business days and how days are counted. In
// the zero value, Saturdays and Sundays are days off, there are no holidays,
// and the day of the event is excluded. The package has no table of holidays.
type Calendar struct {
	Weekend []time.Weekday        // days off; nil means Saturday and Sunday, an empty list none
	Holiday func(civil.Date) bool // reports whether a day is a holiday; nil means no holidays
	Count   Convention
}

var weekend = []time.Weekday{time.Saturday, time.Sunday}

// maxIdle is the number of days after which the search for a business day ends,
// in case the calendar has none.
const maxIdle = 366

// IsBusinessDay reports whether d is a business day. It returns false if d is
// not valid.
func (c Calendar) IsBusinessDay(d civil.Date) bool {
	if !d.Valid() {
		return false
	}
	off := c.Weekend
	if off == nil {
		off = weekend
	}
	return !slices.Contains(off, d.Weekday()) && (c.Holiday == nil || !c.Holiday(d))
}

// AddBusinessDays returns the nth business day after d, or d itself if n is not
// positive. It returns the zero Date if d is not valid or the calendar has no
// such day, either because a whole year has no business day or because the year
// 9999 ends before it.
func (c Calendar) AddBusinessDays(d civil.Date, n int) civil.Date {
	idle := 0
	for n > 0 {
		d = d.AddDays(1)
		if d.IsZero() {
			return d
		}
		if c.IsBusinessDay(d) {
			n, idle = n-1, 0
		} else if idle++; idle > maxIdle {
			return civil.Date{}
		}
	}
	return d
}

// BusinessDays returns the number of business days after the day from, up to
// and including the day to, or 0 if to is not after from. It measures how late
// a report is: one due on Thursday and posted on Monday is 2 business days
// late.
func (c Calendar) BusinessDays(from, to civil.Date) int {
	n := 0
	if !from.Valid() || !to.Valid() {
		return 0
	}
	for d := from.AddDays(1); !d.IsZero() && d.Compare(to) <= 0; d = d.AddDays(1) {
		if c.IsBusinessDay(d) {
			n++
		}
	}
	return n
}

// Deadline returns the instant at which a length of time after from ends, in
// loc (nil means UTC). Hours are added as they are. Days, weeks, months and
// business days are counted according to Count; if a month is too short, its
// last day counts (one month after 31 January is 28 February). The result is
// zero if the calendar has no such day.
//
// A deadline at the end of a day is the first instant of the next day, and a
// post before it is in time.
func (c Calendar) Deadline(from time.Time, l Length, loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	if l.Months == 0 && l.Days == 0 {
		return from.Add(l.Time).In(loc)
	}
	event := civil.DateOf(from, loc)
	day := addMonths(event, l.Months)
	n := l.Days
	if c.Count == IncludeEventDay && n > 0 && (!l.Business || c.IsBusinessDay(day)) {
		n--
	}
	if l.Business {
		// The event may be on a day off, which does not count.
		day = c.AddBusinessDays(day, n)
	} else {
		day = day.AddDays(n)
	}
	if !day.Valid() {
		return time.Time{}
	}
	if c.Count == SameClockTime || l.Time != 0 {
		at := civil.Resolve(civil.DateTime{Date: day, Time: civil.TimeOf(from, loc)}, "", loc).Time
		return at.Add(l.Time)
	}
	return dayEnd(day, loc)
}

// addMonths returns the day n months after d, or the last day of that month if
// it is too short.
func addMonths(d civil.Date, n int) civil.Date {
	if n == 0 || !d.Valid() {
		return d
	}
	m := d.Year*12 + int(d.Month) - 1 + n
	out := civil.Date{Year: m / 12, Month: time.Month(m%12 + 1), Day: d.Day}
	for out.Day > 28 && !out.Valid() {
		out.Day--
	}
	if !out.Valid() {
		return civil.Date{}
	}
	return out
}
