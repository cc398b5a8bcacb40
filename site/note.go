package site

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
)

// The codes of the notes of an [Uptime].
const (
	CodeLeft    incident.Code = "left"     // a status was left behind by an incident that is over
	CodeLeftOut incident.Code = "left_out" // a time was left out, because a status is not known
	CodeUntimed incident.Code = "untimed"  // a change, or an incident without updates, has no time, and does not count
)

// appendNotes appends the notes of a component in a period.
func (r *records) appendNotes(dst []incident.Note, rec *record, period incident.Interval) []incident.Note {
	dst = append(dst, rec.untimed...)
	for _, span := range rec.spans {
		iv := clip(clip(span.Interval, period), incident.Interval{Start: period.Start, End: r.now})
		if iv.Empty() || span.Basis.isCounted() {
			continue
		}
		from, to := iv.Start.UTC().Format(time.RFC3339), iv.End.UTC().Format(time.RFC3339)
		note := incident.Note{Path: fmt.Sprintf("incidents[%d]", r.numbers[span.Incident])}
		if span.Basis == BasisLeft {
			note.Code = CodeLeft
			note.Text = fmt.Sprintf("%s: the last status is %s, and no change takes it back; the time from %s to %s does not count as downtime", rec.component.fullName(), span.Status, from, to)
		} else {
			note.Code = CodeLeftOut
			note.Text = fmt.Sprintf("%s: no known status is stated; the time from %s to %s is left out", rec.component.fullName(), from, to)
		}
		dst = append(dst, note)
	}
	return dst
}

// untimedNote returns the note of something about a component that has no time.
func (r *records) untimedNote(c *Component, inc *incident.Incident, what string) incident.Note {
	return incident.Note{
		Path: fmt.Sprintf("incidents[%d]", r.numbers[inc]),
		Code: CodeUntimed,
		Text: c.fullName() + ": " + what + " has no time, and does not count",
	}
}
