package report

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/row"
)

// isRow reports whether heading i is a row of the enclosing timeline.
func (r *reader) isRow(i int) bool {
	b := &r.doc.Blocks[i]
	if items := r.annotation(i + 1); items != nil && (items[0].Name == annotation.Kind || items[0].Name == annotation.Internal) {
		return false // the annotation says that it is a section
	}
	return b.Text != "" && r.enclosing.IsRow(r.doc.HeadingMarkdown(b), max(b.Level-r.ctx.TitleLevel-1, 0))
}

// IsRow reports whether a heading, as Markdown, is a row: whether it begins
// with a time of day and is below, or next to, the heading of a timeline.
func (e *Enclosing) IsRow(heading string, level int) bool {
	if !e.inside || level < e.level {
		return false
	}
	cut, ok := row.Cut(heading)
	return ok && cut.Read.From.HasTime
}

// headingRows reads the headings from block i on that are rows of a timeline.
// The blocks below each of them are its text. It returns the index of the next
// other heading, or i if the headings are phases with rows of their own.
func (r *reader) headingRows(i int) int {
	blocks := r.doc.Blocks
	var starts []int // starts of the rows, and the end of the last one
	end := i
	for end < len(blocks) && (blocks[end].Kind != block.Heading || r.isRow(end) && blocks[end].Level == blocks[i].Level) {
		if blocks[end].Kind == block.Heading {
			starts = append(starts, end)
		}
		end++
	}
	starts = append(starts, end)
	rows := len(starts) - 1
	for k, start := range starts[:rows] {
		if f := Find(r.doc, start+1, starts[k+1], Hint{Timeline: true, Flat: r.doc.Flat}, r.ctx.Phrases); f.Name == annotation.Timeline {
			return i
		}
	}
	n := len(r.out.Sections) - 1
	if n < 0 || r.out.Sections[n].Timeline != nil || r.out.Sections[n].Actions != nil || r.out.Sections[n].Fields != nil {
		r.out.Sections = append(r.out.Sections, incident.Section{Kind: incident.SectionTimeline})
		n++
	}
	tl := &incident.Timeline{}
	t := Timeline{Index: n}
	for k, start := range starts[:rows] {
		b, behind := &blocks[start], starts[k+1]
		md := r.doc.HeadingMarkdown(b)
		cut, _ := row.Cut(md)
		text := cut.TextIn(md)
		if start+1 < behind {
			body := r.doc.Body(blocks[start+1].Start, blocks[behind-1].End, b.Level)
			text = strings.TrimLeft(text+"\n\n"+body, "\n")
		}
		r.place(PlaceEvent, n, k, b.TextStart, blocks[behind-1].End)
		tl.Events = append(tl.Events, incident.Event{Text: text})
		t.Rows = append(t.Rows, Row{Time: cut.Time, Sign: cut.Sign, Read: cut.Read, Start: b.TextStart})
	}
	sec := &r.out.Sections[n]
	sec.Timeline, sec.Form = tl, incident.FormBullets
	r.addTimeline(t, sec)
	return end
}
