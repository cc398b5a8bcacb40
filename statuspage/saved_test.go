package statuspage_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/statuspage"
)

// rowOf returns an update in the form of an incident page.
func rowOf(label, body, unix, stamp string) string {
	data := ""
	if unix != "" {
		data = fmt.Sprintf(`<span class="ago" data-datetime-unix="%s"></span>`, unix)
	}
	return fmt.Sprintf(`<div class="row update-row">
  <h2 class="update-title span3 font-large">
    %s
  </h2>
  <div class="update-container span9">
    <div class="update-body font-regular"><span class="whitespace-pre-wrap">%s</span></div>
    <div class="update-timestamp font-small color-secondary">
      Posted %s%s
    </div>
  </div>
</div>
`, label, body, data, stamp)
}

// pageOf returns an incident page with the given updates.
func pageOf(rows ...string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>Example Pay Status - Payouts are late</title>
<link rel="canonical" href="https://status.example.com/incidents/k3v9qd1xw2mz"></head>
<body class="status incident status-none"><div class="page-title">
<h1 class="color-primary incident-name whitespace-pre-wrap impact-major">Payouts are late</h1>
<div class="font-largest subheader ">
  Incident Report for <a class="color-secondary" href="/">Example Pay</a>
</div></div>
<div class="incident-updates-container">
` + strings.Join(rows, "") + `<div class="components-affected font-small">
  This incident affected: API and Dashboard (Payouts, Exports).
</div></div></body></html>`
}

func codes(notes []incident.Note) (list []string) {
	for _, n := range notes {
		list = append(list, string(n.Code))
	}
	return list
}

const day = `May <var data-var="date">08</var>, <var data-var="year">2025</var> - <var data-var="time">%s</var> %s`

func TestIncidentPage(t *testing.T) {
	answer := read(t, pageOf(
		rowOf("Resolved", "All payouts are out.<br><br>Read <a href=\"https://example.com/x\">more</a> &amp; sleep.", "1746709641000", fmt.Sprintf(day, "14:07", "BST")),
		rowOf("Update", "One bank is left.", "1746707703000", fmt.Sprintf(day, "13:35", "BST")),
		rowOf("Identified", "A queue is stuck.\nWe empty it.", "1746706374000", fmt.Sprintf(day, "13:12", "BST")),
	))
	want := &incident.Incident{
		ID: "k3v9qd1xw2mz", Title: "Payouts are late", URL: "https://status.example.com/incidents/k3v9qd1xw2mz",
		Page:       incident.Page{Name: "Example Pay", URL: "https://status.example.com", TimeZone: "Europe/London"},
		Impact:     incident.ImpactMajor,
		Components: []incident.Component{{Name: "API"}, {Group: "Dashboard", Name: "Payouts"}, {Group: "Dashboard", Name: "Exports"}},
		Updates: []incident.Update{
			{Status: incident.StatusIdentified, At: time.UnixMilli(1746706374000).UTC(), Body: "A queue is stuck.\nWe empty it."},
			{Status: incident.StatusIdentified, At: time.UnixMilli(1746707703000).UTC(), Body: "One bank is left."},
			{Status: incident.StatusResolved, At: time.UnixMilli(1746709641000).UTC(), Body: "All payouts are out.\n\nRead [more](https://example.com/x) & sleep."},
		},
	}
	if diff := cmp.Diff([]*incident.Incident{want}, answer.Incidents); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"zone"}, codes(answer.Notes)); diff != "" {
		t.Error(diff)
	}
}

func TestIncidentPageShapes(t *testing.T) {
	row := rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))
	for name, test := range map[string]struct {
		page  string
		check func(inc *incident.Incident) bool
		codes []string
	}{
		"text before the doctype": {"```html\n" + pageOf(row), func(inc *incident.Incident) bool {
			return inc.Page.Name == "Example Pay" && inc.ID != "" && len(inc.Components) == 3
		}, []string{"zone"}},
		"inside another page": {"<table><tr><td><b>" + pageOf(row) + "</table>", func(inc *incident.Incident) bool { return len(inc.Updates) == 1 }, []string{"zone"}},
		"older labels": {strings.ReplaceAll(pageOf(row), "h2", "div"), func(inc *incident.Incident) bool {
			return inc.Updates[0].Status == incident.StatusResolved
		}, []string{"zone"}},
		"text of a script in front": {strings.Replace(pageOf(row), "></span>May", ">8 days ago. </span>May", 1), func(inc *incident.Incident) bool {
			return inc.Updates[0].At.Unix() == 1746709641
		}, []string{"zone"}},
		"the data win": {pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "15:07", "BST"))), func(inc *incident.Incident) bool {
			return inc.Updates[0].At.Unix() == 1746709641
		}, []string{"zone", "stamp"}},
		"no data": {pageOf(rowOf("Resolved", "Over.", "", fmt.Sprintf(day, "14:07", "BST"))), func(inc *incident.Incident) bool {
			return inc.Updates[0].At.Unix() == 1746709620
		}, []string{"zone"}},
		"a label with several meanings": {pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "18:37", "IST"))), func(inc *incident.Incident) bool {
			return inc.Page.TimeZone == "Asia/Kolkata"
		}, []string{"zone"}},
		"a label that nobody knows": {pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "18:37", "QQQ"))), func(inc *incident.Incident) bool {
			return inc.Page.TimeZone == "UTC+5:30"
		}, []string{"offset"}},
		"no body": {pageOf(rowOf("Resolved", "", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))), func(inc *incident.Incident) bool {
			return inc.Updates[0].Body == ""
		}, []string{"zone"}},
		"maintenance": {strings.NewReplacer("impact-major", "impact-maintenance", "Incident Report", "Scheduled Maintenance Report", "This incident", "This scheduled maintenance").
			Replace(pageOf(rowOf("In progress", "It has begun.", "1746709641000", fmt.Sprintf(day, "14:07", "BST")))), func(inc *incident.Incident) bool {
			return inc.Impact == incident.ImpactMaintenance && inc.Updates[0].Status == incident.StatusInProgress && inc.Page.Name == "Example Pay" && len(inc.Components) == 3
		}, []string{"zone"}},
		"no subheader": {strings.Replace(pageOf(row), "subheader", "other", 1), func(inc *incident.Incident) bool { return inc.Page.Name == "Example Pay" }, []string{"zone"}},
		"text of a script in no element": {strings.Replace(pageOf(rowOf("Resolved", "Over.", "", fmt.Sprintf(day, "14:07", "BST"))), "Posted May", "Posted 8 days ago. May", 1), func(inc *incident.Incident) bool {
			return inc.Updates[0].At.Unix() == 1746709620
		}, []string{"zone"}},
		"a time in several zones": {pageOf(rowOf("Resolved", "Over.", "", fmt.Sprintf(day, "14:07", "BST")+" · 15:07 CEST")), func(inc *incident.Incident) bool {
			return inc.Updates[0].At.Unix() == 1746709620 && inc.Page.TimeZone == "Europe/London"
		}, []string{"zone", "other-zones"}},
		"a label that nobody knows, to the west": {pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "09:37", "QQQ"))), func(inc *incident.Incident) bool {
			return inc.Page.TimeZone == "UTC-3:30" && inc.Updates[0].At.Unix() == 1746709641
		}, []string{"offset"}},
		"a label that nobody knows, of UTC": {pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "13:07", "QQQ"))), func(inc *incident.Incident) bool {
			return inc.Page.TimeZone == "UTC"
		}, []string{"offset"}},
		"summer and winter under a label with several meanings": {
			pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "08:07", "CDT")), rowOf("Identified", "Found.", "1735732800000", "Jan 01, 2025 - 06:00 CST")), func(inc *incident.Incident) bool {
				return inc.Page.TimeZone == "America/Chicago" && inc.Updates[0].At.Unix() == 1735732800
			}, []string{"zone"}},
		"a title in the data only": {strings.Replace(strings.Replace(pageOf(row), "incident-name", "other", 1), "<body", `<meta property="og:title" content="Payouts are late"><body`, 1), func(inc *incident.Incident) bool {
			return inc.Title == "Payouts are late" && inc.Impact == "" && inc.Page.Name == "Example Pay"
		}, []string{"zone"}},
		"a subheader of other words": {strings.Replace(pageOf(row), "Incident Report for", "Bericht von", 1), func(inc *incident.Incident) bool {
			return inc.Page.Name == "Example Pay" && inc.Impact == incident.ImpactMajor
		}, []string{"zone"}},
		"a maintenance by its subheader": {strings.NewReplacer("impact-major", "", "Incident Report", "Scheduled Maintenance Report").Replace(pageOf(row)), func(inc *incident.Incident) bool {
			return inc.Impact == incident.ImpactMaintenance
		}, []string{"zone"}},
		"no name of the page": {strings.NewReplacer("subheader", "other", "Example Pay Status - Payouts are late", "Something else").Replace(pageOf(row)), func(inc *incident.Incident) bool {
			return inc.Page.Name == "" && inc.Title == "Payouts are late"
		}, []string{"zone"}},
		"the address of something else": {strings.Replace(pageOf(row), "/incidents/k3v9qd1xw2mz", "/incidents/k3v9qd1xw2mz/print", 1), func(inc *incident.Incident) bool {
			return inc.ID == "" && inc.URL == "" && inc.Page.URL == "https://status.example.com"
		}, []string{"zone"}},
		"a postmortem below an update": {pageOf(row, rowOf("Postmortem", "It was a queue.", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))), func(inc *incident.Incident) bool {
			return len(inc.Updates) == 1 && inc.Postmortem.Sections[0].Body == "It was a queue."
		}, []string{"zone", "place"}},
		"a postmortem without a text": {pageOf(strings.NewReplacer("update-container", "x", "update-body", "y").Replace(rowOf("Postmortem", "", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))), row), func(inc *incident.Incident) bool {
			return inc.Postmortem.Published() && len(inc.Postmortem.Sections) == 0
		}, []string{"zone"}},
		"a script in a title": {strings.Replace(pageOf(row), ">Payouts are late</h1>", "><script>late()</script>Payouts<br>are <style>b{}</style>late</h1>", 1), func(inc *incident.Incident) bool {
			return inc.Title == "Payouts are late"
		}, []string{"zone"}},
		"repeated label": {pageOf(row, row), func(inc *incident.Incident) bool { return len(inc.Updates) == 2 }, []string{"zone", "repeated"}},
	} {
		answer, err := statuspage.Reader{}.Read("page.html", []byte(test.page))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(answer.Incidents) != 1 || !test.check(answer.Incidents[0]) {
			t.Errorf("%s: %+v", name, answer.Incidents[0])
		}
		codes := codes(answer.Notes)
		if len(codes) > 1 && codes[1] == "zone" {
			codes[0], codes[1] = codes[1], codes[0]
		}
		if diff := cmp.Diff(test.codes, codes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPagePostmortem(t *testing.T) {
	body := `<h2>Late payouts, May 8</h2><h3>Summary</h3><p>A queue was <strong>stuck</strong>.</p>
<h3>Timeline</h3><p>All times are in UTC.</p><ul><li>11:58 - The queue stops.</li><li>12:12 - We see it.</li><li>13:07 - It runs.</li></ul><p>That is all.</p>
<h4>A detail</h4><p>Small.</p>
<h3>Action items</h3><p>We will:</p><ol><li>Watch <code>queue</code></li><li>Write it down</li></ol>`
	row := strings.Replace(rowOf("Postmortem", "@", "1746800000000", `May 09, 2025 - 15:13 BST`), `<span class="whitespace-pre-wrap">@</span>`, `<div class="markdown-display">`+body+`</div>`, 1)
	answer := read(t, pageOf(row, rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))))
	pm := answer.Incidents[0].Postmortem
	want := &incident.Postmortem{
		Title: "Late payouts, May 8", PublishedAt: time.UnixMilli(1746800000000).UTC(),
		Sections: []incident.Section{
			{Kind: incident.SectionSummary, Heading: "Summary", Body: "A queue was **stuck**."},
			{
				Kind: incident.SectionTimeline, Heading: "Timeline", Body: "All times are in UTC.", Form: incident.FormBullets, After: "That is all.",
				Timeline: &incident.Timeline{Zone: "UTC", TimeFormat: "15:04", Mark: " -", Events: []incident.Event{
					{At: utc("2025-05-08T11:58:00Z"), Text: "The queue stops."},
					{At: utc("2025-05-08T12:12:00Z"), Text: "We see it."},
					{At: utc("2025-05-08T13:07:00Z"), Text: "It runs."},
				}},
			},
			{Level: 1, Heading: "A detail", Body: "Small."},
			{Kind: incident.SectionActions, Heading: "Action items", Body: "We will:", Form: incident.FormNumbered, Actions: []incident.Action{{Text: "Watch `queue`"}, {Text: "Write it down"}}},
		},
	}
	if diff := cmp.Diff(want, pm); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(answer.Incidents[0].Updates) != 1 {
		t.Errorf("%d updates", len(answer.Incidents[0].Updates))
	}
}

