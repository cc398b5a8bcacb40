package site_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// exampleService returns the status page of an invented company, on which one
// incident is open.
func exampleService() *site.Service {
	page := incident.Page{Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen"}
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	slow := &incident.Incident{ID: "slow", Title: "Checkout is slow", Page: page, Updates: []incident.Update{{
		ID: "first", At: at, Status: incident.StatusInvestigating, Body: "Payments take **long**.",
		Changes: []incident.Change{{Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentDegradedPerformance}},
	}}}
	return &site.Service{
		Page:       page,
		Since:      time.Date(2024, time.February, 1, 0, 0, 0, 0, time.UTC),
		Components: []site.Component{{Name: "Checkout"}, {Name: "Search"}},
		Incidents:  []*incident.Incident{slow},
	}
}

func ExampleService_Home() {
	home := exampleService().Home(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)})
	fmt.Println(home.Open[0].Title)
	// Output:
	// Checkout is slow
}

func ExampleService_Months() {
	for _, month := range exampleService().Months() {
		fmt.Println(month.Year, month.Month, len(month.Incidents))
	}
	// Output:
	// 2024 March 1
}

func ExampleHTML_AppendHome() {
	home := exampleService().Home(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)})
	page := site.HTML{}.AppendHome(nil, home)
	fmt.Println(bytes.Contains(page, []byte("<h1>Example Shop</h1>")))
	// Output:
	// true
}

func ExampleUptimeReport() {
	s := exampleService()
	report := s.UptimeReport(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)})
	for _, row := range report.Rows {
		fmt.Printf("%s %s\n", row.Name, row.Uptimes[0].AppendPercent(nil))
	}
	// Output:
	// Example Shop 100.00%
	// Checkout 100.00%
	// Search 100.00%
}
