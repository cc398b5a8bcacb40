package parse

import (
	"strings"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// isPage reports whether the document is the page of an incident.
func (p *markdownReader) isPage() bool {
	i := 0
	if len(p.blocks) > 0 && p.blocks[0].Kind == tree.Heading {
		i++
	}
	return i < len(p.blocks) && p.blocks[i].Kind == tree.Paragraph && p.pageLine(p.plain(&p.blocks[i]), false)
}

// pageLine reads the line that names the page. With set, it keeps the name.
func (p *markdownReader) pageLine(text string, set bool) bool {
	for _, w := range [...]words.Word{words.IncidentReportOf, words.MaintenanceReportOf, words.IncidentReport, words.MaintenanceReport} {
		name, ok := strings.CutPrefix(text, p.phrases.Word(w))
		of := w == words.IncidentReportOf || w == words.MaintenanceReportOf
		if !ok || strings.Contains(name, "\n") || of != strings.HasPrefix(name, " ") {
			continue
		}
		if set {
			p.inc.Page.Name = string(markdown.AppendLine(nil, name))
			if w == words.MaintenanceReportOf || w == words.MaintenanceReport {
				p.inc.Impact = incident.ImpactMaintenance
			}
		}
		return true
	}
	return false
}

// part is an update, or the postmortem, by its blocks.
type part struct {
	block
	label    int // its heading
	from, to int // blocks of the text
	next     int // block that promises the next update; -1: none
	gone     int // line that says when it was withdrawn, in place of the text; -1: none
}

// readPage reads the page of an incident.
func (p *markdownReader) readPage() {
	i := 0
	if b := &p.blocks[0]; b.Kind == tree.Heading {
		p.inc.Title = b.Text
		p.mark(markTitle, 0, 0, b.TextStart, b.TextEnd)
		p.title = b.Level
		i++
	}
	p.pageLine(p.plain(&p.blocks[i]), true)
	p.mark(markPage, 0, 0, p.blocks[i].Start, p.lineEnd(i))
	i++
	if p.lineOf(i) == words.LineWindow {
		p.mark(markWindow, 0, 0, p.blocks[i].Start, p.lineEnd(i))
		i++
	}
	if len(p.blocks) > 0 && p.blocks[0].Kind != tree.Heading {
		for k := i; k < len(p.blocks); k++ {
			if p.blocks[k].Kind == tree.Heading {
				p.title = max(p.blocks[k].Level-1, 0)
				break
			}
		}
	}
	end := len(p.blocks)
	if p.lineOf(end-1) == words.LineAffected && end-1 >= i {
		end--
		p.markdownAffected(end)
	}
	parts := p.parts(i, end)
	if p.failed() {
		return
	}
	blocks := make([]block, len(parts))
	for i := range parts {
		blocks[i] = parts[i].block
	}
	p.zone(blocks)
	if p.failed() {
		return
	}
	for i := len(parts) - 1; i >= 0; i-- {
		parts[i].when = blocks[i].when
		if parts[i].block.label != words.LinePostmortem && parts[i].block.label != words.LinePostmortemDraft {
			p.markdownUpdate(&parts[i])
		}
	}
	p.window()
	for i := range parts {
		if l := parts[i].block.label; l == words.LinePostmortem || l == words.LinePostmortemDraft {
			p.pagePostmortem(&parts[i])
		}
	}
	for i := range p.inc.Updates {
		p.bodies = append(p.bodies, &p.inc.Updates[len(p.inc.Updates)-1-i].Body)
	}
}

// lineEnd returns the end of the text of a block of one line.
func (p *markdownReader) lineEnd(i int) int {
	b := &p.blocks[i]
	return b.Start + len(strings.TrimRight(p.src[b.Start:b.End], " \t\n"))
}

// lineOf returns what the line of a paragraph that has only one is to a reader.
func (p *markdownReader) lineOf(i int) words.Line {
	if i < 0 || i >= len(p.blocks) || p.blocks[i].Kind != tree.Paragraph {
		return words.LineText
	}
	text := strings.TrimSpace(p.src[p.blocks[i].Start:p.blocks[i].End])
	if strings.Contains(text, "\n") {
		return words.LineText
	}
	return p.phrases.Line([]byte(text))
}

// parts finds the updates and the postmortem, newest first as on the page.
func (p *markdownReader) parts(from, end int) []part {
	var list []part
	for i := from; i < end; i++ {
		b := &p.blocks[i]
		if b.Kind == tree.Heading && b.Level <= p.title+1 {
			if n := len(list); n > 0 {
				list[n-1].to = i
			}
			list = append(list, part{label: i, from: i + 1, to: end, next: -1, gone: -1, block: block{stamp: -1, edited: -1}})
		} else if len(list) == 0 {
			p.failAt(b, incident.CodeSyntax, "text above the first update")
			return nil
		}
	}
	seen := false
	for i := range list {
		u := &list[i]
		label := p.blocks[u.label].Text
		u.block.label = p.phrases.Line([]byte(label))
		if l := u.block.label; l == words.LinePostmortem || l == words.LinePostmortemDraft {
			if seen {
				p.failAt(&p.blocks[u.label], incident.CodeDuplicate, "a second postmortem")
				u.block.label = words.LineUpdate
			}
			seen = true
		}
		if u.to > u.from && p.lineOf(u.to-1) == words.LineEdited {
			u.to--
			u.edited = p.lineIndex(p.blocks[u.to].Start)
		}
		if u.to > u.from && p.lineOf(u.to-1) == words.LineStamp {
			u.to--
			u.stamp = p.lineIndex(p.blocks[u.to].Start)
		}
		if l := u.block.label; u.to == u.from+1 && l != words.LinePostmortem && l != words.LinePostmortemDraft && p.lineOf(u.from) == words.LineRetracted {
			if k := p.lineIndex(p.blocks[u.from].Start); p.isRetracted(p.lines[k]) {
				u.gone = k
				u.to--
			}
		}
		if u.to > u.from && p.lineOf(u.to-1) == words.LineNextUpdate && u.block.label != words.LinePostmortem {
			u.next = u.to - 1
		}
	}
	return list
}

// lineIndex returns the line of a place.
func (p *markdownReader) lineIndex(at int) int {
	lo, hi := 0, len(p.lines)
	for lo < hi {
		if mid := (lo + hi) / 2; p.lines[mid].end < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// markdownAffected reads the sentence that names the components.
func (p *markdownReader) markdownAffected(i int) {
	text := p.plain(&p.blocks[i])
	colon := strings.IndexByte(text, ':') + 1
	p.inc.Components = p.components(text[colon:], p.blocks[i].Start+colon)
	p.mark(markComponents, 0, 0, p.blocks[i].Start, p.lineEnd(i))
}

// markdownUpdate adds an update, which is newer than those before it.
func (p *markdownReader) markdownUpdate(u *part) {
	i := len(p.inc.Updates)
	up := incident.Update{At: u.when}
	b := &p.blocks[u.label]
	label := b.Text
	p.mark(markStatus, i, 0, b.TextStart, b.TextEnd)
	switch word, known := p.phrases.Status(label); {
	case known:
		up.Status = incident.Status(word)
		if up.Status == p.last {
			p.note(NoteRepeated, mark{kind: markStatus, i: int32(i)}.path(), b.Start, "the label repeats the one before it and comes back as "+quote(p.phrases.Word(words.Update)))
		}
	case u.block.label == words.LineUpdate || label == "":
		up.Status = p.last
	default:
		up.Status = incident.Status(strings.TrimPrefix(label, guard))
	}
	to := u.to
	if u.next >= 0 {
		l := p.lines[p.lineIndex(p.blocks[u.next].Start)]
		said := p.text(u.from, u.next, p.title+1)
		if at, ok := p.moment(l, u.when); ok && !report.Announces(said, u.when, at, p.loc) {
			up.NextUpdate = at
			p.mark(markNext, i, 0, l.start, l.end)
			to = u.next
		}
	}
	up.Body = p.text(u.from, to, p.title+1)
	p.markBlocks(markBody, i, u.from, to)
	if u.gone >= 0 {
		up.RetractedAt = p.markedTime(p.lines[u.gone], markRetracted, i)
	}
	if u.stamp >= 0 {
		p.mark(markAt, i, 0, p.lines[u.stamp].start, p.lines[u.stamp].end)
	}
	up.EditedAt = p.edited(&u.block, markEdited, i)
	if !up.Retracted() {
		p.last = up.Status
	}
	p.inc.Updates = append(p.inc.Updates, up)
}

// pagePostmortem reads the postmortem of a page.
func (p *markdownReader) pagePostmortem(u *part) {
	pm := &incident.Postmortem{PublishedAt: u.when}
	p.inc.Postmortem = pm
	if u.stamp >= 0 {
		p.mark(markPublished, 0, 0, p.lines[u.stamp].start, p.lines[u.stamp].end)
	}
	pm.EditedAt = p.edited(&u.block, markPMEdited, 0)
	p.sections(p.tree.Part(u.from, u.to), report.Context{TitleLevel: p.title + 1, Title: p.inc.Title, Anchor: p.oldest(), Published: u.when})
	p.bodiesOf(pm)
}
