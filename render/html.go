package render

import (
	"io"
	"sync"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// HTML writes reports as HTML: as a fragment for a page of your own
// ([HTML.Append]), or as a page in a single file ([HTML.AppendPage]). The zero
// value shows times in the page's zone.
//
// A fragment has the same text as [Text] writes, in the same order. Elements
// with the attribute data-extra hold everything that the plain text does not
// have: the banner, the components with their statuses, the picture, the
// permalinks.
//
// The output runs no code and loads nothing. Links lead to http, https and
// mailto addresses only.
//
// # Classes
//
// The names of classes are stable, so that style sheets can rely on them; more
// may be added. [HTML.AppendStyle] appends a style sheet for fragments.
//
//   - incident, document, history: the article of a report, of a postmortem alone,
//     of a history
//   - report, window: the second line, and the planned time of a maintenance
//   - now, state, impact, derived, facts, promise: the banner, with the status, the
//     impact, the mark of an impact that the report does not state, the times and
//     durations, and the promise of a next update
//   - components, chips, chip, group, is, was: the components, the group of some,
//     the present status of each and the worst one it had
//   - picture, span, rows, row, grid, ticks, track, bar: the picture, the period it
//     covers, its rows and their names, its axis, lanes and spans
//   - m, event, milestone: a mark; the mark of an event; the mark of an event that
//     reaches a milestone
//   - legend, key, milestones: the meaning of the picture's colours and marks
//   - postmortem, draft, label, title: the postmortem, its label and title
//   - part, internal, mark, body: a section, the mark of an internal one, a text
//   - timeline, when, fields, actions, scroll: typed content; a time whose instant
//     is not known; the element around a table
//   - tick, done, open: the checkbox of a task; a task that is done or not; a span
//     of the picture that has not ended
//   - updates, update, changes, stamp, edited, retracted, next: the updates, the
//     component changes of an update without text, the times of updates, and their
//     promises
//   - summary, planned, older, more: the article of an incident in a list, of a
//     maintenance, its earlier updates, the link to its postmortem
//   - permalink, affected: a link to a part; the affected sentence
//   - left, center, right: the alignment of table cells in a body
//   - local: the viewer's local time, which the script of a page adds
//
// In addition, words of the model are classes of the elements they describe:
// the status of an update or a component, an impact, the kind of a section, the
// form of a list.
type HTML struct {
	// Zones are the zones to show times in; the first one leads. A nil
	// element means UTC. If Zones is empty, updates are shown in the page's
	// zone and timelines in their own.
	Zones    []*time.Location
	Drafts   bool // show a postmortem that is not published yet
	Internal bool // show the internal sections and actions of a postmortem, marked as such
	// HeadingLevel is the level of the title; 0 means 1. All other headings
	// have deeper levels, down to h6.
	HeadingLevel int
	NoPicture    bool // leave out the picture of the incident over time
	// Impact is the impact that the texts of the incident state. The banner
	// and the picture show it:
	//
	//	h.Impact = claim.StatedImpact(inc.Public())
	//
	// If it is nil, they show the impact that components and milestones
	// tell.
	Impact []incident.Span
	// IDPrefix is the prefix of every id, which keeps the ids of a fragment
	// apart from those of the page around it and of other fragments.
	// Characters other than letters, digits, "-", "_" and "." are dropped;
	// if nothing is left, the prefix is "incident-".
	IDPrefix string
	// ScriptNonce allows a page one short script, which shows the viewer's
	// local time beside each time. The Content Security Policy of the page
	// names the nonce. If it is "" or not a valid nonce, the page has no
	// script. Fragments never have one.
	ScriptNonce string
}

// Append appends the report as an article element and returns the extended
// buffer. The article has, in this order: title, second line, window of a
// maintenance, banner, components, picture, postmortem, updates from newest to
// oldest, and the affected components. The banner gives the duration of the
// impact as [incident.Incident.Metrics] computes it. While the incident is not
// over and has no postmortem, its latest update stands directly below the
// banner. A draft postmortem is left out unless h.Drafts is set. A nil incident
// appends nothing.
//
// Each update has an element id made from its ID or else from its instant, so
// links to an update survive a new title and a new order.
func (h HTML) Append(dst []byte, inc *incident.Incident) []byte {
	return h.append(dst, plan.Page(inc, h.options()), (*htmlPrinter).page)
}

// AppendPostmortem appends the postmortem alone, as an article element: title,
// second line, sections. A draft is shown even if h.Drafts is not set, and is
// marked as one. An incident without a postmortem appends nothing.
func (h HTML) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	return h.append(dst, plan.Postmortem(inc, h.options()), (*htmlPrinter).postmortem)
}

