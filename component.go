package incident

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
func (s ComponentStatus) Valid() bool { return s == "" || index(s, componentStatuses[:]) >= 0 }

// Compare orders statuses from good to bad: "" and unknown words, operational,
// under_maintenance, degraded_performance, partial_outage, major_outage.
func (s ComponentStatus) Compare(t ComponentStatus) int {
	return index(s, componentStatuses[:]) - index(t, componentStatuses[:])
}

// Impact returns what a component in this status means for the incident:
// degraded_performance is minor, partial_outage major, major_outage critical,
// under_maintenance maintenance, and all else none.
func (s ComponentStatus) Impact() Impact {
	if i := index(s, componentStatuses[:]); i >= 0 {
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

// same reports whether two references mean one component: by ID where both have
// one, else by group and name.
func same(id1, group1, name1, id2, group2, name2 string) bool {
	if id1 != "" && id2 != "" {
		return id1 == id2
	}
	return name1 == name2 && group1 == group2
}

// Affected returns the components that the incident touched: Components, in
// their order, then those that are named only in Changes, in the order of their
// first one. A component that stands there twice is returned once. What retracted
// updates name does not count.
func (inc *Incident) Affected() []Affected { return inc.AppendAffected(nil) }

// AppendAffected appends what [Incident.Affected] returns to dst.
func (inc *Incident) AppendAffected(dst []Affected) []Affected {
	var known places
	base := len(dst)
	for _, c := range inc.Components {
		dst, _ = appendComponent(dst, base, &known, c)
	}
	listed := len(dst)
	for i := range inc.Updates {
		if inc.Updates[i].Retracted() {
			continue
		}
		for _, c := range inc.Updates[i].Changes {
			var at int
			dst, at = appendComponent(dst, base, &known, Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.To})
			if at >= listed {
				dst[at].Status = c.To
			}
		}
	}
	return dst
}

// appendComponent appends c, unless list[base:] has it, and returns its place.
func appendComponent(list []Affected, base int, known *places, c Component) ([]Affected, int) {
	i := known.find(list, base, c)
	if i < 0 {
		i = len(list)
		list = append(list, Affected{Component: c, Worst: c.Status})
		known.add(list, base)
	} else if k := &list[i]; c.Status.Compare(k.Worst) > 0 {
		k.Worst = c.Status
	}
	return list, i
}

// places finds components in a list. A short list, as nearly every incident has,
// is searched; a long one is indexed, so that cost stays linear.
type places struct {
	byID   map[string]int
	byName map[[2]string]int // group and name
}

const searched = 32 // components above which an index pays

func (p *places) find(list []Affected, base int, c Component) int {
	if p.byName == nil {
		for i := base; i < len(list); i++ {
			if k := &list[i]; same(k.ID, k.Group, k.Name, c.ID, c.Group, c.Name) {
				return i
			}
		}
		return -1
	}
	if i, ok := p.byID[c.ID]; ok && c.ID != "" {
		return i
	}
	if i, ok := p.byName[[2]string{c.Group, c.Name}]; ok && (list[i].ID == "" || c.ID == "") {
		return i
	}
	return -1
}

// add indexes the last component of the list.
func (p *places) add(list []Affected, base int) {
	if p.byName == nil {
		if len(list)-base <= searched {
			return
		}
		p.byID, p.byName = make(map[string]int), make(map[[2]string]int)
		for i := base; i < len(list)-1; i++ {
			p.enter(i, list[i].Component)
		}
	}
	p.enter(len(list)-1, list[len(list)-1].Component)
}

func (p *places) enter(i int, c Component) {
	if _, ok := p.byID[c.ID]; !ok {
		p.byID[c.ID] = i
	}
	name := [2]string{c.Group, c.Name}
	if _, ok := p.byName[name]; !ok {
		p.byName[name] = i
	}
}
