package parse_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestCollectedPage reads the page of an incident whose title is in front
// matter.
func TestCollectedPage(t *testing.T) {
	const head = "---\ntitle: Search is slow\nlink: https://status.example.com/1\n---\n\n"
	const posts = "## Resolved\n\nOver.\n\nPosted Mar 05, 2024 - 11:10 UTC\n\n## Investigating\n\nWe look.\n\nPosted Mar 05, 2024 - 10:17 UTC\n"
	for _, test := range []struct{ name, src, want string }{
		{"a page", head + posts, "Search is slow https://status.example.com/1: 10:17 investigating, 11:10 resolved"},
		{"with components", head + posts + "\nThis incident affected: Search (API).\n", "Search is slow https://status.example.com/1: 10:17 investigating, 11:10 resolved; Search - API"},
		{"a label that is none", head + strings.Replace(posts, "Investigating", "Summary", 1), "postmortem"},
		{"no stamp", head + strings.Replace(posts, "Posted", "Written", 1), "postmortem"},
		{"text above", head + "Hello.\n\n" + posts, "postmortem"},
		{"a heading of a higher level below", head + posts + "\n# More\n\nPosted Mar 05, 2024 - 10:17 UTC\n", "postmortem"},
		{"no front matter", posts, "postmortem"},
	} {
		inc, doc := readMarkdown(t, test.src)
		got := "postmortem"
		if inc.Postmortem == nil {
			got = inc.Title + " " + inc.URL + ":"
			for i, u := range inc.Updates {
				got += strings.Repeat(",", min(i, 1)) + " " + u.At.UTC().Format("15:04") + " " + string(u.Status)
			}
			for _, c := range inc.Components {
				got += "; " + c.Group + " - " + c.Name
			}
			if len(doc.Notes) == 0 {
				t.Errorf("%s: no note", test.name)
			}
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestForeignFiles checks the notes about files of other status pages.
func TestForeignFiles(t *testing.T) {
	for matter, want := range map[string]bool{
		"resolved: true\nresolvedWhen: 2024-03-05T10:40:00Z\nseverity: down": true,
		"title: a\nresolved: false\naffected:\n  - Search":                   true,
		"status: resolved\naffected: [Search]":                               true,
		"status: final\ntitle: a":                                            false,
		"title: resolved\nunaffected: all":                                   false,
		"affected: everybody":                                                false,
	} {
		_, doc := readMarkdown(t, "---\n"+matter+"\n---\n\nText.\n")
		noted := strings.Contains(fmt.Sprint(doc.Notes), "this looks like ")
		if noted != want {
			t.Errorf("%q: %v", matter, doc.Notes)
		}
	}
}
