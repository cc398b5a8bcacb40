package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// plainInfo matches an info string that all engines accept after the fence of a
// code block.
var plainInfo = regexp.MustCompile(`^[\w .,:;/#()'"!?+*@-]*$`)

// codeSpan puts a code span of several lines on one line.
func (s *sanitizer) codeSpan(n *ast.CodeSpan) {
	at := s.extents[n]
	s.cover(at.start, at.end)
	written := s.editor.src[at.start:at.end]
	if bytes.IndexByte(written, '\n') < 0 {
		return
	}
	code := appendCode(nil, n, s.editor.src)
	mark := bytes.Repeat([]byte("`"), len(written)-len(bytes.TrimLeft(written, "`")))
	pad := ""
	if len(bytes.Trim(code, " `")) < len(code) {
		pad = " " // one space at each end does not belong to the code
	}
	s.editor.replace(at.start, at.end, string(mark)+pad+string(code)+pad+string(mark))
}

// fencedCode rewrites a fenced code block with both of its fences, and with the
// markers of its containers on every line.
func (s *sanitizer) fencedCode(n *ast.FencedCodeBlock) {
	src := s.editor.src
	at := bytes.LastIndexByte(src[:n.Pos()], '\n') + 1
	start := n.Pos() + max(0, bytes.IndexAny(src[n.Pos():], "`~")) // goldmark may return the position of a marker before the fence
	mark := src[start]
	fence := len(src[start:]) - len(bytes.TrimLeft(src[start:], string(mark)))
	end := start + lineLen(src[start:])
	if lines := n.Lines(); lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
		if end > 0 && src[end-1] == '\n' {
			end--
		}
	}
	if end < len(src) && isClosingFence(src[end+1:], mark, fence) && !s.isFence(n, end+1) {
		end += 1 + lineLen(src[end+1:])
	}
	info := ""
	if n.Info != nil {
		if value := n.Info.Value(src); plainInfo.Match(value) {
			info = string(value)
		}
	}
	s.code(n, start, end, mark, fence, info, codePrefix(src[at:start]))
}

// isFence reports whether a code block after n begins in the line at offset at.
func (s *sanitizer) isFence(n ast.Node, at int) bool {
	end := at + lineLen(s.editor.src[at:])
	for ; n != nil; n = n.Parent() {
		for next := n.NextSibling(); next != nil; next = next.NextSibling() {
			if pos := next.Pos(); pos >= at {
				return pos <= end
			}
		}
	}
	return false
}

// isClosingFence reports whether a line is a fence that closes a code block.
func isClosingFence(b []byte, mark byte, n int) bool {
	line := bytes.Trim(b[:lineLen(b)], " \t>")
	return len(line) >= n && len(bytes.Trim(line, string(mark))) == 0
}

// indentedCode puts indented code between fences if it has anything that could
// become active.
func (s *sanitizer) indentedCode(n *ast.CodeBlock) {
	src := s.editor.src
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	end := lines.At(lines.Len() - 1).Stop
	end = first.Start + len(bytes.TrimRight(src[first.Start:end], "\n"))
	at := bytes.LastIndexByte(src[:first.Start], '\n') + 1
	before := src[at:first.Start]
	start := at + len(bytes.TrimRight(before, " \t"))
	if !mayComeToLife(src[first.Start:end]) {
		s.cover(start, end)
		return
	}
	width := len(codePrefix(before)) - first.Padding - 4
	prefix := codePrefix(src[at:start])
	if pad := width - len(prefix); pad > 0 {
		prefix += strings.Repeat(" ", pad)
	}
	s.code(n, start, end, '`', 3, "", prefix)
}

// codePrefix returns the prefix of the further lines of a block whose first
// line has the prefix mark: markers of quotations, and spaces.
func codePrefix(mark []byte) string {
	var b strings.Builder
	for _, c := range mark {
		switch c {
		case '>':
			b.WriteByte('>')
		case '\t':
			b.WriteString(strings.Repeat(" ", 4-b.Len()%4))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// LongestRun returns the length of the longest run of c in s.
func LongestRun[T string | []byte](s T, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if n++; s[i] != c {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// code writes the code block n, from start to end, between fences that are
// longer than any run of their character in it.
func (s *sanitizer) code(n ast.Node, start, end int, mark byte, fence int, info, prefix string) {
	s.cover(start, end)
	src := s.editor.src
	text := bytes.TrimSuffix(appendLines(nil, n.Lines(), src), []byte("\n"))
	if n.Kind() == ast.KindCodeBlock {
		text = bytes.TrimRight(text, "\n")
	}
	fence = max(fence, LongestRun(text, mark)+1)
	at := bytes.LastIndexByte(src[:start], '\n') + 1
	var b []byte
	if pad := len(prefix) - len(codePrefix(src[at:start])); pad > 0 {
		b = append(b, prefix[len(prefix)-pad:]...)
	}
	marks := strings.Repeat(string(mark), fence)
	b = append(append(b, marks...), info...)
	if n.Lines().Len() > 0 {
		for line := range bytes.SplitSeq(text, []byte("\n")) {
			b = append(append(append(b, '\n'), prefix...), line...)
		}
	}
	b = append(append(append(b, '\n'), prefix...), marks...)
	s.editor.replace(start, end, string(b))
}
