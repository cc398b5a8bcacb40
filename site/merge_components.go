package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// componentFinder finds a component in a list by its ID, or else by group and
// name, or else by a unique name if one of the two has no group.
type componentFinder struct {
	list   []incident.Component
	byID   map[string]int
	byName map[[2]string]int
	bare   map[string]int // -1: several have the name
}

func (f *componentFinder) add(c incident.Component) {
	f.list = append(f.list, incident.Component{})
	f.set(len(f.list)-1, c)
}

// set replaces the component with the index i.
func (f *componentFinder) set(i int, c incident.Component) {
	if f.byID == nil {
		f.byID, f.byName, f.bare = make(map[string]int), make(map[[2]string]int), make(map[string]int)
	}
	f.list[i] = c
	if c.ID != "" {
		f.byID[c.ID] = i
	}
	name := foldLine(c.Name)
	f.byName[[2]string{foldLine(c.Group), name}] = i
	if other, ok := f.bare[name]; ok && other != i {
		i = -1
	}
	f.bare[name] = i
}

// hasIDs reports whether a component has an ID.
func (f *componentFinder) hasIDs() bool { return len(f.byID) > 0 }

// find returns the index of a component, or -1.
func (f *componentFinder) find(c incident.Component) int {
	name := foldLine(c.Name)
	if i, ok := f.byID[c.ID]; ok && c.ID != "" {
		return i
	}
	if i, ok := f.byName[[2]string{foldLine(c.Group), name}]; ok {
		return i
	}
	if i, ok := f.bare[name]; ok && i >= 0 && (c.Group == "" || f.list[i].Group == "") {
		return i
	}
	return -1
}

// mergeComponents merges the affected components of an account. A name without
// an ID is not added to a list with ids, since it may be a former one.
func (w *merging) mergeComponents(acc *account) {
	hasIDs := w.known.hasIDs()
	for i, said := range acc.inc.Components {
		at := fmt.Sprintf("components[%d].", i)
		k := w.known.find(said)
		switch {
		case k >= 0:
			w.mergeComponent(acc, at, k, said)
		case said.ID == "" && hasIDs:
			w.lose(w.components[0], at, "name", strings.TrimSuffix(said.FullName()+": "+string(said.Status), ": "), "")
		default:
			w.known.add(said)
			w.inc.Components = append(w.inc.Components, said)
			w.components = append(w.components, &part{account: acc})
		}
	}
}

// mergeComponent merges what an account says about component k of the incident.
// Its status is that of the newest source. A former one is not lost if a change
// states it.
func (w *merging) mergeComponent(acc *account, at string, k int, said incident.Component) {
	kept, p := &w.inc.Components[k], w.components[k]
	w.keepName(p, at, [3]*string{&kept.ID, &kept.Group, &kept.Name}, said)
	w.known.set(k, *kept)
	older, newer, status := acc, p.owner("status"), kept.Status
	switch {
	case said.Status == "" || said.Status == status:
		return
	case status == "" || acc.last.After(newer.last):
		kept.Status = said.Status
		older, newer, said.Status = newer, acc, status
		p.fill("status", acc)
	}
	if said.Status != "" && !w.hasStatus(*kept, said.Status) {
		w.migration.Losses = append(w.migration.Losses, Loss{
			Source: older.source.Name, ID: w.id, Title: w.title, Path: fmt.Sprintf("components[%d].status", componentIndex(older, *kept)), Code: CodeSuperseded,
			Lost: string(said.Status), Kept: string(kept.Status), KeptFrom: newer.source.Name,
		})
	}
}

// componentIndex returns the index of a component in an account.
func componentIndex(acc *account, c incident.Component) int {
	var list componentFinder
	for _, other := range acc.inc.Components {
		list.add(other)
	}
	return list.find(c)
}

// statedStatus is a status that a change states of a component, by one of the
// names of that.
type statedStatus struct {
	component componentName
	status    incident.ComponentStatus
}

// componentName is an ID, a name in a group, or a name in any group.
type componentName struct {
	id, group, name string
	anyGroup        bool
}

// namesOf returns the names by which a change of the component is found.
func namesOf(c incident.Component) []componentName {
	name := foldLine(c.Name)
	names := []componentName{{group: foldLine(c.Group), name: name}, {name: name, anyGroup: true}}
	if c.ID != "" {
		names = append(names, componentName{id: c.ID})
	}
	return names
}

// hasStatus reports whether a change states that a component had a status.
func (w *merging) hasStatus(c incident.Component, status incident.ComponentStatus) bool {
	name := foldLine(c.Name)
	return c.ID != "" && w.stated[statedStatus{componentName{id: c.ID}, status}] ||
		w.stated[statedStatus{componentName{group: foldLine(c.Group), name: name}, status}] ||
		w.stated[statedStatus{componentName{name: name, anyGroup: c.Group == ""}, status}]
}

// keepName merges ID, group and name of a component.
func (k *keeper) keepName(p *part, at string, kept [3]*string, said incident.Component) {
	keepLine(k, p, at, "id", kept[0], said.ID)
	keepLine(k, p, at, "group", kept[1], said.Group)
	keepLine(k, p, at, "name", kept[2], said.Name)
}

// mergeChanges merges the changes of an update. They are those of the first
// account that has any, for an edited update may have fewer of them.
func (w *merging) mergeChanges(p *part, at string, kept, said *incident.Update) {
	if len(kept.Changes) == 0 {
		kept.Changes = slices.Clone(said.Changes)
		p.fill("changes", w.account)
		return
	}
	var known componentFinder
	for _, c := range kept.Changes {
		known.add(c.Component())
	}
	owner := part{account: p.owner("changes")}
	for i, c := range said.Changes {
		at := fmt.Sprintf("%schanges[%d].", at, i)
		k := known.find(c.Component())
		if k < 0 {
			w.lose(&owner, at, "to", fmt.Sprintf("%s: %s", c.Component().FullName(), c.To), "")
			continue
		}
		x := &kept.Changes[k]
		w.keepName(&owner, at, [3]*string{&x.ID, &x.Group, &x.Name}, c.Component())
		keepLine(&w.keeper, &owner, at, "from", &x.From, c.From)
		keepLine(&w.keeper, &owner, at, "to", &x.To, c.To)
	}
}
