package render

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// This file asks the readers' grammar what it will make of the Markdown: which
// typed content it finds in a section, where it separates the time of a row
// from its text, and which instant it gives to the row.

// grammar simulates a reader of the document, section by section.
type grammar struct {
	page      *time.Location
	hidden    string // zone of the page if no part of it shows the zone; else ""
	lang      *words.Language
	enclosing report.Enclosing
	hint      report.Hint

	sections []incident.Section
	asked    bool          // zoned and prose have been computed
	zoned    bool          // the document names a zone for its times
	prose    *report.Prose // times in the texts of the document
}

// namesZone reports whether the document names a zone for the times of rows.
func (g *grammar) namesZone(rows []report.Row) bool {
	if !g.asked {
		g.asked, g.zoned = true, report.NamesZone(g.sections, g.lang)
		g.prose = report.ReadProse(g.sections)
	}
	return g.zoned || g.prose.ZoneOf(rows) != ""
}

// enter begins a section. It reports whether a reader would take its heading
// for a row of the timeline above it.
func (g *grammar) enter(kind, heading string, level int) (isRow bool) {
	isRow = heading != "" && g.enclosing.IsRow(heading, level)
	g.hint = g.enclosing.Enter(kind, heading, level)
	return isRow
}

// find returns the typed content that a reader would find in a text of the
// section.
func (g *grammar) find(text string) (report.Found, *block.Document) {
	doc, err := block.Markdown(text, 0)
	if err != nil {
		return report.Found{}, nil
	}
	doc = report.Unnest(doc, g.hint, 0, g.lang)
	return report.Find(doc, 0, len(doc.Blocks), g.hint, g.lang), doc
}

// finds reports whether a reader would take part of a text for typed content or
// for headings. It never does for a single line that begins with a letter.
func (g *grammar) finds(text string) bool {
	if text == "" || strings.IndexByte(text, '\n') < 0 && isLetter(text[0]) {
		return false
	}
	f, doc := g.find(text)
	return f.Name != "" || doc != nil && !g.hasHeading() && report.BoldHeadings(doc, 0, 2, g.lang) != doc
}

// hasHeading reports whether a section has a heading.
func (g *grammar) hasHeading() bool {
	return slices.ContainsFunc(g.sections, func(s incident.Section) bool { return s.Heading != "" })
}

// findsOnly reports whether a reader would find exactly the given content
// between the texts before and after. by is the index of the column in a table
// of events that names the actor, or 0.
func (g *grammar) findsOnly(before, content, after, name string, by int) bool {
	if content == "" {
		return false
	}
	text := content
	if before != "" {
		text = before + "\n\n" + text
	}
	from, to := len(text)-len(content), len(text)
	if after != "" {
		text += "\n\n" + after
	}
	f, doc := g.find(text)
	if f.Name != name || f.Line > 0 {
		return false
	}
	blocks := doc.Blocks
	if b := &blocks[f.First]; name == annotation.Timeline && b.Kind == block.Table && !report.HasUsualOrder(doc.Entries(b), by, g.lang) {
		return false
	}
	if name == annotation.Timeline && report.NextDay(doc, f.End, len(blocks), g.hint, g.lang) < len(blocks) {
		return false
	}
	end := blocks[f.End-1].End
	return blocks[f.First].Start == from && end >= to && end <= to+1 && (f.End == len(blocks) || blocks[f.End].Start > to)
}

// timelineReading is a timeline as a reader will see it.
type timelineReading struct {
	grammar *grammar
	plan    *plan.Timeline
	rows    []markdownRow
	read    []report.Row // a row that is not read to its end has no time here
	items   []annotation.Item
}

