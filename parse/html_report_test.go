package parse_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// rich returns incidents with everything that the fixtures lack: IDs, a
// language, addresses, an impact, rows of every kind, and statuses of
// components.
func rich(t *testing.T) *incident.Incident {
	when := func(s string) time.Time { return at(t, "2024-03-05T"+s+":07Z") }
	return &incident.Incident{
		Title: "Kasse \"langsam\" & <still>", URL: "https://status.example.com/incidents/x1?a=1&b=2",
		Page:       incident.Page{Name: "Example Shop", URL: "https://status.example.com/", TimeZone: "Europe/Copenhagen", Lang: "da"},
		Impact:     incident.ImpactCritical,
		Components: []incident.Component{{Group: "Shop", Name: "Search, Browse and Filter", Status: incident.ComponentPartialOutage}, {Name: "Exports API and Billing API", Status: incident.ComponentOperational}},
		Updates: []incident.Update{
			{ID: "a-1", At: when("08:30"), Body: "Before any status."},
			{ID: "u-2", Status: incident.StatusInvestigating, At: when("09:17"), EditedAt: when("09:20"), NextUpdate: when("10:00"), Body: "# Head\n\n1. one\n2. two\n\n> quoted\n\n| a | b |\n| --- | --- |\n| 1 | **2** |\n\n```\ncode  *x*\n```"},
			{Status: incident.StatusInvestigating, At: when("09:17"), Body: "Same minute, [link](https://example.com/)."},
			{Status: "rolled_back", At: when("09:17")},
		},
		Postmortem: &incident.Postmortem{
			Title: "Long read", EditedAt: at(t, "2024-03-07T10:00:00Z"), PublishedAt: at(t, "2024-03-06T10:00:00Z"),
			Sections: []incident.Section{
				{Body: "Lead.\n\n# In the lead"},
				{Heading: "Facts", Kind: incident.SectionMetrics, Form: incident.FormTable, Columns: []string{"What", "Said"}, Fields: []incident.Field{{Name: "Length", Value: "**1 h**"}, {Name: "Lost"}}, After: "Below."},
				{Heading: "Facts", Level: 1, Form: incident.FormBullets, Fields: []incident.Field{{Name: "A:b", Value: "c"}}},
				{
					Heading: "Timeline", Kind: incident.SectionTimeline, Form: incident.FormBullets,
					Timeline: &incident.Timeline{Mark: " -", Events: []incident.Event{
						{At: when("08:00"), Until: when("08:10"), Text: "A **span**."},
						{At: when("08:15"), Precision: incident.PrecisionAbout, Text: "About then"},
						{At: at(t, "2024-03-05T23:00:00Z"), Precision: incident.PrecisionDay, Text: "A day"},
						{Written: "later", Text: "No instant"},
						{At: when("09:00"), Written: "9 o'clock", Text: "In words"},
					}},
				},
				{
					Heading: "Zones", Form: incident.FormTable, Columns: []string{"When", "What", "Who"},
					Timeline: &incident.Timeline{Zone: "America/New_York", TimeFormat: "3:04 PM", Events: []incident.Event{
						{At: when("08:00"), Text: "x", By: "Ada"}, {At: when("09:00"), Text: "y"},
					}},
				},
				{Heading: "To do", Kind: incident.SectionActions, Form: incident.FormTasks, Body: "Lead-in:", Actions: []incident.Action{{Text: "Done `x`", State: incident.ActionDone}, {Text: "Open", State: incident.ActionOpen, Internal: true}}},
				{Heading: "Table", Kind: incident.SectionActions, Form: incident.FormTable, Actions: []incident.Action{
					{Text: "One", Type: incident.ActionDetect, Owner: "Ada", Due: civil.Date{Year: 2024, Month: 5, Day: 1}, Ticket: "https://example.com/1", State: incident.ActionOpen},
					{Text: "Two", Owner: "Bo & Co"},
				}},
				{Heading: "Table", Kind: incident.SectionActions, Form: incident.FormTable, Columns: []string{"Who", "What", "Where"}, Actions: []incident.Action{{Text: "Three", Owner: "Cy", Extra: []string{"here"}}}},
				{Heading: "Secret", Internal: true, Body: "x"},
				{Kind: incident.SectionClosing, Body: "Bye."},
			},
		},
	}
}

