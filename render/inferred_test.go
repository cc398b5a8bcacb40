package render_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// TestInferredMilestones checks that a milestone concluded from words is not
// written as if the report stated it: every format is the same as without it.
// Next to its picture, the page has the words of the row instead.
func TestInferredMilestones(t *testing.T) {
	at := time.Date(2024, time.March, 5, 9, 5, 0, 0, time.UTC)
	report := func(m incident.Milestone, inferred bool) *incident.Incident {
		event := incident.Event{At: at, Text: "The first alert fires.", Milestone: m, Inferred: inferred}
		return &incident.Incident{
			Title:   "Parcels are late",
			Updates: []incident.Update{{At: at, Status: incident.StatusResolved, Body: "Over."}},
			Events:  []incident.Event{event},
			Postmortem: &incident.Postmortem{PublishedAt: at, Sections: []incident.Section{
				{Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{event}}},
			}},
		}
	}
	forms := map[string]func(*incident.Incident) []byte{
		"text":     func(inc *incident.Incident) []byte { return render.Text{}.Append(nil, inc) },
		"markdown": func(inc *incident.Incident) []byte { return render.Markdown{}.Append(nil, inc) },
		"document": func(inc *incident.Incident) []byte { return render.Markdown{}.AppendPostmortem(nil, inc) },
		"html":     func(inc *incident.Incident) []byte { return render.HTML{NoPicture: true}.Append(nil, inc) },
		"history": func(inc *incident.Incident) []byte {
			return render.Text{}.AppendHistory(nil, inc, incident.View{})
		},
	}
	differ := 0
	for name, write := range forms {
		none := write(report("", false))
		if got := write(report(incident.MilestoneDetected, true)); !bytes.Equal(got, none) {
			t.Errorf("%s:\n%s\nwithout the milestone:\n%s", name, got, none)
		}
		if !bytes.Equal(write(report(incident.MilestoneDetected, false)), none) {
			differ++
		}
	}
	picture := string(render.HTML{}.Append(nil, report(incident.MilestoneDetected, true)))
	if !strings.Contains(picture, "</time> The first alert fires.</li>") || strings.Contains(picture, "Detected") {
		t.Errorf("the picture does not say it in the words of the row:\n%s", picture)
	}
	if differ < 3 {
		t.Errorf("%d forms write a milestone that is stated", differ)
	}
}
