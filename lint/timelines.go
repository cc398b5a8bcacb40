package lint

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

var timelineRules = []Rule{{
	Name:     "timeline-unsorted",
	Severity: Warning,
	Doc:      "A row of a timeline is earlier than the row above it. Often its time is a mistake. A timeline may run from the newest row to the oldest.",
	Source:   "2 of 38 published postmortems of one company have such a row, and both are mistakes.",
	Bad:      "10:05 Alert. 10:20 Fix. 10:11 Escalation.",
	Good:     "10:05 Alert. 10:11 Escalation. 10:20 Fix.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).timelineUnsorted,
}, {
	Name:     "timeline-duplicate",
	Severity: Warning,
	Doc:      "Two rows of a timeline have the same time and the same text. One of them was copied and not changed.",
	Source:   "Our own judgement.",
	Bad:      "10:05 Alert. 10:05 Alert.",
	Good:     "10:05 Alert. 10:05 Escalation.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).timelineDuplicate,
}, {
	Name:     "timeline-short",
	Severity: Info,
	Doc:      "A timeline has fewer than two rows, too few to show the course of events.",
	Source:   "PagerDuty's writing guide: a timeline begins before the incident and tells its course.",
	Bad:      "10:05 The incident.",
	Good:     "10:05 Alert. 10:20 Fix.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).timelineShort,
}, {
	Name:     "timeline-after-publication",
	Severity: Error,
	Doc:      "A row of the timeline is later than the publication of the postmortem it stands in. One of the two times is wrong.",
	Source:   "A postmortem describes the past.",
	Bad:      "A postmortem of March 4 has a row of April 3.",
	Good:     "A postmortem that was edited on April 4 has a row of April 3.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).timelineAfterPublication,
}, {
	Name:     "timeline-after-resolved",
	Severity: Error,
	Doc:      "In the timeline, users are still affected, or recover, more than 15 minutes after the page had said that the incident is resolved.",
	Source:   "A published report has its full recovery a day after its resolved post.",
	Bad:      "Resolved at 10:40. Timeline: 11:30 Users recover.",
	Good:     "Resolved at 10:40. Timeline: 11:30 Postmortem held.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).timelineAfterResolved,
}, {
	Name:     "milestones-out-of-order",
	Severity: Warning,
	Doc:      "Two milestones that the report marks are in an impossible order, such as mitigated before the impact started. Milestones that are missing, or that were concluded from words, are not judged.",
	Source:   "Kehoe's postmortem template. 19.6 % of 2,701 real incidents lack a milestone or have one in an unusual place, so the rule finds only impossible orders.",
	Bad:      "Identified 10:05, impact started 10:20.",
	Good:     "Trigger 10:05, detected 10:20, declared 10:15.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).milestonesOutOfOrder,
}, {
	Name:     "window-unmatched",
	Severity: Info,
	Doc:      "The stated end of the impact is not among the times of the timeline. If users recover in a later row, this is a warning, because the impact was then longer than stated.",
	Source:   "A published report says that nobody could log in until 10:28, and that all users reconnected at 10:45.",
	Bad:      "Nobody could log in between 10:11 and 10:28. Timeline: 10:45 All users are back.",
	Good:     "Nobody could log in between 10:11 and 10:28. Timeline: 10:28 All users are back.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).windowUnmatched,
}, {
	Name:     "phase-contradicts-updates",
	Severity: Warning,
	Doc:      "According to the timeline, the cause was found or a fix was in place, but more than five minutes later an update says otherwise. The page was late, or the timeline is early.",
	Source:   "Four of five published reports do this.",
	Bad:      "Timeline: 10:28 Fix in place. Update of 10:38: We are working on a fix.",
	Good:     "Timeline: 10:28 Fix in place, 10:35 errors again. Update of 10:38: We are working on a fix.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).phaseContradictsUpdates,
}}

