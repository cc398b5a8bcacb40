package htmltree

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
)

// Limits of a tree. A node needs more memory than its source. Saved pages have
// a few thousand elements, nested up to 30 deep.
const (
	maxNodes     = 1 << 20
	defaultDepth = 256
)

// Parse returns the root of the tree of a page; the root itself is not an
// element of the page. If maxDepth is 0, it is 256. Elements nested deeper than
// that, or more than a million elements and texts, are errors, but the tree is
// still usable: content that is too deep is flattened, and of content that is
// too much only the words are kept.
//
// Scripts, styles, comments and other content that is never visible are not in
// the tree.
func Parse(src *source.Source, maxDepth int) (*Node, incident.SourceErrors) {
	if maxDepth <= 0 {
		maxDepth = defaultDepth
	}
	end := len(src.Text)
	root := &Node{Name: "#root", End: end, kind: scope}
	b := builder{src: src.Text, open: []openElement{{node: root}}, maxDepth: maxDepth, deep: -1}
	b.build()
	var errs incident.SourceErrors
	if b.deep >= 0 {
		errs = append(errs, src.Error(b.deep, incident.CodeLimit, &incident.LimitError{Limit: "levels of elements", Max: maxDepth}))
	}
	if b.count > maxNodes {
		errs = append(errs, src.Error(end, incident.CodeLimit, &incident.LimitError{Limit: "elements", Max: maxNodes}))
	}
	return root, errs
}

// builder builds the tree of a page in one pass over its tokens. The parser of
// golang.org/x/net/html records no places and does not take linear time. This
// one follows the rules of HTML as far as reports need them: elements without
// end tags, end tags without elements, and wrongly nested markup.
type builder struct {
	src      string
	open     []openElement // elements whose end has not been found, the root first
	over     int           // number of open elements beyond the limit of depth
	maxDepth int
	deep     int // offset of the first element that is too deep, or -1
	count    int
	pool     []Node
	rest     []byte // texts after the last node within the limit
	svg      int    // open svg elements, whose content is skipped
	hidden   string // name of the open element that is not visible
	nested   int    // open elements of that name
}

// openElement is an element whose end has not been found.
type openElement struct {
	node  *Node
	last  *Node // its last child
	ended bool  // its end tag came before the end tag of an element inside it
}

func (b *builder) build() {
	s := scanner{src: b.src, attrs: make([]html.Attribute, 0, len(b.src)/64)}
	for s.next() {
		switch t := s.token; {
		case b.hidden != "":
			if t.name != b.hidden {
				continue
			}
			if !t.closing {
				b.nested++
			} else if b.nested--; b.nested == 0 {
				b.hidden = ""
			}
		case t.closing:
			b.end(t)
		case t.name != "":
			b.start(t)
		case t.text != "":
			b.text(t)
		}
	}
	end := len(b.src)
	if at := s.token.end; at < end && b.hidden == "" {
		b.text(token{text: b.src[at:], start: at, end: end}) // a tag that never ends
	}
	b.close(1, end, end)
	if len(b.rest) > 0 {
		b.add(&Node{Data: string(b.rest), Start: end, End: end})
	}
}

// kind decides how an element ends other elements.
type kind uint8

const (
	inline kind = iota // also texts and unknown elements
	block
	void
	metadata // void or invisible
	scope    // tables and their parts, which end tags of other elements do not cross
	hidden
)

