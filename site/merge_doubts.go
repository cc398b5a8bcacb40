package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// contest is an ID or an address that several groups state, which are different
// incidents.
type contest struct {
	id   string
	list []*accountGroup
}

// contests returns a doubt for each set of incidents that contest something.
func contests(list []contest) (doubts []Doubt) {
	said := make(map[string]bool)
	for _, c := range list {
		groups := distinct(c.list)
		if names := groupNames(groups); len(groups) > 1 && !said[names] {
			said[names] = true
			doubts = append(doubts, groups[0].doubt(CodeContested, fmt.Sprintf("%s state %q, and have different ids, or neither a title nor an update in common; they were not merged by it", names, strings.TrimPrefix(c.id, "//"))))
		}
	}
	return doubts
}

// distinct returns the groups that the groups of a list turned out to be.
func distinct(list []*accountGroup) (groups []*accountGroup) {
	seen := make(map[*accountGroup]bool)
	for _, g := range list {
		if g = g.root(); !seen[g] {
			seen[g] = true
			groups = append(groups, g)
		}
	}
	return groups
}

func (g *accountGroup) doubt(code incident.Code, text string) Doubt {
	acc := g.accounts[0]
	return Doubt{Source: acc.source.Name, ID: g.id(), Title: acc.inc.Title, Code: code, Text: text}
}

// groupNames names the incidents of groups, three at most.
func groupNames(list []*accountGroup) string {
	var names []string
	for i, g := range list {
		if i == 3 {
			names = append(names, fmt.Sprintf("%d more", len(list)-i))
			break
		}
		acc := g.accounts[0]
		name := g.id()
		if name == "" {
			name = fmt.Sprintf("%q", acc.inc.Title)
		}
		names = append(names, name+" of "+acc.source.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// similar returns a doubt for each group that may be the same incident as
// another one: both have the same ID, and it is not certain that their pages
// are different; or both have the same title on the same day, and their ids do
// not contradict each other.
func similar(groups []*accountGroup) (doubts []Doubt) {
	const most, looked = 4, 100 // in one doubt, and of those that have a key
	var shared buckets[incidentKey, *accountGroup]
	for _, g := range groups {
		for _, key := range g.likeness() {
			shared.add(key, g)
		}
	}
	said := make(map[[2]*accountGroup]bool)
	for _, g := range groups {
		all := []*accountGroup{g}
		for _, key := range g.likeness() {
			if !g.asks(key) {
				continue
			}
			list := shared.lists[key]
			for _, other := range list[:min(len(list), looked)] {
				if len(all) < most && !said[[2]*accountGroup{other, g}] && !slices.Contains(all, other) && g.mayBe(other, key) {
					said[[2]*accountGroup{g, other}] = true
					all = append(all, other)
				}
			}
		}
		if len(all) > 1 {
			doubts = append(doubts, g.doubt(CodeSimilar, groupNames(all)+" may be the same incident; if so, "+advice(all)))
		}
	}
	return doubts
}

// advice says how to make groups one incident.
func advice(list []*accountGroup) string {
	if slices.ContainsFunc(list, func(g *accountGroup) bool { return g.id() == "" }) {
		return "give them the same id: \"id\" in JSON, \"incident\" in the front matter of Markdown"
	}
	return "add the id or the address of one to the aliases of the other"
}

// likeness returns what a group has in common with those that may be the same:
// the ID, the title with a day, the title alone.
func (g *accountGroup) likeness() (list []incidentKey) {
	seen := map[incidentKey]bool{{}: true}
	for _, acc := range g.accounts {
		title := foldLine(acc.inc.Title)
		keys := []incidentKey{{id: acc.inc.ID}, {title: title}}
		for i := range acc.inc.Updates {
			if at := acc.inc.Updates[i].At; title != "" && !at.IsZero() {
				keys = append(keys, incidentKey{title: title, day: dayOf(at)})
			}
		}
		for _, key := range keys {
			if !seen[key] {
				seen[key] = true
				list = append(list, key)
			}
		}
	}
	return list
}

// asks reports whether a group that has a key looks for others that have it. A
// title alone says something only about a document without updates, and nothing
// about an incident with an ID of its vendor.
func (g *accountGroup) asks(key incidentKey) bool {
	if key.id != "" {
		return true
	}
	for space := range g.ids {
		if !space.own {
			return false
		}
	}
	return key.day != 0 || !slices.ContainsFunc(g.accounts, func(acc *account) bool { return len(acc.inc.Updates) > 0 })
}

// mayBe reports whether a group may be the same incident as another one that
// has the same key.
func (g *accountGroup) mayBe(other *accountGroup, key incidentKey) bool {
	both := accountGroup{ids: make(map[idSpace]string)}
	if !both.takeIDs(g.ids) || !both.takeIDs(other.ids) {
		return false
	}
	p, q := g.accounts[0].page, other.accounts[0].page
	switch {
	case p == nil || q == nil:
		return true
	case key.id != "": // the page may have had another host
		return p != q && (p.id == "" || q.id == "" || p.id == q.id) && !areDisjoint(p.names, q.names)
	}
	return p == q || !p.contradicts(q)
}
