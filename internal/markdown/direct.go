package markdown

// The direct path knows lines, blank lines, paragraphs, and tight lists of one
// level that stand alone in their block, with "- " or "N. " before each item of
// one line. It gives up at the first byte that might mean anything else; a body
// it has read to the end is one that goldmark reads the same way.
//
// The rules below are there because goldmark and the output differ without
// them; a rule more costs a little time, a rule less is a wrong report.

// A lineKind is what one line is to the direct path.
type lineKind uint8

const (
	lineEnd    lineKind = iota // no more lines
	lineBail                   // not for the direct path
	lineText                   // of a paragraph
	lineBullet                 // "- text"
	lineNumber                 // "N. text"
)

// A scanner reads the lines of a body for the direct path.
type scanner struct {
	md   string
	pos  int
	open lineKind // block the line before belongs to; lineEnd: none
	last lineKind // block opened last

	// Of the line read last:
	text    string // without its mark and the spaces at its end
	escaped bool   // text holds backslashes before punctuation
	markup  bool   // text holds what HTML escapes; not set for what is behind backslashes
	opens   bool   // the line is the first of its block
	number  int    // where opens: of the item
}

// What a byte means inside a line.
const (
	inPlain uint8 = iota
	inBail
	inNewline
	inBackslash
	inAmpersand
	inMarkup // > and "
	inUnderscore
	inTilde
	inHigh // not ASCII
)

var inlineClass = func() (t [256]uint8) {
	for i := range t {
		switch {
		case i < ' ' || i == 0x7f:
			t[i] = inBail // the guard's business, and tabs
		case i >= 0x80:
			t[i] = inHigh
		}
	}
	for _, c := range []byte("*`[<") {
		t[c] = inBail
	}
	t['\n'] = inNewline
	t['\\'] = inBackslash
	t['&'] = inAmpersand
	t['>'], t['"'] = inMarkup, inMarkup
	t['_'] = inUnderscore
	t['~'] = inTilde
	return t
}()

// What a byte means at the start of a line or of an item.
const (
	startPlain uint8 = iota
	startBail
	startDash
	startDigit
	startTilde
)

var startClass = func() (t [256]uint8) {
	for _, c := range []byte(" #>+=:|") {
		t[c] = startBail
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = startDigit
	}
	t['-'] = startDash
	t['~'] = startTilde
	return t
}()

// IsAlnum reports whether c is an ASCII letter or digit.
func IsAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// IsPunct reports whether c is ASCII punctuation, which a backslash escapes.
func IsPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// at returns the byte at i, or a line feed behind the end.
func (s *scanner) at(i int) byte {
	if i < len(s.md) {
		return s.md[i]
	}
	return '\n'
}

// next reads a line that is not blank.
func (s *scanner) next() lineKind {
	for s.pos < len(s.md) && s.md[s.pos] == '\n' {
		s.pos++
		s.open = lineEnd
	}
	if s.pos == len(s.md) {
		return lineEnd
	}
	kind, start := s.mark()
	if kind == lineBail {
		return lineBail
	}
	switch s.opens = s.open == lineEnd; {
	case !s.opens && kind != s.open:
		return lineBail // a list that touches text or another list: lazy lines, interruptions
	case s.opens && kind != lineText && kind == s.last:
		return lineBail // one list, but loose
	}
	s.open, s.last = kind, kind
	return s.line(kind, start)
}

// isDirect reports whether md takes the direct path.
func isDirect(md string) bool {
	s := scanner{md: md}
	for {
		switch s.next() {
		case lineEnd:
			return true
		case lineBail:
			return false
		}
	}
}

// mark reads the mark of an item, if there is one, and returns where the text
// behind it starts.
func (s *scanner) mark() (lineKind, int) {
	i := s.pos
	kind := lineText
	switch startClass[s.md[i]] {
	case startPlain:
		return lineText, i
	case startDash:
		if IsAlnum(s.at(i + 1)) {
			return lineText, i
		}
		if s.at(i+1) != ' ' {
			return lineBail, 0
		}
		kind, i = lineBullet, i+2
	case startDigit:
		n, number := 0, 0
		for n = i; isDigit(s.at(n)); n++ {
			if n-i >= 9 {
				return lineBail, 0
			}
			number = number*10 + int(s.md[n]-'0')
		}
		if c := s.at(n); c != '.' && c != ')' || s.at(n+1) != ' ' && s.at(n+1) != '\n' {
			return lineText, i
		} else if c == ')' || s.at(n+1) == '\n' {
			return lineBail, 0
		}
		if s.open == lineEnd {
			s.number = number
		}
		kind, i = lineNumber, n+2
	}
	// The text of an item, or a line of its own, must not start a block itself.
	switch startClass[s.at(i)] {
	case startBail:
		return lineBail, 0
	case startDash:
		if !IsAlnum(s.at(i + 1)) {
			return lineBail, 0
		}
	case startDigit:
		n := i
		for isDigit(s.at(n)) {
			n++
		}
		if c := s.at(n); (c == '.' || c == ')') && !IsAlnum(s.at(n+1)) {
			return lineBail, 0
		}
	case startTilde:
		if s.at(i+1) == '~' && s.at(i+2) == '~' {
			return lineBail, 0
		}
	}
	if s.at(i) == '\n' {
		return lineBail, 0
	}
	return kind, i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// line reads the text of a line from start on.
func (s *scanner) line(kind lineKind, start int) lineKind {
	s.escaped, s.markup = false, false
	md := s.md
	i := start
scan:
	for ; i < len(md); i++ {
		for i+4 <= len(md) && inlineClass[md[i]]|inlineClass[md[i+1]]|inlineClass[md[i+2]]|inlineClass[md[i+3]] == inPlain {
			i += 4
		}
		if i == len(md) {
			break
		}
		switch inlineClass[md[i]] {
		case inNewline:
			break scan
		case inBail:
			return lineBail
		case inBackslash:
			c := s.at(i + 1)
			if c == '\n' {
				return lineBail // a hard break, or a backslash: not the same everywhere
			}
			if IsPunct(c) {
				s.escaped = true
				i++
			}
		case inAmpersand:
			if c := s.at(i + 1); IsAlnum(c) || c == '#' {
				return lineBail
			}
			s.markup = true
		case inMarkup:
			s.markup = true
		case inUnderscore:
			if i == start || !IsAlnum(md[i-1]) {
				return lineBail
			}
			for s.at(i+1) == '_' {
				i++
			}
			if !IsAlnum(s.at(i + 1)) {
				return lineBail
			}
		case inTilde:
			if s.at(i+1) == '~' {
				return lineBail
			}
		case inHigh:
			r, n := decodeRune(md, i)
			if n == 1 || unsafeInBody(r) {
				return lineBail
			}
			i += n - 1
		}
	}
	s.pos = i
	if i < len(md) {
		s.pos++
	}
	// Two spaces at the end of a line are a hard break, and so is its end.
	end := i
	for md[end-1] == ' ' {
		end--
	}
	if end < i && md[end-1] == '\\' {
		return lineBail
	}
	s.text = md[start:end]
	return kind
}

// appendUnescaped appends text without the backslashes before punctuation.
func appendUnescaped(dst []byte, text string) []byte {
	from := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '\\' && IsPunct(text[i+1]) {
			dst = append(dst, text[from:i]...)
			i++
			from = i
		}
	}
	return append(dst, text[from:]...)
}
