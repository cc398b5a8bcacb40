package parse_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// writer writes an incident as a page or as a document.
type writer func(inc *incident.Incident) string

func markdownPage(inc *incident.Incident) string {
	return string(render.Markdown{Drafts: true}.Append(nil, inc))
}

func markdownDocument(inc *incident.Incident) string {
	return string(render.Markdown{}.AppendPostmortem(nil, inc))
}

// settled checks that a document is the same after it is read and written
// again, and returns what was read.
func settled(t *testing.T, inc *incident.Incident, write writer) *incident.Incident {
	t.Helper()
	want := write(inc)
	if strings.TrimSpace(want) == "" {
		return nil
	}
	loc, err := inc.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	if inc.Page.TimeZone == "" {
		loc = nil
	}
	doc, err := parse.Markdown{Zone: loc}.Parse("report.md", []byte(want))
	if err != nil {
		t.Fatalf("%v in\n%s", err, want)
	}
	got := write(doc.Incidents[0])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("written, read and written again (-want +got):\n%s\n%s", diff, want)
	}
	for _, n := range doc.Notes {
		if n.Line < 1 || n.Column < 1 {
			t.Errorf("the note %v has no place", n)
		}
	}
	return doc.Incidents[0]
}

func TestMarkdownSettles(t *testing.T) {
	for _, f := range fixture.All() {
		settled(t, f.Incident, markdownPage)
		settled(t, f.Incident, markdownDocument)
	}
	for seed := range uint64(fixture.Rounds(375)) {
		inc := incidenttest.Hostile(seed)
		t.Run("", func(t *testing.T) {
			settled(t, inc, markdownDocument)
			settled(t, inc, markdownPage)
		})
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// carriedByDocument returns the parts of an incident that a document keeps: its
// postmortem and the values in front matter. Default forms come back by name.
func carriedByDocument(inc *incident.Incident) *incident.Incident {
	c := inc.Clone()
	c = &incident.Incident{ID: c.ID, Title: c.Title, Page: incident.Page{TimeZone: c.Page.TimeZone, Lang: c.Page.Lang}, Postmortem: c.Postmortem}
	c.Postmortem.FrontMatter = ""
	fixture.Stated(c.Postmortem)
	for i := range c.Postmortem.Sections {
		s := &c.Postmortem.Sections[i]
		switch {
		case s.Timeline != nil:
			if s.Form == "" {
				s.Form = incident.FormTable
			}
			if len(s.Columns) == 2 && strings.HasPrefix(s.Columns[0], "Time") && s.Columns[1] == "Event" {
				s.Columns = nil // written in any case
			}
			for j := range s.Timeline.Events {
				e := &s.Timeline.Events[j]
				e.At, e.Until = e.At.Truncate(time.Minute), e.Until.Truncate(time.Minute)
			}
		case len(s.Fields) == 0 && len(s.Actions) == 0:
			s.Form = "" // without content
		case len(s.Fields) > 0 && s.Form == incident.FormBullets:
			s.Form = ""
		case len(s.Actions) > 0 && s.Form == incident.FormTasks:
			for j := range s.Actions {
				if s.Actions[j].State == "" {
					s.Actions[j].State = incident.ActionOpen // the checkbox is empty
				}
			}
		}
	}
	c.Normalize()
	return c
}

// carriedByPage returns the parts of an incident that a page keeps: the public
// ones.
func carriedByPage(inc *incident.Incident) *incident.Incident {
	c := inc.Public()
	pm := c.Postmortem
	if pm != nil {
		c.Postmortem = carriedByDocument(c).Postmortem
		pm = c.Postmortem
		pm.State = ""
		for i := range pm.Sections {
			s := &pm.Sections[i]
			s.Kind = kindOf(s.Heading)
			if s.Timeline != nil {
				for j := range s.Timeline.Events {
					s.Timeline.Events[j].Milestone = ""
				}
			}
			if s.Form != incident.FormTable {
				for j := range s.Actions {
					a := &s.Actions[j]
					*a = incident.Action{Text: a.Text, State: a.State}
					switch {
					case s.Form != incident.FormTasks:
						a.State = ""
					case a.State != incident.ActionDone:
						a.State = incident.ActionOpen
					}
				}
			}
		}
	}
	c = &incident.Incident{Title: c.Title, Page: incident.Page{Name: c.Page.Name, TimeZone: c.Page.TimeZone}, Impact: c.Impact, Window: c.Window,
		Components: c.Components, Updates: c.Updates, Postmortem: pm}
	if c.Impact != incident.ImpactMaintenance {
		c.Impact = ""
	}
	var list []incident.Component // components of a group come together
	for i, k := range c.Components {
		if slices.ContainsFunc(c.Components[:i], func(other incident.Component) bool { return k.Group != "" && other.Group == k.Group }) {
			continue
		}
		for _, other := range c.Components[i:] {
			if other == k || k.Group != "" && other.Group == k.Group {
				list = append(list, incident.Component{Group: other.Group, Name: other.Name})
				if k.Group == "" {
					break
				}
			}
		}
	}
	c.Components = list
	for i := range c.Updates {
		u := &c.Updates[i]
		*u = incident.Update{Status: u.Status, At: u.At.Truncate(time.Minute), EditedAt: u.EditedAt.Truncate(time.Minute), NextUpdate: u.NextUpdate.Truncate(time.Minute), Body: u.Body, RetractedAt: u.RetractedAt.Truncate(time.Minute)}
	}
	withdrawn(c)
	c.Normalize()
	return c
}

// TestMarkdownComesBack checks that everything that the format can express is
// read back equal.
func TestMarkdownComesBack(t *testing.T) {
	check := func(t *testing.T, inc *incident.Incident) {
		t.Helper()
		if inc.Postmortem != nil {
			want, got := carriedByDocument(inc), settled(t, inc, markdownDocument)
			if diff := cmp.Diff(want, carriedByDocument(got)); diff != "" {
				t.Fatalf("document (-want +got):\n%s\n%s", diff, markdownDocument(inc))
			}
		}
		want, got := carriedByPage(inc), settled(t, inc, markdownPage)
		if diff := cmp.Diff(want, carriedByPage(got)); diff != "" {
			t.Fatalf("page (-want +got):\n%s\n%s", diff, markdownPage(inc))
		}
	}
	for _, f := range fixture.All() {
		for i := range f.Incident.Updates {
			f.Incident.Updates[i].Inferred = false // the page states the status
		}
		check(t, f.Incident)
	}
	for seed := range uint64(fixture.Rounds(375)) {
		check(t, incidenttest.Random(seed))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestMarkdownOptions reads documents written below another level and in
// another zone. Instants must be the same.
func TestMarkdownOptions(t *testing.T) {
	tokyo, err := civil.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fixture.All() {
		for level := 1; level <= 6; level++ {
			page := render.Markdown{Level: level}.Append(nil, f.Incident)
			doc, err := parse.Markdown{}.Parse("page.md", page)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(page), string(render.Markdown{Level: level}.Append(nil, doc.Incidents[0]))); diff != "" {
				t.Errorf("%s, page at level %d (-want +got):\n%s", f.Name, level, diff)
			}
			pm := render.Markdown{Level: level}.AppendPostmortem(nil, f.Incident)
			if len(pm) == 0 {
				continue
			}
			if doc, err = (parse.Markdown{Level: min(level, 4)}).Parse("pm.md", pm); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(pm), string(render.Markdown{Level: level}.AppendPostmortem(nil, doc.Incidents[0]))); diff != "" {
				t.Errorf("%s, document at level %d (-want +got):\n%s", f.Name, level, diff)
			}
		}
		page := render.Markdown{Zones: []*time.Location{tokyo, time.UTC}}.Append(nil, f.Incident)
		doc, err := parse.Markdown{}.Parse("page.md", page)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, list := range []struct {
			inc *incident.Incident
			at  *[]string
		}{{f.Incident, &want}, {doc.Incidents[0], &got}} {
			for _, u := range list.inc.Updates {
				*list.at = append(*list.at, u.At.UTC().String())
			}
			if list.inc.Postmortem != nil {
				for e := range list.inc.Postmortem.Events() {
					*list.at = append(*list.at, e.At.UTC().String())
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s in other zones (-want +got):\n%s", f.Name, diff)
		}
	}
}

func kindOf(heading string) incident.SectionKind {
	return incident.SectionKind(words.English().Headings.Kind(heading))
}
