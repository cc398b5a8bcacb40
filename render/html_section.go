package render

import (
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// document appends the section of the postmortem, if the report shows one:
// label, its own title, sections, times.
func (p *htmlPrinter) document() {
	d, ok := p.plan.Document()
	if !ok {
		return
	}
	p.w.text(`<section class="postmortem`)
	if d.Draft {
		p.w.class("draft")
	}
	p.w.text(`"`)
	id := p.ids.addHeading("postmortem")
	p.id(id)
	p.w.text(">\n")
	p.w.openHeading(p.level + 1)
	p.w.texts(` class="label">`, p.plan.Lang.Word(d.Label))
	p.w.closeHeading(p.level + 1)
	below := p.level + 2
	if d.Title != "" {
		p.w.openHeading(below)
		p.w.text(` class="title">`)
		p.w.plain(d.Title)
		p.w.closeHeading(below)
		below++
	}
	p.sections(&d, below)
	p.stamp(d.Posted, id, func(dst []byte) []byte { return append(dst, p.plan.Lang.Word(d.Label)...) })
	p.line(`<p class="stamp edited">`, d.Edited)
	p.w.text("</section>\n")
}

// sections appends the sections of a document, with headings from level
// downwards.
func (p *htmlPrinter) sections(d *plan.Document, level int) {
	for s := (plan.Section{}); d.Next(&s); {
		p.section(&s, level+min(max(s.Source.Level, 0), 6))
	}
}

// section appends a section: heading, body, typed content, and the text after
// it.
func (p *htmlPrinter) section(s *plan.Section, level int) {
	p.w.text(`<section class="part`)
	p.w.class(validWord(s.Source.Kind))
	if s.Source.Internal {
		p.w.class("internal")
	}
	p.w.text("\">\n")
	p.shift = level - 1
	if s.Heading != "" {
		id := p.ids.addHeading(s.Source.Heading)
		p.w.openHeading(level)
		p.id(id)
		p.w.text(">")
		p.w.escaped(s.AppendHeading(p.w.dst))
		p.permalink(id, s.AppendHeading)
		p.w.closeHeading(level)
		p.shift = level
	}
	if s.Source.Internal {
		p.w.texts(`<p class="mark" data-extra>`, p.w.lang.Word(words.Internal), "</p>\n")
	}
	p.w.body(s.Body, p.shift)
	content := contentPrinter{&p.w, &s.Content, p.shift}
	content.append()
	p.w.body(s.After, p.shift)
	p.w.text("</section>\n")
}
