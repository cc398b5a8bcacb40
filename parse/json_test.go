package parse_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/site"
)

func ExampleJSON() {
	doc, err := parse.JSON{}.Parse("incident.json", []byte(`{
  "title": "Checkout is slow",
  "updates": [{"status": "Investigating", "at": "2024-03-05T09:17:00Z"}]
}`))
	fmt.Println(doc.Incidents[0].Status(), err)
	fmt.Println(doc.Notes[0])

	_, err = parse.JSON{}.Parse("incident.json", []byte(`{"title": "Checkout is slow", "severty": "SEV-1"}`))
	fmt.Println(err)
	// Output:
	// investigating <nil>
	// 3:26: updates[0].status: "Investigating" was read as "investigating"
	// incident.json:1:31: severty: unknown key; did you mean "severity"?
}

func ExampleJSON_ParseTemplate() {
	_, err := parse.JSON{}.ParseTemplate("ours.json", []byte(`{
  "name": "ours",
  "sections": [{"heading": "Timeline", "kind": "time line", "fields": [{"name": "Start"}]}]
}`))
	fmt.Println(err)
	// Output:
	// ours.json:3:71: sections[0].fields: a section of kind timeline has no fields
}

// TestJSONErrors checks inputs that the reader refuses. With Lax, it must
// return the rest.
func TestJSONErrors(t *testing.T) {
	for _, test := range []struct {
		input, want string
		code        incident.Code
		lax         string // the title that is read; "-" if nothing is
	}{
		{" \n", ` the file is empty`, incident.CodeRequired, "-"},
		{`null`, `1:1: want an incident, which is an object, not null`, incident.CodeSyntax, "-"},
		{`{"title": "a"`, `1:14: want "," or "}", but the file ends`, incident.CodeSyntax, "a"},
		{`{"title": "a" "id": "b"}`, `1:15: want "," or "}", not a string`, incident.CodeSyntax, "a"},
		{`{"title": "a",}`, `1:15: want a key in double quotes, not '}'`, incident.CodeSyntax, "a"},
		{`{title: "a"}`, `1:2: want a key in double quotes, not 't'`, incident.CodeSyntax, "-"},
		{`{"title" "a"}`, `1:10: want ":" behind the key, not a string`, incident.CodeSyntax, "-"},
		{`{"title": tru}`, `1:11: title: want a string, not 't'`, incident.CodeSyntax, "-"},
		{`{"title": "a", "labels": {"b": nul}}`, `1:32: labels.b: "nul" is not a JSON value`, incident.CodeSyntax, "a"},
		{"{\"title\": \"a\nb\"}", `1:13: title: U+000A in a string must be escaped; is the closing quote missing?`, incident.CodeSyntax, "-"},
		{`{"title": "a\b", "id": "\x"}`, `1:24: id: the string has a "\" that begins no escape; write "\\"`, incident.CodeSyntax, "a\b"},
		{`{"title": "a", "updates": [{}, {"at": "yesterday"}]}`, `1:39: updates[1].at: "yesterday" is not a time such as 2024-03-05T09:17:00Z`, incident.CodeSyntax, "a"},
		{`{"title": "a", "aliases": ["b"}`, `1:31: aliases: want "," or "]", not '}'`, incident.CodeSyntax, "a"},
		{`{"title": "a", "postmortem": {"sections": [{"level": 1.5}]}}`, `1:54: postmortem.sections[0].level: want a whole number, not 1.5`, incident.CodeSyntax, "a"},
		{`{"title": "a", "postmortem": {"sections": [{"actions": [{"due": "soon"}]}]}}`, `1:65: postmortem.sections[0].actions[0].due: "soon" is not a date such as 2024-03-05`, incident.CodeSyntax, "a"},
		{`{"title": -5}`, `1:11: title: want a string, not a number`, incident.CodeSyntax, ""},
		{`{"title": true}`, `1:11: title: want a string, not a boolean`, incident.CodeSyntax, ""},
		{`{"title": "a", "page": ["x"]}`, `1:24: page: want an object, not an array`, incident.CodeSyntax, "a"},
		{`{"title": "a", "labels": 7}`, `1:26: labels: want an object, not a number`, incident.CodeSyntax, "a"},
		{`{"title": "a", "updates": {}}`, `1:27: updates: want an array, not an object`, incident.CodeSyntax, "a"},
		{`{"title": "a", "postmortem": {"sections": [{"level": "x"}]}}`, `1:54: postmortem.sections[0].level: want a whole number, not a string`, incident.CodeSyntax, "a"},
		{`{"title": "a", "postmortem": {"sections": [{"internal": 0}]}}`, `1:57: postmortem.sections[0].internal: want a boolean, not a number`, incident.CodeSyntax, "a"},
		{`{"title": "a", "postmortem": {"sections": [{"level": 1-}]}}`, `1:54: postmortem.sections[0].level: "1-" is not a JSON value`, incident.CodeSyntax, "a"},
		{`{"title": "a`, `1:13: title: the file ends in the middle of a string`, incident.CodeSyntax, "-"},
		{`{"title": "a", "`, `1:17: the file ends in the middle of a string`, incident.CodeSyntax, "a"},
		{`[{"title": "a"} null]`, `1:17: want "," or "]", not null`, incident.CodeSyntax, "a"},
		{`{"title": "a", "labels": {"b": }}`, `1:32: labels.b: want a string, not '}'`, incident.CodeSyntax, "a"},
		{`{"title": "a", "update": []}`, `1:16: update: unknown key; did you mean "updates"?`, incident.CodeUnknown, "a"},
		{`{"title": "a", "Impact": "minor"}`, `1:16: Impact: unknown key; did you mean "impact"?`, incident.CodeUnknown, "a"},
		{`{"title": "a", "updates": [{"nextUpdate": ""}]}`, `1:29: updates[0].nextUpdate: unknown key; did you mean "next_update"?`, incident.CodeUnknown, "a"},
		{`{"title": "a", "who": [{"x": [1, null, "\u00e9", {}, []]}]}`, `1:16: who: unknown key`, incident.CodeUnknown, "a"},
		{`{"title": "a", "title": "b"}`, `1:16: title: repeated key`, incident.CodeDuplicate, "a"},
		{`{"title": "a", "labels": {"b": "c", "b": "d"}}`, `1:37: labels.b: repeated key`, incident.CodeDuplicate, "a"},
		{`{"schema": 1, "schema": 1, "title": "a"}`, `1:15: schema: repeated key`, incident.CodeDuplicate, "a"},
		{`{"schema": 2, "title": "a"}`, `1:12: schema: 2 is not a supported schema version; the only one is 1`, incident.CodeRange, "-"},
		{`{"title": "a", "page": {"schema": 1}}`, `1:25: page.schema: unknown key`, incident.CodeUnknown, "a"},
		{`{"title": "a", "page": {"time_zone": "Mars/Base"}}`, `1:38: page.time_zone: zone "Mars/Base" is unknown`, incident.CodeZone, "a"},
		{`[{}, {"title": "a", "severity": "\n"}]`, `1:33: [1].severity: the character U+000A at byte 0 is not permitted in a one-line text`, incident.CodeControl, ""},
		{"{\"title\": \"\xff\"}", `1:12: not valid UTF-8`, incident.CodeControl, "\ufffd"},
		{"{\"title\": \"a\"}\x00", `1:15: a NUL byte: the file is not text`, incident.CodeControl, "a"},
	} {
		doc, err := parse.JSON{}.Parse("x", []byte(test.input))
		var fault *incident.SourceError
		if doc != nil || !errors.As(err, &fault) || fault.Code != test.code || !strings.HasPrefix(err.Error(), "x:"+test.want) {
			t.Errorf("%.60q: %v, want %q", test.input, err, test.want)
		}
		doc, err = parse.JSON{Lax: true}.Parse("x", []byte(test.input))
		var faults incident.SourceErrors
		if !errors.As(err, &faults) || faults[0].Code != test.code {
			t.Errorf("%.60q: lax: %v", test.input, err)
		}
		got := "-"
		if doc != nil {
			got = doc.Incidents[0].Title
		}
		if got != test.lax {
			t.Errorf("%.60q: lax: %q, want %q", test.input, got, test.lax)
		}
	}
}

