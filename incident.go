package incident

import (
	"time"

	"github.com/incidentkit/incident/civil"
)

// Page is the status page an incident was published on.
type Page struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
	// TimeZone is the IANA name of the zone that the page shows times in. "" is
	// UTC. Where only an offset is known it is written "UTC+8" or "UTC+5:30".
	TimeZone string `json:"time_zone,omitempty"`
	Lang     string `json:"lang,omitempty"` // BCP 47, of the bodies; "": not stated
}

// Location loads the page's zone. Locations are cached. An unknown zone, "Local"
// included, is a [*civil.ZoneError].
func (p Page) Location() (*time.Location, error) { return civil.LoadLocation(p.TimeZone) }

// Incident is one outage, or one scheduled maintenance, as the public saw it.
// The zero value is an empty incident.
type Incident struct {
	ID         string            `json:"id,omitempty"`
	Title      string            `json:"title,omitempty"`
	URL        string            `json:"url,omitempty"`
	Aliases    []string          `json:"aliases,omitempty"` // former URLs, short links, feed ids
	Page       Page              `json:"page,omitzero"`
	Impact     Impact            `json:"impact,omitempty"`     // as stated by the source; "": derived, see EffectiveImpact
	Severity   string            `json:"severity,omitempty"`   // the team's own scale ("SEV-1"); never compared with Impact
	Window     Window            `json:"window,omitzero"`      // planned time of a maintenance; zero for an outage
	Components []Component       `json:"components,omitempty"` // affected, in the order shown
	Updates    []Update          `json:"updates,omitempty"`    // oldest first; the slice order is the order, equal instants included
	Events     []Event           `json:"events,omitempty"`     // the responders' own log; never public
	Postmortem *Postmortem       `json:"postmortem,omitempty"` // nil: none
	Labels     map[string]string `json:"labels,omitempty"`     // the user's own keys; never public
}

// Window is a span of time, end excluded. A zero End is open; a zero Window is
// none.
type Window struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
}

// IsZero reports whether the window has neither start nor end.
func (w Window) IsZero() bool { return w.Start.IsZero() && w.End.IsZero() }

// Update is one posted message.
type Update struct {
	ID     string `json:"id,omitempty"`
	Status Status `json:"status,omitempty"` // "": the source does not say
	// Inferred marks a status that was concluded from the words, not stated: some
	// reports have no labels.
	Inferred   bool      `json:"inferred,omitempty"`
	At         time.Time `json:"at,omitzero"`          // as shown to readers
	CreatedAt  time.Time `json:"created_at,omitzero"`  // when it was entered; zero: At
	EditedAt   time.Time `json:"edited_at,omitzero"`   // last edit after publication; zero: none
	NextUpdate time.Time `json:"next_update,omitzero"` // promised next update; zero: not given
	Body       string    `json:"body,omitempty"`       // Markdown
	Changes    []Change  `json:"changes,omitempty"`
	// RetractedAt is when the update was withdrawn; zero: it was not. A retracted
	// update keeps its place and its content, but counts for nothing that is
	// derived, and readers see no more of it than that it was there.
	RetractedAt time.Time `json:"retracted_at,omitzero"`
}

// Retracted reports whether the update was withdrawn.
func (u *Update) Retracted() bool { return !u.RetractedAt.IsZero() }

// Status returns the status in force: that of the last update which states one
// and is not retracted, or "" before the first.
func (inc *Incident) Status() Status { return statusBefore(inc.Updates, len(inc.Updates)) }

// statusBefore returns the status in force before list[i].
func statusBefore(list []Update, i int) Status {
	for i--; i >= 0; i-- {
		if u := &list[i]; u.Status != "" && !u.Retracted() {
			return u.Status
		}
	}
	return ""
}

// Repeats reports whether Updates[i] states the status that was in force before
// it. Pages print such an update as "Update"; in 1,721 real updates no page
// breaks that rule. A retracted update may repeat a status; none repeats that of
// a retracted one.
func (inc *Incident) Repeats(i int) bool {
	s := inc.Updates[i].Status
	return s != "" && s == statusBefore(inc.Updates, i)
}

// IsMaintenance reports whether the incident is a scheduled maintenance: it has
// a Window, [ImpactMaintenance] or a maintenance status.
func (inc *Incident) IsMaintenance() bool {
	return !inc.Window.IsZero() || inc.Impact == ImpactMaintenance || inc.Status().IsMaintenance()
}
