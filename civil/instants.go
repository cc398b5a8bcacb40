package civil

import "time"

// reach is the distance in seconds within which the offset in force at a local
// time has to be looked for. The largest offset in the zone data is less than
// 16 hours, and Samoa moved its clocks by 24 hours in 2011.
const reach = 26 * 3600

// Instants returns the instants at which a clock in loc shows dt, in ascending
// order and in loc. There is one for nearly every local time, none if clocks
// were put forward over it (a gap), and two if they were put back over it (an
// overlap). There is none if dt is not valid, or if the instant is not between
// the years 1 and 9999 in UTC. A nil loc means UTC.
//
// Unlike Instants, [time.Date] always returns one instant and does not
// distinguish these cases.
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

// wall is a local time in a location, with its instants.
type wall struct {
	unix   int64 // the Unix time of the local time in UTC
	nanos  int
	loc    *time.Location
	n      int      // number of instants
	sec    [2]int64 // the instants, ascending
	name   string   // abbreviation in force around the local time; "" if it changes or there is none
	before int      // offset in force that long before the local time
	after  int      // offset in force that long after it
}

// wallOf finds the instants of dt without allocating. It collects the offsets
// in force around dt and tries each: an offset gives an instant if it is in
// force at that instant.
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
			if n == 1 { // the usual case: no change near dt
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

// boundAfter returns a Unix time after t that is not later than the next change
// of the zone. If [time.Time.ZoneBounds] returns no end after t, boundAfter
// returns the next day: on 31 December of leap years ZoneBounds returns the end
// of the 365th day, which has passed (measured with Go 1.26).
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

// at returns instant i in the location.
func (w *wall) at(i int) time.Time { return w.reading(w.sec[i]) }

// reading returns the instant of a Unix time, with the nanoseconds of the local
// time, in the location.
func (w *wall) reading(sec int64) time.Time { return time.Unix(sec, int64(w.nanos)).In(w.loc) }
