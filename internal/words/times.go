package words

// Times holds the words around dates and times of day in prose, in lower case
// unless they are names. Package civil reads them in either case.
type Times struct {
	Leads     []string   // before a date or a time: "at 10:05", "on May 4"
	Article   string     // before a date: "the 4th of May"
	DateJoint string     // between a date and its time: "May 4 at 10:05"
	TimeJoint string     // between a time and its date: "10:05 on May 4"
	Of        string     // between a day and its month
	Ordinals  []string   // after the number of a day
	Months    []Spelling // further short names of months, from 1
	Weekdays  []Spelling // further short names of weekdays, from 0, Sunday
	WordNames []string   // months that are a common word without their capital

	Noon, Midnight string
	HourSigns      []string // after a 24-hour clock
	Units          []string // after a number with a point that is no clock
	Abouts         []string // before a time that is not exact, with their space

	From    string   // before a range: "from 10:05 to 10:40"
	To      []string // between its ends
	Between string   // before the other kind: "between 10:05 and 10:40"
	And     string   // between its ends
	Hours   []string // words that may follow From and Between, in this order

	Zones              []ZoneName // names of zones that are written out
	Places             []Place    // names for the time of a place that are not cities of the zone database
	NotPlaces          []string   // cities of the zone database that are words or names of other things
	NotBarePlaces      []string   // those that are without the word for time
	American           []string   // before the name of an American zone: "US Eastern"
	Standard, Daylight []string   // the season in the name of a zone
	Time               string     // the last word of the name of a zone
	Local              string     // before Time: the time of a place, of which place the context says
	NotTimes           []string   // words before Time that name no place: "Response Time"
	NotZones           []string   // words that are written like an abbreviation
	NotSmallZones      []string   // those that are one in capitals
	AfterZone          []string   // words that no zone describes, so that a phrase ends before them
	InZone             string     // before the zone of a time: "10:05 in UTC"
	Modals             []string   // words before which May is a verb: "12 may be"
}

// Spelling is a further name of a month or weekday.
type Spelling struct {
	Text string
	N    int
}

// ZoneName is a name for the time of a place all year round. Long is followed
// by the word for time, perhaps after the one for a season. A name with a Short
// of two letters is American and may stand without it.
type ZoneName struct {
	Short, Long        string // "ET", "Eastern"; Short may be ""
	Standard, Daylight string // its abbreviations, "" for none
	Zone               string // IANA name of the city whose rules it follows
}

// Place is a name for a place, with the IANA name of its zone.
type Place struct{ Name, Zone string }
