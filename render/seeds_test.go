package render_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/render"
)

// The seeds are real reports. Here each is written as Go values, with sentences
// taken from the file by their line numbers.

// seed has the lines of a real report.
type seed []string

func readSeed(t testing.TB, name string) seed {
	data, err := os.ReadFile(fixture.Corpus(t, "seeds", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(data), "\n")
}

// text returns the lines from to to, counted from 1, as Markdown that shows
// them. Without to, it returns one line.
func (s seed) text(from int, to ...int) string {
	last := from
	if len(to) > 0 {
		last = to[0]
	}
	return string(markdown.AppendFromText(nil, strings.Join(s[from-1:last], "\n")))
}

// after returns the part of line n after mark; the part before it is in other
// values.
func (s seed) after(n int, mark string) string {
	_, rest, ok := strings.Cut(s[n-1], mark)
	if !ok {
		panic("line " + s[n-1] + " has no " + mark)
	}
	return string(markdown.AppendFromText(nil, strings.TrimSpace(rest)))
}

func clock(year int, month time.Month, day, offset int) func(hour, minute int) time.Time {
	return func(hour, minute int) time.Time {
		return time.Date(year, month, day, hour-offset, minute, 0, 0, time.UTC)
	}
}

var dixa = incident.Page{Name: "Dixa", TimeZone: "Europe/Copenhagen"}

func seed000(s seed) *incident.Incident {
	at := clock(2022, time.January, 27, 1)
	event := func(n, hour, minute int) incident.Event {
		return incident.Event{At: at(hour, minute), Text: s.after(n, ". ")}
	}
	return &incident.Incident{
		Title:      s[0],
		Page:       dixa,
		Components: []incident.Component{{Group: "Agent Interface", Name: "Agent Interface"}},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, Inferred: true, At: at(10, 17), Body: s.text(59, 61), NextUpdate: at(10, 45)},
			{Status: incident.StatusIdentified, Inferred: true, At: at(10, 28), Body: s.text(53, 57), NextUpdate: at(10, 45)},
			{Status: incident.StatusIdentified, Inferred: true, At: at(10, 29), Body: s.text(51)},
			{Status: incident.StatusIdentified, Inferred: true, At: at(10, 38), Body: s.text(49)},
			{Status: incident.StatusMonitoring, Inferred: true, At: at(10, 39), Body: s.text(47)},
			{Status: incident.StatusResolved, Inferred: true, At: at(11, 10), Body: s.text(43, 45)},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: clock(2022, time.February, 4, 1)(16, 55),
			Sections: []incident.Section{
				{Body: s.text(5, 25)},
				{
					Kind: incident.SectionTimeline, Heading: s[26], Form: incident.FormParagraphs,
					Timeline: &incident.Timeline{Zone: "CET", TimeFormat: "15:04", Mark: ".", Events: []incident.Event{
						event(29, 10, 5), event(31, 10, 11), event(33, 10, 12), event(35, 10, 28), event(37, 10, 45),
						{At: at(11, 10), Text: s.after(39, " "), Written: "11:10"},
					}},
				},
			},
		},
	}
}

func seed001(s seed) *incident.Incident {
	at := clock(2023, time.August, 25, 2)
	event := func(n, hour, minute int) incident.Event {
		return incident.Event{At: at(hour, minute), Text: s.after(n, "M: ")}
	}
	return &incident.Incident{
		Title: s[0],
		Page:  dixa,
		Components: []incident.Component{
			{Group: "Agent Interface", Name: "Agent Interface"},
			{Group: "Agent Interface", Name: "Conversation Offers (WSS connection)"},
			{Group: "Other Channels", Name: "Chat & Dixa Messenger"},
		},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, Inferred: true, At: at(11, 26), Body: s.text(44)},
			{Status: incident.StatusInvestigating, Inferred: true, At: at(11, 35), Body: s.text(40, 42), NextUpdate: at(12, 0)},
			{Status: incident.StatusInvestigating, Inferred: true, At: at(11, 36), Body: s.text(38)},
			{Status: incident.StatusIdentified, Inferred: true, At: at(11, 51), Body: s.text(34, 36), NextUpdate: at(12, 20)},
			{Status: incident.StatusMonitoring, Inferred: true, At: at(12, 12), Body: s.text(32)},
			{Status: incident.StatusResolved, Inferred: true, At: at(14, 9), Body: s.text(28, 30)},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: clock(2023, time.September, 1, 2)(9, 18),
			Sections: []incident.Section{
				{Body: s.text(4, 8)},
				{
					Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormParagraphs,
					Timeline: &incident.Timeline{Zone: "CEST", TimeFormat: "January 2, 2006 3:04 PM", Mark: ":", Events: []incident.Event{
						event(12, 10, 52), event(14, 11, 0), event(16, 11, 18), event(18, 11, 26), event(20, 11, 30),
						event(22, 11, 35), event(24, 12, 0),
					}},
				},
			},
		},
	}
}

