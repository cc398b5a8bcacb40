package render

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// items appends n items of a list, or paragraphs. Where an item has a blank line,
// the list is loose, and looks it.
func (p *markdownPrinter) items(form incident.Form, n int, each func(i int)) {
	start := len(p.dst)
	ends := make([]int, n)
	loose := form == incident.FormParagraphs
	for i := range n {
		mark := ""
		switch form {
		case incident.FormParagraphs:
		case incident.FormNumbered:
			mark = strconv.Itoa(i+1) + ". "
		default:
			mark = "- "
		}
		p.text(mark)
		at := len(p.dst)
		each(i)
		p.indent(at, len(mark))
		loose = loose || bytes.Contains(p.dst[at:], []byte("\n\n"))
		ends[i] = len(p.dst)
		p.line()
	}
	if loose {
		tight := string(p.dst[start:])
		p.dst = p.dst[:start]
		from := 0
		for i := range ends {
			p.text(tight[from : ends[i]-start])
			p.text("\n\n")
			from = ends[i] - start + 1
		}
	}
	for len(p.dst) > start && p.dst[len(p.dst)-1] == '\n' {
		p.dst = p.dst[:len(p.dst)-1]
	}
	p.gap(start)
}

// indent indents the lines of what was appended from start on, but for the first
// one and blank ones, and cuts space at its end.
func (p *markdownPrinter) indent(start, by int) {
	text := strings.TrimRight(string(p.dst[start:]), " \t\n")
	p.dst = p.dst[:start]
	for i := 0; ; i++ {
		line, rest, more := strings.Cut(text, "\n")
		if i > 0 && strings.Trim(line, " \t") != "" {
			for range by {
				p.dst = append(p.dst, ' ')
			}
		}
		if strings.Trim(line, " \t") != "" {
			p.text(line)
		}
		if !more {
			return
		}
		p.line()
		text = rest
	}
}

// bold appends what stands before the text of an item.
func (p *markdownPrinter) bold(s string) {
	if s == "" {
		return
	}
	p.text("**")
	p.dst = markdown.AppendEscaped(p.dst, s, markdown.ListItem)
	p.text("**")
}

// itemMarkdown returns Markdown in the form of an item of a list.
func itemMarkdown(md string, depth int) string {
	md = strings.TrimLeft(string(markdown.AppendSource(nil, md)), " \t\n")
	return comment.Guard(trimBlankLines(string(markdown.AppendShifted(nil, md, depth))))
}

// itemText appends the Markdown of an item, with its mark: behind a text of one
// plain line, else before it. What cannot stand in the line of a paragraph begins
// on a line of its own. In a row, the text is kept apart from its time.
func (p *markdownPrinter) itemText(md string, behind, row bool, items []comment.Item) {
	own := md != "" && behind && !startsParagraph(md)
	if row && !own {
		md = typed.GuardText(md)
	}
	first := len(items) > 0 && (own || md == "" || strings.IndexByte(md, '\n') >= 0 || !isPlainEnd(md))
	if first {
		if behind {
			p.text(" ")
		}
		p.dst = comment.Append(p.dst, items...)
		// A comment that begins a line is a block, and the line with it.
		own = own || md != "" && (!behind || !startsParagraph(md))
		behind = true
	}
	switch {
	case own:
		p.text("\n\n")
	case behind && md != "":
		p.text(" ")
	}
	p.text(md)
	if len(items) > 0 && !first {
		p.text(" ")
		p.dst = comment.Append(p.dst, items...)
	}
}

// isPlainEnd reports whether a comment behind a line is one, whatever the line is.
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

func (p *markdownPrinter) documentFields(s *documentSection, form incident.Form) {
	if form == incident.FormTable {
		t := table{}
		for i := range max(2, len(s.Columns)) {
			switch {
			case i < len(s.Columns):
				t.plain(s.Columns[i])
			case i == 0:
				t.plain(p.phrases.Word(words.Field))
			default:
				t.plain(p.phrases.Word(words.Value))
			}
		}
		for i := range s.Fields {
			t.row()
			t.plain(s.Fields[i].Name)
			t.text(s.Fields[i].Value, nil)
		}
		p.table(&t)
		return
	}
	p.items(form, len(s.Fields), func(i int) {
		p.bold(string(markdown.AppendLine(nil, s.Fields[i].Name)) + ":")
		p.itemText(itemMarkdown(s.Fields[i].Value, s.depth), true, false, nil)
	})
}

