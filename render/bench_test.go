package render_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// TestNoAllocations checks that appending plain bodies, as all fixtures have,
// to a large enough buffer allocates nothing.
func TestNoAllocations(t *testing.T) {
	for _, f := range fixture.All() {
		text := render.Text{Layout: render.Layout(f.Layout)}
		buf := text.Append(nil, f.Incident)
		if n := leastAllocs(func() { buf = text.Append(buf[:0], f.Incident) }); n > 0 {
			t.Errorf("%s: %v allocations", f.Name, n)
		}
	}
}

// TestMarkdownAllocations counts the allocations of the Markdown writer for ten
// times as many of a part. Slices may grow, but no part may allocate.
func TestMarkdownAllocations(t *testing.T) {
	at := func(i int) time.Time { return time.Unix(int64(1e9+60*i), 0).UTC() }
	for name, grow := range map[string]func(*incident.Incident, int){
		"updates": func(inc *incident.Incident, i int) {
			inc.Updates = append(inc.Updates, incident.Update{Status: incident.StatusMonitoring, At: at(i), Body: "Still here."})
		},
		"rows": func(inc *incident.Incident, i int) {
			tl := inc.Postmortem.Sections[0].Timeline
			tl.Events = append(tl.Events, incident.Event{At: at(i), Text: "Something happened."})
		},
		"actions": func(inc *incident.Incident, i int) {
			s := &inc.Postmortem.Sections[1]
			s.Actions = append(s.Actions, incident.Action{Text: "Do something about it.", State: incident.ActionOpen})
		},
		"fields": func(inc *incident.Incident, i int) {
			s := &inc.Postmortem.Sections[2]
			s.Fields = append(s.Fields, incident.Field{Name: "Shop", Value: "closed"})
		},
	} {
		allocs := func(n int) float64 {
			inc := &incident.Incident{Title: "Long", Postmortem: &incident.Postmortem{PublishedAt: at(0), Sections: []incident.Section{
				{Heading: "Timeline", Form: incident.FormBullets, Timeline: &incident.Timeline{TimeFormat: "2006-01-02 15:04"}}, {}, {},
			}}}
			for i := range n {
				grow(inc, i)
			}
			buf := render.Markdown{}.Append(nil, inc)
			return leastAllocs(func() { buf = render.Markdown{}.Append(buf[:0], inc) })
		}
		if few, many := allocs(100), allocs(500); many-few > 50 {
			t.Errorf("%s: %v allocations with 100, %v with 500", name, few, many)
		}
	}
}

// leastAllocs returns the minimum number of allocations of f in many runs,
// because the race detector and the garbage collector take memory out of a
// [sync.Pool].
func leastAllocs(f func()) float64 {
	least := testing.AllocsPerRun(10, f)
	for range 30 {
		least = min(least, testing.AllocsPerRun(1, f))
	}
	return least
}

func BenchmarkText(b *testing.B) {
	for _, f := range fixture.All() {
		b.Run(f.Name, func(b *testing.B) {
			text := render.Text{Layout: render.Layout(f.Layout)}
			buf := text.Append(nil, f.Incident)
			b.SetBytes(int64(len(buf)))
			b.ReportAllocs()
			for b.Loop() {
				buf = text.Append(buf[:0], f.Incident)
			}
		})
	}
}

// BenchmarkTextLong shows that the cost is linear: ns/item must not grow.
func BenchmarkTextLong(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		inc := &incident.Incident{Title: "long", Postmortem: &incident.Postmortem{PublishedAt: time.Unix(1e9, 0)}}
		tl := &incident.Timeline{}
		for i := range n {
			at := time.Unix(int64(1e9+60*i), 0)
			inc.Updates = append(inc.Updates, incident.Update{Status: incident.StatusMonitoring, At: at, Body: "Still here.",
				Changes: []incident.Change{{Name: fmt.Sprint("C", i%1000), To: incident.ComponentOperational}}})
			tl.Events = append(tl.Events, incident.Event{At: at, Text: "Something happened."})
		}
		inc.Postmortem.Sections = []incident.Section{{Heading: "Timeline", Timeline: tl}}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			buf := render.Text{}.Append(nil, inc)
			for b.Loop() {
				buf = render.Text{}.Append(buf[:0], inc)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(2*n), "ns/item")
		})
	}
}
