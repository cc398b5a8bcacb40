// Command reminder lists the incidents whose readers wait for a promised update
// or postmortem. A bot would run it every minute.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

func main() {
	now := time.Date(2024, time.March, 5, 9, 41, 0, 0, time.UTC) // a bot would use time.Now()
	if err := remind(os.Stdout, incidents, now); err != nil {
		log.Fatal(err)
	}
}

// remind writes a line for each incident with an open promise, the most urgent
// one first. Times are in the zone of the page.
func remind(w io.Writer, incidents []*incident.Incident, now time.Time) error {
	type reminder struct {
		inc     *incident.Incident
		promise claim.Promise
	}
	var open []reminder
	for _, inc := range incidents {
		if p, ok := claim.Next(claim.Promises(inc, claim.Options{Now: now})); ok {
			open = append(open, reminder{inc, p})
		}
	}
	slices.SortStableFunc(open, func(a, b reminder) int { return a.promise.Due.Compare(b.promise.Due) })
	for _, r := range open {
		loc, err := r.inc.Page.Location()
		if err != nil {
			return err
		}
		when := "in " + incident.FormatDuration(r.promise.Due.Sub(now))
		if !r.promise.Due.After(now) {
			when = incident.FormatDuration(now.Sub(r.promise.Due)) + " ago"
		}
		_, err = fmt.Fprintf(w, "%s: %s: %s due by %s (%s), %s\n", r.inc.Page.Name, r.inc.Title,
			r.promise.Subject, r.promise.Due.In(loc).Format("Jan 2, 15:04 MST"), when, r.promise.State)
		if err != nil {
			return err
		}
	}
	return nil
}

func at(hour, minute int) time.Time {
	return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC)
}

var incidents = []*incident.Incident{
	{
		Title: "Payments are declined", Page: incident.Page{Name: "Example Pay", TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(9, 17), Body: "One card payment in five is declined.\n\nNext update: 10:45 CET"},
		},
	},
	{
		Title: "Mail is late", Page: incident.Page{Name: "Example Mail", TimeZone: "America/New_York"},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(8, 50), NextUpdate: at(9, 20), Body: "Mail arrives late."},
			// A default text says nothing new, so it does not keep the promise.
			{Status: incident.StatusInvestigating, At: at(9, 12), Body: "We are continuing to investigate this issue."},
		},
	},
	{
		Title: "Exports fail", Page: incident.Page{Name: "Example Ledger"},
		Updates: []incident.Update{
			{Status: incident.StatusIdentified, At: at(7, 0), Body: "Exports fail. We will post an update within 45 minutes."},
			{Status: incident.StatusResolved, At: at(7, 40), Body: "Exports run again. We will publish a postmortem within 3 business days."},
		},
	},
	{
		Title: "Search is slow", Page: incident.Page{Name: "Example Shop"},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(6, 0), NextUpdate: at(6, 30), Body: "Search is slow."},
			{Status: incident.StatusResolved, At: at(6, 25), Body: "Search is fast again."},
		},
	},
}
