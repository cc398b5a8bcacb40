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

// A due is the due date of an action that is no date by itself: its year or the
// order of its day and month stand elsewhere in the document, or it is a word.
type due struct {
	section, action int
	written         string
	read            civil.Written // zero: a word
	start           int           // in the source
}

// due reads the due date of action i of the section. What needs the rest of the
// document is read later.
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

// readDue reads a text that is a date and nothing else. Its Date is zero for
// any other text.
func readDue(text string) civil.Written {
	w, n := civil.ReadDate(text)
	if n != len(text) || w.Date.IsZero() || w.Date.Year != 0 && !w.Date.Valid() {
		return civil.Written{}
	}
	return w
}

// isFull reports whether a due date is one date, whatever the document says.
func isFull(w civil.Written) bool { return w.Date.Year != 0 && !w.NumericAmbiguous }

// AppendDue appends the due date of an action as a report shows it: as it was
// written, if that is the same date to every reader. A word that a reader would
// take for a date is guarded.
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

// resolveDues gives the due dates without a year the first such day after the
// incident, or else the one nearest to another due date, and settles the order
// of day and month. A date that the document leaves open, or a word, stays as
// written.
func (r *reader) resolveDues() {
	if len(r.dues) == 0 {
		return
	}
	ev := newEvidence(r.ctx, r.out.Sections, r.timelines)
	var figures figures
	var sibling, incidentDay civil.Date
	for i := range r.out.Sections {
		sec := &r.out.Sections[i]
		for j := range sec.Actions {
			a := &sec.Actions[j]
			figures.look(readDue(a.DueWritten))
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
	if !figures.decided() {
		if !ev.order.decided() {
			ev.lookForOrder()
		}
		figures = ev.order
	}
	words, last := 0, -1
	for k := range r.dues {
		d := &r.dues[k]
		a := &r.out.Sections[d.section].Actions[d.action]
		w := d.read
		ambiguous := w.NumericAmbiguous
		if ambiguous && !figures.decided() {
			w = civil.Written{}
		}
		figures.settle(&w)
		date, from := w.Date, "the dates in figures of the document"
		if !date.IsZero() && date.Year == 0 {
			date, from = yearOf(date, incidentDay, sibling)
		}
		switch {
		case date.Valid() && !date.IsZero():
			a.Due, a.DueWritten = date, ""
			r.noteDue(d, fmt.Sprintf("the due date %q was read as %s, judging by %s", d.written, date, from))
		case strings.ContainsFunc(d.written, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }):
			if words++; last != d.section {
				last = d.section
				r.noteDue(d, fmt.Sprintf("the due date %q is no date; it was kept as it is written", d.written))
			}
		}
	}
}

// yearOf gives a date without a year the year that makes it the first one from
// the day of the incident on, or else the one nearest to another date. It also
// returns what decided. Without either, the date is zero.
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
