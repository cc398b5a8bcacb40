package notify_test

import (
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/notify"
)

// TestURL checks that a message links to the incident or else to its page.
func TestURL(t *testing.T) {
	inc := &incident.Incident{Page: incident.Page{URL: "https://status.example.com"}, Updates: []incident.Update{{Body: "We look."}}}
	if got := notify.Update(inc, 0).URL; got != "https://status.example.com" {
		t.Errorf("without an address: %q", got)
	}
	inc.URL = "https://status.example.com/incidents/k3v9"
	if got := notify.Update(inc, 0).URL; got != inc.URL {
		t.Errorf("with one: %q", got)
	}
}
