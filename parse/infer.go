package parse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// inferStatuses concludes the statuses of updates without labels from the cues
// in their bodies. A cue of being resolved in the last update outweighs one of
// monitoring, and an update without a cue keeps the status before it. Where
// there is no cue at all, the statuses are left open.
func (p *textReader) inferStatuses(posts []post) {
	updates := p.page.inc.Updates
	planned := p.page.inc.Impact == incident.ImpactMaintenance
	concluded := 0
	before, last := incident.Status(""), len(updates)-1
	for last > 0 && updates[last].Retracted() {
		last--
	}
	for i := range updates {
		u := &updates[i]
		if u.Retracted() {
			continue // its body is withdrawn
		}
		text := strings.ReplaceAll(strings.ToLower(u.Body), "’", "'")
		s := p.cued(text, func(s incident.Status) bool { return s.IsMaintenance() == planned })
		if i == last && s == incident.StatusMonitoring {
			if end := p.cued(text, func(s incident.Status) bool { return s == incident.StatusResolved }); end != "" {
				s = end
			}
		}
		if s == "" || !s.CanFollow(before) {
			s = before
		}
		if s == "" {
			continue
		}
		u.Status, u.Inferred, before = s, true, s
		concluded++
	}
	if concluded > 0 {
		p.in.note(NoteStatus, "updates[0].status", p.oldestAt(posts), fmt.Sprintf("the page has no labels: statuses were concluded from the words of updates (%d)", concluded))
	}
}

// cued returns the first of the statuses that pass with a cue in a text, which
// is in lower case; "" if none has one.
func (p *textReader) cued(text string, passes func(incident.Status) bool) incident.Status {
	for _, cue := range p.page.phrases.Updates.Statuses {
		s := incident.Status(cue.Word)
		if passes(s) && slices.ContainsFunc(cue.Phrases, func(phrase string) bool { return p.stated(text, phrase, s.IsFinal()) }) {
			return s
		}
	}
	return ""
}

// stated reports whether a text states a phrase. Behind a word of doubt in the
// same clause it does not: "once it has been resolved", "we expect that it is
// resolved"; nor, where the end is stated, behind one of hope: "it will be back
// to normal".
func (p *textReader) stated(text, phrase string, end bool) bool {
	for i := 0; ; {
		n := strings.Index(text[i:], phrase)
		if n < 0 {
			return false
		}
		i += n
		clause := text[:i]
		clause = clause[strings.LastIndexAny(clause, clauseEnds)+1:]
		if !containsWord(clause, p.page.phrases.Updates.Doubts) && !(end && containsWord(clause, p.page.phrases.Updates.Hopes)) {
			return true
		}
		i += len(phrase)
	}
}

// clauseEnds are the bytes between clauses.
const clauseEnds = ".,;:!?()\n"

func containsWord(text string, words []string) bool {
	for word := range strings.FieldsSeq(text) {
		if slices.Contains(words, word) {
			return true
		}
	}
	return false
}

// oldestAt returns the offset of the first update, or of its time if it says
// nothing.
func (p *textReader) oldestAt(posts []post) int {
	b := &posts[len(posts)-1]
	if i := p.after(b.from); i >= 0 {
		return p.page.lines[i].Start
	}
	return len(p.in.src)
}