// annotateTimeline returns the annotations of a timeline, and adds to each row
// the annotations with the facts that a reader would not find in its words.
func (g *grammar) annotateTimeline(s *plan.Section, rows []markdownRow, private bool) []annotation.Item {
	t := timelineReading{grammar: g, plan: &s.Content.Timeline, rows: rows, read: make([]report.Row, len(rows))}
	sign := t.plan.Source.Mark
	if s.Content.Form == incident.FormTable {
		sign = ""
	}
	for i := range rows {
		t.read[i].Time = rows[i].label
		t.read[i].Read, _ = row.ReadAll(strings.TrimSuffix(rows[i].label, sign))
	}
	t.readRows(report.Clock{Page: g.page, Zone: t.readZone(s), TwelveHour: report.TwelveHour(t.read)}, private)
	if len(rows) > 0 && !t.plan.Foreign {
		t.describeLayout(s.Content.Form)
	}
	return t.items
}

func (t *timelineReading) say(name, value string) {
	t.items = append(t.items, annotation.Item{Name: name, Value: value})
}

// readZone returns the zone in which a reader would resolve the rows. If that
// is not the zone of the timeline, it adds an annotation that names it.
func (t *timelineReading) readZone(s *plan.Section) string {
	tl := t.plan.Source
	own := cmp.Or(tl.Zone, t.grammar.hidden)
	heading := ""
	if s.Heading != "" {
		heading = string(s.AppendHeading(nil))
	}
	var columns []string
	if s.Content.Form == incident.FormTable && len(t.rows) > 0 {
		for i := range s.Content.Headings {
			columns = append(columns, strings.TrimSpace(string(s.Content.AppendHeading(nil, i))))
		}
	}
	labelled := false
	for i := range t.rows {
		labelled = labelled || t.read[i].Read.From.Zone != ""
	}
	// A reader takes the zone that the heading, the columns or the body
	// names, or else the label of the rows, unless that is merely the
	// abbreviation in force in the page's zone.
	shown := report.ZoneNamed(heading, columns, s.Body, t.grammar.lang)
	zone := shown
	if zone == "" {
		if zone = report.ZoneOfRows(t.read); zone != "" && report.InForce(zone, t.grammar.page, tl.Events) {
			zone = ""
		}
	}
	if t.plan.Foreign || len(t.rows) == 0 && tl.Zone == "" {
		return zone
	}
	label := t.plan.Lead.Label
	// hidden: a reader will find no place that shows the zone.
	// same: a reader will resolve the rows in the zone of the timeline.
	hidden := shown == "" && !(labelled && (zone != "" || t.plan.Times.Labelled || t.plan.Times.Parts.Zone))
	same := zone == own || tl.Zone == "" && zone == label && report.InForce(zone, t.grammar.page, tl.Events)
	if same && (hidden == tl.HideZone || hidden && label == "") && (shown != "" || labelled || !t.grammar.namesZone(t.read)) {
		return zone
	}
	t.say(annotation.Zone, cmp.Or(markdown.Line(own), annotation.Page))
	if tl.HideZone {
		t.items = append(t.items, annotation.Item{Name: annotation.Hidden, Bare: true})
	}
	return own
}

// readRows simulates reading the rows in order, beginning with the day of the
// first one if no other place states it, and annotates each row that would be
// misread.
func (t *timelineReading) readRows(clock report.Clock, private bool) {
	events, order := t.plan.Source.Events, report.OrderOf(t.read)
	first := 0
	for first < len(events) && events[order.Index(first)].At.IsZero() {
		first++
	}
	none := first == len(events)
	if !none && !t.tellsDay(clock, order) {
		clock.Day = civil.DateOf(events[order.Index(first)].At, t.plan.Lead.Location)
		t.say(annotation.Day, clock.Day.String())
	}
	dayless := false // the clock times have no known instants, whatever a reader might conclude
	for i := range t.rows {
		dayless = dayless || none && !t.read[i].Read.IsZero() && t.read[i].Read.From.Date.Year == 0
	}
	if dayless {
		t.say(annotation.Day, annotation.None)
	}
	for k := range t.rows {
		t.readRow(&clock, order.Index(k), dayless, private)
	}
}

