package site_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/site"
	"github.com/incidentkit/incident/statuspage"
)

// forms returns an incident as the writers of this module tell it, and their
// readers read it.
func forms(t *testing.T, inc *incident.Incident) []site.Source {
	t.Helper()
	answer := statuspage.Answer{Kind: statuspage.KindIncidents, Page: inc.Page, Incidents: []*incident.Incident{inc}}
	api, err := answer.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	sources := []site.Source{sourceOf("own", site.SourceJSON, inc)}
	for name, data := range map[string][]byte{
		"incidents.json": api,
		"page.html":      render.HTML{}.AppendPage(nil, inc),
		"page.txt":       render.Text{Layout: "labels"}.Append(nil, inc),
		"page.md":        render.Markdown{}.Append(nil, inc),
	} {
		s, err := readSource(name, data)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, data)
		}
		sources = append(sources, s)
	}
	return sources
}

// TestMergeForms merges all forms of one incident, with and without its JSON.
func TestMergeForms(t *testing.T) {
	for seed := range uint64(fixture.Rounds(60)) {
		inc := identified(incidenttest.Random(seed))
		inc.Page = incident.Page{ID: "p1", Name: "Example Freight", URL: "https://status.freight.example", TimeZone: "Europe/Copenhagen"}
		inc.Title = fmt.Sprint("Labels are late ", seed)
		if !slices.ContainsFunc(inc.Updates, func(u incident.Update) bool { return u.Body != "" && !u.Retracted() }) {
			continue // nothing tells that the text is of the same incident
		}
		sources := forms(t, inc)
		for n := range 2 {
			list, migration := site.Merge(sources[n:])
			if len(list) != 1 || len(list[0].Updates) != len(inc.Updates) {
				t.Errorf("seed %d from form %d: %d incidents\n%s", seed, n, len(list), migration.Append(nil))
				continue
			}
			for _, text := range unlisted(sources[n:], list, migration) {
				if !strings.Contains(text, ".Postmortem.Sections") || strings.Contains(text, ".Milestone") { // whose tables are words as text
					t.Errorf("seed %d from form %d: %s", seed, n, text)
				}
			}
			want := inc.Clone()
			want.URL, want.Impact = inc.Page.URL+"/incidents/"+inc.ID, list[0].Impact // of the answer
			if diff := incident.Diff(want, list[0]); n == 0 && len(diff) > 0 {
				t.Errorf("seed %d: %v", seed, diff)
			}
		}
	}
}
