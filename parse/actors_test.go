package parse_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// actorsOf returns, for each row of the first timeline, the actor, the text and
// the other cells: "who: text (cells)".
func actorsOf(pm *incident.Postmortem) (list []string) {
	for e := range pm.Events() {
		line := e.By + ": " + e.Text
		if len(e.Extra) > 0 {
			line += " (" + strings.Join(e.Extra, "; ") + ")"
		}
		list = append(list, line)
	}
	return list
}

// TestActorColumns reads the actors of tables, judging by the headings of the
// columns.
func TestActorColumns(t *testing.T) {
	for _, test := range []struct {
		name, table string
		want        []string
	}{
		{"between time and text", "| Time (UTC) | Who | Event |\n|--|--|--|\n| 2024-05-06 10:05 | Ops | a |\n| 2024-05-06 10:06 | | b |\n", []string{"Ops: a", ": b"}},
		{"behind the text", "| Time | What happened | Responsible |\n|--|--|--|\n| 2024-05-06 10:05 | a | Ops |\n", []string{"Ops: a"}},
		{"date and time", "| Date | Time | Actor | Description | Link |\n|--|--|--|--|--|\n| 2024-05-06 | 10:05 | Ops | a | x |\n", []string{"Ops: a (x)"}},
		{"two of them", "| Time | Who | Event | Team |\n|--|--|--|--|\n| 2024-05-06 10:05 | Bea | a | Ops |\n", []string{"Bea: a (Ops)"}},
		{"an empty column", "| Time | Event | Who | Link |\n|--|--|--|--|\n| 2024-05-06 10:05 | a | | x |\n", []string{": a (; x)"}},
		{"the only column beside the time", "| Time | Who |\n|--|--|\n| 2024-05-06 10:05 | we all |\n", []string{": we all"}},
		{"markup", "| Time | Who | Event |\n|--|--|--|\n| 2024-05-06 10:05 | **Ops** \\| night | a |\n", []string{"Ops | night: a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := "# Down\n\n## Timeline\n\n" + test.table
			inc, _ := readMarkdown(t, src)
			if diff := cmp.Diff(test.want, actorsOf(inc.Postmortem)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			one := markdownDocument(inc)
			again, _ := readMarkdown(t, one)
			if diff := cmp.Diff(inc.Postmortem, again.Postmortem); diff != "" {
				t.Errorf("read again (-want +got):\n%s\n%s", diff, one)
			}
			inc.Postmortem.PublishedAt = time.Date(2024, time.May, 8, 9, 0, 0, 0, time.UTC)
			page, err := parse.HTML{}.Parse("x", render.HTML{}.AppendPage(nil, inc))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, actorsOf(page.Incidents[0].Postmortem)); diff != "" {
				t.Errorf("HTML (-want +got):\n%s", diff)
			}
		})
	}
}

// TestActorsNeedATable writes a list whose rows have actors, which a list
// cannot express, and reads it back from each format.
func TestActorsNeedATable(t *testing.T) {
	at := time.Date(2024, time.May, 6, 10, 5, 0, 0, time.UTC)
	for _, test := range []struct {
		name    string
		columns []string
		events  []incident.Event
	}{
		{"usual columns", nil, []incident.Event{{At: at, Text: "a", By: "Ops"}, {At: at.Add(time.Minute), Text: "b"}}},
		{"a row without a time", nil, []incident.Event{{At: at, Text: "a"}, {Written: "later", Text: "b", By: "Ops"}, {At: at.Add(time.Minute), Text: "c"}}},
		{"columns without a place", []string{"Time", "Event", "Link"}, []incident.Event{{At: at, Text: "a", By: "Ops", Extra: []string{"x"}}, {At: at, Text: "b", Extra: []string{"y"}}}},
		{"more cells than headings", nil, []incident.Event{{At: at, Text: "a", By: "Ops", Extra: []string{"x"}}, {At: at, Text: "b", By: "Ops"}}},
		{"a column of another name", []string{"Time", "Event", "Team", "Link"}, []incident.Event{{At: at, Text: "a", By: "Ops", Extra: []string{"x"}}, {At: at, Text: "b"}}},
		{"headings in another order", []string{"Time", "Owner", "Event"}, []incident.Event{{At: at, Text: "a", By: "Ops", Extra: []string{"x"}}, {At: at, Text: "b"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			inc := &incident.Incident{Title: "Down", Page: incident.Page{TimeZone: "Europe/Copenhagen"}, Updates: []incident.Update{{Status: incident.StatusResolved, At: at, Body: "Over."}}, Postmortem: &incident.Postmortem{
				PublishedAt: at.Add(time.Hour),
				Sections: []incident.Section{{Heading: "Timeline", Kind: incident.SectionTimeline, Form: incident.FormBullets, Columns: test.columns,
					Timeline: &incident.Timeline{TimeFormat: "15:04", Events: test.events}}},
			}}
			want := actorsOf(inc.Postmortem)
			for _, f := range trips(t)[:4] {
				if f.name == "text" && test.columns != nil && test.columns[1] != "Event" {
					continue // plain text has only the headings
				}
				back, err := f.do(inc)
				if err != nil {
					t.Errorf("%s: %v", f.name, err)
					continue
				}
				if diff := cmp.Diff(want, actorsOf(back.Postmortem)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", f.name, diff)
				}
			}
		})
	}
}

// TestActorTextOverLines reads a row of plain text whose text extends over
// several lines before the actor.
func TestActorTextOverLines(t *testing.T) {
	doc := mustParse(t, parse.Text{}, withPostmortem("Timeline\n\nTime (UTC) | Event | Who\n10:05 | one\nand more | Ops\n10:10 | two |\nlater | three | Ops\n"))
	got := actorsOf(doc.Incidents[0].Postmortem)
	if diff := cmp.Diff([]string{"Ops: one\nand more", ": two", "Ops: three"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
