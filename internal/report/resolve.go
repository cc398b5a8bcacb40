package report

import (
	"fmt"
	"strconv"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/row"
)

// Clock resolves the times of one timeline, from its first row to its last. Its
// exported fields are set before the first row.
type Clock struct {
	Page   *time.Location // zone of the page; nil: UTC
	Zone   string         // that the document names for all rows; "": none
	Day    civil.Date     // of rows above the first one with a date; zero: not known
	Anchor time.Time      // an instant that rows without a day are near to; zero: none

	last civil.DateTime // of the row above, in its zone
}

// Instant is what a time of a row came to.
type Instant struct {
	At, Until time.Time  // zero: no instant, no span
	Kind      civil.Kind // how At was found
	Assumed   bool       // the date, or its year, was concluded from something that is not a row
}

// Resolve finds the instants of a row. What is not written is taken from the row
// above, from the day, or from the anchor, in this order.
func (c *Clock) Resolve(t row.Time) (in Instant) {
	w := t.From
	if w.Zone == "" {
		w.Zone = c.Zone
	}
	near := c.Anchor
	switch noDate := w.Date.IsZero() && !w.HasWeekday; {
	case noDate && !c.last.Date.IsZero():
		w.Date = c.last.Date
		if seconds(c.last.Time)-seconds(w.Time) > 12*3600 {
			w.Date = w.Date.AddDays(1)
		}
	case noDate:
		w.Date, in.Assumed = c.Day, true
	case w.Date.Year == 0 && !w.Date.IsZero():
		in.Assumed = true
	}
	if w.Date.Year == 0 && !w.Date.IsZero() {
		switch {
		case !c.last.Date.IsZero():
			near = noon(c.last.Date)
		case c.Day.Year != 0:
			near = noon(c.Day)
		}
	}
	if w.Date.Year == 0 && near.IsZero() {
		in.Kind = civil.Invalid // no day, or no year, is known
		return in
	}
	res := w.Resolve(near, c.Page)
	in.Kind, in.At = res.Kind, res.Time
	if in.At.IsZero() {
		return in
	}
	c.last = civil.DateTimeOf(in.At, in.At.Location())
	if !t.To.IsZero() {
		to := t.To
		if to.Zone == "" {
			to.Zone = w.Zone
		}
		in.Until = to.ResolveAfter(in.At, c.Page).Time
	}
	return in
}

func noon(d civil.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

// Set tells the clock the instant of a row that it need not resolve.
func (c *Clock) Set(at time.Time) {
	loc, err := civil.Zone(c.Zone)
	if err != nil {
		loc = c.Page
	}
	c.last = civil.DateTimeOf(at, loc)
}

func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }

// resolve is the step that finds the instants of all timelines of the document, in
// the light of all evidence.
func (r *reader) resolve() {
	var order figures
	for i := range r.pending {
		for k := range r.pending[i].rows {
			row := &r.pending[i].rows[k]
			order.look(row.Time, row.Read.From)
		}
	}
	for i := range r.pending {
		r.resolveTimeline(&r.pending[i], &order)
	}
}

const dayFirst = "dates in figures were read with the day first"

