package parse_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// actionsOf reads a postmortem in Markdown. It returns its actions and the
// codes of the notes, and checks that the document reads the same after it is
// written again.
func actionsOf(t *testing.T, src string) (list []incident.Action, notes []string) {
	t.Helper()
	inc, doc := readMarkdown(t, src)
	for _, n := range doc.Notes {
		notes = append(notes, string(n.Code)+" "+n.Path)
	}
	one := markdownDocument(inc)
	again, _ := readMarkdown(t, one)
	if two := markdownDocument(again); one != two {
		t.Errorf("written again (-want +got):\n%s", cmp.Diff(one, two))
	}
	for a := range inc.Postmortem.Actions() {
		list = append(list, *a)
	}
	return list, notes
}

// TestDueDates reads due dates as teams write them.
func TestDueDates(t *testing.T) {
	const due = "due postmortem.sections[0].actions[0].due"
	on := func(month time.Month, day int) civil.Date { return dueOn(2026, month, day) }
	for _, test := range []struct {
		name, above, cell, sibling string
		want                       civil.Date
		written                    string
		noted                      bool
	}{
		{"ISO 8601", "", "2026-03-04", "", on(3, 4), "", false},
		{"the month in words", "", "4 March 2026", "", on(3, 4), "4 March 2026", false},
		{"the month first", "", "Mar 4, 2026", "", on(3, 4), "Mar 4, 2026", false},
		{"no year, after the day of the incident", "Date: 2025-12-20\nOwner: Ops\n\n", "March 4", "", on(3, 4), "", true},
		{"no year, beside another", "", "March 4", "2026-02-26", on(3, 4), "", true},
		{"no year at all", "", "March 4", "", civil.Date{}, "March 4", true},
		{"figures of two orders", "", "03/04/2026", "", civil.Date{}, "03/04/2026", true},
		{"figures beside a sibling", "", "03/04/2026", "03/27/2026", on(3, 4), "", true},
		{"a word", "", "TBD", "", civil.Date{}, "TBD", true},
		{"a word with a date in it", "", "by 2026-03-04 at last", "", civil.Date{}, "by 2026-03-04 at last", true},
		{"a dash", "", "–", "", civil.Date{}, "–", false},
		{"no date of the calendar", "", "2026-02-30", "", civil.Date{}, "2026-02-30", true},
		{"none", "", "", "", civil.Date{}, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := "# Down\n\n" + test.above + "## Action items\n\n| Action | Owner | Due |\n|--|--|--|\n| one | Ops | " + test.cell + " |\n"
			if test.sibling != "" {
				src += "| two | Ops | " + test.sibling + " |\n"
			}
			list, notes := actionsOf(t, src)
			if len(list) == 0 {
				t.Fatal("no actions")
			}
			if a := list[0]; a.Due != test.want || a.DueWritten != test.written || a.Text != "one" || a.Owner != "Ops" {
				t.Errorf("%+v", a)
			}
			noted := false
			for _, n := range notes {
				noted = noted || strings.HasPrefix(n, due[:4]) && strings.HasSuffix(n, ".actions[0].due")
			}
			if noted != test.noted {
				t.Errorf("notes %v", notes)
			}
		})
	}
}

// TestDueWrittenIsGuarded writes words and dates that a reader would take for
// another date, and reads them back.
func TestDueWrittenIsGuarded(t *testing.T) {
	for _, test := range []struct{ a, want incident.Action }{
		{incident.Action{Text: "a", DueWritten: "June 28"}, incident.Action{Text: "a", DueWritten: "June 28"}},
		{incident.Action{Text: "a", DueWritten: "2026-03-04"}, incident.Action{Text: "a", DueWritten: "2026-03-04"}},
		{incident.Action{Text: "a", Due: dueOn(2026, 3, 4), DueWritten: "5 March 2026"}, incident.Action{Text: "a", Due: dueOn(2026, 3, 4)}},
		{incident.Action{Text: "a", Due: dueOn(2026, 3, 4), DueWritten: "March 4"}, incident.Action{Text: "a", Due: dueOn(2026, 3, 4)}},
		{incident.Action{Text: "a", Due: dueOn(2026, 3, 4), DueWritten: "4 March 2026"}, incident.Action{Text: "a", Due: dueOn(2026, 3, 4), DueWritten: "4 March 2026"}},
		{incident.Action{Text: "a", DueWritten: "soon"}, incident.Action{Text: "a", DueWritten: "soon"}},
	} {
		for _, form := range []incident.Form{incident.FormTable, incident.FormBullets} {
			inc := &incident.Incident{Title: "Down", Postmortem: &incident.Postmortem{Sections: []incident.Section{
				{Kind: incident.SectionActions, Heading: "Action items", Form: form, Actions: []incident.Action{test.a}}}}}
			src := markdownDocument(inc)
			back, _ := readMarkdown(t, src)
			if diff := cmp.Diff([]incident.Action{test.want}, back.Postmortem.Sections[0].Actions); diff != "" {
				t.Errorf("%s (-want +got):\n%s\n%s", form, diff, src)
			}
		}
	}
}