// tellsDay reports whether a reader needs no annotation for the day: the first
// readable row with an instant gives it, and no row goes back in time, which a
// day found elsewhere might explain.
func (t *timelineReading) tellsDay(clock report.Clock, order report.Order) bool {
	var above time.Time
	for k := range t.rows {
		i := order.Index(k)
		if t.read[i].Read.IsZero() {
			continue
		}
		read := clock.Resolve(t.read[i].Read)
		if t.plan.Source.Events[i].At.IsZero() {
			continue
		}
		if above.IsZero() && (read.At.IsZero() || read.DateFrom >= report.FromDay) {
			return false
		}
		if read.DateFrom == report.FromAbove && read.At.Before(above) {
			return false
		}
		above = read.At
	}
	return true
}

func (t *timelineReading) readRow(clock *report.Clock, i int, dayless, private bool) {
	e, written := &t.plan.Source.Events[i], &t.rows[i]
	say := func(name, value string) {
		written.items = append(written.items, annotation.Item{Name: name, Value: value})
	}
	time := t.read[i].Read
	read := report.Instant{Kind: civil.Invalid}
	if !time.IsZero() {
		read = clock.Resolve(time)
	}
	if e.Milestone != "" && !e.Inferred && private {
		say(annotation.Milestone, markdown.Line(string(e.Milestone)))
	}
	// A clock time alone is enough if the reader knows the day.
	found := !read.At.IsZero() || !time.IsZero() && time.From.Date.Year == 0 && !dayless
	figures := time.From.NumericAmbiguous // the document may settle another order of day and month
	if !t.sameTime(read.At, e.At) || figures || e.At.IsZero() && found {
		say(annotation.At, instantOf(e.At))
		if !e.At.IsZero() {
			clock.Set(e.At)
		}
	}
	if !t.sameTime(read.Until, e.Until) {
		say(annotation.Until, instantOf(e.Until))
	}
	precision := incident.Precision("")
	switch {
	case !read.At.IsZero() && !time.From.HasTime:
		precision = incident.PrecisionDay
	case time.About && !read.At.IsZero():
		precision = incident.PrecisionAbout
	}
	if precision != e.Precision {
		value := markdown.Line(string(e.Precision))
		if value == "" {
			value = annotation.None
		}
		say(annotation.Precision, value)
	}
}

// sameTime reports whether two times are the same instant, in the precision of
// the rows.
func (t *timelineReading) sameTime(a, b time.Time) bool {
	if a.IsZero() || b.IsZero() {
		return a.IsZero() && b.IsZero()
	}
	if strings.Contains(t.plan.Times.Layout, "05") {
		return a.Unix() == b.Unix()
	}
	return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// instantOf formats an instant for an annotation.
func instantOf(t time.Time) string {
	if t.IsZero() {
		return annotation.None
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

var (
	// inferable lists the layouts that a reader recognises in any rows.
	inferable = []string{"", "15:04", "3:04 PM", "2006-01-02 15:04", "15:04 MST", "2006-01-02 15:04 MST"}
	// inferableByMonth lists those that it recognises only if a row is in a
	// month whose full name differs from its short form.
	inferableByMonth = []string{"January 2, 2006 3:04 PM", "January 2, 2006, 15:04 MST", "January 2, 2006 15:04"}
)

// describeLayout adds annotations for the layout of the times and the sign
// after them, if a reader would not recognise these.
func (t *timelineReading) describeLayout(form incident.Form) {
	tl := t.plan.Source
	simple, may := !t.plan.Times.Labelled, true // simple: the layout describes every row in full; may: all rows are in May
	for i := range tl.Events {
		e := &tl.Events[i]
		simple = simple && e.Written == "" && !e.At.IsZero() && e.Until.IsZero() && e.Precision == ""
		may = may && e.At.In(t.plan.Lead.Location).Month() == time.May
	}
	known := simple && (slices.Contains(inferable, tl.TimeFormat) || !may && slices.Contains(inferableByMonth, tl.TimeFormat)) &&
		(tl.TimeFormat == "" || !t.plan.Times.Dated)
	if !known {
		t.say(annotation.Format, tl.TimeFormat)
	}
	if form != incident.FormTable && (!known || !row.IsSign(tl.Mark)) {
		t.say(annotation.Sign, tl.Mark)
	}
}