// resolveTimeline finds the zone, the instants and the style of one timeline.
func (r *reader) resolveTimeline(p *pending, order *figures) {
	sec := &r.out.Sections[p.section]
	tl := sec.Timeline
	named := r.zoneOf(p, sec)
	clock := Clock{Page: r.ctx.Page, Zone: tl.Zone, Anchor: r.ctx.Anchor}
	if clock.Anchor.IsZero() {
		clock.Anchor = r.ctx.Published
	}
	var stated bool
	clock.Day, stated = r.day(p)
	if stated && clock.Day.IsZero() {
		clock.Anchor = time.Time{}
	}
	assumed, figures, foreign := -1, -1, -1
	at := make([]time.Time, len(p.rows))
	for i := range p.rows {
		row, e := &p.rows[i], &tl.Events[i]
		if !order.settle(&row.Read.From) && figures < 0 {
			figures = i
		}
		var in Instant
		if !row.Read.IsZero() && !row.given {
			in = clock.Resolve(row.Read)
		}
		e.At, e.Until = in.At, in.Until
		rowItems(e, row.Items, r.ctx.Page)
		if row.given {
			r.given(e, row, p, tl)
		} else if e.At.IsZero() {
			if row.Time != "" {
				r.note(NoteUnresolved, eventPath(p.section, i), row.Start, fmt.Sprintf("%q is no instant; it was kept as it is written", row.Time))
			}
		} else if comment.Has(row.Items, comment.At) {
			clock.Set(e.At)
		} else if in.Assumed && !stated && assumed < 0 {
			assumed = i
		}
		if _, ok := comment.Value(row.Items, comment.Precision); !ok && !e.At.IsZero() && !row.Read.IsZero() {
			switch {
			case !row.Read.From.HasTime:
				e.Precision = incident.PrecisionDay
			case row.Read.About:
				e.Precision = incident.PrecisionAbout
			}
		}
		if in.Kind == civil.OffSeason && foreign < 0 {
			foreign = i
		}
		at[i] = e.At
	}
	switch {
	case assumed < 0:
	case clock.Day.IsZero():
		r.note(NoteDate, eventPath(p.section, assumed), p.rows[assumed].Start, "rows without a date were read as near to the first update")
	default:
		r.note(NoteDate, eventPath(p.section, assumed), p.rows[assumed].Start, "rows without a date, or without a year, were read on "+clock.Day.String())
	}
	if figures >= 0 {
		r.note(NoteDayFirst, eventPath(p.section, figures), p.rows[figures].Start, dayFirst)
	}
	if foreign >= 0 {
		r.note(NoteRowZone, eventPath(p.section, foreign), p.rows[foreign].Start, "the zone is not in force on that day in the page's zone, and was taken to the letter")
	}
	// Labels of the page's own zone in every row need no name.
	if !named && tl.Zone != "" && InForce(tl.Zone, r.ctx.Page, at) {
		tl.Zone = ""
	}
	s := style{reader: r, p: p, sec: sec, tl: tl}
	s.find()
}

// zoneOf sets the zone of a timeline. It reports whether the document names it.
func (r *reader) zoneOf(p *pending, sec *incident.Section) (named bool) {
	tl := sec.Timeline
	if zone, ok := comment.Value(p.items, comment.Zone); ok {
		tl.HideZone = comment.Has(p.items, comment.Hidden)
		if zone != comment.Page {
			tl.Zone = zone
		}
		return true
	}
	if tl.Zone = ZoneNamed(sec.Heading, sec.Columns, sec.Body, r.ctx.Phrases); tl.Zone != "" {
		return true
	}
	tl.Zone = ZoneOfRows(p.rows)
	labelled := false
	for i := range p.rows {
		labelled = labelled || p.rows[i].Read.From.Zone != ""
	}
	if tl.HideZone = !labelled; tl.HideZone && !p.stated {
		tl.Zone = p.zone
	}
	return false
}

// given finishes a row whose instant the format states: what is left is the end of a
// span, which stands there in words alone.
func (r *reader) given(e *incident.Event, row *Row, p *pending, tl *incident.Timeline) {
	if e.At.IsZero() {
		if v, ok := comment.Value(row.Items, comment.At); ok {
			if d, err := civil.ParseDate(v); err == nil {
				e.Precision = incident.PrecisionDay
				own, err := tl.Location(r.ctx.Page)
				if err != nil {
					own = time.UTC
				}
				if all := civil.Instants(civil.DateTime{Date: d}, own); len(all) > 0 {
					e.At = all[0]
				}
			}
		}
		return
	}
	if to := row.Read.To; !to.IsZero() {
		// The clock of the row tells the offset that its end is written with.
		utc := civil.TimeOf(e.At, time.UTC)
		offset := (seconds(row.Read.From.Time)-seconds(utc)+36*3600)%86400 - 12*3600
		if until := to.ResolveAfter(e.At, time.FixedZone("", offset)); !until.Time.IsZero() {
			e.Until = until.Time.In(r.ctx.Page)
		}
	}
}

func eventPath(section, event int) string {
	return "postmortem.sections[" + strconv.Itoa(section) + "].timeline.events[" + strconv.Itoa(event) + "]"
}
