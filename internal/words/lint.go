package words

// Lint holds the words by which package lint finds faults in a report, in lower
// case.
type Lint struct {
	Investigating []string // in an update whose cause is still being investigated
	Vague         []string // instead of a number
	Shares        []string // numbers without digits: "one payment in four"
	Reasons       []string // before or after a reason
	Plans         []string // in a sentence about preventive measures
	PlanHeadings  []string // in a heading above such measures
	Apologies     []string
	CommonNames   []string // words that occur in many names of components
	DateFields    []string // names of fields with the date of the report or the incident
	HumanErrors   []string
	Persons       []string // people who may be blamed
	Failures      []string // after Persons
	Hypotheticals []string
	Recoveries    []string // in a promise of recovery by a certain time
	TeamSites     []string // parts of addresses that only a team can open
}
