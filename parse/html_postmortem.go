package parse

import (
	"errors"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/report"
)

// reportPostmortem reads the postmortem of a report written by package render.
func (p *htmlReader) reportPostmortem(top *htmltree.Node) {
	pm := &incident.Postmortem{}
	inc, path := p.page.inc, p.in.path
	inc.Postmortem = pm
	label := headingOf(top)
	if label == nil {
		p.in.fail(top.Start, incident.CodeRequired, errors.New("the postmortem has no label"))
		return
	}
	level := label.Level() + 1 // of its sections
	var parts []*htmltree.Node
	for k := top.First; k != nil; k = k.Next {
		switch {
		case k.Extra():
		case k.Is("title") && k.Level() > 0:
			pm.Title = k.Line()
			level = k.Level() + 1
			p.recordAt(placePMTitle, 0, k)
		case k.Is("edited"):
			p.addTime(k, &pm.EditedAt, placePMEdited, 0)
		case k.Is("stamp"):
			p.addTime(k, &pm.PublishedAt, placePublished, 0)
		case k.Is("part"):
			parts = append(parts, k)
		}
	}
	p.later = append(p.later, func() {
		p.page.inc, p.in.path = inc, path
		doc := tree.HTML(p.in.src, parts, level)
		if doc.OtherZones > 0 {
			p.in.otherZones(doc.OtherZones)
		}
		p.page.sections(doc, report.Context{TitleLevel: level - 1, Undated: true, Published: pm.PublishedAt})
	})
}
