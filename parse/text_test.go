package parse_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
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

func mustParse(t *testing.T, p parse.Text, text string) *parse.Document {
	t.Helper()
	doc, err := p.Parse("test.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestSeedsAreTyped counts what is read from each seed, so that nothing is
// hidden in a body.
func TestSeedsAreTyped(t *testing.T) {
	for _, test := range []struct {
		file     string
		layout   string
		statuses string // first letters, oldest first
		inferred bool
		zone     string
		places   string // numbers of components, sections, fields, actions, lists in bodies
		first    string // instants of the timeline
		last     string
		events   int
		kinds    string
	}{
		{"000_100a860a031c690d.txt", "plain", "invideideidemonres", true, "Europe/Brussels", "1 components, 2 sections, 0 fields, 0 actions",
			"2022-01-27T09:05:00Z", "2022-01-27T10:10:00Z", 6, ",timeline"},
		{"001_cc027c3d5ca5839c.txt", "plain", "invinvinvmonmonres", true, "Europe/Brussels", "3 components, 2 sections, 0 fields, 0 actions",
			"2023-08-25T08:52:00Z", "2023-08-25T10:00:00Z", 7, ",timeline"},
		{"002_97f55120c17af754.txt", "labels", "ideideideideideideideres", false, "Europe/Brussels", "3 components, 8 sections, 1 fields, 4 actions",
			"2024-10-01T11:07:00Z", "2024-10-03T18:20:00Z", 5, "summary,timeline,root_cause,impact,resolution,actions,closing,closing"},
		{"003_7f76700c49c32482.txt", "labels-spaced", "invinvinvinvidemonres", false, "Europe/Brussels", "2 components, 2 sections, 0 fields, 0 actions",
			"2022-03-24T05:59:00Z", "2022-03-24T08:32:00Z", 6, ",timeline"},
		{"004_cdbbac4a51d6a4fc.txt", "labels-spaced", "invmonres", false, "Europe/Brussels", "2 components, 7 sections, 4 fields, 2 actions",
			"2025-07-01T10:49:00Z", "2025-07-01T11:15:00Z", 6, ",summary,impact,timeline,mitigation,actions,closing"},
	} {
		t.Run(test.file[:3], func(t *testing.T) {
			data, err := os.ReadFile(fixture.Corpus(t, "seeds", test.file))
			if err != nil {
				t.Fatal(err)
			}
			doc := mustParse(t, parse.Text{}, string(data))
			inc := doc.Incidents[0]
			statuses, kinds := "", []string{}
			for _, u := range inc.Updates {
				statuses += string(u.Status[:3])
				if u.Inferred != test.inferred {
					t.Errorf("%v: inferred is %v", u.At, u.Inferred)
				}
			}
			if statuses != test.statuses || doc.Layout != test.layout || inc.Page.TimeZone != test.zone || inc.Page.Name != "Dixa" || inc.Title == "" {
				t.Errorf("statuses %q, layout %q, zone %q, page %q, title %q", statuses, doc.Layout, inc.Page.TimeZone, inc.Page.Name, inc.Title)
			}
			fields, actions := 0, 0
			for _, s := range inc.Postmortem.Sections {
				fields, actions, kinds = fields+len(s.Fields), actions+len(s.Actions), append(kinds, string(s.Kind))
			}
			if got := fmt.Sprintf("%d components, %d sections, %d fields, %d actions", len(inc.Components), len(inc.Postmortem.Sections), fields, actions); got != test.places {
				t.Errorf("%s, want %s", got, test.places)
			}
			if got := strings.Join(kinds, ","); got != test.kinds {
				t.Errorf("kinds %s, want %s", got, test.kinds)
			}
			var events []*incident.Event
			for e := range inc.Postmortem.Events() {
				events = append(events, e)
			}
			if len(events) != test.events {
				t.Fatalf("%d events, want %d", len(events), test.events)
			}
			if got := events[0].At.UTC().Format(time.RFC3339); got != test.first {
				t.Errorf("first event %s, want %s", got, test.first)
			}
			if got := events[len(events)-1].At.UTC().Format(time.RFC3339); got != test.last {
				t.Errorf("last event %s, want %s", got, test.last)
			}
			if inc.Postmortem.PublishedAt.IsZero() {
				t.Error("the postmortem has no time")
			}
			if err := inc.Validate(); err != nil {
				t.Error(err)
			}
		})
	}
}

// carried clears the fields that text cannot express, and brings the others
// into the form that the reader returns. docs/formats.md has the same in words.
func carried(inc *incident.Incident, layout render.Layout) *incident.Incident {
	c := inc.Public()
	c.ID, c.URL, c.Aliases, c.Impact, c.Severity = "", "", nil, "", ""
	maintenance := inc.IsMaintenance()
	if maintenance {
		c.Impact = incident.ImpactMaintenance
	}
	c.Page = incident.Page{Name: inc.Page.Name, TimeZone: inc.Page.TimeZone}
	c.Components = nil
	for _, a := range inc.Affected() {
		c.Components = append(c.Components, incident.Component{Group: a.Group, Name: a.Name})
	}
	first := make(map[string]int) // index of the first component of each group, where the sentence puts the others
	for i, a := range c.Components {
		if _, ok := first[a.Group]; !ok || a.Group == "" {
			first[a.Group] = i
		}
	}
	place := make(map[incident.Component]int)
	for i, a := range c.Components {
		if place[a] = i; a.Group != "" {
			place[a] = first[a.Group]
		}
	}
	slices.SortStableFunc(c.Components, func(a, b incident.Component) int { return place[a] - place[b] })
	minute := func(t time.Time) time.Time { return t.Truncate(time.Minute) }
	c.Window = incident.Window{Start: minute(c.Window.Start), End: minute(c.Window.End)}
	for i := range c.Updates {
		u := &c.Updates[i]
		*u = incident.Update{Status: u.Status, Inferred: layout == render.LayoutPlain && u.Status != "", At: minute(u.At), EditedAt: minute(u.EditedAt), NextUpdate: minute(u.NextUpdate), Body: u.Body, RetractedAt: minute(u.RetractedAt)}
		if layout == render.LayoutPlain {
			u.Status = ""
			u.Inferred = false
		}
	}
	withdrawn(c)
	if pm := c.Postmortem; pm != nil {
		pm.State, pm.PublishedAt, pm.EditedAt = "", minute(pm.PublishedAt), minute(pm.EditedAt)
		for i := range pm.Sections {
			s := &pm.Sections[i]
			s.Kind = ""
			for j := range s.Actions {
				s.Actions[j] = incident.Action{Text: s.Actions[j].Text}
			}
			if s.Timeline != nil {
				for j := range s.Timeline.Events {
					s.Timeline.Events[j].Milestone = ""
				}
			}
		}
	}
	return c
}

// read returns the incident that the reader returned, without its conclusions.
func read(doc *parse.Document, layout render.Layout) *incident.Incident {
	c := doc.Incidents[0].Clone()
	for i := range c.Updates {
		if layout == render.LayoutPlain {
			c.Updates[i].Status, c.Updates[i].Inferred = "", false
		}
	}
	if c.Postmortem != nil {
		fixture.Stated(c.Postmortem)
		for i := range c.Postmortem.Sections {
			c.Postmortem.Sections[i].Kind = ""
		}
	}
	return c
}

func TestFixturesComeBack(t *testing.T) {
	for _, f := range fixture.All() {
		layout := render.Layout(f.Layout)
		text := string(render.Text{Layout: layout}.Append(nil, f.Incident))
		loc, err := f.Incident.Page.Location()
		if err != nil {
			t.Fatal(err)
		}
		doc := mustParse(t, parse.Text{Zone: loc}, text)
		if doc.Layout != f.Layout {
			t.Errorf("%s: layout %q", f.Name, doc.Layout)
		}
		want, got := carried(f.Incident, layout), read(doc, layout)
		for i := range want.Updates { // stated on the page; the field is not read from it
			if want.Updates[i].NextUpdate.IsZero() {
				got.Updates[i].NextUpdate = time.Time{}
			}
		}
		if f.Name == "checkout" { // the columns and the layout of "8:03 AM" come back
			want.Postmortem.Sections[3].Columns = nil
		}
		if f.Name == "webhooks" || f.Name == "login" || f.Name == "search" {
			if diff := cmp.Diff(want.Postmortem.Sections[1].Timeline, got.Postmortem.Sections[1].Timeline); diff != "" {
				t.Errorf("%s: timeline (-want +got):\n%s", f.Name, diff)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
		again := string(render.Text{Layout: layout}.Append(nil, doc.Incidents[0]))
		if diff := cmp.Diff(text, again); diff != "" {
			t.Errorf("%s, written again (-want +got):\n%s", f.Name, diff)
		}
	}
}

const head = "Slow\nIncident Report for Example Shop\n"

// TestVariants reads lines of real pages that the seeds do not have.
func TestVariants(t *testing.T) {
	at := time.Date(2023, time.August, 22, 22, 17, 0, 0, time.UTC)
	for _, test := range []struct {
		name, text string
		check      func(*incident.Incident) bool
	}{
		{"relative time", head + "Resolved\nOver.\nPosted 1 year ago. Aug 22, 2023 - 15:17 PDT\n",
			func(inc *incident.Incident) bool { return inc.Updates[0].At.Equal(at) }},
		{"split by tags", head + "Resolved\nOver.\nPosted Aug 22 , 2023 - 15:17 PDT\n",
			func(inc *incident.Incident) bool { return inc.Updates[0].At.Equal(at) }},
		{"second line in two", "Slow\nIncident\nReport for Example Shop\nResolved\nOver.\nPosted Aug 22, 2023 - 15:17 PDT\n",
			func(inc *incident.Incident) bool { return inc.Page.Name == "Example Shop" && inc.Title == "Slow" }},
		{"maintenance", "Move\nScheduled Maintenance Report for Example Shop\nCompleted\nDone.\nPosted Aug 22, 2023 - 15:17 PDT\nIn progress\nBegun.\nPosted Aug 22, 2023 - 14:17 PDT\nThis scheduled maintenance affected: API.\n",
			func(inc *incident.Incident) bool {
				return inc.IsMaintenance() && inc.Updates[0].Status == incident.StatusInProgress && inc.Components[0].Name == "API"
			}},
		{"PDT above PST", head + "Resolved\nOver.\nPosted Nov 05, 2023 - 09:00 PST\nInvestigating\nSlow.\nPosted Nov 04, 2023 - 23:00 PDT\n",
			func(inc *incident.Incident) bool {
				return inc.Page.TimeZone == "America/Los_Angeles" && inc.Updates[1].At.Sub(inc.Updates[0].At) == 11*time.Hour
			}},
		{"offset", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 +08\n",
			func(inc *incident.Incident) bool {
				return inc.Page.TimeZone == "Etc/GMT-8" && inc.Updates[0].At.UTC().Hour() == 7
			}},
		{"offset in words", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 GMT+08:00\n",
			func(inc *incident.Incident) bool {
				return inc.Page.TimeZone == "UTC+8" && inc.Updates[0].At.UTC().Hour() == 7
			}},
		{"no components", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n", func(inc *incident.Incident) bool { return len(inc.Components) == 0 }},
		{"no name of the page", "Slow\nIncident Report\nResolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n",
			func(inc *incident.Incident) bool {
				return inc.Title == "Slow" && inc.Page.Name == "" && !inc.IsMaintenance()
			}},
		{"a maintenance without the name of the page", "Move\nScheduled Maintenance Report\nCompleted\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n",
			func(inc *incident.Incident) bool { return inc.Title == "Move" && inc.IsMaintenance() }},
		{"a window", "Move\nScheduled Maintenance Report for Example Shop\nScheduled for Aug 23, 22:00–02:00 UTC · 23:00–03:00 BST\nScheduled\nSoon.\nPosted Aug 22, 2023 - 15:17 UTC\n",
			func(inc *incident.Incident) bool {
				return inc.Window.Start.Equal(at.Add(23*time.Hour+43*time.Minute)) && inc.Window.End.Sub(inc.Window.Start) == 4*time.Hour
			}},
		{"a window without an end", "Move\nScheduled Maintenance Report for Example Shop\nScheduled for Aug 23, 22:00 UTC\nScheduled\nSoon.\nPosted Aug 22, 2023 - 15:17 UTC\n",
			func(inc *incident.Incident) bool {
				return inc.Window.Start.Equal(at.Add(23*time.Hour+43*time.Minute)) && inc.Window.End.IsZero()
			}},
		{"a window without a start", "Move\nScheduled Maintenance Report for Example Shop\nScheduled until Aug 23, 2023 22:00 UTC\nIn progress\nBegun.\nPosted Aug 22, 2023 - 15:17 UTC\n",
			func(inc *incident.Incident) bool {
				return inc.Window.End.Equal(at.Add(23*time.Hour+43*time.Minute)) && inc.Window.Start.IsZero()
			}},
		{"no names", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: .\n", func(inc *incident.Incident) bool { return len(inc.Components) == 0 }},
		{"a draft at the end", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nPostmortem (draft)\n\nWe look.\n\nThis incident affected: API.\n",
			func(inc *incident.Incident) bool {
				return len(inc.Updates) == 1 && inc.Postmortem.PublishedAt.IsZero() && inc.Postmortem.Sections[0].Body == "We look." && len(inc.Components) == 1
			}},
		{"a draft without updates", head + "Postmortem (draft)\n\nTimeline\n\n10:05 one\n\n10:10 two\n",
			func(inc *incident.Incident) bool {
				e := inc.Postmortem.Sections[0].Timeline.Events
				return len(inc.Updates) == 0 && len(e) == 2 && e[0].At.IsZero() && e[0].Written == "10:05" && e[0].Text == "one" // of an unknown day
			}},
		{"Oxford comma", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: A, B, C, and D.\n",
			func(inc *incident.Incident) bool {
				return len(inc.Components) == 4 && inc.Components[3].Name == "D"
			}},
		{"nested brackets", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: Nodes (Node 0 (account 0.0.3) | Hosted for X, Node 1 (b, c)) and API (v2).\n",
			func(inc *incident.Incident) bool {
				return len(inc.Components) == 3 && inc.Components[1].Name == "Node 1 (b, c)" && inc.Components[2].Group == "API"
			}},
		{"no way to tell", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: Dallas, TX, United States - (DFW) and A, B and C.\n",
			func(inc *incident.Incident) bool { return len(inc.Components) == 1 }},
		{"zero-width lines", head + "Postmortem\nOne.\n\u200c\nTwo.\nPosted Aug 23, 2023 - 15:17 UTC\nResolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n",
			func(inc *incident.Incident) bool { return inc.Postmortem.Sections[0].Body == "One.\n\nTwo." }},
		{"empty body", head + "Resolved\nPosted Aug 22, 2023 - 15:17 UTC\n", func(inc *incident.Incident) bool { return inc.Updates[0].Body == "" }},
		{"CRLF", strings.ReplaceAll(head+"Resolved\nOver.\nReally.\nPosted Aug 22, 2023 - 15:17 UTC\n", "\n", "\r\n"),
			func(inc *incident.Incident) bool {
				return inc.Updates[0].Body == "Over.\nReally." && inc.Title == "Slow"
			}},
		{"byte order mark", "\ufeff" + head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n", func(inc *incident.Incident) bool { return inc.Title == "Slow" }},
		{"page cut off", head + "Update\nStill slow.\nPosted Aug 22, 2023 - 15:17 UTC\n", func(inc *incident.Incident) bool { return inc.Updates[0].Status == "" }},
		{"a body speaks of posting", head + "Resolved\nPosted Aug 21, 2023 - 15:17 UTC\nis what we wrote.\nPosted Aug 22, 2023 - 15:17 UTC\nUpdate\nx\nPosted Aug 22, 2023 - 15:00 UTC\n",
			func(inc *incident.Incident) bool { return len(inc.Updates) == 2 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := mustParse(t, parse.Text{}, test.text)
			if !test.check(doc.Incidents[0]) {
				t.Errorf("%+v", doc.Incidents[0])
			}
		})
	}
}

// known returns a catalogue of components, each given as "group: name".
func known(list ...string) []incident.Component {
	var out []incident.Component
	for _, s := range list {
		group, name, _ := strings.Cut(s, ": ")
		out = append(out, incident.Component{Group: group, Name: name})
	}
	return out
}

// TestComponents reads sentences that name components, with and without a
// catalogue.
func TestComponents(t *testing.T) {
	var many, twice []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("Node %d", i))
		twice = append(twice, fmt.Sprintf("Node %d", i%19))
	}
	web := []incident.Component{{Group: "Web", Name: "Search, Browse and Filter"}, {Group: "Web", Name: "Exports API"}, {Group: "Web", Name: "Billing API"}}
	for _, test := range []struct {
		name, sentence string
		known          []incident.Component
		want           []string // "group: name"
		notes          string
	}{
		{"a group", "Web (Search, Login) and API", nil, []string{"Web: Search", "Web: Login", ": API"}, ""},
		{"one name or two", "Web (Search and Login)", nil, []string{"Web: Search and Login"}, "ambiguous"},
		{"a bracket that nothing opens", "Search) and API", nil, []string{": Search)", ": API"}, ""},
		{"brackets only", "(Search) and API", nil, []string{": (Search)", ": API"}, ""},
		{"no group before the bracket", "Search(v2) and API", nil, []string{": Search(v2)", ": API"}, ""},
		{"one name twice", "API and API", nil, []string{": API and API"}, "sentence"},
		{"a group in two places", "Web (Search), API, and Web (Login)", nil, []string{": Web (Search), API, and Web (Login)"}, "sentence"},
		{"many", strings.Join(many[:19], ", ") + ", and Node 19", nil, nil, ""},
		{"many, one of them twice", strings.Join(twice[:19], ", ") + ", and Node 0", nil, []string{": " + strings.Join(twice[:19], ", ") + ", and Node 0"}, "sentence"},
		{"many, a group in two places", strings.Join(many[:18], ", ") + ", Web (Search), API, and Web (Login)", nil,
			[]string{": " + strings.Join(many[:18], ", ") + ", Web (Search), API, and Web (Login)"}, "sentence"},
		{"a catalogue that joins and parts", "Web (Search, Browse and Filter, Exports API and Billing API)", web, []string{"Web: Search, Browse and Filter", "Web: Exports API", "Web: Billing API"}, ""},
		{"a catalogue that knows them as they stand", "Web (Exports API, Billing API)", web, []string{"Web: Exports API", "Web: Billing API"}, ""},
		{"a catalogue that knows some", "Web (Exports API, Search, Browse and Filter, Other and More)", web, []string{"Web: Exports API", "Web: Search, Browse and Filter", "Web: Other and More"}, ""},
		{"a name with brackets", "Live map (beta)", known(": Live map (beta)"), []string{": Live map (beta)"}, ""},
		{"a name with brackets among others", "API, Live map (beta), and Web (Search)", known(": Live map (beta)"),
			[]string{": API", ": Live map (beta)", "Web: Search"}, ""},
		{"a group of that name", "Live map (beta)", known("Live map: beta"), []string{"Live map: beta"}, ""},
		{"names with brackets and one beginning", "Webhooks (EU) and Webhooks (US)", known(": Webhooks (EU)", ": Webhooks (US)"),
			[]string{": Webhooks (EU)", ": Webhooks (US)"}, ""},
		{"a group in two places that is known", "Webhooks (EU) and Webhooks (US)", known("Webhooks: EU", "Webhooks: US"),
			[]string{"Webhooks: EU", "Webhooks: US"}, ""},
		{"one name with separators", "A, B and C", known(": A, B and C"), []string{": A, B and C"}, ""},
		{"two names, one with a separator", "A, B and C", known(": A", ": B and C"), []string{": A", ": B and C"}, ""},
		{"the other two", "A, B and C", known(": A, B", ": C"), []string{": A, B", ": C"}, ""},
		{"three names", "A, B and C", known(": A", ": B", ": C"), []string{": A", ": B", ": C"}, ""},
		{"three names, and all of them one", "A, B and C", known(": A", ": B", ": C", ": A, B and C"), []string{": A", ": B", ": C"}, ""},
		{"a name with a separator in brackets", "Maps (tiles, search) and API", known(": Maps (tiles, search)"),
			[]string{": Maps (tiles, search)", ": API"}, ""},
		{"a group whose name has a separator", "Web and App (Search, Login)", known("Web and App: Search", "Web and App: Login"),
			[]string{"Web and App: Search", "Web and App: Login"}, ""},
		{"a group with names in brackets", "Web (Search (v2), Login)", known("Web: Search (v2)"), []string{"Web: Search (v2)", "Web: Login"}, ""},
		{"half of a name", "Exports API and Billing API", known(": Exports"), []string{": Exports API", ": Billing API"}, ""},
		{"one known name twice", "API and API", known(": API"), []string{": API and API"}, "sentence"},
		{"a catalogue of other names", "Web (Other and More)", web, []string{"Web: Other and More"}, ""},
	} {
		text := head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: " + test.sentence + ".\n"
		doc := mustParse(t, parse.Text{Known: test.known}, text)
		var got []string
		for _, c := range doc.Incidents[0].Components {
			got = append(got, c.Group+": "+c.Name)
		}
		if test.want == nil {
			for _, name := range many {
				test.want = append(test.want, ": "+name)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if notes := strings.Join(noteCodes(doc), ","); notes != test.notes {
			t.Errorf("%s: notes %s, want %s", test.name, notes, test.notes)
		}
		if test.known != nil {
			continue // it is written in the form of the catalogue
		}
		if diff := cmp.Diff(fixture.Lines(text), fixture.Lines(string(render.Text{}.Append(nil, doc.Incidents[0])))); diff != "" {
			t.Errorf("%s, written again (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestStatusesAreConcluded reads pages without labels, oldest update first.
func TestStatusesAreConcluded(t *testing.T) {
	for _, test := range []struct {
		name, subheader string
		bodies          []string
		want            string
	}{
		{"each by its words", "Incident Report for Example Shop", []string{"We are looking into it.", "The cause has been found.", "A fix has been deployed.", "All is back to normal."}, "investigating identified monitoring resolved"},
		{"the last speaks of the end and of watching", "Incident Report for Example Shop", []string{"We are looking into it.", "Checkout is fully operational and we continue to monitor."}, "investigating resolved"},
		{"one before the last speaks so", "Incident Report for Example Shop", []string{"Checkout is fully operational and we continue to monitor.", "We keep an eye on it."}, "monitoring monitoring"},
		{"no cue", "Incident Report for Example Shop", []string{"Checkout is slow.", "We are looking into it.", "Still slow."}, " investigating investigating"},
		{"a maintenance", "Scheduled Maintenance Report for Example Shop", []string{"We have scheduled maintenance.", "The maintenance has begun.", "Verification is underway.", "The maintenance is complete."}, "scheduled in_progress verifying completed"},
		{"a maintenance that goes back", "Scheduled Maintenance Report for Example Shop", []string{"The maintenance has begun.", "More of it is scheduled for later."}, "in_progress in_progress"},
	} {
		text := "Slow\n" + test.subheader + "\n"
		for i := len(test.bodies) - 1; i >= 0; i-- {
			text += fmt.Sprintf("\n%s\nPosted Aug 22, 2023 - 15:%d UTC\n", test.bodies[i], 10+i)
		}
		doc := mustParse(t, parse.Text{}, text)
		var got []string
		for _, u := range doc.Incidents[0].Updates {
			got = append(got, string(u.Status))
			if u.Inferred != (u.Status != "") {
				t.Errorf("%s: %+v", test.name, u)
			}
		}
		if s := strings.Join(got, " "); s != test.want || doc.Layout != "plain" {
			t.Errorf("%s: %s, want %s", test.name, s, test.want)
		}
		if diff := cmp.Diff([]string{"status"}, noteCodes(doc)); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestErrors checks the code and place of errors; § marks the place.
func TestErrors(t *testing.T) {
	for _, test := range []struct {
		name, text string
		code       incident.Code
		lax        int // updates that can still be read; -1 for nothing
	}{
		{"no second line", "Slow\n§Something else\nResolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n", incident.CodeSyntax, 1},
		{"no time", head + "Resolved\nOver.\n§", incident.CodeRequired, 1},
		{"no such day", head + "Resolved\nOver.\n§Posted Feb 30, 2023 - 15:17 UTC\n", incident.CodeRange, 1},
		{"no such hour", head + "Resolved\nOver.\n§Posted Feb 20, 2023 - 25:17 UTC\n", incident.CodeRange, 1},
		{"no zone", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17§\n", incident.CodeZone, 1},
		{"no year", head + "Resolved\nOver.\nPosted Aug 22 §15:17 UTC\n", incident.CodeSyntax, 1},
		{"ambiguous zone", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 §IST\n", incident.CodeZone, 1},
		{"CST without CDT", head + "Resolved\nOver.\nPosted Jan 22, 2023 - 15:17 §CST\n", incident.CodeZone, 1},
		{"summer time in winter", head + "Resolved\nOver.\nPosted Jan 22, 2023 - 15:17 §CEST\n", incident.CodeZone, 1},
		{"winter time in summer", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 §AKST\n", incident.CodeZone, 1},
		{"unknown zone", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 §QQT\n", incident.CodeZone, 1},
		{"two zones", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 CEST\nInvestigating\nx\nPosted Aug 22, 2023 - 15:00 §PDT\n", incident.CodeZone, 2},
		{"text before the first label", head + "§Oops\nPosted Aug 22, 2023 - 15:17 UTC\nResolved\nOver.\nPosted Aug 22, 2023 - 15:00 UTC\n", incident.CodeSyntax, 2},
		{"text at the end", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n§Magic happens\nPowered by magic\n", incident.CodeSyntax, 1},
		{"an update without a time behind the components", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: API.\n§More\nIdentified\nFound.\n", incident.CodeSyntax, 1},
		{"an update without a time before another report", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nIdentified\nFound.\nOther\n§Incident Report for Example Shop\nResolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n", incident.CodeSyntax, 1},
		{"two postmortems", head + "Postmortem\na\nPosted Aug 22, 2023 - 15:17 UTC\n§Postmortem\nb\nPosted Aug 22, 2023 - 15:17 UTC\n", incident.CodeDuplicate, 1},
		{"no word behind the time", head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC§ and so on\n", incident.CodeSyntax, 1},
		{"a clock that is skipped", head + "Resolved\nOver.\nPosted Mar 12, 2023 - 02:30 §PT\n", incident.CodeZone, 1},
		{"a clock that comes twice", head + "Resolved\nOver.\nPosted Nov 05, 2023 - 01:30 §PT\n", incident.CodeZone, 1},
		{"a window on no day", "Move\nScheduled Maintenance Report for Example Shop\n§Scheduled for Feb 30, 2023 10:00 UTC\nCompleted\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\n", incident.CodeSyntax, 1},
		{"binary", "\x7fELF\x01§\xff\xfe\x00", incident.CodeControl, 0},
		{"NUL", head + "a§\x00b", incident.CodeControl, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after, ok := strings.Cut(test.text, "§")
			if !ok {
				t.Fatal("no place")
			}
			line, col := 1+strings.Count(before, "\n"), len(before)-strings.LastIndexByte(before, '\n')
			doc, err := parse.Text{}.Parse("page.txt", []byte(before+after))
			var got *incident.SourceError
			if !errors.As(err, &got) || doc != nil {
				t.Fatalf("%v, %v", doc, err)
			}
			if got.Code != test.code || got.Line != line || got.Column != col || got.File != "page.txt" {
				t.Errorf("%v (%s), want %s at %d:%d", got, got.Code, test.code, line, col)
			}
			if strings.Contains(got.Error(), "\n") {
				t.Errorf("%q is not one line", got.Error())
			}
			doc, err = parse.Text{Lax: true}.Parse("page.txt", []byte(before+after))
			var list incident.SourceErrors
			if !errors.As(err, &list) || len(list) == 0 {
				t.Fatalf("lax: %v", err)
			}
			if one := (*incident.SourceError)(nil); !errors.As(errors.Join(list), &one) || strings.Count(list.Error(), "\n") != len(list)-1 || !strings.HasPrefix(list.Error(), list[0].Error()) {
				t.Errorf("lax: %v", list)
			}
			updates := -1
			if doc != nil {
				updates = len(doc.Incidents[0].Updates)
			}
			if updates != test.lax {
				t.Errorf("lax reads %d updates, want %d", updates, test.lax)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deep := head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 UTC\nThis incident affected: " + strings.Repeat("a (", 40) + strings.Repeat(")", 40) + ".\n"
	for _, test := range []struct {
		p     parse.Text
		text  string
		limit string
	}{{parse.Text{MaxBytes: 20}, deep, "bytes"}, {parse.Text{MaxDepth: 3}, deep, "levels of brackets"}, {parse.Text{}, deep, "levels of brackets"}} {
		_, err := test.p.Parse("x", []byte(test.text))
		var limit *incident.LimitError
		if !errors.As(err, &limit) || limit.Limit != test.limit {
			t.Errorf("%v, want the limit of %s", err, test.limit)
		}
	}
}

func TestZoneOption(t *testing.T) {
	loc, err := civil.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	doc := mustParse(t, parse.Text{Zone: loc}, head+"Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 IST\n")
	inc := doc.Incidents[0]
	if inc.Page.TimeZone != "Asia/Kolkata" || !inc.Updates[0].At.Equal(time.Date(2023, 8, 22, 9, 47, 0, 0, time.UTC)) || len(doc.Notes) != 0 {
		t.Errorf("%+v, %v", inc, doc.Notes)
	}
}

// TestZoneGiven reads times whose label does not belong to the given zone.
func TestZoneGiven(t *testing.T) {
	for _, test := range []struct {
		zone, stamp string
		want        string // the instant, or the code of the error
		notes       string
	}{
		{"America/Los_Angeles", "Mar 12, 2023 - 04:30 PT", "2023-03-12T11:30:00Z", "offset"},
		{"America/Caracas", "Aug 22, 2023 - 15:17 VET", "2023-08-22T19:17:00Z", "offset"},
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 CEST/SAST", "2023-08-22T13:17:00Z", ""},
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 Europe/Copenhagen", "2023-08-22T13:17:00Z", "offset"},
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 CEST · 13:17 UTC", "2023-08-22T13:17:00Z", "other-zones"},
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 CET", "zone", ""},  // it is summer
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 PDT", "zone", ""},  // far away
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 IST", "zone", ""},  // India, Ireland, Israel
		{"Europe/Copenhagen", "Aug 22, 2023 - 15:17 CSET", "zone", ""}, // misspelt
		{"America/Los_Angeles", "Mar 12, 2023 - 02:30 PST", "zone", ""},
		{"America/Los_Angeles", "Nov 05, 2023 - 01:30 PT", "zone", ""},
		{"America/Los_Angeles", "Dec 31, 9999 - 23:30 PST", "range", ""}, // in UTC it is in the next year
	} {
		loc, err := civil.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parse.Text{Zone: loc}.Parse("x", []byte(head+"Resolved\nOver.\nPosted "+test.stamp+"\n"))
		var got, notes string
		if one := (*incident.SourceError)(nil); errors.As(err, &one) {
			got = string(one.Code)
		} else {
			got, notes = doc.Incidents[0].Updates[0].At.UTC().Format(time.RFC3339), strings.Join(noteCodes(doc), ",")
		}
		if got != test.want || notes != test.notes {
			t.Errorf("%s in %s: %s, notes %q, want %s and %q (%v)", test.stamp, test.zone, got, notes, test.want, test.notes, err)
		}
	}
}

func TestNotes(t *testing.T) {
	text := head + "Resolved\nOver.\nPosted Aug 22, 2023 - 15:17 PDT\nResolved\nNearly.\nPosted Aug 22, 2023 - 15:10 PDT\nThis incident affects: Web (A and B).\n"
	var got []string
	for _, n := range mustParse(t, parse.Text{}, text).Notes {
		got = append(got, fmt.Sprintf("%d:%d %s %s", n.Line, n.Column, n.Code, n.Path))
	}
	want := []string{"9:23 ambiguous components", "5:1 zone page.time_zone", "3:1 repeated updates[1].status", "9:1 tense components"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPosition(t *testing.T) {
	text := head + "Postmortem\n\nStory.\n\nTimeline (CEST)\n\n  • 10:05 First.\n  • 10:10 Second *star*.\n\nPosted Aug 23, 2023 - 15:17 CEST\nResolved\nOne line.\n\n• item\n• second item\nPosted Aug 22, 2023 - 15:17 CEST\n"
	doc := mustParse(t, parse.Text{}, text)
	for _, test := range []struct {
		path, offset, want string
	}{
		{"title", "", "1:1"}, {"page.name", "", "2:1"}, {"updates[0].status", "", "13:1"}, {"updates[0].at", "", "18:1"},
		{"updates[0].body", "", "14:1"}, {"updates[0].body", "line", "14:5"}, {"updates[0].body", "second", "17:5"},
		{"postmortem.published_at", "", "12:1"}, {"postmortem.sections[1].heading", "", "7:1"},
		{"postmortem", "", "5:1"}, {"postmortem.sections[0]", "", "5:1"}, {"postmortem.sections[1]", "", "7:1"}, {"updates[0]", "", "13:1"},
		{"postmortem.sections[1].timeline.events[1].at", "", "10:13"}, {"postmortem.sections[1].timeline.events[1].text", "star", "10:21"},
	} {
		offset := 0
		if test.offset != "" {
			value := doc.Incidents[0].Updates[0].Body
			if strings.HasPrefix(test.path, "postmortem") {
				value = doc.Incidents[0].Postmortem.Sections[1].Timeline.Events[1].Text
			}
			offset = strings.Index(value, test.offset)
		}
		line, col, ok := doc.Position(test.path, offset)
		if got := fmt.Sprintf("%d:%d", line, col); got != test.want || !ok {
			t.Errorf("%s %q: %s %v, want %s", test.path, test.offset, got, ok, test.want)
		}
	}
	for _, path := range []string{"postmortem.sections[9].body", "postmortem.sections[9]", "postmortem.sections[1].body", "postmortem.sections"} {
		if _, _, ok := doc.Position(path, 0); ok {
			t.Errorf("%s, which is not there, has a place", path)
		}
	}
}

// TestPositionOfEveryValue looks up every kind of value in a text; § marks the
// place, and the value is looked up at the offset of the rest of its line.
func TestPositionOfEveryValue(t *testing.T) {
	source := `§title§Database move
§page.name§Scheduled Maintenance Report for Example Shop

§window.start§Scheduled for Aug 22, 2023 15:00–17:00 UTC

Postmortem

§postmortem.sections[0].body§The move took long.

§postmortem.sections[1].heading§Facts

These are the facts:

Load: §postmortem.sections[1].fields[0].value§0.5 * twice
Region: §postmortem.sections[1].fields[1]§North

§postmortem.sections[1].after§So much for facts.

Timeline

§postmortem.sections[2].body§All clocks ran.

15:05 §postmortem.sections[2].timeline.events[0].at§Begun.

15:10 §postmortem.sections[2].timeline.events[1].text§Done.

§postmortem.sections[2].after§That was it.

Actions

§postmortem.sections[3].body§We will:

• §postmortem.sections[3].actions[0].text§Move earlier.
• §postmortem.sections[3].actions[1].owner§Move faster.

§postmortem.published_at§Posted Aug 25, 2023 - 15:17 UTC

§updates[0].status§Scheduled

§updates[0].body§We move it.

§updates[0].next_update§Next update by 15:00 UTC
§updates[0].at§Posted Aug 22, 2023 - 14:17 UTC
§updates[0].edited_at§Edited Aug 22, 2023 - 14:27 UTC

§components[0].name§This scheduled maintenance affects: Database.
`
	parts := strings.Split(source, "§")
	clean := parts[0]
	type place struct{ path, want string }
	var places []place
	for i := 1; i+1 < len(parts); i += 2 {
		places = append(places, place{parts[i], fmt.Sprintf("%d:%d", 1+strings.Count(clean, "\n"), len(clean)-strings.LastIndexByte(clean, '\n'))})
		clean += parts[i+1]
	}
	doc := mustParse(t, parse.Text{}, clean)
	for _, p := range places {
		line, col, ok := doc.Position(p.path, 0)
		if got := fmt.Sprintf("%d:%d", line, col); !ok || got != p.want {
			t.Errorf("%s: %s %v, want %s", p.path, got, ok, p.want)
		}
	}
	// An offset counts in the value of the model.
	sections := doc.Incidents[0].Postmortem.Sections
	for _, test := range []struct{ path, value, at, want string }{
		{"title", doc.Incidents[0].Title, "move", "1:10"},
		{"postmortem.sections[0].body", sections[0].Body, "took", "8:10"},
		{"postmortem.sections[1].after", sections[1].After, "much", "17:4"},
		{"postmortem.sections[1].fields[0].value", sections[1].Fields[0].Value, "twice", "14:13"}, // after an escape
		{"postmortem.sections[2].timeline.events[1].text", sections[2].Timeline.Events[1].Text, "one", "25:8"},
		{"postmortem.sections[3].actions[0].text", sections[3].Actions[0].Text, "earlier", "33:10"},
		{"updates[0].next_update", "Next update by 15:00 UTC", "15:00", "42:16"},
	} {
		offset := strings.Index(test.value, test.at)
		line, col, ok := doc.Position(test.path, offset)
		if got := fmt.Sprintf("%d:%d", line, col); !ok || offset < 0 || got != test.want {
			t.Errorf("%s, %q: %s %v, want %s", test.path, test.at, got, ok, test.want)
		}
	}
	if line, col, ok := doc.Position("title", 1000); !ok || line != 1 || col != 14 {
		t.Errorf("beyond the title: %d:%d %v", line, col, ok)
	}
}

// TestLoneLabel checks that a status on its own is the text of an update if no
// update of the page has a label, and otherwise its label.
func TestLoneLabel(t *testing.T) {
	const head = "Slow\nIncident Report for Shop\n\n"
	plain := mustParse(t, parse.Text{}, head+"Resolved\nPosted Aug 22, 2023 - 15:17 UTC\nSlow again.\nPosted Aug 22, 2023 - 15:00 UTC\nResolved\nPosted Aug 22, 2023 - 14:00 UTC\n")
	labelled := mustParse(t, parse.Text{}, head+"Resolved\nPosted Aug 22, 2023 - 15:17 UTC\nUpdate\nSlow again.\nPosted Aug 22, 2023 - 15:00 UTC\n")
	bodies := func(doc *parse.Document) (list []string) {
		for _, u := range doc.Incidents[0].Updates {
			list = append(list, u.Body)
		}
		return list
	}
	if diff := cmp.Diff([]string{"Resolved", "Slow again.", "Resolved"}, bodies(plain)); diff != "" || plain.Layout != "plain" {
		t.Errorf("layout %q (-want +got):\n%s", plain.Layout, diff)
	}
	if diff := cmp.Diff([]string{"Slow again.", ""}, bodies(labelled)); diff != "" || labelled.Layout != "labels" {
		t.Errorf("layout %q (-want +got):\n%s", labelled.Layout, diff)
	}
}
