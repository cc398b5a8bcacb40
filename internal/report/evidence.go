package report

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// evidence is everything that a document says about the times of its rows. Most
// of it is looked up only when a row needs it, because nearly all rows are
// complete.
type evidence struct {
	ctx       Context
	sections  []incident.Section
	timelines []Timeline

	noZone bool // the zone of the page is not known

	order   dateOrder // order of day and month in numeric dates
	looked  bool      // the whole document has been searched for the order
	assumed bool      // the order of a date outside the rows is not proven

	zoneKnown bool
	zone      string // zone that a sentence or a field names for the times of the document
	prose     *Prose // times in the texts of the document; nil: not looked for yet

	dayKnown bool
	day      civil.Date // day of the incident according to the document; zero: not known
	firstRow civil.Date // day of the first row with a full date; zero: there is none

	near time.Time // time of the first update of the page, or else of the publication; zero: not known
}

func newEvidence(ctx Context, sections []incident.Section, timelines []Timeline) *evidence {
	ev := &evidence{ctx: ctx, sections: sections, timelines: timelines, near: cmp.Or(ctx.Anchor, ctx.Published)}
	ambiguous := false
	var first civil.Written
	for i := range timelines {
		for k := range timelines[i].Rows {
			w := timelines[i].Rows[k].Read.From
			ev.order.look(w)
			ambiguous = ambiguous || w.NumericAmbiguous
			if first.Date.IsZero() && w.Date.Year != 0 {
				first = w
			}
		}
	}
	if ambiguous && !ev.order.decided() {
		ev.lookForOrder()
	}
	ev.order.settle(&first)
	ev.firstRow = first.Date
	return ev
}

// documentZone returns the zone that the document names for its times in a
// sentence or a field anywhere.
func (ev *evidence) documentZone() string {
	if ev.zoneKnown {
		return ev.zone
	}
	ev.zoneKnown = true
	for i := range ev.sections {
		sec := &ev.sections[i]
		for _, text := range [...]string{sec.Body, sec.After} {
			if ev.zone = zoneOfSentence(text, ev.ctx.Phrases); ev.zone != "" {
				return ev.zone
			}
		}
		for _, f := range sec.Fields {
			if ev.ctx.Phrases.Evidence.IsAboutZone(f.Name) {
				if ev.zone = zoneIn(f.Value); ev.zone != "" {
					return ev.zone
				}
			}
		}
	}
	return ""
}

// documentDay returns the day of the incident according to the document: in the
// title, in a field for it, in a line "Date: ...", in the description of the
// first sections, or in the front matter.
func (ev *evidence) documentDay() civil.Date {
	if !ev.dayKnown {
		ev.dayKnown = true
		ev.day = ev.findDay()
	}
	return ev.day
}

func (ev *evidence) findDay() civil.Date {
	for _, title := range ev.ctx.Titles {
		if d := ev.firstDay(title); !d.IsZero() && !ev.isOtherDay(title) {
			return d
		}
	}
	pm := incident.Postmortem{Sections: ev.sections}
	for _, name := range ev.ctx.Phrases.Evidence.DayFields {
		v, _ := pm.Field(name)
		if d := ev.firstDay(v); !d.IsZero() {
			return d
		}
	}
	for i := range ev.sections { // Markdown has no table without headings, which may be the first field
		if c := ev.sections[i].Columns; len(c) == 2 && ev.ctx.Phrases.Evidence.IsDayField(c[0]) {
			if d := ev.firstDay(c[1]); !d.IsZero() {
				return d
			}
		}
	}
	if d := ev.dayLine(); !d.IsZero() {
		return d
	}
	if d := ev.dayOfProse(); !d.IsZero() {
		return d
	}
	return ev.firstDay(ev.ctx.Date)
}

// isOtherDay reports whether a title says no more than the day of the report:
// "Published March 12, 2024".
func (ev *evidence) isOtherDay(title string) bool {
	for i, c := range title {
		if _, ok := readDateLine(title[i:]); ok && c == ' ' {
			return ev.ctx.Phrases.Evidence.IsOtherDay(strings.Trim(title[:i], " :"))
		}
	}
	return false
}

// documentYear returns the year in the titles, for dates without one, or 0.
func (ev *evidence) documentYear() int { return yearIn(ev.ctx.Titles[0] + " " + ev.ctx.Titles[1]) }

// dayLine returns the day of a line "Date: ..." above all headings, or of a
// heading directly below the title that is a date. A single line is read as
// text rather than as a field.
func (ev *evidence) dayLine() civil.Date {
	for i := range ev.sections {
		sec := &ev.sections[i]
		if sec.Heading != "" {
			if _, ok := readDateLine(sec.Heading); ok && i == 0 && sec.Body == "" && sec.Timeline == nil {
				return ev.firstDay(sec.Heading)
			}
			break
		}
		for line := range strings.SplitSeq(sec.Body, "\n") {
			name, value, ok := strings.Cut(line, ":")
			if ok && len(line) <= 200 && ev.ctx.Phrases.Evidence.IsDayField(strings.Trim(name, "*_> -")) {
				if d := ev.firstDay(value); !d.IsZero() {
					return d
				}
			}
		}
	}
	return civil.Date{}
}

