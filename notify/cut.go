package notify

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/markdown"
)

// more is the text after a cut.
const more = " …"

// cut returns the first lines whose total cost is at most limit. cost returns
// the cost of a line in the channel and must grow with the text of the line.
// The last line is cut after a sentence if possible, and otherwise after a
// word, and gets an ellipsis.
func cut(lines []markdown.SpanLine, limit int, cost func(*markdown.SpanLine) int) []markdown.SpanLine {
	for i := range lines {
		c := cost(&lines[i])
		if c <= limit {
			limit -= c
			continue
		}
		if line, ok := shorten(lines[i], limit, cost); ok {
			return append(lines[:i:i], line)
		}
		return lines[:i]
	}
	return lines
}

// shorten returns the beginning of a line with a cost of at most limit. It
// returns false if not even a word fits.
func shorten(line markdown.SpanLine, limit int, cost func(*markdown.SpanLine) int) (markdown.SpanLine, bool) {
	whole := text(line)
	fits := sort.Search(len(whole), func(n int) bool {
		longer := first(line, n+1)
		return cost(&longer) > limit
	})
	n := breakBefore(whole, fits)
	return first(line, n), n > 0
}

// text returns the text of a line.
func text(line markdown.SpanLine) string {
	var b strings.Builder
	for _, s := range line.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// first returns the first n bytes of a line's text as a line, with an ellipsis.
func first(line markdown.SpanLine, n int) markdown.SpanLine {
	spans := line.Spans
	line.Spans = nil
	for _, s := range spans {
		if n <= 0 {
			break
		}
		if len(s.Text) > n {
			end := n
			for end > 0 && !utf8.RuneStart(s.Text[end]) {
				end--
			}
			s.Text = s.Text[:end]
		}
		n -= len(s.Text)
		line.Spans = append(line.Spans, s)
		if s.Text == "" {
			break
		}
	}
	line.Spans = append(line.Spans, markdown.Span{Text: more})
	return line
}

// breakBefore returns the last end of a sentence up to byte n, if that leaves
// half of the text, and otherwise the last end of a word.
func breakBefore(s string, n int) int {
	n = min(n, len(s))
	head := s[:n]
	sentence := 1 + max(strings.LastIndex(head, ". "), strings.LastIndex(head, "! "), strings.LastIndex(head, "? "))
	word := strings.LastIndexByte(head, ' ')
	switch {
	case sentence >= n/2 && sentence > 0:
		return sentence
	case word > 0:
		return word
	}
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// cutRunes returns at most n characters of a text, ending in an ellipsis if it
// was cut.
func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// runes returns the number of characters of a text, the unit of limits.
func runes(s string) int { return utf8.RuneCountInString(s) }