// TestPagePostmortemOverMidnight reads rows without dates that begin on the day
// before the first update, in a table with links.
func TestPagePostmortemOverMidnight(t *testing.T) {
	body := `<h1>Timeline</h1><table><tr><th>Time (UTC)</th><th>Event</th></tr>
<tr><td>23:50</td><td>The <a href="https://example.com/q">queue</a> stops.</td></tr><tr><td>00:05</td><td>We see it.</td></tr></table>`
	row := strings.Replace(rowOf("Postmortem", "@", "", "May 09, 2025 - 15:13 UTC"), `<span class="whitespace-pre-wrap">@</span>`, body, 1)
	answer := read(t, pageOf(row, rowOf("Investigating", "Late.", "", "May 08, 2025 - 00:10 UTC")))
	s := answer.Incidents[0].Postmortem.Sections[0]
	if s.Timeline == nil || s.Form != incident.FormTable || len(s.Timeline.Events) != 2 {
		t.Fatalf("%+v", s)
	}
	for i, want := range []incident.Event{
		{At: utc("2025-05-07T23:50:00Z"), Text: "The [queue](https://example.com/q) stops."},
		{At: utc("2025-05-08T00:05:00Z"), Text: "We see it."},
	} {
		if diff := cmp.Diff(want, s.Timeline.Events[i]); diff != "" {
			t.Errorf("events[%d] (-want +got):\n%s", i, diff)
		}
	}
}

