package claim_test

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/claim"
)

// TestReadPromiseForms reads promises, each form beside what is near it and
// promises nothing. Posted is Wednesday, 14 January 2026, 10:17 in Copenhagen.
func TestReadPromiseForms(t *testing.T) {
	loc := location(t, "Europe/Copenhagen")
	tests := []struct{ body, want string }{
		// A time after a sign, an abbreviation or no word at all.
		{"Next update @ 14:30 UTC", "update 14:30"},
		{"Next update @14:30", "update 13:30"},
		{"Next Update ETA: 30 minutes", "update 09:47"},
		{"Next update ETA 14:30 UTC", "update 14:30"},
		{"ETA of the next update: 1 hour", "update 10:17"},
		{"Next update: 30 minutes", "update 09:47"},
		{"Next update in approx. 30 min.", "update 09:47"},
		{"Next update: approx. 14:30 UTC", "update 14:30"},
		{"Next update scheduled for 14:30 UTC", "update 14:30"},
		{"Our next status update is planned for tomorrow, 09:00.", "update 01-15 08:00"},
		{"Next update from us at 14:30 UTC", "update 14:30"},
		{"Next update between 14:00 and 14:30 UTC", "update 14:30"},
		{"Next update on Thursday at 09:00 UTC", "update 01-15 09:00"},
		{"Next update on Jan 15 (09:00 UTC)", "update 01-15 09:00"},
		{"The next update of the app is due at 14:30 UTC", ""},
		{"The next update will be installed at 14:30 UTC", ""},
		{"The next update will be rolled out in 30 minutes", ""},
		{"The next firmware update is scheduled for 14:30 UTC", ""},
		{"Next update on 12.1. at 14:30", "update -"},
		// Intervals.
		{"Updates every 30 minutes", "update 09:47"},
		{"Updates every hour until it is fixed.", "update 10:17"},
		{"Regular updates every two hours.", "update 11:17"},
		{"We will post hourly updates.", "update 10:17"},
		{"We will post updates hourly.", "update 10:17"},
		{"We are going to look at it; updates will be given every half an hour.", "update 09:47"},
		{"Updates every 30 minutes were too many for the index", ""},
		{"The index updates every 30 minutes", ""},
		{"Security updates every month", ""},
		{"We have stopped posting updates every 30 minutes", ""},
		// Fragments.
		{"Another update in 45 minutes.", "update 10:02"},
		{"Further update by 14:30 UTC", "update 14:30"},
		{"Further updates at 14:30 UTC showed no effect", ""},
		{"Update at 14:30 UTC: all is well", ""},
		{"Status update: 14:30 UTC", ""},
		{"Another update is expected by 14:30 UTC", "update 14:30"},
		{"A further update is planned for 14:30 UTC", "update 14:30"},
		{"An update is planned for 14:30 UTC", ""}, // of what?
		{"The next update is Thursday, January 15 at 09:00 UTC", "update 01-15 09:00"},
		{"The next update at 09:00 UTC was missed", ""},
		{"Next update: none", ""},
		{"We're going to post another update at 14:30 UTC", "update 14:30"},
		{"We'll have another update for you by 14:30 UTC", "update 14:30"},
		// What is said to the reader.
		{"Look out for another update at 14:30 UTC", "update 14:30"},
		{"Our engineers look for more information", ""},
		{"We will let you know by 14:30 UTC", "update 14:30"},
		{"We will let you know whether the fix of 14:30 UTC holds", ""},
		{"Please check back at 14:30 UTC.", "update 14:30"},
		{"Check back in 30 minutes for news.", "update 09:47"},
		{"You can check this page again at 14:30 UTC", "update 14:30"},
		{"Please check back soon.", ""},
		{"Our monitors check again in 30 minutes", ""},
		{"We will check again in 30 minutes whether it holds", ""},
		{"You will receive an update by 14:30 UTC", "update 14:30"},
		{"Stay tuned for further updates.", "update -"},
		{"Stay tuned for our new product", ""},
		// Coming back.
		{"We will follow up at 14:30 UTC.", "update 14:30"},
		{"We'll be back at 14:30 UTC with more information", "update 14:30"},
		{"We will get back to you in an hour", "update 10:17"},
		{"We will follow up with the customers at 14:30 UTC", ""},
		{"Search will be back at 14:30 UTC", ""},
		{"We will be updating this page at 14:30 UTC", "update 14:30"},
		{"We will update this thread by 14:30 UTC", "update 14:30"},
		{"We will be updating the firmware at 14:30 UTC", ""},
		// A time after a condition.
		{"We will post an update once it is fixed, at the latest at 14:30 UTC.", "update 14:30"},
		{"We will post an update when we know more, but no later than 14:30 UTC", "update 14:30"},
		{"We will post an update as soon as it is fixed, or in 60 minutes.", "update 10:17"},
		{"We will post an update once the fix of 14:30 or the one of 15:00 holds", "update -"},
		// The end of the working day.
		{"Next update by EOD", "update 16:00"},
		{"Next update by EOD Friday", "update 01-16 16:00"},
		{"Next update by the end of the day", "update 23:00"},
		// Words for days.
		{"Next update tonight at 7:30.", "update 18:30"},
		{"Next update at 7:30 tonight", "update 18:30"},
		{"Next update this afternoon", "update 23:00"},
		{"Next update next Monday", "update 01-19 23:00"},
		{"Next update next Friday", "update -"},
		{"Next update on Sunday", "update 01-18 23:00"},
		{"Next update in the morning", "update -"},
		// Negations.
		{"No further updates will be provided.", ""},
		{"No more updates will be posted here", ""},
		{"There will be no further updates.", ""},
		{"There are no further updates to follow", ""},
		{"We will not post further updates at 14:30", ""},
		{"We won't provide another update before 14:30 UTC", ""},
		{"We do not expect to post another update today.", ""},
		{"We don't plan to provide any further updates", ""},
		{"No next update is planned", ""},
		{"We will no longer post updates every hour", ""},
		{"Updates will no longer be posted every hour", ""},
		{"The next update will not be posted before 14:30 UTC", ""},
		{"It is no secret: we will post another update at 14:30 UTC", "update 14:30"},
		// Third parties.
		{"The vendor will provide an update at 14:30 UTC", ""},
		{"Our provider will post another update in 30 minutes.", ""},
		{"They will share an update within the hour", ""},
		{"The vendor expects a fix by 15:00 UTC and will give an update every two hours.", ""},
		{"The carrier told us that the next update will be at 14:30 UTC", ""},
		{"Example Cloud expects the next update at 14:30 UTC", ""},
		{"According to Example Cloud, the next update is at 14:30 UTC", ""},
		{"Example Cloud's next update is due at 14:30 UTC", ""},
		{"Their next update is due at 14:30 UTC", ""},
		{"The next update from the vendor is due at 14:30 UTC", ""},
		{"Updates will be posted by the vendor every 30 minutes", ""},
		{"The vendor's engineers will share another update in an hour", ""},
		{"A postmortem will be published by the vendor within 3 days", ""},
		{"We are in touch with the vendor and will post an update at 14:30 UTC", "update 14:30"},
		{"The vendor works on it. Next update at 14:30 UTC", "update 14:30"},
		{"The vendor works on it, and we will post an update at 14:30 UTC", "update 14:30"},
		{"You can expect our next update at 14:30 UTC", "update 14:30"},
		{"Our on-call engineers will share another update in an hour", "update 10:17"},
		// Quotations.
		{"> Next update at 14:30 UTC", ""},
		{"The vendor writes:\n\n> We look into it.\n> We will post an update at 14:30 UTC\n\nWe wait.", ""},
		{"The template says \"Next update at 14:30 UTC\".", ""},
		{"The template says \u201cwe will post an update at 14:30 UTC\u201d.", ""},
		{"Sign up under \"News\". Next update at 14:30 UTC", "update 14:30"},
		{"A 19\" rack failed. Next update at 14:30 UTC", "update 14:30"},
		{"> A vendor's text\n\nNext update at 14:30 UTC", "update 14:30"},
		{"Load is > 5. Next update at 14:30 UTC", "update 14:30"},
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

// TestPromiseHoldsItsTime holds that what a promise names as its time is not
// claimed again, unless it is a clock or a date, which a page may state as
// well.
func TestPromiseHoldsItsTime(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{"Next update on Tuesday", "promise"},
		{"Next update next Monday", "promise"},
		{"Next update tomorrow", "promise"},
		{"Next update in 30 minutes", "promise"},
		{"A postmortem will follow within 5 business days", "promise"},
		{"Next update by end of day on Friday", "promise"},
		{"Next update at 10:45", "promise, time"},
		{"A postmortem will follow by 20 January", "promise, date"},
		{"Next update on Tuesday. On Friday at 10:00 it broke for 5 minutes", "promise, time, duration"},
	} {
		var got []string
		for _, c := range claim.Read(test.body, posted, nil) {
			got = append(got, c.Kind.String())
		}
		if s := strings.Join(got, ", "); s != test.want {
			t.Errorf("%q: got %s, want %s", test.body, s, test.want)
		}
	}
}
