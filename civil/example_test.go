package civil_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident/civil"
)

func ExampleRead() {
	for _, line := range []string{
		"10:05. The cache filled up.",
		"August 25, 2023 10:52 AM: The cache filled up.",
		"Oct 2, 11:00AM UTC",
		"at 11:00 CEST on Friday 25th of August, the cache filled up",
		"1.10 fills up the cache",
	} {
		w, n := civil.Read(line)
		fmt.Printf("%q: %v\n", line[:n], w)
	}
	// Output:
	// "10:05": 10:05
	// "August 25, 2023 10:52 AM": 2023-08-25 10:52 AM
	// "Oct 2, 11:00AM UTC": October 2 11:00 AM UTC
	// "at 11:00 CEST on Friday 25th of August": Friday August 25 11:00 CEST
	// "":
}

func ExampleReadZone() {
	for _, text := range []string{
		"PST/PDT unless noted", "Central European Time)", "IST (UTC+5:30)", "Gotham Time", "local time", "London office",
	} {
		name, n := civil.ReadZone(text)
		loc, err := civil.Zone(name)
		switch {
		case n == 0:
			fmt.Printf("%q names no zone\n", text)
		case err != nil:
			fmt.Println(err)
		default:
			fmt.Printf("%q is %s\n", text[:n], loc)
		}
	}
	// Output:
	// "PST/PDT" is America/Los_Angeles
	// "Central European Time" is Europe/Brussels
	// "IST (UTC+5:30)" is UTC+5:30
	// zone "Gotham Time" is unknown
	// "local time" names no zone
	// "London office" names no zone
}

func ExampleReadTime() {
	w, n := civil.ReadTime("4:53pm Pacific we noticed")
	fmt.Println(w.Time, w.Zone, w.Twelve, n)
	// Output: 16:53:00 Pacific true 14
}

func ExampleReadDate() {
	for _, s := range []string{"27/01/2022", "03/04/2022", "29th Jan 2024", "Feb 30, 2024"} {
		w, n := civil.ReadDate(s)
		fmt.Println(w.Date, w.DayFirst, w.NumericAmbiguous, n)
	}
	// Output:
	// 2022-01-27 true false 10
	// 2022-04-03 true true 10
	// 2024-01-29 false false 13
	// 0000-00-00 false false 0
}

func ExampleReadRange() {
	for _, s := range []string{
		"10:49–11:15 AM UTC",
		"from 10:05 to 10:40 CET on the 27/01/2022",
		"Feb 13, 22:00 - Feb 14, 06:00 CET",
	} {
		from, to, _ := civil.ReadRange(s)
		fmt.Printf("%v | %v\n", from, to)
	}
	// Output:
	// 10:49 AM UTC | 11:15 AM UTC
	// 27/01/2022 10:05 CET | 27/01/2022 10:40 CET
	// February 13 22:00 CET | February 14 06:00 CET
}

func ExampleReadSpan() {
	for _, s := range []string{"10:49–11:15 AM UTC", "10:05 CET: Alert", "October 29-30, 2025"} {
		from, to, n := civil.ReadSpan(s)
		fmt.Printf("%v | %v | %q\n", from, to, s[:n])
	}
	// Output:
	// 10:49 AM UTC | 11:15 AM UTC | "10:49–11:15 AM UTC"
	// 10:05 CET |  | "10:05 CET"
	// October 29 |  | "October 29"
}

func ExampleWritten_Resolve() {
	loc, _ := civil.LoadLocation("Europe/Copenhagen")
	posted := time.Date(2024, 1, 1, 0, 20, 0, 0, loc)
	for _, s := range []string{"23:50", "Dec 31, 23:50 UTC", "9:00"} {
		w, _ := civil.Read(s)
		r := w.Resolve(posted, loc)
		fmt.Println(r.Kind, r.Time)
	}
	// Output:
	// ok 2023-12-31 23:50:00 +0100 CET
	// foreign 2023-12-31 23:50:00 +0000 UTC
	// ok 2024-01-01 09:00:00 +0100 CET
}

func ExampleWritten_ResolveAfter() {
	loc, _ := civil.LoadLocation("Europe/Copenhagen")
	posted := time.Date(2024, 7, 1, 23, 40, 0, 0, loc)
	promise, _ := civil.Read("00:15")
	fmt.Println(promise.ResolveAfter(posted, loc).Time)
	// Output: 2024-07-02 00:15:00 +0200 CEST
}

func ExampleInstants() {
	loc, _ := civil.LoadLocation("America/New_York")
	for _, s := range []string{"2024-03-10T02:30:00", "2024-03-10T03:30:00", "2024-11-03T01:30:00"} {
		dt, _ := civil.ParseDateTime(s)
		fmt.Println(s, civil.Instants(dt, loc))
	}
	// Output:
	// 2024-03-10T02:30:00 []
	// 2024-03-10T03:30:00 [2024-03-10 03:30:00 -0400 EDT]
	// 2024-11-03T01:30:00 [2024-11-03 01:30:00 -0400 EDT 2024-11-03 01:30:00 -0500 EST]
}

