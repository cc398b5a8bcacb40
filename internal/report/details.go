package report

import (
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// guard is put after the text of an action that ends like details.
const guard = "\u200c"

// detail is a property of an action that is written after its text: "Owner:
// Shop team".
type detail struct {
	Column words.Word
	Value  string
	URL    string // URL of a ticket that is a link
}

// cutDetails cuts the details off the end of the text of an action: "Slow down
// (Owner: Shop team; Due: 2024-05-01)". Details may also be separated by
// commas, and the due date may lack the colon: "(Owner: Shop team, due
// 2024-05-01)". Nothing is cut if the brackets contain anything else.
func cutDetails(md string, phrases *words.Language) (text string, list []detail) {
	end := len(md) - 1
	if end < 1 || md[end] != ')' || escaped(md, end) {
		return md, nil
	}
	open := openingBracket(md, end)
	if open < 0 || open > 0 && md[open-1] != ' ' && md[open-1] != '\n' {
		return md, nil
	}
	seen := make(map[words.Word]bool)
	for from := open + 1; from <= end; {
		to := detailEnd(md, from, end, phrases)
		d, ok := readDetail(md[from:to], phrases)
		if !ok || seen[d.Column] {
			return md, nil
		}
		seen[d.Column] = true
		list = append(list, d)
		from = to + 1
	}
	if len(list) == 1 && list[0].Column == words.ActionDue && readDue(list[0].Value).Date.IsZero() && !strings.HasPrefix(strings.TrimSpace(md[open+1:]), phrases.Word(words.ActionDue)+":") {
		return md, nil // "(due: overload)" is prose
	}
	return strings.TrimRight(md[:open], " \t\n"), list
}

// openingBracket returns the index of the bracket that the one at end closes,
// or -1. Between them there must be no other brackets, except those of links.
func openingBracket(md string, end int) int {
	link := false // inside the address of a link
	for i := end - 1; i >= 0; i-- {
		switch c := md[i]; {
		case c == '\n':
			return -1
		case c == ')' && !escaped(md, i):
			if link {
				return -1
			}
			link = true
		case c == '(' && !escaped(md, i):
			if !link {
				return i
			}
			if link = false; i == 0 || md[i-1] != ']' {
				return -1
			}
		}
	}
	return -1
}

// detailEnd returns the end of the detail that begins at from: a semicolon, or
// a comma after which another detail begins.
func detailEnd(md string, from, end int, phrases *words.Language) int {
	for to := from; to < end; to++ {
		if md[to] == ';' && !escaped(md, to) || md[to] == ',' && !escaped(md, to) && beginsDetail(md[to+1:end], phrases) {
			return to
		}
	}
	return end
}

// beginsDetail reports whether a text begins with a detail.
func beginsDetail(md string, phrases *words.Language) bool {
	name, _, ok := strings.Cut(md, ":")
	if c := phrases.Columns.Action(name); ok && c != words.NoWord && c != words.ActionText {
		return true
	}
	_, date, ok := cutDue(md, phrases)
	if !ok {
		return false
	}
	_, n := civil.ReadDate(date)
	return n > 0
}

// cutDue cuts the word for the due date off a text without a colon.
func cutDue(md string, phrases *words.Language) (word, rest string, ok bool) {
	word, rest, ok = strings.Cut(strings.TrimLeft(md, " "), " ")
	return word, rest, ok && phrases.Columns.Action(word) == words.ActionDue
}

// readDetail reads one detail.
func readDetail(md string, phrases *words.Language) (detail, bool) {
	name, value, ok := strings.Cut(md, ": ")
	d := detail{Column: phrases.Columns.Action(name), Value: shownLine(value)}
	if !ok {
		if _, date, ok := cutDue(md, phrases); ok && !readDue(shownLine(date)).Date.IsZero() {
			return detail{Column: words.ActionDue, Value: shownLine(date)}, true
		}
		return detail{}, false
	}
	if d.Column == words.ActionTicket {
		d = cellDetail(d.Column, strings.TrimSpace(value))
	}
	return d, d.Column != words.NoWord && d.Column != words.ActionText && d.Value != ""
}

// AppendDetail appends the value of a detail as Markdown from which
// [cutDetails] reads the same value.
func AppendDetail(dst []byte, value string, phrases *words.Language) []byte {
	md, start := string(markdown.AppendEscaped(nil, value, markdown.LinkText)), len(dst)
	for i := range len(md) {
		switch c := md[i]; {
		case c == '(' || c == ')' || c == ';', c == ',' && beginsDetail(md[i+1:], phrases):
			dst = append(dst, '\\')
		}
		dst = append(dst, md[i])
	}
	return markdown.Isolate(dst, start)
}

// AppendLinkDetail appends a detail that is a link.
func AppendLinkDetail(dst []byte, text, url string, phrases *words.Language) []byte {
	dst = append(AppendDetail(append(dst, '['), text, phrases), "]("...)
	url = string(markdown.AppendEscaped(nil, url, markdown.LinkTarget))
	return append(append(dst, strings.NewReplacer(";", `\;`, ",", `\,`).Replace(url)...), ')')
}

// shownLine returns the text that Markdown shows, as one line.
func shownLine(md string) string {
	return markdown.Line(row.Shown(strings.TrimSpace(md)))
}

// escaped reports whether s[i] is escaped by a backslash.
func escaped(s string, i int) bool {
	n := 0
	for i > n && s[i-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// GuardDetails appends a U+200C to a text that ends like details.
func GuardDetails(md string, phrases *words.Language) string {
	if _, list := cutDetails(strings.TrimRight(md, guard), phrases); list != nil {
		return md + guard
	}
	return md
}

// unguardDetails removes the guard.
func unguardDetails(md string, phrases *words.Language) string {
	if rest, ok := strings.CutSuffix(md, guard); ok {
		if _, list := cutDetails(strings.TrimRight(rest, guard), phrases); list != nil {
			return rest
		}
	}
	return md
}
