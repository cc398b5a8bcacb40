package civil

import (
	"cmp"
	"strings"
	"time"
)

// Written is a date, a time of day, or both, as somebody wrote them. [Read] and
// its siblings make it, [Written.Resolve] finds the instant. The zero value is
// nothing written.
type Written struct {
	// Date is the date. Year 0: no year was written. Zero: no date was.
	Date Date

	// Time is the time of day, if HasTime is set. Hour 24 is the end of the
	// day, 24:00.
	Time    Time
	HasTime bool

	// Weekday is the day of the week, if HasWeekday is set: beside a Date it is
	// what was written, right or wrong; without one it is the date.
	HasWeekday bool
	Weekday    time.Weekday

	// Zone is the zone as it was written, "" for none; a part of the text that
	// was read. [ReadTime] says where it may stand, [ReadZone] what it may be.
	Zone string

	// Twelve says that the clock was one of twelve hours, with am or pm.
	Twelve bool

	// DayFirst says that the date was in figures with the day first,
	// 27/01/2022. NumericAmbiguous is set as well where it would be another
	// date with the month first: 03/04/2022 was read as 3 April.
	DayFirst         bool
	NumericAmbiguous bool

	// MonthFirst says that the date was in figures with the month first,
	// 01/27/2022.
	MonthFirst bool

	// About says that a word for "about" stood before the clock: between its
	// date and it, or at an end of a range. Such a word before all of a time is
	// left to the caller.
	About bool
}

// Swap returns w with the other order of day and month, where NumericAmbiguous
// is set: the order was decided by something else than the date.
func (w Written) Swap() Written {
	if w.NumericAmbiguous {
		w.Date.Day, w.Date.Month = int(w.Date.Month), time.Month(w.Date.Day)
		w.DayFirst, w.MonthFirst = w.MonthFirst, w.DayFirst
	}
	return w
}

// IsZero reports whether nothing was written.
func (w Written) IsZero() bool { return w == Written{} }

// String returns w in a form that [Read] reads back: "Friday 2023-08-25 10:52
// AM CEST". It is "" for the zero Written.
func (w Written) String() string { return string(w.append(make([]byte, 0, 64))) }

func (w Written) append(b []byte) []byte {
	if w.HasWeekday {
		b = append(b, w.Weekday.String()...)
	}
	if !w.Date.IsZero() {
		b = appendGap(b)
		switch d := w.Date; {
		case w.DayFirst, w.MonthFirst:
			first, second := d.Day, int(d.Month)
			if w.MonthFirst {
				first, second = second, first
			}
			b = appendPadded(b, first, 2)
			b = append(b, '/')
			b = appendPadded(b, second, 2)
			if d.Year != 0 {
				b = append(b, '/')
				b = appendPadded(b, d.Year, 4)
			}
		case d.Year == 0:
			b = append(b, d.Month.String()...)
			b = append(b, ' ')
			b = appendPadded(b, d.Day, 1)
		default:
			b = d.append(b)
		}
	}
	if !w.HasTime {
		return b
	}
	b = appendGap(b)
	if w.About {
		b = append(b, '~')
	}
	t := w.Time
	if w.Twelve {
		t.Hour = (t.Hour+11)%12 + 1
	}
	b = appendPadded(b, t.Hour, 2)
	b = append(b, ':')
	b = appendPadded(b, t.Minute, 2)
	if t.Second != 0 || t.Nanosecond != 0 {
		b = append(b, ':')
		b = appendPadded(b, t.Second, 2)
		b = appendFraction(b, t.Nanosecond)
	}
	if w.Twelve {
		half := " AM"
		if w.Time.Hour >= 12 {
			half = " PM"
		}
		b = append(b, half...)
	}
	if w.Zone != "" {
		b = appendGap(b)
		b = append(b, w.Zone...)
	}
	return b
}

func appendGap(b []byte) []byte {
	if len(b) > 0 {
		b = append(b, ' ')
	}
	return b
}

// Resolve finds the instant of w on a page whose zone is loc (nil is UTC). The
// zone written wins over loc, as in [Resolve]. What was not written is chosen
// so that the instant is the nearest to near, the earlier of two equally near:
// the day of a mere clock, the day of a weekday, the year of a date without
// one; in an overlap, the side. A weekday beside a date is not consulted. A
// date without a clock is its first moment, 00:00.
//
// Where the order of day and month is not known (NumericAmbiguous), the one
// that gives the instant nearest to near is Assumed, the day first where near
// is zero; the other is the second candidate. Callers that know the order have
// to clear NumericAmbiguous, after [Written.Swap] where the month is first.
//
// A date that exists in no year near by, or nothing written, is Invalid.
func (w Written) Resolve(near time.Time, loc *time.Location) Resolution {
	loc = orUTC(loc)
	r := w.resolve(near, loc)
	if w.NumericAmbiguous {
		r = r.orElse(w.Swap().resolve(near, loc), !near.IsZero(), near)
	}
	return r
}

// orElse returns the better of two readings of a date in figures.
func (r Resolution) orElse(s Resolution, decide bool, near time.Time) Resolution {
	if decide && s.better(r, near) {
		r, s = s, r
	}
	if (r.Kind == OK || r.Kind == Foreign) && !s.Time.IsZero() {
		r.Kind = Assumed
		r.Candidates = []Candidate{candidate(r.Time), candidate(s.Time)}
	}
	return r
}

