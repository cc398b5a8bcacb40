package main

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	const good = `{"id": "p7", "title": "Parcels wait", "updates": [
  {"status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "They wait.", "changes": [{"name": "Belt", "from": "operational", "to": "major_outage"}]},
  {"status": "resolved", "at": "2024-03-05T10:00:00Z", "body": "They move.", "changes": [{"name": "Belt", "from": "major_outage", "to": "operational"}]}]}`
	inc := file(t, "in.json", good)
	for _, test := range []struct {
		name, doc string
		want      string
	}{
		{"good", "", ""},
		{"order", strings.Replace(good, "T10:00", "T08:00", 1), "NAME:3:32: updates[1].at: 2024-03-05T08:00:00Z is before updates[0] at 2024-03-05T09:00:00Z\n"},
		{"several", strings.NewReplacer("resolved", "completed", `"title"`, `"colour": "red", "title"`).Replace(good),
			"NAME:1:14: colour: unknown key\nNAME:3:14: updates[1].status: completed cannot follow investigating\n"},
		{"one of several", `[{}, {"title": "a", "updates": [{"at": "2024-03-05T09:00:00Z", "status": "fixed"}]}]`,
			`NAME:1:74: [1].updates[0].status: "fixed" is not one of investigating, `},
		{"a zone", `{"page": {"time_zone": "Mars/Olympus"}}`, "NAME:1:24: page.time_zone: "},
	} {
		name := inc
		if test.doc != "" {
			name = file(t, "in.json", test.doc)
		}
		got := runWith(t, "", "check", name)
		want, code := strings.ReplaceAll(test.want, "NAME", name), exitFound
		if want == "" {
			code = exitDone
		}
		if got.code != code || !strings.HasPrefix(got.stdout, want) || strings.Count(got.stdout, "\n") != max(strings.Count(want, "\n"), code) || got.stderr != "" {
			t.Errorf("%s: %+v, want %s", test.name, got, want)
		}
	}

	pm := file(t, "PM.md", "---\nincident: p7\nstate: draft\ntemplate: minimal\n---\n\n# Parcels wait\n\n## Summary\n\nTODO\n\n## Impact\n\n- **Affected:** Belt\n- **Duration:** ~2 h\n")
	for _, files := range [][]string{{inc, pm}, {pm, inc}} {
		got := runWith(t, "", append([]string{"check"}, files...)...)
		for _, want := range []string{":11:1: postmortem.sections[0].body: section \"Summary\" of template minimal is still to be written\n", ":16:17: postmortem.sections[1].fields[1].value: Duration is ~2 h, but the incident says ~1 h\n"} {
			if got.code != exitFound || !strings.Contains(got.stdout, pm+want) {
				t.Errorf("%q: %+v, want %s", files, got, want)
			}
		}
	}
	other := runWith(t, "", "check", "-template", "sre", inc, pm)
	if other.code != exitFound || !strings.Contains(other.stdout, "of template sre is missing") {
		t.Errorf("-template: %+v", other)
	}
	if got := runWith(t, "", "check", "-template", "sre", inc); got.code != exitFound || !strings.HasPrefix(got.stdout, inc+": postmortem: the incident has none") {
		t.Errorf("%+v", got)
	}
	unknown := file(t, "PM.md", "---\ntemplate: ours\n---\n\n# Parcels wait\n\n## Summary\n\nThey waited.\n")
	if got := runWith(t, "", "check", unknown); got.code != exitFound || !strings.Contains(got.stdout, `"ours"`) || !strings.Contains(got.stdout, "-template") {
		t.Errorf("%+v", got)
	}
	own := file(t, "ours.json", `{"name": "ours", "sections": [{"heading": "Summary", "required": true}]}`)
	if got := runWith(t, "", "check", "-template", own, unknown); got.code != exitDone || got.stdout != "" {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"-template", "nope", inc}, {"-zone", "Mars/Olympus", inc}, {"/no/such/file"}, {file(t, "in.json", "{")}} {
		if got := runWith(t, "", append([]string{"check"}, args...)...); got.code != exitFailed || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

func TestVersion(t *testing.T) {
	want := runWith(t, "", "version")
	for _, name := range []string{"-version", "--version"} {
		if got := runWith(t, "", name); got != want || got.code != exitDone {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
