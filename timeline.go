package incident

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Precision is how exactly the time of an event is known. The zero value means
// to the unit that is shown.
type Precision string

const (
	PrecisionDay   Precision = "day"   // the day is known, but not the time of day
	PrecisionAbout Precision = "about" // written with "about", "~" or the like
)

var precisions = [...]Precision{PrecisionDay, PrecisionAbout}

// Valid reports whether p is a known precision or "".
func (p Precision) Valid() bool { return p == "" || slices.Contains(precisions[:], p) }

// Milestone marks an event from or to which metrics are measured.
type Milestone string

const (
	MilestoneTrigger       Milestone = "trigger"        // the cause was set off, by a deployment or an expiry
	MilestoneImpactStarted Milestone = "impact_started" // the first user was affected
	MilestoneDetected      Milestone = "detected"       // an alert fired or somebody noticed
	MilestoneAcknowledged  Milestone = "acknowledged"   // a responder took charge
	MilestoneDeclared      Milestone = "declared"       // it was declared an incident
	MilestoneIdentified    Milestone = "identified"     // the cause was known
	MilestoneMitigated     Milestone = "mitigated"      // the impact was reduced
	MilestoneImpactEnded   Milestone = "impact_ended"   // the last user was no longer affected
	MilestoneResolved      Milestone = "resolved"       // it was announced to be over
	MilestoneClosed        Milestone = "closed"         // all work on it was finished

	// Those that obligations to others run from and end with.
	MilestoneAware      Milestone = "aware"      // it was known to be one that has to be reported
	MilestoneClassified Milestone = "classified" // it was given a class by the rules of an authority or a contract
	MilestoneNotified   Milestone = "notified"   // those who had to be told were told
)

var milestones = [...]Milestone{
	MilestoneTrigger, MilestoneImpactStarted, MilestoneDetected, MilestoneAcknowledged, MilestoneDeclared,
	MilestoneIdentified, MilestoneMitigated, MilestoneImpactEnded, MilestoneResolved, MilestoneClosed,
	MilestoneAware, MilestoneClassified, MilestoneNotified,
}

// ownMilestone is the form of milestones of one's own.
var ownMilestone = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Valid reports whether m is a known milestone or "".
func (m Milestone) Valid() bool { return m == "" || slices.Contains(milestones[:], m) }

// IsOwn reports whether m may be a milestone of your own: it is no known one,
// and has lower-case letters, digits and underscores only, such as
// "authority_notified". An obligation may end with it.
func (m Milestone) IsOwn() bool { return !m.Valid() && ownMilestone.MatchString(string(m)) }

// Compare orders milestones as [Words] does. The empty string and unknown
// words come first.
func (m Milestone) Compare(n Milestone) int {
	return slices.Index(milestones[:], m) - slices.Index(milestones[:], n)
}

// Event is something that happened.
type Event struct {
	At        time.Time `json:"at,omitzero"`         // zero: not resolved, see Written
	Until     time.Time `json:"until,omitzero"`      // end of a span of time; zero: a single moment
	Precision Precision `json:"precision,omitempty"` // "": as precise as it is written
	Milestone Milestone `json:"milestone,omitempty"` // "": none
	// Inferred marks a milestone that a reader concluded from the words of
	// the event, because the document does not mark it. Only JSON keeps such
	// a milestone; the other formats print the words it was concluded from.
	Inferred bool   `json:"inferred,omitempty"`
	Text     string `json:"text,omitempty"` // Markdown
	By       string `json:"by,omitempty"`   // who did it, as plain text; "": not stated
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
// nil is UTC. An abbreviation means the page's zone if that zone uses it at every
// event. Otherwise it stands for its fixed offset: CET in June is an hour ahead
// of UTC. The error is a [*civil.ZoneError].
func (tl *Timeline) Location(page *time.Location) (*time.Location, error) {
	if page == nil {
		page = time.UTC
	}
	if tl == nil || tl.Zone == "" {
		return page, nil
	}
	var some time.Time // the last event that has a time
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
		// The abbreviation is ambiguous. Prefer the meaning that it has in the
		// page's zone at another time of the year.
		r := civil.Resolve(civil.DateTimeOf(some, page), tl.Zone, page)
		if r.Kind == civil.OK || r.Kind == civil.OffSeason {
			_, offset := some.In(page).Zone()
			return time.FixedZone(tl.Zone, offset+int(some.Unix()-r.Time.Unix())), nil
		}
	}
	return loc, err
}

// Milestone returns the instant of a milestone, which is that of
// [Incident.Anchor] unless the day alone is known. Then it is the first instant
// of the day.
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
//   - Of several events the first counts, but the last one that is
//     [MilestoneMitigated], [MilestoneImpactEnded], [MilestoneResolved] or
//     [MilestoneClosed]. A mitigation after which the impact started again
//     did not hold, and counts as none.
//   - Of the updates, [MilestoneIdentified] is the first that is identified,
//     and [MilestoneResolved] the one since which the incident has stayed
//     resolved or completed. Updates reach no other milestone, and retracted
//     ones reach none.
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
	if m == "" {
		return Entry{}, false
	}
	log, timelines := inc.eventEntries(func(e *Event) bool {
		return !e.At.IsZero() && (e.Milestone == m || e.Milestone == MilestoneImpactStarted)
	})
	for _, inferred := range [...]bool{false, true} {
		for _, list := range [...][]Entry{log, timelines} {
			if e, ok := reaching(m, list, inferred); ok {
				return e, e.Event != nil
			}
		}
	}
	return Entry{}, false
}

// reaching returns the event of list that reaches m. The entry is empty if the
// impact started again after the last mitigation.
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

// supersedes reports whether the event a reaches m rather than b does. Of those
// at the same instant the more exact one does. An event that is known to the
// day only counts as late as it may be, so that an exact one on the same day is
// preferred.
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
