package main

import (
	"slices"

	"github.com/incidentkit/incident"
)

// filling is a draft with what an incident knows.
type filling struct {
	draft  *draft
	places int             // number of values, rows and texts that were filled in
	left   []sectionChange // changes that could not be made
}

// fill makes all changes that leave the other sections as they read now.
func (d *draft) fill(t incident.Template, inc *incident.Incident) (filling, error) {
	f := filling{draft: d}
	// A date that is filled in may give instants to the rows of a timeline.
	// Then a second round finds the entries that are later, and a third one
	// nothing.
	const rounds = 3
	for range rounds {
		want, err := f.draft.wanted(t, inc)
		if err != nil {
			return f, err
		}
		if !f.round(f.draft.changes(want)) {
			break
		}
	}
	return f, nil
}

// round makes changes: all of them at once or, if the result does not read as
// wanted, each one that does so together with those before it.
func (f *filling) round(changes []sectionChange) bool {
	f.left = nil
	if len(changes) == 0 {
		return false
	}
	next, made := f.draft.with(changes), changes
	if next == nil {
		made = nil
		for _, c := range changes {
			if d := f.draft.with(append(made, c)); d != nil {
				next, made = d, append(made, c)
			} else {
				f.left = append(f.left, c)
			}
		}
	}
	if len(made) == 0 {
		return false
	}
	f.draft = next
	for _, c := range made {
		f.places += c.places
	}
	return true
}

// with returns the draft with changes, or nil if it does not read as wanted
// then.
func (d *draft) with(changes []sectionChange) *draft {
	want := d.inc.Clone()
	sections := &want.Postmortem.Sections
	filled := make([]bool, len(*sections))
	var edits []edit
	for _, c := range slices.Backward(changes) { // so that the indices stay true
		if c.edits == nil {
			return nil
		}
		edits = append(slices.Clone(c.edits), edits...)
		if c.added {
			*sections = slices.Insert(*sections, c.at, c.want)
			filled = slices.Insert(filled, c.at, true)
		} else {
			(*sections)[c.at], filled[c.at] = c.want, true
		}
	}
	return d.edited(edits, want, filled)
}

// edited returns the draft with edits, or nil if it does not read as wanted
// then.
func (d *draft) edited(edits []edit, want *incident.Incident, filled []bool) *draft {
	text, ok := splice(d.src.text, edits, d.src.eol())
	if !ok {
		return nil
	}
	next, err := readDraft(d.name, text)
	if err != nil || !readsAs(next.inc, want, filled) {
		return nil
	}
	return next
}
