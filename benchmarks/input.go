package benchmarks

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// An Input is an incident to write and to read.
type Input struct {
	Name     string
	Incident *incident.Incident
}

// Inputs returns a short incident, two real reports and an incident with many
// updates. The real reports are in the folder corpus outside the repository,
// and are left out if it is "". Of the many updates, one in 80 has a body with
// characters that have to be escaped, as among real updates.
func Inputs(corpus string, updates int) ([]Input, error) {
	inputs := []Input{{"short", fixture.Webhooks()}}
	if corpus != "" {
		for _, seed := range []string{"002", "004"} {
			inc, err := readSeed(filepath.Join(corpus, "seeds", seed+"_*.txt"))
			if err != nil {
				return nil, err
			}
			inputs = append(inputs, Input{"seed " + seed, inc})
		}
	}
	many := Grow(Updates, updates)
	for i := 0; i < updates; i += 80 {
		many.Updates[i].Body = fmt.Sprintf("Batch %d is through: < 1 hour late & getting better.", i)
	}
	return append(inputs, Input{"many updates", many}), nil
}

func readSeed(pattern string) (*incident.Incident, error) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) != 1 {
		return nil, fmt.Errorf("%d files %s", len(files), pattern)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	doc, err := parse.Text{}.Parse(files[0], text)
	if err != nil {
		return nil, err
	}
	return doc.Incidents[0], nil
}

// A Part is a kind of part that an incident may have any number of.
type Part string

const (
	Updates    Part = "update"
	Rows       Part = "timeline row"
	Sections   Part = "section"
	Components Part = "component"
	Actions    Part = "action"
)

// Parts returns all parts.
func Parts() []Part { return []Part{Updates, Rows, Sections, Components, Actions} }

// Grow returns an incident with n parts of one kind and as few others as
// possible.
func Grow(part Part, n int) *incident.Incident {
	start := time.Date(2024, time.March, 1, 9, 0, 0, 0, time.UTC)
	at := func(i int) time.Time { return start.Add(time.Duration(i) * 7 * time.Minute) }
	inc := &incident.Incident{
		Title:      "Orders are delayed",
		Page:       incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Orders"}},
		Updates:    []incident.Update{{Status: incident.StatusInvestigating, At: start, Body: "Orders take hours to arrive."}},
	}
	section := incident.Section{Kind: incident.SectionSummary, Heading: "Summary", Body: "A queue had stopped."}
	switch part {
	case Updates:
		for i := 1; i < n; i++ {
			u := incident.Update{Status: incident.StatusIdentified, At: at(i), Body: fmt.Sprintf("Batch %d is through, and the next one has begun.", i)}
			if i == n-1 {
				u.Status = incident.StatusResolved
			}
			inc.Updates = append(inc.Updates, u)
		}
		return inc
	case Components:
		for i := 1; i < n; i++ {
			inc.Components = append(inc.Components, incident.Component{Group: "Shop", Name: fmt.Sprintf("Warehouse %d", i)})
		}
		return inc
	case Rows:
		tl := &incident.Timeline{TimeFormat: "2006-01-02 15:04"}
		for i := range n {
			tl.Events = append(tl.Events, incident.Event{At: at(i), Text: fmt.Sprintf("Batch %d is through.", i)})
		}
		section = incident.Section{Kind: incident.SectionTimeline, Heading: "Timeline", Form: incident.FormBullets, Timeline: tl}
	case Actions:
		section = incident.Section{Kind: incident.SectionActions, Heading: "Action Items", Form: incident.FormBullets}
		for i := range n {
			section.Actions = append(section.Actions, incident.Action{Text: fmt.Sprintf("Give warehouse %d a queue of its own.", i)})
		}
	}
	inc.Postmortem = &incident.Postmortem{PublishedAt: at(n), Sections: []incident.Section{section}}
	if part == Sections {
		for i := 1; i < n; i++ {
			inc.Postmortem.Sections = append(inc.Postmortem.Sections, incident.Section{
				Heading: fmt.Sprintf("Warehouse %d", i), Body: fmt.Sprintf("It was %d minutes behind.", i),
			})
		}
	}
	return inc
}