// documentActions appends the actions of a section.
func (p *markdownPrinter) documentActions(s *documentSection, form incident.Form) {
	if form == incident.FormTable {
		p.actionTable(s)
		return
	}
	p.items(form, len(s.Actions), func(i int) {
		a := &s.Actions[i]
		if form == incident.FormTasks {
			if a.State == incident.ActionDone {
				p.text("[x]")
			} else {
				p.text("[ ]")
			}
		}
		text := typed.GuardDetails(itemMarkdown(a.Text, s.depth), p.phrases)
		if form != incident.FormTasks && isBoxed(text) {
			text = "\\" + text
		}
		text = withDetails(text, p.details(a, form), form)
		var items []comment.Item
		if a.Internal {
			items = append(items, comment.Item{Name: comment.Internal, Bare: true})
		}
		p.itemText(text, form == incident.FormTasks, false, items)
	})
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

// details returns what is known of an action beside its text, as the document
// shows it behind that: "(Owner: Shop team; Due: 2024-05-01)". The page does not,
// other than in a table, which its author chose.
func (p *markdownPrinter) details(a *incident.Action, form incident.Form) string {
	if !p.doc {
		return ""
	}
	var b []byte
	for _, c := range actionColumns {
		if c == words.ActionState && form == incident.FormTasks && (a.State == incident.ActionDone || a.State == incident.ActionOpen) {
			continue
		}
		value := markdown.AppendLine(nil, p.actionCell(a, c))
		if len(value) == 0 {
			continue
		}
		if b == nil {
			b = append(b, '(')
		} else {
			b = append(b, "; "...)
		}
		b = append(b, p.phrases.Word(c)...)
		b = append(b, ": "...)
		at := len(b)
		b = markdown.AppendEscaped(b, string(value), markdown.LinkText)
		b = append(b[:at], escapeDetail(string(b[at:]))...)
	}
	if b == nil {
		return ""
	}
	return string(append(b, ')'))
}

// actionCell is what stands in a column of an action. A date that is none is left
// out.
func (p *markdownPrinter) actionCell(a *incident.Action, c words.Word) string {
	if c == words.ActionDue && !a.Due.Valid() {
		return ""
	}
	return actionCell(a, c, p.phrases)
}

// isBoxed reports whether the text of an item begins like a task.
func isBoxed(md string) bool {
	return len(md) > 3 && md[0] == '[' && md[2] == ']' && md[3] == ' ' && strings.IndexByte(" xX", md[1]) >= 0
}

// escapeDetail escapes what would end a detail.
func escapeDetail(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c == '(' || c == ')' || c == ';' {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func (p *markdownPrinter) actionTable(s *documentSection) {
	plan := planActions(&s.Section, p.phrases, p.Internal)
	t := table{}
	for _, h := range plan.headings {
		t.plain(h)
	}
	extra := 0
	for i := range s.Actions {
		extra = max(extra, len(s.Actions[i].Extra))
	}
	for _, c := range plan.columns {
		if c == words.NoWord {
			extra--
		}
	}
	for range extra {
		t.plain("")
	}
	for i := range s.Actions {
		a := &s.Actions[i]
		t.row()
		k := 0
		text := false
		for _, c := range plan.columns {
			switch {
			case c == words.ActionText && !text:
				text = true
				var items []comment.Item
				if a.Internal {
					items = append(items, comment.Item{Name: comment.Internal, Bare: true})
				}
				t.text(a.Text, items)
			case c == words.ActionText:
				t.plain("")
			case c != words.NoWord:
				t.plain(p.actionCell(a, c))
			case k < len(a.Extra):
				t.plain(a.Extra[k])
				k++
			default:
				t.plain("")
			}
		}
		for ; k < len(a.Extra); k++ {
			t.plain(a.Extra[k])
		}
	}
	p.table(&t)
}

// table is a table on its way: cells of Markdown, row by row, the head first.
type table struct {
	rows [][]string
}

func (t *table) row() { t.rows = append(t.rows, nil) }

func (t *table) cell(s string) {
	if t.rows == nil {
		t.row()
	}
	last := &t.rows[len(t.rows)-1]
	*last = append(*last, s)
}

// plain adds a cell of plain text.
func (t *table) plain(s string) {
	t.cell(string(markdown.AppendEscaped(nil, s, markdown.Cell)))
}

// text adds a cell of Markdown with its mark.
func (t *table) text(md string, items []comment.Item) {
	cell := comment.Guard(string(markdown.AppendCell(nil, md)))
	switch {
	case len(items) == 0:
	case cell == "":
		cell = string(comment.Append(nil, items...))
	case strings.IndexByte(cell, '<') >= 0 || strings.HasSuffix(cell, "\\"):
		cell = string(comment.Append(nil, items...)) + " " + cell
	default:
		cell += " " + string(comment.Append(nil, items...))
	}
	t.cell(cell)
}

// table appends a table whose columns stand below one another.
func (p *markdownPrinter) table(t *table) {
	n := len(t.rows[0])
	widths := make([]int, n)
	for i := range widths {
		widths[i] = 3
	}
	for _, row := range t.rows {
		for i, c := range row {
			if i < n {
				widths[i] = max(widths[i], min(columns(c), widest))
			}
		}
	}
	start := len(p.dst)
	for i, row := range t.rows {
		for k, w := range widths {
			cell := ""
			if k < len(row) {
				cell = row[k]
			}
			p.text("| ")
			p.text(cell)
			for range w - columns(cell) + 1 {
				p.text(" ")
			}
		}
		p.text("|\n")
		if i > 0 {
			continue
		}
		for _, w := range widths {
			p.text("| ")
			for range w {
				p.text("-")
			}
			p.text(" ")
		}
		p.text("|\n")
	}
	p.dst = p.dst[:len(p.dst)-1]
	p.gap(start)
}

// widest is the width up to which cells are padded. One long cell would make
// every row as long.
const widest = 400

// columns returns how many columns a text takes where all letters are as wide.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n, i = n+1, i+1
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r >= 0x200b && r <= 0x200f, r >= 0x300 && r <= 0x36f, r >= 0xfe00 && r <= 0xfe0f:
		case width.LookupRune(r).Kind() == width.EastAsianWide || width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
