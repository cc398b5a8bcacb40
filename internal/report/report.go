// Package report is the grammar of a postmortem. It turns the tree of package
// block into sections with fields, actions and timelines, whatever format the
// tree was made from.
//
// It works in two steps. [Read] finds the sections and their contents. Then one
// step for the whole document collects the evidence for zones, days and the
// order of day and month, and resolves the rows of all timelines. Each
// conclusion is reported in a [Note]. Writers of reports call the same
// functions to find out how their output will be read.
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

// Context is what is known about a report before its postmortem is read.
type Context struct {
	Phrases *words.Language
	Page    *time.Location // zone of the page; nil: UTC
	// TitleLevel is the level of the title. Sections begin one level below
	// it.
	TitleLevel int
	// Titles are the titles of the report and of the postmortem. They may
	// contain a date.
	Titles [2]string
	// Date is the date in the front matter, as written.
	Date string
	// Anchor is the time of the first update of the page; zero: not known.
	Anchor time.Time
	// Last is the time of the last update of the page, after which undated
	// rows are rare; zero: not known.
	Last time.Time
	// Undated is set for formats whose writers omit the dates of rows if
	// all rows are on the day of the first update.
	Undated bool
	// Published is the time of publication of the postmortem; zero: not
	// known.
	Published time.Time
}

// Result is a postmortem with the places of its parts.
type Result struct {
	Title    string // title of the postmortem, if it has its own
	Sections []incident.Section
	Places   []Place
	Notes    []Note
}

// Place is the place of a part of a postmortem in the source.
type Place struct {
	Kind       PlaceKind
	I, J       int // indexes of the section, and of the part in it
	Start, End int
}

// PlaceKind is the kind of part to which a [Place] belongs.
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

// Codes of notes.
const (
	NoteDate        incident.Code = "date"         // rows without a date were given one
	NoteDayFirst    incident.Code = "day-first"    // a numeric date was read with the day first
	NoteRowZone     incident.Code = "row-zone"     // a time was read in a zone that is not in force at that time
	NoteUnresolved  incident.Code = "unresolved"   // a written time has no instant
	NoteAssumedZone incident.Code = "assumed-zone" // the zone of rows was concluded from the row above, or is UTC because none is known
	NoteOtherZones  incident.Code = "other-zones"  // the same times in other zones were not kept
	NoteDue         incident.Code = "due"          // a due date is not a date, or its year or its order was concluded
	NoteMeridiem    incident.Code = "am-pm"        // a time without am or pm was read on a 12-hour clock
	NoteClock       incident.Code = "clock-change" // a written time exists twice or never, because of a clock change
	NoteMilestone   incident.Code = "milestone"    // milestones were concluded from the words of rows
)

// Note is a conclusion of the reader, or something that could not be kept.
type Note struct {
	Path string // path of the value in JSON names
	Code incident.Code
	At   int // offset in the source
	Text string
}

// Read reads a postmortem.
func Read(doc *block.Document, ctx Context) Result {
	doc = Unnest(doc, Hint{Headless: true}, ctx.TitleLevel, ctx.Phrases)
	r := &reader{ctx: ctx, doc: doc, depth: ctx.TitleLevel + 1, enclosing: Enclosing{flat: doc.Flat}, scopes: make([]scope, 1, 4)}
	headings := 0
	for i := range doc.Blocks {
		if doc.Blocks[i].Kind == block.Heading {
			headings++
		}
	}
	r.out.Sections = make([]incident.Section, 0, 1+headings)
	r.out.Places = make([]Place, 0, 2*len(doc.Blocks))
	r.read()
	r.editTexts(markdown.Unisolate) // writers isolate texts that may reorder their line
	for i := range r.timelines {
		t := &r.timelines[i]
		t.Section = &r.out.Sections[t.Index]
	}
	ctx.Titles[1] = cmp.Or(r.out.Title, ctx.Titles[1])
	r.out.Notes = append(r.out.Notes, resolve(ctx, r.out.Sections, r.timelines, doc.Flat)...)
	r.out.Notes = append(r.out.Notes, r.conclude()...)
	r.resolveDues()
	r.editTexts(doc.Link)
	return r.out
}

// editTexts edits the texts of all fields, actions and rows.
func (r *reader) editTexts(edit func(string) string) {
	for i := range r.out.Sections {
		sec := &r.out.Sections[i]
		for j := range sec.Fields {
			sec.Fields[j].Value = edit(sec.Fields[j].Value)
		}
		for j := range sec.Actions {
			sec.Actions[j].Text = edit(sec.Actions[j].Text)
		}
		if sec.Timeline != nil {
			for j := range sec.Timeline.Events {
				sec.Timeline.Events[j].Text = edit(sec.Timeline.Events[j].Text)
			}
		}
	}
}

// reader is the state of reading one postmortem.
type reader struct {
	ctx Context
	doc *block.Document
	out Result

	enclosing Enclosing
	depth     int      // level of the last heading
	headings  []string // headings of the enclosing sections, by level
	scopes    []scope  // scopes of the top of the document and of those headings
	timelines []Timeline
	dues      []due
	contents  []int // by index of a block, see nextContent

	nextDay bool  // the next section contains the next day of the timeline above
	above   scope // scope of the enclosing timeline
}

// read finds the sections: each heading with the blocks up to the next one.
// Headings that are rows of a timeline do not begin a section.
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

// place records the place of a part.
func (r *reader) place(kind PlaceKind, i, j, start, end int) {
	r.out.Places = append(r.out.Places, Place{kind, i, j, start, end})
}
