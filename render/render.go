// Package render writes incidents as reports.
//
// A writer is a struct whose zero value works; its fields are options, and its
// methods do not change it, so one value serves many goroutines. Append appends
// the report to a buffer, cannot fail, and makes a few allocations at the most,
// none for each row or update; Write makes one Write of it.
//
//	report := render.Text{}.Append(nil, inc)
//
// Writers show what readers may see: [incident.Incident.Events], labels,
// internal parts and a draft postmortem stay out unless a field of the writer
// asks for them. Text from outside cannot break a report: control characters
// and bidirectional overrides are dropped, raw HTML is shown as text, and a
// line of a body that reads like a stamp, a label or the affected line is
// written with a U+200C in front. A status that is not known is guarded like a
// body, and what is written from right to left is isolated from what stands
// beside it.
//
// An unknown zone of a page is shown as UTC, and the report says UTC.
package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// Layout is one of the three ways in which the text of a status page is found.
// They differ in blank lines and in the labels of updates ("Investigating").
type Layout string

const (
	LayoutLabelsSpaced Layout = "labels-spaced" // labels, and blank lines between parts; what "" means
	LayoutLabels       Layout = "labels"        // labels, and no blank lines but those of bodies
	LayoutPlain        Layout = "plain"         // no labels: statuses are lost
)

var layouts = [...]Layout{LayoutLabelsSpaced, LayoutLabels, LayoutPlain}

// Layouts returns the known layouts.
func Layouts() []Layout { return append([]Layout(nil), layouts[:]...) }

// ParseLayout returns the layout of that name. "" is [LayoutLabelsSpaced]. An
// unknown name is an [*incident.FieldError] with [incident.CodeUnknown].
func ParseLayout(s string) (Layout, error) {
	if s == "" {
		return LayoutLabelsSpaced, nil
	}
	for _, l := range layouts {
		if strings.EqualFold(s, string(l)) {
			return l, nil
		}
	}
	return "", &incident.FieldError{Path: "layout", Code: incident.CodeUnknown,
		Err: fmt.Errorf("%q is none of %s, %s, %s", s, layouts[0], layouts[1], layouts[2])}
}

// buffers are for reports that are appended to nil: a report is written to one,
// and copied to a buffer of its size.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

// longReport is the size from which a report keeps the buffer that it was
// written to, if it fills most of it: no other report is soon to be as long.
const longReport = 1 << 16

// appendNew writes a report that is appended to nil.
func appendNew(write func(dst []byte) []byte) []byte {
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	dst := write((*buf)[:0])
	if n := len(dst); n >= longReport && cap(dst) <= n+n/4 {
		*buf = nil
		return dst
	}
	*buf = dst
	return append([]byte(nil), dst...)
}

// reserve makes room for the rest of n updates once a few of them have been
// appended to dst[start:], so that the buffer of a long report is not copied
// again and again while it grows.
func reserve(dst []byte, start, appended, n int) []byte {
	const sample, most = 64, 16 << 20
	if appended != sample {
		return dst
	}
	rest := (len(dst) - start) / sample * (n - sample)
	return slices.Grow(dst, min(rest+rest/16, most))
}

// endReport leaves one line break at the end of a report that starts at start.
func endReport(dst []byte, start int) []byte {
	end := len(dst)
	for end > start && dst[end-1] == '\n' {
		end--
	}
	if end == start {
		return dst[:end]
	}
	return append(dst[:end], '\n')
}

// appendInt appends a number that is not negative.
func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// appendLine makes one line of what was appended since start.
func appendLine(dst []byte, start int) []byte {
	if markdown.IsLine(string(dst[start:])) {
		return dst
	}
	return markdown.AppendLine(dst[:start], string(dst[start:]))
}
