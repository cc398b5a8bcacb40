package report

import (
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/words"
	"strings"
)

// actions reads the actions of a section.
func (c *content) actions(f Found) {
	list, form := c.entries(f)
	c.sec.Form = form
	if form == incident.FormTable {
		c.actionTable(list)
		return
	}
	boxes := form == incident.FormBullets
	for i := range list {
		_, _, ok := cutBox(list[i].Markdown, c.r.doc.Flat)
		boxes = boxes && ok
	}
	if boxes {
		c.sec.Form = incident.FormTasks
	}
	for i := range list {
		e := &list[i]
		c.r.place(PlaceAction, c.n, len(c.sec.Actions), e.Start, e.End)
		text, a := e.Markdown, incident.Action{}
		if boxes {
			text, a.State, _ = cutBox(text, c.r.doc.Flat)
		}
		text, items := cutAnnotation(text)
		a.Internal = comment.Has(items, comment.Internal) || comment.Has(e.Items, comment.Internal)
		if state, ok := comment.Value(e.Items, comment.State); ok {
			a.State = incident.ActionState(state)
		}
		if !c.r.doc.Flat && e.Items == nil {
			var details []Detail
			text, details = CutDetails(text, c.r.ctx.Phrases)
			for _, d := range details {
				setDetail(&a, d.Column, d.Value, c.r.ctx.Phrases)
			}
			text = c.inline(UnguardDetails(text, c.r.ctx.Phrases))
		}
		a.Text = text
		c.sec.Actions = append(c.sec.Actions, a)
	}
}

// cutBox takes the box off a task: "[ ] text", "[x] text". Plain text comes with its
// brackets escaped.
func cutBox(md string, flat bool) (rest string, state incident.ActionState, ok bool) {
	text := md
	if flat {
		text = strings.Replace(strings.TrimPrefix(md, `\`), `\]`, "]", 1)
		if len(text) < 5 || text[1] == 'X' || text[3] != ' ' {
			return md, "", false // no writer draws such boxes
		}
	}
	if len(text) < 3 || text[0] != '[' || text[2] != ']' || len(text) > 3 && text[3] != ' ' && text[3] != '\n' {
		return md, "", false
	}
	switch text[1] {
	case ' ':
		state = incident.ActionOpen
	case 'x', 'X':
		state = incident.ActionDone
	default:
		return md, "", false
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
func (c *content) actionTable(list []block.Entry) {
	head := &list[0]
	columns := make([]words.Word, len(head.Cells))
	text := false
	for i := range head.Cells {
		h := cellAt(head, i)
		c.sec.Columns = append(c.sec.Columns, h)
		columns[i] = c.r.ctx.Phrases.ActionColumn(h)
		text = text || columns[i] == words.ActionText
	}
	if !text && len(columns) > 0 {
		columns[0] = words.ActionText
	}
	for k := range list[1:] {
		e := &list[1+k]
		c.r.place(PlaceAction, c.n, len(c.sec.Actions), e.Start, e.End)
		var a incident.Action
		var seen [words.ActionState + 1]bool
		for i := range max(len(e.Cells), len(columns)) {
			column := words.NoWord
			if i < len(columns) {
				column = columns[i]
			}
			switch {
			case column == words.NoWord:
				a.Extra = append(a.Extra, cellAt(e, i))
			case seen[column]: // the same again
			case column == words.ActionText:
				md, items := c.cell(e, i)
				a.Text, a.Internal = md, comment.Has(items, comment.Internal) || comment.Has(e.Items, comment.Internal)
			default:
				setDetail(&a, column, cellAt(e, i), c.r.ctx.Phrases)
			}
			seen[column] = column != words.NoWord
		}
		a.Extra = trimExtra(a.Extra)
		c.sec.Actions = append(c.sec.Actions, a)
	}
	if slices.Equal(c.sec.Columns, usualColumns(c.sec.Actions, c.r.ctx.Phrases)) {
		c.sec.Columns = nil
	}
}

// trimExtra cuts the empty cells at the end, which other rows need.
func trimExtra(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	return cells
}

// usualColumns returns the columns that writers give a table of these actions where
// the model names none: the text, and what at least one action has.
func usualColumns(actions []incident.Action, phrases *words.Language) []string {
	columns := []string{phrases.Word(words.ActionText)}
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
		for i := range actions {
			if u.has(&actions[i]) {
				columns = append(columns, phrases.Word(u.word))
				break
			}
		}
	}
	return columns
}
