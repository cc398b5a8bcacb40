package report

import (
	"github.com/incidentkit/incident/internal/block"
)

// ReadBody reads the Markdown body of a postmortem, as vendors store it, and
// concludes from its headings which of them begin sections. If a heading
// directly follows the first one, the first is the title. The TitleLevel of ctx
// is ignored.
func ReadBody(md string, ctx Context) (Result, error) {
	doc, err := block.Markdown(md, 0)
	if err != nil {
		return Result{}, err
	}
	doc = BoldHeadings(doc, 0, 1, ctx.Phrases)
	blocks := doc.Blocks
	if len(blocks) > 1 && blocks[0].Kind == block.Heading && blocks[1].Kind == block.Heading {
		doc.MarkTitle()
		blocks = doc.Blocks[1:] // the title has no level of its own
	}
	ctx.TitleLevel = 5 // the lowest level below which there can be headings
	for i := range blocks {
		if b := &blocks[i]; b.Kind == block.Heading {
			ctx.TitleLevel = min(ctx.TitleLevel, b.Level-1)
		}
	}
	return Read(doc, ctx), nil
}
