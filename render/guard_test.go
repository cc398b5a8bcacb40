package render_test

import (
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// TestDocumentIsNotAPage writes documents without a title and front matter that
// begin like the page of an incident.
func TestDocumentIsNotAPage(t *testing.T) {
	const line = "Incident Report for Mallory"
	for name, section := range map[string]incident.Section{
		"a body":    {Heading: "Summary", Kind: incident.SectionSummary, Body: line},
		"no known":  {Heading: "Odds and ends", Body: "*Incident* Report for Mallory\n\nmore"},
		"entities":  {Body: "&#73;ncident Report for Mallory"},
		"an action": {Heading: "To do", Form: incident.FormParagraphs, Actions: []incident.Action{{Text: line}}},
	} {
		inc := &incident.Incident{Postmortem: &incident.Postmortem{Sections: []incident.Section{section}}}
		text := render.Markdown{}.AppendPostmortem(nil, inc)
		doc, err := parse.Markdown{}.Parse(name, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := doc.Incidents[0]
		if got.Page.Name != "" || got.Postmortem == nil || len(got.Postmortem.Sections) != 1 || got.Postmortem.Sections[0].Kind != section.Kind {
			t.Errorf("%s: the document is read as %+v:\n%s", name, got, text)
		}
		if again := string(render.Markdown{}.AppendPostmortem(nil, got)); again != string(text) {
			t.Errorf("%s: written again it is\n%s\nwant\n%s", name, again, text)
		}
	}
}
