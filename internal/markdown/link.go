package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// AppendLink appends a link for the middle of a line.
func AppendLink(dst []byte, text, url string) []byte {
	dst = AppendEscaped(append(dst, '['), text, LinkText)
	return append(AppendEscaped(append(dst, "]("...), url, LinkTarget), ')')
}

// CutLink cuts the link from a line of Markdown with exactly one link. It
// returns the text and the address of the link, and the text of the rest.
func CutLink(md string) (text, url, rest string, ok bool) {
	if !strings.Contains(md, "](") {
		return "", "", "", false
	}
	src := source("x " + md) // after a word, nothing begins a block
	if checkSource(src) != nil {
		return "", "", "", false
	}
	line := parse(src).FirstChild()
	if line == nil || line.NextSibling() != nil {
		return "", "", "", false
	}
	var link *ast.Link
	n := 0
	_ = ast.Walk(line, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if l, is := node.(*ast.Link); is && entering {
			link, n = l, n+1
		}
		return ast.WalkContinue, nil
	})
	if n != 1 {
		return "", "", "", false
	}
	w := textWriter{src: src}
	text, url = Line(string(w.inline(nil, link))), string(appendTarget(nil, link.Destination))
	link.Parent().RemoveChild(link.Parent(), link)
	rest = strings.TrimPrefix(string(w.inline(nil, line)), "x")
	return text, url, Line(rest), text != "" && url != ""
}
