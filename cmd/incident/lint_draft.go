package main

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/lint"
)

// draftUpdate is an update that has not been posted yet, with its place in its
// file.
type draftUpdate struct {
	name   string
	text   lineText
	start  int // offset of the body in text
	body   string
	status incident.Status // "" for the status in force
	path   string          // "updates[3]", once it is known
}

// readDraftUpdate reads the body of an update.
func (l *linting) readDraftUpdate(name string, status incident.Status) (*draftUpdate, error) {
	text, err := l.env.readUpdate(name)
	if err != nil {
		return nil, err
	}
	d := &draftUpdate{name: name, status: status, text: newLineText(text), body: strings.TrimSpace(strings.TrimPrefix(text, bom))}
	d.start = strings.Index(text, d.body)
	return d, nil
}

// adds returns the findings that a report has only with the draft. It is judged
// with and without the draft at the same time, at which the draft would be
// posted, so that a promise that is overdue anyway is not blamed on the draft.
func (d *draftUpdate) adds(inc *incident.Incident, o lint.Options, places *lintPlaces) ([]lint.Finding, error) {
	if n := len(inc.Updates); n > 0 && inc.Updates[n-1].At.After(o.Now) {
		loc := location(inc)
		return nil, fmt.Errorf("the draft would be posted at %s, before the last update at %s; set -now to the time at which it will be posted", moment(o.Now, loc), moment(inc.Updates[n-1].At, loc))
	}
	places.draft = d
	known := make(map[string]int)
	for _, f := range lint.Check(inc, o) {
		known[identity(&f)]++
	}
	with := inc.Clone()
	u := incident.Update{At: o.Now, Status: d.status, Body: d.body}
	if u.Status == "" {
		u.Status = inc.Status()
	}
	with.Updates = append(with.Updates, u)
	d.path = fmt.Sprintf("updates[%d]", len(inc.Updates))
	o.Position = places.position
	var list []lint.Finding
	for _, f := range lint.Check(with, o) {
		if id := identity(&f); known[id] > 0 && !d.isRelated(&f) {
			known[id]--
			continue
		}
		list = append(list, f)
	}
	return list, nil
}

// identity returns a key that identifies a finding by its rule and place. The
// message does not count, because it may include a number that grows.
func identity(f *lint.Finding) string {
	return fmt.Sprintf("%s %s %d %d", f.Rule, f.Path, f.Start, f.End)
}

// isRelated reports whether a finding refers to a place in the draft.
func (d *draftUpdate) isRelated(f *lint.Finding) bool {
	for i := range f.Related {
		if f.Related[i].Path == d.path+".body" {
			return true
		}
	}
	return false
}

// has reports whether a path is in the draft.
func (d *draftUpdate) has(path string) bool {
	return d != nil && d.path != "" && strings.HasPrefix(path, d.path+".")
}

// position returns the place in the file of a byte of the body. Other values of
// the draft are not in the file.
func (d *draftUpdate) position(path string, offset int) (line, column int, ok bool) {
	if path != d.path+".body" || offset > len(d.body) {
		return 0, 0, false
	}
	line, column = d.text.position(d.start + offset)
	return line, column, true
}
