package civil_test

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		in   string
		want civil.Date
		ok   bool
	}{
		{"2024-02-29", civil.Date{Year: 2024, Month: 2, Day: 29}, true},
		{"0001-01-01", civil.Date{Year: 1, Month: 1, Day: 1}, true},
		{"9999-12-31", civil.Date{Year: 9999, Month: 12, Day: 31}, true},
		{"2000-02-29", civil.Date{Year: 2000, Month: 2, Day: 29}, true},
		{"2023-02-29", civil.Date{}, false},
		{"1900-02-29", civil.Date{}, false},
		{"0000-01-01", civil.Date{}, false},
		{"2024-04-31", civil.Date{}, false},
		{"2024-13-01", civil.Date{}, false},
		{"2024-00-01", civil.Date{}, false},
		{"2024-1-1", civil.Date{}, false},
		{"2024/01/01", civil.Date{}, false},
		{"20202-01-16", civil.Date{}, false},
		{" 2024-01-01", civil.Date{}, false},
		{"2024-01-01T00:00", civil.Date{}, false},
		{"+024-01-01", civil.Date{}, false},
		{"", civil.Date{}, false},
	}
	for _, tt := range tests {
		got, err := civil.ParseDate(tt.in)
		if got != tt.want || (err == nil) != tt.ok {
			t.Errorf("ParseDate(%q) = %v, %v, want %v, ok %t", tt.in, got, err, tt.want, tt.ok)
		}
	}
}

