package parse

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// Markdown reads reports in Markdown: the pages and documents that
// [render.Markdown] writes, the home page and the history of site.Markdown, and
// postmortems as teams keep them. The zero value is strict.
//
// The text of a section is the source between two headings, unchanged.
// Recognised parts of it become fields, timelines and actions. Everything else
// stays Markdown in its section, so that no word is lost.
//
// [render.Markdown]:
// https://pkg.go.dev/github.com/incidentkit/incident/render#Markdown
type Markdown struct {
	// Zone is the zone of the page. If it is nil, the zone of a page is
	// concluded from its abbreviations, as for [Text], and the zone of a
	// postmortem is the one that its front matter names, or UTC. A time
	// that names its zone is read in that zone.
	Zone *time.Location
	// Known lists the components of the page, as for [Text].
	Known    []incident.Component
	Lax      bool // read on after an error and return everything that could be read, along with all errors
	Level    int  // level of the heading that is the title of a postmortem; 0 means 1
	MaxBytes int  // limit of the input in bytes; 0 means 4 MiB, which is also the maximum
	MaxDepth int  // limit of nested brackets in names of components; 0 means 32
}

const maxMarkdown = 4 << 20

const (
	NoteLimit       incident.Code = "limit"        // the document exceeds the limits for Markdown and was kept as a single text
	NoteForeign     incident.Code = "foreign"      // the file looks like one of another tool and was read as a postmortem
	NoteFrontMatter incident.Code = "front-matter" // the front matter could not be read and was kept unchanged
)

// Parse reads data; name is the file name that errors show. It returns a
// Document or, without Lax, the first error, an [*incident.SourceError]. With
// Lax it may return both; the error is then [incident.SourceErrors], and the
// Document is nil only if nothing could be read.
//
// A report whose title is followed by "Incident Report for" is the page of an
// incident. Everything else is read as a postmortem.
func (m Markdown) Parse(name string, data []byte) (*Document, error) {
	in := newInput(m.Lax)
	p := markdownReader{in: in, page: newPage(in, data, m.Zone, m.Known, m.MaxDepth), title: min(max(m.Level, 1), 6)}
	p.read(name, data, min(m.MaxBytes, maxMarkdown))
	return in.result(len(in.doc.Incidents) > 0 || in.doc.Many)
}

// markdownReader is the state of reading one document.
type markdownReader struct {
	in     *input
	page   *page
	title  int // level of the title, or of the label above a postmortem
	tree   *tree.Document
	blocks []tree.Block // of the tree
	bodies []*string    // all texts, for link reference definitions
}

func (p *markdownReader) read(name string, data []byte, maxBytes int) {
	if !p.in.open(name, data, maxBytes, maxMarkdown) || !p.in.noNUL() {
		return
	}
	if text := markdown.Source(p.in.src); text != p.in.src {
		p.in.use(p.in.source.Of(text))
	}
	p.page.split()
	if strings.Trim(p.in.src, " \t\n\ufeff\u200b") == "" {
		p.in.failEmpty()
		return
	}
	matter, hasMatter := cutFrontMatter(p.in.src)
	skip := 0
	if hasMatter {
		skip = matter.end
	} else if strings.HasPrefix(p.in.src, "\ufeff") {
		skip = len("\ufeff")
	}
	var err error
	if p.tree, err = tree.Markdown(p.in.src, skip); err == nil {
		p.blocks = p.tree.Blocks
		p.in.doc.recorded = make([]place, 0, len(p.blocks))
	}
	switch {
	case !hasMatter && isService(p.blocks):
		readService(p)
	case !hasMatter && p.firstPage() >= 0:
		p.readPages()
	case hasMatter && p.isCollected():
		p.readCollected(&matter)
	default:
		p.readDocument(&matter, p.in.src[skip:], err)
	}
	markdown.CarryDefinitions(p.bodies)
}

// readDocument reads a postmortem, whose text is body. The error is set if it
// exceeds the limits.
func (p *markdownReader) readDocument(m *frontMatter, body string, err error) {
	p.page.begin()
	p.page.loc = time.UTC
	if p.page.given != nil {
		p.page.loc, p.page.inc.Page.TimeZone = p.page.given, p.page.given.String()
	}
	pm := &incident.Postmortem{}
	p.page.inc.Postmortem = pm
	if m.end > 0 {
		m.readKeys(p.in)
		pm.FrontMatter = m.stored()
		m.apply(p.page, pm)
		if p.in.failed() {
			return
		}
	}
	if err != nil {
		p.unread(body, err)
		return
	}
	p.document(m)
	p.noteForeign(m)
}

