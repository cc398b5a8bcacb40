package render

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// postmortem appends the section of the postmortem: label, title of its own,
// sections, time.
func (p *htmlPrinter) postmortem(pm *incident.Postmortem) {
	label := words.Postmortem
	p.text(`<section class="postmortem`)
	if !pm.Published() {
		label = words.PostmortemDraft
		p.text(` draft`)
	}
	own := p.ids.addHeading(p.opts.IDPrefix, "postmortem")
	p.text(`"`)
	p.id(own)
	p.text(">\n")
	p.open(p.level + 1)
	p.text(` class="label">`)
	p.word(label)
	p.close(p.level + 1)
	below := p.level + 2
	if pm.Title != "" {
		p.open(below)
		p.text(` class="title">`)
		p.plain(pm.Title)
		p.close(below)
		below++
	}
	for i := range pm.Sections {
		if s := &pm.Sections[i]; !s.Internal || p.Internal {
			p.section(s, below+min(max(s.Level, 0), 6))
		}
	}
	p.stamps(pm.PublishedAt, pm.EditedAt, own)
	p.text("</section>\n")
}

// section appends a section with a heading of that level: body, typed content
// and what comes after it.
func (p *htmlPrinter) section(s *incident.Section, level int) {
	var view timeline
	heading, body, suffix := s.Heading, s.Body, ""
	if s.Timeline != nil {
		view = planTimeline(s, p.page, p.Zones, p.anchor(), p.phrases)
		heading, body = view.text(heading), view.text(body)
		if s.Form != incident.FormTable {
			suffix = view.suffix
		}
	}
	p.text(`<section class="part`)
	p.class(string(s.Kind), s.Kind.Valid())
	if s.Internal {
		p.text(" internal")
	}
	p.text("\">\n")
	p.shift = level - 1
	if heading != "" {
		id := p.ids.addHeading(p.opts.IDPrefix, s.Heading)
		p.open(level)
		p.id(id)
		p.text(">")
		p.title(heading, suffix)
		p.permalink(id)
		p.close(level)
		p.shift = level
	}
	if s.Internal {
		p.text(`<p class="mark" data-extra>`)
		p.extra(words.Internal)
		p.text("</p>\n")
	}
	p.body(body)
	switch {
	case s.Timeline != nil:
		p.events(s, &view)
	case len(s.Fields) > 0:
		p.fields(s)
	case showsActions(s, p.Internal):
		p.actions(s)
	}
	p.body(s.After)
	p.text("</section>\n")
}

// title appends the text of a heading; the label of a zone goes before a colon at
// its end.
func (p *htmlPrinter) title(s, suffix string) {
	if rest, ok := strings.CutSuffix(strings.TrimRight(s, " "), ":"); ok && suffix != "" {
		p.plain(rest)
		p.suffix(suffix)
		p.text(":")
		return
	}
	p.plain(s)
	p.suffix(suffix)
}

// openList begins a list in the form, which is not a table. Paragraphs are a list
// without marks.
func (p *htmlPrinter) openList(form incident.Form, class string) {
	if form == incident.FormNumbered {
		p.text(`<ol class="`)
	} else {
		p.text(`<ul class="`)
	}
	p.text(class)
	p.class(string(form), form.Valid())
	p.text("\">\n")
}

func (p *htmlPrinter) closeList(form incident.Form) {
	if form == incident.FormNumbered {
		p.text("</ol>\n")
	} else {
		p.text("</ul>\n")
	}
}

// openTable begins a table up to its column headings.
func (p *htmlPrinter) openTable(class string) {
	p.text(`<div class="scroll" tabindex="0"><table class="`)
	p.text(class)
	p.text("\">\n<thead>\n<tr>")
}

func (p *htmlPrinter) column(s string) {
	p.text(`<th scope="col">`)
	p.plain(s)
	p.text("</th>")
}

func (p *htmlPrinter) events(s *incident.Section, v *timeline) {
	if len(v.tl.Events) == 0 && s.Form != incident.FormTable {
		return
	}
	table := s.Form == incident.FormTable
	form, cells := orForm(s.Form, incident.FormBullets), 2
	if table {
		cells = max(cells, len(s.Columns))
		for i := range v.tl.Events {
			cells = max(cells, 2+len(v.tl.Events[i].Extra))
		}
		p.openTable("timeline")
		p.timelineColumns(s, v)
		p.text("</tr>\n</thead>\n<tbody>\n")
	} else {
		p.openList(form, "timeline")
	}
	var above time.Time
	for i := range v.tl.Events {
		e := &v.tl.Events[i]
		if table {
			p.text("<tr")
			p.reached(e)
			p.text("><td>")
		} else {
			p.text("<li")
			p.reached(e)
			p.text(">")
		}
		timed := len(p.dst)
		above = p.eventTime(v, e, above, !table)
		switch {
		case table:
			p.text("</td><td>")
		case len(p.dst) > timed:
			p.text(" ")
		}
		p.inline(e.Text)
		if !table {
			p.text("</li>\n")
			continue
		}
		p.text("</td>")
		for j := range cells - 2 {
			p.text("<td>")
			if j < len(e.Extra) {
				p.plain(e.Extra[j])
			}
			p.text("</td>")
		}
		p.text("</tr>\n")
	}
	if table {
		p.text("</tbody>\n</table></div>\n")
	} else {
		p.closeList(form)
	}
}

// reached appends the attribute by which a row is known to be one. A word that is
// not known has none.
func (p *htmlPrinter) reached(e *incident.Event) {
	if e.Milestone != "" && e.Milestone.Valid() {
		p.text(` data-milestone="`)
		p.text(string(e.Milestone))
		p.text(`"`)
	}
}

