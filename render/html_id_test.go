package render_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

var (
	names      = regexp.MustCompile(` (?:id|name|for)="([^"]*)"`)
	references = regexp.MustCompile(` (?:href="#|aria-describedby=")([^"]*)"`)
)

// TestNamesArePrefixed checks that no id is a name that the page around a
// report may have, and that links and labels refer to existing ids.
func TestNamesArePrefixed(t *testing.T) {
	var all []*incident.Incident
	for _, f := range fixture.All() {
		all = append(all, f.Incident)
	}
	host := fixture.Checkout()
	for i, heading := range []string{"App", "main", "u-1", "incident", "", "Ärger", "picture", "postmortem"} {
		host.Postmortem.Sections = append(host.Postmortem.Sections, incident.Section{Heading: heading, Body: "# Config\n\n[up](#root)"})
		host.Updates[i%len(host.Updates)].ID = heading
	}
	all = append(all, host)
	for prefix, want := range map[string]string{"": "incident-", "<>": "incident-", "b-": "b-", "i.2 ": "i.2"} {
		h := render.HTML{IDPrefix: prefix, Drafts: true, Internal: true}
		for _, inc := range all {
			for _, report := range [][]byte{
				h.Append(nil, inc), h.AppendPage(nil, inc), h.AppendPostmortem(nil, inc), h.AppendUpdate(nil, inc, 0), h.AppendHistory(nil, inc, incident.View{}),
			} {
				known := make(map[string]bool)
				for _, m := range names.FindAllSubmatch(report, -1) {
					if id := string(m[1]); !strings.HasPrefix(id, want) && id != "viewport" && id != "color-scheme" && id != "description" {
						t.Errorf("IDPrefix %q: the name %q, want it to begin with %q", prefix, id, want)
					} else {
						known[id] = true
					}
				}
				for _, m := range references.FindAllSubmatch(report, -1) {
					for id := range strings.FieldsSeq(string(m[1])) {
						if !known[id] {
							t.Errorf("IDPrefix %q: nothing has the id %q that is referred to", prefix, id)
						}
					}
				}
			}
		}
	}
}
