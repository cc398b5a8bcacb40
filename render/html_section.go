package render

import (
	"github.com/incidentkit/incident/internal/htmlbuffer"
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
	p.w.Text(`<section class="postmortem`)
	if d.Draft {
		p.w.Class("draft")
	}
	p.w.Text(`"`)
	id := p.ids.addHeading("postmortem")
	p.id(id)
	p.w.Text(">\n")
	p.w.OpenHeading(p.level + 1)
	p.w.Texts(` class="label">`, p.plan.Lang.Word(d.Label))
	p.w.CloseHeading(p.level + 1)
	below := p.level + 2
	if d.Title != "" {
		p.w.OpenHeading(below)
		p.w.Text(` class="title">`)
		p.w.Plain(d.Title)
		p.w.CloseHeading(below)
		below++
	}
	p.sections(&d, below)
	p.stamp(d.Posted, id, func(dst []byte) []byte { return append(dst, p.plan.Lang.Word(d.Label)...) })
	p.line(`<p class="stamp edited">`, d.Edited)
	p.w.Text("</section>\n")
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
	p.w.Text(`<section class="part`)
	p.w.Class(htmlbuffer.ValidWord(s.Source.Kind))
	if s.Source.Internal {
		p.w.Class("internal")
	}
	p.w.Text("\">\n")
	p.shift = level - 1
	if s.Heading != "" {
		id := p.ids.addHeading(s.Source.Heading)
		p.w.OpenHeading(level)
		p.id(id)
		p.w.Text(">")
		p.w.Escaped(s.AppendHeading(p.w.Dst))
		p.permalink(id, s.AppendHeading)
		p.w.CloseHeading(level)
		p.shift = level
	}
	if s.Source.Internal {
		p.w.Texts(`<p class="mark" data-extra>`, p.w.Lang.Word(words.Internal), "</p>\n")
	}
	p.w.Body(s.Body, p.shift)
	content := contentPrinter{&p.w, &s.Content, p.shift}
	content.append()
	p.w.Body(s.After, p.shift)
	p.w.Text("</section>\n")
}
