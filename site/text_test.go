package site_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/site"
)

func ExampleText_AppendHome() {
	home := exampleService().Home(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC), Past: 5})
	os.Stdout.Write(site.Text{}.AppendHome(nil, home))
	// Output:
	// Status page: Example Shop
	// As of Mar 05, 2024 - 11:00 CET
	//
	// Degraded performance: Checkout
	//
	// Component  Status                Uptime, 90 days
	// Checkout   Degraded performance  100.00% since Feb 1, 2024
	// Search     Operational           100.00% since Feb 1, 2024
	//
	// OPEN INCIDENTS
	//
	// ----------------------------------------
	// Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// Investigating
	//
	// Payments take long.
	// Posted Mar 05, 2024 - 10:17 CET
	// This incident affects: Checkout.
	//
	// ----------------------------------------
	//
	// PAST INCIDENTS
	//
	// Mar 1, 2024 – Mar 5, 2024: No other incidents reported.
}

func ExampleText_AppendUptime() {
	service := exampleService()
	report := service.UptimeReport(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)})
	os.Stdout.Write(site.Text{}.AppendUptime(nil, service.Page, report))
	// Output:
	// Uptime: Example Shop
	//
	// Component     90 days  Mar 2024  Feb 2024
	// Example Shop  100.00%  100.00%   100.00%
	//   Checkout    100.00%  100.00%   100.00%
	//   Search      100.00%  100.00%   100.00%
	//
	// HOW THE FIGURES ARE MADE
	//
	// Counted as downtime: Major outage 100%, Partial outage 30%.
	// The figure of a group is the mean of its components.
	// The record begins on Feb 1, 2024.
}

// A page of a service is read back by the reader of its format.
func ExampleText_read() {
	service := exampleService()
	history := site.Text{}.AppendHistory(nil, service.Page, service.Months())
	doc, err := parse.Text{}.Parse("history.txt", history)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, inc := range doc.Incidents {
		fmt.Println(inc.Title, inc.Status())
	}
	// Output:
	// Checkout is slow investigating
}

func ExampleText_AppendHistory() {
	service := exampleService()
	os.Stdout.Write(site.Text{}.AppendHistory(nil, service.Page, service.Months()))
	// Output:
	// Incident history: Example Shop
	// Incidents: 1
	//
	// MARCH 2024
	//
	// ----------------------------------------
	// Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// Investigating
	//
	// Payments take long.
	// Posted Mar 05, 2024 - 10:17 CET
	// This incident affects: Checkout.
	//
	// ----------------------------------------
}

// TestTextSeparatesWideCells has a name that is wider than a column.
func TestTextSeparatesWideCells(t *testing.T) {
	name := strings.Repeat("Interface for partners ", 3) + "in Europe"
	s := &site.Service{
		Page:       incident.Page{Name: "Example Shop"},
		Components: []site.Component{{Name: "Checkout", Status: up}, {Name: name, Status: down}},
	}
	got := string(site.Text{}.AppendHome(nil, s.Home(site.Options{Now: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)})))
	if want := "\n" + name + "  Major outage  "; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}
