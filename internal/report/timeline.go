package report

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
)

// Row is a row of a timeline before its time is resolved.
type Row struct {
	Time, Sign string            // as written
	Items      []annotation.Item // items of the annotation of the row
	Read       row.Time          // meaning of Time; zero if it cannot be read
	Start      int               // offset in the source
	given      bool              // the format states the time (HTML)
	day        civil.Written     // day of the rows below, if the row is an item that consists of a date
}

// Timeline is a timeline whose times are not resolved yet, because any part of
// the document may contain evidence about them.
type Timeline struct {
	// Section is the section of the timeline. Its Timeline has an event for
	// each row.
	Section  *incident.Section
	Index    int // of the section
	Rows     []Row
	Items    []annotation.Item // items of the annotation above the timeline
	Stated   bool              // an annotation announces the timeline
	Headings []string          // headings of the enclosing sections and, last, of the section itself
	Zone     string            // zone that the enclosing headings, or the texts below them, name; "" if the section names one
	named    string            // zone that the section itself names
	parent   int               // number of the timeline heading above the section; 0: none
}

// statedDay returns the day in the annotation, which is zero if the annotation
// says that there is none.
func (t *Timeline) statedDay() (d civil.Date, ok bool) {
	v, ok := annotation.Value(t.Items, annotation.Day)
	if !ok || v == annotation.None {
		return d, ok
	}
	d, err := civil.ParseDate(v)
	return d, err == nil
}

// isLabelled reports whether any row names its zone.
func (t *Timeline) isLabelled() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Read.From.Zone != "" })
}

// addTimeline adds the timeline of a section.
func (r *reader) addTimeline(t Timeline, sec *incident.Section) {
	t.Headings, t.parent = slices.Clone(r.headings), r.enclosing.number()
	if t.named = ZoneNamed(sec.Heading, sec.Columns, sec.Body, r.ctx.Phrases); t.named == "" && !t.Stated && !t.isLabelled() {
		t.Zone = r.zoneAbove()
	}
	r.timelines = append(r.timelines, t)
}

// timeline reads the rows of a timeline. Their times are resolved later.
func (c *contentReader) timeline(f Found) {
	list, form := c.entries(f)
	c.sec.Form = form
	tl := &incident.Timeline{}
	c.sec.Timeline = tl
	t := Timeline{Index: c.n, Items: append(c.items[:len(c.items):len(c.items)], c.itemsOf(f)...), Stated: c.stated}
	if form == incident.FormTable && len(list) > 0 {
		c.columns(&f.columns, list)
		list = list[1:]
	}
	t.Rows = make([]Row, 0, len(list))
	tl.Events = make([]incident.Event, 0, len(list))
	for i := range list {
		if form == incident.FormTable {
			t.Rows = append(t.Rows, c.tableRow(tl, &list[i], &f.columns, t.Rows))
		} else {
			cut, ok := f.row(i)
			t.Rows = c.listRow(tl, &list[i], cut, ok, t.Rows)
		}
	}
	c.r.addTimeline(t, c.sec)
}

// itemsOf returns the items of the first block of a content, which the format
// states.
func (c *contentReader) itemsOf(f Found) []annotation.Item {
	if f.First >= f.End {
		return nil
	}
	return c.r.doc.Blocks[f.First].Items
}

// columns determines the columns of a table of rows, and stores their headings
// in the section: those of the time, the text and the others, in this order.
func (c *contentReader) columns(t *columns, list []block.Entry) {
	head := &list[0]
	if c.stated {
		*t = statedColumns(head, c.r.ctx.Phrases)
	}
	if c.r.doc.Flat { // writers of this module wrote the table
		t.zone = -1
	}
	t.keepActors(list[1:])
	c.sec.Columns = append(c.sec.Columns, cellAt(head, t.time))
	if t.text < len(head.Cells) {
		c.sec.Columns = append(c.sec.Columns, cellAt(head, t.text))
	}
	others := t.rest
	if t.by >= 0 {
		i, _ := slices.BinarySearch(others, t.by)
		others = slices.Insert(slices.Clone(others), i, t.by)
	}
	for _, i := range others {
		c.sec.Columns = append(c.sec.Columns, cellAt(head, i))
	}
}

