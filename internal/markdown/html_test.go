package markdown

import (
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	stock "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/incidentkit/incident/internal/fixture"
)

func TestHTMLLinks(t *testing.T) {
	const rel = ` rel="nofollow noopener"`
	for md, want := range map[string]string{
		"[a](https://b.example/c?d=1&e=2)": `<a href="https://b.example/c?d=1&amp;e=2"` + rel + `>a</a>`,
		"[a](HTTP://b.example \"c\\\"<\")": `<a href="HTTP://b.example"` + rel + ` title="c&#34;&lt;">a</a>`,
		"[a](mailto:b@c.example)":          `<a href="mailto:b@c.example"` + rel + `>a</a>`,
		"<https://b.example/ü>":            `<a href="https://b.example/%C3%BC"` + rel + `>https://b.example/ü</a>`,
		"<b@c.example>":                    `<a href="mailto:b@c.example"` + rel + `>b@c.example</a>`,
		"[a](javascript:alert(1))":         `a (javascript:alert(1))`,
		"[a](&#106;avascript:b)":           `a (javascript:b)`,
		"[a](java\tscript:b)":              "[a](java\tscript:b)",
		"[a](<java&#9;script:b>)":          `a (java%09script:b)`,
		"[a](//b.example)":                 `a (//b.example)`,
		"[a](/b)":                          `a (/b)`,
		"[a](data:text/html,b)":            `a (data:text/html,b)`,
		"[a]()":                            `a`,
		"[](https://b.example)":            `<a href="https://b.example"` + rel + `>https://b.example</a>`,
		"<javascript:b>":                   `javascript:b`,
		"[a](https://b.example/\"onload=)": `<a href="https://b.example/%22onload="` + rel + `>a</a>`,
		"[a](https://b/&#x202e;c)":         `<a href="https://b/%E2%80%AEc"` + rel + `>a</a>`,
		"![a](https://b.example/c.png)":    `<a href="https://b.example/c.png"` + rel + `>a</a>`,
		"![](c.png)":                       `c.png`,
		"[![a](https://b/c)](https://d/e)": `<a href="https://d/e"` + rel + `>a (https://b/c)</a>`,
		"![x <https://b/c>](https://d)":    `<a href="https://d"` + rel + `>x https://b/c</a>`,
		"![x [a](https://b/c)](https://d)": `<a href="https://d"` + rel + `>x a (https://b/c)</a>`,
	} {
		if diff := cmp.Diff("<p>"+want+"</p>", string(HTML{}.Append(nil, md))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", md, diff)
		}
	}
}

var (
	anyTag     = regexp.MustCompile(`<(/?)([a-z][a-z0-9]*)((?: (?:href|rel|title|start|class|tabindex)="[^"<>]*")*)>`)
	allowedTag = strings.Fields("p br ul ol li h1 h2 h3 h4 h5 h6 pre code div blockquote hr em strong del a table thead tbody tr th td")
)

// unwrapped is HTML without what is around tables.
var unwrapped = strings.NewReplacer(`<div class="scroll" tabindex="0"><table>`, "<table>", "</table></div>", "</table>")

// tags returns the names of the tags of a fragment, and its text.
func tags(fragment string) (names []string, text string) {
	for _, m := range anyTag.FindAllStringSubmatch(fragment, -1) {
		names = append(names, m[1]+m[2])
	}
	return names, html.UnescapeString(anyTag.ReplaceAllString(fragment, " "))
}

// checkHTML checks that the HTML of md contains nothing that no page may
// contain.
func checkHTML(t *testing.T, md string) {
	t.Helper()
	got := string(HTML{}.Append(nil, md))
	if rest := anyTag.ReplaceAllString(got, ""); strings.ContainsAny(rest, "<>\"") {
		t.Fatalf("%q: not all markup is known: %q", md, got)
	}
	if !isClean(html.UnescapeString(got), guardCode) && !strings.ContainsAny(got, "\u2066\u2067\u2068") {
		t.Fatalf("%q: not clean: %q", md, got)
	}
	var open []string
	names, _ := tags(got)
	for _, name := range names {
		end, isEnd := strings.CutPrefix(name, "/")
		switch {
		case !slices.Contains(allowedTag, end):
			t.Fatalf("%q: element %s: %q", md, name, got)
		case name == "br" || name == "hr":
		case !isEnd:
			if name == "a" && slices.Contains(open, "a") {
				t.Fatalf("%q: a link in a link: %q", md, got)
			}
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != end:
			t.Fatalf("%q: not nested: %q", md, got)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%q: left open: %q in %q", md, open, got)
	}
}

var stockHTML = goldmark.New(
	goldmark.WithExtensions(extension.Table),
	goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(newStrikethrough(), 500))),
	goldmark.WithRendererOptions(stock.WithHardWraps(), renderer.WithNodeRenderers(util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500))),
)

// checkStock compares the HTML of md with that of goldmark's own renderer, if
// the two are meant to agree. It reports whether they are.
func checkStock(t *testing.T, md string) bool {
	t.Helper()
	src := source(md)
	var b strings.Builder
	if checkSource(src) != nil || stockHTML.Convert(src, &b) != nil {
		return false
	}
	want := regexp.MustCompile(` (class|style)="[^"]*"`).ReplaceAllString(b.String(), "")
	if regexp.MustCompile(`<code>\s*</code></pre>|<li>\s*<p>\s*</p>`).MatchString(want) {
		return false
	}
	// They differ for raw HTML, images, links that are not shown as such,
	// control characters and empty blocks.
	if strings.Contains(want, "<!--") || strings.Contains(want, "<img") || strings.Contains(want, `<a href`) ||
		!isClean(html.UnescapeString(want), guardCode) || strings.Contains(want, "></h") ||
		strings.Contains(want, "<p></p>") || strings.Contains(want, "<blockquote>\n</b") {
		return false
	}
	got := unwrapped.Replace(string(HTML{}.Append(nil, md)))
	wantTags, wantText := tags(want)
	gotTags, gotText := tags(got)
	if diff := cmp.Diff(wantTags, gotTags); diff != "" {
		t.Fatalf("%q\nours:  %q\nstock: %q\ntags (-want +got):\n%s", md, got, want, diff)
	}
	if diff := cmp.Diff(strings.Fields(wantText), strings.Fields(gotText)); diff != "" {
		t.Fatalf("%q\nours:  %q\nstock: %q\ntext (-want +got):\n%s", md, got, want, diff)
	}
	return true
}

func TestHTMLIsSafe(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	same := 0
	for range fixture.Rounds(4_000) {
		md := randomBody(r)
		checkHTML(t, md)
		if checkStock(t, md) {
			same++
		}
	}
	t.Logf("%d compared with goldmark's own writer", same)
}

func FuzzHTML(f *testing.F) {
	for _, md := range []string{"# a\n\n- *b*\n  1. `c`\n\n> d [e](http://f) <g>\n\n|h|i|\n|-|-|\n", "[![a](http://b)](http://c)", "<script>alert(1)</script>", "[a](<javascript:b>)"} {
		f.Add(md)
	}
	f.Fuzz(func(t *testing.T, md string) {
		checkHTML(t, md)
		checkStock(t, md)
	})
}

func BenchmarkHTML(b *testing.B) {
	buf := make([]byte, 0, 4096)
	src := []byte(ordinaryBody)
	b.Run("direct", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			buf = HTML{}.Append(buf[:0], ordinaryBody)
		}
	})
	b.Run("goldmark", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			buf = HTML{}.appendTree(buf[:0], src)
		}
	})
}
