package htmltext

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// A writer walks a tree and converts each element. Words are collected in a
// line until their block ends; then the block is written.
type writer struct {
	options Markdown
	page    bool             // elements with data-extra are left out
	without []*htmltree.Node // further elements to leave out
	plain   bool             // plain text is written instead of Markdown
	limit   error
	depth   int // of the present element

	blocks     blocks
	line       line
	formatting formatting
	heading    int    // level of the open heading, or 0
	table      *table // the open table, or nil
	inCell     bool   // inside a cell of table
	pre        []byte // text of the open pre element
	inPre      bool
}

// Limits of nesting. Package markdown allows more.
const (
	maxDepth   = 256 // elements
	maxNesting = 16  // lists and quotations
)

// write returns the Markdown of n and the nodes after it.
func (w *writer) write(n *htmltree.Node) string {
	w.blocks.plain = w.plain
	w.nodes(n)
	w.closeTo(0)
	w.flush()
	return string(w.blocks.dst)
}

func (w *writer) nodes(n *htmltree.Node) {
	for ; n != nil; n = n.Next {
		switch {
		case n.Name == "":
			w.text(n.Data, n.Start)
		case w.page && n.Extra() || slices.Contains(w.without, n):
		case w.depth == maxDepth:
			w.limit = &incident.LimitError{Limit: "levels of elements", Max: maxDepth}
			w.text(n.Text(), n.Start)
		default:
			w.depth++
			w.element(n)
			w.depth--
		}
	}
}

func (w *writer) children(n *htmltree.Node) { w.nodes(n.First) }

func (w *writer) element(n *htmltree.Node) {
	w.formatting.open(n)
	switch n.Name {
	case "head":
	case "br":
		w.lineBreak()
	case "img":
		w.image(n)
	case "input":
		w.checkbox(n)
	case "li":
		w.item(n)
	default:
		if n.IsInline() {
			w.children(n)
			return
		}
		w.beginItem()
		level := len(w.blocks.containers)
		w.block(n)
		w.closeTo(level)
	}
}

func (w *writer) block(n *htmltree.Node) {
	switch n.Name {
	case "p":
		w.flush()
		w.children(n)
		w.flush()
	case "h1", "h2", "h3", "h4", "h5", "h6":
		w.flush()
		if !w.inCell {
			w.heading = max(1, n.Level()-max(0, w.options.Up))
		}
		w.children(n)
		w.flush()
		w.heading = 0
	case "hr":
		w.flush()
		if !w.inCell {
			w.endRows()
			w.blocks.write([]byte("___"), false)
		}
	case "ul", "ol", "menu":
		w.contain(n, newList(n))
	case "blockquote":
		w.contain(n, container{kind: quotation, first: "> ", rest: "> "})
	case "pre":
		w.preformatted(n)
	case "table":
		w.tableOf(n)
	case "tr":
		w.row(n)
	case "td", "th":
		w.cell(n)
	default:
		w.lines(n)
	}
}

// lines writes the content of an element on lines of its own.
func (w *writer) lines(n *htmltree.Node) {
	w.line.gap.line = true
	w.children(n)
	w.line.gap.line = true
}

// contain writes the content of an element into a container. Where no container
// is possible, because a cell or a heading has only one line or the nesting is
// too deep, it writes lines.
func (w *writer) contain(n *htmltree.Node, c container) {
	w.flush()
	if !w.canNest() || w.plain && c.kind == quotation {
		w.lines(n)
		return
	}
	level := len(w.blocks.containers)
	w.endRows()
	w.blocks.open(c)
	w.children(n)
	w.closeTo(level)
}

func (w *writer) canNest() bool {
	if w.inCell || w.inPre || w.heading > 0 {
		return false
	}
	if len(w.blocks.containers) >= 2*maxNesting {
		w.limit = &incident.LimitError{Limit: "levels of lists and quotations", Max: maxNesting}
		return false
	}
	return true
}

// item writes a list item. Outside a list it begins a list, which the next item
// continues.
func (w *writer) item(n *htmltree.Node) {
	if w.canNest() {
		w.flush()
		if top := w.blocks.top(); top.kind == item && top.implied {
			w.blocks.closeTo(len(w.blocks.containers) - 1)
		}
		if w.blocks.top().kind != list {
			w.blocks.open(container{kind: list, mark: '-', implied: true})
		}
	}
	w.contain(n, container{kind: item})
}

