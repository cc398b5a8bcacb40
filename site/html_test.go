package site_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/site"
)

// hostileTexts are what somebody may give anything that has a name.
var hostileTexts = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='x`, "a\x00b\u202ec", `javascript:alert(1)`, "מצב", "",
	`</style><svg onload=x>`, "Resolved", "]]>-->", "line\nbreak", `{{.}}`, "&lt;b&gt;", strings.Repeat("long ", 200),
}

// hostileService returns a service made of hostile texts and incidents.
func hostileService(seed int) *site.Service {
	text := func(i int) string { return hostileTexts[(seed+i)%len(hostileTexts)] }
	now := time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)
	s := &site.Service{
		Page:        incident.Page{ID: text(1), Name: text(2), URL: []string{"https://status.example.com/?a=\"><script>", text(3), ""}[seed%3], TimeZone: text(5), Lang: text(6)},
		Description: text(7), Since: now.AddDate(0, 0, -30),
	}
	for i := range 6 {
		s.Components = append(s.Components, site.Component{ID: text(i), Group: text(i / 2), Name: text(i + 3), Description: text(i + 5), Status: incident.ComponentStatus(text(i + 1))})
	}
	for i := range 8 {
		inc := incidenttest.Hostile(uint64(seed*8 + i))
		inc.ID, inc.URL, inc.Title = text(i), text(i+4), text(i+2)
		c := s.Components[i%6]
		inc.Updates = append(inc.Updates, incident.Update{
			ID: text(i), At: now.Add(-time.Duration(i) * 30 * time.Hour), Status: incident.Status(text(i + 8)), Body: text(i),
			Changes: []incident.Change{{ID: c.ID, Group: c.Group, Name: c.Name, From: incident.ComponentStatus(text(i)), To: incident.ComponentMajorOutage}},
		})
		s.Incidents = append(s.Incidents, inc)
	}
	return s
}

// TestHostilePages checks that pages hold only what they should, whatever the
// service is made of: nothing that runs or loads, no id twice, no address that
// is no page.
func TestHostilePages(t *testing.T) {
	n := 60
	if testing.Short() {
		n = 14
	}
	for seed := range n {
		s := hostileService(seed)
		for _, paths := range []*site.Paths{nil, s.Paths()} {
			h := site.HTML{Base: "../", Paths: paths}
			o := site.Options{Now: time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)}
			home, uptime := s.Home(o), s.UptimeReport(o)
			line := &home.Groups[0].Components[0]
			for name, page := range map[string][]byte{
				"home":      h.AppendHome(nil, home),
				"history":   h.AppendHistory(nil, s.Page, s.Months()),
				"months":    h.AppendMonths(nil, s.Page, s.Months()),
				"uptime":    h.AppendUptime(nil, s.Page, uptime),
				"component": h.AppendComponent(nil, home, line, uptime.Of(line.Component), s.Incidents),
				"incident":  h.AppendIncident(nil, s.Page, s.Incidents[0]),
				"missing":   h.AppendMissing(nil, s.Page),
				"moved":     h.AppendMoved(nil, s.Page, "incidents/x/"),
			} {
				checkPage(t, fmt.Sprintf("%d %s", seed, name), page)
			}
		}
	}
}

// checkPage parses a page as a browser does.
func checkPage(t *testing.T, name string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsAny(page, "\x00\u202e") {
		t.Errorf("%s: control characters", name)
	}
	ids, styles, headings := make(map[string]bool), 0, 0
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s: a comment: %s", name, n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "img", "iframe", "object", "form", "input", "base":
			t.Errorf("%s: an element %s", name, n.Data)
		case "style":
			styles++
		case "h1":
			headings++
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src":
				t.Errorf("%s: %s has an attribute %s", name, n.Data, a.Key)
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s: id %q is there twice", name, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href" && strings.Contains(strings.SplitN(a.Val, "/", 2)[0], ":") && a.Val != "data:," &&
				!strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "mailto:"):
				t.Errorf("%s: a link to %q", name, a.Val)
			}
		}
	}
	if styles != 1 || headings != 1 && !strings.HasSuffix(name, "incident") {
		t.Errorf("%s: %d style sheets and %d titles", name, styles, headings)
	}
}

