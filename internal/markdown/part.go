package markdown

import (
	"bytes"
	"slices"
	"strings"
)

// Part rewrites Markdown as a part of a larger document that any CommonMark
// engine may read, including engines that pass raw HTML through or know other
// extensions than this package. The zero value is ready to use.
//
// Anything that could become active there is rewritten as the text that it
// shows as in HTML: raw HTML, links to addresses other than web and mail,
// anything that looks like a footnote, a wiki link or an attribute. Code stays
// code; if engines might disagree about its end, it is rewritten in a form on
// which they agree. Everything else stays unchanged, apart from what the guard
// removes. A body that exceeds the limits of [Check] is escaped as a whole.
type Part struct {
	// Shift is added to the levels of headings, up to 6, and turns
	// underlined headings into "#" headings. If it is 0, headings stay
	// unchanged, even empty ones.
	Shift int
	// Comments keeps comments that stand alone, between blocks or in a line
	// of text, in a form that ends at the same place for every engine.
	// Other comments, and all comments if it is not set, are removed.
	Comments bool
}

// Source returns md as a part. It returns md itself if nothing changes.
func (p Part) Source(md string) string {
	if isDirect(md) && !mayComeToLife(md) { // no headings, no markup
		return md
	}
	md = Source(md)
	headed := p.Shift > 0 && (strings.IndexByte(md, '#') >= 0 || strings.IndexByte(md, '\n') >= 0 && strings.ContainsAny(md, "=-"))
	if !headed && !mayComeToLife(md) {
		return md
	}
	src := []byte(md)
	if checkSource(src) != nil {
		return FromText(md)
	}
	if headed {
		e := editor{src: src}
		e.shift(parse(src), p.Shift)
		src = e.apply(nil)
	}
	if src, ok := sanitize(src, p.Comments); ok {
		return string(src)
	}
	return FromText(md)
}

// AppendCell appends md as the text of a table cell: on one line, with its bars
// escaped. [CellText] reverses this.
func (p Part) AppendCell(dst []byte, md string) []byte {
	if !isClean(md, guardCode) {
		md = string(appendClean(nil, md, guardCode))
	}
	md = joinLines(md)
	b := appendBarsEscaped([]byte(cellStart), md)
	if mayComeToLife(b) {
		ok := checkSource(b) == nil
		if ok {
			b, ok = sanitize(append(b, '|'), p.Comments)
			b = bytes.TrimSuffix(b, []byte("|"))
		}
		if !ok {
			return AppendEscaped(dst, md, Cell)
		}
	}
	return append(dst, bytes.Trim(b[len(cellStart):], " ")...)
}

// joinLines returns md on one line, with a space between the texts of its
// lines.
func joinLines(md string) string {
	lines := strings.Split(md, "\n")
	for i := range lines {
		lines[i] = strings.Trim(lines[i], " \t")
	}
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return line == "" }), " ")
}

// appendBarsEscaped appends md as the last cell of a row, before its closing
// bar.
func appendBarsEscaped(dst []byte, md string) []byte {
	slashes := 0
	for i := range len(md) {
		c := md[i]
		if c == '|' && slashes%2 == 0 {
			dst = append(dst, '\\')
		}
		if dst = append(dst, c); c == '\\' {
			slashes++
		} else {
			slashes = 0
		}
	}
	if slashes%2 == 1 {
		dst = append(dst, ' ') // a backslash would escape the closing bar
	}
	return dst
}

// cellStart is the beginning of a table with one cell.
const cellStart = "|a|\n|-|\n|"

// sanitize returns src without anything that could become active. Each edit may
// turn text into Markdown, so it starts again until there is nothing left to
// edit. ok is false if that does not end.
func sanitize(src []byte, comments bool) (_ []byte, ok bool) {
	for range 5 {
		if !mayComeToLife(src) {
			return src, true
		}
		if checkSource(src) != nil {
			break
		}
		root, found := parseExtents(src)
		s := sanitizer{editor: editor{src: src}, extents: found, comments: comments}
		s.walk(root)
		s.text()
		next := s.editor.apply(nil)
		if bytes.Equal(next, src) {
			return src, true
		}
		src = next
	}
	return nil, false
}

// mayComeToLife is a fast check for the characters that begin raw HTML, code,
// links, attributes, and addresses with an escape.
func mayComeToLife[T string | []byte](src T) bool {
	address, carried, tildes := false, false, 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '<', '`', '[', '{':
			return true
		case '~':
			if tildes++; tildes == 3 {
				return true
			}
			continue
		case '\\':
			if address { // see addressWord
				return true
			}
			if i+1 < len(src) && IsPunct(src[i+1]) {
				if carried {
					return true
				}
				i++
			} else {
				carried = carried || isCarried(src, i)
			}
		case ':', '.':
			address = address || isAddressMark(src, i)
		case ' ', '\t', '\n':
			address = false
		}
		tildes = 0
	}
	return false
}
