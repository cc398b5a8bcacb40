package claim

import (
	"github.com/incidentkit/incident/civil"
)

// pledge reads the promise of a sentence: of a further update, or of the postmortem.
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

// promise notes where the time of a pledge stands, so that the claim of the time has the same instant.
func (s *scanner) promise(d due) {
	if d.clock >= 0 {
		s.promised = append(s.promised, d)
	}
}

// updatePledge reads the promise of an update at word k. It returns its first word, and the word behind it.
func (s *scanner) updatePledge(t *sentence, k int) (subject Subject, from, next int) {
	switch {
	case t.is(k, "next"):
		// Next update: ...; the next scheduled update will be posted at ...
		j := t.skip(k+1, "scheduled", "planned", "regular", "public", "status", "progress", "page")
		if !t.is(j, "update", "communication") {
			return 0, 0, 0
		}
		j++
		from = k
		if t.is(k-1, "our", "the", "your") {
			from--
		}
		switch {
		case t.is(j, ":", "-", "\u2013", "\u2014", "at", "by", "in", "within", "on", "before", "around", "no", "not", "due", "expected", "scheduled", "planned", "tomorrow", "today", "tonight", "later", "eod", "cob", "eta", "approximately", "about", "as", "once", "when", "soon", "shortly", "(", "~"):
			return Update, from, j
		case t.is(j, "end", "close") && t.is(j+1, "of"):
			return Update, from, j
		case t.is(j, "will", "shall", "is", "should", "to", "can"):
			v := t.skip(j+1, "be", "also", "then", "expected", "follow", "come", "to", "posted", "provided", "published", "shared", "sent", "due", "scheduled", "planned", "given", "available", "arrive", "here", "issued", "made", "out", "delivered")
			if v > j+1 || t.is(j, "is") && (t.is(v, "at", "by", "in", "within", "tomorrow", "today")) {
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
	case t.is(k, "update"):
		// We will update you at ...
		j := t.skip(k+1, "you", "everyone", "customers", "users", "this", "the", "our", "status", "page", "again", "here", "accordingly", "further", "incident", "post", "ticket", "with", "more", "information", "details")
		if t.is(k+1, "in", "within", "by", "every") {
			// We will update in an hour.
			if w := willBefore(t, k, "continue", "to", "also", "then"); w >= 0 && !t.is(w, "expect") {
				if _, ok := s.dueAt(t, k+1); ok {
					return Update, w, k + 1
				}
			}
		}
		if j == k+1 || !t.is(j-1, "you", "everyone", "customers", "users", "page", "again", "here", "accordingly", "further", "incident", "post", "information", "details") {
			return 0, 0, 0
		}
		if w := willBefore(t, k, "continue", "to", "also", "keep", "be", "able", "then"); w >= 0 {
			return Update, w, j
		}
	case t.is(k, "report") && t.is(k+1, "back"):
		if w := willBefore(t, k, "to", "also", "then"); w >= 0 {
			return Update, w, k + 2
		}
	case t.is(k, "keep", "keeping") && t.is(k+1, "you") && t.is(k+2, "updated", "informed", "posted"):
		if w := willBefore(t, k, "continue", "to", "also", "be"); w >= 0 {
			return Update, w, k + 3
		}
	}
	return 0, 0, 0
}

// isNews reports whether word k is what a further message holds, with the words that make it one before it.
func isNews(t *sentence, k int) bool {
	switch {
	case t.is(k, "updates"):
		return !t.is(k-1, "software", "security", "firmware", "database", "index", "windows", "product", "recent", "failed", "stale", "dns", "rolling", "batch", "profile", "order", "status")
	case t.is(k, "update"):
		return t.is(k-1, "an", "another", "further", "additional", "a", "this", "status", "progress", "full", "new", "more")
	case t.is(k, "information", "details", "info", "news"):
		return t.is(k-1, "more", "further", "additional", "any") || t.is(k-1, "update") && t.is(k-2, "more")
	}
	return false
}

// newsPledge reads "we will post another update", "further updates will be provided", "updates will follow", "more
// information soon".
func (s *scanner) newsPledge(t *sentence, k int) (subject Subject, from, next int) {
	from = k
	for from > 0 && t.is(from-1, "an", "another", "a", "more", "further", "additional", "status", "progress", "regular", "any", "new", "full", "and", "/", "our", "the", "continued") {
		from--
	}
	for t.is(from, "and", "/") {
		from++
	}
	j := k + 1
	// "updates and information", "updates on this issue"
	if t.is(j, "and", "or") && isNewsNoun(t, t.skip(j+1, "more", "further", "additional")) {
		j = t.skip(j+1, "more", "further", "additional") + 1
	}
	switch {
	case t.is(j, "will", "shall") && (t.is(j+1, "follow", "come", "arrive") || t.is(j+1, "be")):
		v := t.skip(j+1, "be", "also", "then", "follow", "come", "arrive", "posted", "provided", "published", "shared", "sent", "given", "available", "made", "here", "on", "this", "page", "issued", "communicated", "added", "coming", "forthcoming", "to", "you", "the")
		if v == j+2 && t.is(j+1, "be") {
			return 0, 0, 0 // "updates will be rolled back"
		}
		for t.is(v-1, "on", "to", "the", "this") {
			v--
		}
		return Update, from, v
	case t.is(j, "to") && t.is(j+1, "follow", "come"):
		return Update, from, j + 2
	case t.is(j, "follow") && t.is(k, "updates", "details"):
		return Update, from, j + 1
	case (t.is(j, "soon", "shortly", "asap") || t.is(j, "coming") && t.is(j+1, "soon", "shortly")) && willBefore(t, from, giving...) < 0:
		if from > 0 && !t.words[from-1].mark {
			return 0, 0, 0
		}
		return Update, from, j
	}
	w := willBefore(t, from, giving...)
	if w < 0 || from-w < 2 && (!t.is(w, "expect") || t.is(w-1, "we")) {
		return 0, 0, 0
	}
	return Update, w, j
}

func isNewsNoun(t *sentence, k int) bool {
	return t.is(k, "updates", "information", "details", "info", "news")
}

// giving are the words that may stand between "we will" and the update.
var giving = []string{"provide", "post", "share", "send", "give", "publish", "issue", "follow", "up", "with", "you", "continue", "to", "be", "providing", "posting", "sharing", "sending", "also", "then", "here", "have", "make", "bring", "keep", "return", "back", "come", "aim", "our", "customers", "regular"}

// willBefore returns the first word of "we will" that ends before word k, with only the words given between; -1 where
// there is none. "Expect" does as well.
func willBefore(t *sentence, k int, between ...string) int {
	k--
	for t.is(k, between...) && !t.is(k, "will") {
		k--
	}
	switch {
	case t.is(k, "will", "shall"):
		if t.is(k-1, "we", "team", "engineers", "i") {
			k--
			for t.is(k-1, "our", "the", "support", "engineering") {
				k--
			}
		}
		return k
	case t.is(k, "we'll", "expect"):
		return k
	case t.is(k, "aim", "plan", "intend", "hope") && t.is(k+1, "to"):
		if t.is(k-1, "we") {
			k--
		}
		return k
	case t.is(k, "we") && t.is(k+1, "aim", "plan", "intend", "hope") && t.is(k+2, "to"):
		return k // where between has the word, too
	}
	return -1
}

// postmortemPledge reads the promise of a postmortem at word k.
func (s *scanner) postmortemPledge(t *sentence, k int) (subject Subject, from, next int) {
	end := reviewNoun(t, k)
	if end == 0 {
		return 0, 0, 0
	}
	from = k
	for from > 0 && t.is(from-1, "a", "the", "full", "detailed", "our", "complete", "public", "an", "incident", "preliminary", "final", "thorough", "comprehensive") {
		from--
	}
	j := end
	// "about this incident", "for the outage", "with more details": up to the verb.
	for n := 0; n < 10 && j < len(t.words) && !t.is(j, "will", "shall", "to", "within", "by", "was", "were", "is", "has", "in", ",", ";", "which", "that", "at") || t.is(j, "for") && n < 10; n++ {
		j++
	}
	switch {
	case t.is(j, "will", "shall"):
		v := t.skip(j+1, "be", "also", "then", "follow", "come", "posted", "provided", "published", "shared", "sent", "available", "made", "here", "released", "completed", "conducted", "performed", "issued", "on", "this", "page", "delivered", "added")
		if v == j+1 || v == j+2 && t.is(j+1, "be") {
			return 0, 0, 0
		}
		for t.is(v-1, "on", "this") {
			v--
		}
		return Postmortem, from, v
	case t.is(j, "to") && t.is(j+1, "follow", "come"):
		return Postmortem, from, j + 2
	}
	w := willBefore(t, from, "provide", "post", "share", "send", "give", "publish", "release", "issue", "follow", "up", "with", "conduct", "perform", "complete", "write", "be", "also", "then", "and", "doing", "publishing", "posting", "sharing", "you", "carry", "out", "to", "plan", "prepare", "have")
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

// reviewNoun returns the word behind the name of a postmortem at word k, 0 where there is none.
func reviewNoun(t *sentence, k int) int {
	switch {
	case t.is(k, "postmortem", "rca", "postmortems", "retrospective", "pir"):
		return k + 1
	case t.is(k, "post"):
		j := k + 1
		if t.is(j, "-") {
			j++
		}
		if t.is(j, "mortem") {
			return j + 1
		}
		if t.is(j, "incident") && t.is(j+1, "review", "report", "analysis") {
			return j + 2
		}
	case t.is(k, "root"):
		j := k + 1
		if t.is(j, "-") {
			j++
		}
		if t.is(j, "cause") && t.is(j+1, "analysis", "report") {
			return j + 2
		}
	case t.is(k, "incident") && t.is(k+1, "report", "review", "summary"):
		return k + 2
	}
	return 0
}
