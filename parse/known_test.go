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

// TestKnownOnOwnPages checks that a catalogue of components does not make the
// reader read our own pages worse than without one.
func TestKnownOnOwnPages(t *testing.T) {
	at := time.Date(2026, time.February, 11, 2, 10, 0, 0, time.UTC)
	for _, list := range [][]incident.Component{
		{{Name: "Live map (beta)", Status: incident.ComponentPartialOutage}},
		{{Name: "Webhooks (EU)", Status: incident.ComponentMajorOutage}, {Name: "Webhooks (US)"}},
		{{Group: "Webhooks", Name: "EU"}, {Group: "Webhooks", Name: "US"}},
		{{Name: "A, B and C"}, {Name: "D", Status: incident.ComponentDegradedPerformance}},
		{{Group: "Web", Name: "Search, Browse and Filter"}, {Group: "Web", Name: "Exports API and Billing API"}, {Name: "API"}},
		{{Group: "Web and App", Name: "Search (v2)"}, {Name: "Web"}},
	} {
		for _, status := range []incident.Status{incident.StatusIdentified, incident.StatusResolved} {
			inc := &incident.Incident{
				Title: "Slow", Page: incident.Page{Name: "Example", TimeZone: "UTC"}, Components: list,
				Updates: []incident.Update{{ID: "1", At: at, Status: status, Body: "A cache is full."}},
			}
			// The catalogue also has all the parts of its names as
			// separate names.
			catalogue := []incident.Component{{Name: "A"}, {Name: "B"}, {Name: "C"}, {Group: "Web", Name: "Search"}, {Name: "EU"}, {Name: "Exports API"}}
			for _, c := range list {
				catalogue = append(catalogue, incident.Component{Group: c.Group, Name: c.Name})
			}
			page := render.HTML{}.Append(nil, inc)
			text := render.Text{}.Append(nil, inc)
			for name, read := range map[string]func([]incident.Component) (*parse.Document, error){
				"html": func(known []incident.Component) (*parse.Document, error) {
					return parse.HTML{Known: known}.Parse("page.html", page)
				},
				"text": func(known []incident.Component) (*parse.Document, error) {
					return parse.Text{Known: known}.Parse("page.txt", text)
				},
			} {
				without, err := read(nil)
				if err != nil {
					t.Fatal(err)
				}
				with, err := read(catalogue)
				if err != nil {
					t.Fatal(err)
				}
				var names []string
				for _, c := range list {
					names = append(names, c.Name)
				}
				if diff := cmp.Diff(without.Incidents[0].Components, with.Incidents[0].Components); diff != "" {
					t.Errorf("%s, %s, %s (-without +with):\n%s", name, status, strings.Join(names, "; "), diff)
				}
			}
		}
	}
}
