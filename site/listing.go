package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// Listed returns the components of the page: Components or, if that is nil,
// those that incidents name, in the order in which they are first named. Two
// names stand for one component if their IDs are equal or, where one of them
// has no ID, their full names are.
func (s *Service) Listed() []Component {
	if s.Components != nil {
		return s.Components
	}
	var list []Component
	byID, byName := make(map[string]int), make(map[string]int)
	for _, inc := range slices.Backward(s.newestFirst()) {
		for _, a := range inc.Affected() {
			name := a.FullName()
			i, ok := byID[a.ID]
			if !ok {
				i, ok = byName[name]
				ok = ok && (a.ID == "" || list[i].ID == "")
			}
			if !ok {
				if name == "" {
					continue
				}
				i = len(list)
				list = append(list, Component{Group: a.Group, Name: a.Name})
				byName[name] = i
			}
			if a.ID != "" {
				list[i].ID, byID[a.ID] = a.ID, i
			}
		}
	}
	return list
}

// Unlisted returns the components that public incidents name and the page does
// not list, by full name in the order in which they are first named. The pages
// say nothing about their status. It returns nil if there are none.
func (s *Service) Unlisted() []incident.Component {
	var list []incident.Component
	listed, seen := newListing(s.Listed()), make(map[string]bool)
	for _, inc := range slices.Backward(s.newestFirst()) {
		if !IsPublic(inc) {
			continue
		}
		for _, a := range inc.Affected() {
			name := a.FullName()
			if name == "" || seen[name] || listed.find(a.Component, beginning(inc)) >= 0 {
				continue
			}
			seen[name] = true
			list = append(list, incident.Component{ID: a.ID, Group: a.Group, Name: a.Name})
		}
	}
	return list
}

// listing finds the components of a list by what incidents call them.
type listing struct {
	list   []Component
	byID   map[string]int
	byName map[[2]string][]int  // by group and name
	spelt  map[string][2]string // group and name, by both in one and by the name alone; empty: several are spelt so
	folded map[string][2]string // the same, in lower case
}

func newListing(list []Component) *listing {
	x := &listing{list: list, byID: make(map[string]int), byName: make(map[[2]string][]int), spelt: make(map[string][2]string), folded: make(map[string][2]string)}
	for i := range list {
		c := &list[i]
		if c.fullName() == "" {
			continue
		}
		if _, ok := x.byID[c.ID]; !ok && c.ID != "" {
			x.byID[c.ID] = i
		}
		name := [2]string{c.Group, cmp.Or(c.Name, c.ID)} // not empty, as that of a spelling of several is
		x.byName[name] = append(x.byName[name], i)
		for _, spelling := range [...]string{c.fullName(), name[1]} {
			spell(x.spelt, spelling, name)
			spell(x.folded, strings.ToLower(spelling), name)
		}
	}
	return x
}

// spell adds a spelling of a group and name to a map.
func spell(spelt map[string][2]string, spelling string, name [2]string) {
	if other, ok := spelt[spelling]; ok && other != name {
		name = [2]string{}
	}
	spelt[spelling] = name
}

// find returns the index of the component that an incident names which began at
// an instant, or -1. The ID decides where both have one. Otherwise group and
// name do, and then the name as a text: "Web - Login" is the component Login of
// the group Web, and so is "Login" if there is no other component of that name.
// Then "login" is, if only one differs from it in case alone. Of several, it is
// the first that was in use when the incident began.
func (x *listing) find(c incident.Component, began time.Time) int {
	if i, ok := x.byID[c.ID]; ok {
		return i
	}
	same := x.byName[[2]string{c.Group, c.Name}]
	if same == nil {
		same = x.byName[x.spelt[c.FullName()]]
	}
	if same == nil {
		same = x.byName[x.folded[strings.ToLower(c.FullName())]]
	}
	found := -1
	for _, i := range same {
		of := &x.list[i]
		switch {
		case c.ID != "" && of.ID != "":
		case of.isInUse(began):
			return i
		case found < 0:
			found = i
		}
	}
	return found
}
