package incident_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

func ExampleMessage_Expand() {
	inc := &incident.Incident{
		Title:      "Checkout does not load",
		Page:       incident.Page{Name: "Example Tickets", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout"}, {Group: "Shop", Name: "Seat Map"}},
	}
	now := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	m, _ := incident.LookupMessage("investigating")
	u := incident.Update{Status: m.Status, At: now, NextUpdate: now.Add(30 * time.Minute)}

	var err error
	if u.Body, err = m.Expand(inc.MessageValues(u)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(u.Body)
	// Output:
	// There is a problem with Checkout and Seat Map, and we are investigating it.
	//
	// Next update: 10:47 CET
}

func ExampleMessageError() {
	m := incident.Message{Name: "queue", Text: "{{count}} mails wait. Next update: {{next_update}}"}
	inc := &incident.Incident{Title: "Mail is late"}
	values := inc.MessageValues(incident.Update{})
	values["count"] = "1,204"

	_, err := m.Expand(values)
	fmt.Println(err)
	var missing *incident.MessageError
	fmt.Println(errors.As(err, &missing), missing.Name, missing.Known)
	// Output:
	// message "queue", byte 35: nothing is known for {{next_update}}; known: count, title
	// true next_update [count title]
}

func ExampleMessages() {
	for _, m := range incident.Messages() {
		if m.Status == incident.StatusInProgress {
			fmt.Printf("%s asks for %s\n", m.Name, strings.Join(m.Names(), ", "))
		}
	}
	// Output:
	// in_progress asks for component, window_end
	// maintenance-extended asks for component, window_end, next_update
}
