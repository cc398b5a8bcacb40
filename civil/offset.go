package civil

import "strings"

// The offsets in use, in seconds, from Baker Island to Kiribati. Others are
// misprints.
const (
	minOffset = -12 * 3600
	maxOffset = +14 * 3600
)

// parseOffset parses a zone that is an offset from UTC: +03, +3, +0530, +05:30,
// UTC+5:30, GMT-07:00, UTC + 2. Any dash counts as minus, and there may be
// spaces around the sign. It returns seconds east of UTC.
func parseOffset(s string) (offset int, ok bool) {
	named := len(s) > 3 && (foldEqual(s[:3], "UTC") || foldEqual(s[:3], "GMT"))
	if named {
		s = s[3:]
		s = s[readSpaces(s):]
	}
	sign, n := readSign(s)
	if n == 0 {
		return 0, false
	}
	if named {
		n += readSpaces(s[n:])
	}
	hours, m := readHours(s[n:])
	offset = sign * hours
	return offset, m > 0 && n+m == len(s) && inOffsets(offset)
}

// readSign reads the sign of an offset: "+", "-", a hyphen or dash (U+2010 to
// U+2015), or the minus sign (U+2212).
func readSign(s string) (sign, n int) {
	switch {
	case s == "":
		return 0, 0
	case s[0] == '+':
		return 1, 1
	}
	if n = readDash(s); n == 0 && strings.HasPrefix(s, "\u2212") {
		n = len("\u2212")
	}
	if n == 0 {
		return 0, 0
	}
	return -1, n
}

// readDash reads a hyphen or a dash.
func readDash(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == '-':
		return 1
	case len(s) >= 3 && s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0x95:
		return 3
	}
	return 0
}

// isWide reports whether s begins with a dash that is wider than a hyphen.
// Between two times, it joins a range.
func isWide(s string) bool { return readDash(s) == 3 && s[2] >= 0x92 }

// readOffset reads a sign and the digits of an offset at the start of s. It
// returns the number of bytes read, or 0.
func readOffset(s string) (offset, n int) {
	sign, n := readSign(s)
	if n == 0 {
		return 0, 0
	}
	hours, m := readHours(s[n:])
	if m == 0 || !inOffsets(sign*hours) {
		return 0, 0
	}
	return sign * hours, n + m
}

func inOffsets(offset int) bool { return offset >= minOffset && offset <= maxOffset }

// readHours reads the digits of an offset: h, hh, hmm, hhmm, h:mm or hh:mm. The
// minutes must be a multiple of 15, as in all zones since 1986.
func readHours(s string) (seconds, n int) {
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	var h, m int
	var ok bool
	switch n {
	case 1, 2:
		h, _ = digits(s[:n])
		if len(s) >= n+3 && s[n] == ':' && isDigit(s[n+1]) {
			if m, ok = digits(s[n+1 : n+3]); !ok {
				return 0, 0
			}
			n += 3
			if n < len(s) && (isDigit(s[n]) || s[n] == ':' && n+1 < len(s) && isDigit(s[n+1])) {
				return 0, 0
			}
		}
	case 3, 4:
		v, _ := digits(s[:n])
		h, m = v/100, v%100
	default:
		return 0, 0
	}
	if m > 59 || m%15 != 0 {
		return 0, 0
	}
	return h*3600 + m*60, n
}

// offsetName returns the name of a zone with a fixed offset, such as UTC, UTC+8
// or UTC-3:30.
func offsetName(offset int) string {
	if offset == 0 {
		return "UTC"
	}
	b := append(make([]byte, 0, len("UTC+12:45")), "UTC+"...)
	if offset < 0 {
		b[3] = '-'
		offset = -offset
	}
	b = appendPadded(b, offset/3600, 1)
	if m := offset / 60 % 60; m != 0 {
		b = append(b, ':')
		b = appendPadded(b, m, 2)
	}
	return string(b)
}

// foldEqual reports whether s and t are equal, ignoring the case of ASCII
// letters.
func foldEqual(s, t string) bool { return len(s) == len(t) && foldCompare(s, t) == 0 }

// foldCompare compares s and t with their ASCII letters in upper case.
func foldCompare(s, t string) int {
	for i := range min(len(s), len(t)) {
		if a, b := upper(s[i]), upper(t[i]); a != b {
			return int(a) - int(b)
		}
	}
	return len(s) - len(t)
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}
