package spelling

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"update-missed", "zone-season", "started_at", "id"}
	for word, want := range map[string]string{
		"update-mised": "update-missed", "Zone_Seasons": "zone-season", "startedAt": "started_at", "satrted_at": "started_at",
		"ix": "id", "updates": "", "": "", "xyz": "", "identification": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
