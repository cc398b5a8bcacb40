package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
)

// readUnder reads the blocks below a heading, or at the top of the document if
// heading is -1. Each section annotation among them begins another section,
// without a heading.
func (r *reader) readUnder(heading, from, to int) {
	for {
		next := from
		for next < to && (!annotation.Has(r.annotation(next), annotation.Section) || heading < 0 && next == from) {
			next++
		}
		if heading >= 0 || from < next {
			r.section(heading, from, next)
		}
		if next == to {
			return
		}
		heading, from = -1, next
	}
}

// annotation returns the items of block i if it is an annotation.
func (r *reader) annotation(i int) []annotation.Item {
	if i >= len(r.doc.Blocks) || r.doc.Blocks[i].Kind != block.Annotation {
		return nil
	}
	return r.doc.Blocks[i].Items
}

// section reads a section: its heading, or none if that is -1, and the blocks
// from from up to to. Further days of its timeline become sections without a
// heading.
func (r *reader) section(heading, from, to int) {
	for {
		rest := r.part(heading, from, to)
		if rest == to {
			return
		}
		r.nextDay = true
		heading, from = -1, rest
	}
}

// part reads a section up to the next day of its timeline, and returns the
// index of the block at which that day begins, or to.
func (r *reader) part(heading, from, to int) (rest int) {
	n := len(r.out.Sections)
	sec := incident.Section{}
	if heading >= 0 {
		b := &r.doc.Blocks[heading]
		r.depth = b.Level
		sec.Heading = b.Text
		r.place(PlaceHeading, n, 0, b.TextStart, b.TextEnd)
		if sec.Heading != "" {
			sec.Level = max(b.Level-r.ctx.TitleLevel-1, 0)
			r.headings = append(r.headings[:min(len(r.headings), sec.Level)], sec.Heading)
			r.scopes = append(r.scopes[:min(len(r.scopes), sec.Level+1)], scope{heading: sec.Heading})
			sec.Kind = incident.SectionKind(r.ctx.Phrases.Headings.Kind(sec.Heading))
		}
		r.applyAnnotation(&sec, b.Items)
	}
	if items := r.annotation(from); items != nil && from < to {
		switch items[0].Name {
		case annotation.Section, annotation.Kind, annotation.Internal:
			if (items[0].Name == annotation.Section) == (heading < 0) {
				r.applyAnnotation(&sec, items)
				from++
			}
		}
	}
	hint := r.enclosing.Enter(string(sec.Kind), sec.Heading, sec.Level)
	hint.Flat = r.doc.Flat
	hint.TimelineHeading = r.doc.Flat && r.ctx.Phrases.Headings.IsTimeline(sec.Heading)
	hint.Timeline = hint.Timeline || hint.TimelineHeading || r.nextDay
	if r.nextDay {
		r.nextDay, sec.Kind = false, incident.SectionTimeline
	}
	rest = r.content(&sec, n, from, to, hint)
	if sec.Kind == incident.SectionTimeline && heading >= 0 {
		r.above = scope{heading: sec.Heading, text: sec.Body}
	}
	r.scopes[len(r.scopes)-1].add(sec.Body, r.ctx.Phrases)
	if sec.Heading == "" && sec.Body == "" && sec.After == "" && sec.Fields == nil && sec.Timeline == nil && sec.Actions == nil {
		return to
	}
	if r.doc.Flat && sec.Timeline != nil && sec.Kind == "" && heading < 0 {
		sec.Kind = incident.SectionTimeline
	}
	r.out.Sections = append(r.out.Sections, sec)
	return rest
}

