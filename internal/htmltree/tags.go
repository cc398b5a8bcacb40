package htmltree

import (
	"strings"

	"golang.org/x/net/html"
)

// Tags calls visit with the element of each start tag of a page, in order. It
// takes a small fraction of the time of [Parse]. The elements have neither a
// parent nor children, and are valid only until visit returns.
func Tags(text string, visit func(*Node)) {
	attrs := make([]html.Attribute, 0, 16)
	n := new(Node)
	for at := 0; at < len(text); {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return
		}
		at += i
		attrs = attrs[:0]
		t, length := markupAt(text[at:], &attrs)
		if t.name != "" {
			*n = Node{Name: t.name, Attrs: t.attrs, Start: at, End: at + t.end}
			visit(n)
		}
		at += length
	}
}

// markupAt reads the markup at the beginning of a text. The length includes the
// text of an element such as style, in which nothing is markup. Only a start
// tag has a name.
func markupAt(text string, attrs *[]html.Attribute) (t tag, length int) {
	const long = 4 << 10 // bytes, for a tag
	end := strings.IndexByte(text[:min(len(text), long)], '>') + 1
	if end > 3 && text[1] == '/' && nameLen(text[2:])+3 == end {
		return tag{}, end
	}
	if end > 0 {
		t, ok := plainTag(text[:end], attrs)
		inside, known := rawText(t.name, text[end:])
		if t.end = end; ok && known {
			return t, end + inside
		}
		*attrs = (*attrs)[:0]
	}
	z := html.NewTokenizer(strings.NewReader(text))
	kind := z.Next()
	if length = len(z.Raw()); kind == html.ErrorToken {
		return tag{}, len(text)
	}
	if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
		return tag{}, length
	}
	t = readTag(z, text[:length], attrs)
	t.end = length
	if isRaw(t.name) && z.Next() == html.TextToken {
		length += len(z.Raw())
	}
	return t, length
}

// rawText returns the length of the text in an element in which nothing is
// markup, or 0 for any other element. If known is false, only a tokenizer can
// find the length.
func rawText(name, text string) (length int, known bool) {
	if !isRaw(name) {
		return 0, true
	}
	length = strings.Index(text, "</")
	known = length >= 0 && strings.HasPrefix(text[length+2:], name+">") && name != "script" && name != "plaintext"
	return length, known
}

// isRaw reports whether the content of an element may be text that looks like
// markup.
func isRaw(name string) bool {
	switch name {
	case "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp":
		return true
	}
	return false
}
