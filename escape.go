package incident

import (
	"strings"
	"unicode"
)

// oneLine makes one line of a text: runs of space and controls are one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
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
		return i == 0
	case '.', ')': // of a number at the start of a list
		return i > 0 && next == ' ' && strings.Trim(s[:i], "0123456789") == ""
	}
	return false
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80
}
