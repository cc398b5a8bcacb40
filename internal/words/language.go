// Package words holds the words and the date forms of a report in one place,
// for those who write reports and those who read them back. English is the only
// language so far.
//
// The report's own forms are those of Statuspage: "Posted Jan 27, 2022 - 11:10
// CET", "This incident affected: API and Web (Search, Login)." They are a wire
// format, not prose of the language, and stay apart from what CLDR would write.
package words

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Language is the words of one language. It does not change, so one serves many
// goroutines.
type Language struct {
	tag      string
	words    [numWords]string
	statuses []label // of updates
	months   [12]string
	// columns are the headings that tables of actions have in published
	// templates, in lower case.
	columns map[string]Word
	// heads are the first four bytes of every line of structure, firsts the first.
	heads  []uint32
	firsts [256]bool
}

// label is a word of the model with what the report prints for it.
type label struct{ word, text string }

// Tag returns the BCP 47 tag of the language.
func (l *Language) Tag() string { return l.tag }

// English returns the words of English, as Statuspage prints them.
func English() *Language { return &english }

// Lookup returns the words for the language of a BCP 47 tag, such as "en-GB".
// Where there are none, and for an empty or broken tag, it returns English and
// false.
func Lookup(tag string) (*Language, bool) {
	if tag == "" {
		return &english, false
	}
	t, err := language.Parse(tag)
	if err != nil {
		return &english, false
	}
	base, confidence := t.Base()
	return &english, confidence == language.Exact && base.String() == english.tag
}

// Word names one fixed word or phrase of a report.
type Word uint8

const (
	NoWord           Word = iota
	Posted                // before the time of an update
	Edited                // before the time of its last edit
	Retracted             // before the time at which it was withdrawn
	NextUpdate            // before the time of a promised update
	ScheduledFor          // before the window of a maintenance
	ScheduledUntil        // the same, where only its end is known
	Update                // label of an update that keeps the status
	Postmortem            // label of the postmortem
	PostmortemDraft       // label of one that is not published
	IncidentReport        // second line of the page of an outage, without a name
	IncidentReportOf      // the same, before the name of the page
	MaintenanceReport
	MaintenanceReportOf
	IncidentAffected // before the components of an outage that is over
	IncidentAffects  // of one that goes on
	MaintenanceAffected
	MaintenanceAffects
	And        // between the last two names
	AllTimesIn // before a zone: "all times are in CET"
	Time       // column of a timeline
	Event      // column of a timeline
	Field      // column of fields
	Value      // column of fields
	ActionText // columns of a table of actions
	ActionType
	ActionOwner
	ActionPriority
	ActionDue
	ActionTicket
	ActionState
	numWords
)

// Word returns the text of w.
func (l *Language) Word(w Word) string { return l.words[w] }

// AppendStatus appends the label of an update with that status: "In progress"
// for "in_progress". A word that is not known is shown readably, as it is.
func (l *Language) AppendStatus(dst []byte, word string) []byte {
	for i := range l.statuses {
		if l.statuses[i].word == word {
			return append(dst, l.statuses[i].text...)
		}
	}
	return appendReadable(dst, word)
}

// Status returns the word of the model for a label, in the report's own
// spelling: "in_progress" for "In progress". [Update], "Postmortem" and other
// lines are no statuses.
func (l *Language) Status(text string) (word string, ok bool) {
	for i := range l.statuses {
		if l.statuses[i].text == text {
			return l.statuses[i].word, true
		}
	}
	return "", false
}

// AppendReadable appends a word of the model as a person would write it:
// "Partial outage" for "partial_outage".
func (l *Language) AppendReadable(dst []byte, word string) []byte { return appendReadable(dst, word) }

func appendReadable(dst []byte, word string) []byte {
	start := len(dst)
	dst = append(dst, word...)
	for i := start; i < len(dst); i++ {
		if dst[i] == '_' {
			dst[i] = ' '
		}
	}
	if start < len(dst) && 'a' <= dst[start] && dst[start] <= 'z' {
		dst[start] -= 'a' - 'A'
	}
	return dst
}

// ActionColumn returns which column of a table of actions a heading names, or
// [NoWord].
func (l *Language) ActionColumn(heading string) Word {
	return l.columns[strings.ToLower(strings.TrimSpace(heading))]
}

