package render

import (
	"testing"
	"time"
)

// TestTicks checks axes with a clock change. Labels must be round times of the
// local clock, in order, and must fit.
func TestTicks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		start, end string // in UTC
		want       string
	}{
		{"2025-03-30T00:00:00Z", "2025-03-30T04:00:00Z", "01:00 CET, 03:00 CEST, 04:00 CEST, 05:00 CEST, 06:00 CEST"},
		{"2025-10-25T22:30:00Z", "2025-10-26T04:00:00Z", "01:00 CEST, 02:00 CET, 03:00 CET, 04:00 CET, 05:00 CET"},
		{"2025-03-29T12:00:00Z", "2025-03-31T12:00:00Z", "00:00 CET, 12:00 CEST, 00:00 CEST, 12:00 CEST"},
		{"2025-05-06T08:03:00Z", "2025-05-06T08:08:00Z", "10:03 CEST, 10:04 CEST, 10:05 CEST, 10:06 CEST, 10:07 CEST, 10:08 CEST"},
		{"2025-03-28T08:00:00Z", "2025-04-01T08:00:00Z", "00:00 CET, 00:00 CET, 00:00 CEST, 00:00 CEST"},
		{"2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "00:00 CET, 00:00 CEST, 00:00 CEST, 00:00 CET"},
	} {
		at := func(s string) int64 {
			v, err := time.Parse(time.RFC3339, s)
			if err != nil {
				t.Fatal(err)
			}
			return v.Unix()
		}
		a := axis{start: at(test.start), end: at(test.end), loc: berlin}
		got := ""
		var last tick
		for i, tick := range a.ticks(nil) {
			if i > 0 {
				got += ", "
				if tick.at <= last.at || !tick.t.After(last.t) {
					t.Errorf("%s: ticks out of order", test.start)
				}
			}
			got += tick.t.Format("15:04 MST")
			last = tick
		}
		if got != test.want {
			t.Errorf("%s to %s: %s, want %s", test.start, test.end, got, test.want)
		}
	}
	// For any length, there are ticks, and they fit.
	for length := int64(120); length < 1<<38; length += length/3 + 1 {
		a := axis{start: 1e9, end: 1e9 + length, loc: berlin}
		if n := len(a.ticks(nil)); n < 1 && length > 3600 || n > ticksMost+1 {
			t.Errorf("%d ticks on %d seconds", n, length)
		}
	}
}
