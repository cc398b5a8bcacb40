package parse

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/frontmatter"
)

// frontMatter is the block of YAML or TOML at the top of a document.
type frontMatter struct {
	toml  bool
	raw   string // between its fences
	start int    // offset of raw in the source
	end   int    // offset of the end of the closing fence
	keys  frontmatter.Keys
}

// tomlFence is the line above and below front matter in TOML.
const tomlFence = "+++"

// stored returns the front matter in the form of the model: YAML without its
// fences, TOML with them.
func (m *frontMatter) stored() string {
	switch {
	case !m.toml:
		return m.raw
	case m.raw == "":
		return tomlFence + "\n" + tomlFence
	}
	return tomlFence + "\n" + m.raw + "\n" + tomlFence
}

// cutFrontMatter finds the front matter of a document. It extends from a first
// line "---" to the next "---" or "...", or from a first line "+++" to the next
// one. Without a closing line there is no front matter.
func cutFrontMatter(src string) (m frontMatter, ok bool) {
	at := len(src) - len(strings.TrimPrefix(src, "\ufeff"))
	line, rest, more := strings.Cut(src[at:], "\n")
	m.toml = strings.TrimRight(line, " \t") == tomlFence
	if !m.toml && strings.TrimRight(line, " \t") != "---" || !more {
		return m, false
	}
	m.start = len(src) - len(rest)
	at = m.start
	for line := range strings.Lines(rest) {
		end := at + len(line)
		if l := strings.TrimRight(line, " \t\n"); m.toml && l == tomlFence || !m.toml && (l == "---" || l == "...") {
			m.raw = strings.TrimSuffix(src[m.start:at], "\n")
			m.end = end
			return m, true
		}
		at = end
	}
	return m, false
}

// readKeys reads the keys that the model has fields for. The others stay in the
// raw text.
func (m *frontMatter) readKeys(in *input) {
	var err error
	m.keys, err = frontmatter.Read(m.raw, m.toml)
	switch {
	case errors.Is(err, frontmatter.ErrSize):
		in.note(NoteFrontMatter, "postmortem.front_matter", m.start, "the front matter is too long; its keys were not read")
	case errors.Is(err, frontmatter.ErrKeys):
		in.fail(m.start, incident.CodeSyntax, fmt.Errorf("the front matter cannot be read: %w", err))
	case err != nil && !errors.Is(err, frontmatter.ErrNone):
		text := strings.TrimPrefix(strings.SplitN(err.Error(), "\n", 2)[0], "yaml: ")
		in.note(NoteFrontMatter, "postmortem.front_matter", m.start, "the front matter was kept unchanged, but only some of its lines could be read: "+text)
	}
}

// place returns the offset of a value in the source.
func (m *frontMatter) place(v frontmatter.Value) int { return m.start + v.At }

// apply copies the known keys to the page and its postmortem. The zone comes
// first, because it decides the times that name none.
func (m *frontMatter) apply(p *page, pm *incident.Postmortem) {
	v := m.keys["zone"]
	if v.Text == "" { // keys of other tools
		v = cmp.Or(m.keys["timezone"], m.keys["time_zone"])
		if _, err := civil.LoadLocation(v.Text); err != nil {
			v.Text = ""
		}
	}
	if v.Text != "" {
		loc, err := civil.LoadLocation(v.Text)
		if err != nil {
			p.in.fail(m.place(v), incident.CodeZone, err)
		} else {
			p.loc, p.inc.Page.TimeZone = loc, v.Text
		}
	}
	p.inc.ID = m.keys["incident"].Text
	p.inc.Severity = m.keys["severity"].Text
	if lang := m.keys["lang"].Text; lang != "" {
		p.inc.Page.Lang = lang
	}
	if v := m.keys["state"]; v.Text != "" {
		state, err := incident.Parse[incident.ReviewState](v.Text)
		if err != nil {
			state = incident.ReviewState(v.Text)
		}
		pm.State = state
		at := m.place(v)
		p.in.record(placeState, 0, 0, at, at+len(v.Text))
	}
	pm.PublishedAt = m.time(p, "published_at", placePublished)
	pm.EditedAt = m.time(p, "edited_at", placePMEdited)
}

// time reads the instant of a key. A time without a zone is in the zone of the
// page.
func (m *frontMatter) time(p *page, key string, kind placeKind) time.Time {
	v := m.keys[key]
	if v.Text == "" {
		return time.Time{}
	}
	at := m.place(v)
	p.in.record(kind, 0, 0, at, at+len(v.Text))
	t := v.Time(p.loc)
	if t.IsZero() {
		p.in.note(NoteUnresolved, "postmortem."+key, at, fmt.Sprintf("%q is not an instant; it was kept in the front matter", v.Text))
	}
	return t
}
