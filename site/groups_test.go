package site_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// TestGroups has groups that are not in a row, one of them with a component of
// which the status is not known, and a retired component.
func TestGroups(t *testing.T) {
	s := &site.Service{
		Since: at("00:00"),
		Components: []site.Component{
			{Group: "Web", Name: "Login"}, {Name: "API"}, {Group: "Web", Name: "Search"},
			{Group: "Apps", Name: "Mail"}, {Group: "Apps", Name: "Phone", Retired: at("09:00")}, {Group: "Old", Name: "Fax", Retired: at("09:00")},
		},
		Incidents: []*incident.Incident{{
			ID: "1", Components: []incident.Component{{Group: "Web", Name: "Search"}, {Group: "Apps", Name: "Phone", Status: down}},
			Updates: []incident.Update{silent("10:00", "investigating")},
		}},
	}
	groups := func() string {
		var b strings.Builder
		home := s.Home(site.Options{Now: at("20:00"), Days: 1})
		for _, g := range home.Groups {
			fmt.Fprintf(&b, "%s %s %s:", g.Name, g.Status, g.Uptime.AppendPercent(nil))
			for _, line := range g.Components {
				fmt.Fprintf(&b, " %s %s;", line.Component.Name, line.Uptime.AppendPercent(nil))
			}
			b.WriteByte('\n')
		}
		return b.String() + string(home.Uptime.AppendPercent(nil))
	}
	if got := groups(); got != `Web  100.00%: Login 100.00%; Search 100.00%;
 operational 100.00%: API 100.00%;
Apps operational 100.00%: Mail 100.00%;
100.00%` {
		t.Error(got)
	}
	// Login has a partial outage from 15:00, 300 minutes. Of Search, 600 minutes
	// are known. 90 of 1,800 minutes of the group are down, and of 4,200 of the
	// page.
	s.Incidents = append(s.Incidents, outage("2", incident.Update{At: at("15:00"), Changes: []incident.Change{{Group: "Web", Name: "Login", To: some}}}))
	if got := groups(); got != `Web partial_outage 95.00%: Login 92.50%; Search 100.00%;
 operational 100.00%: API 100.00%;
Apps operational 100.00%: Mail 100.00%;
97.85%` {
		t.Error(got)
	}
}
