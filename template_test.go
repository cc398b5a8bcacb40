package incident_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

func TestBuiltInTemplates(t *testing.T) {
	var names []string
	for _, tmpl := range incident.Templates() {
		names = append(names, tmpl.Name)
		if err := tmpl.Validate(); err != nil {
			t.Errorf("%s: %v", tmpl.Name, err)
		}
		if tmpl.Title == "" || tmpl.Source == "" {
			t.Errorf("%s has no title or source", tmpl.Name)
		}
		got, ok := incident.LookupTemplate(strings.ToUpper(strings.ReplaceAll(tmpl.Name, "-", " ")))
		if diff := cmp.Diff(tmpl, got); !ok || diff != "" {
			t.Errorf("LookupTemplate(%q): %v (-want +got):\n%s", tmpl.Name, ok, diff)
		}
		for i, s := range tmpl.Sections {
			if s.Guidance == "" && len(s.Fields) == 0 && (i+1 == len(tmpl.Sections) || tmpl.Sections[i+1].Level <= s.Level) {
				t.Errorf("%s: nothing says what belongs into section %d, %q", tmpl.Name, i, s.Heading)
			}
		}
	}
	want := []string{"sre", "pagerduty", "atlassian", "statuspage", "azure-preliminary", "azure-final", "aws-coe", "incident-io", "dfds", "minimal", "story", "sectioned", "fields-first"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if got, ok := incident.LookupTemplate("howie"); ok || got.Name != "" {
		t.Errorf("found %q, which nobody has", got.Name)
	}
}

// TestBuiltInHeadingsAreKnownByTheirKinds checks that parse recognises the
// heading of every built-in section, or one of its aliases, as its kind.
func TestBuiltInHeadingsAreKnownByTheirKinds(t *testing.T) {
	phrases := words.English()
	for _, tmpl := range incident.Templates() {
		for _, s := range tmpl.Sections {
			if s.Heading == "" {
				continue
			}
			known := slices.ContainsFunc(append([]string{s.Heading}, s.Aliases...), func(h string) bool {
				return phrases.Headings.Kind(h) == string(s.Kind)
			})
			if !known {
				t.Errorf("%s: %q is of kind %q, and read as %q", tmpl.Name, s.Heading, s.Kind, phrases.Headings.Kind(s.Heading))
			}
		}
	}
}

func TestTemplatesAreCopies(t *testing.T) {
	want := incident.Templates()
	for _, tmpl := range incident.Templates() {
		for i := range tmpl.Sections {
			s := &tmpl.Sections[i]
			s.Heading = "changed"
			for j := range s.Fields {
				s.Fields[j].Name = "changed"
			}
			for j := range s.Aliases {
				s.Aliases[j] = "changed"
			}
			for j := range s.Columns {
				s.Columns[j] = "changed"
			}
		}
	}
	if diff := cmp.Diff(want, incident.Templates()); diff != "" {
		t.Errorf("a change of a copy changed the template (-want +got):\n%s", diff)
	}
	pm := want[0].Skeleton(nil)
	for i := range pm.Sections {
		for j := range pm.Sections[i].Columns {
			pm.Sections[i].Columns[j] = "changed"
		}
	}
	if diff := cmp.Diff(want, incident.Templates()); diff != "" {
		t.Errorf("a change of a skeleton changed the template (-want +got):\n%s", diff)
	}
}

func TestTemplateJSON(t *testing.T) {
	own := incident.Template{
		Name: "ours", Title: "Ours", Source: "The handbook",
		Sections: []incident.SectionSpec{
			{Fields: []incident.FieldSpec{{Name: "Owner", Required: true}, {Name: "Begin", Fact: incident.FactStart}}},
			{
				Kind: incident.SectionTimeline, Heading: "What we saw", Aliases: []string{"Log"}, Required: true, Internal: true,
				Form: incident.FormTable, Columns: []string{"When", "What"}, Guidance: "Only what was seen.",
			},
			{Kind: "hearsay", Level: 1, Heading: "And heard", Fields: []incident.FieldSpec{{Name: "From", Fact: "gossip"}}},
		},
	}
	for _, want := range append(incident.Templates(), own, incident.Template{}) {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(strings.NewReader(string(data)))
		dec.DisallowUnknownFields()
		var got incident.Template
		if err := dec.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Name, diff)
		}
	}
	data, err := json.Marshal(own)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"name":"ours","title":"Ours","source":"The handbook","sections":[` +
		`{"fields":[{"name":"Owner","required":true},{"name":"Begin","fact":"start"}]},` +
		`{"kind":"timeline","heading":"What we saw","aliases":["Log"],"required":true,"internal":true,"form":"table","columns":["When","What"],"guidance":"Only what was seen."},` +
		`{"kind":"hearsay","level":1,"heading":"And heard","fields":[{"name":"From","fact":"gossip"}]}]}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// rules returns path and code of every broken rule.
func rules(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var broken incident.Errors
	if !errors.As(err, &broken) {
		t.Fatalf("%T: %v", err, err)
	}
	var list []string
	for _, e := range broken {
		list = append(list, e.Path+" "+string(e.Code))
	}
	return list
}

