package plan

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// Kind is the kind of the typed content of a section.
type Kind uint8

const (
	NoContent Kind = iota
	TimelineContent
	FieldsContent
	ActionsContent
)

// Content is the plan of the typed content of a section: the rows of a list, or
// of a table whose columns have headings.
type Content struct {
	Kind     Kind
	Form     incident.Form // form of the list or the table; "" for fields as lines
	Timeline Timeline      // if Kind is TimelineContent
	Headings int           // number of column headings of a table
	Width    int           // number of cells in the longest row of a table
	Len      int           // number of rows

	lang     *words.Language
	internal bool
	whole    bool // a table of actions has columns for all details
	by       int  // column of actors of a timeline; 0 if there is none
	source   *incident.Section
	columns  []words.Word // columns of a table of actions; NoWord for the next cell of Extra
	extras   []int        // indexes of the columns that are NoWord
	sparse   bool         // rows are not filled up to Width, see planWidth
	next     int
	above    time.Time // time of the row above, in the leading zone of a timeline
}

func (c *Content) plan(r *Report, anchor time.Time) {
	s := c.source
	switch {
	case s.Timeline != nil:
		c.Kind, c.Len = TimelineContent, len(s.Timeline.Events)
		c.planActors()
		c.Timeline = r.timeline(s, c.Form, anchor)
		c.Headings = max(len(s.Columns), 2, c.by+1)
		c.Width = c.Headings
		cells := 0
		for i := range s.Timeline.Events {
			n := c.eventCells(&s.Timeline.Events[i])
			c.Width, cells = max(c.Width, n), cells+n
		}
		c.planWidth(c.Width, cells)
	case len(s.Fields) > 0:
		c.Kind, c.Len = FieldsContent, len(s.Fields)
		c.Headings, c.Width = max(len(s.Columns), 2), 2
		return
	default:
		for i := range s.Actions {
			if c.shows(&s.Actions[i]) {
				c.Len++
			}
		}
		if c.Len == 0 {
			return // neither a list nor a table may reveal that there are internal ones
		}
		c.Kind = ActionsContent
		if c.Form == "" {
			c.Form = actionForm(c)
		}
		if c.Form == incident.FormTable {
			c.planColumns()
		}
	}
	if c.Form == "" {
		c.Form = incident.FormBullets
	}
}

// mostColumns is the maximum number of columns of a table with a meaning. A
// cell further right would need as many empty cells before it in each row.
const mostColumns = 64

// mostFilled is the number of cells up to which rows are filled up even if most
// of the cells are empty.
const mostFilled = 20_000

// planWidth determines whether rows are filled up to the width of the widest
// one. They are not if that would multiply the size of the table: n rows
// without text and one of n cells would become n² cells.
func (c *Content) planWidth(width, cells int) {
	c.sparse = width*c.Len > max(mostFilled, 4*cells)
}

// planActors determines the column of actors: the first one after the text with
// such a heading, or else an additional one. It must be among the first
// mostColumns. If no row has an actor, such a heading has no special meaning.
func (c *Content) planActors() {
	if !slices.ContainsFunc(c.source.Timeline.Events, func(e incident.Event) bool { return e.By != "" }) {
		return
	}
	c.Form = incident.FormTable
	columns := c.source.Columns
	for c.by = 2; c.by < len(columns) && c.lang.Columns.Timeline(columns[c.by]) != words.ActorColumn; {
		c.by++
	}
	if c.by >= mostColumns {
		c.by = 0
	}
}

// eventCells returns the number of cells of a row of a timeline: the time, the
// text, the actor, and the other cells.
func (c *Content) eventCells(e *incident.Event) int {
	n := 2 + len(e.Extra)
	switch {
	case c.by > 0 && n > c.by:
		n++
	case c.by > 0 && e.By != "":
		n = c.by + 1
	}
	return n
}

// shows reports whether the report shows an action.
func (c *Content) shows(a *incident.Action) bool { return c.internal || !a.Internal }

