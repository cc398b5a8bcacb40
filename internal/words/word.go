package words

// Word names one fixed word or phrase of a report.
type Word uint8

// The words of a report. A reader looks for them, so a report in the same
// language comes back.
const (
	NoWord           Word = iota
	Posted                // before the time of an update
	Edited                // before the time of its last edit
	Retracted             // before the time of its retraction
	NextUpdate            // before the time of a promised update
	ScheduledFor          // before the window of a maintenance
	ScheduledUntil        // before its end, if the start is not known
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
	Actor      // column of a timeline: who did it
	Field      // column of a table of fields
	Value      // column of a table of fields
	ActionText // columns of a table of actions
	ActionType
	ActionOwner
	ActionPriority
	ActionDue
	ActionTicket
	ActionState

	// What a page shows beside the report: in its banner, its picture, its
	// links. Of these, readers look for ImpactOf only.
	Since        // between a status and its time
	ImpactOf     // behind the word of an impact: "Major impact"
	NoImpact     // in place of an impact that is stated to be none
	ImpactBegan  // before the time at which users were first affected
	ImpactEnded  // before the time at which they no longer were
	ImpactLasted // before the time that they were affected
	FirstPost    // before the time of the first update
	OpenFor      // before the time from the first update to the end
	Planned      // before the planned length of a maintenance; row of the picture
	Took         // before the actual length of a maintenance
	AtLeast      // before a length of what is not over
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
	UntilNow     // in place of an end
	More         // behind the number of what is left out
	Changed      // between the statuses of a component before and after
	YourTime     // behind a time in the viewer's zone
	numWords
)

// Word returns the text of w.
func (l *Language) Word(w Word) string { return l.Words[w] }
