package site_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/site"
)

// A format is one in which pages of a service are written and read back.
type format struct {
	name    parse.Format
	home    func(*site.Home) []byte
	history func(incident.Page, []site.Month) []byte
	parse   func(data []byte) (*parse.Document, error)
	alone   func(inc *incident.Incident, past bool) []byte // the report of one incident; past: on the home page, below its day
}

func formats(loc *time.Location) []format {
	zones := []*time.Location{loc}
	return []format{
		{
			parse.FormatText,
			func(h *site.Home) []byte { return site.Text{}.AppendHome(nil, h) },
			func(p incident.Page, m []site.Month) []byte { return site.Text{}.AppendHistory(nil, p, m) },
			func(data []byte) (*parse.Document, error) { return parse.Text{Zone: loc}.Parse("page", data) },
			func(inc *incident.Incident, _ bool) []byte { return render.Text{Zones: zones}.Append(nil, inc) },
		},
		{
			parse.FormatMarkdown,
			func(h *site.Home) []byte { return site.Markdown{}.AppendHome(nil, h) },
			func(p incident.Page, m []site.Month) []byte { return site.Markdown{}.AppendHistory(nil, p, m) },
			func(data []byte) (*parse.Document, error) { return parse.Markdown{Zone: loc}.Parse("page", data) },
			func(inc *incident.Incident, past bool) []byte {
				return render.Markdown{Level: levelOf(past), Zones: zones}.Append(nil, inc)
			},
		},
		{
			parse.FormatHTML,
			func(h *site.Home) []byte { return site.HTML{}.AppendHome(nil, h) },
			func(p incident.Page, m []site.Month) []byte { return site.HTML{}.AppendHistory(nil, p, m) },
			func(data []byte) (*parse.Document, error) { return parse.HTML{Zone: loc}.Parse("page", data) },
			func(inc *incident.Incident, past bool) []byte {
				return render.HTML{HeadingLevel: levelOf(past)}.Append(nil, inc)
			},
		},
	}
}

// levelOf returns the level of the title of a report on a page.
func levelOf(past bool) int {
	if past {
		return 4
	}
	return 3
}

// deceptive are names, titles and descriptions that read like something else.
var deceptive = []string{
	"", "Resolved", "Update", "Postmortem", "Incident Report for Me", "Incident Report", "Scheduled Maintenance Report for Me", "Incident", "Report for Me",
	"Posted Jan 27, 2022 - 11:10 CET", "Edited Jan 27, 2022 - 11:10 CET", "Scheduled for Jan 4, 2024, 10:00-11:00 CET", "This incident affected: API.",
	"----------------------------------------", "\\----------------------------------------", "-----", "====", "---", "# Head", "#", "## Resolved", "* x", "> x", "```", "<!-- report -->", "<!-- report: none -->", "-->",
	"<html>", "<!doctype html>", "<article class=\"incident\"><header>", "<script>alert(1)</script>", "{", "[x]: http://example.com", "| a | b |", "a | b", "Status page",
	"Status page: Me", "As of Mar 05, 2024 - 10:30 CET", "Incident history", "Incidents: 3", "two\nlines", "Resolved\n\nPosted Jan 27, 2022 - 11:10 CET", "\u200c", "\u200c\u200cOdd",
	"\u202eabc", "مرحبا", "(עברית", "倉庫", "\x1b[31mred", "No incidents reported.", "Mar 5, 2024", "MARCH 2024", "Read the postmortem: https://example.com",
}

// deceiver returns a function that replaces most texts by deceptive ones if
// hostile is set.
func deceiver(r *rand.Rand, hostile bool) func(plain string) string {
	return func(plain string) string {
		if hostile && r.IntN(3) > 0 {
			return deceptive[r.IntN(len(deceptive))]
		}
		return plain
	}
}

