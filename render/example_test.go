package render_test

import (
	"fmt"
	"os"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/render"
)

// slow is the incident of the examples.
func slow() *incident.Incident {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	return &incident.Incident{
		Title:      "Checkout is slow",
		Page:       incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout"}, {Name: "Partner API"}},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(9, 17), NextUpdate: at(9, 45), Body: "Payments take longer than usual."},
			{Status: incident.StatusResolved, At: at(10, 10), Body: "Payments are as fast as ever."},
		},
		Postmortem: &incident.Postmortem{
			PublishedAt: at(15, 0),
			Sections:    []incident.Section{{Heading: "Summary", Body: "A cache was too small."}},
		},
	}
}

func ExampleText_Append() {
	inc := slow()
	inc.Postmortem = nil
	os.Stdout.Write(render.Text{Layout: render.LayoutLabels}.Append(nil, inc))
	// Output:
	// Checkout is slow
	// Incident Report for Example Shop
	// Resolved
	// Payments are as fast as ever.
	// Posted Mar 05, 2024 - 11:10 CET
	// Investigating
	// Payments take longer than usual.
	//
	// Next update by 10:45 CET
	// Posted Mar 05, 2024 - 10:17 CET
	// This incident affected: Shop (Checkout) and Partner API.
}

func ExampleText_AppendPostmortem() {
	os.Stdout.Write(render.Text{}.AppendPostmortem(nil, slow()))
	// Output:
	// Checkout is slow
	//
	// Incident Report for Example Shop
	//
	// Postmortem
	//
	// Summary
	//
	// A cache was too small.
	//
	// Posted Mar 05, 2024 - 16:00 CET
}

func ExampleText_AppendUpdate() {
	tokyo, err := civil.LoadLocation("Asia/Tokyo")
	if err != nil {
		fmt.Println(err)
		return
	}
	text := render.Text{Layout: render.LayoutLabels, Zones: []*time.Location{time.UTC, tokyo}}
	os.Stdout.Write(text.AppendUpdate(nil, slow(), 1))
	// Output:
	// Resolved
	// Payments are as fast as ever.
	// Posted Mar 05, 2024 - 10:10 UTC · 19:10 JST
}

func ExampleText_Write() {
	inc := &incident.Incident{Title: "Checkout is slow"}
	if err := (render.Text{Layout: render.LayoutPlain}).Write(os.Stdout, inc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Checkout is slow
	// Incident Report
}

func ExampleParseLayout() {
	layout, err := render.ParseLayout("plain")
	fmt.Println(layout, err)
	// Output: plain <nil>
}
