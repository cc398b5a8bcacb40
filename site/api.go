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
	isMaintenance := (*incident.Incident).IsMaintenance
	isOpen := func(inc *incident.Incident) bool { return goesOn(inc, now) && !isMaintenance(inc) }
	isPlanned := func(inc *incident.Incident) bool { return goesOn(inc, now) && isMaintenance(inc) && isAhead(inc, now) }
	for _, a := range [...]struct {
		name string
		kind statuspage.Kind
		has  func(*incident.Incident) bool
	}{
		{"summary", statuspage.KindSummary, func(inc *incident.Incident) bool { return isOpen(inc) || isPlanned(inc) }},
		{"status", statuspage.KindStatus, func(inc *incident.Incident) bool { return isOpen(inc) || isPlanned(inc) }},
		{"components", statuspage.KindComponents, func(*incident.Incident) bool { return false }},
		{"incidents", statuspage.KindIncidents, func(inc *incident.Incident) bool { return !isMaintenance(inc) }},
		{"incidents/unresolved", statuspage.KindIncidents, isOpen},
		{"scheduled-maintenances", statuspage.KindScheduledMaintenances, isMaintenance},
		{"scheduled-maintenances/upcoming", statuspage.KindScheduledMaintenances, func(inc *incident.Incident) bool {
			return isPlanned(inc) && !hasBegun(inc, now)
		}},
		{"scheduled-maintenances/active", statuspage.KindScheduledMaintenances, func(inc *incident.Incident) bool {
			return isPlanned(inc) && hasBegun(inc, now)
		}},
	} {
		f.add("api/v2/"+a.name+".json", func(dst []byte) []byte {
			answer := f.answer(a.kind)
			for _, inc := range f.addressed() {
				if a.has(inc) && len(answer.Incidents) < newest {
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
	for _, group := range f.home().Groups {
		for _, line := range group.Components {
			c := line.Component
			id := cmp.Or(c.ID, path.Base(f.paths.Component(c)))
			a.Components = append(a.Components, incident.Component{ID: id, Group: c.Group, Name: c.Name, Status: line.Status})
		}
	}
	return a
}

// answerStatus returns the status of the page for programs. It is the zero
// value, which an answer derives from components and incidents, unless an
// incident is open or something is not known. Statuspage has no word for that:
// it counts as minor, because programs take none for good.
func (h *Home) answerStatus() statuspage.Status {
	works := h.Status == incident.ComponentOperational
	switch {
	case works && len(h.Open) == 0, !works && h.Status != "" && h.Status.Valid(),
		h.Summary == words.For(h.Page.Lang).Word(words.NoOpenIncidents):
		return statuspage.Status{}
	}
	s := statuspage.Status{Description: h.Summary}
	if !works {
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
