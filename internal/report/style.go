package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/words"
)

// style determines how the rows of a timeline are written: the layout of their
// times and the sign after them. Rows that a writer would write differently
// keep their written form.
type style struct {
	ctx  *Context
	t    *Timeline
	flat bool // the document is plain text
	sec  *incident.Section
	tl   *incident.Timeline
	own  *time.Location // zone of the timeline
	buf  []byte
}

func (s *style) find() {
	var err error
	if s.own, err = s.tl.Location(s.ctx.Page); err != nil {
		s.own = time.UTC
	}
	s.findSign()
	layout, stated := annotation.Value(s.t.Items, annotation.Format)
	s.tl.TimeFormat = layout
	if !stated {
		layout = s.layout()
		if odd := s.mismatches(""); odd < 0 || odd > 0 && odd >= s.mismatches(layout) {
			s.tl.TimeFormat = layout
		}
	}
	labelled := s.keepWritten()
	if _, ok := annotation.Value(s.t.Items, annotation.Zone); !ok && s.tl.Zone == "" && !labelled && !civil.ParseLayout(s.tl.TimeFormat).Zone {
		s.tl.HideZone = true
	}
	s.derive()
}

func (s *style) isTable() bool { return s.sec.Form == incident.FormTable }

// findSign sets the sign to that of the first row with an instant.
func (s *style) findSign() {
	if s.isTable() {
		return
	}
	if sign, ok := annotation.Value(s.t.Items, annotation.Sign); ok {
		s.tl.Mark = sign
		return
	}
	if i := firstTimed(s.tl.Events); i >= 0 {
		s.tl.Mark = s.t.Rows[i].Sign
	}
}

// firstTimed returns the index of the first event with an instant, or -1.
func firstTimed(events []incident.Event) int {
	return slices.IndexFunc(events, func(e incident.Event) bool { return !e.At.IsZero() })
}

// times returns the settings with which writers write the rows in a layout.
// Without a layout, they write the time of day, with the date if the day
// changes.
func (s *style) times(layout string) RowTimes {
	w := RowTimes{Phrases: s.ctx.Phrases, Layout: layout, Own: s.own, Zone: s.own}
	if layout == "" {
		w.Layout, w.Dated = ClockLayout, true
	}
	w.Parts = civil.ParseLayout(w.Layout)
	return w
}

// mismatches returns the number of rows whose times are not written in the
// layout, or -1 if no writer would use the layout.
func (s *style) mismatches(layout string) int {
	if layout == "" && !s.datesRows() {
		return -1
	}
	w := s.times(layout)
	var above time.Time
	n, clocks := 0, 0
	for i := range s.t.Rows {
		e := &s.tl.Events[i]
		if e.At.IsZero() {
			continue
		}
		if s.buf = w.Append(s.buf[:0], e, above); string(s.buf) != s.t.Rows[i].Time {
			n++
		}
		above = e.At.In(s.own)
		if e.Precision != incident.PrecisionDay {
			clocks++
		}
	}
	if layout == "" && clocks == 0 {
		return -1
	}
	return n
}

// datesRows reports whether a writer without a layout would write the date in
// the first row, and the row has one. It would not if all rows are on the day
// of the first update of the page.
func (s *style) datesRows() bool {
	if i := firstTimed(s.tl.Events); i < 0 || s.t.Rows[i].Read.From.Date.IsZero() {
		return false
	}
	if !s.ctx.Undated || s.ctx.Anchor.IsZero() {
		return true
	}
	day := civil.DateOf(s.ctx.Anchor, s.own)
	for i := range s.tl.Events {
		if at := s.tl.Events[i].At; !at.IsZero() && civil.DateOf(at, s.own) != day {
			return true
		}
	}
	return false
}

