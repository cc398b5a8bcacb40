package render

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// htmlBuffer appends the small pieces of HTML that several printers need.
type htmlBuffer struct {
	dst  []byte
	lang *words.Language
}

func (w *htmlBuffer) text(s string) { w.dst = append(w.dst, s...) }

// texts appends several texts.
func (w *htmlBuffer) texts(list ...string) {
	for _, s := range list {
		w.dst = append(w.dst, s...)
	}
}

func (w *htmlBuffer) number(n int) { w.dst = appendInt(w.dst, n) }

// escaped replaces w.dst by dst, which is w.dst with plain text appended, and
// escapes that text. Isolated parts of it get an element of their own.
func (w *htmlBuffer) escaped(dst []byte) {
	w.dst = markdown.EscapeIsolated(dst, len(w.dst))
}

// plain appends one line of plain text.
func (w *htmlBuffer) plain(s string) { w.escaped(markdown.AppendLine(w.dst, s)) }

// insert appends one line of plain text that shares its line with other text.
func (w *htmlBuffer) insert(s string) { w.escaped(markdown.AppendInsert(w.dst, s)) }

// readable appends a valid word of the model as a person would write it: "in
// progress" for "in_progress".
func (w *htmlBuffer) readable(word string) { w.dst = w.lang.Terms.AppendReadable(w.dst, word) }

// word appends a word of the model as a person would write it if it is known,
// and unchanged if not.
func (w *htmlBuffer) word(word string, known bool) {
	if known {
		w.readable(word)
	} else {
		w.insert(word)
	}
}

// class appends one more class, if word is not "".
func (w *htmlBuffer) class(word string) {
	if word != "" {
		w.texts(" ", word)
	}
}

// validWord returns a valid word of the model, to be used as a class, and ""
// for an unknown one, which may be anything.
func validWord[T interface {
	~string
	Valid() bool
}](word T) string {
	if word.Valid() {
		return string(word)
	}
	return ""
}

// openHeading begins the start tag of a heading. Levels below 6 are written as
// 6.
func (w *htmlBuffer) openHeading(level int) {
	w.dst = append(w.dst, '<', 'h', byte('0'+min(level, 6)))
}

func (w *htmlBuffer) closeHeading(level int) {
	w.dst = append(w.dst, '<', '/', 'h', byte('0'+min(level, 6)), '>', '\n')
}

// link appends a link to url with name as its text, or only the name if the url
// is not safe. rel holds further attributes.
func (w *htmlBuffer) link(url, name, rel string) {
	if !markdown.IsSafeURL(url) {
		w.insert(name)
		return
	}
	w.text(`<a href="`)
	w.url(url)
	w.texts(`"`, rel, ">")
	w.insert(name)
	w.text("</a>")
}

// url appends a URL as the value of a quoted attribute. Characters and bytes
// that are not allowed in a URL are percent-encoded.
func (w *htmlBuffer) url(url string) {
	const hex = "0123456789ABCDEF"
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ', c >= 0x7f, strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			w.dst = append(w.dst, '%', hex[c>>4], hex[c&15])
		case c == '&':
			w.text("&amp;")
		default:
			w.dst = append(w.dst, c)
		}
	}
}

// body appends Markdown as blocks, adding shift to the levels of its headings.
func (w *htmlBuffer) body(md string, shift int) {
	if md == "" {
		return
	}
	open := "<div class=\"body\">\n"
	if markdown.Reorders(md) {
		open = "<div class=\"body\" dir=\"auto\">\n"
	}
	w.text(open)
	start := len(w.dst)
	w.dst = markdown.HTML{Shift: shift}.Append(w.dst, md)
	if len(w.dst) == start {
		w.dst = w.dst[:start-len(open)]
		return
	}
	w.text("\n</div>\n")
}

// inline appends the Markdown of a row. A single paragraph is written without
// its element.
func (w *htmlBuffer) inline(md string, shift int) {
	md = markdown.WithoutIsolates(md) // the element isolates it
	start := len(w.dst)
	w.dst = markdown.HTML{Shift: shift}.Append(w.dst, md)
	const open, end = "<p>", "</p>"
	b := w.dst[start:]
	if bytes.HasPrefix(b, []byte(open)) && bytes.Index(b, []byte(end)) == len(b)-len(end) {
		copy(b, b[len(open):len(b)-len(end)])
		w.dst = w.dst[:len(w.dst)-len(open)-len(end)]
		if markdown.Reorders(md) {
			w.dst = append(slices.Insert(w.dst, start, []byte("<bdi>")...), "</bdi>"...)
		}
	}
}

// svg appends a template of SVG, replacing each "$" by the next number and each
// "@" by the next place as a percentage.
func (w *htmlBuffer) svg(template string, numbers ...int) {
	for i := range len(template) {
		switch c := template[i]; c {
		case '$':
			w.number(numbers[0])
			numbers = numbers[1:]
		case '@':
			w.number(numbers[0] / 100)
			if r := numbers[0] % 100; r != 0 {
				w.dst = append(w.dst, '.', byte('0'+r/10), byte('0'+r%10))
			}
			w.text("%")
			numbers = numbers[1:]
		default:
			w.dst = append(w.dst, c)
		}
	}
}

// bar appends a bar whose vertical middle is y; template gives its horizontal
// places. It is paler if open is set, for the time after the last known state
// of a span that has not ended.
func (w *htmlBuffer) bar(s shape, class string, open bool, y int, template string, numbers ...int) {
	w.text(`<rect class="bar`)
	w.class(class)
	opacity := ""
	if open {
		w.class("open")
		opacity = ` fill-opacity=".4"`
	}
	w.svg(template, numbers...)
	w.svg(` y="$" height="$" fill="`, y-s.height/2, s.height)
	w.texts(s.fill, `"`, opacity, `/>`)
}

// more appends the number of elements that are left out, if any.
func (w *htmlBuffer) more(lead string, n int) {
	if n > 0 {
		w.text(lead)
		w.number(n)
		w.texts(" ", w.lang.Word(words.More))
	}
}

// internalMark appends the mark of an action that is not public.
func (w *htmlBuffer) internalMark(a *incident.Action) {
	if a != nil && a.Internal {
		w.texts(` <span class="mark" data-extra>`, w.lang.Word(words.Internal), "</span>")
	}
}

// timeElement is the [plan.Around] of HTML: it writes a time element with the
// instant. Years that HTML cannot express get no element.
func timeElement(dst []byte, t time.Time, end bool) []byte {
	switch {
	case !isInstant(t):
		return dst
	case end:
		return append(dst, "</time>"...)
	}
	dst = append(dst, `<time datetime="`...)
	dst = words.AppendInstant(dst, t)
	return append(dst, `">`...)
}

// isInstant reports whether t is not the zero time and its year is between 1
// and 9999.
func isInstant(t time.Time) bool {
	const first, end = -62135596800, 253402300800 // first seconds of the years 1 and 10000
	s := t.Unix()
	return s > first && s < end
}

// langTag is the form of a BCP 47 tag: a language of two or three letters and
// subtags of up to eight letters and digits, of which the last has two at
// least.
var langTag = regexp.MustCompile(`^[A-Za-z]{2,3}((-[A-Za-z0-9]{1,8})*-[A-Za-z0-9]{2,8})?$`)