func seed002(s seed) *incident.Incident {
	day := func(d int) func(int, int) time.Time { return clock(2024, time.October, d, 2) }
	event := func(n, d, hour, minute int) incident.Event {
		return incident.Event{At: day(d)(hour, minute), Text: s.after(n, "CEST: ")}
	}
	action := func(n int) incident.Action { return incident.Action{Text: s.after(n, ". ")} }
	return &incident.Incident{
		Title: s[0],
		Page:  dixa,
		Components: []incident.Component{
			{Group: "Agent Interface", Name: "Analytics"},
			{Group: "Agent Interface", Name: "Conversation Offers (WSS connection)"},
			{Group: "Agent Interface", Name: "Dashboard"},
		},
		Updates: []incident.Update{
			{Status: incident.StatusIdentified, At: day(1)(14, 12), Body: s.text(90, 96), NextUpdate: day(1)(15, 0)},
			{Status: incident.StatusIdentified, At: day(1)(14, 15), Body: s.text(87)},
			{Status: incident.StatusIdentified, At: day(1)(14, 18), Body: s.text(84)},
			{Status: incident.StatusIdentified, At: day(1)(14, 20), Body: s.text(81)},
			{Status: incident.StatusIdentified, At: day(1)(15, 29), Body: s.text(74, 78)},
			{Status: incident.StatusIdentified, At: day(2)(9, 38), Body: s.text(65, 71), NextUpdate: day(2)(11, 0)},
			{Status: incident.StatusIdentified, At: day(2)(10, 25), Body: s.text(56, 62), NextUpdate: day(2)(13, 0)},
			{Status: incident.StatusResolved, At: day(2)(20, 20), Body: s.text(53)},
		},
		Postmortem: &incident.Postmortem{
			Title:       s[4],
			PublishedAt: day(4)(15, 9),
			Sections: []incident.Section{
				{Kind: incident.SectionSummary, Heading: s[6], Body: s.text(9)},
				{
					Kind: incident.SectionTimeline, Heading: s[10], Form: incident.FormBullets,
					Timeline: &incident.Timeline{TimeFormat: "January 2, 2006, 15:04 MST", Mark: ":", Events: []incident.Event{
						event(13, 1, 13, 7), event(14, 1, 14, 30), event(15, 1, 15, 0), event(16, 2, 18, 0), event(17, 3, 20, 20),
					}},
				},
				{Kind: incident.SectionRootCause, Heading: s[18], Body: s.text(21)},
				{Kind: incident.SectionImpact, Heading: s[22], Body: s.text(25, 26)},
				{Kind: incident.SectionResolution, Heading: s[27], Body: s.text(30, 31)},
				{
					Kind: incident.SectionActions, Heading: s[32], Body: s.text(35), Form: incident.FormNumbered,
					Actions: []incident.Action{action(37), action(38), action(39), action(40)},
				},
				{Kind: incident.SectionLessons, Heading: s[41], Body: s.text(44)},
				{Kind: incident.SectionClosing, Body: s.text(47), Fields: []incident.Field{{Name: "Date", Value: "October 4, 2024"}}},
			},
		},
	}
}

func seed003(s seed) *incident.Incident {
	at := clock(2022, time.March, 24, 1)
	event := func(n, hour, minute int) incident.Event {
		mark := s[n-1][len("  • ") : len("  • ")+len("00:00")]
		return incident.Event{At: at(hour, minute), Text: s.after(n, mark)}
	}
	return &incident.Incident{
		Title: s[0],
		Page:  dixa,
		Components: []incident.Component{
			{Group: "Integrations", Name: "Dixa API"},
			{Group: "Integrations", Name: "Exports API and Integrations API"},
		},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(7, 56), Body: s.text(69, 71), NextUpdate: at(8, 30)},
			{Status: incident.StatusInvestigating, At: at(7, 56), Body: s.text(64)},
			{Status: incident.StatusInvestigating, At: at(7, 57), Body: s.text(59)},
			{Status: incident.StatusInvestigating, At: at(8, 31), Body: s.text(52, 54), NextUpdate: at(9, 0)},
			{Status: incident.StatusIdentified, At: at(8, 40), Body: s.text(43, 47), NextUpdate: at(9, 0)},
			{Status: incident.StatusMonitoring, At: at(9, 1), Body: s.text(36, 38), NextUpdate: at(9, 30)},
			{Status: incident.StatusResolved, At: at(9, 32), Body: s.text(29, 31)},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: clock(2022, time.April, 4, 2)(17, 31),
			Sections: []incident.Section{
				{Body: s.text(7, 15)},
				{
					Kind: incident.SectionTimeline, Heading: s[16], Form: incident.FormBullets,
					Timeline: &incident.Timeline{Zone: "CET", TimeFormat: "15:04", Events: []incident.Event{
						event(19, 6, 59), event(20, 7, 48), event(21, 8, 25), event(22, 8, 55), event(23, 9, 1), event(24, 9, 32),
					}},
				},
			},
		},
	}
}

