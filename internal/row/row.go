package row

import (
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
)

// Row is a line or an item, cut after its time.
type Row struct {
	Time string // time as written, as plain text
	Sign string // between time and text: ":" in "10:05: Alert"
	Text int    // offset of the text
	Read Time   // meaning of Time

	link string // Markdown of the link around the time; "" if there is none
	bold bool   // the whole row is bold
}

// TextIn returns the text of the row in the Markdown from which it was cut. A
// link around the time is kept after the text.
func (r Row) TextIn(md string) string {
	text := md[min(r.Text, len(md)):]
	switch {
	case r.bold:
		return "**" + text
	case r.link != "" && strings.TrimSpace(text) == "":
		return r.link
	case r.link != "":
		first, rest, more := strings.Cut(text, "\n")
		if more {
			rest = "\n" + rest
		}
		return first + " (" + r.link + ")" + rest
	}
	return text
}

// Cut cuts the time off the start of Markdown. The time may be in bold, in
// emphasis, in code, in brackets or in a link. Cut returns false if the
// Markdown does not begin with a time: "12 users were affected".
func Cut(md string) (r Row, ok bool) {
	lead := spaces(md)
	s := md[lead:]
	if s == "" {
		return Row{}, false
	}
	if n := pictures(s); n > 0 {
		r, ok := Cut(s[n:])
		r.Time, r.Text = s[:n]+r.Time, r.Text+lead+n
		return r, ok
	}
	switch s[0] {
	case '*', '_', '`', '[', '(', '\\':
		if r, ok := cutMarked(s); ok {
			r.Text += lead
			return r, true
		}
	}
	line, _, _ := strings.Cut(s, "\n")
	if !mayLead(line) {
		return Row{}, false
	}
	shown := line
	if head := line[:min(len(line), 64)]; strings.IndexByte(head, '\\') >= 0 {
		shown = unescaped(line)
	}
	t, n := ReadTime(shown)
	if n == 0 {
		return Row{}, false
	}
	written, end := shown[:n], n
	if len(shown) < len(line) {
		end = escapedLen(line, n)
	}
	if !t.From.HasTime {
		if r, ok := cutDated(line, t, written, end); ok {
			r.Text += lead
			return r, true
		}
	}
	sign, m, ok := cutSign(line[end:])
	if !ok || !t.From.HasTime && (sign == "" || t.From.Date.IsZero()) {
		return Row{}, false
	}
	return Row{Time: written, Sign: sign, Text: lead + end + m, Read: t}, true
}

// isEscape reports whether a backslash at i escapes the next byte.
func isEscape(s string, i int) bool {
	return s[i] == '\\' && i+1 < len(s) && markdown.IsPunct(s[i+1])
}

// unescaped returns a line without the backslashes of its escapes: "5. March"
// for "5\. March".
func unescaped(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		if isEscape(line, i) {
			i++
		}
		b.WriteByte(line[i])
	}
	return b.String()
}

// escapedLen returns the length of the start of a line that shows n bytes.
func escapedLen(line string, n int) int {
	i := 0
	for ; n > 0; n-- {
		if isEscape(line, i) {
			i++
		}
		i++
	}
	return i
}

// cutDated cuts a row with a date before a time in bold, in emphasis or in
// code: "Mar 5th **10:00** Alert".
func cutDated(line string, date Time, written string, end int) (Row, bool) {
	rest := line[end:]
	gap := spaces(rest)
	if gap == 0 || len(rest) == gap || strings.IndexByte("*_`", rest[gap]) < 0 {
		return Row{}, false
	}
	r, ok := cutMarked(rest[gap:])
	if !ok || !r.Read.From.Date.IsZero() {
		return Row{}, false
	}
	r.Read.From.Date, r.Read.From.DayFirst, r.Read.From.NumericAmbiguous = date.From.Date, date.From.DayFirst, date.From.NumericAmbiguous
	r.Time = written + " " + r.Time
	r.Text += end + gap
	return r, true
}

