package main

import "github.com/incidentkit/incident"

// filling is a draft that is being filled in.
type filling struct {
	draft  *draft
	places int             // how many were filled in
	left   []sectionChange // what was left alone
}

// fill fills in what the incident knows, where all else reads as before.
func (f *filling) fill(t incident.Template, inc *incident.Incident) error {
	// A date that is filled in may give the rows of a timeline their instants. Only
	// then is it known which entries are later.
	const rounds = 3
	for range rounds {
		after, err := f.draft.after(t, inc)
		if err != nil {
			return err
		}
		f.left = nil
		changes := f.draft.changes(after)
		made := make([]bool, len(changes))
		next := f.make(changes, made, 0, len(changes))
		if next == nil {
			break
		}
		f.draft = next
	}
	return nil
}

// make makes changes from one to the one before another, as many as can be made
// together with those that are made already: all of them, or what can be made of
// either half. It returns the draft then, or nil if none was made.
func (f *filling) make(changes []sectionChange, made []bool, from, to int) *draft {
	for i := from; i < to; i++ {
		made[i] = true
	}
	if next := f.draft.with(changes, made); next != nil && from < to {
		for _, c := range changes[from:to] {
			f.places += c.places
		}
		return next
	}
	clear(made[from:to])
	if to-from <= 1 {
		f.left = append(f.left, changes[from:to]...)
		return nil
	}
	half := (from + to) / 2
	first, second := f.make(changes, made, from, half), f.make(changes, made, half, to)
	if second == nil {
		return first
	}
	return second
}

// with returns the draft with the changes that are marked as made; nil if it does not
// read as wanted then.
func (d *draft) with(changes []sectionChange, made []bool) *draft {
	want := d.inc.Clone()
	var list []incident.Section
	var filled []bool
	var edits []edit
	next := 0
	keep := func(to int) {
		list = append(list, want.Postmortem.Sections[next:to]...)
		filled = append(filled, make([]bool, to-next)...)
		next = to
	}
	for i, c := range changes {
		if !made[i] {
			continue
		}
		if c.edits == nil {
			return nil
		}
		keep(c.at)
		if !c.new {
			next++
		}
		edits = append(edits, c.edits...)
		list, filled = append(list, c.want), append(filled, true)
	}
	keep(len(want.Postmortem.Sections))
	want.Postmortem.Sections = list
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
