package htmltext

import (
	"errors"
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/source"
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
	// Up is the number of levels that headings move up, but not above 1.
	Up int
}

// Convert returns the Markdown of source. It does not fail; see
// [Markdown.Check]. Without any tag the source is text with entities.
func (m Markdown) Convert(source string) string {
	md, _ := m.convert(source)
	return md
}

// Check returns a [*incident.LimitError] where source is beyond what is kept as
// Markdown, and nil for all others. Convert writes its words all the same: what
// is nested too deeply comes out flat, and what package markdown would not take
// for Markdown is text.
func (m Markdown) Check(source string) error {
	_, err := m.convert(source)
	return err
}

func (m Markdown) convert(text string) (string, error) {
	if !htmltree.HasTag(text) {
		text = html.UnescapeString(text)
		if !m.PreWrap {
			text = strings.Join(strings.Fields(text), " ")
		}
		return markdown.FromText(text), nil
	}
	root, errs := htmltree.Parse(&source.Source{Text: text}, 0)
	md, err := write(root.First, writer{options: m})
	var limit *incident.LimitError
	if errors.As(errs, &limit) {
		err = limit
	}
	return md, err
}

// Inside returns the Markdown of what is inside an element of a page. Elements
// that are marked as extra are left out, and so are those of without.
func (m Markdown) Inside(n *htmltree.Node, without ...*htmltree.Node) string {
	return m.From(n.First, without...)
}

// From returns the Markdown of a node of a page and of all that stands behind
// it in its parent, leaving out what [Markdown.Inside] does.
func (m Markdown) From(n *htmltree.Node, without ...*htmltree.Node) string {
	if n == nil {
		return ""
	}
	for p := n.Parent; p != nil; p = p.Parent {
		m.PreWrap = m.PreWrap || p.Wraps()
	}
	md, _ := write(n, writer{options: m, page: true, without: without})
	return md
}

// write returns what a writer makes of a node and of all that stands behind it.
// It is the Markdown of plain text where package markdown would not take it for
// anything else.
func write(n *htmltree.Node, w writer) (string, error) {
	plain := w
	md := w.write(n)
	limit, ok := markdown.Check(md).(*markdown.LimitError)
	if !ok {
		return md, w.limit
	}
	plain.plain = true
	return markdown.FromText(plain.write(n)), &incident.LimitError{Limit: limit.Limit, Max: limit.Max}
}
