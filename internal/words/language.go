// Package words holds every word that a report prints or that a reader
// recognises, as data, by language: labels, months, headings, column names, and
// the phrases that give away a time, a status or a promise in prose. It imports
// nothing but the standard library, so every package may read it.
//
// A language is a value of type [Language], filled by one literal in a file of
// its own (english.go), and a line in the list of languages.go. Writers need
// the words of the first half of the struct; a language without the second half
// can be written, and what was written can be read back, but its prose is not
// understood.
//
// The forms of a report are those of Statuspage: "Posted Jan 27, 2022 - 11:10
// CET", "This incident affected: API and Web (Search, Login)." They are a wire
// format, not prose of the language, and differ from the patterns of CLDR.
package words

// Language holds the words of one language. It does not change, so one value
// serves many goroutines.
type Language struct {
	Lang string // BCP 47 tag, such as "en"

	// What reports print, and readers of reports read back.
	Words       [numWords]string
	Extras      [numExtras]string
	Statuses    []Term // labels of updates; each has four bytes or more
	Terms       []Term // other words of the model that [Language.AppendReadable] cannot derive
	Months      [12]string
	ShortMonths [12]string
	Weekdays    [7]string // from Sunday on, as in package time
	SerialComma bool      // whether "A, B, and C" has the second comma

	// What readers look for in pages that other tools and people wrote.
	Ago              string    // end of the age that scripts put before a stamp: "1 year ago."
	SplitTitles      []string  // first lines of a second line of the page that copies break in two
	Headings         []Phrases // headings of sections, in lower case, by kind
	HeadingCues      []Phrases // words inside a longer heading, by kind; the first match decides
	Article          string    // before a heading that is listed without it, with its space
	TimelineHeadings []string  // headings of a timeline in a page without marks of headings
	NotInHeadings    []string  // words that make a line with a colon at its end a sentence
	PostmortemCues   []string  // phrases of an update that announces or names the postmortem
	ActionColumns    []Column  // headings of tables of actions, in lower case
	ActionStates     []Phrases // states of actions as teams write them, in lower case, by the word of the model
	OtherDayCues     []string  // in sentences that name another day than that of the incident, in lower case
	TimeTo           string    // begins the heading of a column of durations, in lower case: "time to detect"
	TimeColumns      []string  // first words of the heading of a column of times, in lower case
	DateFields       []string  // names of the field with the day of the incident
	DayLeads         []string  // start of a sentence that says the day of the incident, in lower case
	TimelineColumns  []TimelineColumns
	ZoneCues         []string  // words of a sentence that names the zone of a timeline, in lower case
	StatusCues       []Phrases // phrases that give away the status of an update without a label, surest first
	StatusDoubts     []string  // words before such a phrase in its clause that make it none, in lower case
	StatusHopes      []string  // words that do so with a phrase of the end
	NextUpdateCue    string    // phrase before the time of the next update in a body, in lower case

	// What readers of prose look for.
	Times  Times
	Claims Claims

	index index
}

// Term is a word of the model with the text that a report prints for it.
type Term struct{ Word, Text string }

// Phrases are the phrases by which a reader recognises a word of the model, in
// lower case.
type Phrases struct {
	Word    string
	Phrases []string
}

// Column lists the headings under which published templates have a column.
type Column struct {
	Word  Word
	Names []string
}

// Tag returns the BCP 47 tag of the language.
func (l *Language) Tag() string { return l.Lang }
