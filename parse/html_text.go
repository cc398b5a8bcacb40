package parse

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/markdown"
)

// cut is a part of the source that is not read.
type cut struct{ start, end int }

// source returns the HTML inside n, without cuts and without the elements that
// are marked as extra.
func (p *htmlReader) source(n *node, cuts ...cut) string { return p.piece(n, n.in, n.out, cuts...) }

// piece returns the HTML inside n from start to end.
func (p *htmlReader) piece(n *node, start, end int, cuts ...cut) string {
	n.each(func(k *node) bool {
		if k.extra() {
			cuts = append(cuts, cut{k.start, k.end})
			return false
		}
		return true
	})
	if start >= end {
		return ""
	}
	if len(cuts) == 0 {
		return p.src[start:end]
	}
	slices.SortFunc(cuts, func(a, b cut) int { return a.start - b.start })
	var b strings.Builder
	at := start
	for _, c := range cuts {
		if c.end <= at {
			continue
		}
		if c.start >= end {
			break
		}
		if c.start > at {
			b.WriteString(p.src[at:c.start])
		}
		at = c.end
	}
	if at < end {
		b.WriteString(p.src[at:end])
	}
	return b.String()
}

// markdown returns the Markdown of HTML of the page.
func (p *htmlReader) markdown(source string, preWrap bool) string {
	if strings.TrimSpace(source) == "" {
		return ""
	}
	// In a page all is markup, whatever it looks like by itself.
	return string(htmltext.Markdown{PreWrap: preWrap}.Append(nil, "<div>"+source+"</div>"))
}

// bodyOf returns what is inside n as Markdown.
func (p *htmlReader) bodyOf(n *node, cuts ...cut) string {
	return p.markdown(p.source(n, cuts...), wraps(n))
}

// wraps reports whether line breaks in the source of n are line breaks.
func wraps(n *node) bool {
	for ; n != nil; n = n.parent {
		if n.is("whitespace-pre-wrap") {
			return true
		}
	}
	return false
}

// shown returns the text inside n as one line.
func (p *htmlReader) shown(n *node, cuts ...cut) string {
	return p.oneLine(shownText(p.source(n, cuts...)))
}

// shownText returns the text of HTML as one line, with a space where blocks meet.
func shownText(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	hidden := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return foldSpace(b.String())
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch s := string(name); {
			case s == "script" || s == "style" || s == "template" || s == "noscript":
				hidden = s
			case s == "br" || elementKinds[s] != elementInline:
				b.WriteByte(' ')
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == hidden {
				hidden = ""
			} else if elementKinds[string(name)] != elementInline {
				b.WriteByte(' ')
			}
		}
	}
}

// plainText returns the text that Markdown shows.
func plainText(md string) string { return string(markdown.Text{}.Append(nil, md)) }