func (w Written) resolve(near time.Time, loc *time.Location) Resolution {
	if w.Date.Year != 0 {
		return w.on(w.Date, loc).nearest(near) // nothing to choose
	}
	var best Resolution
	found := false
	w.each(near, loc, -1, func(_ int, r Resolution) bool {
		r = r.nearest(near)
		if !found || r.better(best, near) {
			best, found = r, true
		}
		return true
	})
	if !found {
		return Resolution{Kind: Invalid}
	}
	return best
}

// ResolveAfter is [Written.Resolve] with another choice of what was not
// written: the first instant at or after at. In an overlap that is the side
// which is not before at, so that rows in the night when clocks are put back
// stay in order. A date without a clock and without a year may be the day of at
// itself. What was written is never moved: a full date before at stays there.
func (w Written) ResolveAfter(at time.Time, loc *time.Location) Resolution {
	loc = orUTC(loc)
	r := w.resolveAfter(at, loc)
	if w.NumericAmbiguous {
		s := w.Swap().resolveAfter(at, loc)
		if !s.Time.Before(at) && r.Time.Before(at) {
			return s.orElse(r, false, at)
		}
		return r.orElse(s, !s.Time.Before(at), at)
	}
	return r
}

func (w Written) resolveAfter(at time.Time, loc *time.Location) Resolution {
	var best Resolution
	found := false
	w.each(at, loc, +1, func(away int, r Resolution) bool {
		if r.Kind == Overlap && r.Time.Before(at) && !r.Candidates[1].Time.Before(at) {
			r.Time = r.Candidates[1].Time
		}
		switch {
		case r.Time.IsZero(): // no day will give an instant: show the readings of the day of at
			best, found = r, true
			return away < 0
		case !r.Time.Before(at), !w.HasTime && DateOf(r.Time, loc).Compare(DateOf(at, loc)) >= 0:
			best, found = r, true
			return false
		case !found || best.Time.Before(r.Time):
			best, found = r, true
		}
		return true
	})
	if !found {
		return Resolution{Kind: Invalid}
	}
	return best
}

// nearest chooses the side of an overlap.
func (r Resolution) nearest(near time.Time) Resolution {
	if r.Kind == Overlap && nearer(r.Candidates[1].Time, r.Time, near) {
		r.Time = r.Candidates[1].Time
	}
	return r
}

// better reports whether r is nearer to near than s. A reading without an
// instant is worse than one with, and not better than another without: the
// first one tried is on the day of near.
func (r Resolution) better(s Resolution, near time.Time) bool {
	if r.Time.IsZero() || s.Time.IsZero() {
		return s.Time.IsZero() && !r.Time.IsZero()
	}
	c := compareDistance(r.Time, s.Time, near)
	return c < 0 || c == 0 && r.Time.Before(s.Time)
}

// nearer reports whether t is nearer to near than u is. [time.Time.Sub] would
// do for 292 years only.
func nearer(t, u, near time.Time) bool { return compareDistance(t, u, near) < 0 }

func compareDistance(t, u, near time.Time) int {
	ts, tn := apart(t, near)
	us, un := apart(u, near)
	if c := cmp.Compare(ts, us); c != 0 {
		return c
	}
	return cmp.Compare(tn, un)
}

// apart returns the seconds and nanoseconds between two times.
func apart(t, u time.Time) (sec int64, nanos int) {
	if t.Before(u) {
		t, u = u, t
	}
	sec, nanos = t.Unix()-u.Unix(), t.Nanosecond()-u.Nanosecond()
	if nanos < 0 {
		sec, nanos = sec-1, nanos+1e9
	}
	return sec, nanos
}

// each calls f with the resolution of every date that w may mean near a time,
// until f returns false: those in the direction of step in ascending order or,
// where step is negative, the nearest first. It tells f how many days or years
// away from near each is.
func (w Written) each(near time.Time, loc *time.Location, step int, f func(away int, r Resolution) bool) {
	if w.IsZero() || !w.HasTime && w.Date.IsZero() && !w.HasWeekday {
		return
	}
	if w.Date.Year != 0 {
		f(0, w.on(w.Date, loc))
		return
	}
	today := DateOf(near, loc)
	if !w.Date.IsZero() {
		for i := range 18 {
			y := alternate(i, step)
			d := Date{today.Year + y, w.Date.Month, w.Date.Day}
			if d.Valid() && !f(y, w.on(d, loc)) {
				return
			}
			if i == 2 && step < 0 && w.Date != (Date{0, time.February, 29}) {
				return
			}
		}
		return
	}
	days := 5
	if w.HasWeekday {
		days = 19
	}
	for i := range days {
		away := alternate(i, step)
		d := today.AddDays(away)
		if d.IsZero() || w.HasWeekday && d.Weekday() != w.Weekday {
			continue
		}
		if !f(away, w.on(d, loc)) {
			return
		}
	}
}

// alternate returns 0, -1, 1, -2, 2 and so on for a negative step, else -2, -1,
// 0, 1.
func alternate(i, step int) int {
	if step > 0 {
		return i - 2
	}
	if i%2 == 1 {
		return -(i + 1) / 2
	}
	return i / 2
}

// on resolves w on a day.
func (w Written) on(d Date, loc *time.Location) Resolution {
	dt := DateTime{d, w.Time}
	if !w.HasTime {
		dt.Time = Time{}
	}
	if dt.Time == (Time{Hour: 24}) {
		dt = DateTime{d.AddDays(1), Time{}}
	}
	return Resolve(dt, strings.TrimSpace(w.Zone), loc)
}
