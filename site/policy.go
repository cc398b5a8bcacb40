package site

import (
	"slices"

	"github.com/incidentkit/incident"
)

// Policy says how much of a status counts as downtime, in percent, and how the
// figure of a group or a page is made from its components. A policy that counts
// nothing, such as the zero value, gives no figure.
type Policy struct {
	Name                                  string
	Degraded, Partial, Major, Maintenance int  // percent, from 0 to 100
	Worst                                 bool // at each moment, the worst component counts; else the mean of all
}

// policies are ordered as [Policies] returns them.
var policies = [...]Policy{
	{Name: "statuspage", Partial: 30, Major: 100},
	{Name: "worst-component", Partial: 100, Major: 100, Worst: true},
	{Name: "none"},
}

// Policies returns the policies that have a name:
//
//   - "statuspage" is documented by Atlassian: a major outage counts in full, a
//     partial outage to 30 percent, everything else not at all. The figure of a
//     group or a page is the mean of its components.
//   - "worst-component" is our own, and like the rule of incident.io: partial
//     and major outages count in full, and a group or a page is down while one
//     of its components is.
//   - "none" gives no figure.
func Policies() []Policy { return slices.Clone(policies[:]) }

// LookupPolicy returns the policy with the name, or false if there is none. The
// empty string stands for "statuspage".
func LookupPolicy(name string) (Policy, bool) {
	if name == "" {
		return policies[0], true
	}
	i := slices.IndexFunc(policies[:], func(p Policy) bool { return p.Name == name })
	if i < 0 {
		return Policy{}, false
	}
	return policies[i], true
}

// counts reports whether the policy counts any status as downtime.
func (p Policy) counts() bool { return max(p.Degraded, p.Partial, p.Major, p.Maintenance) > 0 }

// percent returns how much of a status counts as downtime.
func (p Policy) percent(s incident.ComponentStatus) int {
	percent := 0
	switch s {
	case incident.ComponentDegradedPerformance:
		percent = p.Degraded
	case incident.ComponentPartialOutage:
		percent = p.Partial
	case incident.ComponentMajorOutage:
		percent = p.Major
	case incident.ComponentUnderMaintenance:
		percent = p.Maintenance
	}
	return min(max(percent, 0), 100)
}
