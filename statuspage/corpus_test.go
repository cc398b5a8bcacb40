package statuspage_test

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/statuspage"
)

// raw is a response as the corpus tests decode it.
type raw struct {
	Incident  *rawIncident
	Incidents []rawIncident
	Months    []struct{ Incidents []struct{ Code string } }
}

type rawIncident struct {
	ID      string
	Name    string
	Status  string
	Updates []struct {
		ID, Status, Body string
		At               string `json:"display_at"`
	} `json:"incident_updates"`
}

// TestCorpus compares the reading of every real response with a plain decoding
// of its JSON.
func TestCorpus(t *testing.T) {
	type counts struct{ files, components, incidents, updates, changes int }
	got := make(map[statuspage.Kind]counts)
	for _, file := range fixture.Files(t, "corpus/json", ".json") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		answer, err := statuspage.Reader{}.Read(name, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n := got[answer.Kind]
		n.files++
		n.components += len(answer.Components)
		n.incidents += len(answer.Incidents)
		var want raw
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if want.Incident != nil {
			want.Incidents = append(want.Incidents, *want.Incident)
		}
		if len(answer.Incidents) != len(want.Incidents) {
			t.Fatalf("%s: %d incidents, want %d", name, len(answer.Incidents), len(want.Incidents))
		}
		for i, inc := range answer.Incidents {
			n.updates += len(inc.Updates)
			for _, u := range inc.Updates {
				n.changes += len(u.Changes)
			}
			checkIncident(t, name, inc, want.Incidents[i])
		}
		got[answer.Kind] = n
	}
	// The corpus may grow, so these are minimum counts.
	for kind, want := range map[statuspage.Kind]counts{
		statuspage.KindSummary:          {files: 4, components: 76, incidents: 4, updates: 23, changes: 25},
		statuspage.KindStatus:           {files: 1},
		statuspage.KindIncidents:        {files: 1, incidents: 1, updates: 1},
		statuspage.KindIncident:         {files: 10, incidents: 10, updates: 62, changes: 95},
		statuspage.KindIncidentWebhook:  {files: 2, incidents: 2, updates: 3, changes: 3},
		statuspage.KindComponentWebhook: {files: 1, components: 1},
	} {
		n := got[kind]
		if n.files < want.files || n.components < want.components || n.incidents < want.incidents || n.updates < want.updates || n.changes < want.changes {
			t.Errorf("%s: %+v, want at least %+v", kind, n, want)
		}
	}
}

func checkIncident(t *testing.T, file string, inc *incident.Incident, want rawIncident) {
	t.Helper()
	if inc.ID != want.ID || inc.Title != want.Name || string(inc.Status()) != want.Status {
		t.Errorf("%s: %q %q %q, want %q %q %q", file, inc.ID, inc.Title, inc.Status(), want.ID, want.Name, want.Status)
	}
	if len(inc.Updates) != len(want.Updates) {
		t.Fatalf("%s: %d updates, want %d", file, len(inc.Updates), len(want.Updates))
	}
	for i, w := range want.Updates {
		u := inc.Updates[len(want.Updates)-1-i]
		if u.ID != w.ID || string(u.Status) != w.Status || u.Body == "" != (w.Body == "") {
			t.Errorf("%s: update %d is %q %q, want %q %q", file, i, u.ID, u.Status, w.ID, w.Status)
		}
		if at, err := time.Parse(time.RFC3339, w.At); err != nil || !u.At.Equal(at) {
			t.Errorf("%s: update %d at %s, want %s", file, i, u.At, w.At)
		}
		// Pages show "Update" if an update repeats the status before
		// it.
		if i+1 < len(want.Updates) {
			if repeats := inc.Repeats(len(want.Updates) - 1 - i); repeats != (w.Status == want.Updates[i+1].Status) {
				t.Errorf("%s: update %d repeats: %v", file, i, repeats)
			}
		}
		// The visible text of the body must be the text of the
		// Markdown.
		text := strings.Join(strings.Fields(string(markdown.Text{}.Append(nil, u.Body))), "")
		shown := html.UnescapeString(regexp.MustCompile(`</?[a-z][^>]*>`).ReplaceAllString(w.Body, ""))
		if shown = strings.Join(strings.Fields(shown), ""); strings.ReplaceAll(text, "•", "") != strings.ReplaceAll(shown, "•", "") {
			t.Errorf("%s: update %d\n%s\nwant\n%s", file, i, text, shown)
		}
	}
}

// TestHistoryCorpus reads the data that a real history page has for its script.
func TestHistoryCorpus(t *testing.T) {
	page, err := os.ReadFile(fixture.Corpus(t, "corpus", "html", "govuk-notify-history.html"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`data-react-class="HistoryIndex" data-react-props="([^"]*)"`).FindSubmatch(page)
	if m == nil {
		t.Fatal("the page has no data")
	}
	answer, err := statuspage.Reader{}.Read("history", []byte(html.UnescapeString(string(m[1]))))
	if err != nil {
		t.Fatal(err)
	}
	if answer.Kind != statuspage.KindHistory || len(answer.Incidents) != 1 || len(answer.Components) != 8 || answer.Page.TimeZone != "Europe/London" {
		t.Errorf("%s, %d incidents, %d components, zone %q", answer.Kind, len(answer.Incidents), len(answer.Components), answer.Page.TimeZone)
	}
	if inc := answer.Incidents[0]; inc.Window.End.Sub(inc.Window.Start) != time.Hour || inc.Window.Start.Month() != time.February {
		t.Errorf("window %v", inc.Window)
	}
}
