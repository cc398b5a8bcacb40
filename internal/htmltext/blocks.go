package htmltext

import (
	"bytes"
	"strconv"
	"strings"
)

// blocks writes one block after another, each after the markers and the
// indentation of the containers around it.
type blocks struct {
	dst        []byte
	plain      bool
	root       container // the container of blocks that are in no other
	containers []container
}

// A container is a list, an item or a quotation around blocks. An item or a
// quotation writes first before its first line and rest before all others; a
// list writes nothing.
type container struct {
	kind        containerKind
	first, rest string
	opened      bool // its first line has been written
	implied     bool // the source has no element for it

	// Fields of a list.
	mark   byte // '-' or '*' before items, or '.' or ')' after their numbers
	number int  // number of the next item
	items  int  // number of items written so far

	box  string // checkbox of an item that is a task
	last byte   // marker of the list that was the last block written in this container, or 0
}

type containerKind uint8

const (
	none containerKind = iota
	list
	item
	quotation
)

func (b *blocks) open(c container) { b.containers = append(b.containers, c) }

// closeTo closes the containers from index level on.
func (b *blocks) closeTo(level int) {
	for len(b.containers) > level {
		c := *b.top()
		b.containers = b.containers[:len(b.containers)-1]
		if c.kind == list && c.items > 0 {
			b.top().last = c.mark
		}
	}
}

// top returns the container of the next block.
func (b *blocks) top() *container { return b.around(len(b.containers)) }

// around returns the container around container i.
func (b *blocks) around(i int) *container {
	if i == 0 {
		return &b.root
	}
	return &b.containers[i-1]
}

// setBox turns the item that the next block begins into a task. It returns
// false if there is no such item.
func (b *blocks) setBox(box string) bool {
	top := b.top()
	if top.kind != item || top.opened || b.around(len(b.containers)-1).isOrdered() {
		return false
	}
	top.box = box
	return true
}

func (c *container) isOrdered() bool { return c.mark == '.' || c.mark == ')' }

// write writes the lines of a block. Blank lines are dropped unless code is
// set.
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

// prefix returns the text that container i writes before the next line.
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
		// Next to a list of the same kind, the two would become one.
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

// separate begins a new line. A blank line precedes it unless the block begins
// an item that may follow directly.
func (b *blocks) separate() {
	if len(b.dst) == 0 {
		return
	}
	fresh := 0 // index of the outermost container without a line
	for fresh < len(b.containers) && (b.containers[fresh].opened || b.containers[fresh].kind == list) {
		fresh++
	}
	b.dst = append(b.dst, '\n')
	if fresh < len(b.containers) && b.containers[fresh].kind == item {
		list := b.around(fresh)
		// A list can interrupt a paragraph only if it begins with the
		// number 1.
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
