package civil

import (
	"slices"
	"strings"
)

// readZone reads the zone directly after a clock, with the spaces and brackets
// around it, and returns it without them. Where iso is set, an offset with a
// minus may be attached to the clock.
func readZone(s string, iso bool) (zone string, n int) {
	n = readSpaces(s)
	if n < len(s) && (s[n] == '(' || s[n] == '[') {
		end := byte(')')
		if s[n] == '[' {
			end = ']'
		}
		n++
		m := zoneLength(s[n:], true, phraseEnd)
		if m > 0 && n+m < len(s) && s[n+m] == end {
			return s[n : n+m], n + m + 1
		}
		return "", 0
	}
	known := lineEnd
	if n == 0 {
		known = nowhere
	}
	m := zoneLength(s[n:], n > 0 || iso, known)
	if m == 0 {
		return "", 0
	}
	return s[n : n+m], n + m
}

// trust says where capitals that are no known abbreviation are a zone all the
// same.
type trust uint8

const (
	nowhere   trust = iota // attached to the clock: 11:00AMP
	phraseEnd              // in brackets: where they look like a zone
	lineEnd                // there, and any where the line ends
)

// zoneLength returns the length of the zone at the start of s. An offset with a
// bare minus is one only where minusToo says so: in 10:00-11:00 it joins the
// ends of a range.
func zoneLength(s string, minusToo bool, unknown trust) int {
	if s == "" {
		return 0
	}
	if c := s[0]; c == '+' || (c == '-' || strings.HasPrefix(s, minus)) && minusToo {
		_, n := readOffset(s)
		if n > 0 && !wordAt(s, n) && n-strings.Count(s[:1], "\xe2")*2 > 2 { // two digits at least: +3 is a count
			return n
		}
		return 0
	}
	n := 0
	for n < len(s) && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	if n == 0 {
		return 0
	}
	if n < len(s) && s[n] == '/' {
		if m := ianaLength(s, n); m > 0 {
			return m
		}
	}
	word := s[:n]
	if foldEqual(word, "UTC") || foldEqual(word, "GMT") {
		if m := afterUTC(s[n:]); m > 0 {
			return n + m
		}
	}
	if wordAt(s, n) || n < len(s) && (s[n] == '\'' || strings.HasPrefix(s[n:], "\u2019")) {
		return 0
	}
	if m := longName(s, n); m > 0 {
		return m
	}
	if isZoneWord(word, s[n:], unknown) {
		return n
	}
	return 0
}

// afterUTC reads the offset that follows UTC or GMT. A space may stand before
// the sign where it cannot be a dash.
func afterUTC(s string) int {
	sp := readSpaces(s)
	if sp > 0 && sp < len(s) && s[sp] == '-' {
		return 0
	}
	_, n := readOffset(s[sp:])
	if n == 0 || wordAt(s, sp+n) {
		return 0
	}
	return sp + n
}

var areas = [...]string{
	"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc",
}

// ianaLength returns the length of an IANA name whose area has n letters.
func ianaLength(s string, n int) int {
	known := false
	for _, area := range areas {
		known = known || s[:n] == area
	}
	if !known {
		return 0
	}
	for n < len(s) && (isWord(s[n]) || s[n] == '/' || s[n] == '-' || s[n] == '+') {
		n++
	}
	for s[n-1] == '/' || s[n-1] == '-' || s[n-1] == '+' {
		n--
	}
	if strings.IndexByte(s[:n], '/') < 0 || !plainName(s[:n]) {
		return 0
	}
	return n
}

// longName returns the length of a name that is written out, whose first word
// has n letters: "Pacific Time", "Eastern Standard Time", and "Pacific" alone
// where nothing that it could describe follows.
func longName(s string, n int) int {
	for i := range phrases.Zones {
		if !foldEqual(s[:n], phrases.Zones[i].Long) {
			continue
		}
		word, rest := cutWord(s[n+readSpaces(s[n:]):])
		if foldEqual(word, phrases.Standard) || foldEqual(word, phrases.Daylight) {
			word, rest = cutWord(rest)
		}
		if foldEqual(word, phrases.Time) && !wordAt(rest, 0) {
			return len(strings.TrimRight(s[:len(s)-len(rest)], " \t\u00a0\u2009\u202f"))
		}
		if endsPhrase(s[n:]) {
			return n
		}
	}
	return 0
}

// isZoneWord reports whether a word of letters after a clock is the
// abbreviation of a zone; rest is what follows it.
//
// A known abbreviation in capitals is one; in small letters, where some are
// words (art, eat, wet), only at the end of a phrase. Other capitals are a zone
// that nobody knows (a slip such as CSET) where the line or cell ends after
// them, and at the end of a phrase where they look like one: ending in T as
// nearly all do, or the letters of a known one in another order. "10:12 API
// errors" and "10:12 AWS:" name no zone.
func isZoneWord(word, rest string, unknown trust) bool {
	if len(word) == 1 {
		return word == "Z" && (unknown == nowhere || endsPhrase(rest)) // 10:05Z is one whatever follows
	}
	capitals, small := true, true
	for i := range len(word) {
		if word[i] >= 'a' {
			capitals = false
		} else {
			small = false
		}
	}
	if len(word) == 2 {
		_, ok := generic(word)
		return ok && (capitals || small && endsPhrase(rest))
	}
	if ms := meaningsOf(abbreviation(word)); ms != nil {
		return capitals || word == ms[0].name || word == "Zulu" || small && !isEnglish(word) && endsPhrase(rest)
	}
	if !capitals || len(word) > 5 {
		return false
	}
	phrase, line := endsZone(rest)
	looksIt := phrase && (word[len(word)-1] == 'T' || isShuffled(word))
	return unknown >= phraseEnd && looksIt || unknown == lineEnd && line
}

func endsPhrase(rest string) bool {
	phrase, _ := endsZone(rest)
	return phrase
}

// isEnglish reports whether the letters of an abbreviation are a word that may
// well follow a time.
func isEnglish(word string) bool {
	return slices.Contains(phrases.NotZones, word)
}

// isShuffled reports whether exchanging two neighbouring letters gives a known
// abbreviation.
func isShuffled(word string) bool {
	for _, m := range &meanings {
		if exchanged(m.name, word) {
			return true
		}
	}
	return false
}

// endsZone reports whether a phrase ends where rest begins, and whether the
// line or its cell does.
func endsZone(rest string) (phrase, line bool) {
	n := readSpaces(rest)
	tail := rest[n:]
	if tail == "" {
		return true, true
	}
	switch tail[0] {
	case '\n', '\r', ')', ']', '|':
		return true, true
	case ',', '.', ';', ':', '!', '?', '/', '"', '(', '*', '<', '=', '>':
		return true, false
	case '-':
		return n > 0 && (len(tail) == 1 || tail[1] == ' ' || tail[1] == '-' || tail[1] == '>'), false
	}
	if strings.HasPrefix(tail, "\u2013") || strings.HasPrefix(tail, "\u2014") || strings.HasPrefix(tail, "\u2022") ||
		strings.HasPrefix(tail, "\u2192") {
		return true, false
	}
	if n == 0 {
		return false, false
	}
	for _, word := range phrases.AfterZone {
		if hasWord(tail, word) {
			return true, false
		}
	}
	return false, false
}
