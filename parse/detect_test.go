package parse_test

import (
	"testing"

	"github.com/incidentkit/incident/parse"
)

// TestDetect detects formats from the beginnings of files.
func TestDetect(t *testing.T) {
	for input, want := range map[string]parse.Format{
		"":                                      "text",
		"Slow\nIncident Report for Shop\n":      "text",
		"Slow\nIncident Report\n\n## not yet\n": "text",
		"# Slow\n":                              "markdown",
		"Note\n\n## Timeline\n":                 "markdown",
		"---\ntitle: x\n---\n":                  "markdown",
		"---\r\ntitle: x\r\n---\r\n":            "markdown",
		"Slow\n====\n\nWhy\n---\n":              "markdown",
		"Slow\nIncident Report for Shop\n\nUpdate\n====\n": "text",
		"#hashtag\n": "text",
		"[Resolved] Slow\n\nIncident Report for Shop\n":        "text",
		"{beta} Slow\nScheduled Maintenance Report for Shop\n": "text",
		"[Incident\nReport\n":                                  "json",
		"\ufeff \n<!DOCTYPE html>":                             "html",
		"```html\n<html>":                                      "text",
		"```\n<html>":                                          "html",
		"<!-- saved -->\n<html>":                               "html",
		"<!-- a note -->\n# Slow\n":                            "markdown",
		"<article class=incident>":                             "html",
		"{}":                                                   "json",
		"[]":                                                   "json",
		"[7]":                                                  "json",
		"{":                                                    "json",
		"[10:05] bob: the checkout is slow\n":                  "text",
		"[2024-03-05 10:05] bob: the checkout is slow\n": "text",
		`{"id": "x", "title": "y"}`:                      "json",
		`{"id": "x", "name": "y"}`:                       "json",
		`{"id": "x", "page": {"name": "y"}}`:             "json",
		`{"id": "x", "page": {"updated_at": "y"}}`:       "json",
		`{"components": [{"name": "API"}]}`:              "json",
		`{"components": [{"created_at": "y"}]}`:          "json",
		`[{"id": "x", "incident_updates": []}]`:          "json",
		`{"id": x`:                                       "json",
		`{"id": "x", 7`:                                  "json",
		`{"impact": "minor", "postmortem": {"a": 1}}`:    "json",
	} {
		if got := parse.Detect("x.txt", []byte(input)); got != want {
			t.Errorf("%q is %s, want %s", input, got, want)
		}
	}
}

// TestDetectByName checks that the extension of a name decides for a document
// without any Markdown syntax, but not for a page.
func TestDetectByName(t *testing.T) {
	for _, test := range []struct {
		name, input string
		want        parse.Format
	}{
		{"a.md", "It was us.\n", parse.FormatMarkdown},
		{"a.MARKDOWN", "", parse.FormatMarkdown},
		{"a.txt", "It was us.\n", parse.FormatText},
		{"a.md", "Slow\nIncident Report for Shop\n", parse.FormatText},
		{"a.md", "{}", parse.FormatJSON},
		{"a.md", "<html>", parse.FormatHTML},
	} {
		if got := parse.Detect(test.name, []byte(test.input)); got != test.want {
			t.Errorf("%s: %q is %s, want %s", test.name, test.input, got, test.want)
		}
	}
}
