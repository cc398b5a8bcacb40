package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// A guard says which characters of a text are removed or replaced.
type guard uint8

const (
	// guardSource is for the input of goldmark: LF becomes the only line
	// break, and no escape sequence can hide Markdown. Everything else is
	// left to the guard of the output.
	guardSource guard = iota
	// guardBody is for text of several lines that readers see.
	guardBody
	// guardCode is guardBody, but keeps tabs.
	guardCode
)

const (
	zwnj = "\u200c"

	runeNEL = '\u0085'
	runeLS  = '\u2028'
	runePS  = '\u2029'
)

// Classes of ASCII characters that need a closer look.
const (
	asciiPlain uint8 = iota
	asciiSpace
	asciiControl // includes TAB and LF
	asciiHigh    // not ASCII
)

var asciiClass = func() (t [256]uint8) {
	for i := range t {
		switch {
		case i == ' ':
			t[i] = asciiSpace
		case i < ' ' || i == 0x7f:
			t[i] = asciiControl
		case i >= utf8.RuneSelf:
			t[i] = asciiHigh
		}
	}
	return t
}()

// unsafeInBody reports whether r, which is not ASCII, is a C1 control, a line
// break or a bidirectional formatting character.
func unsafeInBody(r rune) bool {
	if r < 0x2028 {
		return r < 0xa0
	}
	return r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

// invisible reports whether r is invisible and without meaning in a text of one
// line. Joiners, variation selectors and directional marks have a meaning, so
// they do not count.
func invisible(r rune) bool {
	switch r {
	case 0x00ad, 0x034f, 0x115f, 0x1160, 0x200b, 0x2060, 0x2800, 0x3164, 0xfeff, 0xfff9, 0xfffa, 0xfffb:
		return true
	}
	return 0xe0000 <= r && r <= 0xe007f
}

// isClean reports whether the guard would leave s unchanged.
func isClean[T string | []byte](s T, g guard) bool {
	for i := 0; i < len(s); {
		switch asciiClass[s[i]] {
		case asciiControl:
			if s[i] != '\n' && (s[i] != '\t' || g == guardBody) {
				return false
			}
		case asciiHigh:
			r, n := decodeRune(s, i)
			if n == 1 || unsafeInBody(r) && (g != guardSource || r < 0xa0 && r != runeNEL) {
				return false
			}
			i += n
			continue
		}
		i++
	}
	return true
}

// decodeRune decodes the rune at s[i], which must not be ASCII. A size of 1
// means invalid UTF-8.
func decodeRune[T string | []byte](s T, i int) (rune, int) {
	return utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
}

// appendClean appends s as guarded by g.
func appendClean(dst []byte, s string, g guard) []byte {
	dst, open := appendCleanPart(dst, s, g, 0)
	dst, _ = closeIsolates(dst, open)
	return dst
}

// appendCleanPart is appendClean for a part of a line or of several lines. open
// is the number of isolates open at its start; the result includes the number
// open at its end.
func appendCleanPart(dst []byte, s string, g guard, open int) ([]byte, int) {
	var esc escapes
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := decodeRune(s, i)
			switch {
			case n == 1:
				dst = utf8.AppendRune(dst, utf8.RuneError)
			case r == runeNEL || r == runeLS || r == runePS:
				if g == guardSource {
					dst = append(dst, s[i:i+n]...)
				} else {
					dst, open = closeIsolates(dst, open)
					dst = append(dst, '\n')
				}
			case r < 0xa0:
				n = max(n, esc.len(s[i:]))
			case g == guardSource || !unsafeInBody(r):
				dst = append(dst, s[i:i+n]...)
			case r <= 0x202e: // embeddings and overrides
			case r == 0x2069:
				if open > 0 {
					open--
					dst = append(dst, pdi...)
				}
			default:
				open++
				dst = append(dst, s[i:i+n]...)
			}
			i += n
			continue
		}
		i++
		switch {
		case c == '\r':
			esc.endless = false
			if i < len(s) && s[i] == '\n' {
				continue
			}
			fallthrough
		case c == '\n':
			esc.endless = false
			dst, open = closeIsolates(dst, open)
			dst = append(dst, '\n')
		case c == '\t' && g != guardBody, c >= ' ' && c != 0x7f:
			dst = append(dst, c)
		case c == '\t', c == '\v', c == '\f':
			dst = append(dst, ' ')
		case c == 0:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		case c == 0x1b:
			i += max(1, esc.len(s[i-1:])) - 1
		}
	}
	return dst, open
}

// closeIsolates ends the open isolates. It returns dst and 0.
func closeIsolates(dst []byte, open int) ([]byte, int) {
	for ; open > 0; open-- {
		dst = append(dst, pdi...)
	}
	return dst, 0
}

// An escapes finds control sequences (colours, cursor movements) and control
// strings (titles, hyperlinks).
type escapes struct {
	// endless is set once no control string ends on this line any more.
	// Otherwise the search for the end would start again after each one
	// that does not end.
	endless bool
}

