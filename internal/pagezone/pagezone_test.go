package pagezone_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/pagezone"
)

// stamp reads "2024-03-05 10:17 CET" and, after "=", the exact instant.
func stamp(t *testing.T, s string) pagezone.Stamp {
	t.Helper()
	shown, exact, _ := strings.Cut(s, " = ")
	w, n := civil.Read(shown)
	if n != len(shown) {
		t.Fatalf("%q is not a time", shown)
	}
	stamp := pagezone.Stamp{Written: civil.DateTime{Date: w.Date, Time: w.Time}, Label: w.Zone, At: 10, LabelAt: 10 + len(shown) - len(w.Zone)}
	if exact != "" {
		at, err := time.Parse(time.RFC3339, exact)
		if err != nil {
			t.Fatal(err)
		}
		stamp.Exact = at
	}
	return stamp
}

// result puts a conclusion on one line: "zone 10: text", "!zone 27: text of the
// error".
func result(c pagezone.Conclusion) string {
	switch {
	case c.Err != nil:
		return "!" + string(c.Code) + " " + string(rune('0'+c.At/10)) + string(rune('0'+c.At%10)) + ": " + c.Err.Error()
	case c.Code != "":
		return string(c.Code) + " " + string(rune('0'+c.At/10)) + string(rune('0'+c.At%10)) + ": " + c.Text
	}
	return ""
}

func TestConclude(t *testing.T) {
	for _, test := range []struct {
		name, stamps, zone, want string
	}{
		{"no stamps", "", "", ""},
		{"no labels", "2024-03-05 10:17", "", ""},
		{"one zone", "2024-03-05 10:17 CET; 2024-07-05 10:17 CEST", "Europe/Brussels", "zone 10: Europe/Brussels was"},
		{"UTC needs no note", "2024-03-05 10:17 UTC", "UTC", ""},
		{"an offset", "2024-03-05 10:17 GMT+05:30", "UTC+5:30", "offset 10: GMT+05:30 is not the label of a zone"},
		{"several meanings", "2024-03-05 10:17 IST", "", `!zone 27: zone "IST" has several meanings`},
		{"several meanings, and instants", "2024-03-05 10:17 IST = 2024-03-05T04:47:00Z", "Asia/Kolkata", "zone 10: Asia/Kolkata was"},
		{"several meanings, and instants of an offset", "2024-03-05 10:17 IST = 2024-03-05T03:17:00Z", "UTC+7", "offset 10: IST is not the label of a zone at that time; its offset, UTC+7, was used"},
		{"an unknown label in the second stamp", "2024-03-05 10:17 CET; 2024-03-05 10:17 QQQ", "", `!zone 27: zone "QQQ" is unknown`},
		{"the other half of the year", "2024-01-05 10:17 CEST", "", "!zone 27: CEST is not in force anywhere on that day"},
		{"the other half of the year, and an instant", "2024-01-05 10:17 CEST = 2024-01-05T08:17:00Z", "UTC+2", "offset 10: CEST is not the label of a zone"},
	} {
		var stamps []pagezone.Stamp
		for s := range strings.SplitSeq(test.stamps, "; ") {
			if s != "" {
				stamps = append(stamps, stamp(t, s))
			}
		}
		zone, c := pagezone.Conclude(stamps)
		got := result(c)
		if zone.Name != test.zone || !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: %q, %s", test.name, zone.Name, got)
		}
		if zone.Location == nil || zone.Name == "" && zone.Location != time.UTC {
			t.Errorf("%s: location %v", test.name, zone.Location)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, test := range []struct {
		zone, stamp, at, want string
	}{
		{"Europe/Copenhagen", "2024-03-05 10:17 CET", "2024-03-05T09:17:00Z", ""},
		{"Europe/Copenhagen", "2024-03-05 10:17 UTC+1", "2024-03-05T09:17:00Z", "offset 27: UTC+1 will be written as CET"},
		{"America/Caracas", "2024-03-05 10:17 VET", "2024-03-05T14:17:00Z", "offset 27: VET will be written as -04"},
		{"Europe/Copenhagen", "2024-03-05 10:17", "2024-03-05T09:17:00Z", ""},
		{"Europe/Copenhagen", "2024-03-31 02:30", "", "!zone "},
		{"Europe/Copenhagen", "2024-03-05 10:17 PST", "", "!zone 27: PST has several meanings, and is not a time of the page's zone"},
		{"Europe/Copenhagen", "2024-03-05 10:17 CEST", "", "!zone 27: CEST is not in force"},
		{"Europe/Copenhagen", "2024-03-05 10:17 QQQ", "", `!zone 27: zone "QQQ" is unknown`},
		{"Europe/Copenhagen", "2024-03-31 02:30 CET", "", "!zone 27: "},
		{"Europe/Copenhagen", "2024-10-27 02:30 UTC", "", "!zone 27: UTC is not a time"},
		{"Europe/Copenhagen", "2024-03-05 10:17 CET = 2024-03-05T09:17:42Z", "2024-03-05T09:17:42Z", ""},
		{"Europe/Copenhagen", "2024-03-05 10:17 CET = 2024-03-05T11:17:00Z", "2024-03-05T11:17:00Z", "stamp 10: the page shows"},
		{"Europe/Copenhagen", "2024-03-05 09:17 UTC = 2024-03-05T09:17:00Z", "2024-03-05T09:17:00Z", ""},
	} {
		loc, err := civil.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		s := stamp(t, test.stamp)
		at, c := pagezone.Given(loc).Resolve(&s)
		got := ""
		if !at.IsZero() {
			got = at.UTC().Format(time.RFC3339)
		}
		note := result(c)
		if got != test.at || !strings.HasPrefix(note, test.want) || test.want == "" && note != "" {
			t.Errorf("%s in %s: %q, %s", test.stamp, test.zone, got, note)
		}
	}
}

// TestResolveWithoutZone leaves a time open that names no zone if nobody gives
// the one of the page.
func TestResolveWithoutZone(t *testing.T) {
	s := stamp(t, "2024-03-05 10:17")
	zone, _ := pagezone.Conclude([]pagezone.Stamp{s})
	if at, c := zone.Resolve(&s); !at.IsZero() || !errors.Is(c.Err, pagezone.ErrNoZone) {
		t.Errorf("%v, %+v", at, c)
	}
}

// TestRelabelOnce checks that a page notes once that a label comes back as
// another.
func TestRelabelOnce(t *testing.T) {
	zone, c := pagezone.Conclude([]pagezone.Stamp{stamp(t, "2024-03-05 10:17 GMT+05:30")})
	if c.Code != pagezone.CodeOffset {
		t.Fatalf("%+v", c)
	}
	s := stamp(t, "2024-03-05 10:17 GMT+05:30")
	if _, c := zone.Resolve(&s); c != (pagezone.Conclusion{}) {
		t.Errorf("%+v", c)
	}
	given := pagezone.Given(time.FixedZone("UTC+5:30", 5*3600+1800))
	codes := []incident.Code{}
	for range 2 {
		_, c := given.Resolve(&s)
		codes = append(codes, c.Code)
	}
	if codes[0] != pagezone.CodeOffset || codes[1] != "" {
		t.Errorf("codes %q", codes)
	}
}
