package incident

import (
	"strings"
	"unicode"
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
	for i := range len(s) {
		if special(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// special reports whether s[i] may have a special meaning in Markdown.
func special(s string, i int) bool {
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
		return visible(s[:i]) == ""
	case '.', ')': // end of a number that begins a list item
		return i > 0 && next == ' ' && strings.Trim(visible(s[:i]), "0123456789") == ""
	}
	return false
}

// visible returns s without surrounding space and invisible format characters,
// which writers may remove.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
