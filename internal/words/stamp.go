package words

import (
	"bytes"
	"fmt"
	"strings"
)

// Stamp is the time of an update as written. Its numbers are not checked
// against the calendar.
type Stamp struct {
	Year, Month, Day, Hour, Minute int
	Zone                           string // as written; "" for none
	Rest                           string // the same time in other zones, after " · "
}

// StampError reports a missing part of a stamp, and its offset in the line.
type StampError struct {
	Offset int
	Want   string
}

// Error returns a message that names what is missing.
func (e *StampError) Error() string { return fmt.Sprintf("the time of the update needs %s", e.Want) }

// stampNumbers are the numbers after the month of a stamp, with the punctuation
// after each.
var stampNumbers = [...]struct {
	most     int  // number of digits
	mark     byte // 0 for none
	want     string
	wantMark string
}{
	{2, ',', "a day", "a comma after the day"},
	{4, '-', "a year", `" - " after the date`},
	{2, ':', "an hour", "a colon after the hour"},
	{2, 0, "a minute", ""},
}

// ParseStamp parses a [LineStamp], [LineEdited] or [LineRetracted], or the time
// by itself:
//
//	Posted Jan 27, 2022 - 11:10 CET
//	Posted 1 year ago. Aug 2 , 2023 - 15:17 PDT
//
// The error is a [*StampError].
func (l *Language) ParseStamp(line []byte) (Stamp, error) {
	var s Stamp
	n, m := 0, 0
	for _, w := range [...]Word{Posted, Edited, Retracted} {
		if bytes.HasPrefix(line, []byte(l.Words[w])) {
			n = len(l.Words[w])
			n += spaces(line[n:])
			break
		}
	}
	n += l.Dates.age(line[n:])
	if s.Month, m = l.Dates.month(line[n:]); m == 0 {
		return s, &StampError{n, "a month"}
	}
	n += m
	n += spaces(line[n:])
	var numbers [len(stampNumbers)]int
	for i, number := range stampNumbers {
		start := n
		for n < len(line) && n-start < number.most && isDigit(line[n]) {
			numbers[i] = numbers[i]*10 + int(line[n]-'0')
			n++
		}
		if n == start {
			return s, &StampError{n, number.want}
		}
		if number.mark == 0 {
			break
		}
		n += spaces(line[n:])
		mark := 0
		switch {
		case number.mark == '-':
			mark = dash(line[n:])
		case n < len(line) && line[n] == number.mark:
			mark = 1
		}
		if mark == 0 {
			return s, &StampError{n, number.wantMark}
		}
		n += mark
		n += spaces(line[n:])
	}
	s.Day, s.Year, s.Hour, s.Minute = numbers[0], numbers[1], numbers[2], numbers[3]
	n += spaces(line[n:])
	s.Zone = string(line[n:])
	if i := strings.IndexAny(s.Zone, " \u00a0\u202f·"); i >= 0 {
		s.Zone, s.Rest = s.Zone[:i], s.Zone[i:]
	}
	return s, nil
}

// IsAge reports whether a [LineStamp] consists of an age, "Posted 2 years
// ago.", because a copy split it before the time.
func (l *Language) IsAge(line []byte) bool {
	rest := bytes.TrimPrefix(line, []byte(l.Words[Posted]))
	n := spaces(rest)
	return len(rest) < len(line) && n+l.Dates.age(rest[n:]) == len(rest)
}
