package render

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// markdownContent is the typed content of a section as it is written.
type markdownContent struct {
	name  string // of the annotation that announces it; "": the section has none
	form  incident.Form
	view  plan.Section
	text  string
	items []annotation.Item // what the words do not say of all rows
}

// A markdownRow is a row as it is written.
type markdownRow struct {
	time  string            // of a row of a timeline, mark included; plain text
	mark  string            // the mark that may stand at its end
	lead  string            // Markdown before the text of an item
	text  string            // Markdown
	items []annotation.Item // what the words do not say
}

// content writes the typed content of a section. What its form cannot hold goes
// into a table, which makes one line of everything.
func (p *markdownPrinter) content(g *grammar, s *markdownSection, c *markdownContent) {
	p.contentIn(formOf(s), g, s, c)
	if c.name != "" && c.form != incident.FormTable && !isList(c.text, c.form, c.view.Content.Len) {
		p.contentIn(incident.FormTable, g, s, c)
	}
}

// contentIn writes the typed content of a section in a form.
func (p *markdownPrinter) contentIn(form incident.Form, g *grammar, s *markdownSection, c *markdownContent) {
	*c = markdownContent{form: form, view: p.plan.Section(&s.Section, form, time.Time{})}
	content := &c.view.Content
	c.name = [...]string{plan.TimelineContent: annotation.Timeline, plan.FieldsContent: annotation.Fields, plan.ActionsContent: annotation.Actions}[content.Kind]
	if c.name == "" {
		return
	}
	rows := make([]markdownRow, 0, content.Len)
	for row := (plan.Row{}); content.Next(&row); {
		rows = append(rows, p.row(content, &row, s.depth))
	}
	if content.Kind == plan.TimelineContent {
		c.items = g.annotateTimeline(&c.view, rows, p.private)
	}
	appendRows := appendList
	if form == incident.FormTable {
		appendRows = appendTable
	}
	p.scratch = appendRows(p.scratch[:0], content, rows)
	c.text = strings.TrimRight(string(p.scratch), "\n")
}

// isList reports whether Markdown is one list of n items, or as many
// paragraphs.
func isList(md string, form incident.Form, n int) bool {
	blocks, err := markdown.Blocks(md)
	if form == incident.FormParagraphs {
		return err == nil && len(blocks) == n && !slices.ContainsFunc(blocks, func(b markdown.Block) bool { return b.Kind != markdown.BlockParagraph })
	}
	return err == nil && len(blocks) == 1 && blocks[0].Kind == markdown.BlockList && len(blocks[0].Items) == n
}

// row prepares a row of a content.
func (p *markdownPrinter) row(c *plan.Content, row *plan.Row, depth int) (r markdownRow) {
	table := c.Form == incident.FormTable
	r.text = row.Text
	if !table {
		r.text = itemMarkdown(row.Text, depth)
	}
	switch {
	case row.Event != nil:
		r.time = plainLine(string(c.AppendTime(nil, row)))
		if !table {
			r.mark = c.Timeline.Source.Mark
			if r.time != "" {
				r.time = string(c.AppendMark([]byte(r.time), row))
			}
			r.lead = bold(r.time)
		}
	case row.Field != nil:
		r.lead = bold(plainLine(row.Field.Name) + ":")
	default:
		if row.Action.Internal {
			r.items = []annotation.Item{{Name: annotation.Internal, Bare: true}}
		}
		if table {
			break
		}
		r.text = guardDetails(r.text, p.plan.Lang)
		if c.Form == incident.FormTasks {
			r.lead = strings.TrimSpace(taskBox(c.State(row.Action)))
		} else if isBoxed(r.text) {
			r.text = "\\" + r.text
		}
		if p.private { // a page shows details in tables only, which their authors chose
			r.text = withDetails(r.text, details(c, row.Action, p.plan.Lang), c.Form)
		}
	}
	return r
}

// bold returns the Markdown of a text in bold, before the text of an item.
func bold(s string) string {
	if s == "" {
		return ""
	}
	return string(append(markdown.AppendEscaped([]byte("**"), s, markdown.ListItem), "**"...))
}

