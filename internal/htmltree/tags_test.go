package htmltree_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/render"
)

// sameTags compares the tags of a page with the tokens of golang.org/x/net/html.
func sameTags(t *testing.T, text string) {
	t.Helper()
	var got, want []string
	htmltree.Tags(text, func(n *htmltree.Node) {
		got = append(got, fmt.Sprintf("%s %q %q", n.Name, n.Attrs, text[n.Start:n.End]))
	})
	z := html.NewTokenizer(strings.NewReader(text))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		raw := string(z.Raw())
		if token := z.Token(); kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			want = append(want, fmt.Sprintf("%s %q %q", token.Data, token.Attr, raw))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%.300q: %s", text, diff)
	}
}

func TestTags(t *testing.T) {
	for _, f := range fixture.All() {
		sameTags(t, string(render.HTML{}.AppendPage(nil, f.Incident)))
	}
}
