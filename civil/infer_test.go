package civil_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

func stamps(tb testing.TB, list ...string) []civil.Stamp {
	tb.Helper()
	var s []civil.Stamp
	for _, text := range list {
		when, zone, _ := strings.Cut(text, " ")
		s = append(s, civil.Stamp{DateTime: mustDateTime(tb, when+":00"), Zone: zone})
	}
	return s
}

func TestInfer(t *testing.T) {
	const jan, jul = "2024-01-15T10:00", "2024-07-15T10:00"
	tests := []struct {
		name   string
		stamps []string
		zone   string
		exact  bool
	}{
		{"CET", []string{jan + " CET"}, "Europe/Brussels", true},
		{"CEST", []string{jul + " CEST"}, "Europe/Brussels", true},
		{"CET and CEST", []string{jul + " CEST", jan + " CET"}, "Europe/Brussels", true},
		{"unlabelled ones are passed over", []string{jul + " CEST", jan}, "Europe/Brussels", true},
		{"both sides of an overlap", []string{"2024-10-27T02:30 CET", "2024-10-27T02:30 CEST"}, "Europe/Brussels", true},
		{"CET in summer", []string{jul + " CET"}, "Africa/Algiers", true},
		{"PST", []string{jan + " PST"}, "America/Los_Angeles", true},
		{"PDT and PST", []string{jan + " PST", jul + " PDT"}, "America/Los_Angeles", true},
		{"EST", []string{jan + " EST"}, "America/New_York", true},
		{"EST in summer", []string{jul + " EST"}, "America/Panama", true},
		{"CDT", []string{jul + " CDT"}, "America/Chicago", true},
		{"CST beside CDT", []string{jan + " CST", jul + " CDT"}, "America/Chicago", true},
		{"MST", []string{jan + " MST"}, "America/Denver", true},
		{"MST in summer", []string{jul + " MST"}, "America/Phoenix", true},
		{"GMT", []string{jan + " GMT"}, "Europe/London", true},
		{"BST", []string{jul + " BST"}, "Europe/London", true},
		{"GMT in summer", []string{jul + " GMT"}, "Africa/Abidjan", true},
		{"GMT and IST", []string{jan + " GMT", jul + " IST"}, "Europe/Dublin", true},
		{"IST and IDT", []string{jan + " IST", jul + " IDT"}, "Asia/Jerusalem", true},
		{"IST all year", []string{jan + " IST", jul + " IST"}, "Asia/Kolkata", true},
		{"EET", []string{jan + " EET", jul + " EEST"}, "Europe/Athens", true},
		{"WET", []string{jan + " WET", jul + " WEST"}, "Europe/Lisbon", true},
		{"JST", []string{jul + " JST"}, "Asia/Tokyo", true},
		{"KST", []string{jul + " KST"}, "Asia/Seoul", true},
		{"HKT", []string{jul + " HKT"}, "Asia/Hong_Kong", true},
		{"SAST", []string{jul + " SAST"}, "Africa/Johannesburg", true},
		{"NZ", []string{jan + " NZDT", jul + " NZST"}, "Pacific/Auckland", true},
		{"Sydney", []string{jan + " AEDT", jul + " AEST"}, "Australia/Sydney", true},
		{"Brisbane", []string{jan + " AEST"}, "Australia/Brisbane", true},
		{"Adelaide", []string{jan + " ACDT", jul + " ACST"}, "Australia/Adelaide", true},
		{"Darwin", []string{jan + " ACST"}, "Australia/Darwin", true},
		{"Perth", []string{jan + " AWST"}, "Australia/Perth", true},
		{"Moscow when it was +4", []string{"2012-07-15T10:00 MSK"}, "Europe/Moscow", true},
		{"Halifax", []string{jan + " AST", jul + " ADT"}, "America/Halifax", true},
		{"Honolulu", []string{jan + " HST"}, "Pacific/Honolulu", true},
		{"UTC", []string{jan + " UTC", jul + " UTC"}, "UTC", true},
		{"UCT", []string{jan + " UCT"}, "UTC", false},
		{"whole hour", []string{jan + " +08"}, "Etc/GMT-8", true},
		{"whole hour west", []string{jan + " -03", jul + " -03"}, "Etc/GMT+3", true},
		{"the last one east", []string{jan + " +14"}, "Etc/GMT-14", true},
		{"the last one west", []string{jan + " -12"}, "Etc/GMT+12", true},
		{"zero in winter", []string{jan + " +00"}, "Antarctica/Troll", true},
		{"zero in summer", []string{jul + " +00"}, "Atlantic/Azores", true},
		{"Tehran", []string{jan + " +0330"}, "Asia/Tehran", true},
		{"Tehran in its last summer time", []string{"2022-07-15T10:00 +0430", jan + " +0330"}, "Asia/Tehran", true},
		{"Kabul", []string{jan + " +0430"}, "Asia/Kabul", true},
		{"Colombo", []string{jan + " +0530"}, "Asia/Colombo", true},
		{"Kathmandu", []string{jan + " +0545"}, "Asia/Kathmandu", true},
		{"Yangon", []string{jan + " +0630"}, "Asia/Yangon", true},
		{"Chatham", []string{jan + " +1345", jul + " +1245"}, "Pacific/Chatham", true},
		{"Azores", []string{jan + " -01", jul + " +00"}, "Atlantic/Azores", true},
		{"Nuuk until 2023", []string{"2022-01-15T10:00 -03", "2022-07-15T10:00 -02"}, "America/Nuuk", true},
		{"Nuuk since 2024", []string{jan + " -02", jul + " -01"}, "America/Nuuk", true},
		{"Santiago", []string{jan + " -03", jul + " -04"}, "America/Santiago", true},
		{"Almaty", []string{jan + " +06", jul + " +05"}, "Asia/Almaty", true},
		{"Lord Howe", []string{jan + " +11", jul + " +1030"}, "Australia/Lord_Howe", true},
		{"GMT and offset", []string{jan + " GMT+08:00", jul + " GMT+08:00"}, "UTC+8", false},
		{"no longer in tzdata", []string{jul + " VET"}, "UTC-4", false},
		{"Singapore", []string{jul + " SGT"}, "UTC+8", false},
		{"two names of one offset", []string{jul + " SGT", jul + " +08"}, "UTC+8", false},
		{"offset out of season", []string{jan + " BST"}, "UTC+1", false},
		{"generic", []string{jan + " PT", jul + " PDT"}, "America/Los_Angeles", false},
		{"small letters", []string{jan + " cet"}, "Europe/Brussels", false},
		{"half hour that no zone has", []string{jan + " UTC+10:30"}, "UTC+10:30", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := stamps(t, tt.stamps...)
			zone, exact, err := civil.Infer(in)
			if zone != tt.zone || exact != tt.exact || err != nil {
				t.Fatalf("got %q, exact %t, %v, want %q, exact %t", zone, exact, err, tt.zone, tt.exact)
			}
			checkInferred(t, in, zone, exact)
		})
	}
}

