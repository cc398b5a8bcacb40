package notify

import (
	"strings"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/markdown"
)

// more stands behind a text that was cut.
const more = " …"

// cut returns the beginning of the lines that costs at most a limit, and whether
// there was more. Cost is that of a line in the channel; it must grow with the
// text of the line. The last line is cut at the end of a sentence, or else of a
// word, and has an ellipsis.
func cut(lines []markdown.SpanLine, limit int, cost func(*markdown.SpanLine) int) ([]markdown.SpanLine, bool) {
	for i := range lines {
		c := cost(&lines[i])
		if c <= limit {
			limit -= c
			continue
		}
		if line, ok := shorten(lines[i], limit, cost); ok {
			return append(lines[:i:i], line), true
		}
		return lines[:i:i], true
	}
	return lines, false
}

// shorten returns a line that costs at most a limit. It returns false if less
// than a word would be left.
func shorten(line markdown.SpanLine, limit int, cost func(*markdown.SpanLine) int) (markdown.SpanLine, bool) {
	whole := 0
	for _, s := range line.Spans {
		whole += len(s.Text)
	}
	// The longest beginning that fits is searched for by halves: cost grows
	// with the text.
	low, high := 0, whole
	for low < high {
		middle := (low + high + 1) / 2
		short := first(line, middle)
		if cost(&short) <= limit {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low = breakBefore(text(line), low); low == 0 {
		return line, false
	}
	return first(line, low), true
}

// text returns the text of a line.
func text(line markdown.SpanLine) string {
	var b strings.Builder
	for _, s := range line.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// first returns a line up to byte n of its text, with an ellipsis.
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
// half of the text, or else the end of a word.
func breakBefore(s string, n int) int {
	n = min(n, len(s))
	sentence, word := 0, 0
	for i := 1; i < n; i++ {
		if s[i] == ' ' {
			word = i
			if strings.IndexByte(".!?", s[i-1]) >= 0 {
				sentence = i
			}
		}
	}
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

// runes counts the characters of a text, as limits do.
func runes(s string) int { return utf8.RuneCountInString(s) }
