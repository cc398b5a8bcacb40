package incident

import (
	"cmp"
	"slices"
)

// ComponentStatus is the health of one component. The words are Statuspage's.
type ComponentStatus string

const (
	ComponentOperational         ComponentStatus = "operational"
	ComponentUnderMaintenance    ComponentStatus = "under_maintenance"
	ComponentDegradedPerformance ComponentStatus = "degraded_performance"
	ComponentPartialOutage       ComponentStatus = "partial_outage"
	ComponentMajorOutage         ComponentStatus = "major_outage"
)

var componentStatuses = [...]ComponentStatus{
	ComponentOperational, ComponentUnderMaintenance, ComponentDegradedPerformance,
	ComponentPartialOutage, ComponentMajorOutage,
}

// componentImpacts is the table behind [ComponentStatus.Impact]. It is our own;
// Statuspage does not publish its thresholds.
var componentImpacts = [len(componentStatuses)]Impact{
	ImpactNone, ImpactMaintenance, ImpactMinor, ImpactMajor, ImpactCritical,
}

// Valid reports whether s is a known status or "".
func (s ComponentStatus) Valid() bool { return s == "" || slices.Contains(componentStatuses[:], s) }

// Compare orders statuses from best to worst: the empty string, operational,
// under_maintenance, degraded_performance, partial_outage, unknown words,
// major_outage. An unknown word ranks just below the worst status, because it
// may be as bad.
func (s ComponentStatus) Compare(t ComponentStatus) int {
	return rank(s, componentStatuses[:]) - rank(t, componentStatuses[:])
}

// Impact returns the impact of an incident whose worst component has this
// status: none for operational, maintenance for under_maintenance, minor for
// degraded_performance, major for partial_outage, and critical for
// major_outage. It returns "" (not known) for the empty string and for unknown
// words.
func (s ComponentStatus) Impact() Impact {
	if i := slices.Index(componentStatuses[:], s); i >= 0 {
		return componentImpacts[i]
	}
	return ""
}

// Component is a part of the service. Two components are the same if they have
// the same ID or, if one of them has no ID, the same group and name.
type Component struct {
	ID     string          `json:"id,omitempty"`     // identifier given by the vendor; "": none
	Group  string          `json:"group,omitempty"`  // "": not in a group
	Name   string          `json:"name,omitempty"`   // plain text
	Status ComponentStatus `json:"status,omitempty"` // at the time of this snapshot; "": not stated
}

// Change moves one component from one status to another.
type Change struct {
	ID    string          `json:"id,omitempty"`    // as in Component
	Group string          `json:"group,omitempty"` // as in Component
	Name  string          `json:"name,omitempty"`  // as in Component
	From  ComponentStatus `json:"from,omitempty"`  // "": not stated
	To    ComponentStatus `json:"to,omitempty"`    // the new status; required
}

// Affected is a component that an incident affected, with its current status.
type Affected struct {
	Component
	Worst ComponentStatus // the worst status during the incident; "": not known
}

// FullName returns the name of the component preceded by its group, as status
// pages write it: "Group - Name". If there is no name, it uses the ID.
func (c Component) FullName() string {
	name := cmp.Or(c.Name, c.ID)
	if c.Group != "" && name != "" {
		return c.Group + " - " + name
	}
	return name
}

// Component returns the component that changed, with the status it changed to.
func (c Change) Component() Component {
	return Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.To}
}

// Affected returns the components that the incident affected, each once and
// with its current status: first those in Components, in their order, then
// those that appear only in Changes, in the order of their first change. If
// Components states no status for a component, its status is that of its last
// change. Changes of retracted updates are ignored.
//
// Components need not list every component that Changes name. Code that shows,
// counts or compares the components of an incident should therefore use
// Affected.
func (inc *Incident) Affected() []Affected { return inc.AppendAffected(nil) }