// actionForm returns the form of actions for which the section names none: a
// table if one of them has more than a text and a state.
func actionForm(c *Content) incident.Form {
	extra := func(a incident.Action) bool { return c.shows(&a) && len(a.Extra) > 0 }
	switch state := len(report.ActionColumns) - 1; {
	case slices.ContainsFunc(report.ActionColumns[1:state], c.hasValue), slices.ContainsFunc(c.source.Actions, extra):
		return incident.FormTable
	case c.hasValue(report.ActionColumns[state]):
		return incident.FormTasks
	}
	return incident.FormBullets
}

// emptyColumn replaces a column with the same meaning as an earlier one.
const emptyColumn = words.Event

// planColumns determines the content of the columns that the section names. If
// it names none, the table has the usual columns that have a value in some row.
func (c *Content) planColumns() {
	heads := c.source.Columns[:min(len(c.source.Columns), mostColumns)]
	text := slices.ContainsFunc(heads, func(h string) bool { return c.lang.Columns.Action(h) == words.ActionText })
	for i := range c.source.Columns {
		column := words.NoWord
		switch {
		case i == 0 && !text:
			column = words.ActionText
		case i < len(heads):
			column = c.lang.Columns.Action(heads[i])
		}
		if column != words.NoWord && slices.Contains(c.columns, column) {
			column = emptyColumn
		}
		c.columns = append(c.columns, column)
	}
	if len(c.columns) == 0 {
		for _, column := range report.ActionColumns {
			if column == words.ActionText || c.hasValue(column) {
				c.columns = append(c.columns, column)
			}
		}
	}
	for _, column := range report.ActionColumns {
		if c.whole && !slices.Contains(c.columns, column) && c.hasValue(column) {
			c.columns = append(c.columns, column)
		}
	}
	c.Headings, c.Width = len(c.columns), len(c.columns)
	for i, column := range c.columns {
		if column == words.NoWord {
			c.extras = append(c.extras, i)
		}
	}
	width, cells := c.Width, 0
	for i := range c.source.Actions {
		if a := &c.source.Actions[i]; c.shows(a) {
			n := c.actionCells(a)
			width, cells = max(width, n), cells+n
		}
	}
	c.planWidth(width, cells)
}

// actionCells returns the number of cells of a row of actions, up to the last
// one that is not empty.
func (c *Content) actionCells(a *incident.Action) int {
	n := 1
	for i, column := range c.columns[:min(len(c.columns), mostColumns+len(report.ActionColumns))] {
		var buf [64]byte
		if column == words.ActionText && a.Text != "" || column != words.NoWord && len(c.AppendValue(buf[:0], a, column)) > 0 {
			n = i + 1
		}
	}
	switch k, more := len(a.Extra), len(a.Extra)-len(c.extras); {
	case more > 0:
		n = len(c.columns) + more
	case k > 0:
		n = max(n, c.extras[k-1]+1)
	}
	return n
}

func (c *Content) hasValue(column words.Word) bool {
	for i := range c.source.Actions {
		var buf [64]byte
		if a := &c.source.Actions[i]; c.shows(a) && len(c.AppendValue(buf[:0], a, column)) > 0 {
			return true
		}
	}
	return false
}

// AppendHeading appends the heading of column i, with the label of the zones
// after the first one of a timeline.
func (c *Content) AppendHeading(dst []byte, i int) []byte {
	columns := c.source.Columns
	switch {
	case i < len(columns):
		dst = markdown.AppendLine(dst, c.Timeline.Text(columns[i]))
	case c.Kind == ActionsContent:
		dst = append(dst, c.lang.Word(c.columns[i])...)
	case c.Kind == FieldsContent:
		dst = append(dst, c.lang.Word([...]words.Word{words.Field, words.Value}[i])...)
	case c.by > 0 && i == c.by:
		dst = append(dst, c.lang.Word(words.Actor)...)
	default:
		dst = append(dst, c.lang.Word([...]words.Word{words.Time, words.Event}[i])...)
	}
	if i == 0 && c.Kind == TimelineContent {
		dst = appendSuffix(dst, c.Timeline.Suffix)
	}
	return dst
}

