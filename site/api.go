package site

import (
	"cmp"
	"path"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/statuspage"
)

// newest is how many incidents the answers have that list all of them.
const newest = 50

// answers adds the answers of Statuspage's public API.
func (f *folder) answers() {
	now := f.options.Now
	isMaintenance := func(c *course) bool { return c.maintenance }
	isShown := func(c *course) bool { return c.isOpen() || c.isPlanned(now) }
	for _, a := range [...]struct {
		name string
		kind statuspage.Kind
		has  func(*course) bool
	}{
		{"summary", statuspage.KindSummary, isShown},
		{"status", statuspage.KindStatus, isShown},
		{"components", statuspage.KindComponents, func(*course) bool { return false }},
		{"incidents", statuspage.KindIncidents, func(c *course) bool { return !c.maintenance }},
		{"incidents/unresolved", statuspage.KindIncidents, (*course).isOpen},
		{"scheduled-maintenances", statuspage.KindScheduledMaintenances, isMaintenance},
		{"scheduled-maintenances/upcoming", statuspage.KindScheduledMaintenances, func(c *course) bool {
			return c.isPlanned(now) && !c.hasBegun()
		}},
		{"scheduled-maintenances/active", statuspage.KindScheduledMaintenances, func(c *course) bool {
			return c.isPlanned(now) && c.hasBegun()
		}},
	} {
		f.add("api/v2/"+a.name+".json", func(dst []byte) []byte {
			answer := f.answer(a.kind)
			for _, inc := range f.addressed() {
				if c, _ := follow(inc, now); a.has(&c) && len(answer.Incidents) < newest {
					answer.Incidents = append(answer.Incidents, inc)
				}
			}
			dst, _ = answer.Append(dst) // which supports these kinds
			return dst
		})
	}
}

// answer returns an answer with the components and without incidents. Clients
// tell components apart by their ids.
func (f *folder) answer(kind statuspage.Kind) *statuspage.Answer {
	since, updated := f.service.extent(f.options.Now)
	a := &statuspage.Answer{Kind: kind, Page: f.service.Page, Since: since, UpdatedAt: updated, Status: f.home().answerStatus()}
	for line := range f.home().lines() {
		c := line.Component
		id := cmp.Or(c.ID, path.Base(f.paths.Component(c)))
		a.Components = append(a.Components, incident.Component{ID: id, Group: c.Group, Name: c.Name, Status: line.Status})
	}
	return a
}

// answerStatus returns the status of the page for programs. It is the zero
// value, which an answer derives from components and incidents, unless that
// would hide an open incident or something that is not known. Statuspage has no
// word for what is not known: it counts as minor, because programs take none
// for good.
func (h *Home) answerStatus() statuspage.Status {
	isKnown := h.Status != "" && h.Status.Valid()
	if isKnown && len(h.untold()) == 0 || h.Summary == words.For(h.Page.Lang).Word(words.NoOpenIncidents) {
		return statuspage.Status{}
	}
	s := statuspage.Status{Description: h.Summary, Indicator: h.Status.Impact()}
	if !isKnown {
		s.Indicator = incident.ImpactMinor
	}
	for _, inc := range h.Open {
		impact, _ := inc.EffectiveImpact()
		if impact = cmp.Or(impact, incident.ImpactMinor); impact.Compare(s.Indicator) > 0 {
			s.Indicator = impact
		}
	}
	return s
}
