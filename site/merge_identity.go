package site

import (
	"slices"
	"strings"
	"time"
)

// incidentKey is what incidents have in common that are, or may be, the same. A
// field that is zero is not compared.
type incidentKey struct {
	page   *sourcePage
	id     string
	title  string // folded
	words  string // of the body of an update, folded
	minute int64  // of an update, since 1970
	day    int64  // the same
}

func minuteOf(t time.Time) int64 { return t.Unix() / 60 }

func dayOf(t time.Time) int64 { return t.Unix() / (24 * 60 * 60) }

// moments returns ID, title and minute for each update of an incident that has
// all of them.
func (acc *account) moments() (keys []incidentKey) {
	title := foldLine(acc.inc.Title)
	if acc.inc.ID == "" || title == "" {
		return nil
	}
	for i := range acc.inc.Updates {
		if at := acc.inc.Updates[i].At; !at.IsZero() {
			keys = append(keys, incidentKey{id: acc.inc.ID, title: title, minute: minuteOf(at)})
		}
	}
	return keys
}

// evidence returns what suggests that an incident is the one of the same ID
// whose page is not known: ID and title, and ID and minute of each update.
func (acc *account) evidence() []incidentKey {
	keys := acc.moments()
	for i := range keys {
		keys[i].title = ""
	}
	if title := foldLine(acc.inc.Title); acc.inc.ID != "" && title != "" {
		keys = append(keys, incidentKey{id: acc.inc.ID, title: title})
	}
	return keys
}

// ids returns the page with the ID of the incident, and with each alias that
// may be a former one.
func (acc *account) ids() (keys []incidentKey) {
	if acc.page == nil {
		return nil
	}
	for i, id := range append([]string{acc.inc.ID}, acc.inc.Aliases...) {
		if id != "" && (i == 0 || !strings.ContainsAny(id, ":/")) {
			keys = append(keys, incidentKey{page: acc.page, id: id})
		}
	}
	return keys
}

// addresses returns the addresses and aliases of an incident as ids of no page.
func (acc *account) addresses() (keys []incidentKey) {
	list := append([]string{acc.inc.URL}, acc.inc.Aliases...)
	if id := acc.inc.ID; id != "" && acc.host != "" {
		list = append(list, "https://"+acc.host+"/incidents/"+id, "https://"+acc.host+"/"+id, "tag:"+acc.host+",2005:Incident/"+id)
	}
	for _, s := range list {
		if strings.ContainsAny(s, ":/") {
			keys = append(keys, incidentKey{id: addressKey(s)})
		}
	}
	return keys
}

// texts returns page, title, minute and words for each update.
func (acc *account) texts() (keys []incidentKey) {
	title := foldLine(acc.inc.Title)
	if acc.page == nil || title == "" {
		return nil
	}
	for i := range acc.inc.Updates {
		if at := acc.inc.Updates[i].At; acc.words[i] != "" && !at.IsZero() {
			keys = append(keys, incidentKey{page: acc.page, title: title, words: acc.words[i], minute: minuteOf(at)})
		}
	}
	return keys
}

// addressKey returns a string that addresses have in common that lead to the
// same place: without the scheme, a slash at the end, and the fragment.
func addressKey(s string) string {
	host, path := splitAddress(s)
	if host == "" {
		return strings.TrimSpace(s)
	}
	s, _, _ = strings.Cut(s, "#")
	if _, query, ok := strings.Cut(s, "?"); ok {
		path += "?" + query
	}
	return "//" + host + path
}

// idSpace is where an ID is unique.
type idSpace struct {
	page *sourcePage
	own  bool // an ID of the user; else of the vendor of the page
}

// accountGroup is a set of accounts of one incident. Groups that turn out to be
// the same form a tree by their parents.
type accountGroup struct {
	parent   *accountGroup
	accounts []*account
	own      []*account // those of the user that have updates
	ids      map[idSpace]string
}

