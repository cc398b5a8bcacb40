package parse_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/site"
)

var update = flag.Bool("update", false, "write the table of docs/formats.md anew")

// trip writes an incident in a format and reads it back.
type trip struct {
	name string
	do   func(*incident.Incident) (*incident.Incident, error)
}

func only(doc *parse.Document, err error) (*incident.Incident, error) {
	if err != nil {
		return nil, err
	}
	return doc.Incidents[0], nil
}

func months(inc *incident.Incident) []site.Month {
	return (&site.Service{Page: inc.Page, Incidents: []*incident.Incident{inc}}).Months()
}

func trips(t *testing.T) []trip {
	loc, err := civil.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	return []trip{
		{"text", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.Text{Zone: loc}.Parse("x", render.Text{}.Append(nil, inc)))
		}},
		{"Markdown page", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.Markdown{Zone: loc}.Parse("x", render.Markdown{}.Append(nil, inc)))
		}},
		{"Markdown postmortem", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.Markdown{Zone: loc}.Parse("x", render.Markdown{}.AppendPostmortem(nil, inc)))
		}},
		{"HTML", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.HTML{Zone: loc}.Parse("x", render.HTML{}.AppendPage(nil, inc)))
		}},
		{"site text", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.Text{Zone: loc}.Parse("x", site.Text{}.AppendHistory(nil, inc.Page, months(inc))))
		}},
		{"site Markdown", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.Markdown{Zone: loc}.Parse("x", site.Markdown{}.AppendHistory(nil, inc.Page, months(inc))))
		}},
		{"site HTML", func(inc *incident.Incident) (*incident.Incident, error) {
			return only(parse.HTML{Zone: loc}.Parse("x", site.HTML{}.AppendHistory(nil, inc.Page, months(inc))))
		}},
		{"JSON", func(inc *incident.Incident) (*incident.Incident, error) {
			data, err := json.Marshal(inc)
			if err != nil {
				return nil, err
			}
			var back incident.Incident
			return &back, json.Unmarshal(data, &back)
		}},
	}
}

// sample returns an incident in which every field can be expressed.
func sample() *incident.Incident {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	return &incident.Incident{
		ID: "inc-1", Title: "Checkout is slow", URL: "https://status.example.com/1", Aliases: []string{"alias"},
		Page:       incident.Page{ID: "page", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen", Lang: "en"},
		Impact:     incident.ImpactMinor,
		Severity:   "SEV-2",
		Window:     incident.Window{Start: at(8, 0), End: at(12, 0)},
		Components: []incident.Component{{ID: "c1", Group: "Shop", Name: "Checkout", Status: incident.ComponentOperational}},
		Updates: []incident.Update{
			{ID: "u1", Status: incident.StatusScheduled, At: at(9, 17), CreatedAt: at(9, 18), EditedAt: at(9, 20), NextUpdate: at(9, 45), Body: "Payments take longer.",
				Changes: []incident.Change{{ID: "c1", Group: "Shop", Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentDegradedPerformance}}},
			{ID: "u2", Status: incident.StatusCompleted, At: at(10, 10), Body: "All is well."},
		},
		Events: []incident.Event{{At: at(9, 0), Until: at(9, 5), Precision: incident.PrecisionAbout, Milestone: incident.MilestoneDetected, Text: "Alarm.", Written: "nine", Extra: []string{"x"}}},
		Labels: map[string]string{"team": "payments"},
		Postmortem: &incident.Postmortem{
			Title: "What slowed payments down", State: incident.ReviewApproved, PublishedAt: at(15, 0), EditedAt: at(16, 0), FrontMatter: "team: payments\n",
			Sections: []incident.Section{
				{Kind: incident.SectionSummary, Heading: "Summary", Body: "A cache was too small."},
				{Kind: incident.SectionMetrics, Heading: "Details", Fields: []incident.Field{{Name: "Severity", Value: "Major"}, {Name: "Region", Value: "North"}}},
				{Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormBullets, After: "That was all.", Timeline: &incident.Timeline{Zone: "CET", TimeFormat: "15:04", Mark: ":", Events: []incident.Event{
					{At: at(9, 5), Text: "The cache fills.", Milestone: incident.MilestoneImpactStarted},
					{At: at(9, 20), Until: at(9, 40), Text: "We make room."},
				}}},
				{Kind: incident.SectionActions, Level: 0, Heading: "Action items", Body: "Two things change from today on, and you will notice:", Form: incident.FormTable, Columns: []string{"Action", "Type", "Owner", "Priority", "Due", "Ticket", "State", "Cost"},
					Actions: []incident.Action{{Text: "A larger cache.", Type: incident.ActionPrevent, State: incident.ActionDone, Owner: "Storage", Priority: "P1", Ticket: "OPS-1", Due: civil.Date{Year: 2024, Month: 4, Day: 1}, Extra: []string{"low"}}}},
			},
		},
	}
}

// other has values for fields that do not accept every text.
var other = map[string]any{
	"url": "https://status.example.com/2", "page.url": "https://status.example.org",
	"page.time_zone": "Europe/Berlin", "page.lang": "en-GB", "impact": incident.ImpactMaintenance, "updates.status": incident.StatusInProgress,
	"components.status": incident.ComponentMajorOutage, "updates.changes.from": incident.ComponentPartialOutage, "updates.changes.to": incident.ComponentMajorOutage,
	"events.precision": incident.Precision(""), "events.milestone": incident.MilestoneDeclared, "postmortem.state": incident.ReviewInReview,
	"postmortem.sections.kind": incident.SectionLessons, "postmortem.sections.form": incident.FormParagraphs, "postmortem.sections.timeline.zone": "UTC",
	"postmortem.sections.timeline.time_format": "3:04 PM", "postmortem.sections.timeline.mark": ".", "postmortem.sections.timeline.events.precision": incident.PrecisionAbout,
	"postmortem.sections.timeline.events.milestone": incident.MilestoneDetected, "postmortem.sections.timeline.events.written": "10:05hs:", "postmortem.sections.timeline.events.by": "Storage", "postmortem.sections.actions.type": incident.ActionDetect,
	"postmortem.sections.actions.state": incident.ActionOpen, "postmortem.sections.level": 1, "postmortem.front_matter": "team: shop\n", "postmortem.sections.heading": "Another heading",
	"updates.id": "u9", "postmortem.sections.body": "Another cache was too small.", "postmortem.sections.after": "That was nearly all.",
	"postmortem.sections.actions.text": "Another cache.", "postmortem.sections.actions.ticket_url": "https://example.com/OPS-1", "postmortem.sections.actions.due_written": "1 April 2024",
}

// place is a field of the model: its JSON path, and a function that returns it.
type place struct {
	path string
	at   func(inc *incident.Incident) reflect.Value
}

// places returns every field that holds a value, in document order. In lists,
// it uses the first element that has the field.
func places() []place {
	var list []place
	var walk func(path string, typ reflect.Type, at func(*incident.Incident) reflect.Value)
	walk = func(path string, typ reflect.Type, at func(*incident.Incident) reflect.Value) {
		switch typ {
		case reflect.TypeFor[time.Time](), reflect.TypeFor[civil.Date]():
			list = append(list, place{path, at})
			return
		}
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
				walk(strings.TrimPrefix(path+"."+name, "."), typ.Field(i).Type, func(inc *incident.Incident) reflect.Value {
					if v := at(inc); v.IsValid() {
						return v.Field(i)
					}
					return reflect.Value{}
				})
			}
		case reflect.Pointer:
			walk(path, typ.Elem(), func(inc *incident.Incident) reflect.Value {
				if v := at(inc); v.IsValid() && !v.IsNil() {
					return v.Elem()
				}
				return reflect.Value{}
			})
		case reflect.Slice:
			if typ.Elem().Kind() == reflect.String {
				list = append(list, place{path, at})
				return
			}
			walk(path, typ.Elem(), func(inc *incident.Incident) reflect.Value {
				v := at(inc)
				if !v.IsValid() || v.Len() == 0 {
					return reflect.Value{}
				}
				if strings.HasSuffix(path, ".sections") {
					return v.Index(min(sectionOf, v.Len()-1))
				}
				return v.Index(0)
			})
		default:
			list = append(list, place{path, at})
		}
	}
	walk("", reflect.TypeFor[incident.Incident](), func(inc *incident.Incident) reflect.Value { return reflect.ValueOf(inc).Elem() })
	return list
}

