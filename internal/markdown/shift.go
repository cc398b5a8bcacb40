package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// AppendShifted appends md so that it fits into a larger Markdown document.
//
// Headings move down by that many levels, but not below 6; underlined ones
// become "#" ones then. With 0 or less they stay, and so do empty ones.
//
// Raw HTML is escaped: it shows as the text it is. A comment that stands alone,
// between blocks or in a line of text, is kept; in a block of other HTML it is
// left out. Indentation inside a block of HTML is not kept, and blank lines are
// put around it where it would run into its neighbours.
//
// All the rest is appended byte for byte, but for what the guard takes out. A
// body beyond the limits of [Check] is escaped as a whole.
func AppendShifted(dst []byte, md string, by int) []byte {
	if isDirect(md) { // no headings, no HTML
		return append(dst, md...)
	}
	src := []byte(md)
	if !isClean(src, guardCode) {
		src = appendClean(nil, md, guardCode)
	}
	if checkSource(src) != nil {
		return AppendFromText(dst, md)
	}
	e := editor{src: src, by: max(by, 0)}
	e.walk(parse(src))
	return e.apply(dst)
}

// An editor collects changes to a source.
type editor struct {
	src   []byte
	by    int
	edits []edit
}

// An edit puts text in place of src[start:end].
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
		dst = append(dst, e.src[at:ed.start]...)
		dst = append(dst, ed.text...)
		at = ed.end
	}
	return append(dst, e.src[at:]...)
}

func (e *editor) walk(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			if e.by > 0 {
				e.heading(c)
			}
		case *ast.HTMLBlock:
			e.htmlBlock(c)
			continue
		case *ast.RawHTML:
			e.rawHTML(c)
			continue
		}
		e.walk(c)
	}
}

func (e *editor) heading(n *ast.Heading) {
	if n.Lines().Len() == 0 {
		return // nothing to see
	}
	level := strings.Repeat("#", min(n.Level+e.by, 6))
	// The node knows its position, but not where a tab stands before it.
	before := e.src[:n.Lines().At(0).Start]
	end := len(bytes.TrimRight(before, " \t"))
	start := len(bytes.TrimRight(before[:end], "#"))
	if end-start == n.Level && end < len(before) {
		e.replace(start, end, level)
	} else {
		e.underlined(n, level)
	}
}

// underlined makes the lines of an underlined heading one, behind a mark.
func (e *editor) underlined(n *ast.Heading, mark string) {
	lines := n.Lines()
	last := lines.At(lines.Len() - 1)
	end := last.Start + len(bytes.TrimRight(last.Value(e.src), " \t\n"))
	_, rest, _ := bytes.Cut(e.src[end:], []byte("\n"))
	underline, _, _ := bytes.Cut(rest, []byte("\n"))
	bar := bytes.Trim(underline, "> \t")
	if len(bytes.Trim(bar, "=")) > 0 && len(bytes.Trim(bar, "-")) > 0 || len(bar) == 0 {
		return // the underline is below a table, and goldmark alone reads that as a heading
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
	// A "#" at the end would be taken for the end mark of the heading, unless
	// there is one.
	closing := ""
	if e.src[end-1] == '#' {
		closing = " #"
	}
	e.replace(end, len(e.src)-len(rest)+len(underline), closing)
}

// addHardBreaks adds to breaks where the text inside n ends in a backslash that
// breaks the line. One in code, or escaped itself, does not.
func (e *editor) addHardBreaks(breaks map[int]bool, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok && t.HardLineBreak() && e.src[t.Segment.Stop] == '\\' {
			breaks[t.Segment.Stop] = true
		}
		e.addHardBreaks(breaks, c)
	}
}

func (e *editor) rawHTML(n *ast.RawHTML) {
	if len(appendRawHTML(nil, n, e.src)) == 0 {
		return // a comment
	}
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		var b []byte
		start, end := seg.Start, seg.Start+len(bytes.TrimRight(seg.Value(e.src), " \t\n"))
		above := bytes.TrimRight(e.src[:start], "> \t")
		if n := len(above); start < end && e.src[start] == '<' && n > 0 && above[n-1] == '\n' && bytes.HasSuffix(bytes.TrimRight(above, " \t\n"), []byte("\\")) {
			// goldmark carries a backslash before the spaces at the end of a
			// line over to the next line, where it would undo ours.
			b = append(b, "&lt;"...)
			start++
		}
		e.replace(seg.Start, end, string(appendEscapedLine(b, string(e.src[start:end]), 0)))
	}
}

func (e *editor) htmlBlock(n *ast.HTMLBlock) {
	text := appendHTMLBlock(nil, n, e.src)
	if len(text) == 0 {
		return // comments
	}
	start, end := n.Lines().At(0).Start, n.Lines().At(n.Lines().Len()-1).Stop
	if n.HasClosure() {
		end = n.ClosureLine.Stop
	}
	// What stands before each line: the marks of quotations, and spaces where
	// the first line has the mark of an item.
	at := bytes.LastIndexByte(e.src[:start], '\n') + 1
	prefix := bytes.Map(func(r rune) rune {
		if r == '>' || r == '\t' {
			return r
		}
		return ' '
	}, e.src[at:start])
	blank := "\n" + string(bytes.TrimRight(prefix, " \t"))
	brk := "\n" + string(prefix)

	var b []byte
	if n.PreviousSibling() != nil && at > 0 && !e.isBlankAbove(at) {
		b = append(b, strings.TrimPrefix(blank, "\n")...)
		b = append(b, brk...)
	}
	gap := ""
	for line := range strings.SplitSeq(string(text), "\n") {
		if line = strings.Trim(line, " \t"); line == "" {
			gap = blank
			continue
		}
		if len(b) > 0 && !bytes.HasSuffix(b, []byte(brk)) {
			b = append(b, gap...)
			b = append(b, brk...)
		}
		gap = ""
		b = appendEscapedLine(b, line, escapeStart)
	}
	if end > 0 && e.src[end-1] == '\n' {
		end--
	}
	if n.NextSibling() != nil || end < len(e.src) {
		below, _, _ := bytes.Cut(e.src[min(end+1, len(e.src)):], []byte("\n"))
		if len(bytes.Trim(below, "> \t")) > 0 {
			b = append(b, blank...)
		}
	}
	e.replace(start, end, string(b))
}

// isBlankAbove reports whether the line above the one at at is blank, but for
// marks of quotations.
func (e *editor) isBlankAbove(at int) bool {
	above := e.src[:at-1]
	above = above[bytes.LastIndexByte(above, '\n')+1:]
	return len(bytes.Trim(above, "> \t")) == 0
}