// checkInferred checks that the zone loads and, if it is exact, prints every
// stamp as it was.
func checkInferred(tb testing.TB, in []civil.Stamp, zone string, exact bool) {
	tb.Helper()
	loc := mustLoad(tb, zone)
	for _, s := range in {
		if s.Zone == "" || !exact {
			continue
		}
		printed := false
		for _, at := range civil.Instants(s.DateTime, loc) {
			printed = printed || at.Format("MST") == s.Zone
		}
		if !printed {
			tb.Errorf("%s does not print %v %s", zone, s.DateTime, s.Zone)
		}
	}
}

func TestInferError(t *testing.T) {
	const jan, jul = "2024-01-15T10:00", "2024-07-15T10:00"
	tests := []struct {
		name    string
		stamps  []string
		label   string
		kind    civil.Kind
		n       int // candidates
		nearest string
	}{
		{"nothing", nil, "", civil.Unknown, 0, ""},
		{"no label", []string{jan}, "", civil.Unknown, 0, ""},
		{"IST in winter", []string{jan + " IST"}, "IST", civil.Ambiguous, 3, ""},
		{"IST in summer", []string{jul + " IST"}, "IST", civil.Ambiguous, 3, ""},
		{"CST without CDT", []string{jan + " CST"}, "CST", civil.Ambiguous, 3, ""},
		{"CST all year", []string{jan + " CST", jul + " CST"}, "CST", civil.Ambiguous, 3, ""},
		{"PST in summer", []string{jul + " PST"}, "PST", civil.Ambiguous, 2, ""},
		{"slip", []string{jan + " CSET"}, "CSET", civil.Unknown, 0, "CEST"},
		{"unknown beside known", []string{jul + " CEST", jul + " QQQ"}, "QQQ", civil.Unknown, 0, ""},
		{"of two zones", []string{jul + " CEST", jul + " EDT", jan + " CET"}, "EDT", civil.Foreign, 0, "Europe/Brussels"},
		{"winter and summer names at one time", []string{jul + " CEST", jul + " CET", jul + " CEST"}, "CET", civil.Foreign, 0, "Europe/Brussels"},
		{"out of bounds", []string{jan + " -21"}, "-21", civil.Unknown, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			zone, exact, err := civil.Infer(stamps(t, tt.stamps...))
			var zoneErr *civil.ZoneError
			if !errors.As(err, &zoneErr) || zone != "" || exact {
				t.Fatalf("got %q, %t, %v, want a ZoneError", zone, exact, err)
			}
			if zoneErr.Name != tt.label || zoneErr.Kind != tt.kind || len(zoneErr.Candidates) != tt.n || zoneErr.Nearest != tt.nearest {
				t.Errorf("got %+v, want %q %v with %d candidates, nearest %q", zoneErr, tt.label, tt.kind, tt.n, tt.nearest)
			}
		})
	}
}

// TestInferPages prints pages in many zones and infers the zones from them. An
// exact zone must print every stamp again, and at the same instant unless the
// abbreviations have several meanings.
func TestInferPages(t *testing.T) {
	zones := append([]string{
		"Europe/Copenhagen", "Europe/Paris", "Europe/Helsinki", "Europe/London", "America/Vancouver", "America/Toronto",
		"America/Denver", "Asia/Singapore", "America/Bogota", "Asia/Dubai", "Asia/Bangkok", "Pacific/Auckland", "Europe/Minsk",
	}, oracleZones...)
	rnd := rand.New(rand.NewPCG(7, 7))
	rounds := 20
	if longRun() {
		rounds = 2000
	}
	exactly := 0
	for _, name := range zones {
		loc := mustLoad(t, name)
		for range rounds {
			at := time.Unix(1325376000+rnd.Int64N(15*366*86400), 0).In(loc)
			var in []civil.Stamp
			for range 1 + rnd.IntN(6) {
				at = at.Add(time.Duration(rnd.Int64N(int64(60 * 24 * time.Hour)))).Truncate(time.Minute)
				in = append(in, civil.Stamp{DateTime: civil.DateTimeOf(at, loc), Zone: at.Format("MST")})
			}
			zone, exact, err := civil.Infer(in)
			if err != nil {
				continue
			}
			if exact {
				exactly++
			}
			checkInferred(t, in, zone, exact)
		}
	}
	if want := rounds * len(zones) / 2; exactly < want {
		t.Errorf("%d of %d pages came out exact, want %d at least", exactly, rounds*len(zones), want)
	}
}
