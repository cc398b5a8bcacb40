package words

// Lint holds the words by which package lint finds what a report gets wrong, in
// lower case.
type Lint struct {
	Investigating []string // in an update, that the cause is still looked for
	Vague         []string // in place of a number
	Shares        []string // numbers without figures: "one payment in four"
	Reasons       []string // before or after a reason
	Plans         []string // in a sentence that says what is done against it
	Apologies     []string
	CommonNames   []string // words of names that many components have
	DateFields    []string // names of fields with the date of the report or the incident
	HumanErrors   []string
	Persons       []string // who may be blamed
	Failures      []string // after Persons
	Hypotheticals []string
	Recoveries    []string // that it will be over at a time
	TeamSites     []string // parts of addresses that only a team can open
}
