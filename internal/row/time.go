// Package row reads the rows of a timeline: it splits a row into time, sign and
// text, and reads the time. Readers of reports use it, and writers use it to
// find out how a row will be read.
package row

import (
	"strings"
	"unicode"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Time is the written time of a row, before its day and zone are known. The
// zero value means that there is no time.
type Time struct {
	From  civil.Written
	To    civil.Written // end of a range; zero: none
	About bool          // written with "~" or a word such as "about"
	Days  int           // days after the day of the report, as in "10:05 (next day)"
}

// IsZero reports whether there is no time.
func (t Time) IsZero() bool { return t.From.IsZero() }

// approximations are the words before a time that is not exact.
var approximations = words.English().Times.Abouts

// ReadTime reads the time at the start of s. It returns the number of bytes
// read, or 0 if s does not begin with a time.
func ReadTime(s string) (t Time, n int) {
	text := s[marker(s):]
	text = text[pictures(text):]
	for _, word := range approximations {
		if rest, ok := cutFold(text, word); ok {
			t.About = true
			text = strings.TrimLeft(rest, " ")
			break
		}
	}
	if days, rest, ok := CutDays(text); ok && strings.HasPrefix(strings.TrimLeft(rest, ",:"), " ") {
		t.Days = days
		text = strings.TrimLeft(rest, ",: ")
	}
	if len(text) > 4 && text[4] == 'Z' && strings.Trim(text[:4], "0123456789") == "" { // 1005Z
		text = text[:2] + ":" + text[2:]
	}
	lead := len(s) - len(text)
	if t.From, t.To, n = civil.ReadSpan(text); n == 0 {
		return readSaid(s)
	}
	if rest := strings.TrimLeft(text[n:], " "); strings.HasPrefix(rest, "~") && t.From.HasTime {
		t.About = true
		n = len(text) - len(rest) + 1
	}
	if t.From.Zone != "" && t.From.HasTime {
		n += readOther(text[n:])
	}
	if t.From.HasTime && t.From.Date.IsZero() && !t.From.HasWeekday {
		days, m := readDays(text[n:])
		t.Days, n = t.Days+days, n+m
	} else if t.Days != 0 {
		return Time{}, 0
	}
	return t, lead + n
}

// readSaid reads the time of a message copied from a chat, which follows its
// author in brackets: "ops-lead [10:05 AM]".
func readSaid(s string) (t Time, n int) {
	author, rest, ok := strings.Cut(s[:min(len(s), maxAuthor)], " [")
	isName := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -_.", r) }
	if !ok || strings.Count(author, " ") > 1 || strings.TrimFunc(author, isName) != "" {
		return t, 0
	}
	t, n = ReadTime(rest)
	if n == 0 || !t.From.HasTime || !strings.HasPrefix(rest[n:], "]") {
		return Time{}, 0
	}
	return t, len(author) + len(" [") + n + len("]")
}

// maxAuthor is the length up to which the author and the time of a message are
// read.
const maxAuthor = 80

// marker returns the length of the mark of an item or a quotation at the start
// of s, as plain text has it: "- 10:05".
func marker(s string) int {
	if len(s) > 2 && strings.IndexByte("-*>+", s[0]) >= 0 && s[1] == ' ' {
		return 2
	}
	return 0
}

// pictures returns the length of the emoji at the start of s and the space after
// them: "🔴 10:05".
func pictures(s string) int {
	text := strings.TrimLeftFunc(s, func(r rune) bool {
		return r == ' ' || r >= 0x2000 && (unicode.Is(unicode.So, r) || unicode.In(r, unicode.Variation_Selector, unicode.Join_Control))
	})
	n := len(s) - len(text)
	if n == 0 || s[0] == ' ' || s[n-1] != ' ' {
		return 0
	}
	return n
}

// readOther reads the same time in another zone, in brackets: " (11:05 CET)".
func readOther(s string) int {
	inner, ok := strings.CutPrefix(s, " (")
	if !ok {
		return 0
	}
	other, n := civil.Read(inner)
	if !other.HasTime || other.Zone == "" || !strings.HasPrefix(inner[n:], ")") {
		return 0
	}
	return len(" (") + n + len(")")
}

// cutFold is strings.CutPrefix without regard to case.
func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || s[0]|0x20 != prefix[0]|0x20 || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// ReadAll reads s as a time. It returns false if s is not exactly one time.
func ReadAll(s string) (t Time, ok bool) {
	t, n := ReadTime(s)
	if n == 0 || n != len(s) {
		return Time{}, false
	}
	return t, true
}
