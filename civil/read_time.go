package civil

import (
	"strings"
	"unicode/utf8"
)

// ReadTime reads a time of day and the zone that follows it at the start of s,
// and returns the number of bytes read, or 0 if s does not begin with a time.
// It does not skip white space. It reads
//
//   - 10:05, 9:00, 10:05:30, 10:05:30.250 (or ,250 as in logs), 24:00, and with
//     a sign for hours 10:45h, 10:45hs, 10:45 hrs, 14h30;
//   - 08.30, with two digits on both sides, unless another digit, a point and a
//     digit (10.0.0.1, 27.01.2022) or a unit (12.50 ms) follows;
//   - 10:52 AM, 11:00AM, 4:53pm, 6:09p, 4 pm, 4.30 p.m.; 12 AM is midnight, 12
//     PM noon. The PM of a 24-hour time in the afternoon (14:00 PM) is read and
//     ignored; an AM that contradicts the time (14:00 AM) is not read;
//   - noon and midnight, possibly after 12 or 12:00; midnight is 00:00.
//
// An impossible time (25:61), or one that continues as a word (10:30ish), is
// not read.
//
// The zone is read as by [ReadZone], with or without brackets, directly after
// the time or after a comma, a slash or "in" (14:05, UTC; 14:05/UTC; 14:05 in
// UTC). After a time, ReadTime also reads
//
//   - Z;
//   - a sign and two digits (+03);
//   - a city without "time", if the line or a phrase ends after it: the zone of
//     "16:37 Denver - alert" is Denver, but "16:37 Denver is down" has no zone;
//   - capitals that are not a known abbreviation, if the line ends after them.
//
// If only a second time has a zone, as in 11:00 AM / 2:00 PM ET, the zone is "/
// 2:00 PM ET", which is Unknown.
func ReadTime(s string) (w Written, n int) { return readTime(s, false) }

// readTime implements ReadTime. If iso is set, the time is part of an ISO date
// and time, and "-07:00" after it is an offset rather than the end of a range.
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

// beforeRange returns the length of the zone if UTC is followed by a wide dash
// and a later time. In 10:00 UTC–11:00, the zone is "UTC" and 11:00 is the end
// of a range, while 14:05 UTC–04:00 has an offset.
func beforeRange(zone string, start Time) int {
	i := strings.IndexByte(zone, 0xE2)
	if i < 0 || !isWide(zone[i:]) || strings.IndexByte(zone, ':') < 0 {
		return len(zone)
	}
	if end, n, bare := readDigits(zone[i+len("\u2013"):]); n > 0 && !bare && end.Time.Compare(start) > 0 {
		return len(strings.TrimRight(zone[:i], spaces))
	}
	return len(zone)
}

// readOtherClock reads the same time in another zone, if only that one has a
// zone. In 11:00 AM / 2:00 PM ET, the zone of 11:00 is not stated.
func readOtherClock(s string) int {
	n := len("/")
	n += readSpaces(s[n:])
	_, m, ok := readClock(s[n:])
	if !ok {
		return 0
	}
	n += m
	n += readSpaces(s[n:])
	if _, m = readBracketed(s[n:], spaced); m == 0 {
		return 0
	}
	return n + m
}

// readClock reads a time and its meridiem. A letter that may belong to a zone
// may follow directly.
func readClock(s string) (w Written, n int, ok bool) {
	if w, n = readClockWord(s); n > 0 {
		return w, n, true
	}
	w, n, bare := readDigits(s)
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

// readDigits reads the digits of a time. A bare hour, and 4.30, are times only
// with a meridiem.
func readDigits(s string) (w Written, n int, bare bool) {
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
	// The minutes.
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
	// The seconds and their fraction.
	if sep == ':' && n < len(s) && s[n] == ':' {
		sec, ok := twoDigits(s[n+1:])
		if ok && sec < 60 {
			w.Time.Second = sec
			n += 3
			ns, m := fraction(s[n:])
			w.Time.Nanosecond = ns
			n += m
			if n+4 <= len(s) && s[n] == ',' && m == 0 {
				if ms, ok := digits(s[n+1 : n+4]); ok && !wordAt(s, n+4) { // as in ISO 8601 and in logs
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
	// More digits make it an address, a date or a version.
	if n+1 < len(s) && (s[n] == '.' || s[n] == ':' || s[n] == '/') && isDigit(s[n+1]) {
		return w, 0, false
	}
	if sep == '.' && (width != 2 || hasUnit(s[n:])) {
		return w, n, true
	}
	return w, n, false
}

// twoDigits reads two digits that are not followed by a third.
func twoDigits(s string) (n int, ok bool) {
	if len(s) < 2 || !isDigit(s[0]) || !isDigit(s[1]) || len(s) > 2 && isDigit(s[2]) {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

// readClockWord reads noon and midnight, with or without 12 or 12:00 before it.
func readClockWord(s string) (w Written, n int) {
	rest := s
	if strings.HasPrefix(rest, "12") {
		rest = strings.TrimPrefix(rest[2:], ":00")
		m := readSpaces(rest)
		if m == 0 {
			return w, 0
		}
		rest = rest[m:]
		n = len(s) - len(rest)
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

// readHourSign reads the sign that some languages put after a time on the
// 24-hour clock, as in "10:45hs".
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

// hasUnit reports whether a unit follows, which makes a number of what looks
// like a time with a point: "12.50 ms".
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
// of s: space, tab, and the spaces U+00A0, U+2009 and U+202F, which editors
// insert between numbers and words.
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

// wordAt reports whether s has a character of a word or number at i. Letters
// outside ASCII count.
func wordAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if s[i] < utf8.RuneSelf {
		return isWord(s[i])
	}
	return isLetterAt(s[i:])
}

// isLetterAt reports whether s begins with a letter outside ASCII. It takes
// every non-ASCII character for one except U+00A0, arrows, and the white space
// and punctuation of the General Punctuation block.
func isLetterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0xC0 && (r < 0x2000 || r > 0x206F) && (r < 0x2190 || r > 0x21FF) && r != utf8.RuneError
}

// hasWord reports whether s begins with an ASCII word, ignoring case, that ends
// there. It rules out most texts by their first byte, which avoids a call.
func hasWord(s, word string) bool {
	return len(s) >= len(word) && s[0]|0x20 == word[0]|0x20 && isWordOf(s, word)
}

func isWordOf(s, word string) bool {
	return foldEqual(s[:len(word)], word) && !wordAt(s, len(word))
}
