package markdown

import "fmt"

// The limits that stand before goldmark. Its time grows with the square of some
// of these, and more.
const (
	maxBytes      = 25_000 // what Statuspage takes, too
	maxNesting    = 32     // lists and quotes that one line opens or continues
	maxColumns    = 64
	maxCells      = 20_000 // rows are filled up to the width of the head, so a short line can be many
	maxDelimiters = 2_000  // of "*", "_", "[" and "~" without a backslash
)

// LimitError says that a body is beyond what is parsed as Markdown.
type LimitError struct {
	Limit string // "bytes", "nesting", "columns", "cells", "delimiters" or "definitions"
	Line  int    // where it is passed, from 1
	Max   int
}

func (e *LimitError) Error() string {
	what := e.Limit
	switch what {
	case "nesting":
		what = "levels of lists and quotations"
	case "cells":
		what = "cells in tables"
	case "definitions":
		what = "definitions of links without blank lines"
	case "delimiters":
		what = `marks "*", "_", "[" and "~"`
	}
	return fmt.Sprintf("line %d: more than %d %s", e.Line, e.Max, what)
}

// Check returns a *[LimitError] for a body that the writers show as the plain
// text it is, and nil for all others. A plain body of any length is fine.
func Check(md string) error {
	if isDirect(md) {
		return nil
	}
	src := source(md)
	if isDirect(string(src)) {
		return nil
	}
	if err := checkSource(src); err != nil {
		return err
	}
	return nil
}

// checkSource is Check for what goes to goldmark.
func checkSource[T string | []byte](src T) *LimitError {
	line, delimiters, cells := 1, 0, 0
	wide := 0 // columns of the table that the line may belong to
	for i := 0; i < len(src); line++ {
		end, blank := i, true
		for end < len(src) && src[end] != '\n' {
			switch src[end] {
			case ' ', '\t', '\r':
				end++
				continue
			case '\\':
				if end+1 < len(src) && src[end+1] != '\n' {
					end++
				}
			case '*', '_', '[', '~':
				delimiters++
			}
			blank = false
			end++
		}
		nesting, columns := shape(src[i:end])
		if wide = max(wide, columns); blank {
			wide = 0
		}
		cells += wide
		switch {
		case end > maxBytes:
			return &LimitError{"bytes", line, maxBytes}
		case nesting > maxNesting:
			return &LimitError{"nesting", line, maxNesting}
		case columns > maxColumns:
			return &LimitError{"columns", line, maxColumns}
		case cells > maxCells:
			return &LimitError{"cells", line, maxCells}
		case delimiters > maxDelimiters:
			return &LimitError{"delimiters", line, maxDelimiters}
		}
		i = end + 1
	}
	return nil
}

// shape counts the marks of lists and quotes that the line starts with, and its
// columns if it could be the line under the head of a table.
func shape[T string | []byte](line T) (nesting, columns int) {
	i := 0
	for i < len(line) {
		c := line[i]
		next := i + 1
		if c == ' ' || c == '\t' {
			i++
			continue
		}
		if c == '>' {
			nesting++
			i++
			continue
		}
		for isDigit(c) && next < len(line) {
			c = line[next]
			next++
		}
		if next < len(line) && line[next] != ' ' && line[next] != '\t' && line[next] != '\r' {
			break
		}
		switch c {
		case '-', '+', '*', '.', ')':
			nesting++
			i = next
			continue
		}
		break
	}
	// Columns end in "|" or in the end of the line; the first may start with
	// one.
	filled := false
	for start := i; i < len(line); i++ {
		switch line[i] {
		case '|':
			if filled || i > start {
				columns++
			}
			filled = false
		case '-', ':':
			filled = true
		case ' ', '\t', '\v', '\f', '\r':
		default:
			return nesting, 0
		}
	}
	if filled {
		columns++
	}
	return nesting, columns
}
