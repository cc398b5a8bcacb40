package words

import (
	"slices"
	"strings"
)

// Headings holds the headings of sections and timelines, in lower case.
type Headings struct {
	Kinds     []Phrases[string] // headings of sections, by kind
	Cues      []Phrases[string] // words inside a longer heading, by kind; the first match decides
	Article   string            // before a heading that is listed without it, with its space
	Timelines []string          // headings of a timeline in a page without marks of headings
	Sentences []string          // words that make a line with a colon at its end a sentence
}

// Kind returns the kind of section that a heading stands for: "root_cause" for
// "Root Causes:". It ignores case, numbers in front, marks at the end and what
// stands in brackets, and returns "" for an unknown heading.
func (h *Headings) Kind(heading string) string {
	text := strings.ToLower(strings.TrimSpace(heading))
	text = strings.ReplaceAll(text, "’", "'")
	text = strings.TrimLeft(text, "0123456789.) \t#*")
	text = strings.TrimRight(beforeBracket(text), " :?!.*")
	if kind := wordOf(h.Kinds, text); kind != "" {
		return kind
	}
	if kind := wordOf(h.Kinds, strings.TrimPrefix(text, h.Article)); kind != "" {
		return kind
	}
	if strings.Count(text, " ") >= 8 {
		return ""
	}
	for _, cue := range h.Cues {
		if containsAny(text, cue.Phrases) {
			return cue.Word
		}
	}
	return ""
}

// IsTimeline reports whether a line is the heading of a timeline: "Timeline",
// "Incident timeline:", "Timeline of Events (UTC)".
func (h *Headings) IsTimeline(line string) bool {
	if len(line) > 80 {
		return false
	}
	text := strings.TrimSuffix(line, ":")
	if strings.HasSuffix(text, ")") {
		open := strings.LastIndexByte(text, '(')
		if open < 0 {
			return false
		}
		text = strings.TrimRight(text[:open], " ")
	}
	return containsFold(h.Timelines, text)
}

// IsLeadIn reports whether a line that ends in a colon is a heading and not the
// start of a sentence: at most seven words, none of them a verb or "following".
func (h *Headings) IsLeadIn(line string) bool {
	n := 0
	for w := range strings.FieldsSeq(strings.TrimSuffix(line, ":")) {
		if n++; n > 7 || slices.Contains(h.Sentences, strings.ToLower(strings.Trim(w, ",;"))) {
			return false
		}
	}
	return n > 0
}

// wordOf returns the word that has the text among its phrases, or else the zero
// word.
func wordOf[T any](list []Phrases[T], text string) (word T) {
	for i := range list {
		if slices.Contains(list[i].Phrases, text) {
			return list[i].Word
		}
	}
	return word
}

// beforeBracket returns what stands before the first bracket of a text, unless
// it begins with one.
func beforeBracket(text string) string {
	if i := strings.IndexByte(text, '('); i > 0 {
		return text[:i]
	}
	return text
}

func containsAny(text string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(text, p) })
}

func containsFold(list []string, text string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, text) })
}
