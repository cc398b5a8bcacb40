package htmlbuffer

import (
	"bytes"
	"slices"

	"github.com/incidentkit/incident/internal/markdown"
)

// Body appends Markdown as blocks, adding shift to the levels of its headings.
func (w *Buffer) Body(md string, shift int) {
	open := "<div class=\"body\">\n"
	if markdown.Reorders(md) {
		open = "<div class=\"body\" dir=\"auto\">\n"
	}
	w.Element(open, func() { w.Dst = markdown.HTML{Shift: shift}.Append(w.Dst, md) }, "\n</div>\n")
}

// Inline appends the Markdown of a row. A single paragraph is written without
// its element.
func (w *Buffer) Inline(md string, shift int) {
	md = markdown.WithoutIsolates(md) // the element isolates it
	start := len(w.Dst)
	w.Dst = markdown.HTML{Shift: shift}.Append(w.Dst, md)
	const open, end = "<p>", "</p>"
	b := w.Dst[start:]
	if bytes.HasPrefix(b, []byte(open)) && bytes.Index(b, []byte(end)) == len(b)-len(end) {
		copy(b, b[len(open):len(b)-len(end)])
		w.Dst = w.Dst[:len(w.Dst)-len(open)-len(end)]
		if markdown.Reorders(md) {
			w.Dst = append(slices.Insert(w.Dst, start, []byte("<bdi>")...), "</bdi>"...)
		}
	}
}