func TestTemplateValidate(t *testing.T) {
	type sections = []incident.SectionSpec
	tests := []struct {
		name     string
		sections sections
		want     []string
	}{
		{"good", sections{{}, {Heading: "A"}, {Level: 1, Heading: "B"}, {Kind: "summary"}, {Kind: "actions", Columns: []string{"x"}}}, nil},
		{"none", nil, []string{"sections required"}},
		{"no heading and no kind", sections{{}, {}}, []string{"sections[1].heading required"}},
		{"same heading", sections{{Heading: "A"}, {Heading: "a:"}}, []string{"sections[1].heading duplicate"}},
		{"same alias", sections{{Heading: "A", Aliases: []string{"It’s"}}, {Heading: "B", Aliases: []string{"it's", " "}}}, []string{"sections[1].aliases[0] duplicate", "sections[1].aliases[1] required"}},
		{"same kind without headings", sections{{Kind: "summary"}, {Kind: "summary"}}, []string{"sections[1].kind duplicate"}},
		{"same kind with headings", sections{{Heading: "A", Kind: "summary"}, {Heading: "B", Kind: "summary"}, {Kind: "summary"}}, nil},
		{"first below the top", sections{{Level: 1, Heading: "A"}}, []string{"sections[0].level range"}},
		{"jump", sections{{Heading: "A"}, {Level: 2, Heading: "B"}}, []string{"sections[1].level range"}},
		{"back by two", sections{{Heading: "A"}, {Level: 1, Heading: "B"}, {Level: 2, Heading: "C"}, {Heading: "D"}}, nil},
		{"below 0", sections{{Level: -1, Heading: "A"}}, []string{"sections[0].level range"}},
		{"below without heading", sections{{Heading: "A"}, {Level: 1, Kind: "summary"}}, []string{"sections[1].level range"}},
		{"words", sections{{Heading: "A", Kind: "gossip", Form: "song", Fields: []incident.FieldSpec{{Name: "F", Fact: "fancy"}}}},
			[]string{"sections[0].kind unknown", "sections[0].form unknown", "sections[0].fields[0].fact unknown"}},
		{"fields", sections{{Heading: "A", Fields: []incident.FieldSpec{{Name: "F"}, {Name: "f:"}, {Name: " "}}}},
			[]string{"sections[0].fields[1].name duplicate", "sections[0].fields[2].name required"}},
		{"fields in a timeline", sections{{Kind: "timeline", Fields: []incident.FieldSpec{{Name: "F"}}}}, []string{"sections[0].fields conflict"}},
		{"columns in a summary", sections{{Kind: "summary", Columns: []string{"a"}}}, []string{"sections[0].columns conflict"}},
		{"lines", sections{{Heading: "A\nB", Guidance: "a\tb"}}, []string{"sections[0].heading control", "sections[0].guidance control"}},
		{"end of a comment", sections{{Heading: "A", Guidance: "so --> there"}, {Heading: "B", Guidance: "> so"}}, []string{"sections[0].guidance control", "sections[1].guidance control"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tmpl := incident.Template{Name: "test", Sections: tt.sections}
			if diff := cmp.Diff(tt.want, rules(t, tmpl.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	want := []string{"name required", "title control", "source control", "sections required"}
	if diff := cmp.Diff(want, rules(t, incident.Template{Title: "\x00", Source: "\n"}.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// slowSearch returns an incident that is not over.
func slowSearch() *incident.Incident {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	return &incident.Incident{
		Title: "Search is slow", Severity: "SEV-2", Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Search"}},
		Events:     []incident.Event{{At: at(12), Milestone: incident.MilestoneImpactStarted, Text: "Latency doubles."}},
		Updates:    []incident.Update{{Status: incident.StatusInvestigating, At: at(17), Body: "Search is slow. We look into it."}},
	}
}

func ExampleTemplates() {
	for _, t := range incident.Templates() {
		fmt.Printf("%-18s%2d  %s\n", t.Name, len(t.Sections), t.Title)
	}
	// Output:
	// sre               14  Site Reliability Engineering
	// pagerduty         15  PagerDuty
	// atlassian         14  Atlassian incident postmortem
	// statuspage         3  Public postmortem on Statuspage
	// azure-preliminary  4  Azure preliminary post incident review
	// azure-final        6  Azure final post incident review
	// aws-coe           11  AWS correction of error
	// incident-io        6  incident.io
	// dfds               7  DFDS
	// minimal            4  Minimal
	// story              2  A story and a timeline
	// sectioned          7  Sections with a sign-off
	// fields-first       7  Fields, then sections
}

// A team's own template is a JSON file.
func ExampleTemplate_Validate() {
	const file = `{
	  "name": "ours",
	  "sections": [
	    {"fields": [{"name": "Owner", "required": true}, {"name": "Length", "fact": "duration"}]},
	    {"heading": "What we saw", "kind": "summary", "required": true, "guidance": "Only what was seen."},
	    {"heading": "Causes", "kind": "root causes", "level": 2}
	  ]
	}`
	var t incident.Template
	if err := json.Unmarshal([]byte(file), &t); err != nil {
		fmt.Println(err)
	}
	var broken incident.Errors
	if errors.As(t.Validate(), &broken) {
		for _, e := range broken {
			fmt.Println(e.Path, e.Code)
		}
	}
	// Output:
	// sections[2].kind unknown
	// sections[2].level range
}

func ExampleLookupTemplate() {
	t, ok := incident.LookupTemplate("AWS CoE")
	fmt.Println(ok, t.Name, t.Sections[5].Heading, t.Sections[5].Level)
	// Output: true aws-coe Detection 1
}