// applyAnnotation applies the items of an annotation to a section. A level sets
// the depth of the reader, and the kind "none" clears the kind.
func (r *reader) applyAnnotation(sec *incident.Section, items []annotation.Item) {
	sec.Internal = sec.Internal || annotation.Has(items, annotation.Internal)
	if kind, ok := annotation.Value(items, annotation.Kind); ok {
		sec.Kind = incident.SectionKind(kind)
		if kind == annotation.None {
			sec.Kind = ""
		}
	}
	if level, ok := annotation.Value(items, annotation.Level); ok {
		if n, err := strconv.Atoi(level); err == nil && n >= 0 && n < 6 {
			r.depth = r.ctx.TitleLevel + 1 + n
		}
	}
}

// content reads the blocks below a heading: fields, actions or a timeline with
// text above and below it, or text only. Annotations say which; without them,
// content looks for the first of these that can be found.
func (r *reader) content(sec *incident.Section, n, from, to int, hint Hint) (rest int) {
	blocks := r.doc.Blocks
	var items []annotation.Item // items of the annotation of the content
	name, first, end := "", from, to
	after := to // block at which the text below begins, or its annotation
	if m := r.annotation(from); m != nil && from < to && m[0].Name == annotation.Text {
		items, from = m, from+1
	}
	for i := r.nextContent(from); i < to; i = r.nextContent(i + 1) {
		m := r.annotation(i)
		if m[0].Name == annotation.After {
			after = i
			break
		}
		if items == nil {
			items, name, first = m, m[0].Name, i+1
		}
	}
	stated := items != nil
	var found Found
	switch {
	case name != "":
		end = r.extent(first, after)
		found = Found{Name: name, First: first, End: end}
	case !stated:
		found = Find(r.doc, from, after, hint, r.ctx.Phrases)
	}
	if found.Name == "" {
		sec.Body = r.text(PlaceBody, n, from, after)
		sec.After = r.text(PlaceAfter, n, after+1, to)
		return to
	}
	top := found.First // start of the content, including its annotation
	if stated {
		top--
	}
	if found.Line > 0 && top < len(blocks) { // the content begins within a paragraph
		sec.Body = r.span(PlaceBody, n, blocks[from].Start, r.doc.Entries(&blocks[top])[found.Line-1].End)
	} else {
		sec.Body = r.text(PlaceBody, n, from, top)
	}
	c := contentReader{r: r, sec: sec, n: n, stated: stated, items: items}
	switch found.Name {
	case annotation.Timeline:
		c.timeline(found)
	case annotation.Fields:
		c.fields(found)
	case annotation.Actions:
		c.actions(found)
	}
	if form, ok := annotation.Value(c.itemsOf(found), annotation.Form); ok {
		sec.Form = incident.Form(form)
	}
	end = found.End
	if end == after && after < to {
		end++
	}
	rest = to
	if found.Name == annotation.Timeline && !stated {
		rest = NextDay(r.doc, end, to, hint, r.ctx.Phrases)
	}
	sec.After = r.text(PlaceAfter, n, end, rest)
	return rest
}

// nextContent returns the index of the first block from block i on that is an
// annotation of typed content, or of the text below it.
func (r *reader) nextContent(i int) int {
	if r.contents == nil {
		next := len(r.doc.Blocks)
		r.contents = make([]int, next+1)
		r.contents[next] = next
		for i := next - 1; i >= 0; i-- {
			if m := r.annotation(i); m != nil {
				switch m[0].Name {
				case annotation.Timeline, annotation.Fields, annotation.Actions, annotation.After:
					next = i
				}
			}
			r.contents[i] = next
		}
	}
	return r.contents[min(i, len(r.contents)-1)]
}

// text returns the Markdown of the blocks from from up to to, and records their
// place.
func (r *reader) text(kind PlaceKind, n, from, to int) string {
	if from >= to {
		return ""
	}
	return r.span(kind, n, r.doc.Blocks[from].Start, r.doc.Blocks[to-1].End)
}

// span returns the Markdown of a part of the source, and records its place.
func (r *reader) span(kind PlaceKind, n, start, end int) string {
	if start < end {
		r.place(kind, n, 0, start, end)
	}
	return r.doc.Body(start, end, r.depth)
}

