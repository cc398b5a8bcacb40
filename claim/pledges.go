package claim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/incidentkit/incident/civil"
)

// pledge reads the promise in a sentence: of a further update, or of the
// postmortem.
func (s *scanner) pledge(t *sentence) {
	for k := range t.words {
		if t.words[k].mark {
			continue
		}
		subject, from, next := updatePledge(t, k)
		if subject == 0 {
			subject, from, next = postmortemPledge(t, k)
		}
		if subject == 0 || negated(t, from) || doubted(t, from) || s.quoted(t.words[from].i) {
			continue
		}
		if subject == Update && t.isAnywhere(pledges.Future) {
			return // "in future we will post updates every 15 minutes"
		}
		c := Claim{Kind: Pledge, Subject: subject, At: civil.Resolution{Kind: civil.Invalid}}
		start, end := t.words[from].i, t.words[next-1].j
		if d, ok := t.findDue(next); ok {
			if t.is(t.skip(t.wordAfter(d.end), ","), pledges.Past...) {
				continue // "the next update at 11:00 was missed"
			}
			end = d.end
			d.apply(&c)
			s.promised = append(s.promised, d)
		} else if d, ok := t.leadingDue(from); ok {
			start = d.start
			d.apply(&c)
			s.promised = append(s.promised, d)
		} else if d, ok := t.hourly(from, next); ok {
			end = max(end, d.end)
			d.apply(&c)
		}
		s.add(c, start, end)
		return
	}
}

// negated reports whether a negation precedes word k: "no further updates", "we
// do not expect to post another update".
func negated(t *sentence, k int) bool {
	return t.is(k-1, pledges.Not...) || t.is(k-2, pledges.Not...) && t.is(k-1, pledges.NotAny...)
}

// doubted reports whether words before word k turn the promise there into
// something else: "it is unlikely that we will", "we cannot guarantee that we
// will", "we said that we will".
func doubted(t *sentence, k int) bool {
	k = backTo(t, k-1, pledges.That)
	if !t.is(k, pledges.Thinking...) {
		return t.is(k, pledges.Doubts...)
	}
	return t.has(max(0, k-maxDoubt), k, pledges.Not)
}

// maxDoubt is the maximum number of words between a negation and a verb such as
// "guarantee".
const maxDoubt = 3

// hourly reads an interval in one word: "hourly updates", "updates hourly".
func (t *sentence) hourly(from, next int) (due, bool) {
	for k := from; k <= next+2; k++ { // "updates will be provided | on an hourly basis"
		for _, w := range pledges.Hourly {
			if t.is(k, w.Phrase) {
				return t.in.after(t.words[k].i, t.words[k].j, Length{Time: w.Time}), true
			}
		}
	}
	return due{}, false
}

// updatePledge reads the promise of an update at word k. It returns the index
// of its first word, and of the word after it.
func updatePledge(t *sentence, k int) (subject Subject, from, next int) {
	switch {
	case t.is(k, pledges.Next):
		return nextPledge(t, k)
	case isNews(t, k):
		return newsPledge(t, k)
	case t.is(k, pledges.Update, pledges.Updating):
		return updatingPledge(t, k)
	}
	if n := t.begins(k, pledges.Hear); n > 0 && t.dueFollows(k+n) {
		if w := youWillReceive(t, k+1); w >= 0 {
			return Update, w, k + n
		}
	}
	if n := t.begins(k, pledges.ReportBack); n > 0 && toReaders(t, k+n) {
		if w := willBefore(t, k, pledges.ReportFill); w >= 0 {
			return Update, w, k + n
		}
	}
	if n := t.begins(k, pledges.FollowUp); n > 0 {
		// "We will follow up at 13:15", but not "with the customers at
		// 13:15"
		j := t.skip(k+n, pledges.FollowUpFill...)
		if w := willBefore(t, k, pledges.ReportFill); w >= 0 && t.dueFollows(j) {
			return Update, w, j
		}
	}
	if n := t.begins(k, pledges.CheckBack); n > 0 {
		return checkBack(t, k, k+n)
	}
	if n := t.begins(k, pledges.StayTuned); n > 0 && (k == 0 || t.words[k-1].mark || t.is(k-1, pledges.CheckLeads...) || t.is(k-1, pledges.CheckAfter...)) {
		j := t.skip(k+n, pledges.NewsWords...)
		if isNews(t, j) {
			return Update, k, j + 1
		}
	}
	if n := t.begins(k, pledges.KeepUpdated); n > 0 {
		if w := willBefore(t, k, pledges.KeepFill); w >= 0 {
			return Update, w, k + n
		}
	}
	return 0, 0, 0
}

