package civil_test

import (
	"math/rand/v2"
	"os"
	"sort"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident/civil"
)

// longRun reports whether the properties are to be checked at length:
// CIVIL_LONG=1 go test ./civil
func longRun() bool { return os.Getenv("CIVIL_LONG") != "" }

// oracleZones have changes of every kind: half hours (Lord_Howe), two hours
// (Troll), a skipped day (Apia), four a year (Casablanca), unannounced ones
// (Gaza), negative daylight time (Dublin), changes of the standard offset
// (Nuuk, Caracas, Pyongyang), changes at midnight (Cairo, Beirut, Havana) and
// none at all (Kathmandu, Tokyo).
var oracleZones = []string{
	"Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza", "Europe/Dublin",
	"America/St_Johns", "Asia/Kathmandu", "America/New_York", "Europe/Copenhagen", "America/Nuuk", "America/Caracas",
	"Asia/Pyongyang", "Africa/Cairo", "Asia/Beirut", "America/Havana", "Asia/Tokyo", "Pacific/Chatham",
	"America/Los_Angeles", "Europe/Moscow", "Asia/Tehran", "America/Sao_Paulo", "Pacific/Funafuti", "Pacific/Tongatapu",
}

// oracle knows a zone as the spans of its offsets, found by looking at the
// clock at every step and halving, and without ZoneBounds.
type oracle struct {
	loc   *time.Location
	spans []offsetSpan
}

type offsetSpan struct {
	from   int64 // Unix time of the first second
	offset int
}

func offsetAt(loc *time.Location, unix int64) int {
	_, offset := time.Unix(unix, 0).In(loc).Zone()
	return offset
}

func newOracle(tb testing.TB, zone string, from, to time.Time, step time.Duration) *oracle {
	tb.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		tb.Fatal(err)
	}
	o := &oracle{loc: loc}
	at := from.Unix()
	o.spans = append(o.spans, offsetSpan{at, offsetAt(loc, at)})
	for at < to.Unix() {
		next := at + int64(step/time.Second)
		last := o.spans[len(o.spans)-1].offset
		if offset := offsetAt(loc, next); offset != last {
			n := sort.Search(int(next-at), func(i int) bool { return offsetAt(loc, at+int64(i)) != last })
			o.spans = append(o.spans, offsetSpan{at + int64(n), offsetAt(loc, at+int64(n))})
			at += int64(n)
			continue
		}
		at = next
	}
	return o
}

// instants returns every instant at which the clock shows the local time that
// UTC has at unix.
func (o *oracle) instants(unix int64) []int64 {
	var found []int64
	for i, s := range o.spans {
		at := unix - int64(s.offset)
		if at >= s.from && (i+1 == len(o.spans) || at < o.spans[i+1].from) {
			found = append(found, at)
		}
	}
	return found
}

func civilAt(unix int64) civil.DateTime { return civil.DateTimeOf(time.Unix(unix, 0), time.UTC) }

func (o *oracle) check(tb testing.TB, unix int64) {
	tb.Helper()
	dt := civilAt(unix)
	want := o.instants(unix)
	got := civil.Instants(dt, o.loc)
	same := len(got) == len(want)
	for i := range got {
		same = same && got[i].Unix() == want[i] && got[i].Location() == o.loc
	}
	if !same {
		tb.Fatalf("Instants(%v, %v) = %v, want Unix times %v", dt, o.loc, got, want)
	}
}

// TestInstantsOracle compares with the oracle around every change and at random
// times, 2000 to 2028.
func TestInstantsOracle(t *testing.T) {
	from := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	to := time.Date(2028, 12, 31, 0, 0, 0, 0, time.UTC)
	step, around, random := 2*time.Hour, int64(1800), 500
	if longRun() {
		step, around, random = 15*time.Minute, 60, 200000
	}
	kinds := [3]int{}
	for _, zone := range oracleZones {
		o := newOracle(t, zone, from.AddDate(0, 0, -3), to.AddDate(0, 0, 3), step)
		rnd := rand.New(rand.NewPCG(1, uint64(len(zone))))
		for i, s := range o.spans {
			if i == 0 {
				continue
			}
			before := int64(o.spans[i-1].offset)
			for _, edge := range [...]int64{s.from + before, s.from + int64(s.offset)} {
				for _, d := range [...]int64{-2, -1, 0, 1, 2} {
					o.check(t, edge+d)
				}
			}
			for u := s.from + before - 27*3600; u <= s.from+before+27*3600; u += around {
				kinds[len(o.instants(u))]++
				o.check(t, u)
			}
		}
		for range random {
			o.check(t, from.Unix()+rnd.Int64N(to.Unix()-from.Unix()))
		}
		for y := 2000; y <= 2028; y += 4 { // ZoneBounds errs on the last day of leap years
			for u := time.Date(y, 12, 29, 0, 0, 0, 0, time.UTC).Unix(); u < time.Date(y+1, 1, 3, 0, 0, 0, 0, time.UTC).Unix() && u < to.Unix(); u += 2 * 3600 {
				o.check(t, u)
			}
		}
	}
	for n, count := range kinds {
		if count == 0 {
			t.Errorf("no local time with %d instants was tried", n)
		}
	}
}

