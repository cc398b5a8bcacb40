package e2e

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/feed"
	"github.com/incidentkit/incident/incidenttest"
)

// feedList returns ordinary and hostile incidents, each with an ID and an
// address.
func feedList() (list []*incident.Incident) {
	for seed := range 60 {
		inc := incidenttest.Random(uint64(seed))
		if seed%3 == 0 {
			inc = incidenttest.Hostile(uint64(seed))
		}
		inc.ID, inc.Aliases = "id"+string(rune('a'+seed%26))+strings.Repeat("x", seed/26), nil
		list = append(list, inc)
	}
	return list
}

// TestFeedsAreRead reads our feeds with another feed reader. It has to find all
// entries, with their titles, ids and times.
func TestFeedsAreRead(t *testing.T) {
	page := incident.Page{Name: "Example <Shop> & ]]> Sons", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen"}
	list := feedList()
	var want *gofeed.Feed
	for name, data := range map[string][]byte{
		"Atom": feed.Atom{URL: "https://status.example.com/history.atom", Limit: 100}.Append(nil, page, list),
		"RSS":  feed.RSS{URL: "https://status.example.com/history.rss", Limit: 100}.Append(nil, page, list),
		"JSON": feed.JSON{URL: "https://status.example.com/history.json", Limit: 100}.Append(nil, page, list),
	} {
		got, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Title != page.Name || len(got.Items) < 40 {
			t.Errorf("%s: %q with %d items", name, got.Title, len(got.Items))
		}
		if want == nil {
			want = got
		}
		for i, item := range got.Items {
			if item.GUID == "" || item.GUID != want.Items[i].GUID || item.PublishedParsed == nil || !item.PublishedParsed.Equal(*want.Items[i].PublishedParsed) || item.Title != want.Items[i].Title {
				t.Errorf("%s: item %d is %q, %q, %v", name, i, item.GUID, item.Title, item.PublishedParsed)
			}
			if item.Content == "" && item.Description == "" {
				t.Errorf("%s: item %d, %q, says nothing", name, i, item.Title)
			}
		}
	}
}

// TestCalendarIsRead reads our calendar with another program.
func TestCalendarIsRead(t *testing.T) {
	start := time.Date(2024, time.March, 10, 21, 0, 0, 0, time.UTC)
	list := feedList()
	for i, inc := range list {
		inc.Impact = incident.ImpactMaintenance
		inc.Window = incident.Window{Start: start.Add(time.Duration(i) * time.Hour), End: start.Add(time.Duration(i+2) * time.Hour)}
	}
	calendar, err := ics.ParseCalendar(bytes.NewReader(feed.Calendar{}.Append(nil, incident.Page{Name: "a;b,c\\n", URL: "https://status.example.com"}, list)))
	if err != nil {
		t.Fatal(err)
	}
	events := calendar.Events()
	if len(events) != len(list) {
		t.Fatalf("%d events, want %d", len(events), len(list))
	}
	for i, e := range events {
		at, err := e.GetStartAt()
		end, err2 := e.GetEndAt()
		if err != nil || err2 != nil || !at.Equal(list[i].Window.Start) || !end.Equal(list[i].Window.End) {
			t.Errorf("event %d: %v to %v, %v, %v", i, at, end, err, err2)
		}
		if e.Id() == "" {
			t.Errorf("event %d has no UID", i)
		}
	}
}
