package render

import (
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// actionTable is how the actions of a section stand in a table. It is the same
// in every format.
type actionTable struct {
	headings []string
	columns  []words.Word // what stands in each; NoWord: the next cell of Extra
}

// actionColumns are the usual columns after the text, in order.
var actionColumns = [...]words.Word{
	words.ActionType, words.ActionOwner, words.ActionPriority, words.ActionDue, words.ActionTicket, words.ActionState,
}

// planActions reads the columns that the section names; what a heading means is
// locale's to say. Without any, the usual ones are shown that have a value in
// some row.
func planActions(s *incident.Section, phrases *words.Language, internal bool) actionTable {
	if len(s.Columns) > 0 {
		t := actionTable{headings: s.Columns}
		text := false
		for _, h := range s.Columns {
			c := phrases.ActionColumn(h)
			text = text || c == words.ActionText
			t.columns = append(t.columns, c)
		}
		if !text {
			t.columns[0] = words.ActionText
		}
		return t
	}
	t := actionTable{headings: []string{phrases.Word(words.ActionText)}, columns: []words.Word{words.ActionText}}
	for _, c := range actionColumns {
		for i := range s.Actions {
			if a := &s.Actions[i]; (internal || !a.Internal) && actionCell(a, c, phrases) != "" {
				t.headings, t.columns = append(t.headings, phrases.Word(c)), append(t.columns, c)
				break
			}
		}
	}
	return t
}

// showsActions reports whether readers see an action of the section: where all are
// internal, neither list nor table may tell that there is something.
func showsActions(s *incident.Section, internal bool) bool {
	return slices.ContainsFunc(s.Actions, func(a incident.Action) bool { return internal || !a.Internal })
}

// actionCell returns what stands in a column for an action, but for its text.
func actionCell(a *incident.Action, column words.Word, phrases *words.Language) string {
	switch column {
	case words.ActionType:
		return string(phrases.AppendReadable(nil, string(a.Type)))
	case words.ActionOwner:
		return a.Owner
	case words.ActionPriority:
		return a.Priority
	case words.ActionDue:
		if !a.Due.IsZero() {
			return a.Due.String()
		}
	case words.ActionTicket:
		return a.Ticket
	case words.ActionState:
		return string(phrases.AppendReadable(nil, string(a.State)))
	}
	return ""
}
