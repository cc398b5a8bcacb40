package claim

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// due is the time at which a promise is due, as a sentence states it.
type due struct {
	start, end int  // position in the plain text
	clock      int  // position of the time of day of At; -1 if there is none
	silent     bool // the text is not a claim by itself: "in an hour", "on Tuesday"
	written    civil.Written
	at         civil.Resolution
	length     Length
	least      Length
}

func (d *due) apply(c *Claim) {
	c.Written, c.At, c.Length, c.Least = d.written, d.at, d.length, d.least
}

// findDue finds the first time after word k at which a promise can be due. A
// word that begins a condition ends the search: "as soon as", "once the fix of
// 10:45 is verified".
func (t *sentence) findDue(k int) (due, bool) {
	for n := 0; k < len(t.words) && n < maxDueWords; k, n = k+1, n+1 {
		if d, ok := t.dueAt(k); ok {
			return d, true
		}
		switch {
		case t.is(k, dues.Every):
			return t.relative(k + 1) // the first update is due then
		case t.is(k, dues.Conditions...) && !t.roughly(k), t.is(k, dues.As) && !t.is(k+1, dues.AsTime...):
			return t.latest(k + 1)
		}
	}
	return due{}, false
}

// latest finds the time after a condition at which a promise is due in any
// case: "once it is fixed, at the latest at 14:30", "as soon as it is fixed, or
// in an hour".
func (t *sentence) latest(k int) (due, bool) {
	for n := 0; k < len(t.words) && n < maxDueWords; k, n = k+1, n+1 {
		from := k
		switch m := t.begins(k, dues.Latest); {
		case t.begins(k, dues.NoLater) > 0: // dueAt reads it
		case m > 0:
			from = k + m
		case t.is(k, dues.Or) && t.is(k+1, dues.At...):
			from = k + 1
		default:
			continue
		}
		if d, ok := t.dueAt(from); ok {
			return d, true
		}
	}
	return due{}, false
}

// maxDueWords is the maximum number of words between a promise and its time.
const maxDueWords = 24

// roughly reports whether "about" or "for" at word k precedes a time.
func (t *sentence) roughly(k int) bool {
	if !t.is(k, dues.Roughly...) {
		return false
	}
	if t.is(k+1, pledges.Receivers...) {
		return true // "another update for you by 15:00"
	}
	_, ok := t.bareDue(k + 1)
	return ok
}

// leadingDue reads the time of a promise at the start of its sentence: "By
// 10:45 we will post an update".
func (t *sentence) leadingDue(from int) (due, bool) {
	d, ok := t.dueAt(0)
	if !ok || from == 0 {
		return due{}, false
	}
	k := t.skip(t.wordAfter(d.end), ",")
	return d, k == from || k+1 == from && t.is(k, dues.Subjects...)
}

// dueAt reads a time at word k, including the words before it that make it a
// deadline.
func (t *sentence) dueAt(k int) (due, bool) {
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
	if within || j > k && t.is(j-1, dues.Leads...) || t.is(k, dues.At...) && t.intervalAt(j) {
		if d, ok := t.relative(j); ok {
			d.start = start
			return d, true
		}
	}
	d, ok := t.bareDue(j)
	if !ok {
		return due{}, false
	}
	// A time without such a word must be a time of day or a day: "update
	// tomorrow", "update: 10:45".
	d.start = start
	return d, true
}

// intervalAt reports whether "30-minute intervals" is at word k.
func (t *sentence) intervalAt(k int) bool {
	i := t.wordStart(k)
	_, _, n := readLength(t.in.text[i:])
	return n > 0 && t.is(t.wordAfter(i+n), dues.Intervals...)
}

// bareDue reads a time of day, a date, a day or a range at word k. A range and
// a day are due at their ends.
func (t *sentence) bareDue(k int) (due, bool) {
	if k >= len(t.words) || t.words[k].mark && !t.is(k, "(") {
		return due{}, false
	}
	if d, ok := t.endOfDay(k); ok {
		return d, true
	}
	i := t.words[k].i
	if i > 0 && strings.IndexByte("$#/\\@=+<._%", t.in.text[i-1]) >= 0 && !apart(t.in.text, i) {
		return due{}, false
	}
	m, ok := t.in.readMoment(i)
	if !ok || m.open && m.named && !m.weekday && !m.from.HasTime { // "next week"
		return due{}, false
	}
	d := due{start: i, end: m.end, clock: -1}
	if m.open {
		d.silent, d.at.Kind = true, civil.Invalid
		return d, true // the time is not known
	}
	switch {
	case m.span:
		d.written = m.to
		if d.at = t.in.resolve(m.from, true); !d.at.Time.IsZero() {
			d.at = m.to.ResolveAfter(d.at.Time, t.in.loc)
		}
		if !m.to.HasTime {
			d.at = t.in.endOf(m.to)
		}
	case m.from.HasTime:
		d.clock, d.written = i, m.from
		if n := letters(t.in.text[i:]); oneOf(t.in.text[i:i+n], words.English().Times.Leads...) {
			d.clock = i + n + spaces(t.in.text[i+n:])
		}
		d.at = t.in.resolve(m.from, true)
	case t.in.bareHour(i, m.end):
		d.silent, d.at.Kind = true, civil.Invalid // "tonight at 8"
	case m.named && !m.weekday:
		d.silent = true
		d.at = civil.Resolution{Time: dayEnd(m.from.Date, t.in.loc)}
	default:
		d.written, d.silent = m.from, m.weekday || m.from.Date.IsZero()
		d.at = t.in.endOf(m.from)
	}
	return d, true
}

