package civil

import (
	"time"
)

// ReadDate reads a date at the start of s and returns the number of bytes read: 0 where s does not begin with one.
// White space is not skipped. It reads
//
//   - August 25, 2023, Aug 25, Sept 3, July 1st, Oct 02 2024, and 25 August 2023, 25th of August, 29th Jan 2024, with
//     or without a year, which must then be one from 1900 to 2199;
//   - 2023-01-25 and 2023/01/25;
//   - 27/01/2022, 27.01.2022 and 27-01-2022: the day first, or the month where only that gives a date. Where both do
//     (03/04/2022), the day, and NumericAmbiguous is set;
//   - each of them after a weekday (Friday 25th of August; Fri, Aug 25) and after "the"; a weekday's full name alone.
//
// Names match in either case, but "may" must have its capital. A date that does not exist (Feb 30, 31/31/2022) is
// not read, nor is the part of it that would.
func ReadDate(s string) (w Written, n int) {
	if w, n, _ = readDate(s); n == 0 {
		return Written{}, 0
	}
	return w, n
}

// readDate reads a date. Where it finds no more than the short name of a weekday, short is its length and n is 0: that
// is a date only beside a clock.
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
	if hasWord(s, "the") {
		if m := readSpaces(s[3:]); m > 0 {
			return 3 + m
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
	if hasWord(s[n:], "of") {
		n += 2
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

// finishDay reads the year that may follow a day and month ending at n, and checks the date.
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

// readYear reads a comma or spaces and a year of four digits that no clock begins with.
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

// readDayNumber reads 1 to 31 with or without st, nd, rd, th.
func readDayNumber(s string) (day, n int) {
	for n < len(s) && n < 3 && isDigit(s[n]) {
		day = day*10 + int(s[n]-'0')
		n++
	}
	if n == 0 || n > 2 || day < 1 || day > 31 {
		return 0, 0
	}
	for _, suffix := range [...]string{"th", "st", "nd", "rd"} {
		if hasWord(s[n:], suffix) {
			return day, n + 2
		}
	}
	if wordAt(s, n) || n < len(s) && s[n] == '%' || n+1 < len(s) && (s[n] == ':' || s[n] == '.' || s[n] == '/') && isDigit(s[n+1]) {
		return 0, 0
	}
	return day, n
}

// readMonth reads the name of a month, whole or shortened to three letters (Sept too) with or without a point.
func readMonth(s string) (month time.Month, n int) {
	for n < len(s) && n < 10 && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	if n < 3 || wordAt(s, n) {
		return 0, 0
	}
	if month = monthOf(s); month == 0 {
		return 0, 0
	}
	switch name := month.String(); {
	case n == len(name) && foldEqual(s[:n], name):
		if month == time.May && s[0] == 'm' { // may 5 users
			return 0, 0
		}
		return month, n
	case n == 3, n == 4 && month == time.September && upper(s[3]) == 'T':
		if n < len(s) && s[n] == '.' {
			n++
		}
		return month, n
	}
	return 0, 0
}

// monthOf returns the month whose name begins with the first three letters of s, 0 for none.
func monthOf(s string) time.Month {
	switch threeLetters(s) {
	case 'J'<<16 | 'A'<<8 | 'N':
		return time.January
	case 'F'<<16 | 'E'<<8 | 'B':
		return time.February
	case 'M'<<16 | 'A'<<8 | 'R':
		return time.March
	case 'A'<<16 | 'P'<<8 | 'R':
		return time.April
	case 'M'<<16 | 'A'<<8 | 'Y':
		return time.May
	case 'J'<<16 | 'U'<<8 | 'N':
		return time.June
	case 'J'<<16 | 'U'<<8 | 'L':
		return time.July
	case 'A'<<16 | 'U'<<8 | 'G':
		return time.August
	case 'S'<<16 | 'E'<<8 | 'P':
		return time.September
	case 'O'<<16 | 'C'<<8 | 'T':
		return time.October
	case 'N'<<16 | 'O'<<8 | 'V':
		return time.November
	case 'D'<<16 | 'E'<<8 | 'C':
		return time.December
	}
	return 0
}

// threeLetters packs the first three letters of s in upper case, first letter highest.
func threeLetters(s string) uint32 {
	return uint32(upper(s[0]))<<16 | uint32(upper(s[1]))<<8 | uint32(upper(s[2]))
}

// readWeekday reads the name of a weekday, whole or (with a capital) shortened.
func readWeekday(s string) (day time.Weekday, full bool, n int) {
	for n < len(s) && n < 10 && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	if n < 3 || wordAt(s, n) {
		return 0, false, 0
	}
	switch threeLetters(s) {
	case 'M'<<16 | 'O'<<8 | 'N':
		day = time.Monday
	case 'T'<<16 | 'U'<<8 | 'E':
		day = time.Tuesday
	case 'W'<<16 | 'E'<<8 | 'D':
		day = time.Wednesday
	case 'T'<<16 | 'H'<<8 | 'U':
		day = time.Thursday
	case 'F'<<16 | 'R'<<8 | 'I':
		day = time.Friday
	case 'S'<<16 | 'A'<<8 | 'T':
		day = time.Saturday
	case 'S'<<16 | 'U'<<8 | 'N':
		day = time.Sunday
	default:
		return 0, false, 0
	}
	if name := day.String(); n == len(name) && foldEqual(s[:n], name) {
		return day, true, n
	}
	if s[0] >= 'a' {
		return 0, false, 0
	}
	switch w := s[:n]; {
	case n == 3, foldEqual(w, "Tues"), foldEqual(w, "Weds"), foldEqual(w, "Thur"), foldEqual(w, "Thurs"):
		if n < len(s) && s[n] == '.' {
			n++
		}
		return day, false, n
	}
	return 0, false, 0
}
