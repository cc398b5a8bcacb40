package parse

import (
	"errors"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/report"
)

// reportPostmortem reads the postmortem of a report of package render.
func (p *htmlReader) reportPostmortem(top *htmltree.Node) {
	pm := &incident.Postmortem{}
	inc, path := p.inc, p.path
	inc.Postmortem = pm
	label, level := levelOf(top)
	if label == nil {
		p.fail(top.Start, incident.CodeRequired, errors.New("a postmortem without its label"))
		return
	}
	level++ // of its sections
	var parts []*htmltree.Node
	for k := top.First; k != nil; k = k.Next {
		switch {
		case k.Extra():
		case k.Is("title") && k.Level() > 0:
			pm.Title = k.Line()
			level = k.Level() + 1
			p.markAt(markPMTitle, 0, 0, k.Start)
		case k.Is("edited"):
			if p.addTime(k, &pm.EditedAt, "postmortem.edited_at") != nil {
				p.markAt(markPMEdited, 0, 0, k.Start)
			}
		case k.Is("stamp"):
			if p.addTime(k, &pm.PublishedAt, "postmortem.published_at") != nil {
				p.markAt(markPublished, 0, 0, k.Start)
			}
		case k.Is("part"):
			parts = append(parts, k)
		}
	}
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		doc := tree.HTML(p.src, parts, level)
		if doc.OtherZones > 0 {
			p.otherZones(doc.OtherZones)
		}
		p.readTree(doc, report.Context{TitleLevel: level - 1, Title: inc.Title, Anchor: p.oldest(), Undated: true, Published: pm.PublishedAt}, -1)
	})
}

// foreignPostmortem reads a postmortem of which the page does not say the parts. It
// becomes Markdown first, so that its places are those of its element.
func (p *htmlReader) foreignPostmortem(md string, at int) {
	if md == "" {
		return
	}
	doc, err := tree.Markdown(md, 0)
	if err != nil {
		p.inc.Postmortem.Sections = []incident.Section{{Body: md}}
		p.noteAt(NoteUnresolved, "postmortem.sections[0].body", at, "the postmortem is too much for one document, and was not parted")
		return
	}
	blocks, level := doc.Blocks, 5 // of the title: the sections at the top lie below it
	if len(blocks) > 1 && blocks[0].Kind == tree.Heading && blocks[1].Kind == tree.Heading {
		// A heading directly below the first one: that is the title.
		title := tree.Block{Kind: tree.Annotation, Items: []comment.Item{{Name: comment.Title, Bare: true}}, Start: blocks[0].End, End: blocks[0].End}
		doc.Blocks = append([]tree.Block{blocks[0], title}, blocks[1:]...)
		blocks = blocks[1:]
	}
	for i := range blocks {
		if b := &blocks[i]; b.Kind == tree.Heading {
			level = min(level, b.Level-1)
		}
	}
	p.readTree(doc, report.Context{TitleLevel: level, Title: p.inc.Title, Anchor: p.oldest(), Published: p.inc.Postmortem.PublishedAt}, at)
}

// readTree reads the tree of a postmortem. Its places are those of the element at at,
// unless that is -1.
func (p *htmlReader) readTree(doc *tree.Document, ctx report.Context, at int) {
	ctx.Phrases = p.phrases
	if p.inc.Page.TimeZone != "" {
		ctx.Page = p.loc
	}
	result := report.Read(doc, ctx)
	pm := p.inc.Postmortem
	if result.Title != "" {
		pm.Title = result.Title
	}
	pm.Sections = result.Sections
	for _, place := range result.Places {
		if at < 0 {
			p.markAt(placeMarks[place.Kind], place.I, place.J, place.Start)
		}
	}
	for _, n := range result.Notes {
		if at >= 0 {
			n.At = at
		}
		p.noteAt(incident.Code(n.Code), n.Path, n.At, n.Text)
	}
}
