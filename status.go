package incident

import (
	"fmt"
	"slices"
	"strings"
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
)

// Statuses returns the known statuses, first those of an outage, then those of
// a maintenance, each in the order in which an incident usually goes through
// them.
func Statuses() []Status { return append([]Status(nil), statuses[:]...) }

var statuses = [...]Status{
	StatusInvestigating, StatusIdentified, StatusMonitoring, StatusResolved,
	StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted,
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
	{StatusScheduled, []Status{StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusInProgress, []Status{StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusVerifying, []Status{StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusCompleted, []Status{StatusInProgress, StatusCompleted}},
}

// ParseStatus returns the status named by s, ignoring case, spaces, hyphens and
// underscores. The empty string is "not stated". For an unknown word the error
// is a [*FieldError] with [CodeUnknown] that lists the known ones.
func ParseStatus(s string) (Status, error) { return parseWord("status", s, statuses[:]) }

// Valid reports whether s is a known status or "".
func (s Status) Valid() bool { return s == "" || slices.Contains(statuses[:], s) }

// Compare orders statuses as [Statuses] does. The empty string and unknown
// words come first.
func (s Status) Compare(t Status) int {
	return slices.Index(statuses[:], s) - slices.Index(statuses[:], t)
}

// CanFollow reports whether an update with status s may be posted after one
// with status before:
//
//   - investigating, identified, monitoring and resolved may follow one another
//     in any order;
//   - scheduled may be followed by itself, in_progress, verifying and
//     completed;
//   - in_progress and verifying may be followed by themselves, each other and
//     completed;
//   - completed may be followed by itself and in_progress;
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

// IsFinal reports whether s ends an incident: whether it is resolved or
// completed.
func (s Status) IsFinal() bool { return s == StatusResolved || s == StatusCompleted }

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

// Impacts returns the known impacts, from none to critical.
func Impacts() []Impact { return append([]Impact(nil), impacts[:]...) }

// ParseImpact returns the impact named by s, ignoring case, spaces, hyphens and
// underscores. The empty string is "not stated". For an unknown word the error
// is a [*FieldError].
func ParseImpact(s string) (Impact, error) { return parseWord("impact", s, impacts[:]) }

// Valid reports whether i is a known impact or "".
func (i Impact) Valid() bool { return i == "" || slices.Contains(impacts[:], i) }

// Compare orders impacts by severity: the empty string, none, maintenance,
// minor, major, unknown words, critical. An unknown word may be as severe as
// the most severe known one.
func (i Impact) Compare(j Impact) int { return rank(i, impacts[:]) - rank(j, impacts[:]) }

// rank returns the place of a word in a list from best to worst: 0 for "", and
// for an unknown word the one just before the worst.
func rank[T ~string](word T, known []T) int {
	worst := 2 * len(known)
	switch i := slices.Index(known, word); {
	case word == "":
		return 0
	case i < 0:
		return worst - 1
	default:
		return 2 * (i + 1)
	}
}

// ImpactReason explains the impact of an incident.
type ImpactReason struct {
	Stated      bool      // the source states the impact; the other fields are zero
	Maintenance bool      // the incident is a maintenance; the other fields are zero
	Component   Component // the component with the worst status, with that status; zero: no component has one
	Update      int       // index of the first update that showed that status; -1: no update did, it is in Components
}

// EffectiveImpact returns the impact of the incident and the reason for it: the
// stated impact; or else [ImpactMaintenance] for a maintenance; or else the one
// derived, by [ComponentStatus.Impact], from the worst component status in
// Components or in the Changes of an update that is not retracted.
//
// The impact is "" if nothing tells it: no component has a status, or the worst
// one is an unknown word. It is [ImpactNone] only if components were shown as
// operational during the incident. That they are operational after its end, in
// Components or in the last change, does not tell how they were before.
func (inc *Incident) EffectiveImpact() (Impact, ImpactReason) {
	switch {
	case inc.Impact != "":
		return inc.Impact, ImpactReason{Stated: true}
	case inc.IsMaintenance():
		return ImpactMaintenance, ImpactReason{Maintenance: true}
	}
	worst, reason := Component{}, ImpactReason{Update: -1}
	wasDown := false // before a change, by its From
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

// fold returns s in lower case and without spaces, hyphens and underscores, the
// form in which words are compared.
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

// parseWord returns the known word that s names, or "" if s is empty. Field is
// the path of the error.
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
		if names[i] = string(w); fold(s) == fold(names[i]) {
			return fmt.Errorf("%q is written %q", s, w)
		}
	}
	return fmt.Errorf("%q is none of %s", s, strings.Join(names, ", "))
}