// extent returns the end of the content at block at that an annotation
// announces.
func (r *reader) extent(at, to int) int {
	blocks := r.doc.Blocks
	if at >= to {
		return at
	}
	switch b := &blocks[at]; b.Kind {
	case block.List:
		empty := func(e block.Entry) bool { return e.Markdown == "" && e.Items == nil }
		if b.Ordered && (b.Number != 1 || slices.ContainsFunc(r.doc.Entries(b), empty)) {
			return at // no writer made this list, because its numbers would be lost
		}
		return at + 1
	case block.Table:
		return at + 1
	case block.Paragraph:
		end := at
		for end < to && blocks[end].Kind == block.Paragraph {
			end++
		}
		return end
	}
	return at
}

// contentReader reads the typed content of one section.
type contentReader struct {
	r      *reader
	sec    *incident.Section
	n      int               // index of the section
	stated bool              // an annotation states the type of the content
	items  []annotation.Item // items of that annotation
}

// entries returns the entries and the form of a content.
func (c *contentReader) entries(f Found) (list []block.Entry, form incident.Form) {
	if f.First >= f.End {
		return nil, ""
	}
	b := &c.r.doc.Blocks[f.First]
	switch b.Kind {
	case block.Table:
		return c.r.doc.Entries(b), incident.FormTable
	case block.List:
		if b.Ordered && b.Number == 1 {
			return c.r.doc.Entries(b), incident.FormNumbered
		}
		return c.r.doc.Entries(b), incident.FormBullets
	}
	for i := f.First; i < f.End; i++ {
		lines := c.r.doc.Entries(&c.r.doc.Blocks[i])
		if i == f.First {
			lines = lines[f.Line:]
		}
		list = append(list, joinLines(lines, c.stated)...)
	}
	return list, incident.FormParagraphs
}

// joinLines returns the lines of a paragraph as entries: as a single entry if
// the type of the content is stated, and otherwise each line by itself.
func joinLines(lines []block.Entry, whole bool) []block.Entry {
	if !whole || len(lines) < 2 {
		return lines
	}
	text := make([]string, len(lines))
	for i := range lines {
		text[i] = lines[i].Markdown
	}
	return []block.Entry{{Markdown: strings.Join(text, "\n"), Start: lines[0].Start, End: lines[len(lines)-1].End}}
}

// inline returns the Markdown of an entry as that of a text by itself.
func (c *contentReader) inline(md string) string { return c.r.doc.Inline(md, c.r.depth) }

// cutCell returns the Markdown of cell i of a row and the items of its
// annotation.
func cutCell(e *block.Entry, i int) (md string, items []annotation.Item) {
	if i >= len(e.Cells) {
		return "", nil
	}
	md, items = cutAnnotation(e.Cells[i].Markdown)
	return annotation.Unguard(md), items
}

// cutAnnotation cuts the annotation off the end or the start of an item or a
// cell.
func cutAnnotation(md string) (text string, items []annotation.Item) {
	if !strings.Contains(md, "<!--") {
		return md, nil
	}
	trimmed := strings.TrimRight(md, " \n")
	if strings.HasSuffix(trimmed, "-->") {
		i := strings.LastIndex(trimmed, "<!--")
		if i >= 0 && (i == 0 || trimmed[i-1] == ' ' || trimmed[i-1] == '\n') {
			if items, ok := annotation.Parse(trimmed[i:]); ok {
				return strings.TrimRight(trimmed[:i], " "), items
			}
		}
	}
	lead := strings.TrimLeft(md, " ")
	if strings.HasPrefix(lead, "<!--") {
		if i := strings.Index(lead, "-->"); i >= 0 {
			if items, ok := annotation.Parse(lead[:i+3]); ok {
				return strings.TrimLeft(lead[i+3:], " "), items
			}
		}
	}
	return md, nil
}