// eventTime appends the time of a row, in an element with its instant, or its
// day, and the mark behind it. It returns the time of the last row that showed
// one.
func (p *htmlPrinter) eventTime(v *timeline, e *incident.Event, above time.Time, marked bool) time.Time {
	known := isInstant(e.At) && !e.At.IsZero()
	if known {
		p.text(`<time datetime="`)
		if e.Precision == incident.PrecisionDay {
			p.dst = appendISODate(p.dst, e.At.In(v.own))
		} else {
			p.dst = words.AppendInstant(p.dst, e.At)
		}
		p.text(`">`)
	}
	const when = `<span class="when">`
	if !known {
		p.text(when)
	}
	start := len(p.dst)
	if e.Written != "" && (!v.other || e.At.IsZero()) {
		p.plain(e.Written)
		if !e.At.IsZero() {
			above = e.At.In(v.first.loc)
		}
		marked = false
	} else {
		p.dst, above = v.appendTime(p.dst, e, above)
		p.clean(start)
		p.dst = markdown.EscapeHTML(p.dst, start)
	}
	shown := len(p.dst) > start
	switch {
	case known:
		p.text("</time>")
	case shown:
		p.text("</span>")
	default:
		p.dst = p.dst[:start-len(when)]
	}
	if shown && marked {
		p.mark(v.tl.Mark)
	}
	return above
}

func (p *htmlPrinter) timelineColumns(s *incident.Section, v *timeline) {
	for i := range max(len(s.Columns), 2) {
		p.text(`<th scope="col">`)
		switch {
		case i < len(s.Columns):
			p.plain(v.text(s.Columns[i]))
		case i == 0:
			p.word(words.Time)
		default:
			p.word(words.Event)
		}
		if i == 0 {
			p.suffix(v.suffix)
		}
		p.text("</th>")
	}
}

func (p *htmlPrinter) fields(s *incident.Section) {
	if s.Form == incident.FormTable {
		p.openTable("fields")
		for i := range max(len(s.Columns), 2) {
			switch {
			case i < len(s.Columns):
				p.column(s.Columns[i])
			case i == 0:
				p.column(p.phrases.Word(words.Field))
			default:
				p.column(p.phrases.Word(words.Value))
			}
		}
		p.text("</tr>\n</thead>\n<tbody>\n")
		for i := range s.Fields {
			p.text(`<tr><th scope="row">`)
			p.plain(s.Fields[i].Name)
			p.text("</th><td>")
			p.inline(s.Fields[i].Value)
			p.text("</td></tr>\n")
		}
		p.text("</tbody>\n</table></div>\n")
		return
	}
	p.text(`<dl class="fields`)
	p.class(string(s.Form), s.Form.Valid())
	p.text("\">\n")
	for i := range s.Fields {
		p.text("<div><dt>")
		p.plain(s.Fields[i].Name)
		p.text(":</dt> <dd>")
		p.inline(s.Fields[i].Value)
		p.text("</dd></div>\n")
	}
	p.text("</dl>\n")
}

func (p *htmlPrinter) actions(s *incident.Section) {
	form := orForm(s.Form, incident.FormBullets)
	if form == incident.FormTable {
		p.actionTable(s)
		return
	}
	start, rows := len(p.dst), 0
	p.openList(form, "actions")
	for i := range s.Actions {
		a := &s.Actions[i]
		if a.Internal && !p.Internal {
			continue
		}
		rows++
		p.text("<li")
		done := a.State == incident.ActionDone
		switch {
		case form == incident.FormTasks && done:
			p.text(` class="done"`)
		case form == incident.FormTasks:
			p.text(` class="open"`)
		}
		p.text(">")
		if form == incident.FormTasks {
			p.tick(done)
		}
		p.inline(a.Text)
		p.internalMark(a)
		p.text("</li>\n")
	}
	if rows == 0 {
		p.dst = p.dst[:start]
		return
	}
	p.closeList(form)
}

// tick appends the mark of a task. It is a picture with a name, not a control.
func (p *htmlPrinter) tick(done bool) {
	p.text(`<span class="tick" role="img" aria-label="`)
	if done {
		p.extra(words.Done)
		p.text(`" data-extra>☑</span> `)
	} else {
		p.extra(words.Open)
		p.text(`" data-extra>☐</span> `)
	}
}

func (p *htmlPrinter) internalMark(a *incident.Action) {
	if a.Internal {
		p.text(` <span class="mark" data-extra>`)
		p.extra(words.Internal)
		p.text("</span>")
	}
}

func (p *htmlPrinter) actionTable(s *incident.Section) {
	table := planActions(s, p.phrases, p.Internal)
	p.openTable("actions")
	for _, h := range table.headings {
		p.column(h)
	}
	p.text("</tr>\n</thead>\n<tbody>\n")
	for i := range s.Actions {
		a := &s.Actions[i]
		if a.Internal && !p.Internal {
			continue
		}
		extra := 0
		p.text("<tr>")
		for _, c := range table.columns {
			p.text("<td>")
			switch {
			case c == words.ActionText:
				p.inline(a.Text)
				p.internalMark(a)
			case c == words.ActionTicket:
				p.ticket(a.Ticket)
			case c != words.NoWord:
				p.plain(actionCell(a, c, p.phrases))
			case extra < len(a.Extra):
				p.plain(a.Extra[extra])
				extra++
			}
			p.text("</td>")
		}
		p.text("</tr>\n")
	}
	p.text("</tbody>\n</table></div>\n")
}

// ticket appends a ticket, as a link where it is one.
func (p *htmlPrinter) ticket(s string) {
	if !markdown.IsSafeURL(s) {
		p.plain(s)
		return
	}
	p.text(`<a href="`)
	p.dst = appendURL(p.dst, s)
	p.text(`" rel="nofollow noopener">`)
	p.plain(s)
	p.text("</a>")
}
