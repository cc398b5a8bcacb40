package lint

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// Options are the conventions that a check judges by. The zero value has the
// defaults, for a public page.
type Options struct {
	Profile Profile // "": [Public]

	// Rules are the rules to check by; nil: [Rules].
	Rules []Rule
	// Only names the rules that judge, whatever their profiles. nil: those
	// of the profile that are not optional, those that Enable names, and
	// none that Disable names.
	Only, Enable, Disable []string

	// Now is when the report is judged: what is due by then and has not come
	// is missed. Zero: nothing is said of what may still come.
	Now time.Time
	// Location takes the place of the page's zone; nil: the page's, or UTC
	// if that is unknown.
	Location *time.Location
	// Promises are the conventions of the ledger of promises; its Now is not
	// looked at.
	Promises claim.Options

	// FirstPost is how long after the start of the impact the first post may
	// come; 0: 10 minutes. Six times that is a warning.
	FirstPost time.Duration
	// Gap is how long an incident that goes on may be without a post where
	// none is promised for later; 0: 30 minutes. Twice that is a warning.
	// Gaps has other values by the impact.
	Gap  time.Duration
	Gaps map[incident.Impact]time.Duration

	// Components are those of the page; nil: not known.
	Components []incident.Component
	// Template is what the postmortem has to follow; the zero value asks for
	// nothing.
	Template incident.Template
	// Obligations are what is owed to others, such as a notice to an
	// authority within 24 hours. nil: nothing.
	Obligations []claim.Obligation

	// Position returns where a byte of a value stands in the file that the
	// incident was read from, as parse.Document.Position does; nil: not
	// known.
	Position func(path string, offset int) (line, column int, ok bool)
	// Notes are those of the reader.
	Notes []incident.Note
}

// Judging returns the rules that take part in a check with these options.
func (o Options) Judging() (list []Rule) {
	rules := o.Rules
	if rules == nil {
		rules = Rules()
	}
	o.Profile = cmp.Or(o.Profile, Public)
	for i := range rules {
		if rules[i].judges(&o) {
			list = append(list, rules[i])
		}
	}
	return list
}

func (o *Options) firstPost() time.Duration {
	if o.FirstPost == 0 {
		return 10 * time.Minute
	}
	return o.FirstPost
}

// gap returns how long an incident may be without a post.
func (o *Options) gap(impact incident.Impact) time.Duration {
	if d, ok := o.Gaps[impact]; ok {
		return d
	}
	if o.Gap == 0 {
		return 30 * time.Minute
	}
	return o.Gap
}
