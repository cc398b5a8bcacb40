package lint

import (
	"cmp"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

var zoneRules = []Rule{{
	Name:     "zone-missing",
	Severity: Info,
	Doc:      "An update names a time without its zone. Readers elsewhere take it for their own. If the page has no zone either, this is a warning.",
	Source:   "Statuspage prints the zone beside each stamp; five published reports use times in bodies without one.",
	Bad:      "Next update at 10:45.",
	Good:     "Next update at 10:45 CET.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).zoneMissing,
}, {
	Name:     "zone-season",
	Severity: Error,
	Doc:      "A time has the abbreviation for the other half of the year, such as CET in July. Readers who take it literally are off by an hour.",
	Source:   "IANA time zone database.",
	Bad:      "Jul 3, 2024, 10:45 CET, on a page in Paris.",
	Good:     "Jul 3, 2024, 10:45 CEST.",
	Check:    (*Pass).zoneSeason,
}, {
	Name:     "zone-unknown",
	Severity: Warning,
	Doc:      "The word after a time is not a zone, or it is a rarely used zone that looks like a misspelling of a common one.",
	Source:   "UCT is an old name of UTC in the IANA database, and in reports a typo.",
	Bad:      "Next update: 13:00 UCT.",
	Good:     "Next update: 13:00 UTC.",
	Check:    (*Pass).zoneUnknown,
}, {
	Name:     "zone-shifted",
	Severity: Error,
	Doc:      "The times of the postmortem contradict the updates, and agree with them if they are read in the zone of the page. Local times were given the label of another zone.",
	Source:   "A published report whose timeline says UTC shows the clock of CEST.",
	Bad:      "A timeline in UTC has 11:01 and 11:15, the updates 11:01 CEST and 11:15 CEST.",
	Good:     "A timeline in UTC has 09:01 and 09:15 for those updates.",
	Check:    (*Pass).zoneShifted,
}, {
	Name:     "zone-mixed",
	Severity: Info,
	Doc:      "The report uses times of several zones. Readers have to convert before they can compare.",
	Source:   "PagerDuty's guide for external communication asks for one.",
	Bad:      "Stamps in CEST and “Next update: 09:00 UTC”.",
	Good:     "CET and CEST in one report of a page in Paris.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).zoneMixed,
}}

// isOfPromise reports whether claim i is the time inside a promise, which is
// the claim before it.
func (p *Pass) isOfPromise(i int) bool {
	return i > 0 && p.Claims[i-1].Kind == claim.Pledge && p.Claims[i-1].Path == p.Claims[i].Path && p.Claims[i].Start < p.Claims[i-1].End
}

// hasClock reports whether a claim has a time of day.
func hasClock(c *claim.Claim) bool {
	switch c.Kind {
	case claim.Time, claim.Range, claim.Pledge:
		return c.Written.HasTime
	}
	return false
}

// zoneMissing checks promises and the times in updates. The time inside a
// promise is reported with the promise.
func (p *Pass) zoneMissing() {
	until := Place{}
	for i := range p.Claims {
		c := &p.Claims[i]
		if !hasClock(c) || inPostmortem(c.Path) || c.Written.Zone != "" || c.To.Zone != "" || c.Path == until.Path && c.Start < until.End {
			continue
		}
		until = placeOf(c)
		f := Finding{Place: placeOf(c), Message: "“" + c.Text + "” names no zone"}
		if p.Incident.Page.TimeZone == "" {
			f.Severity = Warning
		} else if !c.At.Time.IsZero() {
			f.Suggestion = "write " + c.At.Time.In(p.Location).Format("15:04 MST")
		}
		p.Report(f)
	}
}

func (p *Pass) zoneSeason() {
	for i := range p.Claims {
		c := &p.Claims[i]
		at, zone := c.At, cmp.Or(c.Written.Zone, c.To.Zone)
		if at.Kind != civil.OffSeason {
			at = c.Until
		}
		if at.Kind == civil.OffSeason && zone != "" && !p.isOfPromise(i) {
			p.Report(Finding{Place: placeOf(c), Message: "the time is in " + zone + ", which is not in force then; read literally, it is " + p.Time(at.Time),
				Suggestion: "write " + abbreviation(at.Time, p.Location)})
		}
	}
	for _, s := range p.sections {
		for at, e := range s.rows() {
			if zone := s.Timeline.Zone; isOffSeason(zone, e.At, p.Location) {
				p.Report(Finding{Place: at, Message: "the times are in " + zone + ", which is not in force then; read literally, this one is " + p.Time(e.At),
					Suggestion: "write " + abbreviation(e.At, p.Location)})
				break // the other rows have the same cause
			}
		}
	}
}

func abbreviation(t time.Time, loc *time.Location) string { return t.In(loc).Format("MST") }

// isOffSeason reports whether label is an abbreviation of loc that is not in
// force at t.
func isOffSeason(label string, t time.Time, loc *time.Location) bool {
	if label == "" || label == abbreviation(t, loc) || strings.ContainsAny(label, "/+-0123456789") {
		return false
	}
	_, now := t.In(loc).Zone()
	for month := range 12 {
		other := t.AddDate(0, month, 0).In(loc)
		if _, offset := other.Zone(); offset != now && other.Format("MST") == label {
			return true
		}
	}
	return false
}

func (p *Pass) zoneUnknown() {
	said := make(map[string]bool)
	for i := range p.Claims {
		c := &p.Claims[i]
		zone := c.Written.Zone
		if !hasClock(c) || zone == "" || c.At.Nearest == "" || said[c.Path+zone] {
			continue
		}
		said[c.Path+zone] = true
		p.Report(Finding{Place: placeOf(c), Message: "“" + c.Text + "” is in " + zone + ", which is probably not meant", Suggestion: "write " + c.At.Nearest})
	}
}

// zoneMixed adds one finding, with the other places related to it.
func (p *Pass) zoneMixed() {
	var f Finding
	known := p.Options.Location != nil || p.Incident.Page.TimeZone != ""
	first, firstOffset := "", 0 // for a report whose page has no zone
	add := func(at Place, zone string, t time.Time) {
		if zone == "" || t.IsZero() {
			return
		}
		_, offset := t.Zone()
		_, here := t.In(p.Location).Zone()
		others := "the page in " + abbreviation(t, p.Location)
		if !known {
			if first == "" {
				first, firstOffset = zone, offset
			}
			here, others = firstOffset, "others in "+first
		}
		if offset == here || isOffSeason(zone, t, p.Location) {
			return // the rule zone-season reports the latter
		}
		if f.Message == "" {
			f = Finding{Place: at, Message: "this is in " + zone + ", " + others, Suggestion: "use one zone"}
		} else if len(f.Related) < mostRelated {
			f.Related = append(f.Related, Related{at, "in " + zone})
		}
	}
	for i := range p.Claims {
		if c := &p.Claims[i]; hasClock(c) && c.Kind != claim.Pledge && c.Written.Zone != "" {
			add(placeOf(c), c.Written.Zone, c.At.Time)
		}
	}
	for _, s := range p.sections {
		loc, err := s.Timeline.Location(p.Location)
		for at, e := range s.rows() {
			if err == nil && !s.Timeline.HideZone {
				add(at, s.Timeline.Zone, e.At.In(loc))
			}
			break
		}
	}
	if f.Message != "" {
		p.Report(f)
	}
}

// mostRelated is the maximum number of related places of a finding.
const mostRelated = 10
