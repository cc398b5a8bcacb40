package words

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
	LineSubtitle             // second line of a page, below the title
)

// opening is a text with which a line of structure begins.
type opening struct {
	text  string
	upper string // text in capitals
	line  Line
}

// structure lists the words with which lines of structure begin, except
// statuses.
var structure = [...]struct {
	word Word
	line Line
}{
	{Posted, LineStamp}, {Edited, LineEdited}, {Retracted, LineRetracted}, {NextUpdate, LineNextUpdate},
	{ScheduledFor, LineWindow}, {ScheduledUntil, LineWindow}, {Update, LineUpdate},
	{Postmortem, LinePostmortem}, {PostmortemDraft, LinePostmortemDraft},
	{IncidentAffected, LineAffected}, {IncidentAffects, LineAffected},
	{MaintenanceAffected, LineAffected}, {MaintenanceAffects, LineAffected},
	{IncidentReportOf, LineSubtitle}, {IncidentReport, LineSubtitle},
	{MaintenanceReportOf, LineSubtitle}, {MaintenanceReport, LineSubtitle},
}

// open sets the values that are derived from the words: l.openings, l.forges,
// and the indexes of headings and milestones.
func (l *Language) open() {
	for _, s := range structure {
		l.addOpening(l.Words[s.word], s.line)
	}
	for _, s := range l.Terms.Statuses {
		l.addOpening(s.Text, LineStatus)
	}
	l.Headings.open()
	l.Milestones.open()
	l.forges = func(line []byte) bool { return l.Line(line) != LineText || l.isSplitTitle(trimHidden(line)) }
}

func (l *Language) addOpening(text string, line Line) {
	if text != "" { // TestLanguagesAreComplete reports missing words
		l.openings[text[0]] = append(l.openings[text[0]], opening{text, strings.ToUpper(text), line})
	}
}

// Line returns the role of a line without surrounding white space. A writer
// must guard a line of a body that is not [LineText]. Any kind of space may
// separate words, and labels may be in capitals, because copies of pages have
// both.
func (l *Language) Line(line []byte) Line {
	if line = trimHidden(line); len(line) == 0 {
		return LineText
	}
	for i := range l.openings[line[0]] {
		o := &l.openings[line[0]][i]
		if n := prefixLen(line, o.text); n > 0 && l.Dates.ends(line[n:], o.line) || o.line.IsLabel() && string(line) == o.upper {
			return o.line
		}
	}
	return LineText
}

// hidden are the characters that chats insert at the ends of lines. A line of
// structure may contain them.
const hidden = "\u200b\u2060\ufeff"

// trimHidden removes hidden characters from both ends of a line.
func trimHidden(line []byte) []byte {
	if n := len(line); n > 0 && (line[0] >= utf8.RuneSelf || line[n-1] >= utf8.RuneSelf) {
		return bytes.Trim(line, hidden)
	}
	return line // nearly always
}

// Label returns the label for a line that people wrote in their own way, such
// as "*resolved*" or "Resolved:", and its role, or LineText.
func (l *Language) Label(line string) (string, Line) {
	label := []byte(strings.ToUpper(strings.Trim(line, " \t*_~:"+hidden)))
	if role := l.Line(label); role.IsLabel() {
		return string(label), role
	}
	return line, LineText
}

// IsLabel reports whether the line is the label of a post.
func (l Line) IsLabel() bool {
	return l == LineStatus || l == LineUpdate || l == LinePostmortem || l == LinePostmortemDraft
}

// prefixLen returns the length of text at the start of a line, with any kind of
// space for each of its spaces, or 0 if the line does not begin with it.
func prefixLen(line []byte, text string) int {
	n := 0
	for n < min(len(line), len(text)) && line[n] == text[n] {
		n++
	}
	switch {
	case n == len(text):
		return n
	case text[n] != ' ' && (n == 0 || text[n-1] != ' '):
		return 0 // another word
	}
	n = 0
	for word := range strings.SplitSeq(text, " ") {
		if n > 0 {
			space := spaces(line[n:])
			if space == 0 {
				return 0
			}
			n += space
		}
		if len(line)-n < len(word) || string(line[n:n+len(word)]) != word {
			return 0
		}
		n += len(word)
	}
	return n
}

// Cut cuts a word or phrase and the space after it off the start of a line. Any
// kind of space may replace one in the phrase.
func (l *Language) Cut(line string, w Word) (rest string, ok bool) {
	n := prefixLen([]byte(line), l.Words[w])
	if n == 0 {
		return line, false
	}
	return strings.TrimSpace(line[n:]), true
}

