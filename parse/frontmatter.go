package parse

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
	"go.yaml.in/yaml/v3"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
)

// maxFrontMatter is the longest front matter whose keys are read.
const maxFrontMatter = 64 << 10

// frontMatter is the block of YAML or TOML at the top of a document.
type frontMatter struct {
	toml  bool
	raw   string // between its lines
	start int    // of raw in the source
	end   int    // of the line that ends it
	keys  map[string]matterValue
}

// tomlFence is the line above and below front matter in TOML.
const tomlFence = "+++"

// stored returns the front matter as the model has it: YAML without its lines,
// TOML with them.
func (m *frontMatter) stored() string {
	switch {
	case !m.toml:
		return m.raw
	case m.raw == "":
		return tomlFence + "\n" + tomlFence
	}
	return tomlFence + "\n" + m.raw + "\n" + tomlFence
}

// matterValue is a scalar at the top of the front matter.
type matterValue struct {
	text string
	at   int // in the source
}

// cutFrontMatter finds the front matter of a document: from a first line "---"
// to the next one, or to "...", or from "+++" to the next one. Where none ends
// it, there is none.
func cutFrontMatter(src string) (m frontMatter, ok bool) {
	at := len(src) - len(strings.TrimPrefix(src, "\ufeff"))
	line, rest, more := strings.Cut(src[at:], "\n")
	m.toml = strings.TrimRight(line, " \t") == tomlFence
	if !m.toml && strings.TrimRight(line, " \t") != "---" || !more {
		return m, false
	}
	m.start = len(src) - len(rest)
	for at = m.start; at < len(src); {
		end := strings.IndexByte(src[at:], '\n')
		if end < 0 {
			end = len(src)
		} else {
			end += at
		}
		if l := strings.TrimRight(src[at:end], " \t"); m.toml && l == tomlFence || !m.toml && (l == "---" || l == "...") {
			m.raw = strings.TrimSuffix(src[m.start:at], "\n")
			m.end = min(end+1, len(src))
			return m, true
		}
		at = end + 1
	}
	return m, false
}

// readKeys reads the keys that the model has a place for. All else is left to
// the raw text. Where the whole is no YAML, lines of it may be.
func (m *frontMatter) readKeys(in *input) {
	m.keys = make(map[string]matterValue)
	if len(m.raw) > maxFrontMatter {
		in.note(NoteFrontMatter, "postmortem.front_matter", m.start, "the front matter is too long; its keys were not read")
		return
	}
	read := m.readYAML
	if m.toml {
		read = m.readTOML
	}
	err := read(m.raw, m.start)
	if err == nil {
		return
	}
	text := strings.TrimPrefix(strings.SplitN(err.Error(), "\n", 2)[0], "yaml: ")
	in.note(NoteFrontMatter, "postmortem.front_matter", m.start, "the front matter is kept as it is, but only lines of it can be read: "+text)
	at := m.start
	for line := range strings.SplitAfterSeq(m.raw, "\n") {
		if line != "" && 'a' <= line[0] && line[0] <= 'z' {
			_ = read(line, at) // a line that is none says nothing
		}
		at += len(line)
	}
}

// readYAML reads the scalars at the top of a mapping.
func (m *frontMatter) readYAML(text string, at int) error {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return err
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	lines := []int{at}
	for i := range len(text) {
		if text[i] == '\n' {
			lines = append(lines, at+i+1)
		}
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		key, value := pairs[i], pairs[i+1]
		if value.Kind != yaml.ScalarNode || value.Tag == "!!null" {
			continue
		}
		if _, twice := m.keys[key.Value]; twice || value.Line < 1 || value.Line > len(lines) {
			continue
		}
		m.keys[key.Value] = matterValue{string(markdown.AppendLine(nil, value.Value)), lines[value.Line-1] + value.Column - 1}
	}
	return nil
}

// readTOML reads the values of one line above the first table.
func (m *frontMatter) readTOML(text string, at int) error {
	var p unstable.Parser
	p.Reset([]byte(text))
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind == unstable.Table || e.Kind == unstable.ArrayTable {
			break
		}
		if e.Kind != unstable.KeyValue {
			continue
		}
		key, value := e.Key(), e.Value()
		if !key.Next() || !key.IsLast() {
			continue
		}
		name, start := string(key.Node().Data), int(value.Raw.Offset)
		switch value.Kind {
		case unstable.Array, unstable.InlineTable:
			continue
		case unstable.String:
		default:
			start = int(p.Range(value.Data).Offset)
		}
		if _, twice := m.keys[name]; !twice {
			m.keys[name] = matterValue{string(markdown.AppendLine(nil, string(value.Data))), at + start}
		}
	}
	return p.Error()
}

// apply takes the known keys over into the page and its postmortem. The zone
// comes first, because times without one are read in it.
func (m *frontMatter) apply(p *page, pm *incident.Postmortem) {
	if v, ok := m.keys["zone"]; ok && v.text != "" {
		loc, err := civil.LoadLocation(v.text)
		if err != nil {
			p.in.fail(v.at, incident.CodeZone, err)
		} else {
			p.loc, p.inc.Page.TimeZone = loc, v.text
		}
	}
	p.inc.ID = m.keys["incident"].text
	p.inc.Severity = m.keys["severity"].text
	if lang := m.keys["lang"].text; lang != "" {
		p.inc.Page.Lang = lang
	}
	if v := m.keys["state"]; v.text != "" {
		state, err := incident.ParseReviewState(v.text)
		if err != nil {
			state = incident.ReviewState(v.text)
		}
		pm.State = state
	}
	pm.PublishedAt = p.matterTime(m.keys["published_at"], "postmortem.published_at", markPublished)
	pm.EditedAt = p.matterTime(m.keys["edited_at"], "postmortem.edited_at", markPMEdited)
}

// matterTime reads an instant of the front matter: of RFC 3339, or as a local
// time or a date, which are of the page's zone.
func (p *page) matterTime(v matterValue, path string, kind markKind) time.Time {
	if v.text == "" {
		return time.Time{}
	}
	p.in.mark(kind, 0, 0, v.at, v.at+len(v.text))
	w, n := civil.Read(v.text)
	if n == len(v.text) && !w.Date.IsZero() && w.Date.Year != 0 {
		if r := w.Resolve(time.Time{}, p.loc); !r.Time.IsZero() {
			return r.Time
		}
	}
	p.in.note(NoteUnresolved, path, v.at, fmt.Sprintf("%q is no instant; it stays in the front matter", v.text))
	return time.Time{}
}

var errEmpty = errors.New("the file is empty")
