package block

import (
	"strings"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
)

// Markdown returns the tree of a Markdown document with LF line endings. It
// skips the first skip bytes, such as the front matter. If the document exceeds
// the limits of package markdown, the error is a *[markdown.LimitError].
func Markdown(src string, skip int) (*Document, error) {
	body := src
	if skip > 0 {
		body = strings.Repeat("\n", skip) + src[skip:] // offsets stay the same
	}
	parsed, err := markdown.Blocks(body)
	if err != nil {
		return nil, err
	}
	m := &markdownFormat{src: src, parsed: parsed, targets: markdown.Targets(parsed)}
	d := &Document{Source: src, Blocks: make([]Block, 0, len(parsed)), body: m.body, markdown: m}
	for i := range parsed {
		p := &parsed[i]
		d.Blocks = append(d.Blocks, Block{Kind: Other, Start: p.Start, End: p.End, index: i})
		b := &d.Blocks[len(d.Blocks)-1]
		switch p.Kind {
		case markdown.BlockParagraph:
			b.Kind = Paragraph
			line, _, _ := strings.Cut(src[p.Start:p.End], "\n")
			if _, bullet := cutMark(line); bullet {
				d.addItems(bulleted(m.entries(b)))
			}
		case markdown.BlockHeading:
			b.Kind, b.Level, b.TextStart, b.TextEnd = Heading, p.Level, p.TextStart, p.TextEnd
			b.Text = HeadingText(src[p.TextStart:p.TextEnd])
		case markdown.BlockList:
			b.Kind, b.Ordered, b.Number = List, p.Ordered, p.Number
		case markdown.BlockTable:
			b.Kind = Table
		case markdown.BlockDefinition:
			b.Kind = Definition
		case markdown.BlockHTML:
			if items, ok := annotation.Parse(strings.TrimSpace(src[p.Start:p.End])); ok {
				b.Kind, b.Items = Annotation, items
			}
		}
	}
	return d, nil
}

// addItems makes the last block a list of these items, or adds them to the list
// of such items above it.
func (d *Document) addItems(items []Entry) {
	last := len(d.Blocks) - 1
	b := &d.Blocks[last]
	if last > 0 && d.Blocks[last-1].Kind == List && d.Blocks[last-1].entries != nil {
		above := &d.Blocks[last-1]
		above.End, above.entries = b.End, append(above.entries, items...)
		d.Blocks = d.Blocks[:last]
		return
	}
	b.Kind, b.Number, b.entries = List, 1, items
}

// bulleted returns the items of a paragraph copied from a word processor, whose
// first line begins with a bullet. Lines without a bullet belong to the item
// above them.
func bulleted(lines []Entry) (items []Entry) {
	for i := 0; i < len(lines); {
		text, _ := cutMark(lines[i].Markdown)
		item := Entry{Start: lines[i].End - len(text)}
		texts := []string{text}
		for i++; i < len(lines); i++ {
			if _, bullet := cutMark(lines[i].Markdown); bullet {
				break
			}
			texts = append(texts, strings.TrimSpace(lines[i].Markdown))
		}
		item.Markdown, item.End = strings.Join(texts, "\n"), lines[i-1].End
		items = append(items, item)
	}
	return items
}

// cutMark cuts the bullet of a word processor and the space after it off the
// start of a line: "• 10:05 Alert".
func cutMark(line string) (text string, ok bool) {
	line = strings.TrimSpace(line)
	_, n := utf8.DecodeRuneInString(line)
	text = strings.TrimLeft(line[n:], spaces)
	return text, n > 1 && strings.Contains(bullets, line[:n]) && text != "" && len(text) < len(line)-n
}

// HeadingText returns the text that the Markdown of a heading shows.
func HeadingText(md string) string {
	text := strings.Join(strings.Fields(md), " ")
	if text == "" || !strings.ContainsAny(text, "\\`*_[]<&!~#") && markdown.IsLine(text) {
		return text
	}
	return markdown.Line(string(markdown.Text{}.Append(nil, "# "+text+" #")))
}

// markdownFormat reads the blocks of a Markdown document.
type markdownFormat struct {
	src    string
	parsed []markdown.Block
	// targets are the addresses of the links that are defined in the
	// document, by label.
	targets map[string]string
	// guarded reports whether writers guard a line in the bodies of the
	// document.
	guarded func(line string) bool
}

// GuardedBy sets the function that reports whether writers guard a line in the
// bodies of a Markdown document because it would be read as structure.
func (d *Document) GuardedBy(guarded func(line string) bool) {
	d.markdown.guarded = guarded
}

// body implements [Document.Body]. Texts are slices of the source, so that
// nothing is lost.
func (m *markdownFormat) body(start, end, depth int) string {
	s := annotation.Unguard(strings.TrimRight(m.src[start:end], " \t\n"))
	if m.guarded != nil && strings.Contains(s, guard) {
		s = m.unguardLines(s)
	}
	return string(markdown.AppendUnshifted(nil, s, depth))
}

// unguardLines removes the guard from every line that needs one.
func (m *markdownFormat) unguardLines(s string) string {
	var b strings.Builder
	for line := range strings.SplitAfterSeq(s, "\n") {
		text := strings.TrimLeft(line, " \t\u00a0")
		if core := strings.Trim(text, " \t\n\u00a0"+guard); strings.HasPrefix(text, guard) && m.guarded(core) {
			b.WriteString(line[:len(line)-len(text)])
			line = text[len(guard):]
		}
		b.WriteString(line)
	}
	return b.String()
}

// entries implements [Document.Entries].
func (m *markdownFormat) entries(b *Block) (list []Entry) {
	p := &m.parsed[b.index]
	switch b.Kind {
	case List:
		list = make([]Entry, len(p.Items))
		for i, it := range p.Items {
			list[i] = Entry{Markdown: it.Markdown(m.src), Start: min(it.Text, it.End), End: it.End}
		}
	case Table:
		rows := p.Rows(m.src)
		list = make([]Entry, len(rows))
		for i, row := range rows {
			e := &list[i]
			e.Start, e.End = b.Start, b.End
			e.Cells = make([]Cell, len(row))
			for j, c := range row {
				e.Cells[j] = Cell{markdown.CellText(m.src[c[0]:c[1]]), c[0], c[1]}
			}
			if len(row) > 0 {
				e.Start, e.End = row[0][0], row[len(row)-1][1]
			}
		}
	case Paragraph:
		text := strings.TrimRight(m.src[b.Start:b.End], " \t\n")
		list = make([]Entry, 0, 1+strings.Count(text, "\n"))
		for at := b.Start; ; {
			line, rest, more := strings.Cut(text, "\n")
			list = append(list, Entry{Markdown: line, Start: at, End: at + len(line)})
			if !more {
				break
			}
			at, text = at+len(line)+1, rest
		}
	}
	return list
}

// inline implements [Document.Inline].
func (m *markdownFormat) inline(md string, depth int) string {
	md = strings.Trim(annotation.Unguard(md), "\n")
	return string(markdown.AppendUnshifted(nil, strings.TrimLeft(md, " "), depth))
}
