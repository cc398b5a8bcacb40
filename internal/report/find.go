package report

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// Hint is what is known about a section before its blocks are read.
type Hint struct {
	Kind            string // kind in the model; "actions" also for a section within one about actions
	Headless        bool   // the section has no heading
	Timeline        bool   // the section is a timeline, or is within one
	Phase           bool   // plain text: the section may be a phase of the timeline above, if its rows have times of day
	TimelineHeading bool   // plain text: the heading is that of a timeline
	Flat            bool   // plain text, which cannot announce what follows
}

// Enclosing tracks which sections are within a timeline: those below the
// headings of its days or phases, and those whose heading is a date. In plain
// text all headings have the same level, and sections with the kind of a phase
// are taken for phases. Enclosing also tracks which sections are within a
// section about actions, whose subheadings group them.
type Enclosing struct {
	inside  bool
	level   int
	n       int  // number of timeline headings so far
	flat    bool // headings have no levels
	actions nesting
}

// nesting is the current section about actions, and the section of another kind
// within it.
type nesting struct {
	inside, other     bool
	level, otherLevel int
}

// holds reports whether the next section contains actions: it is about actions
// itself, or has no kind and is within a section about actions.
func (n *nesting) holds(kind string, level int) bool {
	switch {
	case kind == "actions":
		*n = nesting{inside: true, level: level}
		return true
	case !n.inside || level <= n.level:
		*n = nesting{}
		return false
	case n.other && level > n.otherLevel:
		return false
	}
	n.other, n.otherLevel = kind != "", level
	return !n.other
}

// Enter enters the next section and returns what is known about it.
func (e *Enclosing) Enter(kind, heading string, level int) Hint {
	s := Hint{Kind: kind, Headless: heading == "", Timeline: kind == "timeline"}
	switch {
	case heading == "":
	case s.Timeline:
		e.inside, e.level = true, level
		e.n++
	case e.inside && (level > e.level || kind == "" && isDateHeading(heading)):
		s.Timeline = kind != "actions"
	case e.inside && e.flat && slices.Contains(phases, kind):
		s.Timeline, s.Phase = true, true
	default:
		e.inside = false
	}
	if heading != "" && e.actions.holds(kind, level) && !s.Timeline {
		s.Kind = "actions"
	}
	return s
}

// number returns the number of the enclosing timeline heading, or 0 if there is
// none.
func (e *Enclosing) number() int {
	if !e.inside {
		return 0
	}
	return e.n
}

// phases are the kinds of sections that may be phases of a timeline.
var phases = []string{"", "detection", "response", "mitigation", "resolution"}

// isDateHeading reports whether a heading begins with a date without a time.
func isDateHeading(heading string) bool {
	w, n := civil.Read(heading)
	return n > 0 && !w.Date.IsZero() && !w.HasTime
}

// Found is the position of the typed content of a section.
type Found struct {
	Name       string // annotation.Timeline, annotation.Fields or annotation.Actions; "" if there is none
	First, End int
	Line       int // index of the line in block First at which the content begins

	columns columns   // columns of a table of rows
	rows    []row.Row // rows among the items, or among the lines from the start of block First; the zero Row for others
}

// keep stores the row of entry i of n. Entries must be in ascending order.
func (f *Found) keep(i, n int, r row.Row) {
	if f.rows == nil {
		f.rows = make([]row.Row, 0, n)
	}
	for len(f.rows) < i {
		f.rows = append(f.rows, row.Row{})
	}
	f.rows = append(f.rows, r)
}

// row returns the row of an entry of the content, or false if it does not begin
// with a time.
func (f *Found) row(i int) (r row.Row, ok bool) {
	if i += f.Line; i < len(f.rows) {
		r = f.rows[i]
	}
	return r, r.Time != ""
}

// holdsFields reports whether lists and tables of two columns are fields in
// this section. In others they are text, unless an annotation says otherwise.
func (s Hint) holdsFields() bool {
	return s.Headless || s.Kind == "impact" || s.Kind == "metrics" || s.Kind == "responders"
}

// Find returns the first typed content in the blocks of a section without
// annotations, from block from up to block to. Rows in quoted lines of plain
// text are its content only if there is no other.
func Find(doc *block.Document, from, to int, s Hint, phrases *words.Language) (quoted Found) {
	for i := from; i < to; {
		f := findAt(doc, i, to, s, phrases)
		if r, ok := f.row(0); f.Name != "" && ok && strings.HasPrefix(r.Time, ">") {
			if quoted.Name == "" {
				quoted = f
			}
		} else if f.Name != "" {
			return f
		}
		i = f.End
	}
	return quoted
}

