package words

import "strings"

import "time"

// Claims holds the words by which package claim reads what a body states. Words
// are in lower case and match in either case. In a phrase, "-" matches a hyphen
// or a space. A list may hold punctuation marks, which are words of their own.
type Claims struct {
	Defaults      []Default // texts that tools fill in
	Obligations   [4]string // names: within 4, 24 and 72 hours, and one month
	Abbreviations []string  // a full stop after them ends no sentence
	Initials      string    // letters that a word may begin with which opens a time, a length or a number
	NotOpeners    []string  // common words that open none
	NotDates      []string  // before figures that look like a date
	NotTimes      []string  // before figures that look like a clock
	NotTimeLinks  []string  // between NotTimes and the figures: "a ratio of 10:45"
	TimeCues      []string  // before a clock with a point: "at 10.45"
	Quantities    []string  // after figures that look like a clock with a point

	Lengths Lengths
	Numbers Numbers
	Days    Days
	Dues    Dues
	Pledges Pledges
	Denials Denials
	Impacts Impacts
}

// Impacts holds the words of what reports state about their impact, in lower
// case but for the names of fields.
type Impacts struct {
	Bears      []string // in a sentence that says what users had to bear
	Not        []string // in such a sentence about something else
	Lengths    []string // before how long it lasted
	Starts     []string // names of fields
	Ends       []string
	Durations  []string
	Severities []string
}

// IsAny reports whether name is one of names, whatever its case.
func IsAny(name string, names []string) bool { return containsFold(names, strings.TrimSpace(name)) }

// Default is a text that a tool fills in where the writer gives none.
type Default struct {
	Text, Status string
	Continues    bool // whether the text repeats its status rather than announcing it
}

// Lengths holds the words of lengths of time.
type Lengths struct {
	Units      []Unit
	Numbers    []string   // from zero to twenty
	Tens       []string   // from twenty to ninety
	Articles   []string   // that stand for one: "an hour"
	Business   []string   // before business days
	Adjectives []string   // before units, without a meaning of their own
	Fractions  []Fraction // the first match decides
	AndAHalf   string     // "an hour and a half"
	And        string     // between the parts of a length
	To         []string   // between two numbers with one unit
	Ago        string     // after a length that is a time
	Rates      []string   // before a length that says how often
	RatesAfter []string   // phrases after one
	PerHours   string     // before "a day" that says how often: "24 hours a day"
	Cues       []string   // before a length that is written as a clock is: "took 1:15 hours"
	CueLinks   []string   // between Cues and the length
	Takes      []string   // of Cues, those after which a mere clock is a length
	PerSecond  string     // the unit of a rate after a plural: "300 requests a second"
}

// Unit is a unit of time. A word of one letter stands directly after a figure.
type Unit struct {
	Words        []string
	Months, Days int
	Time         time.Duration
}

// Fraction is a length of time that is written as a phrase.
type Fraction struct {
	Phrase string
	Time   time.Duration
}

// Numbers holds the words of numbers with a noun.
type Numbers struct {
	Percent      string
	Of           string   // between a percentage and its noun
	Determiners  []string // between Of and the noun
	Shares       []string // phrases between a part and its whole: "3 of 4 regions"
	ScaleSigns   []Scale  // directly after figures, in this case
	Scales       []Scale
	Plurals      []string // that do not end in s
	NotPlurals   []string // words in s that are none
	Singulars    []string // that one of is counted
	NotNouns     []string // words that neither are counted nor belong to what is
	NotPrefixes  []string // beginnings of such words
	StatusNouns  []string // after the code of an HTTP status
	Abouts       []string // before a number that is not exact
	UpTo         string
	At           string   // before Least
	Least        []string // "at least", "at most"
	Labels       []string // before a number that counts nothing: "phase 2"
	SentenceLeds []string // words with a capital because a sentence begins with them
	Totals       []string // before a number of four digits that is no year
}

// Scale is a word that multiplies the number before it.
type Scale struct {
	Word string
	By   float64
}

// Days holds the words that name a day by its distance from the day of a text,
// and those between a day and a clock.
type Days struct {
	Words    []DayWord
	Parts    []PartOfDay // after a DayWord: "yesterday evening"
	Next     string      // before a weekday: that of the next week
	Last     string      // before a weekday: that of the week before
	Coming   []string    // before a weekday: the first to come
	Joints   []string    // between a day and its clock
	Signs    string      // marks between them
	On       string      // between a clock and its day
	Since    []string    // before a clock that has been
	Past     []string    // verbs of what has been
	Future   []string    // verbs of what is to come
	Doubtful []string    // before one of Future that may be either: "was planned"
}

// DayWord is a phrase that names a day.
type DayWord struct {
	Phrase string
	Ahead  int    // days
	Part   string // of Parts, "" for the whole day
}

// PartOfDay is a part of the day, as a word, and the hours of a clock of twelve
// hours that belong to its second half.
type PartOfDay struct {
	Word     string
	From, To int // the hours that are in the afternoon, 0 for none
	After    int // the hours before this one belong to the next day, 0 for none
}

