package incident

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Precision says how exactly the time of an event is known. The zero value
// means that the time is as exact as it is written.
type Precision string

const (
	PrecisionDay   Precision = "day"   // the day is known, but not the time of day
	PrecisionAbout Precision = "about" // written with "about", "~" or the like
)

var precisions = [...]Precision{PrecisionDay, PrecisionAbout}

// Valid reports whether p is a known precision or "".
func (p Precision) Valid() bool { return p == "" || slices.Contains(precisions[:], p) }

// Milestone names a point in the course of an incident at which a metric may
// start or end.
type Milestone string

const (
	MilestoneTrigger       Milestone = "trigger"        // the cause took effect, such as a deployment or an expiry
	MilestoneImpactStarted Milestone = "impact_started" // the first user was affected
	MilestoneDetected      Milestone = "detected"       // an alert fired or somebody noticed
	MilestoneAcknowledged  Milestone = "acknowledged"   // a responder took charge
	MilestoneDeclared      Milestone = "declared"       // the incident was declared
	MilestoneIdentified    Milestone = "identified"     // the cause was known
	MilestoneMitigated     Milestone = "mitigated"      // the impact was reduced
	MilestoneImpactEnded   Milestone = "impact_ended"   // the last user was no longer affected
	MilestoneResolved      Milestone = "resolved"       // the incident was announced to be over
	MilestoneClosed        Milestone = "closed"         // all work on the incident was finished

	// Milestones at which obligations to report start and end.
	MilestoneAware      Milestone = "aware"      // the incident was known to be one that must be reported
	MilestoneClassified Milestone = "classified" // the incident was classified by the rules of an authority or a contract
	MilestoneNotified   Milestone = "notified"   // those who must be informed were informed
)

var milestones = [...]Milestone{
	MilestoneTrigger, MilestoneImpactStarted, MilestoneDetected, MilestoneAcknowledged, MilestoneDeclared,
	MilestoneIdentified, MilestoneMitigated, MilestoneImpactEnded, MilestoneResolved, MilestoneClosed,
	MilestoneAware, MilestoneClassified, MilestoneNotified,
}

// customMilestone matches milestones that users define.
var customMilestone = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Valid reports whether m is a known milestone or "".
func (m Milestone) Valid() bool { return m == "" || slices.Contains(milestones[:], m) }

// IsCustom reports whether m is a valid name for a milestone that users define:
// one that is not known, begins with a lower-case letter and otherwise consists
// of lower-case letters, digits and underscores, at most 64 bytes in total. An
// example is "authority_notified". An obligation may end with such a milestone.
func (m Milestone) IsCustom() bool { return !m.Valid() && customMilestone.MatchString(string(m)) }

// Compare orders milestones as [Words] does. The empty string and unknown
// words come first.
func (m Milestone) Compare(n Milestone) int {
	return slices.Index(milestones[:], m) - slices.Index(milestones[:], n)
}

// Event is something that happened during an incident.
type Event struct {
	At        time.Time `json:"at,omitzero"`         // zero: not resolved, see Written
	Until     time.Time `json:"until,omitzero"`      // end of a period; zero: a single moment
	Precision Precision `json:"precision,omitempty"` // "": as precise as it is written
	Milestone Milestone `json:"milestone,omitempty"` // "": none
	// Inferred marks a milestone that a reader concluded from the words of
	// the event, because the document does not mark it. Only JSON keeps
	// such a milestone; the other formats print the words it was concluded
	// from.
	Inferred bool   `json:"inferred,omitempty"`
	Text     string `json:"text,omitempty"` // Markdown
	By       string `json:"by,omitempty"`   // the person, role or system that did it, as plain text; "": not stated
	// Written is the time, with its mark, as written in the source. It is
	// set only if it differs from what the timeline's TimeFormat and Mark
	// produce.
	Written string   `json:"written,omitempty"`
	Extra   []string `json:"extra,omitempty"` // table cells without a field of their own
}

