package claim

import (
	"cmp"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Promises returns the ledger of an incident: the promises of its updates, in
// their order, then the actions with a due date, then the obligations of o,
// each with its [State]. A promise that an update makes both in its body and as
// NextUpdate is listed once.
//
//   - The promise of an update is kept by the first later update that counts
//     (see [Mode]), if that is posted by the due time plus the grace.
//   - The promise of a postmortem is kept by the publication of
//     [incident.Incident.Postmortem].
//   - An action is kept if its State is done, whenever it was done.
//   - A promise is superseded if, before it is due, a later update that does
//     not keep it names another time.
//
// Times without a date are the first ones at or after the post. Retracted
// updates promise nothing and keep nothing. A nil incident has no promises.
func Promises(inc *incident.Incident, o Options) []Promise {
	if inc == nil {
		return nil
	}
	r := bodyReader{loc: location(inc.Page)}
	r.updates(inc)
	return promises(inc, r.out, o)
}

// promises makes the ledger from the claims of the updates, which come first in
// claims.
func promises(inc *incident.Incident, claims []Claim, o Options) []Promise {
	if inc == nil {
		return nil
	}
	l := ledger{inc: inc, o: o, loc: location(inc.Page), now: o.Now, claims: claims}
	l.updates = inc.Updates
	if pm := inc.Postmortem; pm.Published() && (o.Now.IsZero() || !pm.PublishedAt.After(o.Now)) {
		l.published = pm.PublishedAt
	}
	if !o.Now.IsZero() {
		n := len(l.updates)
		for n > 0 && l.updates[n-1].At.After(o.Now) {
			n--
		}
		l.updates = l.updates[:n]
	} else {
		l.now = l.published
		for i := range l.updates {
			if !l.updates[i].Retracted() && l.updates[i].At.After(l.now) {
				l.now = l.updates[i].At
			}
		}
	}
	l.counts = make([]bool, len(l.updates))
	if o.Mode == Substantive {
		l.counts = substantive(l.updates, o.Boilerplate)
	} else {
		for i := range l.counts {
			l.counts[i] = !l.updates[i].Retracted()
		}
	}
	l.next = nextTrue(l.counts)
	for i := range l.updates {
		if !l.updates[i].Retracted() {
			l.update(i)
		}
	}
	l.judge()
	l.actions()
	l.obligations()
	return l.out
}

type ledger struct {
	inc       *incident.Incident
	o         Options
	loc       *time.Location
	now       time.Time
	updates   []incident.Update
	published time.Time
	counts    []bool  // whether each update counts, see [Mode]
	next      []int   // for each update, the first later one that counts, or len(updates)
	claims    []Claim // remaining claims, of updates and others
	out       []Promise
}

// nextTrue returns, for each i, the first j > i for which set is true, or
// len(set).
func nextTrue(set []bool) []int {
	next := make([]int, len(set))
	j := len(set)
	for i := len(set) - 1; i >= 0; i-- {
		next[i] = j
		if set[i] {
			j = i
		}
	}
	return next
}

// update adds the promises of update i.
func (l *ledger) update(i int) {
	u := &l.updates[i]
	from := len(l.out)
	path := at("updates", i) + ".body"
	for ; len(l.claims) > 0 && l.claims[0].Path == path; l.claims = l.claims[1:] {
		c := &l.claims[0]
		if c.Kind != Pledge {
			continue
		}
		p := Promise{
			Subject: c.Subject, Path: path, Start: c.Start, End: c.End, Text: c.Text,
			Update: i, Made: u.At, At: c.At, Length: c.Length, By: -1,
		}
		named := !c.Written.IsZero() || !c.Length.IsZero() || c.At.Kind != civil.Invalid
		if !c.Length.IsZero() && !u.At.IsZero() {
			p.At = civil.Resolution{Time: l.o.Calendar.Deadline(u.At, c.Length, l.loc)}
		}
		p.Due = p.At.Time
		switch {
		case !named:
		case p.Due.IsZero() || !p.Due.After(p.Made) && !sameMinute(p.Due, p.Made):
			p.State = Void
		default:
			p.State = Pending
		}
		if !slices.ContainsFunc(l.out[from:], func(q Promise) bool {
			return q.Subject == p.Subject && q.Due.Equal(p.Due) && q.State == p.State && p.State != Void
		}) {
			l.out = append(l.out, p)
		}
	}
	if u.NextUpdate.IsZero() {
		return
	}
	for k := from; k < len(l.out); k++ {
		if p := &l.out[k]; p.Subject == Update && p.State == Pending && sameMinute(p.Due, u.NextUpdate) {
			p.Stated = true
			return
		}
	}
	p := Promise{
		Subject: Update, Path: at("updates", i) + ".next_update", Update: i, Stated: true, Made: u.At,
		Due: u.NextUpdate, At: civil.Resolution{Time: u.NextUpdate}, State: Pending, By: -1,
	}
	if !p.Due.After(p.Made) {
		p.State = Void
	}
	l.out = append(l.out, p)
}

func sameMinute(a, b time.Time) bool {
	return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// judge determines the states of the promises of updates.
func (l *ledger) judge() {
	// The promises are judged from the last to the first, so that the
	// successor of each is known: the first promise of a later update about
	// the same subject with another due time.
	successor := make([]*Promise, len(l.out))
	none := len(l.out)
	// By subject: the first promise of the current update, and of the next
	// update that has one.
	current, later := [3]int{none, none, none}, [3]int{none, none, none}
	for k := len(l.out) - 1; k >= 0; k-- {
		p := &l.out[k]
		if p.State != Pending {
			continue
		}
		if i := current[p.Subject]; i < none && l.out[i].Update != p.Update {
			later[p.Subject] = i
		}
		current[p.Subject] = k
		if n := later[p.Subject]; n < none {
			if successor[k] = &l.out[n]; successor[k].Due.Equal(p.Due) {
				successor[k] = successor[n]
			}
		}
		met := l.now
		var grace time.Duration
		if p.Subject == Update {
			grace = l.o.grace()
			if j := l.next[p.Update]; j < len(l.updates) {
				p.By, p.Met = j, l.updates[j].At
			}
		} else {
			p.Met = l.published
			if p.Met.Before(p.Made) {
				p.Met = time.Time{} // a postmortem from before the promise is another one
			}
		}
		if !p.Met.IsZero() {
			met = p.Met
		}
		late := met.Sub(p.Due)
		next := successor[k]
		switch {
		case next != nil && !next.Made.After(p.Due) && (p.Met.IsZero() || p.Met.After(next.Made)):
			p.State = Superseded
			p.By, p.Met, late = next.Update, time.Time{}, 0
		case p.Met.IsZero() && late > grace:
			p.State = Overdue
		case p.Met.IsZero():
			late = 0
		case late > grace:
			p.State = Missed
		default:
			p.State = Kept
		}
		p.Late = late
		if p.Subject == Postmortem && late > 0 {
			p.LateDays = l.lateDays(p.Due, met)
		}
	}
}

// lateDays returns the number of business days since the last day that was in
// time.
func (l *ledger) lateDays(due, met time.Time) int {
	return l.o.Calendar.BusinessDays(civil.DateOf(due.Add(-1), l.loc), civil.DateOf(met, l.loc))
}

// actions adds the actions of the postmortem that have a due date.
func (l *ledger) actions() {
	pm := l.inc.Postmortem
	if pm == nil || !l.o.Now.IsZero() && pm.PublishedAt.After(l.o.Now) {
		return
	}
	for i := range pm.Sections {
		for j := range pm.Sections[i].Actions {
			a := &pm.Sections[i].Actions[j]
			if a.Due.IsZero() {
				continue
			}
			p := Promise{
				Subject: Action, Path: "postmortem." + at("sections", i) + "." + at("actions", j) + ".due",
				Update: -1, By: -1, Made: pm.PublishedAt, State: Pending,
			}
			if a.Due.Valid() {
				p.Due = dayEnd(a.Due, l.loc)
			}
			p.At = civil.Resolution{Time: p.Due}
			switch {
			case p.Due.IsZero():
				p.At.Kind, p.State = civil.Invalid, Void
			case a.State == incident.ActionDone:
				p.State = Kept
			case a.State == incident.ActionDropped:
				p.State = Void
			case l.now.After(p.Due):
				p.State, p.Late = Overdue, l.now.Sub(p.Due)
				p.LateDays = l.lateDays(p.Due, l.now)
			}
			l.out = append(l.out, p)
		}
	}
}

// obligations adds the obligations whose milestones were reached.
func (l *ledger) obligations() {
	for _, o := range l.o.Obligations {
		from := o.from(l.inc)
		due := o.Deadline(from.At, l.loc, l.o.Calendar)
		if from.At.IsZero() || due.IsZero() || !l.o.Now.IsZero() && from.At.After(l.o.Now) {
			continue
		}
		p := Promise{
			Subject: Notice, Path: from.Path, Text: o.Name, Update: -1, By: -1,
			Made: from.At, Due: due, At: civil.Resolution{Time: due}, Length: o.Within, State: Pending,
		}
		met, _ := l.inc.Milestone(cmp.Or(o.Until, incident.MilestoneNotified))
		if !l.o.Now.IsZero() && met.After(l.o.Now) {
			met = time.Time{}
		}
		late := l.now
		switch {
		case met.IsZero() && l.now.After(due):
			p.State = Overdue
		case met.IsZero():
		case met.After(due):
			p.State, p.Met, late = Missed, met, met
		default:
			p.State, p.Met, late = Kept, met, met
		}
		if p.State != Pending {
			if p.Late = late.Sub(due); p.Late > 0 {
				p.LateDays = l.lateDays(due, late)
			}
		}
		l.out = append(l.out, p)
	}
}

// Due returns the open promises, which are pending or overdue, in the order of
// their due times. Those due at the same instant are in the order of
// [Promises]. Vague and void promises, which have no due time, are left out.
func Due(inc *incident.Incident, o Options) []Promise {
	open := Promises(inc, o)
	open = slices.DeleteFunc(open, func(p Promise) bool { return !p.open() })
	slices.SortStableFunc(open, func(a, b Promise) int { return a.Due.Compare(b.Due) })
	return open
}

// Next returns the first due promise among those that are pending or overdue,
// for example to remind somebody of it. It returns false if there is none.
func Next(promises []Promise) (Promise, bool) {
	var first Promise
	for _, p := range promises {
		if p.open() && (!first.open() || p.Due.Before(first.Due)) {
			first = p
		}
	}
	return first, first.open()
}
