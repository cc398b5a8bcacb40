package notify_test

import (
	"fmt"
	"net/mail"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/notify"
)

// checkout is an incident with two updates.
func checkout() *incident.Incident {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	return &incident.Incident{
		Title: "Checkout is slow", URL: "https://status.example.com/incidents/k3v9",
		Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{ID: "u1", Status: incident.StatusInvestigating, At: at, NextUpdate: at.Add(30 * time.Minute),
				Body: "Payments take **longer** than usual.\n\n- Cards\n- [Transfers](https://bank.example)"},
			{ID: "u2", At: at.Add(20 * time.Minute), Changes: []incident.Change{{Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentPartialOutage}}},
		},
	}
}

func ExampleUpdate() {
	n := notify.Update(checkout(), 1)
	fmt.Println(n.Title, n.Label)
	fmt.Println(n.Changes)
	// Output:
	// Checkout is slow Update
	// [Checkout: Operational → Partial outage]
}

func ExampleChanges() {
	before, after := checkout(), checkout()
	before.Updates = before.Updates[:1]
	for _, n := range notify.Changes(before, after) {
		fmt.Printf("%s\n", notify.Text{}.Append(nil, n))
	}
	// Output:
	// Checkout is slow: Update
	// Checkout: Operational → Partial outage
	// Posted Mar 05, 2024 - 10:37 CET
	// https://status.example.com/incidents/k3v9
}

func ExampleNotification() {
	n := notify.Notification{Title: "Search is back", Body: "All of it.", URL: "https://status.example.com"}
	fmt.Printf("%s\n", notify.Text{}.Append(nil, n))
	// Output:
	// Search is back
	// All of it.
	// https://status.example.com
}

func ExampleText_Append() {
	fmt.Printf("%s\n", notify.Text{Limit: 160}.Append(nil, notify.Update(checkout(), 0)))
	// Output:
	// Checkout is slow: Investigating
	// Payments take longer than …
	// Next update by 10:47 CET
	// Posted Mar 05, 2024 - 10:17 CET
	// https://status.example.com/incidents/k3v9
}

func ExampleMarkdown_Append() {
	fmt.Printf("%s\n", notify.Markdown{}.Append(nil, notify.Update(checkout(), 0)))
	// Output:
	// **Checkout is slow: Investigating**
	//
	// Payments take **longer** than usual.
	//
	// - Cards
	// - [Transfers](https://bank.example)
	//
	// Next update by 10:47 CET
	//
	// Posted Mar 05, 2024 - 10:17 CET
	//
	// https://status.example.com/incidents/k3v9
}

func ExampleSlack_AppendText() {
	fmt.Printf("%s\n", notify.Slack{}.AppendText(nil, notify.Update(checkout(), 0)))
	// Output:
	// *Checkout is slow: Investigating*
	// Payments take *longer* than usual.
	//
	// • Cards
	// • <https://bank.example|Transfers>
	// Next update by 10:47 CET
	// Posted Mar 05, 2024 - 10:17 CET
	// https://status.example.com/incidents/k3v9
}

func ExampleSlack_Append() {
	message := string(notify.Slack{}.Append(nil, notify.Update(checkout(), 1)))
	fmt.Println(strings.Contains(message, `{"text":"Checkout: Operational → Partial outage","type":"text"}`))
	// Output: true
}

func ExampleTeams_Append() {
	message := string(notify.Teams{}.Append(nil, notify.Update(checkout(), 1)))
	fmt.Println(strings.Contains(message, `"contentType":"application/vnd.microsoft.card.adaptive"`))
	// Output: true
}

func ExampleDiscord_Append() {
	fmt.Printf("%s\n", notify.Discord{}.Append(nil, notify.Update(checkout(), 0)))
	// Output:
	// {"allowed_mentions":{"parse":[]},"embeds":[{"color":11805464,"description":"Payments take **longer** than usual.\n\n- Cards\n- [Transfers](https://bank.example)","footer":{"text":"Next update by 10:47 CET · Posted Mar 05, 2024 - 10:17 CET · Example Shop"},"timestamp":"2024-03-05T09:17:00Z","title":"Checkout is slow: Investigating","url":"https://status.example.com/incidents/k3v9"}]}
}

func ExampleEmail_Append() {
	message := notify.Email{From: mail.Address{Name: "Status", Address: "status@example.com"}}.Append(nil, notify.Update(checkout(), 0))
	m, err := mail.ReadMessage(strings.NewReader(string(message)))
	if err != nil {
		panic(err)
	}
	fmt.Println(m.Header.Get("From"))
	fmt.Println(m.Header.Get("Subject"))
	fmt.Println(m.Header.Get("Date"))
	// Output:
	// "Status" <status@example.com>
	// [Example Shop] Checkout is slow: Investigating
	// Tue, 05 Mar 2024 09:17:00 +0000
}
