// Package parse reads published reports back into incidents. Each of its
// readers mirrors the writer of the same name in package render: what one
// writes, the other reads, equal in all that the format carries. [JSON] mirrors
// encoding/json.
//
// A reader is a struct whose zero value works and is strict: it returns nothing
// but the first error, an [incident.SourceError] with file, line and column.
// With Lax it returns what could be read beside all errors, as
// [incident.SourceErrors]. Written times are resolved by package civil, never
// guessed. A conclusion is marked in the value, where a field says so, and has
// an [incident.Note].
package parse

import (
	"strconv"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/source"
)

// Document is what a file holds.
type Document struct {
	Incidents []*incident.Incident
	// Layout is how the text was laid out, by the name that package render has
	// for it: "labels-spaced", "labels" or "plain". "" for other formats.
	Layout string
	// Many is set where the file is of a kind that holds any number of
	// incidents, such as a home page or a history, and where it holds several.
	Many  bool
	Notes []incident.Note // in document order

	source *source.Source
	marks  []mark
	index  sync.Once
	byPath map[string]int        // the first of marks with a path; made when a position is first needed
	parts  map[string]int        // the first of marks within the postmortem or an element of a list; made with byPath
	places func() map[string]int // offsets by path; nil: see marks
}

// The codes of notes.
const (
	NoteZone                      = pagezone.CodeZone      // the zone of the page was concluded from abbreviations
	NoteOffset                    = pagezone.CodeOffset    // no zone prints a label; its offset was taken, and is printed instead
	NoteStatus      incident.Code = "status"               // the status of an update was concluded from its words
	NoteRepeated    incident.Code = "repeated"             // a label stands twice in a row; the second comes back as "Update"
	NoteAmbiguous                 = affected.CodeAmbiguous // a name of a component may be several
	NoteSentence                  = affected.CodeSentence  // the components could not be told apart; the sentence is one name
	NotePostmortem  incident.Code = "postmortem"           // without a label, an update was taken for the postmortem
	NoteDate        incident.Code = "date"                 // rows without a date were given one
	NoteDayFirst    incident.Code = "day-first"            // a date in figures, 03/04/2024, was read with the day first
	NoteAssumedZone incident.Code = "assumed-zone"         // the zone of rows was concluded from the row above, or is UTC for want of any
	NoteDue         incident.Code = "due"                  // a due date is no date, or its year or its order was concluded
	NoteMeridiem    incident.Code = "am-pm"                // a time without am or pm was read on a clock of twelve hours
	NoteClock       incident.Code = "clock-change"         // clocks show a written time twice, or skip it
	NoteMilestone   incident.Code = "milestone"            // rows were taken for milestones by their words, see [incident.Event.Inferred]
	NoteRowZone     incident.Code = "row-zone"             // a time in a zone that is not the page's, or off its season, was taken to the letter
	NoteUnresolved  incident.Code = "unresolved"           // a written time is no instant, and was kept as it is written
	NotePlace       incident.Code = "place"                // a part stands where writers do not put it
	NoteOtherZones  incident.Code = "other-zones"          // the same times in other zones were not kept
	NoteWord        incident.Code = "word"                 // a word of JSON in another spelling was read as the known one
	NoteTense       incident.Code = "tense"                // the sentence of the components has another tense than the status asks for
	NoteImpact      incident.Code = "impact"               // the impact that a page derived was kept, as what is read does not give it
)

// mark is where a value stands in the source. Paths are made of it only when
// somebody asks.
type mark struct {
	kind       markKind
	i, j       int32 // indices of the path
	start, end int32 // of the text in the source
}

type markKind uint8

const (
	markTitle markKind = iota
	markPage
	markWindow
	markComponents
	markStatus
	markBody
	markAt
	markEdited
	markRetracted
	markNext
	markPublished
	markPMEdited
	markPMTitle // from here on, what a postmortem says
	markHeading
	markSectionBody
	markAfter
	markEvent
	markAction
	markField
)

// markPaths are the paths of the marks, with # for their indices.
var markPaths = [...]string{
	markTitle:       "title",
	markPage:        "page.name",
	markWindow:      "window.start",
	markComponents:  "components",
	markStatus:      "updates[#].status",
	markBody:        "updates[#].body",
	markAt:          "updates[#].at",
	markEdited:      "updates[#].edited_at",
	markRetracted:   "updates[#].retracted_at",
	markNext:        "updates[#].next_update",
	markPublished:   "postmortem.published_at",
	markPMEdited:    "postmortem.edited_at",
	markPMTitle:     "postmortem.title",
	markHeading:     "postmortem.sections[#].heading",
	markSectionBody: "postmortem.sections[#].body",
	markAfter:       "postmortem.sections[#].after",
	markEvent:       "postmortem.sections[#].timeline.events[#]",
	markAction:      "postmortem.sections[#].actions[#]",
	markField:       "postmortem.sections[#].fields[#]",
}

