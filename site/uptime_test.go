package site_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

func TestPercent(t *testing.T) {
	statuspage, _ := site.LookupPolicy("")
	none, _ := site.LookupPolicy("none")
	const year = 365 * 24 * time.Hour
	for _, c := range []struct {
		policy      site.Policy
		known, down time.Duration
		want        string // "": none
	}{
		{statuspage, 0, 0, ""},
		{none, time.Hour, 0, ""},
		{site.Policy{}, time.Hour, 0, ""},
		{statuspage, time.Hour, 0, "100.00%"},
		{statuspage, time.Hour, time.Hour, "0.00%"},
		{statuspage, 10_000 * time.Hour, time.Hour, "99.99%"},
		{statuspage, 291 * year, 1, "99.99%"}, // a nanosecond in 291 years
		{statuspage, 30 * 24 * time.Hour, 24 * time.Hour, "96.66%"},
		{statuspage, 1<<63 - 1, 0, ""}, // more than fits
		{site.Policy{Major: 1}, 3, 1, "66.66%"},
	} {
		u := site.Uptime{Policy: c.policy, Known: c.known, Down: c.down}
		if got := string(u.AppendPercent(nil)); got != c.want {
			t.Errorf("%s: %v down of %v: %q, want %q", c.policy.Name, c.down, c.known, got, c.want)
		}
	}
}

// TestPercentOfPolicy has policies with percents that are none.
func TestPercentOfPolicy(t *testing.T) {
	s := shopService() // 23 minutes of a partial outage and 30 of a major one
	now := time.Date(2024, time.March, 6, 0, 0, 0, 0, time.UTC)
	day := incident.Interval{Start: now.Add(-24 * time.Hour), End: now}
	for want, p := range map[time.Duration]site.Policy{
		53 * time.Minute: {Partial: 300, Major: 101},
		30 * time.Minute: {Partial: -1, Major: 100},
	} {
		if u := s.Uptime(s.Components[:1], day, now, p); u.Down != want {
			t.Errorf("%+v: %v down, want %v", p, u.Down, want)
		}
	}
}

func ExampleUptime_AppendPercent() {
	statuspage, _ := site.LookupPolicy("")
	u := site.Uptime{Policy: statuspage, Known: 30 * 24 * time.Hour, Down: time.Second}
	fmt.Println(string(u.AppendPercent(nil)))
	// Output: 99.99%
}

// TestPostmortemAlone has an incident of which only a published postmortem
// tells. When it was is not known, and the figures say so.
func TestPostmortemAlone(t *testing.T) {
	s := &site.Service{Since: at("00:00"), Components: []site.Component{{Name: "API"}}, Incidents: []*incident.Incident{
		{Components: []incident.Component{{Name: "API"}}, Postmortem: &incident.Postmortem{PublishedAt: at("12:00")}},
	}}
	u := s.Uptime(nil, incident.Interval{Start: at("00:00"), End: at("20:00")}, at("20:00"), site.Policies()[0])
	if len(u.Notes) != 1 || u.Notes[0].Code != site.CodeUntimed || u.Notes[0].Path != "incidents[0]" {
		t.Errorf("%+v", u.Notes)
	}
}
