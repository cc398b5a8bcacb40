package parse

import (
	"strings"

	"golang.org/x/net/html"
)

// node is an element of a page, by its places in the source. Text has no nodes:
// it is read from the source between those places.
type node struct {
	name       string
	attrs      []html.Attribute
	start, end int // of the element
	in, out    int // of what is inside it

	parent, first, last, next *node
}

// elementsMost bounds the elements of a page, which cost more memory than their
// source does. Saved pages have a few thousand.
const elementsMost = 1 << 20

// treeBuilder makes the tree of a page in one pass over its tokens. The tree of
// golang.org/x/net/html would say nothing of places, which errors need, and cannot
// be had in linear time. This one follows the rules of HTML as far as pages of
// reports need them: elements without end tags, end tags without elements, and
// markup that is nested wrongly.
type treeBuilder struct {
	root  *node
	open  []*node // root first
	most  int     // elements that may be open
	count int
	pool  []node
	deep  int // offset of the first element that is too deep, or -1
	svg   int // pictures that are open: nothing in them is read
	over  bool
}

// buildTree returns the root of the tree. What is nested too deeply lies flat in
// it; deep is where that begins, or -1. many reports more than elementsMost
// elements; those beyond are not in the tree.
func buildTree(src string, most int) (root *node, deep int, many bool) {
	b := treeBuilder{most: most, deep: -1}
	b.root = &node{name: "#root", in: 0, out: len(src), end: len(src)}
	b.open = append(b.open, b.root)
	z := html.NewTokenizer(strings.NewReader(src))
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		end := at + len(z.Raw())
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttr := z.TagName()
			b.start(string(name), z, hasAttr, kind == html.SelfClosingTagToken, at, end)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.endTag(string(name), at, end)
		}
		at = end
	}
	b.close(1, len(src), len(src))
	return b.root, b.deep, b.over
}

// elementKind is what an element means for the ends of others.
type elementKind uint8

const (
	elementBlock elementKind = iota
	elementInline
	elementVoid
	elementCell // td and the like, which end tags of other elements do not cross
)

var elementKinds = map[string]elementKind{
	"area": elementVoid, "base": elementVoid, "br": elementVoid, "col": elementVoid, "embed": elementVoid, "hr": elementVoid, "img": elementVoid,
	"input": elementVoid, "link": elementVoid, "meta": elementVoid, "param": elementVoid, "source": elementVoid, "track": elementVoid, "wbr": elementVoid,
	"a": elementInline, "abbr": elementInline, "b": elementInline, "big": elementInline, "cite": elementInline, "code": elementInline,
	"del": elementInline, "em": elementInline, "font": elementInline, "i": elementInline, "ins": elementInline, "kbd": elementInline,
	"label": elementInline, "mark": elementInline, "q": elementInline, "s": elementInline, "samp": elementInline, "small": elementInline,
	"span": elementInline, "strike": elementInline, "strong": elementInline, "sub": elementInline, "sup": elementInline, "time": elementInline,
	"tt": elementInline, "u": elementInline, "var": elementInline,
	"td": elementCell, "th": elementCell, "caption": elementCell, "table": elementCell, "template": elementCell, "#root": elementCell,
}

// keptAttributes are those that say something about a report.
var keptAttributes = map[string]bool{
	"class": true, "id": true, "href": true, "rel": true, "name": true, "property": true, "content": true, "lang": true, "datetime": true,
	"data-datetime-unix": true, "data-unix-time": true, "data-extra": true, "data-milestone": true, "data-react-props": true, "data-props": true,
}

func (b *treeBuilder) start(name string, z *html.Tokenizer, hasAttr, closed bool, at, end int) {
	if name == "svg" || name == "math" {
		if !closed {
			b.svg++
		}
		return
	}
	kind := elementKinds[name]
	if b.svg > 0 {
		if kind != elementBlock || foreign[name] || strings.ContainsAny(name, "-:") {
			return
		}
		switch name {
		case "div", "section", "article", "p", "ul", "ol", "li", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "body", "header", "footer", "main":
			b.svg = 0 // HTML ends a picture that is left open
		default:
			return
		}
	}
	b.imply(name, kind, at)
	var attrs []html.Attribute
	for hasAttr {
		var key, value []byte
		key, value, hasAttr = z.TagAttr()
		if keptAttributes[string(key)] {
			attrs = append(attrs, html.Attribute{Key: string(key), Val: string(value)})
		}
	}
	if kind == elementVoid && len(attrs) == 0 {
		return
	}
	if b.count++; b.count > elementsMost {
		b.over = true
		return
	}
	n := b.add(name, attrs, at, end)
	if kind == elementVoid {
		return
	}
	if len(b.open) > b.most {
		if b.deep < 0 {
			b.deep = at
		}
		return // its end tag finds nothing to close
	}
	b.open = append(b.open, n)
}

// foreign are elements of pictures that HTML knows by the same name.
var foreign = map[string]bool{"title": true, "style": true, "script": true}

