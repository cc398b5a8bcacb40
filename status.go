package incident

import (
	"slices"
)

// Status is the phase that an update announces. The words are Statuspage's: one
// family for outages and one for maintenances.
type Status string

const (
	StatusInvestigating Status = "investigating"
	StatusIdentified    Status = "identified"
	StatusMonitoring    Status = "monitoring"
	StatusResolved      Status = "resolved"

	StatusScheduled  Status = "scheduled"
	StatusInProgress Status = "in_progress"
	StatusVerifying  Status = "verifying"
	StatusCompleted  Status = "completed"
	StatusCancelled  Status = "cancelled" // called off
)

var statuses = [...]Status{
	StatusInvestigating, StatusIdentified, StatusMonitoring, StatusResolved,
	StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted, StatusCancelled,
}

// followers is the table behind [Status.CanFollow]. It is strict where a
// transition makes no sense: a maintenance that has begun cannot become
// scheduled again. It is lenient where real histories are: 18 of 547 real pages
// withdraw a diagnosis or reopen an incident.
var followers = [...]struct {
	before Status
	after  []Status
}{
	{StatusInvestigating, statuses[:4]},
	{StatusIdentified, statuses[:4]},
	{StatusMonitoring, statuses[:4]},
	{StatusResolved, statuses[:4]}, // reopened, or amended after the end
	{StatusScheduled, []Status{StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted, StatusCancelled}},
	{StatusInProgress, []Status{StatusInProgress, StatusVerifying, StatusCompleted, StatusCancelled}},
	{StatusVerifying, []Status{StatusInProgress, StatusVerifying, StatusCompleted, StatusCancelled}},
	{StatusCompleted, []Status{StatusInProgress, StatusCompleted}},
	{StatusCancelled, []Status{StatusCancelled}},
}

// Valid reports whether s is a known status or "".
func (s Status) Valid() bool { return s == "" || slices.Contains(statuses[:], s) }

// Compare orders statuses as [Words] does. The empty string and unknown
// words come first.
func (s Status) Compare(t Status) int {
	return slices.Index(statuses[:], s) - slices.Index(statuses[:], t)
}

// CanFollow reports whether an update with status s may be posted after one
// with status before:
//
//   - investigating, identified, monitoring and resolved may follow one another
//     in any order;
//   - scheduled may be followed by itself, in_progress, verifying, completed
//     and cancelled;
//   - in_progress and verifying may be followed by themselves, each other,
//     completed and cancelled;
//   - completed may be followed by itself and in_progress, and cancelled by
//     itself;
//   - a status of an outage and one of a maintenance never follow each other;
//   - "" may follow, and be followed by, any known status.
//
// An unknown word can neither follow nor be followed.
func (s Status) CanFollow(before Status) bool {
	if !s.Valid() || !before.Valid() {
		return false
	}
	if s == "" || before == "" {
		return true
	}
	for _, row := range followers {
		if row.before == before {
			return slices.Contains(row.after, s)
		}
	}
	return false
}

// IsMaintenance reports whether s is a status of a maintenance.
func (s Status) IsMaintenance() bool { return slices.Contains(statuses[4:], s) }

// IsFinal reports whether s ends an incident: whether it is resolved, completed
// or cancelled.
func (s Status) IsFinal() bool {
	return s == StatusResolved || s == StatusCompleted || s == StatusCancelled
}

// Impact is how severe an incident is for the users of the page. It is a public
// scale, separate from the team's own [Incident.Severity].
type Impact string

const (
	ImpactNone        Impact = "none"
	ImpactMaintenance Impact = "maintenance"
	ImpactMinor       Impact = "minor"
	ImpactMajor       Impact = "major"
	ImpactCritical    Impact = "critical"
)

var impacts = [...]Impact{ImpactNone, ImpactMaintenance, ImpactMinor, ImpactMajor, ImpactCritical}

// Valid reports whether i is a known impact or "".
func (i Impact) Valid() bool { return i == "" || slices.Contains(impacts[:], i) }

// Compare orders impacts by severity: the empty string, none, maintenance,
// minor, major, unknown words, critical. An unknown word may be as severe as
// the most severe known one.
func (i Impact) Compare(j Impact) int { return rank(i, impacts[:]) - rank(j, impacts[:]) }

// ImpactReason explains the impact of an incident.
type ImpactReason struct {
	Stated      bool      // the source states the impact, and the other fields are zero
	Maintenance bool      // the incident is a maintenance, and the other fields are zero
	Component   Component // the component with the worst status, with that status; zero if no component has a status
	Update      int       // index of the first update that showed that status; -1 if it is stated in Components only
}

// EffectiveImpact returns the impact of the incident and the reason for it. The
// impact is the stated one or, if none is stated, [ImpactMaintenance] for a
// maintenance. Otherwise it is derived by [ComponentStatus.Impact] from the
// worst status of any component, be it in Components or in the Changes of an
// update that is not retracted.
//
// The derived impact is "" (not known) if no component has a status, or if the
// worst status is an unknown word. It is [ImpactNone] only if components were
// shown as operational while the incident lasted: a status of operational after
// the end says nothing about the time before.
func (inc *Incident) EffectiveImpact() (Impact, ImpactReason) {
	inc = inc.orEmpty()
	switch {
	case inc.Impact != "":
		return inc.Impact, ImpactReason{Stated: true}
	case inc.IsMaintenance():
		return ImpactMaintenance, ImpactReason{Maintenance: true}
	}
	worst, reason := Component{}, ImpactReason{Update: -1}
	wasDown := false // whether a change started from a status worse than operational
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		for _, c := range u.Changes {
			wasDown = wasDown || c.From.Compare(ComponentOperational) > 0
			if c.To.Compare(worst.Status) > 0 {
				worst = c.Component()
				reason = ImpactReason{Component: worst, Update: i}
			}
		}
	}
	for _, c := range inc.Components {
		if c.Status.Compare(worst.Status) > 0 {
			worst = c
			reason = ImpactReason{Component: worst, Update: -1}
		}
	}
	impact := worst.Status.Impact()
	if impact == ImpactNone && (wasDown || reason.Update < 0 && inc.Status().IsFinal()) {
		impact = ""
	}
	return impact, reason
}
