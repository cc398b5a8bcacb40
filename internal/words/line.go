package words

import (
	"bytes"
	"fmt"
)

// Line is what a line of a report in plain text is to its reader.
type Line uint8

const (
	LineText            Line = iota // of a body; everything else
	LineStatus                      // label of an update with a status
	LineUpdate                      // label of an update that keeps the status
	LinePostmortem                  // label of the postmortem
	LinePostmortemDraft             // label of one that is not published
	LineStamp                       // time of an update or postmortem, even a broken one
	LineEdited                      // time of its last edit
	LineRetracted                   // time at which it was withdrawn
	LineNextUpdate                  // time of a promised update
	LineWindow                      // window of a maintenance
	LineAffected                    // components
)

// Line says what the reader of a report takes the line for. It is given without
// the space around it. A body that holds a line which is not [LineText] has to
// be guarded by its writer.
func (l *Language) Line(line []byte) Line {
	if len(line) < 6 || !l.begins(line) {
		return LineText
	}
	switch {
	case string(line) == l.words[Update]:
		return LineUpdate
	case string(line) == l.words[Postmortem]:
		return LinePostmortem
	case string(line) == l.words[PostmortemDraft]:
		return LinePostmortemDraft
	}
	for i := range l.statuses {
		if string(line) == l.statuses[i].text {
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
	case cut(line, l.words[IncidentAffected]) > 0, cut(line, l.words[IncidentAffects]) > 0,
		cut(line, l.words[MaintenanceAffected]) > 0, cut(line, l.words[MaintenanceAffects]) > 0:
		return LineAffected
	}
	return LineText
}

// begins reports whether any line of structure begins with the same four bytes,
// which settles nearly every line of text.
func (l *Language) begins(line []byte) bool {
	if !l.firsts[line[0]] {
		return false
	}
	head := head4(string(line[:4]))
	for _, h := range l.heads {
		if h == head {
			return true
		}
	}
	return false
}

func head4(s string) uint32 {
	return uint32(s[0])<<24 | uint32(s[1])<<16 | uint32(s[2])<<8 | uint32(s[3])
}

// Forges reports whether the line is anything but [LineText].
func (l *Language) Forges(line []byte) bool { return l.Line(line) != LineText }

// cut returns the length of the word and the spaces behind it, or 0.
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

// isDated reports whether the word and then a month and a number begin the line.
func (l *Language) isDated(line []byte, w Word, relative bool) bool {
	n := cut(line, l.words[w])
	if n <= len(l.words[w]) {
		return false
	}
	if relative {
		n += relativeTime(line[n:])
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
	n := cut(line, l.words[w])
	return n > len(l.words[w]) && n+4 < len(line) && isDigit(line[n]) && (line[n+1] == ':' || line[n+2] == ':')
}

// monthOf is [Language.Month] without allocating.
func (l *Language) monthOf(s []byte) (month, n int) {
	var buf [12]byte
	return l.Month(string(buf[:copy(buf[:], s)]))
}

// relativeTime returns the length of what scripts of a page put before a stamp,
// such as "1 year ago. ", or 0.
func relativeTime(s []byte) int {
	const ago = " ago."
	i := bytes.Index(s[:min(len(s), 39+len(ago))], []byte(ago))
	if i < 0 {
		return 0
	}
	return i + len(ago) + spaces(s[i+len(ago):])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Stamp is the time of an update as it is written: digits, not an instant, and
// not checked against the calendar.
type Stamp struct {
	Year, Month, Day, Hour, Minute int
	Zone                           string // as written; "": none
	Rest                           string // the same time in other zones, behind " · "
}

// StampError says at which byte of the line a stamp stops making sense.
type StampError struct {
	Offset int
	Want   string
}

// Error names what is missing.
func (e *StampError) Error() string { return fmt.Sprintf("the time of the update needs %s", e.Want) }

// stampNumbers are the numbers behind the month of a stamp.
var stampNumbers = [...]struct {
	most     int  // digits
	mark     byte // behind it; 0: none
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
		if n = cut(line, l.words[w]); n > 0 {
			break
		}
	}
	n += relativeTime(line[n:])
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
