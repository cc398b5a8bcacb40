// Package render writes incidents as reports: plain text ([Text]), Markdown
// ([Markdown]) and HTML ([HTML]).
//
// Start with the Append method of one of these:
//
//	report := render.Text{}.Append(nil, inc)
//
// It appends the page of the incident, with its updates and its published
// postmortem. AppendPostmortem appends the postmortem alone, AppendHistory a
// chronology, AppendUpdate a single update; Write writes the page with one call
// of Write. [HTML.AppendPage] appends a whole HTML file.
//
// The writers are structs whose zero value is ready to use. Their fields are
// options, which no method changes, so a writer may be used by several
// goroutines at once. Appending cannot fail. It makes a small, constant number
// of allocations for each report.
//
// Reports show only what the public may see. [incident.Incident.Events],
// labels, internal sections and draft postmortems are left out unless a field
// of the writer asks for them.
//
// Text from outside cannot break a report. Control characters and bidirectional
// overrides are dropped, and raw HTML is shown as text. A line of a body that
// reads like a stamp, a label or the affected sentence gets a U+200C in front,
// and so does an unknown status. Text that runs from right to left is isolated,
// so that it does not reorder its line.
//
// If the zone of a page is unknown, times are shown in UTC and labelled UTC.
package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
)

// A Layout is a form of the plain text of a status page. The layouts differ in
// blank lines and in whether updates have labels ("Investigating").
type Layout string

const (
	LayoutLabelsSpaced Layout = "labels-spaced" // labels, and blank lines between parts; the meaning of ""
	LayoutLabels       Layout = "labels"        // labels, and blank lines only inside bodies
	LayoutPlain        Layout = "plain"         // no labels, so the statuses are lost
)

var layouts = [...]Layout{LayoutLabelsSpaced, LayoutLabels, LayoutPlain}

// Layouts returns the known layouts.
func Layouts() []Layout { return append([]Layout(nil), layouts[:]...) }

// ParseLayout returns the layout with the given name, in any case. The empty
// name means [LayoutLabelsSpaced]. An unknown name is an [*incident.FieldError]
// with [incident.CodeUnknown].
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

// buffers holds scratch buffers for reports that are appended to nil. Such a
// report is written to one of them and then copied to a slice of its exact
// size.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

// longReport is the size in bytes from which a report keeps its scratch buffer
// instead of being copied, if it fills most of it.
const longReport = 1 << 16

// appendNew calls write with a scratch buffer and returns the report in a slice
// of its own.
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

// appendPlan appends what print makes of a plan, and releases the plan. A plan
// that is nil appends nothing.
func appendPlan(dst []byte, r *plan.Report, print func(dst []byte) []byte) []byte {
	if r == nil {
		return dst
	}
	defer r.Free()
	if dst == nil {
		return appendNew(print)
	}
	return print(dst)
}

// reserve grows dst for the rest of n updates, judging by those that have been
// appended to dst[start:], so that the buffer of a long report is not copied
// again and again.
func reserve(dst []byte, start, appended, n int) []byte {
	const sample, most = 64, 16 << 20
	if appended != sample {
		return dst
	}
	rest := (len(dst) - start) / sample * (n - sample)
	return slices.Grow(dst, min(rest+rest/16, most))
}

// endReport leaves exactly one line break at the end of the report dst[start:].
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

// appendInt appends a number that must not be negative.
func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// appendLine turns dst[start:] into a single line.
func appendLine(dst []byte, start int) []byte {
	if markdown.IsLine(string(dst[start:])) {
		return dst
	}
	return markdown.AppendLine(dst[:start], string(dst[start:]))
}
