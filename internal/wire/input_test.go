package wire

import (
	"strings"
	"testing"
)

// TestUnmappedShowsTheValue holds that the note about a value that is not kept
// shows it, on one line and not in full if it is long.
func TestUnmappedShowsTheValue(t *testing.T) {
	for value, want := range map[string]string{
		`"soon"`:                `: "soon"`,
		"{\n\"days\":\n  3}":    `: { "days": 3}`,
		"\"\u202eevil\"":        ": \"\ufffdevil\"",
		strings.Repeat("7", 90): ": " + strings.Repeat("7", 80) + "...",
	} {
		v := Peek([]byte(`{"reminder": ` + value + `}`))
		v.Object().Unmapped("an incident", "reminder")
		if notes := v.Input().Notes; len(notes) != 1 || notes[0].Text != "the model has no field for reminder of an incident"+want {
			t.Errorf("%s: %+v", value, notes)
		}
	}
}
