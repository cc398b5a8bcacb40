package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestObligations checks that obligations are judged by stats and lint.
func TestObligations(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) string {
		name := filepath.Join(dir, "owed.json")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const inc = `{"title": "Slow", "updates": [{"status": "resolved", "at": "2024-03-05T12:00:00Z", "body": "Over."}],
"events": [{"at": "2024-03-05T09:00:00Z", "milestone": "detected"}, {"at": "2024-03-05T14:00:00Z", "milestone": "authority_notified"}]}`
	owed := write(`[{"name": "notice to the authority", "from": "detected", "within": "4 hours", "until": "authority_notified"}]`)
	stats := runWith(t, inc, "stats", "-obligations", owed, "-now", "2024-03-06T00:00:00Z", "-")
	if stats.code != exitDone || !strings.Contains(stats.stdout, "notice: 1 made, 1 missed") || !strings.Contains(stats.stdout, "notice to the authority") {
		t.Errorf("%+v", stats)
	}
	lint := runWith(t, inc, "lint", "-obligations", owed, "-profile", "internal", "-now", "2024-03-06T00:00:00Z", "-")
	if lint.code != exitFound || !strings.Contains(lint.stdout, "notice to the authority was due at Mar 5, 2024, 13:00 UTC and came 1 h late") {
		t.Errorf("%+v", lint)
	}
	for text, want := range map[string]string{
		`{"name": "x"}`: "want a list such as", `[{"within": "4 hours"}]`: "it has no name", `[{"name": "x", "within": "soon"}]`: `within "soon" is no length of time`,
		`[{"name": "x", "within": "1 month", "roll": "up"}]`:        "want forward or back",
		`[{"name": "x", "within": "4 hours", "for": "y"}]`:          `unknown field "for"`,
		`[{"name": "x", "within": "4 hours", "from": "Not Known"}]`: `"Not Known" is no milestone`,
	} {
		if got := runWith(t, inc, "stats", "-obligations", write(text), "-"); got.code != exitFailed || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v, want %q", text, got, want)
		}
	}
}
