package render

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// markdownContent is the typed content of a section in the form in which it is
// written.
type markdownContent struct {
	name  string // of the annotation that announces it; "" if the section has no content
	form  incident.Form
	view  plan.Section
	text  string
	items []annotation.Item // facts about all rows that the words do not show
}

// A markdownRow is a row in the form in which it is written.
type markdownRow struct {
	label string            // before the text, in bold, as plain text: a time with its sign, or the name of a field
	end   int               // of the label in the printer's scratch buffer
	box   string            // checkbox of a task
	text  string            // Markdown
	items []annotation.Item // facts that the words do not show
}

// content prepares the typed content of a section. A content that its form
// cannot hold becomes a table, in which every cell is one line.
func (p *markdownPrinter) content(g *grammar, s *incident.Section, c *markdownContent) {
	if !p.contentIn(formOf(s), g, s, c) {
		p.contentIn(incident.FormTable, g, s, c)
	}
}

// contentIn prepares the typed content of a section in the given form. It
// reports whether the form can hold it.
func (p *markdownPrinter) contentIn(form incident.Form, g *grammar, s *incident.Section, c *markdownContent) bool {
	*c = markdownContent{view: p.plan.Section(s, form, time.Time{})}
	content := &c.view.Content
	form, c.form = content.Form, content.Form
	c.name = [...]string{plan.TimelineContent: annotation.Timeline, plan.FieldsContent: annotation.Fields, plan.ActionsContent: annotation.Actions}[content.Kind]
	if c.name == "" {
		return true
	}
	rows := slices.Grow(p.rows[:0], content.Len)
	p.scratch = p.scratch[:0]
	for row := (plan.Row{}); content.Next(&row); {
		rows = append(rows, p.row(content, &row, p.depth(s)))
	}
	labels, start := string(p.scratch), 0
	for i := range rows {
		rows[i].label, start = labels[start:rows[i].end], rows[i].end
	}
	if content.Kind == plan.TimelineContent {
		c.items = g.annotateTimeline(&c.view, rows, p.private)
	}
	p.rows, p.scratch = rows, p.scratch[:0]
	if form == incident.FormTable {
		p.scratch = appendTable(p.scratch, content, rows)
	} else if p.scratch = appendList(p.scratch, content, rows); !isList(p.scratch, form, rows) {
		return false
	}
	c.text = strings.TrimRight(string(p.scratch), "\n")
	return true
}

// isList reports whether md is a single list with the given rows, or one
// paragraph for each. The answer is known at once if each row is a line that
// begins with a label or a letter.
func isList(md []byte, form incident.Form, rows []markdownRow) bool {
	lines := bytes.Count(md, []byte("\n"))
	plain := lines == len(rows) || form == incident.FormParagraphs && lines == 2*len(rows)
	for i := range rows {
		r := &rows[i]
		plain = plain && (r.label != "" || r.box == "" && r.text != "" && isLetter(r.text[0]))
	}
	if plain {
		return true
	}
	blocks, err := markdown.Blocks(string(md))
	if form == incident.FormParagraphs {
		return err == nil && len(blocks) == len(rows) && !slices.ContainsFunc(blocks, func(b markdown.Block) bool { return b.Kind != markdown.BlockParagraph })
	}
	return err == nil && len(blocks) == 1 && blocks[0].Kind == markdown.BlockList && len(blocks[0].Items) == len(rows)
}

// row prepares a row of a content. Its label is appended to the printer's
// scratch buffer.
func (p *markdownPrinter) row(c *plan.Content, row *plan.Row, depth int) (r markdownRow) {
	table := c.Form == incident.FormTable
	if table {
		text, _ := markdown.CutInsert(row.Text) // a cell isolates it
		r.text = textCell(text, p.private)
	} else {
		r.text = isolated(itemMarkdown(row.Text, depth, p.private))
	}
	switch start := len(p.scratch); {
	case row.Event != nil:
		p.scratch = appendLine(c.AppendTime(p.scratch, row), start)
		if len(p.scratch) > start {
			p.scratch = c.AppendMark(p.scratch, row)
		}
	case row.Field != nil:
		p.scratch = append(markdown.AppendLine(p.scratch, row.Field.Name), ':')
	default:
		if row.Action.Internal {
			r.items = []annotation.Item{{Name: annotation.Internal, Bare: true}}
		}
		if table {
			break
		}
		r.text = report.GuardDetails(r.text, p.plan.Lang)
		if c.Form == incident.FormTasks {
			r.box = strings.TrimSpace(taskBox(c.State(row.Action)))
		} else if markdown.IsTask(r.text) {
			r.text = "\\" + r.text
		}
		if p.private { // on a page, details appear only in tables, whose columns the author chose
			r.text = withDetails(r.text, details(c, row.Action, p.plan.Lang), c.Form)
		}
	}
	r.end = len(p.scratch)
	return r
}

// appendLabel appends the Markdown of a label. A label that may reorder its
// line is isolated, except for the colon at its end.
func appendLabel(dst []byte, label string) []byte {
	if !markdown.Reorders(label) {
		return markdown.AppendEscaped(dst, label, markdown.ListItem)
	}
	text, colon := strings.CutSuffix(label, ":")
	start := len(dst)
	dst = markdown.Isolate(markdown.AppendEscaped(dst, text, markdown.ListItem), start)
	if colon {
		dst = append(dst, ':')
	}
	return dst
}

// isolated isolates the Markdown of a row if it is a single line of a paragraph
// that may reorder its neighbours.
func isolated(md string) string {
	text, isolate := markdown.CutInsert(md)
	if !isolate || strings.IndexByte(text, '\n') >= 0 || !startsParagraph(text) {
		return text
	}
	return string(markdown.Isolate([]byte(text), 0))
}

