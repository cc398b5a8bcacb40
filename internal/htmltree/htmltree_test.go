package htmltree_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/source"
)

func parse(t *testing.T, text string) *htmltree.Node {
	t.Helper()
	root, errs := htmltree.Parse(&source.Source{Text: text}, 0)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return root
}

// outline writes the elements below n with what is inside them.
func outline(text string, n *htmltree.Node) string {
	var b strings.Builder
	n.Walk(func(k *htmltree.Node) bool {
		fmt.Fprintf(&b, "%s<%s ", k.Name, text[k.In:k.Out])
		return true
	})
	return strings.TrimSpace(b.String())
}

func TestElementsEndWhereHTMLEndsThem(t *testing.T) {
	for text, want := range map[string]string{
		"<p>a<p>b":                        "p<a p<b",
		"<p>a<b>c</p>d":                   "p<a<b>c b<c",
		"<ul><li>a<li>b</ul>":             "ul<<li>a<li>b li<a li<b",
		"<table><tr><td>a<td>b<tr><td>c":  "table<<tr><td>a<td>b<tr><td>c tr<<td>a<td>b td<a td<b tr<<td>c td<c",
		"<table><tr><td>a</div>b</table>": "table<<tr><td>a</div>b tr<<td>a</div>b td<a</div>b",
		"<dl><dt>a<dd>b<dt>c":             "dl<<dt>a<dd>b<dt>c dt<a dd<b dt<c",
		"<br>a<p>b<svg><p>c</svg><h2>d":   "p<b<svg> p<c</svg> h2<d",
		"</i><h1>a</h2>b":                 "h1<a",
		"<svg><title>x</title></svg><i>a": "i<a",
	} {
		if got := outline(text, parse(t, text)); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestText(t *testing.T) {
	const page = `<div class="x y" id="d"><h2>One&amp;two</h2><p data-extra>no<p>a<small>cut</small><b>b</b><br>c<script>d</script> <time datetime="2024-03-05T10:17:00+01:00">e</time></div>`
	root := parse(t, page)
	div := root.Class("y")
	if div == nil || div.Parent != root || !div.Is("x") || div.Is("z") || div.Value("id") != "d" || div.Value("class") != "x y" {
		t.Fatalf("%+v", div)
	}
	if got := div.Line(); got != "One&two acutb c e" {
		t.Errorf("Line: %q", got)
	}
	if got := div.Line(htmltree.Cuts(nil, div.Named("small"))...); got != "One&two ab c e" {
		t.Errorf("Line without the small element: %q", got)
	}
	if got := div.Markdown(); got != "## One\\&two\n\nacut**b**\nc e" {
		t.Errorf("Markdown: %q", got)
	}
	if got := div.Named("time").Time(); !got.Equal(time.Date(2024, 3, 5, 9, 17, 0, 0, time.UTC)) {
		t.Errorf("Time: %v", got)
	}
	if h := div.Named("h2"); h.Level() != 2 || div.Level() != 0 {
		t.Errorf("levels %d and %d", h.Level(), div.Level())
	}
	wrapped := parse(t, "<i class=whitespace-pre-wrap><b>a\nb</b></i>").Named("b")
	if got := wrapped.Markdown(); got != "a\nb" {
		t.Errorf("line breaks: %q", got)
	}
}

func TestLimits(t *testing.T) {
	src := &source.Source{File: "x", Text: "<p>\n" + strings.Repeat("<div>", 4)}
	root, errs := htmltree.Parse(src, 3)
	var limit *incident.LimitError
	if len(errs) != 1 || !errors.As(errs, &limit) || errs[0].Error() != "x:2:16: beyond the limit of 3 levels of elements" {
		t.Errorf("%v", errs)
	}
	n := 0
	root.Walk(func(*htmltree.Node) bool { n++; return true })
	if n != 5 {
		t.Errorf("%d elements", n)
	}
}
