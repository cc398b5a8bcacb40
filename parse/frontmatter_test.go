package parse_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/parse"
)

// TestTOML reads front matter in TOML, and writes it again.
func TestTOML(t *testing.T) {
	const body = "\n## Summary\n\nIt was slow.\n"
	for _, test := range []struct{ name, src, title, zone, written string }{
		{"a title", "+++\ntitle = \"Search is slow\"\ndate = 2024-03-05\n[extra]\ntitle = \"no\"\n+++\n" + body, "Search is slow", "", ""},
		{"a title below, too", "+++\ntitle = 'Search'\n+++\n\n# Search is slow\n" + body, "Search", "", ""},
		{"our keys", "+++\nzone = \"Europe/Oslo\"  # ours\nincident = \"i-1\"\n+++\n\n# Slow\n" + body, "Slow", "Europe/Oslo", ""},
		{"a title over lines", "+++\ntitle = \"\"\"\nSearch\nis slow\"\"\"\n+++\n" + body, "Search is slow", "", ""},
		{"empty", "+++\n+++\n\n# Slow\n" + body, "Slow", "", ""},
		{"a table with a fence in its text", "+++\n[a]\nb = \"+++\"\n+++\n\n# Slow\n" + body, "Slow", "", ""},
		{"no TOML", "+++\nnot toml\ntitle = \"Slow\"\n+++\n" + body, "Slow", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			inc, doc := readMarkdown(t, test.src)
			if inc.Title != test.title || inc.Page.TimeZone != test.zone || strings.Contains(inc.Postmortem.Sections[0].Body, "+++") {
				t.Errorf("title %q, zone %q, %+v", inc.Title, inc.Page.TimeZone, inc.Postmortem.Sections[0])
			}
			if noted := len(doc.Notes) > 0; noted != (test.name == "no TOML") {
				t.Errorf("notes %v", doc.Notes)
			}
			if diff := cmp.Diff(test.src, markdownDocument(inc)); diff != "" {
				t.Errorf("written again (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTOMLKeys writes what changed into front matter in TOML, above its tables.
func TestTOMLKeys(t *testing.T) {
	inc, _ := readMarkdown(t, "+++\ntitle = \"Slow\" # as it was\ndraft = true\n\n[extra]\nteam = \"ops\"\n+++\n\n## Summary\n\nx\n")
	inc.ID, inc.Title, inc.Postmortem.PublishedAt = "i-1", `"Search" is slow`, time.Date(2024, time.March, 8, 9, 0, 0, 0, time.UTC)
	one := markdownDocument(inc)
	const want = "+++\ntitle = \"\\\"Search\\\" is slow\"\ndraft = true\nincident = \"i-1\"\npublished_at = 2024-03-08T09:00:00Z\n\n[extra]\nteam = \"ops\"\n+++\n\n## Summary\n\nx\n"
	if diff := cmp.Diff(want, one); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, _ := readMarkdown(t, one)
	if again.ID != inc.ID || again.Title != inc.Title || !again.Postmortem.PublishedAt.Equal(inc.Postmortem.PublishedAt) {
		t.Errorf("%+v", again)
	}
}

// TestNoTOML reads documents that only look as if they had front matter in
// TOML.
func TestNoTOML(t *testing.T) {
	for _, src := range []string{"+++\ntitle = \"x\"\n\n# Slow\n\ntext\n", "# Slow\n\n+++\ntitle = \"x\"\n+++\n", "++++\ntitle = \"x\"\n++++\n\n# Slow\n"} {
		inc, _ := readMarkdown(t, src)
		if inc.Postmortem.FrontMatter != "" || inc.Title == "x" {
			t.Errorf("%q: title %q, front matter %q", src, inc.Title, inc.Postmortem.FrontMatter)
		}
	}
}

// TestTitleInFrontMatterStaysThere writes a document whose title stands in
// front of it, and no heading with the same words.
func TestTitleInFrontMatterStaysThere(t *testing.T) {
	for _, src := range []string{
		"---\ntitle: Search is slow\n---\n\n## Summary\n\nx\n",
		"---\ntitle: Search is slow\n---\n\nIt was slow.\n\n### Detail\n\nx\n",
		"---\ntitle: Search\n---\n\n# Search is slow\n\n## Summary\n\nx\n",
	} {
		inc, _ := readMarkdown(t, src)
		if got := markdownDocument(inc); got != src {
			t.Errorf("(-want +got):\n%s", cmp.Diff(src, got))
		}
	}
	inc, _ := readMarkdown(t, "---\ntitle: Search is slow\n---\n\n## Summary\n\nx\n")
	inc.Title = "Search is down"
	again, _ := readMarkdown(t, markdownDocument(inc))
	if again.Title != "Search is down" || again.Postmortem.Title != "" {
		t.Errorf("%q, %q", again.Title, again.Postmortem.Title)
	}
}

func TestDetectTOML(t *testing.T) {
	if format := parse.Detect("", []byte("+++\ntitle = \"x\"\n+++\n\ntext\n")); format != parse.FormatMarkdown {
		t.Error(format)
	}
}
