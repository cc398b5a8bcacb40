package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
)

// TestPostmortems runs the program on one folder as an incident goes on and its
// author writes.
func TestPostmortems(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	name := filepath.Join(to, "checkout.md")
	store := func(inc *incident.Incident) {
		data, err := json.Marshal(inc)
		if err := errors.Join(err, os.WriteFile(filepath.Join(from, "checkout.json"), data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(want string) string {
		t.Helper()
		var out strings.Builder
		if err := run(&out, "minimal", from, to); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String(), want) {
			t.Errorf("got %s, want %s", &out, want)
		}
		data, _ := os.ReadFile(name)
		return string(data)
	}

	inc := incidenttest.Outage()
	over := inc.Updates
	inc.Updates = over[:1]
	store(inc)
	expect("") // it goes on
	inc.Updates = over
	store(inc)
	text := expect("checkout.md: begun, 3 open\n  ")
	text = strings.Replace(text, "sentences. -->\n", "sentences. -->\n\nA cache was too small.\n", 1)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if text := expect("checkout.md: 0 filled in, 2 open\n  "); !strings.Contains(text, "A cache was too small.") {
		t.Errorf("the author's words are gone:\n%s", text)
	}
	inc.ID = "another"
	store(inc)
	if err := run(new(strings.Builder), "minimal", from, to); err == nil || !strings.Contains(err.Error(), "checkout.md") {
		t.Errorf("the document of another incident: %v", err)
	}
}
