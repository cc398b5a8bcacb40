package main

import (
	"os"
	"strings"
	"testing"
)

const reopened = `{"schema": 1, "id": "p7", "title": "Parcels wait",
 "events": [{"at": "2024-03-05T09:00:00Z", "milestone": "impact_started", "text": "A belt stops."}], "updates": [
 {"status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "Parcels wait.", "changes": [{"name": "Belt", "from": "operational", "to": "major_outage"}]},
 {"status": "resolved", "at": "2024-03-05T10:10:00Z", "body": "They move.", "changes": [{"name": "Belt", "from": "major_outage", "to": "operational"}]},
 {"status": "investigating", "at": "2024-03-05T12:00:00Z", "body": "It came back.", "changes": [{"name": "Belt", "from": "operational", "to": "major_outage"}]},
 {"status": "resolved", "at": "2024-03-05T12:40:00Z", "body": "All move.", "changes": [{"name": "Belt", "from": "major_outage", "to": "operational"}]}]}`

const published = `---
incident: p7
published_at: 2024-03-08T10:00:00Z
---

# Parcels wait

## Impact

- Start: 09:00 UTC
- End: ~2024-03-05 10:10 UTC
- Duration: ~70 minutes
- Time to detect: TODO
- Cost: TBD

## Cause

<!-- what broke -->

## Lessons

### What helped

The alarm.

### What did not

## For us

<!-- internal -->

TODO
`

// TestFindings converts a published document with open parts, and fills it in.
func TestFindings(t *testing.T) {
	inc, pm := file(t, "parcels.json", reopened), file(t, "pm.md", published)
	want := strings.ReplaceAll(`PM:13:19: postmortem.sections[0].fields[3].value: field "Time to detect" of the section of kind impact is still to be written
PM:14:9: postmortem.sections[0].fields[4].value: field "Cost" of the section of kind impact is still to be written
PM:11:8: postmortem.sections[0].fields[1].value: End is ~2024-03-05 10:10 UTC, but the incident says ~2024-03-05 12:40 UTC
PM:12:13: postmortem.sections[0].fields[2].value: Duration is ~70 minutes, but the incident says ~1 h 50 min
PM:16:4: postmortem.sections[1]: nothing is below this heading
PM:26:5: postmortem.sections[4]: nothing is below this heading
`, "PM", pm)
	got := runWith(t, "", "convert", inc, pm)
	if got.code != exitDone || got.stderr != want || !strings.Contains(got.stdout, "The alarm.") {
		t.Errorf("exit %d, standard error\n%swant\n%s", got.code, got.stderr, want)
	}
	strict := runWith(t, "", "convert", "-strict", inc, pm)
	if strict.code != exitFailed || strict.stdout != "" || !strings.HasPrefix(strict.stderr, want+pm+": postmortem: refused by -strict, because of 6 findings\n") {
		t.Errorf("-strict: exit %d, %q, standard error\n%s", strict.code, strict.stdout, strict.stderr)
	}
	if got := runWith(t, "", "convert", "-to", "json", inc, pm); got.code != exitDone || got.stderr != "" {
		t.Errorf("as JSON: exit %d, %s", got.code, got.stderr)
	}

	into := runWith(t, "", "new", "-strict", "-into", pm, "-from", inc)
	if after, err := os.ReadFile(pm); err != nil || into.code != exitFailed || string(after) != published || !strings.Contains(into.stderr, "says ~1 h 50 min\n") {
		t.Errorf("new -into -strict: exit %d, %v, standard error\n%s", into.code, err, into.stderr)
	}
	into = runWith(t, "", "new", "-into", pm, "-from", inc)
	if after, err := os.ReadFile(pm); err != nil || into.code != exitDone || string(after) == published || !strings.Contains(into.stderr, "says ~1 h 50 min\n") {
		t.Errorf("new -into: exit %d, %v, standard error\n%s", into.code, err, into.stderr)
	}
}

// TestNoFindings checks documents without faults.
func TestNoFindings(t *testing.T) {
	inc := file(t, "parcels.json", reopened)
	for name, text := range map[string]string{
		"draft": strings.Replace(published, "published_at: 2024-03-08T10:00:00Z\n", "", 1),
		"stated by a person": "---\nincident: p7\npublished_at: 2024-03-08T10:00:00Z\n---\n\n# Parcels wait\n\n## Impact\n\n" +
			"- Start: 2024-03-05 10:00 CET\n- End: 10:05\n- Duration: an hour\n\n## Lessons\n\n### What helped\n\nLuck.\n",
	} {
		if got := runWith(t, "", "convert", "-strict", "-o", os.DevNull, inc, file(t, "pm.md", text)); got.code != exitDone || strings.Contains(got.stderr, "sections[") {
			t.Errorf("%s: exit %d, %s", name, got.code, got.stderr)
		}
	}
	late := strings.Replace(published, "09:00 UTC", "10:00 UTC", 1)
	if got := runWith(t, "", "convert", inc, file(t, "pm.md", late)); !strings.Contains(got.stderr, "Start is 10:00 UTC, but the incident says 2024-03-05 09:00 UTC\n") {
		t.Errorf("another start: exit %d, %s", got.code, got.stderr)
	}
	over := file(t, "parcels.json", strings.Replace(reopened, `"resolved", "at": "2024-03-05T12:40`, `"monitoring", "at": "2024-03-05T12:40`, 1))
	got := runWith(t, "", "convert", "-strict", over, file(t, "pm.md", published))
	if want := "End is ~2024-03-05 10:10 UTC, but the incident is not over\n"; got.code != exitFailed || !strings.Contains(got.stderr, want) {
		t.Errorf("exit %d, %s", got.code, got.stderr)
	}
}

// TestFindingsOfATemplate checks that the gaps of the template that a document
// names are reported with their lines.
func TestFindingsOfATemplate(t *testing.T) {
	pm := file(t, "pm.md", "---\ntemplate: minimal\npublished_at: 2024-03-08T10:00:00Z\n---\n\n# Parcels wait\n\n## Timeline\n\n- 10:00 UTC: They wait.\n\n## Summary\n\nThey waited.\n\n## Impact\n\nSome.\n")
	got := runWith(t, "", "convert", pm)
	for _, want := range []string{
		`:8:4: postmortem.sections[0]: section "Timeline" of template minimal is out of order`,
		`:8:4: postmortem.sections: section "Action Items" of template minimal is missing`,
	} {
		if got.code != exitDone || !strings.Contains(got.stderr, pm+want+"\n") {
			t.Errorf("exit %d, without %s:\n%s", got.code, want, got.stderr)
		}
	}
}
