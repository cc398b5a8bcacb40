package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

// An xmlBuffer writes XML. Attributes and texts are escaped, and characters
// that are not allowed in XML 1.0 are dropped.
type xmlBuffer struct{ b bytes.Buffer }

// open writes a start tag. attrs are names and values of attributes; those with
// an empty value are left out.
func (w *xmlBuffer) open(name string, attrs ...string) {
	w.b.WriteByte('<')
	w.b.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			w.b.WriteString(" " + attrs[i] + `="`)
			xml.EscapeText(&w.b, []byte(legal(attrs[i+1])))
			w.b.WriteByte('"')
		}
	}
	w.b.WriteByte('>')
}

// begin writes a start tag whose element has elements on lines of their own.
func (w *xmlBuffer) begin(name string, attrs ...string) {
	w.open(name, attrs...)
	w.b.WriteByte('\n')
}

func (w *xmlBuffer) end(name string) { w.b.WriteString("</" + name + ">\n") }

// empty writes an element without content.
func (w *xmlBuffer) empty(name string, attrs ...string) {
	w.open(name, attrs...)
	w.b.Truncate(w.b.Len() - 1)
	w.b.WriteString("/>\n")
}

// text writes an element with a text, or nothing if the text is empty.
func (w *xmlBuffer) text(name, text string, attrs ...string) {
	if text != "" {
		w.required(name, text, attrs...)
	}
}

// required writes an element with a text, even if that is empty.
func (w *xmlBuffer) required(name, text string, attrs ...string) {
	w.open(name, attrs...)
	xml.EscapeText(&w.b, []byte(legal(text)))
	w.end(name)
}

// legal returns s without the characters that are not allowed in XML 1.0.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
