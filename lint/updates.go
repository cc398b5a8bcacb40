package lint

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

var updateRules = []Rule{{
	Name:     "update-repeated",
	Severity: Warning,
	Doc:      "An update repeats the one before it word for word. Readers learn nothing, and look for the difference.",
	Source:   "Three of five published reports do.",
	Bad:      "We are working on a fix. We are working on a fix.",
	Good:     "We are working on a fix. The fix is in review.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).updateRepeated,
}, {
	Name:     "update-boilerplate",
	Severity: Info,
	Doc:      "An update says nothing but a text that the tool filled in. Readers learn only that somebody pressed a button.",
	Source:   "Statuspage's default texts, see claim.DefaultTexts.",
	Bad:      "We are continuing to investigate this issue.",
	Good:     "We are continuing to investigate this issue: the database rejects writes.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).updateBoilerplate,
}, {
	Name:     "update-burst",
	Severity: Info,
	Doc:      "A text that the tool filled in follows another update within five minutes and changes no status. Subscribers get a message without news.",
	Source:   "Tools post it when somebody edits the components.",
	Bad:      "10:28 We have found the cause. 10:29 We are continuing to work on a fix for this issue.",
	Good:     "10:38 We are working on a fix. 10:39 A fix has been implemented.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).updateBurst,
}, {
	Name:     "updates-same-minute",
	Severity: Info,
	Doc:      "Two updates have the same minute, so that readers cannot see which came first.",
	Source:   "Status pages show minutes.",
	Bad:      "07:56 Investigating. 07:56 Update.",
	Good:     "07:56 Investigating. 07:57 Update.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).updatesSameMinute,
}}

// pairs calls visit with each update that was not retracted and the one before
// it.
func (p *Pass) pairs(visit func(before, i int)) {
	before := -1
	for i := range p.Incident.Updates {
		if p.Incident.Updates[i].Retracted() {
			continue
		}
		if before >= 0 {
			visit(before, i)
		}
		before = i
	}
}

func (p *Pass) updateRepeated() {
	p.pairs(func(before, i int) {
		a, b := &p.Incident.Updates[before], &p.Incident.Updates[i]
		if text := normal(b.Body); text != "" && text == normal(a.Body) {
			p.Report(Finding{Place: updatePlace(i, "body"), Message: "this update says word for word what the one before says", Suggestion: "say what is new",
				Related: []Related{{updatePlace(before, "body"), "the one before, " + p.Time(a.At)}}})
		}
	})
}

func (p *Pass) updateBoilerplate() {
	for i := range p.Incident.Updates {
		if text, ok := claim.Boilerplate(p.Incident.Updates[i].Body); ok {
			p.advise(updatePlace(i, "body"), "say what is known, and what is done", "“%s” is a default text of the tool", text.Text)
		}
	}
}

func (p *Pass) updateBurst() {
	p.pairs(func(before, i int) {
		a, b := &p.Incident.Updates[before], &p.Incident.Updates[i]
		_, boilerplate := claim.Boilerplate(b.Body)
		if gap := b.At.Sub(a.At); boilerplate && p.statusAt(i) == p.statusAt(before) && !a.At.IsZero() && gap >= 0 && gap < 5*time.Minute {
			p.advise(updatePlace(i, "body"), "leave it out", "this update follows another after %s and has no news", incident.FormatDuration(gap))
		}
	})
}

func (p *Pass) updatesSameMinute() {
	p.pairs(func(before, i int) {
		a, b := &p.Incident.Updates[before], &p.Incident.Updates[i]
		if !a.At.IsZero() && a.At.Truncate(time.Minute).Equal(b.At.Truncate(time.Minute)) {
			p.Report(Finding{Place: updatePlace(i, "at"), Message: "this update has the same minute as the one before, " + p.Time(b.At),
				Related: []Related{{updatePlace(before, "at"), "the one before"}}})
		}
	})
}