// itemMarkdown returns Markdown in the form of an item of a list.
func itemMarkdown(md string, depth int) string {
	md = strings.TrimLeft(source(md), " \t\n")
	if strings.ContainsAny(md, "\n#<>") {
		md = string(markdown.AppendShifted(nil, md, depth))
	}
	return annotation.Guard(trimBlankLines(md))
}

// appendList appends the rows of a content as a list, or as paragraphs. If an
// item has a blank line, the list is loose, and looks it.
func appendList(dst []byte, c *plan.Content, rows []markdownRow) []byte {
	items, gap := make([]string, len(rows)), "\n"
	if c.Form == incident.FormParagraphs {
		gap = "\n\n"
	}
	for i := range rows {
		bullet := "- "
		switch c.Form {
		case incident.FormParagraphs:
			bullet = ""
		case incident.FormNumbered:
			bullet = strconv.Itoa(i+1) + ". "
		}
		items[i] = bullet + indented(itemText(&rows[i], c.Kind == plan.TimelineContent), len(bullet))
		if strings.Contains(items[i], "\n\n") {
			gap = "\n\n"
		}
	}
	for _, item := range items {
		dst = append(append(dst, item...), gap...)
	}
	return dst
}

// indented indents the lines of an item, but for the first one and blank ones,
// and cuts space at its end.
func indented(text string, by int) string {
	text = strings.TrimRight(text, " \t\n")
	first, rest, more := strings.Cut(text, "\n")
	if !more {
		return text
	}
	var b strings.Builder
	b.WriteString(first)
	for line := range strings.SplitSeq(rest, "\n") {
		b.WriteByte('\n')
		if strings.Trim(line, " \t") != "" {
			b.WriteString(strings.Repeat(" ", by) + line)
		}
	}
	return b.String()
}

// itemText returns the Markdown of an item with its annotations, which stand
// behind a text of one plain line, and before any other. A text that cannot
// stand in the line of a paragraph begins on a line of its own. That of a
// timeline is kept apart from its time.
func itemText(r *markdownRow, timeline bool) string {
	text, behind := r.text, r.lead != ""
	own := text != "" && behind && !startsParagraph(text)
	if timeline && !own {
		text = guardRowText(text)
	}
	b := []byte(r.lead)
	first := len(r.items) > 0 && (own || text == "" || strings.IndexByte(text, '\n') >= 0 || !isPlainEnd(text))
	if first {
		if behind {
			b = append(b, ' ')
		}
		b = annotation.Append(b, r.items...)
		// A comment that begins a line is a block, and the line with it.
		own = own || text != "" && (!behind || !startsParagraph(text))
		behind = true
	}
	switch {
	case own:
		b = append(b, "\n\n"...)
	case behind && text != "":
		b = append(b, ' ')
	}
	b = append(b, text...)
	if len(r.items) > 0 && !first {
		b = annotation.Append(append(b, ' '), r.items...)
	}
	return string(b)
}

// isPlainEnd reports whether a comment behind a line is one, whatever the line
// is.
func isPlainEnd(md string) bool {
	return strings.IndexByte(md, '<') < 0 && !strings.HasSuffix(md, "\\") && startsParagraph(md)
}

// startsParagraph reports whether Markdown begins with a paragraph.
func startsParagraph(md string) bool {
	if md == "" {
		return true
	}
	blocks, err := markdown.Blocks(md)
	return err == nil && len(blocks) > 0 && blocks[0].Kind == markdown.BlockParagraph
}

// isBoxed reports whether the text of an item begins like a task.
func isBoxed(md string) bool {
	return len(md) > 3 && md[0] == '[' && md[2] == ']' && md[3] == ' ' && strings.IndexByte(" xX", md[1]) >= 0
}

// details returns what is known of an action beside its text, as the document
// shows it behind that: "(Owner: Shop team; Due: 2024-05-01)".
func details(c *plan.Content, a *incident.Action, lang *words.Language) string {
	b := []byte{'('}
	for _, column := range plan.ActionDetails() {
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
			b = appendLinkDetail(b, name, url, lang)
		} else {
			b = appendDetail(b, string(value), lang)
		}
	}
	if len(b) == 1 {
		return ""
	}
	return string(append(b, ')'))
}

// withDetails puts details behind a text: on its line, if it has only one.
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
