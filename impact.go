package incident

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
func (i Impact) Valid() bool { return i == "" || index(i, impacts[:]) >= 0 }

// Compare orders impacts from good to bad: "" and unknown words, none,
// maintenance, minor, major, critical.
func (i Impact) Compare(j Impact) int { return index(i, impacts[:]) - index(j, impacts[:]) }

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
				worst = Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.To}
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
