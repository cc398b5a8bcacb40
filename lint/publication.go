package lint

import (
	"net/netip"
	"regexp"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

var publicationRules = []Rule{{
	Name:     "state-contradicts-publication",
	Severity: Warning,
	Doc:      "The postmortem is published, but its state says that it is a draft or in review. It was published too early, or its state was not updated.",
	Source:   "Readers assume that a published text is final.",
	Bad:      "State draft, published on March 7.",
	Good:     "State approved, published on March 7.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).stateContradictsPublication,
}, {
	Name:     "internal-detail",
	Severity: Warning,
	Doc:      "A public text contains a private address, the name of an internal host, or a link that only the team can open. It helps no customer, and may help an attacker.",
	Source:   "PagerDuty's guide for liaisons: no needless internal detail. Private addresses follow RFC 1918 and RFC 4193; internal names follow RFC 6762, RFC 9476 and common practice.",
	Bad:      "We restarted db-3.prod.internal (10.2.0.17).",
	Good:     "We restarted the database. Ours is 192.0.2.17.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).internalDetail,
}}

func (p *Pass) stateContradictsPublication() {
	pm := p.Incident.Postmortem
	if pm.Published() && (pm.State == incident.ReviewDraft || pm.State == incident.ReviewInReview) {
		p.advise(Place{Path: "postmortem.state"}, "write approved", "the postmortem was published at %s, but its state is %s", p.Time(pm.PublishedAt), word(pm.State))
	}
}

var (
	address = regexp.MustCompile(`[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\b[fF][cdCD][0-9a-fA-F]{2}:[0-9a-fA-F:]+`)
	host    = regexp.MustCompile(`\b[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9-]+)*\.(?:internal|local|lan|corp|intranet|localdomain|cluster\.local|svc)\b`)
)

func (p *Pass) internalDetail() {
	for _, t := range p.bodies {
		md := t.md
		report := func(at []int, what string) {
			p.advise(Place{Path: t.path, Start: at[0], End: at[1]}, "leave it out of public texts", "“%s” is %s", md[at[0]:at[1]], what)
		}
		if !strings.ContainsAny(md, ".:") {
			continue
		}
		for _, at := range address.FindAllStringIndex(md, -1) {
			if a, err := netip.ParseAddr(md[at[0]:at[1]]); err == nil && a.IsPrivate() && isWordEdge(md, at[0]) && isWordEdge(md, at[1]) {
				report(at, "a private address")
			}
		}
		for _, at := range host.FindAllStringIndex(md, -1) {
			report(at, "the name of an internal host")
		}
		lower := strings.ToLower(md)
		for _, site := range words.English().Lint.TeamSites {
			if i := strings.Index(lower, site); i >= 0 && len(lower) == len(md) {
				report([]int{i, i + len(site)}, "an address that only the team can open")
			}
		}
	}
}
