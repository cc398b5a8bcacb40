package parse

import (
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// told is a row of a timeline as it is told.
type told struct {
	time, sign string // as written
	items      []comment.Item
	read       typed.Time // of time; zero: it is none
	start      int
}

// timeline reads the timeline of a section.
func (c *contentReader) timeline(at, end int) {
	list, form := c.entries(at, end)
	c.sec.Form = form
	tl := &incident.Timeline{}
	c.sec.Timeline = tl
	sign, _ := comment.Value(c.items, comment.Sign)
	var rows []told
	for i := range list {
		e := &list[i]
		if form == incident.FormTable {
			if i == 0 {
				for k := range e.cells {
					c.sec.Columns = append(c.sec.Columns, c.plainCell(e, k))
				}
				continue
			}
			rows = append(rows, c.tableRow(tl, e))
			continue
		}
		rows = c.listRow(tl, e, rows, sign, form)
	}
	for i := range rows {
		r := &rows[i]
		if t, n := typed.Read(r.time); n > 0 && n == len(r.time) {
			r.read = t
		}
	}
	c.zoneOf(tl, rows)
	c.resolve(tl, rows)
	c.format(tl, rows)
	c.derived(tl)
}

// tableRow reads a line of a table.
func (c *contentReader) tableRow(tl *incident.Timeline, e *entry) told {
	c.mark(markEvent, c.n, len(tl.Events), e.start, e.end)
	text, items := c.cell(e, 1)
	ev := incident.Event{Text: text}
	for k := 2; k < len(e.cells); k++ {
		ev.Extra = append(ev.Extra, c.plainCell(e, k))
	}
	for len(ev.Extra) > 0 && ev.Extra[len(ev.Extra)-1] == "" {
		ev.Extra = ev.Extra[:len(ev.Extra)-1]
	}
	if len(ev.Extra) == 0 {
		ev.Extra = nil
	}
	tl.Events = append(tl.Events, ev)
	return told{time: c.plainCell(e, 0), items: items, start: e.start}
}

// listRow reads an item, or a paragraph, which may hold a row in each line.
func (c *contentReader) listRow(tl *incident.Timeline, e *entry, rows []told, sign string, form incident.Form) []told {
	texts := []string{e.text}
	if form == incident.FormParagraphs && !c.told {
		texts = rowLines(e.text)
	}
	at := e.start
	for _, text := range texts {
		r, _ := typed.CutRow(text, c.told)
		row := told{time: r.Time, sign: r.Sign, start: at}
		if c.told {
			row.time, row.sign = cutSign(r.Time, sign, comment.Has(c.items, comment.Sign))
		}
		rest := text
		if r.Text <= len(text) {
			rest = text[r.Text:]
		}
		md, items := cutMark(rest)
		row.items = items
		c.mark(markEvent, c.n, len(tl.Events), at, e.end)
		own := strings.HasPrefix(md, "\n")
		md = c.inner(md)
		if !own {
			md = typed.UnguardText(md)
		}
		tl.Events = append(tl.Events, incident.Event{Text: md})
		rows = append(rows, row)
		at += len(text) + 1
	}
	return rows
}

// rowLines cuts a paragraph before every line that begins a row.
func rowLines(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if _, ok := typed.CutRow(line, false); ok || list == nil {
			list = append(list, line)
		} else {
			list[len(list)-1] += "\n" + line
		}
	}
	return list
}

// cutSign takes the sign off what stands before the text of a row: the one that
// the mark of the timeline names, or one that is known.
func cutSign(text, sign string, named bool) (clock, rest string) {
	if named {
		if clock, ok := strings.CutSuffix(text, sign); ok {
			return clock, sign
		}
		return text, ""
	}
	if _, n := typed.Read(text); n > 0 && typed.IsSign(text[n:]) {
		return text[:n], text[n:]
	}
	return text, ""
}

// zoneOf finds the zone that a timeline is told in.
func (c *contentReader) zoneOf(tl *incident.Timeline, rows []told) {
	if zone, ok := comment.Value(c.items, comment.Zone); ok {
		tl.HideZone = comment.Has(c.items, comment.Hidden)
		if zone != comment.Page {
			tl.Zone = zone
		}
		return
	}
	if tl.Zone = typed.ZoneNamed(c.sec.Heading, c.sec.Columns, c.sec.Body, nil); tl.Zone != "" {
		return
	}
	var zones []string
	any := false
	for i := range rows {
		if !rows[i].read.Written.IsZero() {
			zones = append(zones, rows[i].read.Written.Zone)
			any = any || rows[i].read.Written.Zone != ""
		}
	}
	tl.Zone = typed.ZoneNamed("", nil, "", zones)
	if tl.HideZone = !any; tl.HideZone && !c.told {
		tl.Zone = c.zoneAbove()
	}
}

