package claim

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// due is when a promise is due, as a sentence says it.
type due struct {
	start, end int // in the plain text
	clock      int // where the time of day or date stands that At is of; -1: relative
	written    civil.Written
	at         civil.Resolution
	length     Length
	least      Length
}

func (d *due) apply(c *Claim) {
	c.Written, c.At, c.Length, c.Least = d.written, d.at, d.length, d.least
}

// findDue finds the first time after word k that a promise can be due at. A
// word that begins a condition ends the search: "as soon as", "once the fix of
// 10:45 is verified".
func (s *scanner) findDue(t *sentence, k int) (due, bool) {
	for n := 0; k < len(t.words) && n < maxDueWords; k, n = k+1, n+1 {
		if d, ok := s.dueAt(t, k); ok {
			return d, true
		}
		if t.is(k, dues.Conditions...) && !s.roughly(t, k) {
			if t.is(k, dues.Every) {
				return s.relative(t, k+1) // the first update is due then
			}
			return due{}, false
		}
		if t.is(k, dues.As) && !t.is(k+1, dues.AsTime...) {
			return due{}, false
		}
	}
	return due{}, false
}

// maxDueWords is how far from its promise a time may stand.
const maxDueWords = 24

// roughly reports whether "about" at word k stands before a time.
func (s *scanner) roughly(t *sentence, k int) bool {
	if !t.is(k, dues.About) {
		return false
	}
	_, ok := s.bareDue(t, k+1)
	return ok
}

// leadingDue reads the time before a promise, where the sentence begins with
// it: "By 10:45 we will post an update".
func (s *scanner) leadingDue(t *sentence, from int) (due, bool) {
	d, ok := s.dueAt(t, 0)
	if !ok || from == 0 {
		return due{}, false
	}
	for k := range t.words {
		if t.words[k].i >= d.end {
			if k = t.skip(k, ","); k == from || k+1 == from && t.is(k, dues.Subjects...) {
				return d, true
			}
			break
		}
	}
	return due{}, false
}

// dueAt reads a time at word k, with the words that make it a deadline before
// it.
func (s *scanner) dueAt(t *sentence, k int) (due, bool) {
	j, within := k, false
	for {
		m := j
		switch {
		case t.is(j, dues.At...):
			within = t.is(j, dues.Within...)
			m = j + 1
		case t.begins(j, dues.NoLater) > 0:
			within = false
			m = j + t.begins(j, dues.NoLater)
		case j > k && t.is(j, dues.Hedges...), t.is(j, dues.Leads...):
			m = j + 1
		case j > k:
			m = j + t.phrase(j, dues.OrBefore)
		}
		if m == j || m-k > 5 {
			break
		}
		j = m
	}
	if j >= len(t.words) {
		return due{}, false
	}
	start := t.words[k].i
	if within {
		if d, ok := s.relative(t, j); ok {
			d.start = start
			return d, true
		}
	}
	d, ok := s.bareDue(t, j)
	if !ok {
		return due{}, false
	}
	// A time that follows nothing must be a clock or a day of its own: "update
	// tomorrow", "update: 10:45".
	d.start = start
	return d, true
}

// bareDue reads a clock, a date or a day at word k.
func (s *scanner) bareDue(t *sentence, k int) (due, bool) {
	if k >= len(t.words) {
		return due{}, false
	}
	i := t.words[k].i
	if d, ok := s.day(t, k); ok {
		return d, true
	}
	w, n := civil.Read(t.text[i:])
	if n == 0 || !s.ends(i, i+n) {
		return due{}, false
	}
	if i > 0 && strings.IndexByte("$#/\\@=+<._%", t.text[i-1]) >= 0 {
		return due{}, false
	}
	d := due{start: i, end: i + n, clock: i, written: w}
	if lead := t.words[k]; t.is(k, words.English().Times.Leads...) {
		d.clock = lead.j + spaces(t.text[lead.j:])
	}
	s.inZone(&d.written)
	if w.HasTime {
		s.dayBehind(t, &d)
		d.at = s.resolve(d.written, true)
		return d, true
	}
	d.clock = -1 // the claim of the date is its first moment, the promise is due at its end
	d.at = s.endOf(d.written)
	return d, true
}

// dayBehind reads the day of "09:00 tomorrow".
func (s *scanner) dayBehind(t *sentence, d *due) {
	if !d.written.Date.IsZero() || s.near.IsZero() {
		return
	}
	for k := range t.words {
		if t.words[k].i < d.end {
			continue
		}
		k = t.skip(k, "(")
		ahead := 0
		switch {
		case t.is(k, dues.Tomorrow):
			ahead = 1
		case !t.is(k, dues.Today, dues.Tonight):
			return
		}
		d.written.Date = civil.DateOf(s.near, s.loc).AddDays(ahead)
		d.end = t.words[k].j
		return
	}
}

