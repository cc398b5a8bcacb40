package civil_test

import (
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

func BenchmarkInstants(b *testing.B) {
	cph := mustLoad(b, "Europe/Copenhagen")
	for _, bb := range []struct{ name, civil string }{
		{"unique", "2024-07-27T11:10:00"}, {"overlap", "2024-10-27T02:30:00"}, {"gap", "2024-03-31T02:30:00"},
	} {
		dt := mustDateTime(b, bb.civil)
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				civil.Instants(dt, cph)
			}
		})
	}
}

func BenchmarkResolve(b *testing.B) {
	cph := mustLoad(b, "Europe/Copenhagen")
	dt := mustDateTime(b, "2024-07-27T11:10:00")
	for _, bb := range []struct{ name, zone string }{
		{"plain", ""}, {"in force", "CEST"}, {"offset", "+0530"}, {"off season", "CET"}, {"foreign", "PDT"}, {"generic", "PT"},
		{"ambiguous", "IST"}, {"unknown", "CSET"}, {"iana", "Asia/Tokyo"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				civil.Resolve(dt, bb.zone, cph)
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"clock", "10:05. Pods restarted"}, {"clock and zone", "10:05 CET pods restarted"}, {"twelve", "10:52 AM: pods restarted"},
		{"date", "August 25, 2023"}, {"stamp", "Jan 27, 2022 - 11:10 CET"}, {"rfc 3339", "2021-09-17T08:00:00+02:00"},
		{"prose", "11:00 CEST on Friday 25th of August, pods restarted"}, {"nothing", "Pods restarted"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bb.text)))
			for b.Loop() {
				civil.Read(bb.text)
			}
		})
	}
}

func BenchmarkReadRange(b *testing.B) {
	const text = "from 10:05 to 10:40 CET on the 27/01/2022, pods restarted"
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		civil.ReadRange(text)
	}
}

func BenchmarkWrittenResolve(b *testing.B) {
	cph := mustLoad(b, "Europe/Copenhagen")
	near := time.Date(2024, 7, 27, 9, 0, 0, 0, time.UTC)
	w, _ := civil.Read("10:45hs")
	b.Run("nearest", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			w.Resolve(near, cph)
		}
	})
	b.Run("after", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			w.ResolveAfter(near, cph)
		}
	})
}

func BenchmarkLoadLocation(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		civil.LoadLocation("Europe/Copenhagen")
	}
}

func BenchmarkInfer(b *testing.B) {
	loc := mustLoad(b, "Europe/Copenhagen")
	var in []civil.Stamp
	for i := range 20 {
		at := time.Date(2024, time.Month(1+i%12), 5, 10, i, 0, 0, loc)
		in = append(in, civil.Stamp{DateTime: civil.DateTimeOf(at, loc), Zone: at.Format("MST")})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := civil.Infer(in); err != nil {
			b.Fatal(err)
		}
	}
}
