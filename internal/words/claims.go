package words

import (
	"strings"
	"time"
)

// Claims holds the words by which package claim reads the statements in bodies.
// Words are in lower case, and case is ignored. In a phrase, "-" matches a
// hyphen or a space. A list may contain punctuation marks, which are words by
// themselves.
type Claims struct {
	Defaults      []Default // texts that tools fill in
	Obligations   [4]string // names of the obligations within 4, 24 and 72 hours and one month
	Abbreviations []string  // words whose full stop does not end a sentence
	Initials      string    // letters with which a time, a length or a number may begin
	NotOpeners    []string  // common words with these letters that begin none of them
	NotDates      []string  // before digits that look like a date
	NotTimes      []string  // before digits that look like a time
	NotTimeLinks  []string  // between NotTimes and the digits: "a ratio of 10:45"
	TimeCues      []string  // before a time with a point: "at 10.45"
	Quantities    []string  // after a number that looks like a time with a point

	Lengths Lengths
	Numbers Numbers
	Days    Days
	Dues    Dues
	Pledges Pledges
	Denials Denials
	Impacts Impacts
}

// Impacts holds the words of statements about the impact, in lower case except
// for the names of fields.
type Impacts struct {
	Effects    []string // in a sentence about effects on users
	Not        []string // in such a sentence about something else
	Lengths    []string // before the length of the impact
	Starts     []string // names of fields
	Ends       []string
	Durations  []string
	Severities []string
}

// IsAny reports whether name is one of names, ignoring case and surrounding
// space.
func IsAny(name string, names []string) bool { return containsFold(names, strings.TrimSpace(name)) }

// Default is a text that a tool fills in if its user writes none.
type Default struct {
	Text, Status string
	Continues    bool // whether the text repeats its status rather than announcing it
}

// Lengths holds the words of lengths of time.
type Lengths struct {
	Units       []Unit
	Numbers     []string   // from zero to twenty
	Tens        []string   // from twenty to ninety
	Articles    []string   // for one: "an hour"
	Business    []string   // before business days
	Adjectives  []string   // before units, without a meaning
	Fractions   []Fraction // the first match decides
	ShareOfUnit []Scale    // "an hour and a half"
	And         []string   // between the parts of a length; the first also within a number
	To          []string   // between two numbers with one unit
	Ago         string     // after a length that is a time: "20 minutes ago"
	Rates       []string   // before a length that is a frequency
	RatesAfter  []string   // phrases after a frequency
	PerHours    string     // before "a day" in a frequency: "24 hours a day"
	Later       []string   // after a length that is not a frequency: "5 nodes a day later"
	Ordinals    []string   // phrases that are lengths only before one of Later: "a second"
	Cues        []string   // before a length that is written like a time: "took 1:15 hours"
	CueLinks    []string   // between Cues and the length
	Takes       []string   // of Cues, those after which a time by itself is a length
}

// Unit is a unit of time. A word of one letter must directly follow a digit.
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
	Percents     []string // phrases for "%"
	Of           string   // between a percentage and its noun
	Determiners  []string // between Of and the noun
	Shares       []string // phrases between a part and its whole: "3 of 4 regions"
	ScaleSigns   []Scale  // directly after digits, with this case
	Scales       []Scale
	Plurals      []string // that do not end in s
	NotPlurals   []string // words in s that are not plurals
	Singulars    []string // nouns that may be counted as one
	NotNouns     []string // words that are neither counted nor part of a counted noun
	NotPrefixes  []string // beginnings of such words
	StatusNouns  []string // after an HTTP status code
	Abouts       []string // before a number that is approximate
	UpTo         string
	At           string   // before Least
	Least        []string // "at least", "at most"
	Labels       []string // before a number that counts nothing: "phase 2"
	Parts        []string // before "a million", which is then not the number
	SentenceLeds []string // words that are capitalised because they begin a sentence
	Totals       []string // before a number of four digits that is not a year
}

// Scale is a word that multiplies the number before it.
type Scale struct {
	Word string
	By   float64
}

