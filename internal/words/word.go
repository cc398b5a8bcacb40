package words

// Word names one fixed word or phrase of a report.
type Word uint8

// The words of a report. Readers look for them, so a report can be read back in
// its language.
const (
	NoWord           Word = iota
	Posted                // before the time of an update
	Edited                // before the time of its last edit
	Retracted             // before the time of its retraction
	NextUpdate            // before the time of a promised update
	ScheduledFor          // before the window of a maintenance
	ScheduledUntil        // before the end of the window, if its start is not known
	Update                // label of an update that keeps the status
	Postmortem            // label of a published postmortem
	PostmortemDraft       // label of a draft
	IncidentReport        // second line of the page of an outage, without a name
	IncidentReportOf      // the same line before the name of the page
	MaintenanceReport
	MaintenanceReportOf
	IncidentAffected // before the components of an outage that is over
	IncidentAffects  // before the components of an outage that is not over
	MaintenanceAffected
	MaintenanceAffects
	Time       // column of a timeline
	Event      // column of a timeline
	Actor      // column of a timeline: people or systems that acted
	Field      // column of a table of fields
	Value      // column of a table of fields
	ActionText // columns of a table of actions
	ActionType
	ActionOwner
	ActionPriority
	ActionDue
	ActionTicket
	ActionState

	// Texts of a page around the report: in its banner, its picture, its
	// links. Readers look for ImpactOf only.
	Since        // between a status and its time
	ImpactOf     // after the word of an impact: "Major impact"
	NoImpact     // instead of an impact that is stated to be none
	ImpactBegan  // before the time at which users were first affected
	ImpactEnded  // before the time at which they no longer were
	ImpactLasted // before the time that they were affected
	FirstPost    // before the time of the first update
	OpenFor      // before the time from the first update to the end
	Planned      // before the planned length of a maintenance; row of the picture
	Took         // before the actual length of a maintenance
	AtLeast      // before the length of a period that is not over
	Was          // before the worst status that a component had
	Internal     // before a part that is not for the public
	Done         // mark of a finished action
	Open         // mark of an unfinished action
	Permalink    // before the name of the part that a link leads to
	Picture      // name of the picture
	UpdatesRow   // row of the picture
	TimelineRow  // row of the picture
	ImpactRow    // row of the picture
	From         // before the start of a span
	To           // before its end
	UntilNow     // instead of an end
	More         // after the number of omitted items
	Changed      // between the statuses of a component before and after
	YourTime     // after a time in the viewer's zone

	// The pages of a service.
	AllOperational   // banner: every component is known to work
	NoOpenIncidents  // banner of a page without components
	OpenIncident     // after the number 1
	OpenIncidents    // after another number; heading
	StatusUnknown    // banner or status of a component
	AndOthers        // between names and the number of omitted ones
	Components       // heading
	OtherComponents  // heading of components without a group, after groups
	Maintenances     // heading
	PastIncidents    // heading
	NoIncidents      // instead of the incidents of a day
	NoOtherIncidents // the same, below incidents that go on or are planned
	NoIncidentsEver  // instead of the incidents of a history
	IncidentHistory  // title and link
	Uptime           // title and link; column
	UptimeOf         // after a percentage
	NoFigure         // instead of a percentage
	Day              // column
	Month            // column
	Component        // column
	Status           // column
	Incidents        // column
	OneDay           // after the number 1
	DayCount         // after another number
	NotableDays      // before the number of days not operational or not known
	DaysAgo          // after a number
	Today            // the last of the days
	DaysOf           // name of the picture of a component: "last 90 days of API"
	LeftOut          // for a period whose status is not known
	AssumedEnd       // before the length of outages whose end is assumed
	EarlierIncidents // heading
	EarlierUpdate    // after the number 1
	EarlierUpdates   // after another number
	ReadPostmortem   // link
	Calendar         // link
	BackHome         // link
	Undated          // heading of incidents without a time
	RecordSince      // before the day on which the record begins
	PageMissing      // title of the page for a missing one
	PageMissingText  // below it
	PageMoved        // title of a page that redirects
	UptimePolicy     // heading of the rule of the figures
	Downtime         // before the statuses that count as downtime
	MeanComponent    // rule of the figure of a group
	WorstComponent   // other rule of the figure of a group
	SinceIncidentEnd // for a status that the end of an incident did not change back
	StatusPage       // title of a home page in text, before its name
	AsOf             // before the time for which a home page was written
	numWords
)

// Word returns the text of w.
func (l *Language) Word(w Word) string { return l.Words[w] }
