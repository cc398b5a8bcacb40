package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

var start = time.Date(2024, time.March, 1, 9, 0, 0, 0, time.UTC)

func minute(i int) time.Time { return start.Add(time.Duration(i) * time.Minute) }

// updates returns n updates in order, each with an ID.
func updates(n int) []incident.Update {
	list := make([]incident.Update, n)
	for i := range list {
		list[i] = incident.Update{ID: fmt.Sprintf("u%07d", i), Status: incident.StatusInvestigating, At: minute(i), Body: "Still."}
	}
	return list
}

// rows returns n rows of a timeline in order.
func rows(n int) []incident.Event {
	list := make([]incident.Event, n)
	for i := range list {
		list[i] = incident.Event{At: minute(i), Text: fmt.Sprintf("Row %d.", i)}
	}
	return list
}

// postmortem returns an incident with a published postmortem.
func postmortem(sections ...incident.Section) *incident.Incident {
	return &incident.Incident{
		Title: "Orders are delayed", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"}, Updates: updates(1),
		Postmortem: &incident.Postmortem{PublishedAt: minute(100), Sections: sections},
	}
}

// everywhere returns an incident with s in every text of it.
func everywhere(s string) *incident.Incident {
	inc := postmortem(
		incident.Section{Heading: s, Body: s, After: s, Columns: []string{"Time", s, "Extra"}, Timeline: &incident.Timeline{Mark: s, Events: []incident.Event{
			{At: minute(1), Text: s, By: s, Extra: []string{s}}, {Written: s, Text: s},
		}}},
		incident.Section{Kind: incident.SectionActions, Actions: []incident.Action{{Text: s, Owner: s, Priority: s, Ticket: s, TicketURL: s, DueWritten: s, Extra: []string{s}}}},
		incident.Section{Fields: []incident.Field{{Name: s, Value: s}}},
	)
	inc.Title, inc.Page.Name, inc.URL, inc.Severity = s, s, s, s
	inc.Components = []incident.Component{{Group: s, Name: s}}
	inc.Updates[0].Body, inc.Updates[0].Status = s, incident.Status(s)
	inc.Updates[0].Changes = []incident.Change{{Group: s, Name: s, To: incident.ComponentMajorOutage}}
	inc.Events = []incident.Event{{At: minute(2), Text: s, By: s}}
	inc.Postmortem.Title, inc.Postmortem.FrontMatter = s, s
	return inc
}

