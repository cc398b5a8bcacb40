package markdown

import (
	"bytes"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// engine is created on first use, because programs that meet only plain bodies
// do not need it. It has no state between calls.
var engine = sync.OnceValue(func() parser.Parser {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(parser.DefaultBlockParsers()...),
			parser.WithInlineParsers(
				util.Prioritized(recorder{parser.NewCodeSpanParser()}, 100),
				util.Prioritized(recorder{parser.NewLinkParser()}, 200),
				util.Prioritized(parser.NewAutoLinkParser(), 300),
				util.Prioritized(parser.NewRawHTMLParser(), 400),
				util.Prioritized(parser.NewEmphasisParser(), 500),
				util.Prioritized(newStrikethrough(), 500),
			),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(extension.Table),
	).Parser()
})

// parse parses src, which has passed [Check].
func parse(src []byte) ast.Node { return engine().Parse(text.NewReader(src)) }

// source returns md in the form that goldmark gets.
func source(md string) []byte {
	if isClean(md, guardSource) {
		return []byte(md)
	}
	return appendClean(nil, md, guardSource)
}

// appendResolved appends source with its backslash escapes and entities
// resolved. The functions of goldmark each process the whole text, so that the
// result of one becomes an entity for the next: "&&#65;" and "\&amp;" come out
// wrong. Here every escape and entity is resolved once, on its own.
func appendResolved(dst, src []byte) []byte {
	from := 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\\':
			if i+1 < len(src) && IsPunct(src[i+1]) {
				dst = append(dst, src[from:i]...)
				i++
				from = i
			}
		case '&':
			n := bytes.IndexByte(src[i:min(i+maxEntity, len(src))], ';')
			if n < 0 {
				continue
			}
			if c := entity(src[i+1 : i+n]); c != nil {
				dst = append(dst, src[from:i]...)
				dst = append(dst, c...)
				i += n
				from = i + 1
			}
		}
	}
	return append(dst, src[from:]...)
}

// maxEntity limits the search for the end of an entity. The longest name has 31
// letters.
const maxEntity = 40

// entity returns the text of the entity &name;, or nil if there is no such
// entity.
func entity(name []byte) []byte {
	if len(name) == 0 {
		return nil
	}
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return e.Characters
		}
		return nil
	}
	digits, base, most := name[1:], 10, 7
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base, most = digits[1:], 16, 6
	}
	if len(digits) > most {
		return nil
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil {
		return nil
	}
	r := rune(v)
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return utf8.AppendRune(nil, r)
}

// appendTarget appends the intended destination of a link. Controls, which are
// not allowed in an address, are percent-encoded.
func appendTarget(dst, dest []byte) []byte {
	for _, c := range appendResolved(nil, dest) {
		if c < ' ' || c == 0x7f {
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}

const upperHex = "0123456789ABCDEF"

// appendLines appends the lines of a code or HTML block unchanged.
func appendLines(dst []byte, lines *text.Segments, src []byte) []byte {
	for i := range lines.Len() {
		seg := lines.At(i)
		dst = append(dst, seg.Value(src)...)
	}
	return dst
}

// appendHTMLBlock appends a block of raw HTML without its comments.
func appendHTMLBlock(dst []byte, n *ast.HTMLBlock, src []byte) []byte {
	at := len(dst)
	dst = appendLines(dst, n.Lines(), src)
	if n.HasClosure() {
		dst = append(dst, n.ClosureLine.Value(src)...)
	}
	text := bytes.Trim(cutComments(dst[at:]), " \t\n")
	return append(dst[:at], text...)
}

// appendRawHTML appends inline raw HTML, or nothing for a comment.
func appendRawHTML(dst []byte, n *ast.RawHTML, src []byte) []byte {
	if bytes.HasPrefix(src[n.Segments.At(0).Start:], []byte("<!--")) {
		return dst
	}
	return appendLines(dst, n.Segments, src)
}

// cutComments removes HTML comments from b, in place. If a comment has its
// lines to itself, the line break after it is removed too. A comment that never
// ends is text.
func cutComments(b []byte) []byte {
	kept := b[:0]
	text := 0 // end of the text that is kept, without spaces
	for {
		at := bytes.Index(b, []byte("<!--"))
		if at < 0 {
			break
		}
		// "<!-->" is a complete comment, in which both delimiters share
		// their dashes.
		end := bytes.Index(b[at+2:], []byte("-->"))
		if end < 0 {
			break
		}
		end += at + 2 + len("-->")
		if n := len(bytes.TrimRight(b[:at], " \t")); n > 0 {
			text = len(kept) + n
		}
		kept = append(kept, b[:at]...)
		b = b[end:]
		if text == 0 || kept[text-1] == '\n' {
			if after := bytes.TrimLeft(b, " \t"); len(after) > 0 && after[0] == '\n' {
				kept, b = kept[:text], after[1:]
			}
		}
	}
	return append(kept, b...)
}

// appendCode appends the content of a code span.
func appendCode(dst []byte, n *ast.CodeSpan, src []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			v := t.Segment.Value(src)
			if len(v) > 0 && v[len(v)-1] == '\n' {
				dst = append(dst, v[:len(v)-1]...)
				dst = append(dst, ' ')
				continue
			}
			dst = append(dst, v...)
		}
	}
	return dst
}
