package civil

import (
	"slices"
	"strings"
	"time"
)

// ReadDate reads a date at the start of s and returns the number of bytes read,
// or 0 if s does not begin with a date. It does not skip white space. It reads
//
//   - August 25, 2023, Aug 25, Sept 3, July 1st, Oct 02 2024, and 25 August
//     2023, 25th of August, 29th Jan 2024, with or without a year, which must
//     be between 1900 and 2199;
//   - the same with a hyphen, a slash or a point between: 16-Jun-2022, 28-Aug;
//   - 2023-01-25 and 2023/01/25;
//   - 27/01/2022, 27.01.2022 and 27-01-2022, with the day first, or with the
//     month first if only that is a date, which sets MonthFirst. If both orders
//     are dates (03/04/2022), the day is first and NumericAmbiguous is set;
//   - each of them after a weekday (Friday 25th of August; Fri, Aug 25) and
//     after "the";
//   - the full name of a weekday by itself.
//
// A hyphen may be U+2010, U+2011, U+2012, an en dash or a minus sign. Next to a
// time, [Read] also reads years of two digits, which are between 1970 and 2069
// as in POSIX (08/27/24, 05-Mar-24), and 28/08, 7.5.2024 and 2024.08.28.
//
// The case of names is ignored, except that "march", "may" and "sept" must be
// capitalised; "12 May be" is not a date. A date that does not exist (Feb 30,
// 31/31/2022) is not read, nor is a part of it that exists.
func ReadDate(s string) (w Written, n int) {
	if w, n, _ = readDate(s); n == 0 {
		return Written{}, 0
	}
	return w, n
}

// readDate reads a date. If the text is a date only next to a time, such as the
// short name of a weekday, it returns its length as short, and n is 0.
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
			m, beside := readDay(&w, s[n:])
			switch {
			case m > 0 && beside:
				return w, 0, n + m
			case m > 0:
				return w, n + m, 0
			}
		}
		w = Written{HasWeekday: true, Weekday: day}
		if full {
			return w, end, 0
		}
		return w, 0, end
	}
	m, beside := readDay(&w, s[n:])
	switch {
	case m == 0:
		return Written{}, 0, 0
	case beside:
		return w, 0, n + m
	}
	return w, n + m, 0
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

// readDay reads a date without a weekday. If beside is true, the text is a date
// only next to a time.
func readDay(w *Written, s string) (n int, beside bool) {
	if s == "" {
		return 0, false
	}
	if !isDigit(s[0]) {
		return readMonthDay(w, s), false
	}
	run := 1
	for run < len(s) && run < 5 && isDigit(s[run]) {
		run++
	}
	switch {
	case run == 4:
		return readYearFirst(w, s)
	case run > 2:
		return 0, false
	}
	if sep := readSeparator(s[run:]); sep > 0 && run+sep < len(s) {
		if isDigit(s[run+sep]) {
			return readYearLast(w, s, run, sep)
		}
		return readNamedMonth(w, s, run, sep)
	}
	return readDayMonth(w, s), false
}

// readSeparator reads the separator of a numeric date: a slash, a point, or a
// hyphen of any kind.
func readSeparator(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == '/' || s[0] == '.':
		return 1
	case strings.HasPrefix(s, "\u2014") || strings.HasPrefix(s, "\u2015"):
		return 0
	}
	sign, n := readSign(s)
	if sign > 0 {
		return 0
	}
	return n
}

// sameSeparator reports whether s has that separator at i.
func sameSeparator(s string, i int, sep string) bool {
	return i < len(s) && strings.HasPrefix(s[i:], sep)
}

// readYearFirst reads 2023-01-25, 2023/01/25 and, next to a time, 2023.01.25.
func readYearFirst(w *Written, s string) (n int, beside bool) {
	width := readSeparator(s[4:])
	n = len("20230125") + 2*width
	if width == 0 || len(s) < n {
		return 0, false
	}
	sep := s[4 : 4+width]
	if !sameSeparator(s, 6+width, sep) || len(s) > n && isDigit(s[n]) {
		return 0, false
	}
	y, _ := digits(s[:4])
	m, ok1 := digits(s[4+width : 6+width])
	d, ok2 := digits(s[6+2*width : n])
	w.Date = Date{y, time.Month(m), d}
	if !ok1 || !ok2 || !w.Date.Valid() || len(s) > n && s[n] != 'T' && wordAt(s, n) || continues(s, n, sep) {
		return 0, false
	}
	return n, sep == "."
}

// continues reports whether a date that ends at n is part of a longer text,
// such as 10.0.0.1 or 2023-08-25-1.
func continues(s string, n int, sep string) bool {
	if n == len(s) || s[n] != sep[0] && s[n] != '.' && s[n] != '-' {
		return false
	}
	for _, more := range [...]string{sep, ".", "-"} {
		if more == "-" && sep == "/" {
			continue // 7/5/2023-7/6/2023
		}
		if sameSeparator(s, n, more) && n+len(more) < len(s) && isDigit(s[n+len(more)]) {
			return true
		}
	}
	return false
}

