package lint

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

var obligationRules = []Rule{{
	Name:     "obligation-missed",
	Severity: Error,
	Doc:      "A notice that is owed within some time of a milestone came too late, or has not come by now. The rule needs Options.Obligations, in which the caller states the obligations that apply and the milestones from which they count.",
	Source:   "Laws and contracts; none is built in.",
	Bad:      "Detected on Tuesday at 10:09, the authority notified on Wednesday at 11:00, with 24 hours to do so.",
	Good:     "Detected on Tuesday at 10:09, the authority notified on Wednesday at 9:00.",
	Profiles: []Profile{Live, Internal},
	Check:    (*Pass).obligationMissed,
}}

func (p *Pass) obligationMissed() {
	for pr := range p.broken(claim.Notice) {
		late := incident.FormatDuration(pr.Late)
		if pr.State == claim.Missed {
			p.report(Place{Path: pr.Path}, "%s was due at %s and came %s late, at %s", pr.Text, p.Time(pr.Due), late, p.Time(pr.Met))
		} else {
			p.report(Place{Path: pr.Path}, "%s was due at %s and is %s late", pr.Text, p.Time(pr.Due), late)
		}
	}
}