func TestHTMLReport(t *testing.T) {
	want := rich(t)
	h := render.HTML{Internal: true}
	page := h.AppendPage(nil, want)
	doc := readHTML(t, parse.HTML{}, string(page))
	if diff := cmp.Diff(reportOf(page), reportOf(h.AppendPage(nil, doc.Incidents[0]))); diff != "" {
		t.Errorf("written again (-want +got):\n%s", diff)
	}
	unsaid(want)
	want.Page.TimeZone = "Europe/Brussels"
	if diff := cmp.Diff(want, doc.Incidents[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"zone"}, noteCodes(doc)); diff != "" {
		t.Error(diff)
	}
}

// unsaid removes differences that a page does not show: between a custom zone
// of the page and no zone, and between the name and the label of a zone.
func unsaid(inc *incident.Incident) {
	for i := range inc.Postmortem.Sections {
		s := &inc.Postmortem.Sections[i]
		if s.Timeline == nil {
			continue
		}
		switch s.Heading {
		case "Timeline":
			s.Timeline.Zone = "CET"
		case "Zones":
			s.Timeline.Zone, s.Columns[0] = "EST", s.Columns[0]+" (EST)"
		}
	}
}

func TestHTMLReportAlone(t *testing.T) {
	want := rich(t)
	page := render.HTML{Internal: true}.AppendPostmortemPage(nil, want)
	doc := readHTML(t, parse.HTML{}, string(page))
	inc := doc.Incidents[0]
	unsaid(want)
	if diff := cmp.Diff(want.Postmortem, inc.Postmortem); diff != "" || inc.Title != want.Title || len(inc.Updates) != 0 {
		t.Errorf("%s (-want +got):\n%s", inc.Title, diff)
	}
	page = render.HTML{Drafts: true}.Append(nil, &incident.Incident{Title: "x", Postmortem: &incident.Postmortem{Sections: []incident.Section{{Body: "y"}}}})
	if pm := readHTML(t, parse.HTML{}, string(page)).Incidents[0].Postmortem; pm == nil || pm.Published() || pm.Sections[0].Body != "y" {
		t.Errorf("draft: %+v", pm)
	}
}

// article returns a report in the form of package render.
func article(parts string) string {
	return `<article class="incident"><header><h1>Login fails</h1><p class="report">Incident Report for Example Shop</p></header>` + parts + `</article>`
}

// part returns a section of its published postmortem.
func part(parts string) string {
	return article(`<section class="postmortem"><h2>Postmortem</h2><section class="part actions"><h3>Actions</h3>` + parts +
		`</section><p class="stamp">Posted <time datetime="2024-03-06T10:00:00Z">Mar 06, 2024 - 10:00 UTC</time></p></section>`)
}

