package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A sanitizer edits a source so that nothing in it becomes active in any
// engine. goldmark tells it the places of code, links, HTML and definitions,
// which it rewrites in forms that all engines read alike. In the rest, which is
// text or structure, it escapes everything that another engine might take for
// one of these.
type sanitizer struct {
	editor   editor
	extents  extents
	comments bool         // comments are kept
	covered  []extent     // code, HTML and the like, which are not escaped as text
	openers  map[int]bool // offsets of the "[" of links
}

func (s *sanitizer) cover(start, end int) { s.covered = append(s.covered, extent{start, end}) }

func (s *sanitizer) walk(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.HTMLBlock:
			s.htmlBlock(c)
			continue
		case *ast.CodeBlock:
			s.indentedCode(c)
			continue
		case *ast.FencedCodeBlock:
			s.fencedCode(c)
			continue
		case *ast.LinkReferenceDefinition:
			s.definition(c)
			continue
		case *east.Table:
			s.table(c)
		case *ast.RawHTML:
			s.rawHTML(c)
			continue
		case *ast.CodeSpan:
			s.codeSpan(c)
			continue
		case *ast.AutoLink:
			s.autoLink(c)
			continue
		case *ast.Link:
			s.link(c, linkTarget{c.Destination, c.Title, c.Reference}, 1)
		case *ast.Image:
			s.link(c, linkTarget{c.Destination, c.Title, c.Reference}, 2)
		}
		s.walk(c)
	}
}

// removeBlock removes a block. An item that begins with it stays an item, and a
// list above it is not joined with the block below it.
func (s *sanitizer) removeBlock(n ast.Node, start, end int) {
	src := s.editor.src
	at := bytes.LastIndexByte(src[:start], '\n') + 1
	text := ""
	if len(bytes.Trim(src[at:start], "> \t")) > 0 || endsList(n) {
		text = "&#32;"
	} else if at == start && (at == 0 || s.isBlankAbove(at)) { // avoid a second blank line
		for range 2 {
			if end < len(src) && src[end] == '\n' {
				end++
			}
		}
	}
	s.editor.replace(start, end, text)
}

// endsList reports whether a list above a block, or above similar blocks that
// may be removed too, would continue in the block below.
func endsList(n ast.Node) bool {
	below := n.NextSibling()
	if below == nil || below.Kind() != ast.KindList && below.Kind() != ast.KindCodeBlock {
		return false
	}
	above := n.PreviousSibling()
	for above != nil && (above.Kind() == ast.KindHTMLBlock || above.Kind() == ast.KindLinkReferenceDefinition) {
		above = above.PreviousSibling()
	}
	return above != nil && above.Kind() == ast.KindList
}

// table marks the delimiter row of a table as covered.
func (s *sanitizer) table(n *east.Table) {
	at := startOf(n, s.editor.src)
	if end := bytes.IndexByte(s.editor.src[at:], '\n'); end >= 0 {
		start := at + end + 1
		s.cover(start, start+lineLen(s.editor.src[start:]))
	}
}

// lineLen returns the length of the first line of b without its line break.
func lineLen(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i
	}
	return len(b)
}

