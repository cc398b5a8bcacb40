package parse_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
)

// servicePages are a home page of a shop in London, one incident of which was
// in winter and one in summer, in each format.
var servicePages = map[parse.Format]string{
	parse.FormatText: `Status page: Example Shop
As of Jul 03, 2024 - 09:00 BST

All systems operational

----------------------------------------
Search is slow
Incident Report for Example Shop

Resolved
Over.
Posted Jul 02, 2024 - 10:17 BST
This incident affected: Search.

----------------------------------------

Jul 1, 2024 – Mar 6, 2024: No incidents reported.

----------------------------------------
Incident Report for Example Shop
Resolved
----------------------------------------
Posted Mar 05, 2024 - 10:17 GMT
----------------------------------------

Mar 4, 2024: No incidents reported.
`,
	parse.FormatMarkdown: `# Status page: Example Shop

<!-- report: none -->

As of Jul 03, 2024 - 09:00 BST

<!-- report -->

## Search is slow

Incident Report for Example Shop

### Resolved

Over.

Posted Jul 02, 2024 - 10:17 BST

This incident affected: Search.

<!-- report: none -->

Posted Jul 01, 2024 - 10:17 CEST

<!-- report -->

Incident Report for Example Shop

### Resolved

\----------------------------------------

Posted Mar 05, 2024 - 10:17 GMT
`,
}

func parseAs(format parse.Format, data string) (*parse.Document, error) {
	if format == parse.FormatMarkdown {
		return parse.Markdown{}.Parse("page.md", []byte(data))
	}
	return parse.Text{}.Parse("page.txt", []byte(data))
}

func TestServicePage(t *testing.T) {
	for format, page := range servicePages {
		for name, page := range map[string]string{"as it is": page, "CRLF": strings.ReplaceAll(page, "\n", "\r\n"), "behind a mark": "\ufeff" + page} {
			if got := parse.Detect("", []byte(page)); got != format {
				t.Errorf("%s, %s: detected as %s", format, name, got)
			}
			doc, err := parseAs(format, page)
			if err != nil || !doc.Many || len(doc.Incidents) != 2 {
				t.Errorf("%s, %s: %v, %+v", format, name, err, doc)
				continue
			}
			for i, want := range []incident.Incident{{Title: "Search is slow", Components: []incident.Component{{Name: "Search"}}}, {}} {
				got := doc.Incidents[i]
				if got.Title != want.Title || len(got.Components) != len(want.Components) || got.Page.Name != "Example Shop" || got.Page.TimeZone != "Europe/London" || len(got.Updates) != 1 {
					t.Errorf("%s, %s: incident %d: %+v", format, name, i, got)
				}
			}
			if body := doc.Incidents[1].Updates[0].Body; !strings.Contains(body, strings.Repeat("-", 40)) {
				t.Errorf("%s, %s: body %q", format, name, body)
			}
			zones := 0
			for _, n := range doc.Notes {
				if n.Code == parse.NoteZone {
					zones++
				}
			}
			if zones != 1 {
				t.Errorf("%s, %s: %v", format, name, doc.Notes)
			}
		}
	}
}

// TestServicePageIsRefused reads pages from which something is missing. It must
// not become part of another incident, nor be left out silently.
func TestServicePageIsRefused(t *testing.T) {
	for _, test := range []struct {
		format    parse.Format
		old, new  string
		code      incident.Code
		remaining int // with Lax
	}{
		{parse.FormatText, "Posted Jul 02, 2024 - 10:17 BST\n", "", incident.CodeRequired, 2},
		{parse.FormatText, "Posted Jul 02", "Posted Jul 32", incident.CodeRange, 2},
		{parse.FormatMarkdown, "Incident Report for Example Shop\n\n### Resolved\n\nOver.", "Over.", incident.CodeSyntax, 1},
		{parse.FormatMarkdown, "Posted Jul 02", "Posted Jul 32", incident.CodeRange, 2},
	} {
		page := servicePages[test.format]
		if !strings.Contains(page, test.old) {
			t.Fatalf("no %q in the page", test.old)
		}
		page = strings.Replace(page, test.old, test.new, 1)
		doc, err := parseAs(test.format, page)
		var place *incident.SourceError
		if doc != nil || !errors.As(err, &place) || place.Code != test.code || place.Line == 0 {
			t.Errorf("%s, %q: %v, want an error with code %s and a line", test.format, test.new, err, test.code)
		}
		if test.format == parse.FormatMarkdown {
			doc, err = parse.Markdown{Lax: true}.Parse("page.md", []byte(page))
		} else {
			doc, err = parse.Text{Lax: true}.Parse("page.txt", []byte(page))
		}
		if err == nil || doc == nil || len(doc.Incidents) != test.remaining {
			t.Errorf("%s, %q with Lax: %v, %+v", test.format, test.new, err, doc)
		}
	}
}

// TestDamagedServicePages reads pages in which a line is missing, repeated, or
// the last one. An update must not take in text from around its report.
func TestDamagedServicePages(t *testing.T) {
	for format, page := range servicePages {
		lines := strings.SplitAfter(page, "\n")
		for i := range lines {
			for _, damaged := range [][]string{lines[:i], slices.Delete(slices.Clone(lines), i, i+1), slices.Insert(slices.Clone(lines), i, lines[i])} {
				data := strings.Join(damaged, "")
				doc, err := parseAs(format, data)
				if (doc == nil) == (err == nil) {
					t.Errorf("%s: %v, %+v\n%s", format, err, doc, data)
				}
				if doc == nil || !doc.Many {
					continue
				}
				for _, inc := range doc.Incidents {
					for _, u := range inc.Updates {
						if strings.Contains(u.Body, "No incidents reported") {
							t.Errorf("%s: %q\n%s", format, u.Body, data)
						}
					}
				}
			}
		}
	}
}
