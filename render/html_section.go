package render

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// document appends the section of the postmortem, if the report shows it:
// label, title of its own, sections, times.
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
	p.line(`<p class="stamp">`, d.Posted, id)
	p.line(`<p class="stamp edited">`, d.Edited, -1)
	p.w.text("</section>\n")
}

// sections appends the sections of a document, with headings of a level and
// below.
func (p *htmlPrinter) sections(d *plan.Document, level int) {
	for s := (plan.Section{}); d.Next(&s); {
		p.section(&s, level+min(max(s.Source.Level, 0), 6))
	}
}

// section appends a section with a heading of a level: body, typed content and
// what comes after it.
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
		p.permalink(id)
		p.w.closeHeading(level)
		p.shift = level
	}
	if s.Source.Internal {
		p.w.texts(`<p class="mark" data-extra>`, p.w.lang.Word(words.Internal), "</p>\n")
	}
	p.body(s.Body)
	switch c := &s.Content; {
	case c.Kind == plan.NoContent:
	case c.Form == incident.FormTable:
		p.table(c)
	case c.Kind == plan.FieldsContent:
		p.fields(c)
	case c.Len > 0:
		p.list(c)
	}
	p.body(s.After)
	p.w.text("</section>\n")
}

// contentClass returns the class of the list or table of a content.
func contentClass(c *plan.Content) string {
	return [...]string{plan.TimelineContent: "timeline", plan.FieldsContent: "fields", plan.ActionsContent: "actions"}[c.Kind]
}

// openList begins the element of a list, with the class of its content and its
// form.
func (p *htmlPrinter) openList(c *plan.Content, element string) {
	p.w.texts("<", element, ` class="`, contentClass(c))
	p.w.class(validWord(c.Form))
	p.w.text("\">\n")
}

// list appends the rows of a timeline or of actions. Paragraphs are a list
// without marks.
func (p *htmlPrinter) list(c *plan.Content) {
	element := "ul"
	if c.Form == incident.FormNumbered {
		element = "ol"
	}
	p.openList(c, element)
	for row := (plan.Row{}); c.Next(&row); {
		p.w.text("<li")
		if row.Event != nil {
			p.milestone(row.Event)
			p.w.text(">")
			timed := len(p.w.dst)
			p.time(c, &row)
			if len(p.w.dst) > timed {
				p.w.escaped(c.AppendMark(p.w.dst, &row))
				p.w.text(" ")
			}
			p.inline(row.Text)
		} else {
			if c.Form == incident.FormTasks {
				p.task(c.State(row.Action))
			} else {
				p.w.text(">")
			}
			p.inline(row.Text)
			p.w.internalMark(row.Action)
		}
		p.w.text("</li>\n")
	}
	p.w.texts("</", element, ">\n")
}

// fields appends fields as a list of terms.
func (p *htmlPrinter) fields(c *plan.Content) {
	p.openList(c, "dl")
	for row := (plan.Row{}); c.Next(&row); {
		p.w.text("<div><dt>")
		p.w.insert(row.Field.Name)
		p.w.text(":</dt> <dd>")
		p.inline(row.Text)
		p.w.text("</dd></div>\n")
	}
	p.w.text("</dl>\n")
}

// task appends the state of a task, as a class of its item and as a picture
// with a name: it is not a control.
func (p *htmlPrinter) task(state incident.ActionState) {
	class, name, box := "open", words.Open, "☐"
	if state == incident.ActionDone {
		class, name, box = "done", words.Done, "☑"
	}
	p.w.texts(` class="`, class, `"><span class="tick" role="img" aria-label="`, p.w.lang.Word(name), `" data-extra>`, box)
	p.w.text("</span> ")
}

// table appends the rows of a content as a table.
func (p *htmlPrinter) table(c *plan.Content) {
	p.w.texts(`<div class="scroll" tabindex="0"><table class="`, contentClass(c), "\">\n<thead>\n<tr>")
	for i := range c.Headings {
		p.w.text(`<th scope="col">`)
		p.w.escaped(c.AppendHeading(p.w.dst, i))
		p.w.text("</th>")
	}
	p.w.text("</tr>\n</thead>\n<tbody>\n")
	for row := (plan.Row{}); c.Next(&row); {
		p.w.text("<tr")
		p.milestone(row.Event)
		p.w.text(">")
		for i := range c.Filled(&row, c.Width) {
			p.cell(c, &row, i)
		}
		p.w.text("</tr>\n")
	}
	p.w.text("</tbody>\n</table></div>\n")
}

// cell appends cell i of a row.
func (p *htmlPrinter) cell(c *plan.Content, row *plan.Row, i int) {
	if c.Cell(i) == plan.NameCell {
		p.w.text(`<th scope="row">`)
		p.w.plain(row.Field.Name)
		p.w.text("</th>")
		return
	}
	p.w.text("<td>")
	switch c.Cell(i) {
	case plan.TextCell:
		p.inline(row.Text)
		p.w.internalMark(row.Action)
	case plan.TimeCell:
		p.time(c, row)
	case plan.TicketCell:
		name, url := plan.Ticket(row.Action)
		if url == "" {
			url = name
		}
		p.w.link(url, name, ` rel="nofollow noopener"`)
	default:
		p.w.escaped(c.AppendCell(p.w.dst, row, i))
	}
	p.w.text("</td>")
}

// milestone appends the attribute with the milestone that a row reached.
func (p *htmlPrinter) milestone(e *incident.Event) {
	if e != nil && e.Milestone != "" && !e.Inferred && e.Milestone.Valid() {
		p.w.texts(` data-milestone="`, string(e.Milestone), `"`)
	}
}

// time appends the time of a row, in an element with its instant or its day. A
// time whose instant is not known stands in another one; without words it has
// none.
func (p *htmlPrinter) time(c *plan.Content, row *plan.Row) {
	const when = `<span class="when">`
	at, end := row.Event.At, "</time>"
	switch {
	case !isInstant(at):
		end = "</span>"
		p.w.text(when)
	case row.Event.Precision == incident.PrecisionDay:
		p.w.text(`<time datetime="`)
		p.w.dst = c.Timeline.AppendDay(p.w.dst, at)
		p.w.text(`">`)
	default:
		p.w.dst = timeElement(p.w.dst, at, false)
	}
	start := len(p.w.dst)
	p.w.escaped(c.AppendTime(p.w.dst, row))
	if len(p.w.dst) == start && end == "</span>" {
		p.w.dst = p.w.dst[:start-len(when)]
		return
	}
	p.w.text(end)
}