// day returns the day that rows without a date are of: that of a mark; else the
// one nearest above them, in body, headings, title, a field or the front matter.
func (c *contentReader) day() (d civil.Date, stated bool) {
	if v, ok := comment.Value(c.items, comment.Day); ok {
		if v == comment.None {
			return civil.Date{}, true
		}
		if d, err := civil.ParseDate(v); err == nil {
			return d, true
		}
	}
	if d, ok := lastDay(c.sec.Body); ok {
		return d, false
	}
	for i := len(c.headings) - 1; i >= 0; i-- {
		if d, ok := firstDay(c.headings[i]); ok {
			return d, false
		}
	}
	if d, ok := firstDay(c.titleText); ok {
		return d, false
	}
	for _, name := range c.phrases.DateFields {
		if v, ok := c.pm.Field(name); ok {
			if d, ok := firstDay(v); ok {
				return d, false
			}
		}
	}
	if d, ok := firstDay(c.matter.keys["date"].text); ok {
		return d, false
	}
	return c.dayLine()
}

// dayLine returns the day of a line "Date: ..." above all headings. One line alone
// is text and no field.
func (c *contentReader) dayLine() (d civil.Date, stated bool) {
	for i := range c.pm.Sections {
		sec := &c.pm.Sections[i]
		if sec.Heading != "" {
			break
		}
		for line := range strings.SplitSeq(sec.Body, "\n") {
			name, value, ok := strings.Cut(line, ":")
			if ok && len(line) <= 200 && strings.EqualFold(strings.Trim(name, "*_ "), c.phrases.Word(words.Date)) {
				if d, ok := firstDay(value); ok {
					return d, false
				}
			}
		}
	}
	return civil.Date{}, false
}

// firstDay returns the first full date of a text.
func firstDay(text string) (civil.Date, bool) {
	for i := 0; i < len(text); i++ {
		if i > 0 && isWordByte(text[i-1]) || !isWordByte(text[i]) {
			continue
		}
		if w, n := civil.Read(text[i:]); n > 0 && w.Date.Year != 0 {
			return w.Date, true
		}
		if from, _, n := civil.ReadRange(text[i:]); n > 0 && from.Date.Year != 0 {
			return from.Date, true
		}
	}
	return civil.Date{}, false
}

// lastDay returns the date of the last line of a text that has one.
func lastDay(text string) (d civil.Date, ok bool) {
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > 200 {
			continue // prose
		}
		if day, found := firstDay(line); found {
			d, ok = day, true
		}
	}
	return d, ok
}

// resolve finds the instants of the rows.
func (c *contentReader) resolve(tl *incident.Timeline, rows []told) {
	r := typed.Reader{Page: c.loc, Zone: tl.Zone}
	var stated bool
	r.Day, stated = c.day()
	assumed, figures, foreign := -1, -1, -1
	var at []time.Time
	var order typed.Figures
	for i := range rows {
		order.Look(rows[i].read.Written)
	}
	for i := range rows {
		row, e := &rows[i], &tl.Events[i]
		var t typed.Time
		if !order.Settle(&row.read.Written) && figures < 0 {
			figures = i
		}
		if !row.read.Written.IsZero() {
			t = r.Resolve(row.read)
		}
		e.At, e.Until = t.At, t.Until
		switch {
		case t.Day:
			e.Precision = incident.PrecisionDay
		case t.About && !t.At.IsZero():
			e.Precision = incident.PrecisionAbout
		}
		c.rowItems(e, row, &r)
		if e.At.IsZero() && row.time != "" {
			c.note(NoteUnresolved, c.eventPath(i), row.start, fmt.Sprintf("%s is no instant; it was kept as it is written", quote(row.time)))
		}
		if t.Assumed && !stated && assumed < 0 && !e.At.IsZero() {
			assumed = i
		}
		if t.Kind == civil.OffSeason && foreign < 0 {
			foreign = i
		}
		at = append(at, e.At)
	}
	if assumed >= 0 {
		day := "the day, or in the year, of those above"
		if !r.Day.IsZero() {
			day = r.Day.String()
		}
		c.note(NoteDate, c.eventPath(assumed), rows[assumed].start, "rows without a date, or without a year, were read on "+day)
	}
	if figures >= 0 {
		c.note(NoteDayFirst, c.eventPath(figures), rows[figures].start, dayFirst)
	}
	if foreign >= 0 {
		c.note(NoteRowZone, c.eventPath(foreign), rows[foreign].start, "the zone is not in force on that day in the page's zone, and was taken to the letter")
	}
	// Labels of the page's own zone in every row need no name.
	if !comment.Has(c.items, comment.Zone) && tl.Zone != "" && typed.ZoneNamed(c.sec.Heading, c.sec.Columns, c.sec.Body, nil) == "" && typed.InForce(tl.Zone, c.loc, at) {
		tl.Zone = ""
	}
}

