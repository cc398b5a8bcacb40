package statuspage_test

import (
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

// feedUpdate returns an update in the form of a feed, escaped once.
func feedUpdate(day, clock, zone, label, body string) string {
	return fmt.Sprintf("<p><small>%s <var data-var='date'>%s</var>, <var data-var='time'>%s</var> %s</small><br><strong>%s</strong> - %s</p>", day[:3], day[4:], clock, zone, label, body)
}

func atomOf(updated string, content ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom"><id>tag:status.example.com,2005:/history</id>
<link rel="self" href="https://elsewhere.example.net/history.atom"/><link rel="alternate" type="text/html" href="https://status.example.com"/>
<title>Shop Status - Incident History</title><updated>2026-01-03T00:00:00Z</updated><author><name>Shop</name></author>
<entry><id>tag:status.example.com,2005:Incident/17</id><published>2025-12-31T22:50:00Z</published><updated>` + updated + `</updated>
<link rel="alternate" type="text/html" href="https://status.example.com/incidents/a1b2"/><title>Checkout &amp; search are slow</title>
<content type="html">` + html.EscapeString(strings.Join(content, "")) + `</content></entry></feed>`
}

func rssOf(pubDate, more string, content ...string) string {
	return `<rss version="2.0"><channel><title>Shop Status - Incident History</title><link>https://status.example.com</link><description>Statuspage</description>
<pubDate>Sat, 03 Jan 2026 00:00:00 +0000</pubDate><item><title>New disks</title><description>` + html.EscapeString(strings.Join(content, "")) + `</description>
<pubDate>` + pubDate + `</pubDate><link>https://status.example.com/incidents/c3</link><guid>https://status.example.com/incidents/c3</guid>` + more + `</item></channel></rss>`
}

func TestFeeds(t *testing.T) {
	page := incident.Page{Name: "Shop", URL: "https://status.example.com", TimeZone: "Europe/Brussels"}
	utc := page
	utc.TimeZone = "UTC"
	for name, test := range map[string]struct {
		data string
		kind statuspage.Kind
		want incident.Incident
	}{
		"across the year": {atomOf("2026-01-01T00:20:00Z",
			feedUpdate("Jan  1", "01:20", "CET", "Resolved", "Fast again.<br />Sorry."), feedUpdate("Jan  1", "00:10", "CET", "Update", "We <b>look</b>."),
			feedUpdate("Dec 31", "23:50", "CET", "Investigating", "It is slow.")), statuspage.KindAtom,
			incident.Incident{ID: "a1b2", Title: "Checkout & search are slow", URL: "https://status.example.com/incidents/a1b2",
				Aliases: []string{"tag:status.example.com,2005:Incident/17"}, Page: page, Updates: []incident.Update{
					{Status: incident.StatusInvestigating, At: at("2025-12-31T22:50:00Z"), Body: "It is slow."},
					{Status: incident.StatusInvestigating, At: at("2025-12-31T23:10:00Z"), Body: "We **look**."},
					{Status: incident.StatusResolved, At: at("2026-01-01T00:20:00Z"), Body: "Fast again.\nSorry."},
				}}},
		"edited ten months later": {atomOf("2026-01-02T00:20:00Z", feedUpdate("Mar  5", "10:20", "UTC", "Resolved", "Fast again.")), statuspage.KindAtom,
			incident.Incident{ID: "a1b2", Title: "Checkout & search are slow", URL: "https://status.example.com/incidents/a1b2",
				Aliases: []string{"tag:status.example.com,2005:Incident/17"}, Page: utc, Updates: []incident.Update{
					{Status: incident.StatusResolved, At: at("2025-03-05T10:20:00Z"), Body: "Fast again."},
				}}},
		"a maintenance": {rssOf("Fri, 16 Jan 2026 12:00:00 +0000", "<maintenanceEndDate>Fri, 16 Jan 2026 16:30:00 +0000</maintenanceEndDate>",
			"<p><strong>THIS IS A SCHEDULED EVENT Jan <var data-var='date'>16</var>, <var data-var='time'>12:00</var> - <var data-var='time'>16:00</var> UTC</strong></p>",
			feedUpdate("Jan  9", "10:00", "UTC", "Scheduled", "Disks will be replaced.")), statuspage.KindRSS,
			incident.Incident{ID: "c3", Title: "New disks", URL: "https://status.example.com/incidents/c3", Page: utc, Impact: incident.ImpactMaintenance,
				Window:  incident.Window{Start: at("2026-01-16T12:00:00Z"), End: at("2026-01-16T16:30:00Z")},
				Updates: []incident.Update{{Status: incident.StatusScheduled, At: at("2026-01-09T10:00:00Z"), Body: "Disks will be replaced."}}}},
		"a maintenance without its end": {rssOf("16 Jan 2026 12:00:00 GMT", "",
			"<p><strong>THIS IS A SCHEDULED EVENT Jan 16, 22:00 - Jan 17, 02:00 UTC</strong></p>", feedUpdate("Jan  9", "10:00", "UTC", "Scheduled", "Disks.")), statuspage.KindRSS,
			incident.Incident{ID: "c3", Title: "New disks", URL: "https://status.example.com/incidents/c3", Page: utc, Impact: incident.ImpactMaintenance,
				Window:  incident.Window{Start: at("2026-01-16T22:00:00Z"), End: at("2026-01-17T02:00:00Z")},
				Updates: []incident.Update{{Status: incident.StatusScheduled, At: at("2026-01-09T10:00:00Z"), Body: "Disks."}}}},
	} {
		t.Run(name, func(t *testing.T) {
			if kind := statuspage.Detect([]byte(test.data)); kind != test.kind || !kind.IsFeed() {
				t.Errorf("detected %q", kind)
			}
			answer, err := statuspage.Reader{}.Read("x", []byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			if len(answer.Incidents) != 1 || answer.Kind != test.kind || len(answer.Notes) == 0 {
				t.Fatalf("%+v", answer)
			}
			if diff := cmp.Diff(&test.want, answer.Incidents[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFeedsRefused(t *testing.T) {
	for _, test := range []struct{ data, want string }{
		{atomOf("soon", feedUpdate("Jan  1", "01:20", "CET", "Resolved", "x")), "x:5:1: an entry has no time"},
		{atomOf("2026-01-01T00:20:00Z", "<p>Hello.</p>"), "x:5:1: an entry has no updates"},
		{atomOf("2026-01-01T00:20:00Z", feedUpdate("Jan  1", "01:20", "CET", "Wobbly", "x")), "not the label of an update"},
		{atomOf("2026-01-01T00:20:00Z", feedUpdate("Jan 41", "01:20", "CET", "Resolved", "x")), "not the time of an update"},
		{atomOf("2026-01-01T00:20:00Z", feedUpdate("Jan  1", "01:20", "CET", "Resolved", "x"))[:700], "x:"},
		{`<rss><channel><description>Statuspage</description></rss>`, "invalid XML"},
		{`<feed><title>My weblog</title></feed>`, "this is a feed"},
	} {
		answer, err := statuspage.Reader{}.Read("x", []byte(test.data))
		var fault *incident.SourceError
		if answer != nil || !errors.As(err, &fault) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v, want %s", err, test.want)
		}
		if _, err = (statuspage.Reader{Lax: true}).Read("x", []byte(test.data)); err == nil {
			t.Errorf("lax: %s was read", test.data)
		}
	}
	answer, err := statuspage.Reader{Zone: "Asia/Tokyo"}.Read("x", []byte(rssOf("Fri, 16 Jan 2026 12:00:00 +0000", "",
		"<p><strong>THIS IS A SCHEDULED EVENT some day</strong></p>", feedUpdate("Jan  9", "10:00", "JST", "Scheduled", "Disks."), "<p>More.</p>")))
	if err != nil || !answer.Incidents[0].Window.IsZero() || len(answer.Notes) != 3 || answer.Page.TimeZone != "Asia/Tokyo" {
		t.Errorf("%+v, %v", answer, err)
	}
}

// TestFeedCorpus compares the reading of the feeds in the corpus with a plain
// decoding.
func TestFeedCorpus(t *testing.T) {
	entry := regexp.MustCompile(`(?s)<entry>.*?<published>(.*?)</published><updated>(.*?)</updated>.*?<title>(.*?)</title><content type="html">(.*?)</content>`)
	update := regexp.MustCompile(`<strong>(\w+)</strong> - (.*?)</p>`)
	read := 0
	for _, file := range fixture.Files(t, "cases/vendors", ".atom") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		answer, err := statuspage.Reader{}.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		entries := entry.FindAllStringSubmatch(string(data), -1)
		if len(answer.Incidents) != len(entries) {
			t.Fatalf("%s: %d incidents, want %d", name, len(answer.Incidents), len(entries))
		}
		for i, e := range entries {
			inc := answer.Incidents[i]
			updates := update.FindAllStringSubmatch(html.UnescapeString(e[4]), -1)
			if n := len(inc.Updates); inc.Title != e[3] || n != len(updates) || !inc.Updates[0].At.Equal(at(e[1])) || !inc.Updates[n-1].At.Equal(at(e[2])) {
				t.Fatalf("%s: %+v, want %q", name, inc, e)
			}
			for k, u := range updates {
				got := inc.Updates[len(updates)-1-k]
				if string(got.Status) != strings.ToLower(u[1]) || got.Body != u[2] {
					t.Errorf("%s: %+v, want %q", name, got, u)
				}
			}
			read++
		}
	}
	if read == 0 {
		t.Error("no entry was read")
	}
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}
