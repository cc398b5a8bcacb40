package main

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
)

// changesOf returns the changes that values of -component make at an instant,
// and the names of components that are new.
func changesOf(inc *incident.Incident, at time.Time, moves components) (changes []incident.Change, added []string, err error) {
	var known []incident.Component
	for _, c := range inc.Affected() {
		known = append(known, c.Component)
	}
	for _, m := range moves {
		name, to, err := splitStatus(m)
		if err != nil {
			return nil, nil, err
		}
		if name == "" || to == "" {
			return nil, nil, fmt.Errorf("%q is not NAME=STATUS, such as %s=degraded_performance", m, "API")
		}
		c, err := findComponent(known, name)
		if err != nil {
			return nil, nil, err
		}
		change := incident.Change{To: to}
		if c == nil {
			k := newComponent(known, name)
			c, known, added = &k, append(known, k), append(added, k.FullName())
		} else {
			change.From = statusAt(inc, *c, at)
		}
		change.ID, change.Group, change.Name = c.ID, c.Group, c.Name
		for _, other := range changes {
			if isSame(other.Component(), *c) {
				return nil, nil, fmt.Errorf("%q is named twice", c.FullName())
			}
		}
		changes = append(changes, change)
	}
	return changes, added, nil
}

// statusAt returns the status that a component had at an instant: that of its
// last change until then, or what its next change came from, or the one now.
func statusAt(inc *incident.Incident, c incident.Component, at time.Time) incident.ComponentStatus {
	status, known := c.Status, false
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		for _, change := range u.Changes {
			switch {
			case !isSame(change.Component(), c):
			case !u.At.After(at):
				status, known = change.To, true
			case !known:
				return change.From
			}
		}
	}
	return status
}

// isSame reports whether two components are the same one.
func isSame(a, b incident.Component) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	return a.Group == b.Group && a.Name == b.Name
}
