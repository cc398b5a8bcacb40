package civil_test

import (
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

// show writes an instant with all that a mere comparison would miss: offset,
// abbreviation and Location.
func show(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04:05.999999999Z07:00 MST ") + t.Location().String()
}

func showAll(cs []civil.Candidate) []string {
	var s []string
	for _, c := range cs {
		s = append(s, c.Time.Format("01-02T15:04Z07:00 ")+c.Name+" "+c.Zone)
	}
	return s
}

func TestResolve(t *testing.T) {
	const cph, ny, dub = "Europe/Copenhagen", "America/New_York", "Europe/Dublin"
	tests := []struct {
		name, civil, zone, loc string
		kind                   civil.Kind
		time                   string
		candidates             []string
		nearest                string
	}{
		// Without a zone.
		{"plain", "2024-07-01T10:49:00", "", cph, civil.OK, "2024-07-01T10:49:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"overlap", "2024-10-27T02:30:00", "", cph, civil.Overlap, "2024-10-27T02:30:00+02:00 CEST Europe/Copenhagen", []string{"10-27T02:30+02:00 CEST " + cph, "10-27T02:30+01:00 CET " + cph}, ""},
		{"overlap west", "2024-11-03T01:30:00", "", ny, civil.Overlap, "2024-11-03T01:30:00-04:00 EDT America/New_York", []string{"11-03T01:30-04:00 EDT " + ny, "11-03T01:30-05:00 EST " + ny}, ""},
		{"gap", "2024-03-31T02:30:00", "", cph, civil.Gap, "2024-03-31T03:30:00+02:00 CEST Europe/Copenhagen", []string{"03-31T03:30+02:00 CEST " + cph, "03-31T01:30+01:00 CET " + cph}, ""},
		{"gap west", "2024-03-10T02:30:00", "", ny, civil.Gap, "2024-03-10T03:30:00-04:00 EDT America/New_York", []string{"03-10T03:30-04:00 EDT " + ny, "03-10T01:30-05:00 EST " + ny}, ""},
		{"gap of a day", "2011-12-30T12:00:00", "", "Pacific/Apia", civil.Gap, "2011-12-31T12:00:00+14:00 +14 Pacific/Apia", []string{"12-31T12:00+14:00 +14 Pacific/Apia", "12-29T12:00-10:00 -10 Pacific/Apia"}, ""},
		{"fixed", "2024-03-31T02:30:00", "", "UTC+5:30", civil.OK, "2024-03-31T02:30:00+05:30 UTC+5:30 UTC+5:30", nil, ""},

		// Offsets.
		{"offset of the zone", "2024-07-01T10:49:00", "+02", cph, civil.OK, "2024-07-01T10:49:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"offset of another zone", "2024-07-01T10:49:00", "+0530", cph, civil.OK, "2024-07-01T10:49:00+05:30 UTC+5:30 UTC+5:30", nil, ""},
		{"offset with colon", "2024-07-01T10:49:00", "+05:30", cph, civil.OK, "2024-07-01T10:49:00+05:30 UTC+5:30 UTC+5:30", nil, ""},
		{"GMT and offset", "2024-07-01T10:49:00", "GMT+5:30", cph, civil.OK, "2024-07-01T10:49:00+05:30 UTC+5:30 UTC+5:30", nil, ""},
		{"GMT and zero", "2024-07-01T10:49:00", "GMT+08:00", cph, civil.OK, "2024-07-01T10:49:00+08:00 UTC+8 UTC+8", nil, ""},
		{"UTC and minus", "2024-07-01T10:49:00", "UTC-3", cph, civil.OK, "2024-07-01T10:49:00-03:00 UTC-3 UTC-3", nil, ""},
		{"typographic minus", "2024-07-01T10:49:00", "UTC\u22123", cph, civil.OK, "2024-07-01T10:49:00-03:00 UTC-3 UTC-3", nil, ""},
		{"zero offset", "2024-07-01T10:49:00", "+00:00", cph, civil.OK, "2024-07-01T10:49:00Z UTC UTC", nil, ""},
		{"offset in an overlap", "2024-10-27T02:30:00", "+01:00", cph, civil.OK, "2024-10-27T02:30:00+01:00 CET Europe/Copenhagen", nil, ""},
		{"offset in a gap", "2024-03-31T02:30:00", "+01:00", cph, civil.OK, "2024-03-31T02:30:00+01:00 UTC+1 UTC+1", nil, ""},
		{"offset that no clock has", "2024-07-01T10:49:00", "+25", cph, civil.Unknown, "", nil, ""},
		{"odd minutes", "2024-07-01T10:49:00", "+05:37", cph, civil.Unknown, "", nil, ""},

		// In force.
		{"in force", "2024-07-01T10:49:00", "CEST", cph, civil.OK, "2024-07-01T10:49:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"small letters", "2024-07-01T10:49:00", "cest", cph, civil.OK, "2024-07-01T10:49:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"overlap, first", "2024-10-27T02:30:00", "CEST", cph, civil.OK, "2024-10-27T02:30:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"overlap, second", "2024-10-27T02:30:00", "CET", cph, civil.OK, "2024-10-27T02:30:00+01:00 CET Europe/Copenhagen", nil, ""},
		{"overlap west, first", "2024-11-03T01:30:00", "EDT", ny, civil.OK, "2024-11-03T01:30:00-04:00 EDT America/New_York", nil, ""},
		{"several meanings, one here", "2024-07-01T10:49:00", "IST", dub, civil.OK, "2024-07-01T10:49:00+01:00 IST Europe/Dublin", nil, ""},
		{"several meanings, one there", "2024-07-01T10:49:00", "IST", "Asia/Kolkata", civil.OK, "2024-07-01T10:49:00+05:30 IST Asia/Kolkata", nil, ""},
		{"CST of Shanghai", "2024-07-01T10:49:00", "CST", "Asia/Shanghai", civil.OK, "2024-07-01T10:49:00+08:00 CST Asia/Shanghai", nil, ""},
		{"in force in the past", "2012-07-01T10:49:00", "MSK", "Europe/Moscow", civil.OK, "2012-07-01T10:49:00+04:00 MSK Europe/Moscow", nil, ""},
		{"UTC page", "2024-07-01T10:49:00", "UTC", "UTC", civil.OK, "2024-07-01T10:49:00Z UTC UTC", nil, ""},
		{"UCT on a UTC page", "2024-07-01T10:49:00", "UCT", "UTC", civil.OK, "2024-07-01T10:49:00Z UTC UTC", nil, "UTC"},

		// Off season.
		{"winter name in summer", "2024-07-27T11:10:00", "CET", cph, civil.OffSeason, "2024-07-27T12:10:00+02:00 CEST Europe/Copenhagen", []string{"07-27T12:10+02:00 CEST " + cph, "07-27T11:10+02:00 CEST " + cph}, ""},
		{"summer name in winter", "2024-01-27T11:10:00", "CEST", cph, civil.OffSeason, "2024-01-27T10:10:00+01:00 CET Europe/Copenhagen", []string{"01-27T10:10+01:00 CET " + cph, "01-27T11:10+01:00 CET " + cph}, ""},
		{"Irish winter", "2024-01-27T11:10:00", "IST", dub, civil.OffSeason, "2024-01-27T10:10:00Z GMT Europe/Dublin", []string{"01-27T10:10Z GMT " + dub, "01-27T11:10Z GMT " + dub}, ""},
		{"the zone called CET", "2024-07-27T11:10:00", "CET", "CET", civil.OffSeason, "2024-07-27T12:10:00+02:00 CEST CET", []string{"07-27T12:10+02:00 CEST CET", "07-27T11:10+02:00 CEST CET"}, ""},
		{"gap, name before", "2024-03-31T02:30:00", "CET", cph, civil.Gap, "2024-03-31T03:30:00+02:00 CEST Europe/Copenhagen", []string{"03-31T03:30+02:00 CEST " + cph, "03-31T01:30+01:00 CET " + cph}, ""},
		{"gap, name after", "2024-03-31T02:30:00", "CEST", cph, civil.Gap, "2024-03-31T01:30:00+01:00 CET Europe/Copenhagen", []string{"03-31T01:30+01:00 CET " + cph, "03-31T03:30+02:00 CEST " + cph}, ""},
		{"history is not searched", "2024-07-27T11:10:00", "LMT", cph, civil.Unknown, "", nil, "GMT"},
		{"old name of the zone", "2024-07-27T11:10:00", "MSD", "Europe/Moscow", civil.Foreign, "2024-07-27T11:10:00+04:00 MSD MSD", nil, ""},

		// Foreign.
		{"foreign", "2024-07-27T11:10:00", "EDT", cph, civil.Foreign, "2024-07-27T11:10:00-04:00 EDT EDT", nil, ""},
		{"UTC elsewhere", "2024-07-27T11:10:00", "UTC", cph, civil.Foreign, "2024-07-27T11:10:00Z UTC UTC", nil, ""},
		{"Z elsewhere", "2024-07-27T11:10:00", "Z", cph, civil.Foreign, "2024-07-27T11:10:00Z UTC UTC", nil, ""},
		{"UCT elsewhere", "2024-07-27T11:10:00", "UCT", cph, civil.Foreign, "2024-07-27T11:10:00Z UTC UTC", nil, "UTC"},
		{"no longer in tzdata", "2024-07-27T11:10:00", "SGT", cph, civil.Foreign, "2024-07-27T11:10:00+08:00 SGT SGT", nil, ""},
		{"Venezuela now", "2024-07-27T11:10:00", "VET", cph, civil.Foreign, "2024-07-27T11:10:00-04:00 VET VET", nil, ""},
		{"Venezuela between 2007 and 2016", "2012-07-27T11:10:00", "VET", cph, civil.Ambiguous, "", []string{"07-27T11:10-04:00 VET America/Caracas", "07-27T11:10-04:30 VET America/Caracas"}, ""},
		{"Moscow in 2012", "2012-07-27T11:10:00", "MSK", cph, civil.Ambiguous, "", []string{"07-27T11:10+04:00 MSK Europe/Moscow", "07-27T11:10+03:00 MSK Europe/Moscow"}, ""},
		{"Moscow now", "2024-07-27T11:10:00", "MSK", cph, civil.Foreign, "2024-07-27T11:10:00+03:00 MSK MSK", nil, ""},
		{"IANA", "2024-07-27T11:10:00", "Asia/Kathmandu", cph, civil.Foreign, "2024-07-27T11:10:00+05:45 +0545 Asia/Kathmandu", nil, ""},
		{"IANA of the page", "2024-07-27T11:10:00", cph, cph, civil.OK, "2024-07-27T11:10:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"IANA of the page in a gap", "2024-03-31T02:30:00", cph, cph, civil.Gap, "2024-03-31T03:30:00+02:00 CEST Europe/Copenhagen", []string{"03-31T03:30+02:00 CEST " + cph, "03-31T01:30+01:00 CET " + cph}, ""},
		{"IANA of the same clocks", "2024-07-27T11:10:00", "Europe/Paris", cph, civil.OK, "2024-07-27T11:10:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"IANA in an overlap", "2024-11-03T01:30:00", ny, cph, civil.Overlap, "2024-11-03T01:30:00-04:00 EDT America/New_York", []string{"11-03T01:30-04:00 EDT " + ny, "11-03T01:30-05:00 EST " + ny}, ""},
		{"IANA in an overlap that ends here later", "2023-10-28T01:56:25", "Asia/Gaza", "Asia/Beirut", civil.Overlap, "2023-10-28T01:56:25+03:00 EEST Asia/Gaza", []string{"10-28T01:56+03:00 EEST Asia/Gaza", "10-28T01:56+02:00 EET Asia/Gaza"}, ""},
		{"IANA in an overlap of the same clocks", "2024-10-27T02:30:00", "Europe/Paris", cph, civil.Overlap, "2024-10-27T02:30:00+02:00 CEST Europe/Copenhagen", []string{"10-27T02:30+02:00 CEST " + cph, "10-27T02:30+01:00 CET " + cph}, ""},
		{"IANA unknown", "2024-07-27T11:10:00", "Europe/Nowhere", cph, civil.Unknown, "", nil, ""},

		// Generic names.
		{"generic elsewhere", "2024-07-27T11:10:00", "ET", cph, civil.Foreign, "2024-07-27T11:10:00-04:00 EDT America/New_York", nil, ""},
		{"generic here", "2024-07-27T11:10:00", "ET", ny, civil.OK, "2024-07-27T11:10:00-04:00 EDT America/New_York", nil, ""},
		{"generic in a zone that follows", "2024-07-27T11:10:00", "Pacific", "America/Vancouver", civil.OK, "2024-07-27T11:10:00-07:00 PDT America/Vancouver", nil, ""},
		{"generic in a zone that does not follow", "2024-07-27T11:10:00", "MT", "America/Phoenix", civil.Foreign, "2024-07-27T11:10:00-06:00 MDT America/Denver", nil, ""},
		{"generic in a gap", "2024-03-10T02:30:00", "Eastern Time", ny, civil.Gap, "2024-03-10T03:30:00-04:00 EDT America/New_York", []string{"03-10T03:30-04:00 EDT " + ny, "03-10T01:30-05:00 EST " + ny}, ""},
		{"generic at the offset of another name", "2024-07-27T11:10:00", "MT", "America/Regina", civil.Foreign, "2024-07-27T11:10:00-06:00 MDT America/Denver", nil, ""},
		{"written out", "2024-07-27T11:10:00", "Pacific Daylight Time", cph, civil.Foreign, "2024-07-27T11:10:00-07:00 PDT PDT", nil, ""},

		// Two halves of a year.
		{"pair here", "2024-07-27T11:10:00", "CET/CEST", cph, civil.OK, "2024-07-27T11:10:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"pair here in winter", "2024-01-27T11:10:00", "CET/CEST", cph, civil.OK, "2024-01-27T11:10:00+01:00 CET Europe/Copenhagen", nil, ""},
		{"pair elsewhere", "2024-07-27T11:10:00", "EST/EDT", cph, civil.Foreign, "2024-07-27T11:10:00-04:00 EDT America/New_York", nil, ""},
		{"pair of names for one offset", "2024-07-27T11:10:00", "UTC/GMT", cph, civil.Foreign, "2024-07-27T11:10:00Z UTC UTC", nil, ""},
		{"pair of two zones", "2024-07-27T11:10:00", "ET/PT", cph, civil.Ambiguous, "", []string{"07-27T11:10-04:00 EDT " + ny, "07-27T11:10-07:00 PDT America/Los_Angeles"}, ""},

		// Written out, and places.
		{"season of a place", "2024-07-27T11:10:00", "Japan Standard Time", cph, civil.Foreign, "2024-07-27T11:10:00+09:00 JST JST", nil, ""},
		{"season that has several meanings", "2024-07-27T11:10:00", "India Standard Time", cph, civil.Foreign, "2024-07-27T11:10:00+05:30 IST IST", nil, ""},
		{"season of another place with that name", "2024-07-27T11:10:00", "India Standard Time", dub, civil.Foreign, "2024-07-27T11:10:00+05:30 IST IST", nil, ""},
		{"season of the page", "2024-07-27T11:10:00", "Irish Standard Time", dub, civil.OK, "2024-07-27T11:10:00+01:00 IST Europe/Dublin", nil, ""},
		{"season of the page, not now", "2024-01-27T11:10:00", "British Summer Time", "Europe/London", civil.OffSeason, "2024-01-27T10:10:00Z GMT Europe/London", []string{"01-27T10:10Z GMT Europe/London", "01-27T11:10Z GMT Europe/London"}, ""},
		{"American season", "2024-07-27T11:10:00", "Central Standard Time", cph, civil.Foreign, "2024-07-27T11:10:00-06:00 CST CST", nil, ""},
		{"region all year round", "2024-07-27T11:10:00", "Central European Time", ny, civil.Foreign, "2024-07-27T11:10:00+02:00 CEST Europe/Brussels", nil, ""},
		{"region of the page", "2024-07-27T11:10:00", "Central European Time", cph, civil.OK, "2024-07-27T11:10:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"season that a place has not", "2024-07-27T11:10:00", "Japan Summer Time", cph, civil.Unknown, "", nil, ""},
		{"time of a city", "2024-07-27T11:10:00", "Denver time", cph, civil.Foreign, "2024-07-27T11:10:00-06:00 MDT America/Denver", nil, ""},
		{"time of the page's city", "2024-07-27T11:10:00", "Berlin time", cph, civil.OK, "2024-07-27T11:10:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"a city alone", "2024-07-27T11:10:00", "Denver", cph, civil.Assumed, "2024-07-27T11:10:00-06:00 MDT America/Denver", nil, ""},
		{"the page's city alone", "2024-07-27T11:10:00", "Berlin", cph, civil.OK, "2024-07-27T11:10:00+02:00 CEST Europe/Copenhagen", nil, ""},
		{"a city in an overlap", "2024-11-03T01:30:00", "New York time", cph, civil.Overlap, "2024-11-03T01:30:00-04:00 EDT America/New_York", []string{"11-03T01:30-04:00 EDT " + ny, "11-03T01:30-05:00 EST " + ny}, ""},
		{"a city that is a word", "2024-07-27T11:10:00", "Troll", cph, civil.Unknown, "", nil, ""},
		{"with points", "2024-07-27T11:10:00", "E.T.", cph, civil.Foreign, "2024-07-27T11:10:00-04:00 EDT America/New_York", nil, ""},
		{"no such place", "2024-07-27T11:10:00", "Gotham Time", cph, civil.Unknown, "", nil, ""},
		{"an odd offset", "2024-07-27T11:10:00", "GMT+5.5", cph, civil.Unknown, "", nil, ""},
		{"another clock", "2024-07-27T11:10:00", "/ 2:00 PM ET", cph, civil.Unknown, "", nil, ""},

		// American by convention.
		{"PST", "2024-01-27T11:10:00", "PST", cph, civil.Assumed, "2024-01-27T11:10:00-08:00 PST PST", []string{"01-27T11:10-08:00 PST America/Los_Angeles", "01-27T11:10+08:00 PST Asia/Manila"}, ""},
		{"PST in Manila", "2024-01-27T11:10:00", "PST", "Asia/Manila", civil.OK, "2024-01-27T11:10:00+08:00 PST Asia/Manila", nil, ""},
		{"CST", "2024-01-27T11:10:00", "CST", cph, civil.Assumed, "2024-01-27T11:10:00-06:00 CST CST", []string{"01-27T11:10-06:00 CST America/Chicago", "01-27T11:10+08:00 CST Asia/Shanghai", "01-27T11:10-05:00 CST America/Havana"}, ""},
		{"CST in Shanghai", "2024-01-27T11:10:00", "CST", "Asia/Shanghai", civil.OK, "2024-01-27T11:10:00+08:00 CST Asia/Shanghai", nil, ""},
		{"CDT in Chicago", "2024-07-27T11:10:00", "CDT", "America/Chicago", civil.OK, "2024-07-27T11:10:00-05:00 CDT America/Chicago", nil, ""},
		{"EST has one meaning", "2024-01-27T11:10:00", "EST", cph, civil.Foreign, "2024-01-27T11:10:00-05:00 EST EST", nil, ""},

		// Ambiguous and unknown.
		{"ambiguous", "2024-07-27T11:10:00", "IST", cph, civil.Ambiguous, "", []string{"07-27T11:10+05:30 IST Asia/Kolkata", "07-27T11:10+02:00 IST Asia/Jerusalem", "07-27T11:10+01:00 IST Europe/Dublin"}, ""},
		{"slip", "2024-07-27T11:10:00", "CSET", cph, civil.Unknown, "", nil, "CEST"},
		{"slip in small letters", "2024-07-27T11:10:00", "cset", cph, civil.Unknown, "", nil, "CEST"},
		{"nothing near", "2024-07-27T11:10:00", "XYZ", cph, civil.Unknown, "", nil, ""},
		{"a phrase", "2024-07-27T11:10:00", "local time", cph, civil.Unknown, "", nil, ""},
		{"Local is no zone", "2024-07-27T11:10:00", "Local", cph, civil.Unknown, "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := civil.Resolve(mustDateTime(t, tt.civil), tt.zone, mustLoad(t, tt.loc))
			if r.Kind != tt.kind || show(r.Time) != tt.time || r.Nearest != tt.nearest {
				t.Errorf("got %v %q nearest %q, want %v %q nearest %q", r.Kind, show(r.Time), r.Nearest, tt.kind, tt.time, tt.nearest)
			}
			if got := showAll(r.Candidates); !equal(got, tt.candidates) {
				t.Errorf("candidates: got %q, want %q", got, tt.candidates)
			}
		})
	}
}

func TestResolveInvalid(t *testing.T) {
	for _, zone := range []string{"", "CET", "+02", "IST", "XYZ", "ET", "Europe/Paris"} {
		for _, dt := range []civil.DateTime{
			{Date: civil.Date{Year: 2024, Month: 2, Day: 30}},
			{Date: civil.Date{Year: 2024, Month: 2, Day: 28}, Time: civil.Time{Hour: 25}},
			{Date: civil.Date{Month: 2, Day: 28}},
			{},
		} {
			if r := civil.Resolve(dt, zone, nil); r.Kind != civil.Invalid || !r.Time.IsZero() || r.Candidates != nil {
				t.Errorf("Resolve(%v, %q) = %+v, want invalid", dt, zone, r)
			}
		}
	}
	first, last := mustDateTime(t, "0001-01-01T00:00:00"), mustDateTime(t, "9999-12-31T23:59:59")
	for _, tt := range []struct {
		dt   civil.DateTime
		zone string
	}{{first, "+01"}, {first, "CET"}, {last, "-01"}, {last, "EDT"}} {
		if r := civil.Resolve(tt.dt, tt.zone, nil); r.Kind != civil.Invalid || !r.Time.IsZero() {
			t.Errorf("Resolve(%v, %q) = %+v, want invalid: its year in UTC has no instants", tt.dt, tt.zone, r)
		}
	}
	if r := civil.Resolve(last, "", mustLoad(t, "America/New_York")); r.Kind != civil.Invalid {
		t.Errorf("the last second in New York: got %v, want invalid", r.Kind)
	}
}

// TestResolveHost resolves under several host zones: none must show.
func TestResolveHost(t *testing.T) {
	host := time.Local
	defer func() { time.Local = host }()
	dt := mustDateTime(t, "2024-07-27T11:10:00")
	var want []string
	for _, name := range []string{"UTC", "Asia/Kolkata", "Europe/Copenhagen", "America/Los_Angeles"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = loc
		var got []string
		for _, zone := range []string{"", "CET", "CEST", "IST", "BST", "PDT", "+0530", "XYZ", "ET", "GMT", "Local"} {
			for _, page := range []string{"UTC", "Europe/Dublin", "UTC+5:30"} {
				r := civil.Resolve(dt, zone, mustLoad(t, page))
				got = append(got, r.Kind.String()+" "+show(r.Time))
				got = append(got, showAll(r.Candidates)...)
			}
		}
		if want == nil {
			want = got
		}
		if !equal(got, want) {
			t.Errorf("under TZ=%s got %q, want %q", name, got, want)
		}
	}
}

func TestKindString(t *testing.T) {
	want := []string{"ok", "overlap", "gap", "off-season", "foreign", "assumed", "ambiguous", "unknown", "invalid", "kind(9)", "kind(10)"}
	for k, w := range want {
		if got := civil.Kind(k).String(); got != w {
			t.Errorf("Kind(%d) = %q, want %q", k, got, w)
		}
	}
}

func TestAllocations(t *testing.T) {
	cph := mustLoad(t, "Europe/Copenhagen")
	dt := mustDateTime(t, "2024-07-27T11:10:00")
	overlap := mustDateTime(t, "2024-10-27T02:30:00")
	near := time.Date(2024, 7, 27, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		f    func()
	}{
		{"plain", func() { civil.Resolve(dt, "", cph) }},
		{"in force", func() { civil.Resolve(dt, "CEST", cph) }},
		{"overlap decided", func() { civil.Resolve(overlap, "CET", cph) }},
		{"offset of the page", func() { civil.Resolve(dt, "+02", cph) }},
		{"offset of another", func() { civil.Resolve(dt, "GMT+5:30", cph) }},
		{"foreign", func() { civil.Resolve(dt, "PDT", cph) }},
		{"generic", func() { civil.Resolve(dt, "Pacific Time", cph) }},
		{"IANA", func() { civil.Resolve(dt, "Asia/Tokyo", cph) }},
		{"pair", func() { civil.Resolve(dt, "CET/CEST", cph) }},
		{"city", func() { civil.Resolve(dt, "New York time", cph) }},
		{"written out", func() { civil.Resolve(dt, "Japan Standard Time", cph) }},
		{"with points", func() { civil.Resolve(dt, "E.T.", cph) }},
		{"ReadZone", func() {
			civil.ReadZone("(CET, UTC+1)")
			civil.ReadZone("Gotham Time")
			civil.ReadZone("Port of Spain time")
		}},
		{"unknown", func() { civil.Resolve(dt, "CSET", cph) }},
		{"LoadLocation", func() { civil.LoadLocation("Europe/Copenhagen") }},
		{"LoadLocation of an offset", func() { civil.LoadLocation("UTC+5:30") }},
		{"Zone", func() { civil.Zone("CEST"); civil.Zone("+08"); civil.Zone("ET"); civil.Zone("Asia/Tokyo") }},
		{"Read", func() { civil.Read("Friday 25th of August 2023 at 10:52 AM CEST, some text") }},
		{"ReadRange", func() { civil.ReadRange("between 10:49 AM and 11:01 AM UTC on 27/01/2022") }},
		{"Written.Resolve", func() { civil.Written{Time: civil.Time{Hour: 10}, HasTime: true}.Resolve(near, cph) }},
		{"Written.ResolveAfter", func() { civil.Written{Time: civil.Time{Hour: 10}, HasTime: true}.ResolveAfter(near, cph) }},
	}
	for _, tt := range tests {
		tt.f()
		if got := testing.AllocsPerRun(20, tt.f); got != 0 {
			t.Errorf("%s: %v allocations, want none", tt.name, got)
		}
	}
}
