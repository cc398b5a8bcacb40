package main

import "github.com/incidentkit/incident"

// filling is a draft that is being filled in.
type filling struct {
	draft  *draft
	places int             // how many were filled
	anew   []string        // the sections that were written anew
	left   []sectionChange // what was left alone
}

// fill fills in what an incident knows, where nothing that was there changes.
func (f *filling) fill(t incident.Template, inc *incident.Incident) error {
	// A date that is filled in may give the rows of a timeline their instants. Only
	// then it is known which rows are later.
	const rounds = 3
	for range rounds {
		after, err := f.draft.after(t, inc)
		if err != nil {
			return err
		}
		if !f.round(f.draft.changes(after)) {
			break
		}
	}
	return nil
}

// round makes each change in the first way that reads as wanted. It reports whether
// it made any.
func (f *filling) round(changes []sectionChange) bool {
	made := make([]*way, len(changes))
	for i := range changes {
		if ways := changes[i].ways; len(ways) > 0 {
			made[i] = &ways[0]
		}
	}
	next := f.draft.with(changes, made)
	if next == nil { // one by one
		clear(made)
		for i := range changes {
			for w := range changes[i].ways {
				made[i] = &changes[i].ways[w]
				if d := f.draft.with(changes, made); d != nil {
					next = d
					break
				}
				made[i] = nil
			}
		}
	}
	f.left = nil
	any := false
	for i, w := range made {
		if w == nil || w.partial {
			f.left = append(f.left, changes[i])
		}
		if w == nil {
			continue
		}
		any = true
		f.places += w.places
		if w.anew {
			f.anew = append(f.anew, changes[i].name)
		}
	}
	if any {
		f.draft = next
	}
	return any
}

// with returns the draft with changes made in one way each; nil leaves a change out.
// It returns nil if the draft does not read as wanted then.
func (d *draft) with(changes []sectionChange, ways []*way) *draft {
	want := d.inc.Clone()
	rest, taken := want.Postmortem.Sections, 0
	var sections []incident.Section
	var edits []edit
	for i, w := range ways {
		c := &changes[i]
		sections = append(sections, rest[:c.i-taken]...)
		rest, taken = rest[c.i-taken:], c.i
		if w == nil {
			continue
		}
		edits = append(edits, w.edits...)
		sections = append(sections, w.want)
		if !c.new {
			rest, taken = rest[1:], taken+1
		}
	}
	want.Postmortem.Sections = append(sections, rest...)
	return d.edited(edits, want)
}
