package main

import (
	"sort"
	"strings"
)

// lineText is a text with the offsets of its lines. Lines count from 0 and end
// at the line breaks that package parse knows.
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

// bom is the byte order mark that may precede the first line.
const bom = "\ufeff"

// offset returns the offset of a line. The first line begins after a byte order
// mark. A line after the last one begins at the end of the text.
func (t *lineText) offset(line int) int {
	switch {
	case line >= len(t.starts):
		return len(t.text)
	case line <= 0 && strings.HasPrefix(t.text, bom):
		return len(bom)
	}
	return t.starts[max(line, 0)]
}

// slice returns the lines with the indexes from to to-1.
func (t *lineText) slice(from, to int) string {
	return t.text[t.offset(from):max(t.offset(from), t.offset(to))]
}

// trim returns to minus the number of blank lines directly above line to.
func (t *lineText) trim(to int) int {
	for to > 0 && isBlank(t.slice(to-1, to)) {
		to--
	}
	return to
}

// position returns the line and column of an offset. Both count from 1, the
// column in bytes.
func (t *lineText) position(offset int) (line, column int) {
	line = sort.SearchInts(t.starts, offset+1)
	return line, offset - t.offset(line-1) + 1
}

// eol returns the line break of the first line: "\r\n" or "\n".
func (t *lineText) eol() string {
	if first, _, ok := strings.Cut(t.text, "\n"); ok && strings.HasSuffix(first, "\r") {
		return "\r\n"
	}
	return "\n"
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }
