package civil

import "strings"

// The offsets that clocks on earth have, in seconds: from Baker Island to
// Kiribati. Others are misprints.
const (
	minOffset = -12 * 3600
	maxOffset = +14 * 3600
)

const minus = "\u2212" // the typographic minus sign

// parseOffset reads a whole zone text that is an offset from UTC: +03, +3,
// +0530, +05:30, UTC+5:30, GMT-07:00, with "-" or U+2212 for minus, and spaces
// between the letters and the sign. It returns seconds east of UTC.
func parseOffset(s string) (offset int, ok bool) {
	if len(s) > 3 && (foldEqual(s[:3], "UTC") || foldEqual(s[:3], "GMT")) {
		s = s[3:]
		s = s[readSpaces(s):]
	}
	offset, n := readOffset(s)
	return offset, n > 0 && n == len(s)
}

// readOffset reads a sign and the digits of an offset at the start of s: h, hh,
// hmm, hhmm, h:mm or hh:mm. It returns the bytes read, 0 for none. The minutes
// must be a multiple of 15, as all are since 1986.
func readOffset(s string) (offset, n int) {
	sign := 1
	switch {
	case s == "":
		return 0, 0
	case s[0] == '+':
		n = 1
	case s[0] == '-':
		n, sign = 1, -1
	case strings.HasPrefix(s, minus):
		n, sign = len(minus), -1
	default:
		return 0, 0
	}
	run := 0
	for n+run < len(s) && isDigit(s[n+run]) {
		run++
	}
	var h, m int
	var ok bool
	switch {
	case run == 1 || run == 2:
		h, _ = digits(s[n : n+run])
		n += run
		if len(s) >= n+3 && s[n] == ':' && isDigit(s[n+1]) {
			if m, ok = digits(s[n+1 : n+3]); !ok {
				return 0, 0
			}
			n += 3
			if n < len(s) && (isDigit(s[n]) || s[n] == ':' && n+1 < len(s) && isDigit(s[n+1])) {
				return 0, 0
			}
		}
	case run == 3 || run == 4:
		v, _ := digits(s[n : n+run])
		h, m = v/100, v%100
		n += run
	default:
		return 0, 0
	}
	offset = sign * (h*3600 + m*60)
	if m > 59 || m%15 != 0 || offset < minOffset || offset > maxOffset {
		return 0, 0
	}
	return offset, n
}

// offsetName returns the name of a zone at a fixed offset: UTC, UTC+8,
// UTC-3:30.
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

// foldEqual reports whether s and t are equal but for the case of ASCII
// letters.
func foldEqual(s, t string) bool { return len(s) == len(t) && foldCompare(s, t) == 0 }

// foldCompare compares s and t as if their ASCII letters were upper case.
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