// findAt returns the typed content that begins at block i. If there is none, no
// content begins before the End of the result either.
func findAt(doc *block.Document, i, to int, s Hint, phrases *words.Language) Found {
	f := Found{First: i, End: i + 1}
	s.Timeline = s.Timeline || s.Kind != "actions" && isBelowTimeline(doc, i, phrases)
	switch b := &doc.Blocks[i]; b.Kind {
	case block.Table:
		f.table(doc.Entries(b), s, phrases)
	case block.List:
		f.list(b, doc.Entries(b), s)
	case block.Paragraph:
		f.paragraphs(doc, to, s)
	}
	return f
}

// cellText returns the text that a cell shows.
func cellText(md string) string {
	if !strings.ContainsAny(md, "\\`*_[]<&!~|") {
		return strings.Join(strings.Fields(markdown.WithoutIsolates(md)), " ")
	}
	return shownLine(md)
}

func cellAt(e *block.Entry, i int) string {
	if i >= len(e.Cells) {
		return ""
	}
	return cellText(e.Cells[i].Markdown)
}

// table determines what a table is by its headings and, for a column of times,
// by its rows.
func (f *Found) table(rows []block.Entry, s Hint, phrases *words.Language) {
	if len(rows) < 2 || len(rows[0].Cells) < 2 {
		return
	}
	if s.Kind != "actions" {
		if f.columns = timeColumns(&rows[0], phrases); f.columns.time >= 0 {
			timed := func(e block.Entry) bool {
				t, _ := row.ReadTime(f.columns.timeOf(&e, civil.Written{}))
				return t.From.HasTime
			}
			if s.Timeline || slices.ContainsFunc(rows[1:], timed) {
				f.Name = annotation.Timeline
			}
			return
		}
	} else if _, twice := actionColumns(&rows[0], phrases); !twice {
		f.Name = annotation.Actions
		return
	}
	noField := func(e block.Entry) bool { return len(e.Cells) > 2 || cellAt(&e, 0) == "" }
	if s.holdsFields() && len(rows[0].Cells) == 2 && !slices.ContainsFunc(rows[1:], noField) {
		f.Name = annotation.Fields
	}
}

// actionColumns returns the meaning of each column of a table of actions, and
// whether two columns have the same one. The meaning is words.NoWord for a
// column without a field in an action.
func actionColumns(head *block.Entry, phrases *words.Language) (columns []words.Word, twice bool) {
	columns = make([]words.Word, len(head.Cells))
	var seen [words.ActionState + 1]bool
	for i := range columns {
		c := phrases.Columns.Action(cellAt(head, i))
		twice = twice || c != words.NoWord && seen[c]
		columns[i], seen[c] = c, true
	}
	if !seen[words.ActionText] && len(columns) > 0 {
		columns[0] = words.ActionText
	}
	return columns, twice
}

// list determines what a list is: rows if enough items begin with a time;
// actions in a section about actions; and fields if every item is one.
func (f *Found) list(b *block.Block, items []block.Entry, s Hint) {
	blank := func(e block.Entry) bool { return strings.TrimSpace(e.Markdown) == "" }
	if b.Ordered && b.Number != 1 || slices.ContainsFunc(items, blank) {
		return // its numbers have a meaning, or no writer made it
	}
	times, clock := 0, false
	for i := range items {
		if r, ok := row.Cut(items[i].Markdown); ok {
			f.keep(i, len(items), r)
			times++
			clock = clock || r.Read.From.HasTime
		}
	}
	noField := func(e block.Entry) bool { return !isField(e.Markdown, false) }
	switch n := len(items); {
	case b.Nested:
		f.Name = annotation.Timeline
	case s.Kind == "actions":
		f.Name = annotation.Actions
	case s.Timeline && (clock || !s.Phase) && times > 0 && 2*times >= n, clock && times >= 3 && times == n:
		f.Name = annotation.Timeline
	case s.holdsFields() && !s.Flat && n >= 2 && !slices.ContainsFunc(items, noField):
		f.Name = annotation.Fields
	}
}