// beginItem begins an item for text or a block directly inside a list. After
// items outside a list, it ends their list instead.
func (w *writer) beginItem() {
	switch top := w.blocks.top(); {
	case top.kind != list:
	case top.implied:
		w.closeTo(len(w.blocks.containers) - 1)
	default:
		w.flush()
		w.blocks.open(container{kind: item, implied: true})
	}
}

// closeTo closes the containers from index level on.
func (w *writer) closeTo(level int) {
	if len(w.blocks.containers) > level {
		w.flush()
		w.blocks.closeTo(level)
	}
}

// flush writes the line as a block: a heading or paragraphs.
func (w *writer) flush() {
	if w.inCell {
		w.line.space(' ')
		return
	}
	runs := w.line.runs
	if len(runs) > 0 {
		w.endRows()
	}
	if w.heading > 0 {
		if text := w.line.markdown(runs, markdown.Heading, w.plain); len(bytes.TrimSpace(text)) > 0 {
			if !w.plain {
				text = append([]byte(strings.Repeat("#", w.heading)+" "), text...)
			}
			w.blocks.write(text, false)
		}
		runs = nil
	}
	for len(runs) > 0 {
		n := 0
		for n < len(runs) && runs[n].kind != paragraphEnd {
			n++
		}
		if n > 0 {
			w.blocks.write(w.line.markdown(runs[:n], markdown.Paragraph, w.plain), false)
		}
		runs = runs[min(n+1, len(runs)):]
	}
	w.line.reset()
}

// text adds text at an offset of the source.
func (w *writer) text(s string, at int) {
	if w.inPre {
		w.pre = append(w.pre, s...)
		return
	}
	if strings.Trim(s, " \t\r\n\f") != "" {
		w.beginItem()
	}
	w.line.oneLine = w.inCell || w.heading > 0
	w.line.words(s, w.formatting.style(at), w.options.PreWrap || at < w.formatting.preWrap)
}

// lineBreak adds the line break of a br element.
func (w *writer) lineBreak() {
	if w.inPre {
		w.pre = append(w.pre, '\n')
		return
	}
	w.line.gap.breaks++
}

// image adds the alternative text of an img element, as a link unless it is
// inside one.
func (w *writer) image(n *htmltree.Node) {
	text, link := strings.TrimSpace(n.Value("alt")), w.formatting.link
	if w.formatting.style(n.Start).link == nil && isTarget(target(n)) {
		w.formatting.link = n
		if text == "" {
			text = target(n)
		}
	}
	w.text(strings.Join(strings.Fields(text), " "), n.Start)
	w.formatting.link = link
}

// checkbox adds an input element, if it is a checkbox at the start of an item.
func (w *writer) checkbox(n *htmltree.Node) {
	if !strings.EqualFold(n.Value("type"), "checkbox") {
		return
	}
	box := "[ ] "
	if _, checked := n.Attr("checked"); checked {
		box = "[x] "
	}
	w.beginItem()
	if w.plain || len(w.line.runs) > 0 || !w.blocks.setBox(box) {
		w.text(box, n.Start)
	}
}

// preformatted writes a pre element as code.
func (w *writer) preformatted(n *htmltree.Node) {
	w.flush()
	if w.inCell || w.inPre {
		w.lines(n)
		return
	}
	w.inPre, w.pre = true, w.pre[:0]
	w.children(n)
	w.inPre = false
	code := string(w.pre)
	for {
		line, rest, ok := strings.Cut(code, "\n")
		if !ok || strings.TrimSpace(line) != "" {
			break
		}
		code = rest
	}
	code = strings.TrimRight(code, " \t\n")
	switch {
	case code == "":
	case w.plain:
		w.blocks.write([]byte(code), false)
	default:
		w.endRows()
		fence := strings.Repeat("`", max(3, markdown.LongestRun(code, '`')+1))
		w.blocks.write([]byte(fence+"\n"+code+"\n"+fence), true)
	}
}

// newList returns the container of a list.
func newList(n *htmltree.Node) container {
	if n.Name != "ol" {
		return container{kind: list, mark: '-'}
	}
	c := container{kind: list, mark: '.', number: 1}
	if start, err := strconv.Atoi(n.Value("start")); err == nil && start >= 0 && start < 1e6 {
		c.number = start
	}
	return c
}
