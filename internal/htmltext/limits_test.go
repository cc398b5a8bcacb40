package htmltext

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
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
		{"deep lists", strings.Repeat("<ul><li>", 20) + "word", "nesting"},
		{"deep elements", strings.Repeat("<div>", 1000) + "word", "nesting"},
		{"long", "<p><b>word</b></p>" + strings.Repeat("word ", 10_000), "bytes"},
		{"marks", strings.Repeat("<b>w</b> x ", 1_500), "delimiters"},
	}
	for _, tt := range tests {
		err := Markdown{}.Check(tt.source)
		var limit *LimitError
		if tt.limit == "" && err != nil || tt.limit != "" && (!errors.As(err, &limit) || limit.Limit != tt.limit) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.limit)
		}
		// Whatever the limit, the words are there, and as Markdown can show
		// them.
		checkWords(t, tt.source)
	}
}

func TestAppendNode(t *testing.T) {
	const page = `<!doctype html><html><head><title>Not here</title></head><body><div id="x"><p>One<br>two<li>three</div><p>Not here</body></html>`
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var find func(n *html.Node) *html.Node
	find = func(n *html.Node) *html.Node {
		if n.Type == html.ElementNode && n.Data == "div" {
			return n
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if found := find(c); found != nil {
				return found
			}
		}
		return nil
	}
	if got, want := string(Markdown{}.AppendNode([]byte("> "), find(root))), "> One\ntwo\n\n- three"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNodesAndTokens holds both ways in equal on what is well formed.
func TestNodesAndTokens(t *testing.T) {
	for _, s := range []string{
		"<p>One</p><p>Two <b>b</b></p>", "<ul><li>a<ul><li>b</li></ul></li></ul>", `<a href="https://a.example">x</a> <code>y</code>`,
		"<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>", "<blockquote><p>a</p></blockquote><pre>b</pre>",
		"a<script>b</script>c<br>d<hr>e", "<li>a</li><li>b</li>c",
	} {
		root, err := html.Parse(strings.NewReader("<div>" + s + "</div>"))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(Markdown{}.AppendNode(nil, root)), string(Markdown{}.Append(nil, s)); got != want {
			t.Errorf("%s\nnodes  %q\ntokens %q", s, got, want)
		}
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
					Markdown{PreWrap: true}.Append(nil, source)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n>>10), "ns/KB")
			})
		}
	}
}
