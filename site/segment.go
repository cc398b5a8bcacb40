package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// segment is a time in which what is known of a component, or of several, does
// not change. Of several statuses it has the worst.
type segment struct {
	incident.Interval
	status  incident.ComponentStatus // the worst that is known
	basis   Basis                    // of it; "": it is operational
	unknown bool                     // something says that there is a status, and not which
}

// divide makes the segments from the spans.
func (rec *record) divide(now time.Time) {
	past := clip(rec.exists, incident.Interval{Start: rec.exists.Start, End: now})
	if past.Empty() {
		return
	}
	parts := make([]segment, 1, 1+len(rec.spans))
	parts[0] = segment{Interval: past, status: incident.ComponentOperational}
	for _, span := range rec.spans {
		part := span.part()
		part.Interval = clip(span.Interval, past)
		parts = append(parts, part)
	}
	rec.segments = overlay(parts)
}

// part returns the span as a part of a record.
func (s *Span) part() segment {
	if s.Basis == BasisLeftOut {
		return segment{s.Interval, incident.ComponentOperational, "", true}
	}
	return segment{s.Interval, s.Status, s.Basis, false}
}

// overlay divides the union of the parts, which may overlap, into sorted
// segments that do not.
func overlay(parts []segment) []segment {
	type edge struct {
		at   time.Time
		part int
		n    int // 1 where the part begins, -1 where it ends
	}
	edges := make([]edge, 0, 2*len(parts))
	for i, p := range parts {
		if !p.Empty() {
			edges = append(edges, edge{p.Start, i, +1}, edge{p.End, i, -1})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return a.at.Compare(b.at) })
	var list []segment
	var now tally
	for i, e := range edges {
		if now.parts > 0 && edges[i-1].at.Before(e.at) {
			s := now.segment()
			s.Interval = incident.Interval{Start: edges[i-1].at, End: e.at}
			list = append(list, s)
		}
		now.count(&parts[e.part], e.n)
	}
	return list
}

// tally counts the parts that are in force at an instant.
type tally struct {
	parts, unknown int
	known          map[statusBasis]int
}

// statusBasis is a status with what it rests on. One that was left behind may
// be an unknown word.
type statusBasis struct {
	status incident.ComponentStatus
	basis  Basis
}

// downStatuses are the statuses other than operational, from the worst.
var downStatuses = [...]incident.ComponentStatus{
	incident.ComponentMajorOutage, incident.ComponentPartialOutage,
	incident.ComponentDegradedPerformance, incident.ComponentUnderMaintenance,
}

// count adds n parts like p.
func (t *tally) count(p *segment, n int) {
	t.parts += n
	if p.unknown {
		t.unknown += n
	}
	if p.basis == "" {
		return
	}
	if t.known == nil {
		t.known = make(map[statusBasis]int)
	}
	key := statusBasis{p.status, p.basis}
	if t.known[key] += n; t.known[key] == 0 {
		delete(t.known, key)
	}
}

// segment returns what is known while the parts are in force. A status that an
// incident has left behind counts only if there is no other.
func (t *tally) segment() segment {
	s := segment{status: incident.ComponentOperational, unknown: t.unknown > 0}
	for _, status := range downStatuses {
		for _, basis := range [...]Basis{BasisStated, BasisAssumed} {
			if t.known[statusBasis{status, basis}] > 0 {
				s.status, s.basis = status, basis
				return s
			}
		}
	}
	for left := range t.known {
		if left.status.Compare(s.status) > 0 {
			s.status, s.basis = left.status, BasisLeft
		}
	}
	return s
}
