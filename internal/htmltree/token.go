package htmltree

import "strings"

// A tokenizer cuts a page into the tokens of HTML. They are those of
// [golang.org/x/net/html.Tokenizer], which a fuzz test holds it equal to, but
// nothing is copied: all of them are parts of the source.
type tokenizer struct {
	src string
	at  int
	raw string // name of the element that was opened last, if it holds text alone
}

type token struct {
	kind       tokenKind
	name       string // of a tag, in lower case
	start, end int
}

type tokenKind uint8

const (
	endToken tokenKind = iota // of the page
	textToken
	rawToken // text without character references, or a tag that never ends
	startTagToken
	endTagToken
	commentToken // also a doctype, and what is taken for a comment
)

func (t *tokenizer) next() token {
	if t.raw != "" {
		tok := token{kind: rawToken, start: t.at}
		if t.raw == "title" || t.raw == "textarea" {
			tok.kind = textToken
		}
		t.at += rawEnd(t.src[t.at:], t.raw)
		tok.end, t.raw = t.at, ""
		if tok.end > tok.start {
			return tok
		}
	}
	tok := token{start: t.at}
	rest := t.src[t.at:]
	n := markup(rest)
	switch {
	case n > 0:
		tok.kind = textToken
	case rest == "":
	case isLetter(rest[1]):
		tok.kind = startTagToken
		tok.name, n = tag(rest[len("<"):])
		n += len("<")
		if isRaw(tok.name) {
			t.raw = tok.name
		}
	case rest[1] == '/' && isLetter(rest[2]):
		tok.kind = endTagToken
		tok.name, n = tag(rest[len("</"):])
		n += len("</")
	default:
		tok.kind = commentToken
		n = commentEnd(rest)
	}
	if n > len(rest) {
		n, tok.kind, tok.name = len(rest), rawToken, ""
	}
	t.at += n
	tok.end = t.at
	return tok
}

// isRaw reports whether an element holds text alone.
func isRaw(name string) bool {
	switch name {
	case "script", "style", "iframe", "noembed", "noframes", "noscript", "xmp", "plaintext", "title", "textarea":
		return true
	}
	return false
}

// markup returns where the first tag or comment of s begins, or its length.
func markup(s string) int {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			return len(s)
		}
		if i += n; i+1 == len(s) {
			return len(s)
		}
		switch c := s[i+1]; {
		case isLetter(c), c == '!', c == '?', c == '/' && i+2 < len(s):
			return i
		}
	}
}

// tag returns the name of a tag, which s begins with, and the length of the
// rest of the tag, which is beyond s where the tag never ends.
func tag(s string) (name string, n int) {
	for n < len(s) && s[n] != '/' && s[n] != '>' && !isSpace(s[n]) {
		n++
	}
	a := attribute{end: n}
	for more := true; more; {
		a, more = nextAttribute(s, a.end)
	}
	return lower(s[:n]), a.end
}

type attribute struct {
	key, value string // as they stand in the source
	end        int
}

// nextAttribute returns the attribute of a tag at s[i:], whose key may be
// empty. Behind the last one it returns false and the end of the tag, which is
// beyond s where the tag never ends.
func nextAttribute(s string, i int) (a attribute, more bool) {
	never := attribute{end: len(s) + 1}
	if i = skipSpace(s, i); i == len(s) {
		return never, false
	}
	if s[i] == '>' {
		return attribute{end: i + 1}, false
	}
	key := i
	for i < len(s) && s[i] != '/' && s[i] != '>' && !isSpace(s[i]) && (s[i] != '=' || i == key) {
		i++
	}
	a.key, a.end = s[key:i], i
	i = skipSpace(s, i)
	if i == len(s) || s[i] != '=' {
		if i < len(s) && s[i] == '/' {
			i++
		}
		a.end = i
		return a, true
	}
	if i = skipSpace(s, i+1); i == len(s) {
		return never, false
	}
	value := i
	switch quote := s[i]; quote {
	case '"', '\'':
		value++
		n := strings.IndexByte(s[value:], quote)
		if n < 0 {
			return never, false
		}
		i = value + n
		a.end = i + 1
	default:
		for i < len(s) && s[i] != '>' && !isSpace(s[i]) {
			i++
		}
		a.end = i
	}
	a.value = s[value:i]
	return a, true
}

// commentEnd returns the length of the comment that s begins with.
func commentEnd(s string) int {
	body, ok := strings.CutPrefix(s, "<!--")
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '>')
		if n < 0 {
			return len(s)
		}
		i += n
		if !ok {
			return i + 1
		}
		text := body[:i-len("<!--")]
		if strings.HasSuffix(text, "--") || strings.HasSuffix(text, "--!") || text == "" || text == "-" {
			return i + 1
		}
	}
}

// rawEnd returns the length of the text that the element holds.
func rawEnd(s, name string) int {
	if name == "plaintext" {
		return len(s)
	}
	// In a comment in a script, a pair of tags is text of the script.
	inComment, inner := false, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '-':
			if inComment && strings.HasPrefix(s[i:], "-->") {
				inComment, inner = false, false
			}
		case s[i] != '<':
		case isTagOf(s[i+1:], "/", name):
			if !inner {
				return i
			}
			inner = false
		case name == "script" && inComment && isTagOf(s[i+1:], "", name):
			inner = true
		case name == "script" && !inComment && strings.HasPrefix(s[i:], "<!--"):
			inComment = true
			i++
		}
	}
	return len(s)
}

// isTagOf reports whether s begins with the rest of a tag of that name.
func isTagOf(s, slash, name string) bool {
	s, ok := strings.CutPrefix(s, slash)
	return ok && len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && (s[len(name)] == '/' || s[len(name)] == '>' || isSpace(s[len(name)]))
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// lower returns s with the letters of ASCII in lower case.
func lower(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
