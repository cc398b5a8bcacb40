package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Position is a place in Markdown where a text is to stand.
type Position uint8

const (
	// Paragraph is a paragraph of its own. Line breaks are kept. Blank
	// lines, which no paragraph can hold, are dropped.
	Paragraph Position = iota
	// Heading is the rest of a line that begins with "# ".
	Heading
	// ListItem is the rest of a line that begins with "- " or "1. ".
	ListItem
	// Cell is a table cell, between "| " and " |".
	Cell
	// LinkText is between "[" and "]".
	LinkText
	// LinkTarget is an address between "](" and ")".
	LinkTarget
)

// AppendEscaped appends Markdown that reads back as the given text and as
// nothing else, in goldmark with or without its extensions.
//
// The text is guarded first. In a Paragraph, the spaces at the ends of lines
// are kept. At any other position the text becomes one line, as with
// [AppendLine]. In a LinkTarget, spaces, controls and invisible characters are
// percent-encoded and not dropped.
func AppendEscaped(dst []byte, text string, pos Position) []byte {
	switch pos {
	case LinkTarget:
		return appendEscapedTarget(dst, text)
	case Paragraph:
		if !isClean(text, guardCode) {
			text = string(appendClean(nil, text, guardCode))
		}
		start := len(dst)
		for more := true; more; {
			var line string
			line, text, more = strings.Cut(text, "\n")
			if isBlank(line) {
				continue
			}
			if len(dst) > start {
				dst = append(dst, '\n')
			}
			lead := len(line) - len(strings.TrimLeft(line, " \t"))
			dst = appendSpaces(dst, line[:lead])
			end := len(strings.TrimRight(line, " \t"))
			dst = appendEscapedLine(dst, line[lead:end], escapeAutolink|escapeStart)
			dst = appendSpaces(dst, line[end:])
		}
		return dst
	}
	how := escapeAutolink
	switch pos {
	case Heading:
		how |= escapeHeading
	case ListItem:
		how |= escapeStart
	case Cell:
		how |= escapeCell | escapeStart
	}
	if !IsLine(text) {
		text = string(appendLineSlow(nil, text))
	}
	return appendEscapedLine(dst, text, how)
}

// appendSpaces appends spaces and tabs in a form that is neither indentation
// nor a hard break.
func appendSpaces(dst []byte, s string) []byte {
	for i := range len(s) {
		if s[i] == '\t' {
			dst = append(dst, "&#9;"...)
		} else {
			dst = append(dst, "&#32;"...)
		}
	}
	return dst
}

// isBlank reports whether goldmark treats a guarded line as blank.
func isBlank(line string) bool { return strings.Trim(line, " \t") == "" }

// escaping says how a line is escaped.
type escaping uint8

const (
	escapeStart    escaping = 1 << iota // at the start of a line or an item
	escapeHeading                       // in a heading: no "#" at its end, no attributes
	escapeCell                          // in a cell: no "|"
	escapeAutolink                      // no addresses that extensions turn into links
)

// appendEscapedLine appends a line that has been guarded and has no space at
// its ends.
func appendEscapedLine(dst []byte, s string, how escaping) []byte {
	if how&escapeStart != 0 {
		dst, s = appendEscapedStart(dst, s)
	}
	hashes := len(s)
	if how&escapeHeading != 0 {
		hashes = len(strings.TrimRight(s, "#"))
	}
	from := 0
	var word addressWord
	var braces attributeBraces
	for i := 0; i < len(s); i++ {
		escape := false
		switch s[i] {
		case '\\', '`', '*', '[', ']', '<', '~':
			escape = true
		case '|':
			escape = how&escapeCell != 0
		case '{':
			escape = how&escapeHeading != 0 || braces.beginAttributes(s, i)
		case '#':
			escape = i == hashes
		case '_':
			// Both ends of the run decide.
			end := i
			for end < len(s) && s[end] == '_' {
				end++
			}
			if i > 0 && IsAlnum(s[i-1]) && end < len(s) && IsAlnum(s[end]) {
				i = end - 1
				continue
			}
			dst = append(dst, s[from:i]...)
			for ; i < end; i++ {
				dst = append(dst, '\\', '_')
			}
			from = end
			i = end - 1
			continue
		case '&':
			escape = i+1 < len(s) && (IsAlnum(s[i+1]) || s[i+1] == '#')
		case ':', '.':
			escape = isAddressMark(s, i) && (how&escapeAutolink != 0 || word.hasEscapes(s, i))
		case '@':
			escape = how&escapeAutolink != 0 && i > 0 && i+1 < len(s) && isAddress(s[i-1]) && isAddress(s[i+1])
		}
		if escape {
			dst = append(dst, s[from:i]...)
			dst = append(dst, '\\')
			from = i
		}
	}
	return append(dst, s[from:]...)
}

