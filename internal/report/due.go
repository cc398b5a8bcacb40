package report

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
)

// due is the due date of an action that cannot be read by itself: its year or
// the order of its day and month come from elsewhere in the document, or it is
// not a date.
type due struct {
	section, action int
	written         string
	read            civil.Written // zero if it is not a date
	start           int           // offset in the source
}

// due reads the due date of action i of the section. Dates that depend on the
// rest of the document are completed by resolveDues.
func (c *contentReader) due(a *incident.Action, i int, text string, start int) {
	if rest, ok := strings.CutPrefix(text, guard); ok && !readDue(rest).Date.IsZero() {
		a.DueWritten = rest
		return
	}
	read := readDue(text)
	switch {
	case isFull(read):
		if a.Due = read.Date; a.Due.String() != text {
			a.DueWritten = text
		}
	case text != "":
		a.DueWritten = text
		c.r.dues = append(c.r.dues, due{c.n, i, text, read, start})
	}
}

// readDue reads a text that consists of a date. For any other text, the Date of
// the result is zero.
func readDue(text string) civil.Written {
	w, n := civil.ReadDate(text)
	if n != len(text) || w.Date.IsZero() || w.Date.Year != 0 && !w.Date.Valid() {
		return civil.Written{}
	}
	return w
}

// isFull reports whether a due date denotes the same date in any document.
func isFull(w civil.Written) bool { return w.Date.Year != 0 && !w.NumericAmbiguous }

// AppendDue appends the due date of an action as reports show it: as written,
// if every reader would read that date, and as 2006-01-02 otherwise. Text that
// a reader would wrongly take for a date is guarded.
func AppendDue(dst []byte, a *incident.Action) []byte {
	written := markdown.Line(a.DueWritten)
	read := readDue(written)
	switch {
	case a.Due.IsZero() && !read.Date.IsZero():
		return append(append(dst, guard...), written...)
	case a.Due.IsZero() || isFull(read) && read.Date == a.Due:
		return append(dst, written...)
	}
	if b, err := a.Due.AppendText(dst); err == nil {
		return b
	}
	return append(dst, a.Due.String()...) // a date that does not exist
}

// resolveDues completes the due dates: it adds the year that makes a date the
// first one after the incident, or else the closest to another due date, and
// applies the order of day and month. If the document does not decide, the date
// stays as written.
func (r *reader) resolveDues() {
	if len(r.dues) == 0 {
		return
	}
	ev := newEvidence(r.ctx, r.out.Sections, r.timelines)
	var order dateOrder
	var sibling, incidentDay civil.Date
	for i := range r.out.Sections {
		sec := &r.out.Sections[i]
		for j := range sec.Actions {
			a := &sec.Actions[j]
			order.look(readDue(a.DueWritten))
			if sibling.IsZero() {
				sibling = a.Due
			}
		}
		if sec.Timeline != nil && incidentDay.IsZero() {
			if i := firstTimed(sec.Timeline.Events); i >= 0 {
				incidentDay = civil.DateOf(sec.Timeline.Events[i].At, time.UTC)
			}
		}
	}
	if incidentDay.IsZero() {
		incidentDay = ev.documentDay()
	}
	if !order.decided() {
		if !ev.order.decided() {
			ev.lookForOrder()
		}
		order = ev.order
	}
	last := -1 // section of the last note about a text that is not a date
	for k := range r.dues {
		d := &r.dues[k]
		a := &r.out.Sections[d.section].Actions[d.action]
		w := d.read
		ambiguous := w.NumericAmbiguous
		if ambiguous && !order.decided() {
			w = civil.Written{}
		}
		order.settle(&w)
		date, from := w.Date, "the other numeric dates of the document"
		if !date.IsZero() && date.Year == 0 {
			date, from = yearOf(date, incidentDay, sibling)
		}
		switch {
		case date.Valid() && !date.IsZero():
			a.Due, a.DueWritten = date, ""
			r.noteDue(d, fmt.Sprintf("the due date %q was read as %s, judging by %s", d.written, date, from))
		case strings.ContainsFunc(d.written, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }):
			if last != d.section {
				last = d.section
				r.noteDue(d, fmt.Sprintf("the due date %q is not a date; it was kept as written", d.written))
			}
		}
	}
}

// yearOf adds a year to a date. The result is the first such date not before
// the day of the incident or, if that is unknown, the closest to another date.
// It also returns what decided. If neither is known, the date is zero.
func yearOf(date, after, near civil.Date) (civil.Date, string) {
	best, from := civil.Date{}, ""
	switch {
	case !after.IsZero():
		from = "the day of the incident"
		for year := after.Year; year <= after.Year+4 && best.IsZero(); year++ {
			if date.Year = year; date.Valid() && date.Compare(after) >= 0 {
				best = date
			}
		}
	case !near.IsZero():
		from = "the other due dates"
		for year := near.Year - 1; year <= near.Year+1; year++ {
			if date.Year = year; date.Valid() && (best.IsZero() || abs(date.Sub(near)) < abs(best.Sub(near))) {
				best = date
			}
		}
	}
	return best, from
}

func abs(n int) int { return max(n, -n) }

func (r *reader) noteDue(d *due, text string) {
	path := fmt.Sprintf("postmortem.sections[%d].actions[%d].due", d.section, d.action)
	r.out.Notes = append(r.out.Notes, Note{path, NoteDue, d.start, text})
}
