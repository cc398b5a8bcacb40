package htmltext

import (
	"strings"

	"github.com/incidentkit/incident/internal/htmltree"
)

// formatting records where the open formatting elements end. The style of a
// text depends on its place in the source, because in the tree a wrongly nested
// element may extend beyond its end tag: in "<b>a<p>b</b>c", the c is not bold.
type formatting struct {
	strong, emphasis, struck, preWrap int

	code, link *htmltree.Node // the last one that began, or nil
}

// A style is the formatting of a run.
type style struct {
	strong, emphasis bool // not both; emphasis inside strong emphasis is dropped
	struck           bool // excludes emphasis

	code, link *htmltree.Node // around the run, or nil
}

// open records an element that begins.
func (f *formatting) open(n *htmltree.Node) {
	if n.Wraps() {
		f.preWrap = max(f.preWrap, n.End)
	}
	switch n.Name {
	case "b", "strong":
		f.strong = max(f.strong, n.End)
	case "i", "em":
		f.emphasis = max(f.emphasis, n.End)
	case "del", "s", "strike":
		f.struck = max(f.struck, n.End)
	case "code", "kbd", "samp", "tt":
		if f.code == nil || n.Start >= f.code.End {
			f.code = n
		}
	case "a":
		f.link = n
	}
}

// style returns the style of the text at an offset of the source.
func (f *formatting) style(at int) style {
	s := style{struck: at < f.struck}
	if !s.struck {
		s.strong = at < f.strong
		s.emphasis = at < f.emphasis && !s.strong
	}
	if f.code != nil && at < f.code.End {
		s.code = f.code
	}
	if f.link != nil && at < f.link.End {
		s.link = f.link
	}
	return s
}

// target returns the address of a link or an image.
func target(n *htmltree.Node) string {
	if n.Name == "img" {
		return strings.TrimSpace(n.Value("src"))
	}
	return strings.TrimSpace(n.Value("href"))
}

// isTarget reports whether a link may lead to url.
func isTarget(url string) bool {
	scheme, rest, ok := strings.Cut(url, ":")
	if !ok || rest == "" {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto":
		return true
	}
	return false
}
