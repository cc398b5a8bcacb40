package render

import (
	"io"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// Markdown writes reports as Markdown: CommonMark with the tables of GitHub.
// The zero value writes a title of level 1 and shows times in the page's zone.
//
// Facts that the words do not show are written as comments: that a part is
// internal, that a row reaches a milestone, and whatever else package parse
// could not find out from the words.
type Markdown struct {
	Level int // heading level of the title, 1 to 4; 0 means 1
	// Zones are the zones to show times in; the first one leads. A nil
	// element means UTC. If Zones is empty, updates are shown in the page's
	// zone and timelines in their own.
	Zones []*time.Location
	// Drafts shows a postmortem that is not published yet, and Internal the
	// internal sections and actions of a postmortem, on the page. The
	// document shows both in any case, marked, because it is the working
	// form.
	Drafts, Internal bool
}

// Append appends the page of the incident to dst and returns the extended
// buffer. A page has, in this order: title, second line, window of a
// maintenance, postmortem, updates from newest to oldest, and the affected
// components. A draft postmortem is left out unless m.Drafts is set. Nothing
// internal appears in it, not even in comments. A nil incident appends nothing.
func (m Markdown) Append(dst []byte, inc *incident.Incident) []byte {
	return m.append(dst, plan.Page(inc, m.options()), (*markdownPrinter).page)
}

// AppendPostmortem appends the postmortem alone, as the document that a team
// keeps and works on: front matter, title, sections. Drafts and internal parts
// are included and marked. An incident without a postmortem appends nothing.
//
// The front matter is the one the postmortem had before, byte for byte except
// for the keys that are read: incident, title, severity, state, published_at,
// edited_at, zone and lang. Keys for which the incident has no value are
// removed.
func (m Markdown) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	o := m.options()
	o.Internal, o.Whole = true, true
	return m.append(dst, plan.Postmortem(inc, o), (*markdownPrinter).document)
}

// AppendHistory appends the history that [Text.AppendHistory] describes, as
// Markdown.
func (m Markdown) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	return m.append(dst, plan.History(inc, m.options(), view), (*markdownPrinter).page)
}

// AppendUpdate appends inc.Updates[i] as it stands on the page: label, body,
// times. Its heading is one level below m.Level.
func (m Markdown) AppendUpdate(dst []byte, inc *incident.Incident, i int) []byte {
	return m.append(dst, plan.Page(inc, m.options()), func(p *markdownPrinter) {
		post := p.plan.Update(i)
		post.Body = p.part(post.Body, p.level+1)
		p.post(&post)
	})
}

// Write writes the page that [Markdown.Append] appends, with one call of
// w.Write, and returns its error.
func (m Markdown) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(m.Append(nil, inc))
	return err
}

func (m Markdown) options() plan.Options {
	return plan.Options{Zones: m.Zones, Drafts: m.Drafts, Internal: m.Internal}
}

// append prints a plan and releases it.
func (m Markdown) append(dst []byte, r *plan.Report, print func(*markdownPrinter)) []byte {
	return appendPlan(dst, r, func(dst []byte) []byte {
		p := markdownPrinter{plan: r, dst: dst, start: len(dst), level: min(max(m.Level, 1), 4)}
		print(&p)
		return endReport(p.dst, p.start)
	})
}

// markdownPrinter prints a plan as Markdown.
type markdownPrinter struct {
	plan    *plan.Report
	dst     []byte
	start   int  // of the report in dst
	level   int  // heading level of the title
	above   int  // level of the heading above the sections
	private bool // the report is the document, in which private annotations may stand
	scratch []byte
	rows    []markdownRow // reused from content to content
}

// page appends a page, or a history.
func (p *markdownPrinter) page() {
	d, _ := p.plan.Document()
	posts := make([]plan.Post, p.plan.Posts())
	bodies := make([]*string, len(posts))
	for i := range posts {
		posts[i] = p.plan.Post(i)
		posts[i].Body = p.part(posts[i].Body, p.level+1)
		bodies[i] = &posts[i].Body
	}
	p.above = p.level
	if d.Label != words.NoWord {
		p.above++
	}
	sections := p.split(&d, bodies)

	p.heading(p.plan.Incident.Title, p.level)
	p.plain(p.plan.AppendSubtitle)
	p.endBlock(p.plan.AppendWindow(p.dst))
	if d.Label != words.NoWord {
		p.heading(p.plan.Lang.Word(d.Label), p.above)
		if p.heading(d.Title, p.above+1) {
			p.annotate(annotation.Item{Name: annotation.Title, Bare: true})
		}
	}
	hidden := ""
	if p.plan.HidesZone() {
		hidden = p.plan.Incident.Page.TimeZone
	}
	p.sections(sections, hidden)
	p.line(d.Posted)
	p.line(d.Edited)
	first := len(p.dst)
	for i := range posts {
		p.dst = reserve(p.dst, first, i, len(posts))
		p.post(&posts[i])
	}
	p.plain(p.plan.AppendAffected)
}

// document appends the postmortem as a document.
func (p *markdownPrinter) document() {
	p.private, p.above = true, p.level
	titled := p.frontMatter()
	title := markdown.Line(p.plan.Incident.Postmortem.Title)
	if title == "" && !titled {
		title = p.plan.Incident.Title
	}
	p.heading(title, p.level)
	d, _ := p.plan.Document()
	p.sections(p.split(&d, nil), "")
}

// post appends an update: label, body, times. Its body has been made a part of
// the document before.
func (p *markdownPrinter) post(post *plan.Post) {
	p.scratch = post.AppendLabel(p.scratch[:0])
	p.heading(string(p.scratch), p.level+1)
	p.line(post.Retracted)
	p.block(post.Body)
	p.line(post.Next)
	p.line(post.Posted)
	p.line(post.Edited)
}

func (p *markdownPrinter) text(s string) { p.dst = append(p.dst, s...) }

// block appends Markdown as blocks of their own.
func (p *markdownPrinter) block(md string) { p.endBlock(append(p.dst, md...)) }

// endBlock replaces p.dst by dst, which has a block appended, and adds a blank
// line if the block is not empty.
func (p *markdownPrinter) endBlock(dst []byte) {
	if len(dst) > len(p.dst) {
		dst = append(dst, "\n\n"...)
	}
	p.dst = dst
}

// line appends a line that ends with a time.
func (p *markdownPrinter) line(l plan.Line) { p.endBlock(p.plan.AppendLine(p.dst, l)) }

// plain appends plain text, which appendText appends, as Markdown.
func (p *markdownPrinter) plain(appendText func([]byte) []byte) {
	dst := appendText(p.dst)
	text := string(dst[len(p.dst):])
	p.endBlock(markdown.AppendEscaped(dst[:len(p.dst)], text, markdown.Paragraph))
}

// heading appends a heading. It reports whether the heading is visible.
func (p *markdownPrinter) heading(s string, level int) bool {
	start := len(p.dst)
	dst := append(append(p.dst, "######"[:level]...), ' ')
	text := len(dst)
	if dst = markdown.AppendEscaped(dst, s, markdown.Heading); len(dst) == text {
		p.dst = dst[:start]
		return false
	}
	p.endBlock(dst)
	return true
}

// annotate appends an annotation as a block of its own.
func (p *markdownPrinter) annotate(items ...annotation.Item) {
	p.endBlock(annotation.Append(p.dst, items...))
}
