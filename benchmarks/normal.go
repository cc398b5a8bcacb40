package benchmarks

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
)

// whole returns a whole report, which has to be the same byte for byte.
func whole(report []byte) string { return string(report) }

// lines returns a text without blank lines.
func lines(text []byte) string {
	var kept []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimRight(line, " \n"); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// dom returns the tags of an HTML source with their attributes, and its texts,
// one per line. Comments, the spelling of entities and the space next to tags
// do not count.
func dom(source []byte) string {
	var kept []string
	for z := html.NewTokenizer(bytes.NewReader(source)); z.Next() != html.ErrorToken; {
		switch t := z.Token(); t.Type {
		case html.CommentToken:
		case html.TextToken:
			if folded := strings.Join(strings.Fields(t.Data), " "); folded != "" {
				kept = append(kept, folded)
			}
		default:
			slices.SortFunc(t.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
			kept = append(kept, t.String())
		}
	}
	return strings.Join(kept, "\n")
}

// letters returns the text of an HTML source without white space, and without
// elements that have the attribute data-extra, which the report in Markdown
// does not have.
func letters(source []byte) string {
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return ""
	}
	var kept []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			kept = append(kept, strings.Fields(n.Data)...)
		}
		if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-extra" }) {
			return
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(root)
	return strings.Join(kept, "")
}

// converted returns the HTML that goldmark makes of a Markdown source, in the
// form of dom, without comments and the padding of tables.
func converted(source []byte) string {
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert(source, &b); err != nil {
		return ""
	}
	return dom(b.Bytes())
}

// difference shows the place where two strings begin to differ.
func difference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(i-60, 0)
	return fmt.Sprintf("after %d bytes: %q, want %q", i, got[from:min(i+60, len(got))], want[from:min(i+60, len(want))])
}
