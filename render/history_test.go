package render_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

func ExampleText_AppendHistory() {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Title:  "Checkout is slow",
		Page:   incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Events: []incident.Event{{At: at(22, 41), Milestone: incident.MilestoneDetected, Text: "Alarm: payments take 9 s."}},
		Updates: []incident.Update{
			{At: at(22, 50), Status: incident.StatusInvestigating, Body: "Payments take long."},
			{At: at(23, 10), Status: incident.StatusResolved, Body: "Payments are fast again.\n\nA report follows.",
				Changes: []incident.Change{{Name: "Checkout", From: incident.ComponentDegradedPerformance, To: incident.ComponentOperational}}},
		},
	}
	newYork, err := civil.LoadLocation("America/New_York")
	if err != nil {
		panic(err)
	}
	copenhagen, err := inc.Page.Location()
	if err != nil {
		panic(err)
	}
	text := render.Text{Zones: []*time.Location{copenhagen, newYork}, Internal: true}
	os.Stdout.Write(text.AppendHistory(nil, inc, incident.View{}))
	// Output:
	// Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// Mar 5, 2024 (CET · EST)
	//
	//   • 23:41 · 17:41 Detected: Alarm: payments take 9 s.
	//   • 23:50 · 17:50 Investigating: Payments take long.
	//
	// Mar 6, 2024 (CET · EST)
	//
	//   • 00:10 · Mar 5, 18:10 Resolved: Payments are fast again.
	//   • 00:10 · Mar 5, 18:10 Checkout: Degraded performance → Operational
}

// TestHistoryShowsPublicOnly puts a different word in each source and
// checks which ones are shown.
func TestHistoryShowsPublicOnly(t *testing.T) {
	inc := fixture.Checkout()
	inc.Events = []incident.Event{{At: inc.Updates[0].At, Text: "markevent"}}
	inc.Updates[0].Body = "markupdate"
	told := func(word string, internal bool) incident.Section {
		return incident.Section{Internal: internal, Timeline: &incident.Timeline{Events: []incident.Event{{At: inc.Updates[0].At, Text: word}}}}
	}
	inc.Postmortem.Sections = []incident.Section{told("marktold", false), told("markinternal", true)}
	draft := inc.Clone()
	draft.Postmortem.PublishedAt = time.Time{}
	for _, test := range []struct {
		name             string
		inc              *incident.Incident
		drafts, internal bool
		want             string
	}{
		{"published", inc, false, false, "markupdate marktold"},
		{"draft", draft, false, false, "markupdate"},
		{"draft asked for", draft, true, false, "markupdate marktold"},
		{"internal", inc, false, true, "markupdate marktold markevent markinternal"},
		{"internal, with a draft", draft, false, true, "markupdate markevent"},
		{"all", draft, true, true, "markupdate marktold markevent markinternal"},
	} {
		before := test.inc.Clone()
		for format, out := range map[string][]byte{
			"text":     render.Text{Drafts: test.drafts, Internal: test.internal}.AppendHistory(nil, test.inc, incident.View{}),
			"markdown": render.Markdown{Drafts: test.drafts, Internal: test.internal}.AppendHistory(nil, test.inc, incident.View{}),
			"html":     render.HTML{Drafts: test.drafts, Internal: test.internal}.AppendHistory(nil, test.inc, incident.View{}),
		} {
			for _, word := range []string{"markupdate", "marktold", "markevent", "markinternal"} {
				if got, want := bytes.Contains(out, []byte(word)), strings.Contains(test.want, word); got != want {
					t.Errorf("%s as %s: %s shows: %v, want %v", test.name, format, word, got, want)
				}
			}
		}
		if diff := cmp.Diff(before, test.inc); diff != "" {
			t.Errorf("%s: the incident changed (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestHistoryIsEscapedAndFiltered(t *testing.T) {
	inc := &incident.Incident{
		Title: "<b>T</b>",
		Updates: []incident.Update{{At: time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC), Status: "<i>odd</i>", Body: "<script>",
			Changes: []incident.Change{{Group: "<u>", Name: "*API*", To: "<s>"}}}},
	}
	html := string(render.HTML{}.AppendHistory(nil, inc, incident.View{}))
	for _, bad := range []string{"<b>", "<i>", "<script", "<u>", "<s>", "<em>"} {
		if strings.Contains(html, bad) {
			t.Errorf("%s runs in:\n%s", bad, html)
		}
	}
	if text := string(render.Text{}.AppendHistory(nil, inc, incident.View{})); !strings.Contains(text, "<u> - *API*") {
		t.Errorf("the name of the component does not show as it is:\n%s", text)
	}
	none := incident.View{Sources: []incident.Source{incident.SourceEvent}}
	if text := string(render.Text{}.AppendHistory(nil, inc, none)); strings.Contains(text, "2024") {
		t.Errorf("a view that wants nothing shows a day:\n%s", text)
	}
	for _, out := range [][]byte{
		render.Text{}.AppendHistory(nil, nil, incident.View{}),
		render.Markdown{}.AppendHistory(nil, nil, incident.View{}),
		render.HTML{}.AppendHistory(nil, nil, incident.View{}),
	} {
		if len(out) > 0 {
			t.Errorf("a nil incident has a history: %s", out)
		}
	}
}

func TestHistoryShowsRetraction(t *testing.T) {
	inc := fixture.Checkout()
	u := &inc.Updates[0]
	u.ID, u.Body = "u1", "markbody"
	u.Changes = []incident.Change{{Name: "markname", To: incident.ComponentMajorOutage}}
	u.RetractedAt = u.At.Add(time.Minute)
	for _, internal := range []bool{false, true} {
		text := string(render.Text{Internal: internal}.AppendHistory(nil, inc, incident.View{Sources: []incident.Source{incident.SourceUpdate, incident.SourceChange}}))
		if strings.Contains(text, "mark") || strings.Count(text, "Retracted") != 1 {
			t.Errorf("internal %v:\n%s", internal, text)
		}
	}
}

// TestHistoryKeepsTheFirstBlock renders bodies that begin with a block other
// than a paragraph, which would become text after the status.
func TestHistoryKeepsTheFirstBlock(t *testing.T) {
	for _, test := range []struct{ body, text, html string }{
		{"- Cards are declined.\n- Refunds wait.\n\nWe look at it.", "\n      • Cards are declined.\n      • Refunds wait.\n", "<li>Cards are declined.</li>"},
		{"2. Cards", "\n      2. Cards\n", `<ol start="2">`},
		{"> Declined\n> or late", "\n    > Declined\n    > or late\n", "<blockquote>"},
		{"~~~\ncode 51\n~~~", "\n        code 51\n", "<pre"},
		{"| Card | State |\n| --- | --- |\n| A | down |", "\n    Card | State\n    A", "<table>"},
	} {
		at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
		inc := &incident.Incident{
			Updates: []incident.Update{{At: at, Status: incident.StatusIdentified, Body: test.body}},
			Events:  []incident.Event{{At: at, Milestone: incident.MilestoneDetected, Text: test.body}},
		}
		if got := string(render.Text{Internal: true}.AppendHistory(nil, inc, incident.View{})); strings.Count(got, ":\n"+test.text) != 2 {
			t.Errorf("%q as text:\n%s", test.body, got)
		}
		if got := string(render.HTML{Internal: true}.AppendHistory(nil, inc, incident.View{})); strings.Count(got, test.html) != 2 {
			t.Errorf("%q as HTML:\n%s", test.body, got)
		}
	}
}
