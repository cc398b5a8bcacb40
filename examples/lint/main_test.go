package main

import (
	"io/fs"
	"testing"
)

func Example() {
	main()
	// Output:
	// report.txt:5:1: error: the impact ends at Mar 5, 2024, 18:20 CET (17:20 UTC), but the page resolved it at Mar 4, 2024, 18:20 CET (17:20 UTC), the same time of day but 1 d apart; correct the wrong date (day-shifted)
	// report.txt:22:28: error: an update was promised for Mar 4, 2024, 14:00 CET (13:00 UTC) and came 4 h 2 min late, at Mar 4, 2024, 18:02 CET (17:02 UTC) (update-missed)
	// report.txt:23:1: warning: after this update the page was silent for 4 h 42 min, until Mar 4, 2024, 18:02 CET (17:02 UTC) (update-gap)
}

// TestPostmortems keeps the folder free of findings.
func TestPostmortems(t *testing.T) {
	list, err := fs.Glob(files, "postmortems/*")
	if err != nil || len(list) == 0 {
		t.Fatalf("%d postmortems: %v", len(list), err)
	}
	for _, name := range list {
		if found, err := check(name); found > 0 || err != nil {
			t.Errorf("%s: %d findings, %v; the lines above say where", name, found, err)
		}
	}
}
