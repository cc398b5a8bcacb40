package parse

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// reportPostmortem reads the postmortem of a report of package render.
func (p *htmlReader) reportPostmortem(n, top *node) {
	pm := &incident.Postmortem{}
	inc, path := p.inc, p.path
	inc.Postmortem = pm
	label, level := levelOf(top)
	if label == nil {
		p.fail(top.start, incident.CodeRequired, fmt.Errorf("a postmortem without its label"))
		return
	}
	level++ // of its sections
	var parts []*node
	for k := top.first; k != nil; k = k.next {
		switch {
		case k.extra():
		case k.is("title") && isHeadingName(k.name):
			pm.Title = p.shown(k)
			level = int(k.name[1]-'0') + 1
			p.markAt(markPMTitle, 0, 0, k.start)
		case k.is("edited"):
			if p.addTime(k, &pm.EditedAt, "postmortem.edited_at") != nil {
				p.markAt(markPMEdited, 0, 0, k.start)
			}
		case k.is("stamp"):
			if p.addTime(k, &pm.PublishedAt, "postmortem.published_at") != nil {
				p.markAt(markPublished, 0, 0, k.start)
			}
		case k.is("part"):
			parts = append(parts, k)
		}
	}
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		for _, k := range parts {
			r := partReader{htmlReader: p, pm: pm, level: level}
			pm.Sections = append(pm.Sections, r.read(k))
		}
	})
}

// partReader reads one section of a postmortem.
type partReader struct {
	*htmlReader
	pm    *incident.Postmortem
	level int // of headings at the top
	s     incident.Section
}

func (r *partReader) read(n *node) incident.Section {
	i := len(r.pm.Sections)
	for class := range strings.FieldsSeq(n.value("class")) {
		switch kind := incident.SectionKind(class); {
		case class == "internal":
			r.s.Internal = true
		case class != "part" && kind.Valid():
			r.s.Kind = kind
		}
	}
	shift := r.level - 1
	if i > 0 {
		r.s.Level = r.pm.Sections[i-1].Level // it carries on the one above
		shift += r.s.Level
	}
	typed := false
	for k := n.first; k != nil; k = k.next {
		switch {
		case k.extra():
		case isHeadingName(k.name) && r.s.Heading == "":
			r.s.Heading = r.shown(k)
			r.markAt(markHeading, i, 0, k.start)
			shift = int(k.name[1] - '0')
			r.s.Level = max(0, shift-r.level)
		case k.is("body") && k.name == "div":
			body := r.reportBody(k, shift)
			if typed || r.s.Body != "" {
				r.s.After = joinBodies(r.s.After, body)
				r.markAt(markAfter, i, 0, k.start)
			} else {
				r.s.Body = body
				r.markAt(markSectionBody, i, 0, k.start)
			}
		default:
			t := k
			if k.is("scroll") {
				if t = k.named("table"); t == nil {
					continue
				}
				r.s.Form = incident.FormTable
			}
			typed = r.typed(t, shift) || typed
		}
	}
	return r.s
}

// typed reads rows, fields or actions, by the class of their list or table.
func (r *partReader) typed(n *node, shift int) bool {
	for class := range strings.FieldsSeq(n.value("class")) {
		if form := incident.Form(class); form.Valid() {
			r.s.Form = form
		}
	}
	switch {
	case n.is("timeline"):
		r.timeline(n, shift)
	case n.is("fields"):
		r.fields(n, shift)
	case n.is("actions"):
		r.actions(n, shift)
	default:
		return false
	}
	return true
}

// inline returns what is inside n as Markdown.
func (r *partReader) inline(n *node, shift int) string { return r.reportBody(n, shift) }

// rows returns the column headings of a table and the cells of each row.
func (r *partReader) rows(n *node) (columns []string, rows [][]*node) {
	n.each(func(k *node) bool {
		if k.name != "tr" {
			return true
		}
		var cells []*node
		for c := k.first; c != nil; c = c.next {
			if c.name == "td" || c.name == "th" {
				cells = append(cells, c)
			}
		}
		if k.parent.name == "thead" {
			for _, c := range cells {
				columns = append(columns, r.shown(c))
			}
		} else if len(cells) > 0 {
			rows = append(rows, cells)
		}
		return false
	})
	return columns, rows
}

// items returns the items of a list.
func items(n *node) (list []*node) {
	for k := n.first; k != nil; k = k.next {
		if k.name == "li" {
			list = append(list, k)
		}
	}
	return list
}

