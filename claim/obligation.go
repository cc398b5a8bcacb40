package claim

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Roll determines how a deadline that falls on a day off is moved.
type Roll uint8

const (
	// RollNone does not move the deadline. It is the default, and the rule
	// for periods in hours in most laws.
	RollNone Roll = iota
	// RollForward moves the deadline to the end of the next business day,
	// as article 3(4) of EU Regulation 1182/71 does for periods that are
	// not in hours.
	RollForward
	// RollNoon moves the deadline to noon of the next business day.
	RollNoon
	// RollBack moves the deadline to the end of the previous business day,
	// for those who want to be done by then.
	RollBack
)

// Obligation is a notice that a law, a contract or an internal rule requires
// within a certain time of a milestone, whether or not a body promises it. The
// package contains no obligations of particular laws, because a lawyer has to
// say which ones apply and when they start; see [Obligations] for common
// periods.
type Obligation struct {
	Name string
	// From is the milestone at which the period starts; "" means the first
	// update that is not retracted.
	From   incident.Milestone
	Within Length
	Roll   Roll
	// Until is the milestone that fulfils the obligation, which may be a
	// custom one, see [incident.Milestone.IsCustom]; "" means
	// [incident.MilestoneNotified].
	Until incident.Milestone
}

// Obligations returns four common obligations: 4 hours after the incident was
// declared; 24 and 72 hours after it was detected; and one month after it was
// detected, until the end of the day, moved forward from a day off.
func Obligations() []Obligation {
	return []Obligation{
		{Name: english.Obligations[0], From: incident.MilestoneDeclared, Within: Length{Time: 4 * time.Hour}},
		{Name: english.Obligations[1], From: incident.MilestoneDetected, Within: Length{Time: 24 * time.Hour}},
		{Name: english.Obligations[2], From: incident.MilestoneDetected, Within: Length{Time: 72 * time.Hour}},
		{Name: english.Obligations[3], From: incident.MilestoneDetected, Within: Length{Months: 1}, Roll: RollForward},
	}
}

// Deadline returns the instant at which o is due if its milestone was reached
// at from, in loc. Hours are added as they are. Months end on the day with the
// same number, or on the last day of a shorter month. Days are counted by the
// calendar. A deadline on a day off is then moved according to Roll. The result
// is zero if the calendar has no such day.
func (o Obligation) Deadline(from time.Time, loc *time.Location, c Calendar) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	due := c.Deadline(from, o.Within, loc)
	if due.IsZero() || o.Roll == RollNone {
		return due
	}
	// The end of a day is the first instant of the next day, but belongs to
	// the day that ends.
	date := civil.DateOf(due.Add(-1), loc)
	if c.IsBusinessDay(date) {
		return due
	}
	if o.Roll == RollBack {
		for range maxIdle {
			if date = date.AddDays(-1); c.IsBusinessDay(date) {
				return dayEnd(date, loc)
			}
		}
		return time.Time{}
	}
	date = c.AddBusinessDays(date, 1)
	if !date.Valid() {
		return time.Time{}
	}
	if o.Roll == RollNoon {
		return civil.Resolve(civil.DateTime{Date: date, Time: civil.Time{Hour: 12}}, "", loc).Time
	}
	return dayEnd(date, loc)
}

// Due returns the instant at which o is due for an incident, in the zone of its
// page. It returns false if the milestone is not known, or if the calendar has
// no such day.
func (o Obligation) Due(inc *incident.Incident, c Calendar) (time.Time, bool) {
	if inc == nil {
		return time.Time{}, false
	}
	from := o.from(inc)
	if from.At.IsZero() {
		return time.Time{}, false
	}
	due := o.Deadline(from.At, location(inc.Page), c)
	return due, !due.IsZero()
}

// from returns the instant at which the period of o starts, and its path.
func (o Obligation) from(inc *incident.Incident) incident.Anchor {
	if o.From != "" {
		return inc.Anchor(o.From)
	}
	i := slices.IndexFunc(inc.Updates, func(u incident.Update) bool { return !u.Retracted() })
	if i < 0 {
		return incident.Anchor{}
	}
	return incident.Anchor{At: inc.Updates[i].At, Source: incident.SourceUpdate, Path: at("updates", i)}
}
