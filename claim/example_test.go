package claim_test

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

func ExampleRead() {
	posted := time.Date(2026, time.January, 14, 9, 17, 0, 0, time.UTC)
	body := "For 17 minutes, between 09:05 and 09:22, 32 logins failed. **Next update:** in half an hour."
	for _, c := range claim.Read(body, posted, time.UTC) {
		fmt.Println(c.Kind, c.Text)
	}
	// Output:
	// duration 17 minutes
	// range between 09:05 and 09:22
	// count 32 logins
	// promise Next update:** in half an hour
}

func ExampleClaims() {
	inc := &incident.Incident{
		Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{{
			At:     time.Date(2026, time.January, 14, 9, 17, 0, 0, time.UTC),
			Status: incident.StatusIdentified,
			Body:   "Search is slow since 09:50. Login and billing are not affected.",
		}},
	}
	for _, c := range claim.Claims(inc) {
		fmt.Printf("%s[%d:%d] %s: %s\n", c.Path, c.Start, c.End, c.Kind, c.Text)
		switch c.Kind {
		case claim.Time:
			fmt.Println("  ", c.At.Time.Format(time.RFC3339))
		case claim.Denial:
			fmt.Printf("   %q\n", c.Names)
		}
	}
	// Output:
	// updates[0].body[21:26] time: 09:50
	//    2026-01-14T09:50:00+01:00
	// updates[0].body[28:62] denial: Login and billing are not affected
	//    ["Login" "billing"]
}

func ExamplePromises() {
	at := func(hour, minute int) time.Time {
		return time.Date(2026, time.January, 14, hour, minute, 0, 0, time.UTC)
	}
	inc := &incident.Incident{Updates: []incident.Update{
		{At: at(9, 17), Status: incident.StatusInvestigating, Body: "We are looking into it.\n\nNext update at 09:45"},
		{At: at(9, 30), Status: incident.StatusInvestigating, Body: "We are continuing to investigate this issue."},
		{At: at(10, 5), Status: incident.StatusIdentified, Body: "A queue is full. We will post an update within 30 minutes."},
	}}
	for _, p := range claim.Promises(inc, claim.Options{Now: at(10, 50)}) {
		fmt.Printf("%s: due %s, %s, %v late\n", p.Text, p.Due.Format("15:04"), p.State, p.Late)
	}
	// Output:
	// Next update at 09:45: due 09:45, missed, 20m0s late
	// We will post an update within 30 minutes: due 10:35, overdue, 15m0s late
}

func ExampleNext() {
	posted := time.Date(2026, time.January, 14, 9, 17, 0, 0, time.UTC)
	inc := &incident.Incident{Updates: []incident.Update{
		{At: posted, Status: incident.StatusInvestigating, Body: "We are looking into it. Next update at 09:45"},
	}}
	p, ok := claim.Next(claim.Promises(inc, claim.Options{Now: posted.Add(time.Hour)}))
	fmt.Println(ok, p.State, p.Late)
	// Output: true overdue 32m0s
}

func ExampleCalendar() {
	resolved := time.Date(2026, time.January, 14, 10, 17, 0, 0, time.UTC) // a Wednesday
	length := claim.Length{Days: 3, Business: true}
	closed := func(d civil.Date) bool { return d == civil.Date{Year: 2026, Month: time.January, Day: 19} }
	for _, c := range []claim.Calendar{
		{},
		{Count: claim.IncludeEventDay},
		{Count: claim.SameClockTime},
		{Holiday: closed},
		{Weekend: []time.Weekday{time.Friday, time.Saturday}},
	} {
		fmt.Println(c.Deadline(resolved, length, time.UTC).Format("Mon 02 15:04"))
	}
	// Output:
	// Tue 20 00:00
	// Sat 17 00:00
	// Mon 19 10:17
	// Wed 21 00:00
	// Tue 20 00:00
}

// report states the period of the impact twice.
func report() *incident.Incident {
	return &incident.Incident{
		Updates: []incident.Update{{At: time.Date(2026, time.January, 14, 9, 17, 0, 0, time.UTC), Body: "We are looking into it."}},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{
			{Fields: []incident.Field{{Name: "Duration", Value: "9:05-10:15 UTC"}, {Name: "Severity", Value: "SEV-2"}}},
			{Body: "Between 9:05 and 10:02 UTC nobody could print labels. The printers are in Turku."},
		}},
	}
}

func ExampleStated() {
	for _, s := range claim.Stated(report()) {
		fmt.Println(s.Aspect, s.Path, s.Text)
	}
	// Output:
	// span postmortem.sections[0].fields[0].value 9:05-10:15 UTC
	// impact postmortem.sections[1].body Between 9:05 and 10:02 UTC
	// severity postmortem.sections[0].fields[1].value SEV-2
}

func ExampleStatedImpact() {
	inc := report()
	m := inc.Metrics(claim.StatedImpact(inc)...)
	fmt.Println(incident.FormatDuration(m.Impact.Value), m.Impact.From.Basis(), m.Impact.From.Path)
	// Output: 57 min stated postmortem.sections[1].body
}

func ExampleObligation() {
	detected := time.Date(2026, time.January, 31, 10, 17, 0, 0, time.UTC)
	o := claim.Obligation{Name: "final report", Within: claim.Length{Months: 1}, Roll: claim.RollNoon}
	fmt.Println(o.Deadline(detected, time.UTC, claim.Calendar{}).Format("Mon Jan 2 15:04")) // 28 February is a Saturday
	// Output: Mon Mar 2 12:00
}

func ExampleBoilerplate() {
	text, ok := claim.Boilerplate("we are continuing to investigate this issue")
	fmt.Println(ok, text.Status)
	_, ok = claim.Boilerplate("We are continuing to investigate this issue with the vendor.")
	fmt.Println(ok)
	// Output:
	// true investigating
	// false
}

func ExampleDue() {
	at := func(hour, minute int) time.Time {
		return time.Date(2026, time.January, 14, hour, minute, 0, 0, time.UTC)
	}
	inc := &incident.Incident{Updates: []incident.Update{{
		At: at(9, 17), Status: incident.StatusInvestigating,
		Body: "We are looking into it. We will publish a postmortem within 2 days. Next update at 09:45. We will keep you posted.",
	}}}
	for _, p := range claim.Due(inc, claim.Options{Now: at(10, 0)}) {
		fmt.Println(p.Due.Format("Jan 2 15:04"), p.Subject, p.State)
	}
	// Output:
	// Jan 14 09:45 update overdue
	// Jan 17 00:00 postmortem pending
}