// Subtitle reads the second line of a page, "Incident Report for Example Shop".
// It returns the name of the page, or "" if there is none, and whether the line
// is that of a maintenance. For any other line, ok is false.
func (l *Language) Subtitle(line string) (page string, maintenance, ok bool) {
	for _, words := range [...]struct{ of, alone Word }{{IncidentReportOf, IncidentReport}, {MaintenanceReportOf, MaintenanceReport}} {
		of := l.Words[words.of]
		if n := prefixLen([]byte(line), of); n > 0 && spaces([]byte(line[n:])) > 0 {
			page = strings.TrimSpace(line[n:])
			if line[:n] != of {
				page = strings.Join(strings.Fields(page), " ") // a copy may have changed the spaces
			}
			if page != "" && !strings.Contains(page, "\n") {
				return page, maintenance, true
			}
		}
		if alone := l.Words[words.alone]; len(line) > 0 && prefixLen([]byte(line), alone) == len(line) {
			return "", maintenance, true
		}
		maintenance = true
	}
	return "", false, false
}

// IsSubtitle reports whether a line of plain text is the second line of a page,
// or the first half of one that a copy split in two.
func (l *Language) IsSubtitle(line string) bool {
	_, _, ok := l.Subtitle(line)
	return ok || l.isSplitTitle([]byte(line))
}

// isSplitTitle reports whether a line is the first half of a second line.
func (l *Language) isSplitTitle(line []byte) bool {
	for _, title := range l.Updates.SplitTitles {
		if string(line) == title {
			return true
		}
	}
	return false
}

// Invisible are the characters, including spaces, of which a line may consist
// that readers take for a blank one.
const Invisible = "\u200b\u200c\u200d\u2060\ufeff \u00a0"

// Unknown is put before the label of an unknown status in text, where nothing
// else distinguishes a label from a body. No line of a body begins with it.
const Unknown = "\u200c\u200c"

// Forges returns a function that reports whether a line is anything but
// [LineText], or the first half of the second line of a page. It is always the
// same value, so passing it on does not allocate a closure.
func (l *Language) Forges() func(line []byte) bool { return l.forges }

// ends reports whether the rest of a line after its opening fits the role.
func (d *Dates) ends(rest []byte, role Line) bool {
	n := spaces(rest)
	switch role {
	case LineStatus, LineUpdate, LinePostmortem, LinePostmortemDraft:
		return len(rest) == 0
	case LineSubtitle:
		return len(rest) == 0 || n > 0
	case LineAffected:
		return true
	case LineStamp:
		age := d.age(rest[n:])
		return n > 0 && (d.begins(rest[n+age:]) || age > 0 && n+age == len(rest))
	case LineNextUpdate:
		return n > 0 && (d.begins(rest[n:]) || isClock(rest[n:]))
	}
	return n > 0 && d.begins(rest[n:])
}

// begins reports whether a text begins with a month and a number.
func (d *Dates) begins(s []byte) bool {
	_, n := d.month(s)
	sp := spaces(s[n:])
	return n > 0 && sp > 0 && n+sp < len(s) && isDigit(s[n+sp])
}

// isClock reports whether a text begins with a time of day.
func isClock(s []byte) bool {
	return len(s) > 4 && isDigit(s[0]) && (s[1] == ':' || s[2] == ':')
}

// month returns the number of the month whose full or short name a text begins
// with, ignoring case, and the length of that name, or 0 and 0.
func (d *Dates) month(s []byte) (month, n int) {
	for i := range d.Months {
		for _, name := range [...]string{d.Months[i], d.ShortMonths[i]} {
			if len(s) >= len(name) && bytes.EqualFold(s[:len(name)], []byte(name)) {
				return i + 1, len(name)
			}
		}
	}
	return 0, 0
}

// age returns the length of the age that scripts insert before a stamp, such as
// "1 year ago. ", or 0.
func (d *Dates) age(s []byte) int {
	ago := strings.TrimLeft(d.Ago, " ")
	if ago == "" || !bytes.Contains(s, []byte(ago)) {
		return 0
	}
	for i := range s[:min(len(s), 40)] {
		if n := spaces(s[i:]); n > 0 && bytes.HasPrefix(s[i+n:], []byte(ago)) {
			n += i + len(ago)
			return n + spaces(s[n:])
		}
	}
	return 0
}

// spaces returns the length of the white space at the start of a line. Copies
// of pages contain other spaces than U+0020.
func spaces(s []byte) int {
	n := 0
	for n < len(s) {
		if s[n] == ' ' || s[n] == '\t' {
			n++
			continue
		}
		if s[n] < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRune(s[n:])
		if !unicode.Is(unicode.Zs, r) {
			break
		}
		n += size
	}
	return n
}

// dash returns the length of the hyphen or dash at the start of a line, or 0.
// Word processors replace one with the other.
func dash(s []byte) int {
	switch r, n := utf8.DecodeRune(s); r {
	case '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
		return n
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