// tableRow reads a row of a table.
func (c *contentReader) tableRow(tl *incident.Timeline, e *block.Entry, table *columns, above []Row) Row {
	start := e.Start
	if c.r.doc.Flat && len(e.Cells) > 1 {
		start = e.Cells[1].Start
	}
	c.r.place(PlaceEvent, c.n, len(tl.Events), start, e.End)
	text, items := cutCell(e, table.text)
	ev := incident.Event{Text: text}
	if table.by >= 0 {
		ev.By = cellAt(e, table.by)
	}
	for _, k := range table.rest {
		if k >= len(e.Cells) { // the row has fewer cells than the head
			break
		}
		ev.Extra = append(ev.Extra, cellAt(e, k))
	}
	for k := table.width(); k < len(e.Cells); k++ { // after the last heading
		ev.Extra = append(ev.Extra, cellAt(e, k))
	}
	if !c.r.doc.Flat || table.by >= 0 { // in other plain text, a bar at the end must be kept
		ev.Extra = trimExtra(ev.Extra)
	}
	tl.Events = append(tl.Events, ev)
	var last civil.Written
	if n := len(above); n > 0 {
		last = above[n-1].Read.From
	}
	r := Row{Items: append(items, e.Items...), Start: e.Start, given: e.Items != nil}
	if r.Time = table.timeOf(e, last); c.r.doc.Flat {
		r.Time, r.Sign, r.Read = row.CutSign(r.Time)
	} else {
		r.Read, _ = row.ReadAll(r.Time)
	}
	if from := &r.Read.From; table.year != 0 && !from.Date.IsZero() && from.Date.Year == 0 {
		from.Date.Year = table.year
	}
	return r
}

// listRow reads an item or a line. If it begins with a time, cut is the row cut
// after it. A line without a time continues the text of the row above it.
func (c *contentReader) listRow(tl *incident.Timeline, e *block.Entry, cut row.Row, timed bool, rows []Row) []Row {
	r := Row{Start: e.Start, Items: e.Items}
	at, text := 0, e.Markdown
	switch shown, given := annotation.Value(e.Items, annotation.Time); {
	case given:
		r.given = true
		sign, _ := annotation.Value(e.Items, annotation.Sign)
		r.setTime(shown, sign)
	case c.stated:
		at = c.statedTime(&r, text)
		text = text[min(at, len(text)):]
	case timed:
		r.Time, r.Sign, r.Read, at = cut.Time, cut.Sign, cut.Read, cut.Text
		text = cut.TextIn(text)
	case len(tl.Events) > 0 && c.sec.Form == incident.FormParagraphs:
		tl.Events[len(tl.Events)-1].Text += "\n" + c.inline(text)
		return rows
	default:
		r.day, _ = readDateLine(text)
	}
	text, items := cutAnnotation(text)
	if items != nil {
		r.Items = append(items, r.Items...)
	}
	start := e.Start
	switch {
	case c.r.doc.Flat:
		start += at - strings.Count(e.Markdown[:at], `\`)
		text = unguardFlat(&r, text)
	case r.given:
	case strings.HasPrefix(text, "\n"):
		text = c.inline(text)
	default:
		text = row.UnguardText(c.inline(text))
	}
	c.r.place(PlaceEvent, c.n, len(tl.Events), start, e.End)
	tl.Events = append(tl.Events, incident.Event{Text: text})
	return append(rows, r)
}

// setTime sets the time and the sign. If no sign is given, it is cut from the
// time.
func (r *Row) setTime(shown, sign string) {
	if sign == "" {
		r.Time, r.Sign, r.Read = row.CutSign(shown)
		return
	}
	r.Time, r.Sign = shown, sign
	r.Read, _ = row.ReadAll(shown)
}

// statedTime reads the time of a row in a timeline that an annotation
// announces. The annotation may state the sign of all rows. It returns the
// offset at which the text of the row begins.
func (c *contentReader) statedTime(r *Row, md string) (text int) {
	cut := row.CutStated(md)
	shown := markdown.WithoutIsolates(cut.Time)
	sign, named := annotation.Value(c.items, annotation.Sign)
	if !named {
		r.Time, r.Sign, r.Read = row.CutSign(shown)
		return cut.Text
	}
	if r.Time = strings.TrimSuffix(shown, sign); r.Time != shown {
		r.Sign = sign
	}
	r.Read, _ = row.ReadAll(r.Time)
	return cut.Text
}

// unguardFlat removes the guard from the text of a row in plain text if the
// text would be read as part of the time without it.
func unguardFlat(r *Row, text string) string {
	rest := row.UnguardText(text)
	if len(rest) == len(text) || r.Sign != "" {
		return text
	}
	if _, n := row.ReadTime(r.Time + " " + rest); n > len(r.Time) {
		return rest
	}
	return text
}

// rowItems applies the items of an annotation to an event.
func rowItems(e *incident.Event, items []annotation.Item, loc *time.Location) {
	if v, ok := annotation.Value(items, annotation.Milestone); ok {
		m, err := incident.Parse[incident.Milestone](v)
		if err != nil {
			m = incident.Milestone(v)
		}
		e.Milestone = m
	}
	if v, ok := annotation.Value(items, annotation.At); ok {
		e.At = instant(v, loc)
	}
	if v, ok := annotation.Value(items, annotation.Until); ok {
		e.Until = instant(v, loc)
	}
	if v, ok := annotation.Value(items, annotation.Precision); ok {
		if e.Precision = incident.Precision(v); v == annotation.None {
			e.Precision = ""
		}
	}
}

// instant parses the instant in an annotation. It returns the zero time for
// "none" and for invalid instants.
func instant(s string, loc *time.Location) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.In(loc)
}
