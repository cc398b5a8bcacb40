// Package annotation reads and writes annotations: comments in a Markdown
// report that state what its words do not, such as that a part is internal,
// that a row is a milestone, or what a list contains.
//
//	<!-- internal -->
//	<!-- milestone: detected -->
//	<!-- timeline, format: "15:04", day: 2024-03-05 -->
//
// Package render writes them and package report reads them. Most documents have
// few, because an annotation is written only if a reader would otherwise draw
// another conclusion.
package annotation

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Item is one statement of an annotation: a name, possibly with a value.
type Item struct {
	Name, Value string
	Bare        bool // the item has no value
}

// Names of items. The first item of an annotation determines its subject; its
// name must be among leading.
const (
	Internal  = "internal"  // the part is not for the public
	Kind      = "kind"      // kind of the section
	Level     = "level"     // level of a section without a heading
	Section   = "section"   // a section without a heading begins here
	Title     = "title"     // the heading above is the title of the postmortem
	Text      = "text"      // the section is text, regardless of its form
	Fields    = "fields"    // the next block consists of fields
	Timeline  = "timeline"  // the next block is a timeline
	Actions   = "actions"   // the next block consists of actions
	After     = "after"     // the fields, timeline or actions end here
	Milestone = "milestone" // milestone of a row
	At        = "at"        // instant of a row
	Until     = "until"     // end of a row that is a period
	Precision = "precision" // precision of the instant of a row
	Format    = "format"    // layout of the times of a timeline
	Sign      = "sign"      // sign after the times of a timeline
	Day       = "day"       // day of the first row
	Zone      = "zone"      // zone of a timeline
	Hidden    = "hidden"    // the document does not show the zone of the timeline
	None      = "none"      // value: none
	Page      = "page"      // value: the zone of the page
	Time      = "time"      // written time of a row; only formats state it
	State     = "state"     // state of an action; only formats state it
	Field     = "field"     // name of a field; only formats state it
	Form      = "form"      // form of a list or a table; only formats state it
	Report    = "report"    // one of several reports begins here; with the value None, the text belongs to no report
)

// leading are the names that can begin an annotation.
var leading = [...]string{Internal, Kind, Section, Title, Text, Fields, Timeline, Actions, After, Milestone, At, Until, Precision, Report}

const (
	start = "<!-- "
	end   = " -->"
	// guard is inserted into a comment that only looks like an annotation.
	guard = "\u200c"
)

// Append appends an annotation.
func Append(dst []byte, items ...Item) []byte {
	dst = append(dst, start...)
	for i, it := range items {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(dst, it.Name...)
		if !it.Bare {
			dst = append(dst, ": "...)
			dst = appendValue(dst, it.Value)
		}
	}
	return append(dst, end...)
}

// escaped are the characters that are written as escapes in quotes, with a
// backslash and a letter.
const (
	escaped = "<>-|\n"
	names   = "lgdpn"
)

// appendValue appends a value, in quotes if it is not one word. Any value
// results in a comment that ends in the same place for every Markdown engine
// and browser: it contains neither "<" nor ">" nor "--", and no bar, which
// would end a cell.
func appendValue(dst []byte, s string) []byte {
	if isWord(s) {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for i, r := range s {
		switch name := strings.IndexRune(escaped, r); {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case name >= 0 && (r != '-' || i > 0 && s[i-1] == '-'):
			dst = append(dst, '\\', names[name])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// isWord reports whether a value can be written without quotes.
func isWord(s string) bool {
	for i := range len(s) {
		c := s[i]
		if ('a' > c|0x20 || c|0x20 > 'z') && ('0' > c || c > '9') && strings.IndexByte("_-:+./", c) < 0 {
			return false
		}
	}
	return s != "" && s[len(s)-1] != '-' && !strings.Contains(s, "--")
}

// Parse parses a text that consists of an annotation.
func Parse(s string) ([]Item, bool) {
	body, ok := strings.CutPrefix(s, start)
	if !ok {
		return nil, false
	}
	if body, ok = strings.CutSuffix(body, end); !ok || !leads(body) {
		return nil, false
	}
	var items []Item
	for {
		n := 0
		for n < len(body) && 'a' <= body[n] && body[n] <= 'z' {
			n++
		}
		it := Item{Name: body[:n], Bare: true}
		body = body[n:]
		if rest, ok := strings.CutPrefix(body, ": "); ok {
			it.Bare = false
			if it.Value, body, ok = cutValue(rest); !ok {
				return nil, false
			}
		}
		items = append(items, it)
		switch {
		case n == 0:
			return nil, false
		case body == "":
			return items, true
		}
		if body, ok = strings.CutPrefix(body, ", "); !ok {
			return nil, false
		}
	}
}

func cutValue(s string) (value, rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		n := strings.IndexByte(s, ',')
		if n < 0 {
			n = len(s)
		}
		return s[:n], s[n:], isWord(s[:n])
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return b.String(), s[i+1:], true
		case c == '\\' && i+1 < len(s):
			i++
			if name := strings.IndexByte(names, s[i]); name >= 0 {
				b.WriteByte(escaped[name])
			} else {
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}

// leads reports whether a text begins with a name that can begin an annotation.
func leads(s string) bool {
	return slices.ContainsFunc(leading[:], func(name string) bool { return strings.HasPrefix(s, name) })
}

// Value returns the value of the item with that name.
func Value(items []Item, name string) (string, bool) {
	for _, it := range items {
		if it.Name == name {
			return it.Value, true
		}
	}
	return "", false
}

// Has reports whether there is an item with that name.
func Has(items []Item, name string) bool {
	_, ok := Value(items, name)
	return ok
}

// Guard inserts a U+200C into every comment of a text that would be read as an
// annotation.
func Guard(s string) string { return edit(s, func(guards string) string { return guards + guard }) }

// Unguard removes one U+200C from each such comment.
func Unguard(s string) string {
	return edit(s, func(guards string) string { return strings.TrimPrefix(guards, guard) })
}

// edit applies change to the guards, if any, between each "<!-- " and a name
// that can begin an annotation.
func edit(s string, change func(guards string) string) string {
	if !strings.Contains(s, start) {
		return s
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, start)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString(start)
		s = rest
		if name := strings.TrimLeft(s, guard); leads(name) {
			b.WriteString(change(s[:len(s)-len(name)]))
			s = name
		}
	}
}