// sectionOf is the index of the section of the sample in which fields are
// looked up.
var sectionOf int

func sectionFor(path string) int {
	switch {
	case strings.Contains(path, ".fields"):
		return 1
	case strings.Contains(path, ".timeline"), strings.HasSuffix(path, ".after"), strings.HasSuffix(path, ".form"), strings.HasSuffix(path, "sections.kind"), strings.HasSuffix(path, "sections.level"):
		return 2
	case strings.Contains(path, ".actions"), strings.HasSuffix(path, ".columns"):
		return 3
	}
	return 0
}

// change gives a field another value.
func change(v reflect.Value, path string) {
	if value, ok := other[path]; ok {
		v.Set(reflect.ValueOf(value))
		return
	}
	switch x := v.Interface().(type) {
	case time.Time:
		if x.IsZero() {
			x = time.Date(2024, time.March, 5, 9, 30, 0, 0, time.UTC)
		}
		v.Set(reflect.ValueOf(x.Add(3 * time.Minute)))
		return
	case civil.Date:
		v.Set(reflect.ValueOf(x.AddDays(1)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.TrimSuffix("Another "+v.String(), "."))
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Slice:
		v.Set(reflect.ValueOf(append([]string{"another"}, v.Interface().([]string)[min(1, v.Len()):]...)))
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"another": "label"}))
	}
}

// TestFormats determines the fields that each format keeps, by changing one
// field of an incident at a time, writing it and reading it back. The table at
// the end of docs/formats.md is the result.
func TestFormats(t *testing.T) {
	var b strings.Builder
	list := trips(t)
	b.WriteString("| field |")
	before := make([]*incident.Incident, len(list))
	for i, f := range list {
		fmt.Fprintf(&b, " %s |", f.name)
		var err error
		if before[i], err = f.do(sample()); err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(list)) + "\n")
	for _, p := range places() {
		sectionOf = sectionFor(p.path)
		fmt.Fprintf(&b, "| `%s` |", p.path)
		for i, f := range list {
			mark := " "
			changed := sample()
			change(p.at(changed), p.path)
			after, err := f.do(changed)
			if err != nil {
				t.Fatalf("%s, %s: %v", f.name, p.path, err)
			}
			was, is, want := p.at(before[i]), p.at(after), p.at(changed)
			if is.IsValid() && equalValues(is, want) && (!was.IsValid() || !equalValues(was, want)) {
				mark = " yes "
			}
			fmt.Fprintf(&b, "%s|", mark)
		}
		b.WriteString("\n")
	}
	const file = "../docs/formats.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	table := strings.Index(page, "| field |")
	if table < 0 {
		t.Fatalf("%s has no table of fields", file)
	}
	if *update {
		page = page[:table] + b.String()
		if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(page[table:], b.String()); diff != "" {
		t.Errorf("%s (-want +got); -update writes the table anew:\n%s", file, diff)
	}
}

func equalValues(a, b reflect.Value) bool { return cmp.Equal(a.Interface(), b.Interface()) }
