package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/site"
)

// siteNow is when the pages of services are looked at.
var siteNow = time.Date(2024, time.March, 8, 11, 20, 0, 0, time.UTC)

// services returns status pages as they are when all is well, with an incident
// that is open, with a maintenance ahead, and with many components.
func services() map[string]*site.Service {
	page := incident.Page{ID: "p1", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen"}
	components := []site.Component{
		{ID: "c1", Name: "Checkout", Description: "Baskets, payments and receipts"}, {ID: "c2", Name: "Search"},
		{ID: "c3", Group: "API", Name: "Orders"}, {ID: "c4", Group: "API", Name: "Webhooks"}, {ID: "c5", Group: "API", Name: "Reports", Since: siteNow.AddDate(0, 0, -40)},
	}
	outage := func(id, title string, c site.Component, at time.Time, status incident.ComponentStatus, length time.Duration) *incident.Incident {
		change := func(from, to incident.ComponentStatus) []incident.Change {
			return []incident.Change{{ID: c.ID, Group: c.Group, Name: c.Name, From: from, To: to}}
		}
		inc := &incident.Incident{ID: id, Title: title, Page: page, Updates: []incident.Update{
			{ID: id + "1", At: at, Status: incident.StatusInvestigating, Body: "We are looking into it. See `GET /v1/orders/with-a-name-that-is-long-enough-to-wrap-on-a-telephone`.", Changes: change(incident.ComponentOperational, status)},
			{ID: id + "2", At: at.Add(length / 2), Status: incident.StatusIdentified, Body: "A disk is full. We are making room."},
		}}
		if length > 0 {
			inc.Updates = append(inc.Updates, incident.Update{ID: id + "3", At: at.Add(length), Status: incident.StatusResolved, Body: "All is as it was.", Changes: change(status, incident.ComponentOperational)})
		}
		return inc
	}
	past := []*incident.Incident{
		outage("a", "Search returned nothing", components[1], siteNow.AddDate(0, 0, -5), incident.ComponentMajorOutage, 12*time.Minute),
		outage("b", "Orders arrived late", components[2], siteNow.AddDate(0, 0, -6), incident.ComponentPartialOutage, 3*time.Hour),
		outage("c", "Checkout was slow", components[0], siteNow.AddDate(0, 0, -50), incident.ComponentDegradedPerformance, 30*time.Hour),
	}
	for _, f := range fixture.All() {
		past = append(past, f.Incident)
	}
	maintenance := &incident.Incident{
		ID: "m", Title: "A larger database", Page: page, Window: incident.Window{Start: siteNow.Add(40 * time.Hour), End: siteNow.Add(42 * time.Hour)},
		Components: []incident.Component{{ID: "c1", Name: "Checkout"}},
		Updates:    []incident.Update{{ID: "m1", At: siteNow.AddDate(0, 0, -2), Status: incident.StatusScheduled, Body: "Checkout will be closed for a few minutes."}},
	}
	with := func(components []site.Component, more ...*incident.Incident) *site.Service {
		return &site.Service{
			Page: page, Description: "The shop, its payments and what partners connect to.",
			Since: siteNow.AddDate(0, 0, -200), Components: components, Incidents: append(past[:len(past):len(past)], more...),
		}
	}
	var many []site.Component
	for i := range 60 {
		many = append(many, site.Component{ID: fmt.Sprint("m", i), Group: []string{"", "Europe, the Middle East and Africa", "Americas", "Asia and Oceania"}[i/15], Name: fmt.Sprintf("Service %d with a name of several words", i)})
	}
	return map[string]*site.Service{
		"well":    with(components),
		"open":    with(components, outage("o", "Checkout is slow", components[0], siteNow.Add(-43*time.Minute), incident.ComponentDegradedPerformance, 0)),
		"planned": with(components, maintenance),
		"many": with(many, outage("o", "Nothing works", many[3], siteNow.Add(-43*time.Minute), incident.ComponentMajorOutage, 0),
			outage("p", "Some things do not work", many[33], siteNow.AddDate(0, 0, -9), incident.ComponentPartialOutage, 5*time.Hour)),
	}
}

// TestSitePages looks at the pages of services on every screen.
func TestSitePages(t *testing.T) {
	b := start(t)
	checker := axe(t)
	for name, s := range services() {
		h := site.HTML{Paths: s.Paths()}
		home := s.Home(site.Options{Now: siteNow})
		uptime := s.UptimeReport(site.Options{Now: siteNow})
		line := &home.Groups[0].Components[0]
		pages := map[string][]byte{"home": h.AppendHome(nil, home)}
		if name == "open" {
			pages["history"] = h.AppendHistory(nil, s.Page, s.Months()[:1])
			pages["months"] = h.AppendMonths(nil, s.Page, s.Months())
			pages["uptime"] = h.AppendUptime(nil, s.Page, uptime)
			pages["component"] = h.AppendComponent(nil, home, line, uptime.Of(line.Component), s.Incidents)
			pages["incident"] = h.AppendIncident(nil, s.Page, s.Incidents[0])
			pages["missing"] = h.AppendMissing(nil, s.Page)
		}
		for kind, html := range pages {
			for _, screen := range screens {
				look(t, b, checker, "site-"+name+"-"+kind, html, screen)
			}
		}
	}
}
