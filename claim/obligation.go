package claim

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Roll says what becomes of a deadline that falls on a day off.
type Roll uint8

const (
	// RollNone leaves it there. It is the rule for periods in hours of most
	// laws, and the default.
	RollNone Roll = iota
	// RollForward moves it to the end of the next business day, as article 3(4)
	// of EU Regulation 1182/71 does for periods that are not in hours.
	RollForward
	// RollNoon moves it to noon of the next business day.
	RollNoon
	// RollBack moves it to the end of the business day before, for those who
	// want to be done by then.
	RollBack
)

// Obligation is a promise that no body states: what a law, a contract or a rule
// of the house wants within a time of a milestone. This package ships none by
// name, because which apply, and from which moment, is a question for a lawyer:
// four hours, a day, three days and a month are values to start from.
type Obligation struct {
	Name string
	// From is the milestone it runs from; "" is the first update that is not
	// retracted.
	From   incident.Milestone
	Within Length
	Roll   Roll
	// Until is the milestone that keeps it, which may be one of your own;
	// "" is [incident.MilestoneNotified].
	Until incident.Milestone
}

// Obligations returns the four common ones: 4 hours after the incident was
// declared; 24 and 72 hours after it was detected; and one month after that, to
// the end of the day, moved forward from a day off.
func Obligations() []Obligation {
	return []Obligation{
		{Name: english.Obligations[0], From: incident.MilestoneDeclared, Within: Length{Time: 4 * time.Hour}},
		{Name: english.Obligations[1], From: incident.MilestoneDetected, Within: Length{Time: 24 * time.Hour}},
		{Name: english.Obligations[2], From: incident.MilestoneDetected, Within: Length{Time: 72 * time.Hour}},
		{Name: english.Obligations[3], From: incident.MilestoneDetected, Within: Length{Months: 1}, Roll: RollForward},
	}
}

// Deadline returns when o is due where its milestone was reached at from. Hours
// run as they are; months end with the day of the same number, or the last of a
// shorter month; days are counted as the calendar says. A deadline on a day off
// then moves as Roll says. It is zero where the calendar has no such day.
func (o Obligation) Deadline(from time.Time, loc *time.Location, c Calendar) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	due := c.Deadline(from, o.Within, loc)
	if due.IsZero() || o.Roll == RollNone {
		return due
	}
	// The end of a day is the first instant of the next, and belongs to the day
	// before.
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

// Due returns when o is due for an incident, in the zone of its page. It is
// false where the milestone is not known, or where the calendar has no such
// day.
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

// from returns the moment that o runs from, and its path.
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
