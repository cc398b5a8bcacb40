package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// merging is an incident while the accounts of it are merged.
type merging struct {
	keeper
	inc        *incident.Incident
	whole      part
	page       part
	updates    []*mergedUpdate // what will be inc.Updates
	index      *updateIndex    // of them
	minutes    map[int64]bool  // of them
	stated     map[statedStatus]bool
	components []*part // of inc.Components
	known      componentFinder
	events     map[eventKey]bool
	newest     map[SourceKind]*account
}

// fillPage sets what an incident does not say about its page to what others
// say.
func fillPage(kept *incident.Page, said incident.Page) {
	kept.ID = cmp.Or(kept.ID, said.ID)
	kept.Name = cmp.Or(kept.Name, said.Name)
	kept.URL = cmp.Or(kept.URL, said.URL)
	kept.TimeZone = cmp.Or(kept.TimeZone, said.TimeZone)
	kept.Lang = cmp.Or(kept.Lang, said.Lang)
}

// mergePage merges what an account says about the page. A loss counts once for
// all incidents of the page. Where a source prints only local times, its zone
// is a conclusion of the reader.
func (w *merging) mergePage(said incident.Page) {
	k := keeper{migration: w.migration, account: w.account}
	kept, p := &w.inc.Page, &w.page
	keepLine(&k, p, "page.", "id", &kept.ID, said.ID)
	if foldLine(kept.Name) != foldLine(said.Name) {
		keepLine(&k, p, "page.", "name", &kept.Name, said.Name)
	}
	if addressKey(kept.URL) != addressKey(said.URL) {
		keepLine(&k, p, "page.", "url", &kept.URL, said.URL)
	}
	if kind := w.account.source.Kind; kept.TimeZone == "" || kind == SourceJSON || kind == SourceAPI {
		keepLine(&k, p, "page.", "time_zone", &kept.TimeZone, said.TimeZone)
	}
	keepLine(&k, p, "page.", "lang", &kept.Lang, said.Lang)
}

// mergeGroup merges the accounts of an incident.
func (m *Migration) mergeGroup(g *accountGroup) *incident.Incident {
	first := g.accounts[0]
	w := &merging{
		keeper: keeper{migration: m, id: g.id()},
		inc:    first.inc.Clone(),
		whole:  part{account: first},
		page:   part{account: first},
		newest: map[SourceKind]*account{first.source.Kind: first},
	}
	if w.id == "" {
		w.title = first.inc.Title
	}
	w.inc.Postmortem = nil
	if first.page != nil {
		w.page.lost = first.page.lost
	}
	if len(g.accounts) > 1 {
		w.mergeAll(g.accounts)
	} else {
		w.inc.Updates = chronological(w.inc.Updates)
	}
	if first.page != nil {
		fillPage(&w.inc.Page, first.page.merged)
	}
	w.identity(g)
	w.postmortem(g)
	return w.inc
}

// mergeAll merges the accounts. The first one is the incident as it is.
func (w *merging) mergeAll(accounts []*account) {
	first := accounts[0]
	w.index, w.minutes, w.stated, w.events = newUpdateIndex(), make(map[int64]bool), make(map[statedStatus]bool), make(map[eventKey]bool)
	for place, m := range chronology(first.inc.Updates) {
		w.addUpdate(first, m.index, place, m.at)
	}
	for _, c := range first.inc.Components {
		w.components = append(w.components, &part{account: first})
		w.known.add(c)
	}
	w.noteEvents(first)
	for _, acc := range accounts[1:] {
		w.merge(acc)
	}
	w.inc.Updates = nil
	for _, u := range w.updates {
		w.inc.Updates = append(w.inc.Updates, u.Update)
	}
}

