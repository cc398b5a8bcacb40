package civil

import (
	"strings"
	"unicode/utf8"
)

// ReadTime reads a time of day at the start of s, with the zone that follows
// it, and returns the number of bytes read: 0 where s does not begin with one.
// White space is not skipped. It reads
//
//   - 10:05, 9:00, 10:05:30, 10:05:30.250 (or ,250 as logs have it), 24:00, and
//     with a sign of hours 10:45h, 10:45hs, 10:45 hrs, 14h30;
//   - 08.30, of two and two digits with neither a further digit or point and
//     digit (10.0.0.1, 27.01.2022) nor a unit (12.50 ms) after it;
//   - 10:52 AM, 11:00AM, 4:53pm, 6:09p, 4 pm, 4.30 p.m.; 12 AM is midnight, 12
//     PM noon. The meridiem of a clock that has none (14:00 PM) is read and
//     means nothing; one that contradicts it (14:00 AM) is left unread;
//   - noon and midnight; midnight is 00:00.
//
// A clock that cannot be (25:61) or that runs into a word (10:30ish) is not
// read.
//
// The zone is what [ReadZone] reads, in brackets or not, directly behind the
// clock or after a comma, a slash or "in" (14:05, UTC; 14:05/UTC; 14:05 in
// UTC). Behind a clock some more is read: Z; two digits with a sign (+03); a
// city alone where a line, or the phrase before a dash or colon, ends (16:37
// Denver - alert; but 16:37 Denver is down has none); capitals that are no
// known abbreviation where the line ends. Where only a second clock has a zone,
// as in 11:00 AM / 2:00 PM ET, the zone is "/ 2:00 PM ET", which is Unknown.
func ReadTime(s string) (w Written, n int) { return readTime(s, false) }

// readTime is ReadTime; after the T or the seconds of an ISO date and time,
// "-07:00" is an offset and not the rest of a range.
func readTime(s string, iso bool) (w Written, n int) {
	w, n, ok := readClock(s)
	if !ok {
		return Written{}, 0
	}
	if n == len(s) {
		return w, n
	}
	zone, m := readClockZone(s[n:], w.Time, iso)
	switch {
	case m > 0:
		w.Zone = zone
		return w, n + m
	case wordAt(s, n):
		return Written{}, 0
	}
	return w, n
}

// beforeRange returns how much of a zone remains where a wide dash and a later
// clock follow UTC: of 10:00 UTC–11:00, "UTC" is the zone and 11:00 the end of
// a range, while 14:05 UTC–04:00 has an offset.
func beforeRange(zone string, start Time) int {
	i := strings.IndexByte(zone, 0xE2)
	if i < 0 || !isWide(zone[i:]) || strings.IndexByte(zone, ':') < 0 {
		return len(zone)
	}
	if end, n, bare := readFigures(zone[i+len("\u2013"):]); n > 0 && !bare && end.Time.Compare(start) > 0 {
		return len(strings.TrimRight(zone[:i], spaces))
	}
	return len(zone)
}

// readOtherClock reads the same time as another zone's clock shows it, where
// that is the only one with a zone: of 11:00 AM / 2:00 PM ET, the zone of 11:00
// is not stated.
func readOtherClock(s string) int {
	n := len("/")
	n += readSpaces(s[n:])
	_, m, ok := readClock(s[n:])
	if !ok {
		return 0
	}
	n += m
	n += readSpaces(s[n:])
	if _, m = readBracketed(s[n:], behind); m == 0 {
		return 0
	}
	return n + m
}

// readClock reads a clock and its meridiem. What follows it may still be a
// letter, of a zone.
func readClock(s string) (w Written, n int, ok bool) {
	if w, n = readClockWord(s); n > 0 {
		return w, n, true
	}
	w, n, bare := readFigures(s)
	if n == 0 {
		return w, 0, false
	}
	w.HasTime = true
	pm, m := readMeridiem(s[n:])
	switch h := w.Time.Hour; {
	case m == 0:
	case h >= 1 && h <= 12 || h == 0 && !pm && !bare:
		w.Time.Hour = h % 12
		if pm {
			w.Time.Hour += 12
		}
		w.Twelve = true
		return w, n + m, true
	case h > 12 && h < 24 && pm && !bare:
		return w, n + m, true
	default:
		m = 0
	}
	if bare {
		return w, 0, false
	}
	return w, n + readHourSign(s[n:]), true
}

// readFigures reads the figures of a clock. A bare hour, and 4.30, are clocks
// only with a meridiem.
func readFigures(s string) (w Written, n int, bare bool) {
	h := 0
	for n < len(s) && isDigit(s[n]) && n < 3 {
		h = h*10 + int(s[n]-'0')
		n++
	}
	if n == 0 || n > 2 || h > 24 {
		return w, 0, false
	}
	w.Time.Hour = h
	if n == len(s) {
		return w, n, true
	}
	width, sep := n, s[n]
	switch sep {
	case ':', '.', 'h', 'H':
		m, ok := twoDigits(s[n+1:])
		if !ok {
			if sep == ':' || sep == '.' && n+1 < len(s) && isDigit(s[n+1]) {
				return w, 0, false
			}
			return w, n, true
		}
		if m > 59 {
			return w, 0, false
		}
		w.Time.Minute = m
		n += 3
	default:
		return w, n, true
	}
	if sep == ':' && n < len(s) && s[n] == ':' {
		sec, ok := twoDigits(s[n+1:])
		if ok && sec < 60 {
			w.Time.Second = sec
			n += 3
			ns, m := fraction(s[n:])
			w.Time.Nanosecond = ns
			n += m
			if n+4 <= len(s) && s[n] == ',' && m == 0 {
				if ms, ok := digits(s[n+1 : n+4]); ok && !wordAt(s, n+4) { // as ISO 8601 and logs have it
					w.Time.Nanosecond = ms * 1e6
					n += 4
				}
			}
		} else if n+1 < len(s) && isDigit(s[n+1]) {
			return w, 0, false
		}
	}
	if h == 24 && w.Time != (Time{Hour: 24}) {
		return w, 0, false
	}
	if n+1 < len(s) && (s[n] == '.' || s[n] == ':' || s[n] == '/') && isDigit(s[n+1]) {
		return w, 0, false
	}
	if sep == '.' && (width != 2 || hasUnit(s[n:])) {
		return w, n, true
	}
	return w, n, false
}

