package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestChannels writes an incident with two updates for each channel and each
// feed.
func TestChannels(t *testing.T) {
	const inc = `{"title": "Slow", "page": {"name": "Example Shop"}, "window": {"start": "2024-03-10T21:00:00Z", "end": "2024-03-11T00:00:00Z"},
"updates": [{"status": "scheduled", "at": "2024-03-05T09:00:00Z", "body": "Planned."}, {"status": "in_progress", "at": "2024-03-10T21:00:00Z", "body": "It has **begun**."},
{"at": "2024-03-10T21:05:00Z", "body": "An error.", "retracted_at": "2024-03-10T21:06:00Z"}], "postmortem": {"sections": [{"body": "secret"}]}}`
	for format, want := range map[string]string{
		"slack": `"bold":true`, "teams": `"size":"Large"`, "discord": `It has **begun**.`, "email": "Subject: [Example Shop] Slow: In progress\r\n",
		"atom": "<title>Slow</title>", "rss": "<title>Slow</title>", "jsonfeed": `"title": "Slow"`, "ics": "SUMMARY:Slow\r\n",
		"statuspage": `"name":"Slow"`,
	} {
		got := runWith(t, inc, "convert", "-to", format, "-")
		if got.code != exitDone || !strings.Contains(got.stdout, want) || strings.Contains(got.stdout, "secret") || strings.Contains(got.stdout, "An error") {
			t.Errorf("%s: %+v", format, got)
		}
		two := runWith(t, "["+inc+","+inc+"]", "convert", "-to", format, "-")
		if n := strings.Count(two.stdout, want); n != 2 {
			t.Errorf("%s: %d of 2 incidents in %s", format, n, two.stdout)
		}
		if format == "slack" || format == "teams" || format == "discord" {
			for line := range strings.Lines(two.stdout) {
				if !json.Valid([]byte(line)) {
					t.Errorf("%s: a line is no JSON: %s", format, line)
				}
			}
		}
	}
	if got := runWith(t, `{"title": "Slow"}`, "convert", "-to", "slack", "-"); got.code == exitDone || !strings.Contains(got.stderr, "<stdin>: updates: the incident has no update, ") {
		t.Errorf("without an update: %+v", got)
	}
	if got := runWith(t, `{"title": "Slow"}`, "convert", "-to", "ics", "-"); got.code != exitDone || got.stderr != "<stdout>: the calendar is empty, because no maintenance with a window was read\n" {
		t.Errorf("without a maintenance: %+v", got)
	}
	sent := runWith(t, inc, "convert", "-to", "statuspage", "-")
	if got := runWith(t, sent.stdout, "convert", "-zone", "UTC", "-to", "text", "-"); got.code != exitDone || !strings.Contains(got.stdout, "It has begun.\nPosted Mar 10, 2024 - 21:00 UTC") {
		t.Errorf("an answer that is read back: %+v", got)
	}
	if got := runWith(t, inc, "convert", "-to", "atom", "-o", t.TempDir(), "-"); got.code != exitFailed || !strings.Contains(got.stderr, "one file for all incidents") {
		t.Errorf("a feed in a folder: %+v", got)
	}
}
