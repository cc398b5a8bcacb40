package render

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// contentPrinter prints the typed content of a section as a list or a table.
type contentPrinter struct {
	w     *htmlBuffer
	c     *plan.Content
	shift int // added to the levels of headings in texts
}

func (p *contentPrinter) append() {
	switch {
	case p.c.Kind == plan.NoContent:
	case p.c.Form == incident.FormTable:
		p.table()
	case p.c.Kind == plan.FieldsContent:
		p.fields()
	case p.c.Len > 0:
		p.list()
	}
}

// contentClass returns the class of the list or table that holds a content.
func contentClass(c *plan.Content) string {
	return [...]string{plan.TimelineContent: "timeline", plan.FieldsContent: "fields", plan.ActionsContent: "actions"}[c.Kind]
}

// openList begins the element of a list, with the classes of its content and
// form.
func (p *contentPrinter) openList(element string) {
	p.w.texts("<", element, ` class="`, contentClass(p.c))
	p.w.class(validWord(p.c.Form))
	p.w.text("\">\n")
}

// list appends the rows of a timeline or of actions. Paragraphs are a list
// without markers.
func (p *contentPrinter) list() {
	element := "ul"
	if p.c.Form == incident.FormNumbered {
		element = "ol"
	}
	p.openList(element)
	for row := (plan.Row{}); p.c.Next(&row); {
		p.w.text("<li")
		if row.Event != nil {
			p.milestone(row.Event)
			p.w.text(">")
			timed := len(p.w.dst)
			p.time(&row)
			if len(p.w.dst) > timed {
				p.w.escaped(p.c.AppendMark(p.w.dst, &row))
				p.w.text(" ")
			}
			p.w.inline(row.Text, p.shift)
		} else {
			if p.c.Form == incident.FormTasks {
				p.task(p.c.State(row.Action))
			} else {
				p.w.text(">")
			}
			p.w.inline(row.Text, p.shift)
			p.w.internalMark(row.Action)
		}
		p.w.text("</li>\n")
	}
	p.w.texts("</", element, ">\n")
}

// fields appends fields as a description list.
func (p *contentPrinter) fields() {
	p.openList("dl")
	for row := (plan.Row{}); p.c.Next(&row); {
		p.w.text("<div><dt>")
		p.w.insert(row.Field.Name)
		p.w.text(":</dt> <dd>")
		p.w.inline(row.Text, p.shift)
		p.w.text("</dd></div>\n")
	}
	p.w.text("</dl>\n")
}

// task appends the state of a task, as a class of its item and as an image with
// a name. It is not a control.
func (p *contentPrinter) task(state incident.ActionState) {
	class, name, box := "open", words.Open, "☐"
	if state == incident.ActionDone {
		class, name, box = "done", words.Done, "☑"
	}
	p.w.texts(` class="`, class, `"><span class="tick" role="img" aria-label="`, p.w.lang.Word(name), `" data-extra>`, box)
	p.w.text("</span> ")
}

// table appends the rows of a content as a table.
func (p *contentPrinter) table() {
	p.w.texts(`<div class="scroll" tabindex="0"><table class="`, contentClass(p.c), "\">\n<thead>\n<tr>")
	for i := range p.c.Headings {
		p.w.text(`<th scope="col">`)
		p.w.escaped(p.c.AppendHeading(p.w.dst, i))
		p.w.text("</th>")
	}
	p.w.text("</tr>\n</thead>\n<tbody>\n")
	for row := (plan.Row{}); p.c.Next(&row); {
		p.w.text("<tr")
		p.milestone(row.Event)
		p.w.text(">")
		for i := range p.c.Filled(&row, p.c.Width) {
			p.cell(&row, i)
		}
		p.w.text("</tr>\n")
	}
	p.w.text("</tbody>\n</table></div>\n")
}

// cell appends cell i of a row.
func (p *contentPrinter) cell(row *plan.Row, i int) {
	if p.c.Cell(i) == plan.NameCell {
		p.w.text(`<th scope="row">`)
		p.w.plain(row.Field.Name)
		p.w.text("</th>")
		return
	}
	p.w.text("<td>")
	switch p.c.Cell(i) {
	case plan.TextCell:
		p.w.inline(row.Text, p.shift)
		p.w.internalMark(row.Action)
	case plan.TimeCell:
		p.time(row)
	case plan.TicketCell:
		name, url := plan.Ticket(row.Action)
		if url == "" {
			url = name
		}
		p.w.link(url, name, ` rel="nofollow noopener"`)
	default:
		p.w.escaped(p.c.AppendCell(p.w.dst, row, i))
	}
	p.w.text("</td>")
}

// milestone appends the attribute that names the milestone of an event.
func (p *contentPrinter) milestone(e *incident.Event) {
	if e != nil && !e.Inferred && isMilestone(e.Milestone) {
		p.w.texts(` data-milestone="`, string(e.Milestone), `"`)
	}
}

// time appends the time of a row, in a time element with its instant or its
// day. If neither is known, the words of the time stand in an element of the
// class "when".
func (p *contentPrinter) time(row *plan.Row) {
	const when = `<span class="when">`
	at, end := row.Event.At, "</time>"
	switch {
	case !isInstant(at):
		end = "</span>"
		p.w.text(when)
	case row.Event.Precision == incident.PrecisionDay:
		p.w.text(`<time datetime="`)
		p.w.dst = p.c.Timeline.AppendDay(p.w.dst, at)
		p.w.text(`">`)
	default:
		p.w.dst = timeElement(p.w.dst, at, false)
	}
	start := len(p.w.dst)
	p.w.escaped(p.c.AppendTime(p.w.dst, row))
	if len(p.w.dst) == start && end == "</span>" {
		p.w.dst = p.w.dst[:start-len(when)]
		return
	}
	p.w.text(end)
}
