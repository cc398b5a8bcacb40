package words

import (
	"slices"
	"strings"
)

// Milestones holds the words by which the rows of a timeline reach milestones,
// in lower case and without punctuation. A word is a run of letters, digits,
// hyphens and apostrophes.
type Milestones struct {
	Rules []MilestoneRule
	// Relapses find the rows that tell that the impact has come back or has
	// not ended, so that no milestone of the end before them held.
	Relapses []MilestoneRule
	// Doubts before a phrase in its clause make it none: "once", "will".
	Doubts []string
}

// MilestoneRule finds the rows that reach a milestone: by their whole text or
// their label, by a phrase, or by a subject and a verb that are near each other
// in one clause, in either order.
type MilestoneRule struct {
	Milestone string
	Whole     []string // "fixed" in the rows "Fixed." and "Fixed: the disk is emptied"
	Phrases   []string
	Subjects  []string
	Verbs     []string
	Not       []string // words of a sentence that make it reach none
}

// The words between a subject and its verb are at most nearWords.
const nearWords = 3

// longestRow is how much of a row is read, in bytes: what comes later explains.
const longestRow = 400

// Reached returns the milestones that the text of a row reaches, in the order
// of their words, and whether it tells of a relapse.
func (m *Milestones) Reached(text string) (reached []string, relapse bool) {
	label, sentences := sentencesOf(text)
	var buf [8]foundMilestone
	found := buf[:0]
	for i := range m.Rules {
		r := &m.Rules[i]
		if at := m.find(r, label, sentences); at >= 0 {
			found = append(found, foundMilestone{r.Milestone, at})
		}
	}
	for len(found) > 0 {
		first := 0
		for i := range found {
			if found[i].at < found[first].at {
				first = i
			}
		}
		if !slices.Contains(reached, found[first].milestone) {
			reached = append(reached, found[first].milestone)
		}
		found = append(found[:first], found[first+1:]...)
	}
	for i := range m.Relapses {
		relapse = relapse || m.find(&m.Relapses[i], label, sentences) >= 0
	}
	return reached, relapse
}

type foundMilestone struct {
	milestone string
	at        int
}

// find returns where a row reaches the milestone of a rule, or -1.
func (m *Milestones) find(r *MilestoneRule, label string, sentences []toldSentence) int {
	for _, whole := range r.Whole {
		if label == whole {
			return 0
		}
	}
	offset := 0
	for _, s := range sentences {
		if at := m.findIn(r, s); at >= 0 && !hasAny(s.text, r.Not) {
			return offset + at
		}
		offset += len(s.text)
	}
	return -1
}

// findIn returns where a sentence has a phrase of a rule without a doubt, or
// -1.
func (m *Milestones) findIn(r *MilestoneRule, told toldSentence) int {
	s := told.text
	best := -1
	take := func(at int) {
		clause := s[:at+1]
		clause = clause[strings.LastIndexByte(clause, ',')+1:]
		if (best < 0 || at < best) && !hasAny(clause, m.Doubts) {
			best = at
		}
	}
	for _, p := range r.Phrases {
		if !told.mayHave(p) {
			continue
		}
		if at := indexWord(s, p); at >= 0 {
			take(at)
		}
	}
	for _, subject := range r.Subjects {
		for from := 0; told.mayHave(subject); {
			at := indexWord(s[from:], subject)
			if at < 0 {
				break
			}
			at += from
			from = at + 1 + len(subject)
			for _, verb := range r.Verbs {
				if !told.mayHave(verb) {
					continue
				}
				// The verb behind the subject, or before it.
				if n := indexWord(s[from:], verb); n >= 0 && isNear(s[from:from+n+1]) {
					take(at)
				}
				if n := lastIndexWord(s[:at+1], verb); n >= 0 && isNear(s[n+1+len(verb):at+1]) {
					take(n)
				}
			}
		}
	}
	return best
}

// toldSentence is a sentence of a row: its words in lower case, each between
// two spaces, with a comma between clauses.
type toldSentence struct {
	text   string
	begins uint64 // a bit for the first two letters of each word
}

func newToldSentence(text string) toldSentence {
	s := toldSentence{text: text}
	for i := 1; i < len(text); i++ {
		if text[i-1] == ' ' && text[i] != ' ' {
			s.begins |= beginning(text[i:])
		}
	}
	return s
}

// mayHave reports whether a word of the sentence may be the first of words.
func (s toldSentence) mayHave(words string) bool { return s.begins&beginning(words) != 0 }

// beginning returns the bit for the first two letters of a word.
func beginning(word string) uint64 {
	second := byte(' ')
	if len(word) > 1 {
		second = word[1]
	}
	return 1 << ((word[0]*11 + second) % 64)
}

// isNear reports whether what stands between two phrases, with the spaces at
// its ends, is a few words of one clause.
func isNear(between string) bool {
	return strings.IndexByte(between, ',') < 0 && strings.Count(between, " ")-1 <= nearWords
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if indexWord(s, w) >= 0 {
			return true
		}
	}
	return false
}

// indexWord returns the index of the space before the first occurrence of words
// in a sentence, or -1.
func indexWord(s, words string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return -1
		}
		i += from
		if from = i + len(words); i > 0 && s[i-1] == ' ' && s[from] == ' ' {
			return i - 1
		}
	}
}

// lastIndexWord is the last such index.
func lastIndexWord(s, words string) int {
	for to := len(s); ; {
		i := strings.LastIndex(s[:to], words)
		if i < 0 {
			return -1
		}
		if i > 0 && s[i-1] == ' ' && s[i+len(words)] == ' ' {
			return i - 1
		}
		to = i + len(words) - 1
	}
}

// sentencesOf cuts the first paragraph of a text into sentences. The label is
// all of the text, or what stands before its first colon.
func sentencesOf(text string) (label string, sentences []toldSentence) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n\n")
	if len(text) > longestRow {
		text = strings.ToValidUTF8(text[:longestRow], "")
	}
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	if strings.Contains(text, "~~") {
		return "", nil // struck
	}
	labelled := false
	b := []byte{' '}
	end := func() {
		if len(b) > 1 {
			if !labelled {
				label, labelled = strings.Trim(string(b), " ,"), true
			}
			sentences = append(sentences, newToldSentence(string(b)))
			b = append(b[:0], ' ')
		}
	}
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
		switch c {
		case '.', '!', '?':
			if last {
				end()
			}
		case ';', '\n':
			end()
		case ':':
			if last && !labelled {
				label, labelled = strings.TrimSpace(string(b)), true
			}
			b = append(b, ',', ' ')
		case ',', '(', ')':
			b = append(b, ',', ' ')
		}
	}
	if inWord {
		b = append(b, ' ')
	}
	end()
	return label, sentences
}