// home returns a home page with parts between its head and its foot.
func home(parts ...string) string {
	return "```\n" + `<!DOCTYPE html><html><head><title>Example Mail Status</title><meta name="issued" content="1612137600"></head><body class="status index">
<div class="layout-content"><base href="https://status.example.com/">` + strings.Join(parts, "\n") + `</div></body></html>`
}

// listedUpdate returns an update in the form of a home page.
func listedUpdate(class, label, body, stamp string) string {
	return fmt.Sprintf(`<div class="update font-regular %s"><strong>%s</strong> - <span class="whitespace-pre-wrap">%s</span>
  <br>
  <small>
    %s
  </small></div>`, class, label, body, stamp)
}

func pastDay(date, title string, updates ...string) string {
	return fmt.Sprintf(`<div class="status-day font-regular"><div class="date border-color font-large">%s</div>
<div class="incident-container"><div class="incident-title impact-minor font-large"><a class="whitespace-pre-wrap" href="/incidents/abc123">%s</a></div>
<div class="updates-container">%s</div></div></div>`, date, title, strings.Join(updates, "\n"))
}

func TestHomePage(t *testing.T) {
	page := home(
		`<div class="unresolved-incidents"><div class="unresolved-incident impact-major"><div class="incident-title font-large">
<a class="actual-title with-ellipsis" href="/incidents/open1">Mail is late</a> <a class="subscribe" href="#x">Subscribe</a></div>
<div class="updates font-regular">`+
			listedUpdate("", "Update", "Still late.", `Jan <var data-var='date'> 3</var>, <var data-var='time'>09:00</var> CET`)+
			listedUpdate("", "Investigating", "Late.", `Dec <var data-var='date'>31</var>, <var data-var='time'>23:50</var> CET`)+`</div></div></div>`,
		`<div class="scheduled-maintenances-container"><div class="scheduled-maintenance"><div class="incident-title font-large">
<a href="/incidents/plan1" title="Move">Move</a><small class="pull-right" data-unix-time="1550246400">Feb <var>15</var>, <var>17:00</var>-<var>19:30</var> CET</small></div>
<div class="updates-container font-regular"><div class="update">

  We move the servers.
  <br><small>Posted on

   Feb <var> 8</var>, <var>10:00</var> CET</small></div></div></div></div>`,
		`<div class="incidents-list format-expanded"><h2>Past Incidents</h2><div class="status-day no-incidents"><div class="date">Jan <var> 9</var>, <var>2021</var></div><p>No incidents reported.</p></div>`,
		pastDay(`Jan <var data-var="date"> 2</var>, <var data-var="year">2021</var>`, "Login fails &amp; waits",
			listedUpdate("postmortem", "Postmortem", `<a href="/incidents/abc123">Read details</a>`, "Jan  9, 12:00 CET"),
			listedUpdate("resolved", "Resolved", "Over.<br><br><strong>Impact</strong><br>None is left.", "Jan  2, 10:00 CET"),
			`<div class="update font-regular in progress"><strong>In Progress</strong> - We did:<li>one<li>two
<br><small>Dec 31, 22:00 CET</small></div>`,
			listedUpdate("investigating", "Investigating", "Looking.", "Dec 31, 21:00 CET")),
		`</div>`)
	answer := read(t, page)
	host := incident.Page{Name: "Example Mail", URL: "https://status.example.com", TimeZone: "Europe/Brussels"}
	want := []*incident.Incident{
		{
			ID: "open1", URL: "https://status.example.com/incidents/open1", Title: "Mail is late", Page: host, Impact: incident.ImpactMajor,
			Updates: []incident.Update{
				{Status: incident.StatusInvestigating, At: utc("2020-12-31T22:50:00Z"), Body: "Late."},
				{Status: incident.StatusInvestigating, At: utc("2021-01-03T08:00:00Z"), Body: "Still late."},
			},
		},
		{
			ID: "plan1", URL: "https://status.example.com/incidents/plan1", Title: "Move", Page: host, Impact: incident.ImpactMaintenance,
			Window:  incident.Window{Start: utc("2019-02-15T16:00:00Z"), End: utc("2019-02-15T18:30:00Z")},
			Updates: []incident.Update{{Status: incident.StatusScheduled, Inferred: true, At: utc("2019-02-08T09:00:00Z"), Body: "We move the servers."}},
		},
		{
			ID: "abc123", URL: "https://status.example.com/incidents/abc123", Title: "Login fails & waits", Page: host, Impact: incident.ImpactMinor,
			Updates: []incident.Update{
				{Status: incident.StatusInvestigating, At: utc("2020-12-31T20:00:00Z"), Body: "Looking."},
				{Status: incident.StatusInProgress, At: utc("2020-12-31T21:00:00Z"), Body: "We did:\n\n- one\n- two"},
				{Status: incident.StatusResolved, At: utc("2021-01-02T09:00:00Z"), Body: "Over.\n\n**Impact**\nNone is left."},
			},
			Postmortem: &incident.Postmortem{PublishedAt: utc("2021-01-09T11:00:00Z")},
		},
	}
	if diff := cmp.Diff(want, answer.Incidents); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"year", "zone", "status"}, codes(answer.Notes)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, n := range answer.Notes {
		if n.Code == statuspage.CodeYear && n.Path != "incidents[0].updates[1].at" {
			t.Errorf("%v", n)
		}
	}
}

