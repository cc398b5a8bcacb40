package render

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// Text writes reports as plain text in the form of a status page. The zero
// value writes labels and blank lines, and shows times in the page's zone.
type Text struct {
	Layout Layout // "" means LayoutLabelsSpaced
	// Zones are the zones to show times in; the first one leads. A nil
	// element means UTC. If Zones is empty, updates are shown in the page's
	// zone and timelines in their own.
	Zones    []*time.Location
	Drafts   bool // show a postmortem that is not published yet
	Internal bool // show the internal sections and actions of a postmortem
}

// Append appends the page of the incident to dst and returns the extended
// buffer. A page has, in this order: title, second line, window of a
// maintenance, postmortem, updates from newest to oldest, and the affected
// components. A draft postmortem is left out unless t.Drafts is set. A nil
// incident appends nothing.
func (t Text) Append(dst []byte, inc *incident.Incident) []byte {
	return t.append(dst, plan.Page(inc, t.options()), (*textPrinter).report)
}

// AppendPostmortem appends the postmortem alone: title, second line, sections.
// A draft is shown even if t.Drafts is not set, and is marked as one. An
// incident without a postmortem appends nothing.
func (t Text) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	return t.append(dst, plan.Postmortem(inc, t.options()), (*textPrinter).report)
}

// AppendHistory appends the history of the incident, as far as the view selects
// it: title, second line, and for each day a heading with a timeline. Days are
// those of the leading zone.
//
// A row for an update shows its status and its first paragraph, or, if the
// update was retracted, only that. A row for a change shows both statuses, and
// a row for an event that reaches a milestone begins with the name of the
// milestone. Events and other internal parts are left out unless t.Internal is
// set, and a draft postmortem unless t.Drafts is set. A nil incident appends
// nothing.
func (t Text) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	return t.append(dst, plan.History(inc, t.options(), view), (*textPrinter).report)
}

// AppendUpdate appends inc.Updates[i] as it stands on the page: label, body,
// time.
func (t Text) AppendUpdate(dst []byte, inc *incident.Incident, i int) []byte {
	return t.append(dst, plan.Page(inc, t.options()), func(p *textPrinter) {
		post := p.plan.Update(i)
		p.post(&post)
	})
}

// Write writes the page that [Text.Append] appends, with one call of w.Write,
// and returns its error.
func (t Text) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(t.Append(nil, inc))
	return err
}

func (t Text) options() plan.Options {
	return plan.Options{Zones: t.Zones, Drafts: t.Drafts, Internal: t.Internal, Past: t.Layout == LayoutPlain, Zoned: true}
}

// append prints a plan and releases it.
func (t Text) append(dst []byte, r *plan.Report, print func(*textPrinter)) []byte {
	return appendPlan(dst, r, func(dst []byte) []byte {
		p := textPrinter{plan: r, layout: t.Layout, dst: dst, start: len(dst)}
		print(&p)
		return endReport(p.dst, p.start)
	})
}

// textPrinter prints a plan as plain text.
type textPrinter struct {
	plan   *plan.Report
	layout Layout
	dst    []byte
	start  int // of the report in dst
}

// report appends all parts of a report.
func (p *textPrinter) report() {
	titled := p.header()
	top := len(p.dst)
	if d, ok := p.plan.Document(); ok {
		p.document(&d)
		p.dst = withoutUnknown(p.dst, top)
	}
	posts, n := len(p.dst), p.plan.Posts()
	for i := range n {
		p.dst = reserve(p.dst, posts, i, n)
		post := p.plan.Post(i)
		p.post(&post)
	}
	p.affected()
	if !titled {
		p.guardTop(top)
	}
}

// guardTop guards the first visible line of dst[top:] if a reader would take
// the second line of the report for the title above it.
func (p *textPrinter) guardTop(top int) {
	for line := range bytes.Lines(p.dst[top:]) {
		text := bytes.Trim(line, words.Invisible+"\t\n")
		if len(text) == 0 {
			top += len(line)
			continue
		}
		if p.plan.Lang.IsSubtitle(string(text)) && !bytes.Contains(line, []byte(guardMark)) {
			p.dst = slices.Insert(p.dst, top, []byte(guardMark)...)
		}
		return
	}
}

func (p *textPrinter) text(s string) { p.dst = append(p.dst, s...) }

// ownLine appends the text that appendText appends as a line, unless it is
// empty. A blank line follows if always is set or the layout has blank lines
// between parts.
func (p *textPrinter) ownLine(appendText func(dst []byte) []byte, always bool) {
	start := len(p.dst)
	if p.dst = appendText(p.dst); len(p.dst) == start {
		return
	}
	p.text("\n")
	if always || p.layout != LayoutLabels && p.layout != LayoutPlain {
		p.text("\n")
	}
}

// header appends title, second line and window. It reports whether the title is
// visible.
func (p *textPrinter) header() (titled bool) {
	start := len(p.dst)
	p.ownLine(p.plan.AppendTitle, false)
	titled = bytes.ContainsFunc(p.dst[start:], func(r rune) bool { return !strings.ContainsRune(words.Invisible+"\n", r) })
	p.ownLine(p.plan.AppendSubtitle, p.layout == LayoutPlain)
	p.ownLine(p.plan.AppendWindow, p.layout == LayoutPlain)
	return titled
}

func (p *textPrinter) post(post *plan.Post) {
	if p.layout != LayoutPlain {
		if !post.Status.Valid() {
			p.text(words.Unknown)
		}
		p.ownLine(post.AppendLabel, false)
	}
	p.line(post.Retracted)
	start := len(p.dst)
	p.dst = markdown.Text{Forges: p.plan.Lang.Forges()}.Append(p.dst, post.Body)
	p.dst = withoutUnknown(p.dst, start)
	if len(p.dst) > start {
		p.text("\n")
		if !post.Next.At.IsZero() {
			p.text("\n")
		}
	}
	p.line(post.Next)
	p.line(post.Posted)
	p.line(post.Edited)
	if p.layout == "" || p.layout == LayoutLabelsSpaced {
		p.text("\n")
	}
}

// withoutUnknown reduces the guard at the beginning of each line of dst[from:]
// to one U+200C, since two mark the label of an unknown status.
func withoutUnknown(dst []byte, from int) []byte {
	if !bytes.Contains(dst[from:], []byte(words.Unknown)) {
		return dst
	}
	text := string(dst[from:])
	dst = dst[:from]
	for line := range strings.SplitAfterSeq(text, "\n") {
		rest := strings.TrimLeft(line, " \t\u00a0")
		dst = append(dst, line[:len(line)-len(rest)]...)
		for strings.HasPrefix(rest, words.Unknown) {
			rest = rest[len(guardMark):]
		}
		dst = append(dst, rest...)
	}
	return dst
}

// line appends a line that ends with a time.
func (p *textPrinter) line(l plan.Line) {
	if !l.At.IsZero() {
		p.dst = append(p.plan.AppendLine(p.dst, l), '\n')
	}
}

// affected appends the sentence that names the affected components, directly
// below the last stamp.
func (p *textPrinter) affected() {
	start := len(p.dst)
	for start-2 >= p.start && p.dst[start-1] == '\n' && p.dst[start-2] == '\n' {
		start--
	}
	if dst := p.plan.AppendAffected(p.dst[:start]); len(dst) > start {
		p.dst = append(dst, '\n')
	}
}
