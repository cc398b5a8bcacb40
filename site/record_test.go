package site_test

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// shopService is the page of an invented company in Copenhagen, with an
// outage of its checkout from 10:17 to 11:10.
func shopService() *site.Service {
	at := func(hour, minute int) time.Time {
		return time.Date(2024, time.March, 5, hour-1, minute, 0, 0, time.UTC)
	}
	checkout := func(from, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{Name: "Checkout", From: from, To: to}}
	}
	return &site.Service{
		Page:       incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Since:      time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC),
		Components: []site.Component{{Name: "Checkout"}, {Name: "Search"}},
		Incidents: []*incident.Incident{{
			ID: "1", Title: "Checkout is slow",
			Updates: []incident.Update{
				{At: at(10, 17), Status: incident.StatusInvestigating, Changes: checkout("operational", "partial_outage")},
				{At: at(10, 40), Status: incident.StatusIdentified, Changes: checkout("partial_outage", "major_outage")},
				{At: at(11, 10), Status: incident.StatusResolved, Changes: checkout("major_outage", "operational")},
			},
		}},
	}
}

func ExampleService_Record() {
	s := shopService()
	now := time.Date(2024, time.March, 6, 12, 0, 0, 0, time.UTC)
	for _, span := range s.Record(s.Components[0], now) {
		fmt.Println(span.Start.Format("15:04"), span.Duration(), span.Status, span.Basis)
	}
	// Output:
	// 09:17 23m0s partial_outage stated
	// 09:40 30m0s major_outage stated
}

func ExampleService_Days() {
	s := shopService()
	now := time.Date(2024, time.March, 6, 12, 0, 0, 0, time.UTC)
	for _, day := range s.Days(s.Components[0], now, 3) {
		fmt.Println(day.Date, day.Duration(), day.Status, day.Lengths.Partial, day.Lengths.Major)
	}
	// Output:
	// 2024-03-04 24h0m0s operational 0s 0s
	// 2024-03-05 24h0m0s major_outage 23m0s 30m0s
	// 2024-03-06 13h0m0s operational 0s 0s
}

func ExampleService_Uptime() {
	s := shopService()
	now := time.Date(2024, time.March, 6, 12, 0, 0, 0, time.UTC)
	month := incident.Interval{Start: now.AddDate(0, 0, -30), End: now}
	for _, p := range site.Policies() {
		u := s.Uptime(nil, month, now, p)
		fmt.Printf("%s: %s %v\n", p.Name, u.AppendPercent(nil), u.Down)
	}
	// Output:
	// statuspage: 99.95% 36m54s
	// worst-component: 99.87% 53m0s
	// none:  0s
}

func ExampleService_Listed() {
	s := shopService()
	s.Components = nil
	for _, c := range s.Listed() {
		fmt.Println(c.Name)
	}
	// Output: Checkout
}

func ExampleCurrent() {
	s := shopService()
	now := time.Date(2024, time.March, 5, 9, 30, 0, 0, time.UTC)
	for _, state := range site.Current(s.Components, s.Incidents, now) {
		fmt.Println(state.Component.Name, state.Status, state.Basis)
	}
	// Output:
	// Checkout partial_outage stated
	// Search operational assumed
}