// endOf returns the end of a day that has no clock.
func (s *scanner) endOf(w civil.Written) civil.Resolution {
	near := s.near
	if !near.IsZero() {
		// The day of the post itself has not ended yet.
		y, m, d := near.In(s.loc).Date()
		near = time.Date(y, m, d, 0, 0, 0, 0, s.loc)
	}
	first := (&scanner{near: near, loc: s.loc}).resolve(w, true)
	if first.Time.IsZero() {
		return first
	}
	return civil.Resolution{Time: dayEnd(civil.DateOf(first.Time, s.loc), s.loc)}
}

// dayEnd returns the first instant after a day in loc.
func dayEnd(d civil.Date, loc *time.Location) time.Time {
	next := civil.DateTime{Date: d.AddDays(1)}
	if r := civil.Resolve(next, "", loc); !r.Time.IsZero() {
		return r.Time
	}
	return time.Time{}
}

// day reads a day named by its distance: today, tomorrow at 09:00, end of day,
// end of the week.
func (s *scanner) day(t *sentence, k int) (due, bool) {
	ahead, j := -1, k
	switch {
	case t.is(k, dues.Tomorrow):
		ahead, j = 1, k+1
	case t.is(k, dues.Today, dues.Tonight), t.is(k, dues.EndOfDay...):
		ahead, j = 0, k+1
	case t.is(k, dues.Later) && t.is(k+1, dues.Today, dues.Tonight):
		ahead, j = 0, k+2
	default:
		e := t.skip(k, dues.Article)
		if t.is(e, dues.End...) && t.is(e+1, dues.Of) {
			e = t.skip(e+2, dues.EndOf...)
			switch {
			case t.is(e, dues.Day):
				ahead, j = 0, e+1
			case t.is(e, dues.Week):
				ahead, j = s.toSunday(), e+1
			case t.is(e-1, dues.Business):
				ahead, j = 0, e
			case t.is(e, dues.Today):
				ahead, j = 0, e+1
			case t.is(e, dues.Tomorrow):
				ahead, j = 1, e+1
			}
		}
	}
	if ahead < 0 {
		return due{}, false
	}
	if ahead == 0 && t.is(j, dues.Tomorrow) {
		ahead, j = 1, j+1
	} else if ahead == 0 && t.is(j, dues.Today) {
		j++
	} else if on := t.skip(j, dues.On...); ahead == 0 && on < len(t.words) {
		if w, n := civil.ReadDate(t.text[t.words[on].i:]); n > 0 {
			return due{start: t.words[k].i, end: t.words[on].i + n, clock: -1, at: s.endOf(w), written: w}, true
		}
	}
	d := due{start: t.words[k].i, end: t.words[j-1].j, clock: -1, at: civil.Resolution{Kind: civil.Invalid}}
	if s.near.IsZero() {
		return d, true
	}
	date := civil.DateOf(s.near, s.loc).AddDays(ahead)
	if t.is(j, dues.PartsOfDay...) {
		d.end = t.words[j].j
		j++
	}
	m := t.skip(j, dues.AtClock...)
	if m < len(t.words) {
		i := t.words[m].i
		if w, n := civil.ReadTime(t.text[i:]); n > 0 && s.ends(i, i+n) {
			d.clock, d.end = i, i+n
			s.inZone(&w)
			w.Date = date
			d.written, d.at = w, w.ResolveAfter(s.near, s.loc)
			return d, true
		}
	}
	d.at = civil.Resolution{Time: dayEnd(date, s.loc)}
	return d, true
}

func (t *sentence) wordStart(k int) int {
	if k >= len(t.words) {
		return len(t.text)
	}
	return t.words[k].i
}

// toSunday returns the days that are left of the week.
func (s *scanner) toSunday() int {
	return (7 - int(s.near.In(s.loc).Weekday())) % 7
}

// relative reads a length of time at word k, after "in" or "within".
func (s *scanner) relative(t *sentence, k int) (due, bool) {
	k = t.skip(k, dues.Fillers...)
	if k > 0 && t.is(k-1, dues.A) && !t.is(k, dues.Maximum) {
		k--
	}
	i := t.wordStart(k)
	if i == len(t.text) {
		return due{}, false
	}
	l, least, n := readLength(t.text[i:])
	if n == 0 {
		// "in the next hour", "within the hour"
		if !t.is(k-1, dues.Whole...) || !t.is(k, dues.WholeUnits...) {
			return due{}, false
		}
		u, _ := findUnit(t.word(k))
		l, _ = u.times(1)
		n = t.words[k].j - i
	}
	end := i + n
	// "within 30 minutes of resolution" is due from another moment.
	for j := k; j < len(t.words); j++ {
		if t.words[j].i >= end {
			if t.is(j, dues.Since...) && !t.is(j+1, dues.SinceNow...) {
				return due{}, false
			}
			break
		}
	}
	d := due{start: i, end: end, clock: -1, length: l, least: least, at: civil.Resolution{Kind: civil.Invalid}}
	if !s.near.IsZero() {
		if at := (Calendar{}).Deadline(s.near, l, s.loc); !at.IsZero() {
			d.at = civil.Resolution{Time: at}
		}
	}
	return d, true
}
