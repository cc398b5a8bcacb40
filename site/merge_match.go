package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// updateKey is what updates have in common that are the same.
type updateKey struct {
	at     time.Time
	until  time.Time // when it was retracted
	status incident.Status
	words  string
}

// An updateRule matches updates that have the same key and do not contradict
// each other.
type updateRule struct {
	unit          time.Duration // to which the instant is rounded in the key; 0: it has none
	status, words bool          // whether the key has them
	retracted     bool          // whether the key has the minute in which it was retracted
	alone         bool          // no other update of the incident, and none of the account, has the key
	unstated      bool          // one of the two statuses is inferred or not known
}

// The rules, from the surest. Pages show of a retracted update only that there
// was one. Where sources print minutes, an update of the same minute and status
// is the same one with an edited body if there is only one on each side. The
// last rules find updates whose instants contradict each other.
var updateRules = [...]updateRule{
	{unit: time.Minute, status: true, words: true},
	{unit: time.Minute, words: true},
	{unit: time.Minute, retracted: true, alone: true},
	{unit: 1, status: true, alone: true},
	{unit: time.Minute, status: true, alone: true},
	{unit: time.Minute, alone: true, unstated: true},
	{status: true, words: true, alone: true},
	{words: true, alone: true, unstated: true},
}

// key returns the key of an update, or false if it has none.
func (rule *updateRule) key(u *incident.Update, words string) (key updateKey, ok bool) {
	if rule.unit > 0 {
		key.at = u.At.UTC().Truncate(rule.unit)
	}
	if rule.status {
		key.status = u.Status
	}
	if rule.words {
		key.words = words
	}
	if rule.retracted {
		key.until = u.RetractedAt.UTC().Truncate(time.Minute)
	}
	return key, (!rule.retracted || u.Retracted()) && (rule.unit == 0 || !u.At.IsZero()) && (!rule.words || words != "")
}

// allows reports whether two updates with the same key may be the same.
func (rule *updateRule) allows(a, b *incident.Update) bool {
	isOpen := func(u *incident.Update) bool { return u.Status == "" || u.Inferred }
	return (rule.unit == 0 || a.At.Equal(b.At) || isRounded(a.At, b.At) || isRounded(b.At, a.At)) &&
		(!rule.unstated || isOpen(a) || isOpen(b))
}

// updateIndex finds the updates of an incident by their ids and, for each rule,
// by their keys, so that an account is matched without looking at all of them.
type updateIndex struct {
	byID  map[string]*mergedUpdate
	byKey [len(updateRules)]map[updateKey][]*mergedUpdate
}

func newUpdateIndex() *updateIndex {
	x := &updateIndex{byID: make(map[string]*mergedUpdate)}
	for n := range x.byKey {
		x.byKey[n] = make(map[updateKey][]*mergedUpdate)
	}
	return x
}

// add adds an update.
func (x *updateIndex) add(u *mergedUpdate) { x.change(new(mergedUpdate), u) }

// change adds what an update has and did not have before.
func (x *updateIndex) change(before, u *mergedUpdate) {
	x.byID[u.own], x.byID[u.vendor] = u, u
	for n := range updateRules {
		old, had := updateRules[n].key(&before.Update, before.words)
		key, has := updateRules[n].key(&u.Update, u.words)
		if had == has && key == old {
			continue
		}
		if had {
			x.byKey[n][old] = slices.DeleteFunc(x.byKey[n][old], func(other *mergedUpdate) bool { return other == u })
		}
		if has {
			x.byKey[n][key] = append(x.byKey[n][key], u)
		}
	}
}

// matchUpdates returns the updates of the incident that are the same as those
// of an account, each nil if there is none.
func (w *merging) matchUpdates(acc *account) []*mergedUpdate {
	found := make([]*mergedUpdate, len(acc.inc.Updates))
	left := len(found)
	take := func(i int, u *mergedUpdate) {
		found[i], u.turn = u, acc
		left--
	}
	for i := range found {
		id := acc.inc.Updates[i].ID
		if u := w.index.byID[id]; u != nil && id != "" && u.turn != acc {
			take(i, u)
		}
	}
	for n := range updateRules {
		if left == 0 {
			break
		}
		rule := &updateRules[n]
		var said buckets[updateKey, int]
		for i := range found {
			if key, ok := rule.key(&acc.inc.Updates[i], acc.words[i]); ok {
				said.add(key, i)
			}
		}
		for _, key := range said.order {
			kept := w.index.byKey[n][key]
			if rule.alone && (len(said.lists[key]) > 1 || len(kept) > 1) {
				continue
			}
			for _, i := range said.lists[key] {
				if found[i] != nil {
					continue
				}
				if u := rule.pick(acc, i, kept); u != nil {
					take(i, u)
				}
			}
		}
	}
	return found
}

// pick returns the update of a list that is the same as update i of an account
// and was not matched with another one of it, preferably one of the very same
// instant; or nil.
func (rule *updateRule) pick(acc *account, i int, list []*mergedUpdate) (best *mergedUpdate) {
	said := &acc.inc.Updates[i]
	for _, u := range list {
		id := *u.id(acc.source.Kind)
		if u.turn == acc || id != "" && said.ID != "" && id != said.ID || !rule.allows(&u.Update, said) {
			continue
		}
		if u.At.Equal(said.At) {
			return u
		}
		if best == nil {
			best = u
		}
	}
	return best
}
