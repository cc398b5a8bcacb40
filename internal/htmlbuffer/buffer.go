// Package htmlbuffer appends the small pieces of HTML that the pages of
// incidents and the pages of services have in common. Text from outside is
// escaped here.
package htmlbuffer

import (
	"strconv"
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Buffer appends HTML to Dst, with words of Lang.
type Buffer struct {
	Dst  []byte
	Lang *words.Language
}

// Text appends HTML.
func (w *Buffer) Text(s string) { w.Dst = append(w.Dst, s...) }

// Texts appends several pieces of HTML.
func (w *Buffer) Texts(list ...string) {
	for _, s := range list {
		w.Dst = append(w.Dst, s...)
	}
}

// Number appends a number.
func (w *Buffer) Number(n int) { w.Dst = strconv.AppendInt(w.Dst, int64(n), 10) }

// Escaped replaces w.Dst by dst, which is w.Dst with plain text appended, and
// escapes that text. Isolated parts of it get an element of their own.
func (w *Buffer) Escaped(dst []byte) {
	w.Dst = markdown.EscapeIsolated(dst, len(w.Dst))
}

// Plain appends one line of plain text.
func (w *Buffer) Plain(s string) { w.Escaped(markdown.AppendLine(w.Dst, s)) }

// Insert appends one line of plain text that shares its line with other text.
func (w *Buffer) Insert(s string) { w.Escaped(markdown.AppendInsert(w.Dst, s)) }

// Word appends a word of the model as a person would write it ("in progress"
// for "in_progress") if it is known, and unchanged if not.
func (w *Buffer) Word(word string, known bool) {
	if known {
		w.Dst = w.Lang.Terms.AppendReadable(w.Dst, word)
	} else {
		w.Insert(word)
	}
}

// More appends the number of elements that are left out, if any.
func (w *Buffer) More(lead string, n int) {
	if n > 0 {
		w.Text(lead)
		w.Number(n)
		w.Texts(" ", w.Lang.Word(words.More))
	}
}

// Element appends the HTML that content appends, between open and end. If that
// is nothing, nothing is appended.
func (w *Buffer) Element(open string, content func(), end string) {
	start := len(w.Dst) + len(open)
	w.Text(open)
	if content(); len(w.Dst) > start {
		w.Text(end)
	} else {
		w.Dst = w.Dst[:start-len(open)]
	}
}

// Attribute appends an attribute whose value is one line of plain text.
func (w *Buffer) Attribute(name, value string) {
	w.Texts(" ", name, `="`)
	w.Dst = markdown.EscapeHTML(markdown.AppendLine(w.Dst, value), len(w.Dst))
	w.Text(`"`)
}

// Class appends one more class, if word is not "".
func (w *Buffer) Class(word string) {
	if word != "" {
		w.Texts(" ", word)
	}
}

// ValidWord returns a valid word of the model, to be used as a class, and ""
// for an unknown one, which may be anything.
func ValidWord[T interface {
	~string
	Valid() bool
}](word T) string {
	if word.Valid() {
		return string(word)
	}
	return ""
}

// OpenHeading begins the start tag of a heading. Levels below 6 are written as
// 6.
func (w *Buffer) OpenHeading(level int) {
	w.Text("<h")
	w.Number(min(level, 6))
}

// CloseHeading appends the end tag of a heading.
func (w *Buffer) CloseHeading(level int) {
	w.Text("</h")
	w.Number(min(level, 6))
	w.Text(">\n")
}

// Link appends a link to url with name as its text, or only the name if the url
// is not safe. rel holds further attributes.
func (w *Buffer) Link(url, name, rel string) {
	if !markdown.IsSafeURL(url) {
		w.Insert(name)
		return
	}
	w.Text(`<a href="`)
	w.URL(url)
	w.Texts(`"`, rel, ">")
	w.Insert(name)
	w.Text("</a>")
}

// URL appends a URL as the value of a quoted attribute. Characters and bytes
// that are not allowed in a URL are percent-encoded.
func (w *Buffer) URL(url string) {
	const hex = "0123456789ABCDEF"
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ', c >= 0x7f, strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			w.Dst = append(w.Dst, '%', hex[c>>4], hex[c&15])
		case c == '&':
			w.Text("&amp;")
		default:
			w.Dst = append(w.Dst, c)
		}
	}
}

// SVG appends a template of SVG, replacing each "$" by the next number and each
// "@" by the next number of hundredths of a percent.
func (w *Buffer) SVG(template string, numbers ...int) {
	for i := range len(template) {
		switch c := template[i]; c {
		case '$':
			w.Number(numbers[0])
			numbers = numbers[1:]
		case '@':
			w.Number(numbers[0] / 100)
			if r := numbers[0] % 100; r != 0 {
				w.Dst = append(w.Dst, '.', byte('0'+r/10), byte('0'+r%10))
			}
			w.Text("%")
			numbers = numbers[1:]
		default:
			w.Dst = append(w.Dst, c)
		}
	}
}