var kinds = map[string]kind{
	"br": void, "hr": void, "img": void, "input": void, "wbr": void,
	"area": metadata, "base": metadata, "col": metadata, "embed": metadata, "link": metadata, "meta": metadata,
	"param": metadata, "source": metadata, "track": metadata,
	"td": scope, "th": scope, "tr": scope, "tbody": scope, "thead": scope, "tfoot": scope, "caption": scope, "table": scope,
	"script": hidden, "style": hidden, "template": hidden, "noscript": hidden, "iframe": hidden, "noembed": hidden, "noframes": hidden,
	"a": inline, "abbr": inline, "b": inline, "bdi": inline, "bdo": inline, "big": inline, "cite": inline, "code": inline, "del": inline, "em": inline,
	"font": inline, "i": inline, "ins": inline, "kbd": inline, "label": inline, "mark": inline, "q": inline, "s": inline,
	"samp": inline, "small": inline, "span": inline, "strike": inline, "strong": inline, "sub": inline, "sup": inline,
	"time": inline, "tt": inline, "u": inline, "var": inline,
	"address": block, "article": block, "aside": block, "blockquote": block, "body": block, "center": block, "dd": block,
	"details": block, "div": block, "dl": block, "dt": block, "fieldset": block, "figcaption": block, "figure": block,
	"footer": block, "form": block, "h1": block, "h2": block, "h3": block, "h4": block, "h5": block, "h6": block,
	"head": block, "header": block, "html": block, "li": block, "main": block, "menu": block, "nav": block, "ol": block,
	"option": block, "p": block, "pre": block, "section": block, "summary": block, "title": block, "ul": block,
}

// HasTag reports whether a text, which may be HTML or plain text, has a tag of
// an element that is usual in text. After the name of its element, a tag must
// have nothing or attributes with values, so "if <b and c>" is plain text.
func HasTag(text string) bool {
	for s := (scanner{src: text}); s.next(); {
		t := &s.token
		kind, known := kinds[t.name]
		if !known || kind == metadata || t.name == "input" || t.name == "title" {
			continue
		}
		if tag := strings.Trim(text[t.start:t.end], "</> \t\r\n"); len(tag) == len(t.name) || strings.Contains(tag, "=") {
			return true
		}
	}
	return false
}

func (b *builder) top() *openElement { return &b.open[len(b.open)-1] }

func (b *builder) start(t token) {
	kind := kinds[t.name]
	switch {
	case t.name == "svg" || t.name == "math":
		if b.src[t.end-2] != '/' {
			b.svg++
		}
		return
	case kind == hidden:
		b.hidden, b.nested = t.name, 1
		return
	case b.svg > 0:
		switch t.name {
		case "div", "section", "article", "p", "ul", "ol", "li", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "body", "header", "footer", "main":
			b.svg = 0 // HTML ends an svg element that is left open
		default:
			return
		}
	}
	b.imply(t.name, kind, t.start)
	n := b.node(t, kind)
	if n == nil || kind == void || kind == metadata {
		return
	}
	if len(b.open) > b.maxDepth {
		if b.deep < 0 {
			b.deep = t.start
		}
		b.over++
		return
	}
	b.open = append(b.open, openElement{node: n})
}

func (b *builder) text(t token) {
	switch top := b.top(); {
	case t.text[0] > ' ', strings.TrimLeft(t.text, " \t\n\f") != "":
		if top.node.Name == "head" {
			b.close(len(b.open)-1, t.start, t.start)
		}
	case top.node.IsInline(), top.node.Name == "pre", top.last != nil && top.last.kind != block && top.last.kind != scope, strings.Count(t.text, "\n") > 1:
	default:
		return // white space is not visible at the beginning of a line
	}
	if b.node(t, inline) == nil {
		b.rest = append(b.rest, t.text...)
	}
}

// node adds an element or a text to the innermost open element. It returns nil
// beyond the limit of nodes.
func (b *builder) node(t token, kind kind) *Node {
	if b.count++; b.count > maxNodes {
		return nil
	}
	if len(b.pool) == 0 {
		b.pool = make([]Node, 128)
	}
	n := &b.pool[0]
	b.pool = b.pool[1:]
	n.Name, n.Attrs, n.Data, n.Start, n.End, n.kind = t.name, t.attrs, t.text, t.start, t.end, kind
	b.add(n)
	return n
}

