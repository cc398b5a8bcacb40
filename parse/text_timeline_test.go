package parse_test

import (
	"fmt"
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

// withPostmortem returns a page with a postmortem that ends in text. Its update
// was posted on 22 August 2023.
func withPostmortem(text string) string {
	return head + "Postmortem\n\nWe are sorry.\n\n" + text + "\nPosted Aug 25, 2023 - 15:17 CEST\n\nResolved\n\nOver.\nPosted Aug 22, 2023 - 15:17 CEST\n"
}

// TestTextTimelines reads timelines in the forms of real pages. Each comes back
// unchanged.
func TestTextTimelines(t *testing.T) {
	for _, test := range []struct {
		name, lines, want string
		notes             string // except the one about the page's zone; code and path below the section
	}{
		{"clocks", "10:05. one\n\n10:15. two\n", "paragraphs \"\" \"15:04\" \".\"\n2023-08-22 08:05||one\n2023-08-22 08:15||two\n", "date 0"},
		{"of twelve hours", "10:52 AM: one\n\n1:52 PM: two\n", "paragraphs \"\" \"3:04 PM\" \":\"\n2023-08-22 08:52||one\n2023-08-22 11:52||two\n", "date 0"},
		{"of twelve hours in two figures", "10:52 AM: one\n\n01:52 PM: two\n", "paragraphs \"\" \"03:04 PM\" \":\"\n2023-08-22 08:52||one\n2023-08-22 11:52||two\n", "date 0"},
		{"of twelve hours, small", "10:05am: one\n\n1:05pm: two\n", "paragraphs \"\" \"3:04pm\" \":\"\n2023-08-22 08:05||one\n2023-08-22 11:05||two\n", "date 0"},
		{"an hour of one figure", "9:05: one\n\n10:05: two\n", "paragraphs \"\" \"15:04\" \":\"\n2023-08-22 07:05|9:05:|one\n2023-08-22 08:05||two\n", "date 0"},
		{"hours alone", "4 pm: one\n\n5 pm: two\n", "paragraphs \"\" \"3 pm\" \":\"\n2023-08-22 14:00||one\n2023-08-22 15:00||two\n", "date 0"},
		{"a clock with seconds", "10:05:30 one\n\n10:06:10 two\n", "paragraphs \"\" \"15:04:05\" \"\"\n2023-08-22 08:05||one\n2023-08-22 08:06||two\n", "date 0"},
		{"about, with a date", "~Aug 21, 2023, 10:05: one\n\n10:10: two\n", "paragraphs \"\" \"\" \":\"\n2023-08-21 08:05||one\n2023-08-21 08:10||two\n", ""},
		{"spans in a zone", "10:10–10:20 CEST one\n\n10:30–11:20 CEST two\n", "paragraphs \"\" \"15:04 MST\" \"\"\n2023-08-22 08:10||one\n2023-08-22 08:30||two\n", "date 0"},
		{"over midnight", "23:50 one\n\n00:05 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 21:50||one\n2023-08-22 22:05||two\n", "date 0"},
		{"about", "~10:05: one\n\n10:10: two\n", "paragraphs \"\" \"15:04\" \":\"\n2023-08-22 08:05||one\n2023-08-22 08:10||two\n", "date 0"},
		{"spans", "10:10–10:20 one\n\n10:30 - 11:20 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:10||one\n2023-08-22 08:30|10:30 - 11:20|two\n", "date 0"},
		{"a span of two days", "Aug 22, 2023 10:10–Aug 23, 2023 10:20: one\n\nAug 23, 2023 10:30: two\n",
			"paragraphs \"\" \"Jan 2, 2006 15:04\" \":\"\n2023-08-22 08:10|Aug 22, 2023 10:10–Aug 23, 2023 10:20:|one\n2023-08-23 08:30||two\n", ""},
		{"numbers", "1. 10:05 one\n\n2. 10:10 two\n\n3. And more.\n", "numbered \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\n2023-08-22 08:10||two\n-||And more.\n", "date 0"},
		{"text that goes on", "10:05 one\nmore of it\n\n10:10 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\nmore of it\n2023-08-22 08:10||two\n", "date 0"},
		{"no text", "10:05:\n\n10:10:\n", "paragraphs \"\" \"15:04\" \":\"\n2023-08-22 08:05||\n2023-08-22 08:10||\n", "date 0"},
		{"a text like more of the time", "10:05 \u200cPM shift begins\n\n10:10 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||PM shift begins\n2023-08-22 08:10||two\n", "date 0"},

		// Dates.
		{"days in figures", "22/08/2023 10:52 - one\n\n02/09/2023 10:55 - two\n", "paragraphs \"\" \"02/01/2006 15:04\" \" -\"\n2023-08-22 08:52||one\n2023-09-02 08:55||two\n", ""},
		{"days of one figure", "22/8/2023 10:52 - one\n\n2/9/2023 10:55 - two\n", "paragraphs \"\" \"2/1/2006 15:04\" \" -\"\n2023-08-22 08:52||one\n2023-09-02 08:55||two\n", ""},
		{"months first", "8/22/2023 9:52 AM - one\n\n8/23/2023 10:55 PM - two\n", "paragraphs \"\" \"1/2/2006 3:04 PM\" \" -\"\n2023-08-22 07:52||one\n2023-08-23 20:55||two\n", ""},
		{"months first in two figures", "08/22/2023 09:52 - one\n\n08/23/2023 10:55 - two\n", "paragraphs \"\" \"01/2/2006 15:04\" \" -\"\n2023-08-22 07:52||one\n2023-08-23 08:55||two\n", ""},
		{"months first, told by one row", "8/9/2023 9:52 AM - one\n\n8/22/2023 10:55 PM - two\n", "paragraphs \"\" \"1/2/2006 3:04 PM\" \" -\"\n2023-08-09 07:52||one\n2023-08-22 20:55||two\n", ""},
		{"points", "22.08.2023 10:52: one\n\n02.09.2023 10:55: two\n", "paragraphs \"\" \"02.01.2006 15:04\" \":\"\n2023-08-22 08:52||one\n2023-09-02 08:55||two\n", ""},
		{"points in the clock, too", "22.08.2023 08.52: one\n\n22.08.2023 08.55: two\n",
			"paragraphs \"\" \"15:04\" \":\"\n2023-08-22 06:52|22.08.2023 08.52:|one\n2023-08-22 06:55|22.08.2023 08.55:|two\n", ""},
		{"ISO 8601", "2023-08-22 10:52 one\n\n2023-08-22 10:55:30 two\n", "paragraphs \"\" \"2006-01-02 15:04\" \"\"\n2023-08-22 08:52||one\n2023-08-22 08:55|2023-08-22 10:55:30|two\n", ""},
		{"ISO 8601 with a T", "2023-08-22T10:52 one\n\n2023-08-22T10:55 two\n", "paragraphs \"\" \"2006-01-02T15:04\" \"\"\n2023-08-22 08:52||one\n2023-08-22 08:55||two\n", ""},
		{"RFC 3339", "2023-08-22T08:52:00Z one\n\n2023-08-22T08:55:13Z two\n", "paragraphs \"Z\" \"2006-01-02T15:04:05Z07:00\" \"\"\n2023-08-22 08:52||one\n2023-08-22 08:55||two\n", ""},
		{"RFC 3339 with an offset", "2023-08-22T10:52:00+02:00 one\n\n2023-08-22T10:55:13+02:00 two\n", "paragraphs \"+02:00\" \"2006-01-02T15:04:05-07:00\" \"\"\n2023-08-22 08:52||one\n2023-08-22 08:55||two\n", ""},
		{"weekdays", "Tue Aug 22 10:52 one\n\nWed Aug 23 10:55 two\n", "paragraphs \"\" \"Mon Jan 2 15:04\" \"\"\n2023-08-22 08:52||one\n2023-08-23 08:55||two\n", "date 0"},
		{"whole names", "Tuesday, August 22, 2023 10:52 AM: one\n\nTuesday, August 22, 2023 2:52 PM: two\n",
			"paragraphs \"\" \"Monday, January 2, 2006 3:04 PM\" \":\"\n2023-08-22 08:52||one\n2023-08-22 12:52||two\n", ""},
		{"the day before the month", "22 August 2023 10:52 one\n\n02 September 2023 10:55 two\n", "paragraphs \"\" \"02 January 2006 15:04\" \"\"\n2023-08-22 08:52||one\n2023-09-02 08:55||two\n", ""},
		{"a style that no layout has", "Aug 22nd, 10:05: one\n\nAug 22nd, 10:10: two\n",
			"paragraphs \"\" \"15:04\" \":\"\n2023-08-22 08:05|Aug 22nd, 10:05:|one\n2023-08-22 08:10|Aug 22nd, 10:10:|two\n", "date 0"},
		{"mere days", "Aug 22, 2023: one\n\nAug 23, 2023: two\n", "paragraphs \"\" \"15:04\" \":\"\n2023-08-21 22:00||one\n2023-08-22 22:00||two\n", ""},
		{"a mere day first", "Aug 22, 2023: one\n\nAug 23, 2023 10:55: two\n", "paragraphs \"\" \"Jan 2, 2006 15:04\" \":\"\n2023-08-21 22:00||one\n2023-08-23 08:55||two\n", ""},

		// Dated where the day changes, as writers do without a layout.
		{"dated once", "Aug 21, 2023, 10:05: one\n\n10:15: two\n", "paragraphs \"\" \"\" \":\"\n2023-08-21 08:05||one\n2023-08-21 08:15||two\n", ""},
		{"dated twice", "Aug 22, 2023, 10:05: one\n\nAug 23, 10:15: two\n", "paragraphs \"\" \"\" \":\"\n2023-08-22 08:05||one\n2023-08-23 08:15||two\n", "date 1"},
		{"a dated row alone", "Aug 21, 2023, 10:05: one\n", "paragraphs \"\" \"\" \":\"\n2023-08-21 08:05||one\n", ""},
		{"a dated row alone, of the day of the update", "Aug 22, 2023, 10:05: one\n", "paragraphs \"\" \"Jan 2, 2006, 15:04\" \":\"\n2023-08-22 08:05||one\n", ""},
		{"dated where writers would not", "Aug 22, 2023, 10:05: one\n\n10:15: two\n", "paragraphs \"\" \"Jan 2, 2006, 15:04\" \":\"\n2023-08-22 08:05||one\n2023-08-22 08:15|10:15:|two\n", ""},

		// Zones.
		{"the page's in each row", "10:05 CEST one\n\n10:10 CEST two\n", "paragraphs \"\" \"15:04 MST\" \"\"\n2023-08-22 08:05||one\n2023-08-22 08:10||two\n", "date 0"},
		{"another in each row", "10:05 PDT one\n\n10:10 PDT two\n", "paragraphs \"PDT\" \"15:04 MST\" \"\"\n2023-08-22 17:05||one\n2023-08-22 17:10||two\n", "date 0"},
		{"a zone whose abbreviation has several meanings", "All times are in Asia/Kolkata.\n\n10:05 one\n\n10:10 two\n", "paragraphs \"Asia/Kolkata\" \"15:04\" \"\"\n2023-08-22 04:35||one\n2023-08-22 04:40||two\n", "date 0"},
		{"another heading of the times", "When (UTC) What happened\n10:05 one\n10:10 two\n", "table \"UTC\" \"15:04\" \"\"\n2023-08-22 10:05||one\n2023-08-22 10:10||two\n", "date 0"},
		{"a sentence above rows", "When users log in\n10:05 one\n10:10 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\n2023-08-22 08:10||two\n", "date 0"},
		{"two zones", "10:05 CEST one\n\n10:10 PDT two\n", "paragraphs \"\" \"15:04 MST\" \"\"\n2023-08-22 08:05||one\n2023-08-22 17:10|10:10 PDT|two\n", "date 0"},
		{"off its season", "10:05 one\n\n10:10 CET two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\n2023-08-22 09:10|10:10 CET|two\n", "date 0, row-zone 1"},
		{"a zone with several meanings", "10:05 one\n\n10:10 IST two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\n-|10:10 IST|two\n", "date 0, unresolved 1"},
		{"a sentence that names it", "All times are in Pacific Time.\n\n10:05 one\n\n10:10 two\n", "paragraphs \"Pacific Time\" \"15:04\" \"\"\n2023-08-22 17:05||one\n2023-08-22 17:10||two\n", "date 0"},
		{"a sentence that names none", "Time zones confuse us.\nThe time is short.\n\n10:05 one\n\n10:10 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\n2023-08-22 08:10||two\n", "date 0"},

		// Tables, flattened.
		{"two columns", "Time (UTC) Event\n10:05 one\n10:10 two\n", "table \"UTC\" \"15:04\" \"\"\n2023-08-22 10:05||one\n2023-08-22 10:10||two\n", "date 0"},
		{"three columns", "Time (UTC) | Event | Who\n10:05 | one | all\n10:10 | two |\n10:15 | | me\n", "table \"UTC\" \"15:04\" \"\"\n2023-08-22 10:05||one\n2023-08-22 10:10||two\n2023-08-22 10:15||\n", "date 0"},
		{"columns of zones", "EST | What | UTC\n05:05 | one | 10:05\n05:10 | two | 10:10\n", "table \"EST\" \"15:04\" \"\"\n2023-08-22 10:05||one\n2023-08-22 10:10||two\n", "date 0"},
		{"a column of a zone", "UTC What happened\n10:05 one\n10:10 two\n", "table \"UTC\" \"15:04\" \"\"\n2023-08-22 10:05||one\n2023-08-22 10:10||two\n", "date 0"},
		{"two columns with a bar", "Time (UTC) | Event\n10:05 | one\n10:10 | two\n", "paragraphs \"UTC\" \"15:04\" \" |\"\n2023-08-22 10:05||one\n2023-08-22 10:10||two\n", "date 0"},
		{"one column", "Time\n10:05 one\n10:10 two\n", "paragraphs \"\" \"15:04\" \"\"\n2023-08-22 08:05||one\n2023-08-22 08:10||two\n", "date 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := withPostmortem("Timeline\n\n" + test.lines)
			doc := mustParse(t, parse.Text{}, text)
			inc := doc.Incidents[0]
			if diff := cmp.Diff(test.want, rowsOf(inc)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var notes []string
			for _, n := range doc.Notes {
				if n.Code != parse.NoteZone {
					row := strings.TrimSuffix(strings.TrimPrefix(n.Path, "postmortem.sections[1].timeline.events["), "]")
					notes = append(notes, fmt.Sprintf("%s %s", n.Code, row))
					if line, _, ok := doc.Position(n.Path, 0); !ok || line != n.Line {
						t.Errorf("%v: its path is in line %d", n, line)
					}
				}
			}
			if got := strings.Join(notes, ", "); got != test.notes {
				t.Errorf("notes %s, want %s", got, test.notes)
			}
			if diff := cmp.Diff(fixture.Lines(text), fixture.Lines(string(render.Text{}.Append(nil, inc)))); diff != "" {
				t.Errorf("written again (-want +got):\n%s", diff)
			}
			if err := inc.Validate(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestTextSections reads parts of postmortems: their kind, heading and content.
func TestTextSections(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a timeline without a heading", "10:05 one\n\n10:10 two\n\n10:15 three\n", "timeline '' 3 events"},
		{"two rows without a heading are text", "10:05 one\n\n10:10 two\n", "''"},
		{"a zone behind the heading", "Timeline (UTC):\n\n10:05 one\n\n10:10 two\n", "'', timeline 'Timeline:' 2 events"},
		{"numbered headings", "1. Summary\n\nText.\n\n2. Timeline (UTC)\n\n10:05 one\n\n10:10 two\n", "'', summary '1. Summary', timeline '2. Timeline' 2 events"},
		{"a numbered item", "1. Summary of what we know.\n\nText.\n", "''"},
		{"quoted rows above those of the timeline", "Timeline\n\n> 10:05 one\n> 10:06 two\n\n• 10:10 three\n• 10:20 four\n• 10:30 five\n", "'', timeline 'Timeline' 3 events"},
		{"quoted rows alone", "Timeline\n\n> 10:05 one\n> 10:06 two\n", "'', timeline 'Timeline' 2 events"},
		{"an odd bracket", "Timeline UTC)\n\nText.\n", "'', timeline 'Timeline UTC)'"},
		{"a sentence with a colon", "We did the following:\n\nText.\n", "''"},
		{"words of another language", "Résumé\n\nText.\n", "'', 'Résumé'"},
		{"fields", "Facts\n\nRegion: North\nLoad: high\n", "'', 'Facts' 2 fields"},
		{"one field is text", "Facts\n\nRegion: North\n", "'', 'Facts'"},
		{"a sign-off", "All is well.\n\nThe Shop Team\nDate: August 25, 2023\n", "'', closing '' 1 fields"},
		{"a sign-off below an item", "All is well.\n\n• One more\nDate: August 25, 2023\n", "''"},
	} {
		text := withPostmortem(test.text)
		inc := mustParse(t, parse.Text{}, text).Incidents[0]
		var parts []string
		for _, s := range inc.Postmortem.Sections {
			part := fmt.Sprintf("%s '%s'", s.Kind, s.Heading)
			if s.Timeline != nil {
				part += fmt.Sprintf(" %d events", len(s.Timeline.Events))
			}
			if len(s.Fields) > 0 {
				part += fmt.Sprintf(" %d fields", len(s.Fields))
			}
			parts = append(parts, strings.TrimSpace(part))
		}
		if got := strings.Join(parts, ", "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if diff := cmp.Diff(fixture.Lines(text), fixture.Lines(string(render.Text{}.Append(nil, inc)))); diff != "" {
			t.Errorf("%s, written again (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestTextTables reads the cells of a flattened table.
func TestTextTables(t *testing.T) {
	doc := mustParse(t, parse.Text{}, withPostmortem("Timeline\n\nTime (UTC) | Event | Who | Where\n10:05 | one | me | here\n10:10 | two |\n10:15 | | you\n"))
	s := doc.Incidents[0].Postmortem.Sections[1]
	if diff := cmp.Diff([]string{"Time (UTC)", "Event", "Who", "Where"}, s.Columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	var got [][]string
	for _, e := range s.Timeline.Events {
		got = append(got, append([]string{e.Text, e.By}, e.Extra...))
	}
	if diff := cmp.Diff([][]string{{"one", "me", "here"}, {"two", ""}, {"", "you"}}, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

// TestTextActions reads lists of actions.
func TestTextActions(t *testing.T) {
	for _, test := range []struct {
		name, lines string
		form        incident.Form
		want        []incident.Action
		body, after string
	}{
		{"bullets", "We will:\n\n• one\n• two\n\nThat is all.\n", incident.FormBullets, []incident.Action{{Text: "one"}, {Text: "two"}}, "We will:", "That is all."},
		{"numbers", "1. one\n2. two\n", incident.FormNumbered, []incident.Action{{Text: "one"}, {Text: "two"}}, "", ""},
		{"a number alone", "1. one\n", "", nil, "1\\. one", ""},
		{"boxes", "• [x] one\n\n• [ ] [x] two\n", incident.FormTasks, []incident.Action{{Text: "one", State: incident.ActionDone}, {Text: "\\[x\\] two", State: incident.ActionOpen}}, "", ""},
		{"not all have boxes", "• [x] one\n• two\n", incident.FormBullets, []incident.Action{{Text: "\\[x\\] one"}, {Text: "two"}}, "", ""},
		{"boxes that writers do not draw", "• [X] one\n• [ ] two\n", incident.FormBullets, []incident.Action{{Text: "\\[X\\] one"}, {Text: "\\[ \\] two"}}, "", ""},
		{"numbers with boxes", "1. [x] one\n2. [ ] two\n", incident.FormNumbered, []incident.Action{{Text: "\\[x\\] one"}, {Text: "\\[ \\] two"}}, "", ""},
	} {
		text := withPostmortem("Actions\n\n" + test.lines)
		inc := mustParse(t, parse.Text{}, text).Incidents[0]
		s := inc.Postmortem.Sections[1]
		if diff := cmp.Diff(test.want, s.Actions); diff != "" || s.Form != test.form || s.Body != test.body || s.After != test.after {
			t.Errorf("%s: form %q, body %q, after %q (-want +got):\n%s", test.name, s.Form, s.Body, s.After, diff)
		}
		if diff := cmp.Diff(fixture.Lines(text), fixture.Lines(string(render.Text{}.Append(nil, inc)))); diff != "" {
			t.Errorf("%s, written again (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestDatesInFigures checks the note about the first date in which day and
// month cannot be distinguished.
func TestDatesInFigures(t *testing.T) {
	const page = "Exports fail\nIncident Report for Example Ledger\nPostmortem\n\nTimeline\n%s\n\nPosted Apr 08, 2024 - 10:00 UTC\nResolved\nOver.\nPosted Apr 03, 2024 - 12:00 UTC\n"
	for _, test := range []struct {
		rows string
		path string // of the note; "" if there is none
	}{
		{"27/03/2024 10:05 a\n03/04/2024 10:06 b\n03/04/2024 10:07 c", ""}, // the first one decides
		{"03/04/2024 10:05 a\n04/03/2024 10:06 b", "postmortem.sections[0].timeline.events[0]"},
		{"03.04.2024 10:05 a\n03.04.2024 10:06 b", "postmortem.sections[0].timeline.events[0]"},
		{"04/04/2024 10:05 a\n04/04/2024 10:06 b", ""}, // both readings are equal
		{"04/03/2024 10:05 a\n3/27/2024 10:06 b\n27/03/2024 10:06 c", "postmortem.sections[0].timeline.events[0]"},
		{"2024-04-03 10:05 a\n2024-04-03 10:06 b", ""},
	} {
		for format, read := range map[string]func() (*parse.Document, error){
			"text": func() (*parse.Document, error) {
				return parse.Text{Zone: time.UTC}.Parse("page.txt", fmt.Appendf(nil, page, test.rows))
			},
			"markdown": func() (*parse.Document, error) {
				return parse.Markdown{}.Parse("PM.md", []byte("# Exports fail\n\n## Timeline\n\n- "+strings.ReplaceAll(test.rows, "\n", "\n- ")+"\n"))
			},
		} {
			doc, err := read()
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, n := range doc.Notes {
				if n.Code == parse.NoteDayFirst {
					got += n.Path
				}
			}
			if got != test.path {
				t.Errorf("%s, %q: a note at %q, want %q", format, test.rows, got, test.path)
			}
		}
	}
}

// TestTimelineZonesComeBack writes timelines in zones that documents name by a
// place. The reader must find the zone and the instants, whatever the label is.
func TestTimelineZonesComeBack(t *testing.T) {
	for _, zone := range []string{"US/Pacific", "America/Los_Angeles", "US/Central", "Asia/Kolkata", "Asia/Shanghai", "Asia/Manila", "Europe/London", "CET", "PST", "CST", "UTC+5:30"} {
		inc := fixture.Checkout()
		inc.Components = nil
		inc.Postmortem.Sections = []incident.Section{{Heading: "Timeline", Kind: incident.SectionTimeline, Timeline: &incident.Timeline{
			Zone: zone, TimeFormat: "15:04", Mark: ":",
			Events: []incident.Event{{At: inc.Updates[0].At, Text: "one"}, {At: inc.Updates[0].At.Add(5 * time.Minute), Text: "two"}},
		}}}
		for name, back := range map[string]func() (*incident.Incident, error){
			"text": func() (*incident.Incident, error) {
				return only(parse.Text{}.Parse("x", render.Text{Drafts: true}.Append(nil, inc)))
			},
			"markdown": func() (*incident.Incident, error) {
				return only(parse.Markdown{}.Parse("x", render.Markdown{Drafts: true}.Append(nil, inc)))
			},
			"html": func() (*incident.Incident, error) {
				return only(parse.HTML{}.Parse("x", render.HTML{Drafts: true}.Append(nil, inc)))
			},
		} {
			got, err := back()
			if err != nil {
				t.Errorf("%s, %s: %v", zone, name, err)
				continue
			}
			tl := got.Postmortem.Sections[0].Timeline
			if tl == nil || !tl.Events[0].At.Equal(inc.Updates[0].At) || !tl.Events[1].At.Equal(inc.Updates[0].At.Add(5*time.Minute)) {
				t.Errorf("%s, %s: %+v\n%s", zone, name, tl, render.Text{Drafts: true}.Append(nil, inc))
			}
		}
	}
}

// TestHiddenZoneComesBack reads pages back that have neither updates nor a
// published postmortem, whose stamps would show the zone of the page.
func TestHiddenZoneComesBack(t *testing.T) {
	source := "# Outage of 2024-03-05\n\n## Timeline\n\n- 10:05 Alert\n- 10:20 Over\n"
	oslo, err := civil.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse.Markdown{Zone: oslo}.Parse("x.md", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	inc := doc.Incidents[0]
	want := "2024-03-05T09:05 2024-03-05T09:20"
	if got := instantsIn(inc); got != want {
		t.Fatalf("rows at %s, want %s", got, want)
	}
	text, err := only(parse.Text{}.Parse("x", render.Text{Drafts: true}.Append(nil, inc)))
	if err != nil {
		t.Fatal(err)
	}
	markdown, err := only(parse.Markdown{}.Parse("x", render.Markdown{Drafts: true}.Append(nil, inc)))
	if err != nil {
		t.Fatal(err)
	}
	for name, back := range map[string]*incident.Incident{"text": text, "Markdown": markdown} {
		if got := instantsIn(back); got != want {
			t.Errorf("%s: rows at %s, want %s", name, got, want)
		}
	}
}
