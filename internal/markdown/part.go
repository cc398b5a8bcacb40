package markdown

import (
	"bytes"
	"strings"
)

// Part writes Markdown as a part of a larger document that any engine of
// CommonMark may read, such as one that passes raw HTML on and knows other
// extensions than we do. The zero value works.
//
// Whatever could come to life there is written as the text that it shows as in
// HTML: raw HTML, links to addresses that are not of the web or of mail, what
// looks like a footnote, a wiki link or an attribute. Code stays code: where
// engines might not agree about its ends, it is written in a form in which they
// do. All the rest stays byte for byte, without what the guard removes.
// A body beyond the limits of [Check] is escaped as a whole.
type Part struct {
	// Shift is how many levels headings move down, but not below 6; underlined
	// ones become "#" ones then. With 0 they stay, and so do empty ones.
	Shift int
	// Comments keeps comments that stand alone, between blocks or in a line of
	// text, in a form that ends at the same place for every engine. Without it,
	// and in a block of other HTML, they are left out.
	Comments bool
}

// Source returns md as a part. It is md itself where nothing changes.
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

// AppendCell appends md as the text of a cell of a table: on one line, with its
// bars escaped. [CellText] is the way back.
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

// joinLines returns md on one line, with a space between the texts of lines.
func joinLines(md string) string {
	var b []byte
	for line := range strings.SplitSeq(md, "\n") {
		line = strings.Trim(line, " \t")
		if line != "" && len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, line...)
	}
	return string(b)
}

// appendBarsEscaped appends md as the last cell of a row, before its bar.
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
		dst = append(dst, ' ') // the bar behind it must stay one
	}
	return dst
}

// cellStart begins a table of one cell.
const cellStart = "|a|\n|-|\n|"

// sanitize returns src without what could come to life. Each edit may make
// Markdown of what was text, so it begins again until there is nothing to edit.
// It gives up where that does not end.
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

// mayComeToLife is a cheap test for the characters with which raw HTML, code,
// links, attributes and addresses with an escape begin.
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
