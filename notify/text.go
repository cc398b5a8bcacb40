package notify

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/markdown"
)

// Text writes plain text, for a text message, a log, or a chat without
// formatting. The zero value has no limit.
type Text struct {
	// Limit is the maximum number of characters; 0 means no limit. The text
	// is cut first; title, label and link are kept as long as they fit.
	Limit int
}

// Append appends the message: title and label, text, promise, time of posting,
// and the address of the page. The address of a link follows its text.
func (t Text) Append(dst []byte, n Notification) []byte {
	return plainMessage{n.head(), n.lines(), n.foot(), n.link()}.append(dst, t.Limit, plainLine)
}

// plainMessage is a message that consists of lines.
type plainMessage struct {
	head string
	body []markdown.SpanLine
	foot []string
	url  string // "" if there is none
}

// append appends the message, with at most limit characters if limit is
// positive. line appends a line of the body.
func (m plainMessage) append(dst []byte, limit int, line func([]byte, *markdown.SpanLine) []byte) []byte {
	if limit <= 0 {
		limit = math.MaxInt
	}
	head, tail := m.head, ""
	for _, l := range m.foot {
		tail += "\n" + l
	}
	if m.url != "" {
		tail += "\n" + m.url
	}
	for runes(head)+runes(tail) > limit && tail != "" {
		// The link is worth more than the lines before it.
		if i := strings.IndexByte(tail[1:], '\n'); i >= 0 {
			tail = tail[i+1:]
		} else {
			tail = ""
		}
	}
	if runes(head) > limit {
		return append(dst, cutRunes(head, limit)...)
	}
	left := limit - runes(head) - runes(tail)
	cost := func(l *markdown.SpanLine) int {
		n := utf8.RuneCount(line(nil, l)) + 1
		if l.Gap {
			n++
		}
		return n
	}
	lines := cut(m.body, left, cost)
	dst = append(dst, head...)
	for i := range lines {
		dst = append(dst, '\n')
		if lines[i].Gap {
			dst = append(dst, '\n')
		}
		dst = line(dst, &lines[i])
	}
	return append(dst, tail...)
}

// plainLine appends a line without styles.
func plainLine(dst []byte, l *markdown.SpanLine) []byte {
	dst = appendMarks(dst, l, "> ", "---")
	for _, s := range l.Spans {
		dst = append(dst, s.Text...)
		if s.URL != "" && s.URL != s.Text && strings.TrimPrefix(s.URL, "mailto:") != s.Text {
			dst = append(append(append(dst, " ("...), s.URL...), ')')
		}
	}
	return dst
}

// appendMarks appends the markers before the text of a line, with the one of a
// quotation as given, or rule for a thematic break.
func appendMarks(dst []byte, l *markdown.SpanLine, quote, rule string) []byte {
	if l.Quoted {
		dst = append(dst, quote...)
	}
	for range l.Indent {
		dst = append(dst, "  "...)
	}
	if l.Mark != "" {
		dst = append(append(dst, l.Mark...), ' ')
	}
	if l.Kind == markdown.RuleLine {
		dst = append(dst, rule...)
	}
	return dst
}

// appendStyled appends a span in a dialect of Markdown, in which body writes
// the text without the spaces around it, and target the address of a link.
// Delimiters have to touch the text, so white space at its ends is moved
// outside.
func appendStyled(dst []byte, s markdown.Span, bold bool, body func(inner string) string, target func(url string) string) []byte {
	inner := strings.TrimSpace(s.Text)
	if inner == "" {
		return append(dst, s.Text...)
	}
	open, end := "", ""
	for _, mark := range [...]struct {
		set  bool
		text string
	}{{s.Bold || bold, "**"}, {s.Italic, "*"}, {s.Struck, "~~"}} {
		if mark.set {
			open, end = open+mark.text, mark.text+end
		}
	}
	if s.URL != "" {
		open, end = "["+open, end+"]("+target(s.URL)+")"
	}
	before, after, _ := strings.Cut(s.Text, inner)
	return append(dst, before+open+body(inner)+end+after...)
}
