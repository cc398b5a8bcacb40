package htmltext

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
)

// A container stands around blocks. An item or a quotation puts first before
// its first line and rest before all others; a list puts nothing there.
type container struct {
	kind        containerKind
	first, rest string
	opened      bool // its first line is written

	// Of a list.
	mark   byte // '-' or '*' before items, '.' or ')' behind their numbers
	number int  // of the next item
	items  int  // written so far

	last byte // the mark of the list that was written last in here, if nothing has followed it
}

type containerKind uint8

const (
	kindNone containerKind = iota
	kindList
	kindItem
	kindQuote
)

type blockKind uint8

const (
	blockOther blockKind = iota
	blockCode            // blank lines count
)

// flush writes what has been gathered as a block: a heading, or paragraphs.
func (w *writer) flush() {
	if w.inCell() {
		w.space(' ')
		return
	}
	runs := w.runs
	if len(runs) == 0 {
		w.reset()
		return
	}
	if w.table.open {
		w.endRows()
	}
	if w.heading > 0 {
		if text := w.inline(runs, markdown.Heading); len(bytes.TrimSpace(text)) > 0 {
			if w.plain {
				w.block(string(text), blockOther)
			} else {
				w.block(strings.Repeat("#", w.heading)+" "+string(text), blockOther)
			}
		}
		w.reset()
		return
	}
	for len(runs) > 0 {
		n := 0
		for n < len(runs) && runs[n].kind != runParagraph {
			n++
		}
		if n > 0 {
			w.block(string(w.inline(runs[:n], markdown.Paragraph)), blockOther)
		}
		runs = runs[min(n+1, len(runs)):]
	}
	w.reset()
}

// block writes the lines of a block.
func (w *writer) block(lines string, kind blockKind) {
	if strings.TrimSpace(lines) == "" {
		return
	}
	w.separate()
	first := true
	for line := range strings.SplitSeq(lines, "\n") {
		line = strings.TrimRight(line, " ")
		if line == "" && kind != blockCode {
			continue
		}
		if !first {
			w.dst = append(w.dst, '\n')
		}
		first = false
		at := len(w.dst)
		for i := range w.containers {
			w.dst = append(w.dst, w.prefix(i)...)
		}
		if line == "" {
			w.dst = append(w.dst[:at], bytes.TrimRight(w.dst[at:], " ")...)
		}
		w.dst = append(w.dst, line...)
	}
	w.around().last = 0
}

// around returns the container that the next block stands in.
func (w *writer) around() *container {
	if n := len(w.containers); n > 0 {
		return &w.containers[n-1]
	}
	return &w.root
}

// prefix returns what the i-th container puts before the next line.
func (w *writer) prefix(i int) string {
	c := &w.containers[i]
	if c.opened || c.kind == kindList {
		return c.rest
	}
	c.opened = true
	if c.kind != kindItem || i == 0 {
		return c.first
	}
	list := &w.containers[i-1]
	if list.items == 0 {
		// Beside another list of its kind it would be one with that.
		outer := &w.root
		if i > 1 {
			outer = &w.containers[i-2]
		}
		switch {
		case outer.last == list.mark && list.mark == '-':
			list.mark = '*'
		case outer.last == list.mark && list.mark == '.':
			list.mark = ')'
		}
		outer.last = 0
	}
	switch {
	case list.mark != '-' && list.mark != '*':
		c.first = strconv.Itoa(list.number) + string(list.mark) + " "
		list.number++
	case w.plain:
		c.first = "• "
	default:
		c.first = string(list.mark) + " "
	}
	list.items++
	if !w.plain {
		c.rest = strings.Repeat(" ", len(c.first))
	}
	return c.first
}

// separate begins a new line, behind a blank one unless the block begins an
// item that may follow closely.
func (w *writer) separate() {
	if len(w.dst) == w.start {
		return
	}
	fresh := 0 // the outermost container without a line
	for fresh < len(w.containers) && (w.containers[fresh].opened || w.containers[fresh].kind == kindList) {
		fresh++
	}
	w.dst = append(w.dst, '\n')
	if fresh > 0 && fresh < len(w.containers) && w.containers[fresh].kind == kindItem {
		list := &w.containers[fresh-1]
		// A paragraph goes on unless the number of the list below it is 1.
		if list.items > 0 || fresh > 1 && list.number <= 1 {
			return
		}
	}
	at := len(w.dst)
	for i := range fresh {
		w.dst = append(w.dst, w.containers[i].rest...)
	}
	w.dst = append(w.dst[:at], bytes.TrimRight(w.dst[at:], " ")...)
	w.dst = append(w.dst, '\n')
}

// endList leaves the list and what is inside it.
func (w *writer) endList(outer int) {
	if outer >= len(w.containers) {
		return
	}
	list := w.containers[outer]
	w.containers = w.containers[:outer]
	if list.items > 0 {
		w.around().last = list.mark
	}
}

// endPre writes the code of a pre.
func (w *writer) endPre() {
	w.inPre = false
	code := strings.ReplaceAll(string(w.pre), "\r\n", "\n")
	code = strings.ReplaceAll(code, "\r", "\n")
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
		w.block(code, blockOther)
	default:
		if w.table.open {
			w.endRows()
		}
		fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
		w.block(fence+"\n"+code+"\n"+fence, blockCode)
	}
}
