package notify

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/internal/markdown"
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
	type object = map[string]any
	embed := object{"color": n.colour()}
	if head := cutRunes(escapeDiscord(n.head()), discordTitle); head != "" {
		embed["title"] = head
	}
	if url := n.link(); url != "" {
		embed["url"] = url
	}
	var b []byte
	lines, _ := cut(n.lines(), discordDescription-100, func(l *markdown.SpanLine) int { return runes(string(discordLine(nil, l))) + 2 })
	for i := range lines {
		if i > 0 {
			b = append(b, '\n')
			if lines[i].Gap {
				b = append(b, '\n')
			}
		}
		b = discordLine(b, &lines[i])
	}
	if len(b) > 0 {
		embed["description"] = string(b)
	}
	foot := n.foot()
	if page := markdown.Line(n.Page); page != "" {
		foot = append(foot, page)
	}
	if text := cutRunes(strings.Join(foot, " · "), discordFooter/4); text != "" {
		embed["footer"] = object{"text": text}
	}
	if !n.At.IsZero() && n.At.Year() > 0 && n.At.Year() < 10000 {
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
	dst = appendMarks(dst, &list, "> ")
	if l.Kind == markdown.RuleLine {
		return append(dst, "———"...)
	}
	for _, s := range l.Spans {
		inner := strings.TrimSpace(s.Text)
		if inner == "" {
			dst = append(dst, s.Text...)
			continue
		}
		at := strings.Index(s.Text, inner)
		open, end := "", ""
		mark := func(set bool, m string) {
			if set {
				open, end = open+m, m+end
			}
		}
		mark(s.Bold || l.Kind == markdown.HeadingLine, "**")
		mark(s.Italic, "*")
		mark(s.Struck, "~~")
		body := escapeDiscord(inner)
		if s.Code {
			body = "`" + strings.ReplaceAll(inner, "`", "ˋ") + "`"
		}
		if s.URL != "" {
			open, end = "["+open, end+"]("+discordURL.Replace(s.URL)+")"
		}
		dst = append(append(append(append(append(dst, s.Text[:at]...), open...), body...), end...), s.Text[at+len(inner):]...)
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
