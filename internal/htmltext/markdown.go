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

// Markdown converts HTML to Markdown. The zero value is ready to use. A
// Markdown may be used by several goroutines at once.
//
// Paragraphs are separated by blank lines; two br elements in a row separate
// paragraphs as well, and a single one is a line break. These elements are
// converted: lists, even if their items are never closed or outside a list;
// links to http, https and mailto addresses; emphasis, struck text, code,
// quotations, headings, rules; and tables whose rows have the same number of
// cells. Other tables become lines with "|" between the cells. Other links
// become their text with the address in brackets. Images become a link with
// their alternative text, or only that text. A tag that never ends is text.
type Markdown struct {
	// PreWrap makes line breaks in the source significant, as with
	// "white-space: pre-wrap". Inside elements that have this style, or the
	// class "whitespace-pre-wrap" as on pages of Statuspage, they always
	// are. A line break next to a br element adds nothing, because programs
	// that convert text to HTML write both.
	PreWrap bool
	// Up is the number of levels by which headings are raised. The lowest
	// resulting level is 1.
	Up int
}

// Convert returns the Markdown of source. It cannot fail; see [Markdown.Check].
// Source without tags is text with entities.
func (m Markdown) Convert(source string) string {
	md, _ := m.convert(source)
	return md
}

// Check returns a [*incident.LimitError] if source exceeds the limits within
// which markup is kept, and nil otherwise. Convert still keeps all words of
// such a source: deeply nested content is flattened, and text that package
// markdown would not accept as Markdown is escaped as plain text.
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

// Inside returns the Markdown of the content of an element. Elements with
// data-extra, and the elements of without, are left out.
func (m Markdown) Inside(n *htmltree.Node, without ...*htmltree.Node) string {
	return m.From(n.First, without...)
}

// From returns the Markdown of n and of the siblings after it. It leaves out
// the same elements as [Markdown.Inside].
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

// write returns the text that w writes for n and the siblings after it. If
// package markdown would not accept it as Markdown, the text is plain text in
// Markdown.
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
