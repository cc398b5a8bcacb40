// Package htmltree parses HTML into a tree of elements and texts, each with its
// place in the source. Start with [Parse].
package htmltree

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// A Node is an element or a text.
type Node struct {
	Name       string // of an element, in lower case; "" for a text
	Attrs      []html.Attribute
	Data       string // of a text, with character references resolved
	Start, End int    // offsets in the source

	Parent, First, Next *Node

	kind kind
}

// Attr returns the value of an attribute. ok reports whether n has it.
func (n *Node) Attr(key string) (value string, ok bool) {
	for _, a := range n.Attrs {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// Value returns the value of an attribute, or "".
func (n *Node) Value(key string) string {
	s, _ := n.Attr(key)
	return s
}

// Is reports whether n has the class.
func (n *Node) Is(class string) bool {
	return hasWord(n.Value("class"), class)
}

// ClassWord returns the word of the model that is a class of n, or "".
func ClassWord[T interface {
	incident.Word
	Valid() bool
}](n *Node) (word T) {
	for class := range strings.FieldsSeq(n.Value("class")) {
		if T(class).Valid() {
			word = T(class)
		}
	}
	return word
}

// Extra reports whether package render marked n as derived, with data-extra.
func (n *Node) Extra() bool {
	_, ok := n.Attr("data-extra")
	return ok
}

// Wraps reports whether line breaks in n are significant, because of its style
// or a class of Statuspage.
func (n *Node) Wraps() bool {
	return n.Is("whitespace-pre-wrap") || strings.Contains(strings.ReplaceAll(n.Value("style"), " ", ""), "white-space:pre")
}

// Level returns the level of a heading, or 0 for any other node.
func (n *Node) Level() int { return headingLevel(n.Name) }

// IsInline reports whether n is text, an inline element, or an element that
// shows nothing.
func (n *Node) IsInline() bool { return n.kind == inline || n.kind == metadata || n.Name == "wbr" }

// Time returns the instant of a time element in UTC, or the zero time.
func (n *Node) Time() time.Time {
	if n.Name != "time" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, n.Value("datetime"))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// Content returns the first child of n that is not white space, or nil.
func (n *Node) Content() *Node {
	n = n.First
	for n != nil && n.Name == "" && strings.TrimSpace(n.Data) == "" {
		n = n.Next
	}
	return n
}

// From returns a text without its first k bytes.
func (n *Node) From(k int) *Node {
	rest := *n
	rest.Data = n.Data[k:]
	return &rest
}

// Walk calls visit for the elements below n in document order. If visit returns
// false, the content of the element is skipped.
func (n *Node) Walk(visit func(*Node) (inside bool)) {
	for k := n.First; k != nil; {
		k = k.after(n, k.Name == "" || visit(k))
	}
}

// Find returns the first element below n for which fits returns true, or nil.
func (n *Node) Find(fits func(*Node) bool) *Node {
	for k := n.First; k != nil; k = k.after(n, true) {
		if k.Name != "" && fits(k) {
			return k
		}
	}
	return nil
}

// Class returns the first element below n with the class, or nil.
func (n *Node) Class(class string) *Node {
	return n.Find(func(k *Node) bool { return k.Is(class) })
}

// Named returns the first element below n with the name, or nil.
func (n *Node) Named(name string) *Node {
	return n.Find(func(k *Node) bool { return k.Name == name })
}

// after returns the node after n in document order, below top. Unless inside is
// set, the content of n is skipped.
func (n *Node) after(top *Node, inside bool) *Node {
	if inside && n.First != nil {
		return n.First
	}
	for n != top && n != nil {
		if n.Next != nil {
			return n.Next
		}
		n = n.Parent
	}
	return nil
}

// Line returns the text of n for a field of one line.
func (n *Node) Line(without ...*Node) string {
	return markdown.Line(n.Text(without...))
}

// Text returns the visible text of n as one line, with a space between blocks.
// Elements with data-extra, and the elements of without, are left out.
func (n *Node) Text(without ...*Node) string {
	if t := n.First; t != nil && t.Name == "" && t.Next == nil && markdown.IsLine(t.Data) {
		return t.Data
	}
	text := strings.TrimSpace(string(n.appendText(nil, without)))
	if markdown.IsLine(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

func (n *Node) appendText(b []byte, without []*Node) []byte {
	for k := n.First; k != nil; k = k.Next {
		switch {
		case k.Name == "":
			b = append(b, k.Data...)
		case k.Extra() || slices.Contains(without, k):
		case k.IsInline():
			b = k.appendText(b, without)
		default:
			b = append(k.appendText(append(b, ' '), without), ' ')
		}
	}
	return b
}

// hasWord reports whether a list separated by spaces has the word.
func hasWord(list, word string) bool {
	if list == word {
		return true
	}
	if !strings.Contains(list, word) {
		return false
	}
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// Canonical returns the canonical address that a page states, or "".
func (n *Node) Canonical() string {
	link := n.Find(func(k *Node) bool { return k.Name == "link" && strings.EqualFold(k.Value("rel"), "canonical") })
	if link == nil {
		return ""
	}
	return link.Value("href")
}

// WebAddress returns the address of a page on the web, or nil for any other
// text.
func WebAddress(text string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return nil
	}
	return u
}
