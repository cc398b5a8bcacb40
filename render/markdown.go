package render

import (
	"io"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Markdown writes reports as Markdown: CommonMark with the tables of GitHub. The
// zero value writes times in the page's zone, below a title of level 1.
//
// What words do not say stands in comments: that a part is internal, that a row
// is a milestone, and whatever else package parse would not find by itself.
type Markdown struct {
	Level int // of the title, 1 to 4; 0: 1
	// Zones are the zones to show times in; the first one leads. nil: the page's,
	// and each timeline's own.
	Zones []*time.Location
	// Drafts shows a postmortem that is not published, and Internal the internal
	// sections and actions of one, on the page. The document shows both always,
	// because it is what people work on; it marks them.
	Drafts, Internal bool
}

// Append appends the page of the incident to dst and returns it: title, second
// line, window of a maintenance, postmortem, updates from the newest to the
// oldest, affected components. A draft postmortem is left out unless m.Drafts.
// Nothing that readers may not see stands in it, comments included. A nil
// incident appends nothing.
func (m Markdown) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	p := m.printer(dst, inc)
	pm := inc.Postmortem
	if !pm.Published() && !m.Drafts {
		pm = nil
	}
	bodies := make([]string, len(inc.Updates))
	more := make([]*string, 0, len(bodies))
	for i := len(bodies) - 1; i >= 0; i-- {
		if u := &inc.Updates[i]; !u.Retracted() {
			bodies[i] = p.part(u.Body, p.base+1)
		}
		more = append(more, &bodies[i])
	}
	sections := p.plan(pm, p.base+1, more)
	p.pageHeader()
	if pm != nil {
		p.pagePostmortem(pm, sections)
	}
	for i := len(inc.Updates) - 1; i >= 0; i-- {
		p.markdownUpdate(i, bodies[i])
	}
	p.markdownAffected()
	return p.finish()
}

// AppendPostmortem appends the postmortem alone, as the document that a team
// keeps and works on: front matter, title, sections. It has drafts and internal
// parts, marked. An incident without a postmortem appends nothing.
//
// The front matter is what was there before, byte for byte but for the keys that
// the incident answers: incident, title, state, published_at, edited_at, zone and
// lang.
func (m Markdown) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	if inc == nil || inc.Postmortem == nil {
		return dst
	}
	p := m.printer(dst, inc)
	p.doc, p.alone, p.Internal = true, true, true
	p.frontMatter()
	title := inc.Postmortem.Title
	if title == "" {
		title = inc.Title
	}
	p.heading(title, p.base)
	p.sections(p.plan(inc.Postmortem, p.base, nil))
	return p.finish()
}

// Write writes the page of the incident with one Write. The error is that of w.
func (m Markdown) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(m.Append(nil, inc))
	return err
}

// deepest is the deepest level of a heading.
const deepest = 6

// markdownPrinter is the state of one call.
type markdownPrinter struct {
	textPrinter
	base int           // level of the title, or of the label above the postmortem
	doc  bool          // the document: private marks may stand in it
	rows []documentRow // of the timeline at hand
}

func (m Markdown) printer(dst []byte, inc *incident.Incident) *markdownPrinter {
	p := &markdownPrinter{base: min(max(m.Level, 1), 4)}
	p.init(Text{Zones: m.Zones, Drafts: m.Drafts, Internal: m.Internal}, dst, inc)
	return p
}

// gap ends a block and leaves a line blank, if anything was appended since start.
func (p *markdownPrinter) gap(start int) {
	if len(p.dst) > start {
		p.text("\n\n")
	}
}

// heading appends a heading, unless nothing of it shows.
func (p *markdownPrinter) heading(s string, level int) bool {
	start := len(p.dst)
	for range level {
		p.dst = append(p.dst, '#')
	}
	p.dst = append(p.dst, ' ')
	text := len(p.dst)
	p.dst = markdown.AppendEscaped(p.dst, s, markdown.Heading)
	if len(p.dst) == text {
		p.dst = p.dst[:start]
		return false
	}
	p.gap(start)
	return true
}

// mark appends a mark as a block of its own.
func (p *markdownPrinter) mark(items ...comment.Item) {
	p.dst = comment.Append(p.dst, items...)
	p.text("\n\n")
}

