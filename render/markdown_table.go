package render

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
)

// appendTable appends rows as a table with aligned columns.
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
	return markdown.AppendTable(dst, cells, ends)
}

// plainCell returns a cell of plain text.
func plainCell(text []byte) string {
	return string(markdown.AppendEscaped(nil, string(text), markdown.Cell))
}

// ticketCell returns the cell of a ticket: a link if its address is known.
func ticketCell(a *incident.Action) string {
	name, url := plan.Ticket(a)
	if url == "" {
		return plainCell([]byte(name))
	}
	return string(markdown.Part{}.AppendCell(nil, string(markdown.AppendLink(nil, name, url))))
}

// withAnnotations returns a cell with its annotations, which follow the text
// unless the text might hide them.
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
