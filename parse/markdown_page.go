package parse

import (
	"errors"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// readPages reads the page of an incident, or several pages in one file.
func (p *markdownReader) readPages() {
	title := p.title
	begins := []int{p.firstPage()}
	if first := begins[0]; first > 0 {
		p.in.note(NoteAround, "page", p.blocks[0].Start, "the text above the title is not part of the report and was left out")
	}
	for i := begins[0] + 1; i < len(p.blocks); i++ {
		if p.beginsPage(i) {
			begins = append(begins, i)
		}
	}
	p.in.doc.Many = len(begins) > 1
	for k, begin := range begins {
		end := len(p.blocks)
		if k+1 < len(begins) {
			end = begins[k+1]
		}
		p.page.begin()
		p.title = title
		if p.readPage(begin, end); p.in.failed() {
			return
		}
	}
}

// firstPage returns the index of the block that begins the first page, or -1.
// Above it there may be links and credits of a web page, but then the first
// heading after the second line must be the label of a post.
func (p *markdownReader) firstPage() int {
	if p.beginsPage(0) {
		return 0
	}
	for i := 1; i < len(p.blocks); i++ {
		if p.beginsPage(i) {
			for _, b := range p.blocks[i+1:] {
				if b.Kind == tree.Heading {
					if p.page.phrases.Line([]byte(b.Text)).IsLabel() {
						return i
					}
					break
				}
			}
		}
	}
	return -1
}

// beginsPage reports whether block i begins the page of an incident: it is the
// title, or the first block, and the second line of a page follows. Writers
// guard such a line in a body.
func (p *markdownReader) beginsPage(i int) bool {
	if i < len(p.blocks) && p.blocks[i].Kind == tree.Heading {
		i++
	} else if i > 0 {
		return false
	}
	return isSubtitleBlock(p, i)
}

// isSubtitleBlock reports whether block i is the second line of a page.
func isSubtitleBlock(p *markdownReader, i int) bool {
	if i >= len(p.blocks) || p.blocks[i].Kind != tree.Paragraph {
		return false
	}
	_, _, ok := p.page.phrases.Subtitle(p.plain(&p.blocks[i]))
	return ok
}

// readPage reads the page of an incident from the blocks i to end-1.
func (p *markdownReader) readPage(i, end int) {
	titled := p.blocks[i].Kind == tree.Heading
	if titled {
		b := &p.blocks[i]
		p.page.inc.Title = b.Text
		p.in.record(placeTitle, 0, 0, b.TextStart, b.TextEnd)
		p.title = b.Level
		i++
	}
	p.page.subtitle(p.plain(&p.blocks[i]))
	p.in.recordLine(placePage, 0, p.line(i))
	i++
	if i < end && p.lineOf(i) == words.LineWindow {
		p.page.planned = p.line(i)
		p.in.recordLine(placeWindow, 0, p.page.planned)
		i++
	}
	for k := i; k < end && !titled; k++ {
		if p.blocks[k].Kind == tree.Heading {
			p.title = max(p.blocks[k].Level-1, 0)
			break
		}
	}
	p.readPosts(i, end)
}

// readPosts reads the updates and the postmortem of a page, and the sentence
// that names the components, from the blocks i to end-1.
func (p *markdownReader) readPosts(i, end int) {
	p.tree.GuardedBy(p.guarded)
	// Thematic breaks below the last post separate it from another page.
	above := end
	for above > i && p.blocks[above-1].Kind == tree.Other && strings.Trim(p.in.src[p.blocks[above-1].Start:p.blocks[above-1].End], "-*_ \t\n") == "" {
		above--
	}
	if l := p.lineOf(above - 1); above > i && (l == words.LineStamp || l == words.LineEdited || l == words.LineAffected) {
		end = above
	}
	// The sentence of the components ends a page.
	for k := end - 1; k >= i && p.blocks[k].Kind != tree.Heading && p.lineOf(k) != words.LineStamp; k-- {
		if p.lineOf(k) != words.LineAffected {
			continue
		}
		if k+1 < end {
			p.in.note(NoteAround, "page", p.blocks[k+1].Start, "the text below the components is not part of the report and was left out")
		}
		end = k
		p.page.affected(p.plain(&p.blocks[k]), p.line(k))
	}
	// Below the last stamp there may be links of a web page.
	for k := end - 1; k > i && p.blocks[k].Kind != tree.Heading; k-- {
		l := p.lineOf(k - 1)
		if (l == words.LineStamp || l == words.LineEdited) && p.lineOf(k) == words.LineText && isAround(p.page.phrases, p.plain(&p.blocks[k])) {
			p.in.note(NoteAround, "page", p.blocks[k].Start, "the text below the last update is not part of the report and was left out")
			end = k
		}
	}
	posts := p.posts(i, end)
	if p.in.failed() {
		return
	}
	p.page.zone(posts)
	if p.in.failed() {
		return
	}
	p.page.inc.Updates = slices.Grow(p.page.inc.Updates, len(posts))
	for i := len(posts) - 1; i >= 0; i-- {
		if !isPostmortem(posts[i].label) {
			p.markdownUpdate(&posts[i])
		}
	}
	p.page.window()
	for i := range posts {
		if b := &posts[i]; isPostmortem(b.label) {
			p.page.published(b, p.tree.Part(b.from, b.to), report.Context{TitleLevel: p.title + 1})
			p.bodiesOf(p.page.inc.Postmortem)
		}
	}
	p.bodies = slices.Grow(p.bodies, len(posts))
	for i := range slices.Backward(p.page.inc.Updates) {
		p.bodies = append(p.bodies, &p.page.inc.Updates[i].Body)
	}
}

// line returns the place of a block that is a single line.
func (p *markdownReader) line(i int) tree.Line {
	block := p.in.src[p.blocks[i].Start:p.blocks[i].End]
	text := strings.TrimSpace(block)
	start := p.blocks[i].Start + strings.Index(block, text)
	return tree.Line{Start: start, End: start + len(text)}
}

// lineOf returns the role of a paragraph that is a single line.
func (p *markdownReader) lineOf(i int) words.Line {
	if i < 0 || i >= len(p.blocks) || p.blocks[i].Kind != tree.Paragraph {
		return words.LineText
	}
	l := p.line(i)
	if strings.Contains(p.page.lineText(l), "\n") {
		return words.LineText
	}
	return p.page.kindOf(l)
}

// posts finds the updates and the postmortem, newest first as on the page. The
// label and the ends of the text of each are indexes of blocks.
func (p *markdownReader) posts(from, end int) []post {
	list := make([]post, 0, (end-from)/3+1)
	for i := from; i < end; i++ {
		b := &p.blocks[i]
		if b.Kind == tree.Heading && b.Level <= p.title+1 {
			if n := len(list); n > 0 {
				list[n-1].to = i
			}
			list = append(list, post{label: p.page.phrases.Line([]byte(b.Text)), line: i, from: i + 1, to: end, stamp: -1, edited: -1})
		} else if len(list) == 0 {
			p.in.fail(b.Start, incident.CodeSyntax, errors.New("text above the first update"))
			return nil
		}
	}
	seen := false
	for i := range list {
		u := &list[i]
		if isPostmortem(u.label) {
			if seen {
				p.in.fail(p.blocks[u.line].Start, incident.CodeDuplicate, errors.New("a second postmortem"))
				u.label = words.LineUpdate
			}
			seen = true
		}
		if u.to > u.from && p.lineOf(u.to-1) == words.LineEdited {
			u.to--
			u.edited = p.lineIndex(u.to)
		}
		if u.to > u.from && p.lineOf(u.to-1) == words.LineStamp {
			u.to--
			u.stamp = p.lineIndex(u.to)
		}
	}
	return list
}

// lineIndex returns the index of the line at which block i begins.
func (p *markdownReader) lineIndex(i int) int {
	line, _ := slices.BinarySearchFunc(p.page.lines, p.blocks[i].Start, func(l tree.Line, at int) int { return l.End - at })
	return line
}

// markdownUpdate adds an update, which is newer than the ones before it.
func (p *markdownReader) markdownUpdate(u *post) {
	i := len(p.page.inc.Updates)
	var up incident.Update
	b := &p.blocks[u.line]
	label := b.Text
	p.in.record(placeStatus, i, 0, b.TextStart, b.TextEnd)
	switch word, known := p.page.phrases.Terms.Status(label); {
	case known:
		up.Status = incident.Status(word)
		p.page.noteRepeated(up.Status, i, b.Start)
	case u.label == words.LineUpdate || label == "":
		up.Status = p.page.last
	default:
		up.Status = incident.Status(strings.TrimPrefix(label, guard))
	}
	to := u.to
	if last := to - 1; last >= u.from && p.lineOf(last) != words.LineText {
		above := func() string { return p.text(u.from, last, p.title+1) }
		if p.page.ending(u, p.line(last), last == u.from, above, &up) {
			to = last
		}
	}
	up.Body = p.text(u.from, to, p.title+1)
	if u.from < to {
		p.in.record(placeBody, i, 0, p.blocks[u.from].Start, p.blocks[to-1].End)
	}
	p.page.add(u, up)
}
