package htmltext

import (
	"strconv"
	"strings"
)

// A writer turns a stream of tags and text into Markdown. Text gathers in runs
// until a block ends; then it is written. There is no tree: elements that are
// open stand on a stack, and so do the containers that put something in front
// of every line, which are items and quotations.
type writer struct {
	dst     []byte
	start   int  // of what is ours in dst
	preWrap bool // outside all elements
	plain   bool // text is written, not Markdown
	limit   *LimitError

	open       []element
	over       int // open elements that found no place in open
	skip       bool
	containers []container
	root       container // what is in none of them

	boxes bool // the source has boxes of tasks
	line
	heading int    // level of the heading that is open; 0: none
	pre     []byte // text of the pre that is open
	inPre   bool
	table   table
}

// An element is one that is open.
type element struct {
	name     string
	tag      tag
	preWrap  bool
	implied  bool // the source does not say that it begins
	outer    int  // containers around it
	lastLink int  // link around it
}

// innermost returns the tag of the element opened last.
func (w *writer) innermost() tag {
	if len(w.open) == 0 {
		return 0
	}
	return w.open[len(w.open)-1].tag
}

func (w *writer) startTag(name string, a attributes) {
	if name == "input" && a.checkbox {
		w.box(a.checked)
		return
	}
	t := tags[name]
	switch t {
	case tagSkip:
		w.skip = true
		return
	case tagBreak:
		w.breakLine()
		return
	case tagWordBreak:
		return
	case tagImage:
		w.ensureItem()
		w.image(a)
		return
	case tagRule:
		w.closeParagraph()
		w.ensureItem()
		w.flush()
		if !w.inCell() {
			w.endRows()
			w.block("___", blockOther)
		}
		return
	case tagLink:
		w.endTag("a")
	case tagItem:
		w.closeParagraph()
		w.closeUpTo("li", tagList)
	case tagParagraph, tagHeading, tagQuote, tagPre, tagList, tagTable:
		w.closeParagraph()
	case tagRow:
		w.closeUpTo("tr", tagTable)
	case tagCell:
		if !w.closeUpTo("td", tagTable) {
			w.closeUpTo("th", tagTable)
		}
	}
	if isVoid(name) {
		return
	}
	if len(w.open) >= maxDepth {
		w.over++
		w.limit = &LimitError{"nesting", maxDepth}
		return
	}
	if t != tagItem && !t.isInline() {
		w.ensureItem()
	}
	e := element{name: name, tag: t, preWrap: w.wraps() || a.preWrap, outer: len(w.containers), lastLink: w.style.link}
	switch t {
	case tagStrong:
		w.strong++
	case tagEmphasis:
		w.emphasis++
	case tagStruck:
		w.struck++
	case tagCode:
		w.codes++
		w.code++
	case tagLink:
		w.links = append(w.links, strings.TrimSpace(a.href))
		w.style.link = len(w.links)
	case tagLine, tagDescribing:
		w.endLine()
	case tagHeading:
		w.flush()
		if !w.inCell() {
			w.heading = int(name[1] - '0')
		}
	case tagParagraph:
		w.flush()
	case tagQuote:
		w.flush()
		if w.nest(&e) {
			w.containers = append(w.containers, container{kind: kindQuote, first: "> ", rest: "> "})
		}
	case tagPre:
		w.flush()
		e.preWrap = true
		if !w.inCell() && !w.inPre {
			w.inPre, w.pre = true, w.pre[:0]
		} else {
			e.tag = tagLine
		}
	case tagList:
		w.flush()
		if w.nest(&e) {
			c := container{kind: kindList, mark: '-'}
			if name == "ol" {
				c.mark, c.number = '.', 1
				if n, err := strconv.Atoi(a.start); err == nil && n >= 0 && n < 1e6 {
					c.number = n
				}
			}
			w.containers = append(w.containers, c)
		}
	case tagItem:
		w.flush()
		if !w.inList() {
			w.startTag("ul", attributes{})
			if w.innermost() == tagList {
				w.open[len(w.open)-1].implied = true
			}
			e.outer = len(w.containers)
		}
		if w.nest(&e) && w.inList() {
			w.containers = append(w.containers, container{kind: kindItem})
		}
	case tagTable:
		w.flush()
		if w.table.open || w.inPre {
			e.tag = tagLine // a table inside a cell is lines of text
		} else {
			w.table.open = true
		}
	case tagRow:
		if w.rowsHere() {
			w.flush()
			w.table.startRow()
		} else {
			e.tag = tagLine
			w.endLine()
		}
	case tagCell:
		if w.rowsHere() || w.innermost() == tagRow {
			w.flush()
			w.table.startCell()
		} else {
			e.tag = tagContent
			w.space(' ')
		}
	}
	w.open = append(w.open, e)
}

// rowsHere reports whether a row that begins belongs to the table that is open.
func (w *writer) rowsHere() bool {
	t := w.innermost()
	return w.table.open && !w.table.inCell && (t == tagTable || t == tagParts)
}

// nest reports whether the element gets a container: not in cells, where a line
// is all there is, and not too deep.
func (w *writer) nest(e *element) bool {
	if w.inCell() || w.inPre || w.heading > 0 || w.plain && e.tag == tagQuote {
		e.tag = tagLine
		w.endLine()
		return false
	}
	if len(w.containers) >= 2*maxNesting {
		w.limit = &LimitError{"nesting", maxNesting}
		e.tag = tagLine
		w.endLine()
		return false
	}
	return true
}