func (b *builder) add(n *Node) {
	parent := b.top()
	n.Parent = parent.node
	if parent.last == nil {
		parent.node.First = n
	} else {
		parent.last.Next = n
	}
	parent.last = n
}

// close closes the open elements from index from on. The first of them ends at
// end, and the others at inner.
func (b *builder) close(from, inner, end int) {
	for i := len(b.open) - 1; i >= from; i-- {
		o := &b.open[i]
		switch {
		case o.ended:
		case i == from:
			o.node.End = end
		default:
			o.node.End = inner
		}
	}
	b.open = b.open[:from]
	for b.top().ended {
		b.open = b.open[:len(b.open)-1]
	}
}

// end handles an end tag. An inline element leaves elements open that began
// inside it.
func (b *builder) end(t token) {
	kind := kinds[t.name]
	switch {
	case t.name == "svg" || t.name == "math":
		b.svg = max(0, b.svg-1)
		return
	case b.svg > 0 && (kind == inline || t.name == "title"), kind == metadata:
		return
	case t.name == "br":
		b.node(t, kind)
		return
	case b.over > 0:
		b.over--
		return
	}
	switch i := b.find(t.name, kind); {
	case i > 0:
		b.finish(i, t.start, t.end)
	case t.name == "p":
		b.node(t, kind) // HTML treats it as an empty paragraph
	}
}

// finish ends open element i.
func (b *builder) finish(i, inner, end int) {
	if o := &b.open[i]; o.node.kind == inline && i < len(b.open)-1 {
		o.node.End, o.ended = end, true
		return
	}
	b.close(i, inner, end)
}

// find returns the index of the open element that an end tag ends, or 0.
func (b *builder) find(name string, kind kind) int {
	for i := len(b.open) - 1; i > 0; i-- {
		o := &b.open[i]
		switch open := o.node.Name; {
		case open == name && !o.ended, headingLevel(open) > 0 && headingLevel(name) > 0:
			return i
		case o.node.kind == scope && kind != scope && name != "body" && name != "html",
			o.node.kind == block && name == "p", name == "li" && isList(open):
			return 0
		}
	}
	return 0
}

func isList(name string) bool { return name == "ul" || name == "ol" || name == "menu" }

// imply closes the elements that the start of another element ends.
func (b *builder) imply(name string, kind kind, at int) {
	if b.top().node.Name == "head" && kind != metadata && name != "title" {
		b.close(len(b.open)-1, at, at)
	}
	switch {
	case name == "a":
		if i := b.find(name, kind); i > 0 {
			b.finish(i, at, at)
		}
	case kind == block || name == "table" || name == "hr":
		b.closeParagraph(at)
	}
	if names := implied[name]; names != "" {
		b.closeWithin(names, kind, at)
	}
}

// implied maps the name of an element to the names of the elements that its
// start ends.
var implied = map[string]string{
	"li": "li", "dt": "dt dd", "dd": "dt dd", "option": "option",
	"td": "td th", "th": "td th", "tr": "tr", "tbody": "tbody thead tfoot", "thead": "tbody thead tfoot", "tfoot": "tbody thead tfoot",
}

// closeWithin closes the innermost open element with one of the names, within
// the open table. The end of an item reaches across only a few blocks.
func (b *builder) closeWithin(names string, kind kind, at int) {
	for i := len(b.open) - 1; i > 0; i-- {
		switch n := b.open[i].node; {
		case hasWord(names, n.Name):
			b.close(i, at, at)
			return
		case n.Name == "table", kind == block && n.kind != inline && !hasWord("address div p", n.Name):
			return
		}
	}
}

// closeParagraph closes the open paragraph, even across inline elements.
func (b *builder) closeParagraph(at int) {
	for i := len(b.open) - 1; i > 0; i-- {
		switch n := b.open[i].node; {
		case n.Name == "p":
			b.close(i, at, at)
			return
		case n.kind != inline:
			return
		}
	}
}

// headingLevel returns the level of a heading from the name of its element, or
// 0.
func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}
