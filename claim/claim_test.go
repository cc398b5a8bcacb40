package claim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// said formats claims in short, as kind, text and meaning.
func said(cs []claim.Claim) string {
	var out []string
	for _, c := range cs {
		s := c.Kind.String() + " " + c.Text
		switch c.Kind {
		case claim.Time, claim.Date:
			s += " = " + clock(c.At.Time)
		case claim.Range:
			s += " = " + clock(c.At.Time) + " " + clock(c.Until.Time)
		case claim.Duration:
			s += " = " + length(c.Length)
			if !c.Least.IsZero() {
				s += " from " + length(c.Least)
			}
		case claim.Count:
			s += fmt.Sprintf(" = %v", c.Number.Value)
			if c.Number.Percent {
				s += "%"
			}
			s += " " + c.Number.Noun
			if c.Number.About {
				s += " about"
			}
		case claim.Denial:
			s += " = " + strings.Join(c.Names, "+")
		case claim.Pledge:
			s += " = " + c.Subject.String() + " " + clock(c.At.Time)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func clock(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("01-02 15:04")
}

func length(l claim.Length) string {
	var s []string
	if l.Months != 0 {
		s = append(s, fmt.Sprintf("%dmo", l.Months))
	}
	if l.Days != 0 && l.Business {
		s = append(s, fmt.Sprintf("%dbd", l.Days))
	} else if l.Days != 0 {
		s = append(s, fmt.Sprintf("%dd", l.Days))
	}
	if l.Time != 0 {
		s = append(s, l.Time.String())
	}
	return strings.Join(s, " ")
}

// posted is a Wednesday, 10:17 in Copenhagen, 09:17 UTC.
var posted = time.Date(2026, time.January, 14, 9, 17, 0, 0, time.UTC)

func TestRead(t *testing.T) {
	loc := location(t, "Europe/Copenhagen")
	tests := []struct{ body, want string }{
		// Times.
		{"At 10:05 the queue stopped.", "time 10:05 = 01-14 09:05"},
		{"It began at 10.05.", "time 10.05 = 01-14 09:05"},
		{"It began at 4 pm UTC", "time 4 pm UTC = 01-14 16:00"},
		{"(10:05) and **10:06**, `10:07`", "time 10:05 = 01-14 09:05; time 10:06 = 01-14 09:06"},
		{"On January 13, 2026 at 10:05 CET it began", "time January 13, 2026 at 10:05 CET = 01-13 09:05"},
		{"It broke 20 minutes ago.", "time 20 minutes ago = 01-14 08:57"},
		{"It broke at 10\\:05.", "time 10\\:05 = 01-14 09:05"},
		{"since\u00a010:05\u00a0CET", "time 10:05\u00a0CET = 01-14 09:05"},
		// Not times.
		{"Version 10.05 and v10:05 are out", ""},
		{"It costs 12.50 today", ""},
		{"a ratio of 16:10, and localhost:10:45", ""},
		{"main.go:10:45: error", ""},
		{"see https://example.com/10:45/2026-01-14", ""},
		{"[log](https://example.com/10:45)", ""},
		{"10.0.0.1 and 1.2.3 and 10:453", ""},
		{"2:1 odds", ""},
		// Dates.
		{"On 13/01/2026 and on Jan 12", "date 13/01/2026 = 01-12 23:00; date Jan 12 = 01-11 23:00"},
		{"The backup-2026-01-12.tar was fine", ""},
		{"They march on, and it may 3 times", ""},
		// Ranges.
		{"Between 10:05 and 10:40 CET it was slow.", "range Between 10:05 and 10:40 CET = 01-14 09:05 01-14 09:40"},
		{"from 23:50 to 00:20", "range from 23:50 to 00:20 = 01-13 22:50 01-13 23:20"},
		{"10:05–10:40 UTC", "range 10:05–10:40 UTC = 01-14 10:05 01-14 10:40"},
		// Durations.
		{"For 17 minutes, nobody could log in", "duration 17 minutes = 17m0s"},
		{"It took 1 h 5 min, then 2 d 3 h, then 45 s", "duration 1 h 5 min = 1h5m0s; duration 2 d 3 h = 2d 3h0m0s; duration 45 s = 45s"},
		{"A cable of 5 m, and 4 D films", ""},
		{"It took 1h 20m, then 1h20m, then 1 hour and 20 minutes", "duration 1h 20m = 1h20m0s; duration 1h20m = 1h20m0s; duration 1 hour and 20 minutes = 1h20m0s"},
		{"an hour and a half, one and a half hours, 1.5 hours", "duration an hour and a half = 1h30m0s; duration one and a half hours = 1h30m0s; duration 1.5 hours = 1h30m0s"},
		{"half an hour of a two-hour outage", "duration half an hour = 30m0s; duration two-hour = 2h0m0s"},
		{"forty-five minutes, 5-10 minutes, 24 to 48 hours", "duration forty-five minutes = 45m0s; duration 5-10 minutes = 10m0s from 5m0s; duration 24 to 48 hours = 48h0m0s from 24h0m0s"},
		{"3 days, 2 business days and 1 month", "duration 3 days = 3d; duration 2 business days = 2bd; duration 1 month = 1mo"},
		{"20 minutes and 2 hours", "duration 20 minutes = 20m0s; duration 2 hours = 2h0m0s"},
		{"It lasted 1.5 days, not 1 and a half hours", "duration 1.5 days = 36h0m0s; duration 1 and a half hours = 1h30m0s"},
		{"a day and a half of an hour's delay", "duration a day and a half = 1d 12h0m0s; duration an hour = 1h0m0s"},
		// Not durations.
		{"1.5 months, a month and a half, 300000000 hours", ""},
		{"every 5 minutes, twice a day, 24 hours a day, per hour", ""},
		{"12 ms, 30 m away, minutes later, $5 minutes", ""},
		{"version 2.0.1 minutes", ""},
		// Counts.
		{"We received a total of 32 conversations.", "count 32 conversations = 32 conversations"},
		{"About 2,500 users and 1.2 million events", "count 2,500 users = 2500 users about; count 1.2 million events = 1.2e+06 events"},
		{"three different measures, 12 failed login attempts", "count three different measures = 3 different measures; count 12 failed login attempts = 12 failed login attempts"},
		{"up to 5% of all requests, 10 percent", "count 5% of all requests = 5% requests about; count 10 percent = 10% "},
		{"one customer and 10k users", "count one customer = 1 customer; count 10k users = 10000 users"},
		{"about 2023 users", "count 2023 users = 2023 users about"},
		{"a total of 2023 users", "count 2023 users = 2023 users"},
		{"At least 30% of requests, at most 12 customers' orders", "count 30% of requests = 30% requests about; count 12 customers = 12 customers about"},
		{"150 people lost 20 data sets and 3 indices", "count 150 people = 150 people; count 20 data = 20 data; count 3 indices = 3 indices"},
		{"12 sign-in attempts, 40 read-only requests", "count 12 sign-in attempts = 12 sign-in attempts; count 40 read-only requests = 40 read-only requests"},
		// Not counts.
		{"2 series, 3 always", ""},
		{"In 2023 users complained; 2023 users", ""},
		{"It went from 10 to 1", ""},
		{"$32 conversations, €32 fees, #32 tickets", ""},
		{"version 3 clients, Windows 11 users, phase 2 customers, SEV 1 incidents", ""},
		{"We saw 500 errors and 503 responses", ""},
		{"4xx errors, 12 gbps, 3 times, 5 9s", ""},
		{"10 was lost, 10 as usual, 10 this week", ""},
		{"1. users\n2. requests", ""},
		// Denials.
		{"Import APIs (for nightly jobs) and Upload Forms are not affected by the move.", "denial Import APIs (for nightly jobs) and Upload Forms are not affected = Import APIs+Upload Forms"},
		{"However, the Import API was not impacted.", "denial the Import API was not impacted = Import API"},
		{"Search, chat and login remain unaffected.", "denial Search, chat and login remain unaffected = Search+chat+login"},
		{"This does not affect the Import API.", "denial not affect the Import API = Import API"},
		{"Unless you use the old client, this does not affect you or the Import API.", ""},
		{"There was no impact on billing or search.", "denial no impact on billing or search = billing+search"},
		{"Login is slow, but search isn't affected", "denial search isn't affected = search"},
		{"At this time, logins are currently not affected.", "denial logins are currently not affected = logins"},
		{"Reports and exports have not been affected", "denial Reports and exports have not been affected = Reports+exports"},
		{"Search has been unaffected", "denial Search has been unaffected = Search"},
		{"Search will remain unaffected", "denial Search will remain unaffected = Search"},
		{"It did not impact search and chat, and nobody called", "denial not impact search and chat = search+chat"},
		// Not denials.
		{"If this does not affect search, do nothing", ""},
		{"Search is affected. Users who are not affected can ignore this.", ""},
		{"If you are not affected, do nothing. Is search not affected?", ""},
		{"They were not affected.", ""},
		{"We believed search was not affected.", ""},
		{"Search was not affected until noon", "time noon = 01-14 11:00"},
		// Nothing.
		{"", ""},
		{"We are investigating.", ""},
	}
	for _, test := range tests {
		if got := said(claim.Read(test.body, posted, loc)); got != test.want {
			t.Errorf("%q\n got  %s\n want %s", test.body, got, test.want)
		}
	}
}

func TestReadPromises(t *testing.T) {
	loc := location(t, "Europe/Copenhagen")
	tests := []struct{ body, want string }{
		{"Next update at 10:45hs", "update 09:45"},
		{"Next Update: 13:00 UCT", "update 13:00"},
		{"**Next update:** 10:45", "update 09:45"},
		{"Next update at 08.30", "update 01-15 07:30"}, // past today
		{"The next update will be posted by 11:00 CET.", "update 10:00"},
		{"Next update by 10:45 CET", "update 09:45"},
		{"Next update tomorrow 09:00", "update 01-15 08:00"},
		{"Next update tomorrow morning at 9:00 UTC", "update 01-15 09:00"},
		{"Next update: 15 January 2026, 09:00 UTC", "update 01-15 09:00"},
		{"Next update: in 30 minutes", "update 09:47"},
		{"We will provide another update within 30 minutes.", "update 09:47"},
		{"We will provide an update in an hour.", "update 10:17"},
		{"We'll post an update in the next hour", "update 10:17"},
		{"We will share more information within the hour.", "update 10:17"},
		{"Our team will post a further update in about half an hour.", "update 09:47"},
		{"An update will be provided by end of day.", "update 23:00"},
		{"Next update by EOD", "update 16:00"},
		{"Next update by Friday", "update 01-16 23:00"},
		{"We will update you again at 11:00", "update 10:00"},
		{"By 11:00 we will post another update.", "update 10:00"},
		{"Updates will be posted every 30 minutes.", "update 09:47"},
		{"We will provide an update within 24-48 hours", "update 01-16 09:17"},
		{"We expect to provide an update by 11:00 UTC", "update 11:00"},
		{"Next update no later than 11:00", "update 10:00"},
		{"We aim to provide an update by 4pm", "update 15:00"},
		{"Next update at 11:00 tomorrow.", "update 01-15 10:00"},
		{"Next update at 11:00 CET (tomorrow)", "update 01-15 10:00"},
		{"Next update at 15:00 today", "update 14:00"},
		{"By 11:00 tomorrow we will post an update.", "update 01-15 10:00"},
		{"Next update later today.", "update 23:00"},
		{"We will update you tonight", "update 23:00"},
		{"Next update end of day", "update 23:00"},
		{"Next update by close of business today", "update 16:00"},
		{"Next update by the end of the business day", "update 16:00"},
		{"Next update by end of today", "update 23:00"},
		{"Next update by end of day tomorrow", "update 01-15 23:00"},
		{"Next update by the end of tomorrow", "update 01-15 23:00"},
		{"Next update by end of day on 16 January", "update 01-16 23:00"},
		{"Next update by end of day Friday", "update 01-16 23:00"},
		{"Next update by end of day, 16 January", "update 01-16 23:00"},
		{"Next update by the end of this week", "update 01-18 23:00"},
		{"We will post an update at or before 11:00", "update 10:00"},
		{"Next update not later than 11:00", "update 10:00"},
		{"We hope to update you by 11:00.", "update 10:00"},
		{"Further updates to follow within 2 hours", "update 11:17"},
		{"An update will be posted in a day and a half", "update 01-15 21:17"},
		{"We will update you in the coming week", "update 01-21 23:00"},
		{"We will give you an update at about 11:00", "update 10:00"},
		{"We're posting nothing; next update: about 11:00", "update 10:00"},
		{"We'll update in an hour", "update 10:17"},
		{"We will update by 11:00 CET", "update 10:00"},
		{"Expect another update in 45 minutes", "update 10:02"},
		{"We will report back in 20 minutes", "update 09:37"},
		// Vague ones.
		{"Updates will follow", "update -"},
		{"More information soon.", "update -"},
		{"We will provide further updates as soon as more is known at 10:45.", "update -"},
		{"More updates will be posted on this page.", "update -"},
		{"We will keep you updated.", "update -"},
		{"More details to follow", "update -"},
		{"We will post an update once the fix of 10:45 is verified", "update -"},
		{"A postmortem will follow.", "postmortem -"},
		// Postmortems.
		{"A post mortem of this outage will be published within 5 business days.", "postmortem 01-21 23:00"},
		{"We will publish a full postmortem within 3 days.", "postmortem 01-17 23:00"},
		{"A root cause analysis will be shared by January 20.", "postmortem 01-20 23:00"},
		{"RCA within 72 hours", "postmortem 01-17 09:17"},
		{"An RCA will be provided in 2 working days", "postmortem 01-16 23:00"},
		{"We will follow up with a detailed post-mortem next", "postmortem -"},
		{"We plan to publish a postmortem within 2 business days", "postmortem 01-16 23:00"},
		{"A root-cause analysis to follow", "postmortem -"},
		{"Incident report: within 3 days", "postmortem 01-17 23:00"},
		// None.
		{"The last update was at 10:45.", ""},
		{"We rolled back a product update at 10:45.", ""},
		{"The next update of our app brings 3 fixes.", ""},
		{"We will update the firmware at 11:00.", ""},
		{"Our next update will include the fix.", ""},
		{"Updates will be rolled back at 11:00.", ""},
		{"The postmortem was published within 5 business days.", ""},
		{"Post-Incident Review: Conduct a retrospective to gather insights", ""},
		{"For more information see the docs at 11:00", ""},
		{"Security updates will follow the usual cycle", ""},
		{"`Next update: 10:45`", ""},
		{"We will update in place", ""},
		{"We expect updates of the firmware in an hour", ""},
		{"The next update end users see is better.", ""},
		{"We rolled back the order updates within 2 hours", ""},
		{"We will post an update within 30 minutes of resolution", "update -"},
		{"Next update at $11:00", "update -"},
	}
	for _, test := range tests {
		var got []string
		for _, c := range claim.Read(test.body, posted, loc) {
			if c.Kind == claim.Pledge {
				got = append(got, c.Subject.String()+" "+strings.TrimPrefix(clock(c.At.Time), "01-14 "))
			}
		}
		if s := strings.Join(got, ", "); s != test.want {
			t.Errorf("%q\n got  %q\n want %q", test.body, s, test.want)
		}
	}
}

func TestPaths(t *testing.T) {
	const body = "for 5 minutes"
	inc := &incident.Incident{
		Updates: []incident.Update{{At: posted, Body: "ok"}, {At: posted, Body: body}},
		Events:  []incident.Event{{Text: body}},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{
			{Body: body, After: body},
			{Fields: []incident.Field{{Name: "Duration", Value: body}}},
			{Timeline: &incident.Timeline{Zone: "UTC", Events: []incident.Event{{At: posted, Text: body + " at 10:00"}}}},
			{Actions: []incident.Action{{Text: body}}},
		}},
	}
	inc.Page.TimeZone = "Europe/Copenhagen"
	want := "updates[1].body events[0].text postmortem.sections[0].body postmortem.sections[0].after postmortem.sections[1].fields[0].value " +
		"postmortem.sections[2].timeline.events[0].text postmortem.sections[2].timeline.events[0].text postmortem.sections[3].actions[0].text"
	var got []string
	for _, c := range claim.Claims(inc) {
		got = append(got, c.Path)
		if c.Kind == claim.Time && c.At.Time.UTC().Hour() != 10 {
			t.Errorf("a time in a timeline of UTC is %v", c.At.Time)
		}
	}
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if claim.Claims(nil) != nil || claim.Promises(nil, claim.Options{}) != nil {
		t.Error("a nil incident claims something")
	}
}
