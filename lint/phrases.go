package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// find returns the offsets of the first phrase that occurs in a text as whole
// words, in any case. The phrases must be in lower case.
func find(text string, phrases []string) (from, to int, ok bool) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return 0, 0, false // changing the case changed the length, so this is not English
	}
	from = len(text)
	for _, phrase := range phrases {
		for at := 0; ; {
			i := strings.Index(lower[at:], phrase)
			if i < 0 || at+i >= from {
				break
			}
			at += i
			if end := at + len(phrase); isWordEdge(lower, at) && isWordEdge(lower, end) {
				from, to, ok = at, end, true
				break
			}
			at++
		}
	}
	if !ok {
		return 0, 0, false
	}
	return from, to, true
}

// isWordEdge reports whether a word may begin or end at s[i].
func isWordEdge(s string, i int) bool {
	a, _ := utf8.DecodeLastRuneInString(s[:i])
	b, _ := utf8.DecodeRuneInString(s[i:])
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return i == 0 || i == len(s) || !letter(a) || !letter(b)
}

// has reports whether a text has one of the phrases.
func has(text string, phrases []string) bool {
	_, _, ok := find(text, phrases)
	return ok
}