// nextPledge reads a promise that begins with "next" at word k: "Next update:
// 10:45", "the next scheduled update will be posted at 10:45".
func nextPledge(t *sentence, k int) (subject Subject, from, next int) {
	j := t.skip(k+1, pledges.NextKinds...)
	if !t.is(j, pledges.NextNouns...) {
		return 0, 0, 0
	}
	j++
	from = k
	if t.is(k-1, pledges.NextOwners...) {
		from--
	}
	// "We gave the next update", "we will not give the next update"
	verb := backTo(t, from-1, pledges.Giving)
	if foreign(t, from, j) || t.is(j, ":", "-") && t.begins(j+1, pledges.None) > 0 ||
		t.is(from-1, pledges.NextPast...) || verb < from-1 && t.is(verb, pledges.Not...) {
		return 0, 0, 0
	}
	switch {
	case t.begins(j, pledges.NextDues) > 0:
		return Update, from, j
	case t.is(j, pledges.NextVerbs...):
		v := t.skip(j+1, pledges.NextEnds...)
		if t.is(v-1, pledges.Be, pledges.To) && v > j+1 && !t.dueFollows(v) {
			return 0, 0, 0 // "the next update will be installed"
		}
		if v > j+1 || t.is(j, pledges.NextIs...) && t.dueFollows(v) {
			return Update, from, v
		}
		return 0, 0, 0
	case j == len(t.words):
		return 0, 0, 0
	case t.words[j].mark:
		if _, ok := t.dueAt(j + 1); ok {
			return Update, from, j + 1 // "Next update, 14:00 UTC", "| Next update | 14:00 UTC |"
		}
		return 0, 0, 0
	}
	if _, n := civil.Read(t.in.text[t.words[j].i:]); n > 0 {
		return Update, from, j
	}
	return 0, 0, 0
}

// updatingPledge reads a promise whose verb is "update" at word k: "We will
// update you at 10:45".
func updatingPledge(t *sentence, k int) (subject Subject, from, next int) {
	if t.is(k+1, pledges.UpdateIn...) {
		// We will update in an hour.
		if w := willBefore(t, k, pledges.UpdateInFill); w >= 0 && !t.is(w, pledges.Expect) {
			if _, ok := t.dueAt(k + 1); ok {
				return Update, w, k + 1
			}
		}
	}
	j := t.skip(k+1, pledges.UpdateWords...)
	if j == k+1 || !t.is(j-1, pledges.UpdateObjects...) {
		return 0, 0, 0
	}
	if t.is(j-1, pledges.UpdateThings...) && j < len(t.words) && !t.words[j].mark && !t.is(j, pledges.UpdateAfter...) && !t.dueFollows(j) {
		return 0, 0, 0 // "we will update the page cache"
	}
	if w := willBefore(t, k, pledges.UpdateFill); w >= 0 {
		return Update, w, j
	}
	return 0, 0, 0
}

// toReaders reports whether the message that ends at word k is for readers of
// the page: "an update to customers", but not "an update to the app", "an
// update of the index".
func toReaders(t *sentence, k int) bool {
	if t.is(k, pledges.To) {
		return t.is(t.skip(k+1, pledges.ReaderWords...), pledges.Readers...)
	}
	return !t.is(k, dues.Of)
}

// dueFollows reports whether a time at which a promise can be due is at word k.
func (t *sentence) dueFollows(k int) bool {
	if k == len(t.words) || t.words[k].mark || t.begins(k, pledges.NextDues) > 0 || t.is(k, dues.Every) {
		return true
	}
	_, ok := t.dueAt(k)
	return ok
}

// checkBack reads "check back at 14:30 UTC", which asks the reader to return at
// a time.
func checkBack(t *sentence, k, next int) (subject Subject, from, end int) {
	from = backTo(t, k-1, pledges.CheckLeads) + 1
	if from > 0 && !t.words[from-1].mark && !t.is(from-1, pledges.CheckAfter...) {
		return 0, 0, 0
	}
	if _, ok := t.findDue(next); !ok {
		return 0, 0, 0
	}
	return Update, from, next
}

// isNews reports whether word k, with the words before it, is a noun for a
// further message.
func isNews(t *sentence, k int) bool {
	switch {
	case t.is(k, pledges.Updates):
		return !t.is(k-1, pledges.NotUpdates...)
	case t.is(k, pledges.Update):
		return t.is(k-1, pledges.UpdateKinds...) || (k == 0 || t.words[k-1].mark) && t.begins(k+1, pledges.ToFollow) > 0
	case t.is(k, pledges.News...):
		return t.is(k-1, pledges.NewsKinds...) || t.is(k-1, pledges.Update) && t.is(k-2, pledges.MoreUpdate)
	}
	return false
}

