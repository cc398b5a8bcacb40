package main

import (
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
)

// TestBot plays a script to the bot from four goroutines, each step twice.
func TestBot(t *testing.T) {
	script, err := incidenttest.ParseScript(nil, civil.Date{Year: 2024, Month: time.March, Day: 5}, `
10:17 post Checkout=partial_outage
10:18 investigating next=30m: We are looking into it.
10:19 title: Payments fail
10:20 refused=transition completed: Meant for another incident.
10:40 tick
10:49 post id=tick-1709635740 next=30m: We are still at work.
11:10 resolved at=11:05 Checkout=operational: All is well.
11:30 tick
`)
	if err != nil {
		t.Fatal(err)
	}
	var clock incidenttest.Clock
	bot := &Bot{Now: clock.Now}
	err = script.Twice().RunParallel(4, &clock, func(s incidenttest.Step) error {
		switch u := s.Update; {
		case s.Kind == incidenttest.StepTitle:
			bot.Name(s.Text)
		case s.Kind == incidenttest.StepTick, s.Line == 7: // the bot says that by itself
			return bot.Tick()
		case len(u.Changes) == 1 && u.Status == "":
			return bot.Alert(u.ID, u.Changes[0].Name, u.Changes[0].To, u.At)
		default:
			return bot.Say(u)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := incidenttest.Diff(script.Incident(), bot.Incident()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := incidenttest.Final(bot.Incident(), incident.StatusResolved); err != nil {
		t.Error(err)
	}
}

func Example() {
	main()
	// Output:
	// Update
	// We are still at work.
	//
	// Next update by 09:49 UTC
	// Posted Mar 05, 2024 - 09:19 UTC
}
