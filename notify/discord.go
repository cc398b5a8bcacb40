package notify

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
)

// Limits of an embed at Discord, in characters.
const (
	discordTitle       = 256
	discordDescription = 4096
	discordFooter      = 2048
)

// Discord writes messages with an embed, for Discord's webhooks and channels.
type Discord struct{}

// Append appends a message in JSON with one embed: the title as a link to the
// page, the text in Discord's Markdown, the promise, and the name of the page.
// Nothing in it notifies anybody: mentions are not allowed, and embeds have
// none.
func (Discord) Append(dst []byte, n Notification) []byte {
	embed := object{"color": n.colour().rgb}
	if head := cutRunes(escapeDiscord(n.head()), discordTitle); head != "" {
		embed["title"] = head
	}
	if url := n.link(); url != "" {
		embed["url"] = url
	}
	text := plainMessage{body: n.lines()}.append(nil, discordDescription-100, discordLine)
	if len(text) > 0 {
		embed["description"] = strings.TrimPrefix(string(text), "\n")
	}
	foot := n.foot()
	if page := markdown.Line(n.Page); page != "" {
		foot = append(foot, page)
	}
	if text := cutRunes(strings.Join(foot, " · "), discordFooter/4); text != "" {
		embed["footer"] = object{"text": text}
	}
	if plan.IsInstant(n.At) {
		embed["timestamp"] = n.At.UTC().Format(time.RFC3339)
	}
	return appendJSON(dst, object{"embeds": []any{embed}, "allowed_mentions": object{"parse": []string{}}})
}

// discordLine appends a line in Discord's Markdown.
func discordLine(dst []byte, l *markdown.SpanLine) []byte {
	if l.Kind == markdown.CodeLine {
		// Each line is a code span of its own, which its content cannot
		// end.
		return append(append(append(dst, "` "...), strings.ReplaceAll(text(*l), "`", "ˋ")...), " `"...)
	}
	list := *l
	if list.Mark == "•" {
		list.Mark = "-"
	}
	dst = appendMarks(dst, &list, "> ", "———")
	for _, s := range l.Spans {
		body := func(inner string) string {
			if s.Code {
				return "`" + strings.ReplaceAll(inner, "`", "ˋ") + "`"
			}
			return escapeDiscord(inner)
		}
		dst = appendStyled(dst, s, l.Kind == markdown.HeadingLine, body, discordURL.Replace)
	}
	return dst
}

// discordURL escapes characters that would end an address.
var discordURL = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C")

// escapeDiscord escapes the syntax of Discord's Markdown. Mentions and bare
// addresses are broken by U+200B.
func escapeDiscord(s string) string {
	const apart = "\u200b"
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\\', '*', '_', '~', '`', '|', '[', ']', '(', ')', '#', '-', '>', '+':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<', '@', ':':
			b.WriteRune(r)
			if next := i + 1; next < len(s) && s[next] != ' ' { // otherwise it has no effect
				b.WriteString(apart)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
