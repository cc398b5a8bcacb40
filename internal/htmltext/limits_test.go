package htmltext

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/source"
)

func TestIsHTML(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "plain": false, "a < b > c": false, "a <rack 7> b": false, "if <b and c>": false, "x <- y": false, "<https://example.com>": false,
		"R&D; done": false, "Q&A": false, "a && b;": false, "&ampere;": false, "1 <a": false, "</rack>": false,
		"a<br>b": true, "<BR />": true, "</p>": true, "<a href=\"x\">": true, "<p\nclass='a'>": true, "<ul><li>": true, "<var data-var='date'>": true,
		"a &amp; b": true, "&#39;": true, "&#x27;": true, "a&nbsp;b": true,
	} {
		if got := IsHTML(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	tests := []struct{ name, source, limit string }{
		{"plain", strings.Repeat("word ", 100_000), ""},
		{"paragraphs", strings.Repeat("<p>word", 10_000), ""},
		{"lists", strings.Repeat("<ul><li>", 10) + "word", ""},
		{"deep lists", strings.Repeat("<ul><li>", 20) + "word", "beyond the limit of 16 levels of lists and quotations"},
		{"deep elements", strings.Repeat("<div>", 1000) + "word", "beyond the limit of 256 levels of elements"},
		{"long", "<p><b>word</b></p>" + strings.Repeat("word ", 10_000), "beyond the limit of 25000 bytes"},
		{"marks", strings.Repeat("<b>w</b> x ", 1_500), "beyond the limit of 2000 delimiters"},
	}
	for _, tt := range tests {
		err := Markdown{}.Check(tt.source)
		if tt.limit == "" && err != nil || tt.limit != "" && (err == nil || err.Error() != tt.limit) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.limit)
		}
		// Whatever the limit, all words must be there, in valid
		// Markdown.
		checkWords(t, tt.source)
	}
}

// TestPage reads parts of a page.
func TestPage(t *testing.T) {
	const page = `<head><title>Not here</title></head><i class=whitespace-pre-wrap><div><h3>One</h3><p>two
three<small>not here</small> <span data-extra>nor here</span>four<li>five</div></i><p>Not here`
	root, _ := htmltree.Parse(&source.Source{Text: page}, 0)
	div := root.Named("div")
	if got, want := (Markdown{Up: 1}).Inside(div, nil, div.Named("small")), "## One\n\ntwo\nthree four\n\n- five"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := (Markdown{Up: 9}).From(div.Named("p").First.Next), "not here four"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (Markdown{Up: 9}).Inside(root.Named("i")); !strings.HasPrefix(got, "# One\n") {
		t.Errorf("%q", got)
	}
	if got := (Markdown{}).From(nil); got != "" {
		t.Errorf("nothing is %q", got)
	}
}

// TestRandom is [FuzzWords] on inputs that are mostly tags.
func TestRandom(t *testing.T) {
	pieces := []string{
		"<p>", "</p>", "<br>", "\n", " ", "<ul>", "</ul>", "<ol>", "</ol>", "<ol start=7>", "<li>", "</li>", "<b>", "</b>", "<i>", "</i>", "<code>", "</code>",
		"<a href=https://a.example>", "<a href=/b>", "</a>", "<div>", "</div>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<h2>", "</h2>", "<hr>",
		"<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<span class=whitespace-pre-wrap>", "</span>", "<img alt=pic src=https://i.example>",
		"a", "B", "7", "1.", "-", "#", "*", "_", "`", "~", "|", "[", "]", "(", ")", "!", "&amp;", "&lt;", "lt;", "\\", ":", "+", "=", ">", "http://", "@", "•", "---", "{", "é", "&nbsp;", "\t", "```", "<script>x</script>",
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	for range n {
		var b strings.Builder
		for range 1 + rnd.IntN(24) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		checkWords(t, b.String())
		if t.Failed() {
			return
		}
	}
}

// BenchmarkHostile shows that converting is linear in hostile shapes: ns/KB
// must not grow from the small size to the large one.
func BenchmarkHostile(b *testing.B) {
	shapes := map[string]string{
		"div": "<div>", "lists": "<ul><li>", "ordered": "<ol start=3><li>x", "orphan items": "<li>x", "quotes": "<blockquote>x", "bold": "<b>x", "bold and italic": "<b><i>x",
		"end tags": "</b></p></li></table>", "unmatched": "<b><p></b></p>", "tables": "<table><tr><td>", "rows": "<tr>", "cells": "<td>x", "paragraphs": "<p>x",
		"links": "<a href=https://a.example>x", "open tags": "<a ", "less than": "<", "attributes": "<p a=1 b=2 ", "comments": "<!--", "script": "<script>",
		"entities": "&amp;", "breaks": "x<br>", "code": "<code>`", "pre": "<pre>x\n", "images": "<img src=https://a.example alt=x>", "headings": "<h1>x", "stars": "*", "spans": "<span>x",
		"mixed": "<table><b><tr><i><td><p><ul></table>", "nested quotes": "<blockquote></blockquote>", "words": "word ",
	}
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		for _, n := range []int{1 << 19, 1 << 20} {
			source := "<p>" + strings.Repeat(shapes[name], n/len(shapes[name]))
			b.Run(fmt.Sprintf("%s/%dKB", name, n>>10), func(b *testing.B) {
				for b.Loop() {
					Markdown{PreWrap: true}.Convert(source)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n>>10), "ns/KB")
			})
		}
	}
}
