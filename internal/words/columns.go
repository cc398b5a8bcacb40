package words

import (
	"slices"
	"strings"
	"unicode"
)

// Columns holds the column headings of tables of actions and of rows, and the
// values in such columns, in lower case.
type Columns struct {
	Actions []Phrases[Word]           // headings in tables of actions
	States  []Phrases[string]         // states of actions as teams write them, by the word of the model
	Rows    []Phrases[TimelineColumn] // headings in tables of rows, except those of times
	Times   []string                  // first words of the heading of a column of times
	TimeTo  string                    // first words of the heading of a column of durations: "time to detect"
	Date    string                    // first word of the heading of a column of dates, unless it names Time, too
	Time    string
}

// TimelineColumn is the meaning of a column in a table of rows.
type TimelineColumn uint8

const (
	NoColumn    TimelineColumn = iota
	TimeColumn                 // times, perhaps with dates
	DateColumn                 // dates
	DayColumn                  // days of the week, or a count of days
	EventColumn                // the text
	ActorColumn                // people or systems that acted
	ZoneColumn                 // zones of the times
	StartColumn                // times, if no other column has them and one has the text
)

// Action returns the column of a table of actions for a heading, or [NoWord].
func (c *Columns) Action(heading string) Word {
	return wordOf(c.Actions, strings.ToLower(strings.TrimSpace(heading)))
}

// State returns the state of an action for a text in the words of teams, such
// as "done" for "Merged ✅". It ignores case and signs around the words. It
// returns "" if the text names no state.
func (c *Columns) State(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	text = strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return wordOf(c.States, text)
}

// Timeline returns the meaning of a column in a table of rows by its heading.
// Text in brackets is ignored.
func (c *Columns) Timeline(heading string) TimelineColumn {
	h := strings.TrimSpace(beforeBracket(strings.ToLower(heading)))
	switch column := wordOf(c.Rows, h); {
	case column != NoColumn:
		return column
	case !c.isTime(h):
		return NoColumn
	case strings.HasPrefix(h, c.Date) && !strings.Contains(h, c.Time):
		return DateColumn
	}
	return TimeColumn
}

// isTime reports whether a column contains times by its heading in lower case.
func (c *Columns) isTime(heading string) bool {
	if c.TimeTo != "" && strings.HasPrefix(heading, c.TimeTo) {
		return false
	}
	return slices.ContainsFunc(c.Times, func(w string) bool {
		rest, ok := strings.CutPrefix(heading, w)
		return ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z')
	})
}