// escape appends, in place of what was appended from start on, the Markdown that
// shows it.
func (p *markdownPrinter) escape(start int) {
	s := string(p.dst[start:])
	p.dst = markdown.AppendEscaped(p.dst[:start], s, markdown.Paragraph)
}

// block appends Markdown as blocks of their own.
func (p *markdownPrinter) block(md string) {
	start := len(p.dst)
	p.text(md)
	p.gap(start)
}

// part returns Markdown as a part of a document, below a heading of that level.
func (p *markdownPrinter) part(md string, level int) string {
	md = string(markdown.AppendShifted(nil, trimBlankLines(md), level))
	if mayHaveHeading(md) {
		md = below(md, level)
	}
	return p.closed(md)
}

// below makes text of the headings at the top of md that would not lie below a
// heading of that level. Those that nothing stands in are left out.
func below(md string, level int) string {
	blocks, err := markdown.Blocks(md)
	if err != nil {
		return md
	}
	from := 0
	var b strings.Builder
	for _, h := range blocks {
		if h.Kind != markdown.BlockHeading || h.Level > level || h.Level == deepest {
			continue
		}
		b.WriteString(md[from:h.Start])
		from = h.End
		if text := plainHeading(md[h.TextStart:h.TextEnd]); text != "" {
			b.WriteString("\n")
			b.Write(markdown.AppendEscaped(nil, text, markdown.Paragraph))
			b.WriteString("\n\n")
		}
	}
	if from == 0 {
		return md
	}
	b.WriteString(md[from:])
	return b.String()
}

// closed brings Markdown into the form of a part of a document: without blank
// lines around it, with a fence that is left open at its end closed, and without
// comments that read like marks.
func (p *markdownPrinter) closed(md string) string {
	md = trimBlankLines(md)
	if strings.Contains(md, "```") || strings.Contains(md, "~~~") {
		md += openFence(md)
	}
	md = comment.Guard(md)
	if p.doc || !strings.Contains(md, " ") {
		return md
	}
	var b strings.Builder
	for line := range strings.SplitAfterSeq(md, "\n") {
		text := strings.TrimLeft(line, " \t\u00a0")
		if core := strings.Trim(text, " \t\n\u00a0\u200c"); core != "" && p.forgesBlock(core) {
			b.WriteString(line[:len(line)-len(text)])
			b.WriteString("\u200c")
			line = text
		}
		b.WriteString(line)
	}
	return b.String()
}

// forgesBlock reports whether a line would be read as the time of an update, as a
// promise, a window or the components.
func (p *markdownPrinter) forgesBlock(line string) bool {
	switch p.phrases.Line([]byte(line)) {
	case words.LineStamp, words.LineEdited, words.LineRetracted, words.LineNextUpdate, words.LineWindow, words.LineAffected:
		return true
	}
	for _, w := range [...]words.Word{words.IncidentReport, words.MaintenanceReport} {
		if strings.HasPrefix(line, p.phrases.Word(w)) {
			return true
		}
	}
	return false
}

// trimBlankLines cuts blank lines at both ends, and space at the very end.
func trimBlankLines(s string) string {
	for {
		line, rest, ok := strings.Cut(s, "\n")
		if !ok || strings.Trim(line, " \t") != "" {
			break
		}
		s = rest
	}
	return strings.TrimRight(s, " \t\n")
}

// openFence returns what closes a fence that md leaves open, or "".
func openFence(md string) string {
	blocks, err := markdown.Blocks(md)
	if err != nil || len(blocks) == 0 || blocks[len(blocks)-1].Kind != markdown.BlockCode {
		return ""
	}
	code := md[blocks[len(blocks)-1].Start:]
	first, rest, _ := strings.Cut(code, "\n")
	indent := len(first) - len(strings.TrimLeft(first, " "))
	fence := first[indent:]
	if indent > 3 || !strings.HasPrefix(fence, "```") && !strings.HasPrefix(fence, "~~~") {
		return ""
	}
	n := len(fence) - len(strings.TrimLeft(fence, fence[:1]))
	last := rest[strings.LastIndexByte(rest, '\n')+1:]
	space := len(last) - len(strings.TrimLeft(last, " "))
	last = strings.TrimRight(last[space:], " \t")
	if space <= 3 && len(last) >= n && strings.Trim(last, fence[:1]) == "" {
		return ""
	}
	return "\n" + first[:indent] + fence[:n]
}