// Row is a row of a content. Exactly one of Event, Field and Action is not nil.
type Row struct {
	Text   string // Markdown
	Event  *incident.Event
	Field  *incident.Field
	Action *incident.Action
	above  time.Time
}

// Next stores the next row in r. It returns false if there is none.
func (c *Content) Next(r *Row) bool {
	i := c.next
	c.next++
	switch c.Kind {
	case TimelineContent:
		if i < len(c.source.Timeline.Events) {
			e := &c.source.Timeline.Events[i]
			*r = Row{Event: e, Text: e.Text, above: c.above}
			if !e.At.IsZero() {
				c.above = e.At.In(c.Timeline.Lead.Location)
			}
			return true
		}
	case FieldsContent:
		if i < len(c.source.Fields) {
			f := &c.source.Fields[i]
			*r = Row{Field: f, Text: f.Value}
			return true
		}
	case ActionsContent:
		for ; i < len(c.source.Actions); i++ {
			if a := &c.source.Actions[i]; c.shows(a) {
				*r, c.next = Row{Action: a, Text: a.Text}, i+1
				return true
			}
		}
	}
	return false
}

// Rewind makes Next begin with the first row again.
func (c *Content) Rewind() { c.next, c.above = 0, time.Time{} }

// byHand reports whether the time of a row is shown as its author wrote it.
func (c *Content) byHand(r *Row) bool {
	return r.Event.Written != "" && (!c.Timeline.Foreign || r.Event.At.IsZero())
}

// AppendTime appends the time of a row of a timeline.
func (c *Content) AppendTime(dst []byte, r *Row) []byte {
	if c.byHand(r) {
		return markdown.AppendInsert(dst, r.Event.Written)
	}
	return c.Timeline.appendTime(dst, r.Event, r.above)
}

// AppendMark appends the sign between the time of a row and its text in a list,
// including a space before it.
func (c *Content) AppendMark(dst []byte, r *Row) []byte {
	if c.Form == incident.FormTable || c.byHand(r) {
		return dst
	}
	mark := c.Timeline.Source.Mark
	if strings.HasPrefix(mark, " ") {
		dst = append(dst, ' ')
	}
	return markdown.AppendLine(dst, mark)
}

// CellKind is the kind of content of a cell.
type CellKind uint8

const (
	PlainCell CellKind = iota
	TextCell           // the text of the row, in Markdown
	TimeCell
	NameCell   // the name of a field
	TicketCell // plain text, possibly with an address
)

// Cells returns the number of cells of a row. If any row has an actor, each row
// has a cell below every heading, because plain text distinguishes the rows of
// several lines by them.
func (c *Content) Cells(r *Row) int {
	switch {
	case r.Event != nil && c.by > 0 && !c.sparse:
		return max(c.Headings, c.eventCells(r.Event))
	case r.Event != nil || c.sparse:
		return c.ownCells(r)
	}
	return c.Width
}

// Filled returns the number of cells of a row in a table whose rows are filled
// up to a width.
func (c *Content) Filled(r *Row, width int) int {
	if c.sparse {
		return min(c.ownCells(r), width)
	}
	return width
}

// ownCells returns the number of cells of a row that is not filled up.
func (c *Content) ownCells(r *Row) int {
	if r.Event != nil {
		return c.eventCells(r.Event)
	}
	return c.actionCells(r.Action)
}

// Cell returns the kind of content of cell i of a row.
func (c *Content) Cell(i int) CellKind {
	switch {
	case c.Kind == ActionsContent && i < len(c.columns):
		switch c.columns[i] {
		case words.ActionText:
			return TextCell
		case words.ActionTicket:
			return TicketCell
		}
	case c.Kind == ActionsContent:
	case i == 1:
		return TextCell
	case i == 0 && c.Kind == TimelineContent:
		return TimeCell
	case i == 0:
		return NameCell
	}
	return PlainCell
}

