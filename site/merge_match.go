package site

import (
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

// The rules, from the surest. Pages show of a retracted update only that there was
// one. Where sources print minutes, an update of the same
// minute and status is the same one with an edited body if there is only one on
// each side. The last rules find updates whose instants contradict each other.
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

// matchUpdates returns the indices of the updates of the incident that are the
// same as those of an account, or -1.
func (w *merging) matchUpdates(acc *account) []int {
	found := make([]int, len(acc.inc.Updates))
	taken := make([]bool, len(w.updates))
	left := min(len(found), len(taken))
	byID := make(map[string]int)
	unnamed := false // whether an update has no ID, so that the rules may match it
	for k, u := range w.updates {
		byID[u.own], byID[u.vendor] = k, k
		unnamed = unnamed || *u.id(acc.source.Kind) == ""
	}
	for i := range found {
		found[i] = -1
		unnamed = unnamed || acc.inc.Updates[i].ID == ""
		if k, ok := byID[acc.inc.Updates[i].ID]; ok && acc.inc.Updates[i].ID != "" && !taken[k] {
			found[i], taken[k] = k, true
			left--
		}
	}
	for n := range updateRules {
		if left == 0 || !unnamed {
			break
		}
		rule := &updateRules[n]
		var kept, said buckets[updateKey, int]
		for k, u := range w.updates {
			if key, ok := rule.key(&w.inc.Updates[k], u.words); ok {
				kept.add(key, k)
			}
		}
		for i := range found {
			if key, ok := rule.key(&acc.inc.Updates[i], acc.words[i]); ok {
				said.add(key, i)
			}
		}
		for _, key := range said.order {
			if rule.alone && (len(said.lists[key]) > 1 || len(kept.lists[key]) > 1) {
				continue
			}
			for _, i := range said.lists[key] {
				if found[i] >= 0 {
					continue
				}
				if k := w.pick(rule, acc, i, kept.lists[key], taken); k >= 0 {
					found[i], taken[k] = k, true
					left--
				}
			}
		}
	}
	return found
}

// pick returns the update of the incident, of those in a list that are not
// taken, that is the same as update i of an account, preferably one of the very
// same instant; or -1.
func (w *merging) pick(rule *updateRule, acc *account, i int, list []int, taken []bool) int {
	u, best := &acc.inc.Updates[i], -1
	for _, k := range list {
		id := *w.updates[k].id(acc.source.Kind)
		if taken[k] || id != "" && u.ID != "" && id != u.ID || !rule.allows(&w.inc.Updates[k], u) {
			continue
		}
		if w.inc.Updates[k].At.Equal(u.At) {
			return k
		}
		if best < 0 {
			best = k
		}
	}
	return best
}