// TestHomePagePostmortem reads a postmortem in a list that was published in the
// following year.
func TestHomePagePostmortem(t *testing.T) {
	answer := read(t, home(pastDay("Dec 31, 2020", "Login fails",
		listedUpdate("postmortem", "Postmortem", "We are sorry.<br><br>It was the clock.", "Jan  4, 12:00 UTC"),
		listedUpdate("resolved", "Resolved", "Over.", "Dec 31, 10:00 UTC"))))
	want := &incident.Postmortem{PublishedAt: utc("2021-01-04T12:00:00Z"), Sections: []incident.Section{{Body: "We are sorry.\n\nIt was the clock."}}}
	if diff := cmp.Diff(want, answer.Incidents[0].Postmortem); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestHomePageShapes reads unusual home pages. An incident is described by its
// window and the times of its updates, in UTC.
func TestHomePageShapes(t *testing.T) {
	planned := func(small string) string {
		return home(`<div class="scheduled-maintenance"><div class="incident-title"><a href="/incidents/p1">Move</a>` + small + `</div>
<div class="update">We move.<br><small>Posted on Feb 8, 10:00 CET</small></div></div>`)
	}
	moment := func(unix, stamp string) string {
		return fmt.Sprintf(`<span data-datetime-unix="%s"></span>%s`, unix, stamp)
	}
	for name, test := range map[string]struct {
		page, want string
		notes      []string
	}{
		"a window":                                        {planned(`<small data-unix-time="1550246400">Feb 15, 17:00-19:30 CET</small>`), "2019-02-15 16:00 to 2019-02-15 18:30; 2019-02-08 09:00", []string{"status", "zone"}},
		"a window without an end":                         {planned(`<small data-unix-time="1550246400">Feb 15, 17:00 CET</small>`), "2019-02-15 16:00 to never; 2019-02-08 09:00", []string{"status", "zone"}},
		"a window with more":                              {planned(`<small data-unix-time="1550246400">Feb 15, 17:00-19:30 CET or so</small>`), "2019-02-15 16:00 to never; 2019-02-08 09:00", []string{"unresolved", "status", "zone"}},
		"no window, the year of the page":                 {planned(""), "never to never; 2020-02-08 09:00", []string{"status", "year", "zone"}},
		"the data tell the year, which has turned in UTC": {home(pastDay("Dec 31, 2020", "x", listedUpdate("", "Resolved", "y", moment("1609476600000", "Dec 31, 23:50 EST")))), "never to never; 2021-01-01 04:50", []string{"zone"}},
		"the data tell the year, which has not yet":       {home(pastDay("Jan 1, 2021", "x", listedUpdate("", "Resolved", "y", moment("1609427400000", "Jan 1, 00:10 JST")))), "never to never; 2020-12-31 15:10", []string{"zone"}},
		"an open incident with a postmortem": {home(`<div class="unresolved-incident"><div class="incident-title">x</div>` + listedUpdate("", "Postmortem", "It was us.", "Jan 4, 10:00 UTC") + listedUpdate("", "Monitoring", "y", "Jan 3, 10:00 UTC") + `</div>`),
			"never to never; 2021-01-03 10:00; postmortem 2021-01-04 10:00: It was us.", []string{"year", "year"}},
		"components": {home(strings.Replace(pastDay("Jan 2, 2021", "x", listedUpdate("", "Resolved", "y", "Jan 2, 10:00 UTC")), "</div></div></div>", `</div><div class="components-affected">This incident affected: Web (Search, Login).</div></div></div>`, 1)),
			"never to never; 2021-01-02 10:00; Web/Search; Web/Login", nil},
		"the name of the page elsewhere": {strings.Replace(home(pastDay("Jan 2, 2021", "x", listedUpdate("", "Resolved", "y", "Jan 2, 10:00 UTC"))), "<title>Example Mail Status</title>", `<p class="page-name">Example Mail</p>`, 1), "never to never; 2021-01-02 10:00", nil},
	} {
		answer := read(t, test.page)
		if len(answer.Incidents) != 1 {
			t.Errorf("%s: %d incidents", name, len(answer.Incidents))
			continue
		}
		inc := answer.Incidents[0]
		utc := func(at time.Time) string {
			if at.IsZero() {
				return "never"
			}
			return at.UTC().Format("2006-01-02 15:04")
		}
		got := utc(inc.Window.Start) + " to " + utc(inc.Window.End)
		for _, u := range inc.Updates {
			got += "; " + utc(u.At)
		}
		if pm := inc.Postmortem; pm != nil {
			got += "; postmortem " + utc(pm.PublishedAt) + ": " + pm.Sections[0].Body
		}
		for _, c := range inc.Components {
			got += "; " + c.Group + "/" + c.Name
		}
		if got != test.want || inc.Page.Name != "Example Mail" {
			t.Errorf("%s: %s of %q, want %s", name, got, inc.Page.Name, test.want)
		}
		if diff := cmp.Diff(test.notes, codes(answer.Notes)); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", name, diff)
		}
	}
}

