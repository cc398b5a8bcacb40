// Package htmltree reads HTML into a tree of its elements, each with its place
// in the source, and reads the text and the Markdown of pieces of it.
package htmltree

import (
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/source"
)

// Node is an element of a page, by its places in the source. Text has no nodes:
// it is read from the source between those places.
type Node struct {
	Name       string
	Start, End int // of the element
	In, Out    int // of what is inside it

	Parent, First, Next *Node

	last  *Node
	src   *source.Source
	attrs []html.Attribute
}

// Attr returns the value of an attribute. Only attributes that say something
// about reports are kept.
func (n *Node) Attr(key string) (value string, ok bool) {
	for i := range n.attrs {
		if n.attrs[i].Key == key {
			return n.attrs[i].Val, true
		}
	}
	return "", false
}

// Value returns the value of an attribute, "" where there is none.
func (n *Node) Value(key string) string {
	s, _ := n.Attr(key)
	return s
}

// Is reports whether n has the class.
func (n *Node) Is(class string) bool {
	s, ok := n.Attr("class")
	return ok && hasWord(s, class)
}

// Extra reports whether n is marked, by package render, as not part of the
// report.
func (n *Node) Extra() bool {
	_, ok := n.Attr("data-extra")
	return ok
}

// Level returns the level of a heading, or 0.
func (n *Node) Level() int { return headingLevel(n.Name) }

// Time returns the instant of a time element, in UTC, or zero.
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

// Walk visits the elements below n in document order. What is inside an element
// is passed over where visit returns false for it.
func (n *Node) Walk(visit func(*Node) (inside bool)) {
	for k := n.First; k != nil; {
		k = k.after(n, visit(k))
	}
}

// Find returns the first element below n that fits, or nil.
func (n *Node) Find(fits func(*Node) bool) *Node {
	for k := n.First; k != nil; k = k.after(n, true) {
		if fits(k) {
			return k
		}
	}
	return nil
}

// Class returns the first element below n that has the class, or nil.
func (n *Node) Class(class string) *Node {
	return n.Find(func(k *Node) bool { return k.Is(class) })
}

// Named returns the first element below n of that name, or nil.
func (n *Node) Named(name string) *Node {
	return n.Find(func(k *Node) bool { return k.Name == name })
}

// after returns the node behind n in document order, below top. Unless inside
// is set, what is inside n is passed over.
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

// hasWord reports whether a list with spaces between its words has the word.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}
