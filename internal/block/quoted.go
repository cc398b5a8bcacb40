package block

import (
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
)

// Unquote returns the rows in a quotation or a block of code as a list, if its
// first line and at least one more begin with a time of day. Other lines
// continue the row above them. It returns any other block unchanged.
func (d *Document) Unquote(b *Block) Block {
	m := d.markdown
	if m == nil || b.Kind != Other {
		return *b
	}
	kind := m.parsed[b.index].Kind
	if kind != markdown.BlockCode && kind != markdown.BlockQuote {
		return *b
	}
	rows := Block{Kind: List, Nested: true, Start: b.Start, End: b.End}
	var texts [][]string // the lines of each row
	end := b.Start
	for line := range strings.SplitAfterSeq(m.src[b.Start:b.End], "\n") {
		end += len(line)
		text := strings.TrimSpace(line)
		switch {
		case kind == markdown.BlockQuote:
			text = strings.TrimLeft(text, "> ")
		case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
			continue
		default:
			text = string(markdown.AppendEscaped(nil, text, markdown.Paragraph))
		}
		e := Entry{Markdown: withoutMarker(text), End: end - len(line) + len(strings.TrimRight(line, " \n"))}
		e.Start = e.End - len(text)
		cut, timed := row.Cut(e.Markdown)
		switch last := len(rows.entries) - 1; {
		case timed && cut.Read.From.HasTime:
			rows.entries = append(rows.entries, e)
			texts = append(texts, []string{e.Markdown})
		case text == "":
		case last < 0:
			return *b
		default:
			texts[last] = append(texts[last], text)
			rows.entries[last].End = e.End
		}
	}
	if len(rows.entries) < 2 {
		return *b
	}
	for i := range rows.entries {
		rows.entries[i].Markdown = strings.Join(texts[i], "\n")
	}
	return rows
}

// withoutMarker cuts the mark off an item of a list.
func withoutMarker(text string) string {
	for _, marker := range [...]string{"- ", "* ", "+ ", `\- `, `\* `, `\+ `, "• "} {
		if rest, ok := strings.CutPrefix(text, marker); ok {
			return strings.TrimLeft(rest, " ")
		}
	}
	return text
}
