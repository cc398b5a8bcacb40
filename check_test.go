package incident_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

// gaps returns the path, code, heading or kind, field and gap of each error of
// a check.
func gaps(t *testing.T, err error) []string {
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
		var spec *incident.SpecError
		if !errors.As(e, &spec) {
			t.Fatalf("%v has no SpecError", e)
		}
		name := spec.Heading
		if name == "" {
			name = string(spec.Kind)
		}
		if spec.Field != "" {
			name += "/" + spec.Field
		}
		list = append(list, fmt.Sprintf("%s %s %s: %s", e.Path, e.Code, name, spec.Gap))
	}
	return list
}

// finished returns a skeleton in which every placeholder has been replaced.
func finished(tmpl incident.Template, inc *incident.Incident) *incident.Postmortem {
	pm := tmpl.Skeleton(inc)
	for i := range pm.Sections {
		s := &pm.Sections[i]
		if s.Body != "" {
			s.Body = "Words."
		}
		for j := range s.Fields {
			if incident.IsPlaceholder(s.Fields[j].Value) {
				s.Fields[j].Value = "words"
			}
		}
		for j := range s.Actions {
			s.Actions[j].Text = "Do better."
		}
	}
	return pm
}

func TestCheckNamesEveryRequiredSection(t *testing.T) {
	for _, tmpl := range incident.Templates() {
		t.Run(tmpl.Name, func(t *testing.T) {
			pm := finished(tmpl, known())
			if err := tmpl.Check(pm); err != nil {
				t.Fatalf("finished, and yet:\n%v", err)
			}
			read, _ := document(t, known(), pm)
			if err := tmpl.Check(read); err != nil {
				t.Fatalf("finished, written and read, and yet:\n%v", err)
			}
			required := 0
			for i, spec := range tmpl.Sections {
				less := pm.Clone()
				less.Sections = slices.Delete(less.Sections, i, i+1)
				var want []string
				if spec.Required {
					required++
					want = []string{"postmortem.sections required " + name(spec) + ": missing"}
				}
				if diff := cmp.Diff(want, gaps(t, tmpl.Check(less))); diff != "" {
					t.Errorf("without %q (-want +got):\n%s", spec.Heading, diff)
				}
				// The same holds for a postmortem that is read
				// from a document.
				read, text := document(t, known(), less)
				if diff := cmp.Diff(want, gaps(t, tmpl.Check(read))); diff != "" {
					t.Errorf("read without %q (-want +got):\n%s\n%s", spec.Heading, diff, text)
				}

				leads := i+1 < len(tmpl.Sections) && tmpl.Sections[i+1].Level > spec.Level
				for body, gap := range map[string]incident.Gap{"": incident.GapEmpty, "TBD": incident.GapPlaceholder, "<!-- later -->": incident.GapPlaceholder} {
					if leads {
						break
					}
					open := pm.Clone()
					s := &open.Sections[i]
					s.Body, s.Timeline, s.Actions, s.Fields = body, nil, nil, nil
					want = nil
					if spec.Required || gap == incident.GapPlaceholder {
						want = []string{fmt.Sprintf("postmortem.sections[%d].body required %s: %s", i, name(spec), gap)}
					}
					for _, f := range spec.Fields {
						if f.Required {
							want = append(want, fmt.Sprintf("postmortem.sections[%d].fields required %s/%s: missing", i, name(spec), f.Name))
						}
					}
					got := gaps(t, tmpl.Check(open))
					slices.Sort(want)
					slices.Sort(got)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("with %q for %q (-want +got):\n%s", body, spec.Heading, diff)
					}
				}
				for j, f := range spec.Fields {
					for value, gap := range map[string]incident.Gap{"": incident.GapEmpty, "<!-- x -->": incident.GapPlaceholder, "TODO": incident.GapPlaceholder} {
						open := pm.Clone()
						open.Sections[i].Fields[j].Value = value
						want = nil
						if f.Required || value == "TODO" {
							want = []string{fmt.Sprintf("postmortem.sections[%d].fields[%d].value required %s/%s: %s", i, j, name(spec), f.Name, gap)}
						}
						if diff := cmp.Diff(want, gaps(t, tmpl.Check(open))); diff != "" {
							t.Errorf("with %q for %q (-want +got):\n%s", value, f.Name, diff)
						}
					}
				}
			}
			if required == 0 {
				t.Error("nothing is required")
			}
		})
	}
}

