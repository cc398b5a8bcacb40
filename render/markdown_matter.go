package render

import (
	"errors"
	"slices"
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
	if markdown.Line(pm.Title) != "" || titled {
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
	for i := range keys {
		keys[i][1] = markdown.Line(keys[i][1])
	}
	m.say(keys[:], p.plan.Clock.Page)
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
	m.lines = strings.Split(markdown.GuardMatter(s), "\n")
	for i, l := range m.lines {
		if t := strings.TrimRight(l, " \t"); t == m.fence() || t == "..." && !m.toml {
			m.lines[i] = "#" + l
		}
	}
	return m
}

// say gives keys their values, and removes those that have none but of which a
// reader would take one. Where a reader would not find just these values, since
// nothing can be read or a key is written in a form that is not replaced, what
// was there becomes comments; so does what has no keys, if this adds some.
func (m *matter) say(keys [][2]string, loc *time.Location) {
	read, err := m.read()
	adds := false
	for _, key := range keys {
		adds = adds || key[1] != ""
		if key[1] == "" && !says(read[key[0]], key, loc) {
			m.remove(key[0])
		}
	}
	if errors.Is(err, frontmatter.ErrKeys) || adds && errors.Is(err, frontmatter.ErrNone) {
		m.comment()
	}
	m.setAll(keys, loc)
	read, err = m.read()
	if errors.Is(err, frontmatter.ErrSize) {
		return
	}
	for _, key := range keys {
		if !says(read[key[0]], key, loc) {
			m.comment()
			m.setAll(keys, loc)
			return
		}
	}
}

func (m *matter) read() (frontmatter.Keys, error) {
	return frontmatter.Read(strings.Join(m.lines, "\n"), m.toml)
}

// says reports whether a value that is read is that of a key. Times are the
// same at the same instant. If a key has no value, one that is no instant says
// the same.
func says(read frontmatter.Value, key [2]string, loc *time.Location) bool {
	switch isTime := strings.HasSuffix(key[0], "_at"); {
	case read.Text == key[1]:
		return true
	case !isTime || read.Text == "":
		return false
	case key[1] == "":
		return read.Time(loc).IsZero()
	default:
		at, err := time.Parse(time.RFC3339, key[1])
		return err == nil && read.Time(loc).Equal(at)
	}
}

// comment makes comments of all lines.
func (m *matter) comment() {
	for i := range m.lines {
		m.lines[i] = "# " + m.lines[i]
	}
}

// remove removes the lines of a key.
func (m *matter) remove(key string) {
	for i := m.keyLine(key); i < m.end(); i = m.keyLine(key) {
		m.lines = slices.Delete(m.lines, i, m.valueEnd(i))
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
	for i, l := range m.lines[:end] {
		if _, ok := m.value(l, key); ok {
			return i
		}
	}
	return end
}

// value returns the value that a line gives a key, which may be in quotes.
func (m *matter) value(line, key string) (value string, ok bool) {
	sign := ":"
	if m.toml {
		sign = "="
	}
	for _, written := range [...]string{key, `"` + key + `"`, "'" + key + "'"} {
		if rest, ok := strings.CutPrefix(line, written); ok {
			value, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t"), sign)
			return strings.Trim(value, " \t"), ok && (m.toml || value == "" || value[0] == ' ' || value[0] == '\t')
		}
	}
	return "", false
}

func (m *matter) setAll(keys [][2]string, loc *time.Location) {
	for _, key := range keys {
		if key[1] != "" {
			m.set(key, loc)
		}
	}
}

// set gives a key its value: in its place, unless it has that value already,
// else behind the others. The lines that carry on the old value go with it.
func (m *matter) set(key [2]string, loc *time.Location) {
	sign := ": "
	if m.toml {
		sign = " = "
	}
	line := key[0] + sign + m.scalar(key[1])
	i := m.keyLine(key[0])
	if i == m.end() {
		for m.toml && i > 0 && strings.TrimSpace(m.lines[i-1]) == "" {
			i--
		}
		m.lines = slices.Insert(m.lines, i, line)
		return
	}
	written, _ := m.value(m.lines[i], key[0])
	for _, open := range [...]string{`"""`, "'''", "[", "{"} {
		if m.toml && strings.HasPrefix(written, open) {
			return // it may go on below
		}
	}
	read, _ := frontmatter.Read(m.lines[i], m.toml)
	if end := m.valueEnd(i); end > i+1 || !says(read[key[0]], key, loc) {
		m.lines = slices.Replace(m.lines, i, end, line)
	}
}

// valueEnd returns the number of the line behind those of the value that begins
// on line i.
func (m *matter) valueEnd(i int) int {
	end := i + 1
	for !m.toml && end < len(m.lines) {
		if l := m.lines[end]; l != "" && l[0] != ' ' && l[0] != '\t' && !strings.HasPrefix(l, "- ") && l != "-" {
			break
		}
		end++
	}
	for end > i+1 && strings.TrimSpace(m.lines[end-1]) == "" {
		end--
	}
	return end
}

// matterTime writes an instant as YAML does, in a zone.
func matterTime(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format(time.RFC3339)
}

// scalar returns a value of one line: an instant, or a text, which is quoted in
// TOML, and if YAML would take it for something else. Characters that an engine
// without front matter would take for Markdown are written as escapes.
func (m *matter) scalar(s string) string {
	if _, err := time.Parse(time.RFC3339, s); err == nil || !m.toml && isPlainScalar(s) {
		return s
	}
	return `"` + matterEscapes.Replace(s) + `"`
}

var matterEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "<", `\u003c`, "`", `\u0060`, "~~", `~\u007e`, "](", `]\u0028`, "]:", `]\u003a`, "[^", `[\u005e`, "{", `\u007b`, "\ufffe", `\ufffe`, "\uffff", `\uffff`)

// isPlainScalar reports whether a text needs no quotes: it begins with a letter
// and has no sign that YAML has a use for.
func isPlainScalar(s string) bool {
	if s == "" || !isLetter(s[0]) || s[len(s)-1] == ' ' {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !markdown.IsAlnum(c) && strings.IndexByte(" _-/+.,()'!?&", c) < 0 && (c != ':' || i+1 == len(s) || s[i+1] == ' ') {
			return false
		}
	}
	return true
}
