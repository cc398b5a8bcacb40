package civil_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/incidentkit/incident/civil"
)

var january, july = time.Date(2025, 1, 15, 12, 0, 0, 0, time.UTC), time.Date(2025, 7, 15, 12, 0, 0, 0, time.UTC)

func TestLoadLocation(t *testing.T) {
	tests := []struct {
		name         string
		winter, july string // abbreviation and offset then
	}{
		{"", "UTC +00:00", "UTC +00:00"},
		{"UTC", "UTC +00:00", "UTC +00:00"},
		{"Europe/Copenhagen", "CET +01:00", "CEST +02:00"},
		{"America/Argentina/Buenos_Aires", "-03 -03:00", "-03 -03:00"},
		{"America/Port-au-Prince", "EST -05:00", "EDT -04:00"},
		{"Etc/GMT-8", "+08 +08:00", "+08 +08:00"},
		{"CET", "CET +01:00", "CEST +02:00"},
		{"PST8PDT", "PST -08:00", "PDT -07:00"},
		{"UTC+8", "UTC+8 +08:00", "UTC+8 +08:00"},
		{"UTC+08", "UTC+08 +08:00", "UTC+08 +08:00"},
		{"UTC-4", "UTC-4 -04:00", "UTC-4 -04:00"},
		{"UTC+5:30", "UTC+5:30 +05:30", "UTC+5:30 +05:30"},
		{"UTC-12", "UTC-12 -12:00", "UTC-12 -12:00"},
		{"UTC+14", "UTC+14 +14:00", "UTC+14 +14:00"},
	}
	for _, tt := range tests {
		loc, err := civil.LoadLocation(tt.name)
		if err != nil {
			t.Errorf("LoadLocation(%q): %v", tt.name, err)
			continue
		}
		const layout = "MST -07:00"
		if w, s := january.In(loc).Format(layout), july.In(loc).Format(layout); w != tt.winter || s != tt.july {
			t.Errorf("LoadLocation(%q) shows %q and %q, want %q and %q", tt.name, w, s, tt.winter, tt.july)
		}
		if want := tt.name; want != "" && loc.String() != want {
			t.Errorf("LoadLocation(%q) is named %q", tt.name, loc)
		}
		if again, _ := civil.LoadLocation(tt.name); again != loc {
			t.Errorf("LoadLocation(%q) is not cached", tt.name)
		}
	}
}

func TestLoadLocationUnknown(t *testing.T) {
	for _, name := range []string{
		"Local", "CEST", "PDT", "BST", "Z", "utc", "europe/copenhagen", "Europe/copenhagen", "Europe/Nowhere", "Factory",
		"../etc/passwd", "/etc/localtime", "Europe/../Europe/Copenhagen", "Europe//Copenhagen", "Europe/", "/", ".", "posix/UTC",
		"right/UTC", "localtime", "posixrules", "zone1970.tab", "Europe/Copenhagen ", "Europe\\Copenhagen", "\x00",
		"GMT+8", "UTC8", "UTC+", "UTC+-8", "UTC+15", "UTC-13", "UTC+0530", "UTC+5:3", "UTC+5:61", "UTC+:30", "UTC +8", "UTC\u22128",
		"+08", "ET", "Eastern", strings.Repeat("A", 1000),
	} {
		loc, err := civil.LoadLocation(name)
		var zoneErr *civil.ZoneError
		if loc != nil || !errors.As(err, &zoneErr) || zoneErr.Kind != civil.Unknown || zoneErr.Name != name {
			t.Errorf("LoadLocation(%q) = %v, %v, want a ZoneError of kind unknown", name, loc, err)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\x00") {
			t.Errorf("LoadLocation(%q): the message is not one clean line: %q", name, err)
		}
	}
}

