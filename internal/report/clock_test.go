package report

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/row"
)

// TestClock resolves rows one after the other.
func TestClock(t *testing.T) {
	rome, err := civil.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	march := civil.Date{Year: 2024, Month: 3, Day: 5}
	for _, test := range []struct {
		name  string
		clock Clock
		rows  []string
		want  []string // UTC
	}{
		{"dates", Clock{}, []string{"2024-03-05 10:00", "10:05", "23:59", "00:10", "Mar 7, 2024, 08:00"}, []string{"2024-03-05 09:00", "2024-03-05 09:05", "2024-03-05 22:59", "2024-03-05 23:10", "2024-03-07 07:00"}},
		{"the next morning", Clock{Day: march}, []string{"20:00", "09:00", "22:00"}, []string{"2024-03-05 19:00", "2024-03-06 08:00", "2024-03-06 21:00"}},
		{"afternoon on a 12-hour clock", Clock{Day: march}, []string{"11:50", "12:20", "01:10"}, []string{"2024-03-05 10:50", "2024-03-05 11:20", "2024-03-05 00:10"}},
		{"looking back", Clock{Day: march}, []string{"15:00", "08:00", "15:10"}, []string{"2024-03-05 14:00", "2024-03-05 07:00", "2024-03-05 14:10"}},
		{"no day is known above", Clock{}, []string{"10:00", "2024-03-05 10:00", "10:05"}, []string{"-", "2024-03-05 09:00", "2024-03-05 09:05"}},
		{"a day", Clock{Day: march}, []string{"10:00", "9:50 PM"}, []string{"2024-03-05 09:00", "2024-03-05 20:50"}},
		{"an instant near by", Clock{Near: time.Date(2024, 3, 5, 0, 30, 0, 0, rome)}, []string{"23:50", "00:05"}, []string{"2024-03-04 22:50", "2024-03-04 23:05"}},
		{"not the night behind the last update", Clock{Near: time.Date(2024, 3, 5, 20, 0, 0, 0, rome), Last: time.Date(2024, 3, 5, 22, 0, 0, 0, rome)}, []string{"05:00", "20:30"}, []string{"2024-03-05 04:00", "2024-03-05 19:30"}},
		{"the evening behind the last update", Clock{Near: time.Date(2024, 3, 5, 20, 0, 0, 0, rome), Last: time.Date(2024, 3, 5, 20, 0, 0, 0, rome)}, []string{"21:00"}, []string{"2024-03-05 20:00"}},
		{"zones", Clock{Zone: "UTC", Day: march}, []string{"10:00", "10:05 CET"}, []string{"2024-03-05 10:00", "2024-03-05 09:05"}},
		{"to the letter", Clock{Zone: "CET", Day: civil.Date{Year: 2024, Month: 7, Day: 5}}, []string{"10:00"}, []string{"2024-07-05 09:00"}},
		{"the zone of the row above", Clock{Day: march}, []string{"10:00 UTC", "10:05", "10:10 CET", "10:15"}, []string{"2024-03-05 10:00", "2024-03-05 10:05", "2024-03-05 09:10", "2024-03-05 09:15"}},
		{"years", Clock{Day: civil.Date{Year: 2023, Month: 12, Day: 31}}, []string{"Dec 31, 10:00", "Jan 1, 10:00"}, []string{"2023-12-31 09:00", "2024-01-01 09:00"}},
		{"am and pm once", Clock{Day: march}, []string{"10:00 AM", "12:20 PM", "1:05", "11:50", "12:10"}, []string{"2024-03-05 09:00", "2024-03-05 11:20", "2024-03-05 12:05", "2024-03-05 22:50", "2024-03-05 23:10"}},
		{"neither am nor pm", Clock{Day: march, TwelveHour: true}, []string{"11:50", "12:05", "1:10"}, []string{"2024-03-05 10:50", "2024-03-05 11:05", "2024-03-05 12:10"}},
		{"twice on the clock", Clock{}, []string{"2024-10-27 02:50", "02:05", "02:40"}, []string{"2024-10-27 00:50", "2024-10-27 01:05", "2024-10-27 01:40"}},
	} {
		test.clock.Page = rome
		for i, s := range test.rows {
			read, ok := row.ReadAll(s)
			if !ok {
				t.Fatalf("%q is not a time", s)
			}
			got := "-"
			if at := test.clock.Resolve(read).At; !at.IsZero() {
				got = at.UTC().Format("2006-01-02 15:04")
			}
			if got != test.want[i] {
				t.Errorf("%s: %q of %q is %s, want %s", test.name, s, test.rows, got, test.want[i])
			}
		}
	}
}

// TestTwelveHour looks at the times of a list, none of which has am or pm.
func TestTwelveHour(t *testing.T) {
	for _, test := range []struct {
		rows []string
		want bool
	}{
		{[]string{"11:50", "12:05", "1:10", "1:30"}, true},
		{[]string{"9:50", "2024-03-05 11:15", "2:02"}, true},
		{[]string{"11:50", "12:05", "01:10"}, false}, // hours have two digits
		{[]string{"11:50", "13:05", "1:10"}, false},  // hours go beyond twelve
		{[]string{"0:20", "11:50", "1:10"}, false},
		{[]string{"11:50", "12:05", "12:01", "1:10"}, false}, // rows are out of order anyway
		{[]string{"9:50", "10:05"}, false},                   // nothing tells
		{[]string{"11:50", "2024-03-06 1:10"}, false},        // another day
		{[]string{"11:50 AM", "1:10"}, false},                // a row has am
		{nil, false},
	} {
		rows := make([]Row, len(test.rows))
		for i, s := range test.rows {
			read, ok := row.ReadAll(s)
			if !ok {
				t.Fatalf("%q is not a time", s)
			}
			rows[i] = Row{Time: s, Read: read}
		}
		if got := TwelveHour(rows); got != test.want {
			t.Errorf("TwelveHour(%q) = %v", test.rows, got)
		}
	}
}
