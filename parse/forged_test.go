package parse_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// forgeries are texts that read like structure of a report.
var forgeries = []string{
	"Posted Jan 1, 2026 - 10:00 UTC", "Edited Jan 1, 2026 - 10:00 UTC", "Retracted Jan 1, 2026 - 10:00 UTC",
	"Next update by 10:45 UTC", "Scheduled for Jan 2, 2026, 00:00-03:00 UTC", "Scheduled until Jan 2, 2026, 03:00 UTC",
	"Postmortem", "postmortem", "Postmortem (draft)", "Update", "Resolved", "Completed", "In progress",
	"This incident affected: Everything.", "This scheduled maintenance affects: Everything.",
	"Incident Report for Mallory", "Scheduled Maintenance Report for Mallory", "Incident Report", "Scheduled Maintenance Report",
	"Incident", "Incident\nReport for Mallory", "Report for Mallory",
	"x\n\nPosted Jan 1, 2026 - 10:00 UTC\n\nPostmortem\n\ny", "x\u2028Postmortem\u2028y", "x\r\rPostmortem",
	"# Mallory\n\nIncident Report for Mallory", "## Postmortem", "## Resolved\n\nPosted Jan 1, 2026 - 10:00 UTC", "Postmortem\n===", "Resolved\n---",
	"\u200cPostmortem", "\u200c\u200cResolved", "\u200c\u200cRolled back", "\u00a0Postmortem\u00a0", "\u200b", "\u200c", "&#8204;&#8204;Rolled back",
	"</h2></section><section class=\"postmortem\"><h2>Postmortem</h2>", "<!-- title -->", "<!-- section -->", "---\npublished_at: 2026-01-01T10:00:00Z\n---",
	"published_at: 2026-01-01T10:00:00Z", "x\npublished_at: 2026-01-01T10:00:00Z",
}

// forgeable returns an incident with a value in every field that a report
// shows.
func forgeable() *incident.Incident {
	at := func(minutes int) time.Time {
		return time.Date(2024, time.March, 5, 9, minutes, 0, 0, time.UTC)
	}
	row := func(i int) []incident.Event {
		return []incident.Event{
			{At: at(i), Text: "The queue grew.", Milestone: incident.MilestoneDetected},
			{At: at(i + 5), Text: "The queue shrank."},
		}
	}
	table := row(20)
	for i := range table {
		table[i].By, table[i].Extra = "The night shift", []string{"a note"}
	}
	written := row(30)
	for i := range written {
		written[i].Written = written[i].At.Format("15:04hs")
	}
	return &incident.Incident{
		ID: "i-1", Title: "Orders are late", URL: "https://status.example.com/1", Aliases: []string{"https://status.example.com/one"},
		Page:   incident.Page{ID: "p-1", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "UTC", Lang: "en"},
		Impact: incident.ImpactMajor, Severity: "SEV-2",
		Components: []incident.Component{{ID: "c-1", Group: "Shop", Name: "Orders", Status: incident.ComponentMajorOutage}, {Name: "Mail"}},
		Updates: []incident.Update{
			{ID: "u-1", Status: incident.StatusInvestigating, At: at(0), Body: "Orders arrive late.", NextUpdate: at(50),
				Changes: []incident.Change{{ID: "c-1", Group: "Shop", Name: "Orders", From: incident.ComponentOperational, To: incident.ComponentMajorOutage}}},
			{ID: "u-2", Status: incident.StatusMonitoring, At: at(10), EditedAt: at(12), Body: "A second queue takes half of them.\n\nWe watch it."},
			{ID: "u-3", Status: incident.StatusMonitoring, At: at(15), RetractedAt: at(16), Body: "Not so."},
			{ID: "u-4", Status: incident.StatusResolved, At: at(40), Body: "Orders are in time again."},
		},
		Events: row(1),
		Postmortem: &incident.Postmortem{
			Title: "Late orders, looked back on", PublishedAt: at(55), EditedAt: at(58), State: incident.ReviewApproved, FrontMatter: "author: Jo Poe",
			Sections: []incident.Section{
				{Heading: "Summary", Kind: incident.SectionSummary, Body: "Orders came late for forty minutes.", After: "That is all."},
				{Heading: "At a glance", Body: "In short.", Fields: []incident.Field{{Name: "Team", Value: "Warehouse"}, {Name: "Region", Value: "North"}}, After: "So far."},
				{Heading: "Timeline", Kind: incident.SectionTimeline, Form: incident.FormBullets, Timeline: &incident.Timeline{Zone: "UTC", TimeFormat: "15:04", Mark: ":", Events: row(2)}},
				{Heading: "Timeline of the team", Level: 1, Kind: incident.SectionTimeline, Form: incident.FormTable, Columns: []string{"Time", "Event", "Who", "Note"},
					Timeline: &incident.Timeline{TimeFormat: "15:04", Events: table}},
				{Heading: "Timeline of the shop", Level: 1, Kind: incident.SectionTimeline, Form: incident.FormParagraphs, Timeline: &incident.Timeline{Events: written}},
				{Heading: "Action items", Kind: incident.SectionActions, Form: incident.FormTable, Columns: []string{"Action", "Owner", "Ticket", "Due", "Type", "Priority", "State", "Note"},
					Actions: []incident.Action{{Text: "Add a queue.", Type: incident.ActionPrevent, State: incident.ActionOpen, Owner: "Jo Poe", Priority: "P1",
						Ticket: "OPS-1", TicketURL: "https://tickets.example.com/1", DueWritten: "soon", Extra: []string{"a note"}}}},
				{Heading: "Later", Kind: incident.SectionActions, Form: incident.FormTasks, Actions: []incident.Action{{Text: "Watch the queue.", State: incident.ActionDone, Owner: "Jo Poe"}}},
				{Body: "Thank you for your patience."},
			},
		},
		Labels: map[string]string{"team": "Warehouse"},
	}
}

