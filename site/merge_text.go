package site

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/incidentkit/incident/internal/markdown"
)

// foldLine returns a line in lower case with single spaces.
func foldLine(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// foldBody returns the letters and digits that a body shows, in lower case. They
// are the same for a body as Markdown and as the text of a page.
func foldBody(md string) string {
	text, _ := shown(md)
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// shown returns the text that a body shows, and the addresses of its links.
func shown(md string) (text string, links []string) {
	if !strings.ContainsAny(md, "[<:") { // no link
		return string(markdown.Text{}.Append(nil, md)), nil
	}
	var b strings.Builder
	for _, line := range markdown.Spans(md) {
		b.WriteString(line.Mark)
		for _, s := range line.Spans {
			b.WriteString(s.Text)
			if s.URL != "" {
				links = append(links, s.URL)
			}
		}
		b.WriteByte('\n')
	}
	return b.String(), links
}

// bodyHolds reports whether a body has all that another one has: what it shows,
// marks of lists and space aside, the addresses of its links, and words that are
// not shown, such as those in a cell too many.
func bodyHolds(body, other string) bool {
	if body == other {
		return true
	}
	text, links := shown(body)
	otherText, otherLinks := shown(other)
	if !strings.Contains(withoutMarks(text), withoutMarks(otherText)) {
		return false
	}
	for _, link := range otherLinks {
		if !slices.Contains(links, link) && !strings.Contains(text, link) {
			return false
		}
	}
	known := make(map[string]bool)
	for w := range wordsOf(body + " " + text) {
		known[w] = true
	}
	for w := range wordsOf(other) {
		if !known[w] {
			return false
		}
	}
	return true
}

// withoutMarks returns a text without space and marks of lists.
func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '•' {
			return -1
		}
		return r
	}, s)
}

// wordsOf yields the runs of letters and digits of a text.
func wordsOf(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
