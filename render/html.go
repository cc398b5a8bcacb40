package render

import (
	"io"
	"sync"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// HTML writes reports as HTML: as a fragment for a page of your own, or as a
// page that is one file. The zero value shows times in the page's zone.
//
// The words of the fragment are those of [Text], in the same order. What the
// report in text does not have (the banner, the components with their status,
// the picture, permalinks) stands in elements with the attribute data-extra.
//
// Nothing in the output runs or loads anything. Links lead to http, https and
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
//     lengths, and the promise of a next update
//   - components, chips, chip, group, is, was: the components, the group of some,
//     the status that each has and the worst that it had
//   - picture, span, rows, row, grid, ticks, track, bar: the picture, the time it
//     spans, its rows and their names, its axis, lanes and spans
//   - m, event, milestone: a mark, of a row of a timeline, of one that reaches a
//     milestone
//   - legend, key, milestones: what colours and marks of the picture mean
//   - postmortem, draft, label, title: the postmortem, its label and title
//   - part, internal, mark, body: a section, its mark if it is internal, a text
//   - timeline, when, fields, actions, scroll: typed content; a time that is no
//     instant; what is around a table
//   - tick, done, open: the box of a task; a task that is done, or not; a span of
//     the picture that has not ended
//   - updates, update, changes, stamp, edited, retracted, next: the updates, what
//     one without a text moved, their times and promises
//   - permalink, affected: a link to a part; the affected sentence
//   - left, center, right: the alignment of cells in a body
//   - local: the viewer's local time, which the script of a page adds
//
// Beside these, words of the model are classes of what they describe: the
// status of an update or a component, an impact, the kind of a section, the
// form of a list.
type HTML struct {
	// Zones are the zones to show times in; the first one leads, and nil is
	// UTC. None: the page's, and each timeline's own.
	Zones    []*time.Location
	Drafts   bool // show a postmortem that is not published
	Internal bool // show the internal sections and actions of a postmortem, marked
	// HeadingLevel is that of the title. The other headings lie below it, down
	// to h6. 0 is 1.
	HeadingLevel int
	NoPicture    bool // leave out the picture of the incident over time
	// Impact are the spans of the impact that the texts of the incident
	// state, as claim.StatedImpact reads them from what readers see:
	//
	//	h.Impact = claim.StatedImpact(inc.Public())
	//
	// The banner and the picture show them. nil: they show what components
	// and milestones tell.
	Impact []incident.Span
	// IDPrefix stands before every id, so that a heading captures no name of
	// the page around it. Fragments of one page need different ones. Only
	// letters, digits, "-", "_" and "." of it are kept; if none are, it is
	// "incident-".
	IDPrefix string
	// ScriptNonce lets a page carry one short script, bound to this nonce in
	// its policy, that adds the viewer's local time beside each time. "", or
	// what is no nonce: no script at all. Fragments never have one.
	ScriptNonce string
}

// Append appends the report as an article element: title, second line, window
// of a maintenance, banner, components, picture, postmortem, updates from the
// newest to the oldest, affected components. The banner says how long the impact
// lasted, as [incident.Incident.Metrics] has it. While the incident is not over
// and has no postmortem, the latest update stands right below the banner. A
// draft postmortem is left out unless h.Drafts. A nil incident appends nothing.
//
// Each update has an id that is made of its ID, or else of its instant, so that
// links to it survive a new title and a new order.
func (h HTML) Append(dst []byte, inc *incident.Incident) []byte {
	return h.append(dst, plan.Page(inc, h.options()), (*htmlPrinter).page)
}

// AppendPostmortem appends the postmortem alone, as an article element: title,
// second line, postmortem. It shows a draft, because that was asked for by
// name, and marks it. An incident without a postmortem appends nothing.
func (h HTML) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	return h.append(dst, plan.Postmortem(inc, h.options()), (*htmlPrinter).postmortem)
}

// AppendHistory appends what [Text.AppendHistory] appends, as an article
// element.
func (h HTML) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	return h.append(dst, plan.History(inc, h.options(), view), (*htmlPrinter).history)
}

// AppendUpdate appends update i of the incident as it stands in the article of
// [HTML.Append]: a section element. Its heading is one level below
// h.HeadingLevel.
func (h HTML) AppendUpdate(dst []byte, inc *incident.Incident, i int) []byte {
	return h.append(dst, plan.Page(inc, h.options()), func(p *htmlPrinter) {
		p.updateIDs()
		post := p.plan.Update(i)
		p.post(&post, i)
	})
}

