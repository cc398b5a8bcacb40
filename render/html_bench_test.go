package render_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// TestNoAllocationsInHTML checks that with plain bodies and a large enough
// buffer no row and no update allocates. Only the facts of the banner do, and
// the words of at most ten milestones in the picture.
func TestNoAllocationsInHTML(t *testing.T) {
	for _, f := range htmlCases() {
		if f.Name == "flood" {
			continue // its bodies are not plain
		}
		for _, h := range []render.HTML{{}, {NoPicture: true}} {
			buf := h.Append(nil, f.Incident)
			facts := leastAllocs(func() { f.Incident.Public().Metrics() })
			if n := leastAllocs(func() { buf = h.Append(buf[:0], f.Incident) }); n > facts+50 {
				t.Errorf("%s, %+v: %v allocations, and %v for the facts", f.Name, h, n, facts)
			}
			if n := leastAllocs(func() { buf = h.AppendPostmortem(buf[:0], f.Incident) }); n > 0 {
				t.Errorf("%s, %+v: %v allocations for the postmortem alone", f.Name, h, n)
			}
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	for _, f := range htmlCases() {
		for _, h := range []render.HTML{{NoPicture: true}, {}} {
			name := f.Name
			if !h.NoPicture {
				name += "-picture"
			}
			b.Run(name, func(b *testing.B) {
				buf := h.Append(nil, f.Incident)
				b.SetBytes(int64(len(buf)))
				b.ReportAllocs()
				for b.Loop() {
					buf = h.Append(buf[:0], f.Incident)
				}
			})
		}
	}
}

// BenchmarkHTMLLong shows that the cost is linear: ns/item must not grow.
func BenchmarkHTMLLong(b *testing.B) {
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
			buf := render.HTML{}.Append(nil, inc)
			for b.Loop() {
				buf = render.HTML{}.Append(buf[:0], inc)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(2*n), "ns/item")
		})
	}
}