// newsPledge reads "we will post another update", "further updates will be
// provided", "updates will follow", "more information soon".
func newsPledge(t *sentence, k int) (subject Subject, from, next int) {
	// The noun phrase is from word from up to word j: "further updates",
	// "updates and information".
	from = t.skip(backTo(t, k-1, pledges.NewsWords)+1, pledges.NewsJoins...)
	j := k + 1
	others := foreign(t, from, j)
	if t.is(j, pledges.NewsOr...) {
		if second := t.skip(j+1, pledges.NewsKinds...); t.is(second, pledges.Updates) || t.is(second, pledges.News...) {
			j = second + 1
		}
	}
	switch {
	// "updates will be provided"
	case t.is(j, pledges.Will...) && (t.is(j+1, pledges.NewsVerbs...) || t.is(j+1, pledges.Be)):
		v := t.skip(j+1, pledges.NewsEnds...)
		if v == j+2 && t.is(j+1, pledges.Be) {
			return 0, 0, 0 // "updates will be rolled back"
		}
		v = backTo(t, v-1, pledges.NewsTails) + 1
		if others || foreign(t, from, v) {
			return 0, 0, 0
		}
		return Update, from, v
	// "an update is due by 10:45"
	case t.is(j, pledges.NewsIs...) && (t.is(j+1, pledges.Due...) || t.is(j+1, pledges.Planned...) && t.has(from, k, pledges.Another)):
		if others || !t.dueFollows(j+2) && !t.roughly(j+2) {
			return 0, 0, 0
		}
		return Update, from, j + 2
	// "updates to follow", "updates follow"
	case t.begins(j, pledges.ToFollow) > 0:
		return Update, from, j + t.begins(j, pledges.ToFollow)
	case t.is(j, pledges.Follow) && t.is(k, pledges.Followers...):
		return Update, from, j + 1
	// "another update in an hour", "more information soon"
	case fragment(t, from, k, j):
		return Update, from, j
	case t.begins(j, pledges.Soon) > 0 && willBefore(t, from, pledges.Giving) < 0:
		if from > 0 && !t.words[from-1].mark {
			return 0, 0, 0
		}
		return Update, from, j
	}
	// "we will post another update", "you will receive an update", "expect
	// an update": the verb is before the noun.
	w := willBefore(t, from, pledges.Giving)
	if w < 0 {
		w = youWillReceive(t, from)
	}
	if w < 0 || !toReaders(t, j) || from-w < 2 && (!t.is(w, pledges.Expect) || t.is(w-1, pledges.We)) || t.is(w, pledges.Expect) && others {
		return 0, 0, 0
	}
	return Update, w, j
}

// fragment reports whether the news from word from on, whose noun is word k,
// form a sentence without a verb that names a time: "Updates every 30 minutes
// until resolved", "Another update in an hour."
func fragment(t *sentence, from, k, j int) bool {
	if from > 0 && !t.words[from-1].mark || from == k && !t.is(k, pledges.Updates) {
		return false
	}
	d, ok := t.dueAt(j)
	if t.is(j, dues.Every) {
		d, ok = t.relative(j + 1)
	} else if !t.has(from, k, pledges.Another) {
		return false // "Status update: 14:30 UTC"
	}
	if !ok {
		return false
	}
	i := t.wordAfter(d.end)
	return i == len(t.words) || t.words[i].mark || t.is(i, dues.Conditions...) || t.is(i, pledges.FragmentEnds...)
}

// wordAfter returns the index of the first word that begins at byte i or later.
func (t *sentence) wordAfter(i int) int {
	k, _ := slices.BinarySearchFunc(t.words, i, func(w word, i int) int { return cmp.Compare(w.i, i) })
	return k
}

// youWillReceive returns the index of the first word of "you will receive"
// before word k, or -1.
func youWillReceive(t *sentence, k int) int {
	switch {
	case !t.is(k-1, pledges.Receive...):
	case t.is(k-2, pledges.YouWill...):
		return k - 2
	case t.is(k-2, pledges.Will...) && t.is(k-3, pledges.Receivers...):
		return k - 3
	}
	return -1
}

