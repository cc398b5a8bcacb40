package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// PostedSince returns when the first update of an incident was posted or,
// without updates, its postmortem was published. Pages that are made for an
// earlier instant do not have the incident. It returns the zero time if that is
// not known, and for nil.
func PostedSince(inc *incident.Incident) (since time.Time) {
	if inc == nil {
		return time.Time{}
	}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		// A history tells of a maintenance that is announced the end alone.
		if u.At.IsZero() || u.Status == "" && u.At.Equal(inc.Window.End) {
			return time.Time{}
		}
		since = earlierKnown(since, u.At)
	}
	if inc.Postmortem.Published() {
		since = earlierKnown(since, inc.Postmortem.PublishedAt)
	}
	return since
}

// isPosted reports whether an incident is on pages that are made for now. A
// zero now is later than every other instant.
func isPosted(inc *incident.Incident, now time.Time) bool {
	return now.IsZero() || !PostedSince(inc).After(now)
}