func name(s incident.SectionSpec) string {
	if s.Heading != "" {
		return s.Heading
	}
	return string(s.Kind)
}

// TestCheckOfASkeleton checks that a bare skeleton lacks the texts of its
// author, but nothing that the incident knows.
func TestCheckOfASkeleton(t *testing.T) {
	tmpl, _ := incident.LookupTemplate("fields-first")
	want := []string{
		"postmortem.sections[1].body required Summary: placeholder",
		"postmortem.sections[2].body required Impact: placeholder",
		"postmortem.sections[4].body required Immediate Fix: placeholder",
		"postmortem.sections[5].actions[0].text required Long-Term Preventive Actions: placeholder",
		"postmortem.sections[6].body required Closing Notes: placeholder",
	}
	if diff := cmp.Diff(want, gaps(t, tmpl.Check(tmpl.Skeleton(known())))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, tmpl := range incident.Templates() {
		got := strings.Join(gaps(t, tmpl.Check(tmpl.Skeleton(nil))), "\n")
		for i, spec := range tmpl.Sections {
			leads := i+1 < len(tmpl.Sections) && tmpl.Sections[i+1].Level > spec.Level
			if at := fmt.Sprintf("sections[%d].", i); strings.Contains(got, at) == leads {
				t.Errorf("%s: of section %d, %q, there is\n%s", tmpl.Name, i, spec.Heading, got)
			}
		}
		if n := len(gaps(t, tmpl.Check(nil))); n == 0 {
			t.Errorf("%s: no postmortem at all is fine", tmpl.Name)
		}
	}
}

func TestCheckOrder(t *testing.T) {
	for _, tmpl := range incident.Templates() {
		pm := finished(tmpl, known())
		// Move the last required section to the top.
		last := len(tmpl.Sections) - 1
		for !tmpl.Sections[last].Required {
			last--
		}
		s := pm.Sections[last]
		if s.Level > 0 || s.Heading == "" {
			continue // it would become a subsection or a continuation
		}
		pm.Sections = slices.Insert(slices.Delete(pm.Sections, last, last+1), 0, s)
		want := []string{"postmortem.sections[0] order " + s.Heading + ": order"}
		got := gaps(t, tmpl.Check(pm))
		if tmpl.Sections[0].Heading == "" { // the section without a heading is no longer the first
			want = append([]string{"postmortem.sections required : missing"}, want...)
			if len(tmpl.Sections) == 2 { // a single section is always in order
				want = want[:1]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tmpl.Name, diff)
		}
	}
	tmpl := incident.Template{Sections: []incident.SectionSpec{{Heading: "A", Required: true}, {Heading: "B", Required: true}, {Heading: "C"}, {Heading: "D", Required: true}}}
	strict := incident.Template{Sections: slices.Clone(tmpl.Sections)}
	strict.Sections[2].Required = true
	for order, want := range map[string][]string{
		"ABCD": nil, "ACBD": nil, "CABD": nil, "ABDC": nil, "ABXD": nil,
		"cabd": {"postmortem.sections[0] order C: order"}, // required there
		"BCDA": {"postmortem.sections[3] order A: order"},
		"DABC": {"postmortem.sections[0] order D: order"},
		"DBA":  {"postmortem.sections[1] order B: order", "postmortem.sections[0] order D: order"},
	} {
		pm := &incident.Postmortem{}
		tmpl := tmpl
		if order == strings.ToLower(order) {
			tmpl = strict
		}
		for _, h := range order {
			pm.Sections = append(pm.Sections, incident.Section{Heading: string(h), Body: "x"})
		}
		if diff := cmp.Diff(want, gaps(t, tmpl.Check(pm))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", order, diff)
		}
	}
}

func TestCheckFindsSections(t *testing.T) {
	tmpl := incident.Template{Name: "test", Sections: []incident.SectionSpec{
		{Kind: incident.SectionSummary, Heading: "Summary", Required: true},
		{Kind: incident.SectionRootCause, Heading: "Why?", Aliases: []string{"It’s cause"}, Required: true},
		{Kind: incident.SectionClosing, Required: true},
	}}
	section := func(level int, kind incident.SectionKind, heading string) incident.Section {
		return incident.Section{Level: level, Kind: kind, Heading: heading, Body: "x"}
	}
	closing := section(0, incident.SectionClosing, "")
	for _, tt := range []struct {
		name     string
		sections []incident.Section
		want     []string
	}{
		{"by heading", []incident.Section{section(0, "", "  SUMMARY: "), section(0, "", "why?"), closing}, nil},
		{"by alias, at another level", []incident.Section{section(0, "", "Summary"), section(1, "", "it's cause"), closing}, nil},
		{"by kind", []incident.Section{section(0, "summary", "TL;DR"), section(0, "root_cause", "Cause"), section(0, "closing", "Sorry")}, nil},
		{"by kind, at another level", []incident.Section{section(0, "", "Summary"), section(1, "root_cause", "Cause"), closing},
			[]string{"postmortem.sections required Why?: missing"}},
		{"each once", []incident.Section{section(0, "root_cause", "Summary"), closing}, []string{"postmortem.sections required Why?: missing"}},
		{"by neither", []incident.Section{section(0, "", "Summaries"), section(0, "", "Why"), section(0, "", "")},
			[]string{"postmortem.sections required Summary: missing", "postmortem.sections required Why?: missing", "postmortem.sections required closing: missing"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, gaps(t, tmpl.Check(&incident.Postmortem{Sections: tt.sections}))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCheckFindsPlaceholdersInAllParts checks that the content of a subsection
// counts for its section, and that placeholders are found wherever they would
// be printed.
func TestCheckFindsPlaceholdersInAllParts(t *testing.T) {
	at := time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)
	tmpl := incident.Template{Sections: []incident.SectionSpec{{Heading: "A", Required: true, Fields: []incident.FieldSpec{{Name: "F"}}}, {Heading: "B"}}}
	for _, tt := range []struct {
		name     string
		sections []incident.Section
		want     []string
	}{
		{"carried on", []incident.Section{{Heading: "A"}, {Body: "x"}}, nil},
		{"below", []incident.Section{{Heading: "A", Body: "<!-- x -->"}, {Level: 1, Heading: "A1", After: "x"}}, nil},
		{"beside", []incident.Section{{Heading: "A"}, {Heading: "A1", Body: "x"}}, []string{"postmortem.sections[0].body required A: empty"}},
		{"rows under a comment", []incident.Section{{Heading: "A", Body: "<!-- x -->", Timeline: &incident.Timeline{Events: []incident.Event{{At: at}}}}}, nil},
		{"fields under a comment", []incident.Section{{Heading: "A", Body: "<!-- x -->", Fields: []incident.Field{{Name: "F", Value: "x"}}}},
			[]string{"postmortem.sections[0].body required A: placeholder"}},
		{"fields", []incident.Section{{Heading: "A", Fields: []incident.Field{{Name: "F", Value: ""}}}}, nil},
		{"a comment in what is optional", []incident.Section{{Heading: "A", Body: "x"}, {Heading: "B", Body: "<!-- x -->"}},
			[]string{"postmortem.sections[1].body required B: placeholder"}},
		{"a comment in what is not asked for", []incident.Section{{Heading: "A", Body: "x"}, {Heading: "C", Body: "<!-- x -->"}}, nil},
		{"words", []incident.Section{
			{Heading: "A", Body: "x", After: "TBD", Fields: []incident.Field{{Name: "F", Value: "…"}, {Name: "G", Value: "TODO"}}},
			{Level: 1, Heading: "A1", Timeline: &incident.Timeline{Events: []incident.Event{{Written: "XX:XX", Text: "TODO"}, {At: at, Written: "??", Text: "x"}}}},
			{Heading: "C", Kind: "lessons", Body: "- TODO\n- TBD", Actions: []incident.Action{{Text: "x", Owner: "TBD", Ticket: "???"}, {Text: "**TODO**"}}},
		}, []string{
			"postmortem.sections[0].fields[0].value required A/F: placeholder",
			"postmortem.sections[0].fields[1].value required A/G: placeholder",
			"postmortem.sections[0].after required A: placeholder",
			"postmortem.sections[1].timeline.events[0].written required A: placeholder",
			"postmortem.sections[1].timeline.events[0].text required A: placeholder",
			"postmortem.sections[2].body required lessons: placeholder",
			"postmortem.sections[2].actions[0].owner required lessons: placeholder",
			"postmortem.sections[2].actions[0].ticket required lessons: placeholder",
			"postmortem.sections[2].actions[1].text required lessons: placeholder",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, gaps(t, tmpl.Check(&incident.Postmortem{Sections: tt.sections}))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestIsPlaceholder(t *testing.T) {
	for md, want := range map[string]bool{
		"": true, " \n\t": true, "<!-- a\n\nb -->": true, "<!-- a --> <!-- b -->\n": true, "TODO": true, "todo.": true, "**TBD**": true, "[tba]": true,
		"- TODO\n- [ ] TBC": true, "1. TODO\n2) ...": true, "...": true, "…": true, "XX:XX": true, "`hh:mm`": true, "YYYY-MM-DD": true, "???": true,
		"(to do)": false, "TODO: ask": false, "Todo list": false, "<!-- open": false, "a <!-- b -->": false, "0": false, "-": true, "N/A": false, "none": false,
		"10:05": false, "---": true, "```\n<!-- a -->\n```": false, "TODO\n\nbut this": false, "<b>": false, "\\": false, "2024": false,
	} {
		if got := incident.IsPlaceholder(md); got != want {
			t.Errorf("IsPlaceholder(%q) = %v", md, got)
		}
	}
	if !incident.IsPlaceholder(incident.Placeholder) {
		t.Errorf("%q is no placeholder", incident.Placeholder)
	}
}

// TestCheckFindsPlaceholdersInTexts checks texts that somebody has begun but
// not finished.
func TestCheckFindsPlaceholdersInTexts(t *testing.T) {
	tmpl := incident.Template{Name: "t", Sections: []incident.SectionSpec{{Heading: "Summary", Required: true}}}
	for _, test := range []struct {
		body string
		open bool
	}{
		{"It broke.\n\nTODO", true},
		{"It broke.\n- TBD\n- a disk", true},
		{"- **Start:** 10:05\n- **Duration:** TODO", true},
		{"Duration: TBD", true},
		{"It broke. We have a TODO for that: see below.", false},
		{"TODO: ask the shop team", false}, // somebody wrote it for somebody
		{"It broke: why? How?", false},
		{"The log says:\n\n```\nstate: TODO\nTODO\n```\nand stops.", false},
		{"~~~\nTODO\n~~~\nTBD", true},
		{"It broke. <!-- TODO -->", false},
	} {
		for _, after := range []bool{false, true} {
			s := incident.Section{Heading: "Summary", Body: test.body}
			want := []string{"postmortem.sections[0].body required Summary: placeholder"}
			if after {
				s.Body, s.After = "Words.", test.body
				want[0] = strings.Replace(want[0], "body", "after", 1)
			}
			if !test.open {
				want = nil
			}
			got := gaps(t, tmpl.Check(&incident.Postmortem{Sections: []incident.Section{s}}))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.body, diff)
			}
		}
	}
}

// An error names the section as the template does, for example in a comment on
// a pull request.
func ExampleSpecError() {
	template, _ := incident.LookupTemplate("minimal")
	draft := template.Skeleton(&incident.Incident{Title: "Checkout is slow"})
	var gaps incident.Errors
	errors.As(template.Check(draft), &gaps)
	for _, gap := range gaps[:2] {
		var spec *incident.SpecError
		if errors.As(gap, &spec) {
			fmt.Println(gap.Path, spec.Heading, spec.Field, spec.Gap)
		}
	}
	// Output:
	// postmortem.sections[0].body Summary  placeholder
	// postmortem.sections[1].body Impact  placeholder
}

func ExampleTemplate_Check() {
	t, _ := incident.LookupTemplate("minimal")
	pm := t.Skeleton(slowSearch())
	pm.Sections[0].Body = "An index was rebuilt in the middle of the day."
	pm.Sections = pm.Sections[:3] // no actions

	var open incident.Errors
	if errors.As(t.Check(pm), &open) {
		for _, e := range open {
			var gap *incident.SpecError
			if errors.As(e, &gap) {
				fmt.Println(e.Path, gap.Heading, gap.Field, gap.Gap)
			}
		}
	}
	// Output:
	// postmortem.sections[1].body Impact  placeholder
	// postmortem.sections[1].fields[1].value Impact End placeholder
	// postmortem.sections[1].fields[2].value Impact Duration placeholder
	// postmortem.sections Action Items  missing
}

func ExampleIsPlaceholder() {
	fmt.Println(incident.IsPlaceholder("<!-- Who was affected? -->"), incident.IsPlaceholder("- TODO"), incident.IsPlaceholder("TODO: ask the shop team"))
	// Output: true true false
}