// TestDateCalendar compares the arithmetic with that of package time, day by
// day.
func TestDateCalendar(t *testing.T) {
	check := func(at time.Time) {
		d := civil.DateOf(at, time.UTC)
		if !d.Valid() || d.Weekday() != at.Weekday() || d.String() != at.Format(time.DateOnly) {
			t.Fatalf("%v: valid %t, %v, want %v of %v", d, d.Valid(), d.Weekday(), at.Weekday(), at)
		}
		next := civil.DateOf(at.AddDate(0, 0, 1), time.UTC)
		if d.AddDays(1) != next || next.AddDays(-1) != d || next.Sub(d) != 1 || d.Sub(next) != -1 || d.Compare(next) != -1 {
			t.Fatalf("the day after %v: got %v, want %v", d, d.AddDays(1), next)
		}
	}
	for at := time.Date(1899, 12, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2105; at = at.AddDate(0, 0, 1) {
		check(at)
	}
	for at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 9999; at = at.AddDate(0, 0, 97) {
		check(at)
	}
}

func TestDateBounds(t *testing.T) {
	first, last := civil.Date{Year: 1, Month: 1, Day: 1}, civil.Date{Year: 9999, Month: 12, Day: 31}
	if got, want := last.Sub(first), 3652058; got != want {
		t.Errorf("days of the calendar: got %d, want %d", got, want)
	}
	if got := first.AddDays(3652058); got != last {
		t.Errorf("got %v, want %v", got, last)
	}
	for _, d := range []civil.Date{
		first.AddDays(-1), last.AddDays(1), first.AddDays(math.MaxInt), last.AddDays(math.MinInt), (civil.Date{}).AddDays(1),
		(civil.Date{Year: 2023, Month: 2, Day: 30}).AddDays(1),
	} {
		if !d.IsZero() {
			t.Errorf("got %v, want no date", d)
		}
	}
}

func TestDateOfZones(t *testing.T) {
	at := time.Date(2024, 7, 1, 22, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"UTC": "2024-07-01", "Europe/Copenhagen": "2024-07-02", "America/New_York": "2024-07-01", "UTC+5:30": "2024-07-02",
	} {
		if got := civil.DateOf(at, mustLoad(t, zone)); got.String() != want {
			t.Errorf("DateOf in %s = %v, want %s", zone, got, want)
		}
	}
	if got := civil.DateOf(at, nil); got.String() != "2024-07-01" {
		t.Errorf("DateOf with a nil location = %v, want the day in UTC", got)
	}
}

func TestTextForms(t *testing.T) {
	type value struct {
		D  civil.Date     `json:"d,omitzero"`
		T  civil.Time     `json:"t"`
		DT civil.DateTime `json:"dt,omitzero"`
	}
	tests := []struct {
		name string
		v    value
		want string
	}{
		{"zero", value{}, `{"t":"00:00:00"}`},
		{
			"all",
			value{
				civil.Date{Year: 2024, Month: 7, Day: 1},
				civil.Time{Hour: 9, Minute: 5, Second: 7, Nanosecond: 250e6},
				civil.DateTime{Date: civil.Date{Year: 33, Month: 4, Day: 3}, Time: civil.Time{Hour: 23, Nanosecond: 1}},
			},
			`{"d":"2024-07-01","t":"09:05:07.25","dt":"0033-04-03T23:00:00.000000001"}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := json.Marshal(tt.v)
			if err != nil || string(got) != tt.want {
				t.Fatalf("got %s, %v, want %s", got, err, tt.want)
			}
			var back value
			if err := json.Unmarshal(got, &back); err != nil || back != tt.v {
				t.Errorf("got %+v, %v, want %+v", back, err, tt.v)
			}
		})
	}
	for _, bad := range []any{
		civil.Date{Year: 2023, Month: 2, Day: 30}, civil.Date{Month: 2, Day: 3}, civil.Time{Hour: 24},
		civil.Time{Nanosecond: 1e9}, civil.DateTime{Time: civil.Time{Hour: 1}},
	} {
		if got, err := json.Marshal(bad); err == nil {
			t.Errorf("Marshal(%v) = %s, want an error", bad, got)
		}
	}
	for _, bad := range []string{`"2023-02-30"`, `"x"`, `3`} {
		var d civil.Date
		var tm civil.Time
		var dt civil.DateTime
		for _, v := range []any{&d, &tm, &dt} {
			if err := json.Unmarshal([]byte(bad), v); err == nil {
				t.Errorf("Unmarshal(%s) into %T: want an error", bad, v)
			}
		}
	}
	d := civil.Date{Year: 2024, Month: 7, Day: 1}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("empty text: got %v, %v, want no date", d, err)
	}
	dt := civil.DateTime{Date: civil.Date{Year: 2024, Month: 7, Day: 1}}
	if err := dt.UnmarshalText(nil); err != nil || !dt.IsZero() {
		t.Errorf("empty text: got %v, %v, want no date and time", dt, err)
	}
	if text, err := (civil.Date{}).MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("the zero Date: got %q, %v, want empty text", text, err)
	}
}

func TestParseTime(t *testing.T) {
	tests := []struct {
		in   string
		want civil.Time
		ok   bool
	}{
		{"10:05", civil.Time{Hour: 10, Minute: 5}, true},
		{"23:59:59", civil.Time{Hour: 23, Minute: 59, Second: 59}, true},
		{"00:00:00.000000001", civil.Time{Nanosecond: 1}, true},
		{"24:00", civil.Time{}, false},
		{"23:59:60", civil.Time{}, false},
		{"9:00", civil.Time{}, false},
		{"10:5", civil.Time{}, false},
		{"10:05:", civil.Time{}, false},
		{"10:05:07.", civil.Time{}, false},
		{"10:05:07.1234567890", civil.Time{}, false},
		{"10:05 ", civil.Time{}, false},
		{"", civil.Time{}, false},
	}
	for _, tt := range tests {
		got, err := civil.ParseTime(tt.in)
		if err == nil && got != tt.want || (err == nil) != tt.ok {
			t.Errorf("ParseTime(%q) = %v, %v, want %v, ok %t", tt.in, got, err, tt.want, tt.ok)
		}
	}
	if _, err := civil.ParseDateTime("2024-07-01 10:05"); err == nil {
		t.Error("ParseDateTime takes a space for T")
	}
	if !(civil.Time{}).IsZero() || (civil.Time{Nanosecond: 1}).IsZero() {
		t.Error("only midnight is the zero Time")
	}
}

func TestCompare(t *testing.T) {
	ordered := []string{
		"0001-01-01T00:00:00", "2023-12-31T23:59:59", "2024-01-01T00:00:00", "2024-01-01T00:00:00.5", "2024-01-01T00:01:00",
		"2024-01-02T00:00:00", "2024-02-01T00:00:00",
	}
	for i, a := range ordered {
		for j, b := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := mustDateTime(t, a).Compare(mustDateTime(t, b)); got != want {
				t.Errorf("Compare(%s, %s) = %d, want %d", a, b, got, want)
			}
		}
	}
}
