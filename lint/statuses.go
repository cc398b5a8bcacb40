package lint

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

var statusRules = []Rule{{
	Name:     "status-order",
	Severity: Error,
	Doc:      "An update has a status that cannot follow the one before it, or that readers do not know.",
	Source:   "Statuspage's phases; see incident.Status.CanFollow.",
	Bad:      "Completed, then Scheduled.",
	Good:     "Resolved, then Investigating: it is open again.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).statusOrder,
}, {
	Name:     "status-starts-late",
	Severity: Info,
	Doc:      "The first update has a later status than investigating. While the team was looking for the cause, the page said nothing.",
	Source:   "Atlassian: post early, before the cause is known.",
	Bad:      "The first update is Identified.",
	Good:     "The first update is Investigating.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).statusStartsLate,
}, {
	Name:     "status-skipped",
	Severity: Info,
	Doc:      "The incident was resolved, but no earlier update had said that the cause was identified or that a fix was being monitored.",
	Source:   "Statuspage's phases, of which none is mandatory.",
	Bad:      "Investigating, Resolved.",
	Good:     "Investigating, Identified, Monitoring, Resolved.",
	Profiles: []Profile{Public},
	Check:    (*Pass).statusSkipped,
}, {
	Name:     "status-contradicts-text",
	Severity: Warning,
	Doc:      "An update has the status identified or monitoring, but its text says that the team is still investigating. Readers who see only the status get a different message.",
	Source:   "A published report begins like this.",
	Bad:      "Identified: we are actively investigating.",
	Good:     "Identified: we investigated and found a full disk.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).statusContradictsText,
}}

func (p *Pass) statusOrder() {
	var before incident.Status
	last := -1
	for i := range p.Incident.Updates {
		u := &p.Incident.Updates[i]
		if u.Retracted() || u.Status == "" || u.Inferred {
			continue
		}
		at := updatePlace(i, "status")
		switch {
		case !u.Status.Valid():
			p.report(at, "“%s” is not a status that readers know", u.Status)
			continue
		case before != "" && !u.Status.CanFollow(before):
			p.Report(Finding{Place: at, Message: word(u.Status) + " cannot follow " + word(before), Related: []Related{{updatePlace(last, "status"), word(before)}}})
		}
		before, last = u.Status, i
	}
}

func (p *Pass) statusStartsLate() {
	for i := range p.Incident.Updates {
		u := &p.Incident.Updates[i]
		if u.Retracted() || u.Status == "" {
			continue
		}
		if !u.Inferred && (u.Status == incident.StatusIdentified || u.Status == incident.StatusMonitoring) {
			p.report(updatePlace(i, "status"), "the first update is already %s", word(u.Status))
		}
		return
	}
}

func (p *Pass) statusSkipped() {
	over := p.resolved()
	if over.Path == "" || p.Incident.IsMaintenance() {
		return
	}
	seen := make(map[incident.Status]bool)
	for _, i := range p.live() {
		seen[p.Incident.Updates[i].Status] = true
		if p.Incident.Updates[i].Inferred {
			return
		}
	}
	if !seen[incident.StatusInvestigating] && !seen[incident.StatusIdentified] {
		return
	}
	for _, s := range [...]incident.Status{incident.StatusIdentified, incident.StatusMonitoring} {
		if !seen[s] {
			p.report(Place{Path: over.Path}, "the incident was resolved without an update that was %s", word(s))
		}
	}
}

func (p *Pass) statusContradictsText() {
	for i := range p.Incident.Updates {
		u := &p.Incident.Updates[i]
		if u.Inferred || u.Status != incident.StatusIdentified && u.Status != incident.StatusMonitoring {
			continue
		}
		p.adviseOn(p.body(i), words.English().Lint.Investigating, "say what was found, or post it as investigating", "the update is %s and says “%s”", word(u.Status))
	}
}
