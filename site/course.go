package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// course is how an incident went until an instant.
type course struct {
	inc    *incident.Incident
	live   []*incident.Update // those that are posted, and do more than announce a maintenance
	first  time.Time          // of the live ones; zero: not known
	status incident.Status    // "": not known
	over   bool
	end    time.Time // since when it is over; zero: not known

	maintenance bool
	known       bool // no update lies ahead
}

// follow returns the course of an incident until now. It returns false if the
// incident says nothing: it had not begun, or everything was retracted. An
// incident that has a published postmortem and no updates is over.
func follow(inc *incident.Incident, now time.Time) (course, bool) {
	c := course{inc: inc, maintenance: inc.IsMaintenance(), known: true}
	updates := chronological(inc.Updates)
	for i := range updates {
		u := &updates[i]
		if u.Retracted() {
			continue
		}
		if u.At.After(now) {
			c.known = false
			continue
		}
		if u.Status != "" {
			if final := u.Status.IsFinal(); final != c.over {
				c.over, c.end = final, u.At
			}
			c.status = u.Status
		}
		if c.status == incident.StatusScheduled || c.status == incident.StatusCancelled && len(c.live) == 0 {
			continue
		}
		c.live = append(c.live, u)
		c.first = earlierKnown(c.first, u.At)
	}
	if len(inc.Updates) == 0 && inc.Postmortem.Published() && !inc.Postmortem.PublishedAt.After(now) {
		c.over, c.end = true, inc.Postmortem.PublishedAt
	}
	return c, len(c.live) > 0 || len(inc.Updates) == 0 && !c.maintenance && isPosted(inc, now)
}

// goesOn reports whether the status says that the incident is not over. A
// status that is not known says nothing.
func (c *course) goesOn() bool { return c.status != "" && c.status.Valid() && !c.status.IsFinal() }

// isOpen reports whether the incident goes on and is no maintenance.
func (c *course) isOpen() bool { return c.goesOn() && !c.maintenance }

// mayGoOn reports whether an incident that does not go on by its status may do
// so, because its status is not known. Histories of vendors have many incidents
// without a status, so that one counts only while it is among the past
// incidents of the page.
func (c *course) mayGoOn(o Options) bool {
	inc, end := c.inc, c.inc.Window.End
	switch {
	case !end.IsZero() && !end.After(o.Now), !slices.ContainsFunc(inc.Updates, func(u incident.Update) bool { return !u.Retracted() }):
		return false
	case c.status == "":
		return beginning(inc).After(o.Now.AddDate(0, 0, -o.Past))
	}
	return !c.status.Valid()
}

// isPlanned reports whether the incident is a maintenance that goes on or lies
// ahead at now. One that was planned for a time that has passed, and of which
// nothing has been heard since, does neither.
func (c *course) isPlanned(now time.Time) bool {
	w := c.inc.Window
	last := w.End
	if last.IsZero() {
		last = w.Start
	}
	return c.goesOn() && c.maintenance && (c.hasBegun() || last.IsZero() || last.After(now))
}

// hasBegun reports whether the status of a maintenance that is not over says
// that it has begun.
func (c *course) hasBegun() bool { return c.status != incident.StatusScheduled }

// isWorse reports whether an incident that goes on states a worse status of a
// component than the last change of it. Components can change without an
// update. If updates lie ahead, the status may be due to them.
func (c *course) isWorse(stated, last incident.ComponentStatus) bool {
	return !c.over && c.known && stated.Compare(last) > 0
}

// last returns the last time of a live update, or the zero time.
func (c *course) last() (at time.Time) {
	for _, u := range c.live {
		at = later(at, u.At)
	}
	return at
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
