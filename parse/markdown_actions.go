package parse

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// actions reads the actions of a section.
func (c *contentReader) actions(at, end int) {
	list, form := c.entries(at, end)
	c.sec.Form = form
	if form == incident.FormTable {
		c.actionTable(list)
		return
	}
	boxes := form == incident.FormBullets
	for _, e := range list {
		_, _, ok := cutBox(e.text)
		boxes = boxes && ok
	}
	if boxes {
		c.sec.Form = incident.FormTasks
	}
	for _, e := range list {
		c.mark(markAction, c.n, len(c.sec.Actions), e.start, e.end)
		text, a := e.text, incident.Action{}
		if boxes {
			text, a.State, _ = cutBox(text)
		}
		text, items := cutMark(text)
		a.Internal = comment.Has(items, comment.Internal)
		text, details := typed.CutDetails(text, c.phrases)
		for _, d := range details {
			setDetail(&a, d.Column, d.Value, c.phrases)
		}
		a.Text = c.inner(typed.UnguardDetails(text, c.phrases))
		c.sec.Actions = append(c.sec.Actions, a)
	}
}

// cutBox takes the box off a task.
func cutBox(text string) (rest string, state incident.ActionState, ok bool) {
	if len(text) < 3 || text[0] != '[' || text[2] != ']' || len(text) > 3 && text[3] != ' ' && text[3] != '\n' {
		return text, "", false
	}
	switch text[1] {
	case ' ':
		state = incident.ActionOpen
	case 'x', 'X':
		state = incident.ActionDone
	default:
		return text, "", false
	}
	return strings.TrimLeft(text[3:], " "), state, true
}

// setDetail gives an action what a column or a detail says.
func setDetail(a *incident.Action, column words.Word, value string, phrases *words.Language) {
	switch column {
	case words.ActionType:
		t, err := incident.ParseActionType(phrases.ModelWord(value))
		if err != nil {
			t = incident.ActionType(value)
		}
		a.Type = t
	case words.ActionState:
		s, err := incident.ParseActionState(phrases.ModelWord(value))
		if err != nil {
			s = incident.ActionState(value)
		}
		a.State = s
	case words.ActionOwner:
		a.Owner = value
	case words.ActionPriority:
		a.Priority = value
	case words.ActionTicket:
		a.Ticket = value
	case words.ActionDue:
		if d, err := civil.ParseDate(value); err == nil {
			a.Due = d
		}
	}
}

// actionTable reads a table of actions. Cells that an action has no field for are
// kept as its extra ones.
func (c *contentReader) actionTable(list []entry) {
	head := list[0].cells
	columns := make([]words.Word, len(head))
	text := false
	for i := range head {
		h := c.plainCell(&list[0], i)
		c.sec.Columns = append(c.sec.Columns, h)
		columns[i] = c.phrases.ActionColumn(h)
		text = text || columns[i] == words.ActionText
	}
	if !text && len(columns) > 0 {
		columns[0] = words.ActionText
	}
	for k := range list[1:] {
		e := &list[1+k]
		c.mark(markAction, c.n, len(c.sec.Actions), e.start, e.end)
		var a incident.Action
		seen := make(map[words.Word]bool, len(columns))
		for i := range max(len(e.cells), len(columns)) {
			column := words.NoWord
			if i < len(columns) {
				column = columns[i]
			}
			switch {
			case column == words.NoWord:
				a.Extra = append(a.Extra, c.plainCell(e, i))
			case seen[column]: // the same again
			case column == words.ActionText:
				md, items := c.cell(e, i)
				a.Text, a.Internal = md, comment.Has(items, comment.Internal)
			default:
				setDetail(&a, column, c.plainCell(e, i), c.phrases)
			}
			seen[column] = column != words.NoWord
		}
		for len(a.Extra) > 0 && a.Extra[len(a.Extra)-1] == "" {
			a.Extra = a.Extra[:len(a.Extra)-1]
		}
		if len(a.Extra) == 0 {
			a.Extra = nil
		}
		c.sec.Actions = append(c.sec.Actions, a)
	}
	if c.usualColumns() {
		c.sec.Columns = nil
	}
}

// usualColumns reports whether a writer gives the table these columns by itself.
func (c *contentReader) usualColumns() bool {
	want := []string{c.phrases.Word(words.ActionText)}
	for _, u := range [...]struct {
		word words.Word
		has  func(a *incident.Action) bool
	}{
		{words.ActionType, func(a *incident.Action) bool { return a.Type != "" }},
		{words.ActionOwner, func(a *incident.Action) bool { return a.Owner != "" }},
		{words.ActionPriority, func(a *incident.Action) bool { return a.Priority != "" }},
		{words.ActionDue, func(a *incident.Action) bool { return !a.Due.IsZero() }},
		{words.ActionTicket, func(a *incident.Action) bool { return a.Ticket != "" }},
		{words.ActionState, func(a *incident.Action) bool { return a.State != "" }},
	} {
		for i := range c.sec.Actions {
			if u.has(&c.sec.Actions[i]) {
				want = append(want, c.phrases.Word(u.word))
				break
			}
		}
	}
	if len(want) != len(c.sec.Columns) {
		return false
	}
	for i := range want {
		if want[i] != c.sec.Columns[i] {
			return false
		}
	}
	return true
}
