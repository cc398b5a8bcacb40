package markdown

import "fmt"

// Limits for the input of goldmark, whose time grows at least with the square
// of some of these.
const (
	maxBytes      = 25_000 // the limit of Statuspage, too
	maxNesting    = 32     // lists and quotes that one line opens or continues
	maxColumns    = 64
	maxCells      = 20_000 // rows are padded to the width of the head, so a short line can have many
	maxDelimiters = 2_000  // "*", "_", "[" and "~" without a backslash
)

// A LimitError says that a body exceeds a limit for Markdown.
type LimitError struct {
	Limit string // "bytes", "nesting", "columns", "cells", "delimiters" or "definitions"
	Line  int    // at which it is exceeded, from 1
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

// Check returns a *[LimitError] for a body that the writers show as plain text
// because it exceeds a limit, and nil for all others. A plain body may have any
// length.
func Check(md string) error {
	if isDirect(md) {
		return nil
	}
	src := source(md)
	if isDirect(string(src)) {
		return nil
	}
	return checkSource(src)
}

// checkSource is Check for the input of goldmark.
func checkSource[T string | []byte](src T) error {
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

// shape returns the number of markers of lists and quotes at the beginning of a
// line, and the number of its columns if it could be the delimiter row of a
// table.
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
	// A column ends at "|" or at the end of the line. The first one may
	// begin with "|".
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
