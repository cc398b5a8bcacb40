package htmltext

import (
	"bytes"
	"strconv"
	"strings"
)

// Blocks are written one after the other, each behind the marks and the
// indentation of the containers around it.
type blocks struct {
	dst        []byte
	plain      bool
	root       container // what is in none of the others
	containers []container
}

// A container stands around blocks. An item or a quotation puts first before
// its first line and rest before all others; a list puts nothing there.
type container struct {
	kind        containerKind
	first, rest string
	opened      bool // its first line is written
	implied     bool // no element stands for it

	// Of a list.
	mark   byte // '-' or '*' before items, '.' or ')' behind their numbers
	number int  // of the next item
	items  int  // written so far

	box  string // of the task that an item is
	last byte   // the mark of the list that was written last in here, if nothing has followed it
}

type containerKind uint8

const (
	none containerKind = iota
	list
	item
	quotation
)

func (b *blocks) open(c container) { b.containers = append(b.containers, c) }

// closeTo closes the containers from the given one on.
func (b *blocks) closeTo(level int) {
	for len(b.containers) > level {
		c := *b.top()
		b.containers = b.containers[:len(b.containers)-1]
		if c.kind == list && c.items > 0 {
			b.top().last = c.mark
		}
	}
}

// top returns the container that the next block stands in.
func (b *blocks) top() *container { return b.around(len(b.containers)) }

// around returns the container that the i-th stands in.
func (b *blocks) around(i int) *container {
	if i == 0 {
		return &b.root
	}
	return &b.containers[i-1]
}

// setBox makes a task of the item that the next block begins, if there is one.
func (b *blocks) setBox(box string) bool {
	top := b.top()
	if top.kind != item || top.opened || b.around(len(b.containers)-1).isOrdered() {
		return false
	}
	top.box = box
	return true
}

func (c *container) isOrdered() bool { return c.mark == '.' || c.mark == ')' }

// write writes the lines of a block. Blank ones count only in code.
func (b *blocks) write(lines []byte, code bool) {
	if len(bytes.TrimSpace(lines)) == 0 {
		return
	}
	b.separate()
	first := true
	for line := range bytes.SplitSeq(lines, []byte("\n")) {
		line = bytes.TrimRight(line, " ")
		if len(line) == 0 && !code {
			continue
		}
		if !first {
			b.dst = append(b.dst, '\n')
		}
		first = false
		at := len(b.dst)
		for i := range b.containers {
			b.dst = append(b.dst, b.prefix(i)...)
		}
		if len(line) == 0 {
			b.dst = append(b.dst[:at], bytes.TrimRight(b.dst[at:], " ")...)
		}
		b.dst = append(b.dst, line...)
	}
	b.top().last = 0
}

// prefix returns what the i-th container puts before the next line.
func (b *blocks) prefix(i int) string {
	c := &b.containers[i]
	if c.opened || c.kind == list {
		return c.rest
	}
	c.opened = true
	if c.kind != item {
		return c.first
	}
	list := b.around(i)
	if list.items == 0 {
		// Beside another list of its kind it would be one with that.
		outer := b.around(i - 1)
		switch {
		case outer.last == list.mark && list.mark == '-':
			list.mark = '*'
		case outer.last == list.mark && list.mark == '.':
			list.mark = ')'
		}
		outer.last = 0
	}
	switch {
	case list.isOrdered():
		c.first = strconv.Itoa(list.number) + string(list.mark) + " "
		list.number++
	case b.plain:
		c.first = "• "
	default:
		c.first = string(list.mark) + " "
	}
	list.items++
	if !b.plain {
		c.rest = strings.Repeat(" ", len(c.first))
	}
	return c.first + c.box
}

// separate begins a new line, behind a blank one unless the block begins an
// item that may follow closely.
func (b *blocks) separate() {
	if len(b.dst) == 0 {
		return
	}
	fresh := 0 // the outermost container without a line
	for fresh < len(b.containers) && (b.containers[fresh].opened || b.containers[fresh].kind == list) {
		fresh++
	}
	b.dst = append(b.dst, '\n')
	if fresh < len(b.containers) && b.containers[fresh].kind == item {
		list := b.around(fresh)
		// A paragraph goes on unless the number of the list below it is 1.
		if list.items > 0 || fresh > 1 && list.number <= 1 {
			return
		}
	}
	at := len(b.dst)
	for i := range fresh {
		b.dst = append(b.dst, b.containers[i].rest...)
	}
	b.dst = append(b.dst[:at], bytes.TrimRight(b.dst[at:], " ")...)
	b.dst = append(b.dst, '\n')
}
