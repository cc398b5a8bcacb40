package render_test

import (
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// TestInternalActionsLeaveNoTrace renders a section that has only internal
// actions.
func TestInternalActionsLeaveNoTrace(t *testing.T) {
	for _, form := range append(incident.Words[incident.Form](), "") {
		section := incident.Section{Heading: "What we change", Body: "We look at it.", Form: form}
		without := &incident.Incident{Postmortem: &incident.Postmortem{PublishedAt: time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC), Sections: []incident.Section{section}}}
		with := without.Clone()
		with.Postmortem.Sections[0].Actions = []incident.Action{{Text: "Ask the provider.", Internal: true, Owner: "network team"}}
		for format, write := range map[string]func(*incident.Incident) []byte{
			"text":     func(inc *incident.Incident) []byte { return render.Text{}.Append(nil, inc) },
			"markdown": func(inc *incident.Incident) []byte { return render.Markdown{}.Append(nil, inc) },
			"html":     func(inc *incident.Incident) []byte { return render.HTML{}.Append(nil, inc) },
		} {
			if got, want := strings.TrimSpace(string(write(with))), strings.TrimSpace(string(write(without))); got != want {
				t.Errorf("%s, %q:\n%s\nwant\n%s", format, form, got, want)
			}
		}
	}
}
