package site

import (
	"net/url"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
)

// rootOf returns the address of a site with a slash at its end, or nil if it is
// not the address of a web page.
func rootOf(address string) *url.URL {
	u := htmltree.WebAddress(address)
	if u == nil {
		return nil
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimRight(u.Path, "/") + "/"}
}

// address returns the address of a path below the root, or "" if the address of
// the site is not known.
func (s *Service) address(path string) string {
	root := rootOf(s.Page.URL)
	if root == nil {
		return ""
	}
	root.Path += path
	return root.String()
}

// rootPath returns the path of the site on its host, which begins and ends with
// a slash.
func (s *Service) rootPath() string {
	if root := rootOf(s.Page.URL); root != nil {
		return root.EscapedPath()
	}
	return "/"
}

// withAddresses returns the incidents from the newest. Their addresses are
// those of the site, if it knows its own; short links and other former
// addresses are left out, because nobody can say whether they will go on to
// work.
func (s *Service) withAddresses(paths *Paths) []*incident.Incident {
	list := s.newestFirst()
	if rootOf(s.Page.URL) == nil {
		return list
	}
	for i, inc := range list {
		c := *inc
		c.URL = s.address(paths.Incident(inc))
		c.Aliases = slices.DeleteFunc(slices.Clone(inc.Aliases), func(a string) bool { return htmltree.WebAddress(a) != nil })
		list[i] = &c
	}
	return list
}
