package lint

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

var cadenceRules = []Rule{{
	Name:     "first-update-late",
	Severity: Info,
	Doc:      "The first update came more than ten minutes, or Options.FirstPost, after the impact began. Until then, customers look for the fault on their own side. If it took more than six times as long, this is a warning.",
	Source:   "PagerDuty: within 5 minutes of the start of the call; Atlassian: early. The default is 10 minutes.",
	Bad:      "Began at 10:05, first update at 11:10.",
	Good:     "Began at 10:05, first update at 10:12.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).firstUpdateLate,
}, {
	Name:     "update-gap",
	Severity: Info,
	Doc:      "While the incident went on, the page was silent for more than half an hour, or the value in Options.Gap or Gaps, without having promised an update for later. Readers cannot tell whether anybody is still at work. If the gap is more than twice as long, this is a warning.",
	Source:   "Statuspage recommends an update about every 30 minutes. Options.Gaps has other values by impact.",
	Bad:      "Updates at 12:12 and 14:09.",
	Good:     "An update at 12:12 that promises the next one by 14:15, and that one at 14:09.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).updateGap,
}}

func (p *Pass) firstUpdateLate() {
	began := p.began()
	first, ok := p.Metrics.FirstPost.Get()
	limit := p.Options.firstPost()
	if began.At.IsZero() || !ok || first <= limit || p.shift().zone != 0 || p.Incident.IsMaintenance() {
		return
	}
	f := Finding{Place: Place{Path: p.Metrics.FirstPost.To.Path}, Message: "the impact began at " + p.Time(began.At) + ", and the first update came " + incident.FormatDuration(first) + " later",
		Related: []Related{{Place{Path: began.Path}, "began " + p.Time(began.At)}}}
	if first > 6*limit {
		f.Severity = Warning
	}
	p.Report(f)
}

func (p *Pass) updateGap() {
	impact, _ := p.Incident.EffectiveImpact()
	limit := p.Options.gap(impact)
	live := p.live()
	if p.Incident.IsMaintenance() {
		return
	}
	for k, i := range live {
		if p.statusAt(i).IsFinal() {
			continue
		}
		at, next := p.Incident.Updates[i].At, p.Options.Now
		if k+1 < len(live) {
			next = p.Incident.Updates[live[k+1]].At
		}
		gap := next.Sub(at)
		if next.IsZero() || gap <= limit || p.coveredUntil(i, next) {
			continue
		}
		f := Finding{Place: updatePlace(i, "at"), Message: "after this update the page was silent for " + incident.FormatDuration(gap) + ", until " + p.Time(next)}
		if k+1 < len(live) {
			f.Related = []Related{{updatePlace(live[k+1], "at"), "the next one, " + p.Time(next)}}
		}
		if gap > 2*limit {
			f.Severity = Warning
		}
		p.Report(f)
	}
}

// coveredUntil reports whether, at update i, a promise of an update at t or
// later is open.
func (p *Pass) coveredUntil(i int, t time.Time) bool {
	return p.covered(i) && !p.open(i).Add(p.grace()).Before(t)
}

// grace returns the duration by which an update may be late.
func (p *Pass) grace() time.Duration {
	return max(0, cmp.Or(p.Options.Promises.Grace, claim.DefaultGrace))
}
