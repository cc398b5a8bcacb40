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

// Under knows which sections lie under a timeline: those below the days or
// phases that one is told by, and those whose heading is a date. In plain text,
// all headings have one level, and those of no other known section are taken
// for phases. It also knows which ones lie under a section about actions, whose
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
}

// holdsFields reports whether lists and tables of two columns are fields in
// such a section. Elsewhere they are text, unless an annotation says otherwise.
func (s Hint) holdsFields() bool {
	return s.Headless || s.Kind == "impact" || s.Kind == "metrics" || s.Kind == "responders"
}

// Find returns the first typed content among the blocks from from to to of a
// section of which nothing is stated.
func Find(doc *block.Document, from, to int, s Hint, phrases *words.Language) Found {
	for i := from; i < to; i++ {
		f := Found{First: i, End: i + 1}
		switch b := &doc.Blocks[i]; b.Kind {
		case block.Table:
			f.Name = findTable(doc.Entries(b), s, phrases)
		case block.List:
			f.Name = findList(b, doc.Entries(b), s)
		case block.Paragraph:
			f = findParagraphs(doc, i, to, s)
		}
		if f.Name != "" {
			return f
		}
		i = f.End - 1
	}
	return Found{}
}

// CellText returns the text that a cell shows.
func CellText(md string) string {
	if !strings.ContainsAny(md, "\\`*_[]<&!~|") {
		return strings.Join(strings.Fields(md), " ")
	}
	// Behind a word, nothing begins a block.
	plain := string(markdown.Text{}.Append(nil, "x "+md))
	return string(markdown.AppendLine(nil, strings.TrimPrefix(plain, "x")))
}

func cellAt(e *block.Entry, i int) string {
	if i >= len(e.Cells) {
		return ""
	}
	return CellText(e.Cells[i].Markdown)
}

// findTable returns what a table is, by its head and, of a column of times, its
// rows.
func findTable(rows []block.Entry, s Hint, phrases *words.Language) string {
	if len(rows) < 2 || len(rows[0].Cells) < 2 {
		return ""
	}
	if columns := timeColumns(&rows[0], phrases); s.Kind != "actions" && columns.time >= 0 {
		if s.Timeline {
			return annotation.Timeline
		}
		for i := range rows[1:] {
			if t, _ := row.ReadTime(columns.timeOf(&rows[1+i], civil.Written{})); t.From.HasTime {
				return annotation.Timeline
			}
		}
		return ""
	}
	switch {
	case s.Kind == "actions" && actionColumns(&rows[0], phrases) != nil:
		return annotation.Actions
	case s.holdsFields() && len(rows[0].Cells) == 2:
		for i := range rows[1:] {
			if r := &rows[1+i]; len(r.Cells) > 2 || cellAt(r, 0) == "" {
				return ""
			}
		}
		return annotation.Fields
	}
	return ""
}

// actionColumns returns the meaning of each column of a table of actions, of
// which words.NoWord has no field in an action. It is nil where two columns
// mean the same.
func actionColumns(head *block.Entry, phrases *words.Language) []words.Word {
	columns := make([]words.Word, len(head.Cells))
	text := false
	var seen [words.ActionState + 1]bool
	for i := range head.Cells {
		c := phrases.ActionColumn(cellAt(head, i))
		if c != words.NoWord && seen[c] {
			return nil
		}
		seen[c] = true
		text = text || c == words.ActionText
		columns[i] = c
	}
	if !text && len(columns) > 0 {
		columns[0] = words.ActionText
	}
	return columns
}

// findList returns what a list is: rows, where enough items begin with a time;
// in a section about actions, actions; fields, where each item is one.
func findList(b *block.Block, items []block.Entry, s Hint) string {
	if b.Ordered && b.Number != 1 {
		return "" // its numbers say something
	}
	times, fields, clock := 0, 0, false
	for i := range items {
		text := items[i].Markdown
		if strings.TrimSpace(text) == "" {
			return ""
		}
		if cut, ok := row.Cut(text); ok {
			times++
			clock = clock || cut.Read.From.HasTime
		}
		if _, _, ok := CutField(text); ok {
			fields++
		}
	}
	n := len(items)
	switch {
	case b.Nested:
		return annotation.Timeline
	case s.Kind == "actions":
		return annotation.Actions
	case s.Timeline && (clock || !s.Phase) && times > 0 && 2*times >= n, clock && times >= 3 && times == n:
		return annotation.Timeline
	case s.holdsFields() && !s.Flat && fields == n && n >= 2:
		return annotation.Fields
	}
	return ""
}

// findParagraphs finds rows or fields in the paragraphs from block i on. A row
// may go on in the lines below it. In plain text they may begin in the middle
// of a paragraph.
func findParagraphs(doc *block.Document, i, to int, s Hint) Found {
	times, fields, first, clock := 0, 0, 0, false
	end := i
	for ; end < to && doc.Blocks[end].Kind == block.Paragraph; end++ {
		lines := doc.Entries(&doc.Blocks[end])
		t, f, lead := 0, 0, 0
		for k := range lines {
			md := lines[k].Markdown
			cut, timed := row.Cut(md)
			_, _, field := cutFieldLine(md, s.Flat)
			switch {
			case timed && f == 0 && (t > 0 || k == 0 || s.Flat && end == i):
				if t++; t == 1 {
					lead = k
				}
				clock = clock || cut.Read.From.HasTime
			case field && t == 0:
				if f++; f == 1 {
					lead = k
				}
			case f > 0:
				f = 0 // text goes on behind what looked like a field
			}
		}
		switch {
		case t > 0 && fields == 0 && (times == 0 || lead == 0):
			if times == 0 {
				first = lead
			}
			times += t
		case f > 0 && times == 0 && (s.holdsFields() || s.Flat) && lead+f == len(lines) && (lead == 0 || s.Flat && fields == 0):
			if fields == 0 {
				first = lead
			}
			fields += f
		default:
			return foundParagraphs(i, end, times, fields, first, clock, s)
		}
	}
	return foundParagraphs(i, end, times, fields, first, clock, s)
}

func foundParagraphs(i, end, times, fields, first int, clock bool, s Hint) Found {
	f := Found{First: i, End: max(end, i+1), Line: first}
	switch {
	case s.Timeline && (clock || !s.Phase) && times >= 2, clock && times >= 3, s.Flat && s.Timeline && !s.Phase && times == 1 && first == 0:
		f.Name = annotation.Timeline
	case fields >= 2:
		f.Name = annotation.Fields
	default:
		return Found{End: i + 1}
	}
	return f
}

// cutFieldLine cuts a field in a line of a paragraph.
func cutFieldLine(md string, flat bool) (name, value string, ok bool) {
	if flat {
		if !block.IsField(md) {
			return "", "", false
		}
		name, value, ok = strings.Cut(md, ": ")
		return name, value, ok
	}
	return CutField(md)
}

// NextDay returns the paragraph above further rows of a timeline, among the
// blocks behind its first rows; to where there is none. Below a date or a name
// in bold, two rows are enough.
func NextDay(doc *block.Document, from, to int, s Hint, phrases *words.Language) int {
	for i := from; i+1 < to; i++ {
		b := &doc.Blocks[i]
		if b.Kind != block.Paragraph {
			continue
		}
		line := doc.Body(b.Start, b.End, 0)
		s.Timeline = isDateLine(line) || isBoldLine(line)
		if f := Find(doc, i+1, to, s, phrases); f.Name == annotation.Timeline && f.First == i+1 {
			return i
		}
	}
	return to
}
