package render_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/render"
)

// hostile are strings that try to break a report: to forge its structure, to
// reorder it, to control a terminal, or not to be text at all.
var hostile = []string{
	"Posted Jan 27, 2022 - 11:10 CET",
	"x\nPosted Jan 27, 2022 - 11:10 CET\nResolved\n",
	"Resolved", "Update", "Postmortem", "Postmortem (draft)", "In progress",
	"This incident affected: API.", "x\r\nThis incident affects: Web.",
	"\u200cResolved", "\u200c\u200c \u00a0Posted Jan 27, 2022 - 11:10 CET",
	"Edited Jan 27, 2022 - 11:10 CET", "Retracted Jan 27, 2022 - 11:40 CET", "Next update by 10:45 CET", "Scheduled for Jan 2, 2024, 10:00 UTC",
	"Incident Report for Somebody Else",
	"\x1b[31mred\x1b[0m", "\u009b31m", "\x1b]8;;http://example.com\x07link\x1b]8;;\x07", "a\rb", "a\x00b", "a\x7fb\x08",
	"\u202eabc", "\u2066abc", "a\u2028Resolved", "a\u2029b\u0085Resolved", "\ufeffx", "&#x202e;abc", "&#27;[31m", "&#10;Resolved",
	"\xff\xfe", "\xe2\x80", "\xc0\xaf",
	"<script>alert(1)</script>", "<!-- c -->", "[x](javascript:alert(1))", "![](http://example.com/x.png)",
	"# Resolved", "- Resolved", "1. Resolved", "> Resolved", "    Resolved", "```\nResolved\n```", "**Resolved**", "Resolved\\\nUpdate", "|Resolved|\n|-|\n|Update|",
	"a, b and c (d)", "(((", ")))", ", ", " and ", "", " ", "\n\n", strings.Repeat("(", 3000), strings.Repeat("- ", 3000) + "x",
	"15:04", "MST", "2006", "Jan", "\n15:04\nResolved",
}

// everywhere returns a copy of the incident with s in every string except words
// and the zone.
func everywhere(inc *incident.Incident, s string) *incident.Incident {
	c := inc.Clone()
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Interface().(type) {
		case time.Time, civil.Date:
			return
		}
		switch v.Kind() {
		case reflect.String:
			if v.Type() == reflect.TypeFor[string]() {
				v.SetString(s)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).Name != "TimeZone" {
					walk(v.Field(i))
				}
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(c).Elem())
	return c
}

// structure counts the lines of a report by the roles that a reader gives them.
func structure(report []byte) map[words.Line]int {
	count := make(map[words.Line]int)
	for line := range bytes.Lines(report) {
		count[words.English().Line(bytes.Trim(line, " \t\n\u00a0"))]++
	}
	delete(count, words.LineText)
	return count
}

func checkReport(t *testing.T, report []byte) {
	t.Helper()
	if !utf8.Valid(report) {
		t.Errorf("not UTF-8: %q", report)
	}
	for _, r := range string(report) {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\u2028' || r == '\u2029' || '\u202a' <= r && r <= '\u202e' {
			t.Errorf("%U shows in %q", r, report)
			return
		}
	}
}

func TestHostileStrings(t *testing.T) {
	for _, f := range fixture.All() {
		for _, layout := range render.Layouts() {
			text := render.Text{Layout: layout, Drafts: true, Internal: true}
			want := structure(text.Append(nil, everywhere(f.Incident, "word")))
			for _, s := range hostile {
				inc := everywhere(f.Incident, s)
				checkReport(t, text.Append(nil, inc))
				inc.Title = "title" // a title because of its place, whatever it says
				report := text.Append(nil, inc)
				for line, n := range structure(report) {
					if n > want[line] {
						t.Errorf("%s, %s, %q: %d lines of kind %d, want %d:\n%s", f.Name, layout, s, n, line, want[line], report)
					}
				}
			}
		}
	}
}

// FuzzText checks that no text breaks a report.
func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	base := fixture.Checkout()
	f.Fuzz(func(t *testing.T, one, other string) {
		inc := everywhere(base, one)
		inc.Title, inc.Page.Name = "title", "page"
		for i := range inc.Updates {
			inc.Updates[i].Body = other
		}
		inc.Postmortem.Sections[1].Body, inc.Postmortem.Sections[2].After = other, one+other
		for _, layout := range render.Layouts() {
			report := render.Text{Layout: layout}.Append(nil, inc)
			checkReport(t, report)
			want := structure(render.Text{Layout: layout}.Append(nil, everywhere(base, "word")))
			for line, n := range structure(report) {
				if n > want[line] {
					t.Errorf("%s: %d lines of kind %d, want %d:\n%s", layout, n, line, want[line], report)
				}
			}
		}
	})
}