// cutMarked cuts a row whose time has its own markup: "**10:05:** Alert",
// "*10:05*: Alert", "`10:05` Alert", "[10:05 UTC] Alert", "[10:05](address)
// Alert", or a row that is bold as a whole, "**10:05: Alert**".
func cutMarked(s string) (Row, bool) {
	if inner, rest, ok := CutBold(s); ok {
		r, ok := cutTime(len(s)-len(rest), Shown(inner), rest)
		if !ok {
			if r, ok = Cut(inner); ok && r.link == "" && !r.bold && r.Text < len(inner) {
				r.Text, r.bold = r.Text+2, true
				return r, true
			}
			return Row{}, false
		}
		return r, ok
	}
	line, _, _ := strings.Cut(s, "\n")
	open, shut := line[:1], line[:1]
	switch line[0] {
	case '*', '_', '`':
	case '[':
		shut = "]"
	case '(':
		shut = ")"
	case '\\':
		if !strings.HasPrefix(line, `\[`) {
			return Row{}, false
		}
		open, shut = `\[`, `\]`
	}
	end := strings.Index(line[len(open):], shut)
	if end <= 0 {
		return Row{}, false
	}
	inner, rest := line[len(open):len(open)+end], line[len(open)+end+len(shut):]
	link := ""
	if shut == "]" && strings.HasPrefix(rest, "(") {
		end := strings.IndexByte(rest, ')')
		if end < 0 {
			return Row{}, false
		}
		link, rest = line[:len(line)-len(rest)+end+1], rest[end+1:]
	}
	at := len(line) - len(rest)
	r, ok := cutTime(at, Shown(inner), s[at:])
	r.link = link
	return r, ok
}

// CutStated cuts a row of a list that is known to be a timeline: the text in
// bold at its start is the time with its sign, and without such text the row
// has no time.
func CutStated(md string) Row {
	lead := spaces(md)
	inner, rest, ok := CutBold(md[lead:])
	if !ok {
		return Row{Text: lead}
	}
	return Row{Time: Shown(inner), Text: len(md) - len(rest) + spaces(rest)}
}

// mayLead is a quick check whether a line can begin with a time: with a digit,
// a sign of approximation, or a short run of words before a digit.
func mayLead(line string) bool {
	for i := 0; i < len(line) && i < 32; i++ {
		if c := line[i]; '0' <= c && c <= '9' {
			return true
		}
	}
	return len(line) >= 4 && (line[0]|0x20 == 'n' || line[0]|0x20 == 'm') // noon, midnight
}

// cutTime cuts a row whose time is delimited by markup. The argument inner is
// the text that the markup shows, and rest the Markdown after it, which begins
// at offset at. The sign is either at the end of inner or at the start of rest.
func cutTime(at int, inner, rest string) (Row, bool) {
	t, n := ReadTime(inner)
	if n == 0 {
		return Row{}, false
	}
	sign := inner[n:]
	if sign == "" {
		sign, m, ok := cutSign(rest)
		if !ok && rest != "" && rest[0] != '\n' {
			return Row{}, false
		}
		return Row{Time: inner[:n], Sign: sign, Text: at + m, Read: t}, t.From.HasTime || sign != "" && !t.From.Date.IsZero()
	}
	if !IsSign(sign) || rest != "" && rest[0] != ' ' && rest[0] != '\n' {
		return Row{}, false
	}
	return Row{Time: inner[:n], Sign: sign, Text: at + spaces(rest), Read: t}, t.From.HasTime || !t.From.Date.IsZero()
}

// CutBold cuts bold text off the start of Markdown. The result inner is
// Markdown.
func CutBold(s string) (inner, rest string, ok bool) {
	if !strings.HasPrefix(s, "**") && !strings.HasPrefix(s, "__") || len(s) < 5 {
		return "", s, false
	}
	for i := 2; i+1 < len(s) && s[i] != '\n'; i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == s[0] && s[i+1] == s[0]:
			inner = s[2:i]
			return inner, s[i+2:], inner != "" && inner[0] != ' ' && inner[len(inner)-1] != ' '
		}
	}
	return "", s, false
}

// Shown returns the text that a piece of inline Markdown shows.
func Shown(md string) string {
	if !strings.ContainsAny(md, "\\`*_[]<&!~") {
		return md
	}
	// No block begins after a word.
	plain := string(markdown.Text{}.Append(nil, "x "+md))
	return strings.TrimPrefix(strings.TrimPrefix(plain, "x"), " ")
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
