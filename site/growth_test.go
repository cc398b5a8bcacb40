package site_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/site"
)

// growingService has n incidents an hour apart, each of which changes one of 60
// components and names two others. Many go on for weeks, so they overlap.
func growingService(n int) (*site.Service, time.Time) {
	s := &site.Service{Page: incident.Page{TimeZone: "Europe/Copenhagen"}}
	for i := range 60 {
		s.Components = append(s.Components, site.Component{ID: fmt.Sprint(i), Group: fmt.Sprint("Group ", i/10), Name: fmt.Sprint("Part ", i)})
	}
	start := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	change := func(i int, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{ID: fmt.Sprint(i % 60), To: to}}
	}
	for i := range n {
		at := start.Add(time.Duration(i) * time.Hour)
		s.Incidents = append(s.Incidents, &incident.Incident{
			ID:         fmt.Sprint(i),
			Components: []incident.Component{{Name: fmt.Sprint("Part ", i%59)}, {Name: fmt.Sprint("Part ", i%53)}},
			Updates: []incident.Update{
				{At: at, Status: incident.StatusInvestigating, Changes: change(i, down)},
				{At: at.Add(time.Hour), Status: incident.StatusIdentified, Changes: change(i, some)},
				{At: at.Add(time.Duration(i%500) * time.Hour), Status: incident.StatusResolved, Changes: change(i, up)},
			},
		})
	}
	return s, start.Add(time.Duration(n) * time.Hour)
}

// TestHomeIsLinear counts the bytes that a home page allocates. All incidents
// are in its 90 days, or most are before them.
func TestHomeIsLinear(t *testing.T) {
	allocated := func(n int) uint64 {
		s, now := growingService(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s.Home(site.Options{Now: now})
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := allocated(500), allocated(4000)
	if many > 12*few {
		t.Errorf("8 times the incidents allocate %d times the bytes: %d instead of %d", many/few, many, few)
	}
}

// TestManyAtATime has all incidents of a page overlap. Time is what would be
// lost if each were compared with all others.
func TestManyAtATime(t *testing.T) {
	if !fixture.Thorough() {
		t.Skip("it measures time, which INCIDENT_EFFORT asks for")
	}
	elapsed := func(n int) time.Duration {
		s := &site.Service{}
		for i := range n {
			s.Incidents = append(s.Incidents, outage(fmt.Sprint(i), incident.Update{At: at("00:00").Add(time.Duration(i) * time.Second), Changes: []incident.Change{{Name: "API", To: down}}}))
		}
		begin := time.Now()
		s.Uptime(nil, incident.Interval{Start: at("00:00"), End: at("48:00")}, at("48:00"), site.Policies()[1])
		return time.Since(begin)
	}
	elapsed(1000)
	few, many := elapsed(4000), elapsed(40_000)
	if many > 40*few {
		t.Errorf("10 times the incidents take %v instead of %v", many, few)
	}
}

func BenchmarkHome(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, now := growingService(n)
			for b.Loop() {
				s.Home(site.Options{Now: now})
			}
		})
	}
}

// snapshotsOf returns sources that each have the first update of an incident and
// another one, a component, an event and a title of their own.
func snapshotsOf(n int, kind site.SourceKind) []site.Source {
	start := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
	sources := make([]site.Source, n)
	for i := range sources {
		at := start.Add(time.Duration(1+i*7919%n) * time.Minute) // neither sorted nor reversed
		name := fmt.Sprint("Part ", i)
		inc := &incident.Incident{
			ID: "slow", Title: "Checkout is slow", Page: incident.Page{ID: "p1"}, Impact: incident.ImpactMinor,
			Components: []incident.Component{{ID: "all", Name: "All", Status: [...]incident.ComponentStatus{slow, some}[i%2]}, {ID: name, Name: name}},
			Updates: []incident.Update{
				{ID: "first", At: start, Status: incident.StatusInvestigating, Body: "We look."},
				{ID: fmt.Sprint("u", i), At: at, Status: incident.StatusIdentified, Body: fmt.Sprint("Step ", i), Changes: []incident.Change{{ID: name, Name: name, To: slow}}},
			},
			Events: []incident.Event{{At: at, Until: at.Add(time.Minute), Text: name}},
		}
		if i == 0 {
			inc.Impact = incident.ImpactMajor
		}
		sources[i] = site.Source{Name: fmt.Sprintf("%06d", i), Kind: kind, Incidents: []*incident.Incident{inc}}
	}
	return sources
}

// TestMergeIsLinear counts the bytes that the merge of many snapshots of one
// incident allocates, each of which has something that no other has.
func TestMergeIsLinear(t *testing.T) {
	for _, kind := range []site.SourceKind{site.SourceWebhook, site.SourceJSON, site.SourceHistory} {
		allocated := func(n int) uint64 {
			sources := snapshotsOf(n, kind)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			list, _ := site.Merge(sources)
			runtime.ReadMemStats(&after)
			if len(list) != 1 || len(list[0].Updates) != n+1 || len(list[0].Components) != n+1 || len(list[0].Events) != n {
				t.Fatalf("%d incidents: %d updates", len(list), len(list[0].Updates))
			}
			return after.TotalAlloc - before.TotalAlloc
		}
		few, many := allocated(250), allocated(2000)
		if many > 12*few {
			t.Errorf("%s: 8 times the snapshots allocate %d times the bytes: %d instead of %d", kind, many/few, many, few)
		}
	}
}

func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			sources := snapshotsOf(n, site.SourceWebhook)
			for b.Loop() {
				site.Merge(sources)
			}
		})
	}
}
