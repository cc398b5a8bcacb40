package render

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

// TestWideTables checks that a table does not multiply the size of its content,
// neither with one row of many cells above many rows without cells, nor with
// one wide cell.
func TestWideTables(t *testing.T) {
	const n = 2000
	at := time.Date(2025, time.May, 4, 10, 0, 0, 0, time.UTC)
	cells := slices.Repeat([]string{"x"}, n)
	events := make([]incident.Event, n)
	events[0] = incident.Event{At: at, Text: "first", Extra: cells}
	acted := make([]incident.Event, n)
	for i := range acted {
		acted[i] = incident.Event{At: at, By: "A"}
	}
	actions := make([]incident.Action, n)
	actions[0] = incident.Action{Text: "first", Extra: cells}
	owners := slices.Repeat([]incident.Action{{Owner: "A"}}, n)
	wide := make([]incident.Event, n)
	for i := range 200 {
		wide[i].Extra = append(slices.Repeat([]string{""}, i), strings.Repeat("w", 400))
	}
	for name, s := range map[string]incident.Section{
		"a row of many cells":            {Timeline: &incident.Timeline{Events: events}},
		"a head of many cells":           {Columns: cells, Timeline: &incident.Timeline{Events: make([]incident.Event, n)}},
		"actors right of many columns":   {Columns: append(slices.Clone(cells), "Actor"), Timeline: &incident.Timeline{Events: acted}},
		"an action of many cells":        {Kind: incident.SectionActions, Actions: actions},
		"actions under many headings":    {Kind: incident.SectionActions, Columns: cells, Actions: owners},
		"actions under the same heading": {Kind: incident.SectionActions, Columns: slices.Repeat([]string{"Owner"}, n), Actions: owners},
		"wide cells":                     {Timeline: &incident.Timeline{Events: wide}},
	} {
		s.Form, s.Heading = incident.FormTable, "Facts"
		inc := &incident.Incident{Title: "A", Postmortem: &incident.Postmortem{PublishedAt: at, Sections: []incident.Section{s}}}
		for format, out := range map[string][]byte{
			"text": Text{}.AppendPostmortem(nil, inc), "Markdown": Markdown{}.AppendPostmortem(nil, inc), "HTML": HTML{}.AppendPostmortem(nil, inc),
		} {
			if most := 1_000_000; len(out) > most {
				t.Errorf("%s, %s: %d bytes", name, format, len(out))
			}
		}
	}
}
