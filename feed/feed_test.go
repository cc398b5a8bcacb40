package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/feed"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
)

func at(hour, minute int) time.Time {
	return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC)
}

func page() incident.Page {
	return incident.Page{Name: "Example Shop", URL: "https://status.example.com/", TimeZone: "Europe/Copenhagen"}
}

func checkout() *incident.Incident {
	return &incident.Incident{
		ID: "k3v9", Title: "Checkout is slow", URL: "https://status.example.com/incidents/k3v9", Page: page(),
		Updates: []incident.Update{
			{ID: "u1", Status: incident.StatusInvestigating, At: at(9, 17), Body: "Payments take **long** & fail."},
			{ID: "u2", Status: incident.StatusResolved, At: at(10, 10), Body: "Payments are fast again."},
		},
	}
}

type atomFeed struct {
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Entries []struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Content   string `xml:"content"`
		Link      struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func readAtom(t *testing.T, data []byte) (f atomFeed) {
	t.Helper()
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return f
}

// TestIDsSurvive checks that an entry keeps its id after edits, a new title, a
// new address and a postmortem, that its time is the time of the last change,
// and that private changes affect neither.
func TestIDsSurvive(t *testing.T) {
	base := readAtom(t, feed.Atom{}.Append(nil, page(), []*incident.Incident{checkout()})).Entries[0]
	if base.ID != "tag:status.example.com,2005:Incident/k3v9" || base.Updated != "2024-03-05T10:10:00Z" || base.Published != "2024-03-05T09:17:00Z" {
		t.Errorf("%+v", base)
	}
	for name, c := range map[string]struct {
		change func(*incident.Incident)
		when   string
	}{
		"title and address": {func(inc *incident.Incident) { inc.Title, inc.URL = "Shop is slow", "https://new.example.com/1" }, base.Updated},
		"edit":              {func(inc *incident.Incident) { inc.Updates[0].Body, inc.Updates[0].EditedAt = "Other words.", at(11, 0) }, "2024-03-05T11:00:00Z"},
		"retraction":        {func(inc *incident.Incident) { inc.Updates[0].RetractedAt = at(11, 30) }, "2024-03-05T11:30:00Z"},
		"late entry":        {func(inc *incident.Incident) { inc.Updates[0].CreatedAt = at(12, 0) }, "2024-03-05T12:00:00Z"},
		"postmortem":        {func(inc *incident.Incident) { inc.Postmortem = &incident.Postmortem{PublishedAt: at(20, 0)} }, "2024-03-05T20:00:00Z"},
		"draft":             {func(inc *incident.Incident) { inc.Postmortem = &incident.Postmortem{EditedAt: at(20, 0)} }, base.Updated},
		"event":             {func(inc *incident.Incident) { inc.Events = []incident.Event{{At: at(21, 0), Text: "secret"}} }, base.Updated},
	} {
		inc := checkout()
		c.change(inc)
		data := feed.Atom{}.Append(nil, page(), []*incident.Incident{inc})
		got := readAtom(t, data).Entries[0]
		if got.ID != base.ID || got.Updated != c.when || strings.Contains(string(data), "secret") {
			t.Errorf("%s: id %s, updated %s, want %s", name, got.ID, got.Updated, c.when)
		}
	}
	moved := checkout()
	moved.Aliases = []string{"https://old.example.com/k3v9", "tag:old.example.com,2005:Incident/17"}
	if got := readAtom(t, feed.Atom{}.Append(nil, page(), []*incident.Incident{moved})).Entries[0].ID; got != moved.Aliases[1] {
		t.Errorf("id %s, want the one that the feed had before", got)
	}
	nameless := checkout()
	nameless.ID = ""
	first := readAtom(t, feed.Atom{}.Append(nil, page(), []*incident.Incident{nameless})).Entries[0].ID
	nameless.Title, nameless.URL = "x", ""
	if again := readAtom(t, feed.Atom{}.Append(nil, page(), []*incident.Incident{nameless})).Entries[0].ID; again != first || !strings.HasPrefix(first, "urn:") {
		t.Errorf("without an ID: %s, then %s", first, again)
	}
}

// TestPostmortemTables has a table whose columns name the zone of its times, and
// one that has more than a text.
func TestPostmortemTables(t *testing.T) {
	inc := checkout()
	inc.Postmortem = &incident.Postmortem{Title: "Review of <checkout>", PublishedAt: at(12, 0), Sections: []incident.Section{
		{Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormTable, Columns: []string{"Time (UTC)", "Event"}, Timeline: &incident.Timeline{
			Zone: "UTC", Events: []incident.Event{{At: at(9, 10), Text: "A link **fails**."}},
		}},
		{Kind: incident.SectionActions, Heading: "Actions", Actions: []incident.Action{{Text: "Add a link.", Owner: "Network & co"}}},
	}}
	wantHTML := `<h4>Review of &lt;checkout&gt;</h4>
<h4>Timeline</h4>
<table>
<tr><th>Time (UTC)</th><th>Event</th></tr>
<tr><td>09:10</td><td><p>A link <strong>fails</strong>.</p></td></tr>
</table>
<h4>Actions</h4>
<table>
<tr><th>Action</th><th>Owner</th></tr>
<tr><td><p>Add a link.</p></td><td>Network &amp; co</td></tr>
</table>
`
	wantText := `Review of <checkout>
Timeline
Time (UTC) | Event
09:10 | A link fails.
Actions
Action | Owner
Add a link. | Network & co
`
	if f := readAtom(t, feed.Atom{}.Append(nil, page(), []*incident.Incident{inc})); !strings.Contains(f.Entries[0].Content, wantHTML) {
		t.Errorf("got\n%swant\n%s", f.Entries[0].Content, wantHTML)
	}
	var f struct {
		Items []struct {
			Text string `json:"content_text"`
		}
	}
	if err := json.Unmarshal(feed.JSON{}.Append(nil, page(), []*incident.Incident{inc}), &f); err != nil || !strings.Contains(f.Items[0].Text, wantText) {
		t.Errorf("%v, got\n%+vwant\n%s", err, f, wantText)
	}
}

func TestOrderAndLimit(t *testing.T) {
	older := checkout()
	older.ID = "a"
	for i := range older.Updates {
		older.Updates[i].At = older.Updates[i].At.Add(-time.Hour)
	}
	list := []*incident.Incident{older, nil, checkout(), {Title: "nothing yet"}}
	f := readAtom(t, feed.Atom{}.Append(nil, page(), list))
	if len(f.Entries) != 2 || f.Entries[0].Link.Href != checkout().URL || f.Updated != f.Entries[0].Updated {
		t.Errorf("%+v", f)
	}
	if f := readAtom(t, feed.Atom{Limit: 1}.Append(nil, page(), list)); len(f.Entries) != 1 {
		t.Errorf("%d entries, want 1", len(f.Entries))
	}
	if f := readAtom(t, feed.Atom{}.Append(nil, incident.Page{}, nil)); f.ID == "" || f.Updated == "" {
		t.Errorf("an empty feed: %+v", f)
	}
}

// hostileList returns incidents with hostile texts.
func hostileList() (list []*incident.Incident) {
	for seed := range fixture.Rounds(120) {
		list = append(list, incidenttest.Hostile(uint64(seed)))
	}
	for _, s := range []string{"]]>", "<script>alert(1)</script>", "&amp;", "\x00\x1b[31m\ufffe", "\r\nX-A: b", "BEGIN:VEVENT\nUID:x", "a;b,c\\n", "javascript:alert(1)", "\u202eabc"} {
		inc := checkout()
		inc.ID, inc.Title, inc.URL, inc.Updates[0].Body, inc.Aliases = s, s, s, s, []string{"tag:" + s}
		inc.Impact, inc.Window = incident.ImpactMaintenance, incident.Window{Start: at(9, 0), End: at(11, 0)}
		list = append(list, inc)
	}
	return list
}

// TestHostileFeeds checks that feeds of hostile incidents are well-formed, that
// their HTML runs nothing, and that they link to web pages only.
func TestHostileFeeds(t *testing.T) {
	list := hostileList()
	hostile := page()
	hostile.Name, hostile.Lang = "P ]]> <b>\x00", "en\" x=\"y"
	check := func(name, content string) {
		root, err := html.Parse(strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "script" || n.Data == "img" || n.Data == "iframe" {
				t.Errorf("%s: an element %s", name, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(strings.ToLower(a.Val), "http") && !strings.HasPrefix(strings.ToLower(a.Val), "mailto:") {
					t.Errorf("%s: %s=%q", name, a.Key, a.Val)
				}
			}
		}
	}
	for name, data := range map[string][]byte{
		"Atom": feed.Atom{URL: "https://status.example.com/history.atom", Limit: 1000}.Append(nil, hostile, list),
		"RSS":  feed.RSS{URL: "https://status.example.com/history.rss", Limit: 1000}.Append(nil, hostile, list),
	} {
		ids := make(map[string]bool)
		d := xml.NewDecoder(bytes.NewReader(data))
		element := ""
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				element = token.Name.Local
				for _, a := range token.Attr {
					if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "http") {
						t.Errorf("%s: a link to %q", name, a.Value)
					}
				}
			case xml.CharData:
				switch text := string(token); element {
				case "content", "description":
					check(name, text)
				case "id", "guid":
					if ids[text] && strings.TrimSpace(text) != "" {
						t.Logf("%s: the id %q twice", name, text) // of hostile incidents without an ID
					}
					ids[text] = true
				}
			}
		}
	}
	var f struct{ Items []map[string]any }
	if err := json.Unmarshal(feed.JSON{Limit: 1000}.Append(nil, hostile, list), &f); err != nil {
		t.Fatal(err)
	}
	for _, item := range f.Items {
		content, _ := item["content_html"].(string)
		check("JSON", content)
	}
}

