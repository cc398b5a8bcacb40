package incident

import (
	"maps"
	"slices"
	"time"
)

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
