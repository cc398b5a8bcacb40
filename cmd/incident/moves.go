package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// moves are the component changes that values of -component describe.
type moves struct {
	changes []incident.Change
	added   []incident.Change // those of new components
	none    bool              // every component has its status already
}

// moving parses values of -component. The previous statuses are filled in when
// the update is posted.
func moving(inc *incident.Incident, values components) (m moves, err error) {
	known := knownComponents(inc)
	m.none = true
	for _, value := range values {
		name, to, err := splitStatus(value)
		if err != nil {
			return m, err
		}
		if name == "" || to == "" {
			return m, fmt.Errorf("%q is not NAME=STATUS, such as API=degraded_performance", value)
		}
		c, err := findComponent(known, name)
		if err != nil {
			return m, err
		}
		if c == nil {
			k := newComponent(known, name)
			c, known = &k, append(known, k)
			m.added = append(m.added, incident.Change{Group: k.Group, Name: k.Name, To: to})
		}
		for _, other := range m.changes {
			if isSame(other.Component(), *c) {
				return m, fmt.Errorf("%q is named twice", c.FullName())
			}
		}
		m.none = m.none && c.Status == to
		m.changes = append(m.changes, incident.Change{ID: c.ID, Group: c.Group, Name: c.Name, To: to})
	}
	return m, nil
}

// corrected returns the changes of an update with the statuses that values of
// -component give, and those of new components. The value NAME=none takes
// the change of a component out.
func corrected(inc *incident.Incident, was []incident.Change, values components) (list, added []incident.Change, err error) {
	list = slices.Clone(was)
	of := func(c incident.Component) int {
		return slices.IndexFunc(list, func(change incident.Change) bool { return isSame(change.Component(), c) })
	}
	var set components
	for _, value := range values {
		i := strings.LastIndex(value, "=")
		if i < 0 || !strings.EqualFold(strings.TrimSpace(value[i+1:]), "none") {
			set = append(set, value)
			continue
		}
		var changed []incident.Component
		for _, change := range list {
			changed = append(changed, change.Component())
		}
		c, err := findComponent(changed, strings.TrimSpace(value[:i]))
		if err != nil {
			return nil, nil, err
		}
		if c == nil {
			return nil, nil, fmt.Errorf("%q is not a component that the update changes; these are %s", value[:i], cmp.Or(fullNames(changed), "none"))
		}
		list = slices.Delete(list, of(*c), of(*c)+1)
	}
	m, err := moving(inc, set)
	for _, change := range m.changes {
		if i := of(change.Component()); i >= 0 {
			list[i].To = change.To
		} else {
			list = append(list, change)
		}
	}
	return list, m.added, err
}

// isSame reports whether two values describe the same component.
func isSame(a, b incident.Component) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	return a.Group == b.Group && a.Name == b.Name
}
