package main

import (
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

func shopClock(t *testing.T) clock {
	t.Helper()
	c, err := newClock(time.Date(2024, time.March, 5, 9, 0, 0, 5, time.UTC), incident.Page{TimeZone: "Europe/Copenhagen"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLength(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"30m": 30 * time.Minute, "30min": 30 * time.Minute, "30 min": 30 * time.Minute, "30 Minutes": 30 * time.Minute,
		"in 30 minutes": 30 * time.Minute, "1h": time.Hour, "1 hour": time.Hour, "2hrs": 2 * time.Hour, "1h30": 90 * time.Minute,
		"1 h 30 min": 90 * time.Minute, "1h30m": 90 * time.Minute, "1.5h": 90 * time.Minute, "half an hour": 30 * time.Minute,
		"an hour": time.Hour, "90s": 90 * time.Second, "2 days": 48 * time.Hour, "-5m": -5 * time.Minute,
	} {
		if got, ok := length(s); !ok || got != want {
			t.Errorf("%q is %v, %t, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "30", "10:30", "later", "20-30 min", "30 min or so", "a month", "h30", "09:30", "5 March 10:00", "about 30 min"} {
		if got, ok := length(s); ok {
			t.Errorf("%q is %v", s, got)
		}
	}
}

// TestNext promises at 10:00 in Copenhagen.
func TestNext(t *testing.T) {
	c := shopClock(t)
	for _, test := range []struct{ s, want string }{
		{"30min", "2024-03-05T09:30:00Z"},
		{"10:45", "2024-03-05T09:45:00Z"},
		{"10:45 UTC", "2024-03-05T10:45:00Z"},
		{"12h", "2024-03-05T21:00:00Z"},
		{"22:00", "2024-03-05T21:00:00Z"},
		{"2024-03-06 09:30", "2024-03-06T08:30:00Z"},
		{"2024-03-06T08:30:00Z", "2024-03-06T08:30:00Z"},
		{"March 6, 09:30", "2024-03-06T08:30:00Z"},
		{"Wednesday 09:30", "2024-03-06T08:30:00Z"},
		{"09:30", `09:30 is 23 h 30 min from now; if that is meant, add the date: -next "2024-03-06 09:30"`},
		{"30h", `30h is 1 d 6 h from now; if that is meant, add the date: -next "2024-03-06 16:00"`},
		{"-5m", "-5m is not in the future; write a duration such as 30m"},
		{"2024-03-05 09:00", "2024-03-05 09:00 is not after the update at 10:00"},
		{"30", `"30" is not a time; write 10:45, "2024-03-05 10:45" or 2024-03-05T09:45:00Z, or a duration such as 30m`},
		{"2024-03-31 02:30", `"2024-03-31 02:30" does not exist: clocks are put forward over it; write it with its offset: 2024-03-31T03:30:00+02:00 or 2024-03-31T01:30:00+01:00`},
		{"2024-10-27 02:30", `"2024-10-27 02:30" is there twice: clocks are put back over it; write it with its offset: 2024-10-27T02:30:00+02:00 or 2024-10-27T02:30:00+01:00`},
		{"11:10 CEST", `"11:10 CEST" is in a zone that is not in force then, as summer time is not in winter; write it with its offset: 2024-03-05T10:10:00+01:00 or 2024-03-05T11:10:00+01:00`},
	} {
		got, err := c.next(test.s, c.now)
		is := got.Format(time.RFC3339)
		if err != nil {
			is = err.Error()
		}
		if is != test.want {
			t.Errorf("%q: %s, want %s", test.s, is, test.want)
		}
	}
}

func TestWindow(t *testing.T) {
	c := shopClock(t)
	for s, want := range map[string]string{
		"2024-03-10 22:00/2024-03-11 01:00":         "2024-03-10T21:00:00Z 2024-03-11T00:00:00Z",
		"2024-03-10 22:00 / 01:00":                  "2024-03-10T21:00:00Z 2024-03-11T00:00:00Z",
		"2024-03-10T21:00:00Z/2024-03-11T00:00:00Z": "2024-03-10T21:00:00Z 2024-03-11T00:00:00Z",
		"22:00/90m":            "2024-03-05T21:00:00Z 2024-03-05T22:30:00Z",
		"13/03/2024 22:00/3 h": "2024-03-13T21:00:00Z 2024-03-14T00:00:00Z",
		"22:00 US/Pacific/3 h": "2024-03-06T06:00:00Z 2024-03-06T09:00:00Z",
	} {
		w, err := c.window(s)
		if got := w.Start.Format(time.RFC3339) + " " + w.End.Format(time.RFC3339); err != nil || got != want {
			t.Errorf("%q: %s, %v, want %s", s, got, err, want)
		}
	}
	for s, want := range map[string]string{
		"22:00":                             "is not FROM/TO",
		"soon/later":                        `"soon" is not a time`,
		"22:00/":                            `"" is not a time`,
		"10/03/2024 22:00/3 h":              `"10/03/2024 22:00" is not one instant`,
		"22:00/-1h":                         "it ends at 2024-03-05 21:00 CET, before it starts at 2024-03-05 22:00 CET",
		"2024-03-10 22:00/2024-03-09 01:00": "it ends at 2024-03-09 01:00 CET, before",
	} {
		if _, err := c.window(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", s, err, want)
		}
	}
}