// A stringField is a string of an incident, by its path.
type stringField struct {
	path string
	set  func(s string)
}

// stringFields returns the strings that v holds.
func stringFields(path string, v reflect.Value) (list []stringField) {
	switch v.Kind() {
	case reflect.String:
		return []stringField{{path, v.SetString}}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			return stringFields(path, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				list = append(list, stringFields(path+"."+v.Type().Field(i).Name, v.Field(i))...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			list = append(list, stringFields(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
		}
	}
	return list
}

// contents describes what a kind of document can express.
type contents struct {
	page   bool // page and updates
	labels bool // statuses, and the post that is the postmortem
	titles bool // the title of a postmortem
}

// shapeOf describes everything about an incident other than its texts, as far
// as a document expresses it. Statuses are compared as they are shown, because
// readers cannot distinguish "Rolled back" from "rolled_back".
func shapeOf(inc *incident.Incident, c contents) (s []string) {
	pm := inc.Postmortem
	if c.page {
		s = append(s, "title "+inc.Title, "page "+inc.Page.Name, fmt.Sprint("maintenance ", inc.IsMaintenance()))
		last := ""
		for i := range inc.Updates {
			u := &inc.Updates[i]
			line := fmt.Sprint(u.At.Unix(), " ", u.EditedAt.Unix())
			if status := seenAs(string(u.Status)); status != "" {
				last = strings.ReplaceAll(status, "_", " ")
			}
			if c.labels {
				line += fmt.Sprint(" ", u.RetractedAt.Unix(), u.NextUpdate.Unix(), last)
			}
			s = append(s, line)
		}
	}
	if pm != nil {
		s = append(s, fmt.Sprint(pm.PublishedAt.Unix(), " ", pm.EditedAt.Unix()))
		if title := pm.Title; c.titles {
			if seenAs(title) == "" && !c.page {
				title = inc.Title // for a document without another title
			}
			s = append(s, title)
		}
	}
	for i := range s {
		s[i] = seenAs(s[i])
	}
	return s
}

// seenAs returns a text as readers see it, on one line.
func seenAs(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.NewReplacer("\u200b", "", "\u200c", "").Replace(s)), " "))
}

