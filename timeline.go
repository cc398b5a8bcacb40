package incident

import (
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

// Precisions returns the known precisions except the zero value.
func Precisions() []Precision { return append([]Precision(nil), precisions[:]...) }

// ParsePrecision returns the precision named by s, ignoring case, spaces,
// hyphens and underscores. For an unknown word the error is a [*FieldError].
func ParsePrecision(s string) (Precision, error) {
	return parseWord("precision", s, precisions[:])
}

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
)

var milestones = [...]Milestone{
	MilestoneTrigger, MilestoneImpactStarted, MilestoneDetected, MilestoneAcknowledged, MilestoneDeclared,
	MilestoneIdentified, MilestoneMitigated, MilestoneImpactEnded, MilestoneResolved, MilestoneClosed,
}

// Milestones returns the known milestones in their usual order.
func Milestones() []Milestone { return append([]Milestone(nil), milestones[:]...) }

// ParseMilestone returns the milestone named by s, ignoring case, spaces,
// hyphens and underscores. The empty string is no milestone. For an unknown
// word the error is a [*FieldError].
func ParseMilestone(s string) (Milestone, error) {
	return parseWord("milestone", s, milestones[:])
}

// Valid reports whether m is a known milestone or "".
func (m Milestone) Valid() bool { return m == "" || slices.Contains(milestones[:], m) }

// Compare orders milestones as [Milestones] does. The empty string and unknown
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
	Text      string    `json:"text,omitempty"`      // Markdown
	By        string    `json:"by,omitempty"`        // who did it, as plain text; "": not stated
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

// Location returns the zone of the timeline on a page in the given zone. An
// abbreviation means the page's zone if that zone uses it at every event.
// Otherwise it stands for its fixed offset: CET in June is an hour ahead of
// UTC. The error is a [*civil.ZoneError].
func (tl *Timeline) Location(page *time.Location) (*time.Location, error) {
	if tl.Zone == "" {
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

// Milestone returns the instant of a milestone. It searches Events, then the
// timelines of the postmortem, then the updates, and returns the first event
// that has the milestone and an instant. Of updates, [MilestoneIdentified] is
// the first that is identified, and [MilestoneResolved] the one since which the
// incident has stayed resolved or completed. Updates reach no other milestone,
// and retracted ones reach none.
func (inc *Incident) Milestone(m Milestone) (time.Time, bool) {
	if m == "" {
		return time.Time{}, false
	}
	if e, ok := inc.eventReaching(m); ok {
		return e.At, true
	}
	if i := inc.updateReaching(m); i >= 0 {
		return inc.Updates[i].At, true
	}
	return time.Time{}, false
}

// eventReaching returns the first event with the milestone and an instant, in
// Events or else in the timelines of the postmortem.
func (inc *Incident) eventReaching(m Milestone) (Entry, bool) {
	log, timelines := inc.eventEntries(func(e *Event) bool { return e.Milestone == m && !e.At.IsZero() })
	if list := append(log, timelines...); len(list) > 0 {
		return list[0], true
	}
	return Entry{}, false
}

// updateReaching returns the index of the update that reaches m, or -1 if there
// is none or it has no instant.
func (inc *Incident) updateReaching(m Milestone) int {
	i := -1
	switch m {
	case MilestoneIdentified:
		i = slices.IndexFunc(inc.Updates, func(u Update) bool { return u.Status == StatusIdentified && !u.Retracted() })
	case MilestoneResolved:
		i = inc.resolvedFrom()
	}
	if i >= 0 && inc.Updates[i].At.IsZero() {
		return -1
	}
	return i
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
