package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
)

// resolve determines the zones, instants and styles of all timelines of a
// document from everything that the document says, and stores them in the
// Timelines of the sections. The argument flat is set for plain text. It
// returns a note for each conclusion that is not stated in the row, in the row
// above, or in the heading or text of the timeline.
func resolve(ctx Context, sections []incident.Section, timelines []Timeline, flat bool) []Note {
	if len(timelines) == 0 {
		return nil
	}
	noZone := ctx.Page == nil
	if noZone {
		ctx.Page = time.UTC
	}
	ev := newEvidence(ctx, sections, timelines)
	ev.noZone = noZone
	var notes []Note
	var above *resolver
	for i := range timelines {
		r := resolver{ev: ev, t: &timelines[i], tl: timelines[i].Section.Timeline, above: above}
		r.resolve()
		above = &r
		notes = append(notes, r.notes...)
		s := style{ctx: &ev.ctx, t: r.t, flat: flat, sec: r.t.Section, tl: r.tl}
		s.find()
	}
	return notes
}

// resolver resolves one timeline.
type resolver struct {
	ev    *evidence
	t     *Timeline
	tl    *incident.Timeline
	above *resolver // resolver of the timeline above; nil if there is none
	depth int       // number of headings under which the day of the rows applies
	notes []Note
	noted []incident.Code // codes of notes that are given once for a timeline

	zoneFromDocument bool // the zone comes from a sentence elsewhere in the document

	checked string // label that inForce checked last
}

// noteOnce adds a note about row i, unless a row above has one with its code.
func (r *resolver) noteOnce(code incident.Code, i int, text string) {
	if !slices.Contains(r.noted, code) {
		r.noted = append(r.noted, code)
		r.note(code, i, text)
	}
}

// note adds a note about row i.
func (r *resolver) note(code incident.Code, i int, text string) {
	path := "postmortem.sections[" + strconv.Itoa(r.t.Index) + "].timeline.events[" + strconv.Itoa(i) + "]"
	r.notes = append(r.notes, Note{path, code, r.t.Rows[i].Start, text})
}

func (r *resolver) resolve() {
	named := r.findZone()
	page := r.ev.ctx.Page

	// The day of rows without a date: that of the annotation, or else the
	// one for which the document has evidence.
	clock := Clock{Page: page, Zone: r.tl.Zone, Near: r.ev.near, Last: r.ev.ctx.Last, TwelveHour: TwelveHour(r.t.Rows)}
	var stated bool
	if clock.Day, stated = r.t.statedDay(); stated {
		if clock.Day.IsZero() {
			clock.Near = time.Time{}
		}
	} else if r.needsDay() {
		clock.Day, r.depth = r.ev.dayOf(r.t)
		if year := r.ev.documentYear(); clock.Day.IsZero() && clock.Near.IsZero() && year != 0 {
			clock.Near, clock.yearOnly = noon(civil.Date{Year: year, Month: time.July, Day: 1}), true
		}
	}

	order, above := OrderOf(r.t.Rows), -1
	for k := range r.t.Rows {
		i := order.Index(k)
		row, e := &r.t.Rows[i], &r.tl.Events[i]
		proven := r.ev.order.settle(&row.Read.From)
		r.ev.order.settle(&row.Read.To)
		if day := r.ev.dated(row.day); !row.day.IsZero() && !day.IsZero() {
			clock.begin(day)
		}
		var in Instant
		if !row.Read.IsZero() && !row.given {
			saved := clock
			if in = clock.Resolve(row.Read); k == 0 && !stated && r.continuesAbove(row.Read.From, in.At) {
				// Resolve the first row again, as one below the
				// last row of the timeline above.
				clock = saved
				clock.Set(r.above.last())
				in = clock.Resolve(row.Read)
				clock.Day, in.DateFrom = clock.last.Date, FromDay
			}
		}
		e.At, e.Until = in.At, in.Until
		rowItems(e, row.Items, page)
		switch {
		case row.given:
			r.finishStated(e, row)
		case annotation.Has(row.Items, annotation.At) && !e.At.IsZero():
			clock.Set(e.At)
		case e.At.IsZero() && row.Time != "":
			r.note(NoteUnresolved, i, fmt.Sprintf("%q has no instant; it was kept as written", row.Time))
		case !e.At.IsZero():
			r.conclusions(i, above, in, &clock, stated, proven)
		}
		if _, ok := annotation.Value(row.Items, annotation.Precision); !ok && !e.At.IsZero() && !row.Read.IsZero() {
			switch {
			case !row.Read.From.HasTime:
				e.Precision = incident.PrecisionDay
			case row.Read.About:
				e.Precision = incident.PrecisionAbout
			}
		}
		above = i
	}
	// If every row carries a label of the page's own zone, the timeline
	// does not need to name it.
	if !named && r.tl.Zone != "" && InForce(r.tl.Zone, page, r.tl.Events) {
		r.tl.Zone = ""
	}
}

