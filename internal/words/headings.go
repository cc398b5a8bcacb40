package words

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Headings holds the headings of sections and timelines, in lower case.
type Headings struct {
	Kinds     []Phrases[string] // headings of sections, by kind
	Cues      []Phrases[string] // words within a longer heading, by kind; the first match decides
	Article   string            // before a heading that is listed without an article, with a space
	Timelines []string          // headings of a timeline in a page that does not mark headings
	Sentences []string          // words that occur in sentences, but not in headings with a colon at the end

	kinds map[string]string // kinds by the phrases of Kinds; made by open
}

// open indexes the headings of sections.
func (h *Headings) open() {
	h.kinds = make(map[string]string)
	for _, kind := range h.Kinds {
		for _, phrase := range kind.Phrases {
			h.kinds[phrase] = kind.Word
		}
	}
}

// Kind returns the kind of section for a heading, such as "root_cause" for
// "Root Causes:". It ignores case, leading numbers, punctuation at the end and
// text in brackets. It returns "" for an unknown heading.
func (h *Headings) Kind(heading string) string {
	var buf [80]byte
	text := appendLower(buf[:0], strings.TrimSpace(heading))
	text = bytes.TrimLeft(text, "0123456789.) \t#*")
	if i := bytes.IndexByte(text, '('); i > 0 {
		text = text[:i]
	}
	text = bytes.TrimRight(text, " :?!.*")
	if kind := h.kinds[string(text)]; kind != "" {
		return kind
	}
	if rest, ok := bytes.CutPrefix(text, []byte(h.Article)); ok {
		if kind := h.kinds[string(rest)]; kind != "" {
			return kind
		}
	}
	if bytes.Count(text, []byte(" ")) >= 8 {
		return ""
	}
	for _, cue := range h.Cues {
		for _, phrase := range cue.Phrases {
			if bytes.Contains(text, []byte(phrase)) {
				return cue.Word
			}
		}
	}
	return ""
}

// appendLower appends a text in lower case, with plain apostrophes.
func appendLower(dst []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return append(dst, strings.ReplaceAll(strings.ToLower(s[i:]), "’", "'")...)
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		default:
			dst = append(dst, c)
		}
	}
	return dst
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

// IsLeadIn reports whether a line that ends in a colon is a heading rather than
// the start of a sentence. A heading has at most seven words, none of which is
// a verb or "following".
func (h *Headings) IsLeadIn(line string) bool {
	n := 0
	for w := range strings.FieldsSeq(strings.TrimSuffix(line, ":")) {
		if n++; n > 7 || slices.Contains(h.Sentences, strings.ToLower(strings.Trim(w, ",;"))) {
			return false
		}
	}
	return n > 0
}

// wordOf returns the word with the text among its phrases, or the zero word.
func wordOf[T any](list []Phrases[T], text string) (word T) {
	for i := range list {
		if slices.Contains(list[i].Phrases, text) {
			return list[i].Word
		}
	}
	return word
}

// beforeBracket returns the part of a text before its first bracket, or all of
// it if it begins with a bracket.
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