// TestActionStates reads the words that teams have for states.
func TestActionStates(t *testing.T) {
	for cell, want := range map[string]incident.ActionState{
		"Completed": "done", "closed": "done", "Done ✅": "done", "**Merged**": "done", "TODO": "open", "To do": "open", "Not started": "open",
		"WIP": "in_progress", "🚧 In progress": "in_progress", "Won’t fix": "dropped", "wont fix": "dropped",
		"done by Ops": "done by Ops", "Undone": "Undone", "not merged": "not merged", "✅": "✅", "": "",
	} {
		list, _ := actionsOf(t, "# Down\n\n## Action items\n\n| Action | Status |\n|--|--|\n| one | "+cell+" |\n")
		if len(list) != 1 || list[0].State != want {
			t.Errorf("%q: %+v, want %q", cell, list, want)
		}
	}
}

// TestTickets reads tickets that are links, and links beside a state.
func TestTickets(t *testing.T) {
	for _, test := range []struct {
		name, head, cells string
		want              incident.Action
	}{
		{"a link", "Ticket", "[A-1](https://example.com/A-1)", incident.Action{Ticket: "A-1", TicketURL: "https://example.com/A-1"}},
		{"an address", "Ticket", "<https://example.com/A-1>", incident.Action{Ticket: "https://example.com/A-1"}},
		{"an address as its text", "Ticket", "[https://example.com/1](https://example.com/1)", incident.Action{Ticket: "https://example.com/1"}},
		{"two links", "Ticket", "[A-1](https://example.com/1) [A-2](https://example.com/2)", incident.Action{Ticket: "A-1 (https://example.com/1) A-2 (https://example.com/2)"}},
		{"a link among words", "Ticket", "see [A-1](https://example.com/1)", incident.Action{Ticket: "see A-1 (https://example.com/1)"}},
		{"a script", "Ticket", "[A-1](javascript:alert)", incident.Action{Ticket: "A-1 (javascript:alert)"}},
		{"a bar in the address", "Ticket", "[A\\|1](https://example.com/A\\|1)", incident.Action{Ticket: "A|1", TicketURL: "https://example.com/A|1"}},
		{"a state and a link", "Status", "[#12](https://example.com/12) **DONE**", incident.Action{State: "done", Ticket: "#12", TicketURL: "https://example.com/12"}},
		{"a state with its link in brackets", "Status", "WIP ([#12](https://example.com/12))", incident.Action{State: "in_progress", Ticket: "#12", TicketURL: "https://example.com/12"}},
		{"a state that is a link", "Status", "[Closed](https://example.com/12)", incident.Action{State: "done", Ticket: "https://example.com/12"}},
		{"a link alone", "Status", "[#12](https://example.com/12)", incident.Action{Ticket: "#12", TicketURL: "https://example.com/12"}},
		{"a sentence with a link", "Status", "Waits for [#12](https://example.com/12)", incident.Action{State: "Waits for #12 (https://example.com/12)"}},
		{"a ticket besides", "Status | Ticket", "Done [#12](https://example.com/12) | A-1", incident.Action{State: "Done #12 (https://example.com/12)", Ticket: "A-1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			rule := strings.Repeat("--|", strings.Count(test.head, "|")+2)
			list, _ := actionsOf(t, "# Down\n\n## Action items\n\n| Action | "+test.head+" |\n|"+rule+"\n| one | "+test.cells+" |\n")
			test.want.Text = "one"
			if diff := cmp.Diff([]incident.Action{test.want}, list); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			inc := &incident.Incident{Title: "Down", Postmortem: &incident.Postmortem{PublishedAt: time.Date(2026, time.March, 5, 9, 0, 0, 0, time.UTC), Sections: []incident.Section{
				{Kind: incident.SectionActions, Heading: "Action items", Form: incident.FormTable, Actions: list}}}}
			doc, err := parse.HTML{}.Parse("x", render.HTML{}.AppendPage(nil, inc))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(list, doc.Incidents[0].Postmortem.Sections[0].Actions); diff != "" && !strings.Contains(test.cells, `\|`) { // there it is percent-encoded
				t.Errorf("HTML (-want +got):\n%s", diff)
			}
		})
	}
}