// Write writes what [HTML.Append] appends with one Write. The error is that of
// w.
func (h HTML) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(h.Append(nil, inc))
	return err
}

func (h HTML) options() plan.Options {
	return plan.Options{Zones: h.Zones, Drafts: h.Drafts, Internal: h.Internal, Exact: true, Around: timeElement}
}

// htmlPrinters keeps the memory of printers: ids and the plan of the picture.
var htmlPrinters = sync.Pool{New: func() any { return new(htmlPrinter) }}

// append spells a plan and frees it.
func (h HTML) append(dst []byte, r *plan.Report, print func(*htmlPrinter)) []byte {
	switch {
	case r == nil:
		return dst
	case dst == nil:
		return appendNew(func(dst []byte) []byte { return h.append(dst, r, print) })
	}
	defer r.Free()
	p := htmlPrinters.Get().(*htmlPrinter)
	p.options, p.plan, p.level = h, r, min(max(h.HeadingLevel, 1), 6)
	p.w = htmlBuffer{dst: dst, lang: r.Lang}
	p.ids.reset(h.IDPrefix)
	print(p)
	dst = p.w.dst
	p.picture.reset()
	*p = htmlPrinter{ids: p.ids, picture: p.picture}
	if p.ids.count() < 1000 { // a long report would make all others clear its memory
		htmlPrinters.Put(p)
	}
	return dst
}

// htmlPrinter spells a plan as an article element.
type htmlPrinter struct {
	options HTML
	plan    *plan.Report
	w       htmlBuffer
	level   int // of the heading of the title
	shift   int // of the headings in bodies
	ids     ids
	picture picture
}

// page appends the article of a page. While the incident goes on, the latest
// message stands before all that takes room. The ids of updates are given first,
// from the oldest, so that none depends on what else the report shows.
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
	p.w.components(p.plan.Affected)
	if !p.options.NoPicture && p.picture.show(p.plan, &metrics) {
		printer := picturePrinter{w: &p.w, plan: p.plan, pic: &p.picture}
		printer.figure(&p.ids)
	}
	p.document()
	p.posts(latest, p.plan.Posts())
	p.affected()
	p.w.text("</article>\n")
}

// affected appends the sentence that names the affected components.
func (p *htmlPrinter) affected() {
	if len(p.plan.Affected) > 0 {
		p.w.text(`<p class="affected">`)
		p.w.escaped(p.plan.AppendAffected(p.w.dst))
		p.w.text("</p>\n")
	}
}

// latest returns how many posts a reader has to see to have the latest message:
// those up to the newest one that is not retracted.
func (p *htmlPrinter) latest() int {
	n := p.plan.Posts()
	for i := range n {
		if post := p.plan.Post(i); !post.Update.Retracted() {
			return i + 1
		}
	}
	return n
}

// posts appends the posts from a number up to another one.
func (p *htmlPrinter) posts(from, to int) {
	if from == to {
		return
	}
	p.w.text("<div class=\"updates\">\n")
	first := len(p.w.dst)
	for i := from; i < to; i++ {
		p.w.dst = reserve(p.w.dst, first, i-from, to-from)
		post := p.plan.Post(i)
		p.post(&post, p.plan.Posts()-1-i)
	}
	p.w.text("</div>\n")
}

// postmortem appends the article of a postmortem alone.
func (p *htmlPrinter) postmortem() {
	p.open("document")
	p.document()
	p.w.text("</article>\n")
}

// history appends the article of a history.
func (p *htmlPrinter) history() {
	p.open("history")
	d, _ := p.plan.Document()
	p.sections(&d, p.level+1)
	p.w.text("</article>\n")
}

// open begins the article up to the end of its header.
func (p *htmlPrinter) open(class string) {
	p.openArticle(class)
	p.heading("")
	p.w.text(`<p class="report">`)
	text, named := p.plan.Subtitle()
	p.w.text(text)
	if named {
		p.w.text(" ")
		p.w.link(p.plan.Incident.Page.URL, p.plan.Incident.Page.Name, "")
	}
	p.w.text("</p>\n")
	p.window()
	p.w.text("</header>\n")
}

// openArticle begins the article and its header.
func (p *htmlPrinter) openArticle(class string) {
	p.w.text(`<article class="incident`)
	p.w.class(class)
	p.w.texts(`" lang="`, lang(p.plan), `"`, direction(p.plan), ">\n<header>\n")
}

