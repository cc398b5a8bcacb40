package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
)

// parcels is an incident, in which ID stands for its id.
const parcels = `{"schema": 1, ID"title": "Parcels  wait", "aliases": ["old-7"], "updates": [{"status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "They wait."}]}`

// review is the document of a postmortem.
func review(keys, title string) string {
	return "---\n" + keys + "state: draft\n---\n\n# " + title + "\n\n## Summary\n\nA belt stopped.\n"
}

// TestPostmortemOfAnotherIncident attaches documents in either order. Without
// two ids, the titles decide.
func TestPostmortemOfAnotherIncident(t *testing.T) {
	for _, test := range []struct {
		id, named, title string
		refused          bool
	}{
		{"", "incident: p8\n", "Letters are lost", true},
		{"", "", "Letters are lost", true},
		{`"id": "p7", `, "", "Letters are lost", true},
		{`"id": "p7", `, "incident: p7\n", "Letters are lost", false},
		{`"id": "p7", `, "incident: p8\n", "Parcels wait", true},
		{"", "incident: old-7\n", "Letters are lost", false},
		{"", "incident: p8\n", "Postmortem: parcels wait", false},
		{"", "", "Parcels", false},
		{"", "", "[Title]", false},
	} {
		inc := file(t, "page.json", strings.Replace(parcels, "ID", test.id, 1))
		text := review(test.named, test.title)
		pm := file(t, "pm.md", text)
		for _, files := range [][]string{{inc, pm}, {pm, inc}} {
			got := runWith(t, "", append([]string{"convert", "-to", "json"}, files...)...)
			switch refused := got.code == exitFailed && got.stdout == "" && strings.HasPrefix(got.stderr, pm+": ") && strings.Contains(got.stderr, "-attach"); {
			case refused != test.refused:
				t.Errorf("convert %+v: exit %d, %s", test, got.code, got.stderr)
			case !refused && (!strings.Contains(got.stdout, "A belt stopped.") || !strings.Contains(got.stdout, "They wait.")):
				t.Errorf("convert %+v: %s", test, got.stdout)
			}
			if got := runWith(t, "", append([]string{"stats"}, files...)...); (got.code == exitFailed) != test.refused {
				t.Errorf("stats %+v: exit %d, %s", test, got.code, got.stderr)
			}
			insist := runWith(t, "", append([]string{"convert", "-attach", "-drafts"}, files...)...)
			if insist.code != exitDone || !strings.Contains(insist.stdout, "A belt stopped.") || !strings.Contains(insist.stdout, "They wait.") {
				t.Errorf("convert -attach %+v: %+v", test, insist)
			}
		}
		into := runWith(t, "", "new", "-from", inc, "-into", pm)
		if refused := into.code == exitFailed && content(t, pm) == text && strings.Contains(into.stderr, "-attach"); refused != test.refused {
			t.Errorf("new -into %+v: exit %d, %s", test, into.code, into.stderr)
		}
		if got := runWith(t, "", "new", "-attach", "-from", inc, "-into", pm); got.code != exitDone {
			t.Errorf("new -attach %+v: %+v", test, got)
		}
	}
}

// TestPostmortemsOfSeveralIncidents checks that each document is attached to
// its incident, or that an error says why not.
func TestPostmortemsOfSeveralIncidents(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("p7.json", strings.Replace(parcels, "ID", `"id": "p7", `, 1))
	write("l1.json", strings.NewReplacer("ID", `"id": "l1", `, "Parcels  wait", "Letters are lost", "They", "Letters").Replace(parcels))
	write("pm7.md", review("incident: p7\n", "What we learned"))
	write("letters.md", strings.ReplaceAll(review("", "Letters are lost"), "A belt", "A van"))
	write("again.md", review("incident: p7\n", "Parcels wait"))
	write("untold.md", review("", "Parcels wait"))
	write("e.md", review("", "E"))
	for _, test := range []struct {
		args, want string
		fault      string
	}{
		{"p7.json l1.json pm7.md letters.md", "p7+belt l1+van", ""},
		{"letters.md pm7.md p7.json l1.json", "p7+belt l1+van", ""},
		{"pm7.md letters.md l1.json p7.json", "l1+van p7+belt", ""},
		{"pm7.md p7.json l1.json", "p7+belt l1", ""},
		{"-id l1 p7.json l1.json letters.md", "l1+van", ""},
		{"pm7.md letters.md", "+belt +van", ""}, // without incidents, each is a report
		{"pm7.md again.md p7.json", "", `again.md: id: it is the postmortem of "p7", and so is pm7.md; leave one of them out`},
		{"pm7.md untold.md p7.json", "", `untold.md: title: it is a postmortem of "Parcels  wait", and so is pm7.md; leave one of them out`},
		{"e.md p7.json l1.json", "", `e.md: title: it fits "Letters are lost" and another incident; name its own in the front matter: "incident: ID"`},
		{"letters.md p7.json p7.json", "", `letters.md: the postmortem of "Letters are lost" belongs to none of the 2 incidents; name its own in the front matter: "incident: ID"`},
		{"-attach letters.md p7.json l1.json", "", "-attach needs two files, one with an incident and one with its postmortem"},
	} {
		args := append([]string{"convert", "-to", "jsonl"}, strings.Fields(test.args)...)
		for i, a := range args {
			if strings.Contains(a, ".") {
				args[i] = filepath.Join(dir, a)
			}
		}
		got := runWith(t, "", args...)
		var found []string
		for line := range strings.Lines(got.stdout) {
			is := ""
			for _, word := range []string{"p7", "l1"} {
				if strings.Contains(line, `"id":"`+word) && strings.Contains(line, "updates") {
					is += word
				}
			}
			for _, word := range []string{"belt", "van"} {
				if strings.Contains(line, word) {
					is += "+" + word
				}
			}
			found = append(found, is)
		}
		if s := strings.Join(found, " "); test.fault == "" && (got.code != exitDone || s != test.want) {
			t.Errorf("%s: exit %d, %q, want %q; %s", test.args, got.code, s, test.want, got.stderr)
		}
		if test.fault != "" && (got.code != exitFailed || !strings.Contains(strings.ReplaceAll(got.stderr, dir+"/", ""), test.fault)) {
			t.Errorf("%s: exit %d, %q, want %q", test.args, got.code, got.stderr, test.fault)
		}
	}
}

