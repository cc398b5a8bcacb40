package civil_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

// seeds are texts of every form that the readers know, and some that they
// refuse.
var seeds = []string{
	"10:05", "08.30", "10:45hs", "14h30", "10:52 AM", "4:53pm Pacific on 2023-01-25", "noon", "24:00", "10:05:30.25 +0530",
	"August 25, 2023 10:52 AM", "Jan 27, 2022 - 11:10 CET", "at 11:00 CEST on Friday 25th of August", "2:33 pm, 29th Jan 2024",
	"the 27/01/2022", "2021-09-17T08:00:00-07:00", "2021-09-17 08:00", "10:00 UTC\u22123", "10:00 (GMT-07:00)", "10:00 XYZ",
	"10:49\u201311:15 AM UTC", "between 10:49 AM and 11:01 AM UTC", "10:00 UTC-11:00 UTC", "October 29-30, 2025", "4-5 pm",
	"On January 30, 2024, from 3:10 pm to 3:25 pm", "Feb 13, 22:00 - Feb 14, 06:00 CET", "10:45\u00a0AM\u202fPacific\u00a0Time",
	"16-Jun-2022 05:00 PM", "Sun Jun  5 00:00:00 UTC 2022", "28/08 14:05 (IST, UTC+5:30)", "11:00 AM / 2:00 PM ET", "10:00 US Eastern",
	"10:15 \u2192 about 10:40 Gotham Time", "10:00 UTC\u20134", "14:05 on 08/27/24, Denver time", "10:00 E.T.", "10:00 CET/CEST",
	"10:00 Europe/Copenhagen", "25:61", "Feb 30, 2024", "10.0.0.1", "\xff\xfe", "10:00 \xe2", "Mon", "10:00 [CET",
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkRead(t, s) })
}

// checkRead checks properties that hold for any text: the readers stay within
// it, read the same from the part that they have read, and can read their
// result as String writes it.
func checkRead(t *testing.T, s string) {
	t.Helper()
	for name, read := range map[string]func(string) (civil.Written, int){
		"ReadTime": civil.ReadTime, "ReadDate": civil.ReadDate, "Read": civil.Read,
	} {
		w, n := read(s)
		checkWritten(t, name, s, w, n)
		if n == 0 {
			continue
		}
		if again, m := civil.Read(w.String()); again != w || m != len(w.String()) {
			t.Fatalf("%s(%q) = %+v, written %q, which reads %q %+v", name, s, w, w.String(), w.String()[:m], again)
		}
	}
	if _, n := civil.ReadTime(s); n > 0 {
		if _, m := civil.Read(s); m < n {
			t.Fatalf("Read(%q) reads %q, ReadTime %q", s, s[:m], s[:n])
		}
	}
	from, to, n := civil.ReadRange(s)
	checkWritten(t, "ReadRange", s, from, n)
	checkWritten(t, "ReadRange", s, to, n)
	// ReadSpan must not read a range if nothing can follow the first end.
	want, end, length := from, to, n
	if w, m := civil.Read(s); n <= m || !from.HasTime || !to.HasTime {
		want, end, length = w, civil.Written{}, m
	}
	if from, to, n := civil.ReadSpan(s); from != want || to != end || n != length {
		t.Fatalf("ReadSpan(%q) = %+v, %+v, %d, want %+v, %+v, %d", s, from, to, n, want, end, length)
	}
}

func checkWritten(t *testing.T, name, s string, w civil.Written, n int) {
	t.Helper()
	d := w.Date
	if d.Year == 0 && !d.IsZero() {
		d.Year = 2000
	}
	switch {
	case n < 0 || n > len(s):
		t.Fatalf("%s(%q) read %d bytes of %d", name, s, n, len(s))
	case (n == 0) != w.IsZero():
		t.Fatalf("%s(%q) read %d bytes and %+v", name, s, n, w)
	case n > 0 && !d.IsZero() && !d.Valid():
		t.Fatalf("%s(%q) read the date %v", name, s, w.Date)
	case n > 0 && !w.Time.Valid() && w.Time != (civil.Time{Hour: 24}):
		t.Fatalf("%s(%q) read the time %v", name, s, w.Time)
	case !w.HasTime && (!w.Time.IsZero() || w.Zone != "" || w.Twelve):
		t.Fatalf("%s(%q) has parts of a time but no time: %+v", name, s, w)
	case !w.HasTime && w.Date.IsZero() && !w.HasWeekday && n > 0:
		t.Fatalf("%s(%q) read nothing in %d bytes", name, s, n)
	}
}

