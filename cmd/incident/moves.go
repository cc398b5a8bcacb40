package main

import (
	"fmt"

	"github.com/incidentkit/incident"
)

// moves are the component changes that values of -component describe.
type moves struct {
	changes []incident.Change
	added   []string // names of new components
	none    bool     // every component has its status already
}

// moving parses values of -component. The previous statuses are filled in when
// the update is posted.
func moving(inc *incident.Incident, values components) (m moves, err error) {
	var known []incident.Component
	for _, c := range inc.Affected() {
		known = append(known, c.Component)
	}
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
			c, known, m.added = &k, append(known, k), append(m.added, k.FullName())
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

// isSame reports whether two values describe the same component.
func isSame(a, b incident.Component) bool {
	if a.ID != "" && b.ID != "" {
		return a.ID == b.ID
	}
	return a.Group == b.Group && a.Name == b.Name
}
