package parse

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
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
	NoteStamp                 = pagezone.CodeStamp // the time that is shown is not the one in the data beside it, which was taken
	NoteYear    incident.Code = "year"             // a year that the page does not write was assumed
	NoteSummary incident.Code = "summary"          // a page tells of the incident in one line, which was taken for its only update
)

// Parse reads data; name stands for it in errors. Without Lax it returns a
// Document, or the first error as an [*incident.SourceError]. With Lax it returns
// both, the error being [incident.SourceErrors]; the Document is nil only where
// nothing could be read. A home page on which nothing has happened is a Document
// without incidents.
//
// In a Document with several incidents, in the order of the page, paths of notes
// begin with the incident: "incidents[2].updates[0].at".
func (h HTML) Parse(name string, data []byte) (*Document, error) {
	p := &htmlReader{MaxDepth: h.MaxDepth}
	p.Text = Text{Zone: h.Zone, Known: h.Known, Lax: h.Lax, MaxBytes: h.MaxBytes}
	p.phrases, p.doc = words.Of(data), &Document{}
	read := p.readPage(name, data)
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
	root     *htmltree.Node
	many     bool // the page may hold several incidents
	times    []*pageTime
	labels   []*pageTime // times that tell of the zone only
	later    []func()    // what is read once the zone of the page is known
	path     string      // of the incident that is read, for notes
}

// readPage reports whether the page is one of those that are known.
func (p *htmlReader) readPage(name string, data []byte) bool {
	maxBytes := p.MaxBytes
	if maxBytes <= 0 {
		maxBytes = defaultMaxBytes
	}
	if !p.open(name, data, maxBytes) {
		return false
	}
	var errs incident.SourceErrors
	p.root, errs = htmltree.Parse(p.source, p.MaxDepth)
	p.errs = append(p.errs, errs...)
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
	case p.root.Class("incident-name") != nil || p.root.Class("update-row") != nil:
		p.begin()
		p.incidentPage()
	case p.historyProps() != nil:
		p.many = true
		p.history(p.historyProps())
	case p.root.Find(isHome) != nil:
		p.many = true
		p.home()
	default:
		at := len(p.src) - len(strings.TrimLeft(p.src, "\ufeff \t\r\n"))
		p.fail(min(at, max(0, len(p.src)-1)), incident.CodeSyntax, errors.New("no report found: neither one of incidentkit nor a page of Statuspage"))
		return false
	}
	p.doc.Many = p.many
	p.finish()
	return true
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
func (p *htmlReader) noteAt(code incident.Code, path string, at int, text string) {
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
		inc.Page.TimeZone = p.clock.Name
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
