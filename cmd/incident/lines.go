package main

import "strings"

// lineText is a text with the offsets at which its lines begin. Lines are counted
// from 0, and where package parse counts them. Blank lines are those that show
// nothing.
type lineText struct {
	text   string
	starts []int
}

func newLineText(s string) lineText {
	t := lineText{text: s, starts: []int{0}}
	for i, r := range s {
		switch r {
		case '\r':
			if strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
			fallthrough
		case '\n', '\u0085', '\u2028', '\u2029':
			t.starts = append(t.starts, i+len(string(r)))
		}
	}
	return t
}

// offset returns where a line begins, behind a byte order mark.
func (t *lineText) offset(line int) int {
	switch {
	case line >= len(t.starts):
		return len(t.text)
	case line <= 0 && strings.HasPrefix(t.text, bom):
		return len(bom)
	}
	return t.starts[max(line, 0)]
}

// slice returns the lines from one to the one before another, with their ends.
func (t *lineText) slice(from, to int) string {
	return t.text[t.offset(from):max(t.offset(from), t.offset(to))]
}

// line returns a line with its end, "" where there is none.
func (t *lineText) line(i int) string { return t.slice(i, i+1) }

// trim returns the line behind the last one that is not blank, of those from one
// line to another.
func (t *lineText) trim(from, to int) int {
	for to > from && isBlank(t.line(to-1)) {
		to--
	}
	return to
}

// eol returns what the first line ends in, "\n" or "\r\n".
func (t *lineText) eol() string {
	if strings.HasSuffix(t.line(0), "\r\n") {
		return "\r\n"
	}
	return "\n"
}