// TestReadGenerated puts texts together from the words of dates and clocks, at
// random.
func TestReadGenerated(t *testing.T) {
	words := []string{
		"10", ":", "05", "24", "2023", "08", "-", "/", ".", " ", " ", " ", ",", "AM", "pm", "a", "CET", "UTC", "+", "02", "Z", "T",
		"August", "Aug", "May", "Fri", "Friday", "25", "th", "of", "the", "on", "at", "from", "to", "between", "and", "noon", "h",
		"\u00a0", "\u202f", "\u2013", "\u2212", "(", ")", "Pacific", "Time", "Standard", "Europe/Copenhagen", "XYZ", "UCT", "x", "\xe2", "\n", "1", "31",
		"10:05", "9:30", "10:05", "4 pm", "10:40 AM", "Aug 25", "2023-08-25", "27/01/2022", ", 2023", " to ", " - ", " and ", "between ",
		"from ", " on ", " at ", " CET", " -07:00", " UTC", "29-30", "Friday ", "Denver", " time", "US ", "Eastern", "/", "E.", "T.",
		"Gotham", "\u2011", "\u2192", "about ", "Jun", "16-Jun", "08/27/24", " (UTC+5:30)", "in ", "IST", ".5", "2022", ":00:00", "San", "Port-au-Prince",
	}
	clocks := []string{"10:05", "9:30 CET", "11 pm", "4", "Aug 25, 10:05", "10:05 on Aug 25, 2023", "Aug 25", "2023-08-25 10:05", "12:40 AM UTC", "Friday"}
	joins := []string{" to ", " - ", "-", "\u2013", " and ", " until ", " "}
	rounds := 60000
	if testing.Short() {
		rounds /= 5
	}
	if longRun() {
		rounds = 5000000
	}
	rnd := rand.New(rand.NewPCG(3, 3))
	read, ranges := 0, 0
	var b []byte
	for range rounds {
		b = b[:0]
		for range 1 + rnd.IntN(14) {
			b = append(b, words[rnd.IntN(len(words))]...)
		}
		if rnd.IntN(3) == 0 {
			b = append(append(b[:0], clocks[rnd.IntN(len(clocks))]...), words[rnd.IntN(len(words))]...)
			b = append(append(b, joins[rnd.IntN(len(joins))]...), clocks[rnd.IntN(len(clocks))]...)
			b = append(b, words[rnd.IntN(len(words))]...)
		}
		s := string(b)
		checkRead(t, s)
		if _, n := civil.Read(s); n > 0 {
			read++
		}
		if _, _, n := civil.ReadRange(s); n > 0 {
			ranges++
		}
	}
	if read < rounds/20 || ranges < rounds/100 {
		t.Errorf("of %d texts %d were read and %d as ranges: the words no longer make any", rounds, read, ranges)
	}
}

