package site

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
)

// sourcePage is a status page as the sources tell it. Pages that turn out to be
// one form a tree by their parents.
type sourcePage struct {
	parent *sourcePage
	id     string
	hosts  map[string]bool
	names  map[string]bool       // folded
	merged incident.Page         // the first value of each field
	lost   map[lostValue]*lostBy // see [part]
}

func newSourcePage() *sourcePage {
	return &sourcePage{hosts: make(map[string]bool), names: make(map[string]bool), lost: make(map[lostValue]*lostBy)}
}

// root returns the page that p turned out to be, nil for nil.
func (p *sourcePage) root() *sourcePage {
	for p != nil && p.parent != nil {
		if p.parent.parent != nil {
			p.parent = p.parent.parent
		}
		p = p.parent
	}
	return p
}

// contradicts reports whether p and q cannot be one page.
func (p *sourcePage) contradicts(q *sourcePage) bool {
	return p.id != "" && q.id != "" && p.id != q.id || areDisjoint(p.hosts, q.hosts) || areDisjoint(p.names, q.names)
}

// areDisjoint reports whether both sets have elements, and none in common.
func areDisjoint(a, b map[string]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for s := range a {
		if b[s] {
			return false
		}
	}
	return len(a) > 0 && len(b) > 0
}

// add adds what is known of q to p.
func (p *sourcePage) add(q *sourcePage) {
	if p.id == "" {
		p.id = q.id
	}
	for s := range q.hosts {
		p.hosts[s] = true
	}
	for s := range q.names {
		p.names[s] = true
	}
}

// splitAddress returns the host of a web address in lower case, and the path
// without a slash at its end. Both are empty if it is no web address.
func splitAddress(address string) (host, path string) {
	u := htmltree.WebAddress(address)
	if u == nil {
		return "", ""
	}
	return strings.ToLower(u.Host), strings.TrimRight(u.Path, "/")
}

// hostOfPage returns the host of the page of an incident, or "". The address of
// the incident has it, too, if it ends with the incident's ID. That of a short
// link does not.
func hostOfPage(inc *incident.Incident) string {
	if host, _ := splitAddress(inc.Page.URL); host != "" {
		return host
	}
	if host, path := splitAddress(inc.URL); inc.ID != "" && strings.HasSuffix(path, "/"+inc.ID) {
		return host
	}
	return ""
}

// findPages sets the page of each account. It remains nil if nothing tells
// which of several pages it is.
func findPages(accounts []*account) {
	keys := [...]func(*account) string{
		func(acc *account) string { return acc.inc.Page.ID },
		func(acc *account) string { return acc.host },
		func(acc *account) string { return foldLine(acc.inc.Page.Name) },
	}
	for i, key := range keys {
		known := make(map[string]*sourcePage) // nil: several pages have the key
		for _, acc := range accounts {
			if k := key(acc); acc.page != nil && k != "" {
				if p, ok := known[k]; ok && p != acc.page {
					known[k] = nil
				} else {
					known[k] = acc.page
				}
			}
		}
		for _, acc := range accounts {
			k := key(acc)
			if k == "" || acc.page != nil || i == 2 && acc.host != "" {
				continue
			}
			p, ok := known[k]
			if !ok {
				p = newSourcePage()
				known[k] = p
			}
			if acc.page = p; p != nil {
				p.describe(acc)
			}
		}
	}
	uniteByIncidents(accounts)
	placeByIncidents(accounts)
	for _, acc := range accounts {
		if acc.page = acc.page.root(); acc.page != nil {
			fillPage(&acc.page.merged, acc.inc.Page)
		}
	}
}

// describe adds what an account says about its page.
func (p *sourcePage) describe(acc *account) {
	if acc.inc.Page.ID != "" {
		p.id = acc.inc.Page.ID
	}
	if acc.host != "" {
		p.hosts[acc.host] = true
	}
	if acc.inc.Page.Name != "" {
		p.names[foldLine(acc.inc.Page.Name)] = true
	}
}

// uniteByIncidents makes pages one that share an incident, if they do not
// contradict each other.
func uniteByIncidents(accounts []*account) {
	var shared buckets[incidentKey, *sourcePage]
	for _, acc := range accounts {
		if acc.page != nil {
			for _, key := range acc.moments() {
				shared.add(key, acc.page)
			}
		}
	}
	for _, pages := range shared.shared() {
		all := newSourcePage()
		one := true
		for _, p := range pages {
			one = one && !all.contradicts(p.root())
			all.add(p.root())
		}
		for _, p := range pages[1:] {
			if q := pages[0].root(); one && p.root() != q {
				q.add(p.root())
				p.root().parent = q
			}
		}
	}
}

// placeByIncidents gives an account without a page the only page there is, or
// the only one that has an incident of the same ID and, unless the account has
// no updates, the same title or an update of the same minute.
func placeByIncidents(accounts []*account) {
	pages := make(map[*sourcePage]bool)
	byID := make(map[string]*sourcePage) // nil: several pages have an incident with the ID
	known := make(map[incidentKey]bool)
	for _, acc := range accounts {
		p := acc.page.root()
		if p == nil {
			continue
		}
		pages[p] = true
		if q, ok := byID[acc.inc.ID]; ok && q != p {
			p = nil
		}
		byID[acc.inc.ID] = p
		for _, key := range acc.evidence() {
			known[key] = true
		}
	}
	if len(pages) == 0 {
		pages[newSourcePage()] = true
	}
	for _, acc := range accounts {
		switch {
		case acc.page != nil:
		case len(pages) == 1:
			for p := range pages {
				acc.page = p
			}
		case acc.inc.ID != "" && byID[acc.inc.ID] != nil:
			same := len(acc.inc.Updates) == 0
			for _, key := range acc.evidence() {
				same = same || known[key]
			}
			if same {
				acc.page = byID[acc.inc.ID]
			}
		}
	}
}
