package incident

import "slices"

// A chain tracks the statuses of the components that a list of changes names,
// from one update to the next.
type chain struct {
	index  *componentIndex
	status []ComponentStatus // by index
	known  []bool            // whether the status is set
}

// newChain returns a chain for the components that changes name, all with the
// status "".
func newChain(changes []Change) *chain {
	return &chain{indexComponents(componentsOf(nil, changes)), make([]ComponentStatus, len(changes)), make([]bool, len(changes))}
}

// begin sets the status of each component before its first change: the From of
// that change in updates, or else the status in list.
func (c *chain) begin(updates []Update, list []Component) {
	set := func(k Component, s ComponentStatus) {
		if i := c.index.find(k); i >= 0 && !c.known[i] {
			c.status[i], c.known[i] = s, true
		}
	}
	for i := range updates {
		for _, change := range updates[i].Changes {
			set(change.Component(), change.From)
		}
	}
	for _, k := range list {
		set(k, k.Status)
	}
}

// pass applies the changes of the updates, except retracted ones.
func (c *chain) pass(updates ...Update) {
	for i := range updates {
		if updates[i].Retracted() {
			continue
		}
		for _, change := range updates[i].Changes {
			if k := c.index.find(change.Component()); k >= 0 {
				c.status[k] = change.To
			}
		}
	}
}

// of returns the status of a component, or "" if that is not known.
func (c *chain) of(k Component) ComponentStatus {
	if i := c.index.find(k); i >= 0 {
		return c.status[i]
	}
	return ""
}

// rechain adjusts the From of changes in the later state, so that each change
// begins where the previous one of its component ends. If a change did not fit
// the previous one in the earlier state either, it keeps its From, because its
// source stated it. In the new version of the update, rechain fills in every
// From that is "".
func (r *replacement) rechain(list []Component, touched []Change) {
	now := newChain(touched)
	now.begin(r.before, list)
	before := &chain{index: now.index, status: slices.Clone(now.status)}
	r.each(func(u *Update, inBefore, inAfter bool) {
		if !inAfter {
			before.pass(*u)
			return
		}
		copied := false
		for n := range u.Changes {
			change := &u.Changes[n]
			k := now.index.find(change.Component())
			if k < 0 {
				continue
			}
			fits := change.From == ""
			if inBefore {
				fits = change.From == before.status[k]
			}
			if fits && change.From != now.status[k] {
				if !copied {
					u.Changes, copied = slices.Clone(u.Changes), true
				}
				u.Changes[n].From = now.status[k]
			}
			if u.Retracted() {
				continue
			}
			now.status[k] = change.To
			if inBefore {
				before.status[k] = change.To
			}
		}
	})
}

// reopen clears the From of each change that inc.Updates[i] has as well and
// that fitted the change before it there. The From is then filled in again for
// the place to which the update moves.
func (inc *Incident) reopen(changes []Change, i int) {
	was := inc.Updates[i].Changes
	if len(was) == 0 {
		return
	}
	c := newChain(was)
	c.begin(inc.Updates, inc.Components)
	c.pass(inc.Updates[:i]...)
	fits := make(map[Change]bool)
	for _, change := range was {
		k := c.index.find(change.Component())
		fits[change] = change.From == c.status[k]
		c.status[k] = change.To
	}
	for n := range changes {
		if fits[changes[n]] {
			changes[n].From = ""
		}
	}
}

// keepFrom fills in the From of each change that has none, if the same change
// has one in was.
func keepFrom(changes, was []Change) {
	from := make(map[Change]ComponentStatus)
	for _, change := range was {
		key := change
		key.From = ""
		from[key] = change.From
	}
	for n := range changes {
		if changes[n].From == "" {
			changes[n].From = from[changes[n]]
		}
	}
}
