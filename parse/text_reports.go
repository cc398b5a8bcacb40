package parse

import (
	"errors"
	"slices"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/words"
)

// reports returns, for each report, its first line and the line after its last
// one.
func (p *textReader) reports() (list [][2]int) {
	f := p.frame
	if f.isService() {
		p.in.doc.Many = true
		list = f.serviceReports()
		shareZone(p.page, list)
		return list
	}
	for i, begin := range f.begins() {
		if i > 0 {
			list[i-1][1] = begin
		}
		list = append(list, [2]int{begin, len(f.kinds)})
	}
	p.in.doc.Many = len(list) > 1
	return list
}

// begins returns the lines at which the reports of a text begin. The first one
// is line 0. The second line of a page begins another report if there is a post
// or the sentence of the components above it, and nothing in between but a
// title and what pages have around reports. Writers guard such a line in a
// body.
func (f frame) begins() []int {
	begins := []int{0}
	header := -1     // second line of the present report
	last := -1       // last line of a post or of the sentence of the components
	certain := false // a post is certain to need a label, or the report to be over
	for i, kind := range f.kinds {
		switch {
		case f.isSubtitle(i, header < 0 || certain):
			above := f.before(i)
			switch {
			case header < 0, above >= 0 && above == header: // the title only looks like a second line
				header = i
				continue
			case last >= 0:
				begins = append(begins, max(above, last+1))
				if above <= last {
					begins[len(begins)-1] = i
				}
			default:
				if next := f.after(i + 1); next < 0 || !f.kinds[next].IsLabel() && f.kinds[next] != words.LineWindow {
					continue
				}
				f.page.in.fail(f.page.lines[i].Start, incident.CodeSyntax, errors.New("a second report begins, but the update above it has no time"))
				begins = append(begins, max(above, header+1))
			}
			header, last, certain = i, -1, false
		case kind == words.LineStamp, kind == words.LineEdited && last >= 0, kind == words.LineAffected:
			last, certain = i, certain || kind == words.LineAffected
		case kind.IsLabel():
			if next := f.after(i + 1); next < 0 || !f.isSubtitle(next, true) {
				last, certain = -1, true
			}
		}
	}
	return begins
}

// isSubtitle reports whether line i is the second line of a page. If split is
// set, the first half of one that a copy broke in two counts as well.
func (f frame) isSubtitle(i int, split bool) bool {
	if i < 0 || f.kinds[i] == words.LineSubtitle {
		return i >= 0
	}
	text := f.text(i)
	if !split || i+1 == len(f.kinds) || !slices.Contains(f.page.phrases.Updates.SplitTitles, text) {
		return false
	}
	_, _, ok := f.page.phrases.Subtitle(text + " " + f.text(i+1))
	return ok
}

// before returns the index of the last line before i that is not blank, or -1.
func (f frame) before(i int) int {
	for i--; i >= 0 && f.page.lines[i].Blank(); i-- {
	}
	return i
}

// header returns the second line of a page that has more than a title above it,
// such as links, or -1. It looks only above the first stamp.
func (f frame) header() int {
	for i, kind := range f.kinds {
		if kind == words.LineStamp {
			break
		}
		if f.isSubtitle(i, true) {
			return i
		}
	}
	return -1
}

// readReport reads a single report from its lines.
func (p *textReader) readReport(lines []tree.Line, kinds []words.Line) {
	p.page.lines, p.frame.kinds, p.at = lines, kinds, 0
	p.page.begin()
	if p.header(); p.in.failed() {
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
	p.build(posts)
}
