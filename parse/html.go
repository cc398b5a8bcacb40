package parse

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// HTML reads reports from HTML:
//
//   - what [render.HTML] writes, as a page or a fragment, or several fragments in a
//     page of any kind;
//   - a saved page of an incident as Statuspage serves it;
//   - a saved home page of one, with the incidents that are open, the maintenances
//     ahead and the incidents of the last days;
//   - a saved page of its history, with a summary of each incident.
//
// Elements are found by their class wherever they stand, so that copies with text
// before the doctype, or inside another page, are read as well. Bodies become
// Markdown; nothing in a page runs or is loaded.
//
// The zero value is strict and concludes the zone from the abbreviations on the
// page. An HTML may be used by several goroutines.
//
// [render.HTML]: https://pkg.go.dev/github.com/incidentkit/incident/render#HTML
type HTML struct {
	// Zone is the zone of the page. nil: the one that explains every abbreviation
	// beside a time; the reader says which in a Note.
	Zone *time.Location
	// Known are the components of the page. They decide where the sentence that
	// names the affected ones can be read in several ways. nil: its commas do.
	Known []incident.Component
	// Lax reads on after an error and returns what could be read, with all Errors.
	Lax      bool
	MaxBytes int // of the input; 0: 16 MiB
	MaxDepth int // of elements inside one another; 0: 256
}

const (
	NoteStamp   NoteCode = "stamp"   // the time that is shown is not the one in the data beside it, which was taken
	NoteYear    NoteCode = "year"    // a year that the page does not write was assumed
	NoteSummary NoteCode = "summary" // a page tells of the incident in one line, which was taken for its only update
)

// maxElements is what MaxDepth is unless it is set: real pages nest 30 elements.
const maxElements = 256

// Parse reads data; name stands for it in errors. Without Lax it returns a
// Document, or the first error as an [*Error]. With Lax it returns both, the
// error being [Errors]; the Document is nil only where nothing could be read. A
// home page on which nothing has happened is a Document without incidents.
//
// In a Document with several incidents, in the order of the page, paths of notes
// begin with the incident: "incidents[2].updates[0].at".
func (h HTML) Parse(name string, data []byte) (*Document, error) {
	p := &htmlReader{MaxDepth: h.MaxDepth}
	p.Text = Text{Zone: h.Zone, Known: h.Known, Lax: h.Lax, MaxBytes: h.MaxBytes}
	p.file, p.phrases, p.doc = name, words.Of(data), &Document{}
	read := p.readPage(data)
	if len(p.errs) == 0 {
		return p.doc, nil
	}
	if !h.Lax {
		return nil, p.errs[0]
	}
	if !read {
		return nil, p.errs
	}
	return p.doc, p.errs
}

// htmlReader is the state of one call. What it shares with the reader of text is
// that one's: sentences of components, zones, rows of timelines, errors.
type htmlReader struct {
	textReader
	MaxDepth int
	root     *node
	many     bool // the page may hold several incidents
	zoneName string
	times    []*pageTime
	labels   []*pageTime // times that tell of the zone only
	later    []func()    // what is read once the zone of the page is known
	path     string      // of the incident that is read, for notes
}

// readPage reports whether the page is one of those that are known.
func (p *htmlReader) readPage(data []byte) bool {
	if !p.load(data) {
		return false
	}
	var deep int
	var beyond bool
	most := p.MaxDepth
	if most <= 0 {
		most = maxElements
	}
	p.root, deep, beyond = buildTree(p.src, most)
	if beyond {
		p.fail(len(p.src), CodeLimit, &LimitError{"elements", elementsMost})
	}
	if deep >= 0 {
		p.fail(deep, CodeLimit, &LimitError{"levels of elements", most})
	}
	if p.failed() {
		return false
	}
	reports := p.reports()
	switch {
	case len(reports) > 0:
		p.many = len(reports) > 1
		for _, n := range reports {
			p.begin()
			p.report(n)
		}
	case p.root.class("incident-name") != nil || p.root.class("update-row") != nil:
		p.begin()
		p.incidentPage()
	case p.historyProps() != nil:
		p.many = true
		p.history(p.historyProps())
	case p.root.find(isHome) != nil:
		p.many = true
		p.home()
	default:
		at := len(p.src) - len(strings.TrimLeft(p.src, "\ufeff \t\r\n"))
		p.fail(min(at, max(0, len(p.src)-1)), CodeSyntax, errors.New("no report found: neither one of incidentkit nor a page of Statuspage"))
		return false
	}
	p.doc.Many = p.many
	p.finish()
	return true
}

// load checks the bytes and finds the lines, which places are told by.
func (p *htmlReader) load(data []byte) bool {
	most := p.MaxBytes
	if most <= 0 {
		most = defaultMaxBytes
	}
	if len(data) > most || len(data) > math.MaxInt32 {
		p.fail(0, CodeLimit, &LimitError{"bytes", most})
		return false
	}
	p.src = string(data)
	if at := invalidUTF8(p.src); at >= 0 {
		p.fail(at, incident.CodeControl, errors.New("this is no text: not valid UTF-8"))
		if p.failed() {
			return false
		}
		p.src = strings.ToValidUTF8(p.src, "\ufffd")
	}
	p.data = []byte(p.src)
	p.wholeLines()
	p.doc.source = p.src
	return true
}

// wholeLines finds the lines, which notes and errors are told by. A page may be one
// long line with many of them.
func (p *htmlReader) wholeLines() {
	p.whole = true
	p.lines = make([]line, 0, 1+strings.Count(p.src, "\n"))
	for start := 0; start <= len(p.src); {
		end := strings.IndexByte(p.src[start:], '\n')
		if end < 0 {
			end = len(p.src) - start
		}
		p.lines = append(p.lines, line{start, start + end})
		start += end + 1
	}
}

// begin makes a new incident the one that is read.
func (p *htmlReader) begin() {
	p.inc = &incident.Incident{}
	p.last = ""
	p.path = ""
	if p.many {
		p.path = fmt.Sprintf("incidents[%d].", len(p.doc.Incidents))
	}
	p.doc.Incidents = append(p.doc.Incidents, p.inc)
}

// noteAt notes something of a value of the incident that is read.
func (p *htmlReader) noteAt(code NoteCode, path string, at int, text string) {
	p.note(code, p.path+path, at, text)
}

// markAt marks the element that a value was read from. In a page of several
// incidents places have no paths.
func (p *htmlReader) markAt(kind markKind, i, j, at int) {
	if !p.many {
		p.mark(kind, i, j, at, at)
	}
}

// finish finds the zone of the page and what depends on it, and puts the notes in
// the order of the page.
func (p *htmlReader) finish() {
	if p.failed() {
		return
	}
	p.pageZone()
	for _, t := range p.times {
		if !p.failed() {
			p.resolveTime(t)
		}
	}
	for _, inc := range p.doc.Incidents {
		inc.Page.TimeZone = p.zoneName
	}
	for _, read := range p.later {
		if !p.failed() {
			read()
		}
	}
	for _, inc := range p.doc.Incidents {
		p.inZone(inc)
	}
	sortNotes(p.doc.Notes)
}
