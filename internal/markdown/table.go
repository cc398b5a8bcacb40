package markdown

import (
	"unicode/utf8"

	"golang.org/x/text/width"
)

// widest is the width up to which cells are padded. Without a limit, one long
// cell would make every row as long as itself.
const widest = 400

// mostPadding is the size in bytes up to which a table is padded even if most
// of it is padding.
const mostPadding = 256 << 10

// AppendTable appends a GitHub table with aligned columns. The cells are
// Markdown for a [Cell]. ends has the end of each row, as an index into cells.
// The first row is the head.
func AppendTable(dst []byte, cells []string, ends []int) []byte {
	widths := cellWidths(cells, ends)
	start := 0
	for i, end := range ends {
		for k, cell := range cells[start:end] {
			dst = append(append(dst, "| "...), cell...)
			dst = AppendRepeated(dst, ' ', widths[k]-Columns(cell)+1)
		}
		dst = append(dst, "|\n"...)
		start = end
		if i > 0 {
			continue
		}
		for _, w := range widths {
			dst = append(AppendRepeated(append(dst, "| "...), '-', w), ' ')
		}
		dst = append(dst, "|\n"...)
	}
	return dst
}

// cellWidths returns the width of each column of a table. If padding would
// multiply the size of the table, every column gets the minimum width.
func cellWidths(cells []string, ends []int) []int {
	const smallest = 3
	widths := make([]int, ends[0])
	bytes, padded, start := 0, 0, 0
	for _, end := range ends {
		for k, cell := range cells[start:end] {
			widths[k] = max(widths[k], smallest, min(Columns(cell), widest))
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
			widths[k] = smallest
		}
	}
	return widths
}

// AppendRepeated appends c n times, or nothing if n is negative.
func AppendRepeated(dst []byte, c byte, n int) []byte {
	for range n {
		dst = append(dst, c)
	}
	return dst
}

// Columns returns the display width of a text in a monospaced font.
func Columns(s string) int {
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