func (r *partReader) fields(n *node, shift int) {
	i := len(r.pm.Sections)
	if n.name == "table" {
		columns, rows := r.rows(n)
		if !slices.Equal(columns, []string{r.phrases.Word(words.Field), r.phrases.Word(words.Value)}) {
			r.s.Columns = columns
		}
		for _, cells := range rows {
			r.markAt(markField, i, len(r.s.Fields), cells[0].start)
			f := incident.Field{Name: r.shown(cells[0])}
			if len(cells) > 1 {
				f.Value = r.inline(cells[1], shift)
			}
			r.s.Fields = append(r.s.Fields, f)
		}
		return
	}
	n.each(func(k *node) bool {
		switch k.name {
		case "dt":
			r.markAt(markField, i, len(r.s.Fields), k.start)
			r.s.Fields = append(r.s.Fields, incident.Field{Name: strings.TrimSuffix(r.shown(k), ":")})
		case "dd":
			if last := len(r.s.Fields) - 1; last >= 0 {
				r.s.Fields[last].Value = r.inline(k, shift)
			}
		default:
			return true
		}
		return false
	})
}

// joinBodies returns two texts as one.
func joinBodies(a, b string) string {
	if a != "" && b != "" {
		return a + "\n\n" + b
	}
	return a + b
}

// isInternal reports whether an action is marked as not for the public.
func isInternal(n *node) bool {
	return n.find(func(k *node) bool { return k.extra() && k.is("mark") }) != nil
}

func (r *partReader) actions(n *node, shift int) {
	i := len(r.pm.Sections)
	if n.name == "table" {
		r.actionTable(n, shift)
		return
	}
	for _, li := range items(n) {
		a := incident.Action{Text: r.inline(li, shift), Internal: isInternal(li)}
		switch {
		case li.is("done"):
			a.State = incident.ActionDone
		case li.is("open"):
			a.State = incident.ActionOpen
		}
		r.markAt(markAction, i, len(r.s.Actions), li.start)
		r.s.Actions = append(r.s.Actions, a)
	}
}

func (r *partReader) actionTable(n *node, shift int) {
	columns, rows := r.rows(n)
	meaning := make([]words.Word, len(columns))
	text, usual := false, true
	last := words.NoWord
	for i, c := range columns {
		meaning[i] = r.phrases.ActionColumn(c)
		text = text || meaning[i] == words.ActionText
		usual = usual && meaning[i] != words.NoWord && c == r.phrases.Word(meaning[i])
	}
	if !text && len(meaning) > 0 {
		meaning[0], usual = words.ActionText, false
	}
	filled := make([]bool, len(columns))
	for _, cells := range rows {
		a := incident.Action{}
		r.markAt(markAction, len(r.pm.Sections), len(r.s.Actions), cells[0].start)
		for i, c := range cells {
			value, column := r.shown(c), words.NoWord
			if i < len(meaning) {
				column, filled[i] = meaning[i], filled[i] || value != ""
			}
			r.actionCell(&a, column, c, value, shift)
		}
		r.s.Actions = append(r.s.Actions, a)
	}
	// The usual columns are those that have a value, in their order.
	for i, w := range meaning {
		usual = usual && (i == 0) == (w == words.ActionText) && (i == 0 || filled[i] && usualColumn(w) > usualColumn(last))
		last = w
	}
	if !usual {
		r.s.Columns = columns
	}
}

// usualColumn is the place of a column where a table of actions names none.
func usualColumn(w words.Word) int {
	return slices.Index([]words.Word{
		words.ActionText, words.ActionType, words.ActionOwner, words.ActionPriority, words.ActionDue, words.ActionTicket, words.ActionState,
	}, w)
}

func (r *partReader) actionCell(a *incident.Action, column words.Word, c *node, value string, shift int) {
	var err error
	switch column {
	case words.ActionText:
		a.Text, a.Internal = r.inline(c, shift), isInternal(c)
	case words.ActionType:
		if a.Type, err = incident.ParseActionType(r.phrases.ModelWord(value)); err != nil {
			a.Type = incident.ActionType(value)
		}
	case words.ActionState:
		if a.State, err = incident.ParseActionState(r.phrases.ModelWord(value)); err != nil {
			a.State = incident.ActionState(value)
		}
	case words.ActionOwner:
		a.Owner = value
	case words.ActionPriority:
		a.Priority = value
	case words.ActionTicket:
		a.Ticket = value
	case words.ActionDue:
		if value == "" {
			return
		}
		if a.Due, err = civil.ParseDate(value); err != nil {
			r.fail(c.start, incident.CodeRange, err)
		}
	default:
		a.Extra = append(a.Extra, value)
	}
}

