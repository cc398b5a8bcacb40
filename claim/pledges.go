package claim

import (
	"github.com/incidentkit/incident/civil"
)

// pledge reads the promise of a sentence: of a further update, or of the
// postmortem.
func (s *scanner) pledge(t *sentence) {
	for k := range t.words {
		if t.words[k].mark {
			continue
		}
		subject, from, next := s.updatePledge(t, k)
		if subject == 0 {
			subject, from, next = s.postmortemPledge(t, k)
		}
		if subject == 0 {
			continue
		}
		c := Claim{Kind: Pledge, Subject: subject, At: civil.Resolution{Kind: civil.Invalid}}
		start, end := t.words[from].i, t.words[next-1].j
		if d, ok := s.findDue(t, next); ok {
			end = d.end
			d.apply(&c)
			s.promise(d)
		} else if d, ok := s.leadingDue(t, from); ok {
			start = d.start
			d.apply(&c)
			s.promise(d)
		}
		s.add(c, start, end)
		return
	}
}

// promise notes where the time of a pledge stands, so that the claim of the
// time has the same instant, and what is no claim of its own is none.
func (s *scanner) promise(d due) { s.promised = append(s.promised, d) }

// updatePledge reads the promise of an update at word k. It returns its first
// word, and the word behind it.
func (s *scanner) updatePledge(t *sentence, k int) (subject Subject, from, next int) {
	switch {
	case t.is(k, pledges.Next):
		// Next update: ...; the next scheduled update will be posted at ...
		j := t.skip(k+1, pledges.NextKinds...)
		if !t.is(j, pledges.NextNouns...) {
			return 0, 0, 0
		}
		j++
		from = k
		if t.is(k-1, pledges.NextOwners...) {
			from--
		}
		switch {
		case t.begins(j, pledges.NextDues) > 0:
			return Update, from, j
		case t.is(j, pledges.NextVerbs...):
			v := t.skip(j+1, pledges.NextEnds...)
			if v > j+1 || t.is(j, pledges.NextIs) && t.is(v, pledges.NextIsDues...) {
				return Update, from, v
			}
			return 0, 0, 0
		case j == len(t.words) || t.words[j].mark:
			return 0, 0, 0
		}
		if _, n := civil.Read(t.text[t.words[j].i:]); n > 0 {
			return Update, from, j
		}
		return 0, 0, 0
	case isNews(t, k):
		return s.newsPledge(t, k)
	case t.is(k, pledges.Update):
		// We will update you at ...
		if t.is(k+1, pledges.UpdateIn...) {
			// We will update in an hour.
			if w := willBefore(t, k, pledges.UpdateInFill); w >= 0 && !t.is(w, pledges.Expect) {
				if _, ok := s.dueAt(t, k+1); ok {
					return Update, w, k + 1
				}
			}
		}
		j := t.skip(k+1, pledges.UpdateWords...)
		if j == k+1 || !t.is(j-1, pledges.UpdateObjects...) {
			return 0, 0, 0
		}
		if w := willBefore(t, k, pledges.UpdateFill); w >= 0 {
			return Update, w, j
		}
		return 0, 0, 0
	}
	if n := t.begins(k, pledges.ReportBack); n > 0 {
		if w := willBefore(t, k, pledges.ReportFill); w >= 0 {
			return Update, w, k + n
		}
	}
	if n := t.begins(k, pledges.KeepUpdated); n > 0 {
		if w := willBefore(t, k, pledges.KeepFill); w >= 0 {
			return Update, w, k + n
		}
	}
	return 0, 0, 0
}

// isNews reports whether word k is what a further message holds, with the words
// that make it one before it.
func isNews(t *sentence, k int) bool {
	switch {
	case t.is(k, pledges.Updates):
		return !t.is(k-1, pledges.NotUpdates...)
	case t.is(k, pledges.Update):
		return t.is(k-1, pledges.UpdateKinds...)
	case t.is(k, pledges.News...):
		return t.is(k-1, pledges.NewsKinds...) || t.is(k-1, pledges.Update) && t.is(k-2, pledges.MoreUpdate)
	}
	return false
}

