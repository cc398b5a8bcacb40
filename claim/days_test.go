package claim_test

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/claim"
)

// TestDays reads times with a day before or after them, as a date or as a word.
// The text is posted on Wednesday, 14 January 2026, 10:17.
func TestDays(t *testing.T) {
	loc := location(t, "Europe/Copenhagen")
	tests := []struct{ body, want string }{
		// Dates next to a time.
		{"On January 12, 2026, at approximately 14:07 CET a disk failed", "01-12 13:07"},
		{"The move is on Jan 31 (02:00-04:00 UTC).", "01-31 02:00 01-31 04:00"},
		{"Jan 31, from 02:00 to 04:00 UTC", "01-31 02:00 01-31 04:00"},
		{"Jan 31: between 02:00 and 04:00 UTC", "01-31 02:00 01-31 04:00"},
		{"31 January 2026 (Sat), 02:00 UTC", "01-31 02:00"},
		{"Date: Jan 31\nTime: 02:00 UTC", "01-31 02:00"},
		{"Tue Jan  6 03:10:20 UTC 2026", "01-06 03:10"},
		{"Tue Jan  6 03:10:20 UTC, 2026 users saw it", "01-06 03:10"},
		{"2026\u201101\u201112 14:07 UTC", "01-12 14:07"},
		{"12\u2010Jan\u20102026 at 14:07 UTC it broke", "none or 01-12 14:07"}, // as package civil reads the date, or does not
		// Dates that are not read: no claim.
		{"From : 01/12/26 11:30 AM", "none or 01-12 10:30"},
		{"Since 12.1. at 14:07 it is slow", ""},
		{"On the 12th at 14:07 it broke", ""},
		{"It broke at 14:07 on the 12th.", ""},
		{"It broke at 14:07 on 1/12.", ""},
		{"It broke at 10:05 (12 Jan 2026).", "01-12 09:05"},
		// Texts that look like dates.
		{"Release 1.2 at 10:05 broke it", "01-14 09:05"},
		{"We reached 99.5 at 10:05", "01-14 09:05"},
		{"At 10:05, 3/4 of it was back", "01-14 09:05"},
		{"It was the 3rd outage, 10:05 to 10:10", "01-14 09:05 01-14 09:10"},
		{"May we remind you of 10:05 CET", "01-14 09:05"},
		// Numeric dates with two readings.
		{"It broke on 12/01/2026 at 14:07 UTC", "01-12 14:07"},
		{"It broke on 01/12/2026 at 14:07 UTC", "01-12 14:07"},
		{"It broke on 03/04/2026 at 14:07 UTC", ""},
		// Words for days.
		{"Since yesterday at 22:00 UTC exports are slow", "01-13 22:00"},
		{"It began at 22:00 UTC yesterday", "01-13 22:00"},
		{"It began at 22:00 UTC (yesterday)", "01-13 22:00"},
		{"Yesterday evening around 9:30 it began", "01-13 20:30"},
		{"Last night at 11:20 it began", "01-13 22:20"},
		{"Last night at 02:20 it began", "01-14 01:20"},
		{"We restart it tonight at 7:30.", "01-14 18:30"},
		{"We restart it tonight at 7:30 AM.", "01-14 06:30"},
		{"We restart it at 7:30 tonight, with care.", "01-14 18:30"},
		{"This afternoon at 3:15 the queue stopped", "01-14 14:15"},
		{"This morning at 3:15 the queue stopped", "01-14 02:15"},
		{"From 22:00 to 23:30 UTC yesterday nothing worked", "01-13 22:00 01-13 23:30"},
		{"Tomorrow between 22:00 and 23:30 UTC we move", "01-15 22:00 01-15 23:30"},
		{"The day before yesterday at 10:00 UTC", "01-12 10:00"},
		{"It was back at 08:00 UTC, yesterday we said more", "01-14 08:00"},
		{"At 08:00 UTC yesterday's fix failed", "01-14 08:00"},
		{"Today is a good day; tomorrow too", ""},
		// The verb decides whether a weekday is in the past or the
		// future.
		{"A move is planned for Sunday, 02:00-04:00 UTC.", "01-18 02:00 01-18 04:00"},
		{"On Sunday at 02:00 UTC we will move it", "01-18 02:00"},
		{"On Friday at 02:00 UTC the disk failed", "01-09 02:00"},
		{"The disk failed on Friday at 02:00 UTC", "01-09 02:00"},
		{"We move it next Monday at 09:00", "01-19 08:00"},
		{"Next Monday we move it", "01-18 23:00"},
		{"Last Friday at 09:00 it broke", "01-09 08:00"},
		{"This coming Friday at 09:00 it is moved", "01-16 08:00"},
		{"It is moved next Friday at 09:00", ""}, // the 16th or the 23rd
		{"Last Monday at 09:00 it broke", ""},    // the 12th or the 5th
		// A time of day follows the verb if it is hours away.
		{"The index will be rebuilt at 01:00 UTC", "01-15 01:00"},
		{"It has been slow since 22:00 UTC, and failed then", "01-13 22:00"},
		{"Between 22:30 and 23:30 UTC we saw errors", "01-13 22:30 01-13 23:30"},
		{"Between 22:30 and 23:30 UTC we expect errors", "01-14 22:30 01-14 23:30"},
		{"We have moved it to 22:00 UTC", "01-14 22:00"},
		// Another day was named before.
		{"It broke on Jan 5 at 10:00 UTC, and at 11:00 UTC it was back", "01-05 10:00"},
		{"It broke yesterday at 23:00 UTC, and at 09:00 UTC it was back", "01-13 23:00, 01-14 09:00"},
		{"It broke on Jan 5.\n\nIt was back at 09:00 UTC", "01-14 09:00"},
		{"It began at 08:30 UTC on Jan 14, a deploy went out at 08:20 UTC", "01-14 08:30, 01-14 08:20"},
	}
	for _, test := range tests {
		var got []string
		for _, c := range claim.Read(test.body, posted, loc) {
			switch c.Kind {
			case claim.Time:
				got = append(got, clock(c.At.Time))
			case claim.Range:
				got = append(got, clock(c.At.Time)+" "+clock(c.Until.Time))
			case claim.Date:
				if c.Written.HasWeekday || strings.HasPrefix(c.Text, "Next") {
					got = append(got, clock(c.At.Time))
				}
			}
		}
		right, either := strings.CutPrefix(test.want, "none or ")
		if s := strings.Join(got, ", "); s != right && (s != "" || !either) {
			t.Errorf("%q\n got  %q\n want %q", test.body, s, test.want)
		}
	}
}

