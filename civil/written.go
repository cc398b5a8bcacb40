package civil

import (
	"cmp"
	"strings"
	"time"
)

// Written is a date, a time of day, or both, as somebody wrote them. [Read] and
// the other Read functions return one, and [Written.Resolve] resolves it. In
// the zero value nothing was written.
type Written struct {
	// Date is the date. Its Year is 0 if no year was written; the zero Date
	// means that no date was written.
	Date Date

	// Time is the time of day if HasTime is set. Hour 24 is the end of the
	// day, 24:00.
	Time    Time
	HasTime bool

	// Weekday is the day of the week if HasWeekday is set. With a Date it
	// may contradict the date; without one it is the date.
	HasWeekday bool
	Weekday    time.Weekday

	// Zone is the zone as written, or "". [ReadTime] documents where it may
	// be, and [ReadZone] what is read as a zone.
	Zone string

	// Twelve says that the time was written on a 12-hour clock, with am or
	// pm.
	Twelve bool

	// DayFirst says that the date was written in numbers with the day
	// first, as in 27/01/2022. NumericAmbiguous is also set if it would be
	// another date with the month first: 03/04/2022 was read as 3 April.
	DayFirst         bool
	NumericAmbiguous bool

	// MonthFirst says that the date was written in numbers with the month
	// first, as in 01/27/2022.
	MonthFirst bool

	// About says that a word for "about" precedes the time, either after
	// its date or at an end of a range. Callers have to look for such a
	// word before the whole text themselves.
	About bool
}

// Swap returns w with day and month exchanged if NumericAmbiguous is set, and w
// itself otherwise. NumericAmbiguous stays set.
func (w Written) Swap() Written {
	if w.NumericAmbiguous {
		w.Date.Day, w.Date.Month = int(w.Date.Month), time.Month(w.Date.Day)
		w.DayFirst, w.MonthFirst = w.MonthFirst, w.DayFirst
	}
	return w
}

// IsZero reports whether nothing was written.
func (w Written) IsZero() bool { return w == Written{} }

// String returns w in a form that [Read] can read, such as "Friday 2023-08-25
// 10:52 AM CEST". It returns "" for the zero Written.
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

// Resolve returns the instant of w on a page whose zone is loc (nil means UTC).
// A written zone takes precedence over loc, as in [Resolve].
//
// Resolve chooses whatever was not written so that the instant is the closest
// to near, and the earlier one of two equally close: the day of a time without
// a date, the day of a weekday, the year of a date without one, and the instant
// in an overlap. It ignores a weekday that accompanies a date. A date without a
// time means its first moment, 00:00.
//
// If the order of day and month is not known (NumericAmbiguous), the result is
// Assumed. It is the order whose instant is closer to near, or the day first if
// near is zero; the other order is the second candidate. Callers that know the
// order must clear NumericAmbiguous, after calling [Written.Swap] if the month
// is first.
//
// The result is Invalid if nothing was written, or if the date exists in no
// year close to near.
func (w Written) Resolve(near time.Time, loc *time.Location) Resolution {
	loc = orUTC(loc)
	r := w.resolve(near, loc)
	if w.NumericAmbiguous {
		r = r.orElse(w.Swap().resolve(near, loc), !near.IsZero(), near)
	}
	return r
}

// orElse combines the readings of a numeric date in both orders: it returns the
// better one as Assumed, with the other as a candidate.
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
		return w.on(w.Date, loc).nearest(near) // nothing has to be chosen
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

// ResolveAfter is like [Written.Resolve], but chooses what was not written so
// that the instant is the first one not before at. In an overlap it takes the
// instant that is not before at, so that the rows of a night in which clocks
// are put back stay in order. A date without a time and a year may be the day
// of at itself. What was written is never changed: a full date before at is
// resolved as it is.
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
		case r.Time.IsZero(): // no day has an instant: return the readings on the day of at
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

// nearest chooses the instant in an overlap that is closer to near.
func (r Resolution) nearest(near time.Time) Resolution {
	if r.Kind == Overlap && nearer(r.Candidates[1].Time, r.Time, near) {
		r.Time = r.Candidates[1].Time
	}
	return r
}

// better reports whether r is closer to near than s is. A result without an
// instant is worse than one with an instant, and not better than another
// without: the first one tried is on the day of near.
func (r Resolution) better(s Resolution, near time.Time) bool {
	if r.Time.IsZero() || s.Time.IsZero() {
		return s.Time.IsZero() && !r.Time.IsZero()
	}
	c := compareDistance(r.Time, s.Time, near)
	return c < 0 || c == 0 && r.Time.Before(s.Time)
}

// nearer reports whether t is closer to near than u is. It does not use
// [time.Time.Sub], which is limited to 292 years.
func nearer(t, u, near time.Time) bool { return compareDistance(t, u, near) < 0 }

func compareDistance(t, u, near time.Time) int {
	ts, tn := apart(t, near)
	us, un := apart(u, near)
	if c := cmp.Compare(ts, us); c != 0 {
		return c
	}
	return cmp.Compare(tn, un)
}

// apart returns the distance between two times in seconds and nanoseconds.
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

// each calls f with the resolution of w on every date that it may mean close to
// near, until f returns false. The dates are in ascending order or, if step is
// negative, the closest ones first. The argument away is the distance of the
// date from near in days or years.
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

// alternate returns the i-th number of the sequence 0, -1, 1, -2, 2, ... if
// step is negative, and of -2, -1, 0, 1, ... otherwise.
func alternate(i, step int) int {
	if step > 0 {
		return i - 2
	}
	if i%2 == 1 {
		return -(i + 1) / 2
	}
	return i / 2
}

// on resolves w on the given day.
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