// TestHTMLReportShapes reads reports that were edited by hand or are inside
// another page.
func TestHTMLReportShapes(t *testing.T) {
	const update = `<div class="updates"><section class="update %s"><h2>%s</h2><div class="body"><p>Text.</p></div><p class="stamp">Posted Mar 05, 2024 - 09:17 UTC</p></section></div>`
	for _, test := range []struct {
		name, page string
		check      func(inc *incident.Incident) bool
	}{
		{"a page with an address of its own", `<base href="https://example.com/"><meta property="og:url" content="https://example.com/blog">` + article(""),
			func(inc *incident.Incident) bool { return inc.URL == "" && inc.Title == "Login fails" }},
		{"the address of the report", `<link rel="canonical" href="https://example.com/i/1">` + article(""), func(inc *incident.Incident) bool { return inc.URL == "https://example.com/i/1" }},
		{"an address that is none", `<link rel="canonical" href="javascript:x">` + article(""), func(inc *incident.Incident) bool { return inc.URL == "" }},
		{"the status in the class", article(fmt.Sprintf(update, "resolved", "Update")), func(inc *incident.Incident) bool { return inc.Updates[0].Status == incident.StatusResolved }},
		{"a status of their own", article(fmt.Sprintf(update, "", "Rolled back")), func(inc *incident.Incident) bool { return inc.Updates[0].Status == "rolled_back" }},
		{"a status in other letters", article(fmt.Sprintf(update, "", "Rolled BACK")), func(inc *incident.Incident) bool { return inc.Updates[0].Status == "Rolled BACK" }},
		{"what is extra", article(strings.Replace(fmt.Sprintf(update, "resolved", "Resolved"), "<p class", `<div class="body" data-extra><p>Not this.</p></div><p class`, 1)), func(inc *incident.Incident) bool { return inc.Updates[0].Body == "Text." }},
		{"a window that ends", strings.Replace(article(""), "</header>", `<p class="window">Scheduled until <time datetime="2024-03-05T09:17:00Z">Mar 5</time></p></header>`, 1), func(inc *incident.Incident) bool {
			return inc.Window.Start.IsZero() && inc.Window.End.Equal(at(t, "2024-03-05T09:17:00Z"))
		}},
		{"text on both sides of a list", part(`<div class="body"><p>a</p></div><div class="body"><p>b</p></div><div class="body"><p>c</p></div>`), func(inc *incident.Incident) bool {
			s := inc.Postmortem.Sections[0]
			return s.Body == "a" && s.After == "b\n\nc"
		}},
		{"a list of nothing known", part(`<ul class="other"><li>a</li></ul><div class="scroll"><p>b</p></div>`), func(inc *incident.Incident) bool { return len(inc.Postmortem.Sections[0].Actions) == 0 }},
		{"a timeline without rows", part(`<ul class="timeline"></ul>`), func(inc *incident.Incident) bool {
			return inc.Postmortem.Sections[0].Timeline != nil && len(inc.Postmortem.Sections[0].Timeline.Events) == 0
		}},
		{"a table of actions with words of their own", part(`<table class="actions"><thead><tr><th>Action</th><th>Type</th><th>State</th></tr></thead>
<tr><td>One</td><td>hope</td><td>soon</td><td>more</td></tr><tr><td>Two</td><td>Prevent</td><td>Done</td></tr></table>`), func(inc *incident.Incident) bool {
			return cmp.Equal(inc.Postmortem.Sections[0].Actions, []incident.Action{
				{Text: "One", Type: "hope", State: "soon", Extra: []string{"more"}},
				{Text: "Two", Type: incident.ActionPrevent, State: incident.ActionDone},
			})
		}},
	} {
		doc := readHTML(t, parse.HTML{}, test.page)
		if len(doc.Incidents) != 1 || !test.check(doc.Incidents[0]) {
			t.Errorf("%s: %+v, postmortem %+v", test.name, doc.Incidents[0], doc.Incidents[0].Postmortem)
		}
	}
	for _, test := range []struct {
		name, page string
		code       incident.Code
	}{
		{"a window that tells no time", strings.Replace(article(""), "</header>", `<p class="window">Scheduled for soon</p></header>`, 1), incident.CodeSyntax},
		{"a time that is none", article(strings.Replace(fmt.Sprintf(update, "", "Update"), "Mar 05", "Feb 30", 1)), incident.CodeRange},
		{"the postmortem has no label", article(`<section class="postmortem"><p>Text.</p></section>`), incident.CodeRequired},
	} {
		_, err := parse.HTML{}.Parse("x", []byte(test.page))
		if one := (*incident.SourceError)(nil); !errors.As(err, &one) || one.Code != test.code {
			t.Errorf("%s: %v, want %s", test.name, err, test.code)
		}
		if doc, err := (parse.HTML{Lax: true}).Parse("x", []byte(test.page)); doc == nil || err == nil || doc.Incidents[0].Title != "Login fails" {
			t.Errorf("%s, lax: %v, %v", test.name, doc, err)
		}
	}
}

// TestHTMLReportsOfOnePage reads fragments inside another page.
func TestHTMLReportsOfOnePage(t *testing.T) {
	one := render.HTML{IDPrefix: "menu-", HeadingLevel: 2}.Append(nil, fixture.Webhooks())
	two := render.HTML{IDPrefix: "b-", HeadingLevel: 2}.Append(nil, fixture.Login())
	doc := readHTML(t, parse.HTML{}, `<html><body class="status"><h1>Ours</h1><main>`+string(one)+"<hr>"+string(two)+"</main>")
	if len(doc.Incidents) != 2 {
		t.Fatalf("%d incidents", len(doc.Incidents))
	}
	for i, want := range []*incident.Incident{fixture.Webhooks(), fixture.Login()} {
		got := doc.Incidents[i]
		if got.Title != want.Title || len(got.Updates) != len(want.Updates) || got.Updates[0].ID != "" || !got.Updates[1].At.Equal(want.Updates[1].At) {
			t.Errorf("incidents[%d] is %+v", i, got)
		}
	}
}

