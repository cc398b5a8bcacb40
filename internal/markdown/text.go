package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Text writes Markdown as the plain text of a report.
//
// Paragraphs keep their lines, and a blank line separates blocks. A heading is
// a line of its own. List items are indented by two spaces per level after the
// marker "•" or "1.". Code is indented by four spaces, a quotation has "> "
// before its lines, a thematic break is "---", and a table has a line per row
// with " | " between cells. The address of a link follows its text in
// parentheses. Emphasis and code spans are reduced to their content. Struck
// text keeps its delimiters, "~~", because it is no longer valid. Raw HTML is
// shown unchanged, without its comments.
//
// The zero value is ready to use. A Text may be used by several goroutines at
// once if Forges may.
type Text struct {
	// Forges reports whether a line would be read back as structure of the
	// report: a stamp, a label, the affected sentence. It is called with
	// each line, including list markers but without U+200C at the beginning
	// and without spaces at both ends, and must not keep it. Such a line is
	// written with U+200C before its first character. If Forges is nil, no
	// line is guarded.
	Forges func(line []byte) bool

	// Indent is written before every line except the first one and blank
	// ones, for text after a marker that the caller writes. If it is not
	// empty, Forges is not called with the first line, since that is not a
	// whole line.
	Indent string
}

// Append appends the text of md, without a line break at its end. It cannot
// fail: a body that exceeds the limits of [Check] is shown as plain text.
func (t Text) Append(dst []byte, md string) []byte {
	if out, ok := t.appendDirect(dst, md); ok {
		return out
	}
	src := source(md)
	if len(src) != len(md) || string(src) != md {
		if out, ok := t.appendDirect(dst, string(src)); ok {
			return out
		}
	}
	return t.appendTree(dst, src)
}

// appendDirect takes the direct path. If md is not for the direct path, it
// returns dst unchanged and false.
func (t Text) appendDirect(dst []byte, md string) ([]byte, bool) {
	s := scanner{md: md}
	start := len(dst)
	number := 0
	for first := true; ; first = false {
		kind := s.next()
		switch kind {
		case lineEnd:
			return dst, true
		case lineBail:
			return dst[:start], false
		}
		if !first {
			dst = append(dst, '\n')
			if s.opens {
				dst = append(dst, '\n')
			}
			dst = append(dst, t.Indent...)
		}
		at := len(dst)
		switch kind {
		case lineBullet:
			dst = append(dst, bullet...)
		case lineNumber:
			if s.opens {
				number = s.number
			}
			dst = appendNumber(dst, number)
			number++
		}
		if s.escaped {
			dst = appendUnescaped(dst, s.text)
		} else {
			dst = append(dst, s.text...)
		}
		if t.Forges != nil && (!first || t.Indent == "") {
			dst = appendForged(dst, at, t.Forges)
		}
	}
}

const bullet = "  • "

func appendNumber(dst []byte, n int) []byte {
	dst = append(dst, "  "...)
	dst = strconv.AppendInt(dst, int64(n), 10)
	return append(dst, ". "...)
}

// appendTree takes the path through goldmark.
func (t Text) appendTree(dst, src []byte) []byte {
	w := textWriter{form: t, dst: dst, src: src}
	if checkSource(src) != nil {
		w.plain(src)
		return w.dst
	}
	w.blocks(parse(src), true)
	return w.dst
}

// A textWriter writes one tree. All lines go through write, so that the guard,
// markers and forged lines are handled in one place.
type textWriter struct {
	form     Text
	dst, src []byte
	lines    int    // number of lines written so far
	line     int    // start of the last line in dst, after Indent
	prefix   []byte // written before each line, for the containers around it
	first    []byte // replaces prefix on the next line if hasFirst is set; has the marker of an item
	hasFirst bool
	blank    bool // a blank line comes before the next line,
	blankAt  int  // with this many bytes of prefix
	listAt   int  // length of prefix before the list of the present item
	buf, tmp []byte
}

// blocks writes the children of n, with blank lines between them if apart is
// set.
func (w *textWriter) blocks(n ast.Node, apart bool) {
	before := w.lines
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		// A child that is not visible, such as a comment, leaves no
		// gap.
		if w.lines > before {
			w.gap(apart)
		}
		w.block(c)
	}
}

// gap requests a line break, or a blank line, before the next line.
func (w *textWriter) gap(blank bool) { w.blank, w.blankAt = blank, len(w.prefix) }

func (w *textWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
		w.buf = w.inline(w.buf[:0], n)
		w.write(w.buf, guardBody)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.markAlone()
		outer := len(w.prefix)
		w.prefix = append(w.prefix, "    "...)
		w.buf = appendLines(w.buf[:0], n.Lines(), w.src)
		w.write(w.buf, guardCode)
		w.prefix = w.prefix[:outer]
	case *ast.HTMLBlock:
		w.buf = appendHTMLBlock(w.buf[:0], n, w.src)
		w.write(w.buf, guardBody)
	case *ast.ThematicBreak:
		w.write([]byte("---"), guardBody)
	case *ast.Blockquote:
		outer := len(w.prefix)
		w.prefix = append(w.prefix, "> "...)
		if w.hasFirst {
			w.first = append(w.first, "> "...)
		}
		w.blocks(n, true)
		w.prefix = w.prefix[:outer]
		if w.hasFirst { // an empty quotation
			w.first = w.first[:len(w.first)-len("> ")]
		}
	case *ast.List:
		w.list(n)
	case *east.Table:
		w.table(n)
	default: // a definition, which is shown where it is used
		w.blocks(n, true)
	}
}

