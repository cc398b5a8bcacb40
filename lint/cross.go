package lint

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// Rules that compare the postmortem with the updates.
var crossRules = []Rule{{
	Name:     "day-shifted",
	Severity: Error,
	Doc:      "The impact ends in the postmortem at the same time of day as the incident was resolved on the page, but on another day. One of the two dates is wrong, and with it every duration that rests on it.",
	Source:   "A published report ends on October 3, 20:20, and was resolved on October 2, 20:20.",
	Bad:      "Resolved Mar 4, 18:20. Postmortem: from Mar 4, 13:07 to Mar 5, 18:20.",
	Good:     "Resolved Mar 4, 18:20. Postmortem: from Mar 3, 13:07 to Mar 4, 18:20.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).dayShifted,
}, {
	Name:     "updates-before-start",
	Severity: Error,
	Doc:      "Updates about the incident were posted more than 15 minutes before it began, according to the postmortem. The page cannot have known of it then.",
	Source:   "A page cannot know before there is anything to know.",
	Bad:      "Investigating at 09:01. Postmortem: between 10:49 and 11:01.",
	Good:     "Investigating at 10:52. Postmortem: between 10:49 and 11:01.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).updatesBeforeStart,
}}

// shifts describes contradictions between the postmortem and the updates that
// have a single cause: local times labelled with another zone, or a wrong date.
type shifts struct {
	zone  time.Duration // by which the times of the postmortem are too late; 0 if they are not
	label string        // of the zone that the times are labelled with
	rows  []Related     // rows that agree with updates once they are shifted

	day    time.Duration   // by which the end is too late; 0 if it is not
	end    incident.Anchor // end of the impact according to the postmortem
	endRow []Related       // other places with the same end
}

func (s *shifts) found() bool { return s.zone != 0 || s.day != 0 }

// shift returns the contradictions that have a single cause.
func (p *Pass) shift() *shifts {
	if p.shifts == nil {
		p.shifts = &shifts{}
		if pm := p.Incident.Postmortem; pm != nil {
			p.findZoneShift(p.shifts)
			if p.shifts.zone == 0 {
				p.findDayShift(p.shifts)
			}
		}
	}
	return p.shifts
}

// mostUpdates limits the number of updates that are compared with rows.
const mostUpdates = 200

// findZoneShift looks for a timeline in another zone than the page's that was
// written in the zone of the page. Read as labelled, it begins after the first
// update; read in the zone of the page, at least two rows have the same minute
// as updates.
func (p *Pass) findZoneShift(s *shifts) {
	began, live := p.began(), p.live()
	if began.At.IsZero() || len(live) == 0 || len(live) > mostUpdates || !inPostmortem(began.Path) {
		return
	}
	if first := p.Incident.Updates[live[0]].At; !first.Before(began.At.Add(-15 * time.Minute)) {
		return
	}
	posted := make(map[time.Time]int)
	for _, i := range live {
		posted[p.Incident.Updates[i].At.Truncate(time.Minute).UTC()] = i
	}
	for _, section := range p.sections {
		loc, err := section.Timeline.Location(p.Location)
		if err != nil {
			continue
		}
		_, there := began.At.In(loc).Zone()
		_, here := began.At.In(p.Location).Zone()
		shift := time.Duration(here-there) * time.Second
		if shift == 0 {
			continue
		}
		var rows []Related
		for at, e := range section.rows() {
			if k, ok := posted[e.At.Add(-shift).Truncate(time.Minute).UTC()]; ok && len(rows) < mostRelated {
				rows = append(rows, Related{at, "the clock of the update of " + p.Time(p.Incident.Updates[k].At)})
			}
		}
		if len(rows) >= 2 && !p.Incident.Updates[live[0]].At.Before(began.At.Add(-shift-15*time.Minute)) {
			s.zone, s.label, s.rows = shift, section.Timeline.Zone, rows
			return
		}
	}
}

// findDayShift looks for an end of the impact with the time of day, but not the
// date, of the update that resolved the incident.
func (p *Pass) findDayShift(s *shifts) {
	over := p.resolved()
	if over.At.IsZero() {
		return
	}
	isShifted := func(t time.Time) bool {
		a, b := t.In(p.Location), over.At.In(p.Location)
		return a.Hour() == b.Hour() && a.Minute() == b.Minute() && a.Sub(b).Abs() > 12*time.Hour
	}
	for _, span := range p.Impact {
		if inPostmortem(span.To.Path) && !span.To.At.IsZero() && isShifted(span.To.At) && s.day == 0 {
			s.end = span.To
			s.day = span.To.At.Sub(over.At)
		}
	}
	ends := []incident.Milestone{incident.MilestoneImpactEnded, incident.MilestoneResolved, incident.MilestoneMitigated}
	for _, section := range p.sections {
		for at, e := range section.rows() {
			switch {
			case !isShifted(e.At) || !slices.Contains(ends, e.Milestone):
			case s.day == 0:
				s.end = incident.Anchor{At: e.At, Path: at.Path}
				s.day = e.At.Sub(over.At)
			case len(s.endRow) < mostRelated:
				s.endRow = append(s.endRow, Related{at, "at " + p.Time(e.At)})
			}
		}
	}
}

func (p *Pass) zoneShifted() {
	s := p.shift()
	if s.zone == 0 {
		return
	}
	began, first := p.began(), p.Incident.Updates[p.live()[0]].At
	p.Report(Finding{
		Place:      s.rows[0].Place,
		Message:    "the times in " + s.label + " look like times of the page’s zone: the impact begins at " + p.Time(began.At) + ", after the first update, " + p.Time(first) + ", and rows show the same clock times as updates",
		Related:    append([]Related{{Place{Path: began.Path}, "begins " + p.Time(began.At)}}, s.rows[1:]...),
		Suggestion: "if they are in " + abbreviation(began.At, p.Location) + ", it began at " + p.Time(began.At.Add(-s.zone)),
	})
}

func (p *Pass) dayShifted() {
	s := p.shift()
	if s.day == 0 {
		return
	}
	over := p.resolved()
	p.Report(Finding{
		Place:      Place{Path: s.end.Path},
		Message:    "the impact ends at " + p.Time(s.end.At) + ", but the page resolved it at " + p.Time(over.At) + ", the same time of day but " + incident.FormatDuration(s.day.Abs()) + " apart",
		Related:    append([]Related{{Place{Path: over.Path}, "resolved " + p.Time(over.At)}}, s.endRow...),
		Suggestion: "correct the wrong date",
	})
}

func (p *Pass) updatesBeforeStart() {
	began := p.began()
	if began.At.IsZero() || !inPostmortem(began.Path) || p.Incident.IsMaintenance() || p.shift().found() {
		return
	}
	var early []Related
	for _, i := range p.live() {
		if at := p.Incident.Updates[i].At; at.Before(began.At.Add(-15*time.Minute)) && len(early) < mostRelated {
			early = append(early, Related{updatePlace(i, "at"), "posted " + p.Time(at)})
		}
	}
	if early != nil {
		first := p.Incident.Updates[p.live()[0]].At
		p.Report(Finding{Place: Place{Path: began.Path}, Message: "the impact begins at " + p.Time(began.At) + ", but the first update was posted at " + p.Time(first), Related: early})
	}
}
