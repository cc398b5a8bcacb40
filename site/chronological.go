package site

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// chronological returns updates in the order of [chronology]. The list does not
// change, and is returned as it is if it is in that order.
func chronological(list []incident.Update) []incident.Update {
	last := time.Time{}
	isSorted := true
	for i := range list {
		at := list[i].At
		isSorted = isSorted && (!at.Before(last) || at.IsZero())
		last = later(last, at)
	}
	if isSorted {
		return list
	}
	order := chronology(list)
	sorted := make([]incident.Update, len(list))
	for i, k := range order {
		sorted[i] = list[k.index]
	}
	return sorted
}

// moment is the place of an update in the course of its incident.
type moment struct {
	index int // of the update in its list
	at    time.Time
}

// chronology returns the moments of updates, sorted. If the last update is
// older than the first one, the newest stand first in the list. An update
// without a time, or with the time of the one before it to the minute, stays
// behind that.
func chronology(list []incident.Update) []moment {
	moments := make([]moment, len(list))
	var dated []time.Time
	for i := range list {
		moments[i].index = i
		if at := list[i].At; !at.IsZero() {
			dated = append(dated, at)
		}
	}
	if n := len(dated); n > 0 && dated[n-1].Before(dated[0]) {
		slices.Reverse(moments)
	}
	last := time.Time{}
	for i := range moments {
		if at := list[moments[i].index].At; !at.IsZero() && !isRounded(at, last) {
			last = at
		}
		moments[i].at = last
	}
	slices.SortStableFunc(moments, func(a, b moment) int { return a.at.Compare(b.at) })
	return moments
}
