package incident

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"
)

// Interval is a half-open span of time: Start is part of it, End is not. It is
// empty unless Start is before End, so the zero value is empty. Unlike a
// [Window] it always has both ends.
type Interval struct {
	Start, End time.Time
}

// Empty reports whether the interval contains no instant.
func (iv Interval) Empty() bool { return !iv.Start.Before(iv.End) }

// Duration returns the length of the interval, or 0 if it is empty. A length of
// more than 292 years is returned as the longest time.Duration.
func (iv Interval) Duration() time.Duration {
	if iv.Empty() {
		return 0
	}
	return iv.End.Sub(iv.Start)
}

// Intervals is a list of intervals in any order, which may overlap. Its methods
// do not change it.
type Intervals []Interval

// Union returns the union of the intervals as a sorted list of disjoint,
// non-empty intervals that do not touch. It returns nil if the union is empty.
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

// Total returns the length of the union, in which overlaps count once. A length
// of more than 292 years is returned as the longest time.Duration.
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

// Gaps returns the intervals between those of the union.
func (list Intervals) Gaps() Intervals {
	union := list.Union()
	var gaps Intervals
	for i := 1; i < len(union); i++ {
		gaps = append(gaps, Interval{union[i-1].End, union[i].Start})
	}
	return gaps
}

// Quantile returns the q-quantile of list: 0 is the minimum, 0.5 the median and
// 1 the maximum. It interpolates linearly between values (type 7 in R, the
// default of spreadsheets and NumPy) and rounds down to the nanosecond. It
// returns false if list is empty or q is not between 0 and 1.
//
// Report len(list) with the result, because a quantile of three incidents means
// little. There is no function for the mean on purpose: durations of incidents
// are few and widely spread, so their mean follows the worst case rather than
// what was done about incidents (Davidovic, "Incident Metrics in SRE", 2021).
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
	// The difference of two durations may overflow int64, but not uint64.
	distance := uint64(high) - uint64(low)
	step := min(uint64(part*float64(distance)), distance)
	return time.Duration(uint64(low) + step), true
}

// FormatDuration formats a duration for people, in at most two adjacent units:
//
//	45 s    5 min 30 s    1 h 5 min    2 d 3 h
//
// The duration is rounded to the smaller unit, halves away from zero, and a
// unit that is zero is omitted: 59 min 59.5 s becomes "1 h". Seconds therefore
// appear below an hour and minutes below a day. A day is always 24 hours, and
// there is no larger unit. Zero is "0 s". A duration of less than a second is
// "<1 s", because it is not zero. Negative durations begin with "-".
//
// The symbols d, h, min and s are independent of language (ISO 80000-3).
func FormatDuration(d time.Duration) string {
	// The magnitude of math.MinInt64 fits only a uint64.
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
	if i > 0 && n >= units[i-1].size { // rounded up to the next larger unit
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
