package parse

import (
	"strings"
	"time"

	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// postmortemPost returns the index of the post that is the postmortem, or -1.
// On a page without labels, the first post is the postmortem if it has a
// timeline, if the update below it mentions a postmortem, or if it is long and
// was posted much later than all others.
func (p *textReader) postmortemPost(posts []post) int {
	for i := range posts {
		if isPostmortem(posts[i].label) {
			if i > 0 {
				p.in.note(NotePlace, "postmortem", p.page.lines[posts[i].line].Start, "the postmortem will be written at the top of the page")
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
		found = found || p.page.phrases.Headings.IsTimeline(p.frame.text(i))
	}
	below := ""
	if second.from < second.to {
		below = strings.ToLower(p.in.src[p.page.lines[second.from].Start:max(p.page.lines[second.from].Start, p.page.lines[second.to-1].End)])
	}
	for _, word := range p.page.phrases.Updates.Postmortem {
		found = found || strings.Contains(below, word)
	}
	long := first.to > first.from && p.page.lines[first.to-1].End-p.page.lines[first.from].Start > 600
	found = found || long && first.when.Sub(second.when) >= 20*time.Hour
	if !found {
		return -1
	}
	p.in.note(NotePostmortem, "postmortem", p.page.lines[min(first.from, len(p.page.lines)-1)].Start, "the first text was taken for the postmortem")
	return 0
}

// postmortem reads the post of the postmortem into sections.
func (p *textReader) postmortem(b *post) {
	p.page.published(b, tree.Text(p.in.src, p.page.lines[b.from:b.to], p.page.phrases), report.Context{Undated: true})
}