// dayOfProse returns the day in the sections that describe what happened: one
// with which a sentence begins ("On March 5, 2024 the site ..."), or else the
// only one.
func (ev *evidence) dayOfProse() civil.Date {
	var only civil.Date
	several := false
	for i := range ev.sections {
		sec := &ev.sections[i]
		if sec.Heading != "" && sec.Kind != incident.SectionSummary && sec.Kind != incident.SectionImpact {
			continue
		}
		for _, text := range [...]string{sec.Body, sec.After} {
			for line := range strings.SplitSeq(text, "\n") {
				for sentence := range strings.SplitSeq(line, ". ") {
					switch d, more := ev.daysOf(sentence); {
					case d.IsZero():
					case ev.ctx.Phrases.Evidence.LeadsDay(sentence):
						return d
					case !ev.ctx.Phrases.Evidence.NamesOtherDay(sentence):
						several = several || more || !only.IsZero() && d != only
						only = d
					}
				}
			}
		}
	}
	if several {
		return civil.Date{}
	}
	return only
}

// dayOf returns the day of rows that have neither a date nor an annotation with
// the day. Depth is the number of headings under which that day applies. It is
// 0 for the day of the document, and greater than the number of headings for a
// day directly above the rows.
func (ev *evidence) dayOf(t *Timeline) (d civil.Date, depth int) {
	if d := ev.dayAbove(t.Section.Body); !d.IsZero() && ev.isPlausible(d) {
		return d, len(t.Headings) + 1
	}
	for i := len(t.Headings) - 1; i >= 0; i-- {
		if d := ev.dayOfHeading(t.Headings[i]); !d.IsZero() && ev.isPlausible(d) {
			return d, i + 1
		}
	}
	switch d := ev.documentDay(); {
	case d.IsZero():
		return ev.lastDay(t.Section.Body), 0
	case ev.isPlausible(d):
		return d, 0
	}
	return civil.Date{}, 0
}

// isPlausible reports whether a day can be that of the incident of a page: no
// more than two weeks before its first update, and not after the last time of
// the page. The zero day, which is not known, is plausible.
func (ev *evidence) isPlausible(d civil.Date) bool {
	if d.IsZero() || ev.ctx.Anchor.IsZero() {
		return true
	}
	first := civil.DateOf(ev.ctx.Anchor, ev.ctx.Page)
	if d.Compare(first.AddDays(-14)) < 0 {
		return false
	}
	return ev.ctx.Published.IsZero() || d.Compare(civil.DateOf(ev.ctx.Published, ev.ctx.Page)) <= 0
}

// DayOf returns the day on which a reader puts rows of section i without a
// date. It is zero if the document states none; the rows are then on the day of
// the first update.
func DayOf(ctx Context, sections []incident.Section, i int) civil.Date {
	if ctx.Page == nil {
		ctx.Page = time.UTC
	}
	ev := evidence{ctx: ctx, sections: sections, near: ctx.Anchor}
	headings := [...]string{sections[i].Heading}
	t := Timeline{Section: &sections[i], Headings: headings[:]}
	d, _ := ev.dayOf(&t)
	return d
}

// dayAbove returns the day in the last line of a text if that line is a date,
// which applies to the rows below it.
func (ev *evidence) dayAbove(text string) (d civil.Date) {
	text = strings.TrimRight(text, " \t\n")
	if w, ok := readDateLine(text[strings.LastIndexByte(text, '\n')+1:]); ok {
		d = ev.dated(w)
	}
	return d
}

// isBoldLine reports whether a line is in bold as a whole, like the name of a
// phase.
func isBoldLine(line string) bool {
	_, rest, ok := row.CutBold(strings.TrimSpace(line))
	return ok && strings.Trim(rest, ": ") == ""
}

// readDateLine reads the date of a line that consists of a date, possibly
// followed by something in brackets.
func readDateLine(line string) (civil.Written, bool) {
	line = strings.Trim(line, " \t*_#>-:")
	if len(line) > 80 || !strings.ContainsAny(line, "0123456789") {
		return civil.Written{}, false
	}
	w, n := civil.Read(line)
	if n == 0 || w.Date.IsZero() || w.HasTime {
		return civil.Written{}, false
	}
	rest := strings.Trim(line[n:], " \t*_:,")
	return w, rest == "" || rest[0] == '('
}

// dayOfHeading returns the day in a heading. Its year may come from elsewhere
// in the document, and so may the day from which "Wednesday", "Day 2" or "The
// next day" counts.
func (ev *evidence) dayOfHeading(heading string) civil.Date {
	if d := ev.firstDay(heading); !d.IsZero() {
		return d
	}
	w, n := civil.Read(heading)
	if !w.Date.IsZero() {
		return ev.dated(w)
	}
	base := cmp.Or(ev.documentDay(), ev.firstRow)
	days, rest, ok := row.CutDays(heading)
	if w.HasWeekday && !w.HasTime {
		days, rest, ok = (int(w.Weekday)-int(base.Weekday())+7)%7, heading[n:], true
	}
	if base.IsZero() || !ok || rest != "" && strings.IndexByte(" ,:(", rest[0]) < 0 {
		return civil.Date{}
	}
	return base.AddDays(days)
}

