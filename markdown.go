package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine joins the lines of a text, collapses runs of white space and removes
// control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// escapeLine returns one line of Markdown that shows a plain text literally,
// wherever it is placed. Package internal/markdown, which this package cannot
// import, distinguishes more places.
func escapeLine(s string) string {
	s = oneLine(s)
	var b strings.Builder
	start := startEmpty
	for i, r := range s {
		c := s[i]
		if special(s, i, start) {
			b.WriteByte('\\')
		}
		if c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			_, size := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+size])
		}
		start = start.then(r)
	}
	return b.String()
}

// lineStart is the kind of the visible characters at the start of a line.
type lineStart uint8

const (
	startEmpty  lineStart = iota // no visible characters
	startNumber                  // digits only
	startText
)

// then returns the start of the line with one more character. Space and
// invisible format characters, which writers may remove, do not count.
func (l lineStart) then(r rune) lineStart {
	switch {
	case unicode.Is(unicode.Cf, r), l == startEmpty && unicode.IsSpace(r):
		return l
	case '0' <= r && r <= '9' && l != startText:
		return startNumber
	}
	return startText
}

// special reports whether s[i] may have a special meaning in Markdown, where
// start is what precedes it.
func special(s string, i int, start lineStart) bool {
	next := byte(' ')
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch c := s[i]; c {
	case '\\', '`', '*', '[', ']', '<', '>', '~', '|':
		return true
	case '_': // not special inside a word
		return i == 0 || !isWord(s[i-1]) || !isWord(next)
	case '&':
		return isWord(next) || next == '#'
	case '-', '+', '#', '=', ':':
		return start == startEmpty
	case '.', ')': // end of a number that begins a list item
		return i > 0 && next == ' ' && start != startText
	}
	return false
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
