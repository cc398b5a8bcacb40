package htmltree

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/markdown"
)

// Cut is a part of the source that is left out.
type Cut struct{ Start, End int }

// Cuts returns the cuts that leave elements out. Nil elements are passed over.
func Cuts(nodes ...*Node) (cuts []Cut) {
	for _, n := range nodes {
		if n != nil {
			cuts = append(cuts, Cut{n.Start, n.End})
		}
	}
	return cuts
}

// Source returns the HTML inside n, without cuts and without the elements that
// are marked as extra.
func (n *Node) Source(cuts ...Cut) string { return n.Piece(n.In, n.Out, cuts...) }

// Piece returns the HTML inside n from start to end, without cuts and without
// the elements that are marked as extra.
func (n *Node) Piece(start, end int, cuts ...Cut) string {
	n.Walk(func(k *Node) bool {
		if k.Extra() {
			cuts = append(cuts, Cut{k.Start, k.End})
			return false
		}
		return true
	})
	if start >= end {
		return ""
	}
	src := n.src.Text
	if len(cuts) == 0 {
		return src[start:end]
	}
	slices.SortFunc(cuts, func(a, b Cut) int { return a.Start - b.Start })
	var b strings.Builder
	at := start
	for _, c := range cuts {
		if c.End <= at {
			continue
		}
		if c.Start >= end {
			break
		}
		if c.Start > at {
			b.WriteString(src[at:c.Start])
		}
		at = c.End
	}
	if at < end {
		b.WriteString(src[at:end])
	}
	return b.String()
}

// Markdown returns what is inside n as Markdown.
func (n *Node) Markdown(cuts ...Cut) string { return Markdown(n.Source(cuts...), n.Wraps()) }

// Wraps reports whether line breaks in the source of n are shown as line
// breaks, by a class of Statuspage.
func (n *Node) Wraps() bool {
	for ; n != nil; n = n.Parent {
		if n.Is("whitespace-pre-wrap") {
			return true
		}
	}
	return false
}

// Line returns the text inside n for a field of one line.
func (n *Node) Line(cuts ...Cut) string {
	text := n.Text(cuts...)
	if markdown.IsLine(text) {
		return text
	}
	return string(markdown.AppendLine(nil, text))
}

// Text returns the text inside n as [Text] does.
func (n *Node) Text(cuts ...Cut) string { return Text(n.Source(cuts...)) }

// Markdown returns the Markdown of a piece of a page. With preWrap, its line
// breaks are line breaks.
func Markdown(source string, preWrap bool) string {
	if strings.TrimSpace(source) == "" {
		return ""
	}
	// In a page all is markup, whatever it looks like by itself.
	return string(htmltext.Markdown{PreWrap: preWrap}.Append(nil, "<div>"+source+"</div>"))
}

// Text returns the text that a piece of a page shows, as one line with a space
// where blocks meet.
func Text(source string) string {
	if strings.IndexByte(source, '<') < 0 && strings.IndexByte(source, '&') < 0 {
		return strings.Join(strings.Fields(source), " ")
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	hidden := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch s := string(name); {
			case s == "script" || s == "style" || s == "template" || s == "noscript":
				hidden = s
			case s == "br" || kinds[s] != inline:
				b.WriteByte(' ')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == hidden {
				hidden = ""
			} else if kinds[string(name)] != inline {
				b.WriteByte(' ')
			}
		}
	}
}