// TestPostmortemsInAFolder checks that in a folder only ids join, and that
// other documents are reports of their own.
func TestPostmortemsInAFolder(t *testing.T) {
	dir := t.TempDir()
	for i := range 3 {
		id := fmt.Sprintf(`"id": "p%d", `, i)
		os.WriteFile(filepath.Join(dir, fmt.Sprintf("z%d.json", i)), []byte(strings.Replace(parcels, "ID", id, 1)), 0o600)
		os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.md", i)), []byte(review(fmt.Sprintf("incident: p%d\n", i), "Belt")), 0o600)
	}
	os.WriteFile(filepath.Join(dir, "own.md"), []byte(review("", "Parcels wait")), 0o600)
	os.WriteFile(filepath.Join(dir, "far.md"), []byte(review("incident: p9\n", "Parcels wait")), 0o600)
	twin := filepath.Join(dir, "twin.md")
	os.WriteFile(twin, []byte(review("incident: p1\n", "Twin")), 0o600)
	got := runWith(t, "", "convert", "-to", "jsonl", dir)
	if !strings.HasPrefix(got.stderr, twin+": id: ") || strings.Count(got.stdout, `"title":"Twin"`) != 1 {
		t.Errorf("two of one incident: %+v", got)
	}
	if joined := strings.Count(got.stdout, `"title":"Belt"`); got.code != exitDone || joined != 3 || strings.Count(got.stdout, "\n") != 6 {
		t.Errorf("%d joined: %+v", joined, got)
	}
}

// TestPostmortemWithFaults joins a postmortem with faults with -lax, and counts
// the losses.
func TestPostmortemWithFaults(t *testing.T) {
	inc := file(t, "page.json", strings.Replace(parcels, "ID", "", 1))
	pm := file(t, "pm.md", review("", "Parcels wait")+"A caf\xe9.\n")
	for _, files := range [][]string{{inc, pm}, {pm, inc}} {
		args := append([]string{"convert", "-to", "jsonl"}, files...)
		if got := runWith(t, "", args...); got.code != exitFailed || !strings.Contains(got.stderr, pm+":10:6: not valid UTF-8") {
			t.Errorf("%q: %+v", args, got)
		}
		got := runWith(t, "", append(args, "-lax")...)
		if got.code != exitFound || strings.Count(got.stdout, "\n") != 1 || !strings.Contains(got.stdout, "A belt stopped.") || !strings.HasSuffix(got.stderr, "1 read, 1 written, 1 losses\n") {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

// TestPostmortemFromStandardInput checks that standard input is read once.
func TestPostmortemFromStandardInput(t *testing.T) {
	inc := file(t, "page.json", strings.Replace(parcels, "ID", "", 1))
	for _, args := range [][]string{{"-", inc}, {inc, "-"}} {
		got := runWith(t, review("", "Parcels wait"), append([]string{"convert", "-drafts"}, args...)...)
		if got.code != exitDone || !strings.Contains(got.stdout, "A belt stopped.") || !strings.Contains(got.stdout, "They wait.") {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

// TestPostmortemIsNotReplacedSilently attaches a document to an incident that
// already has a postmortem.
func TestPostmortemIsNotReplacedSilently(t *testing.T) {
	inc := fixture.Checkout()
	name := file(t, "incident.json", newDocument(t, inc))
	pm := file(t, "pm.md", "---\nstate: draft\n---\n\n# "+inc.Title+"\n\n## Summary\n\nAnother one.\n")
	got := runWith(t, "", "convert", "-drafts", name, pm)
	if want := pm + ": postmortem: this document replaces the postmortem that the incident had\n"; got.code != exitDone || got.stderr != want || !strings.Contains(got.stdout, "Another one.") {
		t.Errorf("exit %d, %s", got.code, got.stderr)
	}
}
