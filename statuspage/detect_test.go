package statuspage_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

func TestDetect(t *testing.T) {
	row := rowOf("Resolved", "Over.", "", fmt.Sprintf(day, "14:07", "BST"))
	for input, want := range map[string]statuspage.Kind{
		"":                           "",
		"{}":                         "",
		"[]":                         "",
		"[7]":                        "",
		"{":                          "",
		`{"id": "x", "title": "y"}`:  "",
		`{"id": x`:                   "",
		`{"id": "x", 7`:              "",
		`{"schema": 1, "name": "x"}`: "",
		`{"impact": "minor", "postmortem": {"a": 1}}`: "",
		`{"components": [{"name": "API"}]}`:           "",
		`{"id": "x", "page": {"name": "y"}}`:          "",

		`{"components": [{"created_at": "y"}]}`:                statuspage.KindComponents,
		`{"id": "x", "page": {"updated_at": "y"}}`:             statuspage.KindStatus,
		`{"id": "x", "name": "y", "impact": "minor"}`:          statuspage.KindIncident,
		`[{"id": "x", "incident_updates": []}]`:                statuspage.KindIncidents,
		`[{"id": "x", "name": "API", "position": 1}]`:          statuspage.KindComponents,
		"\ufeff {\"incidents\": [], \"page\": {}}":             statuspage.KindIncidents,
		`{"incidents": [{"id": `:                               statuspage.KindIncidents, // cut off
		`{"meta": {}, "incident": {}}`:                         statuspage.KindIncidentWebhook,
		`{"meta": {}, "component_update": {}}`:                 statuspage.KindComponentWebhook,
		`{"months": []}`:                                       statuspage.KindHistory,
		`{"page": {}, "status": {}, "components": []}`:         statuspage.KindSummary,
		"<p>update-row</p>":                                    "",
		`<p class="update">x</p>`:                              "",
		`<div data-props="months">`:                            "",
		`{"title": "<p class='update-row'>"}`:                  "",
		pageOf(row):                                            statuspage.KindIncidentPage,
		"text above\n" + pageOf(row):                           statuspage.KindIncidentPage,
		home():                                                 "",
		home(pastDay("Jan 2, 2021", "x")):                      statuspage.KindHomePage,
		`<div data-react-props="{&quot;months&quot;:[]}">`:     statuspage.KindHistoryPage,
		`<div data-react-props='{"months":[]}' class="x"></p>`: statuspage.KindHistoryPage,
	} {
		if got := statuspage.Detect([]byte(input)); got != want {
			t.Errorf("%q is %q, want %q", input, got, want)
		}
	}
}

// TestDetectCorpus checks that Detect and Read agree on every real response and
// page.
func TestDetectCorpus(t *testing.T) {
	for _, file := range append(fixture.Files(t, "corpus/json", ".json"), fixture.Files(t, "corpus/html", ".html")...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := statuspage.Reader{}.Read(filepath.Base(file), data)
		if err != nil {
			t.Errorf("%v", err)
		} else if got := statuspage.Detect(data); got != answer.Kind {
			t.Errorf("%s is %q, and read as %q", filepath.Base(file), got, answer.Kind)
		}
	}
	for _, file := range fixture.Files(t, "corpus/text", ".txt") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := statuspage.Detect(data); got != "" {
			t.Errorf("%s is %q", filepath.Base(file), got)
		}
	}
}
