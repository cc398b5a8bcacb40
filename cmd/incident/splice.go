package main

import (
	"bytes"
	"slices"
	"strings"
)

// An edit replaces the bytes of a source from start to end by text, whose lines
// end in "\n".
type edit struct {
	start, end   int
	text         string
	lines        bool // text consists of whole lines
	above, below bool // a blank line separates them from their neighbours
}

// splice applies edits to a source whose lines end in eol. Edits at the same
// offset keep their order. If the source does not end in a line break, neither
// does the result. ok is false if edits overlap or are outside the source.
func splice(src string, edits []edit, eol string) (string, bool) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	var b []byte
	at := 0
	for _, e := range edits {
		if e.start < at || e.end < e.start || e.end > len(src) {
			return "", false
		}
		b = append(b, src[at:e.start]...)
		at = e.end
		text := strings.ReplaceAll(e.text, "\n", eol)
		if !e.lines {
			b = append(b, text...)
			continue
		}
		above := bytes.TrimSuffix(bytes.TrimPrefix(b, []byte(bom)), []byte("\n"))
		if len(above) > 0 && !bytes.HasSuffix(b, []byte("\n")) {
			b = append(b, eol...)
		}
		if e.above && !isBlank(string(above[bytes.LastIndexByte(above, '\n')+1:])) {
			b = append(b, eol...)
		}
		b = append(b, text...)
		if next, _, _ := strings.Cut(src[at:], "\n"); e.below && !isBlank(next) {
			b = append(b, eol...)
		}
	}
	b = append(b, src[at:]...)
	if len(edits) > 0 && !strings.HasSuffix(src, "\n") {
		b = bytes.TrimSuffix(b, []byte(eol))
	}
	return string(b), true
}
