package render

import (
	"strings"
	"time"
)

// appendURL appends a url as the value of an attribute in quotes. What cannot
// stand in a URL is percent-encoded, invalid UTF-8 included.
func appendURL(dst []byte, url string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ', c >= 0x7f, strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		case c == '&':
			dst = append(dst, "&amp;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// isLang reports whether s has the form of a BCP 47 tag: a language of two or
// three letters and subtags of up to eight letters and digits.
func isLang(s string) bool {
	if len(s) < 2 || len(s) > 35 {
		return false
	}
	for n := 0; ; n++ {
		tag, rest, more := strings.Cut(s, "-")
		for i := range len(tag) {
			if !isAlnum(tag[i]) || n == 0 && tag[i] <= '9' {
				return false
			}
		}
		switch {
		case n == 0 && (len(tag) < 2 || len(tag) > 3), tag == "", len(tag) > 8, len(tag) == 1 && !more:
			return false
		case !more:
			return true
		}
		s = rest
	}
}

// openTime begins the element of an instant. In plain text, and for years that
// HTML cannot tell, there is none.
func (p *textPrinter) openTime(t time.Time) {
	if p.html && isInstant(t) {
		p.dst = append(p.dst, `<time datetime="`...)
		p.dst = appendInstant(p.dst, t)
		p.dst = append(p.dst, `">`...)
	}
}

// closeTime ends what [textPrinter.openTime] began with the same t.
func (p *textPrinter) closeTime(t time.Time) {
	if p.html && isInstant(t) {
		p.dst = append(p.dst, "</time>"...)
	}
}

// isInstant reports whether the year of t is between 1 and 9999.
func isInstant(t time.Time) bool {
	const first, end = -62135596800, 253402300800 // of year 1, and of year 10000
	s := t.Unix()
	return s > first && s < end
}

// appendInstant appends t in UTC, to the second: "2024-03-05T09:17:00Z".
func appendInstant(dst []byte, t time.Time) []byte {
	var b [20]byte
	year, month, day, second := split(t.Unix())
	put2(&b, 0, year/100)
	put2(&b, 2, year%100)
	put2(&b, 5, month)
	put2(&b, 8, day)
	put2(&b, 11, second/3600)
	put2(&b, 14, second/60%60)
	put2(&b, 17, second%60)
	b[4], b[7], b[10], b[13], b[16], b[19] = '-', '-', 'T', ':', ':', 'Z'
	return append(dst, b[:]...)
}

// appendCompact appends t in UTC without signs between: "20240305T091700Z".
func appendCompact(dst []byte, t time.Time) []byte {
	var b [20]byte
	year, month, day, second := split(t.Unix())
	put2(&b, 0, year/100)
	put2(&b, 2, year%100)
	put2(&b, 4, month)
	put2(&b, 6, day)
	put2(&b, 9, second/3600)
	put2(&b, 11, second/60%60)
	put2(&b, 13, second%60)
	b[8], b[15] = 'T', 'Z'
	return append(dst, b[:16]...)
}

func put2(b *[20]byte, i, n int) { b[i], b[i+1] = byte('0'+n/10), byte('0'+n%10) }

// split returns the date and the second of the day of an instant in UTC. Package
// time does that once for each part; here a report has it for every element time.
// Years are counted from March, so that the leap day is the last one.
func split(unix int64) (year, month, day, second int) {
	const era = 146097 // days of 400 years
	n := uint64(unix + 719468*86400)
	days := n / 86400
	second = int(n % 86400)
	inEra := days % era
	yearOf := (inEra - inEra/1460 + inEra/36524 - inEra/(era-1)) / 365
	dayOf := inEra - (365*yearOf + yearOf/4 - yearOf/100)
	m := (5*dayOf + 2) / 153
	year = int(days/era*400 + yearOf)
	if month = int(m) + 3; month > 12 {
		month, year = month-12, year+1
	}
	return year, month, int(dayOf-(153*m+2)/5) + 1, second
}

// appendISODate appends the date of t in its Location: "2024-03-05".
func appendISODate(dst []byte, t time.Time) []byte {
	year, month, day := t.Date()
	dst = append2(append2(dst, year/100), year%100)
	dst = append(dst, '-')
	dst = append2(dst, int(month))
	dst = append(dst, '-')
	return append2(dst, day)
}

func append2(dst []byte, n int) []byte { return append(dst, byte('0'+n/10), byte('0'+n%10)) }

// appendInt appends a number that is not negative.
func appendInt(dst []byte, n int) []byte {
	if n >= 10 {
		dst = appendInt(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}