// randomService returns a service made from a seed, and a time at which its
// pages may be written.
func randomService(seed uint64, hostile bool) (*site.Service, time.Time) {
	r := rand.New(rand.NewPCG(seed, 16))
	text := deceiver(r, hostile)
	zones := []string{"Europe/Copenhagen", "UTC", "America/Los_Angeles", "Asia/Kathmandu"}
	s := &site.Service{
		Page:        incident.Page{Name: text("Example Shop"), URL: "https://status.example.com", TimeZone: zones[r.IntN(len(zones))]},
		Description: text("Orders, payments and the warehouse."),
	}
	for i := range r.IntN(7) {
		inc := incidenttest.Random(seed*100 + uint64(i))
		if hostile && r.IntN(2) == 0 {
			inc = incidenttest.Hostile(seed*100 + uint64(i))
		}
		inc.Page = s.Page
		inc.Title = text(inc.Title)
		for i := range inc.Updates {
			if hostile && r.IntN(3) == 0 {
				inc.Updates[i].Body = text("") + "\n\n" + text("")
			}
		}
		if hostile && r.IntN(10) == 0 {
			inc.Updates = nil
		}
		s.Incidents = append(s.Incidents, inc)
	}
	now := time.Date(2024, 3, 12, 10, 0, 0, 0, time.UTC)
	for _, inc := range s.Incidents {
		if n := len(inc.Updates); n > 0 && r.IntN(2) == 0 {
			now = inc.Updates[n-1].At.Add(time.Hour)
		}
	}
	return s, now
}

// randomHome returns the plans of a service made from a seed, with groups of
// components.
func randomHome(seed uint64, hostile bool) (*site.Home, []site.Month) {
	r := rand.New(rand.NewPCG(seed, 17))
	text := deceiver(r, hostile)
	s, now := randomService(seed, hostile)
	h := s.Home(site.Options{Now: now, Past: 1 + r.IntN(200)})
	h.Groups = nil
	for range r.IntN(3) {
		g := site.Group{Name: text("Shop"), Status: incident.ComponentStatus(text("operational"))}
		for range r.IntN(4) {
			g.Components = append(g.Components, site.Line{State: site.State{
				Component: site.Component{ID: text(""), Group: g.Name, Name: text("Checkout"), Description: text("")},
				Status:    incident.ComponentStatus(text("")),
			}})
		}
		h.Groups = append(h.Groups, g)
	}
	h.Summary = text(h.Summary)
	return h, s.Months()
}

// shown returns the incidents of a home page in the order of the page.
func shown(h *site.Home) []*incident.Incident {
	list := append(append([]*incident.Incident(nil), h.Open...), h.Planned...)
	for _, day := range h.Past {
		list = append(list, day.Incidents...)
	}
	return list
}

// TestReadBack writes pages of random and of hostile services and reads them
// back: each incident on a page must be what its report alone is read as.
func TestReadBack(t *testing.T) {
	read := 0
	for seed := range uint64(fixture.Rounds(300)) {
		h, months := randomHome(seed, seed%2 == 1)
		var all []*incident.Incident
		for _, m := range months {
			all = append(all, m.Incidents...)
		}
		for _, f := range formats(h.Location) {
			home, history := f.home(h), f.history(h.Page, months)
			read += testReadBack(t, f, fmt.Sprint("home ", seed), home, shown(h), len(h.Open)+len(h.Planned))
			read += testReadBack(t, f, fmt.Sprint("history ", seed), history, all, len(all))
			if t.Failed() {
				return
			}
		}
	}
	t.Log(read)
	if read < 100 {
		t.Errorf("only %d incidents were read", read)
	}
}

