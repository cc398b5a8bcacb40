package parse

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// postmortemBlock returns the block that is the postmortem, or -1. Without labels
// it is the first one, if it looks like one: it tells a timeline, or the update
// below speaks of a postmortem, or it is long and came much later than all else.
func (p *textReader) postmortemBlock(blocks []block) int {
	for i := range blocks {
		if l := blocks[i].label; l == words.LinePostmortem || l == words.LinePostmortemDraft {
			if i > 0 {
				p.note(NotePlace, "postmortem", p.lines[blocks[i].line].start, "the postmortem comes back at the top of the page")
			}
			return i
		}
	}
	if len(blocks) < 2 || blocks[0].label != words.LineText {
		return -1
	}
	first, second := &blocks[0], &blocks[1]
	found := false
	for i := first.from; i < first.to; i++ {
		found = found || p.phrases.IsTimelineHeading(p.text(p.lines[i]))
	}
	below := ""
	if second.from < second.to {
		below = strings.ToLower(p.src[p.lines[second.from].start:max(p.lines[second.from].start, p.lines[second.to-1].end)])
	}
	for _, word := range p.phrases.PostmortemCues {
		found = found || strings.Contains(below, word)
	}
	long := first.to > first.from && p.lines[first.to-1].end-p.lines[first.from].start > 600
	found = found || long && first.when.Sub(second.when) >= 20*time.Hour
	if !found {
		return -1
	}
	p.note(NotePostmortem, "postmortem", p.lines[min(first.from, len(p.lines)-1)].start, "the first text was taken for the postmortem")
	return 0
}

// postmortem reads the block of the postmortem into sections.
func (p *textReader) postmortem(b *block) {
	pm := &incident.Postmortem{PublishedAt: b.when}
	p.inc.Postmortem = pm
	if b.stamp >= 0 {
		p.mark(markPublished, 0, 0, p.lines[b.stamp].start, p.lines[b.stamp].end)
	}
	pm.EditedAt = p.edited(b, markPMEdited, 0)
	lines := make([]tree.Line, b.to-b.from)
	for i, l := range p.lines[b.from:b.to] {
		lines[i] = tree.Line{Start: l.start, End: l.end}
	}
	p.sections(tree.Text(p.src, lines, p.phrases), report.Context{Title: p.inc.Title, Anchor: p.oldest(), Undated: true, Published: b.when})
}

// sections reads the tree of a postmortem into the incident.
func (p *textReader) sections(doc *tree.Document, ctx report.Context) {
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
		p.mark(placeMarks[place.Kind], place.I, place.J, place.Start, place.End)
	}
	for _, n := range result.Notes {
		p.note(incident.Code(n.Code), n.Path, n.At, n.Text)
	}
}

// placeMarks are the marks of the places in a postmortem.
var placeMarks = [...]markKind{
	report.PlaceTitle: markPMTitle, report.PlaceHeading: markHeading, report.PlaceBody: markSectionBody, report.PlaceAfter: markAfter,
	report.PlaceEvent: markEvent, report.PlaceAction: markAction, report.PlaceField: markField,
}