// AppendAffected appends the components that [Incident.Affected] returns to
// dst.
func (inc *Incident) AppendAffected(dst []Affected) []Affected {
	inc = inc.orEmpty()
	index := newComponentIndex()
	base := len(dst)
	open := 0 // number of components that Components lists without a status
	for _, c := range inc.Components {
		number, isNew := index.place(c)
		if isNew {
			dst = append(dst, Affected{Component: c})
		}
		a := &dst[base+number]
		a.Worst = worse(a.Worst, c.Status)
		if isNew && c.Status == "" {
			open++
		}
	}
	listed := index.n
	for i := range inc.Updates {
		if inc.Updates[i].Retracted() {
			continue
		}
		for _, c := range inc.Updates[i].Changes {
			number, isNew := index.place(c.Component())
			if isNew {
				dst = append(dst, Affected{Component: c.Component()})
			}
			a := &dst[base+number]
			if number >= listed {
				a.Status = c.To
			}
			a.Worst = worse(a.Worst, c.To)
		}
	}
	for i := len(inc.Updates) - 1; i >= 0 && open > 0; i-- {
		if inc.Updates[i].Retracted() {
			continue
		}
		for _, c := range slices.Backward(inc.Updates[i].Changes) {
			number, _ := index.place(c.Component())
			if a := &dst[base+number]; number < listed && a.Status == "" && c.To != "" {
				a.Status = c.To
				open--
			}
		}
	}
	return dst
}

// worse returns the worse of two statuses.
func worse(s, t ComponentStatus) ComponentStatus {
	if t.Compare(s) > 0 {
		return t
	}
	return s
}

// componentIndex numbers components from 0 in the order in which they are
// added, and finds the number of a component.
type componentIndex struct {
	byID   map[string]int             // number of the first component with that ID
	byName map[[2]string]namedIndexes // by group and name
	n      int                        // number of components
	noIDs  int                        // number of components without an ID
}

// namedIndexes are the numbers of the first component with a certain group and
// name, and of the first of these without an ID. The latter is -1 if all have
// one.
type namedIndexes struct{ first, withoutID int }

// newComponentIndex returns an empty index. It is small enough to be inlined,
// which keeps the maps of a few components on the caller's stack.
func newComponentIndex() componentIndex {
	return componentIndex{byID: make(map[string]int), byName: make(map[[2]string]namedIndexes)}
}

// indexComponents returns the index of a list.
func indexComponents(list []Component) *componentIndex {
	x := componentIndex{byID: make(map[string]int, len(list)), byName: make(map[[2]string]namedIndexes, len(list))}
	for _, c := range list {
		x.add(c)
	}
	return &x
}

// add adds a component.
func (x *componentIndex) add(c Component) {
	name := [2]string{c.Group, c.Name}
	named, ok := x.byName[name]
	if !ok {
		named = namedIndexes{x.n, -1}
	}
	if c.ID != "" {
		if _, ok := x.byID[c.ID]; !ok {
			x.byID[c.ID] = x.n
		}
	} else {
		x.noIDs++
		if named.withoutID < 0 {
			named.withoutID = x.n
		}
	}
	x.byName[name] = named
	x.n++
}

// find returns the number of the first component that is the same as c, or -1.
func (x *componentIndex) find(c Component) int {
	if c.ID != "" && x.noIDs == 0 {
		if i, ok := x.byID[c.ID]; ok {
			return i
		}
		return -1
	}
	named, ok := x.byName[[2]string{c.Group, c.Name}]
	if !ok {
		named = namedIndexes{-1, -1}
	}
	if c.ID == "" {
		return named.first
	}
	i, ok := x.byID[c.ID]
	if !ok || named.withoutID >= 0 && named.withoutID < i {
		return named.withoutID
	}
	return i
}

// place returns the number of the component that is the same as c, preferring
// one with the same ID, and adds c if there is none.
func (x *componentIndex) place(c Component) (number int, isNew bool) {
	if i, ok := x.byID[c.ID]; ok && c.ID != "" {
		return i, false
	}
	if i := x.find(c); i >= 0 {
		return i, false
	}
	x.add(c)
	return x.n - 1, true
}
