package civil

import (
	"slices"
	"time"
)

// ReadDate reads a date at the start of s and returns the number of bytes read:
// 0 where s does not begin with one. White space is not skipped. It reads
//
//   - August 25, 2023, Aug 25, Sept 3, July 1st, Oct 02 2024, and 25 August
//     2023, 25th of August, 29th Jan 2024, with or without a year, which must
//     then be one from 1900 to 2199;
//   - 2023-01-25 and 2023/01/25;
//   - 27/01/2022, 27.01.2022 and 27-01-2022: the day first, or the month where
//     only that gives a date. Where both do (03/04/2022), the day, and
//     NumericAmbiguous is set;
//   - each of them after a weekday (Friday 25th of August; Fri, Aug 25) and
//     after "the"; a weekday's full name alone.
//
// Names match in either case, but "may" must have its capital. A date that does
// not exist (Feb 30, 31/31/2022) is not read, nor is the part of it that would.
func ReadDate(s string) (w Written, n int) {
	if w, n, _ = readDate(s); n == 0 {
		return Written{}, 0
	}
	return w, n
}

// readDate reads a date. Where it finds no more than the short name of a
// weekday, short is its length and n is 0: that is a date only beside a clock.
func readDate(s string) (w Written, n, short int) {
	n = readThe(s)
	day, full, m := readWeekday(s[n:])
	if m > 0 {
		w.HasWeekday, w.Weekday = true, day
		end := n + m
		n = end
		if n < len(s) && s[n] == ',' {
			n++
		}
		if m = readSpaces(s[n:]); m > 0 {
			n += m
			n += readThe(s[n:])
			if m = readDay(&w, s[n:]); m > 0 {
				return w, n + m, 0
			}
		}
		w = Written{HasWeekday: true, Weekday: day}
		if full {
			return w, end, 0
		}
		return w, 0, end
	}
	if m = readDay(&w, s[n:]); m > 0 {
		return w, n + m, 0
	}
	return Written{}, 0, 0
}

// readThe reads the article before a date.
func readThe(s string) int {
	if hasWord(s, phrases.Article) {
		n := len(phrases.Article)
		if m := readSpaces(s[n:]); m > 0 {
			return n + m
		}
	}
	return 0
}

// readDay reads a date without its weekday.
func readDay(w *Written, s string) int {
	if s == "" {
		return 0
	}
	if !isDigit(s[0]) {
		return readMonthDay(w, s)
	}
	run := 1
	for run < len(s) && run < 5 && isDigit(s[run]) {
		run++
	}
	switch {
	case run == 4:
		return readYearFirst(w, s)
	case run > 2:
		return 0
	case run < len(s) && (s[run] == '/' || s[run] == '.' || s[run] == '-'):
		return readYearLast(w, s, run)
	}
	return readDayMonth(w, s)
}

// readYearFirst reads 2023-01-25 and 2023/01/25.
func readYearFirst(w *Written, s string) int {
	if len(s) < 10 || s[4] != '-' && s[4] != '/' || s[7] != s[4] || len(s) > 10 && isDigit(s[10]) {
		return 0
	}
	y, _ := digits(s[:4])
	m, ok1 := digits(s[5:7])
	d, ok2 := digits(s[8:10])
	w.Date = Date{y, time.Month(m), d}
	if !ok1 || !ok2 || !w.Date.Valid() || len(s) > 10 && s[10] != 'T' && wordAt(s, 10) ||
		len(s) > 11 && s[10] == '-' && isDigit(s[11]) {
		return 0
	}
	return 10
}

// readYearLast reads 27/01/2022 and its like; the first number has run digits.
func readYearLast(w *Written, s string, run int) int {
	sep := s[run]
	a, _ := digits(s[:run])
	i := run + 1
	j := i
	for j < len(s) && j < i+3 && isDigit(s[j]) {
		j++
	}
	if j == i || j > i+2 || j+5 > len(s) || s[j] != sep || sep == '.' && (run != 2 || j != i+2) {
		return 0
	}
	b, _ := digits(s[i:j])
	y, ok := digits(s[j+1 : j+5])
	n := j + 5
	if !ok || wordAt(s, n) || sep == '.' && (y < 1900 || y > 2199) ||
		n+1 < len(s) && (s[n] == sep || s[n] == '.') && isDigit(s[n+1]) {
		return 0
	}
	w.Date = Date{y, time.Month(b), a}
	if w.Date.Valid() {
		w.DayFirst = true
		w.NumericAmbiguous = a <= 12 && a != b
		return n
	}
	w.Date = Date{y, time.Month(a), b}
	if w.Date.Valid() {
		return n
	}
	w.Date = Date{}
	return 0
}