// newsPledge reads "we will post another update", "further updates will be
// provided", "updates will follow", "more information soon".
func (s *scanner) newsPledge(t *sentence, k int) (subject Subject, from, next int) {
	from = k
	for from > 0 && t.is(from-1, pledges.NewsWords...) {
		from--
	}
	from = t.skip(from, pledges.NewsJoins...)
	j := k + 1
	// "updates and information", "updates on this issue"
	if t.is(j, pledges.NewsOr...) {
		if second := t.skip(j+1, pledges.NewsFurther...); t.is(second, pledges.NewsNouns...) {
			j = second + 1
		}
	}
	switch {
	case t.is(j, pledges.Will...) && (t.is(j+1, pledges.NewsVerbs...) || t.is(j+1, pledges.Be)):
		v := t.skip(j+1, pledges.NewsEnds...)
		if v == j+2 && t.is(j+1, pledges.Be) {
			return 0, 0, 0 // "updates will be rolled back"
		}
		for t.is(v-1, pledges.NewsTails...) {
			v--
		}
		return Update, from, v
	case t.begins(j, pledges.ToFollow) > 0:
		return Update, from, j + t.begins(j, pledges.ToFollow)
	case t.is(j, pledges.Follow) && t.is(k, pledges.Followers...):
		return Update, from, j + 1
	case t.begins(j, pledges.Soon) > 0 && willBefore(t, from, pledges.Giving) < 0:
		if from > 0 && !t.words[from-1].mark {
			return 0, 0, 0
		}
		return Update, from, j
	}
	w := willBefore(t, from, pledges.Giving)
	if w < 0 || from-w < 2 && (!t.is(w, pledges.Expect) || t.is(w-1, pledges.We)) {
		return 0, 0, 0
	}
	return Update, w, j
}

// willBefore returns the first word of "we will" that ends before word k, with
// only the words of fill between; -1 where there is none. "Expect" does as
// well.
func willBefore(t *sentence, k int, fill []string) int {
	k--
	for t.is(k, fill...) {
		k--
	}
	switch {
	case t.is(k, pledges.Will...):
		if t.is(k-1, pledges.WillSubjects...) {
			k--
			for t.is(k-1, pledges.SubjectWords...) {
				k--
			}
		}
		return k
	case t.is(k, pledges.WeWill...):
		return k
	case t.is(k, pledges.Intend...) && t.is(k+1, pledges.To):
		if t.is(k-1, pledges.We) {
			k--
		}
		return k
	case t.is(k, pledges.We) && t.is(k+1, pledges.Intend...) && t.is(k+2, pledges.To):
		return k // where fill has the verb, too
	}
	return -1
}

// postmortemPledge reads the promise of a postmortem at word k.
func (s *scanner) postmortemPledge(t *sentence, k int) (subject Subject, from, next int) {
	n := t.begins(k, pledges.Reviews)
	if n == 0 {
		return 0, 0, 0
	}
	end := k + n
	from = k
	for from > 0 && t.is(from-1, pledges.ReviewWords...) {
		from--
	}
	j := end
	// "about this incident", "for the outage", "with more details": up to the
	// verb.
	for n := 0; n < 10 && j < len(t.words) && !t.is(j, pledges.ReviewBreaks...) || t.is(j, pledges.ReviewFor) && n < 10; n++ {
		j++
	}
	switch {
	case t.is(j, pledges.Will...):
		v := t.skip(j+1, pledges.ReviewEnds...)
		if v == j+1 || v == j+2 && t.is(j+1, pledges.Be) {
			return 0, 0, 0
		}
		for t.is(v-1, pledges.ReviewTails...) {
			v--
		}
		return Postmortem, from, v
	case t.begins(j, pledges.ToFollow) > 0:
		return Postmortem, from, j + t.begins(j, pledges.ToFollow)
	}
	w := willBefore(t, from, pledges.ReviewGiving)
	if w >= 0 && from-w >= 2 {
		return Postmortem, w, end
	}
	if d, ok := s.dueAt(t, end); ok && d.length != (Length{}) && (from == 0 || t.words[from-1].mark) {
		return Postmortem, from, end // "RCA within 3 days"
	}
	if t.is(end, ":") {
		if d, ok := s.dueAt(t, end+1); ok && d.length != (Length{}) {
			return Postmortem, from, end
		}
	}
	return 0, 0, 0
}
