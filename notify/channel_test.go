package notify_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/notify"
)

// payloads are texts that would mention somebody, become a link, or break the
// markup of a channel.
var payloads = []string{
	"@channel", "@everyone @here", "<!channel>", "<!here|here>", "<!subteam^S1|ops>", "<@U012AB3CD>", "<#C024BE7LR>", "<https://evil.example|our page>", "&lt;!channel&gt;",
	"*bold* _it_ ~no~ `code`", "```\n<!channel>\n```", "> quote", "&gt; quote", "<@!123>", "<@&123>", "<:a:123>", "<t:1700000000:R>", "[our page](https://evil.example)", "[x]: https://evil.example",
	"<at>everyone</at>", "{{title}}", "${x}", "{\"type\":\"Action.OpenUrl\"}", "\",\"url\":\"https://evil.example\"", "\r\nBcc: all@example.com\r\n\r\nbody", "=?utf-8?q?a?=",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</body></html>", "--incident-x--", "javascript:alert(1)", "[a](javascript:alert(1))", "||spoiler||", "# head", "-# small", "\u202egnp.exe", "\x1b[31m", "a\u200bb", "|", "\\", "`", "``a`", "]( ) [", "*", "_a", "a_b_c", ":smile:", "https://evil.example",
}

// hostile returns an incident with a payload in every public field.
func hostile(s string) *incident.Incident {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	return &incident.Incident{
		Title: "T " + s, URL: "https://status.example.com/i/1", Page: incident.Page{Name: "P " + s, TimeZone: "UTC"},
		Updates: []incident.Update{
			{Status: incident.Status("s" + s), At: at, Body: "B " + s + "\n\n- i " + s + "\n\n**b " + s + "** and [l " + s + "](https://ours.example/x)", NextUpdate: at.Add(time.Hour)},
			{At: at.Add(time.Minute), Changes: []incident.Change{{Group: "g " + s, Name: "n " + s, From: incident.ComponentStatus(s), To: incident.ComponentMajorOutage}}},
		},
	}
}

func eachHostile(t *testing.T, check func(t *testing.T, n notify.Notification)) {
	t.Helper()
	for _, s := range payloads {
		inc := hostile(s)
		for i := range inc.Updates {
			t.Run(s, func(t *testing.T) { check(t, notify.Update(inc, i)) })
		}
	}
	for seed := range fixture.Rounds(100) {
		inc := incidenttest.Hostile(uint64(seed))
		for i := range inc.Updates {
			check(t, notify.Update(inc, i))
		}
	}
}

// ours reports whether a link may be in a message: it leads to the page, or the
// Markdown of the body makes it.
func ours(n notify.Notification, url string) bool {
	return url == n.URL || strings.Contains(n.Body, "]("+url) || strings.Contains(n.Body, url)
}

// walk visits the values of decoded JSON.
func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, k := range v {
			walk(k, visit)
		}
	case []any:
		for _, k := range v {
			walk(k, visit)
		}
	}
}

func decode(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return v
}

// slackToken matches the text that Slack's mrkdwn interprets between angle
// brackets.
var slackToken = regexp.MustCompile(`<([^<>]*)>`)

// slackMarked matches text that Slack's rules would format: the delimiters are
// at word boundaries and directly next to the text.
var slackMarked = regexp.MustCompile(`(?:^|[\s(])([*_~` + "`" + `])[^\s*_~` + "`" + `\x{200b}][^*_~` + "`" + `\n]*[*_~` + "`" + `](?:$|[\s.,;:!?)])`)