// heading appends the title, as a link unless url is "". An empty title is left
// out, unless the link needs a text.
func (p *htmlPrinter) heading(url string) {
	before := len(p.w.dst)
	p.w.openHeading(p.level)
	p.w.text(">")
	if url != "" {
		p.w.text(`<a href="`)
		p.w.url(url)
		p.w.text(`">`)
	}
	title := len(p.w.dst)
	p.w.escaped(p.plan.AppendTitle(p.w.dst))
	switch {
	case len(p.w.dst) > title:
	case url == "":
		p.w.dst = p.w.dst[:before]
		return
	default:
		text, _ := p.plan.Subtitle()
		p.w.texts("<span data-extra>", text, "</span>")
	}
	if url != "" {
		p.w.text("</a>")
	}
	p.w.closeHeading(p.level)
}

// window appends the planned time of a maintenance.
func (p *htmlPrinter) window() {
	const open = `<p class="window">`
	p.w.text(open)
	start := len(p.w.dst)
	if p.w.dst = p.plan.AppendWindow(p.w.dst); len(p.w.dst) > start {
		p.w.text("</p>\n")
	} else {
		p.w.dst = p.w.dst[:start-len(open)]
	}
}

// lang returns the language of the bodies: the one that the page states, or
// that of the words.
func lang(r *plan.Report) string {
	if lang := r.Incident.Page.Lang; lang != "" && len(lang) <= 35 && langTag.MatchString(lang) {
		return lang
	}
	return r.Lang.Lang
}

// updateIDs gives the updates their ids, which have the numbers of their
// places.
func (p *htmlPrinter) updateIDs() {
	for i := range p.plan.Incident.Updates {
		p.ids.addUpdate(&p.plan.Incident.Updates[i])
	}
}

// post appends an update, whose id has the number id.
func (p *htmlPrinter) post(post *plan.Post, id int) {
	p.w.text(`<section class="update`)
	p.w.class(validWord(post.Update.Status))
	p.w.text(`"`)
	p.id(id)
	p.w.text(">\n")
	p.w.openHeading(p.level + 1)
	p.w.text(">")
	p.w.escaped(post.AppendLabel(p.w.dst))
	p.w.closeHeading(p.level + 1)
	p.shift = p.level + 1
	p.line(`<p class="stamp retracted">`, post.Retracted)
	if post.Body != "" {
		p.w.body(post.Body, p.shift)
	} else if post.Retracted.At.IsZero() {
		p.w.changes(post.Update.Changes)
	}
	p.line(`<p class="next">`, post.Next)
	p.stamp(post.Posted, id, post.AppendLabel)
	p.line(`<p class="stamp edited">`, post.Edited)
	p.w.text("</section>\n")
}

// line appends a line with a time.
func (p *htmlPrinter) line(open string, l plan.Line) {
	if l.At.IsZero() {
		return
	}
	p.w.text(open)
	p.w.dst = p.plan.AppendLine(p.w.dst, l)
	p.w.text("</p>\n")
}

// stamp appends the line that says when a part was posted, with the permalink to
// its id. Label appends the name of the part.
func (p *htmlPrinter) stamp(l plan.Line, id int, label func(dst []byte) []byte) {
	if l.At.IsZero() {
		return
	}
	p.w.text(`<p class="stamp">`)
	p.w.dst = p.plan.AppendLine(p.w.dst, l)
	p.permalink(id, func(dst []byte) []byte {
		clock := p.plan.Clock
		clock.Around = nil
		return clock.AppendStamp(append(label(dst), ", "...), l.At)
	})
	p.w.text("</p>\n")
}

// id appends the attribute with an id.
func (p *htmlPrinter) id(i int) {
	p.w.text(` id="`)
	p.w.dst = append(p.w.dst, p.ids.at(i)...)
	p.w.text(`"`)
}

// permalink appends the link to an id. Name appends the name of the part, which
// tells the link from the others of the page.
func (p *htmlPrinter) permalink(i int, name func(dst []byte) []byte) {
	p.w.text(` <a class="permalink" href="#`)
	p.w.dst = append(p.w.dst, p.ids.at(i)...)
	p.w.texts(`" aria-label="`, p.w.lang.Word(words.Permalink), " ")
	p.w.dst = markdown.EscapeHTML(name(p.w.dst), len(p.w.dst))
	p.w.text(`" data-extra>#</a>`)
}