// AppendSeparator appends what stands before item i of a list of n:
// "A", "A and B", "A, B, and C".
func (l *Language) AppendSeparator(dst []byte, i, n int) []byte {
	switch {
	case i == 0:
		return dst
	case i < n-1:
		return append(dst, ", "...)
	case n > 2:
		dst = append(dst, ',')
	}
	dst = append(dst, ' ')
	dst = append(dst, l.words[And]...)
	return append(dst, ' ')
}

var english = withHeads(Language{
	tag: "en",
	words: [numWords]string{
		Posted:              "Posted",
		Edited:              "Edited",
		Retracted:           "Retracted",
		NextUpdate:          "Next update by",
		ScheduledFor:        "Scheduled for",
		ScheduledUntil:      "Scheduled until",
		Update:              "Update",
		Postmortem:          "Postmortem",
		PostmortemDraft:     "Postmortem (draft)",
		IncidentReport:      "Incident Report",
		IncidentReportOf:    "Incident Report for",
		MaintenanceReport:   "Scheduled Maintenance Report",
		MaintenanceReportOf: "Scheduled Maintenance Report for",
		IncidentAffected:    "This incident affected:",
		IncidentAffects:     "This incident affects:",
		MaintenanceAffected: "This scheduled maintenance affected:",
		MaintenanceAffects:  "This scheduled maintenance affects:",
		And:                 "and",
		AllTimesIn:          "all times are in",
		Time:                "Time",
		Event:               "Event",
		Field:               "Field",
		Value:               "Value",
		ActionText:          "Action",
		ActionType:          "Type",
		ActionOwner:         "Owner",
		ActionPriority:      "Priority",
		ActionDue:           "Due",
		ActionTicket:        "Ticket",
		ActionState:         "State",
	},
	statuses: []label{
		{"investigating", "Investigating"}, {"identified", "Identified"},
		{"monitoring", "Monitoring"}, {"resolved", "Resolved"},
		{"scheduled", "Scheduled"}, {"in_progress", "In progress"},
		{"verifying", "Verifying"}, {"completed", "Completed"},
	},
	columns: map[string]Word{
		"action": ActionText, "action item": ActionText, "action items": ActionText, "item": ActionText, "task": ActionText,
		"description": ActionText, "what": ActionText, "todo": ActionText,
		"type": ActionType, "kind": ActionType, "category": ActionType,
		"owner": ActionOwner, "owners": ActionOwner, "who": ActionOwner, "assignee": ActionOwner, "assigned to": ActionOwner,
		"responsible": ActionOwner, "dri": ActionOwner,
		"priority": ActionPriority, "prio": ActionPriority,
		"due": ActionDue, "due date": ActionDue, "deadline": ActionDue, "target date": ActionDue, "by when": ActionDue,
		"ticket": ActionTicket, "bug": ActionTicket, "bug #": ActionTicket, "issue": ActionTicket, "link": ActionTicket,
		"tracker": ActionTicket, "jira": ActionTicket,
		"state": ActionState, "status": ActionState, "done": ActionState,
	},
	months: [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	},
})

// withHeads fills in l.heads and l.firsts.
func withHeads(l Language) Language {
	lines := []Word{
		Posted, Edited, Retracted, NextUpdate, ScheduledFor, ScheduledUntil, Update, Postmortem, PostmortemDraft,
		IncidentAffected, IncidentAffects, MaintenanceAffected, MaintenanceAffects,
	}
	add := func(text string) {
		if h := head4(text); !slices.Contains(l.heads, h) {
			l.heads = append(l.heads, h)
			l.firsts[text[0]] = true
		}
	}
	for _, w := range lines {
		add(l.words[w])
	}
	for _, s := range l.statuses {
		add(s.text)
	}
	return l
}

// Month returns the number of the month that text begins with, by its full or
// its three-letter name, and the length of that name; 0 where there is none.
func (l *Language) Month(text string) (month, n int) {
	if len(text) < 3 {
		return 0, 0
	}
	for i, name := range l.months {
		if text[0]|0x20 != name[0]|0x20 || !strings.EqualFold(text[:3], name[:3]) {
			continue
		}
		if len(text) >= len(name) && strings.EqualFold(text[:len(name)], name) {
			return i + 1, len(name)
		}
		return i + 1, 3
	}
	return 0, 0
}
