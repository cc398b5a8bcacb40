package row

import (
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
)

// Row is a line or an item, cut behind its time.
type Row struct {
	Time string // as it is written, in plain text
	Sign string // between time and text: ":" in "10:05: Alert"
	Text int    // offset of the text
	Read Time   // of Time
}

// Cut cuts the time off the start of a piece of Markdown. ok is false where no time
// leads: "12 users were affected".
func Cut(md string) (r Row, ok bool) {
	lead := spaces(md)
	s := md[lead:]
	if inner, rest, bold := CutBold(s); bold {
		return cutBoldTime(lead+len(s)-len(rest), inner, rest)
	}
	line, _, _ := strings.Cut(s, "\n")
	if !mayLead(line) {
		return Row{}, false
	}
	escape := 0
	if strings.HasPrefix(line, `\~`) {
		escape = 1
	}
	t, n := ReadTime(line[escape:])
	if n == 0 {
		return Row{}, false
	}
	written := line[escape : escape+n]
	sign, m, ok := cutSign(line[escape+n:])
	if !ok || !t.From.HasTime && (sign == "" || t.From.Date.IsZero()) {
		return Row{}, false
	}
	return Row{written, sign, lead + escape + n + m, t}, true
}

// CutStated cuts a row of a list that is known to be a timeline: whatever stands in
// bold is the time with its sign, and where nothing does, all is text.
func CutStated(md string) Row {
	lead := spaces(md)
	inner, rest, ok := CutBold(md[lead:])
	if !ok {
		return Row{Text: lead}
	}
	return Row{Time: boldText(inner), Text: len(md) - len(rest) + spaces(rest)}
}

// mayLead is a quick look at whether a line can begin with a time: with a digit, a
// sign of approximation, or a short run of words before a digit.
func mayLead(line string) bool {
	for i := 0; i < len(line) && i < 32; i++ {
		if c := line[i]; '0' <= c && c <= '9' {
			return true
		}
	}
	return len(line) >= 4 && (line[0]|0x20 == 'n' || line[0]|0x20 == 'm') // noon, midnight
}

// cutBoldTime cuts a row whose time stands in bold, with its sign in or behind the
// bold: "**10:05:** Alert", "**16:58 UTC** - Alert".
func cutBoldTime(at int, inner, rest string) (Row, bool) {
	plain := boldText(inner)
	t, n := ReadTime(plain)
	if n == 0 {
		return Row{}, false
	}
	sign := plain[n:]
	if sign == "" {
		sign, m, ok := cutSign(rest)
		if !ok && rest != "" && rest[0] != '\n' {
			return Row{}, false
		}
		return Row{plain[:n], sign, at + m, t}, t.From.HasTime || sign != "" && !t.From.Date.IsZero()
	}
	if !IsSign(sign) || rest != "" && rest[0] != ' ' && rest[0] != '\n' {
		return Row{}, false
	}
	return Row{plain[:n], sign, at + spaces(rest), t}, t.From.HasTime || !t.From.Date.IsZero()
}

// CutBold cuts text in bold off the start of Markdown. inner is Markdown.
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

// boldText returns the text that a piece of inline Markdown shows.
func boldText(md string) string {
	if !strings.ContainsAny(md, "\\`*_[]<&!~") {
		return md
	}
	// Behind a word, nothing begins a block.
	plain := string(markdown.Text{}.Append(nil, "x "+md))
	return strings.TrimPrefix(strings.TrimPrefix(plain, "x"), " ")
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }
