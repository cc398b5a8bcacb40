package site_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

func posted(day int, inc incident.Incident) *incident.Incident {
	inc.Updates = []incident.Update{{Status: incident.StatusInvestigating, At: time.Date(2024, 3, day, 10, 0, 0, 0, time.UTC)}}
	return &inc
}

func TestPathOfIncident(t *testing.T) {
	for _, test := range []struct {
		inc  incident.Incident
		want string
	}{
		{incident.Incident{ID: "hg8wbl3dz84h"}, "hg8wbl3dz84h"},
		{incident.Incident{ID: "01HZX.v2_b-c"}, "01HZX.v2_b-c"},
		{incident.Incident{ID: "../../etc", URL: "https://status.example.com/incidents/abc?x=1#u"}, "abc"},
		{incident.Incident{ID: "tag:x,2005:1", Title: "Checkout is slow"}, "2024-03-05-checkout-is-slow"},
		{incident.Incident{URL: "https://status.example.com/", Title: " Störung: DB!"}, "2024-03-05-st-rung-db"},
		{incident.Incident{URL: "https://status.example.com/incidents/%2e%2e", Title: "Up"}, "2024-03-05-up"},
		{incident.Incident{URL: "https://status.example.com/incidents/%00", Title: "Up"}, "2024-03-05-up"},
		{incident.Incident{ID: "NUL", Title: "con"}, "2024-03-05-HASH"},
		{incident.Incident{ID: "com1.txt", Title: "障害"}, "2024-03-05-HASH"},
		{incident.Incident{ID: "index.html"}, "2024-03-05-HASH"},
		{incident.Incident{ID: "a."}, "2024-03-05-HASH"},
		{incident.Incident{ID: "_a"}, "2024-03-05-HASH"},
		{incident.Incident{ID: strings.Repeat("a", 101), Title: strings.Repeat("word ", 30)}, "2024-03-05-word-word-word-word-word-word-word-word-word-word-word-word"},
	} {
		inc := posted(5, test.inc)
		got := (&site.Service{Incidents: []*incident.Incident{inc}}).Paths().Incident(inc)
		want := "^incidents/" + strings.ReplaceAll(regexp.QuoteMeta(test.want), "HASH", "[0-9a-f]{8}") + "/$"
		if !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("ID %q, URL %q, Title %q: got %q, want %s", test.inc.ID, test.inc.URL, test.inc.Title, got, want)
		}
	}
}

// Pages do not move when the order of the files changes, or when incidents are
// added; and no two share a path where case does not count.
func TestPathsStay(t *testing.T) {
	list := []*incident.Incident{
		posted(1, incident.Incident{ID: "a"}), posted(2, incident.Incident{ID: "A"}), posted(3, incident.Incident{ID: "a-2"}),
		posted(4, incident.Incident{Title: "Slow"}), posted(4, incident.Incident{Title: "SLOW"}), posted(4, incident.Incident{Title: "slow?"}),
		posted(4, incident.Incident{URL: "https://status.example.com/i/a"}), {Title: "Slow"}, {},
	}
	for i := range 300 {
		list = append(list, posted(6, incident.Incident{Title: fmt.Sprint("Same", strings.Repeat("!", i))}))
	}
	s := &site.Service{Incidents: list}
	want := s.Paths()
	seen := make(map[string]bool)
	for _, inc := range list {
		path := want.Incident(inc)
		if key := strings.ToLower(path); path == "" || seen[key] {
			t.Errorf("%q %q: path %q is empty or taken", inc.ID, inc.Title, path)
		} else {
			seen[key] = true
		}
	}
	if got := want.Incident(list[2]); got != "incidents/a-2-2/" { // A has a-2 and keeps it
		t.Errorf("the ID a-2 got %q", got)
	}
	for range 20 {
		later := posted(30, incident.Incident{ID: "a_3", Title: "Slow"})
		s.Incidents = append(slices.Clone(list), later, posted(30, incident.Incident{Title: "Slow"}))
		rand.Shuffle(len(s.Incidents), func(i, j int) { s.Incidents[i], s.Incidents[j] = s.Incidents[j], s.Incidents[i] })
		got := s.Paths()
		for _, inc := range list {
			if got.Incident(inc) != want.Incident(inc) {
				t.Fatalf("%q %q moved from %q to %q", inc.ID, inc.Title, want.Incident(inc), got.Incident(inc))
			}
		}
	}
}

func TestPathsOfNothing(t *testing.T) {
	var p *site.Paths
	if p.Incident(nil) != "" || p.Component(site.Component{}) != "" || p.Month(site.Month{}) != "" {
		t.Error("the nil Paths have a page")
	}
	p = new(site.Service).Paths()
	if p.Incident(&incident.Incident{ID: "a"}) != "" || p.Component(site.Component{ID: "a"}) != "" {
		t.Error("a page of what the service does not have")
	}
}

func ExamplePaths() {
	p := new(site.Paths)
	fmt.Println(p.Month(site.Month{Year: 2024, Month: time.March}))
	// Output: history/2024-03/
}

func ExampleService_Paths() {
	slow := &incident.Incident{ID: "hg8wbl3dz84h", Title: "Checkout is slow"}
	s := &site.Service{
		Components: []site.Component{{Group: "Shop", Name: "Checkout API"}},
		Incidents:  []*incident.Incident{slow},
	}
	p := s.Paths()
	fmt.Println(p.Incident(slow))
	fmt.Println(p.Component(s.Components[0]))
	// Output:
	// incidents/hg8wbl3dz84h/
	// components/checkout-api/
}
