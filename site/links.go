package site

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/incidentkit/incident/internal/htmltree"
)

// Links checks the links between the files of a site. Several goroutines may
// add files. The zero value checks relative links only.
type Links struct {
	URL string // address of the site; links to it are checked, too

	mu    sync.Mutex
	files map[string]*linked
}

// BrokenLink is a link to a file that is not there, or to a part that the file
// does not have.
type BrokenLink struct {
	File string // the page with the link
	Part string // the last id before the link or of it, that of an update; "": none
	URL  string // as it stands there
	// Stated marks a link in a text of an incident. Only its author can mend it.
	Stated bool
}

// linked is what a file has.
type linked struct {
	ids   map[string]bool // nil: it is no page
	links []link
}

// link is a link to the site.
type link struct {
	BrokenLink
	target, fragment string
}

// Add adds a file by its path from the root of the site. Data does not change
// while Add runs, and is not kept.
func (l *Links) Add(name string, data []byte) {
	found := new(linked)
	if strings.HasSuffix(name, ".html") {
		found = l.read(name, string(data))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.files == nil {
		l.files = make(map[string]*linked)
	}
	l.files[name] = found
}

// read returns the ids of a page and its links to the site, each once.
func (l *Links) read(name, text string) *linked {
	found := &linked{ids: make(map[string]bool)}
	root := cmp.Or(rootOf(l.URL), &url.URL{Scheme: "https", Host: "site.invalid", Path: "/"})
	page := root.JoinPath(name)
	type use struct {
		address string
		stated  bool
	}
	seen := make(map[use]bool)
	part := "" // the last id
	// The style sheet of a page is long and has no link.
	before, rest, _ := strings.Cut(text, "<style>")
	_, after, _ := strings.Cut(rest, "</style>")
	htmltree.Tags(before+after, func(n *htmltree.Node) {
		if id, ok := n.Attr("id"); ok {
			part = strings.Clone(id)
			found.ids[part] = true
		}
		for _, address := range [...]string{n.Value("href"), n.Value("src"), refreshed(n)} {
			k := use{address, strings.HasPrefix(n.Value("rel"), "nofollow")}
			if address == "" || seen[k] {
				continue
			}
			seen[k] = true
			u, err := page.Parse(address)
			if err != nil || !strings.EqualFold(u.Host, root.Host) || !strings.HasPrefix(u.Path+"/", root.Path) {
				continue
			}
			broken := BrokenLink{File: name, Part: part, URL: strings.Clone(address), Stated: k.stated}
			below := strings.TrimPrefix(u.Path+"/", root.Path)
			found.links = append(found.links, link{broken, strings.TrimSuffix(below, "/"), u.Fragment})
		}
	})
	return found
}

// refreshed returns where a page leads on to by itself, or "".
func refreshed(n *htmltree.Node) string {
	if n.Name != "meta" || !strings.EqualFold(n.Value("http-equiv"), "refresh") {
		return ""
	}
	_, address, _ := strings.Cut(n.Value("content"), "url=")
	return address
}

// Broken returns the broken links, sorted by file and address. A text that
// stands on several pages is judged on the page of its incident alone.
func (l *Links) Broken() []BrokenLink {
	var list []BrokenLink
	for name, file := range l.files {
		for _, k := range file.links {
			if !k.Stated || strings.HasPrefix(name, "incidents/") {
				if !l.leads(k) {
					list = append(list, k.BrokenLink)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b BrokenLink) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.URL, b.URL))
	})
	return list
}

// leads reports whether there is something where a link leads, as servers of
// static files find it.
func (l *Links) leads(k link) bool {
	file := l.files[k.target]
	if file == nil {
		file = l.files[path.Join(k.target, "index.html")]
	}
	return file != nil && (k.fragment == "" || file.ids == nil || file.ids[k.fragment])
}