// TestCalendarLines checks the lines of a calendar against RFC 5545: they are
// folded at 75 bytes, between characters, end in CRLF, and no text adds a
// property.
func TestCalendarLines(t *testing.T) {
	list := hostileList()
	rounds := fixture.Rounds(50)
	for seed := range rounds {
		inc := incidenttest.Hostile(uint64(seed))
		inc.Impact, inc.Window = incident.ImpactMaintenance, incident.Window{Start: at(9, 0), End: at(11, 0)}
		list = append(list, inc)
	}
	data := string(feed.Calendar{}.Append(nil, page(), list))
	known := map[string]bool{}
	for _, name := range strings.Fields("BEGIN VERSION PRODID CALSCALE METHOD X-WR-CALNAME UID DTSTAMP LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL STATUS TRANSP END") {
		known[name] = true
	}
	events := 0
	for _, line := range strings.Split(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("a line %q", line)
		}
	}
	for _, line := range strings.Split(strings.ReplaceAll(data, "\r\n ", ""), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if line == "" {
			continue
		}
		if !ok || !known[name] {
			t.Errorf("a property %q", line)
		}
		if name == "BEGIN" && value == "VEVENT" {
			events++
		}
	}
	if events < rounds {
		t.Errorf("%d events", events)
	}
}

func TestCancelledMaintenance(t *testing.T) {
	inc := checkout()
	inc.Window = incident.Window{Start: at(21, 0), End: at(22, 0)}
	inc.Updates = []incident.Update{{Status: incident.StatusScheduled, At: at(9, 0)}, {Status: incident.StatusCancelled, At: at(10, 0), Body: "Called off."}}
	if data := string(feed.Calendar{}.Append(nil, page(), []*incident.Incident{inc})); !strings.Contains(data, "\r\nSTATUS:CANCELLED\r\n") || !strings.Contains(data, "\r\nSEQUENCE:1\r\n") {
		t.Errorf("not cancelled:\n%s", data)
	}
}
