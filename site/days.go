package site

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Days returns the last n calendar days of a component in the zone of the page,
// from the oldest. The last day is today and ends now.
func (s *Service) Days(c Component, now time.Time, n int) []Day {
	r, index := s.recordsWith(now, c)
	return r.days(&r.list[index[0]], n)
}

// days returns the last n days of a component.
func (r *records) days(rec *record, n int) []Day {
	days := make([]Day, max(n, 0))
	end := r.now
	date := civil.DateOf(r.now, r.loc)
	for i := len(days) - 1; i >= 0; i-- {
		start := civil.Resolve(civil.DateTime{Date: date}, "", r.loc).Time
		days[i] = Day{Date: date, Interval: incident.Interval{Start: start, End: end}}
		date, end = date.AddDays(-1), start
	}
	first := 0
	for _, seg := range rec.segments {
		first = eachDay(days, first, seg.Interval, func(d *Day, in time.Duration) { d.add(&seg, in) })
	}
	first = 0
	latest := make(map[*incident.Incident]*Day)
	for _, span := range rec.spans {
		first = eachDay(days, first, span.Interval, func(d *Day, _ time.Duration) {
			if before := latest[span.Incident]; before == nil || before.Start.Before(d.Start) {
				d.Incidents = append(d.Incidents, span.Incident)
				latest[span.Incident] = d
			}
		})
	}
	for i := range days {
		d := &days[i]
		switch {
		case !d.Known || d.Basis != "":
		case d.Lengths.LeftOut > 0:
			d.Basis = BasisLeftOut
		default:
			d.Status = incident.ComponentOperational
		}
	}
	return days
}

// eachDay calls f for each day that an interval overlaps, with the length of
// the overlap. It starts with days[first] and returns the first day that may
// overlap an interval which does not start earlier.
func eachDay(days []Day, first int, iv incident.Interval, f func(*Day, time.Duration)) int {
	for first < len(days) && !days[first].End.After(iv.Start) {
		first++
	}
	for i := first; i < len(days) && days[i].Start.Before(iv.End); i++ {
		if in := clip(iv, days[i].Interval); !in.Empty() {
			f(&days[i], in.Duration())
		}
	}
	return first
}

// add adds a segment of which a part lies in the day.
func (d *Day) add(s *segment, part time.Duration) {
	d.Known = true
	d.Lengths.add(s, part, Policy{})
	worse := s.status.Compare(d.Status)
	switch {
	case s.basis == "":
	case d.Basis == "",
		s.basis != BasisLeft && d.Basis == BasisLeft,
		s.basis.isCounted() == d.Basis.isCounted() && (worse > 0 || worse == 0 && s.basis == BasisStated):
		d.Status, d.Basis = s.status, s.basis
	}
}

// isCounted reports whether a status of this basis counts in figures.
func (b Basis) isCounted() bool { return b == BasisStated || b == BasisAssumed }

// add adds a part of a segment. What is not known of a segment matters only if
// the policy could count more than the status that is known. It returns false if
// the part is left out.
func (l *Lengths) add(s *segment, part time.Duration, p Policy) bool {
	known := s.status
	if !s.basis.isCounted() {
		known = incident.ComponentOperational
	}
	if s.unknown && known != incident.ComponentMajorOutage && p.percent(known) < 100 {
		l.LeftOut = sum(l.LeftOut, part)
		return false
	}
	switch known {
	case incident.ComponentDegradedPerformance:
		l.Degraded = sum(l.Degraded, part)
	case incident.ComponentPartialOutage:
		l.Partial = sum(l.Partial, part)
	case incident.ComponentMajorOutage:
		l.Major = sum(l.Major, part)
	case incident.ComponentUnderMaintenance:
		l.Maintenance = sum(l.Maintenance, part)
	}
	return true
}

// sum returns the sum of two lengths, or the longest one if it is longer.
func sum(a, b time.Duration) time.Duration {
	if b > longest-a {
		return longest
	}
	return a + b
}