// Days holds the words that name a day relative to the day of a text, and those
// between a day and a time.
type Days struct {
	Words      []DayWord
	Parts      []PartOfDay // after a DayWord: "yesterday evening"
	Next       string      // before a weekday of the next week
	Last       string      // before a weekday of the previous week
	Coming     []string    // before the next such weekday
	Unclear    []string    // phrases that name a day which depends on more than the day of the text
	Unnamed    []string    // last words of other days before a time: "every day at 02:00"
	Every      []string    // before a weekday that recurs
	BeforePart []string    // phrases between a time and one of Parts: "in the evening"
	ListJoints []string    // between the last two times of a list
	Joints     []string    // between a day and its time
	Signs      string      // punctuation between a day and its time
	On         string      // between a time and its day
	Since      []string    // before a time in the past
	Past       []string    // verbs about the past
	Future     []string    // verbs about the future
	Doubtful   []string    // before one of Future that may be about either: "was planned"
}

// DayWord is a phrase that names a day.
type DayWord struct {
	Phrase string
	Ahead  int    // distance from the day of the text in days
	Part   string // one of Parts; "" for the whole day
}

// PartOfDay is a word for a part of the day, with the hours of a 12-hour clock
// that belong to the afternoon or to the next day.
type PartOfDay struct {
	Word     string
	From, To int // the hours that are in the afternoon; 0 for none
	After    int // the hours before this one belong to the next day; 0 for none
}

// Dues holds the words around the time at which a promise is due.
type Dues struct {
	At         []string // prepositions before a deadline
	Within     []string // of At, those before a length
	NoLater    []string // phrases instead of At
	Hedges     []string // between At and the time
	Leads      []string // before the time, instead of At
	OrBefore   string   // phrase after a preposition
	Conditions []string // words that end the search for a deadline
	Latest     []string // phrases that continue the search: "at the latest"
	Or         string   // before a preposition, continues the search: "or in an hour"
	Roughly    []string // of Conditions, those that are not conditions before a time
	Every      string   // before an interval
	Intervals  []string // after an interval: "at 30-minute intervals"
	As         string   // a condition, except before AsTime
	AsTime     []string
	Subjects   []string // after a deadline at the start of a sentence

	Today, Tomorrow string
	EndOfWork       []string // abbreviations for the end of the working day
	Article         string   // before End
	End             []string // of a day
	Of              string   // after End
	EndOf           []string // between Of and the day
	Day, Week       string
	Business        []string // of EndOf, those that are days by themselves: "close of business"
	On              []string // between such a day and its date

	Fillers    []string // between Within and a length
	A, Maximum string   // "within a maximum of", whose article is not a length
	Whole      []string // before a unit without a number: "within the next hour"
	WholeUnits []string
	Since      []string // after a length that is counted from another instant
	SinceNow   []string // after Since, if that is the present
}

