package site

import (
	"math"
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/incidentkit/incident"
)

// Uptime is the uptime of a component, a group or a page in a period. Under a
// policy that takes the mean of several components, its times are sums over
// them, and each component has the weight of its known time.
type Uptime struct {
	Period  incident.Interval
	Policy  Policy
	Known   time.Duration // how long the status is known or assumed
	Down    time.Duration // of it, weighted by the policy
	Assumed time.Duration // of it, how long a status other than operational is assumed
	Lengths Lengths
	Notes   []incident.Note // what was left out or left behind in the period
}

// Uptime returns the uptime of components in a period until now: of one
// component, of a group, or of all that are listed if components is nil.
//
// If the policy takes the worst component, a moment counts if the status of
// every component that is in use is known. It also counts if one of them is
// known to have a major outage or a status that counts as downtime in full,
// because the others cannot make it worse. Of one component the same is true for
// incidents that name it without its status.
func (s *Service) Uptime(components []Component, period incident.Interval, now time.Time, p Policy) Uptime {
	if components == nil {
		components = s.Listed()
	}
	r, indices := s.recordsWith(now, components...)
	return r.uptime(indices, period, p)
}

// uptime returns the uptime of the components with these indices.
func (r *records) uptime(indices []int, period incident.Interval, p Policy) Uptime {
	u := Uptime{Period: period, Policy: p}
	var all []segment
	for _, i := range indices {
		rec := &r.list[i]
		if part := rec.within(period); p.Worst {
			all = append(all, part...)
		} else {
			u.add(part)
		}
		u.Notes = r.appendNotes(u.Notes, rec, period)
	}
	if p.Worst {
		u.add(overlay(all))
	}
	return u
}

// within returns the parts of the segments that lie in the period.
func (rec *record) within(period incident.Interval) []segment {
	first, _ := slices.BinarySearchFunc(rec.segments, period.Start, func(s segment, start time.Time) int {
		if s.End.After(start) {
			return 1
		}
		return -1
	})
	var list []segment
	for _, s := range rec.segments[first:] {
		if s.Interval = clip(s.Interval, period); s.Empty() {
			break
		}
		list = append(list, s)
	}
	return list
}

// add adds the times of segments.
func (u *Uptime) add(list []segment) {
	for i := range list {
		s := &list[i]
		part := s.Duration()
		if !u.Lengths.add(s, part, u.Policy) {
			continue
		}
		u.Known = sum(u.Known, part)
		if s.basis.isCounted() {
			u.Down = sum(u.Down, share(part, u.Policy.percent(s.status)))
			if s.basis == BasisAssumed {
				u.Assumed = sum(u.Assumed, part)
			}
		}
	}
}

// share returns the percent of a length, rounded up to the nanosecond.
func share(d time.Duration, percent int) time.Duration {
	p := time.Duration(percent)
	return d/100*p + (d%100*p+99)/100
}

// Percent returns the uptime in hundredths of a percent, rounded down: 9999 is
// 99.99 %, and 10000 means that there was no downtime at all. It returns false
// if nothing is known, if the policy counts nothing, or if the times add up to
// more than 292 years.
func (u Uptime) Percent() (hundredths int, ok bool) {
	if !u.Policy.counts() || u.Known <= 0 || u.Known == longest {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(u.Known-u.Down), 100_00)
	quotient, _ := bits.Div64(hi, lo, uint64(u.Known))
	return int(quotient), true
}

// AppendPercent appends the uptime to dst, as in "99.95%". It appends nothing
// if [Uptime.Percent] returns false.
func (u Uptime) AppendPercent(dst []byte) []byte {
	hundredths, ok := u.Percent()
	if !ok {
		return dst
	}
	dst = strconv.AppendInt(dst, int64(hundredths/100), 10)
	return append(dst, '.', byte('0'+hundredths/10%10), byte('0'+hundredths%10), '%')
}

// longest is the length that stands for all that do not fit a time.Duration.
const longest time.Duration = math.MaxInt64
