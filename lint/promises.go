package lint

import (
	"fmt"
	"iter"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

var promiseRules = []Rule{{
	Name:     "update-missed",
	Severity: Error,
	Doc:      "An update was promised for a certain time, but five minutes after that time none with any content had been posted. Readers stop trusting the page. If the update was up to an hour late, this is a warning.",
	Source:   "PagerDuty's guide for external communication. Of eleven promises in published reports, two were missed.",
	Bad:      "Next update at 11:00. The next one comes at 18:20.",
	Good:     "Next update at 11:00. The next one comes at 11:03.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).updateMissed,
}, {
	Name:     "promise-in-past",
	Severity: Error,
	Doc:      "An update promises the next one for a time that is not after its own, in whatever zone it is read. The time or its date is a mistake.",
	Source:   "Our own judgement.",
	Bad:      "Posted at 14:12: next update Oct 1, 13:00 CEST.",
	Good:     "Posted at 14:12 CEST: next update Oct 1, 13:00 UTC.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).promiseInPast,
}, {
	Name:     "promises-differ",
	Severity: Error,
	Doc:      "The body of an update and its next_update promise the next one for different times. Pages, messages and feeds show both.",
	Source:   "Our own judgement. A difference of up to five minutes is tolerated.",
	Bad:      "Next update at 15:00 UTC, and next_update is 14:30 UTC.",
	Good:     "Next update at 15:00 UTC, and next_update is 16:00 CET.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).promisesDiffer,
}, {
	Name:     "postmortem-late",
	Severity: Warning,
	Doc:      "The postmortem came later than an update had promised, or has not come by now.",
	Source:   "Business days are counted as in claim.Options, by default from the following day.",
	Bad:      "Within 5 business days, and 7 later.",
	Good:     "Within 5 business days, and on the fifth.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).postmortemLate,
}, {
	Name:     "next-update-missing",
	Severity: Info,
	Doc:      "An update does not say when the next one will come, and no earlier promise is open. Readers reload the page, or ask support. If the next one took more than an hour, this is a warning.",
	Source:   "PagerDuty: every update sets the time of the next one.",
	Bad:      "We are investigating.",
	Good:     "We are investigating. Next update at 10:45 CET.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).nextUpdateMissing,
}}

func promisePlace(pr claim.Promise) Place {
	return Place{Path: pr.Path, Start: pr.Start, End: pr.End}
}

// broken yields the promises about a subject that were kept too late, or are
// overdue.
func (p *Pass) broken(subject claim.Subject) iter.Seq[claim.Promise] {
	return func(yield func(claim.Promise) bool) {
		for _, pr := range p.Promises {
			if pr.Subject == subject && (pr.State == claim.Missed || pr.State == claim.Overdue) && !yield(pr) {
				return
			}
		}
	}
}

func (p *Pass) updateMissed() {
	for pr := range p.broken(claim.Update) {
		f := Finding{Place: promisePlace(pr)}
		if pr.Late < time.Hour {
			f.Severity = Warning
		}
		late := incident.FormatDuration(pr.Late)
		if pr.State == claim.Missed {
			f.Message = "an update was promised for " + p.Time(pr.Due) + " and came " + late + " late, at " + p.Time(pr.Met)
			f.Related = []Related{{updatePlace(pr.By, "at"), "came " + p.Time(pr.Met)}}
		} else {
			f.Message = "an update was promised for " + p.Time(pr.Due) + " and is " + late + " late"
		}
		p.Report(f)
	}
}

func (p *Pass) promiseInPast() {
	for _, pr := range p.Promises {
		at := pr.At.Time
		if pr.Stated && at.IsZero() {
			at = p.Incident.Updates[pr.Update].NextUpdate
		}
		if pr.Subject == claim.Action || pr.State != claim.Void || at.IsZero() || at.After(pr.Made) {
			continue
		}
		_, there := at.Zone()
		_, here := at.In(p.Location).Zone()
		if other := at.Add(time.Duration(there-here) * time.Second); other.After(pr.Made) {
			continue // it is in time if read in the zone of the page
		}
		p.Report(Finding{Place: promisePlace(pr), Message: "the next update is promised for " + p.Time(at) + ", which is not after this one, of " + p.Time(pr.Made)})
	}
}

func (p *Pass) promisesDiffer() {
	fields := make(map[int]claim.Promise) // by update; includes those that no body states
	for _, pr := range p.Promises {
		if pr.Subject == claim.Update && pr.Stated && pr.Text == "" && !pr.Due.IsZero() {
			fields[pr.Update] = pr
		}
	}
	for _, pr := range p.Promises {
		field, ok := fields[pr.Update]
		if !ok || pr.Subject != claim.Update || pr.Stated || pr.Due.IsZero() || pr.Due.Sub(field.Due).Abs() <= p.grace() {
			continue
		}
		delete(fields, pr.Update) // one finding for each update
		p.Report(Finding{
			Place:   promisePlace(pr),
			Message: "the body promises the next update for " + p.Time(pr.Due) + ", and next_update is " + p.Time(field.Due) + "; keep one of them",
			Related: []Related{{promisePlace(field), "next_update " + p.Time(field.Due)}},
		})
	}
}

func (p *Pass) postmortemLate() {
	for pr := range p.broken(claim.Postmortem) {
		f := Finding{Place: promisePlace(pr)}
		if due := p.Time(pr.Due.Add(-time.Nanosecond)); pr.State == claim.Missed {
			f.Message = fmt.Sprintf("the postmortem was promised by %s and came at %s, %s", due, p.Time(pr.Met), days(pr))
			f.Related = []Related{{Place{Path: "postmortem.published_at"}, "published " + p.Time(pr.Met)}}
		} else {
			f.Message = fmt.Sprintf("the postmortem was promised by %s and is %s", due, days(pr))
		}
		p.Report(f)
	}
}

// days describes how late a postmortem is.
func days(pr claim.Promise) string {
	switch pr.LateDays {
	case 0:
		return incident.FormatDuration(pr.Late) + " late"
	case 1:
		return "1 business day late"
	}
	return fmt.Sprintf("%d business days late", pr.LateDays)
}

// nextUpdateMissing checks the updates at which no promise is open, neither one
// of their own nor an earlier one.
func (p *Pass) nextUpdateMissing() {
	void := make(map[int]bool) // by update; its time is past, or in an unknown zone
	for _, pr := range p.Promises {
		if pr.Subject == claim.Update && pr.State == claim.Void {
			void[pr.Update] = true
		}
	}
	live := p.live()
	for k, i := range live {
		u := &p.Incident.Updates[i]
		if p.statusAt(i).IsFinal() || p.covered(i) || void[i] {
			continue
		}
		f := Finding{Place: updatePlace(i, "body"), Message: "this update does not say when the next one comes"}
		if k+1 < len(live) {
			next := p.Incident.Updates[live[k+1]].At
			if gap := next.Sub(u.At); gap > time.Hour {
				f.Severity = Warning
				f.Message += ", which was " + incident.FormatDuration(gap) + " later"
			}
		}
		p.Report(f)
	}
}

// covered reports whether, at update i, a promise of a later update is open.
func (p *Pass) covered(i int) bool { return p.open(i).After(p.Incident.Updates[i].At) }
