package htmltree

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/fixture"
)

// TestPlainTag compares the reading of random plain tags with the tokenizer's.
func TestPlainTag(t *testing.T) {
	parts := []string{
		"<", "</", ">", ">", "/>", " ", " ", "\n", "div", "h1", "P", "time", "-", "a", `a="`, ` class="x y"`, ` class="x y"`, ` id="1"`, ` data-x=""`,
		` a=b`, ` a='b'`, ` B="c"`, ` a="&amp;"`, "\x00", "\r", "é", "=", `"`, `" "`, "/",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	plain := 0
	n := fixture.Rounds(50_000)
	for range n {
		raw := "<"
		for range 1 + rng.IntN(6) {
			raw += parts[rng.IntN(len(parts))]
		}
		raw += ">"
		z := html.NewTokenizer(strings.NewReader(raw))
		switch z.Next() {
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		default:
			continue
		}
		raw = string(z.Raw())
		list := []html.Attribute{{Key: "of another tag"}}
		got, ok := plainTag(raw, &list)
		if !ok {
			continue
		}
		plain++
		want := z.Token()
		if got.name != want.Data || !slices.Equal(got.attrs, want.Attr) || len(list) != 1+len(want.Attr) {
			t.Fatalf("%q is %s %q, want %s %q", raw, got.name, got.attrs, want.Data, want.Attr)
		}
	}
	if plain < n/100 {
		t.Errorf("only %d of %d tags are plain", plain, n)
	}
	for raw, attrs := range map[string]int{`<p>`: 0, `</time>`: 0, `<time datetime="2024-03-05T10:05:00Z">`: 1, `<a class="x" href="https://example.com/?a=1">`: 2} {
		var list []html.Attribute
		if got, ok := plainTag(raw, &list); !ok || len(got.attrs) != attrs {
			t.Errorf("%s is not plain, or has %d attributes", raw, len(got.attrs))
		}
	}
}

// FuzzScanner compares the tokens of a scanner with the tokenizer's.
func FuzzScanner(f *testing.F) {
	for _, text := range []string{
		`<A HREF='x&amp;y' id=z><br/><p title="a > b" data-extra>`, `<style>a > b {} "<a href=x>"</style><!-- <b> --><i`, ``,
		`<p data-extra><a href="x" hidden>y</a></p ><p/><p x/><p a = "b">`, `<script><!--<script></script><b>--></script><title><i></TITLE><u>`,
		`<!DOCTYPE html><?x <y>?></ z><3 <4> < a><p a="b"c="d"><p a="b" a="c"><p =x>`, `<plaintext><a>`, `<textarea/><a></textarea><xmp><a></xmp >`,
		"a &lt; b\r\nc\r<p>1 < 2 <", "<title>a &amp; b\x00</title>c<xmp>&amp;</xmp>d</", "<style></style><title></title><noscript>a</noscript>",
		"<B>" + strings.Repeat("a", tokenizerBuffer) + "<b>c</b><title><b></title><i>", "<" + strings.Repeat("a", tokenizerBuffer) + ">b",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got, want []string
		s := scanner{src: text}
		for s.next() {
			k := s.token
			got = append(got, fmt.Sprintf("%s %v %q %q %q", k.name, k.closing, k.attrs, k.text, text[k.start:k.end]))
		}
		z := html.NewTokenizer(strings.NewReader(text))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			raw := string(z.Raw())
			k := z.Token()
			name, shown := k.Data, ""
			switch kind {
			case html.TextToken:
				if name, shown = "", raw; strings.ContainsAny(raw, "&\r") {
					shown = k.Data
				}
			case html.CommentToken, html.DoctypeToken:
				name, k.Attr = "", nil
			}
			want = append(want, fmt.Sprintf("%s %v %q %q %q", name, kind == html.EndTagToken, k.Attr, shown, raw))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.300q: %s", text, diff)
		}
	})
}
