package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// AppendFromText appends the Markdown of a body that a report shows as plain
// text. [Text.Append] writes it back as the same lines.
//
// A line "• text" is an item of a list. Lines "1. text", "2. text" and so on
// are items if there are at least two and they count from 1, since Markdown
// would renumber them. Everything else is text; a hand-written "- text" stays
// unchanged.
//
// The lines of the result are the same as those of text, except for blank lines
// (a list has one before and after it), spaces at the ends of lines, and tabs,
// which become spaces. A line of invisible characters is blank.
func AppendFromText(dst []byte, text string) []byte {
	if !isClean(text, guardBody) {
		text = string(appendClean(nil, text, guardBody))
	}
	start := len(dst)
	open, last := lineEnd, lineEnd // as in scanner
	lines := textLines{text}
	for {
		ahead := lines
		line, blank := ahead.next()
		if line == "" {
			return dst
		}
		kind, items, loose := lines.list(last)
		switch {
		case len(dst) == start:
		case kind == lineText && open == lineText && !blank:
			dst = append(dst, '\n')
		default:
			dst = append(dst, "\n\n"...)
		}
		open, last = kind, kind
		if kind == lineText {
			lines = ahead
			dst = appendEscapedLine(dst, line, escapeStart)
			continue
		}
		for n := 1; n <= items; n++ {
			line, _ = lines.next()
			if n > 1 {
				dst = append(dst, '\n')
				if loose {
					dst = append(dst, '\n')
				}
			}
			if kind == lineBullet {
				dst = append(dst, "- "...)
			} else {
				dst = append(strconv.AppendInt(dst, int64(n), 10), ". "...)
			}
			item, _ := cutItem(line, kind, n)
			dst = appendEscapedLine(dst, item, escapeStart)
		}
	}
}

// FromText returns the Markdown that [AppendFromText] appends. It returns text
// itself if the two are equal.
func FromText(text string) string {
	if IsVerbatim(text) {
		return text
	}
	var buf [1024]byte
	if md := AppendFromText(buf[:0], text); string(md) != text {
		return string(md)
	}
	return text
}

// IsVerbatim reports whether text is its own Markdown: [AppendFromText] and,
// for a single line, [AppendEscaped] for a Paragraph return it unchanged. Most
// bodies are verbatim. IsVerbatim may return false for such a text if it has a
// character that could be markup.
func IsVerbatim(text string) bool {
	s := scanner{md: text}
	for kind := s.next(); kind != lineEnd; kind = s.next() {
		// A character at either end that is not ASCII may be a bullet or
		// a space.
		if kind != lineText || s.text[0] >= utf8.RuneSelf || s.text[len(s.text)-1] >= utf8.RuneSelf {
			return false
		}
	}
	for i := range len(text) {
		switch text[i] {
		case '\\', ']', '~', '@', '{':
			return false
		case ':', '.':
			if isAddressMark(text, i) {
				return false
			}
		case '\n': // one or two, without a space before them
			if i == 0 || text[i-1] == ' ' || strings.HasPrefix(text[i:], "\n\n\n") {
				return false
			}
		}
	}
	return text != "" && text[len(text)-1] != ' ' && text[len(text)-1] != '\n'
}

// textLines are the remaining lines of a text.
type textLines struct{ rest string }

// next returns the next visible line, without the spaces around it, and whether
// a blank line came before it. At the end, it returns an empty line.
func (l *textLines) next() (line string, blank bool) {
	for l.rest != "" {
		line, l.rest, _ = strings.Cut(l.rest, "\n")
		line = strings.Trim(line, " \u00a0")
		if shows(line) {
			return line, blank
		}
		blank = true
	}
	return "", false
}

// list returns the kind of the next block. For a list it also returns the
// number of its items, and whether blank lines separate any of them.
func (l textLines) list(last lineKind) (kind lineKind, items int, loose bool) {
	line, _ := l.next()
	kind = lineBullet
	if _, ok := cutItem(line, kind, 1); !ok {
		kind = lineNumber
		// After another numbered list it would continue the numbers of
		// that list.
		if _, ok := cutItem(line, kind, 1); !ok || last == lineNumber {
			return lineText, 0, false
		}
	}
	for items = 1; ; items++ {
		line, blank := l.next()
		if _, ok := cutItem(line, kind, items+1); !ok {
			break
		}
		loose = loose || blank
	}
	if kind == lineNumber && items < 2 {
		return lineText, 0, false
	}
	return kind, items, loose
}

// cutItem returns the text of item n of a list: "• text" or "n. text". A marker
// followed by nothing, or directly by a letter as in some names, does not begin
// an item.
func cutItem(line string, kind lineKind, n int) (string, bool) {
	var buf [24]byte
	mark := append(buf[:0], "•"...)
	if kind == lineNumber {
		mark = append(strconv.AppendInt(buf[:0], int64(n), 10), '.')
	}
	if len(line) <= len(mark) || line[:len(mark)] != string(mark) {
		return "", false
	}
	rest := line[len(mark):]
	item := strings.TrimLeft(rest, " \u00a0")
	return item, item != "" && len(item) < len(rest)
}

// shows reports whether a line has a visible character.
func shows(line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool {
		switch {
		case r == ' ', r == 0xa0, r == 0x061c, 0x200b <= r && r <= 0x200f, 0x2066 <= r && r <= 0x2069, 0xfe00 <= r && r <= 0xfe0f:
			return false
		}
		return !invisible(r)
	})
}
