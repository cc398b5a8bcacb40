package site_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/site"
)

var allKinds = []site.SourceKind{
	site.SourceJSON, site.SourceMarkdown, site.SourceAPI, site.SourceWebhook, site.SourcePage,
	site.SourceText, site.SourceHome, site.SourceFeed, site.SourceHistory, "other",
}

// retold returns an incident as another source may tell it, with at most a few
// differences.
func retold(random *rand.Rand, inc *incident.Incident) *incident.Incident {
	inc = inc.Clone()
	for range random.IntN(4) {
		differ(random, inc)
	}
	return inc
}

func differ(random *rand.Rand, inc *incident.Incident) {
	word := fmt.Sprint("word", random.IntN(1000))
	switch n := random.IntN(12); n {
	case 0:
		inc.Title = word
	case 1:
		inc.Impact = incident.ImpactMajor
		inc.Severity = word
	case 2:
		inc.Aliases = append(inc.Aliases, "https://short.example/"+word)
	case 3:
		inc.Page.Name = word
	case 4:
		inc.Labels = map[string]string{"team": word}
	case 5:
		inc.Events = append(inc.Events, incident.Event{Text: word})
	case 6:
		inc.Components = append(inc.Components, incident.Component{Name: word, Status: incident.ComponentPartialOutage})
	case 7:
		if inc.Postmortem != nil {
			inc.Postmortem.PublishedAt = time.Time{}
			inc.Postmortem.Sections = append(inc.Postmortem.Sections, incident.Section{Heading: word})
		} else {
			inc.Postmortem = &incident.Postmortem{PublishedAt: time.Date(2024, 3, 5, 10, random.IntN(60), 0, 0, time.UTC), Sections: []incident.Section{{Body: word}}}
		}
	default:
		if len(inc.Updates) == 0 {
			return
		}
		i := random.IntN(len(inc.Updates))
		u := &inc.Updates[i]
		switch n {
		case 8:
			u.Body += " " + word
		case 9:
			u.At = u.At.Truncate(time.Minute)
			u.EditedAt = u.At.Add(time.Duration(random.IntN(1000)) * time.Second)
		case 10:
			u.ID, u.Status = "", ""
		case 11:
			inc.Updates = slices.Delete(inc.Updates, i, i+1)
		}
	}
}

// TestMergeRandom merges incidents that sources tell with differences, and holds
// the result to what Merge promises.
func TestMergeRandom(t *testing.T) {
	for seed := range uint64(fixture.Rounds(400)) {
		inc := incidenttest.Random(seed)
		if seed%3 == 0 {
			inc = incidenttest.Hostile(seed)
		}
		checkMerge(t, seed, identified(inc))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func checkMerge(t *testing.T, seed uint64, inc *incident.Incident) {
	random := rand.New(rand.NewPCG(seed, 5))
	var sources []site.Source
	for i := range 2 + random.IntN(4) {
		kind := allKinds[random.IntN(len(allKinds))]
		sources = append(sources, sourceOf(fmt.Sprint("file", i), kind, retold(random, inc)))
	}
	list, migration := site.Merge(sources)
	if len(list) != 1 {
		t.Errorf("%d incidents, want 1", len(list))
		return
	}
	for _, text := range unlisted(sources, list, migration) {
		t.Error(text)
	}
	for _, s := range sources {
		if len(s.Incidents[0].Updates) > len(list[0].Updates) {
			t.Errorf("%s has %d updates, and the result has %d", s.Name, len(s.Incidents[0].Updates), len(list[0].Updates))
		}
	}

	want, err := json.Marshal([]any{list, migration})
	if err != nil {
		t.Error(err)
	}
	random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
	shuffled, again := site.Merge(sources)
	if got, _ := json.Marshal([]any{shuffled, again}); string(got) != string(want) {
		t.Errorf("another order:\n%s\nwant\n%s", got, want)
	}
	twice, _ := site.Merge([]site.Source{sourceOf("a", site.SourceJSON, list...), sourceOf("b", site.SourceJSON, list...)})
	if len(twice) != 1 || len(incident.Diff(list[0], twice[0])) > 0 {
		t.Errorf("merged twice: %v", incident.Diff(list[0], twice[0]))
	}
}

func FuzzMerge(f *testing.F) {
	f.Add(uint64(0), true)
	f.Add(uint64(1), false)
	f.Fuzz(func(t *testing.T, seed uint64, hostile bool) {
		inc := incidenttest.Random(seed)
		if hostile {
			inc = incidenttest.Hostile(seed)
		}
		checkMerge(t, seed, identified(inc))
	})
}
