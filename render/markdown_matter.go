package render

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/frontmatter"
	"github.com/incidentkit/incident/internal/markdown"
)

// frontMatter appends the front matter of a document: the lines it had before,
// with our keys updated in place and missing ones added below. It appends
// nothing if there is nothing to say. It reports whether the front matter has
// the title.
func (p *markdownPrinter) frontMatter() (titled bool) {
	inc := p.plan.Incident
	pm := inc.Postmortem
	m := matterOf(pm.FrontMatter)
	titled = m.keyLine("title") < m.end()
	title, severity := "", ""
	if m.keyLine("severity") < m.end() {
		severity = inc.Severity // a team whose front matter has no severity gets none
	}
	if markdown.Line(pm.Title) != "" || titled {
		title = inc.Title
	}
	zone := inc.Page.TimeZone
	if _, err := inc.Page.Location(); err != nil {
		zone = "" // times are written in UTC
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

// matter is the lines of a front matter in YAML or TOML.
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

// matterOf splits the front matter of the model into lines, dropping any that
// would end it.
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

// say sets keys to their values. A key without a value is removed if a reader
// would find a value for it.
//
// If a reader would not find exactly these values afterwards, because the front
// matter cannot be read or gives a key in a form that is not replaced here, the
// old lines become comments. Lines without any keys also become comments when
// keys are added.
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

// says reports whether a value that was read is the value of the key. Times are
// equal if their instants are. For a key without a value, any text that is not
// an instant counts as equal.
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

// comment turns all lines into comments.
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

// end returns the index of the line before which the document's own keys have
// to stand: in TOML, the first table header.
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

// keyLine returns the index of the line that sets a top-level key, or m.end().
func (m *matter) keyLine(key string) int {
	end := m.end()
	for i, l := range m.lines[:end] {
		if _, ok := m.value(l, key); ok {
			return i
		}
	}
	return end
}

// value returns the value, without quotes, that a line sets for a key.
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

// set gives a key its value: on its own line if it has one, else after the
// other keys. Continuation lines of the old value are removed. A line that has
// the value already is left alone.
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
			return // the value may continue below
		}
	}
	read, _ := frontmatter.Read(m.lines[i], m.toml)
	if end := m.valueEnd(i); end > i+1 || !says(read[key[0]], key, loc) {
		m.lines = slices.Replace(m.lines, i, end, line)
	}
}

// valueEnd returns the index of the line after the value that begins on line i.
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

// matterTime formats an instant in a zone as YAML does.
func matterTime(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format(time.RFC3339)
}

// scalar formats an instant or a text as a value of one line. A text is quoted
// in TOML, and in YAML where it would otherwise have another meaning.
// Characters that mean something in Markdown are escaped, for tools that do not
// know front matter.
func (m *matter) scalar(s string) string {
	if _, err := time.Parse(time.RFC3339, s); err == nil || !m.toml && isPlainScalar(s) {
		return s
	}
	return `"` + matterEscapes.Replace(s) + `"`
}

var matterEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "<", `\u003c`, "`", `\u0060`, "~~", `~\u007e`, "](", `]\u0028`, "]:", `]\u003a`, "[^", `[\u005e`, "{", `\u007b`, "\ufffe", `\ufffe`, "\uffff", `\uffff`)

// isPlainScalar reports whether a text needs no quotes: it begins with a letter
// and has no character with a meaning in YAML.
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