// inList reports whether an item can begin here.
func (w *writer) inList() bool {
	for i := len(w.open) - 1; i >= 0; i-- {
		switch t := w.open[i].tag; {
		case t == tagList:
			return true
		case !t.isInline():
			return false
		}
	}
	return false
}

// ensureItem begins the item that what stands directly in a list needs. Behind
// items without a list around them it ends their list instead.
func (w *writer) ensureItem() {
	if w.innermost() != tagList {
		return
	}
	if w.open[len(w.open)-1].implied {
		w.pop(len(w.open) - 1)
		return
	}
	w.startTag("li", attributes{})
}

// wraps reports whether line breaks of the source count here.
func (w *writer) wraps() bool {
	if len(w.open) == 0 {
		return w.preWrap
	}
	return w.open[len(w.open)-1].preWrap
}

func (w *writer) endTag(name string) {
	w.skip = false
	if name == "br" {
		w.breakLine()
		return
	}
	if isVoid(name) || tags[name] == tagSkip {
		return
	}
	if w.over > 0 {
		w.over--
		return
	}
	inline := tags[name].isInline()
	for i := len(w.open) - 1; i >= 0; i-- {
		e := w.open[i]
		if e.name != name {
			if e.blocksEnd(name) {
				break
			}
			continue
		}
		if inline {
			w.leave(e)
			w.open = append(w.open[:i], w.open[i+1:]...)
		} else {
			w.pop(i)
		}
		return
	}
	if name == "p" {
		w.flush()
	}
}

// blocksEnd reports whether an end tag of that name, inside the element, cannot
// end what was begun outside it.
func (e element) blocksEnd(name string) bool {
	switch e.name {
	case "table":
		return true
	case "td", "th":
		return name != "table" && name != "tr" && tags[name] != tagParts
	case "ul", "ol", "menu":
		return name == "li" && !e.implied
	}
	return false
}

// closeParagraph ends the paragraph that a block begins in.
func (w *writer) closeParagraph() {
	for i := len(w.open) - 1; i >= 0 && w.open[i].tag.isInline() || i >= 0 && w.open[i].tag == tagParagraph; i-- {
		if w.open[i].tag == tagParagraph {
			w.pop(i)
			return
		}
	}
}

// closeUpTo ends the element of that name that is open inside the nearest
// limit.
func (w *writer) closeUpTo(name string, limit tag) bool {
	for i := len(w.open) - 1; i >= 0; i-- {
		switch e := w.open[i]; {
		case e.name == name:
			w.pop(i)
			return true
		case e.name == "table" || limit == tagList && (e.tag == limit || tags[e.name] == limit || tags[e.name] == tagCell):
			return false
		}
	}
	return false
}

// pop ends the elements from the i-th on, the last one first.
func (w *writer) pop(i int) {
	for len(w.open) > i {
		e := w.open[len(w.open)-1]
		w.leave(e)
		w.open = w.open[:len(w.open)-1]
	}
}

// leave does what the end of an element means.
func (w *writer) leave(e element) {
	switch e.tag {
	case tagStrong:
		w.strong--
	case tagEmphasis:
		w.emphasis--
	case tagStruck:
		w.struck--
	case tagCode:
		w.codes--
	case tagLink:
		w.style.link = 0
	case tagLine, tagDescribing:
		w.endLine()
	case tagParagraph:
		w.flush()
	case tagHeading:
		w.flush()
		w.heading = 0
	case tagPre:
		w.endPre()
	case tagQuote, tagItem:
		w.flush()
		w.containers = w.containers[:min(e.outer, len(w.containers))]
	case tagList:
		w.flush()
		w.endList(e.outer)
	case tagCell:
		w.endCell()
	case tagTable:
		w.flush()
		w.endRows()
		w.table.open = false
	}
}

// text takes text with its entities resolved.
func (w *writer) text(s string) {
	switch {
	case w.skip:
		w.skip = false
	case w.inPre:
		w.pre = append(w.pre, s...)
	default:
		if strings.Trim(s, " \t\r\n\f") != "" {
			w.ensureItem()
		}
		w.words(s, w.wraps())
	}
}

// box writes the box of a task.
func (w *writer) box(checked bool) {
	w.boxes = true
	if checked {
		w.text("[x] ")
	} else {
		w.text("[ ] ")
	}
}

// breakLine takes a br.
func (w *writer) breakLine() {
	if w.inPre {
		w.pre = append(w.pre, '\n')
		return
	}
	w.gap.breaks++
}

// image takes an img: its text, as a link where it is in none.
func (w *writer) image(a attributes) {
	text, src := strings.TrimSpace(a.alt), strings.TrimSpace(a.src)
	if w.inPre {
		w.pre = append(w.pre, text...)
		return
	}
	if text == "" && w.style.link == 0 && isTarget(src) {
		text = src
	}
	if text == "" {
		return
	}
	outer := w.style.link
	if outer == 0 && isTarget(src) {
		w.links = append(w.links, src)
		w.style.link = len(w.links)
	}
	w.words(text, false)
	w.style.link = outer
}

// finish ends what is still open.
func (w *writer) finish() {
	w.pop(0)
	w.flush()
}
