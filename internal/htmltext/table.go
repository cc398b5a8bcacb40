package htmltext

import (
	"bytes"
	"strconv"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// A table collects the rows of the open table, with cells in Markdown.
type table struct {
	rows  [][]string
	below []int // by column, the number of further rows that a cell covers
}

// Limits of a table. Package markdown allows more.
const (
	maxColumns = 32
	maxCells   = 5_000
)

// tableOf writes a table. A table inside a cell becomes lines of text.
func (w *writer) tableOf(n *htmltree.Node) {
	w.flush()
	if w.table != nil || w.inPre {
		w.lines(n)
		return
	}
	w.table = &table{}
	w.children(n)
	w.flush()
	w.endRows()
	w.table = nil
}

func (w *writer) row(n *htmltree.Node) {
	if w.table == nil || w.inCell {
		w.lines(n)
		return
	}
	w.flush()
	w.table.rows = append(w.table.rows, nil)
	w.children(n)
	if last := len(w.table.rows) - 1; last >= 0 {
		w.table.rows[last] = w.table.covered(w.table.rows[last])
	}
}

// covered adds an empty cell to a row for each next column that a cell of a row
// above covers.
func (t *table) covered(row []string) []string {
	for len(row) < len(t.below) && t.below[len(row)] > 0 {
		t.below[len(row)]--
		row = append(row, "")
	}
	return row
}

// add adds a cell, and an empty one for each further column that it covers.
func (t *table) add(row []string, cell string, columns, rows int) []string {
	for range columns {
		row = append(row, cell)
		cell = ""
		for len(t.below) < len(row) {
			t.below = append(t.below, 0)
		}
		t.below[len(row)-1] = rows - 1
	}
	return row
}

// span returns the number of columns or rows that a cell covers.
func span(n *htmltree.Node, name string) int {
	k, err := strconv.Atoi(n.Value(name))
	if err != nil {
		return 1
	}
	return min(max(k, 1), maxColumns)
}

// cell writes a cell. It begins a row if none has begun.
func (w *writer) cell(n *htmltree.Node) {
	if w.table == nil || w.inCell {
		w.line.space(' ')
		w.children(n)
		return
	}
	w.flush()
	w.inCell = true
	w.children(n)
	w.inCell = false
	if len(w.table.rows) == 0 {
		w.table.rows = append(w.table.rows, nil)
	}
	row := &w.table.rows[len(w.table.rows)-1]
	text := string(bytes.TrimSpace(w.line.markdown(w.line.runs, markdown.Cell, w.plain)))
	*row = w.table.add(w.table.covered(*row), text, span(n, "colspan"), span(n, "rowspan"))
	w.line.reset()
}

// endRows writes the rows collected so far.
func (w *writer) endRows() {
	if w.table == nil || w.inCell {
		return
	}
	lines := w.table.markdown(w.plain)
	w.table.rows = nil
	w.blocks.write(lines, false)
}

// markdown returns the rows as a table, or as lines if a table cannot hold
// them.
func (t *table) markdown(plain bool) (b []byte) {
	rows := t.rows[:0]
	cells := 0
	for _, row := range t.rows {
		if !isEmpty(row) {
			rows = append(rows, row)
			cells += len(row)
		}
	}
	regular := len(rows) > 1 && len(rows[0]) > 1 && len(rows[0]) <= maxColumns && cells <= maxCells && !plain
	for _, row := range rows {
		regular = regular && len(row) == len(rows[0])
	}
	for i, row := range rows {
		if i > 0 {
			b = append(b, '\n')
		}
		if !regular {
			b = appendRowLine(b, row)
			continue
		}
		b = append(b, '|')
		for _, cell := range row {
			b = append(b, ' ')
			b = append(b, cell...)
			b = append(b, " |"...)
		}
		if i == 0 {
			b = append(b, "\n|"...)
			for range row {
				b = append(b, " --- |"...)
			}
		}
	}
	return b
}

func isEmpty(row []string) bool {
	for _, cell := range row {
		if cell != "" {
			return false
		}
	}
	return true
}

// appendRowLine appends a row as a line of text.
func appendRowLine(b []byte, row []string) []byte {
	sign := ""
	for _, cell := range row {
		if cell != "" {
			b = append(b, sign...)
			b = append(b, cell...)
			sign = " | "
		}
	}
	return b
}