// TestBanner checks that a home page says that all is well only where that is
// known.
func TestBanner(t *testing.T) {
	now := time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)
	at := now.Add(-time.Hour)
	major := func(status incident.Status) *incident.Incident {
		return &incident.Incident{Title: "Search is down", Updates: []incident.Update{
			{At: at, Status: incident.StatusInvestigating, Changes: []incident.Change{{Name: "Search", From: incident.ComponentOperational, To: incident.ComponentMajorOutage}}},
			{At: at.Add(time.Minute), Status: status},
		}}
	}
	plain := func(status incident.Status, names ...string) *incident.Incident {
		inc := &incident.Incident{Title: "Slow", Updates: []incident.Update{{At: at, Status: status}}}
		for _, name := range names {
			inc.Components = append(inc.Components, incident.Component{Name: name})
		}
		return inc
	}
	listed := []site.Component{{Name: "Search"}, {Name: "Web"}}
	for _, test := range []struct {
		name      string
		listed    []site.Component
		incidents []*incident.Incident
		want      string
	}{
		{"nothing", nil, nil, "No open incidents"},
		{"listed, no incident", listed, nil, "Status not known"},
		{"an old incident", listed, []*incident.Incident{plain(incident.StatusResolved)}, "All systems operational"},
		{"open, without components", listed, []*incident.Incident{plain(incident.StatusIdentified)}, "1 open incident"},
		{"two open", nil, []*incident.Incident{plain(incident.StatusIdentified), plain(incident.StatusMonitoring)}, "2 open incidents"},
		{"open, without a status", listed, []*incident.Incident{plain(incident.StatusIdentified, "Web")}, "1 open incident"},
		{"open outage", listed, []*incident.Incident{major(incident.StatusIdentified)}, "Major outage: Search"},
		{"resolved, left behind", listed, []*incident.Incident{major(incident.StatusResolved)}, "Major outage: Search"},
		{"unknown status word", listed, []*incident.Incident{{Updates: []incident.Update{{At: at, Status: incident.StatusInvestigating,
			Changes: []incident.Change{{Name: "Web", To: "on_fire"}}}, {At: at.Add(time.Minute), Status: incident.StatusResolved}}}}, "on_fire: Web"},
		{"over, in a word that is not known", listed, []*incident.Incident{plain("fixed")}, "Status not known"},
		{"the same, of a page without components", nil, []*incident.Incident{plain("fixed")}, "Status not known"},
		{"no status at all", listed, []*incident.Incident{plain("")}, "Status not known"},
		{"no status in an old history", listed, []*incident.Incident{{Updates: []incident.Update{{At: now.AddDate(0, -1, 0)}}}}, "All systems operational"},
		{"retracted", listed, []*incident.Incident{plain(incident.StatusResolved), {Updates: []incident.Update{{At: at, Status: "fixed", RetractedAt: now}}}}, "All systems operational"},
		{"resolved after now", listed, []*incident.Incident{{Updates: []incident.Update{
			{At: at, Status: incident.StatusInvestigating}, {At: now.Add(time.Hour), Status: incident.StatusResolved}}}}, "1 open incident"},
		{"a maintenance goes on", listed, []*incident.Incident{plain(incident.StatusInProgress)}, "Under maintenance"},
		{"a maintenance that begins after now", listed, []*incident.Incident{{Updates: []incident.Update{
			{At: at, Status: incident.StatusScheduled}, {At: now.Add(time.Hour), Status: incident.StatusInProgress}}}}, "All systems operational"},
		{"a postmortem without updates", listed, []*incident.Incident{plain(incident.StatusResolved), {
			Components: []incident.Component{{Name: "Web"}}, Postmortem: &incident.Postmortem{PublishedAt: at}}}, "All systems operational"},
		{"not to be seen yet", listed, []*incident.Incident{plain(incident.StatusResolved), plain(incident.StatusScheduled)}, "All systems operational"},
	} {
		s := &site.Service{Components: test.listed, Incidents: test.incidents}
		if got := s.Home(site.Options{Now: now}).Summary; got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// TestBannerIsNotGreen checks that the banner has no good colour while an
// incident is open.
func TestBannerIsNotGreen(t *testing.T) {
	now := time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)
	for impact, want := range map[incident.Impact]string{
		"": `class="now"`, incident.ImpactNone: `class="now"`, incident.ImpactMinor: `class="now minor"`, incident.ImpactCritical: `class="now critical"`,
	} {
		s := &site.Service{Since: now.AddDate(0, -1, 0), Components: []site.Component{{Name: "Web"}}, Incidents: []*incident.Incident{
			{Title: "Slow", Impact: impact, Updates: []incident.Update{{At: now.Add(-time.Hour), Status: incident.StatusIdentified}}},
		}}
		page := string(site.HTML{}.AppendHome(nil, s.Home(site.Options{Now: now})))
		if !strings.Contains(page, `<div `+want+">\n<p class=\"state\"><strong>1 open incident<") {
			t.Errorf("impact %q: no %s", impact, want)
		}
	}
}

