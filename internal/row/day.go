package row

import (
	"strconv"
	"strings"

	"github.com/incidentkit/incident/internal/words"
)

// CutDays cuts the words off the start of s that name a day by its distance
// from the day of the report: "next day" is 1 day after it, and "Day 2" as
// well.
func CutDays(s string) (days int, rest string, ok bool) {
	times := &words.English().Times
	for _, d := range times.Days {
		if rest, ok := cutFold(s, d.Text); ok {
			return d.N, rest, true
		}
	}
	number, ok := cutFold(s, times.DayNumber)
	if !ok {
		return 0, s, false
	}
	rest = strings.TrimLeft(number, "0123456789")
	n, err := strconv.Atoi(number[:len(number)-len(rest)])
	if err != nil || n < 1 || n > 31 {
		return 0, s, false
	}
	return n - 1, rest, true
}

// readDays reads the words after a time, perhaps in brackets, that put it on
// another day: " (next day)".
func readDays(s string) (days, n int) {
	phrase := strings.TrimLeft(s, " ,(")
	if phrase == s {
		return 0, 0
	}
	days, rest, ok := CutDays(phrase)
	enclosed := strings.Contains(s[:len(s)-len(phrase)], "(")
	if enclosed {
		rest, ok = strings.CutPrefix(rest, ")")
	}
	sign, _, ends := cutSign(rest)
	if !ok || !ends {
		return 0, 0
	}
	// Without brackets and a sign, the words may belong to the text: "10:05
	// +1 node", "10:05 Day 2 of the move", "10:05 the day before a fair".
	if _, numbered := cutFold(phrase, words.English().Times.DayNumber); !enclosed && sign == "" && rest != "" && (numbered || phrase[0] == '+' || days < 0) {
		return 0, 0
	}
	return days, len(s) - len(rest)
}
