package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/statuspage"
)

// Source is what one file says about incidents.
type Source struct {
	Name      string // of the file; no two sources have the same
	Kind      SourceKind
	Incidents []*incident.Incident
	// Notes are those of the reader of the file. What it could not keep is a
	// [Loss] of the migration.
	Notes []incident.Note
}

// SourceKind says how much a source knows about an incident.
type SourceKind string

// The kinds, from the one that [Merge] prefers. Any other comes last.
const (
	SourceJSON     SourceKind = "json"     // incidents in the JSON of the model
	SourceMarkdown SourceKind = "markdown" // Markdown documents, such as postmortems
	SourceAPI      SourceKind = "api"      // an answer of the API of a vendor
	SourceWebhook  SourceKind = "webhook"  // what a vendor sent about an update
	SourcePage     SourceKind = "page"     // the page of an incident
	SourceText     SourceKind = "text"     // the text of such a page
	SourceHome     SourceKind = "home"     // a home page, with the incidents of the last days
	SourceFeed     SourceKind = "feed"     // Atom or RSS
	SourceHistory  SourceKind = "history"  // a history, with the last message of each incident
)

var sourceKinds = [...]SourceKind{
	SourceJSON, SourceMarkdown, SourceAPI, SourceWebhook, SourcePage, SourceText, SourceHome, SourceFeed, SourceHistory,
}

// rank returns the place of k in the order of precedence, from 0.
func (k SourceKind) rank() int {
	if i := slices.Index(sourceKinds[:], k); i >= 0 {
		return i
	}
	return len(sourceKinds)
}

// isOwn reports whether the ids of incidents and updates in the source are
// those of the user. They differ from those of a vendor for the same incident.
func (k SourceKind) isOwn() bool { return k == SourceJSON || k == SourceMarkdown }

// isWhole reports whether a source of the kind has all updates of an incident.
func (k SourceKind) isWhole() bool { return k != SourceWebhook && k != SourceHistory }

// StatuspageSource returns what an answer, a page or a feed of Statuspage says
// as a source with that name.
func StatuspageSource(name string, answer *statuspage.Answer) Source {
	kind := SourceAPI
	switch answer.Kind {
	case statuspage.KindIncidentWebhook, statuspage.KindComponentWebhook:
		kind = SourceWebhook
	case statuspage.KindIncidentPage:
		kind = SourcePage
	case statuspage.KindHomePage:
		kind = SourceHome
	case statuspage.KindAtom, statuspage.KindRSS:
		kind = SourceFeed
	case statuspage.KindHistory, statuspage.KindHistoryPage:
		kind = SourceHistory
	}
	return Source{Name: name, Kind: kind, Incidents: answer.Incidents, Notes: answer.Notes}
}

// Merge returns each incident of the sources once, from the oldest, with all
// that the sources say about it, and a report on what it could not merge. It
// does not change the sources, and their order does not matter.
//
// # Which incidents are the same
//
// Two incidents are the same if they are of one page and
//
//   - have the same ID, or one has the ID of the other among its aliases;
//   - or state the same address or alias. An address of an incident on its page,
//     https://HOST/incidents/ID or https://HOST/ID, and the id of a feed,
//     tag:HOST,2005:Incident/ID, count as stated where HOST and ID are known;
//   - or, if their ids do not contradict each other, have the same title and an
//     update of the same minute with the same words.
//
// Two pages are one if they have the same ID or host, or if nothing else is
// known of one of them, the same name. They are also one if neither has what
// the other has, and they share an incident: ID, title and the minute of an
// update.
//
// An address that different incidents state identifies none of them, and so
// does an ID that the user gave to two incidents which have neither the title
// nor an update in common. What is probably the same, such as two incidents of
// one title and one day without ids, is not merged. Each of these is a [Doubt].
//
// # Which source is right
//
// For each field the first source that states it is right, in the order of the
// [SourceKind]s; of two sources of the same kind, the one whose last change is
// newer, then the one with more updates, then the one whose name sorts first.
// Whatever the others state and the merged incident does not hold is a [Loss],
// with these exceptions to the order:
//
//   - Of two instants that agree to the second or the minute, which is all that
//     many pages print, the more precise one stays.
//   - Of two bodies with the same words, the one that has links stays.
//   - A status that a reader inferred gives way to a stated one.
//   - A published postmortem comes before a draft, and one with text before one
//     of which only the date is known.
//   - The status of a component is that of the newest source.
//
// Updates are the same if they have the same ID, or else the same instant and
// status or body, or else, where instants contradict each other, the same body
// that no other update has. An update that stands in one source only is kept,
// and all are in the order of their instants. All components, events and labels
// are kept, too. The addresses and ids that are not those of the result are
// among its aliases.
func Merge(sources []Source) ([]*incident.Incident, *Migration) {
	migration := new(Migration)
	accounts := migration.accounts(sources)
	findPages(accounts)
	groups, doubts := identify(accounts)
	migration.Doubts = doubts
	merged := make([]*incident.Incident, len(groups))
	for i, group := range groups {
		merged[i] = migration.mergeGroup(group)
		migration.Out.add(merged[i])
	}
	slices.SortStableFunc(merged, func(a, b *incident.Incident) int {
		return cmp.Or(beginning(a).Compare(beginning(b)), strings.Compare(a.Page.ID, b.Page.ID), strings.Compare(a.ID, b.ID), strings.Compare(a.Title, b.Title))
	})
	return merged, migration
}

// account is an incident of a source.
type account struct {
	source *Source
	index  int // in the source
	inc    *incident.Incident
	last   time.Time // the last change that it states
	oldest time.Time // of its updates
	host   string    // of its page, or ""
	words  []string  // of the bodies of its updates, folded
	page   *sourcePage
}

func newAccount(s *Source, index int, inc *incident.Incident) *account {
	acc := &account{source: s, index: index, inc: inc, last: lastChange(inc), host: hostOfPage(inc), words: make([]string, len(inc.Updates))}
	for i := range inc.Updates {
		acc.words[i] = foldBody(inc.Updates[i].Body)
		if at := inc.Updates[i].At; i == 0 || at.Before(acc.oldest) {
			acc.oldest = at
		}
	}
	return acc
}

// accounts returns the incidents of the sources in the order of precedence, and
// counts them.
func (m *Migration) accounts(sources []Source) (list []*account) {
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, func(a, b Source) int {
		return cmp.Or(a.Kind.rank()-b.Kind.rank(), strings.Compare(a.Name, b.Name))
	})
	for i := range sources {
		s := &sources[i]
		count := Count{Source: s.Name, Kind: s.Kind}
		for k, inc := range s.Incidents {
			if inc != nil {
				count.add(inc)
				m.In.add(inc)
				list = append(list, newAccount(s, k, inc))
			}
		}
		m.Sources = append(m.Sources, count)
		m.notes(s)
	}
	slices.SortStableFunc(list, func(a, b *account) int {
		return cmp.Or(a.source.Kind.rank()-b.source.Kind.rank(), b.last.Compare(a.last), len(b.inc.Updates)-len(a.inc.Updates))
	})
	return list
}

// lastChange returns the last instant at which an incident says that it
// changed.
func lastChange(inc *incident.Incident) (last time.Time) {
	see := func(times ...time.Time) {
		for _, t := range times {
			if t.After(last) {
				last = t
			}
		}
	}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		see(u.At, u.CreatedAt, u.EditedAt, u.RetractedAt)
	}
	if pm := inc.Postmortem; pm != nil {
		see(pm.PublishedAt, pm.EditedAt)
	}
	return last
}
