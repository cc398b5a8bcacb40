package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// earlierKnown returns the earlier of two instants, each of which may be zero
// because it is not known.
func earlierKnown(s, t time.Time) time.Time {
	if s.IsZero() || t.IsZero() {
		return later(s, t)
	}
	return earlier(s, t)
}

func earlier(s, t time.Time) time.Time {
	if t.Before(s) {
		return t
	}
	return s
}

func later(s, t time.Time) time.Time {
	if t.After(s) {
		return t
	}
	return s
}

// clip returns the part of an interval that lies in another.
func clip(iv, in incident.Interval) incident.Interval {
	return incident.Interval{Start: later(iv.Start, in.Start), End: earlier(iv.End, in.End)}
}
