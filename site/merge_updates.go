package site

import (
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// mergedUpdate is an update while the accounts of its incident are merged.
type mergedUpdate struct {
	incident.Update
	part
	own, vendor string    // its ids
	words       string    // of its body, folded
	at          time.Time // by which it is sorted
	turn        *account  // the last one that has it
	place       int       // among the moments of that account
}

// id returns the place of the ID that sources of a kind give the update.
func (u *mergedUpdate) id(k SourceKind) *string {
	if k.isOwn() {
		return &u.own
	}
	return &u.vendor
}

// addUpdate adds update i of an account, which has the index place among the
// moments of the account. It stands behind the updates that are not later, and
// before those that the account has behind it.
func (w *merging) addUpdate(acc *account, i, place int, at time.Time) *mergedUpdate {
	u := &mergedUpdate{Update: acc.inc.Updates[i], part: part{account: acc}, words: acc.words[i], at: at, turn: acc, place: place}
	u.Changes = slices.Clone(u.Changes)
	*u.id(acc.source.Kind) = u.ID
	k, _ := slices.BinarySearchFunc(w.updates, at, func(other *mergedUpdate, at time.Time) int {
		if other.at.After(at) {
			return 1
		}
		return -1
	})
	for i := k - 1; i >= 0 && w.updates[i].at.Equal(at); i-- {
		if other := w.updates[i]; other.turn == acc && other.place > place {
			k = i
		}
	}
	w.updates = slices.Insert(w.updates, k, u)
	w.index.add(u)
	w.note(&u.Update)
	return u
}

// mergeUpdates merges the updates of an account: those that are the same with
// one another, and the others in their places.
func (w *merging) mergeUpdates(acc *account) {
	moments := chronology(acc.inc.Updates)
	found := w.matchUpdates(acc)
	for place, m := range moments {
		if u := found[m.index]; u != nil {
			u.turn, u.place = acc, place
		}
	}
	for i, u := range found {
		if u != nil {
			w.mergeUpdate(acc, i, u)
		}
	}
	last := time.Time{}
	for place, m := range moments {
		u := found[m.index]
		if u == nil {
			u = w.addUpdate(acc, m.index, place, later(last, m.at))
			w.doubtRemoval(acc, m.index)
		}
		last = later(last, u.at)
	}
}

// doubtRemoval says so if an update that was added is missing in a newer source
// of the same kind, which has older ones.
func (w *merging) doubtRemoval(acc *account, i int) {
	newest, u := w.newest[acc.source.Kind], &acc.inc.Updates[i]
	if newest == nil || !acc.source.Kind.isWhole() || !newest.last.After(acc.last) || len(newest.inc.Updates) == 0 || newest.oldest.After(u.At) {
		return
	}
	w.migration.Doubts = append(w.migration.Doubts, Doubt{
		Source: acc.source.Name, ID: w.id, Title: w.title, Code: CodeRemoved,
		Text: fmt.Sprintf("updates[%d] of %s is not in %s, which is newer; it was kept, so retract it if it was deleted", i, instant(u.At), newest.source.Name),
	})
}

// mergeUpdate merges update i of an account with one of the incident.
func (w *merging) mergeUpdate(acc *account, i int, kept *mergedUpdate) {
	said, p, before := &acc.inc.Updates[i], &kept.part, *kept
	at := fmt.Sprintf("updates[%d].", i)
	keepLine(&w.keeper, p, at, "id", &kept.ID, said.ID)
	if id := kept.id(acc.source.Kind); *id == "" {
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
		keepLine(&w.keeper, p, at, "status", &kept.Status, said.Status)
	}
	if acc.source.Kind != SourceHistory || !w.hasMinute(said.At) { // its end of an incident may be that of the window
		w.keepTime(p, at, "at", &kept.At, said.At)
	}
	w.keepTime(p, at, "created_at", &kept.CreatedAt, said.CreatedAt)
	w.keepTime(p, at, "edited_at", &kept.EditedAt, said.EditedAt)
	w.keepTime(p, at, "next_update", &kept.NextUpdate, said.NextUpdate)
	w.keepTime(p, at, "retracted_at", &kept.RetractedAt, said.RetractedAt)
	if w.keepBody(p, at, "body", &kept.Body, said.Body); kept.Body != before.Body {
		kept.words = foldBody(kept.Body)
	}
	w.mergeChanges(p, at, &kept.Update, said)
	w.index.change(&before, kept)
	w.note(&kept.Update)
}
