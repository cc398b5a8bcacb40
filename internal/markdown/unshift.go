package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

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
	e.unshift(parse(src), by)
	return e.apply(dst)
}

func (e *editor) unshift(n ast.Node, by int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			return
		}
		if h, ok := c.(*ast.Heading); ok && h.Lines().Len() > 0 {
			before := e.src[:h.Lines().At(0).Start]
			end := len(bytes.TrimRight(before, " \t"))
			start := len(bytes.TrimRight(before[:end], "#"))
			if end-start == h.Level && end < len(before) {
				e.replace(start, end, strings.Repeat("#", max(h.Level-by, 1)))
			}
			continue
		}
		e.unshift(c, by)
	}
}