// foreign reports whether the update from word from up to word j is that of
// somebody else: "AWS's next update", "the vendor told us that the next
// update", "the next update from the vendor".
func foreign(t *sentence, from, j int) bool {
	k := from - 1
	if t.is(k, pledges.Others...) || strings.HasSuffix(t.word(k), pledges.Possessive) {
		return true
	}
	// The author is named after it.
	if t.is(j, pledges.By...) {
		o := t.skip(j+1, pledges.SubjectWords...)
		if t.is(o, pledges.Others...) || t.is(j, pledges.FromWhom) && !t.is(o, pledges.Ours...) {
			return true
		}
	}
	if n := t.begins(0, pledges.According); n > 0 && !t.is(n, pledges.Ours...) {
		return true
	}
	// Or somebody else announced it: "AWS expects the next update", "the
	// carrier told us that".
	k = backTo(t, k, pledges.ToldWords)
	if !t.is(k, pledges.Told...) {
		return false
	}
	k = backTo(t, k-1, pledges.ToldFill)
	return k >= 0 && !t.words[k].mark && !t.is(k, pledges.Ours...) && !t.is(k, pledges.Receivers...)
}

// backTo returns the index of the last word up to word k that is not one of
// words.
func backTo(t *sentence, k int, words []string) int {
	for t.is(k, words...) {
		k--
	}
	return k
}

// willBefore returns the index of the first word of "we will" or "expect"
// before word k, with only the words of fill between them, or -1.
func willBefore(t *sentence, k int, fill []string) int {
	k = backTo(t, k-1, fill)
	switch {
	case t.is(k, pledges.Will...):
		return subjectOf(t, k)
	case negated(t, k):
		return -1
	case t.is(k, pledges.WeWill...):
		if t.is(k, pledges.Expect) && k > 0 && !t.words[k-1].mark && !t.is(k-1, pledges.Expecting...) {
			return -1 // "the vendor told us to expect"
		}
		return k
	case t.is(k, pledges.Intend...) && t.is(k+1, pledges.To):
		return subjectOf(t, k)
	case t.is(k, pledges.We) && t.is(k+1, pledges.Intend...) && t.is(k+2, pledges.To):
		return k // fill may contain the verb, too
	}
	return -1
}

// subjectOf returns the index of the first word of the subject that ends before
// the verb at word k. It returns k itself if there is no subject, and -1 if the
// subject is somebody else, as in "the vendor will".
func subjectOf(t *sentence, k int) int {
	w := k
	switch {
	case t.is(k-1, pledges.WeContracted...):
		return k - 1
	case t.is(k-1, pledges.WillSubjects...):
		for k--; t.is(k-1, pledges.SubjectWords...); k-- {
		}
		if t.is(k-1, pledges.Others...) || strings.HasSuffix(t.word(k-1), pledges.Possessive) {
			return -1
		}
		return k
	case k == 0, t.words[k-1].mark, t.is(k-1, pledges.WillJoins...), t.is(k-1, pledges.Are...) && t.is(k-2, pledges.We):
	default:
		return -1
	}
	// In "We look into it and will post an update" the first subject
	// counts.
	for i := max(0, k-maxDueWords); i < k; i++ {
		switch {
		case t.is(i, pledges.We), t.is(i, pledges.WeContracted...), t.is(i, pledges.WillSubjects...):
			return w
		case t.is(i, pledges.Others...):
			return -1
		}
	}
	return w
}

// postmortemPledge reads the promise of a postmortem at word k.
func postmortemPledge(t *sentence, k int) (subject Subject, from, next int) {
	n := t.begins(k, pledges.Reviews)
	if n == 0 {
		return 0, 0, 0
	}
	end := k + n
	from = backTo(t, k-1, pledges.ReviewWords) + 1
	j := end
	// Skip "about this incident", "for the outage", "with more details" up
	// to the verb.
	for n := 0; n < 10 && j < len(t.words) && !t.is(j, pledges.ReviewBreaks...) || t.is(j, pledges.ReviewFor) && n < 10; n++ {
		j++
	}
	switch {
	case t.is(j, pledges.Will...):
		v := t.skip(j+1, pledges.ReviewEnds...)
		if v == j+1 || v == j+2 && t.is(j+1, pledges.Be) {
			return 0, 0, 0
		}
		v = backTo(t, v-1, pledges.NewsTails) + 1
		if foreign(t, from, end) || foreign(t, from, v) {
			return 0, 0, 0
		}
		return Postmortem, from, v
	case t.begins(j, pledges.ToFollow) > 0:
		return Postmortem, from, j + t.begins(j, pledges.ToFollow)
	}
	w := willBefore(t, from, pledges.ReviewGiving)
	if w >= 0 && (from-w >= 2 || t.is(w, pledges.Expect)) && !foreign(t, from, end) {
		return Postmortem, w, end
	}
	due := t.skip(end, ":")
	if d, ok := t.dueAt(due); ok && !d.length.IsZero() && (due > end || from == 0 || t.words[from-1].mark) {
		return Postmortem, from, end // "RCA within 3 days", "RCA: within 3 days"
	}
	return 0, 0, 0
}
