package site_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/site"
	"github.com/incidentkit/incident/statuspage"
)

// readSource reads a file of any form that package parse or statuspage reads.
func readSource(name string, data []byte) (site.Source, error) {
	if statuspage.Detect(data) != "" {
		answer, err := statuspage.Reader{}.Read(name, data)
		if err != nil {
			return site.Source{}, err
		}
		return site.StatuspageSource(name, answer), nil
	}
	var doc *parse.Document
	var err error
	s := site.Source{Name: name, Kind: site.SourceText}
	switch parse.Detect(name, data) {
	case parse.FormatMarkdown:
		s.Kind = site.SourceMarkdown
		doc, err = parse.Markdown{}.Parse(name, data)
	case parse.FormatHTML:
		s.Kind = site.SourcePage
		doc, err = parse.HTML{}.Parse(name, data)
	case parse.FormatJSON:
		s.Kind = site.SourceJSON
		doc, err = parse.JSON{}.Parse(name, data)
	default:
		doc, err = parse.Text{}.Parse(name, data)
	}
	if err != nil {
		return s, err
	}
	s.Incidents, s.Notes = doc.Incidents, doc.Notes
	return s, nil
}

// freight returns the sources of examples/moving: one history of an invented
// company, as several sources tell it. The own JSON rounds to minutes and has
// ids of its own; the webhook was sent after the second update; the page, its
// text and the feed have nothing but what readers see.
func freight(t testing.TB) (sources []site.Source) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "examples", "moving", "*"))
	if err != nil || len(files) != 8 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := readSource(filepath.Base(file), data)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	return sources
}