// continuesAbove reports whether the rows continue the timeline above as the
// next phase of the same incident, so that the first row, at the instant at, is
// later than that timeline. That is the case if the row has no date and, on the
// day of the document, would have no instant or be before all rows of the
// timeline above.
func (r *resolver) continuesAbove(w civil.Written, at time.Time) bool {
	if r.above == nil || r.t.parent == 0 || r.t.parent != r.above.t.parent || !w.Date.IsZero() || w.HasWeekday {
		return false
	}
	first := firstTimed(r.above.tl.Events)
	if first < 0 {
		return false
	}
	headings, over := r.t.Headings, r.above.t.Headings
	if r.depth > min(len(headings), len(over)) || !slices.Equal(headings[:r.depth], over[:r.depth]) {
		return false // the day applies to this timeline only
	}
	return at.IsZero() || at.Before(r.above.tl.Events[first].At)
}

// last returns the instant of the last row with an instant.
func (r *resolver) last() time.Time {
	for _, e := range slices.Backward(r.tl.Events) {
		if !e.At.IsZero() {
			return e.At
		}
	}
	return time.Time{}
}

// needsDay reports whether a row has no full date.
func (r *resolver) needsDay() bool {
	return slices.ContainsFunc(r.t.Rows, func(row Row) bool { return !row.Read.IsZero() && row.Read.From.Date.Year == 0 })
}

// conclusions adds notes for everything that was concluded about row i, which
// was resolved after row above, or as the first one if that is -1.
func (r *resolver) conclusions(i, above int, in Instant, clock *Clock, stated, proven bool) {
	switch in.DateFrom {
	case FromAbove:
		switch {
		case above >= 0 && in.At.Before(r.tl.Events[above].At):
			r.note(NoteDate, i, "a row without a date is before the row above, and was read on the same day")
		case in.NextDay:
			r.note(NoteDate, i, "a row without a date is hours earlier than the row above, and was read on the next day")
		}
	case FromDay:
		switch {
		case stated:
		case clock.Day.IsZero():
			r.noteOnce(NoteDate, i, "dates without a year were read as near to the rows above")
		default:
			r.noteOnce(NoteDate, i, "rows without a date, or without a year, were read on "+clock.Day.String())
		}
	case FromPage:
		r.noteOnce(NoteDate, i, "rows without a date were read as near to the first update")
	}
	if in.Meridiem {
		r.noteOnce(NoteMeridiem, i, "a time without am or pm was read as the first one after the row above")
	}
	if !proven || in.DateFrom == FromDay && r.ev.assumed {
		why := r.ev.order.why
		if why == "" {
			why = "with the day first"
		}
		r.noteOnce(NoteDayFirst, i, "numeric dates were read "+why)
	}
	switch zone := clock.zoneOf(r.t.Rows[i].Read, in); {
	case in.ZoneFrom == FromAbove:
		r.noteOnce(NoteAssumedZone, i, "rows without a zone were read in "+zone+", the zone of the row above")
	case in.ZoneFrom == FromDay && r.zoneFromDocument:
		r.noteOnce(NoteAssumedZone, i, "rows without a zone were read in "+zone+", which the document names elsewhere")
	case in.ZoneFrom == FromPage && r.ev.noZone && r.t.Rows[i].Read.From.HasTime:
		r.ev.noZone = false // noted once for the document
		r.noteOnce(NoteAssumedZone, i, "no zone is named for the rows, which were read in UTC; set the zone of the page with Zone")
	case in.Kind == civil.Assumed:
		if isAmerican(zone) {
			r.noteOnce(NoteAssumedZone, i, zone+" was read as the zone of the United States, as in RFC 5322")
		} else {
			r.noteOnce(NoteAssumedZone, i, zone+" was read as the zone of the place with that name")
		}
	case in.Kind == civil.Foreign && !r.inForce(zone, in.At):
		r.noteOnce(NoteRowZone, i, zone+" is not in force anywhere on that day; its fixed offset was used")
	}
	switch in.Kind {
	case civil.OffSeason:
		r.noteOnce(NoteRowZone, i, "the written zone is not in force in the page's zone on that day; its fixed offset was used")
	case civil.Gap:
		r.noteOnce(NoteClock, i, "this time was skipped when clocks were put forward; it was read as if they had not been")
	case civil.Overlap:
		if in.Ordered {
			r.noteOnce(NoteClock, i, "this time exists twice, because clocks were put back; the order of the rows decided")
		} else {
			r.noteOnce(NoteClock, i, "this time exists twice, because clocks were put back; the first one was taken")
		}
	}
}

