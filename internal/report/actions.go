package report

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// actions reads the actions of a section.
func (c *contentReader) actions(f Found) {
	list, form := c.entries(f)
	c.sec.Form = form
	if form == incident.FormTable {
		c.actionTable(list)
		return
	}
	noBox := func(e block.Entry) bool {
		_, _, ok := cutBox(e.Markdown, c.r.doc.Flat)
		return !ok
	}
	boxes := form == incident.FormBullets && !slices.ContainsFunc(list, noBox)
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
		a.Internal = annotation.Has(items, annotation.Internal) || annotation.Has(e.Items, annotation.Internal)
		if state, ok := annotation.Value(e.Items, annotation.State); ok {
			a.State = incident.ActionState(state)
		}
		if !c.r.doc.Flat && e.Items == nil {
			var details []detail
			text, details = cutDetails(text, c.r.ctx.Phrases)
			for _, d := range details {
				c.setDetail(&a, len(c.sec.Actions), d, e.Start)
			}
			text = c.inline(unguardDetails(text, c.r.ctx.Phrases))
		}
		a.Text = text
		c.sec.Actions = append(c.sec.Actions, a)
	}
}

// cutBox cuts the box off a task: "[ ] text", "[x] text". In plain text its
// brackets are escaped.
func cutBox(md string, flat bool) (rest string, state incident.ActionState, ok bool) {
	text := md
	if flat {
		text = strings.Replace(strings.TrimPrefix(md, `\`), `\]`, "]", 1)
		if len(text) < 5 || text[1] == 'X' || text[3] != ' ' {
			return md, "", false // no writer of this module makes such boxes
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

// setDetail sets the field of action i of the section for a column or a detail,
// which begins at the offset start in the source.
func (c *contentReader) setDetail(a *incident.Action, i int, d detail, start int) {
	phrases := c.r.ctx.Phrases
	switch d.Column {
	case words.ActionType:
		t, err := incident.Parse[incident.ActionType](phrases.Terms.ModelWord(d.Value))
		if err != nil {
			t = incident.ActionType(d.Value)
		}
		a.Type = t
	case words.ActionState:
		a.State = stateOf(d.Value, phrases)
	case words.ActionOwner:
		a.Owner = d.Value
	case words.ActionPriority:
		a.Priority = d.Value
	case words.ActionTicket:
		a.Ticket, a.TicketURL = d.Value, d.URL
	case words.ActionDue:
		c.due(a, i, d.Value, start)
	}
}

// stateOf returns the state that a text names, or the text itself if it names
// none.
func stateOf(text string, phrases *words.Language) incident.ActionState {
	if s, err := incident.Parse[incident.ActionState](phrases.Terms.ModelWord(text)); err == nil {
		return s
	}
	if s := phrases.Columns.State(text); s != "" {
		return incident.ActionState(s)
	}
	return incident.ActionState(text)
}

// cellDetail returns the content of a cell of a table of actions. A ticket that
// is a link has a URL.
func cellDetail(column words.Word, md string) detail {
	d := detail{Column: column, Value: cellText(md)}
	if column == words.ActionTicket {
		if text, url, rest, ok := markdown.CutLink(md); ok && rest == "" && text != url && markdown.IsSafeURL(url) {
			d.Value, d.URL = text, url
		}
	}
	return d
}

// stateTicket sets the state and the ticket of an action without a ticket from
// a cell that contains both: "[#12](https://...) done".
func (c *contentReader) stateTicket(a *incident.Action, md string) {
	text, url, rest, ok := markdown.CutLink(md)
	if !ok || a.Ticket != "" || !markdown.IsSafeURL(url) {
		return
	}
	phrases := c.r.ctx.Phrases
	rest = strings.Trim(rest, " ()-–—:,;")
	if rest == "" && stateOf(text, phrases).Valid() {
		a.State, a.Ticket = stateOf(text, phrases), url
		return
	}
	state := stateOf(rest, phrases)
	switch {
	case !state.Valid(): // a sentence with a link
	case text == url:
		a.State, a.Ticket = state, url
	default:
		a.State, a.Ticket, a.TicketURL = state, text, url
	}
}

// actionTable reads a table of actions. Cells for which an action has no field
// are kept in Extra.
func (c *contentReader) actionTable(list []block.Entry) {
	head := &list[0]
	columns, _ := actionColumns(head, c.r.ctx.Phrases)
	for k := range list[1:] {
		e := &list[1+k]
		c.r.place(PlaceAction, c.n, len(c.sec.Actions), e.Start, e.End)
		a := incident.Action{Internal: annotation.Has(e.Items, annotation.Internal)}
		var seen [words.ActionState + 1]bool
		state := "" // Markdown of the cell with the state
		for i := range e.Cells {
			column := words.NoWord
			if i < len(columns) {
				column = columns[i]
			}
			switch {
			case column == words.NoWord:
				a.Extra = append(a.Extra, cellAt(e, i))
			case seen[column]: // repeated column
			case column == words.ActionText:
				md, items := cutCell(e, i)
				a.Text, a.Internal = md, a.Internal || annotation.Has(items, annotation.Internal)
			default:
				md := c.r.doc.Link(e.Cells[i].Markdown)
				c.setDetail(&a, len(c.sec.Actions), cellDetail(column, md), e.Cells[i].Start)
				if column == words.ActionState {
					state = md
				}
			}
			seen[column] = column != words.NoWord
		}
		c.stateTicket(&a, state)
		a.Extra = trimExtra(a.Extra)
		c.sec.Actions = append(c.sec.Actions, a)
	}
	c.setColumns(head, usualColumns(c.sec.Actions, c.r.ctx.Phrases))
}

// trimExtra removes the empty cells at the end, which only fill up the row.
func trimExtra(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	return cells
}

// ActionColumns are the usual columns of a table of actions, in order.
var ActionColumns = [...]words.Word{
	words.ActionText, words.ActionType, words.ActionOwner, words.ActionPriority, words.ActionDue, words.ActionTicket, words.ActionState,
}

// usualColumns returns the headings that writers use for a table of these
// actions if the model names none: the text, and each detail that at least one
// action has.
func usualColumns(actions []incident.Action, phrases *words.Language) (headings []string) {
	for _, column := range ActionColumns {
		has := func(a incident.Action) bool { return hasDetail(&a, column) }
		if column == words.ActionText || slices.ContainsFunc(actions, has) {
			headings = append(headings, phrases.Word(column))
		}
	}
	return headings
}

// hasDetail reports whether an action has a value for one of [ActionColumns].
func hasDetail(a *incident.Action, column words.Word) bool {
	switch column {
	case words.ActionType:
		return a.Type != ""
	case words.ActionOwner:
		return a.Owner != ""
	case words.ActionPriority:
		return a.Priority != ""
	case words.ActionDue:
		return !a.Due.IsZero() || a.DueWritten != ""
	case words.ActionTicket:
		return a.Ticket != "" || a.TicketURL != ""
	case words.ActionState:
		return a.State != ""
	}
	return false
}
