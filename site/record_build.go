package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// build makes the spans and segments from the changes and mentions.
func (rec *record) build(now time.Time) {
	slices.SortStableFunc(rec.changes, func(a, b change) int {
		return cmp.Or(a.at.Compare(b.at), strings.Compare(a.mention.course.inc.ID, b.mention.course.inc.ID))
	})
	for i := range rec.changes {
		rec.applyChange(i)
	}
	for _, m := range rec.mentions {
		rec.finish(m, now)
	}
	slices.SortStableFunc(rec.spans, func(a, b Span) int {
		return cmp.Or(a.Start.Compare(b.Start), strings.Compare(a.Incident.ID, b.Incident.ID))
	})
	rec.divide(now)
}

// applyChange adds the span that a change ends, and one for the status before
// it if no change led there.
func (rec *record) applyChange(i int) {
	c := &rec.changes[i]
	m := c.mention
	if before := m.last; before != nil {
		basis := before.basis
		if c.from != "" && c.from != before.to {
			basis = BasisAssumed // it ended earlier, at a time that is not stated
		}
		rec.add(m, before.at, c.at, before.to, basis)
	}
	if isDown(c.from) && (m.last == nil || !isDown(rec.changes[i-1].to)) {
		start := m.course.first
		if i > 0 {
			start = later(start, rec.changes[i-1].at)
		}
		rec.add(m, start, c.at, c.from, BasisAssumed)
	}
	m.last, m.next = c, i+1
}

// finish adds the spans after the last change of an incident, or the only one if
// it has no change.
func (rec *record) finish(m *mention, now time.Time) {
	c, goesOn := m.course, now.Add(afterNow)
	end := goesOn
	if c.over {
		end = c.end
	}
	last, next := m.last, goesOn
	if m.next < len(rec.changes) {
		next = rec.changes[m.next].at
	}
	switch {
	case last == nil:
		rec.addUnstated(m, end, now)
	case last.to == incident.ComponentOperational:
	case !c.over:
		rec.add(m, last.at, end, last.to, last.basis)
	case end.IsZero():
		end = earlier(now, next)
		rec.add(m, last.at, end, "", BasisLeftOut)
		rec.addLeft(m, end, next)
	default:
		end = later(end, last.at)
		rec.add(m, last.at, end, last.to, BasisAssumed)
		rec.addLeft(m, end, next)
	}
}

// addUnstated adds the span of an incident that does not state a status.
func (rec *record) addUnstated(m *mention, end, now time.Time) {
	iv := incident.Interval{Start: m.course.first, End: end}
	if iv.Start.IsZero() {
		iv.Start = now
	}
	if end.IsZero() {
		iv.End = now
	}
	if m.course.maintenance {
		rec.append(m, iv, incident.ComponentUnderMaintenance, BasisAssumed)
	} else {
		rec.append(m, iv, "", BasisLeftOut)
	}
}

// addLeft adds the span of the status that an incident leaves behind, unless it
// is operational or not stated.
func (rec *record) addLeft(m *mention, end, next time.Time) {
	if isDown(m.last.to) {
		rec.append(m, incident.Interval{Start: end, End: next}, m.last.to, BasisLeft)
	}
}

// isDown reports whether a status is stated and not operational.
func isDown(s incident.ComponentStatus) bool { return s != "" && s != incident.ComponentOperational }

// add adds a span of an incident. The planned part of a maintenance counts as
// that, whatever the status is.
func (rec *record) add(m *mention, start, end time.Time, status incident.ComponentStatus, basis Basis) {
	if status == incident.ComponentOperational {
		return
	}
	if status == "" || !status.Valid() {
		basis = BasisLeftOut
	}
	iv := incident.Interval{Start: start, End: end}
	planned := m.course.planned(iv)
	if planned.Empty() {
		rec.append(m, iv, status, basis)
		return
	}
	inWindow := basis
	if basis == BasisLeftOut {
		inWindow = BasisAssumed
	}
	rec.append(m, incident.Interval{Start: start, End: planned.Start}, status, basis)
	rec.append(m, planned, incident.ComponentUnderMaintenance, inWindow)
	rec.append(m, incident.Interval{Start: planned.End, End: end}, status, basis)
}

// append appends the part of a span in which the component existed. A span that
// goes on where the one before it ends is the same.
func (rec *record) append(m *mention, iv incident.Interval, status incident.ComponentStatus, basis Basis) {
	if iv = clip(iv, rec.exists); iv.Empty() {
		return
	}
	if m.spans > 0 {
		before := &rec.spans[m.spans-1]
		if before.Status == status && before.Basis == basis && before.End.Equal(iv.Start) {
			before.End = iv.End
			return
		}
	}
	rec.spans = append(rec.spans, Span{iv, status, basis, m.course.inc})
	m.spans = len(rec.spans)
}