// bareHour reports whether a number is next to a relative day, which may be the
// hour of its time.
func (p *prose) bareHour(i, j int) bool {
	before := strings.TrimRight(p.text[:i], " ")
	j += spaces(p.text[j:])
	j += anyPhrase(p.text[j:], dues.At)
	after := p.text[j+spaces(p.text[j:]):]
	return before != "" && isDigit(before[len(before)-1]) || after != "" && isDigit(after[0])
}

// endOf returns the end of a day without a time.
func (p *prose) endOf(w civil.Written) civil.Resolution {
	near := p.near
	if !near.IsZero() {
		// The day of the post itself has not ended yet.
		near = dayStart(near, p.loc)
	}
	first := (&prose{near: near, loc: p.loc}).resolve(w, true)
	if first.Time.IsZero() {
		return first
	}
	return civil.Resolution{Time: dayEnd(civil.DateOf(first.Time, p.loc), p.loc)}
}

// dayEnd returns the first instant after a day in loc.
func dayEnd(d civil.Date, loc *time.Location) time.Time {
	return civil.Resolve(civil.DateTime{Date: d.AddDays(1)}, "", loc).Time
}

// endOfDay reads the end of a day or a week: "EOD", "the end of the day",
// "close of business on Friday". The end of a working day is 17:00; if that is
// past, or if the text is not about work, the day ends at midnight.
func (t *sentence) endOfDay(k int) (due, bool) {
	ahead, work, j := -1, false, k
	if t.is(k, dues.EndOfWork...) {
		ahead, work, j = 0, true, k+1
	} else if e := t.skip(k, dues.Article); t.is(e, dues.End...) && t.is(e+1, dues.Of) {
		from := e + 2
		e = t.skip(from, dues.EndOf...)
		for i := from; i < e; i++ {
			work = work || t.is(i, dues.Business...)
		}
		switch {
		case t.is(e, dues.Day):
			ahead, j = 0, e+1
		case t.is(e, dues.Week):
			ahead, work, j = t.in.toSunday(), false, e+1
		case t.is(e-1, dues.Business...):
			ahead, j = 0, e
		case t.is(e, dues.Today):
			ahead, j = 0, e+1
		case t.is(e, dues.Tomorrow):
			ahead, j = 1, e+1
		}
	}
	if ahead < 0 {
		return due{}, false
	}
	d := due{start: t.words[k].i, end: t.words[j-1].j, clock: -1, silent: true, at: civil.Resolution{Kind: civil.Invalid}}
	if t.in.near.IsZero() {
		return d, true
	}
	date := civil.DateOf(t.in.near, t.in.loc).AddDays(ahead)
	if t.is(j, dues.Today) {
		d.end = t.words[j].j
	} else if on := t.skip(j, dues.On...); ahead == 0 && on < len(t.words) {
		if m, ok := t.in.readMoment(t.words[on].i); ok && !m.open && !m.span && !m.from.HasTime {
			d.end, d.written = m.end, m.from
			if m.named {
				date = m.from.Date
			} else if end := t.in.endOf(m.from); end.Time.IsZero() {
				d.at = end
				return d, true
			} else {
				date = civil.DateOf(end.Time.Add(-1), t.in.loc)
			}
		}
	}
	d.at = civil.Resolution{Time: dayEnd(date, t.in.loc)}
	if work {
		r := civil.Resolve(civil.DateTime{Date: date, Time: civil.Time{Hour: endOfWork}}, "", t.in.loc)
		if r.Time.After(t.in.near) {
			d.at = r
		}
	}
	return d, true
}

// endOfWork is the hour at which a working day ends.
const endOfWork = 17

func (t *sentence) wordStart(k int) int {
	if k >= len(t.words) {
		return len(t.in.text)
	}
	return t.words[k].i
}

// toSunday returns the number of days left in the week.
func (p *prose) toSunday() int {
	return (7 - int(p.near.In(p.loc).Weekday())) % 7
}

// relative reads a length of time at word k, after "in" or "within".
func (t *sentence) relative(k int) (due, bool) {
	k = t.skip(k, dues.Fillers...)
	if k > 0 && t.is(k-1, dues.A) && !t.is(k, dues.Maximum) {
		k--
	}
	i := t.wordStart(k)
	if i == len(t.in.text) {
		return due{}, false
	}
	l, least, n := readLength(t.in.text[i:])
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
	// "within 30 minutes of resolution" is counted from another instant.
	if j := t.wordAfter(end); t.is(j, dues.Since...) && !t.is(j+1, dues.SinceNow...) {
		return due{}, false
	}
	d := t.in.after(i, end, l)
	d.least = least
	return d, true
}

// after returns the due time that is the given length of time after the body.
func (p *prose) after(start, end int, l Length) due {
	d := due{start: start, end: end, clock: -1, silent: true, length: l, at: civil.Resolution{Kind: civil.Invalid}}
	if !p.near.IsZero() {
		if at := (Calendar{}).Deadline(p.near, l, p.loc); !at.IsZero() {
			d.at = civil.Resolution{Time: at}
		}
	}
	return d
}
