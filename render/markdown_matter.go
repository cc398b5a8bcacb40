package render

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/frontmatter"
	"github.com/incidentkit/incident/internal/markdown"
)

// frontMatter appends the front matter of a document: the lines that were
// there, with our keys brought up to date, and behind them those that are
// missing. Without anything to say there is none. It reports whether the title
// stands there.
func (p *markdownPrinter) frontMatter() (titled bool) {
	inc := p.plan.Incident
	pm := inc.Postmortem
	m := matterOf(pm.FrontMatter)
	titled = m.keyLine("title") < m.end()
	title, severity := "", ""
	if m.keyLine("severity") < m.end() {
		severity = inc.Severity // teams that have no place for it get none
	}
	if plainLine(pm.Title) != "" || titled {
		title = inc.Title
	}
	zone := inc.Page.TimeZone
	if _, err := inc.Page.Location(); err != nil {
		zone = "" // times are in UTC
	}
	keys := [...][2]string{
		{"incident", inc.ID},
		{"title", title},
		{"severity", severity},
		{"state", string(pm.State)},
		{"published_at", matterTime(pm.PublishedAt, p.plan.Clock.Page)},
		{"edited_at", matterTime(pm.EditedAt, p.plan.Clock.Page)},
		{"zone", zone},
		{"lang", inc.Page.Lang},
	}
	var denied []string
	for _, key := range keys {
		if plainLine(key[1]) == "" {
			denied = append(denied, key[0])
		}
	}
	m.deny(denied, p.plan.Clock.Page)
	for _, key := range keys {
		if value := plainLine(key[1]); value != "" {
			m.set(key[0], value)
		}
	}
	if len(m.lines) > 0 || m.toml {
		p.text(m.fence() + "\n")
		for _, l := range m.lines {
			p.text(l + "\n")
		}
		p.text(m.fence() + "\n\n")
	}
	return titled
}

// matter is the front matter of a document by its lines: YAML, or TOML.
type matter struct {
	toml  bool
	lines []string
}

func (m *matter) fence() string {
	if m.toml {
		return "+++"
	}
	return "---"
}

// matterOf returns the front matter of the model, of which no line can end it.
func matterOf(s string) (m matter) {
	s = strings.TrimSuffix(markdown.Source(s), "\n")
	if inner, ok := strings.CutPrefix(s, "+++\n"); ok && strings.HasSuffix("\n"+inner, "\n+++") {
		m.toml = true
		s = strings.TrimSuffix(strings.TrimSuffix(inner, "+++"), "\n")
	}
	if s == "" {
		return m
	}
	m.lines = strings.Split(s, "\n")
	for i, l := range m.lines {
		if t := strings.TrimRight(l, " \t"); t == m.fence() || t == "..." && !m.toml {
			m.lines[i] = "#" + l
		}
	}
	return m
}

// deny removes keys that readers would take a value from. A time that is no
// instant stays, since nothing is read from it. Where a key cannot be removed
// by its lines, or nothing can be read, all lines become comments.
func (m *matter) deny(denied []string, loc *time.Location) {
	said, _ := m.said(denied, loc)
	for _, key := range said {
		m.remove(key)
	}
	if said, err := m.said(denied, loc); len(said) > 0 || errors.Is(err, frontmatter.ErrKeys) {
		for i := range m.lines {
			m.lines[i] = "# " + m.lines[i]
		}
	}
}

// said returns those keys that a reader takes a value from.
func (m *matter) said(keys []string, loc *time.Location) (said []string, err error) {
	read, err := frontmatter.Read(strings.Join(m.lines, "\n"), m.toml)
	for _, key := range keys {
		v := read[key]
		if v.Text != "" && (!strings.HasSuffix(key, "_at") || !v.Time(loc).IsZero()) {
			said = append(said, key)
		}
	}
	return said, err
}

// remove removes the lines of a key.
func (m *matter) remove(key string) {
	for i := m.keyLine(key); i < m.end(); i = m.keyLine(key) {
		end := i + 1
		if !m.toml {
			end = valueEnd(m.lines, i)
		}
		m.lines = slices.Delete(m.lines, i, end)
	}
}

