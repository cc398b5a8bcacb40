package civil_test

import (
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

func TestWrittenResolve(t *testing.T) {
	const cph = "Europe/Copenhagen"
	tests := []struct {
		name, text, near, loc string
		kind                  civil.Kind
		want, after           string // nearest, and the first at or after
	}{
		{"full", "2024-10-01 13:07", "2024-10-05T12:00:00Z", cph, civil.OK, "2024-10-01T13:07:00+02:00", "2024-10-01T13:07:00+02:00"},
		{"zone wins", "2024-10-01 13:07 UTC", "2024-10-05T12:00:00Z", cph, civil.Foreign, "2024-10-01T13:07:00Z", "2024-10-01T13:07:00Z"},
		{"clock today", "10:45hs", "2024-10-01T08:30:00Z", cph, civil.OK, "2024-10-01T10:45:00+02:00", "2024-10-01T10:45:00+02:00"},
		{"clock just past", "10:45", "2024-10-01T08:46:00Z", cph, civil.OK, "2024-10-01T10:45:00+02:00", "2024-10-02T10:45:00+02:00"},
		{"clock at the very instant", "10:45", "2024-10-01T08:45:00Z", cph, civil.OK, "2024-10-01T10:45:00+02:00", "2024-10-01T10:45:00+02:00"},
		{"clock after midnight", "00:15", "2024-10-01T21:50:00Z", cph, civil.OK, "2024-10-02T00:15:00+02:00", "2024-10-02T00:15:00+02:00"},
		{"clock before midnight", "23:50", "2024-10-01T22:15:00Z", cph, civil.OK, "2024-10-01T23:50:00+02:00", "2024-10-02T23:50:00+02:00"},
		{"clock twelve hours off", "00:00", "2024-10-01T12:00:00Z", "UTC", civil.OK, "2024-10-01T00:00:00Z", "2024-10-02T00:00:00Z"},
		{"clock twelve hours off, ahead", "18:00", "2024-10-01T06:00:00Z", "UTC", civil.OK, "2024-09-30T18:00:00Z", "2024-10-01T18:00:00Z"},
		{"clock in another zone", "11:00 PM PDT", "2024-10-02T05:00:00Z", cph, civil.Foreign, "2024-10-01T23:00:00-07:00", "2024-10-01T23:00:00-07:00"},
		{"clock far west", "23:00 -11", "2024-10-02T09:30:00Z", "UTC+14", civil.OK, "2024-10-01T23:00:00-11:00", "2024-10-01T23:00:00-11:00"},
		{"clock over the new year", "23:50", "2024-01-01T00:10:00Z", "UTC", civil.OK, "2023-12-31T23:50:00Z", "2024-01-01T23:50:00Z"},
		{"end of day", "24:00", "2024-10-01T20:00:00Z", cph, civil.OK, "2024-10-02T00:00:00+02:00", "2024-10-02T00:00:00+02:00"},
		{"end of a written day", "2024-12-31 24:00", "2024-10-01T20:00:00Z", "UTC", civil.OK, "2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"clock in a gap", "02:30", "2024-03-31T00:00:00Z", cph, civil.Gap, "2024-03-31T03:30:00+02:00", "2024-03-31T03:30:00+02:00"},
		{"clock in an overlap, before", "02:30", "2024-10-27T00:00:00Z", cph, civil.Overlap, "2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00+02:00"},
		{"clock in an overlap, between", "02:30", "2024-10-27T01:20:00Z", cph, civil.Overlap, "2024-10-27T02:30:00+01:00", "2024-10-27T02:30:00+01:00"},
		{"clock in an overlap, after", "02:30", "2024-10-27T02:00:00Z", cph, civil.Overlap, "2024-10-27T02:30:00+01:00", ""},

		{"no year, this one", "Aug 25, 10:00", "2023-09-01T00:00:00Z", cph, civil.OK, "2023-08-25T10:00:00+02:00", "2024-08-25T10:00:00+02:00"},
		{"no year, the last one", "Dec 31, 10:00", "2024-01-02T00:00:00Z", cph, civil.OK, "2023-12-31T10:00:00+01:00", "2024-12-31T10:00:00+01:00"},
		{"no year, the next one", "Jan 2, 10:00", "2023-12-31T00:00:00Z", cph, civil.OK, "2024-01-02T10:00:00+01:00", "2024-01-02T10:00:00+01:00"},
		{"no year, leap day", "Feb 29, 10:00", "2023-12-31T00:00:00Z", "UTC", civil.OK, "2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z"},
		{"no year, leap day past", "Feb 29, 10:00", "2025-12-31T00:00:00Z", "UTC", civil.OK, "2024-02-29T10:00:00Z", "2028-02-29T10:00:00Z"},
		{"no year, leap day over 1900", "Feb 29, 10:00", "1897-01-01T00:00:00Z", "UTC", civil.OK, "1896-02-29T10:00:00Z", "1904-02-29T10:00:00Z"},
		{"wrong weekday", "Monday, Aug 25, 10:00", "2023-09-01T00:00:00Z", "UTC", civil.OK, "2023-08-25T10:00:00Z", "2024-08-25T10:00:00Z"},
		{"off season", "July 1, 10:00 CET", "2024-07-05T00:00:00Z", cph, civil.OffSeason, "2024-07-01T11:00:00+02:00", ""},

		{"weekday", "7 am Sunday", "2024-07-05T00:00:00Z", "UTC", civil.OK, "2024-07-07T07:00:00Z", "2024-07-07T07:00:00Z"},
		{"weekday past", "7 am Wednesday", "2024-07-05T00:00:00Z", "UTC", civil.OK, "2024-07-03T07:00:00Z", "2024-07-10T07:00:00Z"},
		{"weekday today", "7 am Friday", "2024-07-05T06:00:00Z", "UTC", civil.OK, "2024-07-05T07:00:00Z", "2024-07-05T07:00:00Z"},
		{"weekday earlier today", "7 am Friday", "2024-07-05T08:00:00Z", "UTC", civil.OK, "2024-07-05T07:00:00Z", "2024-07-12T07:00:00Z"},

		{"date", "2024-07-05", "2024-01-01T00:00:00Z", cph, civil.OK, "2024-07-05T00:00:00+02:00", "2024-07-05T00:00:00+02:00"},
		{"date of today", "July 5", "2024-07-05T12:00:00Z", cph, civil.OK, "2024-07-05T00:00:00+02:00", "2024-07-05T00:00:00+02:00"},
		{"date of yesterday", "July 4", "2024-07-05T12:00:00Z", cph, civil.OK, "2024-07-04T00:00:00+02:00", "2025-07-04T00:00:00+02:00"},
		{"weekday alone", "Friday", "2024-07-05T12:00:00Z", cph, civil.OK, "2024-07-05T00:00:00+02:00", "2024-07-05T00:00:00+02:00"},

		{"ambiguous", "10:00 IST", "2024-07-05T12:00:00Z", cph, civil.Ambiguous, "", ""},
		{"unknown", "10:00 CSET", "2024-07-05T12:00:00Z", cph, civil.Unknown, "", ""},
		{"ambiguous, no year", "July 5, 10:00 IST", "2024-07-05T12:00:00Z", cph, civil.Ambiguous, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, n := civil.Read(tt.text)
			if n != len(tt.text) {
				t.Fatalf("read %q of %q", tt.text[:n], tt.text)
			}
			near, err := time.Parse(time.RFC3339, tt.near)
			if err != nil {
				t.Fatal(err)
			}
			format := func(r civil.Resolution) string {
				if r.Time.IsZero() {
					return ""
				}
				return r.Time.Format(time.RFC3339)
			}
			r := w.Resolve(near, mustLoad(t, tt.loc))
			if got := format(r); got != tt.want || r.Kind != tt.kind {
				t.Errorf("Resolve: got %v %s, want %v %s", r.Kind, got, tt.kind, tt.want)
			}
			after := w.ResolveAfter(near, mustLoad(t, tt.loc))
			if got := format(after); tt.after != "" && got != tt.after {
				t.Errorf("ResolveAfter: got %v %s, want %s", after.Kind, got, tt.after)
			}
			if (after.Kind == civil.Ambiguous) != (tt.kind == civil.Ambiguous) || (after.Kind == civil.Unknown) != (tt.kind == civil.Unknown) {
				t.Errorf("ResolveAfter: got %v, want %v", after.Kind, tt.kind)
			}
		})
	}
}

// TestWrittenOrder resolves numeric dates whose order is not known.
func TestWrittenOrder(t *testing.T) {
	for _, tt := range []struct {
		text, near  string
		want, after string
		kind        civil.Kind
	}{
		{"03/04/2024 10:00", "2024-04-02T00:00:00Z", "2024-04-03T10:00:00Z", "2024-04-03T10:00:00Z", civil.Assumed},
		{"03/04/2024 10:00", "2024-03-03T00:00:00Z", "2024-03-04T10:00:00Z", "2024-03-04T10:00:00Z", civil.Assumed},
		{"03-04-2024 10:00", "2024-03-05T00:00:00Z", "2024-03-04T10:00:00Z", "2024-04-03T10:00:00Z", civil.Assumed},
		{"03.04.2024", "2024-03-05T00:00:00Z", "2024-03-04T00:00:00Z", "2024-04-03T00:00:00Z", civil.Assumed},
		{"3/4 10:00", "2024-03-05T00:00:00Z", "2024-03-04T10:00:00Z", "2024-04-03T10:00:00Z", civil.Assumed},
		{"03/04/2024 10:00", "", "2024-04-03T10:00:00Z", "", civil.Assumed},
		{"04/04/2024 10:00", "2024-03-05T00:00:00Z", "2024-04-04T10:00:00Z", "2024-04-04T10:00:00Z", civil.OK},
		{"03/14/2024 10:00", "2024-03-05T00:00:00Z", "2024-03-14T10:00:00Z", "2024-03-14T10:00:00Z", civil.OK},
		{"2024-03-04 10:00", "2024-04-03T00:00:00Z", "2024-03-04T10:00:00Z", "", civil.OK},
		{"03/04/2024 10:00 IST", "2024-03-05T00:00:00Z", "", "", civil.Ambiguous},
	} {
		var near time.Time
		if tt.near != "" {
			near, _ = time.Parse(time.RFC3339, tt.near)
		}
		w, n := civil.Read(tt.text)
		if n != len(tt.text) {
			t.Errorf("read %q of %q", tt.text[:n], tt.text)
		}
		r := w.Resolve(near, nil)
		if got := r.Time.UTC().Format(time.RFC3339); r.Kind != tt.kind || tt.want != "" && got != tt.want {
			t.Errorf("%q near %s: got %v %s, want %v %s", tt.text, tt.near, r.Kind, got, tt.kind, tt.want)
		}
		if r.Kind == civil.Assumed && (len(r.Candidates) != 2 || !r.Candidates[0].Time.Equal(r.Time) || r.Candidates[1].Time.Equal(r.Time)) {
			t.Errorf("%q near %s: candidates %v", tt.text, tt.near, r.Candidates)
		}
		if got := w.ResolveAfter(near, nil).Time.UTC().Format(time.RFC3339); tt.after != "" && got != tt.after {
			t.Errorf("%q after %s: got %s, want %s", tt.text, tt.near, got, tt.after)
		}
	}

	w, _ := civil.Read("03-04-2024 10:00")
	month := w.Swap()
	if month.Date != (civil.Date{Year: 2024, Month: 3, Day: 4}) || !month.MonthFirst || month.DayFirst || month.Swap() != w {
		t.Errorf("the month first: got %+v", month)
	}
	month.NumericAmbiguous = false
	if r := month.Resolve(time.Time{}, nil); r.Kind != civil.OK || r.Time.Month() != 3 || month.Swap() != month {
		t.Errorf("an order that was decided: got %v %v", r.Kind, r.Time)
	}
}

// TestResolveAfterOverlap has rows of the night when clocks are put back, in
// order.
func TestResolveAfterOverlap(t *testing.T) {
	for _, tt := range []struct {
		zone string
		rows []string // clock, offset
	}{
		{"Europe/Copenhagen", []string{"01:50", "+02:00", "02:10", "+02:00", "02:50", "+02:00", "02:05", "+01:00", "02:40", "+01:00", "03:10", "+01:00"}},
		{"America/New_York", []string{"00:50", "-04:00", "01:10", "-04:00", "01:05", "-05:00", "01:55", "-05:00", "02:10", "-05:00"}},
	} {
		at := mustInstant(t, "2024-10-26T18:00:00Z")
		if tt.zone == "America/New_York" {
			at = mustInstant(t, "2024-11-02T22:00:00Z")
		}
		for i := 0; i < len(tt.rows); i += 2 {
			w, _ := civil.Read(tt.rows[i])
			r := w.ResolveAfter(at, mustLoad(t, tt.zone))
			if got := r.Time.Format("15:04-07:00"); got != tt.rows[i]+tt.rows[i+1] || r.Time.Before(at) {
				t.Errorf("%s after %s: got %v", tt.rows[i], at, r.Time)
			}
			at = r.Time
		}
	}
	// A full date is not moved: its second side is taken where the first is
	// over.
	w, _ := civil.Read("2024-10-27 02:05")
	for after, want := range map[string]string{"2024-10-27T00:00:00Z": "+02:00", "2024-10-27T00:50:00Z": "+01:00", "2024-10-27T02:00:00Z": "+02:00"} {
		if r := w.ResolveAfter(mustInstant(t, after), mustLoad(t, "Europe/Copenhagen")); r.Kind != civil.Overlap || r.Time.Format("-07:00") != want {
			t.Errorf("after %s: got %v %v", after, r.Kind, r.Time)
		}
	}
}

func mustInstant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWrittenResolveCandidates(t *testing.T) {
	w, _ := civil.Read("10:00 IST")
	near := time.Date(2024, 7, 5, 12, 0, 0, 0, time.UTC)
	want := []string{"07-05T10:00+05:30 IST Asia/Kolkata", "07-05T10:00+02:00 IST Asia/Jerusalem", "07-05T10:00+01:00 IST Europe/Dublin"}
	for _, r := range []civil.Resolution{w.Resolve(near, nil), w.ResolveAfter(near, nil)} {
		if got := showAll(r.Candidates); !equal(got, want) {
			t.Errorf("got %q, want %q: the readings of the day of near", got, want)
		}
	}
}

func TestWrittenResolveInvalid(t *testing.T) {
	near := time.Date(2024, 7, 5, 12, 0, 0, 0, time.UTC)
	for _, w := range []civil.Written{
		{},
		{Zone: "CET"},
		{Date: civil.Date{Year: 2023, Month: 2, Day: 30}},
		{Date: civil.Date{Month: 2, Day: 30}},
		{Date: civil.Date{Year: 2023, Month: 2, Day: 3}, Time: civil.Time{Hour: 25}, HasTime: true},
		{Time: civil.Time{Hour: 25}, HasTime: true},
	} {
		for _, r := range []civil.Resolution{w.Resolve(near, nil), w.ResolveAfter(near, nil)} {
			if r.Kind != civil.Invalid || !r.Time.IsZero() {
				t.Errorf("%+v: got %+v, want invalid", w, r)
			}
		}
	}
	// At the ends of the calendar there is nothing on the other side.
	last := time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC)
	if r := (civil.Written{Time: civil.Time{Hour: 12}, HasTime: true}).Resolve(last, nil); r.Kind != civil.OK || r.Time.Day() != 31 {
		t.Errorf("a clock on the last day: got %+v", r)
	}
	if r := (civil.Written{Time: civil.Time{Hour: 24}, HasTime: true}).Resolve(time.Time{}, nil); r.Kind != civil.OK || r.Time.Day() != 2 {
		t.Errorf("the end of the first day: got %+v", r)
	}
}

func TestWrittenString(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Friday 25th of August at 11:00 CEST", "Friday August 25 11:00 CEST"},
		{"2:33 pm, 29th Jan 2024", "2024-01-29 02:33 PM"},
		{"10:40 CET on the 27/01/2022", "27/01/2022 10:40 CET"},
		{"12:00 AM", "12:00 AM"},
		{"10:05:07.250", "10:05:07.25"},
		{"24:00", "24:00"},
		{"Sunday", "Sunday"},
		{"", ""},
	} {
		w, _ := civil.Read(tt.in)
		if got := w.String(); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}
