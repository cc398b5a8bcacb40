package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// HTML writes Markdown as an HTML fragment that the caller puts into a page.
// The zero value is ready to use. An HTML may be used by several goroutines at
// once.
//
// For any input, the elements are p, br, ul, ol, li, h1 to h6, pre, code,
// blockquote, hr, em, strong, del, a, table and its parts, and no others. The
// attributes are href, rel, title and start, and class for the alignment of
// cells ("left", "center", "right"). Raw HTML is shown as text, without its
// comments. Links lead to http, https and mailto addresses; other addresses are
// shown as text. Images become links, so nothing is loaded.
type HTML struct {
	// Shift is added to the level of headings, up to 6: with 2, "# Heading"
	// becomes an h3.
	Shift int
}

// Append appends the HTML of md, without a line break at its end. It cannot
// fail: a body that exceeds the limits of [Check] is shown as plain text.
func (h HTML) Append(dst []byte, md string) []byte {
	if out, ok := h.appendDirect(dst, md); ok {
		return out
	}
	src := source(md)
	if len(src) != len(md) || string(src) != md {
		if out, ok := h.appendDirect(dst, string(src)); ok {
			return out
		}
	}
	return h.appendTree(dst, src)
}

// appendDirect takes the direct path. If md is not for the direct path, it
// returns dst unchanged and false.
func (h HTML) appendDirect(dst []byte, md string) ([]byte, bool) {
	s := scanner{md: md}
	start := len(dst)
	open := lineEnd
	for {
		kind := s.next()
		if kind == lineBail {
			return dst[:start], false
		}
		if open != lineEnd && (kind == lineEnd || s.opens) {
			switch open {
			case lineText:
				dst = append(dst, "</p>"...)
			case lineBullet:
				dst = append(dst, "</li>\n</ul>"...)
			case lineNumber:
				dst = append(dst, "</li>\n</ol>"...)
			}
		}
		if kind == lineEnd {
			return dst, true
		}
		if s.opens {
			if open != lineEnd {
				dst = append(dst, '\n')
			}
			switch kind {
			case lineText:
				dst = append(dst, "<p>"...)
			case lineBullet:
				dst = append(dst, "<ul>\n<li>"...)
			case lineNumber:
				dst = appendOL(dst, s.number)
				dst = append(dst, "\n<li>"...)
			}
		} else if kind == lineText {
			dst = append(dst, "<br>\n"...)
		} else {
			dst = append(dst, "</li>\n<li>"...)
		}
		open = kind
		switch {
		case s.escaped:
			at := len(dst)
			dst = appendUnescaped(dst, s.text)
			dst = EscapeHTML(dst, at)
		case s.markup:
			dst = appendText(dst, s.text)
		default:
			dst = append(dst, s.text...)
		}
	}
}

func appendOL(dst []byte, start int) []byte {
	if start == 1 {
		return append(dst, "<ol>"...)
	}
	return append(strconv.AppendInt(append(dst, `<ol start="`...), int64(start), 10), `">`...)
}

// appendTree takes the path through goldmark.
func (h HTML) appendTree(dst, src []byte) []byte {
	w := htmlWriter{shift: h.Shift, dst: dst, src: src, start: len(dst)}
	if checkSource(src) != nil {
		w.plain(src)
		return w.dst
	}
	w.blocks(parse(src))
	return w.dst
}

// An htmlWriter writes one tree.
type htmlWriter struct {
	shift    int // added to the levels of headings
	dst, src []byte
	start    int  // start of this body in dst
	isolates int  // open on the present line
	inLink   bool // elements a must not be nested
	buf, tmp []byte
}

// newline puts a line break between this element and the text before it.
func (w *htmlWriter) newline() {
	if len(w.dst) > w.start {
		w.dst = append(w.dst, '\n')
	}
}

// element writes an element with the content that content writes. If optional
// is set and the content is not visible, nothing is written.
func (w *htmlWriter) element(open, end string, optional bool, content func()) {
	before := len(w.dst)
	w.newline()
	w.dst = append(w.dst, open...)
	inner := len(w.dst)
	content()
	if optional && len(bytes.Trim(w.dst[inner:], " \t\n")) == 0 {
		w.dst = w.dst[:before]
		return
	}
	w.dst = append(w.dst, end...)
}

