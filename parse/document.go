// Package parse reads published reports back into incidents: plain text
// ([Text]), Markdown ([Markdown]), HTML ([HTML]) and JSON ([JSON]).
//
// Start with the Parse method of one of these, or with [Detect] if the format
// is not known:
//
//	doc, err := parse.Text{}.Parse("outage.txt", data)
//	if err != nil {
//		return err // such as outage.txt:3:1: ...
//	}
//	inc := doc.Incidents[0]
//
// Each reader mirrors the writer of the same name in package render: it reads
// back what the writer wrote, equal in everything that the format can express.
// [JSON] mirrors encoding/json.
//
// The readers are structs whose zero value is ready to use and strict: Parse
// stops at the first error, an [*incident.SourceError] with file, line and
// column, and returns no document. If Lax is set, Parse returns all errors, as
// [incident.SourceErrors], together with everything that could be read.
//
// Written times are resolved by package civil and never guessed. Whatever a
// reader concludes, because the source does not state it, has an
// [incident.Note], and is marked in the model where a field exists for it.
package parse

import (
	"strconv"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/source"
)

// A Document is the content of a file: its incidents, and notes about how they
// were read.
type Document struct {
	// Incidents are in the order of the file. If Many is set, there may be
	// none.
	Incidents []*incident.Incident
	// Layout is the layout of a report in plain text: "labels-spaced",
	// "labels" or "plain", as in package render. It is "" for other
	// formats.
	Layout string
	// Many is set if the file holds several incidents, or is of a kind that
	// may hold any number, such as a list or a history.
	Many  bool
	Notes []incident.Note // in the order of the source

	source   *source.Source
	recorded []place
	index    sync.Once
	byPath   map[string]int        // index in recorded of the first place with a path; made for the first Position
	parts    map[string]int        // index in recorded of the first place inside the postmortem or an element of a list; made with byPath
	offsets  func() map[string]int // offsets by path, for JSON; nil if recorded has the places
}

// The codes of notes that several readers use.
const (
	NoteZone                      = pagezone.CodeZone      // the zone of the page was concluded from abbreviations
	NoteOffset                    = pagezone.CodeOffset    // no zone prints a label; its offset was used, and will be printed instead
	NoteStatus      incident.Code = "status"               // the status of an update was concluded from its words
	NoteRepeated    incident.Code = "repeated"             // a label repeats the one before it; it comes back as "Update"
	NoteAmbiguous                 = affected.CodeAmbiguous // a name fits several components
	NoteSentence                  = affected.CodeSentence  // the components could not be separated; the sentence was kept as one name
	NotePostmortem  incident.Code = "postmortem"           // in a page without labels, a post was taken for the postmortem
	NoteDate                      = report.NoteDate        // rows without a date were given one
	NoteDayFirst                  = report.NoteDayFirst    // a date in figures, 03/04/2024, was read with the day first
	NoteAssumedZone               = report.NoteAssumedZone // the zone of rows was concluded from the row above, or is UTC because nothing names one
	NoteDue                       = report.NoteDue         // a due date could not be read, or its year or the order of its figures was concluded
	NoteMeridiem                  = report.NoteMeridiem    // a time without am or pm was read on a twelve-hour clock
	NoteClock                     = report.NoteClock       // because of a clock change, a written time exists twice or not at all
	NoteMilestone                 = report.NoteMilestone   // rows were taken for milestones because of their words, see [incident.Event.Inferred]
	NoteRowZone                   = report.NoteRowZone     // a time in a zone that is not the page's, or not in force, was read with the offset of that zone
	NoteUnresolved                = report.NoteUnresolved  // a written time could not be resolved; it was kept as written
	NotePlace       incident.Code = "place"                // a part stands where the writers do not put it
	NoteOtherZones                = report.NoteOtherZones  // the same times in other zones were not kept
	NoteWord        incident.Code = "word"                 // a word in JSON was recognised in another spelling
	NoteTense       incident.Code = "tense"                // the sentence that names the components has a tense that does not fit the status
	NoteImpact      incident.Code = "impact"               // an impact that the page derived was kept, because it does not follow from what was read
)

// place is the position of a value in the source. Its path is made only on
// demand.
type place struct {
	kind       placeKind
	i, j       int32 // indices in the path
	start, end int32 // of the text in the source
}

type placeKind uint8

const (
	placeTitle placeKind = iota
	placePage
	placeWindow
	placeComponents
	placeStatus
	placeBody
	placeAt
	placeEdited
	placeRetracted
	placeNext
	placeState
	placePublished
	placePMEdited
	placePMTitle // from here on, parts of a postmortem
	placeHeading
	placeSectionBody
	placeAfter
	placeEvent
	placeAction
	placeField
)