// dated completes a date: it applies the document's order of day and month, and
// adds the year that brings the date closest to the known times. The result is
// zero if no time is known.
func (ev *evidence) dated(w civil.Written) civil.Date {
	ev.settle(&w)
	if w.Date.Year != 0 {
		return w.Date
	}
	near := ev.near
	if d := ev.documentDay(); !d.IsZero() {
		near = noon(d)
	}
	if near.IsZero() {
		if w.Date.Year = ev.documentYear(); w.Date.Year == 0 {
			return civil.Date{}
		}
		return w.Date
	}
	w.HasTime = false
	r := w.Resolve(near, time.UTC)
	if r.Time.IsZero() {
		return civil.Date{}
	}
	return civil.DateOf(r.Time, time.UTC)
}

// settle applies the document's order of day and month to a date outside the
// rows.
func (ev *evidence) settle(w *civil.Written) {
	if w.NumericAmbiguous && !ev.order.decided() && !ev.looked {
		ev.lookForOrder()
	}
	ev.assumed = !ev.order.settle(w) || ev.assumed
}

// firstDay returns the first full date of a text.
func (ev *evidence) firstDay(text string) civil.Date {
	first, _ := ev.daysOf(text)
	return first
}

// daysOf returns the first full date of a text, and whether there is another
// one.
func (ev *evidence) daysOf(text string) (first civil.Date, several bool) {
	if !mayNameYear(text) {
		return first, false
	}
	eachDate(text, func(w civil.Written, rest string) bool {
		if w.Date.Year == 0 {
			return true
		}
		ev.settle(&w)
		several = !first.IsZero() && w.Date != first
		if first.IsZero() {
			first = w.Date
		}
		return !several && mayNameYear(rest)
	})
	return first, several
}

// mayNameYear reports whether a text contains the first two digits of a year of
// this century or the last.
func mayNameYear(text string) bool {
	return strings.Contains(text, "20") || strings.Contains(text, "19")
}

// lastDay returns the date in the last line of a text that has one. It ignores
// long lines, which are prose.
func (ev *evidence) lastDay(text string) (d civil.Date) {
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) <= 200 {
			d = cmp.Or(ev.firstDay(line), d)
		}
	}
	return d
}

// eachDate calls visit with the dates of a text, each with the text after it,
// until it returns false.
func eachDate(text string, visit func(w civil.Written, rest string) bool) {
	for i := 0; i < len(text); i++ {
		if i > 0 && isWordByte(text[i-1]) || !isWordByte(text[i]) {
			continue
		}
		w, n := civil.Read(text[i:])
		if n == 0 || w.Date.IsZero() {
			from, _, m := civil.ReadRange(text[i:])
			if m == 0 || from.Date.IsZero() {
				from, m = readDays(text[i:])
			}
			if m == 0 {
				continue
			}
			w, n = from, m
		}
		if w.Date.Year == 0 {
			w.Date.Year = yearAfter(w.Date, text[i+n:])
		}
		if !visit(w, text[i+n:]) {
			return
		}
		i += n - 1
	}
}

// yearAfter returns the year of the first of two dates if only the second one
// has it, as in "March 5-6, 2024", or 0.
func yearAfter(first civil.Date, rest string) int {
	end := afterJoint(rest)
	w, n := civil.ReadDate(end)
	if n == 0 {
		w, _ = civil.ReadDate(first.Month.String() + " " + end)
	}
	if w.Date.Year != 0 && w.Date.Month < first.Month {
		return w.Date.Year - 1
	}
	return w.Date.Year
}

// readDays reads the first of two days in one month: "5-6 March 2024".
func readDays(text string) (first civil.Written, n int) {
	rest := strings.TrimLeft(text, "0123456789")
	if rest == text || rest == "" {
		return first, 0
	}
	day, err := strconv.Atoi(text[:len(text)-len(rest)])
	if err != nil || day == 0 {
		return first, 0
	}
	end := afterJoint(rest)
	w, m := civil.ReadDate(end)
	if m == 0 || day >= w.Date.Day || w.NumericAmbiguous {
		return first, 0
	}
	w.Date.Day = day
	return w, len(text) - len(end) + m
}

// joints are the dashes and words between two dates.
var joints = append([]string{"-", "–", "—", "&", words.English().Times.And}, words.English().Times.To...)

// afterJoint returns the text after a joint, or "".
func afterJoint(text string) string {
	text = strings.TrimLeft(text, " ")
	for _, joint := range joints {
		if end, ok := strings.CutPrefix(text, joint); ok {
			return strings.TrimLeft(end, " ")
		}
	}
	return ""
}
