package e2e

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/annotation"
)

// documentTags are the elements of Markdown, with the attributes that an engine
// may give them.
var documentTags = func() map[string][]string {
	tags := map[string][]string{
		"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"align", "style"}, "td": {"align", "style"},
		"input": {"type", "checked", "disabled"}, "code": {"class"},
		"ul": {"class"}, "li": {"class"},
	}
	for tag := range strings.FieldsSeq("html head body h1 h2 h3 h4 h5 h6 p br dl dt dd strong em del s pre blockquote hr table thead tbody tr") {
		tags[tag] = nil
	}
	return tags
}()

// live returns everything in the HTML that no document of ours contains:
// elements, attributes, addresses and, unless comments are allowed, comments
// other than annotations.
func live(source string, comments bool) (found []string) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return []string{err.Error()}
	}
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	for n := range root.Descendants() {
		switch n.Type {
		case html.CommentNode:
			if _, ok := annotation.Parse("<!--" + n.Data + "-->"); !ok && !comments {
				say("comment %q", n.Data)
			}
		case html.DoctypeNode:
			say("a type of document: %q", n.Data)
		case html.ElementNode:
			attrs, ok := documentTags[n.Data]
			if !ok || n.Namespace != "" {
				say("element %s", n.Data)
				continue
			}
			for _, a := range n.Attr {
				if !slices.Contains(attrs, a.Key) || !isHarmless(a) {
					say("%s %s=%q", n.Data, a.Key, a.Val)
				}
			}
		}
	}
	return found
}

// isHarmless reports whether our documents may have the attribute with this
// value.
func isHarmless(a html.Attribute) bool {
	switch a.Key {
	case "href", "src":
		return leadsSomewhere(a.Val)
	case "style":
		return slices.Contains([]string{"text-align:left", "text-align:center", "text-align:right"}, a.Val)
	case "type":
		return a.Val == "checkbox"
	}
	return true
}

// leadsSomewhere reports whether an address is relative or leads to the web or
// to mail, as a browser reads it: without controls, and without white space in
// front.
func leadsSomewhere(address string) bool {
	address = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, strings.ToLower(address))
	scheme, _, ok := strings.Cut(address, ":")
	return !ok || strings.ContainsAny(scheme, "/?#") || scheme == "http" || scheme == "https" || scheme == "mailto"
}
