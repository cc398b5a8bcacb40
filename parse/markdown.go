package parse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Markdown reads reports in Markdown: the page and the document that package
// render writes, and postmortems as teams keep them. The zero value is strict.
//
// Texts are taken from the source as they stand, between one heading and the next.
// What is recognised becomes fields, timelines and actions; the rest stays
// Markdown in its section, so that no word is lost.
type Markdown struct {
	// Zone is the zone of the page. nil: of a page, the one that explains every
	// abbreviation, as for [Text]; of a postmortem, the one that its front matter
	// names, or UTC. Times that name their own zone are read in that.
	Zone *time.Location
	// Known are the components of the page; see [Text].
	Known    []incident.Component
	Lax      bool // read on after an error and return what could be read, with all Errors
	Level    int  // of the heading that is the title of a postmortem; 0: 1
	MaxBytes int  // of the input; 0: 4 MiB, the most there is
	MaxDepth int  // of brackets in the names of components; 0: 32
}

const maxMarkdown = 4 << 20

const (
	NoteLimit       NoteCode = "limit"        // the document is beyond what is read as Markdown, and was kept as one text
	NoteFrontMatter NoteCode = "front-matter" // the front matter could not be read, and was kept as it is
)

// Parse reads data; name stands for it in errors. Without Lax it returns a
// Document, or the first error as an [*Error]. With Lax it returns both, the
// error being [Errors]; the Document is nil only where nothing could be read.
//
// A report whose title is followed by "Incident Report for" is the page of an
// incident. All else is a postmortem.
func (m Markdown) Parse(name string, data []byte) (*Document, error) {
	p := &markdownReader{
		textReader: &textReader{
			Text: Text{Zone: m.Zone, Known: m.Known, Lax: m.Lax, MaxDepth: m.MaxDepth},
			file: name, phrases: words.Of(data), doc: &Document{},
		},
		title: min(max(m.Level, 1), 6),
	}
	p.MaxBytes = maxMarkdown
	if m.MaxBytes > 0 {
		p.MaxBytes = min(m.MaxBytes, maxMarkdown)
	}
	p.read(data)
	if len(p.errs) == 0 {
		return p.doc, nil
	}
	if !m.Lax {
		return nil, p.errs[0]
	}
	if len(p.doc.Incidents) == 0 {
		return nil, p.errs
	}
	return p.doc, p.errs
}

// markdownReader is the state of one call.
type markdownReader struct {
	*textReader
	title  int // level of the title, or of the label above a postmortem
	blocks []markdown.Block
	page   bool      // the page of an incident
	bodies []*string // all texts, for the definitions of links
}

func (p *markdownReader) read(data []byte) {
	if len(data) > p.MaxBytes {
		p.fail(0, CodeLimit, &LimitError{"bytes", p.MaxBytes})
		return
	}
	p.src = string(data)
	if at := invalidUTF8(p.src); at >= 0 {
		p.fail(at, incident.CodeControl, errors.New("this is no text: not valid UTF-8"))
		if p.failed() {
			return
		}
	}
	if at := strings.IndexByte(p.src, 0); at >= 0 {
		p.fail(at, incident.CodeControl, errors.New("this is no text: a NUL byte"))
		if p.failed() {
			return
		}
	}
	p.src = string(markdown.AppendSource(nil, p.src))
	p.doc.source, p.data = p.src, []byte(p.src)
	p.split()
	if strings.Trim(p.src, " \t\n\ufeff\u200b") == "" {
		p.fail(0, incident.CodeRequired, errEmpty)
		return
	}
	p.inc, p.loc = &incident.Incident{Page: incident.Page{Lang: p.phrases.PageLang()}}, time.UTC
	if p.Zone != nil {
		p.loc, p.inc.Page.TimeZone = p.Zone, p.Zone.String()
	}
	p.doc.Incidents = []*incident.Incident{p.inc}

	matter, hasMatter := cutFrontMatter(p.src)
	body := p.src
	if hasMatter {
		// Places stay what they are.
		body = strings.Repeat("\n", matter.end) + p.src[matter.end:]
	} else if strings.HasPrefix(body, "\ufeff") {
		body = "\n\n\n" + body[len("\ufeff"):]
	}
	var err error
	p.blocks, err = markdown.Blocks(body)
	if err == nil && !hasMatter && p.isPage() {
		p.page = true
		p.readPage()
	} else {
		p.inc.Postmortem = &incident.Postmortem{}
		if hasMatter {
			p.readKeys(&matter)
			p.inc.Postmortem.FrontMatter = matter.raw
			p.matter(&matter, p.inc.Postmortem)
			if p.failed() {
				return
			}
		}
		if err != nil {
			p.unread(body, err)
			return
		}
		p.document(&matter)
	}
	markdown.CarryDefinitions(p.bodies)
}

// unread keeps a document that is beyond the limits as one text.
func (p *markdownReader) unread(body string, err error) {
	at := 0
	var limit *markdown.LimitError
	if errors.As(err, &limit) {
		for line := 1; line < limit.Line; line++ {
			at += strings.IndexByte(p.src[at:], '\n') + 1
		}
	}
	p.note(NoteLimit, "postmortem.sections[0].body", at, err.Error()+"; the document was kept as one text")
	text := strings.Trim(body, "\n")
	start := strings.Index(p.src, text)
	p.inc.Postmortem.Sections = []incident.Section{{Body: text}}
	p.mark(markSectionBody, 0, 0, start, start+len(text))
}

