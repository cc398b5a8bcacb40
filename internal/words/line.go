package words

import "fmt"

// Line is the role of a line in a report in plain text.
type Line uint8

// The roles of lines. Only [LineText] belongs to a body.
const (
	LineText            Line = iota
	LineStatus               // label of an update with a status
	LineUpdate               // label of an update that keeps the status
	LinePostmortem           // label of a published postmortem
	LinePostmortemDraft      // label of a draft
	LineStamp                // time of an update or postmortem, even a broken one
	LineEdited               // time of its last edit
	LineRetracted            // time of its retraction
	LineNextUpdate           // time of a promised update
	LineWindow               // window of a maintenance
	LineAffected             // components
)

// Line returns the role of a line, which has no white space around it. A writer
// has to guard a line of a body that is not [LineText].
func (l *Language) Line(line []byte) Line {
	if !l.index.begins(line) {
		return LineText
	}
	switch {
	case string(line) == l.Words[Update]:
		return LineUpdate
	case string(line) == l.Words[Postmortem]:
		return LinePostmortem
	case string(line) == l.Words[PostmortemDraft]:
		return LinePostmortemDraft
	}
	for i := range l.Statuses {
		if string(line) == l.Statuses[i].Text {
			return LineStatus
		}
	}
	switch {
	case l.isDated(line, Posted, true):
		return LineStamp
	case l.isDated(line, Edited, false):
		return LineEdited
	case l.isDated(line, Retracted, false):
		return LineRetracted
	case l.isDated(line, ScheduledFor, false), l.isDated(line, ScheduledUntil, false):
		return LineWindow
	case l.isDated(line, NextUpdate, false), l.isTimed(line, NextUpdate):
		return LineNextUpdate
	case cut(line, l.Words[IncidentAffected]) > 0, cut(line, l.Words[IncidentAffects]) > 0,
		cut(line, l.Words[MaintenanceAffected]) > 0, cut(line, l.Words[MaintenanceAffects]) > 0:
		return LineAffected
	}
	return LineText
}

// Forges returns the test of whether a line is anything but [LineText]: always
// the same value, so that passing it on costs no closure.
func (l *Language) Forges() func(line []byte) bool { return l.index.forges }

// cut returns the length of the word and the spaces behind it, or 0 if the line
// does not begin with the word.
func cut(line []byte, word string) int {
	if len(line) < len(word) || string(line[:len(word)]) != word {
		return 0
	}
	return len(word) + spaces(line[len(word):])
}

func spaces(s []byte) int {
	n := 0
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	return n
}

// isDated reports whether the word and then a month and a number begin the
// line.
func (l *Language) isDated(line []byte, w Word, aged bool) bool {
	n := cut(line, l.Words[w])
	if n <= len(l.Words[w]) {
		return false
	}
	if aged {
		n += l.age(line[n:])
	}
	_, m := l.monthOf(line[n:])
	if m == 0 {
		return false
	}
	n += m
	s := spaces(line[n:])
	n += s
	return s > 0 && n < len(line) && isDigit(line[n])
}

// isTimed reports whether the word and then a clock begin the line.
func (l *Language) isTimed(line []byte, w Word) bool {
	n := cut(line, l.Words[w])
	return n > len(l.Words[w]) && n+4 < len(line) && isDigit(line[n]) && (line[n+1] == ':' || line[n+2] == ':')
}

// monthOf is [Language.Month] for bytes. The conversion stays on the stack.
func (l *Language) monthOf(s []byte) (month, n int) {
	return l.Month(string(s[:min(len(s), 32)]))
}

// age returns the length of the age that scripts put before a stamp, such as
// "1 year ago. ", or 0.
func (l *Language) age(s []byte) int {
	for i := 0; i < 40 && i+len(l.Ago) <= len(s) && l.Ago != ""; i++ {
		if string(s[i:i+len(l.Ago)]) == l.Ago {
			return i + len(l.Ago) + spaces(s[i+len(l.Ago):])
		}
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Stamp is the time of an update as it is written. Its numbers are not checked
// against the calendar.
type Stamp struct {
	Year, Month, Day, Hour, Minute int
	Zone                           string // as written; "" for none
	Rest                           string // the same time in other zones, behind " · "
}

// StampError reports the byte of the line at which something is missing.
type StampError struct {
	Offset int
	Want   string
}

// Error returns a message that names what is missing.
func (e *StampError) Error() string { return fmt.Sprintf("the time of the update needs %s", e.Want) }

// stampNumbers are the numbers behind the month of a stamp, with the
// punctuation mark behind each.
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

// ParseStamp reads a [LineStamp], [LineEdited] or [LineRetracted]:
//
//	Posted Jan 27, 2022 - 11:10 CET
//	Posted 1 year ago. Aug 2 , 2023 - 15:17 PDT
//
// The error is a [*StampError].
func (l *Language) ParseStamp(line []byte) (Stamp, error) {
	var s Stamp
	n := 0
	for _, w := range [...]Word{Posted, Edited, Retracted} {
		if n = cut(line, l.Words[w]); n > 0 {
			break
		}
	}
	n += l.age(line[n:])
	m := 0
	if s.Month, m = l.monthOf(line[n:]); m == 0 {
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
		if n == len(line) || line[n] != number.mark {
			return s, &StampError{n, number.wantMark}
		}
		n++
		n += spaces(line[n:])
	}
	s.Day, s.Year, s.Hour, s.Minute = numbers[0], numbers[1], numbers[2], numbers[3]
	n += spaces(line[n:])
	zone := line[n:]
	for i := range zone {
		if zone[i] == ' ' || zone[i] == 0xc2 { // the space or the first byte of the dot
			s.Rest = string(zone[i:])
			zone = zone[:i]
			break
		}
	}
	s.Zone = string(zone)
	return s, nil
}
