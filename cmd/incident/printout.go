package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// printout is a text for people, in lines.
type printout []byte

// line adds a line.
func (p *printout) line(format string, args ...any) {
	*p = append(append(*p, oneLine(fmt.Sprintf(format, args...))...), '\n')
}

// table adds a blank line, and rows in aligned columns, two spaces apart. Text
// from the input is only allowed in the last column, whose width does not
// matter, because the others are assumed to have one column per rune.
func (p *printout) table(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row[:max(0, len(row)-1)] {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	p.line("")
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			cell = oneLine(cell)
			line += cell + strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(cell))+2)
		}
		p.line("%s", strings.TrimRight(line, " "))
	}
}