// rowItems takes over what a mark says of a row.
func (c *contentReader) rowItems(e *incident.Event, row *told, r *typed.Reader) {
	if v, ok := comment.Value(row.items, comment.Milestone); ok {
		m, err := incident.ParseMilestone(v)
		if err != nil {
			m = incident.Milestone(v)
		}
		e.Milestone = m
	}
	if v, ok := comment.Value(row.items, comment.At); ok {
		if e.At = c.instant(v); !e.At.IsZero() {
			r.Set(e.At)
		}
	}
	if v, ok := comment.Value(row.items, comment.Until); ok {
		e.Until = c.instant(v)
	}
	if v, ok := comment.Value(row.items, comment.Precision); ok {
		if e.Precision = incident.Precision(v); v == comment.None {
			e.Precision = ""
		}
	}
}

// instant reads the instant of a mark; "none" and what cannot be read are none.
func (c *contentReader) instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.In(c.loc)
}

func (c *contentReader) eventPath(i int) string {
	return fmt.Sprintf("postmortem.sections[%d].timeline.events[%d]", c.n, i)
}

// format finds the TimeFormat and the Mark that give the rows back as they are
// written. Rows that come out differently keep what is written.
func (c *contentReader) format(tl *incident.Timeline, rows []told) {
	own, err := tl.Location(c.loc)
	if err != nil {
		own = time.UTC
	}
	table := c.sec.Form == incident.FormTable
	sign, ok := comment.Value(c.items, comment.Sign)
	if !table && ok {
		tl.Mark = sign
	} else if !table {
		for i := range rows {
			if !tl.Events[i].At.IsZero() {
				tl.Mark = rows[i].sign
				break
			}
		}
	}
	layout, stated := comment.Value(c.items, comment.Format)
	if tl.TimeFormat = layout; !stated && !c.matches(tl, rows, own) {
		tl.TimeFormat = c.layout(tl, rows)
	}
	w := timeWriter{tl: tl, own: own, phrases: c.phrases}
	for i := range rows {
		e, r := &tl.Events[i], &rows[i]
		got, labelled := w.row(e)
		sign := r.sign
		if (r.time != got && r.time != labelled) || !table && sign != tl.Mark || e.At.IsZero() {
			e.Written = r.time + r.sign
		}
	}
}

// matches reports whether the rows are written as they are without a TimeFormat.
func (c *contentReader) matches(tl *incident.Timeline, rows []told, own *time.Location) bool {
	w := timeWriter{tl: tl, own: own, phrases: c.phrases}
	n := 0
	for i := range rows {
		e := &tl.Events[i]
		if e.At.IsZero() {
			continue
		}
		if got, _ := w.row(e); got != rows[i].time {
			return false
		}
		if e.Precision != incident.PrecisionDay {
			n++
		}
	}
	return n > 0
}

// layout returns the layout that most rows are written in; at least, none that
// would print leading zeros where a row has none.
func (c *contentReader) layout(tl *incident.Timeline, rows []told) string {
	best, may := "", false
	for i := range rows {
		if tl.Events[i].At.IsZero() || rows[i].read.Written.IsZero() {
			continue
		}
		r := row{prefix: rows[i].time, from: rows[i].read.Written, about: rows[i].read.About}
		if to := &rows[i].read.To; !to.IsZero() {
			r.to = to
		}
		if r.about && !strings.HasPrefix(r.prefix, "~") {
			continue
		}
		l := string(appendLayout(nil, &r))
		if !civil.ParseLayout(l).Hour {
			continue
		}
		// "May" is a month by its full name or by its short one.
		if inMay := rows[i].read.Written.Date.Month == time.May; best == "" || narrower(l, best) || may && !inMay {
			best, may = l, inMay
		}
	}
	if best == "" {
		return "15:04"
	}
	return best
}

