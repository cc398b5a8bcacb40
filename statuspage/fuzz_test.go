package statuspage_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/statuspage"
)

// FuzzRead checks that no input panics, that a strict reader returns either an
// answer or an error, that a lax reader returns at least as much, and that the
// result can be written as text and as JSON.
func FuzzRead(f *testing.F) {
	f.Add([]byte(summary))
	f.Add([]byte(`{"months":[{"name":"May","year":2024,"incidents":[{"timestamp":"May 3, 10:00 - 11:00 UTC"}]}]}`))
	f.Add([]byte(`{"meta":{},"page":{"time_zone":1},"component_update":{},"component":{"id":"a"}}`))
	f.Add([]byte(`[{"incident_updates":[{"status":"postmortem","body":"<p>x"},{"updated_at":1e9}],"metadata":{"a":{"b":[]}},"scheduled_for":true}]`))
	f.Add([]byte(`{"incident":{"components":{},"postmortem_published_at":true,"name":{"\u0000":`))
	row := rowOf("Resolved", "Over.", "1746709641000", fmt.Sprintf(day, "14:07", "BST"))
	f.Add([]byte(pageOf(strings.Replace(row, "Resolved", "Postmortem", 1), row)))
	f.Add([]byte(home(pastDay("Jan 2, 2021", "Login fails", listedUpdate("resolved", "Resolved", "Over.", "Jan  2, 10:00 CET")))))
	f.Add([]byte(home(`<div class="unresolved-incident impact-none"><div class="incident-title">x</div>` + listedUpdate("", "Update", "<li>y", "Feb 29, 10:00 CET"))))
	f.Add([]byte(home(`<div class="scheduled-maintenance"><small data-unix-time="1550246400">Feb 15, 17:00-19:30 CET</small><div class="update">x<small>Posted on Feb 8, 10:00 CET</small>`)))
	f.Add([]byte(`<div data-react-props="{&quot;months&quot;:[{&quot;year&quot;:2024,&quot;name&quot;:&quot;May&quot;,&quot;incidents&quot;:[{&quot;timestamp&quot;:&quot;May 1, 10:00 - 11:00 UTC&quot;}]}]}">`))
	f.Add([]byte(`<svg><p><table><tr><li><td></div></table><b><i></b></i><p class="update-row"><a><a></h2></h1>`))
	f.Add([]byte(atomOf("2026-01-01T00:20:00Z", feedUpdate("Jan  1", "01:20", "CET", "Resolved", "x"), feedUpdate("Dec 31", "23:50", "CET", "Postmortem", "<li>y"))))
	f.Add([]byte(rssOf("Fri, 16 Jan 2026 12:00:00 +0000", "", "<p><strong>THIS IS A SCHEDULED EVENT Feb 29, 12:00 - 16:00 UTC</strong></p>", feedUpdate("Jan  9", "10:00", "UTC", "Scheduled", "</div><b>z"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		answer, err := statuspage.Reader{}.Read("f", data)
		if answer == nil == (err == nil) {
			t.Fatalf("answer %v, error %v", answer, err)
		}
		lax, laxErr := statuspage.Reader{Lax: true}.Read("f", data)
		if err == nil && (lax == nil || laxErr != nil) {
			t.Fatalf("strict reads it, lax does not: %v", laxErr)
		}
		if kind := statuspage.Detect(data); lax != nil && kind != "" && kind != lax.Kind {
			t.Fatalf("detected %q, read %q", kind, lax.Kind)
		}
		if lax == nil {
			return
		}
		for _, inc := range lax.Incidents {
			_ = inc.Validate()
			inc.Affected()
			for _, u := range inc.Updates {
				markdown.Text{}.Append(nil, u.Body)
			}
			if _, err := json.Marshal(inc); err != nil {
				t.Fatal(err)
			}
		}
		for _, n := range lax.Notes {
			if n.Line < 1 || n.Column < 1 || n.Text == "" || n.Code == "" {
				t.Fatalf("note %+v", n)
			}
		}
	})
}

// BenchmarkHostile shows that reading is linear in hostile shapes: ns/KB must
// not grow from the small size to the large one.
func BenchmarkHostile(b *testing.B) {
	shapes := map[string]func(n int) string{
		"incidents": func(n int) string { return `{"incidents":[` + strings.Repeat(`{"id":1},`, n/9) + `{}]}` },
		"updates": func(n int) string {
			return `{"incident":{"incident_updates":[` + strings.Repeat(`{"id":1},`, n/9) + `{}]}}`
		},
		"members":    func(n int) string { return `{` + strings.Repeat(`"ab":1,`, n/7) + `"incidents":[]}` },
		"components": func(n int) string { return `{"components":[` + strings.Repeat(`{"name":"A - B"},`, n/17) + `{}]}` },
		"joints": func(n int) string {
			return `{"incident":{"incident_updates":[{"affected_components":[{"name":"` + strings.Repeat(" - ", n/3) + `"}]}]}}`
		},
		"errors": func(n int) string { return `{"incidents":[` + strings.Repeat("{\"id\":[]},\n", n/11) + `{}]}` },
		"lists":  func(n int) string { return `{"incidents":[` + strings.Repeat("[],", n/3) + `[]]}` },
		"metadata": func(n int) string {
			return `{"incident":{"metadata":{` + strings.Repeat(`"a":{"b":1},`, n/12) + `"c":1}}}`
		},
		"unknown": func(n int) string {
			return `{"incident":{"incident_updates":[` + strings.Repeat(`{"status":"x"},`, n/15) + `{}]}}`
		},
		"body": func(n int) string {
			return `{"incident":{"incident_updates":[{"body":"` + strings.Repeat("<b>x", n/4) + `"}]}}`
		},
		"escapes":     func(n int) string { return `{"incident":{"name":"` + strings.Repeat(`\\`, n/2) + `"}}` },
		"open braces": func(n int) string { return strings.Repeat(`{"a":`, n/5) },
	}
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		for _, n := range []int{1 << 19, 1 << 20} {
			data := []byte(shapes[name](n))
			b.Run(fmt.Sprintf("%s/%dKB", name, n>>10), func(b *testing.B) {
				for b.Loop() {
					_, _ = statuspage.Reader{Lax: true}.Read("", data)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n>>10), "ns/KB")
			})
		}
	}
}