func (p *Pass) timelineUnsorted() {
	for _, s := range p.sections {
		var before time.Time
		var down []Related // rows that are earlier than the row above
		up := 0
		for at, e := range s.rows() {
			switch {
			case before.IsZero() || e.At.Equal(before):
			case e.At.Before(before):
				down = append(down, Related{at, p.Time(e.At)})
			default:
				up++
			}
			before = e.At
		}
		if up < len(down) {
			continue // from newest to oldest, or in no order at all
		}
		for _, row := range down {
			p.advise(row.Place, "move it or correct its time", "this row, of %s, is earlier than the one above", row.Message)
		}
	}
}

func (p *Pass) timelineDuplicate() {
	type row struct {
		at   time.Time
		text string
	}
	for _, s := range p.sections {
		if s.Timeline == nil {
			continue
		}
		first := make(map[row]int)
		for i, e := range s.Timeline.Events {
			r := row{e.At.UTC(), normal(e.Text)}
			if e.At.IsZero() || r.text == "" {
				continue
			}
			if j, ok := first[r]; ok {
				p.Report(Finding{Place: s.eventPlace(i), Message: "this row occurs twice", Suggestion: "remove one of them", Related: []Related{{s.eventPlace(j), "the first time"}}})
				continue
			}
			first[r] = i
		}
	}
}

// normal returns a text in a form for comparison: lower case, without
// punctuation at its end, with single spaces.
func normal(md string) string {
	return strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(md), " ")), ".!… ")
}

func (p *Pass) timelineShort() {
	n, where := 0, Place{}
	for _, s := range p.sections {
		if s.Timeline == nil {
			continue
		}
		if n += len(s.Timeline.Events); where.Path == "" {
			where = Place{Path: s.path}
		}
	}
	if where.Path != "" && n < 2 {
		p.advise(where, "say when it began, was noticed and ended", "the timeline has %s, too few to show the course of events", [...]string{"no row", "one row"}[n])
	}
}

func (p *Pass) timelineAfterPublication() {
	pm := p.Incident.Postmortem
	if !pm.Published() {
		return
	}
	end := pm.PublishedAt
	if pm.EditedAt.After(end) {
		end = pm.EditedAt
	}
	if p.shift().found() {
		return // zone-shifted explains it
	}
	for _, s := range p.sections {
		for at, e := range s.rows() {
			if e.At.After(end.Add(time.Minute)) {
				p.Report(Finding{Place: at, Message: "this row, of " + p.Time(e.At) + ", is later than the publication at " + p.Time(end),
					Related: []Related{{Place{Path: "postmortem.published_at"}, "published " + p.Time(pm.PublishedAt)}}})
				break // more rows would have the same cause
			}
		}
	}
}

// impactOf describes a milestone that cannot be reached while users are
// unaffected. It returns "" for others.
func impactOf(m incident.Milestone) string {
	switch m {
	case incident.MilestoneImpactStarted:
		return "users who are affected"
	case incident.MilestoneMitigated:
		return "a mitigation"
	case incident.MilestoneImpactEnded:
		return "users who recover"
	}
	return ""
}

func (p *Pass) timelineAfterResolved() {
	over := p.resolved()
	if over.At.IsZero() || p.shift().found() {
		return
	}
	const room = 15 * time.Minute
	for _, s := range p.sections {
		for at, e := range s.rows() {
			who := impactOf(e.Milestone)
			if who == "" || !e.At.After(over.At.Add(room)) {
				continue
			}
			p.Report(Finding{Place: at, Message: "the timeline tells of " + who + " at " + p.Time(e.At) + ", but the page had said at " + p.Time(over.At) + " that the incident was over",
				Related: []Related{{Place{Path: over.Path}, "over " + p.Time(over.At)}}})
			break
		}
	}
}

// impossible lists pairs of milestones of which the first cannot come after the
// second.
var impossible = [...][2]incident.Milestone{
	{incident.MilestoneTrigger, incident.MilestoneImpactEnded},
	{incident.MilestoneImpactStarted, incident.MilestoneMitigated},
	{incident.MilestoneImpactStarted, incident.MilestoneImpactEnded},
	{incident.MilestoneDetected, incident.MilestoneIdentified},
	{incident.MilestoneDetected, incident.MilestoneAcknowledged},
	{incident.MilestoneDetected, incident.MilestoneMitigated},
	{incident.MilestoneMitigated, incident.MilestoneResolved},
	{incident.MilestoneResolved, incident.MilestoneClosed},
}