// timeWriter writes the times of rows as package render does, in their own zone.
type timeWriter struct {
	tl      *incident.Timeline
	own     *time.Location
	phrases *words.Language
	above   time.Time
}

// row returns the time of an event, and the same with the label of its zone.
func (w *timeWriter) row(e *incident.Event) (plain, labelled string) {
	if e.At.IsZero() {
		return "", ""
	}
	at := e.At.In(w.own)
	defer func() { w.above = at }()
	if e.Precision == incident.PrecisionDay {
		s := string(w.phrases.AppendDate(nil, at))
		return s, s
	}
	var b []byte
	if e.Precision == incident.PrecisionAbout {
		b = append(b, '~')
	}
	layout := w.tl.TimeFormat
	if layout == "" {
		layout = "15:04"
		switch {
		case w.above.IsZero() || at.Year() != w.above.Year():
			b = append(w.phrases.AppendDate(b, at), ", "...)
		case at.YearDay() != w.above.YearDay():
			b = append(w.phrases.AppendDay(b, at), ", "...)
		}
	}
	both := func(end time.Time) (string, string) {
		return string(b), string(words.AppendZone(append(b[:len(b):len(b)], ' '), end))
	}
	if e.Until.IsZero() {
		b = at.AppendFormat(b, layout)
		return both(at)
	}
	end := e.Until.In(w.own)
	parts := civil.ParseLayout(layout)
	sameDay := at.Year() == end.Year() && at.YearDay() == end.YearDay()
	short := layout
	if sameDay {
		short = layout[parts.Start:parts.End]
	}
	if words.ZoneLabel(at) == words.ZoneLabel(end) {
		b = at.AppendFormat(b, withoutZone(layout))
	} else {
		b = at.AppendFormat(b, layout)
	}
	if short == layout && parts.Date {
		b = append(b, " – "...)
	} else {
		b = append(b, "–"...)
		if !sameDay {
			b = append(w.phrases.AppendDay(b, end), ", "...)
		}
	}
	b = end.AppendFormat(b, short)
	return both(end)
}

// withoutZone cuts the zone off the end of a layout.
func withoutZone(layout string) string {
	for _, zone := range [...]string{"MST", "-07:00", "-0700", "-07", "Z07:00", "Z0700", "Z07"} {
		if s, ok := strings.CutSuffix(layout, zone); ok {
			return strings.TrimRight(s, " ")
		}
	}
	return layout
}

// derived takes out of heading and columns what writers add by themselves: the
// label of the zone, and the usual column headings.
func (c *contentReader) derived(tl *incident.Timeline) {
	sec := c.sec
	if sec.Form == incident.FormTable {
		words := [2]string{c.phrases.Word(words.Time), c.phrases.Word(words.Event)}
		if len(sec.Columns) == 2 && sec.Columns[0] == words[0] && sec.Columns[1] == words[1] {
			sec.Columns = nil
		}
	}
	label := c.label(tl)
	if len(tl.Events) == 0 {
		return
	}
	if label == "" || tl.HideZone || civil.ParseLayout(tl.TimeFormat).Zone || strings.Contains(sec.Body, label) {
		return
	}
	suffix := " (" + label + ")"
	if sec.Form == incident.FormTable {
		if len(sec.Columns) == 2 && sec.Columns[0] == c.phrases.Word(words.Time)+suffix && sec.Columns[1] == c.phrases.Word(words.Event) && !strings.Contains(sec.Heading, label) {
			sec.Columns = nil
		}
		return
	}
	heading, colon := strings.CutSuffix(sec.Heading, ":")
	if rest, ok := strings.CutSuffix(heading, suffix); ok && rest != "" && !strings.Contains(rest, label) && !strings.HasSuffix(rest, ":") {
		sec.Heading = rest
		if colon {
			sec.Heading += ":"
		}
	}
}

// label returns what a writer calls the zone of the timeline.
func (c *contentReader) label(tl *incident.Timeline) string {
	own, err := tl.Location(c.loc)
	switch {
	case err != nil:
		return "UTC"
	case tl.Zone != "" && !strings.Contains(tl.Zone, "/"):
		return tl.Zone
	}
	for i := range tl.Events {
		if at := tl.Events[i].At; !at.IsZero() {
			return words.ZoneLabel(at.In(own))
		}
	}
	return ""
}
