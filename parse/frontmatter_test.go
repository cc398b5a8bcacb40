package parse_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
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

// TestTOMLKeys writes changed values to TOML front matter, above its tables.
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

// TestFrontMatterOfOthers reads the day and the zone in the keys of other tools.
func TestFrontMatterOfOthers(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"incident_date: 2024-03-05\ndate: 2024-03-12\ntimezone: Europe/Oslo", "2024-03-05T10:05 2024-03-05T10:20"},
		{"incident_date: 2024-03-05\ntime_zone: Asia/Kolkata\nzone: Europe/Oslo", "2024-03-05T10:05 2024-03-05T10:20"},
		{"incident_date: 2024-03-05\ntimezone: by the sea", "2024-03-05T11:05 2024-03-05T11:20"},
	} {
		inc, _ := readMarkdown(t, "---\n"+c.keys+"\n---\n\n# Outage\n\n## Timeline\n\n- 11:05 Alert\n- 11:20 Page\n")
		if got := instantsIn(inc); got != c.want {
			t.Errorf("%q: %s, want %s", c.keys, got, c.want)
		}
	}
}

// TestNoTOML reads documents that only look as if they had TOML front matter.
func TestNoTOML(t *testing.T) {
	for _, src := range []string{"+++\ntitle = \"x\"\n\n# Slow\n\ntext\n", "# Slow\n\n+++\ntitle = \"x\"\n+++\n", "++++\ntitle = \"x\"\n++++\n\n# Slow\n"} {
		inc, _ := readMarkdown(t, src)
		if inc.Postmortem.FrontMatter != "" || inc.Title == "x" {
			t.Errorf("%q: title %q, front matter %q", src, inc.Title, inc.Postmortem.FrontMatter)
		}
	}
}

// TestTitleInFrontMatterStaysThere checks that a title in front matter is not
// repeated as a heading.
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

// TestFrontMatterContradicted writes documents whose front matter states values that
// their incident does not have, or no longer has.
func TestFrontMatterContradicted(t *testing.T) {
	const at = "2024-03-06T10:00:00Z"
	for _, test := range []struct{ name, matter, want string }{
		{"published", "published_at: " + at + "\nauthor: Jo", "author: Jo"},
		{"every key", "incident: abc\nauthor: Jo\nstate: approved\nseverity: SEV-1\nzone: Asia/Tokyo\nlang: de\nedited_at: " + at + "\ntitle: Old", "author: Jo"},
		{"quotes, a space and a comment", "\"published_at\" : '" + at + "' # soon\n'state': approved\n# mine", "# mine"},
		{"a date and a local time", "published_at: 2024-03-06\nedited_at: 2024-03-06 10:00", ""},
		{"twice", "published_at: " + at + "\npublished_at: 2024-03-07T10:00:00Z\nauthor: Jo", "author: Jo"},
		{"several lines", "published_at:\n  " + at + "\nstate: >\n  appro\n  ved\nauthor: Jo", "author: Jo"},
		{"words that are no instant", "published_at: when legal agrees\nauthor: Jo", "published_at: when legal agrees\nauthor: Jo"},
		{"values that are not read", "state:\nzone: ~\nincident: [1, 2]\nlang: \"\"", "state:\nzone: ~\nincident: [1, 2]\nlang: \"\""},
		{"keys of others", "meta:\n  published_at: " + at + "\nlist:\n- state: x", "meta:\n  published_at: " + at + "\nlist:\n- state: x"},
		{"braces", "{published_at: " + at + ", author: Jo}", "# {published_at: " + at + ", author: Jo}"},
		{"TOML", "+++\npublished_at = " + at + "\n\"state\" = 'approved'\nauthor = 'Jo'\n[more]\nstate = 'x'\n+++", "+++\nauthor = 'Jo'\n[more]\nstate = 'x'\n+++"},
		{"a text", "Between two rules.", "Between two rules."},
		{"a list above the keys", "[x]\npublished_at: " + at, "# [x]\n# published_at: " + at},
	} {
		inc := &incident.Incident{Postmortem: &incident.Postmortem{FrontMatter: test.matter, Sections: []incident.Section{{Heading: "Summary", Body: "Withdrawn."}}}}
		text := render.Markdown{}.AppendPostmortem(nil, inc)
		doc, err := parse.Markdown{}.Parse("denied.md", text)
		if err != nil {
			t.Errorf("%s: %v\n%s", test.name, err, text)
			continue
		}
		got := doc.Incidents[0]
		if pm := got.Postmortem; pm.FrontMatter != test.want {
			t.Errorf("%s: the front matter is\n%s\nwant\n%s", test.name, pm.FrontMatter, test.want)
		}
		got.Postmortem.FrontMatter = test.matter
		if diff := cmp.Diff(inc, got, cmpopts.IgnoreFields(incident.Section{}, "Kind")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestFrontMatterStatesModel writes documents whose front matter contradicts
// the model, or will do so once one of its lines is replaced. Readers must find
// the values of the model, and writing again must change nothing.
func TestFrontMatterStatesModel(t *testing.T) {
	const at = "2024-03-06T10:00:00Z"
	for _, matter := range []string{
		"title: @old\n\"published_at\": " + at, "{published_at: " + at + ", state: published}", "? state\n: published\ntitle: @old",
		"author: Jo\n--- # two\nstate: published", "\ufeffstate: published", "!!str state: published", "state: published\n\"state\": published",
		"+++\nstate = \"\"\"published\"\"\"\n+++", "+++\nstate = [\n\"published\"\n]\n+++", "+++\nstate = { a = 1 }\n+++", "+++\n\"st\\u0061te\" = 'published'\n+++",
	} {
		inc := &incident.Incident{ID: "i-1", Title: "Late \ufffe orders", Postmortem: &incident.Postmortem{Title: "Looking back", State: incident.ReviewDraft, FrontMatter: matter}}
		text := render.Markdown{}.AppendPostmortem(nil, inc)
		got, _ := readMarkdown(t, string(text))
		pm := got.Postmortem
		if got.ID != inc.ID || got.Title != inc.Title || pm.State != inc.Postmortem.State || !pm.PublishedAt.IsZero() {
			t.Errorf("%q: %s, %s, %s, %v in\n%s", matter, got.ID, got.Title, pm.State, pm.PublishedAt, text)
		}
		if diff := cmp.Diff(string(text), markdownDocument(got)); diff != "" {
			t.Errorf("%q written again (-want +got):\n%s", matter, diff)
		}
	}
}

func TestFrontMatterWithoutKeys(t *testing.T) {
	const list = "---\n[x]\npublished_at: 2024-03-06T10:00:00Z\n---\n\n# Late orders\n"
	_, err := parse.Markdown{}.Parse("list.md", []byte(list))
	var at *incident.SourceError
	if !errors.As(err, &at) || at.Code != incident.CodeSyntax || at.Line != 2 || at.Column != 1 {
		t.Errorf("the error is %v, want one of syntax in line 2", err)
	}
	const rule = "---\nBetween two rules.\n---\n\n# Late orders\n"
	if _, err := (parse.Markdown{}).Parse("rule.md", []byte(rule)); err != nil {
		t.Errorf("a text between two rules: %v", err)
	}
}
