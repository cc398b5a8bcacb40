package claim

import (
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// moment is a time of day, a day, or a range of times, together with the day
// next to its time in any form: "14:07 UTC yesterday", "Aug 31 (02:00-04:00
// UTC)".
type moment struct {
	from, to civil.Written // to is the end of a range
	span     bool
	clock    int  // start of the text that package civil read
	clockEnd int  // end of that text
	end      int  // end of the whole, including the day after the time
	named    bool // the day is relative: "tomorrow"
	weekday  bool // the day is relative and has a weekday: "next Monday"
	dated    bool // the day is a date in brackets after the time
	open     bool // there is a day next to the time, but it is not clear which
}

// readMoment reads the moment at byte i. It returns false if there is none.
func (p *prose) readMoment(i int) (m moment, ok bool) {
	if d, end := p.readDayWord(i); end > i {
		m, ok := p.readClock(end)
		if !ok {
			return moment{from: civil.Written{Date: d.date}, clock: i, clockEnd: end, end: end, named: true, weekday: d.weekday, open: d.open}, p.ends(end)
		}
		p.readPartAfter(&m)
		d.apply(&m.from)
		m.named, m.open = true, d.open
		p.findZone(&m)
		return m, true
	}
	m, ok = p.readWritten(i)
	if !ok {
		return m, false
	}
	p.readPartAfter(&m)
	switch {
	case !m.from.HasTime && !m.span:
		day, end := m.from, m.end
		if w, n := dateInBrackets(p.text[end+spaces(p.text[end:]):]); n > 0 && day.Date.IsZero() {
			day.Date, day.DayFirst, day.NumericAmbiguous = w.Date, w.DayFirst, w.NumericAmbiguous // Tuesday (27 August)
			end += spaces(p.text[end:]) + n
			m.from, m.end = day, end
		}
		part, end := readPartOfDay(p.text, end)
		// "April 28, 2026, at approximately 14:07 UTC"
		if c, ok := p.readClock(end); ok {
			m.from, m.to, m.span, m.clock, m.clockEnd, m.end = c.from, c.to, c.span, c.clock, c.clockEnd, c.end
			m.from.Date, m.from.Weekday, m.from.HasWeekday = day.Date, day.Weekday, day.HasWeekday
			m.from.DayFirst, m.from.NumericAmbiguous = day.DayFirst, day.NumericAmbiguous
			p.readYear(&m)
			p.readPartAfter(&m)
			m.shift(part)
		}
	case m.from.HasTime && m.from.Date.IsZero() && !m.from.HasWeekday:
		p.readDayAfter(&m)
		m.open = m.open || !m.named && !m.dated && (dateBefore(p.text, i) || dateAfter(p.text, m.end))
	case m.from.HasTime && m.from.Date.Year == 0 && !m.from.Date.IsZero():
		p.readYear(&m)
	}
	m.open = m.open || !p.settle(&m.from)
	m.shift(partBefore(p.text, i))
	p.findZone(&m)
	return m, true
}

// shift moves the times of a moment into the given part of the day.
func (m *moment) shift(part *words.PartOfDay) {
	shift(&m.from, part)
	shift(&m.to, part)
}

// readPartAfter reads the part of the day after a time: "9:40 in the evening".
func (p *prose) readPartAfter(m *moment) {
	j := m.end + spaces(p.text[m.end:])
	n := anyPhrase(p.text[j:], days.BeforePart)
	if n == 0 || !m.from.HasTime {
		return
	}
	if part, end := readPartOfDay(p.text, j+n); part != nil {
		m.shift(part)
		m.end = end
	}
}

// readPartOfDay reads a word for a part of the day after the blanks at byte i.
// It returns the index of the byte after it, or i if there is none.
func readPartOfDay(text string, i int) (part *words.PartOfDay, end int) {
	j := i + spaces(text[i:])
	n := letters(text[j:])
	if part = partOfDay(text[j : j+n]); part == nil {
		return nil, i
	}
	return part, j + n
}

// partBefore returns the part of the day before a date: "the evening of May 4".
func partBefore(text string, i int) *words.PartOfDay {
	s := strings.TrimRight(text[max(0, i-24):i], " \t\n")
	if !hasSuffixWord(s, words.English().Times.Of) {
		return nil
	}
	return partOfDay(lastWord(strings.TrimRight(s[:len(s)-len(words.English().Times.Of)], " \t\n")))
}

// readWritten reads the text that package civil reads at byte i: a range, or
// else a time, a date, or both.
func (p *prose) readWritten(i int) (m moment, ok bool) {
	if from, to, n := civil.ReadRange(p.text[i:]); n > 0 && p.ends(i+n) {
		return moment{from: from, to: to, span: true, clock: i, clockEnd: i + n, end: i + n}, true
	}
	w, n := civil.Read(p.text[i:])
	if n == 0 || !p.ends(i+n) {
		return m, false
	}
	return moment{from: w, clock: i, clockEnd: i + n, end: i + n}, true
}

// readClock reads a time without a date, or a range of two, after the day that
// ends at byte i.
func (p *prose) readClock(i int) (m moment, ok bool) {
	text := p.text
	for range maxJoints {
		j := i + spaces(text[i:])
		if j < len(text) && (isDigit(text[j]) || isLetter(text[j])) && (j == 0 || !wordBefore(text, j)) {
			if m, ok := p.readWritten(j); ok && m.from.HasTime {
				return m, m.from.Date.IsZero() && !m.from.HasWeekday
			}
		}
		if n := weekdayInBrackets(text[j:]); n > 0 { // "28 August (Wed), 14:00"
			i = j + n
			continue
		}
		k := readJoint(text, i)
		if k == j {
			return m, false
		}
		i = k
	}
	return m, false
}

// weekdayInBrackets returns the length of the name of a weekday in brackets at
// the start of s, or 0 if there is none.
func weekdayInBrackets(s string) int {
	n := strings.IndexByte(s[:min(len(s), maxOpener+2)], ')')
	if n < 3 || s[0] != '(' || !isWeekday(s[1:n]) {
		return 0
	}
	return n + 1
}

// dateInBrackets reads a date in brackets at the start of s.
func dateInBrackets(s string) (w civil.Written, n int) {
	inner, ok := strings.CutPrefix(s, "(")
	if !ok {
		return w, 0
	}
	inner = strings.TrimPrefix(inner, days.On+" ")
	w, n = civil.ReadDate(inner)
	if w.Date.IsZero() || !strings.HasPrefix(inner[n:], ")") {
		return civil.Written{}, 0
	}
	return w, len(s) - len(inner) + n + 1
}

// isWeekday reports whether a word is the full or short name of a weekday.
func isWeekday(word string) bool {
	w, _ := civil.Read(word + " 00:00")
	return w.HasWeekday
}

// readDayAfter reads the day after a time: "22:00 UTC yesterday", "09:00
// (tomorrow)".
func (p *prose) readDayAfter(m *moment) {
	text := p.text
	j := m.end + spaces(text[m.end:])
	if w, n := dateInBrackets(text[j:]); n > 0 {
		w.Time, w.HasTime, w.Zone, w.Twelve = m.from.Time, true, m.from.Zone, m.from.Twelve
		m.from, m.end, m.dated = w, j+n, true
		return
	}
	bracket := strings.HasPrefix(text[j:], "(")
	comma := strings.HasPrefix(text[j:], ",")
	if bracket || comma {
		j++
		j += spaces(text[j:])
	}
	if n := phrase(text[j:], days.On); n > 0 {
		j += n
		j += spaces(text[j:])
	}
	if j == len(text) || j == m.end {
		return
	}
	d, end := p.readDayWord(j)
	if end == j || strings.HasPrefix(text[end:], "'") { // "at 08:00 yesterday's fix failed"
		return
	}
	rest := strings.TrimLeft(text[end:], " ")
	switch {
	case comma && rest != "" && (isLetter(rest[0]) || isDigit(rest[0])):
		return // the day belongs to the text that follows
	case bracket && !strings.HasPrefix(rest, ")"):
		return
	}
	d.apply(&m.from)
	m.named, m.end, m.open = true, end, d.open
}

// readYear reads a year after a time whose date has none: "May 9 03:10 UTC
// 2022".
func (p *prose) readYear(m *moment) {
	rest := p.text[m.end:]
	sp := spaces(rest)
	if m.from.Date.IsZero() || m.from.Date.Year != 0 || sp == 0 || !isYear(rest[sp:]) {
		return
	}
	d := m.from.Date
	d.Year, _ = atoi(rest[sp : sp+4])
	if d.Valid() {
		m.from.Date, m.end = d, m.end+sp+4
	}
}

// settle decides between the two readings of a numeric date: it takes the one
// that is within days of the text if the other is not. It returns false if both
// or neither are.
func (p *prose) settle(w *civil.Written) bool {
	if !w.NumericAmbiguous || p.near.IsZero() {
		return !w.NumericAmbiguous
	}
	other := w.Date
	other.Month, other.Day = time.Month(w.Date.Day), int(w.Date.Month)
	near := civil.DateOf(p.near, p.loc)
	a, b := within(w.Date, near), within(other, near)
	if a == b {
		return false
	}
	if b {
		w.Date, w.DayFirst = other, false
	}
	return true
}

func within(d, near civil.Date) bool {
	n := d.Sub(near)
	return -maxDays <= n && n <= maxDays
}

// maxDays is the number of days within which the right reading of a numeric
// date is from its text.
const maxDays = 14

// dateBefore reports whether a date or another day precedes the time at byte i
// in a form that cannot be read: "28.8. at 14:07", "every day at 02:00".
func dateBefore(text string, i int) bool {
	s := text[max(0, i-48):i]
	for range maxJoints {
		s = strings.TrimRight(s, " \t")
		k := len(s)
		for k > 0 && (isLetter(s[k-1]) || s[k-1] == '.') {
			k--
		}
		switch {
		case k < len(s) && oneOf(strings.TrimRight(s[k:], "."), days.Joints...):
			s = s[:k]
		case strings.HasSuffix(s, ",") || strings.HasSuffix(s, "(") || strings.HasSuffix(s, "@") || strings.HasSuffix(s, "-"):
			s = s[:len(s)-1]
		default:
			last, rest := lastField(s)
			before, _ := lastField(rest)
			return isDate(last, before) || oneOf(last, days.Unnamed...) || isWeekday(lastWord(last))
		}
	}
	return false
}

// dateAfter reports whether a date follows the time that ends at byte j in a
// form that cannot be read: "14:00 on 8/28".
func dateAfter(text string, j int) bool {
	s := strings.TrimLeft(text[j:min(len(text), j+48)], " \t")
	comma := strings.HasPrefix(s, ",")
	s = strings.TrimLeft(s, ", (")
	on := phrase(s, days.On)
	if comma && on > 0 {
		return false
	}
	if on > 0 {
		s = strings.TrimLeft(s[on:], " ")
	}
	first, rest, _ := strings.Cut(s, " ")
	second, _, _ := strings.Cut(rest, " ")
	first = strings.TrimRight(first, ",.;:)")
	second = strings.TrimRight(second, ",.;:)")
	if on > 0 && phrase(s, words.English().Times.Article) > 0 {
		return ordinal(second)
	}
	if comma && !strings.ContainsFunc(first, func(r rune) bool { return isLetter(byte(r)) }) && groups(first) < 3 {
		return false
	}
	return isDate(first, "") || isDate(second, first)
}

func lastField(s string) (last, rest string) {
	s = strings.TrimRight(s, " \t")
	k := strings.LastIndexAny(s, " \t\n(")
	return s[k+1:], s[:k+1]
}

// isDate reports whether a word looks like a date, possibly together with the
// word before it: 08/27/24, 28.08., 16-Jun-2022, 28th, "May 9".
func isDate(word, before string) bool {
	word = strings.TrimRight(word, ",:;)")
	switch {
	case word == "":
		return false
	case isMonth(strings.TrimRight(word, ".")):
		return isDay(before)
	case strings.IndexByte("0123456789", word[0]) < 0 && groups(word) == 0:
		return false
	case isMonth(strings.TrimRight(strings.TrimRight(before, ","), ".")):
		return isDay(word) || len(word) == 4 && isYear(word)
	case isDay(word) && isWeekday(strings.TrimRight(before, ",")):
		return true
	case ordinal(word):
		return true
	}
	return groups(word) > 0
}

// groups returns the number of parts of a date in numbers or with the name of a
// month: 3 for 27/08/24, 2 for 27.8. and 16-Jun. It returns 0 if the word is
// not such a date.
func groups(word string) int {
	sep := strings.IndexAny(word, "/.-")
	if sep < 1 {
		return 0
	}
	parts := strings.Split(word, word[sep:sep+1])
	n, figures := 0, 0
	for k, part := range parts {
		v, ok := atoi(part)
		switch {
		case ok && (len(part) <= 2 && v <= 31 && v > 0 || len(part) == 4 && isYear(part) || k == 2 && len(part) == 2):
			figures++
		case isMonth(part):
		case part == "" && k == len(parts)-1 && k > 0:
			continue // the point of "28.8."
		default:
			return 0
		}
		n++
	}
	trailing := len(parts) > n
	switch {
	case n > 3 || n < 2, figures == 2 && n == 2 && word[sep] != '/' && !trailing, figures < 1:
		return 0
	case n == 2 && figures == 2:
		a, _ := atoi(parts[0])
		b, _ := atoi(parts[1])
		if a > 12 && b > 12 {
			return 0
		}
	}
	return n
}

func isMonth(s string) bool {
	if len(s) < 3 || len(s) > maxOpener || !isLetter(s[0]) {
		return false
	}
	_, n := civil.ReadDate(s + " 1")
	return n == len(s)+2
}

func isDay(s string) bool {
	v, ok := atoi(s)
	return ok && v >= 1 && v <= 31 && len(s) <= 2 || ordinal(s)
}

// ordinal reports whether s is the number of a day with its suffix, such as
// 28th.
func ordinal(s string) bool {
	n := figures(s)
	return n > 0 && n <= 2 && oneOf(s[n:], words.English().Times.Ordinals...)
}

// isYear reports whether s begins with a year that ends there.
func isYear(s string) bool {
	if len(s) < 4 || len(s) > 4 && (wordAt(s, 4) || strings.IndexByte(":/-", s[4]) >= 0) {
		return false
	}
	v, ok := atoi(s[:4])
	return ok && v >= 1900 && v < 2200
}

// atoi parses a number of up to four digits.
func atoi(s string) (v int, ok bool) {
	n, err := strconv.ParseUint(s, 10, 16)
	return int(n), err == nil && len(s) <= 4
}
