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