// twoDigits reads two digits that no third follows.
func twoDigits(s string) (n int, ok bool) {
	if len(s) < 2 || !isDigit(s[0]) || !isDigit(s[1]) || len(s) > 2 && isDigit(s[2]) {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

// readClockWord reads noon and midnight, with or without 12 before it.
func readClockWord(s string) (w Written, n int) {
	rest := s
	if strings.HasPrefix(rest, "12") {
		m := readSpaces(rest[2:])
		if m == 0 {
			return w, 0
		}
		n = 2 + m
		rest = rest[n:]
	}
	w.HasTime = true
	switch {
	case hasWord(rest, phrases.Noon):
		w.Time.Hour = 12
		return w, n + len(phrases.Noon)
	case hasWord(rest, phrases.Midnight):
		return w, n + len(phrases.Midnight)
	}
	return Written{}, 0
}

// readMeridiem reads am, pm, a.m., p.m. in either case with spaces before it,
// or a lone a or p attached to the clock.
func readMeridiem(s string) (pm bool, n int) {
	n = readSpaces(s)
	if n == len(s) {
		return false, 0
	}
	switch upper(s[n]) {
	case 'A':
	case 'P':
		pm = true
	default:
		return false, 0
	}
	attached := n == 0 && s[n] >= 'a'
	n++
	rest := s[n:]
	switch {
	case len(rest) >= 2 && rest[0] == '.' && upper(rest[1]) == 'M' && !wordAt(rest, 2):
		n += 2
		if n < len(s) && s[n] == '.' {
			n++
		}
	case len(rest) >= 1 && upper(rest[0]) == 'M' && !wordAt(rest, 1):
		n++
	case attached && !wordAt(rest, 0):
	default:
		return false, 0
	}
	return pm, n
}

// readHourSign reads what some languages put behind a clock of 24 hours:
// "10:45hs".
func readHourSign(s string) int {
	n := readSpaces(s)
	if n == len(s) || !signInitials.has(s[n]) {
		return 0
	}
	for _, sign := range phrases.HourSigns {
		if hasWord(s[n:], sign) {
			return n + len(sign)
		}
	}
	return 0
}

// hasUnit reports whether a unit follows, which makes what would be a clock
// with a point a number: "12.50 ms".
func hasUnit(s string) bool {
	s = s[readSpaces(s):]
	if s != "" && s[0] == '%' {
		return true
	}
	for _, unit := range phrases.Units {
		if hasWord(s, unit) {
			return true
		}
	}
	return false
}

// spaces are the characters that readSpaces reads.
const spaces = " \t\u00a0\u2009\u202f"

// readSpaces returns the length of the white space within a line at the start
// of s: space, tab, and the spaces U+00A0, U+2009 and U+202F that editors put
// between figures and words.
func readSpaces(s string) int {
	n := 0
	for n < len(s) {
		switch c := s[n]; {
		case c == ' ' || c == '\t':
			n++
		case c == 0xC2 && strings.HasPrefix(s[n:], "\u00a0"):
			n += 2
		case c == 0xE2 && (strings.HasPrefix(s[n:], "\u202f") || strings.HasPrefix(s[n:], "\u2009")):
			n += 3
		default:
			return n
		}
	}
	return n
}

// isWord reports whether c is part of a word or a number: an ASCII letter,
// digit or underscore.
func isWord(c byte) bool { return isDigit(c) || upper(c) >= 'A' && upper(c) <= 'Z' || c == '_' }

// wordAt reports whether s has a part of a word at i. Letters outside ASCII
// count.
func wordAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if s[i] < utf8.RuneSelf {
		return isWord(s[i])
	}
	return isLetterAt(s[i:])
}

// isLetterAt reports whether s begins with a letter outside ASCII, as far as
// that matters: white space and punctuation of the General Punctuation block,
// U+00A0 and arrows are none.
func isLetterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0xC0 && (r < 0x2000 || r > 0x206F) && (r < 0x2190 || r > 0x21FF) && r != utf8.RuneError
}

// hasWord reports whether s begins with an ASCII word, in either case, that
// ends there. Most texts are told by their first byte, which costs no call.
func hasWord(s, word string) bool {
	return len(s) >= len(word) && s[0]|0x20 == word[0]|0x20 && isWordOf(s, word)
}

func isWordOf(s, word string) bool {
	return foldEqual(s[:len(word)], word) && !wordAt(s, len(word))
}
