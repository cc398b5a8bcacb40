package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// rawHTML escapes inline HTML. A comment is removed or rewritten in its plain
// form.
func (s *sanitizer) rawHTML(n *ast.RawHTML) {
	src := s.editor.src
	first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
	s.cover(first.Start, last.Stop)
	if len(appendRawHTML(nil, n, src)) == 0 {
		s.comment(first.Start, last.Stop)
		return
	}
	for i := range n.Segments.Len() {
		seg := n.Segments.At(i)
		end := seg.Start + len(bytes.TrimRight(seg.Value(src), " \t\n"))
		s.editor.replace(seg.Start, end, string(appendEscapedLine(nil, string(src[seg.Start:end]), escapeAutolink|escapeCell)))
	}
}

// comment edits an inline comment. If it is removed, one of the spaces around
// it stays, but none at the end of the line.
func (s *sanitizer) comment(start, end int) {
	src := s.editor.src
	if s.comments {
		s.editor.replace(start, end, plainComment(string(src[start:end])))
		return
	}
	at := bytes.LastIndexByte(src[:start], '\n') + 1
	at += markLen(src[at:start])
	before := src[at:start]
	switch onlyMarks := len(bytes.Trim(before, " #-+*=_~:|0123456789.)")) == 0; {
	case len(before) == 0:
	case onlyMarks && before[len(before)-1] == ' ': // after the marker of a heading
		s.editor.replace(start, end, "&#32;")
		return
	case onlyMarks: // nothing follows the marker now
		if i := bytes.LastIndexAny(before, "#-+*=_~:.)"); i >= 0 {
			s.editor.replace(at+i, at+i, `\`)
		} else if end < len(src) && (src[end] == '.' || src[end] == ')') {
			s.editor.replace(start, end, `\`) // of a numbered item
			return
		}
	case before[len(before)-1] == ' ' && (end == len(src) || src[end] == ' ' || src[end] == '\n'):
		start--
		if trimmed := bytes.TrimRight(src[at:start], " \t"); bytes.HasSuffix(trimmed, []byte("#")) && !bytes.HasSuffix(trimmed, []byte(`\#`)) { // a "#" here would become the closing sequence of a heading
			s.editor.replace(at+len(trimmed)-1, at+len(trimmed)-1, `\`)
		}
	}
	s.editor.replace(start, end, "")
}

// plainComment returns a comment on one line that all engines and browsers
// recognise, with the same end. It returns "" for a comment without text.
func plainComment(s string) string {
	s, ok := strings.CutSuffix(strings.TrimPrefix(s, "<!--"), "-->")
	if !ok {
		return "" // "<!-->" and "<!--->"
	}
	words := strings.Fields(strings.NewReplacer("<", "&lt;", ">", "&gt;", "\n", " ").Replace(s))
	s = strings.Trim(strings.Join(words, " "), "-> ")
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "- -")
	}
	if s == "" {
		return ""
	}
	return "<!-- " + s + " -->"
}

// plainComments matches comments that every engine reads alike.
var plainComments = regexp.MustCompile(`^(?:<!-- (?:[^<>-]|-[^<>-])+ -->\s*)+$`)

// commentBlock edits a block of comments.
func (s *sanitizer) commentBlock(n *ast.HTMLBlock, start, end int) {
	src := s.editor.src
	end = start + len(bytes.TrimRight(src[start:end], " \t\n"))
	if !s.comments {
		s.removeBlock(n, start, end)
		return
	}
	inContainer := n.Parent().Kind() != ast.KindDocument
	if written := src[start:end]; plainComments.Match(written) && !(inContainer && bytes.IndexByte(written, '\n') >= 0) {
		return
	}
	var list []string
	for rest := string(src[start:end]); ; {
		i := strings.Index(rest, "<!--")
		if i < 0 {
			break
		}
		rest = rest[i:]
		end := strings.Index(rest[len("<!"):], "-->")
		if end < 0 {
			break
		}
		end += len("<!-->")
		if c := plainComment(strings.ReplaceAll(rest[:end], "\n>", "\n")); c != "" {
			list = append(list, c)
		}
		rest = rest[end:]
	}
	s.editor.replace(start, end, strings.Join(list, " "))
}

// htmlBlock turns an HTML block into text.
func (s *sanitizer) htmlBlock(n *ast.HTMLBlock) {
	start, end := extentOf(n)
	s.cover(start, end)
	text := appendHTMLBlock(nil, n, s.editor.src)
	if len(text) == 0 {
		s.commentBlock(n, start, end)
		return
	}
	if end > 0 && s.editor.src[end-1] == '\n' {
		end--
	}
	at := bytes.LastIndexByte(s.editor.src[:start], '\n') + 1
	m := marginOf(s.editor.src[at:start])
	var b []byte
	if n.PreviousSibling() != nil && at > 0 && !s.isBlankAbove(at) {
		b = append(b, strings.TrimPrefix(m.blank, "\n")...)
		b = append(b, m.brk...)
	}
	b = m.appendText(b, string(text))
	if (n.NextSibling() != nil || end < len(s.editor.src)) && !s.isBlankBelow(end) {
		b = append(b, m.blank...)
	}
	s.editor.replace(start, end, string(b))
}

// extentOf returns the extent of an HTML block.
func extentOf(n *ast.HTMLBlock) (start, end int) {
	if lines := n.Lines(); lines.Len() > 0 {
		start, end = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	} else {
		start = n.ClosureLine.Start
	}
	if n.HasClosure() {
		end = n.ClosureLine.Stop
	}
	return start, end
}

// A margin is the text that breaks a line in an HTML block that becomes text: a
// line feed, the markers of the quotations around it, and spaces in place of an
// item's marker on the first line.
type margin struct {
	brk, blank string // before a line, and for a blank line
}

// marginOf returns the margin of a block, given the text before it on its line.
func marginOf(before []byte) margin {
	prefix := codePrefix(before)
	return margin{"\n" + prefix, "\n" + strings.TrimRight(prefix, " ")}
}

// appendText appends the lines of a text, escaped, with one blank line wherever
// it has blank lines.
func (m margin) appendText(dst []byte, text string) []byte {
	gap := ""
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Trim(line, " \t"); line == "" {
			gap = m.blank
			continue
		}
		if len(dst) > 0 && !bytes.HasSuffix(dst, []byte(m.brk)) {
			dst = append(dst, gap...)
			dst = append(dst, m.brk...)
		}
		gap = ""
		dst = appendEscapedLine(dst, line, escapeAutolink|escapeStart)
	}
	return dst
}

// isBlankAbove reports whether the line above the one at offset at is blank,
// apart from markers of quotations.
func (s *sanitizer) isBlankAbove(at int) bool {
	above := s.editor.src[:at-1]
	above = above[bytes.LastIndexByte(above, '\n')+1:]
	return len(bytes.Trim(above, "> \t")) == 0
}

// isBlankBelow reports whether the line below the one that ends at end is
// blank, apart from markers of quotations, or there is no such line.
func (s *sanitizer) isBlankBelow(end int) bool {
	below := s.editor.src[min(end+1, len(s.editor.src)):]
	return len(bytes.Trim(below[:lineLen(below)], "> \t")) == 0
}