// layout returns a layout of package time in which the rows are written. If
// they differ only in leading zeros, it is the one without.
func (s *style) layout() string {
	best, may := "", false
	for i := range s.t.Rows {
		r := &s.t.Rows[i]
		if s.tl.Events[i].At.IsZero() || r.Read.IsZero() || r.Read.About && !strings.HasPrefix(r.Time, "~") {
			continue
		}
		// "May" is both the full and the short name of a month.
		inMay := r.Read.From.Date.Month == time.May
		s.buf = appendLayout(s.buf[:0], r)
		switch l := string(s.buf); {
		case l == best:
			may = may && inMay
		case !civil.ParseLayout(l).Hour:
		case best == "" || isPadded(l, best) || may && !inMay:
			best, may = l, inMay
		}
	}
	return cmp.Or(best, ClockLayout)
}

// keepWritten stores the written times of the rows that a writer would write
// differently. It reports whether rows contain the label of the zone because it
// is not elsewhere.
func (s *style) keepWritten() (labelled bool) {
	w := s.times(s.tl.TimeFormat)
	var above time.Time
	each := s.mixesLabels() || s.sec.Heading == "" && !s.isTable()
	for i := range s.t.Rows {
		e, r := &s.tl.Events[i], &s.t.Rows[i]
		if e.At.IsZero() {
			e.Written = r.Time + r.Sign
			continue
		}
		s.buf = w.Append(s.buf[:0], e, above)
		same := string(s.buf) == r.Time
		if each && !same && e.Precision != incident.PrecisionDay {
			w.Labelled = true
			s.buf = w.Append(s.buf[:0], e, above)
			w.Labelled = false
			same = string(s.buf) == r.Time
			labelled = labelled || same
		}
		above = e.At.In(s.own)
		sign := r.Sign
		if s.isTable() && (sign == "" || !s.flat) {
			sign = s.tl.Mark
		}
		if sign != s.tl.Mark || !same {
			e.Written = r.Time + r.Sign
		}
	}
	return labelled
}

// mixesLabels reports whether the label of the zone changes within the
// timeline. Writers then write it in each row.
func (s *style) mixesLabels() bool {
	first := ""
	for i := range s.tl.Events {
		at := s.tl.Events[i].At
		if at.IsZero() {
			continue
		}
		switch label := words.ZoneLabel(at.In(s.own)); {
		case first == "":
			first = label
		case label != first:
			return true
		}
	}
	return false
}

// derive removes from the heading and the columns the parts that writers add:
// the label of the zone, and the usual column headings.
func (s *style) derive() {
	sec, phrases := s.sec, s.ctx.Phrases
	timeWord := phrases.Word(words.Time)
	usual := s.hasUsualColumns()
	if usual && sec.Columns[0] == timeWord {
		sec.Columns = nil
	}
	label := s.label()
	if len(s.tl.Events) == 0 || label == "" || s.tl.HideZone || civil.ParseLayout(s.tl.TimeFormat).Zone || strings.Contains(sec.Body, label) {
		return
	}
	suffix := " (" + label + ")"
	if s.isTable() {
		if usual && sec.Columns != nil && sec.Columns[0] == timeWord+suffix && !strings.Contains(sec.Heading, label) {
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

// hasUsualColumns reports whether the headings of a table, except that of the
// time, are those that writers use if the model names none.
func (s *style) hasUsualColumns() bool {
	columns, phrases := s.sec.Columns, s.ctx.Phrases
	if !s.isTable() || len(columns) < 2 || columns[1] != phrases.Word(words.Event) {
		return false
	}
	by := slices.ContainsFunc(s.tl.Events, func(e incident.Event) bool { return e.By != "" })
	return len(columns) == 2 && !by || len(columns) == 3 && by && columns[2] == phrases.Word(words.Actor)
}

// label returns the label that a writer uses for the zone of the timeline.
func (s *style) label() string {
	_, err := s.tl.Location(s.ctx.Page)
	switch {
	case err != nil:
		return "UTC"
	case s.tl.Zone != "" && !strings.Contains(s.tl.Zone, "/"):
		return s.tl.Zone
	}
	if i := firstTimed(s.tl.Events); i >= 0 {
		return words.ZoneLabel(s.tl.Events[i].At.In(s.own))
	}
	return ""
}
