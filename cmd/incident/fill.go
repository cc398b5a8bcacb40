package main

import "github.com/incidentkit/incident"

// filling is a draft with what was filled in from an incident.
type filling struct {
	draft  *draft
	places int             // number of values, rows and texts filled in
	left   []sectionChange // changes that could not be made
}

// fill makes all changes after which the other sections still read as before.
func (d *draft) fill(t incident.Template, inc *incident.Incident) (filling, error) {
	f := filling{draft: d}
	// Filling in a date may give instants to the rows of a timeline. The
	// second round can then add later entries, and the third finds nothing.
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

// round makes all changes at once or, if the result does not read as wanted, as
// many as possible.
func (f *filling) round(changes []sectionChange) bool {
	f.left = nil
	if len(changes) == 0 {
		return false
	}
	made := f.try(f.draft, nil, changes)
	for _, c := range made {
		f.places += c.places
	}
	return len(made) > 0
}

// try adds changes to those already made in d. If the result does not read as
// wanted, it tries each half of them. It returns all changes made.
func (f *filling) try(d *draft, made, changes []sectionChange) []sectionChange {
	all := append(made, changes...)
	next := d.with(all)
	half := len(changes) / 2
	switch {
	case next != nil:
		f.draft = next
		return all
	case half == 0:
		f.left = append(f.left, changes...)
		return made
	}
	made = f.try(d, made, changes[:half])
	return f.try(d, made, changes[half:])
}

// with returns the draft with changes, or nil if it would not read as wanted.
func (d *draft) with(changes []sectionChange) *draft {
	have := d.inc.Postmortem.Sections
	want := withSections(d.inc, nil)
	sections := &want.Postmortem.Sections
	var filled []bool
	var edits []edit
	at := 0
	keep := func(to int) {
		*sections = append(*sections, have[at:to]...)
		filled = append(filled, make([]bool, to-at)...)
		at = to
	}
	for _, c := range changes {
		if c.edits == nil {
			return nil
		}
		edits = append(edits, c.edits...)
		keep(c.at)
		*sections, filled = append(*sections, c.want), append(filled, true)
		if !c.added {
			at++
		}
	}
	keep(len(have))
	return d.edited(edits, want, filled)
}

// edited returns the draft with edits, or nil if it would not read as wanted.
func (d *draft) edited(edits []edit, want *incident.Incident, filled []bool) *draft {
	text, ok := splice(d.src.text, edits, d.src.eol())
	if !ok {
		return nil
	}
	next, err := readDraft(d.name, text)
	if err != nil || !readsAs(next.inc, want, filled) {
		return nil
	}
	next.insist = d.insist
	return next
}
