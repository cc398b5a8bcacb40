package parse_test

import (
	"encoding/json"
	"testing"

	"github.com/incidentkit/incident"
)

type fixtureIncident = incident.Incident

// roundTrip takes an incident through encoding/json.
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