func (w *htmlWriter) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
}

func (w *htmlWriter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.element("<p>", "</p>", true, func() { w.line(n) })
	case *ast.TextBlock:
		// A paragraph in an item of a tight list has no element. It
		// stands on the line of its li unless it is not the first
		// block.
		if n.PreviousSibling() != nil {
			w.newline()
		}
		w.line(n)
	case *ast.Heading:
		level := string(rune('0' + min(max(n.Level+w.shift, 1), 6)))
		w.element("<h"+level+">", "</h"+level+">", true, func() { w.line(n) })
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.element(`<pre tabindex="0"><code>`, "</code></pre>", true, func() {
			w.buf = appendLines(w.buf[:0], n.Lines(), w.src)
			w.code(w.buf)
		})
	case *ast.HTMLBlock:
		w.element("<p>", "</p>", true, func() {
			w.buf = appendHTMLBlock(w.buf[:0], n, w.src)
			w.text(w.buf)
			w.endLine()
		})
	case *ast.ThematicBreak:
		w.newline()
		w.dst = append(w.dst, "<hr>"...)
	case *ast.Blockquote:
		w.element("<blockquote>", "\n</blockquote>", true, func() { w.blocks(n) })
	case *ast.List:
		w.list(n)
	case *east.Table:
		w.table(n)
	default: // a definition, which is shown where it is used
		w.blocks(n)
	}
}

func (w *htmlWriter) list(n *ast.List) {
	open, end := "<ul>", "\n</ul>"
	if n.IsOrdered() {
		open, end = string(appendOL(nil, n.Start)), "\n</ol>"
	}
	w.element(open, end, false, func() {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.element("<li>", "</li>", false, func() {
				start := w.start
				w.start = len(w.dst) // the first block stands on the line of the li
				w.blocks(c)
				w.start = start
			})
		}
	})
}

// table writes a table. Like code it may be wider than the page, so it can get
// the focus, without which keys could not scroll it.
func (w *htmlWriter) table(n *east.Table) {
	w.element(`<div class="scroll" tabindex="0"><table>`, "\n</table></div>", false, func() {
		head := n.FirstChild()
		w.dst = append(w.dst, "\n<thead>"...)
		w.row(head, "th")
		w.dst = append(w.dst, "\n</thead>"...)
		if head.NextSibling() == nil {
			return
		}
		w.dst = append(w.dst, "\n<tbody>"...)
		for row := head.NextSibling(); row != nil; row = row.NextSibling() {
			w.row(row, "td")
		}
		w.dst = append(w.dst, "\n</tbody>"...)
	})
}

func (w *htmlWriter) row(n ast.Node, tag string) {
	w.dst = append(w.dst, "\n<tr>"...)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.cell(c, tag)
	}
	w.dst = append(w.dst, "</tr>"...)
}

func (w *htmlWriter) cell(n ast.Node, tag string) {
	class := ""
	if c, ok := n.(*east.TableCell); ok && c.Alignment != east.AlignNone {
		class = ` class="` + c.Alignment.String() + `"`
	}
	w.dst = append(w.dst, "<"+tag+class+">"...)
	w.line(n)
	w.dst = append(w.dst, "</"+tag+">"...)
}

// line writes the content of a block of text.
func (w *htmlWriter) line(n ast.Node) {
	w.inline(n)
	w.endLine()
}

// endLine ends a line inside a block. Isolates do not extend beyond it.
func (w *htmlWriter) endLine() { w.dst, w.isolates = closeIsolates(w.dst, w.isolates) }

// text writes any text.
func (w *htmlWriter) text(b []byte) {
	b = w.clean(b)
	for more := len(b) > 0; more; {
		var line []byte
		line, b, more = bytes.Cut(b, []byte("\n"))
		w.dst = appendText(w.dst, line)
		if more {
			w.dst = append(w.dst, "<br>\n"...)
		}
	}
}

