package parse_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// statuses reads a page and returns its statuses, oldest first: "-" if unknown,
// in brackets if concluded.
func statuses(t *testing.T, page string) string {
	t.Helper()
	doc, err := parse.Text{}.Parse("page.txt", []byte(page))
	if err != nil {
		t.Fatalf("%v\n%s", err, page)
	}
	var out []string
	for _, u := range doc.Incidents[0].Updates {
		s := string(u.Status)
		if s == "" {
			s = "-"
		} else if u.Inferred {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// TestInferStatuses reads pages without labels, whose bodies have a phrase for
// a status, or one that does not state it.
func TestInferStatuses(t *testing.T) {
	for _, test := range []struct {
		kind, body, want string
	}{
		{"Incident", "The fault has been resolved.", "(resolved)"},
		{"Incident", "It will be posted once the fault has been resolved.", "-"},
		{"Incident", "Tell us when the fault is resolved.", "-"},
		{"Incident", "This page stays up until the fault is resolved.", "-"},
		{"Incident", "If the fault is resolved for you, tell us.", "-"},
		{"Incident", "We are not sure that the fault is resolved.", "-"},
		{"Incident", "We expect that the fault is resolved within an hour.", "-"},
		{"Incident", "We do not know whether the fault is resolved.", "-"},
		{"Incident", "Search will be fully restored by noon.", "-"},
		{"Incident", "Search should be back to normal.", "-"},
		{"Incident", "If you see errors, mail us: the fault is resolved.", "(resolved)"},
		{"Incident", "Nobody saw it until noon. The fault is resolved.", "(resolved)"},
		{"Incident", "When the fault is resolved we will say so, and it is resolved now; the fault has been resolved.", "(resolved)"},
		{"Incident", "We will continue to monitor the queue.", "(monitoring)"},
		{"Incident", "We look into it.", "(investigating)"},
		{"Incident", "We will investigate if it comes back. Once it is resolved, we will say so.", "(investigating)"},
		{"Scheduled Maintenance", "The work is complete.", "(completed)"},
		{"Scheduled Maintenance", "This maintenance has been cancelled.", "(completed)"},
		{"Scheduled Maintenance", "A part of the work is complete.", "-"},
		{"Scheduled Maintenance", "We write again once the work is complete.", "-"},
		{"Scheduled Maintenance", "The work has begun.", "(in_progress)"},
		{"Scheduled Maintenance", "You get a mail when the work has begun.", "-"},
		{"Scheduled Maintenance", "This maintenance is scheduled and will touch two racks.", "(scheduled)"},
		{"Incident", "The work is complete.", "-"}, // not a status of an incident
	} {
		page := fmt.Sprintf("Search is slow\n%s Report for Example\n%s\nPosted Feb 11, 2026 - 02:10 UTC\n", test.kind, test.body)
		if got := statuses(t, page); got != test.want {
			t.Errorf("%q: got %s, want %s", test.body, got, test.want)
		}
	}
}

// TestInferStatusesOfCases reads pages of the corpus whose bodies mention an
// end that has not come, or mention it in other words.
func TestInferStatusesOfCases(t *testing.T) {
	for name, want := range map[string]string{
		"plain-once.txt":   "(investigating) (identified)",
		"plain-once3.txt":  "-",
		"plain-cancel.txt": "(scheduled) (completed)",
		"plain-resch.txt":  "scheduled completed",
		"plain-lumen.txt":  "(scheduled) (in_progress) (completed)",
	} {
		data, err := os.ReadFile(fixture.Corpus(t, "cases", "text", name))
		if err != nil {
			t.Fatal(err)
		}
		if got := statuses(t, string(data)); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
