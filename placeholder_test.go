package incident_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// TestIsPlaceholderInTemplates lists placeholders of published templates, and
// texts that resemble them.
func TestIsPlaceholderInTemplates(t *testing.T) {
	for _, md := range []string{
		"-", "*", "1.", "- [ ]", "-\n-\n", "| | |", "---", // nothing
		"| Time | Event |\n| --- | --- |", "| Who | What |\n|---|---|\n| | |\n|  |  |", "| A | B |\n|:-|-:|\n| TBD | ??:?? |", // tables
		"YYY", "ZZZ", "xxx", "NNN", "20xx-MM-DD HH:mm", "20XX", "202x", "YYYY/MM/DD hh:mm:ss", "DD.MM.YYYY", "yyyy-mm-ddThh:mm:ssZ", "__:__", "____", "XX/XX/20XX", // masks
		"HH:MM UTC", "XX min", "?mins", "??% (?? of ??)", "HH:MM - HH:MM CET", "~XX hours", "$XXX", "**XX:XX**", "?? _Count them all_",
		"<service>", "<start> – <end>", "{{ title }}", "${owner}", "{date}", "[your name]", "[What made it possible?]", "[XX% of shops]", "(names)", "[Link]", // brackets
		"Jane Doe", "Someone Fromsales (initials)", "- Somebody", "Short description of the outage", "Brief summary", "Description of the event", // stand-ins
		"_Describe what broke._", "*Who noticed, and how?*", "_Your name goes here._", "- _Write one line each._", "_Include **all** of it,\nand snake_case names._", "to be confirmed",
	} {
		if !incident.IsPlaceholder(md) {
			t.Errorf("%q is no placeholder", md)
		}
	}
	for _, md := range []string{
		"x", "X", "N/A", "none", "No.", "MM", "- SK", "AB, CD", "4xx/5xx", "10x", "5xx", "1.2.3", "n/a", "mm", "2024-03-05 10:??", "10:05–11:00", "12 mins", "3 of 7",
		"<https://example.com>", "<ann@example.com>", "<br>", "<details>", "[status page](https://example.com)", "[log][1]", "[1]", "[x]", "[Resolved]", "(late)", "{}x",
		"Someone noticed.", "Someone from the provider called", "Short outage of the API", "Summary", "Event stream", "A short summary follows below.",
		"**Describe**", "_Resolved._", "*We are sorry.*", "_a_ and _b_", "*Ann*, *Bo*", "Describe the new runbook to all teams.",
		strings.Repeat("<name> ", 100), "| Who | What |\n|---|---|\n| Ann | |", "```\nTODO\n```", "Nobody. TODO", "What happened? A disk was full.",
	} {
		if incident.IsPlaceholder(md) {
			t.Errorf("%q is a placeholder", md)
		}
	}
}

// TestCheckFindsGuidance checks a section that contains only the guidance of
// its template, and one with further text.
func TestCheckFindsGuidance(t *testing.T) {
	for _, test := range []struct {
		kind incident.SectionKind
		body string
		want incident.Gap // "": there is content
	}{
		{"", "_What went on,\nin two lines._", incident.GapPlaceholder},
		{"", "*All conditions.*\n\n| Time | Event |\n|------|-------|\n| | |", incident.GapPlaceholder},
		{"", "> Describe it for customers.", incident.GapPlaceholder},
		{"", "Explain how it was found.", incident.GapPlaceholder},
		{"", "- Who was called?\n- How long did it take?", incident.GapPlaceholder},
		{"", "Author(s):\n\nDate:", incident.GapPlaceholder},
		{"", "-", incident.GapPlaceholder},
		{"", "- HH:MM - the alarm rings", incident.GapPlaceholder},
		{"", "_Describe the impact._\n\nNobody could pay.", incident.GapPlaceholder}, // left standing
		{"", "Severity: <severity>\nShops: 12", ""},
		{"", "_All times are in UTC._\n\nNobody could pay.", ""},
		{"", "_Why was it late?_\n\nNobody was called.", ""},
		{"", "- Nobody could pay.\n-", ""},
		{"", "Nobody could pay.\n\n---\n\nThat is all.", ""},
		{incident.SectionOpenQuestions, "- Who was called?", ""},
		{incident.SectionFiveWhys, "Why did it fail?", ""},
	} {
		tmpl := incident.Template{Name: "t", Sections: []incident.SectionSpec{{Heading: "A", Kind: test.kind, Required: true}}}
		var want []string
		if test.want != "" {
			want = []string{"postmortem.sections[0].body required A: " + string(test.want)}
		}
		got := gaps(t, tmpl.Check(&incident.Postmortem{Sections: []incident.Section{{Heading: "A", Kind: test.kind, Body: test.body}}}))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.body, diff)
		}
	}
}