func (m mark) path() string {
	path := strings.Replace(markPaths[m.kind], "#", strconv.Itoa(int(m.i)), 1)
	return strings.Replace(path, "#", strconv.Itoa(int(m.j)), 1)
}

// Position returns the line and the column, both from 1 and the column in
// bytes, of an offset in the value at a path: that of the value itself
// ("updates[2].at", "postmortem.sections[3].timeline.events[1]") or of a field
// of it. The postmortem, without its stamps, and an element such as
// "postmortem.sections[3]" are where their first part is. The offset counts in the value as the model has it; in a body it is
// turned into a line of the source by counting those that are not blank. ok is
// false for a path that the source does not hold.
func (d *Document) Position(path string, offset int) (line, col int, ok bool) {
	if d.places != nil {
		return d.positionInJSON(path, offset)
	}
	best := d.markAt(path)
	if best < 0 {
		return 0, 0, false
	}
	m := d.marks[best]
	at := int(m.start)
	if offset > 0 && path == m.path() || strings.HasSuffix(path, ".text") || strings.HasSuffix(path, ".value") {
		at = d.within(m, path, offset)
	}
	line, col = d.source.Position(at)
	return line, col, true
}

// markAt returns the first of the marks that stand for the value at a path, for
// one that holds it, or else for a part of it if it is the postmortem or an
// element of a list; or -1.
func (d *Document) markAt(path string) int {
	d.index.Do(func() {
		d.byPath = make(map[string]int, len(d.marks))
		for i, m := range d.marks {
			p := m.path()
			if _, ok := d.byPath[p]; !ok {
				d.byPath[p] = i
			}
		}
		d.parts = make(map[string]int)
		for i, m := range d.marks {
			p := m.path()
			for end := strings.LastIndexByte(p, ']') + 1; end > 0; end = strings.LastIndexByte(p[:end-1], ']') + 1 {
				if _, ok := d.parts[p[:end]]; !ok {
					d.parts[p[:end]] = i
				}
			}
			const all = "postmortem"
			if first, ok := d.parts[all]; m.kind >= markPMTitle && (!ok || m.start < d.marks[first].start) {
				d.parts[all] = i
			}
		}
	})
	best := -1
	for end := len(path); end > 0; end = strings.LastIndexAny(path[:end], ".[") {
		if i, ok := d.byPath[path[:end]]; ok && (best < 0 || i < best) {
			best = i
		}
	}
	if i, ok := d.parts[path]; ok && best < 0 {
		return i
	}
	return best
}

// within finds the place of an offset in a value that the source holds as text.
func (d *Document) within(m mark, path string, offset int) int {
	value := d.value(m)
	if value == "" {
		return min(int(m.start)+offset, int(m.end))
	}
	if i := strings.Index(d.source.Text[m.start:m.end], value); i >= 0 {
		return int(m.start) + i + min(offset, len(value)) // it stands there as it is
	}
	before := value[:min(offset, len(value))]
	lines := 0 // not blank, before the one that holds the offset
	for l := range strings.SplitSeq(before, "\n") {
		if strings.TrimSpace(l) != "" {
			lines++
		}
	}
	current := before[strings.LastIndexByte(before, '\n')+1:]
	if strings.TrimSpace(current) != "" {
		lines--
	}
	at := int(m.start)
	for rest := d.source.Text[m.start:m.end]; rest != ""; {
		l, tail, _ := strings.Cut(rest, "\n")
		text := strings.TrimLeft(l, " \t\u00a0")
		if strings.TrimSpace(text) != "" {
			if lines == 0 {
				in := at + len(l) - len(text) + unescapedLen(strings.TrimLeft(current, " "))
				return min(in, at+len(l))
			}
			lines--
		}
		at += len(l) + 1
		rest = tail
	}
	return int(m.start)
}

// unescapedLen returns how many bytes of source a piece of Markdown stands for.
func unescapedLen(md string) int {
	n := 0
	if rest, ok := strings.CutPrefix(md, "- "); ok {
		n, md = len("• "), rest
	}
	for i := 0; i < len(md); i++ {
		if md[i] == '\\' && i+1 < len(md) {
			i++
		}
		n++
	}
	return n
}

// value returns the Markdown that a mark stands for, "" where it is no body.
func (d *Document) value(m mark) string {
	if len(d.Incidents) != 1 {
		return ""
	}
	inc := d.Incidents[0]
	switch m.kind {
	case markBody:
		return inc.Updates[m.i].Body
	case markSectionBody:
		return inc.Postmortem.Sections[m.i].Body
	case markAfter:
		return inc.Postmortem.Sections[m.i].After
	case markEvent:
		return inc.Postmortem.Sections[m.i].Timeline.Events[m.j].Text
	case markAction:
		return inc.Postmortem.Sections[m.i].Actions[m.j].Text
	case markField:
		return inc.Postmortem.Sections[m.i].Fields[m.j].Value
	}
	return ""
}