// AppendHistory appends the history that [Text.AppendHistory] describes, as an
// article element.
func (h HTML) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	return h.append(dst, plan.History(inc, h.options(), view), (*htmlPrinter).history)
}

// AppendUpdate appends inc.Updates[i] as a section element, as it stands in the
// article of [HTML.Append]. Its heading is one level below h.HeadingLevel.
func (h HTML) AppendUpdate(dst []byte, inc *incident.Incident, i int) []byte {
	return h.append(dst, plan.Page(inc, h.options()), func(p *htmlPrinter) {
		p.updateIDs()
		post := p.plan.Update(i)
		p.post(&post, i)
	})
}

// Write writes the article that [HTML.Append] appends, with one call of
// w.Write, and returns its error.
func (h HTML) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(h.Append(nil, inc))
	return err
}

func (h HTML) options() plan.Options {
	return plan.Options{Zones: h.Zones, Drafts: h.Drafts, Internal: h.Internal, Exact: true, Around: timeElement}
}

// htmlPrinters recycles printers, whose ids and pictures need memory.
var htmlPrinters = sync.Pool{New: func() any { return new(htmlPrinter) }}

// append prints a plan and releases it.
func (h HTML) append(dst []byte, r *plan.Report, print func(*htmlPrinter)) []byte {
	return appendPlan(dst, r, func(dst []byte) []byte {
		p := htmlPrinters.Get().(*htmlPrinter)
		p.options, p.plan, p.level = h, r, min(max(h.HeadingLevel, 1), 6)
		p.w = htmlbuffer.Buffer{Dst: dst, Lang: r.Lang}
		p.ids.reset(h.IDPrefix)
		print(p)
		dst = p.w.Dst
		p.picture.reset()
		*p = htmlPrinter{ids: p.ids, picture: p.picture}
		if p.ids.count() < 1000 { // the next reports would have to clear all that memory
			htmlPrinters.Put(p)
		}
		return dst
	})
}

// htmlPrinter prints a plan as an article element.
type htmlPrinter struct {
	options HTML
	plan    *plan.Report
	w       htmlbuffer.Buffer
	level   int // heading level of the title
	shift   int // added to the levels of headings in bodies
	ids     ids
	picture picture
}

// page appends the article of a page. While the incident goes on, the latest
// update comes before the parts that take more room. Ids are assigned to
// updates first, from the oldest to the newest, so that no id depends on what
// else the report shows.
func (p *htmlPrinter) page() {
	p.updateIDs()
	p.open("")
	metrics := p.plan.Metrics(p.options.Impact)
	banner := banner{w: &p.w, plan: p.plan, metrics: &metrics}
	banner.append()
	latest := 0
	if !p.plan.Incident.Status().IsFinal() && !p.plan.ShowsPostmortem() {
		latest = p.latest()
		p.posts(0, latest)
	}
	appendComponents(&p.w, p.plan.Affected, false)
	if !p.options.NoPicture && p.picture.show(p.plan, &metrics) {
		printer := picturePrinter{w: &p.w, plan: p.plan, pic: &p.picture}
		printer.figure(&p.ids)
	}
	p.document()
	p.posts(latest, p.plan.Posts())
	p.affected()
	p.w.Text("</article>\n")
}

// affected appends the sentence that names the affected components.
func (p *htmlPrinter) affected() {
	p.w.Element(`<p class="affected">`, func() { p.w.Escaped(p.plan.AppendAffected(p.w.Dst)) }, "</p>\n")
}

// latest returns the number of posts, counted from the newest, that readers
// need for the latest message: those up to the newest one that was not
// retracted.
func (p *htmlPrinter) latest() int {
	n := p.plan.Posts()
	for i := range n {
		if post := p.plan.Post(i); !post.Update.Retracted() {
			return i + 1
		}
	}
	return n
}

// posts appends the posts with the indexes from to to-1.
func (p *htmlPrinter) posts(from, to int) {
	if from == to {
		return
	}
	p.w.Text("<div class=\"updates\">\n")
	first := len(p.w.Dst)
	for i := from; i < to; i++ {
		p.w.Dst = reserve(p.w.Dst, first, i-from, to-from)
		post := p.plan.Post(i)
		p.post(&post, p.plan.Posts()-1-i)
	}
	p.w.Text("</div>\n")
}

// postmortem appends the article of a postmortem alone.
func (p *htmlPrinter) postmortem() {
	p.open("document")
	p.document()
	p.w.Text("</article>\n")
}

// history appends the article of a history.
func (p *htmlPrinter) history() {
	p.open("history")
	d, _ := p.plan.Document()
	p.sections(&d, p.level+1)
	p.w.Text("</article>\n")
}

