package lint

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// Options selects rules and sets their thresholds. The zero value uses the
// defaults, for a public page.
type Options struct {
	Profile Profile // "" means [Public]

	// Rules are the rules to check. If it is nil, [Rules] are used.
	Rules []Rule
	// Only, if not nil, names the rules to check, whatever their profiles.
	// Otherwise these are the rules of the profile that are not optional,
	// plus those that Enable names, minus those that Disable names.
	Only, Enable, Disable []string

	// Now is the time at which the report is judged: a promise that is due
	// by then and has not been kept is broken. If it is zero, open promises
	// are not judged.
	Now time.Time
	// Location replaces the zone of the page. If it is nil, the page's zone
	// is used, or UTC if that is unknown.
	Location *time.Location
	// Promises are the options for finding promises and judging whether
	// they were kept. Its Now is ignored.
	Promises claim.Options

	// FirstPost is the duration after the start of the impact within which
	// the first update is expected; 0 means 10 minutes. If it takes more
	// than six times as long, the finding is a warning.
	FirstPost time.Duration
	// Gap is the longest silence while an incident goes on and no later
	// update has been promised; 0 means 30 minutes. If the silence is more
	// than twice as long, the finding is a warning. Gaps has other values
	// by impact.
	Gap  time.Duration
	Gaps map[incident.Impact]time.Duration

	// Components lists the components of the page; nil means that they are
	// not known.
	Components []incident.Component
	// Template is the template that the postmortem has to follow. The zero
	// value requires nothing.
	Template incident.Template
	// Obligations lists notices that are owed to others, such as one to an
	// authority within 24 hours.
	Obligations []claim.Obligation

	// Position returns the line and column of a byte of a value in the file
	// that the incident was read from, like parse.Document.Position. If it
	// is nil, findings have no lines.
	Position func(path string, offset int) (line, column int, ok bool)
	// Notes are the notes of the reader that read the incident.
	Notes []incident.Note
}

// Judging returns the rules that take part in a check with these options.
func (o Options) Judging() (list []Rule) {
	o.Profile = cmp.Or(o.Profile, Public)
	for _, r := range o.rules() {
		if r.judges(&o) {
			list = append(list, r)
		}
	}
	return list
}

func (o *Options) rules() []Rule {
	if o.Rules == nil {
		return Rules()
	}
	return o.Rules
}

func (o *Options) firstPost() time.Duration { return cmp.Or(o.FirstPost, 10*time.Minute) }

// gap returns the longest silence that is allowed for an impact.
func (o *Options) gap(impact incident.Impact) time.Duration {
	if d, ok := o.Gaps[impact]; ok {
		return d
	}
	return cmp.Or(o.Gap, 30*time.Minute)
}