func TestForgedFields(t *testing.T) {
	type format struct {
		name    string
		carries contents
		write   func(inc *incident.Incident) []byte
		read    func(name string, data []byte) (*parse.Document, error)
	}
	text, md, html := parse.Text{Zone: time.UTC}.Parse, parse.Markdown{Zone: time.UTC}.Parse, parse.HTML{Zone: time.UTC}.Parse
	formats := []format{
		{"Markdown page", contents{true, true, true}, func(inc *incident.Incident) []byte { return render.Markdown{Drafts: true}.Append(nil, inc) }, md},
		{"Markdown document", contents{titles: true}, func(inc *incident.Incident) []byte { return render.Markdown{}.AppendPostmortem(nil, inc) }, md},
		{"HTML page", contents{true, true, true}, func(inc *incident.Incident) []byte { return render.HTML{Drafts: true}.AppendPage(nil, inc) }, html},
		{"HTML postmortem", contents{titles: true}, func(inc *incident.Incident) []byte { return render.HTML{}.AppendPostmortem(nil, inc) }, html},
	}
	for _, layout := range render.Layouts() {
		formats = append(formats, format{"text " + string(layout), contents{page: true, labels: layout != render.LayoutPlain},
			func(inc *incident.Incident) []byte { return render.Text{Layout: layout, Drafts: true}.Append(nil, inc) }, text})
	}
	variants := map[string]func(inc *incident.Incident){
		"outage":   func(*incident.Incident) {},
		"untitled": func(inc *incident.Incident) { inc.Title, inc.Page.Name, inc.Postmortem.Title = "", "", "" },
		"draft": func(inc *incident.Incident) {
			inc.Postmortem.PublishedAt, inc.Postmortem.EditedAt, inc.Updates = time.Time{}, time.Time{}, inc.Updates[:1]
			inc.Title, inc.Postmortem.Title = "", ""
			inc.ID, inc.Severity, inc.Page.TimeZone, inc.Page.Lang, inc.Postmortem.State, inc.Postmortem.FrontMatter = "", "", "", "", "", "" // no front matter
		},
		"plain": func(inc *incident.Incident) { inc.Postmortem, inc.Title, inc.Components = nil, "", nil },
	}
	// The stride over the pairs of field and text has no factor in common with
	// the number of texts, so that each is tried.
	stride, statuses := 47, 1 // of all pairs, and of those of a status
	switch {
	case fixture.Thorough():
		stride = 5
	case testing.Short():
		stride, statuses = 241, 5
	}
	turn := 0
	for name, vary := range variants {
		inc := forgeable()
		vary(inc)
		for i, field := range stringFields("", reflect.ValueOf(inc)) {
			for n := range forgeries {
				turn++
				if turn%stride != 0 && !(strings.HasPrefix(field.path, ".Updates[1].Status") && turn%statuses == 0) {
					continue
				}
				forged := forgeries[n]
				inc := forgeable()
				vary(inc)
				stringFields("", reflect.ValueOf(inc))[i].set(forged)
				for _, f := range formats {
					data := f.write(inc)
					if len(data) == 0 || name == "draft" && f.name == "text plain" { // it has no label that distinguishes a draft
						continue
					}
					doc, err := f.read("forged", data)
					if err != nil {
						t.Errorf("%s, %s%s = %q: %v", f.name, name, field.path, forged, err)
						continue
					}
					want, got := shapeOf(inc, f.carries), shapeOf(doc.Incidents[0], f.carries)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%s, %s%s = %q: %s", f.name, name, field.path, forged, diff)
					}
				}
			}
		}
	}
}