// testReadBack holds the incidents of a page to those that are wanted, of which
// those from past on stand below days.
func testReadBack(t *testing.T, f format, name string, page []byte, want []*incident.Incident, past int) int {
	t.Helper()
	if got := parse.Detect("page", page); got != f.name {
		t.Errorf("%s %s: detected as %s\n%s", f.name, name, got, page)
	}
	doc, err := f.parse(page)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", f.name, name, err, page)
	}
	if !doc.Many || len(doc.Incidents) != len(want) {
		t.Fatalf("%s %s: many %v, %d incidents, want %d\n%s", f.name, name, doc.Many, len(doc.Incidents), len(want), page)
	}
	for i, inc := range want {
		report := *inc
		report.Postmortem = nil
		alone, err := f.parse(f.alone(&report, i >= past))
		if err != nil {
			t.Fatalf("%s %s: incident %d alone: %v", f.name, name, i, err)
		}
		switch f.name {
		case parse.FormatMarkdown:
			showLinks(alone.Incidents[0], doc.Incidents[i])
		case parse.FormatHTML:
			alone.Incidents[0].URL = inc.URL           // pages link to the incidents
			alone.Incidents[0].Page.URL = inc.Page.URL // reports of pages without a name do not have it
		}
		if diff := cmp.Diff(alone.Incidents[0], doc.Incidents[i]); diff != "" {
			t.Fatalf("%s %s: incident %d (-alone +on the page):\n%s\n%s", f.name, name, i, diff, page)
		}
	}
	return len(want)
}

// showLinks replaces bodies that define the labels of links in the first of two
// incidents with their HTML in both, since pages have the addresses in place of
// the labels.
func showLinks(alone, onPage *incident.Incident) {
	for i := range min(len(alone.Updates), len(onPage.Updates)) {
		if a, b := &alone.Updates[i].Body, &onPage.Updates[i].Body; strings.Contains(*a, "]:") {
			*a, *b = string(markdown.HTML{}.Append(nil, *a)), string(markdown.HTML{}.Append(nil, *b))
		}
	}
}

// TestReadBackOfNothing reads pages without incidents.
func TestReadBackOfNothing(t *testing.T) {
	h := new(site.Service).Home(site.Options{Now: time.Date(2024, 3, 12, 10, 0, 0, 0, time.UTC)})
	for _, f := range formats(time.UTC) {
		testReadBack(t, f, "home", f.home(h), nil, 0)
		testReadBack(t, f, "history", f.history(h.Page, nil), nil, 0)
	}
}

// TestLinksBetweenPages reads a page whose links are relative.
func TestLinksBetweenPages(t *testing.T) {
	s := exampleService()
	h := site.HTML{Base: "../../", Paths: s.Paths()}
	for url, want := range map[string]string{
		"https://status.example.com":   "https://status.example.com/incidents/slow/",
		"https://example.com/status/x": "https://example.com/status/x/incidents/slow/",
		"":                             "../../incidents/slow/",
	} {
		s.Page.URL = url
		doc, err := parse.HTML{}.Parse("page.html", h.AppendHistory(nil, s.Page, s.Months()))
		if err != nil || len(doc.Incidents) != 1 || doc.Incidents[0].URL != want {
			t.Errorf("%s: %v, %+v, want %s", url, err, doc, want)
		}
	}
}

// TestPagesWithoutIncidents reads pages that do not list incidents: that there
// are none must not come of it.
func TestPagesWithoutIncidents(t *testing.T) {
	s := exampleService()
	u := s.UptimeReport(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)})
	for name, page := range map[string][]byte{
		"missing": site.HTML{}.AppendMissing(nil, s.Page),
		"moved":   site.HTML{}.AppendMoved(nil, s.Page, "incidents/slow/"),
		"uptime":  site.HTML{}.AppendUptime(nil, s.Page, u),
		"months":  site.HTML{}.AppendMonths(nil, s.Page, s.Months()),
	} {
		if doc, err := (parse.HTML{}).Parse(name, page); err == nil {
			t.Errorf("%s: read as %+v", name, doc)
		}
	}
	if doc, err := (parse.Text{}).Parse("uptime", site.Text{}.AppendUptime(nil, s.Page, u)); err == nil {
		t.Errorf("uptime in text: read as %+v", doc)
	}
}