// Timeline is a list of events in one document.
type Timeline struct {
	// Zone is the zone as named in the document: an IANA name, an
	// abbreviation such as "CET" or an offset such as "UTC+3". The empty
	// string means the page's zone. An abbreviation that is not in force in
	// the page's zone at every event stands for its fixed offset.
	Zone string `json:"zone,omitempty"`
	// HideZone is set if the document does not name the zone. Otherwise the
	// zone is written in the heading, a column or the rows.
	HideZone bool `json:"hide_zone,omitempty"`
	// TimeFormat is a layout of package time. The empty string means
	// "15:04", with the date where the day changes.
	TimeFormat string  `json:"time_format,omitempty"`
	Mark       string  `json:"mark,omitempty"`   // written after the time, like "." in "10:05. Alert"
	Events     []Event `json:"events,omitempty"` // in document order, not necessarily sorted
}

// Location returns the zone of the timeline on a page in the given zone, where
// nil is UTC. An abbreviation means the page's zone if that zone uses it at
// every event. Otherwise it stands for its fixed offset: CET in June is an hour
// ahead of UTC. The error is a [*civil.ZoneError].
func (tl *Timeline) Location(page *time.Location) (*time.Location, error) {
	if page == nil {
		page = time.UTC
	}
	if tl == nil || tl.Zone == "" {
		return page, nil
	}
	var some time.Time // the last instant of an event
	if !strings.Contains(tl.Zone, "/") {
		inForce := true
		for i := range tl.Events {
			if at := tl.Events[i].At; !at.IsZero() {
				name, _ := at.In(page).Zone()
				inForce, some = inForce && name == tl.Zone, at
			}
		}
		if inForce && !some.IsZero() {
			return page, nil
		}
	}
	loc, err := civil.Zone(tl.Zone)
	if err != nil && !some.IsZero() {
		// The abbreviation is ambiguous. Prefer the meaning that it has
		// in the page's zone at another time of the year.
		r := civil.Resolve(civil.DateTimeOf(some, page), tl.Zone, page)
		if r.Kind == civil.OK || r.Kind == civil.OffSeason {
			_, offset := some.In(page).Zone()
			return time.FixedZone(tl.Zone, offset+int(some.Unix()-r.Time.Unix())), nil
		}
	}
	return loc, err
}

// Milestone returns the instant of a milestone, or false if it is not known. It
// is the instant of [Incident.Anchor] or, if only the day is known, the first
// instant of that day.
func (inc *Incident) Milestone(m Milestone) (time.Time, bool) {
	inc = inc.orEmpty()
	if e, ok := inc.eventReaching(m); ok {
		return e.At, true
	}
	if i := inc.updateReaching(m); i >= 0 {
		return inc.Updates[i].At, true
	}
	return time.Time{}, false
}

// Anchor returns the instant of a milestone with its source. It searches
// Events, then the timelines of the postmortem, then milestones that were
// inferred from words, then the updates. The order of events does not matter:
//
//   - If several events have the milestone, the first one counts. For
//     [MilestoneMitigated], [MilestoneImpactEnded], [MilestoneResolved] and
//     [MilestoneClosed] it is the last one. A mitigation after which the impact
//     started again did not hold and does not count.
//   - Among the updates, the first one with [StatusIdentified] reaches
//     [MilestoneIdentified], and the one since which the incident has stayed
//     resolved or completed reaches [MilestoneResolved]. Updates reach no other
//     milestones, and retracted updates reach none.
//
// The anchor has no instant if the milestone was not reached, or if only its
// day is known.
func (inc *Incident) Anchor(m Milestone) Anchor {
	inc = inc.orEmpty()
	if e, ok := inc.eventReaching(m); ok {
		return eventAnchor(e)
	}
	if i := inc.updateReaching(m); i >= 0 {
		return inc.updateAnchor(i)
	}
	return Anchor{}
}

// eventReaching returns the event that reaches the milestone, see
// [Incident.Anchor].
func (inc *Incident) eventReaching(m Milestone) (Entry, bool) {
	return inc.milestoneEvents().event(m)
}

