package render

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// htmlWriter appends the small parts of HTML that several printers need.
type htmlWriter struct {
	dst  []byte
	lang *words.Language
}

func (w *htmlWriter) text(s string) { w.dst = append(w.dst, s...) }

func (w *htmlWriter) number(n int) { w.dst = appendInt(w.dst, n) }

// escape makes text of what was appended from start on.
func (w *htmlWriter) escape(start int) { w.dst = markdown.EscapeHTML(w.dst, start) }

// plain appends a field that is one line of text.
func (w *htmlWriter) plain(s string) {
	start := len(w.dst)
	w.dst = markdown.AppendLine(w.dst, s)
	w.escape(start)
}

// extra appends a phrase that is no part of the report in text.
func (w *htmlWriter) extra(e words.Extra) { w.text(w.lang.Extra(e)) }

// readable appends a valid word of the model as a person would write it.
func (w *htmlWriter) readable(word string) { w.dst = w.lang.AppendReadable(w.dst, word) }

// class appends one more class, unless it is "".
func (w *htmlWriter) class(word string) {
	if word != "" {
		w.text(" ")
		w.text(word)
	}
}

// openHeading begins a heading up to its attributes. Levels end at 6.
func (w *htmlWriter) openHeading(level int) {
	w.dst = append(w.dst, '<', 'h', byte('0'+min(level, 6)))
}

func (w *htmlWriter) closeHeading(level int) {
	w.dst = append(w.dst, '<', '/', 'h', byte('0'+min(level, 6)), '>', '\n')
}

// link appends a name as a link to url if that is safe, else as text. rel is
// further attributes.
func (w *htmlWriter) link(url, name, rel string) {
	if !markdown.IsSafeURL(url) {
		w.plain(name)
		return
	}
	w.text(`<a href="`)
	w.url(url)
	w.text(`"`)
	w.text(rel)
	w.text(">")
	w.plain(name)
	w.text("</a>")
}

// url appends a url as the value of an attribute in quotes. What cannot stand in a
// URL is percent-encoded, invalid UTF-8 included.
func (w *htmlWriter) url(url string) {
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

// attr appends an attribute with a number; name is its beginning: ` y="`.
func (w *htmlWriter) attr(name string, n int) {
	w.text(name)
	w.number(n)
	w.text(`"`)
}

// percent appends an attribute with a place of a picture: ` x="12.34%"`.
func (w *htmlWriter) percent(name string, at int) {
	w.text(name)
	w.number(at / 100)
	if r := at % 100; r != 0 {
		w.dst = append(w.dst, '.', byte('0'+r/10), byte('0'+r%10))
	}
	w.text(`%"`)
}

// openBar begins a bar of a picture.
func (w *htmlWriter) openBar(class string, open bool) {
	w.text(`<rect class="bar`)
	w.class(class)
	if open {
		w.class("open")
	}
	w.text(`"`)
}

// closeBar ends a bar whose middle is at y.
func (w *htmlWriter) closeBar(s shape, open bool, y int) {
	w.attr(` y="`, y-s.height/2)
	w.attr(` height="`, s.height)
	w.text(` fill="`)
	w.text(s.fill)
	if open {
		w.text(`" fill-opacity=".4`)
	}
	w.text(`"/>`)
}

// status appends the label of a status.
func (w *htmlWriter) status(r *plan.Report, s incident.Status) {
	start := len(w.dst)
	w.dst = r.AppendStatus(w.dst, s)
	w.escape(start)
}

// more appends how many are left out, if any are.
func (w *htmlWriter) more(lead string, n int) {
	if n > 0 {
		w.text(lead)
		w.number(n)
		w.text(" ")
		w.extra(words.More)
	}
}

// internalMark appends the mark of an action that is not for the public.
func (w *htmlWriter) internalMark(a *incident.Action) {
	if a != nil && a.Internal {
		w.text(` <span class="mark" data-extra>`)
		w.extra(words.Internal)
		w.text("</span>")
	}
}

// timeElement is the [plan.Around] of HTML: an element with the instant. Years that
// HTML cannot tell have none.
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

// isInstant reports whether the year of t is between 1 and 9999.
func isInstant(t time.Time) bool {
	const first, end = -62135596800, 253402300800 // of year 1, and of year 10000
	s := t.Unix()
	return s > first && s < end
}

// isLang reports whether s has the form of a BCP 47 tag: a language of two or
// three letters and subtags of up to eight letters and digits.
func isLang(s string) bool {
	if len(s) < 2 || len(s) > 35 {
		return false
	}
	for n := 0; ; n++ {
		tag, rest, more := strings.Cut(s, "-")
		for i := range len(tag) {
			if !isAlnum(tag[i]) || n == 0 && tag[i] <= '9' {
				return false
			}
		}
		switch {
		case n == 0 && (len(tag) < 2 || len(tag) > 3), tag == "", len(tag) > 8, len(tag) == 1 && !more:
			return false
		case !more:
			return true
		}
		s = rest
	}
}
