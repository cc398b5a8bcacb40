package markdown

// The direct path knows lines, blank lines, paragraphs, and tight lists that
// stand alone in their block and have one level and items of one line after "-
// " or "N. ". It gives up at the first byte that might mean anything else. A
// body that it reads to the end is one that goldmark reads in the same way.
//
// Each of the rules below is there because the output would differ from
// goldmark's without it. A superfluous rule costs a little time; a missing rule
// produces a wrong report.

// A lineKind is the kind of a line on the direct path.
type lineKind uint8

const (
	lineEnd    lineKind = iota // no more lines
	lineBail                   // not for the direct path
	lineText                   // of a paragraph
	lineBullet                 // "- text"
	lineNumber                 // "N. text"
)

// A scanner reads the lines of a body on the direct path.
type scanner struct {
	md   string
	pos  int
	open lineKind // block that the line before belongs to; lineEnd if none
	last lineKind // kind of the last block

	// About the present line:
	text    string // without its marker and the spaces at its end
	escaped bool   // text has backslashes before punctuation
	markup  bool   // text has characters that HTML escapes, other than after backslashes
	opens   bool   // the line is the first one of its block
	number  int    // of the item, if opens is set
}

// The meaning of a byte inside a line.
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
			t[i] = inBail // tabs, and characters that the guard handles
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

// The meaning of a byte at the start of a line or an item.
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

// IsPunct reports whether c is ASCII punctuation, which a backslash can escape.
func IsPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// at returns the byte at i, or a line feed after the end.
func (s *scanner) at(i int) byte {
	if i < len(s.md) {
		return s.md[i]
	}
	return '\n'
}

// next reads the next line that is not blank.
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
		return lineBail // a list that touches text or another list, as a lazy line or an interruption
	case s.opens && kind != lineText && kind == s.last:
		return lineBail // a loose list
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

// mark reads a list marker. It returns the kind of the line and the start of
// the text.
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
	// Neither the text of an item nor a line may begin a block itself.
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

// line reads the text of a line that begins at start.
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
				return lineBail // a hard break, or a backslash that engines treat differently
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
	// Two spaces at the end of a line make a hard break. In this dialect
	// every line break is one, so spaces can be dropped.
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