func ExampleResolve() {
	loc, _ := civil.LoadLocation("Europe/Copenhagen")
	dt, _ := civil.ParseDateTime("2024-07-27T11:10:00")
	for _, zone := range []string{"CEST", "CET", "PDT", "IST", "CSET"} {
		r := civil.Resolve(dt, zone, loc)
		fmt.Print(zone, ": ", r.Kind)
		if !r.Time.IsZero() {
			fmt.Print(" ", r.Time.Format("15:04 MST"))
		}
		for _, c := range r.Candidates {
			fmt.Print(" | ", c.Time.Format("15:04 -07:00"))
		}
		if r.Nearest != "" {
			fmt.Print(", ", r.Nearest, "?")
		}
		fmt.Println()
	}
	// Output:
	// CEST: ok 11:10 CEST
	// CET: off-season 12:10 CEST | 12:10 +02:00 | 11:10 +02:00
	// PDT: foreign 11:10 PDT
	// IST: ambiguous | 11:10 +05:30 | 11:10 +02:00 | 11:10 +01:00
	// CSET: unknown, CEST?
}

func ExampleLoadLocation() {
	loc, err := civil.LoadLocation("UTC+5:30")
	fmt.Println(loc, err)
	_, err = civil.LoadLocation("Local")
	fmt.Println(err)
	// Output:
	// UTC+5:30 <nil>
	// zone "Local" is unknown
}

func ExampleZone() {
	summer := time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, name := range []string{"CET", "ET", "GMT+08:00", "Europe/Copenhagen"} {
		loc, err := civil.Zone(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(name, "is", loc, "at", summer.In(loc).Format("-07:00"))
	}
	_, err := civil.Zone("IST")
	var zoneErr *civil.ZoneError
	if errors.As(err, &zoneErr) {
		fmt.Println(zoneErr.Kind, len(zoneErr.Candidates))
	}
	// Output:
	// CET is CET at +01:00
	// ET is America/New_York at -04:00
	// GMT+08:00 is UTC+8 at +08:00
	// Europe/Copenhagen is Europe/Copenhagen at +02:00
	// ambiguous 3
}

func ExampleInfer() {
	at := func(s, zone string) civil.Stamp {
		dt, _ := civil.ParseDateTime(s)
		return civil.Stamp{DateTime: dt, Zone: zone}
	}
	fmt.Println(civil.Infer([]civil.Stamp{at("2024-01-15T10:00:00", "CET"), at("2024-07-15T10:00:00", "CEST")}))
	fmt.Println(civil.Infer([]civil.Stamp{at("2024-01-15T10:00:00", "GMT+08:00")}))
	fmt.Println(civil.Infer([]civil.Stamp{at("2024-01-15T10:00:00", "CST")}))
	// Output:
	// Europe/Brussels true <nil>
	// UTC+8 false <nil>
	//  false zone "CST" has several meanings: America/Chicago (UTC-6), America/Havana (UTC-5), Asia/Shanghai (UTC+8)
}

func ExampleDateOf() {
	at := time.Date(2024, 7, 1, 22, 30, 0, 0, time.UTC)
	loc, _ := civil.LoadLocation("Europe/Copenhagen")
	fmt.Println(civil.DateOf(at, time.UTC), civil.DateOf(at, loc))
	// Output: 2024-07-01 2024-07-02
}

func ExampleTimeOf() {
	at := time.Date(2024, 7, 1, 22, 30, 0, 0, time.UTC)
	loc, _ := civil.LoadLocation("Europe/Copenhagen")
	fmt.Println(civil.TimeOf(at, loc))
	// Output: 00:30:00
}

func ExampleDateTimeOf() {
	at := time.Date(2024, 7, 1, 22, 30, 0, 0, time.UTC)
	loc, _ := civil.LoadLocation("Europe/Copenhagen")
	fmt.Println(civil.DateTimeOf(at, loc))
	// Output: 2024-07-02T00:30:00
}

func ExampleParseDate() {
	d, err := civil.ParseDate("2024-02-29")
	fmt.Println(d, err)
	_, err = civil.ParseDate("2023-02-29")
	fmt.Println(err)
	// Output:
	// 2024-02-29 <nil>
	// civil: "2023-02-29" is not a date of the form 2006-01-02
}

func ExampleParseTime() {
	t, err := civil.ParseTime("10:05")
	fmt.Println(t, err)
	// Output: 10:05:00 <nil>
}

func ExampleParseDateTime() {
	dt, err := civil.ParseDateTime("2024-07-01T10:05:30")
	fmt.Println(dt.Date, dt.Time, err)
	// Output: 2024-07-01 10:05:30 <nil>
}

func ExampleDate_AddDays() {
	d := civil.Date{Year: 2024, Month: time.February, Day: 28}
	fmt.Println(d.AddDays(2), d.AddDays(2).Sub(d), d.Weekday())
	// Output: 2024-03-01 2 Wednesday
}
