package render

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/words"
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
		p.dst = words.AppendInstant(p.dst, t)
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
