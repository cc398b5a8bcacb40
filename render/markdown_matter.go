package render

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/markdown"
)

// frontMatter appends the front matter of a document: the lines that were there,
// with our keys brought up to date, and behind them those that are missing.
// Without anything to say there is none.
func (p *markdownPrinter) frontMatter() {
	inc := p.plan.Incident
	pm := inc.Postmortem
	lines := matterLines(pm.FrontMatter)
	title := ""
	if plainLine(pm.Title) != "" || keyLine(lines, "title") < len(lines) {
		title = inc.Title
	}
	for _, key := range [...][2]string{
		{"incident", inc.ID},
		{"title", title},
		{"state", string(pm.State)},
		{"published_at", p.matterTime(pm.PublishedAt)},
		{"edited_at", p.matterTime(pm.EditedAt)},
		{"zone", inc.Page.TimeZone},
		{"lang", inc.Page.Lang},
	} {
		if value := plainLine(key[1]); value != "" {
			lines = setKey(lines, key[0], value)
		}
	}
	if len(lines) > 0 {
		p.text("---\n")
		p.text(strings.Join(lines, "\n"))
		p.text("\n---\n\n")
	}
}

// matterTime writes an instant as YAML does, in the zone of the page.
func (p *markdownPrinter) matterTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(p.plan.Clock.Page).Format(time.RFC3339)
}

// matterLines returns the lines of a front matter. None can end it.
func matterLines(s string) []string {
	s = strings.TrimSuffix(string(markdown.AppendSource(nil, s)), "\n")
	if s == "" {
		return nil
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if t := strings.TrimRight(l, " \t"); t == "---" || t == "..." {
			lines[i] = "#" + l
		}
	}
	return lines
}

// keyLine returns the number of the line that gives a key at the top of a front
// matter its value; the number of lines if there is none.
func keyLine(lines []string, key string) int {
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(l, key+":"); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
			return i
		}
	}
	return len(lines)
}

// setKey gives a key its value: in its place, unless it has that value already,
// else at the end. The lines that carry on the old value go with it.
func setKey(lines []string, key, value string) []string {
	i := keyLine(lines, key)
	line := key + ": " + scalar(value)
	if i == len(lines) {
		return append(lines, line)
	}
	end := i + 1
	for end < len(lines) {
		if l := lines[end]; l != "" && l[0] != ' ' && l[0] != '\t' && !strings.HasPrefix(l, "- ") && l != "-" {
			break
		}
		end++
	}
	for end > i+1 && strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	if end > i+1 || !isScalar(strings.Trim(lines[i][len(key)+1:], " \t"), value) {
		lines = slices.Replace(lines, i, end, line)
	}
	return lines
}

// isScalar reports whether a value, as it is written, is a text. Times are the
// same at the same instant.
func isScalar(written, value string) bool {
	text := scalarText(written)
	if text == value {
		return true
	}
	a, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return false
	}
	b, err := time.Parse(time.RFC3339, strings.Replace(text, " ", "T", 1))
	return err == nil && a.Equal(b)
}

// scalarText returns the text of a value of one line, without its quotes and the
// comment behind it; "" if telling it takes a reader of YAML.
func scalarText(s string) string {
	text, rest := s, ""
	switch {
	case s == "":
	case s[0] == '"':
		quoted, err := strconv.QuotedPrefix(s)
		if err != nil {
			return ""
		}
		text, _ = strconv.Unquote(quoted)
		rest = s[len(quoted):]
	case s[0] == '\'':
		i := strings.LastIndexByte(s, '\'')
		text, rest = strings.ReplaceAll(s[1:max(i, 1)], "''", "'"), s[i+1:]
	case strings.IndexByte("[{&*!|>%@`", s[0]) >= 0:
		return ""
	default:
		text, _, _ = strings.Cut(s, " #")
		text = strings.TrimRight(text, " \t")
	}
	if rest = strings.TrimLeft(rest, " \t"); rest != "" && rest[0] != '#' {
		return ""
	}
	return text
}

// scalar writes a value of one line, in quotes where YAML would take it for
// something else than this text.
func scalar(s string) string {
	if isPlainScalar(s) {
		return s
	}
	// "<" is for those who know no front matter.
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "<", `\u003c`).Replace(s) + `"`
}

// isPlainScalar reports whether a text needs no quotes: it begins with a letter and
// has no sign that YAML has a use for, or it is an instant.
func isPlainScalar(s string) bool {
	if _, err := time.Parse(time.RFC3339, s); err == nil {
		return true
	}
	if s == "" || !isAlnum(s[0]) || '0' <= s[0] && s[0] <= '9' || s[len(s)-1] == ' ' {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !isAlnum(c) && strings.IndexByte(" _-/+.,()'!?&", c) < 0 && (c != ':' || i+1 == len(s) || s[i+1] == ' ') {
			return false
		}
	}
	return true
}
