package htmltree

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tag is a tag of the source.
type tag struct {
	name       string // in lower case
	attrs      []html.Attribute
	start, end int
}

// readTag returns the present tag of the tokenizer, whose source is raw. Its
// attributes are appended to list, which is shared by all tags.
func readTag(z *html.Tokenizer, raw string, list *[]html.Attribute) (t tag) {
	first := len(*list)
	if t, ok := plainTag(raw, list); ok {
		return t
	}
	*list = (*list)[:first]
	name, more := z.TagName()
	t.name = atom.String(name)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		*list = append(*list, html.Attribute{Key: atom.String(key), Val: string(value)})
	}
	t.attrs = (*list)[first:len(*list):len(*list)]
	return t
}

// plainTag is a fast version of readTag for tags as programs write them: in
// lower case, with one space before each attribute, and with values in double
// quotes or none. Names and values are substrings of the source, whereas the
// tokenizer would copy them. If ok is false, it may have appended attributes to
// list.
func plainTag(raw string, list *[]html.Attribute) (t tag, ok bool) {
	first := len(*list)
	rest, end := strings.CutPrefix(raw[1:], "/")
	n := nameLen(rest)
	t.name, rest = rest[:n], rest[n:]
	for strings.HasPrefix(rest, " ") && !end {
		n := nameLen(rest[1:])
		key, value, quoted := rest[1:1+n], "", false
		if rest, quoted = strings.CutPrefix(rest[1+n:], `="`); quoted {
			var found bool
			if value, rest, found = strings.Cut(rest, `"`); !found || strings.ContainsAny(value, "&\r\x00") {
				return t, false
			}
		}
		if n == 0 {
			return t, false
		}
		if slices.ContainsFunc((*list)[first:], func(a html.Attribute) bool { return a.Key == key }) {
			return t, false
		}
		*list = append(*list, html.Attribute{Key: key, Val: value})
	}
	t.attrs = (*list)[first:len(*list):len(*list)]
	return t, (rest == ">" || rest == "/>") && t.name != ""
}

// nameLen returns the length of the lower-case name at the beginning of s.
func nameLen(s string) int {
	n := 0
	for n < len(s) && ('a' <= s[n] && s[n] <= 'z' || n > 0 && ('0' <= s[n] && s[n] <= '9' || s[n] == '-')) {
		n++
	}
	return n
}
