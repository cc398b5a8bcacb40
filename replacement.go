package incident

import (
	"cmp"
	"math"
	"slices"
)

// A replacement is two states of the updates that differ in one version of one
// update: before[was] and after[is]. An index of -1 means that there is none.
type replacement struct {
	before, after []Update
	was, is       int
}

// each calls visit for the updates of both states in order. Those that are in
// both are passed as they are in after.
func (r *replacement) each(visit func(u *Update, inBefore, inAfter bool)) {
	j := 0
	for i := range r.after {
		if j == r.was {
			visit(&r.before[j], true, false)
			j++
		}
		if i == r.is {
			visit(&r.after[i], false, true)
			continue
		}
		visit(&r.after[i], true, true)
		j++
	}
	if j == r.was {
		visit(&r.before[j], true, false)
	}
}

// replace replaces the updates and derives Components again. Touched are the
// changes of both versions of the update.
func (inc *Incident) replace(r replacement, touched []Change) {
	if len(touched) > 0 {
		r.rechain(inc.Components, touched)
		inc.Components = r.components(inc.Components, touched)
	}
	inc.Updates = r.after
}

// components returns the components after the replacement. Only those of touched
// changes get another status, because the status of the others may come from a
// snapshot.
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

// changedComponents are the components that the updates of a replacement change.
type changedComponents struct {
	list  []changedComponent
	index *componentIndex
}

// changedComponent is a component as its first change names it, in each of the
// two states, with its latest status in the later one.
type changedComponent struct {
	was, is     Component
	wasAt, isAt int // the place of its first change among all; 0: it has none in that state
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

// stated returns how many components at the start of list were stated rather
// than added by changes of the earlier state: all but the longest suffix that is
// in the order of first changes.
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
// change.
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

// initialStatuses returns a function that returns the From status of the first
// change of a component in updates, retracted ones included, or else in gone,
// the changes that are no longer among them.
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
