package civil

import (
	"strings"
)

// Read reads a date, a time of day, or both in either order, at the start of s.
// It returns the number of bytes read, or 0 if s does not begin with one. It
// reads the longest text that makes sense: texts that [ReadDate] and [ReadTime]
// read,
//
//   - as date, then time: August 25, 2023 10:52 AM; October 1, 2024, 13:07
//     CEST; Jan 27, 2022 - 11:10 CET; Friday 25th of August at 11:00;
//     2021-09-17 08:00; 2021-09-17T08:00:00Z and the other forms of RFC 3339;
//   - with a word for "about" between them, which sets About: April 28, 2026,
//     at approximately 14:07 UTC;
//   - with a colon or a dash between them: March 5, 2024: 10:00am;
//   - with the year after the time, as date(1) prints it: Mon May 9 03:10:20
//     UTC 2022;
//   - as time, then date: 2:33 pm, 29th Jan 2024; 4:53pm Pacific on 2023-01-25;
//     10:40 CET on the 27/01/2022. The zone may also follow the date: 14:05 on
//     28 August 2024 (UTC);
//   - with "at", "on" or "on the" before it.
//
// Read does not skip white space before the text.
func Read(s string) (w Written, n int) {
	lead := readLead(s)
	w, n = readBoth(s[lead:])
	if n == 0 {
		return Written{}, 0
	}
	return w, lead + n
}

// readLead reads the words before a date or a time.
func readLead(s string) int {
	for _, word := range phrases.Leads {
		if hasWord(s, word) {
			if m := readSpaces(s[len(word):]); m > 0 {
				return len(word) + m
			}
		}
	}
	return 0
}

func readBoth(s string) (w Written, n int) {
	a, an := readDateFirst(s)
	b, bn := readTimeFirst(s)
	if bn > an {
		return b, bn
	}
	return a, an
}

// readDateFirst reads a date and the time that may follow it.
func readDateFirst(s string) (w Written, n int) {
	w, n, short := readDate(s)
	end := n + short
	if end == 0 {
		return w, 0
	}
	rest := s[end:]
	iso := rest != "" && rest[0] == 'T'
	sep := 1
	if !iso {
		sep = readJoint(rest)
	}
	about := 0
	if sep > 0 && !iso {
		about = readAbout(rest[sep:])
		sep += about
	}
	if sep > 0 {
		seconds := len(rest) > sep+5 && rest[sep+5] == ':' && strings.IndexByte(rest[:sep+3], ':') == sep+2 // an ISO time
		if t, m := readTime(rest[sep:], iso || seconds && len(s) > 4 && s[4] == '-'); m > 0 {
			w.Time, w.HasTime, w.Zone, w.Twelve = t.Time, true, t.Zone, t.Twelve
			w.About = about > 0
			end += sep + m
			if seconds {
				end += readLastYear(&w, s[end:])
			}
			return w, end
		}
	}
	if short > 0 {
		return Written{}, 0
	}
	return w, n
}

// readLastYear reads the year after a time with seconds, in the form of date(1)
// and ctime(3), if the date has no year.
func readLastYear(w *Written, s string) int {
	if w.Date.Year != 0 || w.Date.IsZero() || !w.HasWeekday {
		return 0
	}
	sp := readSpaces(s)
	year, n, long := readYearDigits(s, sp)
	if sp == 0 || !long || year < 1900 || year > 2199 || wordAt(s, n) || w.Date.Day > daysIn(year, w.Date.Month) ||
		n < len(s) && s[n] == ':' {
		return 0
	}
	w.Date.Year = year
	return n
}

// readJoint reads the text between a date and its time.
func readJoint(s string) int {
	n := 0
	if n < len(s) && (s[n] == ',' || s[n] == ':') {
		n++
	}
	if n == 1 && n < len(s) && s[0] == ':' && isDigit(s[1]) { // 05/Mar/2024:10:00:00, as in logs
		return n
	}
	sp := readSpaces(s[n:])
	n += sp
	if sp == 0 || n == len(s) {
		return 0
	}
	switch {
	case readDash(s[n:]) > 0:
		n += readDash(s[n:])
		sp = readSpaces(s[n:])
	case s[n] == '@':
		sp = readSpaces(s[n+1:])
		n++
	case hasWord(s[n:], phrases.DateJoint):
		n += len(phrases.DateJoint)
		sp = readSpaces(s[n:])
	default:
		return n
	}
	if sp == 0 {
		return 0
	}
	return n + sp
}

// readTimeFirst reads a time and the date that may follow it.
func readTimeFirst(s string) (w Written, n int) {
	w, n = readTime(s, false)
	if n == 0 {
		return w, 0
	}
	sep := 0
	if n < len(s) && s[n] == ',' {
		sep = 1
	}
	sp := readSpaces(s[n+sep:])
	if sp == 0 {
		return w, n
	}
	sep += sp
	if on := len(phrases.TimeJoint); hasWord(s[n+sep:], phrases.TimeJoint) {
		m := readSpaces(s[n+sep+on:])
		if m == 0 {
			return w, n
		}
		sep += on + m
	}
	d, m, short := readDate(s[n+sep:])
	if m == 0 && d.Date.Year != 0 {
		m = short
	}
	if m == 0 {
		return w, n
	}
	n += sep + m
	d.Time, d.HasTime, d.Zone, d.Twelve = w.Time, true, w.Zone, w.Twelve
	if d.Zone == "" {
		sp := readSpaces(s[n:])
		zone, m := readClosed(s[n+sp:])
		if sp == 0 || m == 0 {
			sp = 0
			zone, m = readListedZone(s[n:])
		}
		if m > 0 {
			d.Zone = zone
			n += sp + m
		}
	}
	return d, n
}
