package claim_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// seeds reads the five real reports.
func seeds(t testing.TB) []*incident.Incident {
	t.Helper()
	files, err := filepath.Glob(fixture.Corpus(t, "seeds", "*.txt"))
	if err != nil || len(files) != 5 {
		t.Fatalf("%d seeds, %v", len(files), err)
	}
	slices.Sort(files)
	loc := location(t, "Europe/Copenhagen")
	var incs []*incident.Incident
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parse.Text{Zone: loc}.Parse(name, b)
		if err != nil {
			t.Fatal(err)
		}
		incs = append(incs, doc.Incidents[0])
	}
	return incs
}

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// timed returns the promises with a time of one subject, named as the reference
// names them: 002a is the first of the third seed.
func timed(incs []*incident.Incident, subject claim.Subject, o claim.Options) (names []string, ps []claim.Promise) {
	for i, inc := range incs {
		letter := byte('a')
		for _, p := range claim.Promises(inc, o) {
			if p.Subject == subject && !p.Vague() {
				names = append(names, "00"+string(rune('0'+i))+string(letter))
				ps = append(ps, p)
				letter++
			}
		}
	}
	return names, ps
}

// The table of the reference, lint.md 3.6: eleven promises, in each mode, at
// each grace.
func TestSeedsUpdatePromises(t *testing.T) {
	incs := seeds(t)
	tests := []struct {
		mode   claim.Mode
		grace  time.Duration
		missed string
	}{
		{claim.AnyUpdate, -1, "002c 7h20m0s, 003c 1m0s, 003d 2m0s"},
		{claim.AnyUpdate, 5 * time.Minute, "002c 7h20m0s"},
		{claim.AnyUpdate, 15 * time.Minute, "002c 7h20m0s"},
		{claim.Substantive, -1, "002a 29m0s, 002c 7h20m0s, 003a 1m0s, 003c 1m0s, 003d 2m0s"},
		{claim.Substantive, 5 * time.Minute, "002a 29m0s, 002c 7h20m0s"},
		{claim.Substantive, 15 * time.Minute, "002a 29m0s, 002c 7h20m0s"},
		{0, 0, "002a 29m0s, 002c 7h20m0s"}, // the defaults
	}
	for _, test := range tests {
		names, ps := timed(incs, claim.Update, claim.Options{Mode: test.mode, Grace: test.grace})
		if len(ps) != 11 {
			t.Fatalf("%v: %d promises", names, len(ps))
		}
		var missed []string
		for i, p := range ps {
			switch p.State {
			case claim.Missed:
				missed = append(missed, names[i]+" "+p.Late.String())
			case claim.Kept:
			default:
				t.Errorf("%v %v: %s is %s", test.mode, test.grace, names[i], p.State)
			}
		}
		if got := strings.Join(missed, ", "); got != test.missed {
			t.Errorf("%v, grace %v: missed %s, want %s", test.mode, test.grace, got, test.missed)
		}
	}
}

// When each is due, and which post answers it.
func TestSeedsDue(t *testing.T) {
	want := []string{
		"000a 01-27 10:45 by 1", "000b 01-27 10:45 by 4",
		"001a 08-25 12:00 by 3", "001b 08-25 12:20 by 4",
		"002a 10-01 15:00 by 4", "002b 10-02 11:00 by 6", "002c 10-02 13:00 by 7",
		"003a 03-24 08:30 by 3", "003b 03-24 09:00 by 4", "003c 03-24 09:00 by 5", "003d 03-24 09:30 by 6",
	}
	loc := location(t, "Europe/Copenhagen")
	names, ps := timed(seeds(t), claim.Update, claim.Options{})
	var got []string
	for i, p := range ps {
		got = append(got, names[i]+p.Due.In(loc).Format(" 01-02 15:04")+" by "+string(rune('0'+p.By)))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// UCT is read as UTC, and said to be a slip of the pen.
	if ps[4].At.Nearest != "UTC" || ps[5].At.Nearest != "" {
		t.Errorf("nearest of 002a is %q, of 002b %q", ps[4].At.Nearest, ps[5].At.Nearest)
	}
}

// The table of the reference, templates-and-metrics.md 2.6: three promises, in
// each convention.
func TestSeedsPostmortemPromises(t *testing.T) {
	incs := seeds(t)
	loc := location(t, "Europe/Copenhagen")
	tests := []struct {
		count claim.Convention
		want  []string
	}{
		{claim.ExcludeEventDay, []string{"000a Thu 02-03 missed 1", "001a Fri 09-01 kept 0", "003a Thu 03-31 missed 2"}},
		{claim.IncludeEventDay, []string{"000a Wed 02-02 missed 2", "001a Thu 08-31 missed 1", "003a Wed 03-30 missed 3"}},
		{claim.SameClockTime, []string{"000a Thu 02-03 missed 29h45m0s", "001a Fri 09-01 kept -4h51m0s", "003a Thu 03-31 missed 103h59m0s"}},
	}
	for _, test := range tests {
		names, ps := timed(incs, claim.Postmortem, claim.Options{Calendar: claim.Calendar{Count: test.count}})
		var got []string
		for i, p := range ps {
			late := string(rune('0' + p.LateDays))
			if test.count == claim.SameClockTime {
				late = p.Late.String()
			}
			got = append(got, names[i]+p.Due.Add(-1).In(loc).Format(" Mon 01-02 ")+string(p.State)+" "+late)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: got %q, want %q", test.count, got, test.want)
		}
	}
}

// The claims of the seeds, but for promises: kind and words.
func TestSeedsClaims(t *testing.T) {
	want := []string{
		"range 35m, duration, range 17m, count, time, time, count",
		"time",
		"range 55h13m, date, date, date, date",
		"denial, range 121m, time",
		"date, range 26m, date, range 12m, duration",
	}
	for i, inc := range seeds(t) {
		var got []string
		for _, c := range claim.Claims(inc) {
			if c.Kind == claim.Pledge || strings.HasPrefix(c.Path, "updates[") && c.Kind != claim.Denial {
				continue
			}
			s := c.Kind.String()
			if c.Kind == claim.Range {
				d := c.Until.Time.Sub(c.At.Time).String()
				s += " " + strings.TrimSuffix(strings.Replace(strings.Replace(d, "2h1m", "121m", 1), "m0s", "m", 1), "0s")
			}
			got = append(got, s)
		}
		if strings.Join(got, ", ") != want[i] {
			t.Errorf("seed %d: got %s, want %s", i, strings.Join(got, ", "), want[i])
		}
		for _, c := range claim.Claims(inc) {
			if c.Kind == claim.Denial && !slices.Equal(c.Names, []string{"Exports APIs", "Webform Endpoints"}) {
				t.Errorf("seed %d denies %q", i, c.Names)
			}
		}
	}
}