// TestDeceptivePages reads pages around whose incidents every pair of texts
// stands that could be taken for a report.
func TestDeceptivePages(t *testing.T) {
	inc := incidenttest.Outage()
	for i, one := range deceptive {
		for j, two := range deceptive {
			if testing.Short() && (i+j)%7 != 0 {
				continue
			}
			inc.Page.Name = one
			h := (&site.Service{Page: inc.Page, Description: one}).Home(site.Options{Now: inc.Updates[0].At})
			h.Summary = two
			h.Groups = []site.Group{{Name: two, Components: []site.Line{{State: site.State{Component: site.Component{Name: one}}}, {State: site.State{Component: site.Component{Name: two}}}}}}
			h.Past[0].Incidents = []*incident.Incident{inc}
			for _, f := range formats(h.Location) {
				testReadBack(t, f, fmt.Sprintf("%q, %q", one, two), f.home(h), shown(h), 0)
			}
		}
	}
}

// A page writes an incident as the only one of a history, for the checks of
// package incidenttest.
type page func(p incident.Page, months []site.Month) []byte

func (p page) Append(dst []byte, inc *incident.Incident) []byte {
	if inc == nil {
		return dst
	}
	s := &site.Service{Page: inc.Page, Incidents: []*incident.Incident{inc}}
	return append(dst, p(s.Page, s.Months())...)
}

// A pageAlone is a page without the link to the postmortem, which is not read
// back.
type pageAlone struct{ page page }

func (p pageAlone) Append(dst []byte, inc *incident.Incident) []byte {
	if inc != nil {
		inc = inc.Clone()
		inc.Postmortem = nil
	}
	return p.page.Append(dst, inc)
}

// TestPagesAsReports holds writers and readers of pages to what those of
// reports promise.
func TestPagesAsReports(t *testing.T) {
	for _, f := range formats(time.UTC) {
		var faults incidenttest.Faults
		errors.As(incidenttest.TestRenderer(page(f.history)), &faults)
		for _, fault := range faults {
			if fault.Check != incidenttest.CheckComplete { // pages leave postmortems out
				t.Errorf("%s: %v", f.name, fault)
			}
		}
		var err error
		switch f.name { // pages in HTML show what is derived
		case parse.FormatText:
			err = incidenttest.TestReader(parse.Text{}, pageAlone{f.history})
		case parse.FormatMarkdown:
			err = incidenttest.TestReader(parse.Markdown{}, pageAlone{f.history})
		}
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
		}
	}
}

// TestFilesAreReadBack reads the pages in the folder of a site. Incidents that
// lie ahead have none.
func TestFilesAreReadBack(t *testing.T) {
	for seed := range uint64(fixture.Rounds(20)) {
		s, now := randomService(seed, seed%2 == 1)
		files, err := s.Files(site.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		loc, err := s.Page.Location()
		if err != nil {
			t.Fatal(err)
		}
		history := make(map[string]*incident.Incident)
		for _, file := range files {
			if path.Dir(path.Dir(file.Name)) != "history" {
				continue
			}
			doc, err := parse.HTML{Zone: loc}.Parse(file.Name, file.Append(nil))
			if err != nil || !doc.Many || len(doc.Incidents) == 0 {
				t.Fatalf("seed %d, %s: %v, %+v", seed, file.Name, err, doc)
			}
			for _, inc := range doc.Incidents {
				history[inc.URL] = inc
			}
		}
		paths := s.Paths()
		for _, inc := range s.Incidents {
			if !site.IsPublic(inc) || site.PostedSince(inc).After(now) {
				continue
			}
			url := s.Page.URL + "/" + paths.Incident(inc)
			got := history[url]
			if got == nil {
				t.Fatalf("seed %d: %s is missing", seed, url)
			}
			if got.Title != markdown.Line(inc.Title) || len(got.Updates) != len(inc.Updates) {
				t.Errorf("seed %d, %s: %q with %d updates, want %q with %d", seed, url, got.Title, len(got.Updates), inc.Title, len(inc.Updates))
			}
			delete(history, url)
		}
		if len(history) > 0 {
			t.Errorf("seed %d: %d incidents too many", seed, len(history))
		}
	}
}