func TestMergeFreight(t *testing.T) {
	list, migration := site.Merge(freight(t))
	if len(list) != 3 {
		t.Fatalf("%d incidents, want 3", len(list))
	}
	at := func(s string) time.Time {
		x, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	labels := incident.Component{ID: "c1labels", Group: "Printing", Name: "Labels"}
	change := func(from, to incident.ComponentStatus) []incident.Change {
		return []incident.Change{{ID: labels.ID, Group: labels.Group, Name: labels.Name, From: from, To: to}}
	}
	labels.Status = incident.ComponentOperational
	want := &incident.Incident{
		ID: "2024-03-05-labels", Title: "Labels are printed late", URL: "https://status.freight.example/incidents/k3v9qd1xw2mz",
		Aliases:    []string{"k3v9qd1xw2mz", "https://stspg.example/k3v9", "tag:status.freight.example,2005:Incident/20417"},
		Page:       incident.Page{ID: "fr8tpg1c0xyz", Name: "Example Freight", URL: "https://status.freight.example", TimeZone: "Europe/Copenhagen"},
		Impact:     incident.ImpactMajor,
		Severity:   "SEV-2",
		Components: []incident.Component{labels},
		Labels:     map[string]string{"commander": "printing team"},
		Events:     []incident.Event{{At: at("2024-03-05T09:09:00Z"), Milestone: incident.MilestoneDetected, Text: "Two depots call."}},
		Updates: []incident.Update{
			{ID: "one", Status: incident.StatusInvestigating, At: at("2024-03-05T09:17:05.12Z"), NextUpdate: at("2024-03-05T09:45:00Z"), Body: "We are looking into labels that are printed late.", Changes: change(incident.ComponentOperational, incident.ComponentPartialOutage)},
			{ID: "two", Status: incident.StatusIdentified, At: at("2024-03-05T09:41:30Z"), Body: "A queue is stuck. We empty it and add another one."},
			{ID: "three", Status: incident.StatusIdentified, At: at("2024-03-05T10:02:00.5Z"), Body: "One depot is left, see [the list](https://freight.example/depots)."},
			{ID: "u4", Status: incident.StatusResolved, At: at("2024-03-05T10:40:59Z"), Body: "All labels are printed on time again.", Changes: change(incident.ComponentPartialOutage, incident.ComponentOperational)},
		},
		Postmortem: &incident.Postmortem{
			Title: "Labels were printed late in all depots", PublishedAt: at("2024-03-07T13:00:00Z"),
			FrontMatter: "incident: 2024-03-05-labels\npublished_at: 2024-03-07 14:00\nzone: Europe/Copenhagen",
			Sections: []incident.Section{
				{Kind: incident.SectionSummary, Heading: "What happened", Body: "A **printer driver** was updated in all depots at once. It waits for an answer that old printers never give."},
				{Kind: incident.SectionActions, Heading: "What we change", Body: "Updates go to one depot first."},
			},
		},
	}
	if diff := cmp.Diff(want, list[1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if search, disks := list[0], list[2]; search.ID != "b7f1old5tm0q" || len(search.Events) != 1 || disks.ID != "m8s2c4t7b1pf" || len(disks.Updates) != 3 || len(disks.Events) != 0 || disks.Window.End.IsZero() {
		t.Errorf("others are\n%+v\n%+v", search, disks)
	}

	if in := (site.Count{Incidents: 12, Updates: 30, Postmortems: 3}); migration.In != in || migration.Out != (site.Count{Incidents: 3, Updates: 8, Postmortems: 1}) {
		t.Errorf("in %+v, out %+v", migration.In, migration.Out)
	}
	type loss struct {
		Source, Path string
		Code         incident.Code
		Also         int
	}
	var got []loss
	for _, l := range migration.Losses {
		if l.ID != want.ID {
			t.Errorf("a loss of %q", l.ID)
		}
		got = append(got, loss{l.Source, l.Path, l.Code, len(l.Also)})
	}
	if diff := cmp.Diff([]loss{
		{"incidents.json", "updates[0].id", incident.CodeConflict, 1},
		{"incidents.json", "updates[1].id", incident.CodeConflict, 1},
		{"incidents.json", "updates[1].body", incident.CodeConflict, 4},
		{"incidents.json", "updates[2].id", incident.CodeConflict, 0},
		{"webhook.json", "title", incident.CodeConflict, 0},
		{"webhook.json", "impact", site.CodeSuperseded, 0},
	}, got); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if len(migration.Doubts) > 0 {
		t.Errorf("doubts: %+v", migration.Doubts)
	}
}

// TestMergeOrder merges the sources in many orders.
func TestMergeOrder(t *testing.T) {
	sources := freight(t)
	before, err := json.Marshal(sources)
	if err != nil {
		t.Fatal(err)
	}
	merge := func() string {
		list, migration := site.Merge(sources)
		b, err := json.Marshal([]any{list, migration})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := merge()
	check := func() {
		if got := merge(); got != want {
			t.Fatalf("another order, another result:\n%s\nwant\n%s", got, want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range fixture.Rounds(100) {
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		check()
	}
	if fixture.Thorough() {
		permute(sources[1:], check)
	}
	slices.SortFunc(sources, func(a, b site.Source) int {
		return slices.Index(names(before), a.Name) - slices.Index(names(before), b.Name)
	})
	if after, _ := json.Marshal(sources); string(after) != string(before) {
		t.Error("Merge has changed its sources")
	}
}

func names(data []byte) (list []string) {
	var sources []struct{ Name string }
	_ = json.Unmarshal(data, &sources)
	for _, s := range sources {
		list = append(list, s.Name)
	}
	return list
}

// permute calls visit for each order of a list.
func permute[T any](list []T, visit func()) {
	var from func(int)
	from = func(i int) {
		if i == len(list) {
			visit()
			return
		}
		for k := i; k < len(list); k++ {
			list[i], list[k] = list[k], list[i]
			from(i + 1)
			list[i], list[k] = list[k], list[i]
		}
	}
	from(0)
}

// identified returns an incident with an ID on a page.
func identified(inc *incident.Incident) *incident.Incident {
	inc = inc.Clone()
	inc.ID, inc.Page.ID, inc.URL, inc.Aliases = "k3v9", "p1", "", nil
	for i := range inc.Updates {
		inc.Updates[i].ID = fmt.Sprint("u", i)
	}
	return inc
}

// mergedOne merges sources that tell one incident.
func mergedOne(t *testing.T, sources ...site.Source) (*incident.Incident, *site.Migration) {
	t.Helper()
	list, migration := site.Merge(sources)
	if len(list) != 1 {
		t.Fatalf("%d incidents, want 1", len(list))
	}
	return list[0], migration
}

func sourceOf(name string, kind site.SourceKind, list ...*incident.Incident) site.Source {
	return site.Source{Name: name, Kind: kind, Incidents: list}
}

// TestMergeItself merges incidents with themselves and with a part of their
// updates.
func TestMergeItself(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	check := func(name string, inc *incident.Incident, sources ...site.Source) {
		t.Helper()
		got, migration := mergedOne(t, sources...)
		if diff := incident.Diff(inc, got); len(diff) > 0 {
			t.Errorf("%s: %v", name, diff)
		}
		if len(migration.Losses)+len(migration.Doubts) > 0 {
			t.Errorf("%s: %s", name, migration.Append(nil))
		}
	}
	for seed := range uint64(fixture.Rounds(100)) {
		for _, inc := range []*incident.Incident{identified(incidenttest.Random(seed)), identified(incidenttest.Hostile(seed))} {
			check("itself", inc, sourceOf("a", site.SourceJSON, inc), sourceOf("b", site.SourceJSON, inc))
			check("itself in one source", inc, sourceOf("a", site.SourceJSON, inc, inc.Clone()))
			check("itself as another kind", inc, sourceOf("a", site.SourceJSON, inc), sourceOf("b", site.SourceAPI, inc))
			part := inc.Clone()
			part.Updates = slices.DeleteFunc(part.Updates, func(incident.Update) bool { return random.IntN(2) == 0 })
			check("a part of a lower kind", inc, sourceOf("a", site.SourceJSON, inc), sourceOf("b", site.SourceFeed, part))
			check("a part of a higher kind", inc, sourceOf("a", site.SourceJSON, part), sourceOf("b", site.SourceFeed, inc))
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
}