// itemMarkdown returns md in the form of a list item.
func itemMarkdown(md string, depth int, comments bool) string {
	md = strings.TrimLeft(markdown.Source(md), " \t\n")
	md = markdown.Part{Shift: depth, Comments: comments}.Source(md)
	return annotation.Guard(trimBlankLines(md))
}

// textCell returns md in the form of a table cell.
func textCell(md string, comments bool) string {
	if markdown.IsVerbatim(md) && !strings.ContainsAny(md, "|\n") {
		return strings.Trim(md, " ")
	}
	return annotation.Guard(string(markdown.Part{Comments: comments}.AppendCell(nil, md)))
}

// appendList appends rows as a list or as paragraphs. If an item has a blank
// line, the whole list is loose, so blank lines are written between all items.
func appendList(dst []byte, c *plan.Content, rows []markdownRow) []byte {
	start := len(dst)
	for loose := c.Form == incident.FormParagraphs; ; loose = true {
		blank := false
		for i := range rows {
			item := len(dst)
			switch c.Form {
			case incident.FormParagraphs:
			case incident.FormNumbered:
				dst = append(appendInt(dst, i+1), ". "...)
			default:
				dst = append(dst, "- "...)
			}
			text := len(dst)
			dst = indent(appendItem(dst, &rows[i], c.Kind == plan.TimelineContent), text, text-item)
			blank = blank || bytes.Contains(dst[item:], []byte("\n\n"))
			if dst = append(dst, '\n'); loose {
				dst = append(dst, '\n')
			}
		}
		if loose || !blank {
			return dst
		}
		dst = dst[:start]
	}
}

// indent indents the lines of the item dst[start:], except the first one and
// blank ones, and removes spaces at its end.
func indent(dst []byte, start, by int) []byte {
	dst = dst[:start+len(bytes.TrimRight(dst[start:], " \t\n"))]
	first := bytes.IndexByte(dst[start:], '\n')
	if first < 0 {
		return dst
	}
	rest := string(dst[start+first+1:])
	dst = dst[:start+first]
	for line := range strings.SplitSeq(rest, "\n") {
		dst = append(dst, '\n')
		if strings.Trim(line, " \t") != "" {
			dst = append(markdown.AppendRepeated(dst, ' ', by), line...)
		}
	}
	return dst
}

// appendItem appends the Markdown of an item with its annotations, which follow
// a text of one plain line and precede any other. A text that cannot continue
// the line of a paragraph begins on a line of its own. The text of a timeline
// row is kept apart from its time.
func appendItem(dst []byte, r *markdownRow, timeline bool) []byte {
	text, behind := r.text, r.label != "" || r.box != ""
	own := text != "" && behind && !startsParagraph(text)
	if timeline && !own {
		text = row.GuardText(text)
	}
	dst = append(dst, r.box...)
	if r.label != "" {
		dst = append(appendLabel(append(dst, "**"...), r.label), "**"...)
	}
	first := len(r.items) > 0 && (own || text == "" || strings.IndexByte(text, '\n') >= 0 || !isPlainEnd(text))
	if first {
		if behind {
			dst = append(dst, ' ')
		}
		dst = annotation.Append(dst, r.items...)
		// A comment at the beginning of a line would turn the line into
		// an HTML block.
		own = own || text != "" && (!behind || !startsParagraph(text))
		behind = true
	}
	switch {
	case own:
		dst = append(dst, "\n\n"...)
	case behind && text != "":
		dst = append(dst, ' ')
	}
	dst = append(dst, text...)
	if len(r.items) > 0 && !first {
		dst = annotation.Append(append(dst, ' '), r.items...)
	}
	return dst
}

// isPlainEnd reports whether a comment after the line md is certain to be read
// as a comment.
func isPlainEnd(md string) bool {
	return strings.IndexByte(md, '<') < 0 && !strings.HasSuffix(md, "\\") && startsParagraph(md)
}

// startsParagraph reports whether Markdown begins with a paragraph.
func startsParagraph(md string) bool {
	if md == "" || isLetter(md[0]) && strings.IndexByte(md, '\n') < 0 {
		return true
	}
	blocks, err := markdown.Blocks(md)
	return err == nil && len(blocks) > 0 && blocks[0].Kind == markdown.BlockParagraph
}

// details returns the facts about an action that the document shows behind its
// text: "(Owner: Shop team; Due: 2024-05-01)".
func details(c *plan.Content, a *incident.Action, lang *words.Language) string {
	b := []byte{'('}
	for _, column := range report.ActionColumns[1:] {
		if column == words.ActionState && c.Form == incident.FormTasks && (c.State(a) == incident.ActionDone || c.State(a) == incident.ActionOpen) {
			continue
		}
		value := c.AppendValue(nil, a, column)
		if len(value) == 0 {
			continue
		}
		if len(b) > 1 {
			b = append(b, "; "...)
		}
		b = append(append(b, lang.Word(column)...), ": "...)
		if name, url := plan.Ticket(a); column == words.ActionTicket && url != "" {
			b = report.AppendLinkDetail(b, name, url, lang)
		} else {
			b = report.AppendDetail(b, string(value), lang)
		}
	}
	if len(b) == 1 {
		return ""
	}
	return string(append(b, ')'))
}

// withDetails adds details after a text: on the same line if the text has only
// one.
func withDetails(text, details string, form incident.Form) string {
	switch {
	case details == "":
		return text
	case form == incident.FormParagraphs:
		return text + "\n" + details
	case isPlainEnd(text) && strings.IndexByte(text, '\n') < 0:
		return text + " " + details
	}
	return text + "\n\n" + details
}
