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

// Hint is what is known of a section before its blocks are read.
type Hint struct {
	Kind            string // of the model; "actions" also for a section that lies under one
	Headless        bool   // it has no heading
	Timeline        bool   // it is a timeline, or lies under one
	Phase           bool   // plain text: it may be a phase of the timeline above, if its rows have clocks
	TimelineHeading bool   // plain text: its heading is that of a timeline
	Flat            bool   // plain text, which cannot announce what follows
}

// Under knows which sections lie under a timeline: those below the headings of
// its days or phases, and those whose heading is a date. In plain text, all
// headings have one level, and those of no other known section are taken for
// phases. It also knows which ones lie under a section about actions, whose
// sub-headings group them.
type Under struct {
	inside  bool
	level   int
	n       int  // headings of timelines so far
	flat    bool // headings have no levels
	actions nesting
}

// nesting is a section about actions, and a section of another kind below it.
type nesting struct {
	inside, other     bool
	level, otherLevel int
}

// holds reports whether the next section holds actions: it is about them, or it
// is of no kind and lies under one that is.
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

// Hint returns what is known of the next section, which it enters.
func (u *Under) Hint(kind, heading string, level int) Hint {
	s := Hint{Kind: kind, Headless: heading == "", Timeline: kind == "timeline"}
	switch {
	case heading == "":
	case s.Timeline:
		u.inside, u.level = true, level
		u.n++
	case u.inside && (level > u.level || kind == "" && isDateHeading(heading)):
		s.Timeline = kind != "actions"
	case u.inside && u.flat && slices.Contains(phases, kind):
		s.Timeline, s.Phase = true, true
	default:
		u.inside = false
	}
	if heading != "" && u.actions.holds(kind, level) && !s.Timeline {
		s.Kind = "actions"
	}
	return s
}

// number returns the number of the heading of a timeline that the section lies
// under; 0: it lies under none.
func (u *Under) number() int {
	if !u.inside {
		return 0
	}
	return u.n
}

// phases are the kinds of the sections that may be phases of a timeline.
var phases = []string{"", "detection", "response", "mitigation", "resolution"}

// isDateHeading reports whether a heading begins with a date that has no clock.
func isDateHeading(heading string) bool {
	w, n := civil.Read(heading)
	return n > 0 && !w.Date.IsZero() && !w.HasTime
}

// Found is the typed content of a section, by its blocks.
type Found struct {
	Name       string // annotation.Timeline, annotation.Fields or annotation.Actions; "": none
	First, End int
	Line       int // index of the line in block First at which the content begins

	columns columns   // of a table of rows
	rows    []row.Row // the items, or the lines from the start of block First on, as far as times stand in them
}

// keep keeps the row that entry i of n is, in the order of the entries.
func (f *Found) keep(i, n int, r row.Row) {
	if f.rows == nil {
		f.rows = make([]row.Row, 0, n)
	}
	for len(f.rows) < i {
		f.rows = append(f.rows, row.Row{})
	}
	f.rows = append(f.rows, r)
}

// row returns the row that an entry of the content is, if a time leads it.
func (f *Found) row(i int) (r row.Row, ok bool) {
	if i += f.Line; i < len(f.rows) {
		r = f.rows[i]
	}
	return r, r.Time != ""
}

// holdsFields reports whether lists and tables of two columns are fields in
// such a section. Elsewhere they are text, unless an annotation says otherwise.
func (s Hint) holdsFields() bool {
	return s.Headless || s.Kind == "impact" || s.Kind == "metrics" || s.Kind == "responders"
}

// Find returns the first typed content among the blocks from from to to of a
// section of which nothing is stated.
func Find(doc *block.Document, from, to int, s Hint, phrases *words.Language) Found {
	for i := from; i < to; {
		f := findAt(doc, i, to, s, phrases)
		if f.Name != "" {
			return f
		}
		i = f.End
	}
	return Found{}
}

// findAt returns the typed content that begins at block i. If there is none,
// none begins before the End of the result either.
func findAt(doc *block.Document, i, to int, s Hint, phrases *words.Language) Found {
	f := Found{First: i, End: i + 1}
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

// CellText returns the text that a cell shows.
func CellText(md string) string {
	if !strings.ContainsAny(md, "\\`*_[]<&!~|") {
		return strings.Join(strings.Fields(markdown.WithoutIsolates(md)), " ")
	}
	return shownLine(md)
}

func cellAt(e *block.Entry, i int) string {
	if i >= len(e.Cells) {
		return ""
	}
	return CellText(e.Cells[i].Markdown)
}

// table finds what a table is, by its head and, of a column of times, its rows.
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

// actionColumns returns the meaning of each column of a table of actions, of
// which words.NoWord has no field in an action, and whether two mean the same.
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

// list finds what a list is: rows, where enough items begin with a time; in a
// section about actions, actions; fields, where each item is one.
func (f *Found) list(b *block.Block, items []block.Entry, s Hint) {
	blank := func(e block.Entry) bool { return strings.TrimSpace(e.Markdown) == "" }
	if b.Ordered && b.Number != 1 || slices.ContainsFunc(items, blank) {
		return // its numbers say something, or it is no list of a writer
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
// may go on in the lines below it. In plain text they may begin in the middle
// of a paragraph.
func (f *Found) paragraphs(doc *block.Document, to int, s Hint) {
	times, fields, clock := 0, 0, false
	end, above := f.First, 0 // the paragraph, and the lines above it
	last := end+1 == to || doc.Blocks[end+1].Kind != block.Paragraph
	if last && !(s.Flat && s.Timeline) && len(doc.Entries(&doc.Blocks[end])) == 1 {
		return // one line is neither a timeline nor a list of fields
	}
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
	switch {
	case s.Timeline && (clock || !s.Phase) && times >= 2, clock && times >= 3, s.Flat && s.Timeline && !s.Phase && times == 1 && f.Line == 0:
		f.Name, f.End = annotation.Timeline, end
	case fields >= 2:
		f.Name, f.End = annotation.Fields, end
	case times > 0 && !clock && !(s.Timeline && !s.Phase):
		f.End = end // nor are fewer of these paragraphs rows
	}
}

// A tally is what the lines of a paragraph look like.
type tally struct {
	rows   int
	fields int  // if no line is a row: those that it ends with
	lead   int  // the first of them
	clock  bool // a row has a time of day
}

// tally looks at the lines of a paragraph, and keeps those that times lead. Its
// rows begin with its first line, or in the first paragraph of plain text with
// any.
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
			t.fields = 0 // text goes on behind what looked like a field
		}
	}
	return t
}

// isField reports whether a line or an item is a field.
func isField(md string, flat bool) bool {
	if flat {
		return block.IsField(md)
	}
	_, _, ok := CutField(md)
	return ok
}

// NextDay returns the paragraph above further rows of a timeline, among the
// blocks behind its first rows; to where there is none. Below a date or a name
// in bold, two rows are enough.
func NextDay(doc *block.Document, from, to int, s Hint, phrases *words.Language) int {
	none := from // no rows begin before, unless under a date or a name
	for i := from; i+1 < to; i++ {
		b := &doc.Blocks[i]
		if b.Kind != block.Paragraph {
			continue
		}
		line := doc.Body(b.Start, b.End, 0)
		s.Timeline = isDateLine(line) || isBoldLine(line)
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