// text escapes, outside everything that is covered, each character that could
// begin markup in some engine.
func (s *sanitizer) text() {
	slices.SortFunc(s.covered, func(a, b extent) int { return cmp.Compare(a.start, b.start) })
	src := s.editor.src
	math := bytes.IndexByte(src, '$') >= 0
	source := string(src)
	var word addressWord
	var braces attributeBraces
	textAt, lineEnd := 0, 0 // start of the text of the present line, and its end
	escaped := -1           // offset of the character after the last backslash
	for i, k := 0, 0; i < len(src); i++ {
		if k < len(s.covered) && i >= s.covered[k].start {
			i = max(i, s.covered[k].end) - 1
			k++
			continue
		}
		if i >= lineEnd {
			start := bytes.LastIndexByte(src[:i], '\n') + 1
			lineEnd = i + lineLen(src[i:]) + 1
			textAt = start + textStart(src[start:lineEnd-1])
			if i == start {
				s.delimiterRow(i, textAt)
			}
		}
		escape := false
		switch c := src[i]; c {
		case '\\':
			if i+1 < len(src) && IsPunct(src[i+1]) {
				i++
				escaped = i
			} else {
				escape = isCarried(src, i) || math && i+1 < len(src) && IsAlnum(src[i+1]) // a TeX command
			}
		case '<', '`': // HTML, code
			escape = true
		case '~': // a fence
			escape = isRunOf3(src, i)
		case '[': // a wiki link: "[["
			escape = !s.openers[i] && (i+1 < len(src) && src[i+1] == '[' || i > 0 && src[i-1] == '[' && escaped != i-1)
		case ']': // a link "](", or a definition "]:"
			rest := src[i+1:]
			escape = bytes.HasPrefix(rest, []byte("(")) || bytes.HasPrefix(rest, []byte(":")) && src[textAt] == '['
		case '^': // a footnote: "[^" or "^["
			escape = i > 0 && src[i-1] == '[' && escaped != i-1 || i+1 < len(src) && src[i+1] == '['
		case ':', '.': // an address in text
			escape = isAddressMark(src, i) && word.hasEscapes(source, i)
		case '{':
			escape = braces.beginAttributes(source, i)
		}
		if escape {
			s.editor.replace(i, i, `\`)
		}
	}
}

// isRunOf3 reports whether b[i] is in a run of three or more equal characters,
// which could be a fence.
func isRunOf3(b []byte, i int) bool {
	start, end := i, i+1
	for start > max(0, i-2) && b[start-1] == b[i] {
		start--
	}
	for end < min(len(b), i+3) && b[end] == b[i] {
		end++
	}
	return end-start >= 3
}

// textStart returns the start of the text of a line, after the markers of
// quotations and lists. Other dialects also have definition lists, in which ":
// " or "~ " is such a marker.
func textStart(line []byte) int {
	at := markLen(line)
	for bytes.HasPrefix(line[at:], []byte(": ")) || bytes.HasPrefix(line[at:], []byte("~ ")) {
		at++
		at += markLen(line[at:])
	}
	return at
}

// markLen returns the length of the markers of quotations and lists, and of
// white space, at the beginning of a line.
func markLen(line []byte) int {
	i := 0
	for i < len(line) {
		next := i
		for next < len(line) && isDigit(line[next]) {
			next++
		}
		switch c := line[i]; {
		case c == ' ' || c == '\t' || c == '>':
			i++
		case (c == '-' || c == '+' || c == '*') && i+1 < len(line) && line[i+1] == ' ':
			i++
		case next > i && next+1 < len(line) && (line[next] == '.' || line[next] == ')') && line[next+1] == ' ':
			i = next + 1
		default:
			return i
		}
	}
	return i
}

// delimiterRow escapes a line that another engine could take for the delimiter
// row of a table. Its text begins at text.
func (s *sanitizer) delimiterRow(at, text int) {
	row := s.editor.src[text : at+lineLen(s.editor.src[at:])]
	if i := bytes.IndexByte(row, '-'); i >= 0 && bytes.ContainsAny(row, "|:") && len(bytes.Trim(row, "|:- \t")) == 0 {
		s.editor.replace(text+i, text+i, `\`)
	}
}

// isCarried reports whether the backslash src[i], which escapes nothing, is
// followed by white space and is not a hard break. goldmark may carry it over
// to the next backslash, after a link that it finds in text or on the next
// line, so that the character escaped by that one becomes active.
func isCarried[T string | []byte](src T, i int) bool {
	if i+1 == len(src) {
		return false
	}
	switch src[i+1] {
	case ' ', '\t':
		return true
	case '\n':
		return i > 0 && src[i-1] == '\\'
	}
	return false
}

// attributeBraces finds braces that some dialects take for the beginning of
// attributes of the element around them: "{#id}", "{ .class }", "{: x}",
// "{key=value}". It must be asked about the braces of a text from left to
// right, and scans every part of the text only once.
type attributeBraces struct {
	end, equals int // offsets of the next "}" or line end, and of the next "=", after the last brace
}

// beginAttributes reports whether the "{" at s[i] begins attributes.
func (b *attributeBraces) beginAttributes(s string, i int) bool {
	b.end = nextOf(s, i+1, b.end, "}\n")
	b.equals = nextOf(s, i+1, b.equals, "=")
	inside := strings.TrimLeft(s[i+1:b.end], " \t")
	return b.equals < b.end || inside != "" && strings.IndexByte("#.:", inside[0]) >= 0
}

// nextOf returns the index of the first of chars in s[from:], or len(s). at is
// the result of an earlier call, which is still valid unless it is less than
// from.
func nextOf(s string, from, at int, chars string) int {
	if at >= from {
		return at
	}
	if n := strings.IndexAny(s[from:], chars); n >= 0 {
		return from + n
	}
	return len(s)
}
