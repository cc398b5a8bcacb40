// Package row reads the rows of a timeline: it splits a row into time, sign and
// text, and reads the time. Readers of reports use it, and writers use it to
// find out how a row will be read.
package row

import (
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Time is the written time of a row, before its day and zone are known. The
// zero value means that there is no time.
type Time struct {
	From  civil.Written
	To    civil.Written // end of a range; zero: none
	About bool          // written with "~" or a word such as "about"
}

// IsZero reports whether there is no time.
func (t Time) IsZero() bool { return t.From.IsZero() }

// approximations are the words before a time that is not exact.
var approximations = words.English().Times.Abouts

// ReadTime reads the time at the start of s. It returns the number of bytes
// read, or 0 if s does not begin with a time.
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

// ReadAll reads s as a time. It returns false if s is not exactly one time.
func ReadAll(s string) (t Time, ok bool) {
	t, n := ReadTime(s)
	if n == 0 || n != len(s) {
		return Time{}, false
	}
	return t, true
}