// code writes text and keeps its line breaks.
func (w *htmlWriter) code(b []byte) {
	w.dst = appendText(w.dst, bytes.TrimRight(w.clean(b), "\n"))
	w.endLine()
}

// clean guards b. The result is valid until the next call.
func (w *htmlWriter) clean(b []byte) []byte {
	if w.isolates == 0 && isClean(b, guardCode) {
		return b
	}
	w.tmp, w.isolates = appendCleanPart(w.tmp[:0], string(b), guardCode, w.isolates)
	return w.tmp
}

func (w *htmlWriter) inline(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.buf = appendResolved(w.buf[:0], c.Segment.Value(w.src))
			w.text(w.buf)
			if c.SoftLineBreak() || c.HardLineBreak() {
				w.endLine()
				w.dst = append(w.dst, "<br>\n"...)
			}
		case *ast.CodeSpan:
			w.dst = append(w.dst, "<code>"...)
			w.buf = appendCode(w.buf[:0], c, w.src)
			w.text(w.buf)
			w.dst = append(w.dst, "</code>"...)
		case *ast.RawHTML:
			w.buf = appendRawHTML(w.buf[:0], c, w.src)
			w.text(w.buf)
		case *ast.Emphasis:
			tag := "em"
			if c.Level == 2 {
				tag = "strong"
			}
			w.styled(tag, c)
		case *east.Strikethrough:
			w.styled("del", c)
		case *ast.AutoLink:
			w.autolink(c)
		case *ast.Link:
			w.link(c, c.Destination, c.Title)
		case *ast.Image:
			w.link(c, c.Destination, c.Title)
		default:
			w.inline(c)
		}
	}
}

// styled writes the content of n in an element of a line.
func (w *htmlWriter) styled(tag string, n ast.Node) {
	w.dst = append(w.dst, "<"+tag+">"...)
	w.inline(n)
	w.dst = append(w.dst, "</"+tag+">"...)
}

func (w *htmlWriter) autolink(n *ast.AutoLink) {
	label := n.Label(w.src)
	url := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	if !w.inLink && IsSafeURL(url) {
		w.openLink(url, nil)
		w.text(label)
		w.dst = append(w.dst, "</a>"...)
		return
	}
	w.text(label)
}

// link writes the link or image n, whose text is its children.
func (w *htmlWriter) link(n ast.Node, dest, title []byte) {
	url := string(appendTarget(nil, dest))
	linked := !w.inLink && IsSafeURL(url)
	if linked {
		w.openLink(url, title)
		w.inLink = true
	}
	at := len(w.dst)
	w.inline(n)
	label := string(bytes.TrimSpace(w.dst[at:]))
	if label == "" {
		w.text([]byte(url))
	}
	if linked {
		w.inLink = false
		w.dst = append(w.dst, "</a>"...)
	} else if url != "" && label != "" && label != string(appendText(nil, url)) {
		w.text([]byte(" (" + url + ")"))
	}
}

func (w *htmlWriter) openLink(url string, title []byte) {
	w.dst = appendText(append(w.dst, `<a href="`...), util.URLEscape([]byte(url), false))
	w.dst = append(w.dst, `" rel="nofollow noopener"`...)
	if len(title) > 0 {
		w.dst = appendText(append(w.dst, ` title="`...), Line(string(appendResolved(nil, title))))
		w.dst = append(w.dst, '"')
	}
	w.dst = append(w.dst, '>')
}

// plain writes text that is not read as Markdown.
func (w *htmlWriter) plain(text []byte) {
	text = appendClean(nil, string(text), guardCode)
	open := false
	for more := true; more; {
		var line []byte
		line, text, more = bytes.Cut(text, []byte("\n"))
		line = bytes.TrimRight(line, " \t")
		switch {
		case len(line) == 0:
			if open {
				w.dst = append(w.dst, "</p>"...)
				open = false
			}
			continue
		case open:
			w.dst = append(w.dst, "<br>\n"...)
		default:
			w.newline()
			w.dst = append(w.dst, "<p>"...)
			open = true
		}
		w.dst = appendText(w.dst, line)
	}
	if open {
		w.dst = append(w.dst, "</p>"...)
	}
}