// open begins the article, up to the end of its header.
func (p *htmlPrinter) open(class string) {
	p.openArticle(class)
	p.heading("")
	p.w.Text(`<p class="report">`)
	text, named := p.plan.Subtitle()
	p.w.Text(text)
	if named {
		p.w.Text(" ")
		p.w.Link(p.plan.Incident.Page.URL, p.plan.Incident.Page.Name, "")
	}
	p.w.Text("</p>\n")
	p.window()
	p.w.Text("</header>\n")
}

// openArticle begins the article and its header.
func (p *htmlPrinter) openArticle(class string) {
	lang, dir := bodyLanguage(p.plan)
	p.w.Text(`<article class="incident`)
	p.w.Class(class)
	p.w.Texts(`" lang="`, lang, `"`, dir, ">\n<header>\n")
}

// heading appends the title, as a link unless url is "". An empty title is left
// out, unless the link needs a text.
func (p *htmlPrinter) heading(url string) {
	before := len(p.w.Dst)
	p.w.OpenHeading(p.level)
	p.w.Text(">")
	if url != "" {
		p.w.Text(`<a href="`)
		p.w.URL(url)
		p.w.Text(`">`)
	}
	title := len(p.w.Dst)
	p.w.Escaped(p.plan.AppendTitle(p.w.Dst))
	switch {
	case len(p.w.Dst) > title:
	case url == "":
		p.w.Dst = p.w.Dst[:before]
		return
	default:
		text, _ := p.plan.Subtitle()
		p.w.Texts("<span data-extra>", text, "</span>")
	}
	if url != "" {
		p.w.Text("</a>")
	}
	p.w.CloseHeading(p.level)
}

// window appends the planned time of a maintenance.
func (p *htmlPrinter) window() {
	p.w.Element(`<p class="window">`, func() { p.w.Dst = p.plan.AppendWindow(p.w.Dst) }, "</p>\n")
}

// updateIDs assigns the ids of the updates. The id of update i has the number
// i.
func (p *htmlPrinter) updateIDs() {
	for i := range p.plan.Incident.Updates {
		p.ids.addUpdate(&p.plan.Incident.Updates[i])
	}
}

// post appends an update whose id has the number id.
func (p *htmlPrinter) post(post *plan.Post, id int) {
	p.w.Text(`<section class="update`)
	p.w.Class(htmlbuffer.ValidWord(post.Update.Status))
	p.w.Text(`"`)
	p.id(id)
	p.w.Text(">\n")
	p.w.OpenHeading(p.level + 1)
	p.w.Text(">")
	p.w.Escaped(post.AppendLabel(p.w.Dst))
	p.w.CloseHeading(p.level + 1)
	p.shift = p.level + 1
	p.line(`<p class="stamp retracted">`, post.Retracted)
	if post.Body != "" {
		p.w.Body(post.Body, p.shift)
	} else if post.Retracted.At.IsZero() {
		appendChanges(&p.w, post.Update.Changes)
	}
	p.line(`<p class="next">`, post.Next)
	p.stamp(post.Posted, id, post.AppendLabel)
	p.line(`<p class="stamp edited">`, post.Edited)
	p.w.Text("</section>\n")
}

// line appends a line that ends with a time.
func (p *htmlPrinter) line(open string, l plan.Line) {
	p.w.Element(open, func() { p.w.Dst = p.plan.AppendLine(p.w.Dst, l) }, "</p>\n")
}

// stamp appends the time of a part, with a permalink to id number id. label
// appends the name of the part.
func (p *htmlPrinter) stamp(l plan.Line, id int, label func(dst []byte) []byte) {
	if l.At.IsZero() {
		return
	}
	p.w.Text(`<p class="stamp">`)
	p.w.Dst = p.plan.AppendLine(p.w.Dst, l)
	p.permalink(id, func(dst []byte) []byte {
		clock := p.plan.Clock
		clock.Around = nil
		return clock.AppendStamp(append(label(dst), ", "...), l.At)
	})
	p.w.Text("</p>\n")
}

// id appends the id attribute with id number i.
func (p *htmlPrinter) id(i int) {
	p.w.Text(` id="`)
	p.w.Dst = append(p.w.Dst, p.ids.at(i)...)
	p.w.Text(`"`)
}

// permalink appends the link to id number i. name appends the name of the part,
// by which screen readers tell the permalinks of a page apart.
func (p *htmlPrinter) permalink(i int, name func(dst []byte) []byte) {
	p.w.Text(` <a class="permalink" href="#`)
	p.w.Dst = append(p.w.Dst, p.ids.at(i)...)
	p.w.Texts(`" aria-label="`, p.w.Lang.Word(words.Permalink), " ")
	p.w.Dst = markdown.EscapeHTML(name(p.w.Dst), len(p.w.Dst))
	p.w.Text(`" data-extra>#</a>`)
}
