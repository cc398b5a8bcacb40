package lint

import (
	"regexp"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

var durationRules = []Rule{{
	Name:     "duration-arithmetic",
	Severity: Error,
	Doc:      "A duration and the start and end beside it do not agree, even when they are rounded to the unit that is written. One of the three is wrong.",
	Source:   "Arithmetic.",
	Bad:      "For 17 minutes, between 10:11 and 10:38, nobody could log in.",
	Good:     "For about half an hour, between 10:11 and 10:38, nobody could log in.",
	Check:    (*Pass).durationArithmetic,
}, {
	Name:     "duration-missing",
	Severity: Info,
	Doc:      "The postmortem says neither how long users were affected nor from when to when. Customers need it for their own reports and credits.",
	Source:   "Atlassian's postmortem template asks for the duration and the window.",
	Bad:      "On Friday some requests failed.",
	Good:     "On Friday some requests failed for 20 minutes.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).durationMissing,
}, {
	Name:     "duration-is-range",
	Severity: Info,
	Doc:      "A field named duration holds a start and an end instead. The reader has to compute what the field promises.",
	Source:   "A published report has “Incident Duration: 10:49–11:15 AM UTC”.",
	Bad:      "Duration: 10:49-11:15 UTC",
	Good:     "Duration: 26 minutes (10:49-11:15 UTC)",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).durationIsRange,
}}

// between matches the text allowed between a duration and the start and end
// that belong to it.
var between = regexp.MustCompile(`^(?i)[\s,(:*_–—-]*(?:between|from|lasting|lasted|for|a total of|total|in total|or|that is|i\.e\.|=)?[\s,(:*_–—-]*(?:about|approximately|a total of)?[\s(*_]*$`)

func (p *Pass) durationArithmetic() {
	p.durationFields()
	for i := 1; i < len(p.Claims); i++ {
		a, b := &p.Claims[i-1], &p.Claims[i]
		if a.Path != b.Path || a.End > b.Start {
			continue
		}
		length, window := a, b
		if a.Kind == claim.Range {
			length, window = b, a
		}
		if length.Kind != claim.Duration || window.Kind != claim.Range || !length.Least.IsZero() || !isExact(window.At.Kind) || !isExact(window.Until.Kind) {
			continue
		}
		if window.Written.About || window.To.About || !between.MatchString(p.text(a.Path, a.End, b.Start)) || about.MatchString(p.text(length.Path, max(0, length.Start-16), length.Start)) {
			continue
		}
		p.compareDuration(placeOf(length), length.Text, length.Length, window.At.Time, window.Until.Time)
	}
}

// durationFields compares the field of a postmortem that holds a duration with
// the fields that hold the start and the end, if there is one of each.
func (p *Pass) durationFields() {
	of := func(a claim.Aspect) (one claim.Statement, ok bool) {
		for _, s := range p.Stated {
			if s.Aspect == a && strings.Contains(s.Path, ".fields[") {
				if ok {
					return one, false
				}
				one, ok = s, true
			}
		}
		return one, ok
	}
	began, ok := of(claim.Began)
	ended, ok2 := of(claim.Ended)
	lasted, ok3 := of(claim.Lasted)
	if ok && ok2 && ok3 && !about.MatchString(p.text(lasted.Path, 0, lasted.Start)) {
		p.compareDuration(Place{Path: lasted.Path, Start: lasted.Start, End: lasted.End}, lasted.Text, lasted.Length, began.From, ended.To)
	}
}

// compareDuration reports a duration that is not the time from one instant to
// another, even when it is rounded to its unit.
func (p *Pass) compareDuration(at Place, text string, length claim.Length, from, to time.Time) {
	d, ok := length.Duration()
	if !ok {
		return
	}
	real := to.Sub(from)
	u := unit(d)
	if off := (real - d).Abs(); off > u/2 || off == u/2 && off > 0 && u <= time.Minute {
		p.report(at, "“%s” is not the time from %s to %s, which is %s", text, p.Time(from), p.Time(to), incident.FormatDuration(real))
	}
}

// isExact reports whether there is no doubt about an instant.
func isExact(k civil.Kind) bool { return k == civil.OK || k == civil.Foreign || k == civil.OffSeason }

// unit returns the unit in which a duration is written.
func unit(d time.Duration) time.Duration {
	switch {
	case d%(24*time.Hour) == 0:
		return 24 * time.Hour
	case d%time.Hour == 0:
		return time.Hour
	case d%time.Minute == 0:
		return time.Minute
	}
	return time.Second
}

// about matches a word that makes the duration after it approximate.
var about = regexp.MustCompile(`(?i)(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|under|than|~|some|least|most|circa|ca\.)[\s*_]*$`)

func (p *Pass) durationMissing() {
	if len(p.sections) == 0 {
		return
	}
	for _, span := range p.Impact {
		if !span.From.At.IsZero() && !span.To.At.IsZero() && inPostmortem(span.From.Path) {
			return
		}
	}
	if _, ok := p.Metrics.Impact.Get(); ok && p.Metrics.Impact.From.Basis() != incident.BasisChanges {
		return
	}
	for i := range p.Claims {
		if c := &p.Claims[i]; inPostmortem(c.Path) && !strings.Contains(c.Path, ".actions[") && !strings.Contains(c.Path, ".timeline.") && (c.Kind == claim.Duration || c.Kind == claim.Range && c.Written.HasTime) {
			return
		}
	}
	p.advise(Place{Path: "postmortem"}, "say from when to when", "the postmortem does not say how long users were affected")
}

func (p *Pass) durationIsRange() {
	for _, s := range p.Stated {
		if s.Aspect == claim.Span && inPostmortem(s.Path) {
			if length := s.To.Sub(s.From); length > 0 {
				p.Report(Finding{Place: Place{Path: s.Path, Start: s.Start, End: s.End}, Message: "a field that is called a duration holds a start and an end", Suggestion: "write " + incident.FormatDuration(length) + " beside it"})
			}
		}
	}
}