func TestZone(t *testing.T) {
	tests := []struct {
		name, location string
		january, july  string
	}{
		{"UTC", "UTC", "UTC +00:00", "UTC +00:00"},
		{"utc", "UTC", "UTC +00:00", "UTC +00:00"},
		{"UCT", "UTC", "UTC +00:00", "UTC +00:00"},
		{"Z", "UTC", "UTC +00:00", "UTC +00:00"},
		{"GMT", "GMT", "GMT +00:00", "GMT +00:00"},
		{"CET", "CET", "CET +01:00", "CET +01:00"},
		{"CEST", "CEST", "CEST +02:00", "CEST +02:00"},
		{"cest", "CEST", "CEST +02:00", "CEST +02:00"},
		{"EST", "EST", "EST -05:00", "EST -05:00"},
		{"BST", "BST", "BST +01:00", "BST +01:00"},
		{"ChST", "ChST", "ChST +10:00", "ChST +10:00"},
		{"SGT", "SGT", "SGT +08:00", "SGT +08:00"},
		{"VET", "VET", "VET -04:00", "VET -04:00"},
		{"MSK", "MSK", "MSK +03:00", "MSK +03:00"},
		{"KST", "KST", "KST +09:00", "KST +09:00"},
		{"MSD", "MSD", "MSD +04:00", "MSD +04:00"},
		{"GST", "GST", "GST +04:00", "GST +04:00"},
		{"ET", "America/New_York", "EST -05:00", "EDT -04:00"},
		{"Pacific", "America/Los_Angeles", "PST -08:00", "PDT -07:00"},
		{"central time", "America/Chicago", "CST -06:00", "CDT -05:00"},
		{"Mountain Standard Time", "MST", "MST -07:00", "MST -07:00"},
		{"Eastern Daylight Time", "EDT", "EDT -04:00", "EDT -04:00"},
		{"+08", "UTC+8", "UTC+8 +08:00", "UTC+8 +08:00"},
		{"GMT+08:00", "UTC+8", "UTC+8 +08:00", "UTC+8 +08:00"},
		{"UTC\u22123:30", "UTC-3:30", "UTC-3:30 -03:30", "UTC-3:30 -03:30"},
		{"+00", "UTC", "UTC +00:00", "UTC +00:00"},
		{"Europe/Copenhagen", "Europe/Copenhagen", "CET +01:00", "CEST +02:00"},
		{"PST8PDT", "PST8PDT", "PST -08:00", "PDT -07:00"},
		{"Japan", "Japan", "JST +09:00", "JST +09:00"},

		// The American ones of RFC 5322.
		{"PST", "PST", "PST -08:00", "PST -08:00"},
		{"PDT", "PDT", "PDT -07:00", "PDT -07:00"},
		{"CST", "CST", "CST -06:00", "CST -06:00"},
		{"cdt", "CDT", "CDT -05:00", "CDT -05:00"},
		{"MST", "MST", "MST -07:00", "MST -07:00"},
		{"EDT", "EDT", "EDT -04:00", "EDT -04:00"},

		// Pairs.
		{"CET/CEST", "Europe/Brussels", "CET +01:00", "CEST +02:00"},
		{"CEST/CET", "Europe/Brussels", "CET +01:00", "CEST +02:00"},
		{"PST/PDT", "America/Los_Angeles", "PST -08:00", "PDT -07:00"},
		{"AEST / AEDT", "Australia/Sydney", "AEDT +11:00", "AEST +10:00"},
		{"UTC/GMT", "UTC", "UTC +00:00", "UTC +00:00"},

		// Written out.
		{"US Pacific", "America/Los_Angeles", "PST -08:00", "PDT -07:00"},
		{"U.S. Eastern Time", "America/New_York", "EST -05:00", "EDT -04:00"},
		{"Central European Time", "Europe/Brussels", "CET +01:00", "CEST +02:00"},
		{"Central European Summer Time", "CEST", "CEST +02:00", "CEST +02:00"},
		{"Eastern European Standard Time", "EET", "EET +02:00", "EET +02:00"},
		{"Japan Standard Time", "JST", "JST +09:00", "JST +09:00"},
		{"India Standard Time", "IST", "IST +05:30", "IST +05:30"},
		{"Irish Standard Time", "IST", "IST +01:00", "IST +01:00"},
		{"China Standard Time", "CST", "CST +08:00", "CST +08:00"},
		{"British Summer Time", "BST", "BST +01:00", "BST +01:00"},
		{"Arabian Standard Time", "Asia/Riyadh", "+03 +03:00", "+03 +03:00"},
		{"Coordinated Universal Time", "UTC", "UTC +00:00", "UTC +00:00"},
		{"Greenwich Mean Time", "UTC", "UTC +00:00", "UTC +00:00"},
		{"AET", "Australia/Sydney", "AEDT +11:00", "AEST +10:00"},

		// Places.
		{"UK time", "Europe/London", "GMT +00:00", "BST +01:00"},
		{"Denver time", "America/Denver", "MST -07:00", "MDT -06:00"},
		{"Denver", "America/Denver", "MST -07:00", "MDT -06:00"},
		{"New York local time", "America/New_York", "EST -05:00", "EDT -04:00"},
		{"Buenos Aires time", "America/Buenos_Aires", "-03 -03:00", "-03 -03:00"},
		{"NYC", "America/New_York", "EST -05:00", "EDT -04:00"},
		{"US/Pacific", "US/Pacific", "PST -08:00", "PDT -07:00"},

		// Spelled otherwise.
		{"E.T.", "America/New_York", "EST -05:00", "EDT -04:00"},
		{"G.M.T.", "GMT", "GMT +00:00", "GMT +00:00"},
		{"UTC\u20134", "UTC-4", "UTC-4 -04:00", "UTC-4 -04:00"},
		{"UTC\u20115", "UTC-5", "UTC-5 -05:00", "UTC-5 -05:00"},
		{"UTC + 2", "UTC+2", "UTC+2 +02:00", "UTC+2 +02:00"},
		{"+0545", "UTC+5:45", "UTC+5:45 +05:45", "UTC+5:45 +05:45"},
	}
	for _, tt := range tests {
		loc, err := civil.Zone(tt.name)
		if err != nil {
			t.Errorf("Zone(%q): %v", tt.name, err)
			continue
		}
		const layout = "MST -07:00"
		if w, s := january.In(loc).Format(layout), july.In(loc).Format(layout); loc.String() != tt.location || w != tt.january || s != tt.july {
			t.Errorf("Zone(%q) = %q, shows %q and %q, want %q, %q and %q", tt.name, loc, w, s, tt.location, tt.january, tt.july)
		}
		if again, _ := civil.Zone(tt.name); again != loc {
			t.Errorf("Zone(%q) is not cached", tt.name)
		}
	}
}

