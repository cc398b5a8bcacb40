package incident

import (
	"maps"
	"slices"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Page is the status page an incident was published on.
type Page struct {
	ID   string `json:"id,omitempty"`   // identifier given by the vendor
	Name string `json:"name,omitempty"` // plain text, such as "Example Shop"
	URL  string `json:"url,omitempty"`  // address of the page
	// TimeZone is the IANA name of the zone in which the page shows times.
	// The empty string means UTC. A zone of which only the offset is known
	// is written "UTC+8" or "UTC+5:30".
	TimeZone string `json:"time_zone,omitempty"`
	Lang     string `json:"lang,omitempty"` // BCP 47 language tag of the bodies; "": not stated
}

// Location returns the page's time zone. Locations are cached. For an unknown
// zone, "Local" included, the error is a [*civil.ZoneError].
func (p Page) Location() (*time.Location, error) { return civil.LoadLocation(p.TimeZone) }

// Incident is an outage or a scheduled maintenance as the public saw it. The
// zero value is an empty incident.
type Incident struct {
	ID         string            `json:"id,omitempty"`      // identifier, unique on the page
	Title      string            `json:"title,omitempty"`   // plain text
	URL        string            `json:"url,omitempty"`     // address of the report
	Aliases    []string          `json:"aliases,omitempty"` // former URLs, short links, feed ids
	Page       Page              `json:"page,omitzero"`
	Impact     Impact            `json:"impact,omitempty"`     // as stated by the source; "": not stated, see EffectiveImpact
	Severity   string            `json:"severity,omitempty"`   // the team's own scale ("SEV-1"); never compared with Impact
	Window     Window            `json:"window,omitzero"`      // planned time of a maintenance; zero: none, as for an outage
	Components []Component       `json:"components,omitempty"` // affected components, in the order shown
	Updates    []Update          `json:"updates,omitempty"`    // oldest first; updates of the same instant are in slice order
	Events     []Event           `json:"events,omitempty"`     // the responders' private log
	Postmortem *Postmortem       `json:"postmortem,omitempty"` // nil: none
	Labels     map[string]string `json:"labels,omitempty"`     // private, for the user's own keys
}

// Window is a half-open span of time: it includes Start and excludes End. A
// zero Start or End leaves that side open; the zero Window means that there is
// none.
type Window struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
}

// IsZero reports whether the window has neither start nor end.
func (w Window) IsZero() bool { return w.Start.IsZero() && w.End.IsZero() }

// Update is one posted message.
type Update struct {
	ID     string `json:"id,omitempty"`     // identifier, unique in the incident; "": none
	Status Status `json:"status,omitempty"` // "": not stated
	// Inferred marks a status that was inferred from the wording, because
	// the report has no status labels.
	Inferred   bool      `json:"inferred,omitempty"`
	At         time.Time `json:"at,omitzero"`          // as shown to readers
	CreatedAt  time.Time `json:"created_at,omitzero"`  // when it was entered; zero: the same as At
	EditedAt   time.Time `json:"edited_at,omitzero"`   // when it was last edited after publication; zero: never
	NextUpdate time.Time `json:"next_update,omitzero"` // when the next update is promised; zero: not promised
	Body       string    `json:"body,omitempty"`       // Markdown
	Changes    []Change  `json:"changes,omitempty"`    // changes of components at that time
	// RetractedAt is when the update was withdrawn; zero: it was not. A
	// retracted update keeps its place and content, but derived values
	// ignore it, and readers only see that an update was there.
	RetractedAt time.Time `json:"retracted_at,omitzero"`
}

// Retracted reports whether the update was withdrawn.
func (u *Update) Retracted() bool { return !u.RetractedAt.IsZero() }

// Status returns the current status: that of the last update that states one
// and is not retracted, or "" if there is none.
func (inc *Incident) Status() Status {
	inc = inc.orEmpty()
	return statusBefore(inc.Updates, len(inc.Updates))
}

// orEmpty returns inc, or an empty incident if inc is nil. It lets methods that
// only read an incident accept nil.
func (inc *Incident) orEmpty() *Incident {
	if inc == nil {
		return &Incident{}
	}
	return inc
}

// statusBefore returns the status in force before list[i].
func statusBefore(list []Update, i int) Status {
	for i--; i >= 0; i-- {
		if u := &list[i]; u.Status != "" && !u.Retracted() {
			return u.Status
		}
	}
	return ""
}

// Repeats reports whether Updates[i] states the status that was already in
// force. Status pages label such an update "Update" rather than with its
// status; none of 1,721 real updates breaks that rule. A retracted update may
// repeat a status, but its own status is not in force. Repeats panics if i is
// out of range.
func (inc *Incident) Repeats(i int) bool {
	s := inc.Updates[i].Status
	return s != "" && s == statusBefore(inc.Updates, i)
}