// AppendCell appends cell i of a row, unless that is its text. The cells after
// the columns are the other cells of the row.
func (c *Content) AppendCell(dst []byte, r *Row, i int) []byte {
	switch {
	case r.Event != nil && i == 0:
		return c.AppendTime(dst, r)
	case r.Event != nil && c.by > 0 && i == c.by:
		return markdown.AppendLine(dst, r.Event.By)
	case r.Event != nil && c.by > 0 && i > c.by:
		return appendExtra(dst, r.Event.Extra, i-3)
	case r.Event != nil:
		return appendExtra(dst, r.Event.Extra, i-2)
	case r.Field != nil:
		return appendExtra(dst, []string{r.Field.Name}, i)
	case i < len(c.columns) && c.columns[i] != words.NoWord:
		return c.AppendValue(dst, r.Action, c.columns[i])
	}
	return appendExtra(dst, r.Action.Extra, c.extra(i))
}

// ActorColumn returns the column of actors of a timeline, or 0 if there is
// none.
func (c *Content) ActorColumn() int { return c.by }

// MaxCells returns the number of cells in the longest row, including those
// after the columns.
func (c *Content) MaxCells() int {
	n := c.Width
	if c.Kind == ActionsContent {
		for i := range c.source.Actions {
			n = max(n, len(c.columns)+len(c.source.Actions[i].Extra)-len(c.extras))
		}
	}
	return n
}

// extra returns the number of cells of Extra before column i of a table of
// actions.
func (c *Content) extra(i int) int {
	n, _ := slices.BinarySearch(c.extras, i)
	return n + max(0, i-len(c.columns))
}

func appendExtra(dst []byte, extra []string, i int) []byte {
	if i >= len(extra) {
		return dst
	}
	return markdown.AppendLine(dst, extra[i])
}

// AppendValue appends the detail of an action in one of the usual columns.
func (c *Content) AppendValue(dst []byte, a *incident.Action, column words.Word) []byte {
	switch column {
	case words.ActionType:
		return c.appendWord(dst, string(a.Type), a.Type.Valid())
	case words.ActionOwner:
		return markdown.AppendLine(dst, a.Owner)
	case words.ActionPriority:
		return markdown.AppendLine(dst, a.Priority)
	case words.ActionDue:
		return report.AppendDue(dst, a)
	case words.ActionTicket:
		name, url := Ticket(a)
		if dst = append(dst, name...); url != "" {
			dst = append(append(append(dst, " ("...), url...), ')')
		}
		return dst
	case words.ActionState:
		state := c.State(a)
		return c.appendWord(dst, string(state), state.Valid())
	}
	return dst
}

// State returns the state of an action. If its word is not one of the model, it
// is the state that teams, and readers, understand by it.
func (c *Content) State(a *incident.Action) incident.ActionState {
	if !a.State.Valid() {
		if known := c.lang.Columns.State(string(a.State)); known != "" {
			return incident.ActionState(known)
		}
	}
	return a.State
}

// Ticket returns the name of the ticket of an action and its address, which is
// "" if there is none besides the name, or if it is not safe as a link.
func Ticket(a *incident.Action) (name, url string) {
	name, url = markdown.Line(a.Ticket), markdown.Line(a.TicketURL)
	switch {
	case name == "":
		return url, ""
	case name == url || !markdown.IsSafeURL(url):
		return name, ""
	}
	return name, url
}

// appendWord appends a word of the model in readable form. A word that is not
// valid is appended as text.
func (c *Content) appendWord(dst []byte, word string, valid bool) []byte {
	if valid {
		return c.lang.Terms.AppendReadable(dst, word)
	}
	return markdown.AppendLine(dst, string(c.lang.Terms.AppendReadable(nil, markdown.Line(word))))
}
