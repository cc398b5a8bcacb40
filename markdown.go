package incident

import (
	"strings"
	"unicode"
)

// oneLine makes one line of a text: each run of space, line ends included, is one
// space, and controls, which would not show, are left out.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// escapeLine returns Markdown of one line that shows a plain text and nothing
// else, wherever a text of its own may stand. Package internal/markdown knows
// more places; this package cannot import it.
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

// special reports whether s[i] would be read as more than itself.
func special(s string, i int) bool {
	next := byte(' ')
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch c := s[i]; c {
	case '\\', '`', '*', '[', ']', '<', '>', '~', '|':
		return true
	case '_': // inside a word it is a letter
		return i == 0 || !isWord(s[i-1]) || !isWord(next)
	case '&':
		return isWord(next) || next == '#'
	case '-', '+', '#', '=', ':':
		return visible(s[:i]) == ""
	case '.', ')': // of a number at the start of a list
		return i > 0 && next == ' ' && strings.Trim(visible(s[:i]), "0123456789") == ""
	}
	return false
}

// visible returns a text without space around it and without marks that do not
// show, which writers may drop.
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
