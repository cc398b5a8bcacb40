package civil

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParseLayout(t *testing.T) {
	for _, test := range []struct {
		layout string
		want   string // what it prints, and the time of day in it
	}{
		{"15:04", "hour, 15:04"},
		{"3:04 PM", "hour twelve, 3:04 PM"},
		{"January 2, 2006, 15:04 MST", "date hour zone, 15:04 MST"},
		{"January 2, 2006 3:04 PM", "date hour twelve, 3:04 PM"},
		{"3:04 pm, 2 Jan 2006", "date hour twelve, 3:04 pm"},
		{"2006-01-02T15:04:05Z07:00", "date hour zone, 15:04:05Z07:00"},
		{"Mon 15:04 -0700", "date hour zone, 15:04 -0700"},
		{"2006-01-02", "date, "},
		{"Janet at 15h04", "hour, 15h04"},
		{"plain text", ", "},
		{"", ", "},
	} {
		l := ParseLayout(test.layout)
		var has []string
		for name, ok := range map[string]bool{"date": l.Date, "hour": l.Hour, "twelve": l.Twelve, "zone": l.Zone} {
			if ok {
				has = append(has, name)
			}
		}
		got := ""
		for _, name := range []string{"date", "hour", "twelve", "zone"} {
			for _, h := range has {
				if h == name {
					got += name + " "
				}
			}
		}
		got = strings.TrimSpace(got) + ", " + test.layout[l.Start:l.End]
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.layout, got, test.want)
		}
	}
}

// FuzzParseLayout compares the result with the output of package time: if a
// layout lacks an element, times that differ only in it print the same.
func FuzzParseLayout(f *testing.F) {
	for _, s := range []string{"15:04", "Jan 2, 2006 3:04 PM MST", "Janet", "__2 002", "Z07:00", "3 1 2 06"} {
		f.Add(s)
	}
	base := time.Date(2021, 3, 4, 5, 6, 7, 0, time.FixedZone("AAA", 3600))
	f.Fuzz(func(t *testing.T, layout string) {
		l := ParseLayout(layout)
		same := func(u time.Time) bool { return u.Format(layout) == base.Format(layout) }
		if !l.Date && !same(base.AddDate(1, 5, 13)) {
			t.Errorf("%q has a date", layout)
		}
		if !l.Hour && !same(time.Date(2021, 3, 4, 9, 6, 7, 0, base.Location())) {
			t.Errorf("%q has an hour", layout)
		}
		if !l.Zone && !same(time.Date(2021, 3, 4, 5, 6, 7, 0, time.FixedZone("BBB", 7200))) {
			t.Errorf("%q has a zone", layout)
		}
	})
}

func ExampleParseLayout() {
	l := ParseLayout("January 2, 2006, 3:04 PM MST")
	fmt.Println(l.Date, l.Hour, l.Twelve, l.Zone)
	// Output: true true true true
}
