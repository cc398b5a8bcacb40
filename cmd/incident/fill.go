package main

import (
	"slices"

	"github.com/incidentkit/incident"
)

// fill returns the draft with what an incident knows, in how many places something was
// filled in, and the changes that would have changed how something else reads.
func (d *draft) fill(t incident.Template, inc *incident.Incident) (filled *draft, places int, left []sectionChange, err error) {
	// A date may give the rows of a timeline their instants, and only then is it known
	// which entries are later.
	const rounds = 3
	for range rounds {
		want, err := d.wanted(t, inc)
		if err != nil {
			return nil, 0, nil, err
		}
		made := d.changes(want)
		left = nil
		next := d.with(made)
		if next == nil { // one by one
			all := made
			made = nil
			for _, c := range all {
				if with := d.with(append(made, c)); with != nil {
					next, made = with, append(made, c)
				} else {
					left = append(left, c)
				}
			}
		}
		if len(made) == 0 {
			break
		}
		d = next
		for _, c := range made {
			places += c.places
		}
	}
	return d, places, left, nil
}

// with returns the draft with changes; nil if it does not read as wanted then.
func (d *draft) with(changes []sectionChange) *draft {
	want := d.inc.Clone()
	sections := &want.Postmortem.Sections
	filled := make([]bool, len(*sections))
	var edits []edit
	for _, c := range slices.Backward(changes) {
		if c.edits == nil {
			return nil
		}
		edits = append(slices.Clone(c.edits), edits...)
		if c.new {
			*sections = slices.Insert(*sections, c.at, c.want)
			filled = slices.Insert(filled, c.at, true)
		} else {
			(*sections)[c.at], filled[c.at] = c.want, true
		}
	}
	return d.edited(edits, want, filled)
}

// edited returns the draft with edits; nil if it does not read as wanted then.
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