// TestActionDetails reads details in parentheses after the text of an action.
func TestActionDetails(t *testing.T) {
	for _, test := range []struct {
		item string
		want incident.Action
	}{
		{"a (Owner: Bea, due 2026-03-04)", incident.Action{Text: "a", Owner: "Bea", Due: dueOn(2026, 3, 4)}},
		{"a (Owner: Bea; due: 4 March 2026)", incident.Action{Text: "a", Owner: "Bea", Due: dueOn(2026, 3, 4), DueWritten: "4 March 2026"}},
		{"a (owner: Bea, Ops, priority: P1)", incident.Action{Text: "a", Owner: "Bea, Ops", Priority: "P1"}},
		{"a (due Mar 4, 2026)", incident.Action{Text: "a", Due: dueOn(2026, 3, 4), DueWritten: "Mar 4, 2026"}},
		{"a (Owner: Bea; Due: TBD)", incident.Action{Text: "a", Owner: "Bea", DueWritten: "TBD"}},
		{"a (Ticket: [A-1](https://example.com/A-1?b=1;c), State: Closed)", incident.Action{Text: "a (Ticket: [A-1](https://example.com/A-1?b=1;c), State: Closed)"}},
		{"a (Ticket: [A-1](https://example.com/A-1), State: Closed)", incident.Action{Text: "a", Ticket: "A-1", TicketURL: "https://example.com/A-1", State: "done"}},
		{"a (due: overload)", incident.Action{Text: "a (due: overload)"}},
		{"a (due to overload)", incident.Action{Text: "a (due to overload)"}},
		{"a (Owner: Bea, due to illness)", incident.Action{Text: "a", Owner: "Bea, due to illness"}},
		{"a (see above, due 2026-03-04)", incident.Action{Text: "a (see above, due 2026-03-04)"}},
		{"a [link](https://example.com/a)", incident.Action{Text: "a [link](https://example.com/a)"}},
	} {
		list, _ := actionsOf(t, "# Down\n\n## Action items\n\n- "+test.item+"\n- b\n")
		if diff := cmp.Diff([]incident.Action{test.want, {Text: "b"}}, list); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.item, diff)
		}
	}
}

// TestActionColumnsOfTemplates fills the actions of every template and reads
// them back from Markdown. Every known detail must have a column, whatever
// columns the template names.
func TestActionColumnsOfTemplates(t *testing.T) {
	want := incident.Action{Text: "a", Type: incident.ActionPrevent, State: incident.ActionInProgress, Owner: "Ops", Priority: "P1", Ticket: "A-1", Due: dueOn(2026, 3, 4)}
	n := 0
	for _, tmpl := range incident.Templates() {
		pm := tmpl.Skeleton(&incident.Incident{Title: "Down"})
		for i := range pm.Sections {
			if s := &pm.Sections[i]; s.Actions != nil {
				s.Actions, n = []incident.Action{want}, n+1
			}
		}
		back, _ := readMarkdown(t, markdownDocument(&incident.Incident{Title: "Down", Postmortem: pm}))
		for a := range back.Postmortem.Actions() {
			a.Extra = nil
			if diff := cmp.Diff(want, *a); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tmpl.Name, diff)
			}
		}
	}
	if n < 5 {
		t.Errorf("%d sections with actions", n)
	}
}

// TestActionsBelowHeadings reads lists below the headings that group the
// actions of a section.
func TestActionsBelowHeadings(t *testing.T) {
	const top = "# Down\n\n## Action items\n\n"
	for _, test := range []struct{ name, src, want string }{
		{"groups", top + "### Process\n\n1. a\n2. b\n\n### Technical\n\n- [ ] c\n", "a b c"},
		{"text above", top + "We agreed:\n\n### Process\n\nFirst of all:\n\n- a\n- b\n\nThat is all.\n", "a b"},
		{"two levels", top + "### Teams\n\n#### Shop\n\n- a\n\n#### Storage\n\n- b\n", "a b"},
		{"a table", top + "### Soon\n\n| Action | Owner |\n|--|--|\n| a | Ops |\n", "a"},
		{"a section of its own kind", top + "- a\n\n### Lessons learned\n\n- b\n\n#### More\n\n- c\n\n### Process\n\n- d\n", "a d"},
		{"a heading of the same level", top + "- a\n\n## Links\n\n- b\n", "a"},
		{"a heading above", "# Down\n\n## What next\n\n- b\n\n## Action items\n\n- a\n", "a"},
		{"prose", top + "### Process\n\nWe change nothing.\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, _ := actionsOf(t, test.src)
			var texts []string
			for _, a := range list {
				texts = append(texts, a.Text)
			}
			if got := strings.Join(texts, " "); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
