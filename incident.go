package incident

import (
	"maps"
	"slices"
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

// Clone returns a deep copy. A nil incident gives nil.
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

// Clone returns a deep copy. A nil postmortem gives nil.
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

// Public returns a deep copy of what readers may see: without Events and Labels,
// without the body, changes and promise of a retracted update, without a draft
// postmortem, and without the internal sections and actions and the front matter
// of a published one. A nil incident gives nil.
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

// Normalize brings equal incidents into one form: updates sorted by instant with
// equal ones left in their order, times in the page's zone (UTC where that is
// unknown) without a monotonic reading, empty slices and maps nil. What readers
// of published reports return is not sorted; a page's order counts.
func (inc *Incident) Normalize() {
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