// unread keeps a document that exceeds the limits as a single text.
func (p *markdownReader) unread(body string, err error) {
	at := 0
	var limit *markdown.LimitError
	if errors.As(err, &limit) {
		for line := 1; line < limit.Line; line++ {
			at += strings.IndexByte(p.in.src[at:], '\n') + 1
		}
	}
	p.in.note(NoteLimit, "postmortem.sections[0].body", at, err.Error()+"; the document was kept as one text")
	text := strings.Trim(body, "\n")
	start := strings.Index(p.in.src, text)
	p.page.inc.Postmortem.Sections = []incident.Section{{Body: text}}
	p.in.record(placeSectionBody, 0, 0, start, start+len(text))
}

// plain returns the visible text of a paragraph.
func (p *markdownReader) plain(b *tree.Block) string {
	return string(markdown.Text{}.Append(nil, p.in.src[b.Start:b.End]))
}

// text returns the Markdown of the blocks with the indexes from to to-1.
func (p *markdownReader) text(from, to, depth int) string {
	if from >= to {
		return ""
	}
	return p.tree.Body(p.blocks[from].Start, p.blocks[to-1].End, depth)
}

// guarded reports whether a writer would guard a line.
func (p *markdownReader) guarded(line string) bool {
	switch p.page.phrases.Line([]byte(line)) {
	case words.LineStamp, words.LineEdited, words.LineRetracted, words.LineNextUpdate, words.LineWindow, words.LineAffected:
		return true
	}
	_, _, subtitle := p.page.phrases.Subtitle(line)
	return subtitle
}

// document reads a postmortem.
func (p *markdownReader) document(m *frontMatter) {
	pm := p.page.inc.Postmortem
	p.tree = readBold(p.tree, p.page.phrases)
	p.blocks = p.tree.Blocks
	title := p.titleBlock()
	v, named := m.keys["title"]
	if title >= 0 {
		b := &p.blocks[title]
		p.title = b.Level
		p.page.inc.Title = b.Text
		p.in.record(placeTitle, 0, 0, b.TextStart, b.TextEnd)
		if named && v.Text != "" {
			p.page.inc.Title, pm.Title = v.Text, b.Text
			p.in.record(placePMTitle, 0, 0, b.TextStart, b.TextEnd)
		}
		// The text above the title becomes a section of its own.
		*b = tree.Block{Kind: tree.Annotation, Items: []annotation.Item{{Name: annotation.Section, Bare: true}}, Start: b.Start, End: b.End}
	} else {
		if named {
			p.page.inc.Title = v.Text
			p.in.record(placeTitle, 0, 0, m.place(v), m.place(v)+len(v.Text))
		}
		if i := slices.IndexFunc(p.blocks, func(b tree.Block) bool { return b.Kind == tree.Heading }); i >= 0 {
			p.title = min(p.title, p.blocks[i].Level-1) // the sections begin at the level of titles
		}
	}
	p.page.sections(p.tree, report.Context{TitleLevel: p.title, Date: cmp.Or(m.keys["incident_date"].Text, m.keys["date"].Text)})
	p.bodiesOf(pm)
}

// readBold reads bold lines as headings, if the document has no others but its
// title. Without such a title, an unknown one at its start is the title.
func readBold(doc *tree.Document, phrases *words.Language) *tree.Document {
	if len(doc.Blocks) > 0 && doc.Blocks[0].Kind == tree.Heading {
		return report.BoldHeadings(doc, 1, doc.Blocks[0].Level+1, phrases)
	}
	doc = report.BoldHeadings(doc, 0, 2, phrases)
	if len(doc.Blocks) > 0 && doc.Blocks[0].Kind == tree.Heading && phrases.Headings.Kind(doc.Blocks[0].Text) == "" {
		doc.Blocks[0].Level = 1
	}
	return doc
}

// bodiesOf collects the texts of a postmortem, for link reference definitions.
func (p *markdownReader) bodiesOf(pm *incident.Postmortem) {
	for i := range pm.Sections {
		p.bodies = append(p.bodies, &pm.Sections[i].Body, &pm.Sections[i].After)
	}
}

// titleBlock returns the index of the heading that is the title, or -1. The
// title is the first heading if it has the level of titles. A document with
// several such headings has no title if the first one is the heading of a known
// section ("Summary").
func (p *markdownReader) titleBlock() int {
	title := slices.IndexFunc(p.blocks, func(b tree.Block) bool { return b.Kind == tree.Heading })
	if title < 0 {
		return -1
	}
	b := &p.blocks[title]
	again := func(k tree.Block) bool { return k.Kind == tree.Heading && k.Level <= b.Level }
	switch {
	case b.Text == "" || b.Level != p.title && b.Level != 1:
		return -1
	case p.page.phrases.Headings.Kind(b.Text) != "" && slices.ContainsFunc(p.blocks[title+1:], again):
		return -1
	}
	return title
}