// TestNumbers reads numbers in digits and words.
func TestNumbers(t *testing.T) {
	tests := []struct{ body, want string }{
		{"1.5M requests failed", "count 1.5M requests = 1.5e+06 requests"},
		{"1.5m events in 5m", "count 1.5m events = 1.5e+06 events; duration 5m = 5m0s"},
		{"2bn rows, 3B rows", "count 2bn rows = 2e+09 rows; count 3B rows = 3e+09 rows"},
		{"5m users", ""}, // minutes or millions
		{"a 5m outage", "duration 5m = 5m0s"},
		{"1 000 customers, 12\u00a0500 users, 3\u202f000\u202f000 rows, 1'000 jobs", "count 1 000 customers = 1000 customers; " +
			"count 12\u00a0500 users = 12500 users; count 3\u202f000\u202f000 rows = 3e+06 rows; count 1'000 jobs = 1000 jobs"},
		{"phase 1 000 users", ""},
		{"1 in 5 users, one in ten requests, 3 of 4 regions, 2 out of the 3 nodes", ""},
		{"12 users in 3 regions", "count 12 users = 12 users; count 3 regions = 3 regions"},
		{"downtime 1:15 hours", "duration 1:15 hours = 1h15m0s"},
		{"it took 10:30:15 hours", "duration 10:30:15 hours = 10h30m15s"},
		{"it was back 1:15 hours later", "duration 1:15 hours = 1h15m0s"},
		{"at 9:15 hours and 10:45 hrs", "time 9:15 hours = 01-14 09:15; time 10:45 hrs = 01-14 10:45"},
		{"down for 1h30, lasted 2h05", "duration 1h30 = 1h30m0s; duration 2h05 = 2h5m0s"},
		{"at 9h30 it stopped", "time 9h30 = 01-14 09:30"},
		{"it lasted 1:15", ""}, // hours or minutes
		{"Duration: 10:45-11:15", "range 10:45-11:15 = 01-14 10:45 01-14 11:15"},
		{"scheduled for 10:45", "time 10:45 = 01-14 10:45"},
		{"2-3 more hours, 30 additional minutes", "duration 2-3 more hours = 3h0m0s from 2h0m0s; duration 30 additional minutes = 30m0s"},
	}
	for _, test := range tests {
		if got := said(claim.Read(test.body, posted, nil)); got != test.want {
			t.Errorf("%q\n got  %s\n want %s", test.body, got, test.want)
		}
	}
}
