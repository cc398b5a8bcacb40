package main

import (
	"bytes"
	"slices"
	"strings"
)

// An edit replaces the bytes of a source from start to end.
type edit struct {
	start, end int
	text       string
	// lines says that text consists of whole lines. above and below ask for a blank
	// line between them and their neighbours.
	lines, above, below bool
}

// splice applies edits to a source whose lines end in eol. Edits at the same place
// keep their order. It reports false where edits overlap or lie outside of the
// source. A source without a newline at its end stays without one.
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
		if len(b) > 0 && string(b) != bom && !bytes.HasSuffix(b, []byte("\n")) {
			b = append(b, eol...)
		}
		last := bytes.TrimSuffix(b, []byte("\n"))
		if last = last[bytes.LastIndexByte(last, '\n')+1:]; e.above && !isBlank(string(last)) {
			b = append(b, eol...)
		}
		b = append(b, strings.TrimSuffix(text, eol)+eol...)
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

// bom is the byte order mark, which may stand at the beginning of a file.
const bom = "\ufeff"

func isBlank(line string) bool { return strings.Trim(line, " \t\r\n"+bom) == "" }
