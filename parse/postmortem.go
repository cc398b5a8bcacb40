package parse

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// postmortemPost returns the post that is the postmortem, or -1. Without labels
// it is the first one, if it looks like one: it tells a timeline, or the update
// below speaks of a postmortem, or it is long and came much later than all
// else.
func (p *textReader) postmortemPost(posts []post) int {
	for i := range posts {
		if l := posts[i].label; l == words.LinePostmortem || l == words.LinePostmortemDraft {
			if i > 0 {
				p.in.note(NotePlace, "postmortem", p.page.lines[posts[i].line].start, "the postmortem comes back at the top of the page")
			}
			return i
		}
	}
	if len(posts) < 2 || posts[0].label != words.LineText {
		return -1
	}
	first, second := &posts[0], &posts[1]
	found := false
	for i := first.from; i < first.to; i++ {
		found = found || p.page.phrases.Headings.IsTimeline(p.page.lineText(p.page.lines[i]))
	}
	below := ""
	if second.from < second.to {
		below = strings.ToLower(p.in.src[p.page.lines[second.from].start:max(p.page.lines[second.from].start, p.page.lines[second.to-1].end)])
	}
	for _, word := range p.page.phrases.Updates.Postmortem {
		found = found || strings.Contains(below, word)
	}
	long := first.to > first.from && p.page.lines[first.to-1].end-p.page.lines[first.from].start > 600
	found = found || long && first.when.Sub(second.when) >= 20*time.Hour
	if !found {
		return -1
	}
	p.in.note(NotePostmortem, "postmortem", p.page.lines[min(first.from, len(p.page.lines)-1)].start, "the first text was taken for the postmortem")
	return 0
}

// postmortem reads the post of the postmortem into sections.
func (p *textReader) postmortem(b *post) {
	pm := &incident.Postmortem{PublishedAt: b.when}
	p.page.inc.Postmortem = pm
	if b.stamp >= 0 {
		p.in.mark(markPublished, 0, 0, p.page.lines[b.stamp].start, p.page.lines[b.stamp].end)
	}
	pm.EditedAt = p.page.edited(b, markPMEdited, 0)
	lines := make([]tree.Line, b.to-b.from)
	for i, l := range p.page.lines[b.from:b.to] {
		lines[i] = tree.Line{Start: l.start, End: l.end}
	}
	p.page.sections(tree.Text(p.in.src, lines, p.page.phrases), report.Context{Title: p.page.inc.Title, Anchor: p.page.oldest(), Last: p.page.newest(), Undated: true, Published: b.when})
}

// placeMarks are the marks of the places in a postmortem.
var placeMarks = [...]markKind{
	report.PlaceTitle: markPMTitle, report.PlaceHeading: markHeading, report.PlaceBody: markSectionBody, report.PlaceAfter: markAfter,
	report.PlaceEvent: markEvent, report.PlaceAction: markAction, report.PlaceField: markField,
}