func TestZoneError(t *testing.T) {
	tests := []struct {
		name    string
		kind    civil.Kind
		nearest string
		offsets []int // hours of the candidates, in quarters
	}{
		{"IST", civil.Ambiguous, "", []int{4, 8, 22}},
		{"ist", civil.Ambiguous, "", []int{4, 8, 22}},
		{"AMT", civil.Ambiguous, "", []int{-16, 16}},
		{"CSET", civil.Unknown, "CEST", nil},
		{"CES", civil.Unknown, "CEST", nil},
		{"UTCC", civil.Unknown, "UTC", nil},
		{"CTE", civil.Unknown, "CET", nil},
		{"UTX", civil.Unknown, "UTC", nil},
		{"QQQ", civil.Unknown, "", nil},
		{"Local", civil.Unknown, "", nil},
		{"", civil.Unknown, "", nil},
		{"local time", civil.Unknown, "", nil},
		{"+25", civil.Unknown, "", nil},
		{"UTC+99", civil.Unknown, "", nil},
		{"GMT+5.5", civil.Unknown, "", nil},
		{"Gotham Time", civil.Unknown, "", nil},
		{"Japan Daylight Time", civil.Unknown, "", nil},
		{"Christmas time", civil.Unknown, "", nil},
		{"Denver's time", civil.Unknown, "", nil},
		{"denver time", civil.Unknown, "", nil},
		{"troll", civil.Unknown, "", nil},
		{"center", civil.Unknown, "", nil},
		{"US Japan Time", civil.Unknown, "", nil},
		{"time", civil.Unknown, "", nil},
		{"CET/API", civil.Unknown, "", nil},
		{"/", civil.Unknown, "", nil},
		{"GMT-12:30", civil.Unknown, "", nil},
		{"C\u00c9T", civil.Unknown, "", nil},
	}
	for _, tt := range tests {
		loc, err := civil.Zone(tt.name)
		var zoneErr *civil.ZoneError
		if !errors.As(err, &zoneErr) || loc != nil {
			t.Errorf("Zone(%q) = %v, %v, want a ZoneError", tt.name, loc, err)
			continue
		}
		var offsets []int
		for _, c := range zoneErr.Candidates {
			offsets = append(offsets, c.Offset/900)
			if !c.Time.IsZero() || c.Zone == "" || !strings.EqualFold(c.Name, tt.name) {
				t.Errorf("Zone(%q): candidate %+v", tt.name, c)
			}
		}
		if zoneErr.Name != tt.name || zoneErr.Kind != tt.kind || zoneErr.Nearest != tt.nearest || !equal(offsets, tt.offsets) {
			t.Errorf("Zone(%q): got %v, nearest %q, %v, want %v, %q, %v", tt.name, zoneErr.Kind, zoneErr.Nearest, offsets, tt.kind, tt.nearest, tt.offsets)
		}
	}
}

