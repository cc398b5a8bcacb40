package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// course is how an incident went until an instant.
type course struct {
	inc   *incident.Incident
	live  []*incident.Update // those that are posted, and do more than announce a maintenance
	first time.Time          // of the live ones; zero: not known
	over  bool
	end   time.Time // since when it is over; zero: not known

	maintenance bool
}

// follow returns the course of an incident until now. It returns false if the
// incident says nothing: it had not begun, or everything was retracted. An
// incident that has a published postmortem and no updates is over.
func follow(inc *incident.Incident, now time.Time) (course, bool) {
	c := course{inc: inc, maintenance: inc.IsMaintenance()}
	var status incident.Status
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() || u.At.After(now) {
			continue
		}
		if u.Status != "" {
			if final := u.Status.IsFinal(); final != c.over {
				c.over, c.end = final, u.At
			}
			status = u.Status
		}
		if status == incident.StatusScheduled || status == incident.StatusCancelled && len(c.live) == 0 {
			continue
		}
		c.live = append(c.live, u)
		if !u.At.IsZero() && (c.first.IsZero() || u.At.Before(c.first)) {
			c.first = u.At
		}
	}
	if len(inc.Updates) == 0 && inc.Postmortem.Published() && !inc.Postmortem.PublishedAt.After(now) {
		c.over, c.end = true, inc.Postmortem.PublishedAt
	}
	return c, len(c.live) > 0 || len(inc.Updates) == 0 && !c.maintenance
}

// planned returns the part of an interval in which a status counts as a
// maintenance: the part in the window, or all of it if the maintenance has no
// window. It is empty for an outage.
func (c *course) planned(iv incident.Interval) incident.Interval {
	if !c.maintenance {
		return incident.Interval{}
	}
	iv.Start = later(iv.Start, c.inc.Window.Start)
	if end := c.inc.Window.End; !end.IsZero() {
		iv.End = earlier(iv.End, end)
	}
	return iv
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
