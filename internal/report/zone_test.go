package report

import "testing"

// TestZoneIn finds the zone that a heading, a column or a sentence names.
func TestZoneIn(t *testing.T) {
	for text, want := range map[string]string{
		"Timeline (CET)":                 "CET",
		"Timeline of the team (UTC)":     "UTC",
		"Timeline":                       "",
		"API timeline":                   "",
		"DNS and CDN outage":             "",
		"GET requests fail":              "",
		"Timeline (all times +0200)":     "+0200",
		"Timeline (Denver time)":         "Denver time",
		"All times in Pacific Time.":     "Pacific Time",
		"The API was down at 10:05 CET.": "",
		"Timeline (local time)":          "",
		"Timeline (Gotham Time)":         "Gotham Time",
		"Time (UTC)":                     "UTC",
		"Timeline (GMT+1)":               "GMT+1",
		"Events in New York":             "",
		"Timeline (Tokyo)":               "Tokyo",
		"Time (New York)":                "New York",
		"Timeline (warehouse time)":      "",
		"Timeline (server time)":         "",
		"Timeline (Tokyo office)":        "",
		"Outage (London)":                "",
	} {
		if got := zoneIn(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
