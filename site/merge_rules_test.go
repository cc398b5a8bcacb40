package site_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

var atNoon = time.Date(2024, time.March, 5, 12, 0, 0, 0, time.UTC)

func incidentWith(updates ...incident.Update) *incident.Incident {
	return &incident.Incident{ID: "a", Title: "Slow", Page: incident.Page{ID: "p"}, Updates: updates}
}

func updateAfter(id string, status incident.Status, after time.Duration, body string) incident.Update {
	return incident.Update{ID: id, Status: status, At: atNoon.Add(after), Body: body}
}

// lossesOf returns path and code of each loss.
func lossesOf(m *site.Migration) (list []string) {
	for _, l := range m.Losses {
		list = append(list, l.Path+" "+string(l.Code))
	}
	return list
}

// TestMergeUpdates merges the updates of an answer of the API with those of
// another source.
func TestMergeUpdates(t *testing.T) {
	const s, m = time.Second, time.Minute
	looking, found, fixed := incident.StatusInvestigating, incident.StatusIdentified, incident.StatusResolved
	two := []incident.Update{updateAfter("u1", looking, 5*s, "We look."), updateAfter("u2", fixed, 10*m+300*time.Millisecond, "Fixed.")}
	inferred := updateAfter("", found, 10*m, "Fixed.")
	inferred.Inferred = true
	for name, test := range map[string]struct {
		kind   site.SourceKind
		other  []incident.Update
		want   []incident.Update
		losses []string
	}{
		"minutes":            {site.SourceFeed, []incident.Update{updateAfter("", looking, 0, "We look."), updateAfter("", fixed, 10*m, "Fixed.")}, two, nil},
		"seconds":            {site.SourcePage, []incident.Update{updateAfter("", fixed, 10*m, "Fixed.")}, two, nil},
		"another second":     {site.SourcePage, []incident.Update{updateAfter("", looking, 7*s, "We look.")}, two, []string{"updates[0].at conflict"}},
		"another year":       {site.SourceHome, []incident.Update{updateAfter("", looking, -366*24*60*m, "We look.")}, two, []string{"updates[0].at conflict"}},
		"an edited body":     {site.SourceFeed, []incident.Update{updateAfter("", looking, 0, "We have a look.")}, two, []string{"updates[0].body conflict"}},
		"more":               {site.SourceFeed, []incident.Update{updateAfter("", looking, 0, "We look."), updateAfter("", found, 5*m, "A disk.")}, []incident.Update{two[0], updateAfter("", found, 5*m, "A disk."), two[1]}, nil},
		"two of one minute":  {site.SourceFeed, []incident.Update{updateAfter("", looking, 0, "We look."), updateAfter("", looking, 0, "We look hard.")}, []incident.Update{two[0], updateAfter("", looking, 0, "We look hard."), two[1]}, nil},
		"a message only":     {site.SourceHistory, []incident.Update{updateAfter("", "", 10*m, "Fixed.")}, two, nil},
		"another message":    {site.SourceHistory, []incident.Update{updateAfter("", "", 10*m, "All good.")}, two, []string{"updates[0].body conflict"}},
		"an inferred status": {site.SourceText, []incident.Update{inferred}, two, nil},
		"another status":     {site.SourceFeed, []incident.Update{updateAfter("", found, 10*m, "Fixed.")}, two, []string{"updates[0].status conflict"}},
		"the same ID":        {site.SourceWebhook, []incident.Update{updateAfter("u1", found, 3*m, "We looked.")}, two, []string{"updates[0].status superseded", "updates[0].at superseded", "updates[0].body superseded"}},
		"another ID":         {site.SourceWebhook, []incident.Update{updateAfter("u3", looking, 5*s, "We look.")}, []incident.Update{two[0], updateAfter("u3", looking, 5*s, "We look."), two[1]}, nil},
		"two edited bodies":  {site.SourceFeed, []incident.Update{updateAfter("", looking, 0, "A."), updateAfter("", looking, 0, "B.")}, []incident.Update{updateAfter("", looking, 0, "A."), updateAfter("", looking, 0, "B."), two[0], two[1]}, nil},
		"the newest first":   {site.SourceFeed, []incident.Update{updateAfter("", found, 20*m, "A disk."), updateAfter("", fixed, 10*m, "Fixed.")}, []incident.Update{two[0], two[1], updateAfter("", found, 20*m, "A disk.")}, nil},
		"between two of one minute": {site.SourceFeed, []incident.Update{
			updateAfter("", looking, 5*s, "We look."), updateAfter("", found, 5*s, "A disk."), updateAfter("", fixed, 10*m+300*time.Millisecond, "Fixed."),
		}, []incident.Update{two[0], updateAfter("", found, 5*s, "A disk."), two[1]}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, migration := mergedOne(t, sourceOf("b", test.kind, incidentWith(test.other...)), sourceOf("a", site.SourceAPI, incidentWith(two...)))
			if diff := cmp.Diff(test.want, got.Updates); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			codes := lossesOf(migration)
			for i, l := range migration.Losses { // an older source is superseded
				if l.Code == site.CodeSuperseded && test.kind != site.SourceWebhook {
					codes[i] = strings.Replace(codes[i], "superseded", "conflict", 1)
				}
			}
			if !slices.Equal(codes, test.losses) {
				t.Errorf("losses %q, want %q", codes, test.losses)
			}
		})
	}
}