func (b *treeBuilder) add(name string, attrs []html.Attribute, at, end int) *node {
	if len(b.pool) == 0 {
		b.pool = make([]node, 128)
	}
	n := &b.pool[0]
	b.pool = b.pool[1:]
	*n = node{name: name, attrs: attrs, start: at, in: end, out: end, end: end}
	n.parent = b.open[len(b.open)-1]
	if n.parent.first == nil {
		n.parent.first = n
	} else {
		n.parent.last.next = n
	}
	n.parent.last = n
	return n
}

// close closes the open elements from the given one on. What is inside them ends
// at out, and the first of them itself at end.
func (b *treeBuilder) close(from, out, end int) {
	for i := len(b.open) - 1; i >= from; i-- {
		n := b.open[i]
		n.out, n.end = out, out
		if i == from {
			n.end = end
		}
	}
	b.open = b.open[:from]
}

// imply closes the elements that the beginning of another one ends.
func (b *treeBuilder) imply(name string, kind elementKind, at int) {
	if kind == elementInline {
		if name == "a" {
			b.closeInline(name, at)
		}
		return
	}
	if name != "br" && name != "input" && name != "img" && name != "wbr" && name != "meta" && name != "link" {
		b.closeInline("p", at)
	}
	switch name {
	case "li":
		b.closeWithin(at, "ul ol menu", "li")
	case "dt", "dd":
		b.closeWithin(at, "dl", "dt", "dd")
	case "option":
		b.closeWithin(at, "select", "option")
	case "td", "th":
		b.closeWithin(at, "table", "td", "th")
	case "tr":
		b.closeWithin(at, "table", "tr")
	case "tbody", "thead", "tfoot":
		b.closeWithin(at, "table", "tbody", "thead", "tfoot")
	}
}

// closeInline closes the innermost element of that name, across elements of the
// line only.
func (b *treeBuilder) closeInline(name string, at int) {
	for i := len(b.open) - 1; i > 0; i-- {
		if b.open[i].name == name {
			b.close(i, at, at)
			return
		}
		if elementKinds[b.open[i].name] != elementInline {
			return
		}
	}
}

// closeWithin closes the outermost element of the names within the innermost of
// the elements that hold such ones.
func (b *treeBuilder) closeWithin(at int, holders string, names ...string) {
	for i := len(b.open) - 1; i > 0; i-- {
		name := b.open[i].name
		for _, n := range names {
			if name == n {
				b.close(i, at, at)
				return
			}
		}
		if hasWord(holders, name) || name == "div" && names[0] == "li" {
			return
		}
	}
}

func (b *treeBuilder) endTag(name string, at, end int) {
	if name == "svg" || name == "math" {
		b.svg = max(0, b.svg-1)
		return
	}
	if b.svg > 0 && (foreign[name] || elementKinds[name] == elementInline) {
		return
	}
	kind := elementKinds[name]
	for i := len(b.open) - 1; i > 0; i-- {
		open := b.open[i].name
		if open == name || isHeadingName(open) && isHeadingName(name) {
			b.close(i, at, end)
			return
		}
		switch elementKinds[open] {
		case elementCell:
			if kind != elementCell && name != "tr" && name != "tbody" && name != "thead" && name != "tfoot" && name != "body" && name != "html" {
				return
			}
		case elementBlock:
			if kind == elementInline || name == "p" {
				return
			}
		}
	}
}

func isHeadingName(s string) bool { return len(s) == 2 && s[0] == 'h' && '1' <= s[1] && s[1] <= '6' }

// attr returns the value of an attribute.
func (n *node) attr(key string) (string, bool) {
	for i := range n.attrs {
		if n.attrs[i].Key == key {
			return n.attrs[i].Val, true
		}
	}
	return "", false
}

func (n *node) value(key string) string {
	s, _ := n.attr(key)
	return s
}

// is reports whether n has the class.
func (n *node) is(class string) bool {
	s, ok := n.attr("class")
	return ok && hasWord(s, class)
}

// extra reports whether n is marked as not part of the report.
func (n *node) extra() bool {
	_, ok := n.attr("data-extra")
	return ok
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

// after returns the node behind n in document order, below top. Where down is
// false, what is inside n is passed over.
func (n *node) after(top *node, down bool) *node {
	if down && n.first != nil {
		return n.first
	}
	for n != top && n != nil {
		if n.next != nil {
			return n.next
		}
		n = n.parent
	}
	return nil
}

// each gives the elements below n in document order. What is inside an element is
// passed over where yield returns false for it.
func (n *node) each(yield func(*node) bool) {
	for k := n.first; k != nil; {
		k = k.after(n, yield(k))
	}
}

// find returns the first element below n that fits, or nil.
func (n *node) find(fits func(*node) bool) *node {
	for k := n.first; k != nil; k = k.after(n, true) {
		if fits(k) {
			return k
		}
	}
	return nil
}

// class returns the first element below n that has a class, or nil.
func (n *node) class(class string) *node {
	return n.find(func(k *node) bool { return k.is(class) })
}

// named returns the first element below n of that name, or nil.
func (n *node) named(name string) *node {
	return n.find(func(k *node) bool { return k.name == name })
}