// merge merges an account.
func (w *merging) merge(acc *account) {
	w.account = acc
	inc, said := w.inc, acc.inc
	w.mergePage(said.Page)
	if isDocument := acc.source.Kind == SourceMarkdown && said.Postmortem != nil && said.Postmortem.Title == ""; !isDocument || inc.Title == "" {
		keepLine(&w.keeper, &w.whole, "", "title", &inc.Title, said.Title)
	}
	keepLine(&w.keeper, &w.whole, "", "impact", &inc.Impact, said.Impact)
	keepLine(&w.keeper, &w.whole, "", "severity", &inc.Severity, said.Severity)
	w.keepTime(&w.whole, "", "window.start", &inc.Window.Start, said.Window.Start)
	w.keepTime(&w.whole, "", "window.end", &inc.Window.End, said.Window.End)
	w.mergeUpdates(acc)
	w.mergeComponents(acc)
	w.mergeEvents(acc)
	for _, key := range slices.Sorted(maps.Keys(said.Labels)) {
		if inc.Labels == nil {
			inc.Labels = make(map[string]string)
		}
		value, known := inc.Labels[key]
		if !known {
			w.whole.fill("labels."+key, acc)
			value = said.Labels[key]
		}
		keepLine(&w.keeper, &w.whole, "", "labels."+key, &value, said.Labels[key])
		inc.Labels[key] = value
	}
	if w.newest[acc.source.Kind] == nil {
		w.newest[acc.source.Kind] = acc
	}
}

// identity sets ID, URL and aliases. The address is the first one on the page
// of the incident, or else the first one.
func (w *merging) identity(g *accountGroup) {
	inc := w.inc
	inc.ID, inc.URL = g.id(), ""
	onPage := false
	for _, acc := range g.accounts {
		host, _ := splitAddress(acc.inc.URL)
		if on := acc.page != nil && acc.page.hosts[host]; acc.inc.URL != "" && (inc.URL == "" || on && !onPage) {
			inc.URL, onPage = acc.inc.URL, on
		}
	}
	known := map[string]bool{addressKey(inc.URL): true, inc.ID: true, "": true}
	inc.Aliases = slices.DeleteFunc(inc.Aliases, func(a string) bool { // of the first account
		key := addressKey(a)
		isOther := key == addressKey(inc.URL) && g.accounts[0].inc.URL != inc.URL
		known[key] = true
		return isOther
	})
	for _, acc := range g.accounts {
		for _, s := range append([]string{acc.inc.URL, acc.inc.ID}, acc.inc.Aliases...) {
			if key := addressKey(s); !known[key] {
				known[key] = true
				inc.Aliases = append(inc.Aliases, s)
			}
		}
	}
}

// eventKey is what an event says.
type eventKey struct {
	at, until                int64
	text, by, written, extra string
	milestone                incident.Milestone
}

func keyOfEvent(e *incident.Event) eventKey {
	return eventKey{e.At.UnixNano(), e.Until.UnixNano(), e.Text, e.By, e.Written, strings.Join(e.Extra, "\x00"), e.Milestone}
}

// mergeEvents adds the events that are not there yet. The event of a history
// says from when to when the incident went on, which updates say as well.
func (w *merging) mergeEvents(acc *account) {
	for i := range acc.inc.Events {
		e := &acc.inc.Events[i]
		key := keyOfEvent(e)
		if w.events[key] || acc.source.Kind == SourceHistory && e.Text == "" && w.hasMinute(e.At) && w.hasMinute(e.Until) {
			continue
		}
		added := *e
		added.Extra = slices.Clone(e.Extra)
		w.inc.Events = append(w.inc.Events, added)
	}
	w.noteEvents(acc)
}

func (w *merging) noteEvents(acc *account) {
	for i := range acc.inc.Events {
		w.events[keyOfEvent(&acc.inc.Events[i])] = true
	}
}

// note keeps the minutes of an update, and the statuses that it states.
func (w *merging) note(u *incident.Update) {
	w.minutes[minuteOf(u.At)] = true
	w.minutes[minuteOf(u.CreatedAt)] = true
	for _, c := range u.Changes {
		for _, of := range namesOf(c.Component()) {
			w.stated[statedStatus{of, c.From}] = true
			w.stated[statedStatus{of, c.To}] = true
		}
	}
}

// hasMinute reports whether an update of the incident, or the end of its
// window, is in the same minute.
func (w *merging) hasMinute(t time.Time) bool {
	return !t.IsZero() && (w.minutes[minuteOf(t)] || minuteOf(t) == minuteOf(w.inc.Window.End))
}
