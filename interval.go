package incident

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"
)

// Interval is a span of time between two known instants, half open: Start
// belongs to it, End does not. One that does not end after it starts is empty;
// the zero value is empty too. Unlike a [Window] it is never open.
type Interval struct {
	Start, End time.Time
}

// Empty reports whether no instant lies in the interval.
func (iv Interval) Empty() bool { return !iv.Start.Before(iv.End) }

// Duration returns how long the interval is, and 0 where it is empty. Beyond 292
// years it is the longest time.Duration.
func (iv Interval) Duration() time.Duration {
	if iv.Empty() {
		return 0
	}
	return iv.End.Sub(iv.Start)
}

// Intervals are spans of time in any order, which may overlap. The methods leave
// the list as it is.
type Intervals []Interval

// Union returns the instants that lie in any of the intervals: in order, none
// empty, and neither overlapping nor touching. It is nil where there are none.
func (list Intervals) Union() Intervals {
	var sorted Intervals
	for _, iv := range list {
		if !iv.Empty() {
			sorted = append(sorted, iv)
		}
	}
	slices.SortFunc(sorted, func(a, b Interval) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End))
	})
	n := 0
	for _, iv := range sorted {
		switch {
		case n == 0 || iv.Start.After(sorted[n-1].End):
			sorted[n] = iv
			n++
		case iv.End.After(sorted[n-1].End):
			sorted[n-1].End = iv.End
		}
	}
	return sorted[:n]
}

// Total returns how long the union is: what two intervals share counts once.
// Beyond 292 years it is the longest time.Duration.
func (list Intervals) Total() time.Duration {
	var total time.Duration
	for _, iv := range list.Union() {
		d := iv.Duration()
		if d > math.MaxInt64-total {
			return math.MaxInt64
		}
		total += d
	}
	return total
}

// Gaps returns what lies between the intervals of the union: nothing before the
// first or after the last.
func (list Intervals) Gaps() Intervals {
	union := list.Union()
	var gaps Intervals
	for i := 1; i < len(union); i++ {
		gaps = append(gaps, Interval{union[i-1].End, union[i].Start})
	}
	return gaps
}

// Quantile returns the duration below which the share q of the list lies: 0 is
// the least, 0.5 the median, 1 the greatest. Between two values it is
// interpolated linearly (R's type 7, which spreadsheets and NumPy use too) and
// rounded down to the nanosecond. It reports false where the list is empty or q
// is not between 0 and 1.
//
// Say len(list) beside it: a quantile of three incidents says little. Means are
// left out on purpose. Times of incidents are few and spread wide, so that a mean
// follows its worst case and not what was done about incidents (Davidovic,
// "Incident Metrics in SRE", 2021).
func Quantile(list []time.Duration, q float64) (time.Duration, bool) {
	if len(list) == 0 || !(q >= 0 && q <= 1) {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(list))
	whole, part := math.Modf(q * float64(len(sorted)-1))
	i := int(whole)
	if part == 0 {
		return sorted[i], true
	}
	low, high := sorted[i], sorted[i+1]
	// The distance of two durations fits a uint64 where it does not fit an int64.
	distance := uint64(high) - uint64(low)
	step := min(uint64(part*float64(distance)), distance)
	return time.Duration(uint64(low) + step), true
}

// FormatDuration writes a duration for people, in at most two units that follow
// one another:
//
//	45 s    5 min 30 s    1 h 5 min    2 d 3 h
//
// It is rounded to the smaller of the two, halves away from zero, and a unit
// that is 0 is left out: 59 min 59.5 s is "1 h". So seconds are told below an
// hour, minutes below a day; a day is 24 hours whatever the calendar, and no
// unit is greater. Zero is "0 s"; what is less than a second but not zero is
// "<1 s", since the two are not the same. Negative ones have "-" in front.
//
// The symbols d, h, min and s belong to no language (ISO 80000-3).
func FormatDuration(d time.Duration) string {
	// The magnitude of the least int64 fits a uint64 only.
	rest, sign := uint64(d), ""
	if d < 0 {
		rest, sign = -rest, "-"
	}
	switch {
	case rest == 0:
		return "0 s"
	case rest < uint64(time.Second):
		return sign + "<1 s"
	}
	const day = uint64(24 * time.Hour)
	units := [...]struct {
		name string
		size uint64
	}{{"d", day}, {"h", uint64(time.Hour)}, {"min", uint64(time.Minute)}, {"s", uint64(time.Second)}}
	i := 0
	for rest < units[i].size {
		i++
	}
	small := units[min(i+1, len(units)-1)]
	n := (rest + small.size/2) / small.size * small.size
	if i > 0 && n >= units[i-1].size { // rounded up to one of the next unit
		i--
		small = units[i+1]
	}
	u := units[i]
	out := sign + strconv.FormatUint(n/u.size, 10) + " " + u.name
	if n %= u.size; n > 0 {
		out += " " + strconv.FormatUint(n/small.size, 10) + " " + small.name
	}
	return out
}
