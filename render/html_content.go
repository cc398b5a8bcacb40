package render

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// contentPrinter prints the typed content of a section as a list or a table.
type contentPrinter struct {
	w     *htmlbuffer.Buffer
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
	p.w.Texts("<", element, ` class="`, contentClass(p.c))
	p.w.Class(htmlbuffer.ValidWord(p.c.Form))
	p.w.Text("\">\n")
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
		p.w.Text("<li")
		switch {
		case row.Event != nil:
			p.milestone(row.Event)
			p.w.Text(">")
			timed := len(p.w.Dst)
			p.time(&row)
			if len(p.w.Dst) > timed {
				p.w.Escaped(p.c.AppendMark(p.w.Dst, &row))
				p.w.Text(" ")
			}
		case p.c.Form == incident.FormTasks:
			p.task(p.c.State(row.Action))
		default:
			p.w.Text(">")
		}
		p.w.Inline(row.Text, p.shift)
		p.internalMark(row.Action)
		p.w.Text("</li>\n")
	}
	p.w.Texts("</", element, ">\n")
}

// fields appends fields as a description list.
func (p *contentPrinter) fields() {
	p.openList("dl")
	for row := (plan.Row{}); p.c.Next(&row); {
		p.w.Text("<div><dt>")
		p.w.Insert(row.Field.Name)
		p.w.Text(":</dt> <dd>")
		p.w.Inline(row.Text, p.shift)
		p.w.Text("</dd></div>\n")
	}
	p.w.Text("</dl>\n")
}

// task appends the state of a task, as a class of its item and as an image with
// a name. It is not a control.
func (p *contentPrinter) task(state incident.ActionState) {
	class, name, box := "open", words.Open, "☐"
	if state == incident.ActionDone {
		class, name, box = "done", words.Done, "☑"
	}
	p.w.Texts(` class="`, class, `"><span class="tick" role="img" aria-label="`, p.w.Lang.Word(name), `" data-extra>`, box)
	p.w.Text("</span> ")
}

// table appends the rows of a content as a table.
func (p *contentPrinter) table() {
	p.w.Texts(`<div class="scroll" tabindex="0"><table class="`, contentClass(p.c), "\">\n<thead>\n<tr>")
	for i := range p.c.Headings {
		p.w.Text(`<th scope="col">`)
		p.w.Escaped(p.c.AppendHeading(p.w.Dst, i))
		p.w.Text("</th>")
	}
	p.w.Text("</tr>\n</thead>\n<tbody>\n")
	for row := (plan.Row{}); p.c.Next(&row); {
		p.w.Text("<tr")
		p.milestone(row.Event)
		p.w.Text(">")
		for i := range p.c.Filled(&row, p.c.Width) {
			p.cell(&row, i)
		}
		p.w.Text("</tr>\n")
	}
	p.w.Text("</tbody>\n</table></div>\n")
}

// cell appends cell i of a row.
func (p *contentPrinter) cell(row *plan.Row, i int) {
	if p.c.Cell(i) == plan.NameCell {
		p.w.Text(`<th scope="row">`)
		p.w.Plain(row.Field.Name)
		p.w.Text("</th>")
		return
	}
	p.w.Text("<td>")
	switch p.c.Cell(i) {
	case plan.TextCell:
		p.w.Inline(row.Text, p.shift)
		p.internalMark(row.Action)
	case plan.TimeCell:
		p.time(row)
	case plan.TicketCell:
		name, url := plan.Ticket(row.Action)
		if url == "" {
			url = name
		}
		p.w.Link(url, name, ` rel="nofollow noopener"`)
	default:
		p.w.Escaped(p.c.AppendCell(p.w.Dst, row, i))
	}
	p.w.Text("</td>")
}

// internalMark appends the mark of an action that is not public.
func (p *contentPrinter) internalMark(a *incident.Action) {
	if a != nil && a.Internal {
		p.w.Texts(` <span class="mark" data-extra>`, p.w.Lang.Word(words.Internal), "</span>")
	}
}

// milestone appends the attribute that names the milestone of an event.
func (p *contentPrinter) milestone(e *incident.Event) {
	if e != nil && !e.Inferred && isMilestone(e.Milestone) {
		p.w.Texts(` data-milestone="`, string(e.Milestone), `"`)
	}
}

// time appends the time of a row, in a time element with its instant or its
// day. If neither is known, the words of the time stand in an element of the
// class "when".
func (p *contentPrinter) time(row *plan.Row) {
	const when = `<span class="when">`
	at, end := row.Event.At, "</time>"
	switch {
	case !plan.IsInstant(at):
		end = "</span>"
		p.w.Text(when)
	case row.Event.Precision == incident.PrecisionDay:
		p.w.Text(`<time datetime="`)
		p.w.Dst = p.c.Timeline.AppendDay(p.w.Dst, at)
		p.w.Text(`">`)
	default:
		p.w.Dst = timeElement(p.w.Dst, at, false)
	}
	start := len(p.w.Dst)
	p.w.Escaped(p.c.AppendTime(p.w.Dst, row))
	if len(p.w.Dst) == start && end == "</span>" {
		p.w.Dst = p.w.Dst[:start-len(when)]
		return
	}
	p.w.Text(end)
}