func TestHomePageWithoutIncidents(t *testing.T) {
	answer := read(t, home(`<div class="incidents-list"><div class="status-day"><div class="date">Jan 9, 2021</div><p>No incidents reported.</p></div></div>`))
	if len(answer.Incidents) != 0 {
		t.Errorf("%d incidents", len(answer.Incidents))
	}
}

func TestHistoryPage(t *testing.T) {
	props, err := json.Marshal(map[string]any{
		"page": map[string]any{"name": "Example Mail", "url": "https://status.example.com"},
		"months": []any{
			map[string]any{"name": "January", "year": 2024, "incidents": []any{
				map[string]any{"code": "a1", "name": "Mail is late", "message": "Over.", "impact": "minor", "timestamp": "Jan <var data-var='date'>16</var>, <var>23:53</var> - Jan <var>17</var>, <var>02:54</var> UTC"},
				map[string]any{"code": "a2", "name": "Move", "message": "Done.", "impact": "maintenance", "timestamp": "Jan 3, 22:00 - 23:00 UTC"},
			}},
			map[string]any{"name": "December", "year": 2023, "incidents": []any{}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	page := `<html><base href="https://status.example.com/"><body><div data-react-class="HistoryIndex" data-react-props="` + html.EscapeString(string(props)) + `"></div></body></html>`
	answer := read(t, page)
	host := incident.Page{Name: "Example Mail", URL: "https://status.example.com", TimeZone: "UTC"}
	want := []*incident.Incident{
		{
			ID: "a1", URL: "https://status.example.com/incidents/a1", Title: "Mail is late", Page: host, Impact: incident.ImpactMinor,
			Updates: []incident.Update{{At: utc("2024-01-17T02:54:00Z"), Body: "Over."}},
			Events:  []incident.Event{{At: utc("2024-01-16T23:53:00Z"), Until: utc("2024-01-17T02:54:00Z"), Written: "Jan 16, 23:53 - Jan 17, 02:54 UTC"}},
		},
		{
			ID: "a2", URL: "https://status.example.com/incidents/a2", Title: "Move", Page: host, Impact: incident.ImpactMaintenance,
			Window:  incident.Window{Start: utc("2024-01-03T22:00:00Z"), End: utc("2024-01-03T23:00:00Z")},
			Updates: []incident.Update{{At: utc("2024-01-03T23:00:00Z"), Body: "Done."}},
		},
	}
	if diff := cmp.Diff(want, answer.Incidents); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"inferred"}, codes(answer.Notes)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPageErrors(t *testing.T) {
	row := rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))
	for name, test := range map[string]struct {
		reader statuspage.Reader
		page   string
		code   incident.Code
		place  string
		text   string
	}{
		"another page":     {statuspage.Reader{}, "\n<p>Hello</p>", incident.CodeUnknown, "2:1", "not a page of Statuspage"},
		"no UTF-8":         {statuspage.Reader{}, "<p>\xff", incident.CodeControl, "1:4", "UTF-8"},
		"too long":         {statuspage.Reader{MaxBytes: 10}, pageOf(row), incident.CodeLimit, "0:0", "limit of 10 bytes"},
		"too deep":         {statuspage.Reader{}, strings.Repeat("<div>", 300) + pageOf(row), incident.CodeLimit, "1:1281", "limit of 256 levels"},
		"unknown label":    {statuspage.Reader{}, pageOf(rowOf("Behoben", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))), incident.CodeUnknown, "10:3", `"Behoben"`},
		"unknown zone":     {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "", fmt.Sprintf(day, "14:07", "QQQ"))), incident.CodeZone, "16:116", "QQQ"},
		"several meanings": {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "", fmt.Sprintf(day, "14:07", "IST"))), incident.CodeZone, "16:116", "with Zone"},
		"no such day":      {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "", "Feb 30, 2025 - 14:07 UTC")), incident.CodeRange, "15:5", "not a valid date"},
		"no time":          {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "", "yesterday")), incident.CodeSyntax, "15:5", "yesterday"},
		"no updates":       {statuspage.Reader{}, pageOf(), incident.CodeRequired, "4:1", "no updates"},
		"no year":          {statuspage.Reader{}, strings.Replace(home(`<div class="unresolved-incident"><div class="incident-title">x</div>`+listedUpdate("", "Update", "y", "Jan 4, 10:00 UTC")), "issued", "other", 1), incident.CodeRange, "5:3", "year"},
		"broken history":   {statuspage.Reader{}, `<p data-react-props='{"months":1}'>`, statuspage.CodeType, "1:1", "months: a number where a list is expected"},
		"cut history":      {statuspage.Reader{}, `<p data-react-props='{"months":['>`, incident.CodeSyntax, "1:1", "unexpected end"},
		"a postmortem on a leap day in no leap year": {statuspage.Reader{}, home(pastDay("Mar 1, 2021", "x", listedUpdate("", "Postmortem", "y", "Feb 29, 10:00 UTC"))), incident.CodeRange, "7:3", "not a valid date"},
		"no time at all":                     {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "", "")), incident.CodeSyntax, "15:5", "Posted"},
		"an empty time":                      {statuspage.Reader{}, strings.Replace(pageOf(rowOf("Resolved", "Over.", "", "")), "Posted", "", 1), incident.CodeRequired, "15:5", "time"},
		"no element of the time":             {statuspage.Reader{}, strings.Replace(pageOf(row), "update-timestamp", "x", 1), incident.CodeRequired, "9:1", "time"},
		"no element of the label":            {statuspage.Reader{}, strings.Replace(pageOf(row), "update-title", "x", 1), incident.CodeRequired, "9:1", "label"},
		"no time of a postmortem":            {statuspage.Reader{}, pageOf(strings.Replace(rowOf("Postmortem", "x", "", ""), "update-timestamp", "x", 1), row), incident.CodeRequired, "9:1", "postmortem"},
		"a time without a zone":              {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "", "May 08, 2025 - 14:07")), incident.CodeZone, "15:5", "zone"},
		"times in no one zone":               {statuspage.Reader{}, pageOf(rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "QQQ")), rowOf("Identified", "x", "1746706374000", fmt.Sprintf(day, "12:12", "QQQ"))), incident.CodeZone, "16:176", "QQQ"},
		"a day without a date":               {statuspage.Reader{}, home(`<div class="status-day"><p>x</p></div>`), incident.CodeRequired, "3:70", "date"},
		"a day that is none":                 {statuspage.Reader{}, home(pastDay("Feb 30, 2021", "x")), incident.CodeSyntax, "3:107", "Feb 30"},
		"a listed incident without a title":  {statuspage.Reader{}, home(strings.Replace(pastDay("Jan 2, 2021", "x"), "incident-title", "x", 1)), incident.CodeRequired, "4:1", "title"},
		"a listed update without a time":     {statuspage.Reader{}, home(pastDay("Jan 2, 2021", "x", `<div class="update"><strong>Resolved</strong> - Over.</div>`)), incident.CodeRequired, "5:32", "time"},
		"a listed update without a label":    {statuspage.Reader{}, home(pastDay("Jan 2, 2021", "x", `<div class="update">Over.<br><small>Jan 2, 10:00 UTC</small></div>`)), incident.CodeRequired, "5:32", "label"},
		"a listed postmortem without a time": {statuspage.Reader{}, home(pastDay("Jan 2, 2021", "x", `<div class="update"><strong>Postmortem</strong> - Over.</div>`)), incident.CodeRequired, "5:32", "postmortem"},
		"a maintenance at no time":           {statuspage.Reader{}, home(`<div class="scheduled-maintenance"><div class="incident-title">x <small data-unix-time="soon">soon</small></div></div>`), incident.CodeSyntax, "3:135", "soon"},
		"second postmortem":                  {statuspage.Reader{}, pageOf(strings.Replace(row+row, "Resolved", "Postmortem", 2)), incident.CodeDuplicate, "20:1", "second"},
	} {
		answer, err := test.reader.Read("page.html", []byte(test.page))
		var one *incident.SourceError
		if answer != nil || !errors.As(err, &one) {
			t.Errorf("%s: %v, %v", name, answer, err)
			continue
		}
		if place := fmt.Sprintf("%d:%d", one.Line, one.Column); one.Code != test.code || place != test.place || !strings.Contains(one.Error(), test.text) {
			t.Errorf("%s: %s: %v", name, one.Code, one)
		}
	}
}