// placePaths has the path of each kind of place, with # for an index.
var placePaths = [...]string{
	placeTitle:       "title",
	placePage:        "page.name",
	placeWindow:      "window.start",
	placeComponents:  "components",
	placeStatus:      "updates[#].status",
	placeBody:        "updates[#].body",
	placeAt:          "updates[#].at",
	placeEdited:      "updates[#].edited_at",
	placeRetracted:   "updates[#].retracted_at",
	placeNext:        "updates[#].next_update",
	placeState:       "postmortem.state",
	placePublished:   "postmortem.published_at",
	placePMEdited:    "postmortem.edited_at",
	placePMTitle:     "postmortem.title",
	placeHeading:     "postmortem.sections[#].heading",
	placeSectionBody: "postmortem.sections[#].body",
	placeAfter:       "postmortem.sections[#].after",
	placeEvent:       "postmortem.sections[#].timeline.events[#]",
	placeAction:      "postmortem.sections[#].actions[#]",
	placeField:       "postmortem.sections[#].fields[#]",
}

func (p place) path() string {
	path := strings.Replace(placePaths[p.kind], "#", strconv.Itoa(int(p.i)), 1)
	return strings.Replace(path, "#", strconv.Itoa(int(p.j)), 1)
}

// Position returns the line and column of the value at a path, such as
// "updates[2].at" or "postmortem.sections[3].timeline.events[1]". Both count
// from 1, the column in bytes. A field that has no position of its own has the
// position of the value that holds it. The postmortem and its sections, rows
// and fields begin where their first part does; the stamps of the postmortem do
// not count as a part.
//
// The offset is a number of bytes into the value in the model. For a Markdown
// text, Position finds the line of the source by counting lines that are not
// blank.
//
// If the source has no such value, ok is false.
func (d *Document) Position(path string, offset int) (line, col int, ok bool) {
	if d.offsets != nil {
		return d.positionInJSON(path, offset)
	}
	i := d.find(path)
	if i < 0 {
		return 0, 0, false
	}
	found := d.recorded[i]
	at := int(found.start)
	if offset > 0 && path == found.path() || strings.HasSuffix(path, ".text") || strings.HasSuffix(path, ".value") {
		at = d.within(found, offset)
	}
	line, col = d.source.Position(at)
	return line, col, true
}

// find returns the index of the first recorded place of the value at a path or
// of a value that holds it, or else the first place inside the value, or -1.
func (d *Document) find(path string) int {
	d.index.Do(func() {
		d.byPath, d.parts = make(map[string]int, len(d.recorded)), make(map[string]int)
		for i, m := range d.recorded {
			p := m.path()
			if _, ok := d.byPath[p]; !ok {
				d.byPath[p] = i
			}
			for end := strings.LastIndexByte(p, ']') + 1; end > 0; end = strings.LastIndexByte(p[:end-1], ']') + 1 {
				if _, ok := d.parts[p[:end]]; !ok {
					d.parts[p[:end]] = i
				}
			}
			const all = "postmortem"
			if first, ok := d.parts[all]; m.kind >= placePMTitle && (!ok || m.start < d.recorded[first].start) {
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

// within returns the offset in the source of an offset in a value that the
// source holds as text.
func (d *Document) within(p place, offset int) int {
	value := d.value(p)
	if value == "" {
		return min(int(p.start)+offset, int(p.end))
	}
	if i := strings.Index(d.source.Text[p.start:p.end], value); i >= 0 {
		return int(p.start) + i + min(offset, len(value)) // the source has the value verbatim
	}
	before := value[:min(offset, len(value))]
	begin := strings.LastIndexByte(before, '\n') + 1 // of the line with the offset
	lines := 0                                       // non-blank lines above it
	for l := range strings.Lines(before[:begin]) {
		if strings.TrimSpace(l) != "" {
			lines++
		}
	}
	at := int(p.start)
	for l := range strings.Lines(d.source.Text[p.start:p.end]) {
		text := strings.TrimLeft(l, " \t\u00a0")
		if strings.TrimSpace(text) != "" {
			if lines == 0 {
				in := at + len(l) - len(text) + unescapedLen(strings.TrimLeft(before[begin:], " "))
				return min(in, at+len(strings.TrimSuffix(l, "\n")))
			}
			lines--
		}
		at += len(l)
	}
	return int(p.start)
}

// unescapedLen returns the number of bytes of plain text that a piece of
// Markdown stands for.
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

// value returns the Markdown at a place, or "" if there is none.
func (d *Document) value(p place) string {
	if len(d.Incidents) != 1 {
		return ""
	}
	inc := d.Incidents[0]
	switch p.kind {
	case placeBody:
		return inc.Updates[p.i].Body
	case placeSectionBody:
		return inc.Postmortem.Sections[p.i].Body
	case placeAfter:
		return inc.Postmortem.Sections[p.i].After
	case placeEvent:
		return inc.Postmortem.Sections[p.i].Timeline.Events[p.j].Text
	case placeAction:
		return inc.Postmortem.Sections[p.i].Actions[p.j].Text
	case placeField:
		return inc.Postmortem.Sections[p.i].Fields[p.j].Value
	}
	return ""
}
