package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A SpanLine is a line of text for channels that have no nested blocks: a line
// of a paragraph, an item, a heading, a line of code.
type SpanLine struct {
	Kind   SpanLineKind
	Indent int    // of an item or its content: number of lists around it, minus one
	Mark   string // marker of an item, "•" or "2."; "" if none
	Quoted bool
	Gap    bool // a paragraph begins here, with a blank line before it
	Spans  []Span
}

// A SpanLineKind is the kind of a line.
type SpanLineKind uint8

const (
	TextLine SpanLineKind = iota
	HeadingLine
	CodeLine // of a code block; its only span is the line, unchanged
	RuleLine // a thematic break, without spans
)

// A Span is text in one style, without controls and line breaks.
type Span struct {
	Text                       string
	Bold, Italic, Struck, Code bool
	URL                        string // safe address of a link, see [IsSafeURL]; "" if none
}

// Spans returns the lines of md. It cannot fail: a body that exceeds the limits
// of [Check] is plain text.
func Spans(md string) []SpanLine {
	src := source(md)
	w := lineWriter{src: src}
	if checkSource(src) != nil {
		w.text(appendClean(nil, string(src), guardBody), Span{})
	} else {
		w.blocks(parse(src))
	}
	for len(w.lines) > 0 && w.lines[len(w.lines)-1].isEmpty() {
		w.lines = w.lines[:len(w.lines)-1]
	}
	if len(w.lines) > 0 {
		w.lines[0].Gap = false
	}
	return w.lines
}

func (l *SpanLine) isEmpty() bool { return len(l.Spans) == 0 && l.Kind != RuleLine && l.Mark == "" }

// A lineWriter makes the lines of a tree.
type lineWriter struct {
	src    []byte
	lines  []SpanLine
	form   SpanLine // of the next line, without spans
	indent int
	quoted bool
	tight  bool // in a tight list, without gaps between blocks
}

func (w *lineWriter) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

// begin begins the lines of a block. The marker of an item goes to the first of
// them.
func (w *lineWriter) begin(kind SpanLineKind) {
	w.form = SpanLine{Kind: kind, Indent: w.indent, Quoted: w.quoted, Mark: w.form.Mark, Gap: !w.tight}
}

// end ends the present line. It is left out if it has neither spans nor a
// marker.
func (w *lineWriter) end(parts []part) {
	line := w.form
	for i := range parts {
		s := parts[i].style
		s.Text = string(parts[i].text)
		line.Spans = append(line.Spans, s)
	}
	if !line.isEmpty() {
		w.lines = append(w.lines, line)
		w.form.Mark, w.form.Gap = "", false
	}
}

func (w *lineWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		w.begin(TextLine)
		w.inlines(n)
	case *ast.Heading:
		w.begin(HeadingLine)
		w.inlines(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.begin(CodeLine)
		code := appendClean(nil, string(appendLines(nil, n.Lines(), w.src)), guardCode)
		for line := range bytes.SplitSeq(bytes.Trim(code, "\n"), []byte("\n")) {
			w.end([]part{{Span{Code: true}, line}})
		}
	case *ast.HTMLBlock:
		w.begin(TextLine)
		w.text(appendClean(nil, string(appendHTMLBlock(nil, n, w.src)), guardBody), Span{})
	case *ast.ThematicBreak:
		w.begin(RuleLine)
		w.end(nil)
	case *ast.Blockquote:
		outer := w.quoted
		w.quoted = true
		w.blocks(n)
		w.quoted = outer
	case *ast.List:
		w.list(n)
	case *east.Table:
		w.begin(TextLine)
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var parts []part
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				if cell != row.FirstChild() {
					parts = appendPart(parts, []byte(" | "), Span{})
				}
				for _, line := range w.inline([][]part{nil}, cell, Span{}) {
					parts = append(parts, line...)
				}
			}
			w.end(parts)
		}
	default: // a definition, which is shown where it is used
		w.blocks(n)
	}
}