func TestSlackText(t *testing.T) {
	eachHostile(t, func(t *testing.T, n notify.Notification) {
		text := string(notify.Slack{}.AppendText(nil, n))
		for _, m := range slackToken.FindAllStringSubmatch(text, -1) {
			url, _, _ := strings.Cut(m[1], "|")
			if !strings.HasPrefix(url, "http") && !strings.HasPrefix(url, "mailto:") {
				t.Errorf("<%s> in %q", m[1], text)
			}
		}
		rest := slackToken.ReplaceAllString(text, "")
		if strings.ContainsAny(rest, "<>") || regexp.MustCompile(`@(channel|here|everyone)`).MatchString(rest) {
			t.Errorf("not escaped: %q", text)
		}
		if utf8.RuneCountInString(text) > 4000 {
			t.Errorf("%d characters", utf8.RuneCountInString(text))
		}
	})
	// Syntax in plain text has no effect.
	n := notify.Notification{Title: "T", Body: `a \*b\* \_c\_ \~d\~ and \` + "`e\\`"}
	text := string(notify.Slack{}.AppendText(nil, n))
	_, body, _ := strings.Cut(text, "\n")
	if m := slackMarked.FindString(body); m != "" {
		t.Errorf("%q is marked in %q", m, body)
	}
	if slackMarked.FindString("a *b* c") == "" {
		t.Error("the test finds no marks at all")
	}
}

func TestSlackBlocks(t *testing.T) {
	eachHostile(t, func(t *testing.T, n notify.Notification) {
		message := notify.Slack{}.Append(nil, n)
		v := decode(t, message)
		blocks, _ := v["blocks"].([]any)
		if len(blocks) > 50 {
			t.Errorf("%d blocks", len(blocks))
		}
		total := 0
		walk(v["blocks"], func(o map[string]any) {
			text, _ := o["text"].(string)
			total += utf8.RuneCountInString(text)
			switch kind, _ := o["type"].(string); kind {
			case "header", "rich_text", "rich_text_section", "rich_text_quote", "rich_text_preformatted", "text", "":
			case "plain_text":
				if utf8.RuneCountInString(text) > 150 || text == "" {
					t.Errorf("header %q", text)
				}
			case "link":
				if url, _ := o["url"].(string); !ours(n, url) {
					t.Errorf("a link to %q", url)
				}
			default:
				t.Errorf("an element %q", kind)
			}
			if strings.ContainsAny(text, "\x1b\u202e\r") {
				t.Errorf("a control in %q", text)
			}
		})
		if total > 12_500 {
			t.Errorf("%d characters in blocks", total)
		}
	})
}

func TestTeamsCard(t *testing.T) {
	eachHostile(t, func(t *testing.T, n notify.Notification) {
		message := notify.Teams{}.Append(nil, n)
		if len(message) > 28<<10 {
			t.Errorf("%d bytes", len(message))
		}
		v := decode(t, message)
		walk(v, func(o map[string]any) {
			switch kind, _ := o["type"].(string); kind {
			case "message", "AdaptiveCard", "RichTextBlock", "TextRun", "":
			case "Action.OpenUrl":
				if url, _ := o["url"].(string); !ours(n, url) {
					t.Errorf("a link to %q", url)
				}
			default:
				t.Errorf("an element %q", kind) // a TextBlock would interpret Markdown
			}
			if _, ok := o["entities"]; ok {
				t.Error("entities may mention")
			}
		})
	})
}

// discordMention matches text that Discord would interpret.
var discordMention = regexp.MustCompile(`<(@[!&]?|#|a?:\w+:|t:|/|id:)[^>]*>|@(everyone|here)\b`)

func TestDiscordEmbed(t *testing.T) {
	eachHostile(t, func(t *testing.T, n notify.Notification) {
		v := decode(t, notify.Discord{}.Append(nil, n))
		mentions := v["allowed_mentions"].(map[string]any)["parse"].([]any)
		if len(mentions) > 0 {
			t.Error("mentions are allowed")
		}
		embed := v["embeds"].([]any)[0].(map[string]any)
		total := 0
		limit := func(text string, most int) {
			n := utf8.RuneCountInString(text)
			if total += n; n > most {
				t.Errorf("%d characters, at most %d: %q", n, most, text)
			}
			code := regexp.MustCompile("`[^`]*`").ReplaceAllString(text, "")
			if m := discordMention.FindString(code); m != "" {
				t.Errorf("%q in %q", m, text)
			}
		}
		title, _ := embed["title"].(string)
		description, _ := embed["description"].(string)
		limit(title, 256)
		limit(description, 4096)
		if footer, ok := embed["footer"].(map[string]any); ok {
			if n := utf8.RuneCountInString(footer["text"].(string)); n > 2048 || total+n > 6000 {
				t.Errorf("%d characters in the footer, which is plain text", n)
			}
		}
		if total > 6000 {
			t.Errorf("%d characters", total)
		}
		for _, m := range regexp.MustCompile(`(^|[^\\])\]\(([^)\s]*)\)`).FindAllStringSubmatch(description, -1) {
			if !ours(n, m[2]) {
				t.Errorf("a link to %q in %q", m[2], description)
			}
		}
	})
}

func TestMarkdownMessage(t *testing.T) {
	eachHostile(t, func(t *testing.T, n notify.Notification) {
		md := string(notify.Markdown{}.Append(nil, n))
		if strings.ContainsAny(md, "\x1b\u202e\r") {
			t.Errorf("a control in %q", md)
		}
		root := goldmark.DefaultParser().Parse(text.NewReader([]byte(md)))
		ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
			if !entering {
				return ast.WalkContinue, nil
			}
			switch node := node.(type) {
			case *ast.Link:
				if !ours(n, string(node.Destination)) {
					t.Errorf("a link to %q in %q", node.Destination, md)
				}
			case *ast.Image, *ast.HTMLBlock, *ast.RawHTML:
				t.Errorf("%v in %q", node.Kind(), md)
			}
			return ast.WalkContinue, nil
		})
	})
}

func TestEmailMessage(t *testing.T) {
	eachHostile(t, func(t *testing.T, n notify.Notification) {
		n.At = time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
		e := notify.Email{From: mail.Address{Name: "St\r\nBcc: x@example.com", Address: "status@example.com"}, To: []mail.Address{{Address: "a@example.com"}, {Name: "Ä", Address: "b@example.com"}}, MessageID: "k3v9.1@example.com"}
		data := e.Append(nil, n)
		for line := range bytes.SplitSeq(data, []byte("\r\n")) {
			if bytes.ContainsAny(line, "\r\n") || len(line) > 998 {
				t.Errorf("a line %q", line)
			}
		}
		m, err := mail.ReadMessage(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{"From": true, "To": true, "Subject": true, "Date": true, "Message-Id": true, "Auto-Submitted": true, "Mime-Version": true, "Content-Type": true}
		for name := range m.Header {
			if !known[name] {
				t.Errorf("a header %s", name)
			}
		}
		if list, err := m.Header.AddressList("To"); err != nil || len(list) != 2 {
			t.Errorf("To: %v, %v", list, err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || strings.ContainsAny(subject, "\r\n") {
			t.Errorf("subject %q: %v", subject, err)
		}
		_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		parts := multipart.NewReader(m.Body, params["boundary"])
		var kinds []string
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			kinds = append(kinds, p.Header.Get("Content-Type"))
			body, err := io.ReadAll(quotedprintable.NewReader(p))
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(kinds[len(kinds)-1], "text/html") {
				checkHTML(t, n, body)
			}
		}
		if strings.Join(kinds, " ") != "text/plain; charset=utf-8 text/html; charset=utf-8" {
			t.Errorf("parts %q", kinds)
		}
	})
}

// checkHTML checks that nothing in the HTML of a mail runs, loads, or leads to
// an address other than ours.
func checkHTML(t *testing.T, n notify.Notification, body []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for node := range root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		switch node.Data {
		case "script", "img", "iframe", "style", "link", "form", "at":
			t.Errorf("an element %s", node.Data)
		}
		for _, a := range node.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "mailto:") {
				t.Errorf("%s=%q", a.Key, a.Val)
			}
		}
	}
}

