package claim_test

import (
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// Every span lies inside of its body, claims are in order, and none but those
// of a promise's time overlap.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"Next update: **10:45** CET", "we will post an update in 5\u20137 minutes", "`a` <b> \\:10:45 [x](y)", "1h20m 5% of users, 3 apps",
		"Exports (for \u00e9) and **Search** are not affected.", "\xff10:45\xc2", "end of day", "tomorrow", "within the next", "an hour and a",
		"A postmortem will follow by the end of the week.", "A postmortem will follow by Friday.",
		"RCA within 3 days", "no impact on", "99999999999999999999 users", "in 36500 years we will post an update", "next update", "``` `` `",
		"last night at 11:20, next Monday (09:00 UTC)", "Jan 31 (02:00-04:00 UTC) and 10:05 on 1/12", "Tue Jan  6 03:10 UTC 2026",
		"> \"next update\" \u201cin an hour\u201d", "updates every 1:15 hours, or at the latest at 14:30", "1 in 5 users, 1 000 users, 1h30, 1.5m jobs",
		"a\u00a0half hour", "By 10:45 we will post an update", "99 months and 3 days", "p.m. 4 p.m. x", "\u20ac5 apps", "&nbsp;5 apps",
	} {
		f.Add(s, int64(1768382220))
	}
	f.Add("next update tomorrow 10:45", int64(-62135596800))
	f.Add("next update in 5 business days", int64(253402300799))
	loc := location(f, "Europe/Copenhagen")
	f.Fuzz(func(t *testing.T, body string, at int64) {
		for _, near := range []time.Time{{}, time.Unix(at, 0)} {
			end, start, pledge := 0, 0, 0
			for _, c := range claim.Read(body, near, loc) {
				if c.Start < 0 || c.Start >= c.End || c.End > len(body) || c.Text != body[c.Start:c.End] {
					t.Fatalf("%q: %d to %d is %q", body, c.Start, c.End, c.Text)
				}
				if c.Start < start {
					t.Fatalf("%q: %q is out of order", body, c.Text)
				}
				start = c.Start
				switch c.Kind {
				case claim.Pledge, claim.Denial:
					if c.Start < pledge && c.Kind == claim.Pledge {
						t.Fatalf("%q: promise %q is inside another", body, c.Text)
					}
					pledge = c.End
				case 0:
					t.Fatalf("%q: %q is of no kind", body, c.Text)
				default:
					if c.Start < end {
						t.Fatalf("%q: %q overlaps", body, c.Text)
					}
					end = c.End
				}
				if strings.TrimSpace(c.Text) != c.Text {
					t.Fatalf("%q: spaces around %q", body, c.Text)
				}
			}
			inc := &incident.Incident{Updates: []incident.Update{{At: near, Body: body}, {At: near.Add(time.Hour), Body: body}}}
			for _, p := range claim.Promises(inc, claim.Options{}) {
				if (p.State == claim.Missed || p.State == claim.Overdue) != (p.Late > claim.DefaultGrace || p.Subject != claim.Update && p.Late > 0) {
					t.Fatalf("%q: %s, late %v", body, p.State, p.Late)
				}
			}
		}
	})
}

// What is hostile to a reader is read in one pass: none of them may make each
// mark search the rest.
func TestLong(t *testing.T) {
	n := 50_000
	if testing.Short() {
		n = 10_000
	}
	for _, part := range []string{"`", "`` ` ", "<!--", "<a", "](", "[", "*", "_a", "10:45 ", "next update ", "will ", "5 ", "1,000", "a half ",
		"10:45-", "from ", "not affected ", "x, ", "(", "in the next ", "an update ", "between the ", "1 hour and ", "in ", "the end of ", " ", "\n", "updates and ",
		"\"", "\"a\" ", "\u201c", "> ", "\n\n> a", "yesterday ", "next Monday ", "at ", "( ", "Jan 5 ", "Jan 5 at 10:00 and 10:00 ", "was ", "x and will post an update ",
		"the vendor and will post an update ", "once we know or ", "1 of ", "1 of 2 of ", "1 000 ", "1h30 ", "told us that the next update ", "check back ", "stay tuned for ",
		"two hundred and ", "one thousand ", "a million ", "10:45 UTC, 10:46 ", "10:45 UTC\n\n", "in future we will post updates ", "Monday to ", "(27 August) "} {
		body := strings.Repeat(part, n/len(part))
		claim.Read(body, posted, nil)
		claim.Read(body+"will be provided is not affected", posted, nil)
	}
}