// TestHistoryPageTimes reads the times of summaries in the forms that histories
// have.
func TestHistoryPageTimes(t *testing.T) {
	for _, test := range []struct {
		name, month, impact, timestamp string
		year                           int
		want                           string // begin and end, or "open"; codes of notes that not every history has
	}{
		{"a moment", "March", "none", "Mar 3, 22:00 UTC", 2024, "- 2024-03-03T22:00:00Z"},
		{"over a year's end", "January", "minor", "Dec 31, 23:00 - Jan 1, 01:00 UTC", 2024, "2023-12-31T23:00:00Z 2024-01-01T01:00:00Z"},
		{"in the page's zone", "March", "minor", "Mar 3, 22:00 - 23:00 PST", 2024, "2024-03-04T06:00:00Z 2024-03-04T07:00:00Z zone"},
		{"with its own year", "Mars", "minor", "Mar 3, 2022 - 22:00 UTC", 0, "- 2022-03-03T22:00:00Z"},
		{"an unknown month", "Mars", "minor", "Mar 3, 22:00 UTC", 2024, "open unmapped"},
		{"a year that is none", "March", "minor", "Mar 3, 22:00 UTC", 20240, "open unmapped"},
		{"no time", "March", "minor", "Mar 3", 2024, "open unmapped"},
		{"words", "March", "minor", "early in March", 2024, "open unmapped"},
		{"no such day", "February", "minor", "Feb 29, 22:00 UTC", 2023, "open unmapped"},
		{"no zone", "March", "minor", "Mar 3, 22:00", 2024, "open unmapped"},
		{"an unknown impact", "March", "awful", "Mar 3, 22:00 UTC", 2024, "- 2024-03-03T22:00:00Z unknown"},
	} {
		props, err := json.Marshal(map[string]any{
			"page_status": map[string]any{"page": map[string]any{"name": "Example Mail"}},
			"months":      []any{map[string]any{"name": test.month, "year": test.year, "incidents": []any{map[string]any{"code": "a1", "name": "x", "message": "y", "impact": test.impact, "timestamp": test.timestamp}}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		answer, err := statuspage.Reader{}.Read("page.html", []byte(`<link rel="canonical" href="https://status.example.com/history"><div data-props="`+html.EscapeString(string(props))+`"></div>`))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		inc := answer.Incidents[0]
		got := "open"
		if u := inc.Updates[0]; !u.At.IsZero() {
			got = "- " + u.At.UTC().Format(time.RFC3339)
		}
		if len(inc.Events) > 0 {
			got = inc.Events[0].At.UTC().Format(time.RFC3339) + " " + inc.Events[0].Until.UTC().Format(time.RFC3339)
		}
		for _, n := range answer.Notes {
			if n.Code != statuspage.CodeInferred {
				got += " " + string(n.Code)
			}
			if n.Line != 1 || n.Column != 65 {
				t.Errorf("%s: %v", test.name, n)
			}
		}
		if inc.Page.Name != "Example Mail" || inc.Page.URL != "https://status.example.com" || inc.URL != "https://status.example.com/incidents/a1" {
			t.Errorf("%s: %+v", test.name, inc)
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s (%v)", test.name, got, test.want, err)
		}
	}
}

func TestPageLax(t *testing.T) {
	page := pageOf(
		rowOf("Behoben", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "BST")),
		rowOf("Identified", "Found.", "", "soon"))
	answer, err := statuspage.Reader{Lax: true}.Read("page.html", []byte(page))
	var list incident.SourceErrors
	if !errors.As(err, &list) || len(list) != 2 || answer == nil {
		t.Fatalf("%v, %v", answer, err)
	}
	inc := answer.Incidents[0]
	if len(inc.Updates) != 2 || inc.Updates[0].Body != "Found." || inc.Updates[1].At.Unix() != 1746709641 || inc.Updates[1].Status != "" {
		t.Errorf("%+v", inc)
	}
	if answer, err := (statuspage.Reader{Lax: true}).Read("page.html", []byte("<p>x")); answer != nil || err == nil {
		t.Errorf("%v, %v", answer, err)
	}
}
