package incident

import (
	"cmp"
	"slices"
)

// ComponentStatus is how one part of the service does. The words are
// Statuspage's.
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

// componentImpacts is the table that [ComponentStatus.Impact] reads. It is ours:
// Statuspage does not publish its own.
var componentImpacts = [len(componentStatuses)]Impact{
	ImpactNone, ImpactMaintenance, ImpactMinor, ImpactMajor, ImpactCritical,
}

// ComponentStatuses returns the known statuses, from good to bad.
func ComponentStatuses() []ComponentStatus {
	return append([]ComponentStatus(nil), componentStatuses[:]...)
}

// ParseComponentStatus returns the status that s names, folding case, spaces,
// "-" and "_". The empty string is "not stated"; an unknown word is a
// [*FieldError].
func ParseComponentStatus(s string) (ComponentStatus, error) {
	return parseWord("status", s, componentStatuses[:])
}

// Valid reports whether s is a known status or not stated.
func (s ComponentStatus) Valid() bool { return s == "" || slices.Contains(componentStatuses[:], s) }

// Compare orders statuses from good to bad: "" and unknown words, operational,
// under_maintenance, degraded_performance, partial_outage, major_outage.
func (s ComponentStatus) Compare(t ComponentStatus) int {
	return slices.Index(componentStatuses[:], s) - slices.Index(componentStatuses[:], t)
}

// Impact returns what a component in this status means for the incident:
// degraded_performance is minor, partial_outage major, major_outage critical,
// under_maintenance maintenance, and all else none.
func (s ComponentStatus) Impact() Impact {
	if i := slices.Index(componentStatuses[:], s); i >= 0 {
		return componentImpacts[i]
	}
	return ImpactNone
}

// Component is a part of the service.
type Component struct {
	ID     string          `json:"id,omitempty"`
	Group  string          `json:"group,omitempty"` // "": in none
	Name   string          `json:"name,omitempty"`
	Status ComponentStatus `json:"status,omitempty"` // in this snapshot; "": not stated
}

// Change moves one component from a status to another.
type Change struct {
	ID    string          `json:"id,omitempty"`
	Group string          `json:"group,omitempty"`
	Name  string          `json:"name,omitempty"`
	From  ComponentStatus `json:"from,omitempty"` // "": not stated
	To    ComponentStatus `json:"to,omitempty"`
}

// Affected is a component that an incident touched.
type Affected struct {
	Component
	Worst ComponentStatus // the worst status ever shown; "": none was
}

// FullName returns the name of the component with its group in front, "Group -
// Name", as status pages write it. A component without a name is called by its
// ID.
func (c Component) FullName() string {
	name := cmp.Or(c.Name, c.ID)
	if c.Group != "" && name != "" {
		return c.Group + " - " + name
	}
	return name
}

// is reports whether c and other are the same component: by ID if both have one,
// otherwise by group and name.
func (c Component) is(other Component) bool {
	if c.ID != "" && other.ID != "" {
		return c.ID == other.ID
	}
	return c.Name == other.Name && c.Group == other.Group
}

// Component returns the component that the change is about, with the status that
// the change moves it to.
func (c Change) Component() Component {
	return Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.To}
}

// Affected returns the components that the incident affected: Components in
// their order, then those that only Changes name, in the order of the first
// change of each. A component that is listed twice is returned once. Changes of
// retracted updates do not count.
func (inc *Incident) Affected() []Affected { return inc.AppendAffected(nil) }

// AppendAffected appends the components that [Incident.Affected] returns to dst.
func (inc *Incident) AppendAffected(dst []Affected) []Affected {
	index := newComponentIndex()
	base := len(dst)
	for _, c := range inc.Components {
		number, isNew := index.place(c)
		if isNew {
			dst = append(dst, Affected{Component: c})
		}
		a := &dst[base+number]
		a.Worst = worse(a.Worst, c.Status)
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
	return dst
}

// worse returns the worse of two statuses.
func worse(s, t ComponentStatus) ComponentStatus {
	if t.Compare(s) > 0 {
		return t
	}
	return s
}

// componentIndex numbers the components of an incident in the order in which
// they are first named.
type componentIndex struct {
	byID   map[string]int
	byName map[[2]string]namedComponent // by group and name
	n      int                          // components so far
}

// namedComponent is the first component with a group and name.
type namedComponent struct {
	number int
	hasID  bool
}

// newComponentIndex returns an empty index. It is inlined, so that the maps of a
// short list stay on the caller's stack.
func newComponentIndex() componentIndex {
	return componentIndex{byID: make(map[string]int), byName: make(map[[2]string]namedComponent)}
}

// place returns the number of the component that c is, see [Component.is], and
// adds it to the index if it is new.
func (x *componentIndex) place(c Component) (number int, isNew bool) {
	if i, ok := x.byID[c.ID]; ok && c.ID != "" {
		return i, false
	}
	name := [2]string{c.Group, c.Name}
	first, ok := x.byName[name]
	if ok && (c.ID == "" || !first.hasID) {
		return first.number, false
	}
	number = x.n
	x.n++
	if !ok {
		x.byName[name] = namedComponent{number, c.ID != ""}
	}
	if c.ID != "" {
		x.byID[c.ID] = number
	}
	return number, true
}
