package htmltree

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
)

// Limits of a tree. An element costs more memory than its source does; saved
// pages have a few thousand, which nest 30 deep.
const (
	maxElements  = 1 << 20
	defaultDepth = 256
)

// Parse returns the root of the tree of a page, which is no element of it. A
// maxDepth of zero stands for 256. A page with elements that are nested deeper,
// or with more than a million of them, gives errors; the tree is good
// nevertheless: what is too deep lies flat in it, and what is too many is not
// in it.
func Parse(src *source.Source, maxDepth int) (*Node, incident.SourceErrors) {
	if maxDepth <= 0 {
		maxDepth = defaultDepth
	}
	end := len(src.Text)
	root := &Node{Name: "#root", End: end, Out: end, src: src}
	b := builder{src: src, open: []*Node{root}, maxDepth: maxDepth, deep: -1}
	z := html.NewTokenizer(strings.NewReader(src.Text))
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
	b.close(1, end, end)
	var errs incident.SourceErrors
	if b.deep >= 0 {
		errs = append(errs, src.Error(b.deep, incident.CodeLimit, &incident.LimitError{Limit: "levels of elements", Max: maxDepth}))
	}
	if b.count > maxElements {
		errs = append(errs, src.Error(end, incident.CodeLimit, &incident.LimitError{Limit: "elements", Max: maxElements}))
	}
	return root, errs
}

// builder makes the tree of a page in one pass over its tokens. The tree of
// golang.org/x/net/html has no places, which errors need, and cannot be had in
// linear time. This one follows the rules of HTML as far as reports need them:
// elements without end tags, end tags without elements, and markup that is
// nested wrongly.
type builder struct {
	src      *source.Source
	open     []*Node // elements without their end so far, the root first
	maxDepth int
	count    int
	pool     []Node
	deep     int // offset of the first element that is too deep, or -1
	svg      int // pictures that are open: nothing in them is read
}

// kind is what an element means for the ends of others.
type kind uint8

const (
	block kind = iota
	inline
	void
	cell // td and the like, which end tags of other elements do not cross
)

var kinds = map[string]kind{
	"area": void, "base": void, "br": void, "col": void, "embed": void, "hr": void, "img": void,
	"input": void, "link": void, "meta": void, "param": void, "source": void, "track": void, "wbr": void,
	"a": inline, "abbr": inline, "b": inline, "big": inline, "cite": inline, "code": inline,
	"del": inline, "em": inline, "font": inline, "i": inline, "ins": inline, "kbd": inline,
	"label": inline, "mark": inline, "q": inline, "s": inline, "samp": inline, "small": inline,
	"span": inline, "strike": inline, "strong": inline, "sub": inline, "sup": inline, "time": inline,
	"tt": inline, "u": inline, "var": inline,
	"td": cell, "th": cell, "caption": cell, "table": cell, "template": cell, "#root": cell,
}

// keptAttributes are those that say something about a report.
var keptAttributes = map[string]bool{
	"class": true, "id": true, "href": true, "rel": true, "name": true, "property": true, "content": true, "lang": true, "datetime": true,
	"data-datetime-unix": true, "data-unix-time": true, "data-extra": true, "data-milestone": true, "data-react-props": true, "data-props": true,
}

func (b *builder) start(name string, z *html.Tokenizer, hasAttr, closed bool, at, end int) {
	if name == "svg" || name == "math" {
		if !closed {
			b.svg++
		}
		return
	}
	kind := kinds[name]
	if b.svg > 0 {
		if kind != block || foreign[name] || strings.ContainsAny(name, "-:") {
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
	if kind == void && len(attrs) == 0 {
		return
	}
	if b.count++; b.count > maxElements {
		return
	}
	n := b.add(name, attrs, at, end)
	if kind == void {
		return
	}
	if len(b.open) > b.maxDepth {
		if b.deep < 0 {
			b.deep = at
		}
		return // its end tag finds nothing to close
	}
	b.open = append(b.open, n)
}

// foreign are elements of pictures that HTML knows by the same name.
var foreign = map[string]bool{"title": true, "style": true, "script": true}

func (b *builder) add(name string, attrs []html.Attribute, at, end int) *Node {
	if len(b.pool) == 0 {
		b.pool = make([]Node, 128)
	}
	n := &b.pool[0]
	b.pool = b.pool[1:]
	*n = Node{Name: name, Start: at, In: end, Out: end, End: end, Parent: b.open[len(b.open)-1], src: b.src, attrs: attrs}
	if n.Parent.First == nil {
		n.Parent.First = n
	} else {
		n.Parent.last.Next = n
	}
	n.Parent.last = n
	return n
}

// close closes the open elements from the given one on. What is inside them
// ends at out, and the first of them itself at end.
func (b *builder) close(from, out, end int) {
	for i := len(b.open) - 1; i >= from; i-- {
		n := b.open[i]
		n.Out, n.End = out, out
		if i == from {
			n.End = end
		}
	}
	b.open = b.open[:from]
}

// imply closes the elements that the beginning of another one ends.
func (b *builder) imply(name string, kind kind, at int) {
	if kind == inline {
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
func (b *builder) closeInline(name string, at int) {
	for i := len(b.open) - 1; i > 0; i-- {
		if b.open[i].Name == name {
			b.close(i, at, at)
			return
		}
		if kinds[b.open[i].Name] != inline {
			return
		}
	}
}

// closeWithin closes the outermost element of the names within the innermost of
// the elements that hold such ones.
func (b *builder) closeWithin(at int, holders string, names ...string) {
	for i := len(b.open) - 1; i > 0; i-- {
		name := b.open[i].Name
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

func (b *builder) endTag(name string, at, end int) {
	if name == "svg" || name == "math" {
		b.svg = max(0, b.svg-1)
		return
	}
	if b.svg > 0 && (foreign[name] || kinds[name] == inline) {
		return
	}
	kind := kinds[name]
	for i := len(b.open) - 1; i > 0; i-- {
		open := b.open[i].Name
		if open == name || headingLevel(open) > 0 && headingLevel(name) > 0 {
			b.close(i, at, end)
			return
		}
		switch kinds[open] {
		case cell:
			if kind != cell && name != "tr" && name != "tbody" && name != "thead" && name != "tfoot" && name != "body" && name != "html" {
				return
			}
		case block:
			if kind == inline || name == "p" {
				return
			}
		}
	}
}

// headingLevel returns the level of a heading by the name of its element, or 0.
func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}
