package htmltext

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/markdown"
)

// Markdown writes HTML as Markdown. The zero value works; a Markdown may be
// used by several goroutines.
//
// Paragraphs are a blank line apart, two br in a row make one too, and a single
// br is a line break. Written as what they are: lists, also those whose items
// are never closed or stand outside a list, links to http, https and mailto
// addresses, emphasis, struck text, code, quotations, headings, rules, and
// tables whose rows have equally many cells. Other tables are lines with "|"
// between the cells, other links their text with the address in brackets,
// images a link with the text that stands for them, or that text. A tag that
// never ends is text.
type Markdown struct {
	// PreWrap says that line breaks in the source are line breaks of the text,
	// as in "white-space: pre-wrap". It is so anyway inside elements that have
	// this style or the class "whitespace-pre-wrap", as bodies on pages have.
	// Beside a br such a line break adds nothing: programs that turn text
	// into HTML write both.
	PreWrap bool
}

// Append appends the Markdown of source, without a line break at its end. It
// does not fail; see [Markdown.Check]. Without any tag the source is text with
// entities.
func (m Markdown) Append(dst []byte, source string) []byte {
	dst, _ = m.convert(dst, source)
	return dst
}

// AppendNode appends the Markdown of a node that was parsed elsewhere, and of
// what is below it.
func (m Markdown) AppendNode(dst []byte, n *html.Node) []byte {
	dst, _ = m.write(dst, func(w *writer) { w.walk(n) })
	return dst
}

// Check returns a *[LimitError] where source is beyond what is kept as
// Markdown, and nil for all others. Append writes its words all the same: what
// is nested too deeply comes out flat, and what package markdown would not take
// for Markdown is text.
func (m Markdown) Check(source string) error {
	if _, limit := m.convert(nil, source); limit != nil {
		return limit
	}
	return nil
}

// The limits of an element's place. What package markdown allows is more.
const (
	maxDepth   = 256 // elements that are open
	maxNesting = 16  // lists, items and quotations among them
)

// LimitError says that HTML is beyond what is kept as Markdown.
type LimitError struct {
	Limit string // "nesting", or one of a markdown.LimitError
	Max   int
}

func (e *LimitError) Error() string { return fmt.Sprintf("HTML has more than %d %s", e.Max, e.Limit) }

func (m Markdown) convert(dst []byte, source string) ([]byte, *LimitError) {
	if !hasTag(source) {
		text := html.UnescapeString(source)
		if !m.PreWrap {
			text = strings.Join(strings.Fields(text), " ")
		}
		return markdown.AppendFromText(dst, text), nil
	}
	return m.write(dst, func(w *writer) { w.tokens(source) })
}

// write runs feed on a writer, and once more for plain text where package
// markdown does not take the first result.
func (m Markdown) write(dst []byte, feed func(*writer)) ([]byte, *LimitError) {
	w := writer{preWrap: m.PreWrap, dst: dst, start: len(dst)}
	feed(&w)
	w.finish()
	if err, ok := markdown.Check(string(w.dst[w.start:])).(*markdown.LimitError); ok {
		plain := writer{preWrap: m.PreWrap, plain: true}
		feed(&plain)
		plain.finish()
		return markdown.AppendFromText(dst, string(plain.dst)), &LimitError{err.Limit, err.Max}
	}
	if w.boxes {
		w.dst = append(w.dst[:w.start], boxes.ReplaceAll(w.dst[w.start:], []byte("$1[$2]"))...)
	}
	return w.dst, w.limit
}

// boxes are the boxes of tasks at the start of items, escaped as text is.
var boxes = regexp.MustCompile(`(?m)^([ >]*[-*] )\\\[([ x])\\\]`)

// tokens feeds the tokens of source to w.
func (w *writer) tokens(source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			// What is left is a tag without its end.
			if rest := string(z.Raw()); isTail(source, rest) {
				w.text(rest)
			}
			return
		case html.TextToken:
			w.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttr := z.TagName()
			tag := string(name)
			var a attributes
			for hasAttr {
				var key, value []byte
				key, value, hasAttr = z.TagAttr()
				a.set(string(key), value)
			}
			w.startTag(tag, a)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.endTag(string(name))
		}
	}
}

// isTail reports whether rest is what source ends with, and a tag begun.
func isTail(source, rest string) bool {
	return len(rest) > 1 && rest[0] == '<' && rest[1] != '!' && rest[1] != '?' && strings.HasSuffix(source, rest)
}

// walk feeds root and what is below it to w.
func (w *writer) walk(root *html.Node) {
	for n := root; n != nil; {
		down := false
		switch n.Type {
		case html.TextNode:
			w.text(n.Data)
		case html.ElementNode:
			if tags[n.Data] == tagSkip {
				break
			}
			var a attributes
			for _, attr := range n.Attr {
				a.set(attr.Key, []byte(attr.Val))
			}
			w.startTag(n.Data, a)
			down = true
		case html.DocumentNode:
			down = true
		}
		if down && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for {
			if n.Type == html.ElementNode && tags[n.Data] != tagSkip && !isVoid(n.Data) {
				w.endTag(n.Data)
			}
			if n == root {
				return
			}
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			n = n.Parent
		}
	}
}

// attributes are those that mean something here.
type attributes struct {
	href, src, alt, start string
	preWrap               bool
	checkbox, checked     bool // of an input
}

func (a *attributes) set(key string, value []byte) {
	switch key {
	case "href":
		a.href = string(value)
	case "src":
		a.src = string(value)
	case "alt":
		a.alt = string(value)
	case "start":
		a.start = string(value)
	case "type":
		a.checkbox = strings.EqualFold(string(value), "checkbox")
	case "checked":
		a.checked = true
	case "class":
		for class := range strings.FieldsSeq(string(value)) {
			a.preWrap = a.preWrap || class == "whitespace-pre-wrap"
		}
	case "style":
		style := strings.ReplaceAll(string(value), " ", "")
		a.preWrap = a.preWrap || strings.Contains(style, "white-space:pre")
	}
}
