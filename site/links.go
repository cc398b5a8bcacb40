package site

import (
	"bytes"
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/incidentkit/incident/internal/htmltree"
)

// Links checks the links between the files of a site. Several goroutines may
// add files. Without a URL, it checks relative links only.
type Links struct {
	URL   string // address of the site; links to it are checked, too
	Files []File // of the site; their names are enough

	once    sync.Once
	root    *url.URL
	names   map[string]bool
	mu      sync.Mutex
	ids     map[string][]string // of the pages that were added, sorted
	broken  []BrokenLink
	waiting []link
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

// link is a link to a part of a page.
type link struct {
	BrokenLink
	target, part string
}

// Add looks at a file, by its path from the root of the site. Data does not
// change while Add runs, and is not kept.
//
// A text that stands on several pages is judged on the page of its incident
// alone.
func (l *Links) Add(name string, data []byte) {
	if !strings.HasSuffix(name, ".html") {
		return
	}
	l.once.Do(l.open)
	r := linkReader{links: l, name: name, page: l.root.JoinPath(name), seen: make(map[BrokenLink]bool)}
	// The style sheet of a page is long and has no link.
	before, rest, _ := bytes.Cut(data, []byte("<style>"))
	_, after, _ := bytes.Cut(rest, []byte("</style>"))
	htmltree.Tags(string(before), r.tag)
	htmltree.Tags(string(after), r.tag)
	slices.Sort(r.ids)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ids[name] = r.ids
	l.broken = append(l.broken, r.broken...)
	for _, k := range r.waiting {
		switch {
		case k.target != name:
			l.waiting = append(l.waiting, k)
		case !hasPart(r.ids, k.part):
			l.broken = append(l.broken, k.BrokenLink)
		}
	}
}

func hasPart(ids []string, part string) bool {
	_, found := slices.BinarySearch(ids, part)
	return found
}

// open prepares for the first file.
func (l *Links) open() {
	l.root = cmp.Or(rootOf(l.URL), &url.URL{Scheme: "https", Host: "site.invalid", Path: "/"})
	l.names = make(map[string]bool)
	l.ids = make(map[string][]string)
	for _, f := range l.Files {
		l.names[f.Name] = true
	}
}

// linkReader reads the links of a page.
type linkReader struct {
	links   *Links
	name    string
	page    *url.URL
	part    string // the last id
	ids     []string
	seen    map[BrokenLink]bool // without their parts
	broken  []BrokenLink
	waiting []link // until all ids are known
}

func (r *linkReader) tag(n *htmltree.Node) {
	if id, ok := n.Attr("id"); ok {
		r.part = strings.Clone(id)
		r.ids = append(r.ids, r.part)
	}
	for _, address := range [...]string{n.Value("href"), n.Value("src"), refreshed(n)} {
		b := BrokenLink{File: r.name, URL: address, Stated: strings.HasPrefix(n.Value("rel"), "nofollow")}
		if address == "" || r.seen[b] || b.Stated && !strings.HasPrefix(r.name, "incidents/") {
			continue
		}
		r.seen[b] = true
		b.Part, b.URL = r.part, strings.Clone(address) // and not the page that it is a part of
		r.check(b)
	}
}

// check looks for what a link leads to, as servers of static files find it.
func (r *linkReader) check(b BrokenLink) {
	root := r.links.root
	u, err := r.page.Parse(b.URL)
	if err != nil || !strings.EqualFold(u.Host, root.Host) || !strings.HasPrefix(u.Path+"/", root.Path) {
		return
	}
	target := strings.Trim(strings.TrimPrefix(u.Path+"/", root.Path), "/")
	if !r.links.names[target] {
		target = path.Join(target, "index.html")
	}
	if !r.links.names[target] {
		r.broken = append(r.broken, b)
	} else if u.Fragment != "" {
		r.waiting = append(r.waiting, link{b, target, u.Fragment})
	}
}

// refreshed returns where a page leads on to by itself, or "".
func refreshed(n *htmltree.Node) string {
	if n.Name != "meta" || !strings.EqualFold(n.Value("http-equiv"), "refresh") {
		return ""
	}
	_, address, _ := strings.Cut(n.Value("content"), "url=")
	return address
}

// Broken returns the broken links of the pages that were added, sorted by page
// and address.
func (l *Links) Broken() []BrokenLink {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := slices.Clone(l.broken)
	for _, k := range l.waiting {
		if ids, isPage := l.ids[k.target]; isPage && !hasPart(ids, k.part) {
			list = append(list, k.BrokenLink)
		}
	}
	slices.SortFunc(list, func(a, b BrokenLink) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.URL, b.URL))
	})
	return list
}
