package block

import (
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
)

// Unnest splits a Markdown list if some of its items contain lists of rows,
// that is, lists of at least two items that all begin with a time, and not all
// with a day only. Each such list becomes a block, and the text above, between
// and below them becomes paragraphs. A list without such items is returned
// unchanged.
func (d *Document) Unnest(b *Block) []Block {
	m := d.markdown
	if m == nil || b.Kind != List || b.Nested {
		return []Block{*b}
	}
	var list []Block
	from := b.Start
	text := func(kind Kind, to int) {
		for from < to && m.src[from] == '\n' {
			from++
		}
		if strings.TrimSpace(m.src[from:to]) != "" {
			list = append(list, Block{Kind: kind, Start: from, End: to})
		}
		from = to
	}
	for _, it := range m.parsed[b.index].Items {
		rows, ok := m.nestedRows(it)
		if !ok {
			continue
		}
		text(Other, it.Start)
		text(Paragraph, rows.Start)
		list = append(list, rows)
		from = rows.End
	}
	if list == nil {
		return []Block{*b}
	}
	text(Other, b.End)
	return list
}

// nestedRows returns the list of rows in an item, after a paragraph.
func (m *markdownFormat) nestedRows(it markdown.Item) (rows Block, ok bool) {
	md := it.Markdown(m.src)
	if strings.IndexByte(md, '\n') < 0 {
		return rows, false
	}
	inner, err := markdown.Blocks(md)
	if err != nil || len(inner) < 2 || inner[0].Kind != markdown.BlockParagraph || inner[1].Kind != markdown.BlockList || len(inner[1].Items) < 2 {
		return rows, false
	}
	list := &inner[1]
	at := m.linePlaces(it, md)
	rows = Block{Kind: List, Nested: true, Ordered: list.Ordered, Number: list.Number, Start: at(list.Start), End: at(list.End)}
	for _, k := range list.Items {
		e := Entry{Markdown: k.Markdown(md), Start: at(k.Start), End: at(k.End)}
		cut, timed := row.Cut(e.Markdown)
		if !timed {
			return rows, false
		}
		ok = ok || cut.Read.From.HasTime
		rows.entries = append(rows.entries, e)
	}
	return rows, ok
}

// linePlaces returns a function that maps the start of a line in the Markdown
// of an item to the start of that line in the source. Both have the same lines.
func (m *markdownFormat) linePlaces(it markdown.Item, md string) func(int) int {
	return func(at int) int {
		place := it.Start
		for range strings.Count(md[:at], "\n") {
			i := strings.IndexByte(m.src[place:it.End], '\n')
			if i < 0 {
				return it.End
			}
			place += i + 1
		}
		if at == len(md) && at > 0 && md[at-1] != '\n' {
			return it.End
		}
		return place
	}
}
