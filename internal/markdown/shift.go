package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// An editor collects edits of a source.
type editor struct {
	src   []byte
	edits []edit
}

// An edit replaces src[start:end] by a text.
type edit struct {
	start, end int
	text       string
}

func (e *editor) replace(start, end int, text string) {
	e.edits = append(e.edits, edit{start, end, text})
}

func (e *editor) apply(dst []byte) []byte {
	slices.SortStableFunc(e.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	at := 0
	for _, ed := range e.edits {
		if ed.start < at {
			continue // inside another replaced part
		}
		dst = append(dst, e.src[at:ed.start]...)
		dst = append(dst, ed.text...)
		at = ed.end
	}
	return append(dst, e.src[at:]...)
}

// shift adds to the levels of the headings below a node, up to 6. With a
// negative number it raises them, up to 1, except underlined ones.
func (e *editor) shift(n ast.Node, by int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if h, ok := c.(*ast.Heading); ok {
			e.heading(h, by)
		} else if c.Type() == ast.TypeBlock {
			e.shift(c, by)
		}
	}
}

func (e *editor) heading(n *ast.Heading, by int) {
	if n.Lines().Len() == 0 {
		return // nothing visible
	}
	level := strings.Repeat("#", min(max(n.Level+by, 1), 6))
	// The node has its position, but not the position of a tab before it.
	before := e.src[:n.Lines().At(0).Start]
	end := len(bytes.TrimRight(before, " \t"))
	start := len(bytes.TrimRight(before[:end], "#"))
	if end-start == n.Level && end < len(before) {
		e.replace(start, end, level)
	} else if by > 0 {
		e.underlined(n, level)
	}
}

// underlined puts the lines of an underlined heading on one line after mark.
func (e *editor) underlined(n *ast.Heading, mark string) {
	lines := n.Lines()
	last := lines.At(lines.Len() - 1)
	end := last.Start + len(bytes.TrimRight(last.Value(e.src), " \t\n"))
	_, rest, _ := bytes.Cut(e.src[end:], []byte("\n"))
	underline, _, _ := bytes.Cut(rest, []byte("\n"))
	bar := bytes.Trim(underline, "> \t")
	if len(bytes.Trim(bar, "=")) > 0 && len(bytes.Trim(bar, "-")) > 0 || len(bar) == 0 {
		return // the underline is below a table, and only goldmark reads it as a heading
	}
	e.replace(lines.At(0).Start, lines.At(0).Start, mark+" ")
	breaks := make(map[int]bool)
	e.addHardBreaks(breaks, n)
	for i := range lines.Len() - 1 {
		line := lines.At(i)
		stop := line.Start + len(bytes.TrimRight(e.src[line.Start:line.Stop], "\n"))
		if breaks[stop-1] {
			stop-- // its backslash
		}
		e.replace(stop, lines.At(i+1).Start, " ")
	}
	// A "#" at the end would be taken for the closing sequence of the
	// heading unless there is one.
	closing := ""
	if e.src[end-1] == '#' {
		closing = " #"
	}
	e.replace(end, len(e.src)-len(rest)+len(underline), closing)
}

// addHardBreaks adds to breaks the offsets at which text inside n ends in a
// backslash that breaks the line. A backslash in code, or an escaped one, does
// not.
func (e *editor) addHardBreaks(breaks map[int]bool, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok && t.HardLineBreak() && e.src[t.Segment.Stop] == '\\' {
			breaks[t.Segment.Stop] = true
		}
		e.addHardBreaks(breaks, c)
	}
}

// AppendUnshifted appends md with its "#" headings raised by the given number
// of levels, but not above level 1. It reverses the shift of [Part], except for
// headings that reached level 6.
func AppendUnshifted(dst []byte, md string, by int) []byte {
	if by <= 0 || strings.IndexByte(md, '#') < 0 || isDirect(md) {
		return append(dst, md...)
	}
	src := []byte(md)
	if checkSource(src) != nil {
		return append(dst, md...)
	}
	e := editor{src: src}
	e.shift(parse(src), -by)
	return e.apply(dst)
}