// end returns the number of the line above which the keys of the document
// stand: in TOML, the first table.
func (m *matter) end() int {
	if !m.toml {
		return len(m.lines)
	}
	inString := false
	for i, l := range m.lines {
		if !inString && strings.HasPrefix(strings.TrimLeft(l, " \t"), "[") {
			return i
		}
		inString = inString != ((strings.Count(l, `"""`)+strings.Count(l, "'''"))%2 == 1)
	}
	return len(m.lines)
}

// keyLine returns the number of the line that gives a key at the top its value;
// m.end() if there is none.
func (m *matter) keyLine(key string) int {
	end := m.end()
	if !m.toml {
		return keyLine(m.lines, key)
	}
	for i, l := range m.lines[:end] {
		if rest, ok := cutKey(l, key); ok && strings.HasPrefix(rest, "=") {
			return i
		}
	}
	return end
}

// set gives a key its value: in its place, unless it has that value already,
// else behind the others.
func (m *matter) set(key, value string) {
	if !m.toml {
		m.lines = setKey(m.lines, key, value)
		return
	}
	i := m.keyLine(key)
	line := key + " = " + tomlScalar(value)
	if i == m.end() {
		for i > 0 && strings.TrimSpace(m.lines[i-1]) == "" {
			i--
		}
		m.lines = slices.Insert(m.lines, i, line)
		return
	}
	_, written, _ := strings.Cut(m.lines[i], "=")
	written = strings.Trim(written, " \t")
	for _, open := range [...]string{`"""`, "'''", "[", "{"} {
		if strings.HasPrefix(written, open) {
			return // it may go on below
		}
	}
	if !isScalar(written, value) {
		m.lines[i] = line
	}
}

// tomlScalar writes a value of one line: an instant, or a text.
func tomlScalar(s string) string {
	if _, err := time.Parse(time.RFC3339, s); err == nil {
		return s
	}
	return quoted(s)
}

// matterTime writes an instant as YAML does, in a zone.
func matterTime(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format(time.RFC3339)
}

// keyLine returns the number of the line that gives a key at the top of a front
// matter its value; the number of lines if there is none.
func keyLine(lines []string, key string) int {
	for i, l := range lines {
		if _, ok := yamlValue(l, key); ok {
			return i
		}
	}
	return len(lines)
}

// yamlValue returns the value that a line of YAML gives a key.
func yamlValue(line, key string) (string, bool) {
	rest, ok := cutKey(line, key)
	value, colon := strings.CutPrefix(rest, ":")
	return strings.Trim(value, " \t"), ok && colon && (value == "" || value[0] == ' ' || value[0] == '\t')
}

// cutKey returns what stands behind a key, in quotes or not, that a line begins
// with.
func cutKey(line, key string) (rest string, ok bool) {
	for _, written := range [...]string{key, `"` + key + `"`, "'" + key + "'"} {
		if rest, ok = strings.CutPrefix(line, written); ok {
			return strings.TrimLeft(rest, " \t"), true
		}
	}
	return "", false
}

// setKey gives a key its value: in its place, unless it has that value already,
// else at the end. The lines that carry on the old value go with it.
func setKey(lines []string, key, value string) []string {
	i := keyLine(lines, key)
	line := key + ": " + scalar(value)
	if i == len(lines) {
		return append(lines, line)
	}
	end := valueEnd(lines, i)
	written, _ := yamlValue(lines[i], key)
	if end > i+1 || !isScalar(written, value) {
		lines = slices.Replace(lines, i, end, line)
	}
	return lines
}

// valueEnd returns the number of the line behind those of the value that begins
// on line i.
func valueEnd(lines []string, i int) int {
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
	return end
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

// scalarText returns the text of a value of one line, without its quotes and
// the comment behind it; "" if telling it takes a reader of YAML.
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
	return quoted(s)
}

// quoted writes a text in quotes, as YAML and TOML do. "<" is for those who
// know no front matter.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "<", `\u003c`).Replace(s) + `"`
}

// isPlainScalar reports whether a text needs no quotes: it begins with a letter
// and has no sign that YAML has a use for, or it is an instant.
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