// IsMaintenance reports whether the incident is a scheduled maintenance:
// whether it has a Window, [ImpactMaintenance] or a maintenance status.
func (inc *Incident) IsMaintenance() bool {
	inc = inc.orEmpty()
	return !inc.Window.IsZero() || inc.Impact == ImpactMaintenance || inc.Status().IsMaintenance()
}

// Clone returns a deep copy of inc, or nil if inc is nil.
func (inc *Incident) Clone() *Incident {
	if inc == nil {
		return nil
	}
	c := *inc
	c.Aliases = slices.Clone(inc.Aliases)
	c.Components = slices.Clone(inc.Components)
	c.Updates = slices.Clone(inc.Updates)
	for i := range c.Updates {
		c.Updates[i].Changes = slices.Clone(c.Updates[i].Changes)
	}
	c.Events = cloneEvents(inc.Events)
	c.Postmortem = inc.Postmortem.Clone()
	c.Labels = maps.Clone(inc.Labels)
	return &c
}

// Clone returns a deep copy of p, or nil if p is nil.
func (p *Postmortem) Clone() *Postmortem {
	if p == nil {
		return nil
	}
	c := *p
	c.Sections = slices.Clone(p.Sections)
	for i := range c.Sections {
		s := &c.Sections[i]
		s.Columns = slices.Clone(s.Columns)
		s.Fields = slices.Clone(s.Fields)
		if s.Timeline != nil {
			tl := *s.Timeline
			tl.Events = cloneEvents(tl.Events)
			s.Timeline = &tl
		}
		s.Actions = slices.Clone(s.Actions)
		for j := range s.Actions {
			s.Actions[j].Extra = slices.Clone(s.Actions[j].Extra)
		}
	}
	return &c
}

func cloneEvents(events []Event) []Event {
	events = slices.Clone(events)
	for i := range events {
		events[i].Extra = slices.Clone(events[i].Extra)
	}
	return events
}

// Public returns a deep copy of inc without its private parts: Events, Labels,
// the body, changes and promise of retracted updates, a draft postmortem, and
// the internal sections, internal actions and front matter of a published one.
// It returns nil if inc is nil.
func (inc *Incident) Public() *Incident {
	if inc == nil {
		return nil
	}
	c := inc.Clone()
	c.Events, c.Labels = nil, nil
	for i := range c.Updates {
		if u := &c.Updates[i]; u.Retracted() {
			u.Body, u.Changes, u.NextUpdate = "", nil, time.Time{}
		}
	}
	if !c.Postmortem.Published() {
		c.Postmortem = nil
		return c
	}
	pm := c.Postmortem
	pm.FrontMatter = ""
	pm.Sections = slices.DeleteFunc(pm.Sections, func(s Section) bool { return s.Internal })
	for i := range pm.Sections {
		s := &pm.Sections[i]
		s.Actions = slices.DeleteFunc(s.Actions, func(a Action) bool { return a.Internal })
	}
	return c
}

// Normalize puts inc in a canonical form: updates are sorted by instant
// (stably), times are in the page's zone (or UTC if that is unknown) without a
// monotonic clock reading, and empty slices and maps are nil. Readers of
// published reports do not normalize what they return, because the order of a
// page is significant.
func (inc *Incident) Normalize() {
	if inc == nil {
		return
	}
	loc, err := inc.Page.Location()
	if err != nil {
		loc = time.UTC
	}
	in := func(times ...*time.Time) {
		for _, t := range times {
			if !t.IsZero() {
				*t = t.Round(0).In(loc)
			} else {
				*t = time.Time{}
			}
		}
	}
	events := func(list []Event) []Event {
		for i := range list {
			in(&list[i].At, &list[i].Until)
			list[i].Extra = orNil(list[i].Extra)
		}
		return orNil(list)
	}

	in(&inc.Window.Start, &inc.Window.End)
	inc.Aliases = orNil(inc.Aliases)
	inc.Components = orNil(inc.Components)
	for i := range inc.Updates {
		u := &inc.Updates[i]
		in(&u.At, &u.CreatedAt, &u.EditedAt, &u.NextUpdate, &u.RetractedAt)
		u.Changes = orNil(u.Changes)
	}
	inc.Updates = orNil(inc.Updates)
	slices.SortStableFunc(inc.Updates, func(a, b Update) int { return a.At.Compare(b.At) })
	inc.Events = events(inc.Events)
	if len(inc.Labels) == 0 {
		inc.Labels = nil
	}
	pm := inc.Postmortem
	if pm == nil {
		return
	}
	in(&pm.PublishedAt, &pm.EditedAt)
	for i := range pm.Sections {
		s := &pm.Sections[i]
		s.Columns, s.Fields, s.Actions = orNil(s.Columns), orNil(s.Fields), orNil(s.Actions)
		for j := range s.Actions {
			s.Actions[j].Extra = orNil(s.Actions[j].Extra)
		}
		if s.Timeline != nil {
			s.Timeline.Events = events(s.Timeline.Events)
		}
	}
	pm.Sections = orNil(pm.Sections)
}

func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}