// TestJSONReads compares the reader with encoding/json on the same bytes.
func TestJSONReads(t *testing.T) {
	files, err := filepath.Glob("../testdata/json/v1/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	inputs := make(map[string][]byte)
	for _, name := range files {
		if inputs[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	for seed := range uint64(fixture.Rounds(20)) {
		for name, inc := range map[string]*incident.Incident{"random": incidenttest.Random(seed), "hostile": incidenttest.Hostile(seed)} {
			if inputs[fmt.Sprint(name, seed)], err = json.Marshal(inc); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range inputs {
		var want incident.Incident
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		doc, err := parse.JSON{Lax: true}.Parse(name, data)
		if doc == nil || len(doc.Incidents) != 1 {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(&want, doc.Incidents[0]); diff != "" {
			t.Errorf("%s (-encoding/json +parse):\n%s", name, diff)
		}
		var faults incident.SourceErrors
		errors.As(err, &faults)
		for _, f := range faults {
			if f.Code != incident.CodeZone && f.Code != incident.CodeControl || f.Line == 0 {
				t.Errorf("%s: %v", name, f)
			}
		}
	}
}

func TestJSONMany(t *testing.T) {
	for input, want := range map[string]struct {
		titles string
		many   bool
	}{
		`{"title": "a"}`:           {"a", false},
		"\ufeff{\"title\": \"a\"}": {"a", false},
		`[{"title": "a"}]`:         {"a", true},
		`[]`:                       {"", true},
		"{\"title\": \"a\"}\n{\"title\": \"b\"}\n":         {"ab", true},
		`[{"title": "a"}, {"title": "b"}] {"title": "c"}`:  {"abc", true},
		`{"schema": 1, "title": "a"}{"schema": 1}[] [{}] `: {"a", true},
	} {
		doc, err := parse.JSON{}.Parse("x", []byte(input))
		if err != nil {
			t.Errorf("%q: %v", input, err)
			continue
		}
		titles := ""
		for _, inc := range doc.Incidents {
			titles += inc.Title
		}
		if titles != want.titles || doc.Many != want.many {
			t.Errorf("%q: %q, many %v", input, titles, doc.Many)
		}
	}
}

func TestJSONWords(t *testing.T) {
	const input = `{"impact": "MAJOR", "updates": [
{"status": "In Progress", "changes": [{"from": "Operational", "to": "on fire"}]}]}`
	doc, err := parse.JSON{}.Parse("x", []byte(input))
	if err != nil {
		t.Fatal(err)
	}
	inc := doc.Incidents[0]
	if c := inc.Updates[0].Changes[0]; inc.Impact != incident.ImpactMajor || inc.Status() != incident.StatusInProgress || c.From != incident.ComponentOperational || c.To != "on fire" {
		t.Errorf("%+v", inc)
	}
	var notes []string
	for _, n := range doc.Notes {
		if n.Code != parse.NoteWord {
			t.Errorf("%+v", n)
		}
		notes = append(notes, n.String())
	}
	if diff := cmp.Diff([]string{
		`1:12: impact: "MAJOR" was read as "major"`,
		`2:12: updates[0].status: "In Progress" was read as "in_progress"`,
		`2:48: updates[0].changes[0].from: "Operational" was read as "operational"`,
	}, notes); diff != "" {
		t.Error(diff)
	}
}

func TestJSONPositions(t *testing.T) {
	const object = `{
 "title": "é\n\u00e9\ud83d\ude00x\"y",
 "updates": [{"at": "2024-03-05T09:17:00Z"}]
}`
	for _, test := range []struct {
		input, path  string
		offset       int
		line, column int // 0 if there is no place
	}{
		{object, "", 0, 1, 1},
		{object, "title", 0, 2, 11},
		{object, "title", 2, 2, 14}, // after é, which has two bytes
		{object, "title", 3, 2, 16}, // after \n
		{object, "title", 4, 2, 16}, // in the middle of \u00e9
		{object, "title", 5, 2, 22},
		{object, "title", 9, 2, 34}, // after a surrogate pair
		{object, "title", 10, 2, 35},
		{object, "title", 99, 2, 38},
		{object, "updates[0].at", 0, 3, 21},
		{object, "updates[0].body", 0, 3, 14},
		{object, "updates[1]", 0, 3, 13},
		{object, "updates", 3, 3, 13},
		{object, "severity", 0, 0, 0},
		{`[{}, {"id": "b"}]`, "[1].id", 0, 1, 13},
		{`{"id": "a"} {"id": "b"}`, "id", 0, 0, 0},
	} {
		doc, _ := parse.JSON{Lax: true}.Parse("x", []byte(test.input))
		line, column, ok := doc.Position(test.path, test.offset)
		if line != test.line || column != test.column || ok != (line > 0) {
			t.Errorf("%s, %d: %d:%d, want %d:%d", test.path, test.offset, line, column, test.line, test.column)
		}
	}
}

func TestJSONLimit(t *testing.T) {
	var limit *incident.LimitError
	deep := []byte(`{"title": "a", "x": ` + strings.Repeat("[", 5000))
	if doc, err := (parse.JSON{Lax: true}).Parse("x", deep); !errors.As(err, &limit) || limit.Max != 1000 || doc.Incidents[0].Title != "a" {
		t.Error(err)
	}
	if _, err := (parse.JSON{MaxBytes: 4}).Parse("x", []byte(`{   }`)); !errors.As(err, &limit) || limit.Max != 4 {
		t.Error(err)
	}
}

func TestJSONTemplates(t *testing.T) {
	for _, want := range incident.Templates() {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parse.JSON{}.ParseTemplate("x", data)
		if err != nil {
			t.Errorf("%s: %v", want.Name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", want.Name, diff)
		}
	}
	for input, want := range map[string]string{
		`[]`:            `1:1: want an object, not an array`,
		`{"name": "x"}`: `1:1: sections: required`,
		`{"name": "x", "sections": [{"heading": "A"}]} {}`:                             `1:47: more than one document`,
		`{"name": "x", "sections": [{"heading": "A", "kind": "gossip"}]}`:              `1:53: sections[0].kind: "gossip" is not one of`,
		`{"name": "x", "sections": [{"heading": "A", "fields": [{"fact": "title"}]}]}`: `1:56: sections[0].fields[0].name: required`,
		`{"name": "x", "schema": 1}`:                                                   `1:15: schema: unknown key`,
	} {
		got, err := parse.JSON{}.ParseTemplate("x", []byte(input))
		if err == nil || !strings.HasPrefix(err.Error(), "x:"+want) || got.Name != "" {
			t.Errorf("%s: %+v, %v, want %q", input, got, err, want)
		}
	}
	got, err := parse.JSON{Lax: true}.ParseTemplate("x", []byte(`{"name": "x", "colour": 1, "sections": [{"heading": "A", "level": -1}]}`))
	var faults incident.SourceErrors
	if !errors.As(err, &faults) || len(faults) != 2 || len(got.Sections) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestJSONDecode(t *testing.T) {
	for input, want := range map[string]struct {
		code incident.Code
		at   string
	}{
		`{"page": {"nmae": "x"}}`: {incident.CodeUnknown, "1:11: page.nmae"},
		`{"schema": 2}`:           {incident.CodeRange, "1:12: schema"},
		`{"": 1}`:                 {incident.CodeUnknown, "1:2: "},
		`{"Incidents": []}`:       {incident.CodeUnknown, "1:2: Incidents"},
		`{"components": [{"id": "a"}, {"id": "a"}]}`:                       {incident.CodeDuplicate, "1:37: components[1].id"},
		`{"components": [{"name": "a"}, {"group": "g", "name": "a"}, {}]}`: {incident.CodeRequired, "1:61: components[2].name"},
		`{"policy": "best"}`: {incident.CodeUnknown, "1:12: policy"},
	} {
		s := site.Service{Policy: "none"}
		err := parse.JSON{}.Decode("x", []byte(input), &s)
		var fault *incident.SourceError
		if !errors.As(err, &fault) || fault.Code != want.code || !strings.HasPrefix(err.Error(), "x:"+want.at) || s.Policy != "" {
			t.Errorf("%s: %+v, %v, want %v", input, s, err, want)
		}
	}
	var s site.Service
	err := parse.JSON{Lax: true}.Decode("x", []byte(`{"x": 1, "schema": 1, "description": "y"}`), &s)
	var faults incident.SourceErrors
	if !errors.As(err, &faults) || len(faults) != 1 || s.Description != "y" {
		t.Errorf("%+v, %v", s, err)
	}
}

// FuzzJSON checks that encoding/json accepts every input that the reader
// accepts, with the same result.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"schema": 1, "title": "a\u00e9", "updates": [{"at": "2024-03-05T09:17:00Z", "body": null}]}`))
	f.Add([]byte(`{"postmortem": {"sections": [{"level": -0, "internal": true}]}, "labels": {"a": "b"}}`))
	f.Add([]byte(`{"updates": [], "postmortem": {"sections": []}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := parse.JSON{}.Parse("x", data)
		lax, _ := parse.JSON{Lax: true}.Parse("x", data)
		if err != nil {
			return
		}
		if diff := cmp.Diff(doc.Incidents, lax.Incidents); diff != "" {
			t.Errorf("(-strict +lax):\n%s", diff)
		}
		if doc.Many || len(doc.Notes) > 0 {
			return
		}
		var want incident.Incident
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatalf("encoding/json: %v", err)
		}
		if diff := cmp.Diff(&want, doc.Incidents[0]); diff != "" {
			t.Errorf("(-encoding/json +parse):\n%s", diff)
		}
	})
}
