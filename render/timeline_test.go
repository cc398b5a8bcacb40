package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

func utc(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2024, month, day, hour, minute, 0, 0, time.UTC)
}

// section renders one section of the postmortem of a page in Copenhagen whose
// first update was posted in the morning of 5 March.
func section(t *testing.T, s incident.Section, zones ...string) string {
	t.Helper()
	inc := &incident.Incident{
		Page:       incident.Page{TimeZone: "Europe/Copenhagen"},
		Updates:    []incident.Update{{At: utc(3, 5, 9, 0)}},
		Postmortem: &incident.Postmortem{PublishedAt: utc(3, 6, 9, 0), Sections: []incident.Section{s}},
	}
	text := render.Text{Layout: render.LayoutLabels}
	for _, name := range zones {
		text.Zones = append(text.Zones, location(t, name))
	}
	_, out, _ := strings.Cut(string(text.Append(nil, inc)), "Postmortem\n\n")
	out, _, _ = strings.Cut(out, "\nPosted Mar 06")
	return strings.TrimSpace(out)
}

// TestZonesWithoutInstants shows rows without an instant in other zones. Since
// it is not known which abbreviations are in force, the heading keeps its own.
func TestZonesWithoutInstants(t *testing.T) {
	tl := &incident.Timeline{Zone: "CET", Events: []incident.Event{{Written: "10:05", Text: "Alert."}}}
	s := incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline (CET)", Form: incident.FormBullets, Timeline: tl}
	if got, want := section(t, s, "UTC", "America/New_York"), "Timeline (CET)\n\n  • 10:05 Alert."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRowForms writes a row in every form of real reports and templates.
func TestRowForms(t *testing.T) {
	at := utc(3, 5, 9, 52)
	for _, test := range []struct {
		name   string
		form   incident.Form
		tl     incident.Timeline
		column []string
		want   string
	}{
		{"dot", incident.FormParagraphs, incident.Timeline{TimeFormat: "15:04", Mark: ".", HideZone: true}, nil, "10:52. Alert."},
		{"full date, twelve hours", incident.FormParagraphs, incident.Timeline{TimeFormat: "January 2, 2006 3:04 PM", Mark: ":", HideZone: true}, nil, "March 5, 2024 10:52 AM: Alert."},
		{"full date and zone", incident.FormBullets, incident.Timeline{TimeFormat: "January 2, 2006, 15:04 MST", Mark: ":"}, nil, "  • March 5, 2024, 10:52 CET: Alert."},
		{"clock alone", incident.FormBullets, incident.Timeline{TimeFormat: "15:04", HideZone: true}, nil, "  • 10:52 Alert."},
		{"flattened table", incident.FormTable, incident.Timeline{TimeFormat: "3:04 PM", Zone: "UTC"}, nil, "Time (UTC) Event\n9:52 AM Alert."},
		{"zone in each row", incident.FormBullets, incident.Timeline{TimeFormat: "15:04 MST", Mark: " -", Zone: "UTC"}, nil, "  • 09:52 UTC - Alert."},
		{"literal zone in each row", incident.FormBullets, incident.Timeline{TimeFormat: "15:04 UTC", Mark: " -", Zone: "UTC"}, nil, "  • 09:52 UTC - Alert."},
		{"dash", incident.FormParagraphs, incident.Timeline{TimeFormat: "15:04", Mark: " -", HideZone: true}, nil, "10:52 - Alert."},
		{"date in figures", incident.FormTable, incident.Timeline{TimeFormat: "2006-01-02 15:04", Zone: "UTC"}, []string{"Date and Time in UTC", "What", "Link"}, "Date and Time in UTC | What | Link\n2024-03-05 09:52 | Alert. | x"},
		{"numbered", incident.FormNumbered, incident.Timeline{TimeFormat: "15:04", HideZone: true}, nil, "  1. 10:52 Alert."},
	} {
		e := incident.Event{At: at, Text: "Alert."}
		if len(test.column) > 2 {
			e.Extra = []string{"x"}
		}
		test.tl.Events = []incident.Event{e}
		if got := section(t, incident.Section{Form: test.form, Columns: test.column, Timeline: &test.tl}); got != strings.TrimSpace(test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestZonePlacement checks where the zone of a timeline is written.
func TestZonePlacement(t *testing.T) {
	morning := []incident.Event{{At: utc(3, 5, 9, 5), Text: "a"}, {At: utc(3, 5, 9, 10), Text: "b"}}
	spring := []incident.Event{{At: utc(3, 31, 0, 30), Text: "a"}, {At: utc(3, 31, 1, 30), Text: "b"}}
	summer := []incident.Event{{At: utc(6, 5, 9, 5), Text: "a"}}
	night := []incident.Event{{At: utc(3, 5, 22, 50), Text: "a"}, {At: utc(3, 6, 0, 10), Text: "b"}}
	clock := func(zone string, events []incident.Event) *incident.Timeline {
		return &incident.Timeline{Zone: zone, TimeFormat: "15:04", Events: events}
	}
	for _, test := range []struct {
		name  string
		s     incident.Section
		zones []string
		want  string
	}{
		{"behind the heading", incident.Section{Heading: "Timeline", Timeline: clock("", morning)}, nil, "Timeline (CET)\n\n  • 10:05 a\n  • 10:10 b"},
		{"before its colon", incident.Section{Heading: "Timeline:", Timeline: clock("", morning)}, nil, "Timeline (CET):\n\n  • 10:05 a\n  • 10:10 b"},
		{"as the document names it", incident.Section{Heading: "Timeline", Timeline: clock("ET", morning)}, nil, "Timeline (ET)\n\n  • 04:05 a\n  • 04:10 b"},
		{"in the first column", incident.Section{Heading: "Timeline", Form: incident.FormTable, Timeline: clock("", morning)}, nil, "Timeline\n\nTime (CET) Event\n10:05 a\n10:10 b"},
		{"in the heading already", incident.Section{Heading: "Timeline (all times are in CET):", Timeline: clock("CET", morning)}, nil, "Timeline (all times are in CET):\n\n  • 10:05 a\n  • 10:10 b"},
		{"in the text already", incident.Section{Heading: "Timeline", Body: "All times CET.", Timeline: clock("CET", morning)}, nil, "Timeline\n\nAll times CET.\n\n  • 10:05 a\n  • 10:10 b"},
		{"the zone of one time is no label", incident.Section{Heading: "Timeline", Body: "At 10:05 CET it began.", Timeline: clock("CET", morning)}, nil, "Timeline (CET)\n\nAt 10:05 CET it began.\n\n  • 10:05 a\n  • 10:10 b"},
		{"nowhere", incident.Section{Heading: "Timeline", Timeline: &incident.Timeline{HideZone: true, TimeFormat: "15:04", Events: morning}}, nil, "Timeline\n\n  • 10:05 a\n  • 10:10 b"},
		{"in each row without a heading", incident.Section{Timeline: clock("", morning)}, nil, "• 10:05 CET a\n  • 10:10 CET b"},
		{"in each row where it changes", incident.Section{Heading: "Timeline", Timeline: clock("", spring)}, nil, "Timeline\n\n  • Mar 31, 2024, 01:30 CET a\n  • 03:30 CEST b"},
		{"to the letter off its season", incident.Section{Heading: "Timeline", Timeline: clock("CET", summer)}, nil, "Timeline (CET)\n\n  • Jun 5, 2024, 10:05 a"},
		{"replaced in another zone", incident.Section{Heading: "Timeline (all times are in CET):", Timeline: clock("CET", morning)}, []string{"America/New_York"}, "Timeline (all times are in EST):\n\n  • 04:05 a\n  • 04:10 b"},
		{"the zone of one time stays", incident.Section{Heading: "Timeline (CET)", Body: "At 10:05 CET it began.", Timeline: clock("CET", morning)}, []string{"America/New_York"}, "Timeline (EST)\n\nAt 10:05 CET it began.\n\n  • 04:05 a\n  • 04:10 b"},
		{"hidden, but another zone is shown", incident.Section{Heading: "Timeline", Timeline: &incident.Timeline{HideZone: true, TimeFormat: "15:04", Events: morning}}, []string{"Asia/Kolkata"}, "Timeline (IST)\n\n  • 14:35 a\n  • 14:40 b"},
		{"hidden in its own zone", incident.Section{Heading: "Timeline", Timeline: &incident.Timeline{HideZone: true, TimeFormat: "15:04", Events: morning}}, []string{"Europe/Copenhagen"}, "Timeline\n\n  • 10:05 a\n  • 10:10 b"},
		{"several zones", incident.Section{Heading: "Timeline", Timeline: clock("", night)}, []string{"Europe/Copenhagen", "America/New_York"}, "Timeline (CET · EST)\n\n  • Mar 5, 2024, 23:50 · 17:50 a\n  • Mar 6, 01:10 · Mar 5, 19:10 b"},
		{"zones with one clock", incident.Section{Heading: "Timeline", Timeline: clock("", morning)}, []string{"Europe/London", "UTC", "Europe/Lisbon"}, "Timeline (GMT/UTC/WET)\n\n  • 09:05 a\n  • 09:10 b"},
		{"an unknown zone is UTC and says so", incident.Section{Heading: "Timeline", Timeline: clock("QQQ", morning)}, nil, "Timeline (UTC)\n\n  • 09:05 a\n  • 09:10 b"},
		{"the day where another zone moves it", incident.Section{Heading: "Timeline", Timeline: clock("", night[:1])}, []string{"Asia/Kolkata"}, "Timeline (IST)\n\n  • Mar 6, 2024, 04:20 a"},
		{"literal zone of the layout gives way", incident.Section{Heading: "Timeline", Timeline: &incident.Timeline{Zone: "UTC", TimeFormat: "15:04 UTC", Mark: " -", Events: morning}}, []string{"Asia/Kolkata"}, "Timeline\n\n  • 14:35 IST - a\n  • 14:40 IST - b"},
	} {
		if diff := cmp.Diff(test.want, section(t, test.s, test.zones...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestRowDates checks where the default layout writes dates.
func TestRowDates(t *testing.T) {
	tl := func(events ...incident.Event) *incident.Timeline {
		return &incident.Timeline{HideZone: true, Events: events}
	}
	for _, test := range []struct {
		name string
		tl   *incident.Timeline
		want string
	}{
		{"the day of the first update", tl(incident.Event{At: utc(3, 5, 9, 5), Text: "a"}, incident.Event{At: utc(3, 5, 9, 6), Text: "b"}), "• 10:05 a\n  • 10:06 b"},
		{"another day", tl(incident.Event{At: utc(3, 4, 9, 5), Text: "a"}, incident.Event{At: utc(3, 4, 9, 6), Text: "b"}), "• Mar 4, 2024, 10:05 a\n  • 10:06 b"},
		{"over midnight", tl(incident.Event{At: utc(3, 5, 9, 5), Text: "a"}, incident.Event{At: utc(3, 6, 9, 6), Text: "b"}), "• Mar 5, 2024, 10:05 a\n  • Mar 6, 10:06 b"},
		{"spans, days, about, unknown", tl(
			incident.Event{At: utc(3, 5, 9, 5), Until: utc(3, 5, 9, 40), Text: "span"},
			incident.Event{At: utc(3, 5, 9, 50), Precision: incident.PrecisionAbout, Text: "about"},
			incident.Event{At: utc(3, 5, 0, 0), Precision: incident.PrecisionDay, Text: "day"},
			incident.Event{Written: "12:?? -", Text: "some time"},
			incident.Event{Text: "no time"},
		), "• 10:05–10:40 span\n  • ~10:50 about\n  • Mar 5, 2024 day\n  • 12:?? - some time\n  • no time"},
		{"text that would be read as time", tl(incident.Event{At: utc(3, 5, 9, 5), Text: "PM shift began"}, incident.Event{At: utc(3, 5, 9, 6), Text: "UTC it was"}),
			"• 10:05 \u200cPM shift began\n  • 10:06 \u200cUTC it was"},
		{"Markdown in a row", tl(incident.Event{At: utc(3, 5, 9, 5), Text: "**Detection:** `disk` is [full](https://example.com)\n\n- really"}), "• 10:05 Detection: disk is full (https://example.com)\n\n      • really"},
	} {
		if diff := cmp.Diff(test.want, section(t, incident.Section{Timeline: test.tl})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestActionsAndFields writes the other typed contents in every form.
func TestActionsAndFields(t *testing.T) {
	actions := []incident.Action{
		{Text: "Watch the disk.", Type: incident.ActionDetect, Owner: "Storage", State: incident.ActionDone},
		{Text: "Move the queue.", Ticket: "OPS-7", Extra: []string{"later"}},
		{Text: "Not for you.", Internal: true, Priority: "P0"},
	}
	fields := []incident.Field{{Name: "Severity", Value: "**Major**"}, {Name: "Status", Value: "Resolved"}}
	for _, test := range []struct {
		s    incident.Section
		want string
	}{
		{incident.Section{Actions: actions}, "Action          | Type   | Owner   | Ticket | State\nWatch the disk. | Detect | Storage |        | Done\nMove the queue. |        |         | OPS-7"},
		{incident.Section{Actions: actions, Form: incident.FormBullets}, "• Watch the disk.\n  • Move the queue."},
		{incident.Section{Actions: []incident.Action{{Text: "Watch."}, {Text: "Not for you.", Internal: true, Owner: "Storage"}}}, "• Watch."},
		{incident.Section{Actions: []incident.Action{{Text: "Watch.", State: incident.ActionDone}, {Text: "Move."}}}, "• [x] Watch.\n  • [ ] Move."},
		{incident.Section{Actions: []incident.Action{{Text: "Watch.", Extra: []string{"later |"}}, {Text: "Move."}}, Columns: []string{"What", "When"}}, "What   | When\nWatch. | later |\nMove."},
		{incident.Section{Actions: []incident.Action{{Text: strings.Repeat("long ", 20), Owner: "Web"}, {Text: "数据", Owner: "Storage"}}}, "Action | Owner\n" + strings.Repeat("long ", 20) + "| Web\n数据   | Storage"},
		{incident.Section{Actions: actions, Form: incident.FormNumbered}, "1. Watch the disk.\n  2. Move the queue."},
		{incident.Section{Actions: actions, Form: incident.FormParagraphs}, "Watch the disk.\n\nMove the queue."},
		{incident.Section{Actions: actions, Form: incident.FormTasks}, "• [x] Watch the disk.\n  • [ ] Move the queue."},
		{incident.Section{Actions: actions, Form: incident.FormTable}, "Action          | Type   | Owner   | Ticket | State\nWatch the disk. | Detect | Storage |        | Done\nMove the queue. |        |         | OPS-7"},
		{incident.Section{Actions: actions, Form: incident.FormTable, Columns: []string{"Bug", "Action item", "When"}}, "Bug   | Action item     | When\n      | Watch the disk.\nOPS-7 | Move the queue. | later"},
		{incident.Section{Fields: fields}, "Severity: Major\nStatus: Resolved"},
		{incident.Section{Fields: fields, Form: incident.FormBullets}, "• Severity: Major\n  • Status: Resolved"},
		{incident.Section{Fields: fields, Form: incident.FormTable}, "Field | Value\nSeverity | Major\nStatus | Resolved"},
	} {
		got := section(t, test.s)
		trim := func(s string) string {
			lines := strings.Split(s, "\n")
			for i := range lines {
				lines[i] = strings.TrimRight(lines[i], " ")
			}
			return strings.Join(lines, "\n")
		}
		if trim(got) != trim(test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.s.Form, got, test.want)
		}
	}
}

func TestAffectedSentence(t *testing.T) {
	for _, test := range []struct {
		names string // "group/name", separated by ";"
		want  string
	}{
		{"", ""},
		{"/API", "API."},
		{"/API;/Web", "API and Web."},
		{"/A;/B;/C", "A, B, and C."},
		{"G/A;G/B;H/C", "G (A, B) and H (C)."},
		{"G/A;/B;G/C", "G (A, C) and B."},
		{"/Search, Browse and Filter;/API (v2)", "Search,\u00a0Browse\u00a0and\u00a0Filter and API\u00a0(v2)."},
	} {
		inc := &incident.Incident{Updates: []incident.Update{{Status: incident.StatusResolved, At: utc(3, 5, 9, 0)}}}
		for _, name := range strings.Split(test.names, ";") {
			if g, n, ok := strings.Cut(name, "/"); ok {
				inc.Components = append(inc.Components, incident.Component{Group: g, Name: n})
			}
		}
		_, got, _ := strings.Cut(string(render.Text{}.Append(nil, inc)), "This incident affected: ")
		if strings.TrimSuffix(got, "\n") != test.want {
			t.Errorf("%q: %q, want %q", test.names, got, test.want)
		}
	}
	open := &incident.Incident{Components: []incident.Component{{Name: "API"}}, Updates: []incident.Update{{Status: incident.StatusMonitoring, At: utc(3, 5, 9, 0)}}}
	if got := string(render.Text{}.Append(nil, open)); !strings.HasSuffix(got, "This incident affects: API.\n") {
		t.Errorf("while it goes on: %q", got)
	}
	if got := string(render.Text{Layout: render.LayoutPlain}.Append(nil, open)); !strings.HasSuffix(got, "This incident affected: API.\n") {
		t.Errorf("without labels: %q", got)
	}
}
