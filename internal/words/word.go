package words

import (
	"strings"
	"unicode"
)

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
	And        // between the last two names of a list
	AllTimesIn // before a zone: "all times are in CET"
	Time       // column of a timeline
	Event      // column of a timeline
	Actor      // column of a timeline: who did it
	Field      // column of a table of fields
	Value      // column of a table of fields
	Date       // field with the day of the incident
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
func (l *Language) Word(w Word) string { return l.Words[w] }

// AppendStatus appends the label of an update with that status: "In progress"
// for "in_progress". A status that is not listed is made readable.
func (l *Language) AppendStatus(dst []byte, word string) []byte {
	for i := range l.Statuses {
		if l.Statuses[i].Word == word {
			return append(dst, l.Statuses[i].Text...)
		}
	}
	return l.AppendReadable(dst, word)
}

// Status returns the status of a label, in the report's own spelling:
// "in_progress" for "In progress". [Update], "Postmortem" and other lines are
// no statuses.
func (l *Language) Status(text string) (word string, ok bool) {
	for i := range l.Statuses {
		if l.Statuses[i].Text == text {
			return l.Statuses[i].Word, true
		}
	}
	return "", false
}

// AppendReadable appends a word of the model as a person would write it:
// "Partial outage" for "partial_outage". A word that [Language.Terms] does not
// list gets spaces and a capital.
func (l *Language) AppendReadable(dst []byte, word string) []byte {
	for i := range l.Terms {
		if l.Terms[i].Word == word {
			return append(dst, l.Terms[i].Text...)
		}
	}
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

// ModelWord returns the word of the model for a text that
// [Language.AppendReadable] appends from [Language.Terms], and any other text
// as it is.
func (l *Language) ModelWord(text string) string {
	for i := range l.Terms {
		if strings.EqualFold(l.Terms[i].Text, text) {
			return l.Terms[i].Word
		}
	}
	return text
}

// ActionColumn returns the column of a table of actions that a heading names,
// or [NoWord].
func (l *Language) ActionColumn(heading string) Word {
	return l.index.columns[strings.ToLower(strings.TrimSpace(heading))]
}

// ActionState returns the state of an action that a text names as teams do:
// "done" for "Merged ✅". It ignores case and the signs around the words. For
// another text it is "".
func (l *Language) ActionState(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	text = strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return l.index.states[text]
}

// AppendSeparator appends the separator before item i of a list of n items:
// "A", "A and B", "A, B, and C".
func (l *Language) AppendSeparator(dst []byte, i, n int) []byte {
	switch {
	case i == 0:
		return dst
	case i < n-1:
		return append(dst, l.index.separators[1]...)
	case n > 2 && l.SerialComma:
		return append(dst, l.index.separators[0]...)
	}
	return append(dst, l.index.separators[2]...)
}

// Separators returns the separators of a list of names, the longest first:
// ", and ", ", " and " and ".
func (l *Language) Separators() [3]string { return l.index.separators }