// Dues holds the words around the time at which a promise is due.
type Dues struct {
	At         []string // prepositions before a deadline
	Within     []string // those of At that a length follows
	NoLater    []string // phrases in place of At
	Hedges     []string // between At and the time
	Leads      []string // before the time, in place of At
	OrBefore   string   // phrase after a preposition
	Conditions []string // words that end the search for a deadline
	Latest     []string // phrases that take it up again: "at the latest"
	Or         string   // before a preposition, it does so as well: "or in an hour"
	Roughly    []string // of Conditions, those that are none before a time
	Every      string   // before an interval
	As         string   // a condition, except before AsTime
	AsTime     []string
	Subjects   []string // after a deadline that a sentence begins with

	Today, Tomorrow string
	EndOfWork       []string // abbreviations for the end of the working day
	Article         string   // before End
	End             []string // of a day
	Of              string   // after End
	EndOf           []string // between Of and the day
	Day, Week       string
	Business        []string // of EndOf, a day by itself: "close of business"
	On              []string // between such a day and its date

	Fillers    []string // between Within and a length
	A, Maximum string   // "within a maximum of": the article that is no length
	Whole      []string // before a unit without a number: "within the next hour"
	WholeUnits []string
	Since      []string // after a length that counts from another moment
	SinceNow   []string // after Since, where the moment is the present one
}

// Pledges holds the words of promises of further updates and of the postmortem.
type Pledges struct {
	Not          []string   // before a promise that is none
	NotAny       []string   // between Not and the promise
	Hourly       []Fraction // intervals of one word
	Others       []string   // who does not speak for the page
	Ours         []string   // who does
	Possessive   string     // ending of another's name
	By           []string   // before who gives an update
	FromWhom     string     // of By, the one before which anybody is another
	According    []string   // phrases before who tells it, first in a sentence
	Told         []string   // verbs of telling
	Past         []string   // verbs after the time of an update that was due
	None         []string   // in place of a time, that there will be no update
	ToldWords    []string   // between Told and what is told
	ToldFill     []string   // before Told
	Will         []string   // verbs of promise
	WillJoins    []string   // before Will, whose subject stands further ahead
	Are          []string   // after We, before Intend
	WillSubjects []string   // before Will
	SubjectWords []string   // before WillSubjects
	WeWill       []string   // a subject with its verb, and verbs that need no subject
	Expect       string     // of WeWill, what somebody else does
	We           string
	WeContracted []string
	Intend       []string // verbs of promise with To
	To           string
	Be           string

	Next          string   // "our next scheduled update will be posted at ..."
	NextOwners    []string // before Next
	NextKinds     []string // between Next and its noun
	NextNouns     []string
	NextDues      []string // phrases after the noun, before a time
	NextVerbs     []string // after the noun
	NextEnds      []string // between its verb and the time
	NextIs        string   // of NextVerbs, one that a time may follow
	Update        string   // "we will update you"
	UpdateIn      []string // after Update, before a time
	UpdateInFill  []string // between Will and that Update
	UpdateWords   []string // after Update
	UpdateObjects []string // of UpdateWords, those that may end them
	UpdateFill    []string // between Will and that Update
	ReportBack    []string // phrases
	ReportFill    []string // between Will and ReportBack
	KeepUpdated   []string // phrases
	KeepFill      []string // between Will and KeepUpdated
	Updating      string
	FollowUp      []string // phrases before a time
	FollowUpFill  []string // between FollowUp and the time
	CheckBack     []string // phrases, said to the reader
	CheckLeads    []string // before CheckBack
	CheckAfter    []string // before CheckLeads
	StayTuned     []string // phrases before news

	Updates      string   // "updates will follow"
	NotUpdates   []string // before Updates that are no news
	UpdateKinds  []string // before Update that is news
	News         []string // nouns that need one of NewsKinds before them
	NewsKinds    []string // before News, and before the second of two nouns
	MoreUpdate   string   // before Update and a noun of News
	NewsWords    []string // before any of these nouns
	NewsJoins    []string // of NewsWords, those that begin none
	NewsOr       []string // between two nouns
	NewsVerbs    []string // after Will, other than Be
	NewsEnds     []string // after Will
	NewsTails    []string // of NewsEnds and ReviewEnds, those that end none
	ToFollow     []string // phrases
	Follow       string
	Followers    []string // nouns before Follow
	Soon         []string // phrases
	Giving       []string // between Will and the news
	Receivers    []string // who gets an update
	Receive      []string // what they do
	Another      []string // words that make news a further one
	NewsIs       []string // after news: "an update is due by ..."
	Due          []string // after NewsIs
	Planned      []string // after NewsIs, where the news are further ones
	FragmentEnds []string // after the time of a sentence without a verb
	Reviews      []string // phrases that name a postmortem
	ReviewWords  []string // before them
	ReviewBreaks []string // words that end what stands between a postmortem and its verb
	ReviewFor    string   // of what stands there, what goes past a break
	ReviewEnds   []string // after Will
	ReviewGiving []string // between Will and the postmortem
}

// Denials holds the words that say that something is not affected.
type Denials struct {
	Affected   []string // "are not affected"
	Not        string
	NotBe      []string // contractions of NotVerbs
	NotVerbs   []string // before Not and Affected
	Unaffected string   // "remained unaffected"
	BeVerbs    []string // before Unaffected
	Auxiliary  []string // of BeVerbs, those that another may follow
	Adverbs    []string // between verb and Affected
	Affect     []string // "does not affect"
	NotDo      []string // contractions of DoVerbs
	DoVerbs    []string // before Not and Affect
	No         string   // "no impact on"
	Impact     string
	ImpactOn   []string

	Breaks     []string // words and marks before a subject
	Openers    []string // words that open a sentence before its subject
	AtThisTime []string // phrases that do
	Questions  []string // first words of a sentence that denies nothing
	Relatives  []string // words in a subject that make it none
	Limits     []string // phrases after a denial for a time
	Stops      []string // words and marks after an object
	And        string   // between objects
	NotObjects []string // after And, what is no object
	AndStops   []string // words after an object after And
	Joins      []string // between names
	Articles   []string // before a name, with their space
	NotNames   []string // pronouns
}
