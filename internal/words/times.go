package words

// Times holds the words around dates and times of day in prose, in lower case
// unless they are names. Package civil ignores their case.
type Times struct {
	Leads     []string   // before a date or a time: "at 10:05", "on May 4"
	Article   string     // before a date: "the 4th of May"
	DateJoint string     // between a date and its time: "May 4 at 10:05"
	TimeJoint string     // between a time and its date: "10:05 on May 4"
	Of        string     // between a day and its month
	Ordinals  []string   // after the number of a day
	Months    []Spelling // other short names of months, from 1
	Weekdays  []Spelling // other short names of weekdays, from 0, Sunday
	WordNames []string   // months that are common words without their capital

	Noon, Midnight string
	HourSigns      []string   // after a time on the 24-hour clock
	Units          []string   // after a number with a point that is not a time
	Abouts         []string   // before a time that is approximate, with a space
	DayNumber      string     // before the number of a day from the start of the incident, with a space: "Day 2"
	Days           []Spelling // after a time on another day than the rest: "10:05 (next day)"

	From    string   // before a range: "from 10:05 to 10:40"
	To      []string // between the ends of a range
	Between string   // before the other form of a range: "between 10:05 and 10:40"
	And     string   // between the ends of that form
	Hours   []string // words that may follow From and Between, in this order

	Zones              []ZoneName // long names of zones
	Places             []Place    // names for the time of a place other than cities of the zone database
	NotPlaces          []string   // cities of the zone database that are also words or names of other things
	NotBarePlaces      []string   // of NotPlaces, those that are places only with "time"
	American           []string   // before the name of an American zone: "US Eastern"
	Standard, Daylight []string   // the season in the long name of a zone
	Time               string     // last word of the long name of a zone
	Local              string     // before Time: the time of a place that the context determines
	NotTimes           []string   // words before Time that do not name a place: "Response Time"
	NotZones           []string   // words that look like an abbreviation
	NotSmallZones      []string   // abbreviations only if in capitals
	AfterZone          []string   // words that a zone cannot describe, so that a phrase ends before them
	InZone             string     // before the zone of a time: "10:05 in UTC"
	Modals             []string   // words before which "may" is a verb: "12 may be"
}

// Spelling is another name of a month or weekday.
type Spelling struct {
	Text string
	N    int
}

// ZoneName is a name for the time of a place in all seasons. In texts, Long is
// followed by the word "time", possibly after a word for the season. A name
// with a Short of two letters is American, and its Long may be used without
// "time".
type ZoneName struct {
	Short, Long        string // "ET", "Eastern"; Short may be ""
	Standard, Daylight string // its abbreviations; "" for none
	Zone               string // IANA name of the city whose rules it follows
}

// Place is a name for a place, with the IANA name of its zone.
type Place struct{ Name, Zone string }
