package lint

import (
	"slices"
	"strings"
)

// Severity is the severity of a finding.
type Severity string

const (
	Error   Severity = "error"   // a contradiction or a loss of meaning
	Warning Severity = "warning" // probably a fault
	Info    Severity = "info"    // a matter of style
)

var severities = [...]Severity{Error, Warning, Info}

// Compare orders severities from [Error] to [Info]. Unknown ones come last.
func (s Severity) Compare(t Severity) int {
	rank := func(s Severity) int {
		if i := slices.Index(severities[:], s); i >= 0 {
			return i
		}
		return len(severities)
	}
	return rank(s) - rank(t)
}

// A Profile is the purpose of a report, which decides the rules that judge it.
type Profile string

const (
	Live     Profile = "live"     // the updates of an incident that goes on
	Public   Profile = "public"   // a page with its postmortem, for customers
	Internal Profile = "internal" // a postmortem for the team
)

var profiles = [...]Profile{Live, Public, Internal}

// Profiles returns the known profiles.
func Profiles() []Profile { return slices.Clone(profiles[:]) }

// Valid reports whether p is a known profile or "".
func (p Profile) Valid() bool { return p == "" || slices.Contains(profiles[:], p) }

// A Rule looks for one kind of fault. The zero Rule finds nothing.
type Rule struct {
	Name     string   // says what is wrong, in kebab case: "update-missed"
	Severity Severity // of its findings, unless they have their own

	// Doc says, in full sentences, what the rule finds and why that is
	// wrong. Source is the origin of the rule. Bad and Good are examples of
	// a text that it finds and of a similar one that is right.
	Doc, Source, Bad, Good string

	Profiles []Profile // in which the rule takes part; nil means all
	Optional bool      // the rule takes part only if [Options.Enable] names it

	// Check reports its findings to the pass.
	Check func(*Pass)
}

// judges reports whether the rule takes part in a check.
func (r *Rule) judges(o *Options) bool {
	switch {
	case r.Check == nil || slices.Contains(o.Disable, r.Name):
		return false
	case o.Only != nil:
		return slices.Contains(o.Only, r.Name)
	case slices.Contains(o.Enable, r.Name):
		return true
	}
	return !r.Optional && (r.Profiles == nil || slices.Contains(r.Profiles, o.Profile))
}

// Summary returns the first sentence of Doc.
func (r Rule) Summary() string {
	if end := strings.Index(r.Doc, ". "); end >= 0 {
		return r.Doc[:end+1]
	}
	return r.Doc
}

// A family is a list of rules about one subject.
type family struct {
	name  string
	rules []Rule
}

// families returns the rules of this package by subject, in the order of
// docs/rules.md.
func families() []family {
	return []family{
		{"Zones", zoneRules},
		{"Written times", timeRules},
		{"Timelines", timelineRules},
		{"Durations", durationRules},
		{"The postmortem against the updates", crossRules},
		{"Promises", promiseRules},
		{"Cadence", cadenceRules},
		{"Updates", updateRules},
		{"Statuses", statusRules},
		{"Components", componentRules},
		{"Content", contentRules},
		{"Publication", publicationRules},
		{"Wording", wordingRules},
		{"Limits", limitRules},
		{"Obligations", obligationRules},
		{"Comments that silence rules", ignoreRules},
	}
}

//go:generate go test -run TestRulesPage -update .

// Rules returns the rules of this package, in the order of docs/rules.md. Rules
// of the same family are next to each other.
func Rules() (list []Rule) {
	for _, f := range families() {
		list = append(list, f.rules...)
	}
	return list
}

// Lookup returns the rule of this package with the given name. ok is false if
// there is none.
func Lookup(name string) (Rule, bool) {
	for _, r := range Rules() {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}