// TestWrittenGenerated writes and reads every form of Written.
func TestWrittenGenerated(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	zones := []string{"", "", "CET", "cest", "UTC", "Z", "+03", "-0330", "+05:45", "UTC+2", "GMT-07:00", "UTC\u22123", "ET", "Pacific", "Eastern Time", "CSET", "Asia/Tokyo", "ChST",
		"Denver", "Denver time", "CET/CEST", "PST / PDT", "E.T.", "US Eastern", "U.S. Pacific Time", "Japan Standard Time", "Gotham Time",
		"UTC\u20134", "UTC + 2", "GMT+5.5", "\u20110300", "US/Pacific", "UK time"}
	for range 40000 {
		var w civil.Written
		if rnd.IntN(3) > 0 {
			w.Date = civil.Date{Year: 1, Month: 1, Day: 1}.AddDays(rnd.IntN(3652059))
			switch rnd.IntN(4) {
			case 0:
				w.Date.Year = 0
			case 1:
				if w.Date.Day > 12 {
					w.MonthFirst = true
				}
			case 2:
				w.DayFirst = true
				w.NumericAmbiguous = w.Date.Day <= 12 && w.Date.Day != int(w.Date.Month)
			}
		}
		if rnd.IntN(3) == 0 {
			w.HasWeekday, w.Weekday = true, time.Weekday(rnd.IntN(7))
		}
		if rnd.IntN(3) > 0 || w.IsZero() {
			w.HasTime = true
			w.Time = civil.Time{Hour: rnd.IntN(24), Minute: rnd.IntN(60)}
			w.Twelve = rnd.IntN(2) == 0
			if rnd.IntN(4) == 0 {
				w.Time.Second = rnd.IntN(60)
				w.Time.Nanosecond = rnd.IntN(2) * rnd.IntN(1e9)
			}
			w.Zone = zones[rnd.IntN(len(zones))]
		}
		if got, n := civil.Read(w.String()); got != w || n != len(w.String()) {
			t.Fatalf("%q: read %q %+v, want %+v", w, w.String()[:n], got, w)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add(int64(1711852200), "CET", uint8(0))
	f.Add(int64(1730000000), "", uint8(8))
	f.Add(int64(1710037800), "+0530", uint8(3))
	f.Add(int64(1341000000), "MSK", uint8(19))
	f.Add(int64(-62135596800), "Z", uint8(1))
	f.Fuzz(func(t *testing.T, unix int64, zone string, page uint8) {
		const first, end = -62135596800, 253402300800
		if unix < first || unix >= end {
			return
		}
		checkResolve(t, unix, zone, oracleZones[int(page)%len(oracleZones)])
	})
}

// checkResolve checks properties that hold for any resolution of a local time.
func checkResolve(t *testing.T, unix int64, zone, page string) civil.Kind {
	t.Helper()
	dt := civilAt(unix)
	loc := mustLoad(t, page)
	r := civil.Resolve(dt, zone, loc)
	instants := civil.Instants(dt, loc)
	fail := func(what string) {
		t.Helper()
		t.Fatalf("Resolve(%v, %q, %s) = %+v: %s", dt, zone, page, r, what)
	}
	back := func(at time.Time) civil.DateTime { return civil.DateTimeOf(at, at.Location()) }
	noTime := r.Kind == civil.Ambiguous || r.Kind == civil.Unknown || r.Kind == civil.Invalid
	if r.Time.IsZero() != noTime && unix != -62135596800 {
		fail("a time where there is none, or none where there is one")
	}
	switch r.Kind {
	case civil.OK, civil.Foreign:
		if back(r.Time) != dt {
			fail("the clock does not show the local time at this instant")
		}
		if r.Candidates != nil {
			fail("candidates of a certain reading")
		}
	case civil.Overlap:
		if len(r.Candidates) != 2 || !r.Candidates[0].Time.Before(r.Candidates[1].Time) || !r.Time.Equal(r.Candidates[0].Time) ||
			back(r.Candidates[0].Time) != dt || back(r.Candidates[1].Time) != dt {
			fail("an overlap is two instants of the local time, ascending")
		}
	case civil.Gap:
		if zone == "" && (len(instants) != 0 || back(r.Time).Compare(dt) <= 0) {
			fail("a gap has no instants, and is read as later")
		}
		if len(r.Candidates) < 2 || !r.Candidates[0].Time.Equal(r.Time) {
			fail("a gap has two readings, Time first")
		}
	case civil.OffSeason:
		if len(r.Candidates) < 2 || !r.Candidates[0].Time.Equal(r.Time) {
			fail("off season has two readings, Time first")
		}
	case civil.Assumed:
		if back(r.Time) != dt {
			fail("the clock does not show the local time at this instant")
		}
		if r.Candidates != nil && (len(r.Candidates) < 2 || !r.Candidates[0].Time.Equal(r.Time)) {
			fail("what is assumed is the first of several readings")
		}
	case civil.Ambiguous:
		if len(r.Candidates) < 2 {
			fail("ambiguous with fewer than two readings")
		}
	}
	if zone == "" {
		want := [...]civil.Kind{civil.Gap, civil.OK, civil.Overlap}[len(instants)]
		if r.Kind != want && r.Kind != civil.Invalid {
			fail("not the kind that the instants say")
		}
	}
	return r.Kind
}

// TestResolveGenerated resolves random local times, many of them near changes,
// with random zones.
func TestResolveGenerated(t *testing.T) {
	zones := []string{"", "", "CET", "CEST", "PST", "EDT", "IST", "MSK", "GMT", "UTC", "VET", "KST", "CST", "+03", "-0330", "UTC+14", "ET", "Pacific", "Asia/Gaza", "CSET", "bst",
		"PST/PDT", "ET/PT", "Denver", "Denver time", "Irish Standard Time", "British Summer Time", "Gotham Time"}
	rnd := rand.New(rand.NewPCG(5, 5))
	var kinds [civil.Invalid + 1]int
	rounds := 40000
	if testing.Short() {
		rounds /= 5
	}
	if longRun() {
		rounds = 4000000
	}
	for range rounds {
		page := oracleZones[rnd.IntN(len(oracleZones))]
		unix := int64(946684800) + rnd.Int64N(28*366*86400)
		if rnd.IntN(2) == 0 {
			if _, end := time.Unix(unix, 0).In(mustLoad(t, page)).ZoneBounds(); !end.IsZero() {
				_, offset := end.Zone()
				unix = end.Unix() + int64(offset) + rnd.Int64N(4*3600) - 2*3600
			}
		}
		kinds[checkResolve(t, unix, zones[rnd.IntN(len(zones))], page)]++
	}
	for k, n := range kinds[:civil.Invalid] {
		if n == 0 {
			t.Errorf("no local time came out %v", civil.Kind(k))
		}
	}
}

func FuzzInstants(f *testing.F) {
	f.Add(int64(1711852200), uint8(9))
	f.Add(int64(1325246400), uint8(2))
	f.Add(int64(1735646400), uint8(18))
	oracles := make([]*oracle, len(oracleZones))
	f.Fuzz(func(t *testing.T, unix int64, page uint8) {
		from, to := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
		if unix < from.Unix() || unix >= to.Unix() {
			return
		}
		i := int(page) % len(oracles)
		if oracles[i] == nil {
			oracles[i] = newOracle(t, oracleZones[i], from.AddDate(0, 0, -3), to.AddDate(0, 0, 3), time.Hour)
		}
		oracles[i].check(t, unix)
	})
}

func FuzzReadZone(f *testing.F) {
	for _, s := range []string{
		"CET/CEST", "(IST, UTC+5:30)", "UTC \u2212 5)", "US Eastern Time", "New York time", "Gotham Time", "+0200", "E.T.", "GMT+5.5", "Port-au-Prince time",
		"\xe2\x80", "( ", "U.K", "UTC+", "A/", "Europe/", "GMT/-", "CST (", "UcT",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		zone, n := civil.ReadZone(s)
		if n < 0 || n > len(s) || (n == 0) != (zone == "") || !strings.Contains(s[:n], zone) {
			t.Fatalf("%q: zone %q of %d bytes", s, zone, n)
		}
		if again, m := civil.ReadZone(s[:n]); n > 0 && (again != zone || m != n) {
			t.Fatalf("%q: zone %q of %q, then %q of %q", s, zone, s[:n], again, s[:m])
		}
	})
}

func FuzzZone(f *testing.F) {
	for _, s := range []string{"CET", "UTC+8", "+0530", "Europe/Copenhagen", "ET", "Pacific Time", "../x", "IST", "CSET", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, load := range []func(string) (*time.Location, error){civil.LoadLocation, civil.Zone} {
			loc, err := load(s)
			if (loc == nil) == (err == nil) {
				t.Fatalf("%q: got %v, %v", s, loc, err)
			}
			if err != nil {
				if _, ok := err.(*civil.ZoneError); !ok || err.Error() == "" {
					t.Fatalf("%q: got %T", s, err)
				}
			}
		}
	})
}

func FuzzParseDateTime(f *testing.F) {
	f.Add("2024-02-29T10:05:07.25")
	f.Add("2024-02-30T10:05")
	f.Fuzz(func(t *testing.T, s string) {
		dt, err := civil.ParseDateTime(s)
		if err != nil {
			return
		}
		if again, err := civil.ParseDateTime(dt.String()); err != nil || again != dt || !dt.Valid() {
			t.Fatalf("%q: %v, then %v, %v", s, dt, again, err)
		}
	})
}
