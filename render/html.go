package render

import (
	"bytes"
	"io"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// HTML writes reports as HTML: as a fragment for a page of your own, or as a
// page that is one file. The zero value shows times in the page's zone.
//
// The words of the fragment are those of [Text], in the same order. What the
// report in text does not have (the banner with its chips, the picture,
// permalinks) stands in elements with the attribute data-extra.
//
// Nothing in the output runs or loads anything. Links lead to http, https and
// mailto addresses only.
type HTML struct {
	// Zones are the zones to show times in; the first one leads. nil: the page's,
	// and each timeline's own.
	Zones    []*time.Location
	Drafts   bool // show a postmortem that is not published
	Internal bool // show the internal sections and actions of a postmortem, marked
	// HeadingLevel is that of the title. The other headings lie below it, down to
	// h6. 0 is 1.
	HeadingLevel int
	NoPicture    bool // leave out the picture of the incident over time
	// IDPrefix stands before every id, where one page holds several fragments.
	// Only letters, digits, "-", "_" and "." of it are kept.
	IDPrefix string
	// ScriptNonce lets a page carry one short script, bound to this nonce in its
	// policy, that adds the viewer's local time beside each time. "", or what is no
	// nonce: no script at all. Fragments never have one.
	ScriptNonce string
}

// Append appends the report as an article element: title, second line, window of
// a maintenance, banner, picture, postmortem, updates from the newest to the
// oldest, affected components. A draft postmortem is left out unless h.Drafts. A
// nil incident appends nothing.
//
// Each update has an id that is made of its ID, or else of its instant, so that
// links to it survive a new title and a new order.
func (h HTML) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	return h.append(dst, inc, false, false)
}

// AppendPostmortem appends the postmortem alone, as an article element: title,
// second line, postmortem. It shows a draft, because that was asked for by name,
// and marks it. An incident without a postmortem appends nothing.
func (h HTML) AppendPostmortem(dst []byte, inc *incident.Incident) []byte {
	if inc == nil || inc.Postmortem == nil {
		return dst
	}
	return h.append(dst, inc, true, false)
}

// Write writes the page that [HTML.AppendPage] appends with one Write. The error
// is that of w.
func (h HTML) Write(w io.Writer, inc *incident.Incident) error {
	_, err := w.Write(h.AppendPage(nil, inc))
	return err
}

// append appends the report, or its postmortem alone, as a fragment or a page.
func (h HTML) append(dst []byte, inc *incident.Incident, alone, page bool) []byte {
	var p htmlPrinter
	p.init(h, dst, inc)
	p.alone = alone
	if page {
		p.whole()
	} else {
		p.article()
	}
	return p.dst
}

// htmlPrinter is the state of one call. The phrases that the report shares with
// plain text (stamps, windows, the affected sentence) are those of textPrinter,
// which escapes them.
type htmlPrinter struct {
	textPrinter
	opts  HTML
	level int // of the title's heading
	shift int // of the headings in bodies
	ids   ids
	// The affected components. A slice of an array in p would take p off the stack.
	few  [16]incident.Affected
	many []incident.Affected // instead, where these are more
	n    int
}

// init fills p in place, so that it can stay on the stack.
func (p *htmlPrinter) init(h HTML, dst []byte, inc *incident.Incident) {
	p.textPrinter = textPrinter{
		Text: Text{Zones: h.Zones, Drafts: h.Drafts, Internal: h.Internal},
		inc:  inc, dst: dst, start: len(dst), phrases: words.For(inc.Page.Lang), page: location(inc.Page), html: true,
	}
	p.opts = h
	p.level = min(max(h.HeadingLevel, 1), 6)
	list := inc.AppendAffected(p.few[:0])
	if p.n = len(list); p.n > len(p.few) {
		p.many = slices.Clone(list)
	}
}

// list returns the affected components.
func (p *htmlPrinter) list() []incident.Affected {
	if p.many != nil {
		return p.many
	}
	return p.few[:p.n]
}

// shows reports whether the postmortem is part of the report.
func (p *htmlPrinter) shows() bool {
	return p.inc.Postmortem != nil && (p.alone || p.Drafts || p.inc.Postmortem.Published())
}

func (p *htmlPrinter) extra(e words.Extra) { p.dst = append(p.dst, p.phrases.Extra(e)...) }

// open begins a heading of a level, which ends at 6.
func (p *htmlPrinter) open(level int) {
	p.dst = append(p.dst, '<', 'h', byte('0'+min(level, 6)))
}

func (p *htmlPrinter) close(level int) {
	p.dst = append(p.dst, '<', '/', 'h', byte('0'+min(level, 6)), '>', '\n')
}

// id appends the attribute with id i.
func (p *htmlPrinter) id(i int) {
	p.text(` id="`)
	p.dst = append(p.dst, p.ids.at(i)...)
	p.text(`"`)
}

// permalink appends the link to id i.
func (p *htmlPrinter) permalink(i int) {
	p.text(` <a class="permalink" href="#`)
	p.dst = append(p.dst, p.ids.at(i)...)
	p.text(`" aria-label="`)
	p.extra(words.Permalink)
	p.text(`" data-extra>#</a>`)
}

