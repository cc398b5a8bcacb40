package claim

import (
	"slices"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Convention says how the days of a deadline are counted.
type Convention uint8

const (
	// ExcludeEventDay counts from the day after: the deadline is the end of the
	// nth day. It is the rule of contracts and of EU Regulation 1182/71,
	// article 3, and the default.
	ExcludeEventDay Convention = iota
	// IncludeEventDay counts the day of the event as the first, where it is a
	// day that counts.
	IncludeEventDay
	// SameClockTime counts as ExcludeEventDay does, but the deadline is at the
	// event's own time of day.
	SameClockTime
)

// Calendar says which days are business days and how they are counted. The zero
// value has Saturday and Sunday off, no holidays, and excludes the day of the
// event. No table of holidays comes with this package.
type Calendar struct {
	Weekend []time.Weekday        // days off; nil: Saturday and Sunday; empty but not nil: none
	Holiday func(civil.Date) bool // reports further days off; nil: none
	Count   Convention
}

var weekend = []time.Weekday{time.Saturday, time.Sunday}

// maxIdle ends the search for a business day in a calendar that has none.
const maxIdle = 366

// IsBusinessDay reports whether work is done on d. A d that is not valid is
// none.
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

// AddBusinessDays returns the nth business day after d, and d itself where n is
// not above 0. It returns the zero Date where d is not valid or the calendar
// has no such day: none for a year, or none before the year 9999 ends.
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

// BusinessDays returns how many business days there are after the day from, up
// to and including the day to; 0 where to is not after from. It is how late a
// report is: due on Thursday and posted on Monday is 2.
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

// Deadline returns the instant that a length of time after from ends, in loc
// (nil is UTC). Hours run as they are. Days, weeks, months and business days
// are counted as the calendar's Count says; where a month is shorter, its last
// day takes the place of the day it does not have (31 January and one month is
// 28 February). It is zero where there is no such day.
//
// A deadline at the end of a day is the first instant of the next: a post
// before it is in time.
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
		// The event may be on a day off and count as none.
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

// addMonths returns the day n months after d, the last of its month where that
// is shorter.
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