// TestLimits checks that a message is never longer than its limit, is cut at
// the end of a sentence or a word, and links to the page as long as there is
// room.
func TestLimits(t *testing.T) {
	inc := checkout()
	inc.Updates[0].Body = strings.Repeat("A sentence of some words. ", 400) + "\n\n" + strings.Repeat("Ünïcödé ", 3000)
	n := notify.Update(inc, 0)
	short := checkout() // still longer than any limit of the loop
	short.Updates[0].Body = strings.Repeat("A sentence of some words. ", 20) + "\n\n" + strings.Repeat("Ünïcödé ", 100)
	m := notify.Update(short, 0)
	for limit := 1; limit < 600; limit++ {
		for name, out := range map[string][]byte{"text": notify.Text{Limit: limit}.Append(nil, m), "Markdown": notify.Markdown{Limit: limit}.Append(nil, m)} {
			if got := utf8.RuneCount(out); got > limit {
				t.Fatalf("%s: %d characters, limit %d:\n%s", name, got, limit, out)
			}
			if !utf8.Valid(out) {
				t.Fatalf("%s, limit %d: %q", name, limit, out)
			}
			if limit > 150 && !strings.HasSuffix(string(out), inc.URL) {
				t.Fatalf("%s, limit %d, leads nowhere:\n%s", name, limit, out)
			}
		}
	}
	text := string(notify.Text{Limit: 300}.Append(nil, n))
	if !strings.Contains(text, "words. …\n") {
		t.Errorf("not cut at a sentence:\n%s", text)
	}
	for name, out := range map[string][]byte{"Slack": notify.Slack{}.Append(nil, n), "Teams": notify.Teams{}.Append(nil, n), "Discord": notify.Discord{}.Append(nil, n)} {
		if !bytes.Contains(out, []byte(" …")) || len(out) > 28<<10 {
			t.Errorf("%s: %d bytes", name, len(out))
		}
	}
}

