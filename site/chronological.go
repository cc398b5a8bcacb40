package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// chronological returns updates in the order of their instants. If the last one
// is older than the first one, the newest stand first in the list. An update
// without a time stays behind the one before it. The list does not change, and
// is returned as it is if it is sorted.
func chronological(list []incident.Update) []incident.Update {
	var first, last time.Time
	sorted := true
	for i := range list {
		if at := list[i].At; !at.IsZero() {
			if first.IsZero() {
				first = at
			}
			sorted = sorted && !at.Before(last)
			last = at
		}
	}
	if sorted {
		return list
	}
	type placed struct {
		at time.Time
		u  incident.Update
	}
	all := make([]placed, len(list))
	for i, u := range list {
		all[i].u = u
	}
	if last.Before(first) {
		slices.Reverse(all)
	}
	at := time.Time{}
	for i := range all {
		if u := &all[i].u; !u.At.IsZero() {
			at = u.At
		}
		all[i].at = at
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.at.Compare(b.at) })
	result := make([]incident.Update, len(all))
	for i := range all {
		result[i] = all[i].u
	}
	return result
}
