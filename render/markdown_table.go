package render

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
)

// widest is the width up to which cells are padded. One long cell would make
// every row as long.
const widest = 400

// mostPadding is how long the cells of a table may be together with their
// padding even if there is little in them, in bytes.
const mostPadding = 256 << 10

// appendTable appends the rows of a content as a table whose columns stand
// below one another.
func appendTable(dst []byte, c *plan.Content, rows []markdownRow) []byte {
	if c.Kind == plan.TimelineContent && len(rows) == 0 {
		return dst
	}
	n := max(c.Headings, c.MaxCells())
	cells := make([]string, n)
	for i := range c.Headings {
		cells[i] = plainCell(c.AppendHeading(nil, i))
	}
	ends := []int{n} // of the rows, in cells
	i := 0
	c.Rewind()
	for row := (plan.Row{}); c.Next(&row); i++ {
		for k := range c.Filled(&row, n) {
			switch {
			case k >= c.Width && row.Action == nil:
				cells = append(cells, "")
			case c.Cell(k) == plan.TextCell:
				cells = append(cells, withAnnotations(rows[i].text, rows[i].items))
			case c.Cell(k) == plan.TimeCell:
				cells = append(cells, plainCell([]byte(rows[i].label)))
			case c.Cell(k) == plan.TicketCell:
				cells = append(cells, ticketCell(row.Action))
			default:
				cells = append(cells, plainCell(c.AppendCell(nil, &row, k)))
			}
		}
		ends = append(ends, len(cells))
	}
	widths := cellWidths(cells, ends)
	start := 0
	for i, end := range ends {
		for k, cell := range cells[start:end] {
			dst = append(append(dst, "| "...), cell...)
			dst = appendRepeated(dst, ' ', widths[k]-columns(cell)+1)
		}
		dst = append(dst, "|\n"...)
		start = end
		if i > 0 {
			continue
		}
		for _, w := range widths {
			dst = append(appendRepeated(append(dst, "| "...), '-', w), ' ')
		}
		dst = append(dst, "|\n"...)
	}
	return dst
}

// cellWidths returns the width of each column of a table whose rows have these
// ends. Cells are not padded if that would multiply their size.
func cellWidths(cells []string, ends []int) []int {
	widths := make([]int, ends[0])
	bytes, padded, start := 0, 0, 0
	for _, end := range ends {
		for k, cell := range cells[start:end] {
			widths[k] = max(widths[k], 3, min(columns(cell), widest))
			bytes += len("| ") + len(cell)
		}
		start = end
	}
	start = 0
	for _, end := range ends {
		for k := range cells[start:end] {
			padded += widths[k]
		}
		start = end
	}
	if padded > max(mostPadding, 8*bytes) {
		for k := range widths {
			widths[k] = 3
		}
	}
	return widths
}

func appendRepeated(dst []byte, c byte, n int) []byte {
	for range n {
		dst = append(dst, c)
	}
	return dst
}

// plainCell returns a cell of plain text.
func plainCell(text []byte) string {
	if s := string(text); markdown.IsVerbatim(s) && strings.IndexByte(s, '|') < 0 {
		return s
	}
	return string(markdown.AppendEscaped(nil, string(text), markdown.Cell))
}

// ticketCell returns the cell of a ticket, which is a link if its address is
// known.
func ticketCell(a *incident.Action) string {
	name, url := plan.Ticket(a)
	if url == "" {
		return plainCell([]byte(name))
	}
	return string(markdown.Part{}.AppendCell(nil, string(markdown.AppendLink(nil, name, url))))
}

// withAnnotations returns a cell with its annotations, which stand behind it
// unless it may hide them.
func withAnnotations(cell string, items []annotation.Item) string {
	if len(items) == 0 {
		return cell
	}
	note := string(annotation.Append(nil, items...))
	switch {
	case cell == "":
		return note
	case strings.IndexByte(cell, '<') >= 0 || strings.HasSuffix(cell, "\\"):
		return note + " " + cell
	}
	return cell + " " + note
}

// columns returns how many columns a text takes where all letters are as wide.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n, i = n+1, i+1
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= 0x200b && r <= 0x200f, r >= 0x300 && r <= 0x36f, r >= 0xfe00 && r <= 0xfe0f:
		case width.LookupRune(r).Kind() == width.EastAsianWide || width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