func (g *accountGroup) root() *accountGroup {
	for g.parent != nil {
		if g.parent.parent != nil {
			g.parent = g.parent.parent
		}
		g = g.parent
	}
	return g
}

// takeIDs adds the ids of another group, and reports whether none contradicts
// those that g has.
func (g *accountGroup) takeIDs(ids map[idSpace]string) (ok bool) {
	ok = true
	for space, id := range ids {
		if known, is := g.ids[space]; is && known != id {
			ok = false
		}
		g.ids[space] = id
	}
	return ok
}

// isOne reports whether the accounts of the user in the group may be of one
// incident. IDs that people write may be used twice by mistake, so each account
// with updates has to have the title of another one, or an update of the same
// minute.
func (g *accountGroup) isOne() bool {
	known := make(map[incidentKey]bool)
	for _, acc := range g.own {
		same := len(known) == 0
		keys := []incidentKey{{title: foldLine(acc.inc.Title)}}
		for i := range acc.inc.Updates {
			keys = append(keys, incidentKey{minute: minuteOf(acc.inc.Updates[i].At)})
		}
		for _, key := range keys {
			same = same || known[key]
		}
		if !same {
			return false
		}
		for _, key := range keys {
			known[key] = true
		}
	}
	return true
}

// id returns the first ID that an account states, or "".
func (g *accountGroup) id() string {
	for _, acc := range g.accounts {
		if acc.inc.ID != "" {
			return acc.inc.ID
		}
	}
	return ""
}

// identify returns the accounts of each incident, in the order of precedence.
func identify(accounts []*account) (groups []*accountGroup, doubts []Doubt) {
	of := make([]*accountGroup, len(accounts))
	for i, acc := range accounts {
		of[i] = &accountGroup{accounts: []*account{acc}, ids: make(map[idSpace]string)}
		if acc.source.Kind.isOwn() && len(acc.inc.Updates) > 0 {
			of[i].own = of[i].accounts
		}
		if acc.inc.ID != "" {
			of[i].ids[idSpace{acc.page, acc.source.Kind.isOwn()}] = acc.inc.ID
		}
	}
	var contested []contest
	for _, keys := range [...]func(*account) []incidentKey{(*account).ids, (*account).addresses, (*account).texts} {
		var shared buckets[incidentKey, *accountGroup]
		for i, acc := range accounts {
			for _, key := range keys(acc) {
				shared.add(key, of[i])
			}
		}
		for key, list := range shared.shared() {
			if !uniteGroups(list) && key.id != "" {
				contested = append(contested, contest{key.id, list})
			}
		}
	}
	order := make(map[*account]int, len(accounts))
	for i, acc := range accounts {
		order[acc] = i
		if g := of[i]; g.parent == nil {
			groups = append(groups, g)
		}
	}
	for _, g := range groups {
		slices.SortFunc(g.accounts, func(a, b *account) int { return order[a] - order[b] })
	}
	slices.SortFunc(groups, func(a, b *accountGroup) int { return order[a.accounts[0]] - order[b.accounts[0]] })
	return groups, append(contests(contested), similar(groups)...)
}

// uniteGroups makes groups one, unless their ids contradict each other or they
// are different incidents of the user with one ID.
func uniteGroups(list []*accountGroup) bool {
	groups := distinct(list)
	if len(groups) == 1 {
		return true
	}
	all := accountGroup{ids: make(map[idSpace]string)}
	for _, g := range groups {
		if all.own = append(all.own, g.own...); !all.takeIDs(g.ids) {
			return false
		}
	}
	if !all.isOne() {
		return false
	}
	a := groups[0]
	for _, b := range groups[1:] {
		if len(a.accounts) < len(b.accounts) {
			a, b = b, a
		}
		a.accounts, a.own = append(a.accounts, b.accounts...), append(a.own, b.own...)
		a.takeIDs(b.ids)
		b.parent = a
	}
	return true
}
