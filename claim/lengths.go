package claim

import (
	"strconv"
	"strings"
	"time"
)

// Length is a length of time as it was written. Days and months are separate
// from hours, because a calendar day is not always 24 hours long. The zero
// value means none.
type Length struct {
	Months   int           // calendar months
	Days     int           // calendar days, or business days
	Business bool          // Days are business days
	Time     time.Duration // hours, minutes and seconds
}

// IsZero reports whether l is the zero Length.
func (l Length) IsZero() bool { return l == Length{} }

// Duration returns l with days of 24 hours. It returns false if l has months or
// business days, whose duration is not fixed.
func (l Length) Duration() (d time.Duration, ok bool) {
	if l.Months != 0 || l.Business {
		return 0, false
	}
	return time.Duration(l.Days)*24*time.Hour + l.Time, true
}

// times returns n times the unit l. It returns false if the result is too long,
// or is not a whole number of days or months.
func (l Length) times(n float64) (Length, bool) {
	switch {
	case l.Time != 0:
		t := n * float64(l.Time)
		if t > maxTime {
			return Length{}, false
		}
		l.Time = time.Duration(t + 0.5)
	case n != float64(int(n)):
		if l.Months != 0 || l.Days != 1 {
			return Length{}, false
		}
		l.Days, l.Time = 0, time.Duration(n*24*float64(time.Hour))
	default:
		l.Months *= int(n)
		l.Days *= int(n)
	}
	return l, true
}

// The maximum lengths that are read, about a hundred years.
const (
	maxTime   = float64(876_000 * time.Hour)
	maxAmount = 36_500
)

// finer reports whether the unit l can follow the unit v in one length.
func (l Length) finer(v Length) bool {
	switch {
	case l.Months != 0:
		return false
	case l.Days != 0:
		return v.Months != 0 || v.Days > l.Days
	}
	return v.Time == 0 || l.Time < v.Time
}

// findUnit returns the length of the unit that s names.
func findUnit(s string) (Length, bool) {
	for i := range lengths.Units {
		if u := &lengths.Units[i]; oneOf(s, u.Words...) {
			return Length{Months: u.Months, Days: u.Days, Time: u.Time}, true
		}
	}
	return Length{}, false
}

// readAmount reads a number in digits or words: 17, 1,200, 2.5, twelve,
// forty-five, thirty.
func readAmount(s string) (v float64, n int) {
	if s == "" {
		return 0, 0
	}
	if isDigit(s[0]) {
		return readFigures(s)
	}
	n = letters(s)
	for i, w := range lengths.Numbers {
		if oneOf(s[:n], w) {
			v = float64(i)
			break
		}
	}
	for i, w := range lengths.Tens {
		if oneOf(s[:n], w) {
			v = float64(20 + 10*i)
			if n+1 < len(s) && (s[n] == '-' || s[n] == ' ') {
				m := letters(s[n+1:])
				for k, w := range lengths.Numbers[1:10] {
					if oneOf(s[n+1:n+1+m], w) {
						return v + float64(k+1), n + 1 + m
					}
				}
			}
		}
	}
	if v == 0 {
		return 0, 0
	}
	return v, n
}

// readFigures reads a number in digits with an optional decimal point, and with
// commas, spaces or apostrophes between groups of three.
func readFigures(s string) (v float64, n int) {
	n = figures(s)
	digits := s[:n]
	if n <= 3 && n < len(s) && s[0] != '0' {
		sep := s[n]
		for n+3 < len(s) && s[n] == sep && strings.IndexByte(", '", sep) >= 0 && isDigit(s[n+1]) && isDigit(s[n+2]) && isDigit(s[n+3]) && (n+4 == len(s) || !isDigit(s[n+4])) {
			digits += s[n+1 : n+4]
			n += 4
			if len(digits) > 15 {
				return 0, 0
			}
		}
	}
	if n+1 < len(s) && s[n] == '.' && isDigit(s[n+1]) {
		m := n + 1 + figures(s[n+1:])
		digits += s[n:min(m, n+12)]
		n = m
		if n+1 < len(s) && s[n] == '.' && isDigit(s[n+1]) {
			return 0, 0 // 1.2.3 is a version
		}
	}
	if n > 24 {
		return 0, 0
	}
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, 0
	}
	return v, n
}

// readLength reads a length of time at the start of s: 17 minutes, 1h 20m, 1
// hour and 20 minutes, half an hour, an hour and a half, 2.5 hours, two-hour, 5
// business days. For a range such as "5-10 minutes", least is the shorter
// length; otherwise it is zero.
func readLength(s string) (l, least Length, n int) {
	if l, n = readHalf(s); n > 0 {
		return l, least, n
	}
	l, u, n, business := readPart(s)
	if n == 0 {
		return readBetween(s)
	}
	l.Business = business
	for {
		if half, ok := u.times(0.5); ok {
			if m := readAndAHalf(s[n:]); m > 0 {
				l.Time += half.Time
				return l, least, n + m
			}
		}
		j, ok := readAnd(s[n:])
		if !ok {
			return l, least, n
		}
		part, v, m, business := readPart(s[n+j:])
		if m == 0 && j == 0 {
			return Length{}, Length{}, 0 // 1h30
		}
		if m == 0 || business || l.Business || !v.finer(u) {
			return l, least, n // a second length, not part of the first
		}
		l.Months += part.Months
		l.Days += part.Days
		l.Time += part.Time
		u, n = v, n+j+m
	}
}

// readElapsed reads a length that is written like a time of day: 1:15 hours,
// 1h30, 0:45:10 h. Cued says that the words before it introduce a length, so
// that 1:15 alone is one, too.
func readElapsed(s string, cued bool) (l Length, n int) {
	h, m := 0, 0
	for n < len(s) && n < 3 && isDigit(s[n]) {
		h = h*10 + int(s[n]-'0')
		n++
	}
	if n == 0 || n > 2 || n == len(s) {
		return l, 0
	}
	sign := s[n]
	if sign != ':' && sign != 'h' {
		return l, 0
	}
	figures := n
	parts := [2]int{} // minutes, seconds
	for n < len(s) && m < 2 && (s[n] == ':' || m == 0) && n+2 < len(s) && isDigit(s[n+1]) && isDigit(s[n+2]) && (n+3 == len(s) || !isDigit(s[n+3])) {
		parts[m] = int(s[n+1]-'0')*10 + int(s[n+2]-'0')
		n, m = n+3, m+1
	}
	if m == 0 || parts[0] > 59 || parts[1] > 59 {
		return l, 0
	}
	if sign == ':' {
		// "10:45 hrs" is a time of day, and so are such digits without
		// a word for hours.
		sp := spaces(s[n:])
		w := letters(s[n+sp:])
		u, ok := findUnit(s[n+sp : n+sp+w])
		if !ok || u.Time != time.Hour || !cued && (figures > 1 || w < 2) {
			return l, 0
		}
		n += sp + w
	} else if !cued {
		return l, 0
	}
	if wordAt(s, n) {
		return l, 0
	}
	return Length{Time: time.Duration(h)*time.Hour + time.Duration(parts[0])*time.Minute + time.Duration(parts[1])*time.Second}, n
}

// readBetween reads a range of lengths: "5-10 minutes", "24 to 48 hours".
func readBetween(s string) (l, least Length, n int) {
	low, n := readAmount(s)
	if n == 0 || low > maxAmount {
		return Length{}, Length{}, 0
	}
	j := readTo(s[n:])
	if j == 0 {
		return Length{}, Length{}, 0
	}
	l, u, m, business := readPart(s[n+j:])
	if m == 0 {
		return Length{}, Length{}, 0
	}
	least, ok := u.times(low)
	if !ok {
		return Length{}, Length{}, 0
	}
	l.Business, least.Business = business, business
	return l, least, n + j + m
}

// readPart reads one number with its unit.
func readPart(s string) (l, u Length, n int, business bool) {
	v, n := readAmount(s)
	article := false
	if n == 0 {
		n = letters(s)
		if !oneOf(s[:n], lengths.Articles...) {
			return l, u, 0, false
		}
		v, article = 1, true
	}
	if v > maxAmount {
		return l, u, 0, false
	}
	figures := isDigit(s[0])
	if m := readAndAHalf(s[n:]); m > 0 && !article {
		v += 0.5
		n += m
	}
	sp := spaces(s[n:])
	if sp == 0 && n < len(s) && s[n] == '-' { // a two-hour outage
		sp = 1
	} else if sp == 0 && !figures {
		return l, u, 0, false
	}
	k := n + sp
	m := letters(s[k:])
	if business = oneOf(s[k:k+m], lengths.Business...); business || oneOf(s[k:k+m], lengths.Adjectives...) {
		k += m
		gap := spaces(s[k:])
		if gap == 0 {
			return l, u, 0, false
		}
		k += gap
		m = letters(s[k:])
	}
	// 1.5M is a number, and "5 m" may be metres, but "1 h" is how package
	// render writes an hour.
	if m == 1 && (!figures || s[k] < 'a' || sp > 0 && s[k] == 'm') {
		return l, u, 0, false
	}
	u, ok := findUnit(s[k : k+m])
	if !ok || business && u.Days != 1 {
		return l, u, 0, false
	}
	k += m
	if k < len(s) && (s[k] == '_' || isDigit(s[k]) && m > 1 || wordAt(s, k) && !isDigit(s[k])) {
		return l, u, 0, false
	}
	l, ok = u.times(v)
	if !ok || v == 0 {
		return l, u, 0, false
	}
	return l, u, k, business
}

// readHalf reads "half an hour", "half a day", "a quarter of an hour".
func readHalf(s string) (l Length, n int) {
	for _, f := range lengths.Fractions {
		if n := phrase(s, f.Phrase); n > 0 {
			return Length{Time: f.Time}, n
		}
	}
	return l, 0
}

// readAndAHalf returns the length of "and a half" in "one and a half hours" or
// at the end of "an hour and a half", with the blanks before it.
func readAndAHalf(s string) int {
	sp := spaces(s)
	if n := phrase(s[sp:], lengths.AndAHalf); n > 0 && sp > 0 {
		return sp + n
	}
	return 0
}

// readAnd reads the text between the parts of a length, which is empty in
// "1h20m".
func readAnd(s string) (n int, ok bool) {
	if s != "" && isDigit(s[0]) {
		return 0, true
	}
	if s != "" && s[0] == ',' {
		n++
	}
	sp := spaces(s[n:])
	if sp == 0 {
		return 0, false
	}
	n += sp
	if m := phrase(s[n:], lengths.And); m > 0 {
		gap := spaces(s[n+m:])
		if gap == 0 {
			return 0, false
		}
		n += m + gap
	}
	return n, true
}

// readTo reads the text between the numbers of a range.
func readTo(s string) int {
	sp := spaces(s)
	for _, dash := range [...]string{"-", "\u2013", "\u2014"} {
		if strings.HasPrefix(s[sp:], dash) {
			n := sp + len(dash)
			return n + spaces(s[n:])
		}
	}
	if sp == 0 {
		return 0
	}
	if m := anyPhrase(s[sp:], lengths.To); m > 0 {
		if gap := spaces(s[sp+m:]); gap > 0 {
			return sp + m + gap
		}
	}
	return 0
}

// phrase returns the length of a phrase at the start of s, with any blanks
// between its words, or 0 if s does not begin with the phrase.
func phrase(s, phrase string) int {
	n := 0
	for {
		word, rest, more := strings.Cut(phrase, " ")
		if !hasPrefixFold(s[n:], word) || wordAt(s, n+len(word)) {
			return 0
		}
		n += len(word)
		if !more {
			return n
		}
		sp := spaces(s[n:])
		if sp == 0 {
			return 0
		}
		n += sp
		phrase = rest
	}
}

// anyPhrase returns the length of the first of the phrases that s begins with,
// or 0.
func anyPhrase(s string, phrases []string) int {
	for _, p := range phrases {
		if n := phrase(s, p); n > 0 {
			return n
		}
	}
	return 0
}
