package parse

import (
	"strings"

	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/words"
)

// This file reads pages of incidents that a feed reader or a script saved with
// the title in the front matter, and recognises the files of other status-page
// tools.

// isCollected reports whether the document is the page of an incident without
// its first lines: every section has the label of an update as its heading and
// ends with its stamp.
func (p *markdownReader) isCollected() bool {
	if len(p.blocks) == 0 || p.blocks[0].Kind != tree.Heading {
		return false
	}
	end := len(p.blocks)
	if p.lineOf(end-1) == words.LineAffected {
		end--
	}
	for i := range p.blocks[:end] {
		b := &p.blocks[i]
		if b.Kind != tree.Heading || b.Level > p.blocks[0].Level {
			continue
		}
		line := p.page.phrases.Line([]byte(b.Text))
		if b.Level != p.blocks[0].Level || line != words.LineStatus && line != words.LineUpdate || i > 0 && !p.endsPost(i) {
			return false
		}
	}
	return p.endsPost(end)
}

// endsPost reports whether the blocks above block i end an update.
func (p *markdownReader) endsPost(i int) bool {
	if p.lineOf(i-1) == words.LineEdited {
		i--
	}
	return p.lineOf(i-1) == words.LineStamp
}

// readCollected reads a page for which isCollected holds. Of the front matter
// it keeps the title and the address.
func (p *markdownReader) readCollected(m *frontMatter) {
	p.page.begin()
	m.readKeys(p.in)
	if v := m.keys["title"]; v.Text != "" {
		p.page.inc.Title = v.Text
		p.in.record(placeTitle, 0, 0, m.place(v), m.place(v)+len(v.Text))
	}
	p.page.inc.URL = m.keys["link"].Text
	p.in.note(NoteFrontMatter, "title", m.start, "the file was read as the page of an incident; of its front matter, only the title and the link were kept")
	p.title = p.blocks[0].Level - 1
	p.readPosts(0, len(p.blocks))
}

// noteForeign adds a note if the file is of another status-page tool.
func (p *markdownReader) noteForeign(m *frontMatter) {
	has := func(key string) bool {
		return strings.HasPrefix(m.raw, key+":") || strings.Contains(m.raw, "\n"+key+":")
	}
	tool := ""
	switch {
	case m.toml || m.raw == "":
		return
	case has("resolved") && has("affected"), has("resolvedWhen"):
		tool = "an incident of cState"
	case has("affected") && has("status"):
		tool = "an incident of a status page kept in files"
	default:
		return
	}
	p.in.note(NoteForeign, "postmortem", 0, "this looks like "+tool+", and was read as a draft postmortem, with its updates as text")
}
