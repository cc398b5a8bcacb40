package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/render"
)

// message returns the message that the chat delivers for a step of a script.
func message(s incidenttest.Step) Message {
	m := Message{ID: s.Update.ID, Sent: s.Update.At, Edited: s.Update.EditedAt, Deleted: s.Update.RetractedAt}
	if s.Kind != incidenttest.StepRetract {
		m.Text = string(s.Update.Status)
		if !s.Update.NextUpdate.IsZero() {
			m.Text += fmt.Sprint(" +", s.Update.NextUpdate.Sub(m.Sent))
		}
		m.Text += " " + s.Update.Body
	}
	return m
}

// TestBotIsFedTwiceAndOutOfOrder delivers every event twice and late by up to
// five seconds, an amended first update and edits that overtake their message
// among them: the report is always the same.
func TestBotIsFedTwiceAndOutOfOrder(t *testing.T) {
	shop := incident.Incident{Title: "Checkout is slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"}}
	script, err := incidenttest.ParseScript(&shop, civil.Date{Year: 2024, Month: time.March, Day: 5}, `
10:17:00 investigating next=30m: Payments take long.
10:28:00 identified: A cache is full.
10:28:02 identified next=15m: We give it more room.
10:28:03 monitoring: Sent to the wrong incident.
10:28:04 amend 3 next=10:42: We give it more rooms.
10:28:05 amend 3: We give it more room still.
10:28:40 amend 1: Payments take long, and some fail.
10:28:41 retract 4
11:10:00 resolved: All is well.
`)
	if err != nil {
		t.Fatal(err)
	}
	want := script.Incident()
	report := string(render.Text{}.Append(nil, want))
	orders := make(map[string]bool)
	for seed := range uint64(200) {
		bot := &Bot{shop}
		order := ""
		err := script.Twice().Shuffled(seed, 5*time.Second).Run(new(incidenttest.Clock), func(s incidenttest.Step) error {
			order += fmt.Sprint(s.Line, " ")
			return bot.Handle(message(s))
		})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		orders[order] = true
		if diff := incidenttest.Diff(want, &bot.Incident); diff != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
		}
		if got := string(render.Text{}.Append(nil, &bot.Incident)); got != report {
			t.Fatalf("seed %d: the report is\n%s\nwant\n%s", seed, got, report)
		}
	}
	if len(orders) < 20 {
		t.Errorf("events came in %d orders alone", len(orders))
	}
}

func Example() {
	main()
	// Output:
	// m3: status: unknown: "fixed" is not one of investigating, identified, monitoring, resolved, scheduled, in_progress, verifying, completed, cancelled
	// menu: [investigating identified monitoring resolved]
	// due: [update pending: 3m0s]
	//
	// Checkout is slow
	// Incident Report for Example Shop
	// Identified
	// A cache is full.
	//
	// Next update by 10:43 CET
	// Posted Mar 05, 2024 - 10:28 CET
	// Edited Mar 05, 2024 - 10:29 CET
	// Investigating
	// Payments take long.
	//
	// Next update by 10:47 CET
	// Posted Mar 05, 2024 - 10:17 CET
}