// lang is the language of the bodies, where the page states one.
func (p *htmlPrinter) lang() string {
	if isLang(p.inc.Page.Lang) {
		return p.inc.Page.Lang
	}
	return p.phrases.Tag()
}

func (p *htmlPrinter) article() {
	// Permalinks of updates are given first, from the oldest, so that none depends
	// on what else the page shows.
	if !p.alone {
		for i := range p.inc.Updates {
			p.ids.addUpdate(p.opts.IDPrefix, &p.inc.Updates[i])
		}
	}
	p.text(`<article class="incident`)
	if p.alone {
		p.text(` document`)
	}
	p.text(`" lang="`)
	p.text(p.lang())
	p.text("\">\n")
	p.header()
	if !p.alone {
		p.banner()
		if !p.opts.NoPicture {
			p.picture()
		}
	}
	if p.shows() {
		p.postmortem(p.inc.Postmortem)
	}
	if p.alone {
		p.text("</article>\n")
		return
	}
	if len(p.inc.Updates) > 0 {
		p.text("<div class=\"updates\">\n")
		for i := len(p.inc.Updates) - 1; i >= 0; i-- {
			p.update(i)
		}
		p.text("</div>\n")
	}
	if p.n > 0 {
		p.text(`<p class="affected">`)
		p.sentence(p.list())
		p.text("</p>\n")
	}
	p.text("</article>\n")
}

func (p *htmlPrinter) header() {
	p.text("<header>\n")
	before := len(p.dst)
	p.open(p.level)
	p.text(">")
	title := len(p.dst)
	p.plain(p.inc.Title)
	if len(p.dst) > title {
		p.close(p.level)
	} else {
		p.dst = p.dst[:before]
	}
	p.text(`<p class="report">`)
	url := p.inc.Page.URL
	if !markdown.IsSafeURL(url) {
		url = ""
	}
	p.subtitle(url)
	p.text("</p>\n")
	if w := p.inc.Window; !w.IsZero() && !p.alone {
		p.text(`<p class="window">`)
		p.window(w)
		p.text("</p>\n")
	}
	p.text("</header>\n")
}

func (p *htmlPrinter) update(i int) {
	u := &p.inc.Updates[i]
	p.text(`<section class="update`)
	p.class(string(u.Status), u.Status.Valid())
	p.text(`"`)
	p.id(i)
	p.text(">\n")
	p.open(p.level + 1)
	p.text(">")
	if u.Status == "" || p.inc.Repeats(i) {
		p.word(words.Update)
	} else {
		p.status(u.Status)
	}
	p.close(p.level + 1)
	p.shift = p.level + 1
	if u.Retracted() {
		p.stampLine("stamp retracted", words.Retracted, u.RetractedAt)
	} else {
		p.said(u)
	}
	p.stamps(u.At, u.EditedAt, i)
	p.text("</section>\n")
}

// said appends what an update says: its body, and the promise of the next one.
func (p *htmlPrinter) said(u *incident.Update) {
	p.body(u.Body)
	if !u.NextUpdate.IsZero() && !typed.Announces(u.Body, u.At, u.NextUpdate, p.page) {
		p.text(`<p class="next">`)
		p.word(words.NextUpdate)
		p.text(" ")
		p.moment(u.NextUpdate, u.At)
		p.text("</p>\n")
	}
}

// class appends a class that is a word of the model. Unknown words are no
// classes.
func (p *htmlPrinter) class(word string, known bool) {
	if known && word != "" {
		p.text(" ")
		p.text(word)
	}
}

// stamps appends the line with the time, with a link to id i, and the one with
// the time of the last edit.
func (p *htmlPrinter) stamps(at, edited time.Time, i int) {
	if !at.IsZero() {
		p.text(`<p class="stamp">`)
		p.word(words.Posted)
		p.text(" ")
		p.stamp(at)
		p.permalink(i)
		p.text("</p>\n")
	}
	if !edited.IsZero() {
		p.stampLine("stamp edited", words.Edited, edited)
	}
}

// stampLine appends a line with a time that a word says the meaning of.
func (p *htmlPrinter) stampLine(class string, w words.Word, at time.Time) {
	p.text(`<p class="`)
	p.text(class)
	p.text(`">`)
	p.word(w)
	p.text(" ")
	p.stamp(at)
	p.text("</p>\n")
}

// body appends Markdown as blocks.
func (p *htmlPrinter) body(s string) {
	if s == "" {
		return
	}
	const open = "<div class=\"body\">\n"
	p.text(open)
	start := len(p.dst)
	p.dst = markdown.HTML{Shift: p.shift}.Append(p.dst, s)
	if len(p.dst) == start {
		p.dst = p.dst[:start-len(open)]
		return
	}
	p.text("\n</div>\n")
}

// inline appends the Markdown of an item, a row or a field: a single paragraph
// needs no element of its own there.
func (p *htmlPrinter) inline(s string) {
	start := len(p.dst)
	p.dst = markdown.HTML{Shift: p.shift}.Append(p.dst, s)
	const open, end = "<p>", "</p>"
	b := p.dst[start:]
	if bytes.HasPrefix(b, []byte(open)) && bytes.Index(b, []byte(end)) == len(b)-len(end) {
		copy(b, b[len(open):len(b)-len(end)])
		p.dst = p.dst[:len(p.dst)-len(open)-len(end)]
	}
}