// incidents returns the shapes of incidents with many parts.
func incidents() (list []shape) {
	// add adds a shape whose parts take about size bytes each in JSON.
	add := func(name string, size int, make func(n int) *incident.Incident) {
		list = append(list, shape{name, ofIncident, func(n int) input { return input{inc: make(max(2, n/size))} }})
	}
	change := func(name string, size int, edit func(inc *incident.Incident, u *incident.Update, i int)) {
		add("updates: "+name, size, func(n int) *incident.Incident {
			inc := &incident.Incident{Title: "Orders are delayed", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"}, Updates: updates(n)}
			for i := range inc.Updates {
				edit(inc, &inc.Updates[i], i)
			}
			return inc
		})
	}
	statuses := incident.Words[incident.Status]()
	change("in order", 100, func(_ *incident.Incident, u *incident.Update, i int) {})
	change("newest first", 100, func(inc *incident.Incident, u *incident.Update, i int) { u.At = minute(len(inc.Updates) - i) })
	change("at one instant", 100, func(_ *incident.Incident, u *incident.Update, i int) { u.At = start })
	change("the same", 100, func(_ *incident.Incident, u *incident.Update, i int) { u.At, u.ID = start, "u" })
	change("without ids", 80, func(_ *incident.Incident, u *incident.Update, i int) { u.ID = "" })
	change("without ids, words of their own", 80, func(_ *incident.Incident, u *incident.Update, i int) { u.ID, u.Body = "", fmt.Sprint(i) })
	change("without times", 60, func(_ *incident.Incident, u *incident.Update, i int) { u.At = time.Time{} })
	change("without statuses", 80, func(_ *incident.Incident, u *incident.Update, i int) { u.Status = "" })
	change("statuses in turn", 100, func(_ *incident.Incident, u *incident.Update, i int) { u.Status = statuses[i%4] })
	change("unknown statuses", 100, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Status = incident.Status(fmt.Sprint("Label ", i))
	})
	change("retracted", 150, func(_ *incident.Incident, u *incident.Update, i int) { u.RetractedAt = minute(i + 1) })
	change("retracted in turn", 120, func(_ *incident.Incident, u *incident.Update, i int) {
		if i%2 == 0 {
			u.RetractedAt = minute(i + 1)
		}
	})
	change("edited", 150, func(_ *incident.Incident, u *incident.Update, i int) { u.EditedAt = minute(i + 1) })
	change("with promises", 150, func(_ *incident.Incident, u *incident.Update, i int) {
		u.NextUpdate, u.Body = minute(i+30), "Next update in 30 minutes."
	})
	change("with promises that nobody keeps", 150, func(_ *incident.Incident, u *incident.Update, i int) { u.NextUpdate = now })
	change("resolved and reopened", 100, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Status = []incident.Status{incident.StatusResolved, incident.StatusInvestigating}[i%2]
	})
	change("that change a component of their own", 180, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Changes = []incident.Change{{Name: fmt.Sprint("C", i), To: incident.ComponentMajorOutage}}
	})
	change("that change a component with an id", 200, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Changes = []incident.Change{{ID: fmt.Sprint("c", i), Name: "C", To: incident.ComponentMajorOutage}}
	})
	change("that change one component", 180, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Changes = []incident.Change{{Name: "C", To: incident.Words[incident.ComponentStatus]()[i%5]}}
	})
	change("on days of their own", 100, func(_ *incident.Incident, u *incident.Update, i int) { u.At = start.AddDate(0, 0, i%400_000) })
	change("years apart", 100, func(_ *incident.Incident, u *incident.Update, i int) { u.At = start.AddDate(i%7000, 0, 0) })
	change("with a heading", 110, func(_ *incident.Incident, u *incident.Update, i int) { u.Body = "# Heading\n\nText." })
	change("with a link to a definition", 130, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Body = fmt.Sprintf("[a%d][]\n\n[a%d]: http://a.example", i, i/2)
	})
	change("like a claim", 200, func(_ *incident.Incident, u *incident.Update, i int) {
		u.Body = "Between 10:05 and 10:45 CET 5% of requests failed. Next update by 12:00."
	})
	add("update with many changes", 60, func(n int) *incident.Incident {
		inc := &incident.Incident{Title: "A", Updates: updates(2)}
		for i := range n {
			inc.Updates[0].Changes = append(inc.Updates[0].Changes, incident.Change{Name: fmt.Sprint("C", i), To: incident.ComponentMajorOutage})
		}
		inc.Updates[1].Changes = inc.Updates[0].Changes
		return inc
	})

	component := func(name string, size int, make func(i int) incident.Component) {
		add("components: "+name, size, func(n int) *incident.Incident {
			inc := &incident.Incident{Title: "A", Updates: updates(3)}
			for i := range n {
				inc.Components = append(inc.Components, make(i))
			}
			c := inc.Components[n/2]
			inc.Updates[1].Changes = []incident.Change{{ID: c.ID, Group: c.Group, Name: c.Name, To: incident.ComponentMajorOutage}}
			return inc
		})
	}
	component("names", 20, func(i int) incident.Component { return incident.Component{Name: fmt.Sprint("C", i)} })
	component("the same", 15, func(i int) incident.Component { return incident.Component{Name: "C"} })
	component("empty", 3, func(i int) incident.Component { return incident.Component{} })
	component("ids", 35, func(i int) incident.Component { return incident.Component{ID: fmt.Sprint("c", i), Name: "C"} })
	component("groups", 35, func(i int) incident.Component { return incident.Component{Group: fmt.Sprint("G", i), Name: "C"} })
	component("groups in turn", 35, func(i int) incident.Component {
		return incident.Component{Group: fmt.Sprint("G", i%2), Name: fmt.Sprint("C", i)}
	})
	component("one group", 35, func(i int) incident.Component { return incident.Component{Group: "G", Name: fmt.Sprint("C", i)} })
	component("statuses", 60, func(i int) incident.Component {
		return incident.Component{Name: fmt.Sprint("C", i), Status: incident.Words[incident.ComponentStatus]()[i%5]}
	})
	component("hostile names", 30, func(i int) incident.Component {
		return incident.Component{Name: fmt.Sprint("a, b and c (d ", i)}
	})

	section := func(name string, size int, make func(i int) incident.Section) {
		add("sections: "+name, size, func(n int) *incident.Incident {
			inc := postmortem()
			for i := range n {
				inc.Postmortem.Sections = append(inc.Postmortem.Sections, make(i))
			}
			return inc
		})
	}
	kinds := incident.Words[incident.SectionKind]()
	event := func(i int) *incident.Timeline { return &incident.Timeline{Events: rows(1)} }
	section("headings", 30, func(i int) incident.Section { return incident.Section{Heading: fmt.Sprint("Heading ", i)} })
	section("headings and text", 60, func(i int) incident.Section {
		return incident.Section{Heading: fmt.Sprint("Heading ", i), Body: "Text."}
	})
	section("one heading", 30, func(i int) incident.Section { return incident.Section{Heading: "Heading", Body: fmt.Sprint(i)} })
	section("empty", 3, func(i int) incident.Section { return incident.Section{} })
	section("without headings", 20, func(i int) incident.Section { return incident.Section{Body: fmt.Sprint("Text ", i)} })
	section("kinds", 60, func(i int) incident.Section {
		return incident.Section{Kind: kinds[i%len(kinds)], Heading: fmt.Sprint("Heading ", i), Body: "Text."}
	})
	section("levels", 50, func(i int) incident.Section { return incident.Section{Level: i, Heading: fmt.Sprint("Heading ", i)} })
	section("levels in turn", 50, func(i int) incident.Section {
		return incident.Section{Level: i % 4, Heading: fmt.Sprint("Heading ", i)}
	})
	section("internal", 60, func(i int) incident.Section {
		return incident.Section{Internal: true, Heading: fmt.Sprint("Heading ", i), Body: "Text."}
	})
	section("timelines", 120, func(i int) incident.Section {
		return incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: event(i)}
	})
	section("timelines in zones", 140, func(i int) incident.Section {
		tl := event(i)
		tl.Zone = []string{"CET", "America/New_York", "Asia/Tokyo", "+05:30"}[i%4]
		return incident.Section{Kind: incident.SectionTimeline, Heading: fmt.Sprint("Timeline ", i), Timeline: tl}
	})
	section("timelines in unknown zones", 140, func(i int) incident.Section {
		tl := event(i)
		tl.Zone = fmt.Sprint("Z", i)
		return incident.Section{Heading: fmt.Sprint("Timeline ", i), Timeline: tl}
	})
	section("actions", 60, func(i int) incident.Section {
		return incident.Section{Heading: fmt.Sprint("Actions ", i), Actions: []incident.Action{{Text: "Fix it."}}}
	})
	section("fields", 70, func(i int) incident.Section {
		return incident.Section{Heading: fmt.Sprint("Facts ", i), Fields: []incident.Field{{Name: "a", Value: "b"}}}
	})
	section("tables", 90, func(i int) incident.Section {
		return incident.Section{Heading: fmt.Sprint("Facts ", i), Form: incident.FormTable, Columns: []string{"a", "b", "c"}, Timeline: event(i)}
	})

	row := func(name string, size int, edit func(tl *incident.Timeline, e *incident.Event, i int)) {
		for _, form := range []incident.Form{"", incident.FormTable} {
			add("rows"+map[incident.Form]string{"": "", incident.FormTable: " of a table"}[form]+": "+name, size, func(n int) *incident.Incident {
				tl := &incident.Timeline{Events: rows(n)}
				for i := range tl.Events {
					edit(tl, &tl.Events[i], i)
				}
				return postmortem(incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline", Form: form, Timeline: tl})
			})
		}
	}
	row("in order", 60, func(_ *incident.Timeline, e *incident.Event, i int) {})
	row("the last first", 60, func(tl *incident.Timeline, e *incident.Event, i int) { e.At = minute(len(tl.Events) - i) })
	row("to and fro", 60, func(tl *incident.Timeline, e *incident.Event, i int) { e.At = minute(i % 2 * 5000) })
	row("at one instant", 60, func(_ *incident.Timeline, e *incident.Event, i int) { e.At = start })
	row("empty", 3, func(_ *incident.Timeline, e *incident.Event, i int) { *e = incident.Event{} })
	row("written", 40, func(_ *incident.Timeline, e *incident.Event, i int) { e.At, e.Written = time.Time{}, "at some time" })
	row("written in turn", 60, func(_ *incident.Timeline, e *incident.Event, i int) {
		if i%2 == 0 {
			e.At, e.Written = time.Time{}, "10:05"
		}
	})
	row("spans", 90, func(_ *incident.Timeline, e *incident.Event, i int) { e.Until = minute(i + 90) })
	row("milestones", 90, func(_ *incident.Timeline, e *incident.Event, i int) {
		e.Milestone = incident.Words[incident.Milestone]()[i%len(incident.Words[incident.Milestone]())]
	})
	row("days", 90, func(_ *incident.Timeline, e *incident.Event, i int) { e.Precision = incident.PrecisionDay })
	row("by somebody", 70, func(_ *incident.Timeline, e *incident.Event, i int) { e.By = "A" })
	row("with a cell", 70, func(_ *incident.Timeline, e *incident.Event, i int) { e.Extra = []string{"x"} })
	row("with cells now and then", 70, func(_ *incident.Timeline, e *incident.Event, i int) {
		if i&(i-1) == 0 {
			e.Extra = slices.Repeat([]string{"x"}, i/4)
		}
	})
	row("on days of their own", 60, func(_ *incident.Timeline, e *incident.Event, i int) { e.At = start.AddDate(0, 0, i%400_000) })
	row("in a zone that changes", 60, func(tl *incident.Timeline, e *incident.Event, i int) {
		tl.Zone, e.At = "Europe/Copenhagen", start.AddDate(0, i%2*6, 0)
	})
	row("that look like rows", 70, func(_ *incident.Timeline, e *incident.Event, i int) { e.Text = "10:05 CET - Row." })
	row("of blocks", 70, func(_ *incident.Timeline, e *incident.Event, i int) { e.Text = "- a\n- b" })
	row("of the same words", 60, func(_ *incident.Timeline, e *incident.Event, i int) { e.Text = "Row." })
	for _, form := range []incident.Form{"", incident.FormTable} {
		suffix := map[incident.Form]string{"": "", incident.FormTable: " of a table"}[form]
		add("wide row and empty rows"+suffix, 8, func(n int) *incident.Incident {
			tl := &incident.Timeline{Events: make([]incident.Event, n)}
			tl.Events[0] = incident.Event{At: start, Text: "x", Extra: slices.Repeat([]string{"y"}, n)}
			return postmortem(incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline", Form: form, Timeline: tl})
		})
		add("wide action and empty actions"+suffix, 8, func(n int) *incident.Incident {
			list := make([]incident.Action, n)
			list[0] = incident.Action{Text: "x", Extra: slices.Repeat([]string{"y"}, n)}
			return postmortem(incident.Section{Kind: incident.SectionActions, Heading: "Actions", Form: form, Actions: list})
		})
		add("wide head and empty rows"+suffix, 8, func(n int) *incident.Incident {
			return postmortem(incident.Section{Heading: "Timeline", Form: form, Columns: slices.Repeat([]string{"c"}, n), Timeline: &incident.Timeline{Events: make([]incident.Event, n)}})
		})
		add("wide head and empty actions"+suffix, 8, func(n int) *incident.Incident {
			return postmortem(incident.Section{Heading: "Actions", Form: form, Columns: slices.Repeat([]string{"c"}, n), Actions: make([]incident.Action, n)})
		})
		add("long heading of a column"+suffix, 5, func(n int) *incident.Incident {
			return postmortem(incident.Section{Heading: "Facts", Form: form, Columns: []string{"Time", repeat("c", n)}, Timeline: &incident.Timeline{Events: make([]incident.Event, n)}})
		})
		add("fields"+suffix, 30, func(n int) *incident.Incident {
			s := incident.Section{Heading: "Facts", Form: form}
			for i := range n {
				s.Fields = append(s.Fields, incident.Field{Name: fmt.Sprint("Name ", i), Value: "x"})
			}
			return postmortem(s)
		})
		add("fields of one name"+suffix, 30, func(n int) *incident.Incident {
			return postmortem(incident.Section{Heading: "Facts", Form: form, Fields: slices.Repeat([]incident.Field{{Name: "Name", Value: "TODO"}}, n)})
		})
		add("empty fields"+suffix, 3, func(n int) *incident.Incident {
			return postmortem(incident.Section{Heading: "Facts", Form: form, Fields: make([]incident.Field, n)})
		})
		action := func(name string, size int, make func(i int) incident.Action) {
			add("actions"+suffix+": "+name, size, func(n int) *incident.Incident {
				s := incident.Section{Kind: incident.SectionActions, Heading: "Actions", Form: form}
				for i := range n {
					s.Actions = append(s.Actions, make(i))
				}
				return postmortem(s)
			})
		}
		action("texts", 20, func(i int) incident.Action { return incident.Action{Text: fmt.Sprint("Fix ", i)} })
		action("one text", 20, func(i int) incident.Action { return incident.Action{Text: "Fix."} })
		action("empty", 3, func(i int) incident.Action { return incident.Action{} })
		action("tickets", 50, func(i int) incident.Action { return incident.Action{Text: "Fix.", Ticket: fmt.Sprint("A-", i)} })
		action("full", 150, func(i int) incident.Action {
			return incident.Action{Text: fmt.Sprint("Fix ", i), Owner: "A", Priority: "P1", State: incident.Words[incident.ActionState]()[i%len(incident.Words[incident.ActionState]())], Due: civil.DateOf(minute(i), time.UTC), DueWritten: "soon", Ticket: fmt.Sprint("A-", i), TicketURL: "http://a.example", Extra: []string{"x"}}
		})
	}
	add("wide tables", 8, func(n int) *incident.Incident {
		inc := postmortem()
		for range 8 {
			tl := &incident.Timeline{Events: make([]incident.Event, n/8+1)}
			tl.Events[0] = incident.Event{At: start, Text: "x", Extra: slices.Repeat([]string{""}, n/8+1)}
			inc.Postmortem.Sections = append(inc.Postmortem.Sections, incident.Section{Heading: "T", Form: incident.FormTable, Timeline: tl})
		}
		return inc
	})
	add("events", 60, func(n int) *incident.Incident {
		return &incident.Incident{Title: "A", Updates: updates(2), Events: rows(n)}
	})
	add("events and the same rows", 120, func(n int) *incident.Incident {
		inc := postmortem(incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{Events: rows(n)}})
		inc.Events = rows(n)
		return inc
	})
	add("events of one instant and other rows", 120, func(n int) *incident.Incident {
		inc := postmortem(incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{Events: rows(n)}})
		inc.Events = rows(n)
		for i := range n {
			inc.Events[i].At, inc.Events[i].Text = start, fmt.Sprint(i)
			inc.Postmortem.Sections[0].Timeline.Events[i].At = start
		}
		return inc
	})
	add("events that impact starts and ends", 90, func(n int) *incident.Incident {
		inc := &incident.Incident{Title: "A", Updates: updates(2), Events: rows(n)}
		for i := range inc.Events {
			inc.Events[i].Milestone = []incident.Milestone{incident.MilestoneImpactStarted, incident.MilestoneImpactEnded}[i%2]
		}
		return inc
	})
	add("aliases", 10, func(n int) *incident.Incident {
		inc := &incident.Incident{Title: "A", Updates: updates(2)}
		for i := range n {
			inc.Aliases = append(inc.Aliases, fmt.Sprint("a", i))
		}
		return inc
	})
	add("labels", 15, func(n int) *incident.Incident {
		inc := &incident.Incident{Title: "A", Updates: updates(2), Labels: map[string]string{}}
		for i := range n {
			inc.Labels[fmt.Sprint("k", i)] = "v"
		}
		return inc
	})
	for _, fm := range []struct{ name, piece string }{{"keys", "key%d: value\n"}, {"lists", "- a\n"}, {"brackets", "["}, {"comments", "# a\n"}, {"tables", "[a%d]\nb = 1\n"}} {
		add("front matter: "+fm.name, 1, func(n int) *incident.Incident {
			inc := postmortem(incident.Section{Heading: "A", Body: "b"})
			inc.Postmortem.FrontMatter = repeat(fm.piece, n)
			return inc
		})
	}
	return list
}