// timeline reads the rows of a timeline. Their instants stand in the page; what is
// left to find is how they are written, as the reader of text does.
func (r *partReader) timeline(n *node, shift int) {
	tl := &incident.Timeline{}
	r.s.Timeline = tl
	var list []pageRow
	if n.name == "table" {
		columns, rows := r.rows(n)
		r.s.Form, r.s.Columns = incident.FormTable, columns
		for _, cells := range rows {
			row := pageRow{n: cells[0], time: cells[0].named("time"), shift: shift}
			if row.prefix = r.shownTime(cells[0]); len(cells) > 1 {
				row.text = r.inline(cells[1], shift)
			}
			for _, c := range cells[min(2, len(cells)):] {
				row.extra = append(row.extra, r.shown(c))
			}
			list = append(list, row)
		}
	} else {
		all := items(n)
		list = make([]pageRow, 0, len(all))
		for _, li := range all {
			list = append(list, r.listRow(li, shift))
		}
		r.cutMarks(list, shift)
	}
	sub := r.rowReader(tl, list)
	if len(list) == 0 {
		return
	}
	r.s.Heading = leadingZone(r.s.Heading)
	for i, c := range r.s.Columns {
		r.s.Columns[i] = leadingZone(c)
	}
	run := rowRun{header: -1, end: len(list), form: r.s.Form}
	for i := range list {
		run.lines = append(run.lines, i)
	}
	plain := plainText(r.s.Body)
	tl.Zone = sub.zoneNamed(&r.s, plain, run)
	r.days(tl, list)
	sub.style(tl, run)
	r.dated(tl, list)
	sub.derive(&r.s, tl, plain)
	r.usualColumns()
	for i := range list {
		e := &tl.Events[i]
		e.Text = list[i].text
		e.Extra = trimExtra(list[i].extra)
		r.markAt(markEvent, len(r.pm.Sections), i, list[i].n.start)
	}
}

// pageRow is a row of a timeline by its parts.
type pageRow struct {
	n, time *node // time: nil where the row has no instant
	prefix  string
	mark    string
	rest    string // HTML behind the time
	text    string
	extra   []string
	shift   int
}

// shownTime returns the time that a row shows, in the zone that leads.
func (r *partReader) shownTime(n *node) string {
	first, _, several := strings.Cut(r.shown(n), otherZone)
	if several {
		r.otherZones(line{n.start, n.end})
	}
	return first
}

// otherZone stands before the same time in another zone, or the label of one.
const otherZone = " · "

// leadingZone returns the heading of a section or column with the first of its
// zones only: "Timeline (CET · EST)".
func leadingZone(s string) string {
	open := strings.LastIndexByte(s, '(')
	first, rest, several := strings.Cut(s[open+1:], otherZone)
	end := strings.IndexByte(rest, ')')
	if open < 0 || !several || end < 0 {
		return s
	}
	return s[:open+1] + first + rest[end:]
}

// trimExtra cuts the empty cells at the end, which other rows need.
func trimExtra(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	return cells
}

// cutMarks takes the mark of a list off its rows: what stands behind the first
// time and at least half of all. A row without it is written in a way of its own.
func (r *partReader) cutMarks(list []pageRow, shift int) {
	best, n, timed := "", 0, 0
	for i := range list {
		if list[i].time == nil {
			continue
		}
		if timed++; timed == 1 {
			best = leadingMark(list[i].rest)
		}
		if hasMark(list[i].rest, best) {
			n++
		}
	}
	if 2*n < timed {
		best = ""
	}
	for i := range list {
		l := &list[i]
		if l.time == nil {
			continue
		}
		if hasMark(l.rest, best) {
			l.mark = best
		} else if !strings.HasPrefix(l.rest, " ") {
			l.mark = leadingMark(l.rest) // of this row alone
		}
		l.rest = l.rest[len(l.mark):]
		l.text = r.unshifted(l.rest, shift)
	}
}

// leadingMark returns what stands between the time of a row and its text, with a
// space behind it: what hangs on the time, such as ":" and "hs", or a sign that
// stands by itself, " -" or " →".
func leadingMark(rest string) string {
	word, apart := strings.CutPrefix(rest, " ")
	word, _, _ = strings.Cut(word, " ")
	if word == "" || len(word) > 12 || strings.ContainsAny(word, "<&") {
		return ""
	}
	if !apart {
		return word
	}
	for _, c := range word {
		if !unicode.IsPunct(c) && !unicode.IsSymbol(c) {
			return ""
		}
	}
	return rest[:len(" ")+len(word)]
}

