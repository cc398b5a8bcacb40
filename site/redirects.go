package site

import (
	"fmt"
	"path"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
)

// Redirect is the way from a former address of an incident to its page.
type Redirect struct {
	Incident *incident.Incident
	From     string // the former address: URL or one of Aliases
	To       string // the path of the page below the root of the site
	// Code says why no file of the site can lead on from there; "" if one does:
	// [CodeElsewhere], [incident.CodeConflict] or [incident.CodeUnsupported].
	Code incident.Code
	file string
}

// CodeElsewhere says that an address is not below that of the site, as that of
// a short link is not.
const CodeElsewhere incident.Code = "elsewhere"

// Redirects returns the former addresses of incidents that are not those of
// their pages, in the order of the incidents. They are what URL and Aliases
// have of web addresses. If Page.URL is not known, that of an incident counts
// whatever its host is.
//
// A static file cannot lead on from an address on another host, from one where
// another page stands, and from one with a query or with characters that are
// not safe in the name of a file.
func (s *Service) Redirects() []Redirect { return s.folder(Options{}).redirects() }

// redirects returns the redirects to the pages that were added.
func (f *folder) redirects() []Redirect {
	taken := newTree(f.files)
	leads := make(map[string]string) // where a path leads to
	var list []Redirect
	for _, inc := range f.service.Incidents {
		for i, from := range append([]string{inc.URL}, inc.Aliases...) {
			r := Redirect{Incident: f.origin[inc], From: from, To: f.paths.Incident(inc)}
			below, code := f.service.below(from, i == 0)
			switch {
			case htmltree.WebAddress(from) == nil, code == "" && (below == strings.TrimSuffix(r.To, "/") || leads[below] == r.To):
				continue
			case code == "":
				r.file, r.Code = taken.claim(below)
			default:
				r.Code = code
			}
			if r.Code == "" {
				leads[below] = r.To
			}
			list = append(list, r)
		}
	}
	return list
}

// below returns the path of an address below the root of the site, without
// slashes around it. The host does not matter if that of the site is not known,
// unless the address is an alias.
func (s *Service) below(address string, anyHost bool) (below string, code incident.Code) {
	u, root := htmltree.WebAddress(address), rootOf(s.Page.URL)
	if u == nil {
		return "", CodeElsewhere
	}
	switch {
	case root == nil && anyHost:
		below = strings.Trim(u.Path, "/")
	case root == nil, !strings.EqualFold(u.Host, root.Host), !strings.HasPrefix(u.Path, root.Path):
		return "", CodeElsewhere
	default:
		below = strings.Trim(u.Path[len(root.Path):], "/")
	}
	if u.RawQuery != "" || !isSafePath(below) {
		return "", incident.CodeUnsupported
	}
	return below, ""
}

// isSafePath reports whether each element of a path is safe as a name.
func isSafePath(p string) bool {
	for name := range strings.SplitSeq(p, "/") {
		if !isSafe(name) {
			return false
		}
	}
	return true
}

// tree has the files and the folders of a site, where case does not count: true
// stands for a folder.
type tree map[string]bool

func newTree(files []File) tree {
	t := make(tree)
	for _, file := range files {
		t.add(file.Name)
	}
	return t
}

func (t tree) add(name string) {
	name = strings.ToLower(name)
	t[name] = false
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		t[dir] = true
	}
}

// claim adds the file that a server shows for a path, if it can stand beside
// the others.
func (t tree) claim(below string) (name string, code incident.Code) {
	name = below + "/index.html"
	if ext := strings.ToLower(path.Ext(below)); ext == ".html" || ext == ".htm" {
		name = below
	}
	if _, taken := t[strings.ToLower(name)]; taken {
		return "", incident.CodeConflict
	}
	for dir := path.Dir(strings.ToLower(name)); dir != "."; dir = path.Dir(dir) {
		if isFolder, taken := t[dir]; taken && !isFolder {
			return "", incident.CodeConflict
		}
	}
	t.add(name)
	return name, ""
}

// moved adds the pages that lead on, and the list of them for hosts that read
// one.
func (f *folder) moved(list []Redirect) {
	root := f.service.rootPath()
	var lines []byte
	for _, r := range list {
		if r.file == "" {
			continue
		}
		h, to := HTML{Base: baseOf(r.file), Paths: f.paths}, r.To
		f.add(r.file, func(dst []byte) []byte { return h.AppendMoved(dst, f.service.Page, to) })
		lines = fmt.Appendf(lines, "%s%s %s%s 301\n", root, strings.TrimSuffix(r.file, "/index.html"), root, to)
	}
	if len(lines) > 0 {
		f.add("_redirects", func(dst []byte) []byte { return append(dst, lines...) })
	}
}
