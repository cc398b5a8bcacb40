package notify

import (
	"cmp"
	"encoding/json"
	"maps"

	"github.com/incidentkit/incident/internal/markdown"
)

// teamsSize is the maximum size of the JSON of a message in bytes. Incoming
// webhooks of Microsoft Teams accept 28 KB.
const teamsSize = 24_000

// Teams writes messages with an Adaptive Card, for webhooks and workflows of
// Microsoft Teams.
type Teams struct{}

// Append appends a message in JSON with one Adaptive Card of version 1.4:
// title, name of the page, text, and a button that leads to the page. Texts are
// in rich text blocks, which do not interpret Markdown. A message without
// entities mentions nobody.
func (Teams) Append(dst []byte, n Notification) []byte {
	run := func(s markdown.Span, more object) object {
		r := object{"type": "TextRun", "text": s.Text}
		if s.Bold {
			r["weight"] = "Bolder"
		}
		if s.Italic {
			r["italic"] = true
		}
		if s.Struck {
			r["strikethrough"] = true
		}
		if s.Code {
			r["fontType"] = "Monospace"
		}
		if s.URL != "" {
			r["selectAction"] = object{"type": "Action.OpenUrl", "url": s.URL}
		}
		maps.Copy(r, more)
		return r
	}
	block := func(gap bool, runs ...any) object {
		b := object{"type": "RichTextBlock", "inlines": runs}
		if !gap {
			b["spacing"] = "None"
		}
		return b
	}
	var body []any
	if head := cutRunes(n.head(), 1000); head != "" {
		body = append(body, block(true, run(markdown.Span{Text: head, Bold: true}, object{"size": "Large", "color": n.colour().name})))
	}
	if page := cutRunes(markdown.Line(n.Page), 500); page != "" {
		body = append(body, block(false, run(markdown.Span{Text: page}, object{"isSubtle": true})))
	}
	line := func(l *markdown.SpanLine) object {
		var runs []any
		if lead := string(appendMarks(nil, l, "> ", "———")); lead != "" {
			runs = append(runs, run(markdown.Span{Text: lead}, nil))
		}
		for _, s := range l.Spans {
			s.Bold = s.Bold || l.Kind == markdown.HeadingLine
			runs = append(runs, run(s, nil))
		}
		return block(l.Gap, runs...)
	}
	lines := cut(n.lines(), teamsSize-4000, func(l *markdown.SpanLine) int {
		b, _ := json.Marshal(line(l))
		return len(b) + 1
	})
	for i := range lines {
		b := line(&lines[i])
		if i == 0 {
			delete(b, "spacing")
		}
		body = append(body, b)
	}
	for i, l := range n.foot() {
		body = append(body, block(i == 0, run(markdown.Span{Text: l}, object{"isSubtle": true})))
	}
	card := object{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": body, "msteams": object{"width": "Full"}}
	if url := n.link(); url != "" {
		name := cmp.Or(cutRunes(markdown.Line(n.Page), 60), "Status")
		card["actions"] = []any{object{"type": "Action.OpenUrl", "title": name, "url": url}}
	}
	return appendJSON(dst, object{"type": "message", "attachments": []any{object{"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil, "content": card}}})
}
