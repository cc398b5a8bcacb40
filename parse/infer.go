package parse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// inferStatuses concludes the statuses of updates without labels from phrases
// in their bodies. In the last update, a phrase for resolved outweighs one for
// monitoring. An update without a phrase keeps the status of the update before
// it. If no update has one, the statuses stay unknown.
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
			continue // its body was withdrawn
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

// cued returns the first status accepted by passes for which the text states a
// phrase, or "". The text must be in lower case.
func (p *textReader) cued(text string, passes func(incident.Status) bool) incident.Status {
	for _, cue := range p.page.phrases.Updates.Statuses {
		s := incident.Status(cue.Word)
		if passes(s) && slices.ContainsFunc(cue.Phrases, func(phrase string) bool { return p.stated(text, phrase, s.IsFinal()) }) {
			return s
		}
	}
	return ""
}

// stated reports whether a text states a phrase. It does not if a word of doubt
// precedes the phrase in its clause, as in "once it has been resolved" or "we
// expect that it is resolved". If end is set, a word of hope has the same
// effect, as in "it will be back to normal".
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

// clauseEnds are the bytes that end a clause.
const clauseEnds = ".,;:!?()\n"

func containsWord(text string, words []string) bool {
	for word := range strings.FieldsSeq(text) {
		if slices.Contains(words, word) {
			return true
		}
	}
	return false
}

// oldestAt returns the offset of the first update's text, or of its time if it
// has no text.
func (p *textReader) oldestAt(posts []post) int {
	b := &posts[len(posts)-1]
	if i := p.frame.after(b.from); i >= 0 {
		return p.page.lines[i].Start
	}
	return len(p.in.src)
}
