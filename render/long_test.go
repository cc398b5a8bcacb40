package render_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// TestLongReports checks that long reports appended to nil equal those appended
// to a large enough buffer, and waste little memory. The newest updates, from
// which the writers estimate the length of the report, are as long as all
// others or longer.
func TestLongReports(t *testing.T) {
	for _, lead := range []int{1, 50} {
		inc := &incident.Incident{Title: "Orders are delayed", Page: incident.Page{Name: "Example Shop"}}
		start := time.Date(2024, time.March, 1, 9, 0, 0, 0, time.UTC)
		for i := range 3_000 {
			u := incident.Update{Status: incident.StatusIdentified, At: start.Add(time.Duration(i) * time.Minute), Body: "A batch is through."}
			if i >= 2_900 {
				u.Body = strings.Repeat("The next batch has begun.\n", lead)
			}
			inc.Updates = append(inc.Updates, u)
		}
		for name, write := range map[string]func([]byte, *incident.Incident) []byte{
			"text": render.Text{}.Append, "Markdown": render.Markdown{}.Append, "HTML": render.HTML{}.Append,
		} {
			got, want := write(nil, inc), write(make([]byte, 0, 4<<20), inc)
			if !bytes.Equal(got, want) {
				t.Errorf("%s: appended to nil, the report is another one", name)
			}
			if cap(got) > len(got)+len(got)/4+8192 {
				t.Errorf("%s: %d bytes for a report of %d", name, cap(got), len(got))
			}
			// A buffer that grew with each update would cause
			// hundreds more. The collector may empty the pools in
			// between.
			allocs := testing.AllocsPerRun(3, func() { write(nil, inc) })
			if reused := testing.AllocsPerRun(3, func() { write(want[:0], inc) }); allocs > reused+100 {
				t.Errorf("%s: %.0f allocations, and %.0f with a buffer", name, allocs, reused)
			}
		}
	}
}
