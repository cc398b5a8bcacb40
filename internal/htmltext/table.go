package htmltext

import (
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
)

// A table gathers the rows of the table that is open.
type table struct {
	open, inCell bool
	rows         [][]string // Markdown of cells
}

// What package markdown takes for a table is more.
const (
	maxColumns = 32
	maxCells   = 5_000
)

func (t *table) startRow() { t.rows = append(t.rows, nil) }

// startCell begins a cell, in a row of its own if none is begun.
func (t *table) startCell() {
	if len(t.rows) == 0 {
		t.startRow()
	}
	t.inCell = true
}

func (w *writer) inCell() bool { return w.table.inCell }

// endCell ends the cell that is open.
func (w *writer) endCell() {
	if !w.table.inCell {
		return
	}
	row := &w.table.rows[len(w.table.rows)-1]
	*row = append(*row, strings.TrimSpace(string(w.inline(w.runs, markdown.Cell))))
	w.reset()
	w.table.inCell = false
}

// endRows writes the rows gathered so far.
func (w *writer) endRows() {
	var rows [][]string
	cells := 0
	for _, row := range w.table.rows {
		if strings.Join(row, "") != "" {
			rows = append(rows, row)
			cells += len(row)
		}
	}
	w.table.rows = nil
	if len(rows) == 0 {
		return
	}
	regular := len(rows) > 1 && len(rows[0]) > 1 && len(rows[0]) <= maxColumns && cells <= maxCells && !w.plain
	for _, row := range rows {
		regular = regular && len(row) == len(rows[0])
	}
	var b []byte
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
	w.block(string(b), blockOther)
}

// appendRowLine appends a row as a line of text.
func appendRowLine(b []byte, row []string) []byte {
	first := true
	for _, cell := range row {
		if cell == "" {
			continue
		}
		if !first {
			b = append(b, " | "...)
		}
		first = false
		b = append(b, cell...)
	}
	return b
}
