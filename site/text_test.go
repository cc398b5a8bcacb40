package site_test

import (
	"os"

	"github.com/incidentkit/incident/site"
)

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