// TestNotKnownIsNoOutage checks that a day of which nothing is known is not said
// to be one on which the component did not work.
func TestNotKnownIsNoOutage(t *testing.T) {
	s := &site.Service{Since: at("00:00"), Components: []site.Component{{Name: "API"}}, Incidents: []*incident.Incident{
		{Components: []incident.Component{{Name: "API"}}, Updates: []incident.Update{silent("10:00", "investigating")}},
	}}
	page := string(site.HTML{}.AppendHome(nil, s.Home(site.Options{Now: at("12:00")})))
	if !strings.Contains(page, "<summary>Not operational or not known on 1 day<") {
		t.Error("the day is not said to be not known")
	}
}

// TestFigureOfShortRecord checks that a figure which does not cover all of the
// days says so.
func TestFigureOfShortRecord(t *testing.T) {
	now := time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)
	for days, want := range map[int]string{2: "100.00% uptime since Mar 6, 2024", 400: "100.00% uptime<"} {
		s := &site.Service{Since: now.AddDate(0, 0, -days), Components: []site.Component{{Name: "Web"}}}
		home := s.Home(site.Options{Now: now})
		if page := string(site.HTML{}.AppendHome(nil, home)); !strings.Contains(page, want) {
			t.Errorf("a record of %d days: no %q", days, want)
		}
		if page := string(site.Text{}.AppendHome(nil, home)); strings.Contains(page, "100.00% since Mar 6, 2024") != (days == 2) {
			t.Errorf("a record of %d days:\n%s", days, page)
		}
	}
}

// TestComponentPageIsShort checks that the page of a component has the latest
// incidents in full, and the titles of the others.
func TestComponentPageIsShort(t *testing.T) {
	now := time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)
	s := &site.Service{Components: []site.Component{{Name: "Web"}}}
	for i := range 30 {
		s.Incidents = append(s.Incidents, &incident.Incident{
			Title:      fmt.Sprintf("Incident %02d", i),
			Components: []incident.Component{{Name: "Web"}},
			Updates:    []incident.Update{{At: now.AddDate(0, 0, -i), Status: incident.StatusResolved}},
		})
	}
	home := s.Home(site.Options{Now: now})
	page := string(site.HTML{}.AppendComponent(nil, home, &home.Groups[0].Components[0], s.UptimeReport(site.Options{Now: now}), s.Incidents))
	if n := strings.Count(page, "<article"); n != 20 {
		t.Errorf("%d incidents in full", n)
	}
	for i := range 30 {
		if !strings.Contains(page, fmt.Sprintf("Incident %02d", i)) {
			t.Errorf("incident %d is not on the page", i)
		}
	}
}
