package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Status is the phase that an update announces. The words are Statuspage's, one
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
)

// Statuses returns the known statuses: those of an outage, then those of a
// maintenance, each in the usual order of a life.
func Statuses() []Status { return append([]Status(nil), statuses[:]...) }

var statuses = [...]Status{
	StatusInvestigating, StatusIdentified, StatusMonitoring, StatusResolved,
	StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted,
}

// followers is the table that [Status.CanFollow] reads. It is strict where a
// move has no meaning (a maintenance is not scheduled again once it has begun)
// and free where history is not: diagnoses are withdrawn and incidents reopened,
// in 18 of 547 real pages.
var followers = [...]struct {
	before Status
	after  []Status
}{
	{StatusInvestigating, statuses[:4]},
	{StatusIdentified, statuses[:4]},
	{StatusMonitoring, statuses[:4]},
	{StatusResolved, statuses[:4]}, // a reopening, or an amendment
	{StatusScheduled, []Status{StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusInProgress, []Status{StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusVerifying, []Status{StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusCompleted, []Status{StatusInProgress, StatusCompleted}},
}

// ParseStatus returns the status that s names, folding case, spaces, "-" and
// "_". The empty string is "not stated". An unknown word is a [*FieldError] with
// [CodeUnknown] that lists the known ones.
func ParseStatus(s string) (Status, error) { return parseWord("status", s, statuses[:]) }

// Valid reports whether s is a known status or not stated.
func (s Status) Valid() bool { return s == "" || slices.Contains(statuses[:], s) }

// Compare orders statuses as [Statuses] does; "" and unknown words come first.
func (s Status) Compare(t Status) int {
	return slices.Index(statuses[:], s) - slices.Index(statuses[:], t)
}

// CanFollow reports whether an update with status s may be posted after one with
// status before:
//
//   - investigating, identified, monitoring and resolved follow one another freely;
//   - scheduled is followed by itself, in_progress, verifying and completed;
//   - in_progress and verifying by each other, themselves and completed;
//   - completed by itself and in_progress;
//   - the two families never mix;
//   - "" follows anything known and is followed by it.
//
// An unknown word neither follows nor is followed.
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

// IsMaintenance reports whether s is one of the statuses of a maintenance.
func (s Status) IsMaintenance() bool { return slices.Contains(statuses[4:], s) }

// IsFinal reports whether s ends an incident: resolved or completed.
func (s Status) IsFinal() bool { return s == StatusResolved || s == StatusCompleted }

// Impact is how bad an incident is for the users of the page. It is a public
// scale of its own; the team's severity is [Incident.Severity].
type Impact string

const (
	ImpactNone        Impact = "none"
	ImpactMaintenance Impact = "maintenance"
	ImpactMinor       Impact = "minor"
	ImpactMajor       Impact = "major"
	ImpactCritical    Impact = "critical"
)

var impacts = [...]Impact{ImpactNone, ImpactMaintenance, ImpactMinor, ImpactMajor, ImpactCritical}

// Impacts returns the known impacts, from none to the worst.
func Impacts() []Impact { return append([]Impact(nil), impacts[:]...) }

// ParseImpact returns the impact that s names, folding case, spaces, "-" and
// "_". The empty string is "not stated"; an unknown word is a [*FieldError].
func ParseImpact(s string) (Impact, error) { return parseWord("impact", s, impacts[:]) }

// Valid reports whether i is a known impact or not stated.
func (i Impact) Valid() bool { return i == "" || slices.Contains(impacts[:], i) }

// Compare orders impacts from good to bad: "" and unknown words, none,
// maintenance, minor, major, critical.
func (i Impact) Compare(j Impact) int {
	return slices.Index(impacts[:], i) - slices.Index(impacts[:], j)
}

// ImpactReason says where the impact of an incident comes from.
type ImpactReason struct {
	Stated    bool      // the source states it; the rest is zero
	Component Component // the component that showed the worst status, with that status; zero: none showed any
	Update    int       // the first update that showed it; -1: none did, it stands in Components
}

// EffectiveImpact returns the impact of the incident and the reason for it. It
// is the stated one; else it follows from the worst component status ever shown,
// in [Change.To] of an update that is not retracted or in Components, by the
// table of [ComponentStatus.Impact]; and else it is none.
func (inc *Incident) EffectiveImpact() (Impact, ImpactReason) {
	if inc.Impact != "" {
		return inc.Impact, ImpactReason{Stated: true}
	}
	worst, reason := Component{}, ImpactReason{Update: -1}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		for _, c := range u.Changes {
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
	return worst.Status.Impact(), reason
}

// fold reduces a word to what parsing compares: lower case, without spaces,
// "-" and "_".
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-' || r == '_' || r == '\t' || r == '\u00a0':
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// parseWord finds s among the known words. The empty word is "not stated".
func parseWord[T ~string](field, s string, known []T) (T, error) {
	f := fold(s)
	if f == "" {
		return "", nil
	}
	for _, w := range known {
		if fold(string(w)) == f {
			return w, nil
		}
	}
	return "", &FieldError{Path: field, Code: CodeUnknown, Err: unknownWord(s, known)}
}

func unknownWord[T ~string](s string, known []T) error {
	names := make([]string, len(known))
	for i, w := range known {
		names[i] = string(w)
	}
	return fmt.Errorf("%q is none of %s", s, strings.Join(names, ", "))
}
