package words

import (
	"slices"
	"strings"
)

// Milestones holds the words by which rows of a timeline reach milestones, in
// lower case and without punctuation. A word is a run of letters, digits,
// hyphens and apostrophes.
type Milestones struct {
	Rules []MilestoneRule
	// Relapses find the rows that report that the impact has returned or
	// has not ended, so that no earlier milestone of the end held.
	Relapses []MilestoneRule
	// Doubts are words that invalidate a phrase after them in the same
	// clause: "once", "will".
	Doubts []string

	phrases map[string][]phrase // phrases by their first words; made by open
}

// MilestoneRule finds the rows that reach a milestone: by their whole text or
// their label, by a phrase, or by a subject and a verb that are close to each
// other in one clause, in either order.
type MilestoneRule struct {
	Milestone string
	Whole     []string // "fixed" in the rows "Fixed." and "Fixed: the disk is emptied"
	Phrases   []string
	Subjects  []string
	Verbs     []string
	Not       []string // words of a sentence that does not reach the milestone
}

// nearWords is the maximum number of words between a subject and its verb.
const nearWords = 3

// longestRow is the number of bytes of a row that are read. Later text only
// explains.
const longestRow = 400

// role is the role of a phrase in its rule.
type role uint8

const (
	rolePhrase role = iota
	roleSubject
	roleVerb
	roleNot
	roleDoubt // applies to all rules
)

// phrase is a phrase for which rows are searched. Its rule is an index in Rules
// or, after these, in Relapses.
type phrase struct {
	text string
	rule int
	role role
}

// open indexes the phrases by their first words.
func (m *Milestones) open() {
	m.phrases = make(map[string][]phrase)
	add := func(texts []string, rule int, role role) {
		for _, text := range texts {
			first, _, _ := strings.Cut(text, " ")
			m.phrases[first] = append(m.phrases[first], phrase{text, rule, role})
		}
	}
	for i, r := range slices.Concat(m.Rules, m.Relapses) {
		add(r.Phrases, i, rolePhrase)
		add(r.Subjects, i, roleSubject)
		add(r.Verbs, i, roleVerb)
		add(r.Not, i, roleNot)
	}
	add(m.Doubts, -1, roleDoubt)
}

// Reached returns the milestones that the text of a row reaches, in the order
// of their words, and whether it reports a relapse.
func (m *Milestones) Reached(text string) (reached []string, relapse bool) {
	var sentencesBuf [8]string
	var hitsBuf [32]hit
	label, sentences := sentencesOf(sentencesBuf[:0], text)
	hits := hitsBuf[:0]
	for i, s := range sentences {
		hits = m.appendHits(hits, s, i)
	}
	var buf [8]foundMilestone
	found := buf[:0]
	for i := range m.Rules {
		if at := find(&m.Rules[i], i, label, sentences, hits); at >= 0 {
			found = append(found, foundMilestone{m.Rules[i].Milestone, at})
		}
	}
	slices.SortStableFunc(found, func(a, b foundMilestone) int { return a.at - b.at })
	for _, f := range found {
		if !slices.Contains(reached, f.milestone) {
			reached = append(reached, f.milestone)
		}
	}
	for i := range m.Relapses {
		relapse = relapse || find(&m.Relapses[i], len(m.Rules)+i, label, sentences, hits) >= 0
	}
	return reached, relapse
}

type foundMilestone struct {
	milestone string
	at        int
}

// hit is an occurrence of a phrase in a sentence.
type hit struct {
	phrase   *phrase
	sentence int
	at, end  int // offsets of the spaces before and after it
}

// appendHits appends the phrases in a sentence, in the order of their words.
func (m *Milestones) appendHits(hits []hit, s string, sentence int) []hit {
	for at := 0; at+1 < len(s); {
		next := at + 1 + strings.IndexByte(s[at+1:], ' ')
		list := m.phrases[s[at+1:next]]
		for i := range list {
			if p := &list[i]; strings.HasPrefix(s[at+1:], p.text) && s[at+1+len(p.text)] == ' ' {
				hits = append(hits, hit{p, sentence, at, at + 1 + len(p.text)})
			}
		}
		at = next
	}
	return hits
}