// readMonthDay reads August 25, 2023 and its like.
func readMonthDay(w *Written, s string) int {
	month, n := readMonth(s)
	if n == 0 {
		return 0
	}
	sp := readSpaces(s[n:])
	if sp == 0 {
		return 0
	}
	n += sp
	day, m := readDayNumber(s[n:])
	if m == 0 {
		return 0
	}
	n += m
	return finishDay(w, s, n, month, day)
}

// readDayMonth reads 25th of August 2023 and its like.
func readDayMonth(w *Written, s string) int {
	day, n := readDayNumber(s)
	if n == 0 {
		return 0
	}
	sp := readSpaces(s[n:])
	n += sp
	if hasWord(s[n:], phrases.Of) {
		n += len(phrases.Of)
		sp = readSpaces(s[n:])
		n += sp
	}
	if sp == 0 {
		return 0
	}
	month, m := readMonth(s[n:])
	if m == 0 {
		return 0
	}
	return finishDay(w, s, n+m, month, day)
}

// finishDay reads the year that may follow a day and month ending at n, and
// checks the date.
func finishDay(w *Written, s string, n int, month time.Month, day int) int {
	year, m := readYear(s[n:])
	if m == 0 {
		if day > daysIn(2000, month) {
			return 0
		}
		w.Date = Date{0, month, day}
		return n
	}
	if day > daysIn(year, month) {
		return 0
	}
	w.Date = Date{year, month, day}
	return n + m
}

// readYear reads a comma or spaces and a year of four digits that no clock
// begins with.
func readYear(s string) (year, n int) {
	if n < len(s) && s[n] == ',' {
		n++
	}
	sp := readSpaces(s[n:])
	n += sp
	if n == 0 || len(s) < n+4 {
		return 0, 0
	}
	year, ok := digits(s[n : n+4])
	n += 4
	if !ok || year < 1900 || year > 2199 || wordAt(s, n) ||
		n+1 < len(s) && (s[n] == ':' || s[n] == '.' || s[n] == '-' || s[n] == '/') && isDigit(s[n+1]) {
		return 0, 0
	}
	return year, n
}

// readDayNumber reads 1 to 31 with or without its ordinal suffix.
func readDayNumber(s string) (day, n int) {
	for n < len(s) && n < 3 && isDigit(s[n]) {
		day = day*10 + int(s[n]-'0')
		n++
	}
	if n == 0 || n > 2 || day < 1 || day > 31 {
		return 0, 0
	}
	for _, suffix := range phrases.Ordinals {
		if hasWord(s[n:], suffix) {
			return day, n + len(suffix)
		}
	}
	if wordAt(s, n) || n < len(s) && s[n] == '%' || n+1 < len(s) && (s[n] == ':' || s[n] == '.' || s[n] == '/') && isDigit(s[n+1]) {
		return 0, 0
	}
	return day, n
}

// readMonth reads the name of a month, whole or short, the short one with or
// without a point.
func readMonth(s string) (month time.Month, n int) {
	for n < len(s) && n < 10 && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	if n < 3 || wordAt(s, n) {
		return 0, 0
	}
	i := monthKeys.find(s)
	if i < 0 {
		return 0, 0
	}
	month = time.Month(i + 1)
	switch name := english.Months[i]; {
	case n == len(name) && foldEqual(s[:n], name):
		if s[0] >= 'a' && slices.Contains(phrases.WordNames, name) { // may 5 users
			return 0, 0
		}
		return month, n
	case n == 3 || spelled(phrases.Months, s[:n], int(month)):
		if n < len(s) && s[n] == '.' {
			n++
		}
		return month, n
	}
	return 0, 0
}

// readWeekday reads the name of a weekday, whole or (with a capital) short.
func readWeekday(s string) (day time.Weekday, full bool, n int) {
	for n < len(s) && n < 10 && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	if n < 3 || wordAt(s, n) {
		return 0, false, 0
	}
	i := weekdayKeys.find(s)
	if i < 0 {
		return 0, false, 0
	}
	if name := english.Weekdays[i]; n == len(name) && foldEqual(s[:n], name) {
		return time.Weekday(i), true, n
	}
	if s[0] < 'a' && (n == 3 || spelled(phrases.Weekdays, s[:n], i)) {
		if n < len(s) && s[n] == '.' {
			n++
		}
		return time.Weekday(i), false, n
	}
	return 0, false, 0
}