func (w *lineWriter) list(n *ast.List) {
	tight := w.tight
	if _, ok := n.Parent().(*ast.ListItem); ok {
		w.indent++
		defer func() { w.indent-- }()
	}
	number := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.form.Mark = "•"
		if n.IsOrdered() {
			w.form.Mark = strconv.Itoa(number) + "."
			number++
		}
		w.tight = tight
		if c != n.FirstChild() {
			w.tight = n.IsTight
		}
		if c.FirstChild() == nil {
			w.begin(TextLine)
			w.end(nil)
		}
		for b := c.FirstChild(); b != nil; b = b.NextSibling() {
			w.block(b)
			w.tight = n.IsTight
		}
	}
	w.form.Mark, w.tight = "", tight
}

// inlines writes the lines of a block of text.
func (w *lineWriter) inlines(n ast.Node) {
	for _, parts := range w.inline([][]part{nil}, n, Span{}) {
		w.end(parts)
	}
}

// text writes the lines of a plain text.
func (w *lineWriter) text(text []byte, style Span) {
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		w.end(appendPart(nil, line, style))
	}
}

// inline appends the spans inside n, in a style, to the last line, and further
// lines.
func (w *lineWriter) inline(lines [][]part, n ast.Node, style Span) [][]part {
	add := func(text []byte, style Span) {
		last := len(lines) - 1
		lines[last] = appendPart(lines[last], text, style)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		styled := style
		switch c := c.(type) {
		case *ast.Text:
			add(appendResolved(nil, c.Segment.Value(w.src)), style)
			if c.SoftLineBreak() || c.HardLineBreak() {
				lines = append(lines, nil)
			}
		case *ast.CodeSpan:
			styled.Code = true
			add(appendCode(nil, c, w.src), styled)
		case *ast.RawHTML:
			add(appendRawHTML(nil, c, w.src), style)
		case *ast.Emphasis:
			if c.Level == 1 {
				styled.Italic = true
			} else {
				styled.Bold = true
			}
			lines = w.inline(lines, c, styled)
		case *east.Strikethrough:
			styled.Struck = true
			lines = w.inline(lines, c, styled)
		case *ast.AutoLink:
			if url := string(appendTarget(nil, c.URL(w.src))); IsSafeURL(url) {
				styled.URL = url
			}
			add(c.Label(w.src), styled)
		case *ast.Link:
			lines = w.link(lines, c, c.Destination, styled)
		case *ast.Image:
			lines = w.link(lines, c, c.Destination, styled)
		default:
			lines = w.inline(lines, c, style)
		}
	}
	return lines
}

// link appends the spans of a link. A link that is not safe becomes text,
// followed by its address.
func (w *lineWriter) link(lines [][]part, n ast.Node, dest []byte, style Span) [][]part {
	url := string(appendTarget(nil, dest))
	behind := ""
	switch {
	case IsSafeURL(url) && style.URL == "":
		if style.URL = url; n.FirstChild() == nil {
			behind = url
		}
	case url != "":
		behind = " (" + url + ")"
	}
	lines = w.inline(lines, n, style)
	last := len(lines) - 1
	lines[last] = appendPart(lines[last], []byte(behind), style)
	return lines
}

// A part is a span that may still grow.
type part struct {
	style Span // without its text
	text  []byte
}

// appendPart appends a text in a style, to the last part if it has the same
// style.
func appendPart(parts []part, text []byte, style Span) []part {
	if !isClean(text, guardCode) {
		text = appendClean(nil, string(text), guardCode)
	}
	if len(text) == 0 {
		return parts
	}
	n := len(parts)
	if n == 0 || parts[n-1].style != style {
		parts = append(parts, part{style: style})
		n++
	}
	last := &parts[n-1]
	at := len(last.text)
	last.text = oneLine(append(last.text, text...), at)
	return parts
}