func TestChanges(t *testing.T) {
	at := time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*incident.Incident)
		want   string
	}{
		"nothing": {func(*incident.Incident) {}, ""},
		"posted": {func(inc *incident.Incident) {
			inc.Updates = append(inc.Updates, incident.Update{ID: "u3", Status: incident.StatusResolved, At: at, Body: "All is well."})
		}, "Resolved: All is well."},
		"edited":    {func(inc *incident.Incident) { inc.Updates[0].Body, inc.Updates[0].EditedAt = "Other words.", at }, "Investigating: Other words."},
		"retracted": {func(inc *incident.Incident) { inc.Updates[0].RetractedAt = at }, "Investigating: Retracted Mar 05, 2024 - 11:00 CET"},
		"private":   {func(inc *incident.Incident) { inc.Events = []incident.Event{{At: at, Text: "secret"}} }, ""},
		"draft":     {func(inc *incident.Incident) { inc.Postmortem = &incident.Postmortem{} }, ""},
		"postmortem": {func(inc *incident.Incident) {
			inc.Postmortem = &incident.Postmortem{PublishedAt: at, Sections: []incident.Section{{Body: "secret", Internal: true}, {Body: "A disk was full."}}}
		}, "Postmortem: A disk was full."},
		"component": {func(inc *incident.Incident) {
			inc.Components = []incident.Component{{Name: "Checkout", Status: incident.ComponentOperational}}
		}, "Update: [Checkout: Partial outage → Operational]"},
	} {
		before, after := checkout(), checkout()
		before.Components = []incident.Component{{Name: "Checkout", Status: incident.ComponentPartialOutage}}
		after.Components = []incident.Component{{Name: "Checkout", Status: incident.ComponentPartialOutage}}
		c.change(after)
		var got []string
		for _, n := range notify.Changes(before, after) {
			text := n.Body
			if n.Changes != nil {
				text = "[" + strings.Join(n.Changes, "; ") + "]"
			}
			got = append(got, n.Label+": "+text)
		}
		if strings.Join(got, " / ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if n := len(notify.Changes(nil, checkout())); n != 2 {
		t.Errorf("%d notifications of a new incident, want 2", n)
	}
	if notify.Changes(checkout(), nil) != nil {
		t.Error("an incident that is gone notifies")
	}
}