// isAddressMark reports whether s[i] is the ":" of "://" or the "." of "www.",
// by which extensions recognise an address in text.
func isAddressMark[T string | []byte](s T, i int) bool {
	if s[i] == ':' {
		return len(s) > i+2 && s[i+1] == '/' && s[i+2] == '/'
	}
	return i >= 3 && s[i] == '.' && s[i-1]|0x20 == 'w' && s[i-2]|0x20 == 'w' && s[i-3]|0x20 == 'w'
}

// An addressWord remembers the result for the rest of a word, so that a word
// with many colons or dots is scanned only once.
type addressWord struct {
	end     int
	escapes bool
}

// hasEscapes reports whether the rest of the word at s[i] has escapes or code.
// An engine that turns an address in text into a link takes everything up to
// the next space as the address, including the backslashes of escapes, so that
// escaped characters become markup.
func (w *addressWord) hasEscapes(s string, i int) bool {
	if i >= w.end {
		rest := s[i:]
		if n := strings.IndexAny(rest, " \t\n"); n >= 0 {
			rest = rest[:n]
		}
		w.end, w.escapes = i+len(rest), strings.ContainsAny(rest, "\\<`")
	}
	return w.escapes
}

// isAddress reports whether c may be next to the "@" of an e-mail address.
func isAddress(c byte) bool {
	return IsAlnum(c) || strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", c) >= 0
}

// appendEscapedStart appends the start of s in a form that does not begin a
// block. It returns the rest, whose first character needs no special treatment.
func appendEscapedStart(dst []byte, s string) ([]byte, string) {
	if s == "" {
		return dst, s
	}
	switch s[0] {
	case '-', '+':
		if s[0] == '-' && len(s) > 1 && IsAlnum(s[1]) {
			break
		}
		return append(dst, '\\', s[0]), s[1:]
	case '#', '>', '=', ':', '|':
		return append(dst, '\\', s[0]), s[1:]
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		i := 1
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i < len(s) && (s[i] == '.' || s[i] == ')') && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\t') {
			dst = append(dst, s[:i]...)
			return append(dst, '\\', s[i]), s[i+1:]
		}
	}
	return dst, s
}

// appendEscapedTarget appends the destination of a link.
func appendEscapedTarget(dst []byte, url string) []byte {
	if url == "" {
		return append(dst, "<>"...)
	}
	for i := 0; i < len(url); {
		c := url[i]
		if c >= utf8.RuneSelf {
			r, n := decodeRune(url, i)
			if n == 1 || unsafeInBody(r) || invisible(r) || unicode.IsSpace(r) {
				for _, c := range []byte(url[i : i+n]) {
					dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
				}
			} else {
				dst = append(dst, url[i:i+n]...)
			}
			i += n
			continue
		}
		i++
		switch {
		case c <= ' ' || c == 0x7f || strings.IndexByte("<>`\"", c) >= 0: // not allowed in an address
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
		case c == '&' && i < len(url) && (IsAlnum(url[i]) || url[i] == '#'):
			// goldmark removes the backslash of "\&amp;" before it
			// looks for entities.
			dst = append(dst, "&amp;"...)
		case strings.IndexByte("\\()[]|*'", c) >= 0:
			dst = append(dst, '\\', c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
