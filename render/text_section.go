package render

import (
	"bytes"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// document appends a postmortem or a history: label, title, sections, times.
func (p *textPrinter) document(d *plan.Document) {
	if p.layout != LayoutPlain && d.Label != words.NoWord {
		p.text(p.plan.Lang.Word(d.Label))
		p.text("\n\n")
	}
	start := len(p.dst)
	p.dst = markdown.AppendLine(p.dst, d.Title)
	p.endBlock(start)
	for s := (plan.Section{}); d.Next(&s); {
		p.section(&s)
	}
	p.line(d.Posted)
	p.line(d.Edited)
	p.text("\n")
}

// endBlock ends dst[start:], which may be empty, as a block of at least one
// line, and guards lines that read like structure.
func (p *textPrinter) endBlock(start int) {
	if len(p.dst) > start {
		p.isolateRows(start)
		p.dst = append(markdown.GuardLines(p.dst, start, p.plan.Lang.Forges()), "\n\n"...)
	}
}

// section appends heading, body, typed content and the text after it, each
// followed by a blank line.
func (p *textPrinter) section(s *plan.Section) {
	start := len(p.dst)
	p.dst = s.AppendHeading(p.dst)
	p.endBlock(start)
	above := len(p.dst)
	p.paragraphs(s.Body)
	c := &s.Content
	switch {
	case c.Kind == plan.NoContent:
	case c.Form == incident.FormTable:
		p.table(c)
	case c.Form == "" && len(p.dst) > above:
		p.dst = p.dst[:len(p.dst)-1] // the fields belong to the paragraph above, as in a sign-off
		fallthrough
	default:
		p.list(c)
	}
	p.paragraphs(s.After)
}

func (p *textPrinter) paragraphs(body string) {
	start := len(p.dst)
	p.dst = markdown.Text{Forges: p.plan.Lang.Forges()}.Append(p.dst, body)
	p.isolateRows(start)
	if len(p.dst) > start {
		p.text("\n\n")
	}
}

// isolateRows isolates the text behind a time or the name of a field in the
// lines of p.dst[start:], which readers take for rows.
func (p *textPrinter) isolateRows(start int) {
	if !markdown.Reorders(p.dst[start:]) {
		return
	}
	lines := string(p.dst[start:])
	p.dst = p.dst[:start]
	for line := range strings.SplitAfterSeq(lines, "\n") {
		text := strings.TrimLeft(line, " •")
		lead := len(line) - len(text)
		if r, ok := row.Cut(text); ok {
			lead += r.Text
		} else if block.IsField(text) {
			lead += strings.Index(text, ": ") + len(": ")
		} else {
			lead = len(line)
		}
		p.dst = append(p.dst, line[:lead]...)
		behind := len(p.dst)
		p.dst = markdown.Isolate(append(p.dst, line[lead:]...), behind)
	}
}

// list appends the rows of a content as a list, or as paragraphs.
func (p *textPrinter) list(c *plan.Content) {
	i := 0
	for row := (plan.Row{}); c.Next(&row); {
		i++
		start := len(p.dst)
		indent := p.bullet(c.Form, i)
		lead := len(p.dst)
		switch {
		case row.Event != nil:
			if p.dst = c.AppendTime(p.dst, &row); len(p.dst) > lead {
				p.dst = append(c.AppendMark(p.dst, &row), ' ')
			}
			p.rowText(lead, row.Text, indent)
		case row.Field != nil:
			p.dst = markdown.AppendInsert(p.dst, row.Field.Name)
			p.text(": ")
			p.beside(row.Text, indent)
		default:
			if c.Form == incident.FormTasks {
				p.text(taskBox(c.State(row.Action)))
			}
			p.inline(row.Text, indent)
		}
		p.endRow(start)
		if c.Form == incident.FormParagraphs {
			p.text("\n")
		}
	}
	if i > 0 && c.Form != incident.FormParagraphs {
		p.text("\n")
	}
}

// bullet appends the marker of item i of a list, and returns the indentation of
// its continuation lines.
func (p *textPrinter) bullet(form incident.Form, i int) (indent string) {
	switch form {
	case incident.FormBullets, incident.FormTasks:
		p.text("  • ")
		return "    "
	case incident.FormNumbered:
		p.text("  ")
		p.dst = appendInt(p.dst, i)
		p.text(". ")
		return "     "
	}
	return ""
}

// taskBox returns the checkbox of a task.
func taskBox(state incident.ActionState) string {
	if state == incident.ActionDone {
		return "[x] "
	}
	return "[ ] "
}

// inline appends the text of a row, indenting its lines after the first. The
// caller guards the row as a whole.
func (p *textPrinter) inline(md, indent string) {
	p.dst = markdown.Text{Indent: indent}.Append(p.dst, md)
}

// beside is inline for a text that shares its line with other text, from which
// it is isolated.
func (p *textPrinter) beside(md, indent string) {
	start := len(p.dst)
	p.inline(md, indent)
	for start < len(p.dst) && p.dst[start] == ' ' {
		start++
	}
	p.dst = markdown.Isolate(p.dst, start)
}

// endRow guards the lines of the row that begins at start, and ends its last
// line.
func (p *textPrinter) endRow(start int) {
	p.dst = append(markdown.GuardLines(p.dst, start, p.plan.Lang.Forges()), '\n')
}

// table appends rows as lines of cells. The columns of actions are aligned. A
// timeline of two columns is flattened to "10:05 text", as status pages show
// it.
func (p *textPrinter) table(c *plan.Content) {
	bar := " | "
	if c.Kind == plan.TimelineContent && c.Width == 2 {
		bar = " "
	}
	var widths []int
	if c.Kind == plan.ActionsContent {
		widths = p.widths(c)
	}
	start := len(p.dst)
	for i := range c.Headings {
		if i > 0 {
			p.text(bar)
		}
		cell := len(p.dst)
		p.dst = markdown.Isolate(c.AppendHeading(p.dst, i), cell)
		if i < c.Headings-1 {
			p.pad(cell, widths, i)
		}
	}
	p.endRow(start)
	for row := (plan.Row{}); c.Next(&row); {
		start, end := len(p.dst), len(p.dst) // of the last cell that is not empty
		for i := range c.Cells(&row) {
			if i > 0 && (bar != " " || len(p.dst) > start) {
				p.text(bar)
			}
			cell := len(p.dst)
			if c.Cell(i) == plan.TextCell && bar == " " {
				p.rowText(start, row.Text, "")
			} else {
				p.cell(c, &row, i)
			}
			if len(p.dst) > cell {
				end = len(p.dst)
			}
			p.pad(cell, widths, i)
		}
		if widths != nil {
			p.dst = p.dst[:end]
		}
		p.endRow(start)
	}
	if c.Len > 0 {
		p.text("\n")
	}
}

// cell appends cell i of a row.
func (p *textPrinter) cell(c *plan.Content, row *plan.Row, i int) {
	if c.Cell(i) == plan.TextCell {
		p.beside(row.Text, "")
		return
	}
	start := len(p.dst)
	p.dst = markdown.Isolate(c.AppendCell(p.dst, row, i), start)
}

// widestCell is the width up to which cells are padded.
const widestCell = 60

// widths returns the widths of the columns of a table.
func (p *textPrinter) widths(c *plan.Content) []int {
	list := make([]int, c.Width)
	start := len(p.dst)
	measure := func(i int) {
		if n := markdown.Columns(string(p.dst[start:])); n <= widestCell && bytes.IndexByte(p.dst[start:], '\n') < 0 {
			list[i] = max(list[i], n)
		}
		p.dst = p.dst[:start]
	}
	for i := range min(c.Headings, c.Width) {
		p.dst = c.AppendHeading(p.dst, i)
		measure(i)
	}
	for row := (plan.Row{}); c.Next(&row); {
		for i := range min(c.Cells(&row), c.Width) {
			p.cell(c, &row, i)
			measure(i)
		}
	}
	c.Rewind()
	return list
}

// pad pads the cell p.dst[start:] to the width of column i.
func (p *textPrinter) pad(start int, widths []int, i int) {
	if i < len(widths) {
		p.dst = markdown.AppendRepeated(p.dst, ' ', widths[i]-markdown.Columns(string(p.dst[start:])))
	}
}

// rowText appends the text of a row behind its time, which begins at timed. If
// the two together would be read as another time ("15:04" before "PM shift
// began"), a U+200C separates them.
func (p *textPrinter) rowText(timed int, md, indent string) {
	text := len(p.dst)
	if text == timed {
		p.inline(md, indent)
		return
	}
	p.beside(md, indent)
	if text == len(p.dst) || !extendsTime(p.dst[text:]) {
		return
	}
	row := p.dst[timed:min(len(p.dst), text+32)]
	if _, n := civil.Read(string(row)); n <= text-timed {
		return
	}
	p.text(guardMark)
	copy(p.dst[text+len(guardMark):], p.dst[text:])
	copy(p.dst[text:], guardMark)
}

// guardMark precedes a text that would be read as something else.
const guardMark = "\u200c"

// timeWords are the first letters of words that occur in dates and names of
// zones.
const timeWords = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Pac Eas Cen Mou Zul pac eas cen mou"

// extendsTime reports whether a text might be read as a continuation of the
// time before it: a date, an AM or PM, a zone. It may report true for a text
// that is none.
func extendsTime(text []byte) bool {
	word, _, _ := bytes.Cut(text, []byte(" "))
	switch {
	case len(word) == 0, !markdown.IsAlnum(word[0]), word[0] <= '9', bytes.IndexByte(word, '/') > 0:
		return true
	case len(word) == 1:
		return false
	case len(word) == 2: // am, pm, at, on, ET
		return strings.IndexByte("mtn", word[1]|0x20) >= 0
	}
	return strings.Contains(timeWords, string(word[:3])) || !slices.ContainsFunc(word[:min(len(word), 6)], func(c byte) bool { return 'a' <= c && c <= 'z' })
}
