package report

import (
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// guard stands behind the text of an action that ends like details.
const guard = "\u200c"

// Detail is something known of an action beside its text: "Owner: Shop team".
type Detail struct {
	Column words.Word
	Value  string
}

// CutDetails cuts the details off the end of the text of an action:
// "Slow down (Owner: Shop team; Due: 2024-05-01)". Nothing is cut where the
// brackets hold anything else.
func CutDetails(md string, phrases *words.Language) (text string, list []Detail) {
	end := len(md) - 1
	if end < 1 || md[end] != ')' || escaped(md, end) {
		return md, nil
	}
	open := end
	for open--; open >= 0; open-- {
		if c := md[open]; (c == '(' || c == ')') && !escaped(md, open) || c == '\n' {
			break
		}
	}
	if open < 0 || md[open] != '(' || open > 0 && md[open-1] != ' ' && md[open-1] != '\n' {
		return md, nil
	}
	seen := make(map[words.Word]bool)
	for from := open + 1; from <= end; {
		to := from
		for to < end && (md[to] != ';' || escaped(md, to)) {
			to++
		}
		name, value, ok := strings.Cut(md[from:to], ": ")
		c := phrases.ActionColumn(name)
		value = detailValue(value)
		if !ok || c == words.NoWord || c == words.ActionText || seen[c] || value == "" {
			return md, nil
		}
		if c == words.ActionDue {
			if _, err := civil.ParseDate(value); err != nil {
				return md, nil
			}
		}
		seen[c] = true
		list = append(list, Detail{c, value})
		from = to + 1
	}
	return strings.TrimRight(md[:open], " \t\n"), list
}

// detailValue returns what the Markdown of a value shows.
func detailValue(md string) string {
	plain := string(markdown.Text{}.Append(nil, "x "+strings.TrimSpace(md)))
	return string(markdown.AppendLine(nil, strings.TrimPrefix(plain, "x")))
}

// escaped reports whether a backslash makes s[i] text.
func escaped(s string, i int) bool {
	n := 0
	for i > n && s[i-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// GuardDetails puts a U+200C behind a text that ends like details.
func GuardDetails(md string, phrases *words.Language) string {
	if _, list := CutDetails(strings.TrimRight(md, guard), phrases); list != nil {
		return md + guard
	}
	return md
}

// UnguardDetails takes it off.
func UnguardDetails(md string, phrases *words.Language) string {
	if rest, ok := strings.CutSuffix(md, guard); ok {
		if _, list := CutDetails(strings.TrimRight(rest, guard), phrases); list != nil {
			return rest
		}
	}
	return md
}
