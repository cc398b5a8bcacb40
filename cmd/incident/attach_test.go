package main

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
)

// TestPostmortemOfAnotherIncident attaches documents that tell by their title,
// where there are not two ids, whose they are.
func TestPostmortemOfAnotherIncident(t *testing.T) {
	const page = `{"schema": 1, ID"title": "Parcels  wait", "aliases": ["old-7"], "updates": [{"status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "They wait."}]}`
	for _, test := range []struct {
		id, named, title string
		refused, into    bool // by convert, and by new -into
	}{
		{"", "incident: p8\n", "Letters are lost", true, true},
		{"", "", "Letters are lost", true, false},
		{`"id": "p7", `, "", "Letters are lost", true, false},
		{`"id": "p7", `, "incident: p7\n", "Letters are lost", false, false},
		{`"id": "p7", `, "incident: p8\n", "Parcels wait", true, true},
		{"", "incident: old-7\n", "Letters are lost", false, false},
		{"", "incident: p8\n", "Postmortem: parcels wait", false, false},
		{"", "", "Parcels", false, false},
	} {
		inc := file(t, "page.json", strings.Replace(page, "ID", test.id, 1))
		text := "---\n" + test.named + "state: draft\n---\n\n# " + test.title + "\n\n## Summary\n\nA belt stopped.\n"
		pm := file(t, "pm.md", text)
		got := runWith(t, "", "convert", "-to", "json", inc, pm)
		if refused := got.code == exitFailed && got.stdout == "" && strings.Contains(got.stderr, pm+":1:1: "); refused != test.refused {
			t.Errorf("convert %+v: exit %d, %s", test, got.code, got.stderr)
		}
		into := runWith(t, "", "new", "-from", inc, "-into", pm)
		if refused := into.code == exitFailed && content(t, pm) == text; refused != test.into {
			t.Errorf("new -into %+v: exit %d, %s", test, into.code, into.stderr)
		}
	}
}

// TestPostmortemIsNotReplacedSilently attaches a document to an incident that
// has a postmortem.
func TestPostmortemIsNotReplacedSilently(t *testing.T) {
	inc := fixture.Checkout()
	name := file(t, "incident.json", newDocument(t, inc))
	pm := file(t, "pm.md", "---\nstate: draft\n---\n\n# "+inc.Title+"\n\n## Summary\n\nAnother one.\n")
	got := runWith(t, "", "convert", "-drafts", name, pm)
	if want := pm + ":1:1: postmortem: this document replaces the postmortem that the incident had\n"; got.code != exitDone || got.stderr != want || !strings.Contains(got.stdout, "Another one.") {
		t.Errorf("exit %d, %s", got.code, got.stderr)
	}
}