// readYearLast reads 27/01/2022 and similar dates and, next to a time, 27/01/22
// and 27/01. The first number has run digits.
func readYearLast(w *Written, s string, run, width int) (n int, beside bool) {
	sep := s[run : run+width]
	a, _ := digits(s[:run])
	i := run + width
	j := i
	for j < len(s) && j < i+3 && isDigit(s[j]) {
		j++
	}
	if j > i+2 {
		return 0, false
	}
	b, _ := digits(s[i:j])
	if !sameSeparator(s, j, sep) {
		if sep != "/" || wordAt(s, j) || !w.setNumeric(a, b, 2000) {
			return 0, false
		}
		w.Date.Year = 0
		return j, true
	}
	y, n, long := readYearDigits(s, j+width)
	if n == 0 || wordAt(s, n) || sep == "." && (y < 1900 || y > 2199) || continues(s, n, sep) {
		return 0, false
	}
	two := run == 2 && j == i+2
	if !long && (sep != "/" && sep != "." || sep == "." && !two) || !w.setNumeric(a, b, y) { // 24-08-28 may begin with the year
		return 0, false
	}
	return n, !long || sep == "." && !two
}

// readYearDigits reads a year of four digits, or of two, that begins at i.
func readYearDigits(s string, i int) (year, end int, long bool) {
	end = i
	for end < len(s) && end < i+5 && isDigit(s[end]) {
		end++
	}
	year, _ = digits(s[i:end])
	switch end - i {
	case 4:
		return year, end, true
	case 2:
		if year < 70 {
			return 2000 + year, end, false
		}
		return 1900 + year, end, false
	}
	return 0, 0, false
}

// setNumeric sets the date from numbers: the day first, or else the month.
func (w *Written) setNumeric(a, b, year int) bool {
	w.Date = Date{year, time.Month(b), a}
	if w.Date.Valid() {
		w.DayFirst = true
		w.NumericAmbiguous = a <= 12 && a != b
		return true
	}
	w.Date = Date{year, time.Month(a), b}
	if w.Date.Valid() {
		w.MonthFirst = true
		return true
	}
	w.Date = Date{}
	return false
}

// readNamedMonth reads 16-Jun-2022, 28-Aug and, next to a time, 05-Mar-24. The
// day has run digits.
func readNamedMonth(w *Written, s string, run, width int) (n int, beside bool) {
	sep := s[run : run+width]
	day, _ := digits(s[:run])
	month, m := readMonth(s[run+width:])
	n = run + width + m
	if sep == "." && m > 0 && s[n-1] == '.' { // not the point of "Jun."
		n--
	}
	if m == 0 || s[run+width] >= 'a' || day < 1 || day > daysIn(2000, month) {
		return 0, false
	}
	if !sameSeparator(s, n, sep) {
		w.Date = Date{0, month, day}
		return n, false
	}
	y, end, long := readYearDigits(s, n+width)
	if end == 0 || wordAt(s, end) || day > daysIn(y, month) || continues(s, end, sep) {
		return 0, false
	}
	w.Date = Date{y, month, day}
	return end, !long
}

// readMonthDay reads August 25, 2023 and similar dates.
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

// readDayMonth reads 25th of August 2023 and similar dates.
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
	n += m
	if isWordName(english.Dates.Months[month-1]) {
		if sp := readSpaces(s[n:]); sp > 0 {
			for _, verb := range phrases.Modals {
				if hasWord(s[n+sp:], verb) { // 12 May be
					return 0
				}
			}
		}
	}
	return finishDay(w, s, n, month, day)
}

// isWordName reports whether the name of a month is also a common word.
func isWordName(name string) bool { return slices.Contains(phrases.WordNames, name) }

// finishDay reads the year that may follow a day and month ending at n, and
// checks that the date exists.
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

// readYear reads a comma or spaces and a year of four digits, unless a time
// begins with them.
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

// readMonth reads the full or short name of a month. A point may follow the
// short name.
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
	switch name := english.Dates.Months[i]; {
	case n == len(name) && foldEqual(s[:n], name):
		if s[0] >= 'a' && isWordName(name) { // "may 5 users"
			return 0, 0
		}
		return month, n
	case n == 3 || s[0] < 'a' && spelled(phrases.Months, s[:n], int(month)): // sept is French, too
		if n < len(s) && s[n] == '.' {
			n++
		}
		return month, n
	}
	return 0, 0
}

// readWeekday reads the full name of a weekday, or the short name if it is
// capitalised.
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
	if name := english.Dates.Weekdays[i]; n == len(name) && foldEqual(s[:n], name) {
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
