package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
)

// writeYears writes n invented incidents of ten years to a folder, on three
// pages in different zones with 20 components each. INCIDENT_EFFORT=4 makes the
// 1,200 of a page that was kept for that long.
func writeYears(t *testing.T, dir string, n int) {
	t.Helper()
	zones := []string{"Europe/Copenhagen", "America/Los_Angeles", "Asia/Kolkata"}
	for i := range n {
		inc := incidenttest.Random(uint64(i))
		inc.ID = fmt.Sprintf("i%05d", i)
		inc.Page = incident.Page{Name: fmt.Sprint("Example ", i%3), URL: fmt.Sprintf("https://status%d.example.com", i%3), TimeZone: zones[i%3]}
		inc.URL, inc.Aliases = inc.Page.URL+"/incidents/"+inc.ID, []string{fmt.Sprintf("%s/i/%d", inc.Page.URL, i)}
		if inc.Validate() != nil { // an abbreviation means something else in this zone
			inc.Postmortem, inc.Events = nil, nil
		}
		known := make(map[string]int)
		rename := func(id, group, name *string) {
			key := fmt.Sprintf("%q %q %q", *id, *group, *name)
			if _, ok := known[key]; !ok {
				known[key] = (i + len(known)) % 20
			}
			*id, *group, *name = fmt.Sprint("c", known[key]), fmt.Sprint("Group ", known[key]/5), fmt.Sprint("Part ", known[key])
		}
		for k := range inc.Components {
			c := &inc.Components[k]
			rename(&c.ID, &c.Group, &c.Name)
		}
		for u := range inc.Updates {
			for k := range inc.Updates[u].Changes {
				c := &inc.Updates[u].Changes[k]
				rename(&c.ID, &c.Group, &c.Name)
			}
		}
		data, err := json.Marshal(inc)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, inc.ID+".json"), data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestSiteOfTenYears makes the sites of three pages: nothing is lost, no link is
// broken, and a second run writes nothing.
func TestSiteOfTenYears(t *testing.T) {
	in, out, n := t.TempDir(), t.TempDir(), fixture.Rounds(300)
	writeYears(t, in, n)
	report := filepath.Join(t.TempDir(), "report.json")
	got := makeSite(t, exitDone, "-o", out, "-report", report, "-now", "2026-01-01T00:00:00Z", in)
	if strings.Contains(got.stderr, "not on the site") {
		t.Error(got.stderr)
	}
	var counts struct {
		In, Out  struct{ Incidents, Updates, Postmortems int }
		Losses   []any
		Unserved []any
	}
	if err := json.Unmarshal([]byte(content(t, report)), &counts); err != nil {
		t.Fatal(err)
	}
	if counts.In != counts.Out || counts.In.Incidents != n || len(counts.Losses) > 0 || len(counts.Unserved) > 0 {
		t.Errorf("%+v", counts)
	}
	files := filesOf(t, out)
	for i := range n {
		folder := fmt.Sprintf("example-%d/", i%3)
		for _, name := range []string{folder + fmt.Sprintf("incidents/i%05d/index.html", i), folder + fmt.Sprintf("i/%d/index.html", i)} {
			if _, ok := files[name]; !ok {
				t.Errorf("there is no %s", name)
			}
		}
	}
	if again := makeSite(t, exitDone, "-o", out, "-now", "2026-01-01T00:00:00Z", in); !strings.Contains(again.stdout, " 0 written, 0 removed") {
		t.Error(again.stdout)
	}
}