func (w *textWriter) list(n *ast.List) {
	w.markAlone()
	prefix, listAt := bytes.Clone(w.prefix), w.listAt
	if _, ok := n.Parent().(*ast.ListItem); ok {
		w.prefix = w.prefix[:listAt+2]
	}
	w.listAt = len(w.prefix)
	before := w.lines
	number := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if w.lines > before {
			w.gap(!n.IsTight)
		}
		w.first = append(w.first[:0], w.prefix...)
		if n.IsOrdered() {
			w.first = appendNumber(w.first, number)
			number++
		} else {
			w.first = append(w.first, bullet...)
		}
		w.hasFirst = true
		w.prefix = append(w.prefix, spaces[:min(len(spaces), textWidth(w.first)-w.listAt)]...)
		w.blocks(c, !n.IsTight)
		w.markAlone()
		w.prefix = w.prefix[:w.listAt]
	}
	w.prefix, w.listAt = prefix, listAt
}

const spaces = "                "

// textWidth returns the number of characters of a prefix, in which only bullets
// are not ASCII.
func textWidth(b []byte) int { return len(b) - bytes.Count(b, []byte("•"))*(len("•")-1) }

// markAlone writes the marker of an item without text on a line of its own.
func (w *textWriter) markAlone() {
	if w.hasFirst {
		w.startLine()
		w.dst = bytes.TrimRight(w.dst, " ") // the marker ends in one
		w.endLine()
	}
}

func (w *textWriter) table(n *east.Table) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		w.buf = w.buf[:0]
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell != row.FirstChild() {
				w.buf = append(w.buf, " | "...)
			}
			at := len(w.buf)
			w.buf = w.inline(w.buf, cell)
			w.buf = oneLine(w.buf, at)
		}
		w.write(bytes.TrimRight(w.buf, " "), guardBody)
	}
}

// oneLine replaces the line breaks in b[at:], which can only come from
// entities, by spaces.
func oneLine(b []byte, at int) []byte {
	for i := at; i < len(b); i++ {
		if b[i] == '\n' || b[i] == '\r' {
			b[i] = ' '
		}
	}
	return b
}

// inline appends the text of the content of n.
func (w *textWriter) inline(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			dst = appendResolved(dst, c.Segment.Value(w.src))
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, '\n')
			}
		case *ast.CodeSpan:
			dst = appendCode(dst, c, w.src)
		case *ast.RawHTML:
			dst = appendRawHTML(dst, c, w.src)
		case *east.Strikethrough:
			dst = append(w.inline(append(dst, struckMark...), c), struckMark...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		case *ast.Link:
			dst = w.link(dst, c, c.Destination)
		case *ast.Image:
			dst = w.link(dst, c, c.Destination)
		default:
			dst = w.inline(dst, c)
		}
	}
	return dst
}

// link appends the text of n and its address.
func (w *textWriter) link(dst []byte, n ast.Node, dest []byte) []byte {
	at := len(dst)
	dst = w.inline(dst, n)
	label := string(bytes.TrimSpace(dst[at:]))
	url := string(appendTarget(nil, dest))
	switch {
	case url == "" || url == label || strings.TrimPrefix(url, "mailto:") == label:
	case label == "":
		dst = append(dst[:at], url...)
	default:
		dst = append(dst, " ("...)
		dst = append(dst, url...)
		dst = append(dst, ')')
	}
	return dst
}

// write writes text as lines, or nothing if it is blank.
func (w *textWriter) write(text []byte, g guard) {
	if !isClean(text, g) {
		w.tmp = appendClean(w.tmp[:0], string(text), g)
		text = w.tmp
	}
	text = bytes.Trim(text, "\n")
	for more := len(text) > 0; more; {
		var line []byte
		line, text, more = bytes.Cut(text, []byte("\n"))
		w.startLine()
		w.dst = append(w.dst, line...)
		w.endLine()
	}
}

// plain writes text that is not read as Markdown, with runs of blank lines
// reduced to one.
func (w *textWriter) plain(text []byte) {
	text = appendClean(nil, string(text), guardBody)
	for more := true; more; {
		var line []byte
		line, text, more = bytes.Cut(text, []byte("\n"))
		line = bytes.TrimRight(line, " ")
		if len(line) == 0 {
			w.gap(true)
			continue
		}
		w.startLine()
		w.dst = append(w.dst, line...)
		w.endLine()
		w.gap(false)
	}
}

func (w *textWriter) startLine() {
	if w.lines > 0 {
		w.dst = append(w.dst, '\n')
		if w.blank {
			if mark := bytes.TrimRight(w.prefix[:min(w.blankAt, len(w.prefix))], " "); len(mark) > 0 {
				w.dst = append(w.dst, w.form.Indent...)
				w.dst = append(w.dst, mark...)
			}
			w.dst = append(w.dst, '\n')
			w.blank = false
		}
		w.dst = append(w.dst, w.form.Indent...)
	}
	w.lines++
	w.line = len(w.dst)
	if w.hasFirst {
		w.dst = append(w.dst, w.first...)
		w.hasFirst = false
	} else {
		w.dst = append(w.dst, w.prefix...)
	}
}

func (w *textWriter) endLine() {
	// A line of spaces is a blank line, not an indented one.
	if len(bytes.TrimRight(w.dst[w.line:], " ")) == 0 {
		w.dst = w.dst[:w.line]
		if w.lines > 1 && strings.Trim(w.form.Indent, " ") == "" {
			w.dst = w.dst[:w.line-len(w.form.Indent)]
		}
		return
	}
	if w.form.Forges != nil && (w.lines > 1 || w.form.Indent == "") {
		w.dst = appendForged(w.dst, w.line, w.form.Forges)
	}
}
