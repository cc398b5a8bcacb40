package lint

import "unicode/utf8"

// Limits of Statuspage, in characters.
const (
	maxTitle = 255
	maxBody  = 25_000
)

var limitRules = []Rule{{
	Name:     "channel-limit",
	Severity: Warning,
	Doc:      "A title or a body is longer than status pages accept: 255 and 25,000 characters. The tool rejects it or cuts it off.",
	Source:   "Statuspage's API.",
	Bad:      "A title of 300 characters.",
	Good:     "A title of 255 characters.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).channelLimit,
}}

func (p *Pass) channelLimit() {
	if n := utf8.RuneCountInString(p.Incident.Title); n > maxTitle {
		p.advise(Place{Path: "title"}, "shorten it", "the title has %d characters, and status pages take %d", n, maxTitle)
	}
	for i := range p.Incident.Updates {
		if n := utf8.RuneCountInString(p.Incident.Updates[i].Body); n > maxBody {
			p.advise(updatePlace(i, "body"), "shorten it", "the text has %d characters, and status pages take %d", n, maxBody)
		}
	}
}
