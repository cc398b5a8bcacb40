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

// outline writes the tree below n: "p(a b(c))".
func outline(n *htmltree.Node) string {
	var list []string
	for k := n.First; k != nil; k = k.Next {
		switch {
		case k.Name == "":
			list = append(list, k.Data)
		case k.First == nil:
			list = append(list, k.Name)
		default:
			list = append(list, k.Name+"("+outline(k)+")")
		}
	}
	return strings.Join(list, " ")
}

func TestElementsEndWhereHTMLEndsThem(t *testing.T) {
	for text, want := range map[string]string{
		"<p>a<p>b":            "p(a) p(b)",
		"<p>a<b>c</p>d":       "p(a b(c)) d",
		"<ul><li>a<li>b</ul>": "ul(li(a) li(b))",
		"<ul><li>a<ol><li>b</li></li><li>c</ul>d":                       "ul(li(a ol(li(b) li(c)))) d",
		"<ul><li>a<div><li>b<blockquote><li>c</ul>":                     "ul(li(a div) li(b blockquote(li(c))))",
		"<ul><li><table><tr><td><li>a<td>b</ul>":                        "ul(li(table(tr(td(li(a)) td(b)))))",
		"<table><tr><td>a<td>b<tr><td>c":                                "table(tr(td(a) td(b)) tr(td(c)))",
		"<table><tr><td>a</div>b</table>":                               "table(tr(td(a b)))",
		"<dl><dt>a<dd>b<dt>c":                                           "dl(dt(a) dd(b) dt(c))",
		"<br>a<p>b<svg><p>c</svg><h2>d":                                 "br a p(b) p(c) h2(d)",
		"</i><h1>a</h2>b":                                               "h1(a) b",
		"<svg><title>x</title></svg><i>a":                               "x i(a)",
		"a</br>b</p>c</img>":                                            "a br b p c",
		"<b>a<i>b</b>c</i>d":                                            "b(a i(b c)) d",
		"<b>a<p>b</b>c</p>d":                                            "b(a p(b c)) d",
		"<a>a<a>b</a>c":                                                 "a(a) a(b) c",
		"<head><title>a</title><p>b":                                    "head(title(a)) p(b)",
		"<head> <meta>a":                                                "head(meta) a",
		"<ul>\n <li> a</li> <li>\n\n<b> </b> </ul><pre> <i>b</i></pre>": "ul(li( a) li(\n\n b( )  )) pre(  i(b))",
		"a<script><b></script><template><template>b</template>c</template>d<!-- e -->f": "a d f",
		"<x-y>a<p>b</x-y>c":        "x-y(a p(b c))",
		"&lt;a&amp;\r\n<title>&gt": "<a&\n title(>)",
		"a<b c":                    "a <b c",
	} {
		if got := outline(parse(t, text)); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// TestPlaces checks the places of elements against their tags.
func TestPlaces(t *testing.T) {
	const text = "<ul><li>a<li><b>b<i>c</b>d</i></ul><h2>e</h2>"
	want := []string{"<ul><li>a<li><b>b<i>c</b>d</i></ul>", "<li>a", "<li><b>b<i>c</b>d</i>", "<b>b<i>c</b>", "<i>c</b>d</i>", "<h2>e</h2>"}
	var got []string
	parse(t, text).Walk(func(n *htmltree.Node) bool {
		got = append(got, text[n.Start:n.End])
		return true
	})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
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
	if got := div.Line(nil, div.Named("small")); got != "One&two ab c e" {
		t.Errorf("Line without the small element: %q", got)
	}
	if got := div.Named("time").Time(); !got.Equal(time.Date(2024, 3, 5, 9, 17, 0, 0, time.UTC)) {
		t.Errorf("Time: %v", got)
	}
	if h := div.Named("h2"); h.Level() != 2 || div.Level() != 0 || h.IsInline() || !div.Named("b").IsInline() {
		t.Errorf("levels %d and %d", h.Level(), div.Level())
	}
	item := parse(t, "<li> <!-- --> <b>a</b>bc</li>").First
	if b := item.Content(); b.Name != "b" || b.Next.From(1).Data != "c" || b.Next.Data != "bc" {
		t.Errorf("content %+v", b)
	}
}

func TestAttributes(t *testing.T) {
	n := parse(t, "<P Class='a&#98; c' class=d style='white-space : pre-wrap' data-extra href=?a=1&copy=2&amp;b>").First
	for key, want := range map[string]string{"class": "ab c", "data-extra": "", "href": "?a=1&copy=2&b", "id": ""} {
		if got, ok := n.Attr(key); got != want || ok != (key != "id") {
			t.Errorf("%s: %q, %v", key, got, ok)
		}
	}
	if !n.Is("ab") || !n.Is("c") || n.Is("b") || n.Is("d") || !n.Extra() || !n.Wraps() {
		t.Errorf("classes of %s", n.Data)
	}
	if text := parse(t, "x class=a").First; text.Is("a") || text.Extra() {
		t.Error("a text has attributes")
	}
}

func TestLimits(t *testing.T) {
	src := &source.Source{File: "x", Text: "<p>\n" + strings.Repeat("<div>", 4) + "a" + strings.Repeat("</div>", 4)}
	root, errs := htmltree.Parse(src, 3)
	var limit *incident.LimitError
	if len(errs) != 1 || !errors.As(errs, &limit) || errs[0].Error() != "x:2:16: beyond the limit of 3 levels of elements" {
		t.Errorf("%v", errs)
	}
	if got := outline(root); got != "p div(div(div(div a)))" {
		t.Error(got)
	}
	src = &source.Source{File: "x", Text: strings.Repeat("<br>", 1<<20) + "a<p>b"}
	root, errs = htmltree.Parse(src, 0)
	if len(errs) != 1 || !errors.As(errs, &limit) || limit.Limit != "elements" || root.Text() != "ab" {
		t.Errorf("%v, %q", errs, root.Text())
	}
}