func seed004(s seed) *incident.Incident {
	utc, cest := clock(2025, time.July, 1, 0), clock(2025, time.July, 1, 2)
	event := func(n, hour, minute int) incident.Event {
		return incident.Event{At: utc(hour, minute), Text: s.after(n, "AM ")}
	}
	field := func(n int) incident.Field {
		name, value, _ := strings.Cut(s[n-1], ": ")
		return incident.Field{Name: name, Value: value}
	}
	return &incident.Incident{
		Title:      s[0],
		Page:       dixa,
		Components: []incident.Component{{Group: "Agent Interface", Name: "Agent Interface"}, {Group: "Agent Interface", Name: "Dashboard"}},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: cest(11, 1), Body: s.text(69)},
			{Status: incident.StatusMonitoring, At: cest(11, 4), Body: s.text(64)},
			{Status: incident.StatusResolved, At: cest(11, 15), Body: s.text(59)},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: clock(2025, time.July, 5, 2)(21, 9),
			Sections: []incident.Section{
				{Fields: []incident.Field{field(7), field(8), field(9), field(10)}},
				{Kind: incident.SectionSummary, Heading: s[11], Body: s.text(14)},
				{Kind: incident.SectionImpact, Heading: s[15], Body: s.text(18, 24)},
				{
					Kind: incident.SectionTimeline, Heading: s[25], Form: incident.FormTable, Columns: []string{"Time (UTC)", "Event"},
					Timeline: &incident.Timeline{Zone: "UTC", TimeFormat: "3:04 PM", Events: []incident.Event{
						event(29, 10, 49), event(30, 10, 53), event(31, 10, 54), event(32, 10, 56), event(33, 11, 1), event(34, 11, 15),
					}},
				},
				{Kind: incident.SectionMitigation, Heading: s[35], Body: s.text(38)},
				{
					Kind: incident.SectionActions, Heading: s[39], Body: s.text(42), Form: incident.FormBullets,
					Actions: []incident.Action{{Text: s.after(44, "• ")}, {Text: s.after(45, "• ")}},
					After:   s.text(47),
				},
				{Kind: incident.SectionClosing, Heading: s[48], Body: s.text(51, 53)},
			},
		},
	}
}

func TestSeeds(t *testing.T) {
	for _, test := range []struct {
		name   string
		layout render.Layout
		values func(seed) *incident.Incident
	}{
		{"000_100a860a031c690d.txt", render.LayoutPlain, seed000},
		{"001_cc027c3d5ca5839c.txt", render.LayoutPlain, seed001},
		{"002_97f55120c17af754.txt", render.LayoutLabels, seed002},
		{"003_7f76700c49c32482.txt", render.LayoutLabelsSpaced, seed003},
		{"004_cdbbac4a51d6a4fc.txt", render.LayoutLabelsSpaced, seed004},
	} {
		t.Run(test.name[:3], func(t *testing.T) {
			s := readSeed(t, test.name)
			inc := test.values(s)
			if err := inc.Validate(); err != nil {
				t.Errorf("Validate: %v", err)
			}
			text := render.Text{Layout: test.layout}
			want := fixture.Lines(strings.Join(s, "\n"))
			got := fixture.Lines(string(text.Append(nil, inc)))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("lines of the report (-want +got):\n%s", diff)
			}
			var back incident.Incident
			roundTrip(t, inc, &back)
			got = fixture.Lines(string(text.Append(nil, &back)))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("lines of the report after JSON (-want +got):\n%s", diff)
			}
		})
	}
}

func roundTrip(t *testing.T, inc, back *incident.Incident) {
	t.Helper()
	data, err := json.Marshal(inc)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(inc, back); diff != "" {
		t.Errorf("after JSON (-want +got):\n%s", diff)
	}
}
