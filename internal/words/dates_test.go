package words

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// TestInstants compares our digits with those of package time, from the first
// year to the last.
func TestInstants(t *testing.T) {
	for s := int64(-62135596799); s < 253402300800; s += 86400*13 + 12347 {
		at := time.Unix(s, 0).UTC()
		if got, want := string(AppendInstant(nil, at)), at.Format(time.RFC3339); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
		if got, want := string(AppendCompact(nil, at)), at.Format("20060102T150405Z"); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
	for _, year := range []int{1600, 1900, 2000, 2024, 2025} {
		for day := range 367 {
			at := time.Date(year, 1, day, 23, 59, 59, 0, time.UTC)
			if got, want := string(AppendInstant(nil, at)), at.Format(time.RFC3339); got != want {
				t.Fatalf("%s, want %s", got, want)
			}
		}
	}
}

// TestStampsReadTheClock compares stamps with package time, in zones on both
// sides of Greenwich, with clock changes, and before year 1.
func TestStampsReadTheClock(t *testing.T) {
	for _, zone := range stampZones(t) {
		for s := int64(-62135596800 - 90000); s < 253402300800; s += 86400*97 + 5417 {
			at := time.Unix(s, 0).In(zone)
			want := at.Format("Jan 02, 2006 - 15:04 ") + string(AppendZone(nil, at))
			if got := string(English().Dates.AppendStamp(nil, at)); got != want {
				t.Fatalf("%s, want %s", got, want)
			}
		}
	}
}

func stampZones(t *testing.T) []*time.Location {
	zones := []*time.Location{time.UTC, time.FixedZone("", -3*3600-30*60), time.FixedZone("no label", 3600)}
	for _, name := range []string{"Europe/Copenhagen", "Pacific/Apia", "America/Caracas"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, loc)
	}
	return zones
}
