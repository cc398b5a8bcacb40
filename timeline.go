package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Precision says how exactly an instant is known. The zero value is to the unit
// that is shown.
type Precision string

const (
	PrecisionDay   Precision = "day"   // the day is known, the time of day is not
	PrecisionAbout Precision = "about" // written with "about", "~" or the like
)

var precisions = [...]Precision{PrecisionDay, PrecisionAbout}

// Precisions returns the known precisions but the zero one.
func Precisions() []Precision { return append([]Precision(nil), precisions[:]...) }

// ParsePrecision returns the precision that s names, folding case, spaces, "-"
// and "_". An unknown word is a [*FieldError].
func ParsePrecision(s string) (Precision, error) {
	return parseWord("precision", s, precisions[:])
}

// Valid reports whether p is a known precision.
func (p Precision) Valid() bool { return p == "" || slices.Contains(precisions[:], p) }

// Milestone marks an event that metrics are measured between.
type Milestone string

const (
	MilestoneTrigger       Milestone = "trigger"        // what set it off: a deploy, an expiry
	MilestoneImpactStarted Milestone = "impact_started" // the first user was affected
	MilestoneDetected      Milestone = "detected"       // an alert fired, or somebody noticed
	MilestoneAcknowledged  Milestone = "acknowledged"   // a responder took it up
	MilestoneDeclared      Milestone = "declared"       // it was called an incident
	MilestoneIdentified    Milestone = "identified"     // the cause was known
	MilestoneMitigated     Milestone = "mitigated"      // the impact was reduced
	MilestoneImpactEnded   Milestone = "impact_ended"   // the last user was well again
	MilestoneResolved      Milestone = "resolved"       // it was announced as over
	MilestoneClosed        Milestone = "closed"         // all work on it was done
)

var milestones = [...]Milestone{
	MilestoneTrigger, MilestoneImpactStarted, MilestoneDetected, MilestoneAcknowledged, MilestoneDeclared,
	MilestoneIdentified, MilestoneMitigated, MilestoneImpactEnded, MilestoneResolved, MilestoneClosed,
}

// Milestones returns the known milestones in their usual order.
func Milestones() []Milestone { return append([]Milestone(nil), milestones[:]...) }

// ParseMilestone returns the milestone that s names, folding case, spaces, "-"
// and "_". The empty string is none; an unknown word is a [*FieldError].
func ParseMilestone(s string) (Milestone, error) {
	return parseWord("milestone", s, milestones[:])
}

// Valid reports whether m is a known milestone or none.
func (m Milestone) Valid() bool { return m == "" || slices.Contains(milestones[:], m) }

// Compare orders milestones as [Milestones] does; "" and unknown words come first.
func (m Milestone) Compare(n Milestone) int {
	return slices.Index(milestones[:], m) - slices.Index(milestones[:], n)
}

// Event is something that happened.
type Event struct {
	At        time.Time `json:"at,omitzero"`         // zero: Written could not be resolved
	Until     time.Time `json:"until,omitzero"`      // end of a span; zero: a moment
	Precision Precision `json:"precision,omitempty"` // "": as At says
	Milestone Milestone `json:"milestone,omitempty"` // "": none
	Text      string    `json:"text,omitempty"`      // Markdown
	// Written is the time and mark as the source has them. It is kept only where
	// the timeline's TimeFormat and Mark give something else.
	Written string   `json:"written,omitempty"`
	Extra   []string `json:"extra,omitempty"` // table cells that this type has no field for
}

// Timeline is a list of events as one document tells it.
type Timeline struct {
	// Zone is the zone as the document names it: an IANA name, an abbreviation
	// ("CET") or an offset ("UTC+3"). "" is the page's. An abbreviation that is
	// not in force in the page's zone at every event is taken at its own fixed
	// offset.
	Zone string `json:"zone,omitempty"`
	// HideZone is set where the document names no zone; else it stands in
	// heading, column or row.
	HideZone bool `json:"hide_zone,omitempty"`
	// TimeFormat is a layout of package time. "" is "15:04", dated where the days
	// differ.
	TimeFormat string  `json:"time_format,omitempty"`
	Mark       string  `json:"mark,omitempty"`   // printed after the time: "." in "10:05. Alert"
	Events     []Event `json:"events,omitempty"` // in the order told, sorted or not
}

// Location returns the zone that the timeline is told in, on a page with the
// given one. An abbreviation means the page's zone where that has it in force at
// every event; else it is taken to the letter, at its fixed offset: CET in June is
// an hour east of UTC. The error is a [*civil.ZoneError].
func (tl *Timeline) Location(page *time.Location) (*time.Location, error) {
	if tl.Zone == "" {
		return page, nil
	}
	var some time.Time // an event with a time
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
		// Of several meanings, the one that the page's zone has at another time.
		r := civil.Resolve(civil.DateTimeOf(some, page), tl.Zone, page)
		if r.Kind == civil.OK || r.Kind == civil.OffSeason {
			_, offset := some.In(page).Zone()
			return time.FixedZone(tl.Zone, offset+int(some.Unix()-r.Time.Unix())), nil
		}
	}
	return loc, err
}

// Milestone returns when m was reached. It is looked up in Events, then in the
// timelines of the postmortem, then in the updates; the first event that carries
// m and an instant counts. In the updates, [MilestoneIdentified] is the first
// identified one, and [MilestoneResolved] the one from which the incident has
// stayed resolved or completed; no other milestone follows from updates, and none
// from a retracted one.
func (inc *Incident) Milestone(m Milestone) (time.Time, bool) {
	if m == "" {
		return time.Time{}, false
	}
	for i := range inc.Events {
		if e := &inc.Events[i]; e.Milestone == m && !e.At.IsZero() {
			return e.At, true
		}
	}
	if inc.Postmortem != nil {
		for e := range inc.Postmortem.Events() {
			if e.Milestone == m && !e.At.IsZero() {
				return e.At, true
			}
		}
	}
	if i := inc.updateReaching(m); i >= 0 {
		return inc.Updates[i].At, true
	}
	return time.Time{}, false
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

// resolvedFrom returns the index of the update from which the incident has
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
