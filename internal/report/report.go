// Package report is the grammar of a postmortem: it turns the tree of package
// block into sections with their fields, actions and timelines, whatever format
// the tree was made from.
//
// It works in two steps. [Read] finds the sections and what they hold. Then one
// step for the whole document gathers the evidence for zone, day and the order
// of day and month, and decides for the rows of all timelines at once; each
// conclusion is reported in a [Note]. Writers of reports call the same
// functions to learn what will be read.
package report

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Context is what is known of a report before its postmortem is read.
type Context struct {
	Phrases *words.Language
	Page    *time.Location // zone of the page; nil: UTC
	// TitleLevel is the level of the title. Sections begin one level below it.
	TitleLevel int
	// Titles are those of the report and of the postmortem. They may hold a
	// date.
	Titles [2]string
	// Date is the date in the front matter, as it is written.
	Date string
	// Anchor is the time of the first update of the page; zero: not known.
	Anchor time.Time
	// Last is the time of the last update of the page, behind which undated
	// rows seldom lie; zero: not known.
	Last time.Time
	// Undated is set for formats whose writers leave the dates of rows out
	// where all are on the day of the first update.
	Undated bool
	// Published is when the postmortem was published; zero: not known.
	Published time.Time
}

// Result is a postmortem with the places of its parts.
type Result struct {
	Title    string // where the document has one of its own
	Sections []incident.Section
	Places   []Place
	Notes    []Note
}

// Place is where a part of a postmortem stands in the source.
type Place struct {
	Kind       PlaceKind
	I, J       int // the section, and the part in it
	Start, End int
}

// PlaceKind is the kind of part that a [Place] is about.
type PlaceKind uint8

const (
	PlaceTitle PlaceKind = iota // of the postmortem
	PlaceHeading
	PlaceBody
	PlaceAfter
	PlaceEvent
	PlaceAction
	PlaceField
)

// The codes of notes.
const (
	NoteDate        = "date"         // rows without a date were given one
	NoteDayFirst    = "day-first"    // a date in figures was read with the day first
	NoteRowZone     = "row-zone"     // a time was taken in a zone that is not in force then
	NoteUnresolved  = "unresolved"   // a written time is no instant
	NoteAssumedZone = "assumed-zone" // the zone of rows was concluded from the row above, or is UTC for want of any
	NoteOtherZones  = "other-zones"  // the same times in other zones were not kept
	NoteDue         = "due"          // a due date is no date, or its year or its order was concluded
	NoteMeridiem    = "am-pm"        // a time without am or pm was taken on a clock of twelve hours
	NoteClock       = "clock-change" // clocks show a written time twice, or skip it
	NoteMilestone   = "milestone"    // rows were taken for milestones by their words
)

// Note is a conclusion from what the document says, or something that could not
// be kept.
type Note struct {
	Path string // of the value, by JSON names
	Code string
	At   int // in the source
	Text string
}

// Read reads a postmortem.
func Read(doc *block.Document, ctx Context) Result {
	doc = Unnest(doc, Hint{Headless: true}, ctx.TitleLevel, ctx.Phrases)
	r := &reader{ctx: ctx, doc: doc, depth: ctx.TitleLevel + 1, under: Under{flat: doc.Flat}, scopes: make([]scope, 1, 4)}
	headings := 0
	for i := range doc.Blocks {
		if doc.Blocks[i].Kind == block.Heading {
			headings++
		}
	}
	r.out.Sections = make([]incident.Section, 0, 1+headings)
	r.out.Places = make([]Place, 0, 2*len(doc.Blocks))
	r.read()
	r.unisolate()
	for i := range r.timelines {
		t := &r.timelines[i]
		t.Section = &r.out.Sections[t.Index]
	}
	ctx.Titles[1] = cmp.Or(r.out.Title, ctx.Titles[1])
	r.out.Notes = append(r.out.Notes, Resolve(ctx, r.out.Sections, r.timelines, doc.Flat)...)
	r.out.Notes = append(r.out.Notes, r.conclude()...)
	r.resolveDues()
	r.link()
	return r.out
}

// unisolate takes the isolates off that writers put around what may reorder the
// rest of its line.
func (r *reader) unisolate() {
	for i := range r.out.Sections {
		s := &r.out.Sections[i]
		for j := range s.Fields {
			f := &s.Fields[j]
			f.Name, f.Value = markdown.Unisolate(f.Name), markdown.Unisolate(f.Value)
		}
		for j := range s.Actions {
			s.Actions[j].Text = markdown.Unisolate(s.Actions[j].Text)
		}
		if s.Timeline == nil {
			continue
		}
		for j := range s.Timeline.Events {
			e := &s.Timeline.Events[j]
			e.Text = markdown.Unisolate(e.Text)
		}
	}
}

// reader is the state of reading one postmortem.
type reader struct {
	ctx Context
	doc *block.Document
	out Result

	under     Under
	depth     int      // of the last heading
	headings  []string // the heading at each level that the section lies under
	scopes    []scope  // of the top of the document, and of those
	timelines []Timeline
	dues      []due
	contents  []int // by block, see nextContent

	nextDay bool  // the next section has the rows of the next day of the timeline above
	above   scope // of the timeline that the section lies under
}

// read finds the sections.
func (r *reader) read() {
	blocks := r.doc.Blocks
	first := 0
	if len(blocks) > 1 && blocks[0].Kind == block.Heading && blocks[1].Kind == block.Annotation && annotation.Has(blocks[1].Items, annotation.Title) {
		r.out.Title = blocks[0].Text
		r.place(PlaceTitle, 0, 0, blocks[0].TextStart, blocks[0].TextEnd)
		first = 2
	}
	heading, start := -1, first
	for i := first; i <= len(blocks); i++ {
		if i < len(blocks) && blocks[i].Kind != block.Heading {
			continue
		}
		if heading >= 0 && r.isRow(heading) {
			if end := r.headingRows(heading); end > heading {
				if end == len(blocks) {
					break
				}
				heading, start, i = end, end+1, end
				continue
			}
		}
		if heading >= 0 || start < i {
			r.readUnder(heading, start, i)
		}
		heading, start = i, i+1
	}
}

// place records where a part stands.
func (r *reader) place(kind PlaceKind, i, j, start, end int) {
	r.out.Places = append(r.out.Places, Place{kind, i, j, start, end})
}

// link lets the texts of fields, actions and rows stand alone, whose links may
// be defined elsewhere.
func (r *reader) link() {
	for i := range r.out.Sections {
		sec := &r.out.Sections[i]
		for j := range sec.Fields {
			sec.Fields[j].Value = r.doc.Link(sec.Fields[j].Value)
		}
		for j := range sec.Actions {
			sec.Actions[j].Text = r.doc.Link(sec.Actions[j].Text)
		}
		if sec.Timeline != nil {
			for j := range sec.Timeline.Events {
				sec.Timeline.Events[j].Text = r.doc.Link(sec.Timeline.Events[j].Text)
			}
		}
	}
}
