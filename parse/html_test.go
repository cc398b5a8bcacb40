package parse_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
)

func TestHTMLRefuses(t *testing.T) {
	stamp := `<p class="stamp">Posted <time datetime="2025-05-08T13:07:21Z">May 08, 2025 - 14:07 %s</time></p>`
	shown := `<p class="stamp">Posted %s</p>`
	report := func(stamp string) string {
		return `<article class="incident"><header><h1>Slow</h1></header>` + "\n" + `<section class="updates"><section class="update resolved"><h2>Resolved</h2>` + stamp + `</section></section></article>`
	}
	for name, test := range map[string]struct {
		parser parse.HTML
		page   string
		code   incident.Code
		place  string
		text   string
	}{
		"empty":            {parse.HTML{}, "", incident.CodeSyntax, "1:1", "no report"},
		"no HTML":          {parse.HTML{}, "just text\n", incident.CodeSyntax, "1:1", "no report"},
		"another page":     {parse.HTML{}, "\n<p>Hello</p>", incident.CodeSyntax, "2:1", "no report"},
		"no UTF-8":         {parse.HTML{}, "<p>\xff", incident.CodeControl, "1:4", "UTF-8"},
		"too long":         {parse.HTML{MaxBytes: 10}, report(""), incident.CodeLimit, "0:0", "limit of 10 bytes"},
		"too deep":         {parse.HTML{MaxDepth: 4}, report(fmt.Sprintf(stamp, "BST")), incident.CodeLimit, "2:100", "limit of 4 levels"},
		"unknown zone":     {parse.HTML{}, report(fmt.Sprintf(shown, "May 08, 2025 - 14:07 QQQ")), incident.CodeZone, "2:121", "QQQ"},
		"several meanings": {parse.HTML{}, report(fmt.Sprintf(shown, "May 08, 2025 - 14:07 IST")), incident.CodeZone, "2:121", "with Zone"},
		"off season":       {parse.HTML{}, report(fmt.Sprintf(shown, "Jan 08, 2025 - 14:07 BST")), incident.CodeZone, "2:121", "not in force anywhere"},
		"no zone":          {parse.HTML{}, report(fmt.Sprintf(shown, "May 08, 2025 - 14:07")), incident.CodeZone, "2:76", "no zone"},
		"no year":          {parse.HTML{}, report(fmt.Sprintf(shown, "May 08, 14:07 UTC")), incident.CodeRange, "2:76", "not a valid date"},
		"no time":          {parse.HTML{}, report(fmt.Sprintf(shown, "yesterday")), incident.CodeSyntax, "2:76", "yesterday"},
		"an empty time":    {parse.HTML{}, report(`<p class="stamp"></p>`), incident.CodeRequired, "2:76", "time"},

		"an incident page of Statuspage": {parse.HTML{}, `<div><div class="row update-row">`, incident.CodeSyntax, "1:6", "statuspage.Reader"},
		"a home page of Statuspage":      {parse.HTML{}, `<div><div class="status-day x">`, incident.CodeSyntax, "1:6", "statuspage.Reader"},
		"a history page of Statuspage":   {parse.HTML{}, `<div data-react-props='{"months":[]}'>`, incident.CodeSyntax, "1:1", "statuspage.Reader"},
	} {
		doc, err := test.parser.Parse("page.html", []byte(test.page))
		var one *incident.SourceError
		if doc != nil || !errors.As(err, &one) {
			t.Errorf("%s: %v, %v", name, doc, err)
			continue
		}
		if place := fmt.Sprintf("%d:%d", one.Line, one.Column); one.Code != test.code || place != test.place || !strings.Contains(one.Error(), test.text) {
			t.Errorf("%s: %s: %v", name, one.Code, one)
		}
	}
	if doc, err := (parse.HTML{Lax: true}).Parse("page.html", []byte("<p>x")); doc != nil || err == nil {
		t.Errorf("%v, %v", doc, err)
	}
}