// TestCheckOfBlankRows checks rows and values without content.
func TestCheckOfBlankRows(t *testing.T) {
	tmpl := incident.Template{Name: "t", Sections: []incident.SectionSpec{
		{Heading: "A", Kind: incident.SectionActions, Required: true},
		{Heading: "B", Kind: incident.SectionTimeline, Required: true},
		{Heading: "C", Required: true, Fields: []incident.FieldSpec{{Name: "Cost", Required: true}, {Name: "Calls"}}},
	}}
	pm := &incident.Postmortem{Sections: []incident.Section{
		{Heading: "A", Actions: []incident.Action{{Text: "-", Owner: "-"}, {}}},
		{Heading: "B", Timeline: &incident.Timeline{Events: []incident.Event{{}, {Text: "-"}}}},
		{Heading: "C", Fields: []incident.Field{{Name: "Cost", Value: "-"}, {Name: "Calls", Value: "-"}}},
	}}
	want := []string{
		"postmortem.sections[0].body required A: empty",
		"postmortem.sections[1].body required B: empty",
		"postmortem.sections[2].fields[0].value required C/Cost: placeholder",
	}
	if diff := cmp.Diff(want, gaps(t, tmpl.Check(pm))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCheckFindsPublicSections checks an internal section that is no longer
// marked as such.
func TestCheckFindsPublicSections(t *testing.T) {
	tmpl := incident.Template{Name: "t", Sections: []incident.SectionSpec{{Heading: "A", Required: true}, {Heading: "For us", Internal: true}}}
	text := "# Payments fail\n\n## A\n\nA cable broke.\n\n## For us\n\n<!-- internal -->\n\nAsk the lawyers.\n"
	for doc, want := range map[string][]string{
		text: nil,
		strings.Replace(text, "<!-- internal -->\n\n", "", 1): {"postmortem.sections[1].internal required For us: public"},
	} {
		read, err := parse.Markdown{}.Parse("pm.md", []byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		err = tmpl.Check(read.Incidents[0].Postmortem)
		if diff := cmp.Diff(want, gaps(t, err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if err != nil && !strings.Contains(err.Error(), `section "For us" of template t is internal in the template, and public here`) {
			t.Error(err)
		}
	}
}

// TestFieldsHaveAliases finds a field by an alias.
func TestFieldsHaveAliases(t *testing.T) {
	tmpl := incident.Template{Name: "t", Sections: []incident.SectionSpec{
		{Heading: "A", Fields: []incident.FieldSpec{{Name: "Length", Aliases: []string{"Duration"}, Fact: incident.FactDuration, Required: true}}},
	}}
	pm := &incident.Postmortem{Sections: []incident.Section{{Heading: "A", Fields: []incident.Field{{Name: "duration:", Value: "TODO"}}}}}
	if diff := cmp.Diff([]string{"postmortem.sections[0].fields[0].value required A/duration:: placeholder"}, gaps(t, tmpl.Check(pm))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tmpl.Fill(pm, slowSearch())
	if n := len(pm.Sections[0].Fields); n != 1 {
		t.Errorf("%d fields", n)
	}
	broken := slices.Clone(tmpl.Sections[0].Fields)
	broken = append(broken, incident.FieldSpec{Name: "duration", Aliases: []string{" ", "length"}})
	tmpl.Sections[0].Fields = broken
	var got []string
	for _, e := range tmpl.Validate().(incident.Errors) {
		got = append(got, e.Path+" "+string(e.Code))
	}
	want := []string{"sections[0].fields[1].name duplicate", "sections[0].fields[1].aliases[0] required", "sections[0].fields[1].aliases[1] duplicate"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCheckOfPublishedDocuments checks a published template that nobody has
// filled in, in which every section has a gap, and the reports that were made
// from it, in which only times are missing that their authors did not know.
func TestCheckOfPublishedDocuments(t *testing.T) {
	read := func(file string) *incident.Postmortem {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parse.Markdown{}.Parse(filepath.Base(file), data)
		if err != nil {
			t.Fatal(err)
		}
		return doc.Incidents[0].Postmortem
	}
	tmpl, _ := incident.LookupTemplate("dfds")
	found := gaps(t, tmpl.Check(read(fixture.Corpus(t, "corpus", "templates", "dfds-template-untouched.md"))))
	for i, s := range tmpl.Sections {
		if !slices.ContainsFunc(found, func(gap string) bool {
			return strings.Contains(gap, " "+s.Heading+":") || strings.Contains(gap, " "+s.Heading+"/")
		}) {
			t.Errorf("section %d, %q, is taken for written", i, s.Heading)
		}
	}
	reports, _ := filepath.Glob(fixture.Corpus(t, "corpus", "markdown", "dfds-*.md"))
	if len(reports) == 0 {
		t.Fatal("no reports")
	}
	for _, file := range reports {
		for _, gap := range gaps(t, tmpl.Check(read(file))) {
			if strings.HasSuffix(gap, ": placeholder") && !strings.Contains(gap, "Stats/Time to ") {
				t.Errorf("%s: %s", filepath.Base(file), gap)
			}
		}
	}
}