// TestMergeRemoved keeps an update that a newer source no longer has, and says
// so.
func TestMergeRemoved(t *testing.T) {
	older := incidentWith(updateAfter("u1", incident.StatusInvestigating, 0, "We look."), updateAfter("u2", incident.StatusIdentified, time.Minute, "Posted by mistake."))
	newer := incidentWith(older.Updates[0], updateAfter("u3", incident.StatusResolved, time.Hour, "Fixed."))
	got, migration := mergedOne(t, sourceOf("newer", site.SourceAPI, newer), sourceOf("older", site.SourceAPI, older))
	if len(got.Updates) != 3 || len(migration.Doubts) != 1 || migration.Doubts[0].Code != site.CodeRemoved || migration.Doubts[0].Source != "older" {
		t.Errorf("%d updates, doubts %+v", len(got.Updates), migration.Doubts)
	}
	newer.Updates = newer.Updates[1:] // as a source that has the last update only
	if _, migration := mergedOne(t, sourceOf("newer", site.SourceAPI, newer), sourceOf("older", site.SourceAPI, older)); len(migration.Doubts) > 0 {
		t.Errorf("doubts %+v", migration.Doubts)
	}
}

// TestMergeSnapshots merges two answers of the same kind: the newer one is right,
// whatever their names and their order.
func TestMergeSnapshots(t *testing.T) {
	older := incidentWith(updateAfter("u1", incident.StatusInvestigating, 0, "We look."))
	older.Impact, older.Components = incident.ImpactMinor, []incident.Component{{ID: "c", Name: "API", Status: incident.ComponentDegradedPerformance}}
	newer := older.Clone()
	newer.Title, newer.Impact, newer.Components[0].Status = "Very slow", incident.ImpactMajor, incident.ComponentOperational
	newer.Updates[0].Body, newer.Updates[0].EditedAt = "We look, sorry.", atNoon.Add(time.Hour)
	for _, names := range [][2]string{{"a", "b"}, {"b", "a"}} {
		got, migration := mergedOne(t, sourceOf(names[0], site.SourceAPI, older), sourceOf(names[1], site.SourceAPI, newer))
		if diff := cmp.Diff(newer, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		want := []string{"title superseded", "impact superseded", "updates[0].body superseded", "components[0].status superseded"}
		if losses := lossesOf(migration); !slices.Equal(losses, want) {
			t.Errorf("losses %q, want %q", losses, want)
		}
	}
	// The status of a component is the newest, even if a better source is older.
	got, _ := mergedOne(t, sourceOf("a", site.SourceJSON, older), sourceOf("b", site.SourceAPI, newer))
	if got.Title != "Slow" || got.Components[0].Status != incident.ComponentOperational {
		t.Errorf("title %q, component %+v", got.Title, got.Components[0])
	}
}

func TestMergePostmortems(t *testing.T) {
	draft := &incident.Postmortem{Sections: []incident.Section{{Body: "A disk, we believe."}}}
	published := &incident.Postmortem{PublishedAt: atNoon, Sections: []incident.Section{{Body: "A disk was full."}}}
	other := &incident.Postmortem{PublishedAt: atNoon.Add(time.Hour), Sections: []incident.Section{{Body: "A disk was slow."}}}
	known := &incident.Postmortem{PublishedAt: atNoon}
	for name, test := range map[string]struct {
		json, api, want *incident.Postmortem
		losses          []string
	}{
		"one":                {nil, published, published, nil},
		"twice":              {published, published, published, nil},
		"a draft":            {draft, published, published, []string{"postmortem.sections conflict"}},
		"two":                {published, other, published, []string{"postmortem.published_at conflict", "postmortem.sections conflict"}},
		"its date":           {published, known, published, nil},
		"a draft and a date": {draft, known, draft, []string{"postmortem.published_at conflict"}},
		"a date and a draft": {known, draft, draft, []string{"postmortem.published_at conflict"}},
		"a date only":        {nil, known, known, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := incidentWith(), incidentWith()
			a.Postmortem, b.Postmortem = test.json, test.api
			got, migration := mergedOne(t, sourceOf("a", site.SourceJSON, a), sourceOf("b", site.SourceAPI, b))
			if diff := cmp.Diff(test.want, got.Postmortem); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if losses := lossesOf(migration); !slices.Equal(losses, test.losses) {
				t.Errorf("losses %q, want %q", losses, test.losses)
			}
		})
	}
}

