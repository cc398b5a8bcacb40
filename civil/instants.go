package civil

import "time"

// reach is how far, in seconds, the offset in force may have to be looked for
// around a local time: the largest offset that tzdata has ever had is under 16
// hours, and Samoa's skipped day of 2011 moved its clocks by 24.
const reach = 26 * 3600

// Instants returns the instants at which a clock in loc shows dt, ascending and
// in loc: one for nearly every local time, none where clocks were put forward
// over it (a gap), two where they were put back over it (an overlap). A dt that
// is not valid has none, as has one whose instant is outside the years 1 to
// 9999 of UTC. A nil loc is UTC.
//
// [time.Date] returns one instant in every case and does not say which case it
// was.
func Instants(dt DateTime, loc *time.Location) []time.Time {
	w := wallOf(dt, loc)
	if w.n == 0 {
		return nil
	}
	ts := make([]time.Time, w.n)
	for i := range ts {
		ts[i] = w.at(i)
	}
	return ts
}

// wall is a local time with the instants at which it is shown.
type wall struct {
	unix   int64 // the local time, read in UTC
	nanos  int
	loc    *time.Location
	n      int      // number of instants
	sec    [2]int64 // the instants, ascending
	name   string   // abbreviation in force all around the local time; "": they change, or have none
	before int      // offset in force reach before the local time
	after  int      // offset in force reach after it
}

// wallOf finds the instants of dt without allocating.
//
// The offsets in force around dt are collected, and each is tried: it makes an
// instant of dt where it is the offset in force at that instant.
func wallOf(dt DateTime, loc *time.Location) wall {
	w := wall{loc: orUTC(loc)}
	if !dt.Valid() {
		return w
	}
	w.unix, w.nanos = dt.unix(), dt.Time.Nanosecond
	var tried [4]int
	n := 0
	hi := w.unix + reach
	for at := w.unix - reach; ; {
		t := time.Unix(at, 0).In(w.loc)
		name, offset := t.Zone()
		if n == 0 {
			w.before = offset
		}
		w.after = offset
		known := false
		for _, o := range tried[:n] {
			known = known || o == offset
		}
		if !known && n < len(tried) {
			tried[n] = offset
			n++
		}
		if at >= hi {
			break
		}
		next := boundAfter(t)
		if next > hi {
			if n == 1 { // no offset changes near dt: the usual case
				if at == w.unix-reach {
					w.name = name
				}
				w.add(w.unix - int64(offset))
				return w
			}
			break
		}
		at = next
	}
	for _, offset := range tried[:n] {
		sec := w.unix - int64(offset)
		if _, o := time.Unix(sec, 0).In(w.loc).Zone(); o == offset {
			w.add(sec)
		}
	}
	return w
}

// boundAfter returns a Unix time after t, not later than the next change of the
// zone that t is in, or than tomorrow where [time.Time.ZoneBounds] gives no end
// that is later than t: on 31 December of leap years it returns the end of the
// 365th day, which has passed (measured with Go 1.26).
func boundAfter(t time.Time) int64 {
	_, end := t.ZoneBounds()
	switch {
	case end.IsZero():
		return 1<<62 - 1
	case end.Unix() > t.Unix():
		return end.Unix()
	}
	return t.Unix() + 86400
}

// Unix times of the first second of year 1 and of year 10000.
const (
	firstSecond = -62135596800
	endSecond   = 253402300800
)

func (w *wall) add(sec int64) {
	if sec < firstSecond || sec >= endSecond || w.n == len(w.sec) {
		return
	}
	w.sec[w.n] = sec
	w.n++
	if w.n == 2 && w.sec[0] > w.sec[1] {
		w.sec[0], w.sec[1] = w.sec[1], w.sec[0]
	}
}

// at returns the instant i in the location.
func (w *wall) at(i int) time.Time { return w.reading(w.sec[i]) }

// reading returns an instant given by its second, with the nanoseconds of the
// local time.
func (w *wall) reading(sec int64) time.Time { return time.Unix(sec, int64(w.nanos)).In(w.loc) }