// TestHTMLNotesNameTheirIncident checks the path of a note about the second of
// two reports.
func TestHTMLNotesNameTheirIncident(t *testing.T) {
	const sentence = `<p class="affected">This incident affected: Shop (Search and browse).</p></article>`
	one := string(render.HTML{}.Append(nil, fixture.Webhooks()))
	two := string(render.HTML{IDPrefix: "b-"}.Append(nil, &incident.Incident{
		Title: "Slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Brussels"},
		Updates: []incident.Update{{Status: incident.StatusResolved, At: at(t, "2024-03-05T08:30:00Z")}},
	}))
	doc := readHTML(t, parse.HTML{}, one+strings.Replace(two, "</article>", sentence, 1))
	for _, n := range doc.Notes {
		if n.Code == parse.NoteAmbiguous && n.Path == "incidents[1].components" {
			return
		}
	}
	t.Errorf("no note on the components of the second incident: %v", doc.Notes)
}

// TestHTMLReportInOtherZones reads reports that show several zones. The first
// one is the page's.
func TestHTMLReportInOtherZones(t *testing.T) {
	var list []*time.Location
	for _, name := range []string{"America/New_York", "Asia/Kolkata"} {
		loc, err := civil.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, loc)
	}
	for _, f := range fixture.All() {
		doc := readHTML(t, parse.HTML{}, string(render.HTML{Zones: list}.Append(nil, f.Incident)))
		got := doc.Incidents[0]
		if got.Page.TimeZone != "America/New_York" || len(got.Updates) != len(f.Incident.Updates) || !got.Window.Start.Equal(f.Incident.Window.Start) || !got.Window.End.Equal(f.Incident.Window.End) {
			t.Errorf("%s: %+v", f.Name, got)
		}
		for i, u := range got.Updates {
			if !u.At.Equal(f.Incident.Updates[i].At) {
				t.Errorf("%s: updates[%d].at is %v", f.Name, i, u.At)
			}
		}
		if f.Incident.Postmortem == nil {
			continue
		}
		public := f.Incident.Public().Postmortem
		for i, s := range got.Postmortem.Sections {
			if tl := s.Timeline; tl != nil {
				for j, e := range tl.Events {
					if want := public.Sections[i].Timeline.Events[j]; !e.At.Equal(want.At) || e.Text != want.Text {
						t.Errorf("%s: %+v, want %+v", f.Name, e, want)
					}
				}
				if strings.Contains(s.Heading, "·") {
					t.Errorf("%s: %q", f.Name, s.Heading)
				}
			}
		}
		if !strings.Contains(strings.Join(noteCodes(doc), " "), "other-zones") {
			t.Errorf("%s: no note of the other zones", f.Name)
		}
	}
}

// TestHTMLGroupsInTwoPlaces reads a group whose components are not next to each
// other. The sentence brings them together, the banner does not. The
// parentheses in the name of another component stay part of that name.
func TestHTMLGroupsInTwoPlaces(t *testing.T) {
	inc := fixture.Checkout()
	inc.Components = []incident.Component{
		{Group: "Regions (EU)", Name: "Emails", Status: incident.ComponentMajorOutage}, {Name: "Live map (beta)", Status: incident.ComponentMajorOutage}, {Group: "Regions (EU)", Name: "API"},
	}
	doc, err := parse.HTML{}.Parse("page", render.HTML{}.Append(nil, inc))
	if err != nil {
		t.Fatal(err)
	}
	want := []incident.Component{{Group: "Regions (EU)", Name: "Emails"}, {Group: "Regions (EU)", Name: "API"}, {Name: "Live map (beta)"}}
	got := doc.Incidents[0].Components
	for i := range got {
		got[i].Status = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("components (-want +got):\n%s", diff)
	}
}

// TestHTMLZonesAreConcluded reads pages in sixteen zones without stating the
// zone. Labels may have several meanings; the instants next to them decide.
func TestHTMLZonesAreConcluded(t *testing.T) {
	for seed := range uint64(fixture.Rounds(100)) {
		inc := generated(seed, seed%2 == 0)
		page := render.HTML{}.Append(nil, inc)
		doc, err := parse.HTML{}.Parse("generated", page)
		if err != nil {
			t.Fatalf("seed %d, %s: %v", seed, inc.Page.TimeZone, err)
		}
		got := doc.Incidents[0]
		for i, u := range got.Updates {
			if !u.At.Equal(inc.Updates[i].At) {
				t.Fatalf("seed %d, %s: updates[%d].at is %v, want %v", seed, inc.Page.TimeZone, i, u.At, inc.Updates[i].At)
			}
		}
		if diff := cmp.Diff(reportOf(page), reportOf(render.HTML{}.Append(nil, got))); diff != "" {
			t.Fatalf("seed %d, %s as %s (-want +got):\n%s", seed, inc.Page.TimeZone, got.Page.TimeZone, diff)
		}
	}
}

