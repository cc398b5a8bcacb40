package parse

import (
	"errors"
	"slices"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/words"
)

// reports returns the lines at which reports begin, one below the other in one
// text; the first begins at the top. A second line of a page begins another
// report where a post or the components are above it, with nothing between
// them but what pages have around reports and the title. Writers guard such a
// line in a body.
func (p *textReader) reports() []int {
	begins := []int{0}
	header := -1     // second line of the report
	last := -1       // last line of a post, or that of the components
	certain := false // that a post needs a label, or that the report is over
	for i, kind := range p.kinds {
		switch {
		case p.isSubtitle(i, header < 0 || certain):
			above := p.before(i)
			switch {
			case header < 0, above >= 0 && above == header: // the title only looks like one
				header = i
				continue
			case last >= 0:
				begins = append(begins, max(above, last+1))
				if above <= last {
					begins[len(begins)-1] = i
				}
			default:
				if next := p.after(i + 1); next < 0 || !p.kinds[next].IsLabel() && p.kinds[next] != words.LineWindow {
					continue
				}
				p.in.fail(p.page.lines[i].Start, incident.CodeSyntax, errors.New("a second report begins, but the update above it has no time"))
				begins = append(begins, max(above, header+1))
			}
			header, last, certain = i, -1, false
		case kind == words.LineStamp, kind == words.LineEdited && last >= 0, kind == words.LineAffected:
			last, certain = i, certain || kind == words.LineAffected
		case kind.IsLabel():
			if next := p.after(i + 1); next < 0 || !p.isSubtitle(next, true) {
				last, certain = -1, true
			}
		}
	}
	return begins
}

// isSubtitle reports whether line i is the second line of a page, or with split
// the first half of one that a copy broke in two.
func (p *textReader) isSubtitle(i int, split bool) bool {
	if p.kinds[i] == words.LineSubtitle {
		return true
	}
	text := p.page.lineText(p.page.lines[i])
	if !split || i+1 == len(p.kinds) || !slices.Contains(p.page.phrases.Updates.SplitTitles, text) {
		return false
	}
	_, _, ok := p.page.phrases.Subtitle(text + " " + p.page.lineText(p.page.lines[i+1]))
	return ok
}

// before returns the last line before line i that is not blank, or -1.
func (p *textReader) before(i int) int {
	for i--; i >= 0 && p.page.lines[i].Blank(); i-- {
	}
	return i
}

// findHeader returns the second line of a page that has more than a title above
// it, such as links, or -1. It is none of a post.
func (p *textReader) findHeader() int {
	for i, kind := range p.kinds {
		if kind == words.LineStamp {
			break
		}
		if p.isSubtitle(i, true) {
			return i
		}
	}
	return -1
}

// readReport reads the report in some of the lines.
func (p *textReader) readReport(lines []tree.Line, kinds []words.Line) {
	p.page.lines, p.kinds, p.at = lines, kinds, 0
	p.page.begin()
	if p.in.doc.Many {
		p.in.path = incidentPath(len(p.in.doc.Incidents))
	}
	if !p.header() || p.in.failed() {
		return
	}
	posts := p.posts()
	if p.in.failed() {
		return
	}
	p.page.zone(posts)
	if p.in.failed() {
		return
	}
	p.in.doc.Incidents = append(p.in.doc.Incidents, p.page.inc)
	p.build(posts)
}