func (p *Pass) milestonesOutOfOrder() {
	stated := func(m incident.Milestone) incident.Anchor {
		if a := p.Incident.Anchor(m); !a.Inferred && a.Source != incident.SourceUpdate {
			return a
		}
		return incident.Anchor{}
	}
	for _, pair := range impossible {
		a, b := stated(pair[0]), stated(pair[1])
		if !a.At.IsZero() && !b.At.IsZero() && a.At.After(b.At) {
			p.Report(Finding{Place: Place{Path: a.Path}, Message: word(pair[0]) + " at " + p.Time(a.At) + " is after " + word(pair[1]) + " at " + p.Time(b.At),
				Related: []Related{{Place{Path: b.Path}, word(pair[1])}}})
		}
	}
}

// word returns a word of the model as a person would write it.
func word[T ~string](w T) string { return strings.ReplaceAll(string(w), "_", " ") }

// windowUnmatched compares the end of the impact with rows that mention a
// recovery. It adds at most one finding.
func (p *Pass) windowUnmatched() {
	if p.shift().found() {
		return
	}
	var after *Finding
	for _, span := range p.Impact {
		end := span.To.At
		if end.IsZero() || !inPostmortem(span.To.Path) {
			continue
		}
		matched, rows := false, 0
		for _, s := range p.sections {
			for at, e := range s.rows() {
				rows++
				matched = matched || e.At.Equal(end) || e.Until.Equal(end)
				if e.Milestone == incident.MilestoneImpactEnded && e.At.After(end) {
					after = &Finding{Severity: Warning, Place: Place{Path: span.To.Path}, Message: "the impact ends at " + p.Time(end) + ", but a row tells of the recovery at " + p.Time(e.At),
						Related: []Related{{at, "recovered " + p.Time(e.At)}}}
				}
			}
		}
		switch {
		case after != nil:
			p.Report(*after)
			return
		case rows > 1 && !matched:
			p.report(Place{Path: span.To.Path}, "the impact ends at %s, but no row of the timeline has that time", p.Time(end))
			return
		}
	}
}

// phases lists the milestones that begin a phase of an incident, in order: what
// has happened by then, and the status that updates have from then on.
var phases = [...]struct {
	begin  incident.Milestone
	what   string
	status incident.Status
}{
	{incident.MilestoneIdentified, "the cause found", incident.StatusIdentified},
	{incident.MilestoneMitigated, "a fix in place", incident.StatusMonitoring},
}

func (p *Pass) phaseContradictsUpdates() {
	if p.shift().found() {
		return
	}
	for _, phase := range phases {
		a := p.Incident.Anchor(phase.begin)
		if a.At.IsZero() || a.Source != incident.SourceTimeline || p.relapsed(a.At) {
			continue
		}
		for _, i := range p.live() {
			u := &p.Incident.Updates[i]
			if !u.At.After(a.At.Add(5 * time.Minute)) {
				continue
			}
			status := p.statusAt(i)
			if status != "" && status.Compare(phase.status) < 0 {
				p.Report(Finding{Place: Place{Path: a.Path}, Message: "the timeline has " + phase.what + " at " + p.Time(a.At) + ", and the update of " + p.Time(u.At) + " is still " + word(status),
					Related: []Related{{updatePlace(i, "body"), word(status) + " at " + p.Time(u.At)}}})
			}
			break
		}
	}
}

// relapsed reports whether the timeline says that the impact increased again
// after t.
func (p *Pass) relapsed(t time.Time) bool {
	for _, s := range p.sections {
		for _, e := range s.rows() {
			if e.Milestone == incident.MilestoneImpactStarted && e.At.After(t) {
				return true
			}
		}
	}
	return false
}