// milestoneEvents are the events with an instant and a milestone.
type milestoneEvents struct {
	log, timelines []Entry // in document order
}

func (inc *Incident) milestoneEvents() (ms milestoneEvents) {
	ms.log, ms.timelines = inc.eventEntries(func(e *Event) bool { return !e.At.IsZero() && e.Milestone != "" })
	return ms
}

// event returns the event that reaches m, see [Incident.Anchor].
func (ms milestoneEvents) event(m Milestone) (Entry, bool) {
	if m == "" {
		return Entry{}, false
	}
	for _, inferred := range [...]bool{false, true} {
		for _, list := range [...][]Entry{ms.log, ms.timelines} {
			if e, ok := reaching(m, list, inferred); ok {
				return e, e.Event != nil
			}
		}
	}
	return Entry{}, false
}

// anchor returns the anchor of the event that reaches m. If the event is known
// to the day only, the anchor has a path but no instant.
func (ms milestoneEvents) anchor(m Milestone) Anchor {
	if e, ok := ms.event(m); ok {
		return eventAnchor(e)
	}
	return Anchor{}
}

// reaching returns the event of list that reaches m. If the impact started
// again after the last mitigation, it returns an empty entry and true for
// [MilestoneMitigated].
func reaching(m Milestone, list []Entry, inferred bool) (found Entry, ok bool) {
	var relapse time.Time
	for _, e := range list {
		if e.Event.Inferred != inferred {
			continue
		}
		if e.Milestone == MilestoneImpactStarted && e.At.After(relapse) {
			relapse = e.At
		}
		if e.Milestone == m && (!ok || m.supersedes(e, found)) {
			found, ok = e, true
		}
	}
	if ok && m == MilestoneMitigated && found.At.Before(relapse) {
		return Entry{}, true
	}
	return found, ok
}

// supersedes reports whether the event a rather than b reaches m. Of two events
// at the same instant, the more exact one does. An event of which only the day
// is known counts as the end of that day, so that an exact event on the same
// day is preferred.
func (m Milestone) supersedes(a, b Entry) bool {
	switch m {
	case MilestoneMitigated, MilestoneImpactEnded, MilestoneResolved, MilestoneClosed:
		return cmp.Or(b.At.Compare(a.At), a.Event.Precision.compare(b.Event.Precision)) < 0
	}
	latest := func(e Entry) time.Time {
		if e.Event.Precision == PrecisionDay {
			return e.At.Add(24 * time.Hour)
		}
		return e.At
	}
	return cmp.Or(latest(a).Compare(latest(b)), a.Event.Precision.compare(b.Event.Precision)) < 0
}

// compare orders precisions from the most exact to the least.
func (p Precision) compare(q Precision) int {
	rank := func(p Precision) int {
		switch p {
		case PrecisionDay:
			return 2
		case PrecisionAbout:
			return 1
		}
		return 0
	}
	return rank(p) - rank(q)
}

// updateReaching returns the index of the update that reaches m, or -1 if there
// is none or it has no instant.
func (inc *Incident) updateReaching(m Milestone) int {
	i := -1
	switch m {
	case MilestoneIdentified:
		i = inc.firstPost(StatusIdentified)
	case MilestoneResolved:
		i = inc.resolvedFrom()
	}
	if i >= 0 && inc.Updates[i].At.IsZero() {
		return -1
	}
	return i
}

// firstPost returns the index of the first update with the status, or -1.
func (inc *Incident) firstPost(s Status) int {
	return slices.IndexFunc(inc.Updates, func(u Update) bool { return u.Status == s && !u.Retracted() })
}

// resolvedFrom returns the index of the update since which the incident has
// stayed resolved or completed, or -1 if it is not resolved.
func (inc *Incident) resolvedFrom() int {
	from := -1
	for i := range slices.Backward(inc.Updates) {
		u := &inc.Updates[i]
		if u.Status == "" || u.Retracted() {
			continue
		}
		if !u.Status.IsFinal() {
			break
		}
		from = i
	}
	return from
}