// paragraphs finds rows or fields in the paragraphs from block First on. A row
// may continue on the lines below it. In plain text, rows or fields may begin
// in the middle of a paragraph.
func (f *Found) paragraphs(doc *block.Document, to int, s Hint) {
	times, fields, clock := 0, 0, false
	end, above := f.First, 0 // the paragraph, and the number of lines above it
	last := end+1 == to || doc.Blocks[end+1].Kind != block.Paragraph
	dated := s.Timeline && isBelowDate(doc, end)
	if last && !(s.Flat && s.Timeline) && !dated && len(doc.Entries(&doc.Blocks[end])) == 1 {
		return // one line is neither a timeline nor a list of fields
	}
	// Count the rows, or the fields, of successive paragraphs. Text above
	// them is permitted in the first paragraph only.
scan:
	for ; end < to && doc.Blocks[end].Kind == block.Paragraph; end++ {
		lines := doc.Entries(&doc.Blocks[end])
		t := f.tally(lines, above, s.Flat, end == f.First)
		clock = clock || t.clock
		switch {
		case t.rows > 0 && fields == 0 && (times == 0 || t.lead == 0):
			times += t.rows
		case t.fields > 0 && times == 0 && (s.holdsFields() || s.Flat) && t.lead+t.fields == len(lines) && (t.lead == 0 || s.Flat && fields == 0):
			fields += t.fields
		default:
			break scan
		}
		if end == f.First {
			f.Line = t.lead
		}
		above += len(lines)
	}
	// A section that is a timeline needs two rows, or one in plain text or
	// below a date. Elsewhere, three rows with a time of day are a timeline.
	switch {
	case s.Timeline && (clock || !s.Phase) && times >= 2, clock && times >= 3,
		(s.Flat && s.Timeline && !s.Phase || dated && clock) && times == 1 && f.Line == 0:
		f.Name, f.End = annotation.Timeline, end
	case fields >= 2:
		f.Name, f.End = annotation.Fields, end
	case times > 0 && !clock && !(s.Timeline && !s.Phase):
		f.End = end // fewer of these paragraphs are not rows either
	}
}

// isBelowTimeline reports whether the block above block i is a line that
// announces a timeline, such as "**Timeline (UTC):**".
func isBelowTimeline(doc *block.Document, i int, phrases *words.Language) bool {
	if doc.Flat || i == 0 || doc.Blocks[i-1].Kind != block.Paragraph {
		return false
	}
	above := &doc.Blocks[i-1]
	return above.End-above.Start < 80 && phrases.Headings.IsTimeline(strings.Trim(doc.Source[above.Start:above.End], "*_: \n"))
}

// isBelowDate reports whether the block above block i is a date.
func isBelowDate(doc *block.Document, i int) bool {
	if i == 0 || doc.Blocks[i-1].Kind != block.Paragraph {
		return false
	}
	above := &doc.Blocks[i-1]
	_, ok := readDateLine(doc.Body(above.Start, above.End, 0))
	return ok
}

// tally counts the lines of a paragraph by their form.
type tally struct {
	rows   int
	fields int  // number of fields at the end of the paragraph, if it has no row
	lead   int  // index of the first row or field
	clock  bool // a row has a time of day
}

// tally counts the rows and fields among the lines of a paragraph, and keeps
// the lines that begin with a time. Rows must begin in the first line or, in
// the first paragraph of plain text, in any line.
func (f *Found) tally(lines []block.Entry, above int, flat, first bool) (t tally) {
	for k := range lines {
		r, timed := row.Cut(lines[k].Markdown)
		if timed {
			f.keep(above+k, above+len(lines), r)
		}
		switch {
		case timed && t.fields == 0 && (t.rows > 0 || k == 0 || flat && first):
			if t.rows++; t.rows == 1 {
				t.lead = k
			}
			t.clock = t.clock || r.Read.From.HasTime
		case t.rows == 0 && isField(lines[k].Markdown, flat):
			if t.fields++; t.fields == 1 {
				t.lead = k
			}
		case t.fields > 0:
			t.fields = 0 // text follows the apparent fields
		}
	}
	return t
}

// isField reports whether a line or an item is a field.
func isField(md string, flat bool) bool {
	if flat {
		return block.IsField(md)
	}
	_, _, ok := cutField(md)
	return ok
}

// NextDay returns the index of the paragraph above further rows of a timeline,
// among the blocks after its first rows, or to if there is none. Below a date
// or a bold name, two rows are enough.
func NextDay(doc *block.Document, from, to int, s Hint, phrases *words.Language) int {
	none := from // no rows begin before this block, unless below a date or a name
	for i := from; i+1 < to; i++ {
		b := &doc.Blocks[i]
		if b.Kind != block.Paragraph {
			continue
		}
		line := doc.Body(b.Start, b.End, 0)
		_, dated := readDateLine(line)
		s.Timeline = dated || isBoldLine(line)
		under := s.Timeline && !s.Phase
		if i+1 < none && !under {
			continue
		}
		f := findAt(doc, i+1, to, s, phrases)
		if f.Name == annotation.Timeline {
			return i
		}
		if f.Name == "" && !under {
			none = f.End
		}
	}
	return to
}
