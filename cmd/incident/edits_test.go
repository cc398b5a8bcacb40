package main

import (
	"strings"
	"testing"
)

// TestValueEdit replaces the value of the field "Date", which is TODO or empty,
// in place.
func TestValueEdit(t *testing.T) {
	for _, test := range []struct{ name, before, want string }{
		{"an item", "- **Date:** TODO\n- **Owner:** web\n", "- **Date:** 2025-05-06\n- **Owner:** web\n"},
		{"an item without a value", "- **Date:**\n- **Owner:** web\n", "- **Date:** 2025-05-06\n- **Owner:** web\n"},
		{"an item that has the value in its name", "- TODO Date: x\n- Date: TODO\n", "- TODO Date: x\n- Date: 2025-05-06\n"},
		{"a value that is not at the end", "<!-- fields -->\n\n| Field | Value | Note |\n|---|---|---|\n| Date | TODO | x |\n", ""},
		{"space behind the value", "* Date:   TODO  \n* Owner: web\n", "* Date:   2025-05-06  \n* Owner: web\n"},
		{"a value on a line of its own", "- **Date:**\n  TODO\n- **Owner:** web\n", "- **Date:**\n  2025-05-06\n- **Owner:** web\n"},
		{"lines of a paragraph", "**Owner:** TODO\n**Date:** TODO\n**Team:** TODO\n", "**Owner:** TODO\n**Date:** 2025-05-06\n**Team:** TODO\n"},
		{"paragraphs", "**Owner:** TODO\n\n**Date:** TODO\n\n**Team:** TODO\n", "**Owner:** TODO\n\n**Date:** 2025-05-06\n\n**Team:** TODO\n"},
		{"a cell", "| Field | Value |\n|---|---|\n| Date | TODO |\n", "| Field | Value |\n|---|---|\n| Date | 2025-05-06 |\n"},
		{"a cell with padding", "| Field | Value |\n|---|---|\n| Date | TODO      |\n", "| Field | Value |\n|---|---|\n| Date | 2025-05-06 |\n"},
		{"an empty cell", "| Field | Value |\n|---|---|\n| Date |            |\n", "| Field | Value |\n|---|---|\n| Date | 2025-05-06 |\n"},
		{"a comment for a value", "- Date: <!-- when? -->\n- Owner: web\n", "- Date: 2025-05-06\n- Owner: web\n"},
	} {
		for _, around := range []string{"# T\n\n*\n", bom + "---\nzone: UTC\n---\n\nT\n=\n\n*\n## H\n", "*", "# T\r\n\r\n*"} {
			place := func(s string) string {
				s = strings.Replace(around, "*", s, 1)
				if strings.Contains(around, "\r") {
					s = strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", "\r\n")
				}
				return s
			}
			d, err := readDraft("PM.md", place(test.before))
			if err != nil {
				t.Fatal(err)
			}
			k := -1
			for n, f := range d.section(0).Fields {
				if f.Name == "Date" {
					k = n
				}
			}
			if k < 0 {
				t.Fatalf("%s: no field in %q", test.name, d.src.text)
			}
			e, ok := d.valueEdit(0, k, "2025-05-06")
			if ok != (test.want != "") {
				t.Errorf("%s: valueEdit reports %t", test.name, ok)
			}
			if !ok {
				continue
			}
			got, ok := splice(d.src.text, []edit{e}, d.src.eol())
			if !ok || got != place(test.want) {
				t.Errorf("%s: got %q, want %q", test.name, got, place(test.want))
			}
		}
	}
}

// TestEntry finds the lines of lists in a document.
func TestEntry(t *testing.T) {
	const text = "# T\n\n- **Date:** 1\n- **Owner:** 2\n\n  more\n\ntext\n\n## Timeline\n\n- 2025-05-06 10:05 one\n  - nested\n- 2025-05-06 10:06 two\n\n## Notes\n"
	d, err := readDraft("PM.md", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		i    int
		list string
		k    int
		want string // expected line
	}{
		{0, "fields", 0, "- **Date:** 1"},
		{0, "fields", 1, "- **Owner:** 2"},
		{1, "timeline.events", 0, "- 2025-05-06 10:05 one"},
		{1, "timeline.events", 1, "- 2025-05-06 10:06 two"},
	} {
		if got := d.line(d.entry(test.i, test.list, test.k)); got != test.want {
			t.Errorf("%s[%d] of section %d is on the line %q, want %q", test.list, test.k, test.i, got, test.want)
		}
	}
	if got, want := d.entries(0, "fields", 1, 2), "- **Owner:** 2\n\n  more\n"; got != want {
		t.Errorf("the last field is %q, want %q", got, want)
	}
	if got, want := d.entries(1, "timeline.events", 0, 2), "- 2025-05-06 10:05 one\n  - nested\n- 2025-05-06 10:06 two\n"; got != want {
		t.Errorf("the rows are %q, want %q", got, want)
	}
	for i, want := range []int{2, 9, 15, 17} {
		if got := d.first(i); got != want {
			t.Errorf("section %d begins on line %d, want %d", i, got, want)
		}
	}
	for i, want := range []int{8, 14, 16} {
		if got := d.end(i); got != want {
			t.Errorf("section %d ends on line %d, want %d", i, got, want)
		}
	}
}

func TestLeveled(t *testing.T) {
	for before, want := range map[string]string{
		"# T\n\n## Notes\n":            "## New\n",
		"## Notes\n\n## More\n":        "## New\n",
		"# Summary\n\n# Impact\n":      "# New\n",
		"Summary\n===\n\nImpact\n==\n": "# New\n",
		"It broke.\n":                  "## New\n",
	} {
		d, err := readDraft("PM.md", before)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.leveled("## New\n"); got != want {
			t.Errorf("%q gets %q, want %q", before, got, want)
		}
	}
}