// find returns the position at which a row reaches the milestone of a rule, or
// -1.
func find(r *MilestoneRule, rule int, label string, sentences []string, hits []hit) int {
	if slices.Contains(r.Whole, label) {
		return 0
	}
	offset := 0
	for i, s := range sentences {
		n := 0
		for n < len(hits) && hits[n].sentence == i {
			n++
		}
		if at := findIn(s, rule, hits[:n]); at >= 0 {
			return offset + at
		}
		hits = hits[n:]
		offset += len(s)
	}
	return -1
}

// findIn returns the position of a phrase of a rule in a sentence. It returns
// -1 if there is none, if a doubt precedes it, or if the sentence contains a
// word of Not.
func findIn(s string, rule int, hits []hit) int {
	best := -1
	take := func(at int) {
		if (best < 0 || at < best) && !isDoubted(s, at, hits) {
			best = at
		}
	}
	for i, h := range hits {
		if h.phrase.rule != rule {
			continue
		}
		switch h.phrase.role {
		case roleNot:
			return -1
		case rolePhrase:
			if !slices.ContainsFunc(hits[:i], func(above hit) bool { return above.phrase == h.phrase }) {
				take(h.at)
			}
		case roleSubject:
			for k, verb := range hits {
				switch {
				case verb.phrase.rule != rule || verb.phrase.role != roleVerb:
				case verb.at >= h.end && isNear(s[h.end:verb.at+1]):
					take(h.at)
				case verb.end <= h.at && isNear(s[verb.end:h.at+1]):
					again := func(next hit) bool { return next.phrase == verb.phrase && next.end <= h.at }
					if !slices.ContainsFunc(hits[k+1:], again) {
						take(verb.at)
					}
				}
			}
		}
	}
	return best
}

// isDoubted reports whether there is a doubt before at in the same clause.
func isDoubted(s string, at int, hits []hit) bool {
	clause := strings.LastIndexByte(s[:at], ',') + 1
	return slices.ContainsFunc(hits, func(h hit) bool { return h.phrase.role == roleDoubt && h.at >= clause && h.end <= at })
}

// isNear reports whether the text between two phrases, including the spaces at
// its ends, consists of a few words in one clause.
func isNear(between string) bool {
	return strings.IndexByte(between, ',') < 0 && strings.Count(between, " ")-1 <= nearWords
}

// sentencesOf appends the sentences of the first paragraph of a text to list,
// as lower-case words between spaces, with a comma between clauses. The label
// is the part of the text before its first colon, or all of it.
func sentencesOf(list []string, text string) (label string, sentences []string) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n\n")
	if len(text) > longestRow {
		text = strings.ToValidUTF8(text[:longestRow], "")
	}
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	if strings.Contains(text, "~~") {
		return "", list // struck out
	}
	var buf [512]byte
	var cutsBuf [16]int
	b, cuts := append(buf[:0], ' '), cutsBuf[:0] // the sentences, and their ends
	start, colon := 0, 0                         // start of the sentence, and end of the label
	inWord := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 0x80, c == '\'', c == '-' && inWord:
			b, inWord = append(b, c), true
			continue
		case inWord:
			b, inWord = append(b, ' '), false
		}
		last := i+1 == len(text) || text[i+1] <= ' ' || text[i+1] == '*' || text[i+1] == '_'
		switch {
		case c == ';' || c == '\n' || last && (c == '.' || c == '!' || c == '?'):
			if len(b) > start+1 {
				cuts, start = append(cuts, len(b)), len(b)
				b = append(b, ' ')
			}
		case c == ':':
			if last && colon == 0 && len(cuts) == 0 {
				colon = len(b)
			}
			b = append(b, ',', ' ')
		case c == ',' || c == '(' || c == ')':
			b = append(b, ',', ' ')
		}
	}
	if inWord {
		b = append(b, ' ')
	}
	if len(b) > start+1 {
		cuts = append(cuts, len(b))
	}
	all, from := string(b), 0
	for _, end := range cuts {
		list = append(list, all[from:end])
		from = end
	}
	switch {
	case colon > 0:
		label = strings.TrimSpace(all[:colon])
	case len(cuts) > 0:
		label = strings.Trim(all[:cuts[0]], " ,")
	}
	return label, list
}
