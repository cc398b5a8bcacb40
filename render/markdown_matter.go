package render

import (
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/markdown"
)

// frontMatter appends the front matter of a document: the lines that were there,
// with our keys brought up to date, and those that are missing behind them.
// Without anything to say there is none.
func (p *markdownPrinter) frontMatter() {
	pm := p.inc.Postmortem
	lines := matterLines(pm.FrontMatter)
	set := func(key, value string) {
		if value = string(markdown.AppendLine(nil, value)); value != "" {
			lines = setKey(lines, key, value)
		}
	}
	set("incident", p.inc.ID)
	if pm.Title != "" && string(markdown.AppendLine(nil, pm.Title)) != "" || hasKey(lines, "title") {
		set("title", p.inc.Title)
	}
	set("state", string(pm.State))
	set("published_at", stampOf(pm.PublishedAt, p.page))
	set("edited_at", stampOf(pm.EditedAt, p.page))
	set("zone", p.inc.Page.TimeZone)
	set("lang", p.inc.Page.Lang)
	if len(lines) == 0 {
		return
	}
	p.text("---\n")
	for _, l := range lines {
		p.text(l)
		p.line()
	}
	p.text("---\n\n")
}

// stampOf writes an instant as YAML does, in the zone of the page.
func stampOf(t time.Time, page *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(page).Format(time.RFC3339)
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

// keyOf returns the value that a line at the top of a front matter gives a key.
func keyOf(line, key string) (value string, ok bool) {
	rest, ok := strings.CutPrefix(line, key)
	if !ok || !strings.HasPrefix(rest, ":") || len(rest) > 1 && rest[1] != ' ' && rest[1] != '\t' {
		return "", false
	}
	return strings.Trim(rest[1:], " \t"), true
}

func hasKey(lines []string, key string) bool {
	for _, l := range lines {
		if _, ok := keyOf(l, key); ok {
			return true
		}
	}
	return false
}

// setKey gives a key its value: in its place, unless it has that value already,
// else at the end. What belongs to the old value goes with it.
func setKey(lines []string, key, value string) []string {
	for i, l := range lines {
		old, ok := keyOf(l, key)
		if !ok {
			continue
		}
		end := i + 1
		for end < len(lines) && belongs(lines[end]) {
			end++
		}
		for end > i+1 && strings.TrimSpace(lines[end-1]) == "" {
			end--
		}
		if end == i+1 && sameScalar(old, value) {
			return lines
		}
		out := append([]string(nil), lines[:i]...)
		out = append(out, key+": "+scalar(value))
		return append(out, lines[end:]...)
	}
	return append(lines, key+": "+scalar(value))
}

// belongs reports whether a line carries on the value of the key above it.
func belongs(line string) bool {
	return line == "" || line[0] == ' ' || line[0] == '\t' || strings.HasPrefix(line, "- ") || line == "-"
}

// sameScalar reports whether a value as it is written is that value. Times are
// the same at the same instant.
func sameScalar(written, value string) bool {
	text, ok := readScalar(written)
	if !ok {
		return false
	}
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

// readScalar reads a value of one line. It knows what can be known without a
// reader of YAML; of all else it says so.
func readScalar(s string) (string, bool) {
	switch {
	case s == "":
		return "", true
	case s[0] == '"':
		end := 1
		for end < len(s) && s[end] != '"' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(s) || !onlyComment(s[end+1:]) {
			return "", false
		}
		text, err := strconv.Unquote(s[:end+1])
		return text, err == nil
	case s[0] == '\'':
		text := s[1:]
		var b strings.Builder
		for {
			i := strings.IndexByte(text, '\'')
			if i < 0 {
				return "", false
			}
			b.WriteString(text[:i])
			text = text[i+1:]
			if !strings.HasPrefix(text, "'") {
				return b.String(), onlyComment(text)
			}
			b.WriteByte('\'')
			text = text[1:]
		}
	case strings.IndexByte("[{&*!|>%@`", s[0]) >= 0:
		return "", false
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = strings.TrimRight(s[:i], " \t")
	}
	return s, !strings.Contains(s, ": ")
}

func onlyComment(s string) bool {
	s = strings.TrimLeft(s, " \t")
	return s == "" || s[0] == '#'
}

// scalar writes a value of one line, in quotes where YAML would take it for
// something else than this text.
func scalar(s string) string {
	if isPlainScalar(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)+2), '"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '<': // for those who know no front matter
			b = append(b, `\u003c`...)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

// isPlainScalar reports whether a text needs no quotes: it begins with a letter and
// holds nothing that YAML has a use for, or it is an instant.
func isPlainScalar(s string) bool {
	if _, err := time.Parse(time.RFC3339, s); err == nil {
		return true
	}
	if s == "" || !isAlnum(s[0]) || '0' <= s[0] && s[0] <= '9' {
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
	return s[len(s)-1] != ' '
}