func hasMark(rest, mark string) bool {
	tail, ok := strings.CutPrefix(rest, mark)
	return ok && (tail == "" || tail[0] == ' ')
}

// listRow cuts a row of a list into its time and what stands behind it.
func (r *partReader) listRow(li *node, shift int) pageRow {
	row := pageRow{n: li, shift: shift}
	if t := li.first; t != nil && t.name == "time" && strings.TrimSpace(r.src[li.in:t.start]) == "" {
		row.time = t
		row.prefix = r.shownTime(t)
		row.rest = r.piece(li, t.end, li.out)
		return row
	}
	if t := li.first; t != nil && t.is("when") && strings.TrimSpace(r.src[li.in:t.start]) == "" {
		row.prefix, row.text = r.shown(t), r.unshifted(r.piece(li, t.end, li.out), shift)
		return row
	}
	row.text = r.inline(li, shift)
	return row
}

// rowReader fills in the events, and returns a reader of text that knows the rows.
func (r *partReader) rowReader(tl *incident.Timeline, list []pageRow) *sectionReader {
	tl.Events = make([]incident.Event, 0, len(list))
	sub := &sectionReader{textReader: &r.textReader, pm: r.pm, to: len(list)}
	sub.rows, sub.rowAt = make([]row, 1, 1+len(list)), make([]int32, len(list))
	for i := range list {
		l := &list[i]
		one := row{ok: true, prefix: l.prefix, mark: l.mark}
		text := l.prefix
		if rest, ok := strings.CutPrefix(text, "~"); ok {
			one.about, text = true, strings.TrimLeft(rest, " ")
		}
		var n int
		one.from, n = civil.Read(text)
		if n < len(text) {
			if from, to, m := civil.ReadRange(text); m > n && from.HasTime && to.HasTime {
				one.from, one.to = from, &to
			}
		}
		sub.rows = append(sub.rows, one)
		sub.rowAt[i] = int32(i + 1)
		tl.Events = append(tl.Events, r.event(&one, l))
	}
	return sub
}

// event returns the event of a row, without its text.
func (r *partReader) event(one *row, l *pageRow) (e incident.Event) {
	row := l.n
	if row.name == "td" || row.name == "th" {
		row = row.parent
	}
	if m := incident.Milestone(row.value("data-milestone")); m.Valid() {
		e.Milestone = m
	}
	if l.time == nil {
		e.Written = l.prefix
		return e
	}
	e.At = dataTime(l.time)
	if e.At.IsZero() {
		if d, err := civil.ParseDate(l.time.value("datetime")); err == nil {
			e.Precision = incident.PrecisionDay
			if all := civil.Instants(civil.DateTime{Date: d}, r.loc); len(all) > 0 {
				e.At = all[0].UTC()
			}
		}
	}
	if one.about {
		e.Precision = incident.PrecisionAbout
	}
	if one.to != nil && !e.At.IsZero() {
		// The clock of the row tells the offset that its end is written with.
		utc := civil.TimeOf(e.At, time.UTC)
		offset := (seconds(one.from.Time)-seconds(utc)+36*3600)%86400 - 12*3600
		if until := one.to.ResolveAfter(e.At, time.FixedZone("", offset)); !until.Time.IsZero() {
			e.Until = until.Time.UTC()
		}
	}
	return e
}

// days gives the rows that name a day its first moment in the timeline's zone.
func (r *partReader) days(tl *incident.Timeline, list []pageRow) {
	own, err := tl.Location(r.loc)
	if err != nil {
		own = time.UTC
	}
	for i := range list {
		if tl.Events[i].Precision != incident.PrecisionDay {
			continue
		}
		d, _ := civil.ParseDate(list[i].time.value("datetime"))
		if all := civil.Instants(civil.DateTime{Date: d}, own); len(all) > 0 {
			tl.Events[i].At = all[0].UTC()
		}
	}
}

// usualColumns leaves out column headings that writers add by themselves.
func (r *partReader) usualColumns() {
	if slices.Equal(r.s.Columns, []string{r.phrases.Word(words.Time), r.phrases.Word(words.Event)}) {
		r.s.Columns = nil
	}
}

// unshifted returns HTML below a heading of that level as Markdown.
func (r *partReader) unshifted(source string, level int) string {
	return r.unshift(r.htmlReader.markdown(source, false), level)
}
