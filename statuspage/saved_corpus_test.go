package statuspage_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

func readCorpusPage(t *testing.T, name string) (*statuspage.Answer, string) {
	t.Helper()
	data, err := os.ReadFile(fixture.Corpus(t, "corpus", "html", name))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := statuspage.Reader{}.Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	for i, inc := range answer.Incidents {
		if inc.Title == "" || inc.ID == "" || inc.Page.Name != "GOV.UK Notify" || inc.URL == "" || inc.Page.TimeZone != "Europe/London" {
			t.Errorf("%s: incidents[%d] is %+v", name, i, inc)
		}
		for j, u := range inc.Updates {
			if u.At.IsZero() || u.Body == "" {
				t.Errorf("%s: incidents[%d].updates[%d] is %+v", name, i, j, u)
			}
			if j > 0 && u.At.Before(inc.Updates[j-1].At) {
				t.Errorf("%s: incidents[%d].updates[%d] is before the one above", name, i, j)
			}
		}
	}
	return answer, string(data)
}

func TestCorpusPageIncident(t *testing.T) {
	answer, page := readCorpusPage(t, "govuk-notify-incident.html")
	if len(answer.Incidents) != 1 {
		t.Fatalf("%d incidents", len(answer.Incidents))
	}
	inc := answer.Incidents[0]
	if inc.Impact != incident.ImpactCritical || len(inc.Updates) != 3 || len(inc.Components) != 1 {
		t.Errorf("%+v", inc)
	}
	want := []incident.Status{incident.StatusIdentified, incident.StatusMonitoring, incident.StatusResolved}
	unix := regexp.MustCompile(`data-datetime-unix="(\d+)"`).FindAllStringSubmatch(page, -1)
	slices.Reverse(unix)
	for i, u := range inc.Updates {
		ms, _ := strconv.ParseInt(unix[i][1], 10, 64)
		if !u.At.Equal(time.UnixMilli(ms)) || u.Status != want[i] {
			t.Errorf("updates[%d] is %+v", i, u)
		}
	}
	if len(answer.Notes) != 1 || answer.Notes[0].Code != incident.CodeZone {
		t.Errorf("notes: %v", answer.Notes)
	}
}

func TestCorpusPageHome(t *testing.T) {
	answer, page := readCorpusPage(t, "govuk-notify-index.html")
	titles := regexp.MustCompile(`class="incident-title `).FindAllString(page, -1)
	updates := regexp.MustCompile(`class="update font-regular `).FindAllString(page, -1)
	n, resolved := 0, 0
	for _, inc := range answer.Incidents {
		n += len(inc.Updates)
		if inc.Status() == incident.StatusResolved {
			resolved++
		}
		for i, u := range inc.Updates {
			if u.Status == "" || u.Inferred || u.At.Year() != 2025 {
				t.Errorf("updates[%d] of %q is %+v", i, inc.Title, u)
			}
		}
	}
	if len(titles) == 0 || len(answer.Incidents) != len(titles) || n != len(updates) || resolved != len(titles) {
		t.Errorf("%d incidents of %d, %d updates of %d, %d resolved", len(answer.Incidents), len(titles), n, len(updates), resolved)
	}
}

func TestCorpusPageHistory(t *testing.T) {
	answer, page := readCorpusPage(t, "govuk-notify-history.html")
	if want := len(regexp.MustCompile(`&quot;timestamp&quot;`).FindAllString(page, -1)); want == 0 || len(answer.Incidents) != want {
		t.Fatalf("%d incidents, want %d", len(answer.Incidents), want)
	}
	inc := answer.Incidents[0]
	if inc.Impact != incident.ImpactMaintenance || inc.Window.Start.UTC().Format(time.RFC3339) != "2024-02-29T22:00:00Z" || inc.Window.End.Sub(inc.Window.Start) != time.Hour {
		t.Errorf("%+v", inc)
	}
}
