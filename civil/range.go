package civil

import (
	"strings"
)

// ReadRange reads the two ends of a period at the start of s and returns the
// number of bytes read, or 0 if s does not begin with a range. It reads two
// texts as [Read] does, joined
//
//   - by a hyphen, a dash or an arrow, with or without spaces: 10:49–11:15 AM
//     UTC; Jan 24, 00:00-03:00 UTC; 10:15 → 10:40 UTC;
//   - by "to", "until", "till" or "through", possibly after "from": from 10:05
//     to 10:40 CET on the 27/01/2022;
//   - by "and" after "between" or "between the hours of": between 10:49 AM and
//     11:01 AM UTC;
//   - after a date for both: on January 30, 2024, from 3:10 pm to 3:25 pm.
//
// A word for "about" (about, approximately, around, roughly, ~) may precede the
// second end, and also the first one if a word opens the range. It sets About.
//
// Two times with a slash between them (11:00 AM / 2:00 PM ET) are one time in
// two zones, not a range.
//
// The first end may be a bare hour (4-5 pm), and the second a bare hour with a
// zone (10:30 to 11 UTC) or a bare day (October 29-30, 2025).
//
// What is missing at one end is taken from the other:
//
//   - the zone, always;
//   - am or pm, if the first end is then not after the second. Otherwise the
//     first end is in the other half of the day: 11:20 - 2:40 PM begins in the
//     morning, and 11:30 - 12:15 AM in the evening;
//   - the date or its year, if the first end is then not after the second.
//
// A date that is still missing stays so; [Written.ResolveAfter] resolves the
// end of a night from its start.
func ReadRange(s string) (from, to Written, n int) {
	n = readLead(s)
	if d, m, _ := readDate(s[n:]); m > 0 {
		rest := s[n+m:]
		sep := 0
		if rest != "" && rest[0] == ',' {
			sep = 1
		}
		sp := readSpaces(rest[sep:])
		if opening, _ := readOpening(rest[sep+sp:]); sp > 0 && opening > 0 {
			if from, to, k := readEnds(rest[sep+sp:]); k > 0 && from.HasTime && to.HasTime {
				if from.Date.IsZero() && !from.HasWeekday {
					d.Time, d.HasTime, d.Zone, d.Twelve = from.Time, true, from.Zone, from.Twelve
					from = d
				}
				shareDate(&from, &to)
				return from, to, n + m + sep + sp + k
			}
		}
	}
	if from, to, k := readEnds(s[n:]); k > 0 {
		return from, to, n + k
	}
	return Written{}, Written{}, 0
}

// ReadSpan reads a range as [ReadRange] does, if s begins with a range of two
// times that is longer than what [Read] would read. Otherwise it reads the same
// as Read, and the Written to is zero.
func ReadSpan(s string) (from, to Written, n int) {
	from, n = Read(s)
	if from.HasTime && readJoin(s[n:], false) == 0 && strings.IndexByte(from.Zone, ':') < 0 {
		return from, to, n // nothing joins a second time to the first, not even something that looks like an offset
	}
	if first, second, m := ReadRange(s); m > n && first.HasTime && second.HasTime {
		return first, second, m
	}
	return from, to, n
}

// readOpening reads the words that open a range.
func readOpening(s string) (n int, between bool) {
	switch {
	case hasWord(s, phrases.Between):
		n, between = len(phrases.Between), true
	case hasWord(s, phrases.From):
		n = len(phrases.From)
	default:
		return 0, false
	}
	m := readSpaces(s[n:])
	if m == 0 {
		return 0, false
	}
	n += m
	for _, word := range phrases.Hours {
		if !hasWord(s[n:], word) {
			break
		}
		n += len(word)
		n += readSpaces(s[n:])
	}
	return n, between
}

