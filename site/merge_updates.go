package site

import (
	"fmt"
	"slices"

	"github.com/incidentkit/incident"
)

// mergedUpdate is an update while the accounts of its incident are merged.
type mergedUpdate struct {
	part
	own, vendor string // its ids
	words       string // of its body, folded
}

// id returns the place of the ID that sources of a kind give the update.
func (u *mergedUpdate) id(k SourceKind) *string {
	if k.isOwn() {
		return &u.own
	}
	return &u.vendor
}

func newMergedUpdate(acc *account, i int) *mergedUpdate {
	u := &mergedUpdate{part: part{account: acc}, words: acc.words[i]}
	*u.id(acc.source.Kind) = acc.inc.Updates[i].ID
	return u
}

// mergeUpdates merges the updates of an account: those that are the same with one
// another, and the others in their places.
func (w *merging) mergeUpdates(acc *account) {
	found := w.matchUpdates(acc)
	for i, k := range found {
		if k >= 0 {
			w.mergeUpdate(acc, i, k)
		}
	}
	if !slices.Contains(found, -1) {
		return
	}
	last := make([]int, len(w.updates)) // by index of an update: 1 + the index of the same one in the account
	for i, k := range found {
		if k >= 0 {
			last[k] = i + 1
		}
	}
	var updates []incident.Update
	var merged []*mergedUpdate
	next := 0
	take := func() {
		updates, merged = append(updates, w.inc.Updates[next]), append(merged, w.updates[next])
		next++
	}
	for i, k := range found {
		if k >= 0 {
			for next <= k {
				take()
			}
			continue
		}
		u := acc.inc.Updates[i]
		for next < len(w.updates) && last[next] <= i && !w.inc.Updates[next].At.After(u.At) {
			take()
		}
		u.Changes = slices.Clone(u.Changes)
		updates, merged = append(updates, u), append(merged, newMergedUpdate(acc, i))
		w.doubtRemoval(acc, i)
	}
	for next < len(w.updates) {
		take()
	}
	w.inc.Updates, w.updates = updates, merged
}

// doubtRemoval says so if an update that was added is missing in a newer source
// of the same kind, which has older ones.
func (w *merging) doubtRemoval(acc *account, i int) {
	newest, u := w.newest[acc.source.Kind], &acc.inc.Updates[i]
	if newest == nil || !acc.source.Kind.isWhole() || !newest.last.After(acc.last) ||
		!slices.ContainsFunc(newest.inc.Updates, func(o incident.Update) bool { return !o.At.After(u.At) }) {
		return
	}
	w.migration.Doubts = append(w.migration.Doubts, Doubt{
		Source: acc.source.Name, ID: w.id, Title: w.title, Code: CodeRemoved,
		Text: fmt.Sprintf("updates[%d] of %s is not in %s, which is newer; it was kept, so retract it if it was deleted", i, instant(u.At), newest.source.Name),
	})
}

// mergeUpdate merges update i of an account with update k of the incident.
func (w *merging) mergeUpdate(acc *account, i, k int) {
	kept, said, p := &w.inc.Updates[k], &acc.inc.Updates[i], w.updates[k]
	at := fmt.Sprintf("updates[%d].", i)
	keepLine(&w.keeper, &p.part, at, "id", &kept.ID, said.ID)
	if id := p.id(acc.source.Kind); *id == "" {
		*id = said.ID
	}
	switch {
	case said.Status == kept.Status:
		kept.Inferred = kept.Inferred && said.Inferred
	case said.Status == "" || said.Inferred && kept.Status != "":
	case kept.Status == "" || kept.Inferred:
		kept.Status, kept.Inferred = said.Status, said.Inferred
		p.fill("status", acc)
	default:
		keepLine(&w.keeper, &p.part, at, "status", &kept.Status, said.Status)
	}
	if acc.source.Kind != SourceHistory || !w.hasMinute(said.At) { // its end of an incident may be that of the window
		w.keepTime(&p.part, at, "at", &kept.At, said.At)
	}
	w.keepTime(&p.part, at, "created_at", &kept.CreatedAt, said.CreatedAt)
	w.keepTime(&p.part, at, "edited_at", &kept.EditedAt, said.EditedAt)
	w.keepTime(&p.part, at, "next_update", &kept.NextUpdate, said.NextUpdate)
	w.keepTime(&p.part, at, "retracted_at", &kept.RetractedAt, said.RetractedAt)
	w.keepBody(&p.part, at, "body", &kept.Body, said.Body)
	p.words = foldBody(kept.Body)
	w.mergeChanges(&p.part, at, kept, said)
}
