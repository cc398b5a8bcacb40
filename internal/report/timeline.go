package report

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/row"
)

// Row is a row of a timeline before its time is resolved.
type Row struct {
	Time, Sign string            // as they are written
	Items      []annotation.Item // what is stated about the row
	Read       row.Time          // of Time; zero: it is no time
	Start      int               // in the source
	given      bool              // the format itself said what the time is
}

// Timeline is a timeline whose times are not resolved yet, because any part of
// the document may hold evidence.
type Timeline struct {
	// Section is the section that the timeline is in. Its Timeline has an event
	// for each row.
	Section  *incident.Section
	Index    int // of the section
	Rows     []Row
	Items    []annotation.Item // of the annotation above it
	Stated   bool              // an annotation says that it is one
	Headings []string          // that the section lies under, its own the last
	Zone     string            // that those headings, or the text below them, name
	under    int               // the heading of a timeline that the section lies under, by its number
}

// statedDay returns the day that an annotation says. It is zero where the
// annotation says that there is none.
func (t *Timeline) statedDay() (d civil.Date, ok bool) {
	v, ok := annotation.Value(t.Items, annotation.Day)
	if !ok || v == annotation.None {
		return d, ok
	}
	d, err := civil.ParseDate(v)
	return d, err == nil
}

// timeline reads the rows of a timeline. Their times are resolved later.
func (c *contentReader) timeline(f Found) {
	list, form := c.entries(f)
	c.sec.Form = form
	tl := &incident.Timeline{}
	c.sec.Timeline = tl
	items := append(c.items[:len(c.items):len(c.items)], c.itemsOf(f)...)
	t := Timeline{Index: c.n, Items: items, Stated: c.stated, Headings: append([]string(nil), c.r.headings...), Zone: c.r.zoneAbove(), under: c.r.under.number()}
	var table columns
	if form == incident.FormTable && len(list) > 0 {
		table = c.columns(list)
		list = list[1:]
	}
	t.Rows = make([]Row, 0, len(list))
	tl.Events = make([]incident.Event, 0, len(list))
	for i := range list {
		if form == incident.FormTable {
			t.Rows = append(t.Rows, c.tableRow(tl, &list[i], &table, t.Rows))
		} else {
			t.Rows = c.listRow(tl, &list[i], t.Rows, form)
		}
	}
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Read.IsZero() {
			r.Read, _ = row.ReadAll(r.Time)
		}
	}
	c.r.timelines = append(c.r.timelines, t)
}

// itemsOf returns what the format says of the block of a content.
func (c *contentReader) itemsOf(f Found) []annotation.Item {
	if f.First >= f.End {
		return nil
	}
	return c.r.doc.Blocks[f.First].Items
}

