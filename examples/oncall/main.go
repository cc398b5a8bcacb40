// Command oncall is the core of a bot that combines the alerts of a monitor with
// the messages of people. Its methods may be called from several goroutines.
package main

import (
	"fmt"
	"log"
	"os"
	"sync"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/render"
)

// Bot runs one incident.
type Bot struct {
	Now      func() time.Time
	mu       sync.Mutex
	incident incident.Incident
}

// Say posts the message of a person. Update.ID is the id of the message.
func (b *Bot) Say(u incident.Update) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.incident.Insert(u)
}

// Alert posts an update without a text for a component whose status has changed.
// It may be called late, and twice for the same alert.
func (b *Bot) Alert(id, component string, status incident.ComponentStatus, at time.Time) error {
	return b.Say(incident.Update{ID: id, At: at, Changes: []incident.Change{{Name: component, To: status}}})
}

// Name gives the incident a title.
func (b *Bot) Name(title string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.incident.Title = title
}

// Tick runs each minute. If an update is overdue, it says so in public and
// promises the next one in half an hour.
func (b *Bot) Tick() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.Now()
	next, ok := claim.Next(claim.Due(&b.incident, claim.Options{Now: now, Grace: -1}))
	if !ok || next.Subject != claim.Update || next.State != claim.Overdue {
		return nil
	}
	return b.incident.Insert(incident.Update{ID: fmt.Sprint("tick-", now.Unix()), At: now, NextUpdate: now.Add(30 * time.Minute), Body: "We are still at work."})
}

// Incident returns a copy of the incident for the page.
func (b *Bot) Incident() *incident.Incident {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.incident.Clone()
}

func main() {
	now := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	bot := &Bot{Now: func() time.Time { return now }}
	bot.Name("Payments fail")
	err := bot.Alert("a1", "Checkout", incident.ComponentPartialOutage, now)
	if err == nil {
		err = bot.Say(incident.Update{ID: "m1", At: now, Status: incident.StatusInvestigating, NextUpdate: now.Add(time.Minute), Body: "We are looking into it."})
	}
	now = now.Add(2 * time.Minute)
	if err == nil {
		err = bot.Tick()
	}
	if err != nil {
		log.Fatal(err)
	}
	inc := bot.Incident()
	os.Stdout.Write(render.Text{Layout: render.LayoutLabels}.AppendUpdate(nil, inc, len(inc.Updates)-1))
}