// heading returns the text that the heading of a block shows.
func (p *markdownReader) heading(b *markdown.Block) string {
	text := strings.Join(strings.Fields(p.src[b.TextStart:b.TextEnd]), " ")
	if text == "" {
		return ""
	}
	return string(markdown.AppendLine(nil, string(markdown.Text{}.Append(nil, "# "+text+" #"))))
}

// plain returns the text that a paragraph shows.
func (p *markdownReader) plain(b *markdown.Block) string {
	return string(markdown.Text{}.Append(nil, p.src[b.Start:b.End]))
}

// markAt returns the mark that block i is, or nil.
func (p *markdownReader) markAt(i int) []comment.Item {
	if i >= len(p.blocks) || p.blocks[i].Kind != markdown.BlockHTML {
		return nil
	}
	items, _ := comment.Parse(strings.TrimSpace(p.src[p.blocks[i].Start:p.blocks[i].End]))
	return items
}

// text returns the Markdown of blocks from from to to, as it stands, but for what
// its writer did to it: headings were moved down, and what would be read as
// something else was guarded.
func (p *markdownReader) text(from, to, depth int) string {
	if from >= to {
		return ""
	}
	s := strings.TrimRight(p.src[p.blocks[from].Start:p.blocks[to-1].End], " \t\n")
	s = comment.Unguard(s)
	if p.page && strings.Contains(s, guard) {
		var b strings.Builder
		for line := range strings.SplitAfterSeq(s, "\n") {
			text := strings.TrimLeft(line, " \t\u00a0")
			if core := strings.Trim(text, " \t\n\u00a0"+guard); strings.HasPrefix(text, guard) && p.guarded(core) {
				b.WriteString(line[:len(line)-len(text)])
				line = text[len(guard):]
			}
			b.WriteString(line)
		}
		s = b.String()
	}
	return string(markdown.AppendUnshifted(nil, s, depth))
}

// guarded reports whether a writer guards a line.
func (p *markdownReader) guarded(line string) bool {
	switch p.phrases.Line([]byte(line)) {
	case words.LineStamp, words.LineEdited, words.LineRetracted, words.LineNextUpdate, words.LineWindow, words.LineAffected:
		return true
	}
	return strings.HasPrefix(line, p.phrases.Word(words.IncidentReport)) || strings.HasPrefix(line, p.phrases.Word(words.MaintenanceReport))
}

// markBlocks marks where a text stands.
func (p *markdownReader) markBlocks(kind markKind, i, from, to int) {
	if from < to {
		p.mark(kind, i, 0, p.blocks[from].Start, p.blocks[to-1].End)
	}
}

// document reads a postmortem.
func (p *markdownReader) document(m *frontMatter) {
	pm := p.inc.Postmortem
	s := documentReader{markdownReader: p, pm: pm, matter: m}
	title := p.titleBlock()
	first := 0
	if title >= 0 {
		b := &p.blocks[title]
		p.title = b.Level
		heading := p.heading(b)
		p.inc.Title = heading
		p.mark(markTitle, 0, 0, b.TextStart, b.TextEnd)
		s.titleText = heading
		if v, ok := m.keys["title"]; ok && v.text != "" {
			p.inc.Title, pm.Title = v.text, heading
			p.mark(markPMTitle, 0, 0, b.TextStart, b.TextEnd)
		}
		s.sections(0, title)
		first = title + 1
	} else if v, ok := m.keys["title"]; ok {
		p.inc.Title = v.text
		s.titleText = v.text
		p.mark(markTitle, 0, 0, v.at, v.at+len(v.text))
	}
	if i := slices.IndexFunc(p.blocks, func(b markdown.Block) bool { return b.Kind == markdown.BlockHeading }); title < 0 && i >= 0 {
		p.title = min(p.title, p.blocks[i].Level-1) // the sections begin where titles do
	}
	s.sections(first, len(p.blocks))
	s.inline()
	for i := range pm.Sections {
		p.bodies = append(p.bodies, &pm.Sections[i].Body, &pm.Sections[i].After)
	}
}

// titleBlock returns the heading that is the title, or -1: the first one, if it is
// of the level of titles. A document that has several of those, the first of which
// is that of a section ("Summary"), has none.
func (p *markdownReader) titleBlock() int {
	title := -1
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.Kind != markdown.BlockHeading {
			continue
		}
		switch {
		case title < 0 && b.Level != p.title && b.Level != 1:
			return -1
		case title < 0:
			title = i
			if h := p.heading(b); h == "" || p.phrases.SectionKind(h) == "" {
				if h == "" {
					return -1
				}
				return title
			}
		case b.Level <= p.blocks[title].Level:
			return -1
		}
	}
	return title
}

func (p *markdownReader) failAt(b *markdown.Block, code incident.Code, format string, args ...any) {
	p.fail(b.Start, code, fmt.Errorf(format, args...))
}
