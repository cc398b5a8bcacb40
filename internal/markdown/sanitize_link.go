package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

var (
	// plainTail matches the part of a link after its text, in a form that
	// every engine reads alike.
	plainTail = regexp.MustCompile(`^\]\([\w.~:/?#@!$*+,;=%&-]+(?: "[^"<\\&\x60\n[\]|]*")?\)$`)
	// plainReference is plainTail for a reference link. The label is
	// checked separately.
	plainReference = regexp.MustCompile(`^\](?:\[[^\n]*\])?$`)
	// plainLabel matches the label of a definition.
	plainLabel = regexp.MustCompile(`^[\w .,:;/#()'!?+*=@-][^\x00-\x1f<>\\&\x60[\]{}"^|]*$`)
	// plainDefinition matches a definition.
	plainDefinition = regexp.MustCompile(`^\[[^\n]*\]: [\w.~:/?#@!$*+,;=%&-]+(?: "[^"<\\&\x60\n[\]|]*")?$`)
	// entityLike matches text that some engine may take for an entity.
	entityLike = regexp.MustCompile(`&#?\w+;`)
	// plainAutoLink matches an address in angle brackets that cannot be
	// taken for HTML, unlike "<!a@example.com>".
	plainAutoLink = regexp.MustCompile(`^\w[\w.~:/?#@!$*+,;=%&-]+$`)
)

// isRefused reports whether no writer makes a link to an address, because it
// has a scheme other than those of web and mail, or because some engine could
// find one in it.
func isRefused(url string) bool {
	if IsSafeURL(url) {
		return false
	}
	for range 4 { // engines disagree on how often entities are resolved
		if i := strings.IndexAny(url, ":/?#"); i >= 0 && url[i] == ':' {
			return true
		}
		url = string(appendResolved(nil, []byte(url)))
	}
	return false
}

// linkTarget is the destination of a link or an image, as written.
type linkTarget struct {
	destination, title []byte
	reference          *ast.ReferenceLink // nil for an inline link
}

// link edits a link or an image that begins with a delimiter of mark bytes.
func (s *sanitizer) link(n ast.Node, to linkTarget, mark int) {
	src := s.editor.src
	start, tail := n.Pos(), s.extents[n]
	s.cover(tail.start, tail.end)
	url := string(appendTarget(nil, to.destination))
	if isRefused(url) {
		w := textWriter{src: src}
		label := Line(string(w.inline(nil, n)))
		var b []byte
		switch {
		case label == "":
			b = appendEscapedInline(b, url)
		case label != url:
			b = append(appendEscapedInline(append(b, " ("...), url), ')')
		}
		s.editor.replace(start, start+mark, "")
		s.editor.replace(tail.start, tail.end, string(b))
		s.cover(start, start+mark)
		return
	}
	if s.openers == nil {
		s.openers = make(map[int]bool)
	}
	s.openers[start+mark-1] = true
	written := src[tail.start:tail.end]
	if to.reference != nil && plainReference.Match(written) && plainLabel.Match(to.reference.Value) || to.reference == nil && plainTail.Match(written) && !entityLike.Match(written) {
		return
	}
	s.editor.replace(tail.start, tail.end, string(append(appendTargetAndTitle([]byte("]("), url, to.title), ')')))
}

// appendEscapedInline appends text inside a line, which may be a table cell.
func appendEscapedInline(dst []byte, text string) []byte {
	return appendEscapedLine(dst, Line(text), escapeAutolink|escapeCell)
}

// appendTargetAndTitle appends an address and, in quotes, a title that still
// has its escapes.
func appendTargetAndTitle(dst []byte, url string, title []byte) []byte {
	dst = appendEscapedTarget(dst, url)
	if len(title) == 0 {
		return dst
	}
	text := string(appendEscapedInline(nil, string(appendResolved(nil, title))))
	return append(dst, ` "`+strings.ReplaceAll(text, `"`, `\"`)+`"`...)
}

// definition edits a link reference definition. If its address is refused, it
// is removed, so that the links that refer to it become text.
func (s *sanitizer) definition(n *ast.LinkReferenceDefinition) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	src := s.editor.src
	start, end := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	written := bytes.TrimRight(src[start:end], " \t\n")
	end = start + len(written)
	spaces := len(src[end:]) - len(bytes.TrimLeft(src[end:], " \t"))
	s.cover(start, end+spaces)
	url := string(appendTarget(nil, n.Destination))
	label := strings.Join(strings.Fields(string(n.Label)), " ")
	switch {
	case isRefused(url) || !plainLabel.MatchString(label):
		s.removeBlock(n, start, end)
	case spaces > 0 || !plainDefinition.Match(written) || entityLike.Match(written):
		s.editor.replace(start, end+spaces, string(appendTargetAndTitle([]byte("["+label+"]: "), url, n.Title)))
	}
}

// autoLink edits an address in angle brackets.
func (s *sanitizer) autoLink(n *ast.AutoLink) {
	label := string(n.Label(s.editor.src))
	start := n.Pos()
	end := start + len("<"+label+">")
	s.cover(start, end)
	url := label
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	switch {
	case !IsSafeURL(url):
		s.editor.replace(start, end, string(appendEscapedInline(nil, "<"+label+">")))
	case !plainAutoLink.MatchString(label):
		b := append(appendEscapedInline([]byte("["), label), "]("...)
		s.editor.replace(start, end, string(append(appendEscapedTarget(b, url), ')')))
	}
}