func TestInstants(t *testing.T) {
	tests := []struct {
		name, civil, zone string
		want              []string
	}{
		{"usual", "2024-07-01T10:49:00", "Europe/Copenhagen", []string{"2024-07-01T08:49:00Z"}},
		{"fraction", "2024-07-01T10:49:00.25", "Europe/Copenhagen", []string{"2024-07-01T08:49:00.25Z"}},
		{"gap east", "2024-03-31T02:30:00", "Europe/Copenhagen", nil},
		{"gap west", "2024-03-10T02:30:00", "America/New_York", nil},
		{"gap first", "2024-03-31T02:00:00", "Europe/Copenhagen", nil},
		{"gap over", "2024-03-31T03:00:00", "Europe/Copenhagen", []string{"2024-03-31T01:00:00Z"}},
		{"overlap east", "2024-10-27T02:30:00", "Europe/Copenhagen", []string{"2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z"}},
		{"overlap west", "2024-11-03T01:30:00", "America/New_York", []string{"2024-11-03T05:30:00Z", "2024-11-03T06:30:00Z"}},
		{"overlap of half an hour", "2024-04-07T01:45:00", "Australia/Lord_Howe", []string{"2024-04-06T14:45:00Z", "2024-04-06T15:15:00Z"}},
		{"skipped day", "2011-12-30T12:00:00", "Pacific/Apia", nil},
		{"before the skipped day", "2011-12-29T23:59:59", "Pacific/Apia", []string{"2011-12-30T09:59:59Z"}},
		{"last day of a leap year", "2024-12-31T12:00:00", "America/Los_Angeles", []string{"2024-12-31T20:00:00Z"}},
		{"far future", "2099-07-01T12:00:00", "Europe/Copenhagen", []string{"2099-07-01T10:00:00Z"}},
		{"first year", "0001-01-02T00:00:00", "UTC", []string{"0001-01-02T00:00:00Z"}},
		{"before the first year of UTC", "0001-01-01T00:00:00", "Asia/Tokyo", nil},
		{"after the last year of UTC", "9999-12-31T23:00:00", "America/New_York", nil},
		{"last second", "9999-12-31T23:59:59", "UTC", []string{"9999-12-31T23:59:59Z"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := civil.Instants(mustDateTime(t, tt.civil), mustLoad(t, tt.zone))
			var text []string
			for _, g := range got {
				text = append(text, g.UTC().Format(time.RFC3339Nano))
			}
			if !equal(text, tt.want) {
				t.Errorf("got %v, want %v", text, tt.want)
			}
		})
	}
}

// TestInstantsLeapYear goes over the ends of leap years that are beyond the
// changes listed in any zone data, where ZoneBounds gives ends that have
// passed.
func TestInstantsLeapYear(t *testing.T) {
	for zone, offset := range map[string]int64{
		"America/Los_Angeles": -8, "Europe/Copenhagen": 1, "Australia/Sydney": 11, "Antarctica/Troll": 0, "Pacific/Auckland": 13,
	} {
		loc := mustLoad(t, zone)
		for _, year := range []int{2024, 2040, 2096} {
			first := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC)
			for d := time.Duration(0); d < 7*24*time.Hour; d += time.Hour {
				unix := first.Add(d).Unix()
				got := civil.Instants(civilAt(unix), loc)
				if len(got) != 1 || got[0].Unix() != unix-offset*3600 {
					t.Fatalf("Instants(%v, %s) = %v, want Unix time %d", civilAt(unix), zone, got, unix-offset*3600)
				}
				if r := civil.Resolve(civilAt(unix), "LMT", loc); r.Kind != civil.Unknown {
					t.Fatalf("LMT in %s: got %v, want unknown", zone, r.Kind)
				}
			}
		}
	}
}

func TestInstantsNone(t *testing.T) {
	for _, dt := range []civil.DateTime{
		{},
		{Date: civil.Date{Year: 2023, Month: 2, Day: 30}},
		{Date: civil.Date{Year: 0, Month: 1, Day: 1}},
		{Date: civil.Date{Year: 10000, Month: 1, Day: 1}},
		{Date: civil.Date{Year: 2023, Month: 13, Day: 1}},
		{Date: civil.Date{Year: 2023, Month: 1, Day: 1}, Time: civil.Time{Hour: 24}},
		{Date: civil.Date{Year: 2023, Month: 1, Day: 1}, Time: civil.Time{Minute: -1}},
	} {
		if got := civil.Instants(dt, time.UTC); got != nil {
			t.Errorf("Instants(%v) = %v, want none", dt, got)
		}
	}
	if got := civil.Instants(civilAt(0), nil); len(got) != 1 || !got[0].Equal(time.Unix(0, 0)) {
		t.Errorf("Instants with a nil location = %v, want the epoch in UTC", got)
	}
}

func mustDateTime(tb testing.TB, s string) civil.DateTime {
	tb.Helper()
	dt, err := civil.ParseDateTime(s)
	if err != nil {
		tb.Fatal(err)
	}
	return dt
}

func mustLoad(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := civil.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func equal[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