func TestZoneErrorText(t *testing.T) {
	candidates := []civil.Candidate{{Zone: "Asia/Kolkata", Offset: 19800}, {Zone: "Europe/Dublin", Offset: 3600}}
	tests := []struct {
		err  civil.ZoneError
		want string
	}{
		{civil.ZoneError{Name: "IST", Kind: civil.Ambiguous, Candidates: candidates}, `zone "IST" has several meanings: Asia/Kolkata (UTC+5:30), Europe/Dublin (UTC+1)`},
		{civil.ZoneError{Name: "CSET", Kind: civil.Unknown, Nearest: "CEST"}, `zone "CSET" is unknown; did you mean CEST?`},
		{civil.ZoneError{Name: "Q\n", Kind: civil.Unknown}, `zone "Q\n" is unknown`},
		{civil.ZoneError{Name: "PDT", Kind: civil.Foreign, Nearest: "Europe/Brussels"}, `zone "PDT" was not in force in Europe/Brussels, the zone of the other times`},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestLoadLocationConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	got := make([]*time.Location, 16)
	for i := range got {
		wg.Go(func() {
			for _, name := range []string{"Asia/Oral", "UTC+7:45", "Europe/Rome"} {
				loc, err := civil.LoadLocation(name)
				if err != nil {
					t.Error(err)
				}
				got[i] = loc
			}
			if _, err := civil.Zone("+09:45"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, loc := range got {
		if loc != got[0] {
			t.Fatal("the cache gave two pointers for one name")
		}
	}
}

// TestAbbreviationsGenerated generates the table anew and compares.
func TestAbbreviationsGenerated(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skipf("no go command: %v", err)
	}
	if _, err := os.Stat(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip")); err != nil {
		t.Skipf("this Go has no zone data to generate from: %v", err)
	}
	if os.Getenv("CIVIL_ANY_TZDATA") != "" {
		t.Skip("CIVIL_ANY_TZDATA is set: this Go has zone data of another year than the table, which would differ")
	}
	cmd := exec.Command("go", "run", "gen.go", "-o", "-")
	cmd.Stderr = os.Stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("abbreviations.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))) {
		t.Error("abbreviations.go is not what gen.go writes from this Go's zone data: run go generate, or set CIVIL_ANY_TZDATA=1 for a Go of another year")
	}
}

// TestLoadLocationNearest checks the suggestions for names that are not known.
func TestLoadLocationNearest(t *testing.T) {
	for name, want := range map[string]string{
		"CEST": "Europe/Brussels", "cest": "Europe/Brussels", "Berlin": "Europe/Berlin", "new york": "America/New_York",
		"europe/berlin": "Europe/Berlin", "America/new york": "America/New_York", "+02:00": "UTC+2", "utc": "UTC", "Pacific": "America/Los_Angeles",
		"IST": "", "Local": "", "local": "", "Mars/Olympus": "", "mars/olympus": "", "/etc/passwd": "", "UTC+25": "", "a//b": "", strings.Repeat("a/", 99): "",
	} {
		_, err := civil.LoadLocation(name)
		var zone *civil.ZoneError
		if !errors.As(err, &zone) || zone.Nearest != want {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
		if _, err := civil.LoadLocation(want); err != nil {
			t.Error(err)
		}
	}
}
