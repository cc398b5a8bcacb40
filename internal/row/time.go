// Package row reads the rows of a timeline: where the time of a row ends and
// its text begins, and what the time says. Whoever reads a report asks it, and
// so does whoever writes one and wants to know what a reader will see.
package row

import (
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Time is the time of a row as it is written, before anybody has decided which
// day and which zone it belongs to. The zero value is no time.
type Time struct {
	From  civil.Written
	To    civil.Written // the end of a span; zero: none
	About bool          // written with "~" or a word such as "about"
}

// IsZero reports whether there is no time.
func (t Time) IsZero() bool { return t.From.IsZero() }

// approximations stand before a time that is not exact.
var approximations = words.English().Times.Abouts

// ReadTime reads the time at the start of s and returns the number of bytes
// read: 0 where s does not begin with a time.
func ReadTime(s string) (t Time, n int) {
	text := s
	for _, word := range approximations {
		if len(text) >= len(word) && text[0]|0x20 == word[0]|0x20 && strings.EqualFold(text[:len(word)], word) {
			t.About = true
			text = strings.TrimLeft(text[len(word):], " ")
			break
		}
	}
	lead := len(s) - len(text)
	if t.From, t.To, n = civil.ReadSpan(text); n == 0 {
		return Time{}, 0
	}
	if rest := strings.TrimLeft(text[n:], " "); strings.HasPrefix(rest, "~") && t.From.HasTime {
		t.About = true
		n = len(text) - len(rest) + 1
	}
	return t, lead + n
}

// ReadAll reads s as a time and nothing else. ok is false where s is anything
// else.
func ReadAll(s string) (t Time, ok bool) {
	t, n := ReadTime(s)
	if n == 0 || n != len(s) {
		return Time{}, false
	}
	return t, true
}