// TestHTMLMarksOfRows reads back the sign between the time of a row and its
// text, and text that begins like a sign.
func TestHTMLMarksOfRows(t *testing.T) {
	for _, mark := range []string{"", ":", ".", " -", " →", "→", "*", " ::", "'s"} {
		for _, text := range []string{"The queue stops.", "→ up", "- down", "**bold**", "&amp; more", ""} {
			inc := fixture.Webhooks()
			inc.Postmortem = &incident.Postmortem{PublishedAt: inc.Updates[0].At.Add(72 * time.Hour), Sections: []incident.Section{{
				Heading: "Timeline", Timeline: &incident.Timeline{Zone: "CET", TimeFormat: "15:04", Mark: mark, Events: []incident.Event{
					{At: inc.Updates[0].At, Text: text}, {At: inc.Updates[1].At, Text: "Plain."}, {At: inc.Updates[2].At, Text: "Plain, too."},
				}},
			}}}
			want := string(render.HTML{}.AppendPostmortem(nil, inc))
			doc := readHTML(t, parse.HTML{}, want)
			got := doc.Incidents[0]
			got.Page.URL = inc.Page.URL // plain text does not keep it
			if again := string(render.HTML{}.AppendPostmortem(nil, got)); again != want {
				t.Errorf("mark %q, text %q:\n%s", mark, text, cmp.Diff(want, again))
			}
		}
	}
}

// TestHTMLImpact checks that a stated impact is read, and that an impact that
// the writer derived is derived again.
func TestHTMLImpact(t *testing.T) {
	for _, test := range []struct{ stated, want incident.Impact }{
		{"", ""}, {"none", "none"}, {"minor", "minor"}, {"critical", "critical"}, {"maintenance", "maintenance"},
		{"severe & more", "severe & more"},
	} {
		inc := &incident.Incident{Title: "API is down", Impact: test.stated, Updates: []incident.Update{{
			Status: incident.StatusInvestigating, At: time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC),
			Changes: []incident.Change{{Name: "API", From: incident.ComponentOperational, To: incident.ComponentMajorOutage}},
		}}}
		if test.stated == incident.ImpactMaintenance {
			inc.Page.Name, inc.Updates[0].Status = "Example Shop", incident.StatusInProgress
		}
		doc := readHTML(t, parse.HTML{Zone: time.UTC}, string(render.HTML{}.AppendPage(nil, inc)))
		if got := doc.Incidents[0].Impact; got != test.want {
			t.Errorf("%q is read as %q", test.stated, got)
		}
	}
}

// TestHTMLImpactComesBack reads the page of an incident whose components got
// better before the page was written. The worst impact does not follow from
// their present statuses, so it must be kept, whether the incident is over or
// not.
func TestHTMLImpactComesBack(t *testing.T) {
	at := time.Date(2025, time.March, 4, 9, 0, 0, 0, time.UTC)
	change := func(from, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{Group: "Shop", Name: "Checkout", From: from, To: to}}
	}
	for _, last := range []incident.Status{incident.StatusMonitoring, incident.StatusResolved} {
		for now, noted := range map[incident.ComponentStatus]bool{incident.ComponentOperational: true, incident.ComponentDegradedPerformance: true, incident.ComponentMajorOutage: false} {
			inc := &incident.Incident{Title: "Payments fail", Page: incident.Page{Name: "Example", TimeZone: "UTC"}, Updates: []incident.Update{
				{At: at, Status: incident.StatusInvestigating, Body: "We look into it.", Changes: change(incident.ComponentOperational, incident.ComponentMajorOutage)},
				{At: at.Add(time.Hour), Status: last, Body: "It gets better.", Changes: change(incident.ComponentMajorOutage, now)},
			}}
			doc, err := parse.HTML{}.Parse("page.html", render.HTML{}.AppendPage(nil, inc))
			if err != nil {
				t.Fatal(err)
			}
			got := doc.Incidents[0]
			if impact, _ := got.EffectiveImpact(); impact != incident.ImpactCritical {
				t.Errorf("%s, %s: impact %q", last, now, impact)
			}
			if want := []incident.Component{{Group: "Shop", Name: "Checkout", Status: now}}; !slices.Equal(got.Components, want) {
				t.Errorf("%s: components %+v, want %+v", last, got.Components, want)
			}
			if has := slices.ContainsFunc(doc.Notes, func(n incident.Note) bool { return n.Code == parse.NoteImpact }); has != noted {
				t.Errorf("%s, %s: noted: %v, want %v", last, now, has, noted)
			}
		}
	}
}