// columns finds the columns of a table of rows, and names those of the section:
// the time, the text and the others, in this order.
func (c *contentReader) columns(list []block.Entry) columns {
	head := &list[0]
	t := columns{time: -1}
	if !c.stated {
		t = timeColumns(head, c.r.ctx.Phrases)
	}
	if c.r.doc.Flat { // the table is one that we write
		t.zone = -1
	}
	if t.time < 0 {
		t = statedColumns(head, c.r.ctx.Phrases)
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
	return t
}

// tableRow reads a line of a table.
func (c *contentReader) tableRow(tl *incident.Timeline, e *block.Entry, table *columns, above []Row) Row {
	start := e.Start
	if c.r.doc.Flat && len(e.Cells) > 1 {
		start = e.Cells[1].Start
	}
	c.r.place(PlaceEvent, c.n, len(tl.Events), start, e.End)
	text, items := c.cell(e, table.text)
	ev := incident.Event{Text: text}
	if table.by >= 0 {
		ev.By = cellAt(e, table.by)
	}
	for _, k := range table.rest {
		if k < len(e.Cells) || !c.r.doc.Flat {
			ev.Extra = append(ev.Extra, cellAt(e, k))
		}
	}
	for k := table.width(); k < len(e.Cells); k++ { // behind the last heading
		ev.Extra = append(ev.Extra, cellAt(e, k))
	}
	if !c.r.doc.Flat || table.by >= 0 { // in other plain text, a bar at the end has to come back
		ev.Extra = trimExtra(ev.Extra)
	}
	tl.Events = append(tl.Events, ev)
	var last civil.Written
	if n := len(above); n > 0 && table.date >= 0 {
		if above[n-1].Read.IsZero() {
			above[n-1].Read, _ = row.ReadAll(above[n-1].Time)
		}
		last = above[n-1].Read.From
	}
	r := Row{Time: table.timeOf(e, last), Items: append(items, e.Items...), Start: e.Start, given: e.Items != nil}
	if c.r.doc.Flat {
		r.Time, r.Sign = row.CutSign(r.Time)
	}
	if table.year != 0 {
		r.Read, _ = row.ReadAll(r.Time)
		if !r.Read.From.Date.IsZero() && r.Read.From.Date.Year == 0 {
			r.Read.From.Date.Year = table.year
		}
	}
	return r
}

// listRow reads an item or a line. A line that begins with no time carries on
// the text of the row above it.
func (c *contentReader) listRow(tl *incident.Timeline, e *block.Entry, rows []Row, form incident.Form) []Row {
	md := e.Markdown
	r := Row{Start: e.Start, Items: e.Items}
	at, rest := 0, md // of the text
	if shown, ok := annotation.Value(e.Items, annotation.Time); ok {
		r.Time, r.given = shown, true
		sign, named := annotation.Value(e.Items, annotation.Sign)
		if r.Sign = sign; !named || sign == "" {
			r.Time, r.Sign = row.CutSign(shown)
		}
	} else if c.stated {
		cut := row.CutStated(md)
		at, rest = cut.Text, md[min(cut.Text, len(md)):]
		sign, named := annotation.Value(c.items, annotation.Sign)
		r.Time, r.Sign = cutStatedSign(cut.Time, sign, named)
	} else if cut, ok := row.Cut(md); ok {
		r.Time, r.Sign, r.Read, at = cut.Time, cut.Sign, cut.Read, cut.Text
		rest = cut.TextIn(md)
	} else if n := len(tl.Events); n > 0 && form == incident.FormParagraphs {
		tl.Events[n-1].Text += "\n" + c.inline(md)
		return rows
	}
	rest, items := cutAnnotation(rest)
	if items != nil {
		r.Items = append(items, r.Items...)
	}
	start := e.Start
	if c.r.doc.Flat {
		start += at - strings.Count(md[:at], `\`)
		rest = c.unguardFlat(&r, rest)
	} else if !r.given {
		own := strings.HasPrefix(rest, "\n")
		if rest = c.inline(rest); !own {
			rest = row.UnguardText(rest)
		}
	}
	c.r.place(PlaceEvent, c.n, len(tl.Events), start, e.End)
	tl.Events = append(tl.Events, incident.Event{Text: rest})
	return append(rows, r)
}

// unguardFlat takes the guard off the text of a row in plain text, where it
// would be read as more of the time without it.
func (c *contentReader) unguardFlat(r *Row, text string) string {
	rest := row.UnguardText(text)
	if len(rest) == len(text) || r.Sign != "" {
		return text
	}
	if _, n := row.ReadTime(r.Time + " " + rest); n > len(r.Time) {
		return rest
	}
	return text
}

// cutStatedSign takes the sign off what stands before the text of a row: the
// one that the annotation names, or one that is known.
func cutStatedSign(text, sign string, named bool) (time, rest string) {
	if !named {
		return row.CutSign(text)
	}
	if time, ok := strings.CutSuffix(text, sign); ok {
		return time, sign
	}
	return text, ""
}

// rowItems takes over what is stated about a row.
func rowItems(e *incident.Event, items []annotation.Item, loc *time.Location) {
	if v, ok := annotation.Value(items, annotation.Milestone); ok {
		m, err := incident.ParseMilestone(v)
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

// instant reads the instant of an annotation. "none" and what cannot be read
// are none.
func instant(s string, loc *time.Location) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.In(loc)
}