// readJoin reads the text between the ends of a range.
func readJoin(s string, between bool) int {
	sp := readSpaces(s)
	rest := s[sp:]
	if sp > 0 && rest != "" && isWord(rest[0]) {
		return readJoinWord(s, sp, between)
	}
	for _, join := range [...]string{"->", "=>", "\u2192"} {
		if strings.HasPrefix(rest, join) {
			n := sp + len(join)
			return n + readSpaces(s[n:])
		}
	}
	if dash := readDash(rest); dash > 0 && !strings.HasPrefix(rest, "\u2015") {
		n := sp + dash
		return n + readSpaces(s[n:])
	}
	return 0
}

// readJoinWord reads the word between the ends of a range, which follows sp
// bytes of space.
func readJoinWord(s string, sp int, between bool) int {
	rest := s[sp:]
	if between && hasWord(rest, phrases.And) {
		return joined(s, sp+len(phrases.And))
	}
	for _, word := range phrases.To {
		if hasWord(rest, word) {
			return joined(s, sp+len(word))
		}
	}
	return 0
}

// joined returns n plus the number of spaces after the word that ends at n, or
// 0 if there are none.
func joined(s string, n int) int {
	if m := readSpaces(s[n:]); m > 0 {
		return n + m
	}
	return 0
}

// readEnds reads a range without a date before it.
func readEnds(s string) (from, to Written, n int) {
	n, between := readOpening(s)
	about := false
	if n > 0 {
		word := readAbout(s[n:])
		n += word
		about = word > 0
	}
	from, m := readEnd(s[n:])
	bare := 0
	if m == 0 {
		if from, m = readBareHour(s[n:]); m == 0 {
			return from, to, 0
		}
		bare = m
	}
	to, k := readRest(s[n+m:], &from, between)
	if k == 0 && bare == 0 {
		// In "10:00 UTC-11:00 UTC" the apparent offset is the hyphen
		// and the other end.
		if z := from.Zone; len(z) > len("UTC-11:00")-1 && readDash(z[3:]) > 0 && z[len(z)-3] == ':' && strings.HasSuffix(s[:n+m], z) {
			from.Zone = z[:3]
			m -= len(z) - 3
			to, k = readRest(s[n+m:], &from, between)
		}
	}
	if k == 0 || bare > 0 && !to.Twelve {
		return Written{}, Written{}, 0
	}
	if from.HasTime && !to.HasTime && (from.Date.IsZero() || to.Date.IsZero()) ||
		!from.HasTime && to.HasTime && to.Date.IsZero() && !to.HasWeekday {
		return Written{}, Written{}, 0
	}
	from.About = about
	shareClock(&from, &to)
	shareDate(&from, &to)
	return from, to, n + m + k
}

// readAbout reads a word for "about" and the space after it.
func readAbout(s string) int {
	if s == "" || isDigit(s[0]) {
		return 0
	}
	for _, word := range phrases.Abouts {
		if len(s) >= len(word) && foldEqual(s[:len(word)], word) {
			return len(word) + readSpaces(s[len(word):])
		}
	}
	return 0
}

// readRest reads the second end and the text that joins it to the first.
func readRest(s string, from *Written, between bool) (to Written, n int) {
	n = readJoin(s, between)
	if n == 0 {
		return to, 0
	}
	about := readAbout(s[n:])
	n += about
	to, m := readEnd(s[n:])
	if m == 0 && about > 0 {
		return to, 0
	}
	if m == 0 {
		if from.HasTime {
			to, m = readZonedHour(s[n:], from.Time)
		} else if !from.Date.IsZero() {
			to, m = readBareDay(s[n:], from.Date)
		}
		if m == 0 {
			return to, 0
		}
	}
	to.About = about > 0
	return to, n + m
}

// readEnd reads one end. A hyphen after a date joins a time to it, as in "Oct 1
// - 11:00", even at the first end of a range.
func readEnd(s string) (w Written, n int) {
	lead := readLead(s)
	if w, n = readBoth(s[lead:]); n > 0 {
		return w, lead + n
	}
	return w, 0
}

