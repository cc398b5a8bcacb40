package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain is the text of a body without marks of emphasis and backslashes of
// escapes, and with a NUL in place of code, addresses and HTML. The offsets in
// at lead back to the source.
type plain struct {
	text string
	at   []int32 // source offset of each byte of text, and of its end; nil if the offsets are the same
}

// span returns the range of the source that corresponds to text[i:j].
func (p *plain) span(i, j int) (start, end int) {
	if p.at == nil {
		return i, j
	}
	// The range ends with the last byte, which excludes marks after it.
	return int(p.at[i]), int(p.at[j-1]) + 1
}

// hasMarkup reports whether a body has bytes that may be markup, or the first
// byte of a character in readAs.
func hasMarkup(body string) bool {
	for i := range len(body) {
		switch body[i] {
		case '`', '*', '_', '\\', '<', '&', '[', ']', '~', 0xC2, 0xE2:
			return true
		}
	}
	return strings.Contains(body, "://")
}

// newPlain returns the plain text of a body, which it scans once.
func newPlain(body string) plain {
	if !hasMarkup(body) || len(body) > 1<<30 {
		return plain{text: body}
	}
	s := stripper{body: body, text: make([]byte, 0, len(body)), at: make([]int32, 0, len(body)+1)}
	s.noTick = -1
	for s.i < len(body) {
		s.step()
	}
	return plain{string(s.text), append(s.at, int32(len(body)))}
}

// stripper removes the marks of a body.
type stripper struct {
	body   string
	i      int
	text   []byte
	at     []int32
	noTick int  // length of a run of backticks that is not closed from here on; -1 if none is known
	noTag  bool // there is no ">" from here on
	noNote bool // there is no "-->" from here on
}

func (s *stripper) keep(n int) {
	for range n {
		s.text = append(s.text, s.body[s.i])
		s.at = append(s.at, int32(s.i))
		s.i++
	}
}

// replace puts c in place of the next n bytes. Its offset is that of the last
// of them, because no claim begins or ends there.
func (s *stripper) replace(n int, c byte) {
	s.text = append(s.text, c)
	s.at = append(s.at, int32(s.i+n-1))
	s.i += n
}

// hide puts a NUL in place of the next n bytes.
func (s *stripper) hide(n int) { s.replace(n, 0) }

func (s *stripper) step() {
	rest := s.body[s.i:]
	switch c := rest[0]; c {
	case '\\':
		if len(rest) > 1 && rest[1] > ' ' && rest[1] < 0x7F && !isLetter(rest[1]) && !isDigit(rest[1]) {
			s.i++
		}
		s.keep(1)
	case '*', '~':
		n := run(rest)
		if c == '~' && n < 2 || s.spaced(n) {
			s.keep(n)
			return
		}
		s.i += n
	case '_':
		n := run(rest)
		if wordBefore(s.body, s.i) && wordAt(rest, n) || s.spaced(n) {
			s.keep(n)
			return
		}
		s.i += n
	case '`':
		s.code(rest)
	case '<':
		s.tag(rest)
	case ']':
		if len(rest) > 1 && rest[1] == '(' {
			if n := strings.IndexAny(rest[:min(len(rest), maxTarget)], ")\n"); n > 0 && rest[n] == ')' {
				s.i++
				s.hide(n)
				return
			}
		}
		s.keep(1)
	case 'h', 'H':
		if wordBefore(s.body, s.i) {
			s.keep(1)
			return
		}
		if hasPrefixFold(rest, "http://") || hasPrefixFold(rest, "https://") {
			n := strings.IndexAny(rest, " \t\n\r)>]\"")
			if n < 0 {
				n = len(rest)
			}
			s.hide(n)
			return
		}
		s.keep(1)
	case '&', 0xC2, 0xE2:
		for _, r := range readAs {
			if strings.HasPrefix(rest, r.from) {
				s.replace(len(r.from), r.to)
				return
			}
		}
		s.keep(1)
	default:
		s.keep(1)
	}
}

// readAs are the characters that are read as an ASCII character.
var readAs = [...]struct {
	from string
	to   byte
}{
	{"&nbsp;", ' '}, {"\u00a0", ' '}, {"\u202f", ' '}, {"\u2009", ' '}, {"\u2019", '\''},
	{"\u2010", '-'}, {"\u2011", '-'}, {"\u2012", '-'}, {"\u2212", '-'}, // "2026‑01‑12", "UTC−5"
}

// maxTarget is the maximum length of the address of a link in bytes.
const maxTarget = 4096

// spaced reports whether the run of n marks here has white space on both sides,
// so that it is not emphasis: "5 * 3", or the sign of a list.
func (s *stripper) spaced(n int) bool {
	space := func(i int) bool {
		return i < 0 || i >= len(s.body) || s.body[i] == ' ' || s.body[i] == '\t' || s.body[i] == '\n'
	}
	return space(s.i-1) && space(s.i+n)
}

// code hides a code span or a fenced code block.
func (s *stripper) code(rest string) {
	n := run(rest)
	if n == s.noTick {
		s.keep(n)
		return
	}
	for i := n; i < len(rest); {
		j := strings.IndexByte(rest[i:], '`')
		if j < 0 {
			break
		}
		i += j
		m := run(rest[i:])
		if m == n {
			s.hide(i + m)
			return
		}
		i += m
	}
	if s.noTick >= 0 { // two lengths that are not closed: hide the rest rather than search repeatedly
		s.hide(len(rest))
		return
	}
	s.noTick = n
	s.keep(n)
}

// tag hides an HTML tag, a comment, or an address in angle brackets.
func (s *stripper) tag(rest string) {
	if len(rest) < 2 || !isLetter(rest[1]) && rest[1] != '/' && rest[1] != '!' {
		s.keep(1)
		return
	}
	closing, none := ">", &s.noTag
	if strings.HasPrefix(rest, "<!--") {
		closing, none = "-->", &s.noNote
	}
	n := -1
	if !*none {
		n = strings.Index(rest, closing)
	}
	if n < 0 {
		*none = true
		s.keep(1)
		return
	}
	s.hide(n + len(closing))
}

// run returns the length of the run of equal bytes at the start of s.
func run(s string) int {
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// wordBefore and wordAt report whether a letter or digit is before, or at, byte
// i of s.
func wordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func wordAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
