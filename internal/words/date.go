package words

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The functions of this file write a time in its Location. Callers choose the
// zone with [time.Time.In].

// AppendStamp appends the time of an update: "Jan 07, 2022 - 11:10 CET".
func (l *Language) AppendStamp(dst []byte, t time.Time) []byte {
	r := readingOf(t)
	dst = append(dst, l.ShortMonths[r.month-1]...)
	dst = append(dst, ' ')
	dst = append2(dst, r.day)
	dst = append(dst, ", "...)
	dst = appendYear(dst, r.year)
	dst = append(dst, " - "...)
	dst = append2(dst, r.second/3600)
	dst = append(dst, ':')
	dst = append2(dst, r.second/60%60)
	dst = append(dst, ' ')
	return appendZone(dst, r.zone, r.offset)
}

// AppendDay appends the day without its year: "Jan 7".
func (l *Language) AppendDay(dst []byte, t time.Time) []byte {
	_, month, day := t.Date()
	dst = append(dst, l.ShortMonths[month-1]...)
	dst = append(dst, ' ')
	if day >= 10 {
		dst = append(dst, byte('0'+day/10))
	}
	return append(dst, byte('0'+day%10))
}

// AppendDate appends the day with its year: "Jan 7, 2022".
func (l *Language) AppendDate(dst []byte, t time.Time) []byte {
	dst = l.AppendDay(dst, t)
	dst = append(dst, ", "...)
	return appendYear(dst, t.Year())
}

// AppendClock appends the time of day: "11:10".
func (l *Language) AppendClock(dst []byte, t time.Time) []byte {
	hour, minute, _ := t.Clock()
	dst = append2(dst, hour)
	dst = append(dst, ':')
	return append2(dst, minute)
}

// AppendZone appends the label of the zone in force: the abbreviation of the
// zone data ("CET", "+08"), or the offset ("UTC+5:30") for a Location made by
// hand whose name is no label.
func AppendZone(dst []byte, t time.Time) []byte {
	name, offset := t.Zone()
	return appendZone(dst, name, offset)
}

func appendZone(dst []byte, name string, offset int) []byte {
	if isZoneLabel(name) {
		return append(dst, name...)
	}
	return appendOffset(dst, offset)
}

// ZoneLabel returns the label that [AppendZone] appends.
func ZoneLabel(t time.Time) string {
	name, offset := t.Zone()
	if isZoneLabel(name) {
		return name
	}
	return string(appendOffset(nil, offset))
}

func isZoneLabel(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '-', c == ':':
		default:
			return false
		}
	}
	return name != "" && len(name) <= 16
}

func appendOffset(dst []byte, seconds int) []byte {
	dst = append(dst, "UTC"...)
	switch {
	case seconds == 0:
		return dst
	case seconds < 0:
		dst, seconds = append(dst, '-'), -seconds
	default:
		dst = append(dst, '+')
	}
	if h := seconds / 3600; h >= 10 {
		dst = append2(dst, h%100)
	} else {
		dst = append(dst, byte('0'+h))
	}
	if m := seconds / 60 % 60; m != 0 {
		dst = append(dst, ':')
		dst = append2(dst, m)
	}
	return dst
}

func append2(dst []byte, n int) []byte {
	return append(dst, byte('0'+n/10), byte('0'+n%10))
}

func appendYear(dst []byte, year int) []byte {
	if year < 0 || year > 9999 {
		return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).AppendFormat(dst, "2006")
	}
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10))
}

// Month returns the number of the month whose full or short name text begins
// with, in either case, and the length of that name; 0 where there is none.
func (l *Language) Month(text string) (month, n int) {
	for i := range l.Months {
		if hasPrefixFold(text, l.Months[i]) {
			return i + 1, len(l.Months[i])
		}
		if hasPrefixFold(text, l.ShortMonths[i]) {
			return i + 1, len(l.ShortMonths[i])
		}
	}
	return 0, 0
}

// hasPrefixFold reports whether s begins with prefix, which is not empty, in
// either case. Most comparisons end with the first byte.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) || s[0]|0x20 != prefix[0]|0x20 && prefix[0] < utf8.RuneSelf {
		return false
	}
	return strings.EqualFold(s[:len(prefix)], prefix)
}
