package parse_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
)

type fixtureIncident = incident.Incident

// roundTrip writes an incident with encoding/json and reads it back.
func roundTrip(t *testing.T, inc, back *incident.Incident) {
	t.Helper()
	data, err := json.Marshal(inc)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, back); err != nil {
		t.Fatal(err)
	}
}

func readHTML(t *testing.T, p parse.HTML, page string) *parse.Document {
	t.Helper()
	doc, err := p.Parse("page.html", []byte(page))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return doc
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	when, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func noteCodes(doc *parse.Document) (codes []string) {
	for _, n := range doc.Notes {
		codes = append(codes, string(n.Code))
	}
	return codes
}
