package notify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/markdown"
)

// Limits of Slack, in characters.
const (
	slackHeader = 150    // of a header block
	slackText   = 4_000  // of a message without blocks; longer ones are folded
	slackBlocks = 12_000 // of all blocks together; more than 13,000 are refused
)

// Slack writes messages for chat.postMessage and incoming webhooks of Slack.
// Append writes the whole message in JSON, with blocks; AppendText writes
// only text, in Slack's mrkdwn.
type Slack struct{}

// Append appends a message in JSON: a header, the text as a rich text block, a
// link to the page in the style of a button, and a text for notifications. Rich
// text has no syntax, so no text in it can mention anybody or become a link.
func (Slack) Append(dst []byte, n Notification) []byte {
	var blocks []object
	head := n.head()
	if head != "" {
		blocks = append(blocks, object{"type": "header", "text": object{"type": "plain_text", "text": cutRunes(head, slackHeader), "emoji": false}})
	}
	url := n.link()
	left := slackBlocks - runes(head) - 2*runes(url) - 500
	lines := cut(n.lines(), left, func(l *markdown.SpanLine) int {
		c := 2 + runes(l.Mark) + 2*l.Indent
		for _, s := range l.Spans {
			c += runes(s.Text) + runes(s.URL)
		}
		return c
	})
	if len(lines) > 0 {
		blocks = append(blocks, object{"type": "rich_text", "elements": richText(lines)})
	}
	var foot []any
	for i, l := range n.foot() {
		if i > 0 {
			foot = append(foot, object{"type": "text", "text": "\n"})
		}
		foot = append(foot, object{"type": "text", "text": l, "style": object{"italic": true}})
	}
	if url != "" {
		if foot != nil {
			foot = append(foot, object{"type": "text", "text": "\n"})
		}
		foot = append(foot, object{"type": "link", "url": url})
	}
	if foot != nil {
		blocks = append(blocks, object{"type": "rich_text", "elements": []any{object{"type": "rich_text_section", "elements": foot}}})
	}
	message := object{"text": string(Slack{}.AppendText(nil, n)), "unfurl_links": false, "unfurl_media": false}
	if blocks != nil {
		message["blocks"] = blocks
	}
	return appendJSON(dst, message)
}

// richText returns the elements of a rich text block: sections, quotations and
// preformatted text.
func richText(lines []markdown.SpanLine) (elements []any) {
	kind := func(l *markdown.SpanLine) string {
		switch {
		case l.Kind == markdown.CodeLine:
			return "rich_text_preformatted"
		case l.Quoted:
			return "rich_text_quote"
		}
		return "rich_text_section"
	}
	for i := 0; i < len(lines); {
		of := kind(&lines[i])
		var spans []any
		add := func(s markdown.Span, bold bool) {
			style := object{}
			for name, set := range map[string]bool{"bold": s.Bold || bold, "italic": s.Italic, "strike": s.Struck, "code": s.Code && of != "rich_text_preformatted"} {
				if set {
					style[name] = true
				}
			}
			element := object{"type": "text", "text": s.Text}
			if s.URL != "" {
				element = object{"type": "link", "url": s.URL, "text": s.Text}
			}
			if len(style) > 0 {
				element["style"] = style
			}
			spans = append(spans, element)
		}
		for first := i; i < len(lines) && kind(&lines[i]) == of; i++ {
			l := &lines[i]
			lead := ""
			if i > first {
				lead = "\n"
				if l.Gap {
					lead = "\n\n"
				}
			}
			if lead += string(appendMarks(nil, l, "", "———")); lead != "" {
				add(markdown.Span{Text: lead}, false)
			}
			for _, s := range l.Spans {
				add(s, l.Kind == markdown.HeadingLine)
			}
		}
		if len(spans) > 0 {
			elements = append(elements, object{"type": of, "elements": spans})
		}
	}
	return elements
}

// AppendText appends the message in Slack's mrkdwn, for integrations without
// blocks. The characters &, < and > are escaped, and delimiters of styles are
// enclosed in U+200B where they could have an effect.
func (Slack) AppendText(dst []byte, n Notification) []byte {
	head, foot := escapeSlack(n.head()), n.foot()
	if head != "" {
		head = "*" + head + "*"
	}
	for i := range foot {
		foot[i] = escapeSlack(foot[i])
	}
	return plainMessage{head, n.lines(), foot, n.link()}.append(dst, slackText, slackLine)
}

func slackLine(dst []byte, l *markdown.SpanLine) []byte {
	dst = appendMarks(dst, l, "&gt; ", "———")
	for _, s := range l.Spans {
		text := escapeSlack(s.Text)
		switch {
		case s.URL != "":
			text = "<" + slackURL.Replace(s.URL) + "|" + strings.ReplaceAll(text, "|", "¦") + ">"
		case strings.TrimSpace(text) != text || text == "":
		case s.Code:
			text = "`" + text + "`"
		case s.Bold || l.Kind == markdown.HeadingLine:
			text = "*" + text + "*"
		case s.Italic:
			text = "_" + text + "_"
		case s.Struck:
			text = "~" + text + "~"
		}
		dst = append(dst, text...)
	}
	return dst
}

// slackURL escapes characters that would end an address in mrkdwn.
var slackURL = strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "|", "%7C", " ", "%20")

// escapeSlack escapes a text for mrkdwn.
func escapeSlack(s string) string {
	const apart = "\u200b"
	var b strings.Builder
	before := rune(0)
	for i, r := range s {
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '@', '#': // of a mention or a channel
			b.WriteRune(r)
			b.WriteString(apart)
		case '*', '_', '~', '`':
			if unicode.IsLetter(before) && unicode.IsLetter(after) {
				b.WriteRune(r) // no effect inside a word
			} else {
				b.WriteString(apart + string(r) + apart)
			}
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}
