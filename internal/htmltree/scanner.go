package htmltree

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// token is a tag, a text or a comment of the source.
type token struct {
	name       string // of a tag, in lower case
	closing    bool   // it is an end tag
	attrs      []html.Attribute
	text       string // of a text, with character references resolved
	start, end int
}

// scanner splits HTML into the same tokens as the tokenizer of
// golang.org/x/net/html. It reads plain tags and texts itself, in a fraction of
// the time, and leaves everything else to a tokenizer.
type scanner struct {
	src   string
	token token            // the present token
	attrs []html.Attribute // of all tags

	tokenizer *html.Tokenizer // reads the next token; nil if that may be plain
	from      int             // offset at which the tokenizer began
}

// tokenizerBuffer is the number of bytes that a new tokenizer copies. It is
// used for as many, so that the time stays proportional to the length of the
// source.
const tokenizerBuffer = 4 << 10

// next reads the next token. It returns false at the end of the source, or of
// the part before a tag that never ends.
func (s *scanner) next() bool {
	at := s.token.end
	if at == len(s.src) {
		return false
	}
	if s.tokenizer == nil {
		if s.plain(at) {
			return true
		}
		s.tokenizer, s.from = html.NewTokenizer(strings.NewReader(s.src[at:])), at
	}
	kind := s.tokenizer.Next()
	t := token{closing: kind == html.EndTagToken, start: at, end: at + len(s.tokenizer.Raw())}
	switch kind {
	case html.ErrorToken:
		return false
	case html.TextToken:
		if t.text = s.src[t.start:t.end]; !isLiteral(t.text) {
			t.text = string(s.tokenizer.Text())
		}
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		s.readTag(&t)
	}
	if t.end-s.from >= tokenizerBuffer && isPlainBelow(t.name, s.src[t.end:]) {
		s.tokenizer = nil
	}
	s.token = t
	return true
}

// readTag reads the name and the attributes of the present tag of the
// tokenizer.
func (s *scanner) readTag(t *token) {
	first := len(s.attrs)
	name, more := s.tokenizer.TagName()
	t.name = atom.String(name)
	for more {
		var key, value []byte
		key, value, more = s.tokenizer.TagAttr()
		s.attrs = append(s.attrs, html.Attribute{Key: atom.String(key), Val: string(value)})
	}
	t.attrs = s.attrs[first:len(s.attrs):len(s.attrs)]
}

// newlines converts line breaks as a tokenizer does.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// plain reads a text or a plain tag at an offset. It returns false for anything
// else.
func (s *scanner) plain(at int) bool {
	rest := s.src[at:]
	if n := textLen(rest); n > 0 {
		s.token = token{text: rest[:n], start: at, end: at + n}
		if !isLiteral(rest[:n]) {
			s.token.text = html.UnescapeString(newlines.Replace(rest[:n]))
		}
		return true
	}
	n := strings.IndexByte(rest[:min(len(rest), tokenizerBuffer)], '>') + 1
	if n == 0 {
		return false
	}
	first := len(s.attrs)
	t, ok := plainTag(rest[:n], &s.attrs)
	if !ok || !t.closing && !isPlainBelow(t.name, rest[n:]) {
		s.attrs = s.attrs[:first]
		return false
	}
	t.start, t.end = at, at+n
	s.token = t
	return true
}

// textLen returns the length of the text at the beginning of s, up to the next
// markup.
func textLen(s string) int {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 || i+n+1 == len(s) {
			return len(s)
		}
		i += n
		if c := s[i+1]; c == '/' || c == '!' || c == '?' || 'a' <= c|0x20 && c|0x20 <= 'z' {
			return i
		}
	}
}

// plainTag reads a tag as programs write it: in lower case, with one space
// before each attribute, and with values in double quotes or none. Names and
// values are substrings of the source, whereas the tokenizer would copy them.
// The attributes are appended to list, which is shared by all tags. If ok is
// false, it may have appended some as well.
func plainTag(raw string, list *[]html.Attribute) (t token, ok bool) {
	first := len(*list)
	rest, closing := strings.CutPrefix(raw[1:], "/")
	t.closing = closing
	n := nameLen(rest)
	t.name, rest = rest[:n], rest[n:]
	for strings.HasPrefix(rest, " ") && !closing {
		n := nameLen(rest[1:])
		key, value, quoted := rest[1:1+n], "", false
		if rest, quoted = strings.CutPrefix(rest[1+n:], `="`); quoted {
			var found bool
			if value, rest, found = strings.Cut(rest, `"`); !found || !isLiteral(value) || strings.IndexByte(value, 0) >= 0 {
				return t, false
			}
		}
		if n == 0 || slices.ContainsFunc((*list)[first:], func(a html.Attribute) bool { return a.Key == key }) {
			return t, false
		}
		*list = append(*list, html.Attribute{Key: key, Val: value})
	}
	t.attrs = (*list)[first:len(*list):len(*list)]
	return t, (rest == ">" || rest == "/>") && t.name != ""
}

// isLiteral reports whether a text means itself: whether it has no character
// references, and no line breaks that a tokenizer converts.
func isLiteral(s string) bool { return strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '\r') < 0 }

// nameLen returns the length of the lower-case name at the beginning of s.
func nameLen(s string) int {
	n := 0
	for n < len(s) && ('a' <= s[n] && s[n] <= 'z' || n > 0 && ('0' <= s[n] && s[n] <= '9' || s[n] == '-')) {
		n++
	}
	return n
}

// isPlainBelow reports whether what follows the start tag of an element is
// read like any other source. In some elements nothing is markup; they count
// only if they hold no markup anyway.
func isPlainBelow(name, rest string) bool {
	switch name {
	case "plaintext", "xmp":
		return false
	case "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title":
		text, end, _ := strings.Cut(rest, "<")
		return strings.HasPrefix(end, "/"+name+">") && !strings.Contains(text, "\x00")
	}
	return true
}