// TestHTMLInstants reads a page of another tool that states the instants of its
// times, but not their zone.
func TestHTMLInstants(t *testing.T) {
	const page = "<h1>Outage of 2024-03-05</h1><h2>Timeline</h2><ul><li><time datetime='2024-03-05T10:05:00Z'>%s</time> Alert</li>" +
		"<li><time datetime='2024-03-05T10:20:00Z'>%s</time> Page</li></ul>"
	for _, c := range []struct{ first, second, zone, want string }{
		{"11:05", "11:20", "UTC+1", "2024-03-05T10:05 2024-03-05T10:20"},
		{"05:05", "05:20", "UTC-5", "2024-03-05T10:05 2024-03-05T10:20"},
		{"3:35 PM", "3:50 PM", "UTC+5:30", "2024-03-05T10:05 2024-03-05T10:20"},
		{"10:05", "10:20", "UTC", "2024-03-05T10:05 2024-03-05T10:20"},
		{"11:05 CET", "11:20 CET", "", "2024-03-05T10:05 2024-03-05T10:20"},
		{"11:05", "10:20", "", "2024-03-05T11:05 2024-03-05T10:20"}, // they contradict each other
	} {
		inc, err := only(parse.HTML{}.Parse("x", fmt.Appendf(nil, page, c.first, c.second)))
		if err != nil {
			t.Fatal(err)
		}
		if got := instantsIn(inc); got != c.want || inc.Page.TimeZone != c.zone {
			t.Errorf("%s: %s in %q, want %s in %q", c.first, got, inc.Page.TimeZone, c.want, c.zone)
		}
	}
}

// TestHTMLSpans reads tables whose cells cover several rows or columns.
func TestHTMLSpans(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"a date over rows": {"<tr><th>Date<th>Time (UTC)<th>Event</tr><tr><td rowspan=2>2024-03-05<td>10:05<td>Alert</tr><tr><td>10:20<td>Page</tr><tr><td>2024-03-06<td>09:00<td>Review</tr>",
			"2024-03-05T10:05 2024-03-05T10:20 2024-03-06T09:00"},
		"an owner over rows": {"<tr><th>Time<th>Event<th>Owner</tr><tr><td>2024-03-05 10:05<td>Alert<td rowspan=2>Ops</tr><tr><td>10:20<td>Page</tr>",
			"2024-03-05T10:05 2024-03-05T10:20"},
		"a date over columns": {"<tr><th>Time (UTC)<th>Event</tr><tr><td colspan=2>2024-03-05</tr><tr><td>10:05<td>Alert</tr>",
			"2024-03-05T00:00 2024-03-05T10:05"},
		"too many columns": {"<tr><th>Time (UTC)<th>Event</tr><tr><td colspan=99999999>2024-03-05</tr><tr><td>10:05<td>Alert</tr>", ""},
	} {
		inc, err := only(parse.HTML{}.Parse("x", []byte("<h1>Outage</h1><h2>Timeline</h2><table>"+c.rows+"</table>")))
		if err != nil {
			t.Fatal(err)
		}
		if got := instantsIn(inc); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestHTMLLax(t *testing.T) {
	doc, err := parse.HTML{Lax: true}.Parse("page.html", []byte(`<article class="incident"><header><h1>Slow</h1></header><section class="updates">
<section class="update resolved"><h2>Resolved</h2><div class="body">Over.</div><p class="stamp">Posted <time datetime="2025-05-08T13:07:21Z">May 08, 2025 - 14:07 BST</time></p></section>
<section class="update"><h2>Identified</h2><div class="body">Found.</div><p class="stamp">soon</p></section>
<section class="update"><h2>Investigating</h2><div class="body">Slow.</div><p class="stamp"></p></section></section></article>`))
	var list incident.SourceErrors
	if !errors.As(err, &list) || len(list) != 2 || doc == nil {
		t.Fatalf("%v, %v", doc, err)
	}
	u := doc.Incidents[0].Updates
	if len(u) != 3 || u[0].Body != "Slow." || !u[0].At.IsZero() || u[2].At.Unix() != 1746709641 {
		t.Errorf("%+v", u)
	}
}
