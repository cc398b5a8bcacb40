// Command bot is the core of an incident bot: it turns chat messages into the
// updates of an incident. It has no network. A real bot would pass on the
// messages of its chat, and publish the page after each one.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/render"
)

// Message is a command that the chat delivers, the edit of a command, or its
// deletion. A chat may deliver a message twice, and messages out of order.
type Message struct {
	ID              string // the same for edits of a message
	Sent            time.Time
	Edited, Deleted time.Time // zero: not edited, not deleted
	Text            string    // "identified +30m A cache is full."
}

// Bot runs one incident. The zero value has an incident whose page is in UTC.
type Bot struct{ Incident incident.Incident }

// Handle executes a message. If it returns an error, nothing has changed, and
// the error is meant for the author of the message.
func (b *Bot) Handle(m Message) error {
	if !m.Deleted.IsZero() {
		return b.Incident.Retract(m.ID, m.Deleted)
	}
	u, err := compose(m)
	if err != nil {
		return err
	}
	if !m.Edited.IsZero() {
		err := b.Incident.Amend(m.ID, m.Edited, func(was *incident.Update) { *was = u })
		var unknown *incident.FieldError
		if !errors.As(err, &unknown) || unknown.Path != "updates" {
			return err
		}
		u.CreatedAt, u.EditedAt = m.Sent, m.Edited // the edit came before its message, which will change nothing
	}
	return b.Incident.Insert(u) // Post would refuse a late update
}

// compose reads a command: a status, the time until the next update if there
// is one, and the body.
func compose(m Message) (incident.Update, error) {
	u := incident.Update{ID: m.ID, At: m.Sent}
	word, rest, _ := strings.Cut(m.Text, " ")
	var err error
	if u.Status, err = incident.Parse[incident.Status](word); err != nil {
		return u, err
	}
	if next, body, ok := strings.Cut(rest, " "); ok && strings.HasPrefix(next, "+") {
		in, err := time.ParseDuration(next[1:])
		if err != nil {
			return u, err
		}
		u.NextUpdate, rest = m.Sent.Add(in), body
	}
	u.Body = rest
	return u, nil
}

// Menu returns the statuses that a form offers for the next update.
func (b *Bot) Menu() []incident.Status { return b.Incident.NextStatuses() }

// Due returns a line for each promise that the bot reminds its team of.
func (b *Bot) Due(now time.Time) (lines []string) {
	for _, p := range claim.Due(&b.Incident, claim.Options{Now: now}) {
		lines = append(lines, fmt.Sprintf("%s %s: %s", p.Subject, p.State, p.Due.Sub(now)))
	}
	return lines
}

func main() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	bot := &Bot{incident.Incident{Title: "Checkout is slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"}}}
	for _, m := range []Message{
		{ID: "m1", Sent: at(17), Text: "investigating +30m Payments take long."},
		{ID: "m1", Sent: at(17), Text: "investigating +30m Payments take long."}, // delivered twice
		{ID: "m2", Sent: at(28), Text: "identified +15m A cash is full."},
		{ID: "m2", Sent: at(28), Edited: at(29), Text: "identified +15m A cache is full."},
		{ID: "m3", Sent: at(30), Text: "fixed Done!"},
	} {
		if err := bot.Handle(m); err != nil {
			fmt.Printf("%s: %v\n", m.ID, err)
		}
	}
	fmt.Println("menu:", bot.Menu())
	fmt.Println("due:", bot.Due(at(40)))
	fmt.Println()
	if err := (render.Text{Layout: render.LayoutLabels}).Write(os.Stdout, &bot.Incident); err != nil {
		log.Fatal(err)
	}
}
