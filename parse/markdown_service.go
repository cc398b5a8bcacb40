package parse

import (
	"fmt"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// isService reports whether the blocks are a page of a service, such as its
// home page: an annotation below the title says that no report begins there.
func isService(blocks []tree.Block) bool {
	if len(blocks) < 2 || blocks[0].Kind != tree.Heading {
		return false
	}
	begins, ok := reportMark(&blocks[1])
	return ok && !begins
}

// reportMark reports whether a block is the annotation at the beginning or the
// end of a report.
func reportMark(b *tree.Block) (begins, ok bool) {
	if b.Kind != tree.Annotation || b.Items[0].Name != annotation.Report {
		return false, false
	}
	return b.Items[0].Bare, true
}

// readService reads a page of a service. Annotations state where its reports
// begin and end.
func readService(p *markdownReader) {
	p.in.doc.Many = true
	var blocks, lines [][2]int // of the reports
	for i, open := 0, false; i < len(p.blocks); i++ {
		begins, ok := reportMark(&p.blocks[i])
		if !ok {
			continue
		}
		line := p.lineIndex(i)
		if open {
			last := len(blocks) - 1
			blocks[last][1], lines[last][1] = i, line
		}
		if open = begins; begins {
			blocks = append(blocks, [2]int{i + 1, len(p.blocks)})
			lines = append(lines, [2]int{line, len(p.page.lines)})
		}
	}
	shareZone(p.page, lines)
	title := p.title
	for _, r := range blocks {
		if p.in.failed() {
			return
		}
		second := r[0]
		if second < r[1] && p.blocks[second].Kind == tree.Heading {
			second++
		}
		if !isSubtitleBlock(p, second) {
			p.in.fail(p.blocks[r[0]-1].Start, incident.CodeSyntax, fmt.Errorf("a report begins here, but it has no line %q", p.page.phrases.Word(words.IncidentReport)))
			continue
		}
		p.page.begin()
		p.title = title
		p.readPage(r[0], r[1])
		markdown.CarryDefinitions(p.bodies)
		p.bodies = nil
	}
}