// TestMergeHistory merges an answer with the event of a history, which says from
// when to when an incident went on.
func TestMergeHistory(t *testing.T) {
	api := incidentWith(updateAfter("u1", incident.StatusInvestigating, 5*time.Second, "We look."), updateAfter("u2", incident.StatusResolved, time.Hour, "Fixed."))
	for name, test := range map[string]struct {
		event incident.Event
		want  int
	}{
		"from the first to the last update": {incident.Event{At: atNoon, Until: atNoon.Add(time.Hour)}, 0},
		"from an earlier minute":            {incident.Event{At: atNoon.Add(-time.Minute), Until: atNoon.Add(time.Hour)}, 1},
		"with a text":                       {incident.Event{At: atNoon, Until: atNoon.Add(time.Hour), Text: "A disk is full."}, 1},
	} {
		history := incidentWith(updateAfter("", "", time.Hour, "Fixed."))
		history.Events = []incident.Event{test.event}
		if got, _ := mergedOne(t, sourceOf("a", site.SourceHistory, history), sourceOf("b", site.SourceAPI, api)); len(got.Events) != test.want || len(got.Updates) != 2 {
			t.Errorf("%s: %+v, %d updates", name, got.Events, len(got.Updates))
		}
	}
}

// TestMergeZones merges sources of one page in which it has different zones: the
// rows of a postmortem keep their instants.
func TestMergeZones(t *testing.T) {
	api, own := incidentWith(), incidentWith()
	api.Page.TimeZone = "Europe/Copenhagen"
	own.Postmortem = &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{{At: atNoon, Text: "A disk is full."}}}}}}
	got, _ := mergedOne(t, sourceOf("a", site.SourceJSON, own), sourceOf("b", site.SourceAPI, api))
	if zone := got.Postmortem.Sections[0].Timeline.Zone; got.Page.TimeZone != "Europe/Copenhagen" || zone != "UTC" {
		t.Errorf("page in %q, timeline in %q", got.Page.TimeZone, zone)
	}
}

// TestMigrationNotes lists what readers could not keep.
func TestMigrationNotes(t *testing.T) {
	s, err := readSource("page.txt", []byte("Slow\nIncident Report for Shop\nResolved\nFixed.\nPosted Mar 05, 2024 - 11:40 CET\n\n← Current Status\nPowered by Atlassian Statuspage\n"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := readSource("answer.json", []byte(`{"incidents": [{"id": "x", "name": "Fast", "impact": "none", "incident_updates": []}, {"id": "a", "name": "Slow", "impact": "none", "reminder_intervals": "[3, 6]",
		"incident_updates": [{"id": "u", "status": "resolved", "body": "Fixed.", "display_at": "2024-03-05T10:40:00Z", "custom_tweet": "Fixed!"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	_, migration := site.Merge([]site.Source{s, answer})
	var got []string
	for _, l := range migration.Losses {
		got = append(got, l.Source+" "+l.ID+" "+string(l.Code))
	}
	for _, want := range []string{"page.txt  around", "answer.json a unmapped"} {
		if !slices.Contains(got, want) {
			t.Errorf("losses %q, want %q", got, want)
		}
	}
}

// TestMergeAllocations counts the bytes that are allocated for histories of two
// lengths.
func TestMergeAllocations(t *testing.T) {
	history := func(n int) []site.Source {
		sources := []site.Source{sourceOf("a", site.SourceJSON), sourceOf("b", site.SourceAPI), sourceOf("c", site.SourceFeed)}
		for i := range n {
			after := time.Duration(i) * 9 * time.Hour
			inc := incidentWith(updateAfter("u1", incident.StatusInvestigating, after, "We look."), updateAfter("u2", incident.StatusResolved, after+time.Hour, fmt.Sprint("Fixed ", i)))
			inc.ID = fmt.Sprint("i", i)
			for k := range sources {
				sources[k].Incidents = append(sources[k].Incidents, inc.Clone())
			}
		}
		return sources
	}
	allocated := func(n int) uint64 {
		sources := history(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if list, _ := site.Merge(sources); len(list) != n {
			t.Errorf("%d incidents, want %d", len(list), n)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if few, many := allocated(100), allocated(1600); many > 24*few {
		t.Errorf("16 times the incidents allocate %d times the bytes: %d instead of %d", many/few, many, few)
	}
}