// readBareHour reads an hour whose half of the day is given at the other end.
func readBareHour(s string) (w Written, n int) {
	w, n, bare := readDigits(s)
	if n == 0 || !bare || w.Time.Hour < 1 || w.Time.Hour > 12 {
		return Written{}, 0
	}
	w.HasTime = true
	return w, n
}

// readZonedHour reads an hour of the 24-hour clock after the start of the
// range, if a zone follows it: the end of "10:30 to 11 UTC".
func readZonedHour(s string, start Time) (w Written, n int) {
	w, n, bare := readDigits(s)
	if n == 0 || !bare || w.Time.Compare(start) <= 0 {
		return Written{}, 0
	}
	zone, m := readClockZone(s[n:], w.Time, false)
	if _, err := Zone(zone); err != nil {
		return Written{}, 0
	}
	w.HasTime, w.Zone = true, zone
	return w, n + m
}

// readBareDay reads a day of the month and the year that may follow it.
func readBareDay(s string, from Date) (w Written, n int) {
	day, n := readDayNumber(s)
	if n == 0 || day > daysIn(2000, from.Month) {
		return w, 0
	}
	w.Date = Date{from.Year, from.Month, day}
	if year, m := readYear(s[n:]); m > 0 {
		w.Date.Year = year
		n += m
	}
	if w.Date.Year != 0 && !w.Date.Valid() {
		return Written{}, 0
	}
	return w, n
}

// shareClock gives each end the zone and the half of the day if only the other
// end has it.
func shareClock(from, to *Written) {
	if !from.HasTime || !to.HasTime {
		return
	}
	switch {
	case from.Zone == "":
		from.Zone = to.Zone
	case to.Zone == "":
		to.Zone = from.Zone
	}
	switch {
	case to.Twelve && !from.Twelve && isTwelve(from.Time):
		same, other := halves(from.Time, to.Time.Hour >= 12)
		from.Time, from.Twelve = same, true
		if same.Compare(to.Time) > 0 {
			from.Time = other
		}
	case from.Twelve && !to.Twelve && isTwelve(to.Time):
		same, other := halves(to.Time, from.Time.Hour >= 12)
		to.Time, to.Twelve = same, true
		if from.Time.Compare(same) > 0 {
			to.Time = other
		}
	}
}

func isTwelve(t Time) bool { return t.Hour >= 1 && t.Hour <= 12 }

// halves returns the time of a 12-hour clock in the given half of the day, and
// in the other half.
func halves(t Time, pm bool) (same, other Time) {
	same, other = t, t
	same.Hour %= 12
	other.Hour = same.Hour + 12
	if pm {
		return other, same
	}
	return same, other
}

// shareDate gives each end the date, or the year, if only the other end has it
// and the ends stay in order.
func shareDate(from, to *Written) {
	a, b := dated(from), dated(to)
	inOrder := from.HasTime && to.HasTime && from.Time.Compare(to.Time) <= 0
	switch {
	case a && !b && inOrder:
		copyDate(to, from)
	case b && !a && inOrder:
		copyDate(from, to)
	case a && b && from.Date.Month != 0 && to.Date.Month != 0:
		x, y := from.Date, to.Date
		if x.Year != 0 && y.Year != 0 || x.Year == y.Year {
			return
		}
		x.Year, y.Year = max(x.Year, y.Year), max(x.Year, y.Year)
		if x.Valid() && y.Valid() && x.Compare(y) <= 0 {
			from.Date, to.Date = x, y
		}
	}
}

// dated reports whether an end has a date or a weekday.
func dated(w *Written) bool { return !w.Date.IsZero() || w.HasWeekday }

func copyDate(to, from *Written) {
	to.Date, to.HasWeekday, to.Weekday = from.Date, from.HasWeekday, from.Weekday
	to.DayFirst, to.MonthFirst, to.NumericAmbiguous = from.DayFirst, from.MonthFirst, from.NumericAmbiguous
}
