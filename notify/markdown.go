package notify

import (
	"strings"

	"github.com/incidentkit/incident/internal/markdown"
)

// Markdown writes CommonMark, for a chat or a ticket system that reads it. The
// zero value has no limit.
type Markdown struct {
	Limit int // maximum number of characters; 0 means no limit
}

// Append appends the message of [Text] with a heading, styles and links.
func (m Markdown) Append(dst []byte, n Notification) []byte {
	escape := func(s string) string { return string(markdown.AppendEscaped(nil, s, markdown.Paragraph)) }
	head, foot := n.head(), n.foot()
	if head != "" {
		head = "**" + escape(head) + "**"
	}
	for i := range foot {
		foot[i] = "\n" + escape(foot[i])
	}
	if n.link() != "" {
		foot = append(foot, "") // the address is a paragraph of its own
	}
	lines := n.lines()
	if len(lines) > 0 {
		lines[0].Gap = true
	}
	return plainMessage{head, lines, foot, n.link()}.append(dst, m.Limit, markdownLine)
}

// markdownLine appends a line. Every line except an item is a paragraph, so
// that no line continues the one before it.
func markdownLine(dst []byte, l *markdown.SpanLine) []byte {
	if l.Mark == "" && !l.Gap && l.Kind != markdown.CodeLine {
		dst = append(dst, '\n')
	}
	if l.Quoted {
		dst = append(dst, "> "...)
	}
	for range l.Indent {
		dst = append(dst, "   "...)
	}
	switch {
	case l.Kind == markdown.CodeLine:
		return append(append(dst, "    "...), text(*l)...)
	case l.Kind == markdown.RuleLine:
		return append(dst, "---"...)
	case l.Mark == "•":
		dst = append(dst, "- "...)
	case l.Mark != "":
		dst = append(append(dst, l.Mark...), ' ')
	}
	for _, s := range l.Spans {
		dst = appendMarkdownSpan(dst, s, l.Kind == markdown.HeadingLine)
	}
	return dst
}

func appendMarkdownSpan(dst []byte, s markdown.Span, bold bool) []byte {
	body := func(inner string) string {
		switch {
		case s.Code && !strings.Contains(inner, "`"):
			return "`" + inner + "`"
		case s.URL != "":
			return string(markdown.AppendEscaped(nil, inner, markdown.LinkText))
		}
		return string(markdown.AppendEscaped(nil, inner, markdown.ListItem))
	}
	target := func(url string) string { return string(markdown.AppendEscaped(nil, url, markdown.LinkTarget)) }
	return appendStyled(dst, s, bold, body, target)
}
