package htmltree

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

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
