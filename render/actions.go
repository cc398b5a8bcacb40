package render

import (
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/locale"
)

// actionTable is how the actions of a section stand in a table. It is the same
// in every format.
type actionTable struct {
	headings []string
	columns  []locale.Word // what stands in each; NoWord: the next cell of Extra
}

// actionColumns are the usual columns after the text, in order.
var actionColumns = [...]locale.Word{
	locale.ActionType, locale.ActionOwner, locale.ActionPriority, locale.ActionDue, locale.ActionTicket, locale.ActionState,
}

// planActions reads the columns that the section names; what a heading means is
// locale's to say. Without any, the usual ones are shown that have a value in
// some row.
func planActions(s *incident.Section, words *locale.Locale, internal bool) actionTable {
	if len(s.Columns) > 0 {
		t := actionTable{headings: s.Columns}
		text := false
		for _, h := range s.Columns {
			c := words.ActionColumn(h)
			text = text || c == locale.ActionText
			t.columns = append(t.columns, c)
		}
		if !text {
			t.columns[0] = locale.ActionText
		}
		return t
	}
	t := actionTable{headings: []string{words.Word(locale.ActionText)}, columns: []locale.Word{locale.ActionText}}
	for _, c := range actionColumns {
		for i := range s.Actions {
			if a := &s.Actions[i]; (internal || !a.Internal) && actionCell(a, c, words) != "" {
				t.headings, t.columns = append(t.headings, words.Word(c)), append(t.columns, c)
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
func actionCell(a *incident.Action, column locale.Word, words *locale.Locale) string {
	switch column {
	case locale.ActionType:
		return string(words.AppendReadable(nil, string(a.Type)))
	case locale.ActionOwner:
		return a.Owner
	case locale.ActionPriority:
		return a.Priority
	case locale.ActionDue:
		if !a.Due.IsZero() {
			return a.Due.String()
		}
	case locale.ActionTicket:
		return a.Ticket
	case locale.ActionState:
		return string(words.AppendReadable(nil, string(a.State)))
	}
	return ""
}
