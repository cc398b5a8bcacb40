package main

import (
	"sort"
	"strings"
)

// lineText is a text with the offsets at which its lines begin. Lines count
// from 0, and end at the line breaks that package parse knows.
type lineText struct {
	text   string
	starts []int
}

func newLineText(s string) lineText {
	t := lineText{text: s, starts: []int{0}}
	for i, r := range s {
		if strings.ContainsRune("\n\r\u0085\u2028\u2029", r) && !strings.HasPrefix(s[i:], "\r\n") {
			t.starts = append(t.starts, i+len(string(r)))
		}
	}
	return t
}

// bom is the byte order mark that may stand before the first line.
const bom = "\ufeff"

// offset returns the offset at which a line begins. The first line begins
// behind a byte order mark; a line behind the last one, at the end of the text.
func (t *lineText) offset(line int) int {
	switch {
	case line >= len(t.starts):
		return len(t.text)
	case line <= 0 && strings.HasPrefix(t.text, bom):
		return len(bom)
	}
	return t.starts[max(line, 0)]
}

// slice returns the lines from one line up to another.
func (t *lineText) slice(from, to int) string {
	return t.text[t.offset(from):max(t.offset(from), t.offset(to))]
}

// trim returns to less the number of blank lines directly above it.
func (t *lineText) trim(to int) int {
	for to > 0 && isBlank(t.slice(to-1, to)) {
		to--
	}
	return to
}

// position returns the line and the column of an offset, both from 1, the column
// in bytes.
func (t *lineText) position(offset int) (line, column int) {
	line = sort.SearchInts(t.starts, offset+1)
	return line, offset - t.offset(line-1) + 1
}

// eol returns "\r\n" if the first line feed has a carriage return before it,
// else "\n".
func (t *lineText) eol() string {
	if first, _, ok := strings.Cut(t.text, "\n"); ok && strings.HasSuffix(first, "\r") {
		return "\r\n"
	}
	return "\n"
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }
