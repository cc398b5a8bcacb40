package claim

import (
	"math"
	"slices"
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
// or is not a whole number of months.
func (l Length) times(n float64) (Length, bool) {
	switch {
	case l.Time != 0:
		t := n * float64(l.Time)
		if t > maxTime {
			return Length{}, false
		}
		l.Time = time.Duration(t + 0.5)
	case n != float64(int(n)):
		if l.Months != 0 {
			return Length{}, false
		}
		l.Days, l.Time = 0, time.Duration(n*float64(l.Days)*24*float64(time.Hour))
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
// forty-five, one hundred and twenty, a thousand.
func readAmount(s string) (v float64, n int) {
	if s != "" && isDigit(s[0]) {
		return readFigures(s)
	}
	thousands, part := 0.0, 0.0 // part is below one thousand
	next := 0
	for range maxNumberWords {
		word := s[next : next+letters(s[next:])]
		small, scale := numberWord(word)
		switch {
		case small > 0 && (part == 0 || endsIn(part, 100) || endsIn(part, 10) && !endsIn(part-10, 100) && small < 10):
			part += small
		case scale >= 1000 && part > 0:
			thousands, part = thousands+part*scale, 0
		case scale > 0 && part > 0 && part < 100:
			part *= scale
		case n == 0 && oneOf(word, lengths.Articles...) && startsScale(s[len(word)+gap(s[len(word):]):]):
			part = 1
		case n > 0 && endsIn(part, 100) && oneOf(word, lengths.And[0]):
			after := next + len(word)
			after += gap(s[after:])
			if small, _ := numberWord(s[after : after+letters(s[after:])]); small == 0 {
				return thousands + part, n
			}
			next = after
			continue
		default:
			return thousands + part, n
		}
		n = next + len(word)
		next = n + gap(s[n:])
	}
	return thousands + part, n
}

// maxNumberWords is the maximum number of words in a number, with "and".
const maxNumberWords = 12

func endsIn(v, zeros float64) bool { return math.Mod(v, zeros) == 0 }

// startsScale reports whether s begins with a word such as "hundred", so that
// an article before it is a number.
func startsScale(s string) bool {
	_, scale := numberWord(s[:letters(s)])
	return scale > 0
}

// numberWord returns the value of a word for a number below one hundred, or of
// one that multiplies the number before it, or zeros.
func numberWord(word string) (small, scale float64) {
	same := func(w string) bool { return oneOf(w, word) }
	if i := slices.IndexFunc(lengths.Numbers, same); i > 0 {
		return float64(i), 0
	}
	if i := slices.IndexFunc(lengths.Tens, same); i >= 0 {
		return float64(20 + 10*i), 0
	}
	for _, w := range numbers.Scales {
		if same(w.Word) {
			return 0, w.By
		}
	}
	return 0, 0
}

// readFigures reads a number in digits with an optional decimal point, and with
// commas, spaces or apostrophes between groups of three. It does not read 1,5,
// which may be a decimal comma.
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
	if n+1 < len(s) && s[n] == ',' && isDigit(s[n+1]) {
		return 0, 0
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
	for _, f := range lengths.Fractions {
		if n := phrase(s, f.Phrase); n > 0 {
			return Length{Time: f.Time}, least, n
		}
	}
	l, u, n, business := readPart(s)
	if n == 0 {
		return readBetween(s)
	}
	l.Business = business
	for {
		if share, m := readShareOfUnit(s[n:]); m > 0 {
			more, ok := u.times(share)
			if !ok {
				return Length{}, Length{}, 0 // a month and a half
			}
			l.Time += more.Time
			return l, least, n + m
		}
		j, ok := readAnd(s[n:])
		if !ok {
			return l, least, n
		}
		part, v, m, business := readPart(s[n+j:])
		if _, k := readAmount(s[n+j:]); m == 0 && k > 0 && strings.Trim(s[n:n+j], " ") == "" {
			if _, noun := readNoun(s[n+j+k:], false); noun == 0 {
				return Length{}, Length{}, 0 // 1h30, 2 h 30
			}
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
// 12:30 minutes, 1h30, 0:45:10 h. Cued says that the words before it introduce
// a length, so that 1h30 alone is one, too. Took says that they leave no doubt,
// so that 00:45:10 alone is one.
func readElapsed(s string, cued, took bool) (l Length, n int) {
	var parts [3]int
	count := 0
	for {
		width := figures(s[n:])
		if width != 2 && (width != 1 || count > 0) {
			return l, 0
		}
		parts[count], _ = atoi(s[n : n+width])
		count++
		n += width
		if n == len(s) || count == len(parts) || s[n] != ':' && (s[n] != 'h' || count > 1) {
			break
		}
		n++
	}
	if count < 2 || parts[1] > 59 || parts[2] > 59 {
		return l, 0
	}
	largest := time.Hour
	if hours := figures(s); s[hours] == ':' {
		// "10:45 hrs" is a time of day, and so are such digits without
		// a unit.
		sp := spaces(s[n:])
		w := letters(s[n+sp:])
		u, _ := findUnit(s[n+sp : n+sp+w])
		switch {
		case u.Time == time.Minute && count == 2:
			largest = time.Minute
		case u.Time == time.Hour && (cued || hours == 1 && w > 1):
		case u.IsZero() && count == 3 && took:
			sp, w = 0, 0
		default:
			return l, 0
		}
		n += sp + w
	} else if !cued {
		return l, 0
	}
	if wordAt(s, n) {
		return l, 0
	}
	l.Time = time.Duration(parts[0])*largest + time.Duration(parts[1])*largest/60 + time.Duration(parts[2])*time.Second
	return l, n
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
	if share, m := readShareOfUnit(s[n:]); m > 0 && !article {
		v += share
		n += m
	}
	if strings.HasPrefix(s[n:], "+") {
		n++ // 15+ minutes
	}
	sp := gap(s[n:]) // with a hyphen: a two-hour outage
	if sp == 0 && !figures {
		return l, u, 0, false
	}
	k := n + sp
	m := letters(s[k:])
	if business = oneOf(s[k:k+m], lengths.Business...); business || oneOf(s[k:k+m], lengths.Adjectives...) {
		k += m
		sp := spaces(s[k:])
		if sp == 0 {
			return l, u, 0, false
		}
		k += sp
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

// readShareOfUnit reads "and a half" in "one and a half hours" or at the end of
// "an hour and a half", with the blanks before it.
func readShareOfUnit(s string) (share float64, n int) {
	sp := gap(s)
	for _, w := range lengths.ShareOfUnit {
		if n := phrase(s[sp:], w.Word); n > 0 && sp > 0 {
			return w.By, sp + n
		}
	}
	return 0, 0
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
	if m := anyPhrase(s[n:], lengths.And); m > 0 {
		sp := spaces(s[n+m:])
		if sp == 0 {
			return 0, false
		}
		n += m + sp
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
		if after := spaces(s[sp+m:]); after > 0 {
			return sp + m + after
		}
	}
	return 0
}

// phrase returns the length of a phrase at the start of s, with any blanks or a
// hyphen between its words, or 0 if s does not begin with the phrase.
func phrase(s, phrase string) int {
	if s == "" || s[0]|0x20 != phrase[0]|0x20 { // most texts
		return 0
	}
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
		sp := gap(s[n:])
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