// Pledges holds the words of promises of further updates and of the postmortem.
type Pledges struct {
	Not          []string   // before a text that is not a promise
	NotAny       []string   // between Not and the promise
	That         []string   // between a verb and the promise: "we doubt that we will"
	Doubts       []string   // before That, if the text is not a promise
	Thinking     []string   // the same after one of Not: "we do not think that we will"
	Future       []string   // phrases in a sentence about the updates of other incidents
	Hourly       []Fraction // intervals in one word
	Others       []string   // subjects that do not speak for the page
	Ours         []string   // subjects that do
	Possessive   string     // ending of the name of somebody else
	By           []string   // before the author of an update
	FromWhom     string     // of By, the word after which anybody is somebody else
	According    []string   // phrases before a source, at the start of a sentence
	Told         []string   // verbs of saying
	Past         []string   // verbs after the time of a past update
	None         []string   // phrases instead of a time, if there will be no update
	ToldWords    []string   // between Told and its content
	ToldFill     []string   // before Told
	Will         []string   // verbs of promise
	WillJoins    []string   // before Will, if the subject is further ahead
	Are          []string   // after We, before Intend
	WillSubjects []string   // before Will
	SubjectWords []string   // before WillSubjects
	WeWill       []string   // a subject with its verb, and verbs without a subject
	Expect       string     // of WeWill, the verb whose action is by somebody else
	Expecting    []string   // before Expect: "you can expect"
	We           string
	WeContracted []string
	Intend       []string // verbs of promise with To
	To           string
	Be           string

	Next          string   // "our next scheduled update will be posted at ..."
	NextOwners    []string // before Next
	NextPast      []string // verbs before Next and its owner, which promise nothing
	NextKinds     []string // between Next and its noun
	NextNouns     []string
	NextDues      []string // phrases after the noun, before a time
	NextVerbs     []string // after the noun
	NextEnds      []string // between its verb and the time
	NextIs        []string // of NextVerbs, those before a time
	Update        string   // "we will update you"
	UpdateIn      []string // after Update, before a time
	UpdateInFill  []string // between Will and that Update
	UpdateWords   []string // after Update
	UpdateObjects []string // of UpdateWords, those that may come last
	UpdateThings  []string // of UpdateObjects, those that may be part of another name: "the page cache"
	UpdateAfter   []string // after UpdateThings
	UpdateFill    []string // between Will and that Update
	ReportBack    []string // phrases
	ReportFill    []string // between Will and ReportBack
	KeepUpdated   []string // phrases
	KeepFill      []string // between Will and KeepUpdated
	Updating      string
	FollowUp      []string // phrases before a time
	FollowUpFill  []string // between FollowUp and the time
	CheckBack     []string // phrases addressed to the reader
	CheckLeads    []string // before CheckBack
	CheckAfter    []string // before CheckLeads
	StayTuned     []string // phrases before news

	Updates      string   // "updates will follow"
	NotUpdates   []string // before Updates that are not news
	UpdateKinds  []string // before Update, if that is news
	News         []string // nouns that need one of NewsKinds before them
	NewsKinds    []string // before News, and before the second of two nouns
	MoreUpdate   string   // before Update and a noun of News
	NewsWords    []string // before any of these nouns
	NewsJoins    []string // of NewsWords, those that do not come first
	NewsOr       []string // between two nouns
	NewsVerbs    []string // after Will, other than Be
	NewsEnds     []string // after Will
	NewsTails    []string // of NewsEnds and ReviewEnds, those that do not come last
	ToFollow     []string // phrases
	Follow       string
	Followers    []string // nouns before Follow
	Soon         []string // phrases
	Giving       []string // between Will and the news
	Receivers    []string // recipients of an update
	ReaderWords  []string // between To and Readers
	Readers      []string // recipients after To: "an update to all affected customers"
	YouWill      []string // contractions before Receive
	Hear         []string // phrases that begin with one of Receive
	Receive      []string // verbs of the recipients
	Another      []string // words for a further message
	NewsIs       []string // after news: "an update is due by ..."
	Due          []string // after NewsIs
	Planned      []string // after NewsIs, for a further message
	FragmentEnds []string // after the time of a sentence without a verb
	Reviews      []string // phrases that name a postmortem
	ReviewWords  []string // before Reviews
	ReviewBreaks []string // words that end the text between a postmortem and its verb
	ReviewFor    string   // the word in that text that may follow such a word
	ReviewEnds   []string // after Will
	ReviewGiving []string // between Will and the postmortem
}

// Denials holds the words of statements that something is not affected.
type Denials struct {
	Affected   []string // "are not affected"
	Not        string
	NotBe      []string // contractions of NotVerbs
	NotVerbs   []string // before Not and Affected
	Unaffected string   // "remained unaffected"
	BeVerbs    []string // before Unaffected
	Auxiliary  []string // of BeVerbs, those before another one
	Adverbs    []string // between verb and Affected
	Affect     []string // "does not affect"
	NotDo      []string // contractions of DoVerbs
	DoVerbs    []string // before Not and Affect
	No         string   // "no impact on"
	Impact     string
	ImpactOn   []string

	Breaks     []string // words and punctuation before a subject
	Openers    []string // words at the start of a sentence before its subject
	AtThisTime []string // phrases at the start of a sentence before its subject
	Questions  []string // first words of a sentence that is not a denial
	Relatives  []string // words in a text that is not a subject
	Limits     []string // phrases after a denial that is limited in time
	Stops      []string // words and punctuation after an object
	And        string   // between objects
	NotObjects []string // after And, words that do not begin an object
	AndStops   []string // words after an object after And
	Joins      []string // between names
	Articles   []string // before a name, with a space
	NotNames   []string // pronouns
}
