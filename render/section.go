package render

import (
	"bytes"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// postmortem appends the block of the postmortem: label, title of its own,
// sections, time.
func (p *textPrinter) postmortem(pm *incident.Postmortem) {
	if p.Layout != LayoutPlain {
		if pm.Published() {
			p.word(words.Postmortem)
		} else {
			p.word(words.PostmortemDraft)
		}
		p.blank(true)
	}
	if pm.Title != "" {
		p.heading(pm.Title, "")
	}
	for i := range pm.Sections {
		if s := &pm.Sections[i]; !s.Internal || p.Internal {
			p.section(s)
		}
	}
	p.stamps(pm.PublishedAt, pm.EditedAt)
	p.line()
}

// section appends heading, body, typed content and what comes after it, each
// with a blank line behind.
func (p *textPrinter) section(s *incident.Section) {
	var view timeline
	heading, body, suffix := s.Heading, s.Body, ""
	if s.Timeline != nil {
		view = planTimeline(s, p.page, p.Zones, p.anchor(), p.phrases)
		heading, body = view.text(heading), view.text(body)
		if s.Form != incident.FormTable {
			suffix = view.suffix
		}
	}
	if heading != "" {
		p.heading(heading, suffix)
	}
	above := len(p.dst)
	p.paragraphs(body)
	switch {
	case s.Timeline != nil:
		p.events(s, &view)
	case len(s.Fields) > 0:
		if s.Form == "" {
			p.join(above)
		}
		p.fields(s)
	case showsActions(s, p.Internal):
		p.actions(s)
	}
	p.paragraphs(s.After)
}

// anchor is an instant on the day that undated rows of a timeline are read on:
// that of the first update, if the page shows it.
func (p *textPrinter) anchor() time.Time {
	if p.alone || len(p.inc.Updates) == 0 {
		return time.Time{}
	}
	return p.inc.Updates[0].At
}

// heading appends a line of its own; the label of a zone goes before a colon at
// its end.
func (p *textPrinter) heading(s, suffix string) {
	start := len(p.dst)
	if rest, ok := strings.CutSuffix(strings.TrimRight(s, " "), ":"); ok && suffix != "" {
		p.plain(rest)
		p.suffix(suffix)
		p.text(":")
	} else {
		p.plain(s)
		p.suffix(suffix)
	}
	if len(p.dst) > start {
		p.guard(start)
		p.text("\n\n")
	}
}

// suffix appends the label of a zone: " (CET)".
func (p *textPrinter) suffix(label string) {
	if label != "" {
		p.text(" (")
		p.plain(label)
		p.text(")")
	}
}

func (p *textPrinter) paragraphs(body string) {
	start := len(p.dst)
	p.markdown(body)
	if len(p.dst) > start {
		p.text("\n\n")
	}
}

// join takes the blank line before fields away: they belong to the paragraph
// above, as in a sign-off.
func (p *textPrinter) join(start int) {
	if n := len(p.dst); n > start+1 && p.dst[n-1] == '\n' && p.dst[n-2] == '\n' {
		p.dst = p.dst[:n-1]
	}
}

// guard puts a U+200C before every line from start on that a reader would take
// for structure of the report.
func (p *textPrinter) guard(start int) {
	p.dst = markdown.GuardLines(p.dst, start, p.forges)
}

// item is one line of a list: it appends what stands before the text, and
// returns how far the lines below are indented. form is never "".
func (p *textPrinter) item(form incident.Form, i int) (indent string) {
	switch form {
	case incident.FormBullets, incident.FormTasks:
		p.text("  • ")
		return "    "
	case incident.FormNumbered:
		p.text("  ")
		p.number(i + 1)
		p.text(". ")
		return "     "
	}
	return ""
}

func (p *textPrinter) number(n int) {
	if n >= 10 {
		p.number(n / 10)
	}
	p.dst = append(p.dst, byte('0'+n%10))
}

// list appends n items in the form, each followed by the end of its line, and a
// blank line after the last. A paragraph is followed by one, too.
func (p *textPrinter) list(form incident.Form, n int, each func(i int, indent string)) {
	for i := range n {
		start := len(p.dst)
		each(i, p.item(form, i))
		p.guard(start)
		p.line()
		if form == incident.FormParagraphs {
			p.line()
		}
	}
	if n > 0 && form != incident.FormParagraphs {
		p.line()
	}
}

func (p *textPrinter) events(s *incident.Section, v *timeline) {
	form := s.Form
	if form == "" {
		form = incident.FormBullets
	}
	cells := 2
	if form == incident.FormTable {
		for i := range v.tl.Events {
			cells = max(cells, 2+len(v.tl.Events[i].Extra))
		}
		cells = p.timelineColumns(s, v, cells)
	}
	var above time.Time
	for i := range v.tl.Events {
		e := &v.tl.Events[i]
		start := len(p.dst)
		indent := p.item(form, i)
		timed := len(p.dst)
		if e.Written != "" && (!v.other || e.At.IsZero()) {
			p.plain(e.Written)
			if !e.At.IsZero() {
				above = e.At.In(v.first.loc)
			}
		} else {
			p.dst, above = v.appendTime(p.dst, e, above)
			p.clean(timed)
			if len(p.dst) > timed && form != incident.FormTable {
				p.mark(v.tl.Mark)
			}
		}
		if form == incident.FormTable && cells > 2 {
			p.cell(func() { p.inline(e.Text, "") })
			for _, c := range e.Extra {
				p.cell(func() { p.plain(c) })
			}
		} else {
			if len(p.dst) > timed {
				p.text(" ")
			}
			p.eventText(timed, e, indent)
		}
		p.guard(start)
		p.line()
		if form == incident.FormParagraphs {
			p.line()
		}
	}
	if form != incident.FormParagraphs && len(v.tl.Events) > 0 {
		p.line()
	}
}

// mark appends what stands between time and text; a space before it is kept.
func (p *textPrinter) mark(s string) {
	if strings.HasPrefix(s, " ") {
		p.text(" ")
	}
	p.plain(s)
}

// eventText appends the text of a row. Where the row would be read with another
// time ("15:04" before "PM shift began"), a U+200C keeps the two apart.
func (p *textPrinter) eventText(timed int, e *incident.Event, indent string) {
	text := len(p.dst)
	p.inline(e.Text, indent)
	if text == timed || text == len(p.dst) || !extendsTime(p.dst[text:]) {
		return
	}
	row := p.dst[timed:min(len(p.dst), text+32)]
	if _, n := civil.Read(string(row)); n <= text-timed {
		return
	}
	p.dst = append(p.dst, "\u200c"...)
	copy(p.dst[text+len("\u200c"):], p.dst[text:])
	copy(p.dst[text:], "\u200c")
}

// extendsTime reports whether a text may be read as more of the time before it: a
// date, half of the day, a zone. It is a quick look that errs on the safe side.
func extendsTime(text []byte) bool {
	word := text
	if i := bytes.IndexByte(text, ' '); i >= 0 {
		word = text[:i]
	}
	switch {
	case len(word) == 0, !isAlnum(word[0]), '0' <= word[0] && word[0] <= '9', bytes.IndexByte(word, '/') > 0:
		return true
	case len(word) == 1:
		return false
	case len(word) == 2: // am, pm, at, on, ET
		return strings.IndexByte("mtn", word[1]|0x20) >= 0
	}
	switch string(word[:3]) { // dates and zones
	case "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
		"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
		"Pac", "Eas", "Cen", "Mou", "Zul", "pac", "eas", "cen", "mou":
		return true
	}
	for _, c := range word[:min(len(word), 6)] {
		if 'a' <= c && c <= 'z' {
			return false
		}
	}
	return true
}

// clean guards what was appended from start on as a one-line field: a layout may
// hold any text.
func (p *textPrinter) clean(start int) {
	for _, c := range p.dst[start:] {
		if c < ' ' || c > '~' {
			s := string(p.dst[start:])
			p.dst = markdown.AppendLine(p.dst[:start], s)
			return
		}
	}
}

// cell appends the mark between two cells, and a cell.
func (p *textPrinter) cell(content func()) {
	p.text(" | ")
	content()
}

// timelineColumns appends the line of column headings and returns how many there
// are. Two columns are flattened to "Time Event", as pages are found; more are
// kept apart.
func (p *textPrinter) timelineColumns(s *incident.Section, v *timeline, n int) int {
	n = max(n, len(s.Columns))
	start := len(p.dst)
	for i := range max(len(s.Columns), 2) {
		switch {
		case i > 0 && n > 2:
			p.text(" | ")
		case i > 0:
			p.text(" ")
		}
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
	}
	p.guard(start)
	p.line()
	return n
}

func (p *textPrinter) fields(s *incident.Section) {
	if s.Form == incident.FormTable {
		headings := s.Columns
		if len(headings) == 0 {
			headings = []string{p.phrases.Word(words.Field), p.phrases.Word(words.Value)}
		}
		p.columns(headings)
	}
	p.list(orForm(s.Form, incident.FormTable), len(s.Fields), func(i int, indent string) {
		f := &s.Fields[i]
		p.plain(f.Name)
		if s.Form == incident.FormTable {
			p.text(" | ")
		} else {
			p.text(": ")
		}
		p.inline(f.Value, indent)
	})
}

// orForm returns the form, or the usual one of the content.
func orForm(form, usual incident.Form) incident.Form {
	if form == "" {
		return usual
	}
	return form
}

// columns appends the column headings of a table.
func (p *textPrinter) columns(headings []string) {
	start := len(p.dst)
	for i, c := range headings {
		if i > 0 {
			p.text(" | ")
		}
		p.plain(c)
	}
	p.guard(start)
	p.line()
}

func (p *textPrinter) actions(s *incident.Section) {
	form := orForm(s.Form, incident.FormBullets)
	var table actionTable
	if form == incident.FormTable {
		table = planActions(s, p.phrases, p.Internal)
		p.columns(table.headings)
	}
	rows := 0
	for i := range s.Actions {
		a := &s.Actions[i]
		if a.Internal && !p.Internal {
			continue
		}
		start := len(p.dst)
		indent := p.item(form, rows)
		rows++
		switch {
		case form == incident.FormTable:
			p.actionRow(&table, a)
		case form != incident.FormTasks:
			p.inline(a.Text, indent)
		case a.State == incident.ActionDone:
			p.text("[x] ")
			p.inline(a.Text, indent)
		default:
			p.text("[ ] ")
			p.inline(a.Text, indent)
		}
		p.guard(start)
		p.line()
		if form == incident.FormParagraphs {
			p.line()
		}
	}
	if rows > 0 && form != incident.FormParagraphs {
		p.line()
	}
}

func (p *textPrinter) actionRow(table *actionTable, a *incident.Action) {
	extra := 0
	for i, c := range table.columns {
		if i > 0 {
			p.text(" | ")
		}
		switch {
		case c == words.ActionText:
			p.inline(a.Text, "")
		case c != words.NoWord:
			p.plain(actionCell(a, c, p.phrases))
		case extra < len(a.Extra):
			p.plain(a.Extra[extra])
			extra++
		}
	}
}
