package incident

import (
	"cmp"
	"math"
	"slices"
)

// A replacement is two states of the updates that differ in one update only: it
// is before[removed] in the earlier state and after[added] in the later one. An
// index of -1 means that the update does not exist in that state.
type replacement struct {
	before, after  []Update
	removed, added int
}

// each calls visit for every update of either state, in order. An update that
// is in both states is passed as a pointer into after.
func (r *replacement) each(visit func(u *Update, inBefore, inAfter bool)) {
	j := 0
	for i := range r.after {
		if j == r.removed {
			visit(&r.before[j], true, false)
			j++
		}
		if i == r.added {
			visit(&r.after[i], false, true)
			continue
		}
		visit(&r.after[i], true, true)
		j++
	}
	if j == r.removed {
		visit(&r.before[j], true, false)
	}
}

// replace replaces the updates and derives Components again. The argument
// touched holds the changes of both versions of the update.
func (inc *Incident) replace(r replacement, touched []Change) {
	if len(touched) > 0 {
		r.rechain(inc.Components, touched)
		inc.Components = r.components(inc.Components, touched)
	}
	inc.Updates = r.after
}

// components returns the components in the later state. Only components in
// touched get another status; the status of the others may be a snapshot that
// no change explains.
func (r *replacement) components(list []Component, touched []Change) []Component {
	changed := r.changed()
	own := changed.stated(list)
	inList, inTouched := indexComponents(list), indexComponents(componentsOf(nil, touched))
	out := slices.Clone(list[:own])
	for _, c := range changed.inOrder() {
		if i := inList.find(c); i < 0 || i >= own {
			out = append(out, c)
		}
	}
	var initial func(Component) ComponentStatus
	for i := range out {
		k := &out[i]
		if inTouched.find(*k) < 0 {
			if j := inList.find(*k); j >= 0 {
				k.Status = list[j].Status
			}
		} else if j := changed.index.find(*k); j >= 0 && changed.list[j].isAt > 0 {
			k.Status = changed.list[j].is.Status
		} else {
			if initial == nil {
				initial = initialStatuses(r.after, touched)
			}
			k.Status = initial(*k)
		}
	}
	return orNil(out)
}

// changedComponents are the components that the updates of either state change.
type changedComponents struct {
	list  []changedComponent
	index *componentIndex
}

// changedComponent is a component as its first change in either state names it.
// The status of is is that of its last change in the later state.
type changedComponent struct {
	was, is     Component
	wasAt, isAt int // position of its first change among all changes, from 1; 0: it has none in that state
}

func (r *replacement) changed() *changedComponents {
	changed := &changedComponents{index: indexComponents(nil)}
	place := 0
	r.each(func(u *Update, inBefore, inAfter bool) {
		if u.Retracted() {
			return
		}
		for _, change := range u.Changes {
			c := change.Component()
			i, isNew := changed.index.place(c)
			if isNew {
				changed.list = append(changed.list, changedComponent{})
			}
			k := &changed.list[i]
			place++
			if inBefore && k.wasAt == 0 {
				k.was, k.wasAt = c, place
			}
			if inAfter && k.isAt == 0 {
				k.is, k.isAt = c, place
			}
			if inAfter {
				k.is.Status = c.Status
			}
		}
	})
	return changed
}

// stated returns the number of components at the start of list that were stated
// rather than added by changes of the earlier state. The components that
// changes added are taken to be the longest suffix in the order of first
// changes.
func (changed *changedComponents) stated(list []Component) int {
	own, next := len(list), math.MaxInt
	for own > 0 {
		c := list[own-1]
		i := changed.index.find(c)
		if i < 0 {
			break
		}
		k := &changed.list[i]
		if k.wasAt == 0 || k.wasAt >= next || k.was.ID != c.ID || k.was.Group != c.Group || k.was.Name != c.Name {
			break
		}
		own, next = own-1, k.wasAt
	}
	return own
}

// inOrder returns the components of the later state in the order of their first
// changes.
func (changed *changedComponents) inOrder() []Component {
	list := slices.DeleteFunc(slices.Clone(changed.list), func(c changedComponent) bool { return c.isAt == 0 })
	slices.SortFunc(list, func(a, b changedComponent) int { return cmp.Compare(a.isAt, b.isAt) })
	out := make([]Component, len(list))
	for i := range list {
		out[i] = list[i].is
	}
	return out
}

// componentsOf appends the components of changes to list.
func componentsOf(list []Component, changes []Change) []Component {
	for _, c := range changes {
		list = append(list, c.Component())
	}
	return list
}

// initialStatuses returns a function that returns the From of the first change
// of a component in updates, including retracted ones, or else in gone, the
// changes that are no longer among them.
func initialStatuses(updates []Update, gone []Change) func(Component) ComponentStatus {
	var changes []Change
	for i := range updates {
		changes = append(changes, updates[i].Changes...)
	}
	changes = append(changes, gone...)
	index := indexComponents(componentsOf(nil, changes))
	return func(c Component) ComponentStatus {
		if i := index.find(c); i >= 0 {
			return changes[i].From
		}
		return ""
	}
}
