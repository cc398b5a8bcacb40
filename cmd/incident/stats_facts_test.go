package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
)

// TestStatsOfSeedsNamesSources checks what stats says of five real reports, as
// a person reads them: the milestones, the impact and how long each was open,
// each with what it rests on. Clocks are those of the report.
func TestStatsOfSeedsNamesSources(t *testing.T) {
	type facts struct {
		milestones map[string]string // by name: clock and basis
		impact     string            // from and to
		stated     []string
		open       time.Duration
		severity   string
		zone       string
	}
	want := []facts{
		{
			milestones: map[string]string{
				"detected": "27 10:05 concluded", "declared": "27 10:11 concluded", "mitigated": "27 10:28 concluded", "identified": "27 10:28 posts",
				"impact_ended": "27 10:45 concluded", "resolved": "27 11:10 concluded",
			},
			impact: "27 10:05 27 10:40", stated: []string{"impact 27 10:05 27 10:40", "duration 17m0s", "impact 27 10:11 27 10:28"},
			open: 53 * time.Minute, zone: "Europe/Brussels",
		},
		{
			milestones: map[string]string{
				"detected": "25 11:00 concluded", "declared": "25 11:26 concluded", "identified": "25 11:30 concluded",
				"mitigated": "25 11:35 concluded", "impact_ended": "25 12:00 concluded", "resolved": "25 14:09 posts",
			},
			open: 2*time.Hour + 43*time.Minute, zone: "Europe/Brussels",
		},
		{
			milestones: map[string]string{
				"impact_started": "01 13:07 concluded", "identified": "01 14:12 posts", "mitigated": "02 18:00 concluded",
				"impact_ended": "03 20:20 concluded", "resolved": "02 20:20 posts",
			},
			impact: "01 13:07 03 20:20", stated: []string{"impact 01 13:07 03 20:20"},
			open: 30*time.Hour + 8*time.Minute, zone: "Europe/Brussels",
		},
		{
			milestones: map[string]string{
				"detected": "24 06:59 concluded", "declared": "24 07:48 concluded", "identified": "24 08:25 concluded",
				"mitigated": "24 08:55 concluded", "resolved": "24 09:32 concluded",
			},
			impact: "24 06:54 24 08:55", stated: []string{"impact 24 06:54 24 08:55"},
			open: 96 * time.Minute, zone: "Europe/Brussels",
		},
		{
			milestones: map[string]string{"detected": "01 10:53 concluded", "mitigated": "01 11:01 concluded", "resolved": "01 11:15 concluded"},
			impact:     "01 10:49 01 11:01", stated: []string{"span 01 10:49 01 11:15", "impact 01 10:49 01 11:01"},
			open: 14 * time.Minute, severity: "Major", zone: "UTC",
		},
	}
	files, err := filepath.Glob(fixture.Corpus(t, "seeds", "*.txt"))
	if err != nil || len(files) != len(want) {
		t.Fatalf("%d seeds, %v", len(files), err)
	}
	slices.Sort(files)
	for i, name := range files {
		loc, err := time.LoadLocation(want[i].zone)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Milestones map[string]statsAnchor `json:"milestones"`
			Stated     []statsStatement       `json:"stated"`
			Metrics    map[string]statsMetric `json:"metrics"`
		}
		if err := json.Unmarshal([]byte(runWith(t, "", "stats", "-json", name).stdout), &doc); err != nil {
			t.Fatal(err)
		}
		clock := func(at *time.Time) string {
			if at == nil {
				return "none"
			}
			return at.In(loc).Format("02 15:04")
		}
		for word, w := range want[i].milestones {
			a := doc.Milestones[word]
			if got := clock(a.At) + " " + string(a.Basis); got != w || a.Path == "" {
				t.Errorf("%d: %s is %s at %q, want %s", i, word, got, a.Path, w)
			}
		}
		if len(doc.Milestones) != len(want[i].milestones) {
			t.Errorf("%d: %d milestones, want %d", i, len(doc.Milestones), len(want[i].milestones))
		}
		if want[i].impact != "" {
			m := doc.Metrics["impact"]
			if m.From == nil || m.To == nil || clock(m.From.At)+" "+clock(m.To.At) != want[i].impact || m.From.Basis != incident.BasisStated {
				t.Errorf("%d: impact %+v, want %s", i, m, want[i].impact)
			}
		}
		severity := ""
		var stated []string
		for _, s := range doc.Stated {
			switch {
			case s.Path == "" || s.Text == "":
				t.Errorf("%d: %+v has no place", i, s)
			case s.Aspect == "severity":
				severity = s.Value
			case s.From == nil && s.Seconds != nil:
				stated = append(stated, s.Aspect+" "+time.Duration(*s.Seconds*float64(time.Second)).String())
			default:
				stated = append(stated, s.Aspect+" "+clock(s.From)+" "+clock(s.To))
			}
		}
		if !slices.Equal(stated, want[i].stated) || severity != want[i].severity {
			t.Errorf("%d: stated %q, severity %q, want %q, %q", i, stated, severity, want[i].stated, want[i].severity)
		}
		open := doc.Metrics["open"]
		if open.Seconds == nil || *open.Seconds != want[i].open.Seconds() || open.From.Basis != incident.BasisPosts {
			t.Errorf("%d: open %+v, want %v", i, open, want[i].open)
		}
	}
}