// len returns the length of the escape sequence at the beginning of s, or 0. A
// control string that does not end on its line does not count: only its first
// character is dropped then, so that it cannot swallow the text after it.
func (e *escapes) len(s string) int {
	i := 2
	var kind byte // the character after ESC
	switch {
	case len(s) < 2:
		return 0
	case s[0] == 0x1b:
		kind = s[1]
	case s[0] == 0xc2: // the same as one character: U+009B is ESC [
		kind = s[1] - 0x40
	}
	switch kind {
	case '[': // a control sequence: parameters and a final byte
		for i < len(s) && 0x20 <= s[i] && s[i] <= 0x3f {
			i++
		}
		if i < len(s) && 0x40 <= s[i] && s[i] <= 0x7e {
			return i + 1
		}
	case ']', 'P', 'X', '^', '_': // a control string, up to BEL or ST
		for ; !e.endless && i < len(s) && s[i] != '\n' && s[i] != '\r'; i++ {
			switch {
			case s[i] == 0x07:
				return i + 1
			case i+1 < len(s) && (s[i] == 0x1b && s[i+1] == '\\' || s[i] == 0xc2 && s[i+1] == 0x9c):
				return i + 2
			}
		}
		e.endless = true
	}
	return 0
}

// AppendLine appends s, a title, a name or another field of one line, without
// anything that could look like a second line or hide in it: terminal escapes,
// controls, bidirectional formatting and invisible characters. Runs of white
// space, which include line breaks, become one space, and both ends are
// trimmed. A single no-break space is kept. Invalid UTF-8 and NUL become
// U+FFFD.
func AppendLine(dst []byte, s string) []byte {
	if IsLine(s) {
		return append(dst, s...)
	}
	return appendLineSlow(dst, s)
}

// Line returns the text that [AppendLine] appends.
func Line(s string) string {
	if IsLine(s) {
		return s
	}
	return string(appendLineSlow(nil, s))
}

// IsLine reports whether [AppendLine] would leave s unchanged. It may return
// false for such an s if it has spaces outside ASCII.
func IsLine(s string) bool {
	space := true // as at the start, where another space would be superfluous
	for i := 0; i < len(s); {
		class := asciiClass[s[i]]
		if class == asciiPlain {
			space = false
			i++
			continue
		}
		switch class {
		case asciiSpace:
			if space {
				return false
			}
			space = true
		case asciiControl:
			return false
		case asciiHigh:
			r, n := decodeRune(s, i)
			if n == 1 || unsafeInBody(r) || invisible(r) || unicode.IsSpace(r) {
				return false
			}
			space = false
			i += n
			continue
		}
		i++
	}
	return !space || s == ""
}

// appendLineSlow is [AppendLine] for a text that is not a line yet.
func appendLineSlow(dst []byte, s string) []byte {
	var run int    // number of white-space characters since the last other one
	var space rune // the last of them
	var esc escapes
	start := len(dst)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == 0x1b || r == 0x9b || r == 0x9d || r == 0x90 || r == 0x98 || r == 0x9e || r == 0x9f:
			i += max(n, esc.len(s[i:]))
			continue
		case unicode.IsSpace(r): // includes NEL, LS and PS
			if r == '\n' || r == '\r' {
				esc.endless = false
			}
			run++
			space = r
			i += n
			continue
		case r == 0:
			r = utf8.RuneError
		case r < ' ' || r == 0x7f || r >= utf8.RuneSelf && (unsafeInBody(r) || invisible(r)):
			i += n
			continue
		}
		if run > 0 && len(dst) > start {
			if run > 1 || space < 0xa0 || space == runeLS || space == runePS {
				space = ' '
			}
			dst = utf8.AppendRune(dst, space)
		}
		run = 0
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst
}

// appendForged puts U+200C before the text of the line dst[at:] if the line
// would be read back as structure. Readers ignore spaces at both ends and
// U+200C at the beginning, so forges gets the line without them.
func appendForged(dst []byte, at int, forges func([]byte) bool) []byte {
	text := at
	for n := 1; n > 0; text += n { // skip space
		n = spaceLen(dst[text:])
	}
	core := text // the line as readers see it is dst[core:end]
	for n := 1; n > 0; core += n {
		if n = spaceLen(dst[core:]); bytes.HasPrefix(dst[core:], []byte(zwnj)) {
			n = len(zwnj)
		}
	}
	end := len(dst)
	for end > core {
		if dst[end-1] == ' ' || dst[end-1] == '\t' {
			end--
		} else if end-2 >= core && dst[end-2] == 0xc2 && dst[end-1] == 0xa0 {
			end -= 2
		} else {
			break
		}
	}
	if core == end || !forges(dst[core:end:end]) {
		return dst
	}
	dst = append(dst, zwnj...)
	copy(dst[text+len(zwnj):], dst[text:])
	copy(dst[text:], zwnj)
	return dst
}

// spaceLen returns the length of the space, tab or no-break space at the start
// of b, or 0.
func spaceLen(b []byte) int {
	switch {
	case len(b) > 0 && (b[0] == ' ' || b[0] == '\t'):
		return 1
	case len(b) > 1 && b[0] == 0xc2 && b[1] == 0xa0:
		return 2
	}
	return 0
}