// findZone sets the zone of the timeline. It reports whether the document names
// the zone elsewhere than in the rows.
func (r *resolver) findZone() (named bool) {
	t, tl := r.t, r.tl
	if zone, ok := annotation.Value(t.Items, annotation.Zone); ok {
		tl.HideZone = annotation.Has(t.Items, annotation.Hidden)
		if zone != annotation.Page {
			tl.Zone = zone
		}
		return true
	}
	if tl.Zone = t.named; tl.Zone != "" {
		return true
	}
	if labelled := t.isLabelled(); labelled || t.Stated {
		tl.Zone = ZoneOfRows(t.Rows)
		tl.HideZone = !labelled
		return false
	}
	tl.HideZone = true
	if tl.Zone = cmp.Or(zoneOfSentence(t.Section.After, r.ev.ctx.Phrases), t.Zone); tl.Zone == "" {
		if tl.Zone = r.ev.documentZone(); tl.Zone == "" {
			if r.ev.prose == nil {
				r.ev.prose = ReadProse(r.ev.sections)
			}
			zone := r.ev.prose.ZoneOf(t.Rows)
			if at := r.ev.ctx.Anchor; at.IsZero() || isCloser(t.Rows, at, zone, r.ev.ctx.Page) {
				tl.Zone = zone
			}
		}
		r.zoneFromDocument = tl.Zone != ""
	}
	return false
}

// finishStated completes a row whose instant is stated by the format. The end
// of a period is stated only in the words of the row.
func (r *resolver) finishStated(e *incident.Event, row *Row) {
	page := r.ev.ctx.Page
	if e.At.IsZero() {
		v, _ := annotation.Value(row.Items, annotation.At)
		d, err := civil.ParseDate(v)
		if err != nil {
			return
		}
		e.Precision = incident.PrecisionDay
		own, err := r.tl.Location(page)
		if err != nil {
			own = time.UTC
		}
		if all := civil.Instants(civil.DateTime{Date: d}, own); len(all) > 0 {
			e.At = all[0]
		}
		return
	}
	if to := row.Read.To; !to.IsZero() {
		if own, err := r.tl.Location(page); err == nil && sameClock(e.At, row.Read.From, own) {
			// Rows show no seconds.
			if until := to.ResolveAfter(e.At.Truncate(time.Minute), own).Time; !until.IsZero() {
				e.Until = until.Add(e.At.Sub(e.At.Truncate(time.Minute))).In(page)
			}
			return
		}
		// The end has the same offset as the written time of the row,
		// which follows from the instant.
		utc := civil.TimeOf(e.At, time.UTC)
		offset := (seconds(row.Read.From.Time)-seconds(utc)+36*3600)%86400 - 12*3600
		if until := to.ResolveAfter(e.At, time.FixedZone("", offset)); !until.Time.IsZero() {
			e.Until = until.Time.In(page)
		}
	}
}

// inForce calls the function of that name, once for the first row of each
// label.
func (r *resolver) inForce(label string, at time.Time) bool {
	if label == r.checked {
		return true
	}
	r.checked = label
	return inForce(label, at)
}

// inForce reports whether some zone uses a label at an instant that was read
// with it. Offsets and names of places are always in force.
func inForce(label string, at time.Time) bool {
	if label == "Z" || strings.ContainsAny(label, "/+-0123456789 ") {
		return true
	}
	loc, err := civil.Zone(label)
	if err != nil || loc == time.UTC || strings.Contains(loc.String(), "/") {
		return true
	}
	_, exact, err := civil.Infer([]civil.Stamp{{DateTime: civil.DateTimeOf(at, loc), Zone: label}})
	return err != nil || exact
}

// sameClock reports whether an instant has the written time of day in a zone.
func sameClock(at time.Time, w civil.Written, loc *time.Location) bool {
	clock := civil.TimeOf(at, loc)
	return clock.Hour == w.Time.Hour && clock.Minute == w.Time.Minute
}
